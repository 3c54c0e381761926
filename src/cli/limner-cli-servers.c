/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/limner-error.h"

#include "limner-cli-commands.h"
#include "limner-cli-print.h"

#define MAX_TOKEN_BYTES 4096

static JsonObject *
server_to_json (LimnerServer *server)
{
  JsonObject *json = json_object_new ();

  json_object_set_string_member (json, "id", limner_server_get_id (server));
  json_object_set_string_member (json, "kind",
                                 limner_server_kind_to_string (limner_server_get_kind (server)));
  json_object_set_string_member (json, "name", limner_server_get_name (server));
  json_object_set_string_member (json, "base_url", limner_server_get_base_url (server));
  return json;
}

static void
print_server (LimnerServer *server)
{
  const char *url = limner_server_get_base_url (server);

  g_print ("%s  %s  %s  %s\n", limner_server_get_id (server),
           limner_server_kind_to_string (limner_server_get_kind (server)),
           limner_server_get_name (server), url != NULL ? url : "–");
}

static LimnerCliExit
server_list (LimnerCli  *cli,
             char      **arguments)
{
  g_autoptr(GError) error = NULL;
  JsonArray *array;
  JsonNode *node;
  GListModel *servers;

  if (!limner_cli_parse (cli, NULL, &arguments, &error) ||
      !limner_cli_check_words (arguments, 0, &error))
    return limner_cli_fail (cli, error);

  array = json_array_new ();
  servers = G_LIST_MODEL (limner_studio_get_servers (limner_cli_get_studio (cli)));
  for (guint i = 0; i < g_list_model_get_n_items (servers); i++)
    {
      g_autoptr(LimnerServer) server = g_list_model_get_item (servers, i);

      json_array_add_object_element (array, server_to_json (server));
      if (!cli->json)
        print_server (server);
    }

  node = json_node_init_array (json_node_alloc (), array);
  json_array_unref (array);
  if (cli->json)
    limner_cli_print_node (cli, node);
  else
    json_node_unref (node);
  return LIMNER_CLI_DONE;
}

static LimnerCliExit
server_add (LimnerCli  *cli,
            char      **arguments)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *url = NULL;
  LimnerServerList *servers;
  LimnerServerKind kind;
  LimnerServer *server;

  if (!limner_cli_parse (cli, NULL, &arguments, &error) ||
      !limner_cli_check_words (arguments, 3, &error))
    return limner_cli_fail (cli, error);
  if (!limner_server_kind_from_string (arguments[0], &kind) || kind == LIMNER_SERVER_ENGINE)
    return limner_cli_usage (cli, "A server is of the kind “replicate” or “cog”");

  servers = limner_studio_get_servers (limner_cli_get_studio (cli));
  url = limner_server_normalize_url (kind, arguments[2], &error);
  if (url == NULL)
    return limner_cli_fail (cli, error);

  server = limner_server_list_add (servers, kind, arguments[1], url);
  if (!limner_server_list_save (servers, &error))
    return limner_cli_fail (cli, error);

  if (cli->json)
    limner_cli_print_object (cli, server_to_json (server));
  else
    print_server (server);
  return LIMNER_CLI_DONE;
}

static LimnerCliExit
server_remove (LimnerCli  *cli,
               char      **arguments)
{
  LimnerStudio *studio = limner_cli_get_studio (cli);
  LimnerServerList *servers = limner_studio_get_servers (studio);
  GError *error = NULL;
  gboolean is_done;

  if (!limner_cli_parse (cli, NULL, &arguments, &error) ||
      !limner_cli_check_words (arguments, 1, &error))
    return limner_cli_done (cli, FALSE, error, NULL);
  if (limner_server_list_find (servers, arguments[0]) == NULL)
    return limner_cli_usage (cli, "There is no such server");

  limner_studio_remove_server (studio, arguments[0]);
  is_done = limner_server_list_find (servers, arguments[0]) == NULL;
  if (!is_done)
    g_set_error (&error, LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED,
                 "This server cannot be removed");
  return limner_cli_done (cli, is_done && limner_server_list_save (servers, &error), error,
                          "Removed");
}

/* The token comes by standard input: the command line is for everybody to see. */
static LimnerCliExit
server_login (LimnerCli  *cli,
              char      **arguments)
{
  LimnerStudio *studio = limner_cli_get_studio (cli);
  char token[MAX_TOKEN_BYTES] = { 0 };
  GError *error = NULL;
  gboolean is_done;

  if (!limner_cli_parse (cli, NULL, &arguments, &error) ||
      !limner_cli_check_words (arguments, 1, &error))
    return limner_cli_done (cli, FALSE, error, NULL);
  if (limner_server_list_find (limner_studio_get_servers (studio), arguments[0]) == NULL)
    return limner_cli_usage (cli, "There is no such server");

  if (isatty (STDIN_FILENO))
    g_printerr ("Paste the token and press Enter:\n");
  if (fgets (token, sizeof token, stdin) == NULL || *g_strstrip (token) == '\0')
    return limner_cli_usage (cli, "There is no token on standard input");

  limner_studio_set_token_async (studio, arguments[0], token, cli->cancellable,
                                 limner_cli_result_cb, cli);
  is_done = limner_studio_set_token_finish (studio, limner_cli_wait (cli), &error);
  memset (token, 0, sizeof token);
  return limner_cli_done (cli, is_done, error, "The token is kept in the keyring");
}

static LimnerCliExit
server_logout (LimnerCli  *cli,
               char      **arguments)
{
  LimnerStudio *studio = limner_cli_get_studio (cli);
  GError *error = NULL;
  gboolean is_done;

  if (!limner_cli_parse (cli, NULL, &arguments, &error) ||
      !limner_cli_check_words (arguments, 1, &error))
    return limner_cli_done (cli, FALSE, error, NULL);

  limner_studio_set_token_async (studio, arguments[0], NULL, cli->cancellable,
                                 limner_cli_result_cb, cli);
  is_done = limner_studio_set_token_finish (studio, limner_cli_wait (cli), &error);
  return limner_cli_done (cli, is_done, error, "The token is forgotten");
}

/**
 * limner_cli_servers:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Lists and changes the servers that predictions can run on.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_servers (LimnerCli  *cli,
                    char      **arguments)
{
  static const LimnerCliCommand commands[] = {
    { "list", server_list, "", "List servers" },
    { "add", server_add, "replicate|cog NAME URL", "Add a server" },
    { "remove", server_remove, "SERVER", "Remove a server" },
    { "login", server_login, "SERVER", "Keep a token, which is read from standard input" },
    { "logout", server_logout, "SERVER", "Forget a token" },
    { NULL }
  };

  return limner_cli_dispatch (cli, "server", commands, arguments);
}
