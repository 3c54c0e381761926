/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-misbehave.h"

#include <json-glib/json-glib.h>

#include "base/limner-json.h"
#include "wire/limner-problem.h"

#include "limner-engine-record.h"

#define DRIP_PIECES 16

/* Bytes that are written to a connection which libsoup has let go, so that they can be wrong. */
typedef struct
{
  GIOStream *connection;
  GBytes    *bytes;
  gsize      position;
  gsize      piece;          /* how much goes at once */
  guint      milliseconds;   /* pause between two pieces */
} Raw;

static void
raw_free (Raw *raw)
{
  g_clear_object (&raw->connection);
  g_clear_pointer (&raw->bytes, g_bytes_unref);
  g_free (raw);
}

static void raw_write (Raw *raw);

static gboolean
raw_pause_cb (gpointer data)
{
  raw_write (data);
  return G_SOURCE_REMOVE;
}

static void
raw_written_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  Raw *raw = user_data;
  gsize n = 0;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, &n, NULL))
    raw->position += n;
  else
    raw->position = g_bytes_get_size (raw->bytes);

  if (raw->position < g_bytes_get_size (raw->bytes))
    {
      g_timeout_add (raw->milliseconds, raw_pause_cb, raw);
      return;
    }

  g_io_stream_close (raw->connection, NULL, NULL);
  raw_free (raw);
}

static void
raw_write (Raw *raw)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (raw->bytes, &size);

  g_output_stream_write_all_async (g_io_stream_get_output_stream (raw->connection),
                                   data + raw->position, MIN (raw->piece, size - raw->position),
                                   G_PRIORITY_DEFAULT, NULL, raw_written_cb, raw);
}

static void
send_raw (SoupServerMessage *message,
          GBytes            *bytes,
          gsize              piece,
          guint              milliseconds)
{
  Raw *raw = g_new0 (Raw, 1);

  raw->connection = soup_server_message_steal_connection (message);
  raw->bytes = g_bytes_ref (bytes);
  raw->piece = MAX (piece, 1);
  raw->milliseconds = milliseconds;
  raw_write (raw);
}

static void
drop (SoupServerMessage *message)
{
  g_autoptr(GIOStream) connection = soup_server_message_steal_connection (message);

  g_io_stream_close (connection, NULL, NULL);
}

/* A whole answer as bytes; @promised is what Content-Length says, @sent how much there really is */
static GBytes *
make_answer (guint       status,
             const char *content_type,
             GBytes     *body,
             gsize       promised,
             gsize       sent)
{
  GByteArray *answer = g_byte_array_new ();
  g_autofree char *head =
    g_strdup_printf ("HTTP/1.1 %u %s\r\n"
                     "Content-Type: %s\r\n"
                     "Content-Length: %" G_GSIZE_FORMAT "\r\n"
                     "Connection: close\r\n\r\n",
                     status, soup_status_get_phrase (status),
                     content_type != NULL ? content_type : "application/octet-stream", promised);

  g_byte_array_append (answer, (const guint8 *) head, (guint) strlen (head));
  if (body != NULL)
    g_byte_array_append (answer, g_bytes_get_data (body, NULL), (guint) sent);
  return g_byte_array_free_to_bytes (answer);
}

static void
send_html (SoupServerMessage *message,
           guint              status)
{
  static const char page[] =
    "<!DOCTYPE html>\n<html><head><title>Bad gateway</title></head>"
    "<body><h1>Bad gateway</h1><p>The server could not be reached.</p></body></html>\n";

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_STATIC,
                                    page, strlen (page));
}

static void
send_problem (SoupServerMessage       *message,
              const LimnerEngineFault *fault)
{
  g_autoptr(LimnerProblem) problem = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *throttled = NULL;
  const char *title = NULL;
  const char *detail = fault->detail;

  if (fault->status == 402)
    {
      title = "Insufficient credit";
      if (detail == NULL)
        detail = "You have insufficient credit to run this model.";
    }
  else if (fault->status == 429 && detail == NULL)
    {
      throttled = fault->retry_after >= 0.0
                  ? g_strdup_printf ("Request was throttled. Your rate limit resets in ~%.0fs.",
                                     fault->retry_after)
                  : g_strdup ("Request was throttled.");
      detail = throttled;
    }

  problem = limner_problem_new (fault->status, title,
                                detail != NULL ? detail
                                               : soup_status_get_phrase (fault->status));
  if (fault->retry_after >= 0.0)
    limner_problem_set_retry_after (problem, fault->retry_after);
  node = limner_problem_to_node (problem);
  bytes = limner_engine_json_bytes (node);

  if (fault->header && fault->retry_after >= 0.0)
    {
      g_autofree char *seconds = g_strdup_printf ("%.0f", fault->retry_after);

      soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                    "Retry-After", seconds);
    }
  soup_server_message_set_status (message, fault->status, NULL);
  soup_server_message_set_response (message, "application/problem+json", SOUP_MEMORY_COPY,
                                    g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* Answers that do not depend on what the engine would have said. */
static gboolean
replace_answer (const LimnerEngineFault *fault,
                SoupServerMessage       *message)
{
  switch (fault->kind)
    {
    case LIMNER_ENGINE_FAULT_HTML:
      send_html (message, fault->status);
      return TRUE;

    case LIMNER_ENGINE_FAULT_STATUS:
      send_problem (message, fault);
      return TRUE;

    case LIMNER_ENGINE_FAULT_REDIRECT:
      soup_server_message_set_redirect (message, SOUP_STATUS_TEMPORARY_REDIRECT, fault->location);
      return TRUE;

    case LIMNER_ENGINE_FAULT_GARBAGE_JSON:
      soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC,
                                        "{\"id\": \"x\", \"status\": ", 22);
      return TRUE;

    case LIMNER_ENGINE_FAULT_DELAY:
    case LIMNER_ENGINE_FAULT_DROP_BEFORE:
    case LIMNER_ENGINE_FAULT_DROP_AFTER:
    case LIMNER_ENGINE_FAULT_CUT_BODY:
    case LIMNER_ENGINE_FAULT_WRONG_LENGTH:
    case LIMNER_ENGINE_FAULT_SLOW_DRIP:
    case LIMNER_ENGINE_FAULT_ENDLESS_STARTING:
    case LIMNER_ENGINE_FAULT_FAIL:
    case LIMNER_ENGINE_FAULT_ABORT:
    default:
      return FALSE;
    }
}

/**
 * limner_engine_misbehave_early:
 * @fault: what shall go wrong
 * @message: a request that was read
 *
 * Carries out the faults by which a request is not taken.
 *
 * Returns: %TRUE if there is an answer now, or no connection any more; %FALSE if the request is to
 *   be carried out
 */
gboolean
limner_engine_misbehave_early (const LimnerEngineFault *fault,
                               SoupServerMessage       *message)
{
  if (fault->kind == LIMNER_ENGINE_FAULT_DROP_BEFORE)
    {
      drop (message);
      return TRUE;
    }

  return !fault->taken && replace_answer (fault, message);
}

/**
 * limner_engine_misbehave:
 * @fault: what shall go wrong
 * @message: a request that was carried out
 * @status: the status of its answer
 * @content_type: (nullable): the type of its answer
 * @body: (nullable): its answer
 *
 * Carries out the faults by which the answer to a request is lost or broken.
 *
 * Returns: %TRUE if @message was dealt with; %FALSE if the answer is to be sent as it is
 */
gboolean
limner_engine_misbehave (const LimnerEngineFault *fault,
                         SoupServerMessage       *message,
                         guint                    status,
                         const char              *content_type,
                         GBytes                  *body)
{
  gsize size = body != NULL ? g_bytes_get_size (body) : 0;
  g_autoptr(GBytes) answer = NULL;

  switch (fault->kind)
    {
    case LIMNER_ENGINE_FAULT_DROP_AFTER:
      drop (message);
      return TRUE;

    case LIMNER_ENGINE_FAULT_CUT_BODY:
      answer = make_answer (status, content_type, body, size, size / 2);
      send_raw (message, answer, g_bytes_get_size (answer), 0);
      return TRUE;

    case LIMNER_ENGINE_FAULT_WRONG_LENGTH:
      answer = make_answer (status, content_type, body, size + 1000, size);
      send_raw (message, answer, g_bytes_get_size (answer), 0);
      return TRUE;

    case LIMNER_ENGINE_FAULT_SLOW_DRIP:
      answer = make_answer (status, content_type, body, size, size);
      send_raw (message, answer, g_bytes_get_size (answer) / DRIP_PIECES, fault->milliseconds);
      return TRUE;

    case LIMNER_ENGINE_FAULT_DELAY:
    case LIMNER_ENGINE_FAULT_DROP_BEFORE:
    case LIMNER_ENGINE_FAULT_GARBAGE_JSON:
    case LIMNER_ENGINE_FAULT_HTML:
    case LIMNER_ENGINE_FAULT_STATUS:
    case LIMNER_ENGINE_FAULT_REDIRECT:
    case LIMNER_ENGINE_FAULT_ENDLESS_STARTING:
    case LIMNER_ENGINE_FAULT_FAIL:
    case LIMNER_ENGINE_FAULT_ABORT:
    default:
      return fault->taken && replace_answer (fault, message);
    }
}
