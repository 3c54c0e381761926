/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <libsoup/soup.h>

#include "base/limner-json.h"
#include "client/limner-client-account.h"
#include "wire/limner-webhook.h"

#include "limner-cli-commands.h"
#include "limner-cli-print.h"

/** The largest body that is taken, in bytes. */
#define MAX_BODY (16 * 1024 * 1024)

/** How old a signature may be, in seconds, and how many deliveries are remembered. */
#define TOLERANCE (5 * 60)
#define MAX_SEEN  10000

/* A receiver of webhooks for this machine and for tunnels that end here: it checks who signed, and
 * prints what it got, a line for each. */
typedef struct
{
  LimnerCli  *cli;
  char       *secret;
  GHashTable *seen;        /* a set of webhook-id: a server sends again what it does not hear of */
  guint       n_wanted;    /* 0 for no end */
  guint       n_taken;
} Listener;

static void
refuse (SoupServerMessage *message,
        guint              status,
        const char        *why)
{
  soup_server_message_set_status (message, status, NULL);
  g_printerr ("refused: %s\n", why);
}

/* What is too large is refused before it is read. */
static void
early_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH ||
      soup_message_headers_get_content_length (headers) > MAX_BODY)
    refuse (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "too large");
}

static void
print_event (Listener   *listener,
             const char *id,
             JsonObject *event)
{
  g_autoptr(JsonObject) line = json_object_new ();
  g_autofree char *text = NULL;

  if (!listener->cli->json)
    {
      g_print ("%s\t%s\t%s\n", limner_json_get_string (event, "id", "?"),
               limner_json_get_string (event, "status", "?"),
               limner_json_get_string (event, "model", ""));
      return;
    }

  json_object_set_string_member (line, "webhook_id", id);
  json_object_set_object_member (line, "event", json_object_ref (event));
  text = limner_json_object_to_string (line, FALSE);
  g_print ("%s\n", text);
}

static void
take (Listener          *listener,
      SoupServerMessage *message,
      const char        *id,
      GBytes            *body)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  g_autoptr(JsonObject) event = limner_json_parse_object (data, length, MAX_BODY, NULL);

  if (event == NULL)
    {
      refuse (message, SOUP_STATUS_BAD_REQUEST, "no JSON");
      return;
    }

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  if (g_hash_table_size (listener->seen) >= MAX_SEEN)
    g_hash_table_remove_all (listener->seen);
  if (!g_hash_table_add (listener->seen, g_strdup (id)))
    return;

  print_event (listener, id, event);
  listener->n_taken++;
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  Listener *listener = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *request = soup_server_message_get_request_body (message);
  const char *id = soup_message_headers_get_one (headers, "webhook-id");
  const char *timestamp = soup_message_headers_get_one (headers, "webhook-timestamp");
  const char *signature = soup_message_headers_get_one (headers, "webhook-signature");
  g_autoptr(GBytes) body = soup_message_body_flatten (request);
  g_autoptr(GError) error = NULL;

  if (g_strcmp0 (soup_server_message_get_method (message), SOUP_METHOD_POST) != 0)
    refuse (message, SOUP_STATUS_METHOD_NOT_ALLOWED, "not a POST");
  else if (id == NULL || timestamp == NULL || signature == NULL)
    refuse (message, SOUP_STATUS_UNAUTHORIZED, "it is not signed");
  else if (!limner_webhook_verify (listener->secret, id, timestamp, signature, body, TOLERANCE,
                                   &error))
    refuse (message, SOUP_STATUS_UNAUTHORIZED, error->message);
  else
    take (listener, message, id, body);
}

static void
wake_cb (GCancellable *cancellable,
         gpointer      user_data)
{
  g_main_context_wakeup (NULL);
}

static LimnerCliExit
listen (Listener *listener,
        guint     port)
{
  g_autoptr(SoupServer) server = soup_server_new ("server-header", "limner-cli ", NULL);
  g_autoptr(GError) error = NULL;
  GSList *addresses;
  gulong handler;

  soup_server_add_early_handler (server, NULL, early_cb, listener, NULL);
  soup_server_add_handler (server, NULL, request_cb, listener, NULL);
  if (!soup_server_listen_local (server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, &error))
    return limner_cli_fail (listener->cli, error);

  addresses = soup_server_get_uris (server);
  for (GSList *link = addresses; link != NULL; link = link->next)
    {
      g_autofree char *address = g_uri_to_string (link->data);

      g_printerr ("Listening on %s\n", address);
    }
  g_slist_free_full (addresses, (GDestroyNotify) g_uri_unref);

  handler = g_cancellable_connect (listener->cli->cancellable, G_CALLBACK (wake_cb), NULL, NULL);
  while (!g_cancellable_is_cancelled (listener->cli->cancellable) &&
         (listener->n_wanted == 0 || listener->n_taken < listener->n_wanted))
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_disconnect (listener->cli->cancellable, handler);
  /* The last answer is still on its way. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  soup_server_disconnect (server);
  return LIMNER_CLI_DONE;
}

/**
 * limner_cli_listen:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Receives webhooks on this machine, checks their signatures, and prints what they tell.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_listen (LimnerCli  *cli,
                   char      **arguments)
{
  static char *secret;
  static int port;
  static int n_wanted;
  static const GOptionEntry entries[] = {
    { "secret", 0, 0, G_OPTION_ARG_STRING, &secret,
      "The secret that signs; without it the server is asked", "WHSEC" },
    { "port", 'p', 0, G_OPTION_ARG_INT, &port, "Listen on this port, else on any", "PORT" },
    { "count", 'n', 0, G_OPTION_ARG_INT, &n_wanted, "End after so many events", "N" },
    { NULL }
  };
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, entries, &arguments, 0, &code);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *fetched = NULL;
  Listener listener = { .cli = cli, .seen = seen, .n_wanted = (guint) MAX (n_wanted, 0) };
  GError *error = NULL;

  if (client == NULL)
    return code;
  if (port < 0 || port > 65535)
    return limner_cli_usage (cli, "A port is a number from 1 to 65535");

  if (secret == NULL)
    {
      limner_client_get_webhook_secret_async (client, cli->cancellable, limner_cli_result_cb, cli);
      fetched = limner_client_get_webhook_secret_finish (client, limner_cli_wait (cli), &error);
      if (fetched == NULL)
        return limner_cli_show (cli, NULL, NULL, error);
    }
  listener.secret = secret != NULL ? secret : fetched;
  return listen (&listener, (guint) port);
}
