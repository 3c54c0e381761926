/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-stream.h"

#include <string.h>

#define KEEP_ALIVE_SECONDS 15

/**
 * Stream:
 *
 * A client that listens to a prediction: everything that it has told so far from the event after
 * the last one that the client knows, then what comes, until `done`. Events are numbered from 1.
 */
typedef struct
{
  LimnerEngineRequest    *request;
  LimnerEnginePrediction *prediction;
  char                   *origin;
  guint                   n_sent;
  guint                   n_limit;        /* a fault cuts the stream after this many; 0 for none */
  gulong                  changed_id;
  gulong                  finished_id;
  gulong                  disconnected_id;
  guint                   keep_alive_id;
} Stream;

static void
stream_free (Stream *stream)
{
  g_clear_signal_handler (&stream->changed_id, stream->prediction);
  g_clear_signal_handler (&stream->finished_id,
                          limner_engine_request_get_message (stream->request));
  g_clear_signal_handler (&stream->disconnected_id,
                          limner_engine_request_get_message (stream->request));
  g_clear_handle_id (&stream->keep_alive_id, g_source_remove);
  g_clear_object (&stream->request);
  g_clear_object (&stream->prediction);
  g_free (stream->origin);
  g_free (stream);
}

static void
append (Stream     *stream,
        const char *text,
        gsize       length)
{
  SoupServerMessage *message = limner_engine_request_get_message (stream->request);

  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_COPY,
                            text, length);
}

/* Each line of the data gets a `data:` of its own. */
static void
append_event (Stream                  *stream,
              guint                    number,
              const LimnerEngineEvent *event)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *data = event->is_file
                          ? g_strdup_printf ("%s/outputs/%s", stream->origin, event->data)
                          : g_strdup (event->data);
  g_auto(GStrv) lines = g_strsplit (data, "\n", -1);

  g_string_append_printf (text, "event: %s\nid: %u:0\n", event->type, number);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      /* A carriage return would end the line for the reader. */
      g_strdelimit (lines[i], "\r", ' ');
      g_string_append_printf (text, "data: %s\n", lines[i]);
    }
  if (lines[0] == NULL)
    g_string_append (text, "data: \n");
  g_string_append_c (text, '\n');
  append (stream, text->str, text->len);
}

static gboolean
is_cut (Stream *stream)
{
  return stream->n_limit > 0 && stream->n_sent >= stream->n_limit;
}

/* Returns whether the stream is over and gone. */
static gboolean
send_events (Stream *stream)
{
  const GPtrArray *events = limner_engine_prediction_get_events (stream->prediction);
  SoupServerMessage *message = limner_engine_request_get_message (stream->request);
  gboolean is_done = limner_engine_prediction_get_data_removed (stream->prediction);

  while (stream->n_sent < events->len && !is_done && !is_cut (stream))
    {
      const LimnerEngineEvent *event = g_ptr_array_index (events, stream->n_sent++);

      append_event (stream, stream->n_sent, event);
      is_done = g_str_equal (event->type, "done");
    }

  if (is_done || is_cut (stream))
    soup_message_body_complete (soup_server_message_get_response_body (message));
  soup_server_message_unpause (message);
  if (!is_done && !is_cut (stream))
    return FALSE;

  stream_free (stream);
  return TRUE;
}

static void
changed_cb (LimnerEnginePrediction *prediction,
            Stream                 *stream)
{
  send_events (stream);
}

static void
finished_cb (SoupServerMessage *message,
             Stream            *stream)
{
  stream_free (stream);
}

static gboolean
keep_alive_cb (gpointer data)
{
  Stream *stream = data;

  append (stream, ": hi\n\n", 6);
  soup_server_message_unpause (limner_engine_request_get_message (stream->request));
  return G_SOURCE_CONTINUE;
}

static guint
read_last_id (LimnerEngineRequest *request)
{
  const char *text = limner_engine_request_get_header (request, "Last-Event-ID");
  guint64 number = text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;

  return (guint) MIN (number, G_MAXINT);
}

/**
 * limner_engine_stream_answer:
 * @context: what the handler works on
 * @request: a request for a stream
 * @prediction: whose stream it is
 *
 * Answers with server-sent events until the prediction ends or the client goes.
 */
void
limner_engine_stream_answer (LimnerEngineContext    *context,
                             LimnerEngineRequest    *request,
                             LimnerEnginePrediction *prediction)
{
  const LimnerEngineFault *fault = limner_engine_request_get_fault (request);
  SoupServerMessage *message = limner_engine_request_get_message (request);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  Stream *stream = g_new0 (Stream, 1);

  stream->request = g_object_ref (request);
  stream->prediction = g_object_ref (prediction);
  stream->origin = g_strdup (context->origin);
  stream->n_sent = read_last_id (request);
  if (fault != NULL && fault->kind == LIMNER_ENGINE_FAULT_CUT_BODY)
    stream->n_limit = stream->n_sent + 1;

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_headers_replace (headers, "Content-Type", "text/event-stream");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);

  stream->finished_id = g_signal_connect (message, "finished", G_CALLBACK (finished_cb), stream);
  /* When the engine stops, messages are cut off without having finished. */
  stream->disconnected_id = g_signal_connect (message, "disconnected", G_CALLBACK (finished_cb),
                                              stream);
  stream->changed_id = g_signal_connect (prediction, "changed", G_CALLBACK (changed_cb), stream);
  stream->keep_alive_id = g_timeout_add_seconds (KEEP_ALIVE_SECONDS, keep_alive_cb, stream);
  limner_engine_request_set_answered (request);
  append (stream, ": hi\n\n", 6);
  send_events (stream);
}
