/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"

#include "limner-client-private.h"

/** How long an attempt may take unless the call says otherwise, in seconds. */
#define DEADLINE 90

/*
 * _limner_call_new:
 * @path: a path below the base URL, or a whole URL
 */
LimnerCall *
_limner_call_new (LimnerClient    *client,
                  const char      *method,
                  LimnerReplyKind  reply,
                  GType            type,
                  const char      *path)
{
  const char *base_url = limner_server_get_base_url (limner_client_get_server (client));
  LimnerCall *call = g_new0 (LimnerCall, 1);

  call->method = method;
  call->reply = reply;
  call->type = type;
  call->deadline = DEADLINE;
  call->url = *path == '/' ? g_strconcat (base_url, path, NULL) : g_strdup (path);
  return call;
}

void
_limner_call_free (LimnerCall *call)
{
  g_free (call->url);
  g_clear_pointer (&call->body, g_bytes_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (call->body_parts); i++)
    g_clear_pointer (&call->body_parts[i], g_bytes_unref);
  g_free (call->content_type);
  g_free (call->prefer);
  g_free (call->cancel_after);
  g_free (call);
}

void
_limner_call_set_json (LimnerCall *call,
                       JsonObject *body)
{
  char *text = limner_json_object_to_string (body, FALSE);

  call->body = g_bytes_new_take (text, strlen (text));
  call->content_type = g_strdup ("application/json");
}

/* A search in the old way: the method QUERY with the words as its body. */
LimnerCall *
_limner_client_new_query (LimnerClient *client,
                          GType         item_type,
                          const char   *path,
                          const char   *query)
{
  LimnerCall *call = _limner_call_new (client, "QUERY", LIMNER_REPLY_PAGE, item_type, path);

  call->body = g_bytes_new (query, strlen (query));
  call->content_type = g_strdup ("text/plain");
  return call;
}

/* Gives a message the body of the call, which may be sent more than once. */
void
_limner_call_set_body (LimnerCall  *call,
                       SoupMessage *message)
{
  g_autoptr(GInputStream) stream = NULL;
  gssize length = 0;

  if (call->body_parts[0] == NULL)
    {
      if (call->body != NULL)
        soup_message_set_request_body_from_bytes (message, call->content_type, call->body);
      return;
    }

  stream = g_memory_input_stream_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (call->body_parts); i++)
    {
      g_memory_input_stream_add_bytes (G_MEMORY_INPUT_STREAM (stream), call->body_parts[i]);
      length += (gssize) g_bytes_get_size (call->body_parts[i]);
    }
  soup_message_set_request_body (message, call->content_type, stream, length);
}
