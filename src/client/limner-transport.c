/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-debug.h"
#include "base/limner-error.h"
#include "base/limner-json.h"
#include "base/limner-task.h"
#include "wire/limner-page.h"
#include "wire/limner-resource.h"

#include "limner-client-private.h"
#include "limner-retry.h"

/* One call, from its request to the typed result:
 *
 *     wait for the rate limit → send → read the body → parse
 *          ↑                      │          │
 *          └── pause, again ←─────┴──────────┴── 408, 429, 5xx, broken link
 *
 * What creates something is sent again only where it was certainly not taken; where that is not
 * known, the error is LIMNER_ERROR_LOST.
 */

/** Bodies that are longer are parsed on another thread, in bytes. */
#define PARSE_ON_THREAD (48 * 1024)

/** How much is read at once, and in one go before others get their turn, in bytes. */
#define READ_SIZE (64 * 1024)
#define READ_IN_A_ROW 4

typedef struct
{
  LimnerCall   *call;
  SoupMessage  *message;
  GInputStream *stream;
  GByteArray   *buffer;
  GCancellable *attempt;          /* cancelled when the attempt has to end */
  gulong        cancelled_id;
  GSource      *deadline;
  GUri         *target;           /* where a redirect leads, else NULL */
  guint         n_attempts;
  guint         n_redirects;
  guint         status;
  gboolean      wrote_headers;    /* the server may have taken the request */
  gboolean      was_late;
  gboolean      answer_was_lost;  /* an earlier attempt may have been carried out */
  gint64        n_sent;
  gint64        last_told;
} Run;

static void send_attempt (GTask *task);

static void
end_attempt (Run          *run,
             GCancellable *cancellable)
{
  if (run->cancelled_id != 0)
    g_cancellable_disconnect (cancellable, run->cancelled_id);
  run->cancelled_id = 0;
  if (run->deadline != NULL)
    g_source_destroy (run->deadline);
  g_clear_pointer (&run->deadline, g_source_unref);
  if (run->message != NULL)
    g_signal_handlers_disconnect_by_data (run->message, run);
  g_clear_object (&run->message);
  g_clear_object (&run->stream);
  g_clear_object (&run->attempt);
  g_clear_pointer (&run->buffer, g_byte_array_unref);
}

static void
run_free (Run *run)
{
  end_attempt (run, NULL);
  g_clear_pointer (&run->target, g_uri_unref);
  g_clear_pointer (&run->call, _limner_call_free);
  g_free (run);
}

static gboolean
wake_cb (gpointer user_data)
{
  send_attempt (g_object_ref (G_TASK (user_data)));
  return G_SOURCE_REMOVE;
}

/* Sends again after a pause, or at once where the caller cancels meanwhile. */
static void
send_later (GTask *task,
            guint  milliseconds)
{
  g_autoptr(GSource) source = g_timeout_source_new (milliseconds);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable != NULL)
    {
      g_autoptr(GSource) child = g_cancellable_source_new (cancellable);

      g_source_set_dummy_callback (child);
      g_source_add_child_source (source, child);
    }
  g_source_set_callback (source, wake_cb, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

/* What is made of a body; on a worker thread where it is long. */
static gpointer
parse_body (LimnerCall  *call,
            const char  *data,
            gsize        length,
            GError     **error)
{
  g_autoptr(JsonNode) root = NULL;

  if (call->reply == LIMNER_REPLY_TEXT)
    return g_utf8_make_valid (data, (gssize) length);
  if (call->reply == LIMNER_REPLY_BYTES)
    return g_bytes_new (data, length);

  root = limner_json_parse_lenient (data, length, LIMNER_MAX_REPLY, error);
  if (root == NULL)
    return NULL;

  switch (call->reply)
    {
    case LIMNER_REPLY_RESOURCE:
      return limner_resource_parse (call->type, root, error);

    case LIMNER_REPLY_PAGE:
      return limner_page_parse (call->type, root, error);

    case LIMNER_REPLY_JSON:
      return g_steal_pointer (&root);

    case LIMNER_REPLY_NOTHING:
    case LIMNER_REPLY_TEXT:
    case LIMNER_REPLY_BYTES:
    default:
      g_return_val_if_reached (NULL);
    }
}

static void
free_result (LimnerReplyKind reply,
             gpointer        value)
{
  if (value == NULL)
    return;

  if (reply == LIMNER_REPLY_TEXT)
    g_free (value);
  else if (reply == LIMNER_REPLY_BYTES)
    g_bytes_unref (value);
  else if (reply == LIMNER_REPLY_JSON)
    json_node_unref (value);
  else
    g_object_unref (value);
}

static void
free_text (gpointer value)
{
  free_result (LIMNER_REPLY_TEXT, value);
}

static void
free_bytes (gpointer value)
{
  free_result (LIMNER_REPLY_BYTES, value);
}

static void
free_node (gpointer value)
{
  free_result (LIMNER_REPLY_JSON, value);
}

static GDestroyNotify
get_free_func (LimnerReplyKind reply)
{
  if (reply == LIMNER_REPLY_TEXT)
    return free_text;
  if (reply == LIMNER_REPLY_BYTES)
    return free_bytes;
  return reply == LIMNER_REPLY_JSON ? free_node : g_object_unref;
}

/* An error that stands for good; creations that may have happened are lost, not failed. */
static void
fail (GTask    *task,
      gboolean  may_have_happened,
      GError   *error)
{
  Run *run = g_task_get_task_data (task);

  if (may_have_happened && run->call->creates && error->domain == LIMNER_ERROR &&
      error->code != LIMNER_ERROR_LOST)
    {
      g_autofree char *reason = g_strdup (error->message);
      GError *lost = g_error_new (LIMNER_ERROR, LIMNER_ERROR_LOST,
                                  "The answer was lost, the server may have worked: %s", reason);

      limner_error_set_details (lost, limner_error_get_details (error));
      g_error_free (error);
      error = lost;
    }

  end_attempt (run, g_task_get_cancellable (task));
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* @error is why the attempt failed. Takes the reference on @task. */
static void
retry_or_fail (GTask  *task,
               guint   status,
               double  retry_after,
               GError *error)
{
  LimnerClient *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  gboolean may_have_happened = run->wrote_headers && status != 429 && status != 501 &&
                               status != 503 && status != 505 &&
                               (status == 0 || status == 408 || status >= 500);
  gboolean is_repeatable = !run->call->creates || (status == 0 && !run->wrote_headers);
  double pause = limner_retry_get_pause (run->n_attempts, retry_after, g_random_double ());

  if (limner_error_is_cancelled (error) || pause < 0.0 ||
      g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_INSECURE) ||
      run->call->is_once || run->n_attempts >= LIMNER_RETRY_MAX_ATTEMPTS ||
      !limner_retry_is_worthwhile (status, is_repeatable))
    {
      fail (task, may_have_happened, error);
      return;
    }

  if (status == 429)
    _limner_client_note_pause (self, run->call->creates, pause);
  run->answer_was_lost |= may_have_happened;
  g_error_free (error);
  end_attempt (run, g_task_get_cancellable (task));
  send_later (task, _limner_client_scale (self, pause));
}

/* A connection that broke, or a body that did. */
static void
fail_attempt (GTask  *task,
              GError *error)
{
  Run *run = g_task_get_task_data (task);
  g_autoptr(GError) reason = error;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      fail (task, FALSE, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled"));
      return;
    }
  if (run->was_late)
    {
      g_clear_error (&reason);
      reason = g_error_new (LIMNER_ERROR, LIMNER_ERROR_TIMEOUT,
                            "The server did not answer in time");
    }

  retry_or_fail (task, 0, -1.0, _limner_client_to_error (reason));
}

static void
finish_with_result (GTask    *task,
                    gpointer  value,
                    GError   *error)
{
  Run *run = g_task_get_task_data (task);

  if (value == NULL)
    {
      fail (task, TRUE, error);
      return;
    }

  end_attempt (run, g_task_get_cancellable (task));
  g_task_return_pointer (task, value, get_free_func (run->call->reply));
  g_object_unref (task);
}

static void
parse_thread (GTask        *inner,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Run *run = g_task_get_task_data (task_data);
  GError *error = NULL;
  gpointer value = parse_body (run->call, (const char *) run->buffer->data, run->buffer->len,
                               &error);

  if (value != NULL)
    g_task_return_pointer (inner, value, get_free_func (run->call->reply));
  else
    g_task_return_error (inner, error);
}

static void
parsed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  GError *error = NULL;
  gpointer value = g_task_propagate_pointer (G_TASK (result), &error);

  finish_with_result (user_data, value, error);
}

static void
take_success (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer value;

  if (run->call->reply == LIMNER_REPLY_NOTHING)
    {
      end_attempt (run, g_task_get_cancellable (task));
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
  else if (run->buffer->len > PARSE_ON_THREAD)
    {
      g_autoptr(GTask) inner = g_task_new (NULL, NULL, parsed_cb, task);

      g_task_set_source_tag (inner, take_success);
      g_task_set_task_data (inner, task, NULL);
      limner_task_run_in_thread (inner, parse_thread);
    }
  else
    {
      value = parse_body (run->call, (const char *) run->buffer->data, run->buffer->len, &error);
      finish_with_result (task, value, error);
    }
}

/* The whole body is there. */
static void
take_reply (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (run->message);
  g_autoptr(LimnerProblem) problem = NULL;
  double retry_after;

  if (SOUP_STATUS_IS_SUCCESSFUL (run->status))
    {
      take_success (task);
      return;
    }
  if (run->status == SOUP_STATUS_NOT_FOUND && run->answer_was_lost &&
      strcmp (run->call->method, SOUP_METHOD_DELETE) == 0)
    {
      take_success (task);   /* the attempt whose answer was lost had worked */
      return;
    }

  problem = limner_problem_parse (run->status, (const char *) run->buffer->data, run->buffer->len);
  retry_after = limner_problem_get_retry_after (problem);
  if (retry_after < 0.0)
    retry_after = limner_retry_parse_header (soup_message_headers_get_one (headers, "Retry-After"),
                                             g_get_real_time () / G_USEC_PER_SEC);
  limner_problem_set_retry_after (problem, retry_after);
  retry_or_fail (task, run->status, retry_after,
                 limner_problem_to_error (problem, limner_error_from_status (run->status)));
}

static void
fail_too_large (GTask *task)
{
  fail (task, TRUE,
        g_error_new (LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                     "The server's answer is larger than %d MB", LIMNER_MAX_REPLY / 1024 / 1024));
}

static gboolean read_ready_cb (GObject  *stream,
                               gpointer  user_data);
static void     read_some     (GTask    *task);

static void
wait_for_more (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  g_autoptr(GSource) source =
    g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (run->stream), run->attempt);

  g_source_set_callback (source, G_SOURCE_FUNC (read_ready_cb), task, NULL);
  g_source_attach (source, g_task_get_context (task));
}

static gboolean
read_on_cb (gpointer user_data)
{
  read_some (user_data);
  return G_SOURCE_REMOVE;
}

/* Goes on after others had their turn. Not by waiting for the connection: all of the body may have
 * been read already, and then nothing more comes from there. */
static void
read_on (GTask *task)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, read_on_cb, task, NULL);
  g_source_attach (source, g_task_get_context (task));
}

/* Reads what has arrived without blocking, which spares a turn of the main loop for each piece. */
static void
read_some (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  for (guint i = 0; i < READ_IN_A_ROW; i++)
    {
      GError *error = NULL;
      guint old = run->buffer->len;
      gssize n;

      g_byte_array_set_size (run->buffer, old + READ_SIZE);
      n = g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (run->stream),
                                                    run->buffer->data + old, READ_SIZE,
                                                    run->attempt, &error);
      g_byte_array_set_size (run->buffer, old + (guint) MAX (n, 0));

      if (n == 0)
        {
          take_reply (task);
          return;
        }
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        {
          g_error_free (error);
          wait_for_more (task);
          return;
        }
      if (n < 0)
        {
          fail_attempt (task, error);
          return;
        }
      if (run->buffer->len > LIMNER_MAX_REPLY)
        {
          fail_too_large (task);
          return;
        }
    }

  read_on (task);
}

static gboolean
read_ready_cb (GObject  *stream,
               gpointer  user_data)
{
  read_some (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
is_redirect (guint status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static void
follow_redirect (GTask *task)
{
  LimnerClient *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  GUri *target = NULL;

  if (strcmp (run->call->method, SOUP_METHOD_GET) == 0)
    target = _limner_client_get_redirect (self, run->message, run->n_redirects, &error);
  else
    error = g_error_new (LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY,
                         "The server sends the request elsewhere, which is not followed");
  if (target == NULL)
    {
      fail (task, FALSE, error);
      return;
    }

  g_clear_pointer (&run->target, g_uri_unref);
  run->target = target;
  run->n_redirects++;
  end_attempt (run, g_task_get_cancellable (task));
  send_attempt (task);
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  LimnerClient *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  SoupMessageHeaders *headers;

  run->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (run->stream == NULL)
    {
      fail_attempt (task, error);
      return;
    }

  run->status = soup_message_get_status (run->message);
  _limner_client_note_headers (self, run->message, run->call->creates);
  g_debug ("%s %s: %u", run->call->method, g_uri_get_path (soup_message_get_uri (run->message)),
           run->status);
  if (is_redirect (run->status))
    {
      follow_redirect (task);
      return;
    }

  headers = soup_message_get_response_headers (run->message);
  if (soup_message_headers_get_content_length (headers) > LIMNER_MAX_REPLY)
    fail_too_large (task);
  else
    read_some (task);
}

static void
wrote_headers_cb (SoupMessage *message,
                  gpointer     user_data)
{
  Run *run = user_data;

  run->wrote_headers = TRUE;
}

static void
wrote_body_data_cb (SoupMessage *message,
                    guint        chunk_size,
                    gpointer     user_data)
{
  Run *run = user_data;
  gint64 now = g_get_monotonic_time ();
  gint64 total = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (run->call->body_parts); i++)
    total += run->call->body_parts[i] != NULL ? (gint64) g_bytes_get_size (run->call->body_parts[i])
                                              : 0;
  run->n_sent += chunk_size;
  if (now - run->last_told > G_USEC_PER_SEC / 10 || run->n_sent >= total)
    {
      run->last_told = now;
      run->call->progress (run->n_sent, total, run->call->progress_data);
    }
}

static gboolean
deadline_cb (gpointer user_data)
{
  Run *run = user_data;

  run->was_late = TRUE;
  g_cancellable_cancel (run->attempt);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

static SoupMessage *
make_message (LimnerClient *self,
              Run          *run)
{
  LimnerCall *call = run->call;
  SoupMessage *message;
  SoupMessageHeaders *headers;

  message = run->target != NULL ? soup_message_new_from_uri (call->method, run->target)
                                : soup_message_new (call->method, call->url);
  if (message == NULL)
    return NULL;

  headers = soup_message_get_request_headers (message);
  soup_message_headers_append (headers, "Accept",
                               call->reply == LIMNER_REPLY_TEXT || call->reply == LIMNER_REPLY_BYTES
                               ? "*/*" : "application/json");
  if (call->prefer != NULL)
    soup_message_headers_append (headers, "Prefer", call->prefer);
  if (call->cancel_after != NULL)
    soup_message_headers_append (headers, "Cancel-After", call->cancel_after);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  _limner_call_set_body (call, message);
  _limner_client_authorize (self, message);

  g_signal_connect (message, "wrote-headers", G_CALLBACK (wrote_headers_cb), run);
  if (call->progress != NULL)
    g_signal_connect (message, "wrote-body-data", G_CALLBACK (wrote_body_data_cb), run);
  return message;
}

/* Takes the reference on @task. */
static void
send_attempt (GTask *task)
{
  LimnerClient *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (g_cancellable_is_cancelled (cancellable))
    {
      fail (task, FALSE, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled"));
      return;
    }

  run->n_attempts++;
  run->wrote_headers = FALSE;
  run->was_late = FALSE;
  run->n_sent = 0;
  run->message = make_message (self, run);
  if (run->message == NULL)
    {
      fail (task, FALSE,
            g_error_new (LIMNER_ERROR, LIMNER_ERROR_NETWORK, "The server has no usable address"));
      return;
    }

  run->buffer = g_byte_array_new ();
  run->attempt = g_cancellable_new ();
  if (cancellable != NULL)
    run->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                               g_object_ref (run->attempt), g_object_unref);
  if (run->call->deadline > 0)
    {
      run->deadline = g_timeout_source_new (_limner_client_scale_deadline (self,
                                                                           run->call->deadline));
      g_source_set_callback (run->deadline, deadline_cb, run, NULL);
      g_source_attach (run->deadline, g_task_get_context (task));
    }
  soup_session_send_async (_limner_client_get_session (self), run->message, LIMNER_SEND_PRIORITY,
                           run->attempt, sent_cb, task);
}

/*
 * _limner_client_run:
 * @call: (transfer full): what to send
 * @tag: the function that was called, for limner_client_run_finish()
 *
 * Carries out a call.
 */
void
_limner_client_run (LimnerClient        *self,
                    LimnerCall          *call,
                    gpointer             tag,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);
  gint64 wait;

  run->call = call;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);

  wait = _limner_client_reserve (self, call->creates);
  if (limner_debug (LIMNER_DEBUG_SLOW_API))
    wait += G_USEC_PER_SEC;
  if (wait > 0)
    {
      send_later (task, (guint) MIN (wait / 1000, G_MAXINT32));
    }
  else
    {
      send_attempt (task);
    }
}

static void
run_path (LimnerClient        *self,
          const char          *method,
          LimnerReplyKind      reply,
          GType                type,
          char                *path,
          JsonObject          *body,
          gboolean             creates,
          gpointer             tag,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  g_autofree char *owned = path;
  LimnerCall *call;

  if (path == NULL)
    {
      _limner_client_refuse_name (self, tag, callback, user_data);
      return;
    }

  call = _limner_call_new (self, method, reply, type, path);
  call->creates = creates;
  if (body != NULL)
    _limner_call_set_json (call, body);
  _limner_client_run (self, call, tag, cancellable, callback, user_data);
}

/*
 * _limner_client_run_path:
 * @path: (transfer full) (nullable): a path below the base URL; %NULL where a name is no name
 * @body: (nullable): what is sent along
 *
 * Carries out a call that can be repeated.
 */
void
_limner_client_run_path (LimnerClient        *self,
                         const char          *method,
                         LimnerReplyKind      reply,
                         GType                type,
                         char                *path,
                         JsonObject          *body,
                         gpointer             tag,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  run_path (self, method, reply, type, path, body, FALSE, tag, cancellable, callback, user_data);
}

/*
 * _limner_client_run_create:
 * @path: (transfer full) (nullable): as for _limner_client_run_path()
 * @body: what is to be made
 *
 * Carries out a call that makes something of @type, and must not be carried out twice.
 */
void
_limner_client_run_create (LimnerClient        *self,
                           GType                type,
                           char                *path,
                           JsonObject          *body,
                           gpointer             tag,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  run_path (self, SOUP_METHOD_POST, LIMNER_REPLY_RESOURCE, type, path, body, TRUE, tag,
            cancellable, callback, user_data);
}

gpointer
_limner_client_run_finish (LimnerClient  *self,
                           GAsyncResult  *result,
                           gpointer       tag,
                           GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
_limner_client_run_finish_boolean (LimnerClient  *self,
                                   GAsyncResult  *result,
                                   gpointer       tag,
                                   GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Ends a call about something that is not named owner/name before anything was sent. */
void
_limner_client_refuse_name (LimnerClient        *self,
                            gpointer             tag,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_task_report_new_error (self, callback, user_data, tag, LIMNER_ERROR,
                           LIMNER_ERROR_INVALID_INPUT, LIMNER_NOT_A_NAME);
}
