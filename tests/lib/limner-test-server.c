/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "limner-test-server.h"

#include <libsoup/soup.h>

struct _LimnerTestServer
{
  SoupServer *server;
  char       *uri;
  GHashTable *answers;   /* "METHOD /path" → GQueue of Answer */
  GPtrArray  *requests;  /* of LimnerTestRequest */
};

typedef struct
{
  guint   status;
  char   *content_type;
  char   *header_name;
  char   *header_value;
  GBytes *body;
} Answer;

static void
answer_free (Answer *answer)
{
  g_free (answer->content_type);
  g_free (answer->header_name);
  g_free (answer->header_value);
  g_bytes_unref (answer->body);
  g_free (answer);
}

static void
answers_free (GQueue *answers)
{
  g_queue_free_full (answers, (GDestroyNotify) answer_free);
}

static void
request_free (LimnerTestRequest *request)
{
  g_free (request->method);
  g_free (request->path);
  g_free (request->body);
  g_free (request->authorization);
  g_free (request);
}

static void
keep_request (LimnerTestServer  *self,
              SoupServerMessage *message,
              const char        *path)
{
  LimnerTestRequest *request = g_new0 (LimnerTestRequest, 1);
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *sent = soup_server_message_get_request_body (message);
  g_autoptr(GBytes) body = soup_message_body_flatten (sent);

  request->method = g_strdup (soup_server_message_get_method (message));
  request->path = query != NULL ? g_strconcat (path, "?", query, NULL) : g_strdup (path);
  request->body = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  request->authorization = g_strdup (soup_message_headers_get_one (headers, "Authorization"));
  g_ptr_array_add (self->requests, request);
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  LimnerTestServer *self = user_data;
  g_autofree char *key = g_strconcat (soup_server_message_get_method (message), " ", path, NULL);
  GQueue *answers = g_hash_table_lookup (self->answers, key);
  Answer *answer;

  keep_request (self, message, path);
  if (answers == NULL)
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }

  answer = g_queue_peek_head (answers);
  soup_server_message_set_status (message, answer->status, NULL);
  if (answer->header_name != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                  answer->header_name, answer->header_value);
  if (g_bytes_get_size (answer->body) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), answer->body);
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message),
                                         answer->content_type, NULL);

  if (g_queue_get_length (answers) > 1)
    answer_free (g_queue_pop_head (answers));
}

/**
 * limner_test_server_new:
 *
 * Starts a server on a free port of 127.0.0.1, in the default main context.
 *
 * Returns: (transfer full): a server without answers: everything is 404
 */
LimnerTestServer *
limner_test_server_new (void)
{
  return limner_test_server_new_secure (NULL);
}

/**
 * limner_test_server_new_secure:
 * @certificate: (nullable): what it proves itself with over https, %NULL for plain http
 *
 * Starts a server as limner_test_server_new() does.
 *
 * Returns: (transfer full): a server without answers: everything is 404
 */
LimnerTestServer *
limner_test_server_new_secure (GTlsCertificate *certificate)
{
  LimnerTestServer *self = g_new0 (LimnerTestServer, 1);
  SoupServerListenOptions options = SOUP_SERVER_LISTEN_IPV4_ONLY;
  g_autoptr(GError) error = NULL;
  GSList *uris;

  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) answers_free);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
  self->server = soup_server_new (NULL, NULL);
  if (certificate != NULL)
    {
      soup_server_set_tls_certificate (self->server, certificate);
      options |= SOUP_SERVER_LISTEN_HTTPS;
    }
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  soup_server_listen_local (self->server, 0, options, &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (self->server);
  self->uri = g_uri_to_string (uris->data);
  if (g_str_has_suffix (self->uri, "/"))
    self->uri[strlen (self->uri) - 1] = '\0';
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return self;
}

/**
 * limner_test_server_free:
 * @self: a server
 *
 * Stops the server and forgets what it was asked.
 */
void
limner_test_server_free (LimnerTestServer *self)
{
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  g_clear_pointer (&self->uri, g_free);
  g_free (self);
}

/**
 * limner_test_server_get_uri:
 * @self: a server
 *
 * Returns: (transfer none): its address, such as `http://127.0.0.1:40000`, without a last slash
 */
const char *
limner_test_server_get_uri (LimnerTestServer *self)
{
  return self->uri;
}

/**
 * limner_test_server_answer:
 * @self: a server
 * @method: the HTTP method
 * @path: the path without query
 * @status: the HTTP status
 * @body: (nullable): JSON text
 *
 * Prepares the next answer for one path.
 */
void
limner_test_server_answer (LimnerTestServer *self,
                           const char       *method,
                           const char       *path,
                           guint             status,
                           const char       *body)
{
  g_autoptr(GBytes) bytes = g_bytes_new (body, body != NULL ? strlen (body) : 0);

  limner_test_server_answer_full (self, method, path, status, "application/json",
                                  NULL, NULL, bytes);
}

/**
 * limner_test_server_answer_full:
 * @self: a server
 * @method: the HTTP method
 * @path: the path without query
 * @status: the HTTP status
 * @content_type: the type of @body
 * @header_name: (nullable): a header to add, such as `Retry-After`
 * @header_value: (nullable): its value
 * @body: what to send
 *
 * As limner_test_server_answer(), for any kind of body and with one more header.
 */
void
limner_test_server_answer_full (LimnerTestServer *self,
                                const char       *method,
                                const char       *path,
                                guint             status,
                                const char       *content_type,
                                const char       *header_name,
                                const char       *header_value,
                                GBytes           *body)
{
  g_autofree char *key = g_strconcat (method, " ", path, NULL);
  GQueue *answers = g_hash_table_lookup (self->answers, key);
  Answer *answer = g_new0 (Answer, 1);

  answer->status = status;
  answer->content_type = g_strdup (content_type);
  answer->header_name = g_strdup (header_name);
  answer->header_value = g_strdup (header_value);
  answer->body = g_bytes_ref (body);

  if (answers == NULL)
    {
      answers = g_queue_new ();
      g_hash_table_insert (self->answers, g_steal_pointer (&key), answers);
    }
  g_queue_push_tail (answers, answer);
}

/**
 * limner_test_server_get_n:
 * @self: a server
 *
 * Returns: how many requests came so far
 */
guint
limner_test_server_get_n (LimnerTestServer *self)
{
  return self->requests->len;
}

/**
 * limner_test_server_get_request:
 * @self: a server
 * @position: 0 for the first request
 *
 * Returns: (transfer none): what was asked
 */
const LimnerTestRequest *
limner_test_server_get_request (LimnerTestServer *self,
                                guint             position)
{
  g_assert_cmpuint (position, <, self->requests->len);

  return g_ptr_array_index (self->requests, position);
}
