/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"

#include "limner-client-private.h"
#include "limner-event-stream.h"
#include "limner-retry.h"

/** The longest event that is accepted, in bytes: pictures come as data URLs. */
#define MAX_EVENT (64 * 1024 * 1024)

/** How much is read at once, in bytes. */
#define READ_SIZE (32 * 1024)

/** How often a broken stream is taken up again without a new event in between. */
#define MAX_ATTEMPTS 5

typedef struct
{
  char              *url;
  LimnerEventFunc    func;
  gpointer           func_data;
  LimnerEventParser *parser;
  GUri              *target;        /* where a redirect leads, else NULL */
  SoupMessage       *message;
  GInputStream      *stream;
  guint              n_attempts;
  guint              n_redirects;
  gboolean           is_done;
} Follow;

static void connect_stream (GTask *task);

static void
follow_free (Follow *follow)
{
  g_free (follow->url);
  g_clear_object (&follow->parser);
  g_clear_pointer (&follow->target, g_uri_unref);
  g_clear_object (&follow->message);
  g_clear_object (&follow->stream);
  g_free (follow);
}

static void
event_cb (const char *type,
          const char *text,
          gsize       length,
          gpointer    data)
{
  Follow *follow = data;

  if (follow->is_done)
    return;

  follow->n_attempts = 0;
  follow->is_done = strcmp (type, "done") == 0;
  follow->func (type, text, length, follow->func_data);
}

static gboolean
connect_cb (gpointer user_data)
{
  connect_stream (g_object_ref (G_TASK (user_data)));
  return G_SOURCE_REMOVE;
}

/* Takes the reference on @task and @error. */
static void
take_up_or_fail (GTask  *task,
                 guint   status,
                 GError *error)
{
  LimnerClient *self = g_task_get_source_object (task);
  Follow *follow = g_task_get_task_data (task);
  gint64 asked = limner_event_parser_get_retry (follow->parser);
  g_autoptr(GSource) source = NULL;
  double pause;

  if (limner_error_is_cancelled (error) || follow->n_attempts >= MAX_ATTEMPTS ||
      g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_INSECURE) ||
      !limner_retry_is_worthwhile (status, TRUE))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  g_error_free (error);
  g_clear_object (&follow->stream);
  g_clear_object (&follow->message);
  limner_event_parser_reset (follow->parser);
  pause = limner_retry_get_pause (MAX (follow->n_attempts, 1),
                                  asked >= 0 ? (double) asked / 1000.0 : -1.0, g_random_double ());
  source = g_timeout_source_new (_limner_client_scale (self, MAX (pause, 0.0)));
  g_source_set_callback (source, connect_cb, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Follow *follow = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GBytes) bytes =
    g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);

  if (bytes == NULL)
    {
      GError *sorted = _limner_client_to_error (error);

      g_error_free (error);
      take_up_or_fail (task, 0, sorted);
      return;
    }
  if (g_bytes_get_size (bytes) == 0)
    {
      take_up_or_fail (task, 0, g_error_new (LIMNER_ERROR, LIMNER_ERROR_NETWORK,
                                             "The stream ended before it was done"));
      return;
    }

  if (!limner_event_parser_push (follow->parser, g_bytes_get_data (bytes, NULL),
                                 g_bytes_get_size (bytes), &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
  else if (follow->is_done)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
  else
    {
      g_input_stream_read_bytes_async (follow->stream, READ_SIZE, G_PRIORITY_DEFAULT,
                                       g_task_get_cancellable (task), read_cb, task);
    }
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  LimnerClient *self = g_task_get_source_object (task);
  Follow *follow = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  guint status;

  follow->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (follow->stream == NULL)
    {
      take_up_or_fail (task, 0, _limner_client_to_error (error));
      return;
    }

  status = soup_message_get_status (follow->message);
  if (status >= 300 && status < 400)
    {
      GUri *target = _limner_client_get_redirect (self, follow->message, follow->n_redirects++,
                                                  &error);

      if (target == NULL)
        {
          take_up_or_fail (task, 400, g_steal_pointer (&error));
          return;
        }
      g_clear_pointer (&follow->target, g_uri_unref);
      follow->target = target;
      g_clear_object (&follow->stream);
      g_clear_object (&follow->message);
      connect_stream (task);
      return;
    }
  if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      g_autoptr(LimnerProblem) problem = limner_problem_parse (status, NULL, 0);

      take_up_or_fail (task, status,
                       limner_problem_to_error (problem, limner_error_from_status (status)));
      return;
    }

  g_input_stream_read_bytes_async (follow->stream, READ_SIZE, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), read_cb, task);
}

/* Takes the reference on @task. */
static void
connect_stream (GTask *task)
{
  LimnerClient *self = g_task_get_source_object (task);
  Follow *follow = g_task_get_task_data (task);
  const char *last_id = limner_event_parser_get_last_id (follow->parser);
  SoupMessageHeaders *headers;
  GError *error = NULL;

  if (follow->target == NULL)
    follow->target = _limner_client_check_url (self, follow->url, &error);
  if (follow->target == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  follow->n_attempts++;
  follow->message = soup_message_new_from_uri (SOUP_METHOD_GET, follow->target);
  headers = soup_message_get_request_headers (follow->message);
  soup_message_headers_append (headers, "Accept", "text/event-stream");
  soup_message_headers_append (headers, "Cache-Control", "no-store");
  soup_message_headers_append (headers, "Accept-Encoding", "identity");
  if (last_id != NULL)
    soup_message_headers_append (headers, "Last-Event-ID", last_id);
  soup_message_add_flags (follow->message, SOUP_MESSAGE_NO_REDIRECT);
  _limner_client_authorize (self, follow->message);
  soup_session_send_async (_limner_client_get_session (self), follow->message, LIMNER_SEND_PRIORITY,
                           g_task_get_cancellable (task), answered_cb, task);
}

/**
 * limner_client_follow_stream_async:
 * @self: a client
 * @url: the address that a prediction gave for its stream
 * @func: told of each event: `output`, `logs`, `error`, `done`
 * @func_data: data for @func
 * @cancellable: (nullable): a cancellable
 * @callback: called after `done`
 * @user_data: data for @callback
 *
 * Follows a prediction as it runs. A broken stream is taken up again where it stopped. It is an
 * extra: what counts is what limner_client_get_prediction_async() says.
 */
void
limner_client_follow_stream_async (LimnerClient        *self,
                                   const char          *url,
                                   LimnerEventFunc      func,
                                   gpointer             func_data,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GTask *task;
  Follow *follow;

  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (url != NULL);
  g_return_if_fail (func != NULL);

  follow = g_new0 (Follow, 1);
  follow->url = g_strdup (url);
  follow->func = func;
  follow->func_data = func_data;
  follow->parser = limner_event_parser_new (MAX_EVENT, event_cb, follow);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_client_follow_stream_async);
  g_task_set_task_data (task, follow, (GDestroyNotify) follow_free);
  connect_stream (task);
}

/**
 * limner_client_follow_stream_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: %TRUE where the stream came to its end
 */
gboolean
limner_client_follow_stream_finish (LimnerClient  *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  return _limner_client_run_finish_boolean (self, result, limner_client_follow_stream_async, error);
}
