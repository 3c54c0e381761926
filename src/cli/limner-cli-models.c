/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-file.h"
#include "client/limner-client-models.h"

#include "limner-cli-call.h"
#include "limner-cli-commands.h"
#include "limner-cli-print.h"

#define MAX_README_BYTES (1024u * 1024)

static const char * const list_members[] = { "owner", "name", "run_count", "description", NULL };
static const char * const model_members[] = {
  "url", "owner", "name", "description", "visibility", "is_official", "run_count", "github_url",
  "paper_url", "license_url", "cover_image_url", "latest_version.id",
  "latest_version.cog_version", "latest_version.created_at", NULL,
};
static const char * const version_members[] = { "id", "created_at", "cog_version", NULL };

/* What can be told about a model, as options of create and update. */
static struct
{
  char *visibility;
  char *hardware;
  char *description;
  char *github_url;
  char *paper_url;
  char *license_url;
  char *weights_url;
  char *cover_image_url;
  char *readme;
} properties;

static const GOptionEntry property_entries[] = {
  { "visibility", 0, 0, G_OPTION_ARG_STRING, &properties.visibility, "public or private", "WORD" },
  { "hardware", 0, 0, G_OPTION_ARG_STRING, &properties.hardware, "What it runs on", "SKU" },
  { "description", 0, 0, G_OPTION_ARG_STRING, &properties.description, "A line about it", "TEXT" },
  { "github-url", 0, 0, G_OPTION_ARG_STRING, &properties.github_url, "Its source code", "URL" },
  { "paper-url", 0, 0, G_OPTION_ARG_STRING, &properties.paper_url, "The paper about it", "URL" },
  { "license-url", 0, 0, G_OPTION_ARG_STRING, &properties.license_url, "Its license", "URL" },
  { "weights-url", 0, 0, G_OPTION_ARG_STRING, &properties.weights_url, "Its weights", "URL" },
  { "cover-image-url", 0, 0, G_OPTION_ARG_STRING, &properties.cover_image_url, "Its cover", "URL" },
  { "readme", 0, 0, G_OPTION_ARG_FILENAME, &properties.readme, "Its README", "FILE" },
  { NULL }
};

static JsonObject *
read_properties (GError **error)
{
  const struct { const char *member; const char *value; } members[] = {
    { "visibility", properties.visibility }, { "hardware", properties.hardware },
    { "description", properties.description }, { "github_url", properties.github_url },
    { "paper_url", properties.paper_url }, { "license_url", properties.license_url },
    { "weights_url", properties.weights_url }, { "cover_image_url", properties.cover_image_url },
  };
  g_autoptr(JsonObject) json = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (members[i].value != NULL)
        json_object_set_string_member (json, members[i].member, members[i].value);
    }

  if (properties.readme != NULL)
    {
      g_autoptr(GBytes) bytes = limner_file_read (properties.readme, MAX_README_BYTES, error);
      g_autofree char *text = NULL;

      if (bytes == NULL)
        return NULL;
      text = g_utf8_make_valid (g_bytes_get_data (bytes, NULL),
                                (gssize) g_bytes_get_size (bytes));
      json_object_set_string_member (json, "readme", text);
    }
  return g_steal_pointer (&json);
}

static LimnerCliExit
models_list (LimnerCli  *cli,
             char      **arguments)
{
  static char *sort_by;
  static gboolean ascending;
  static const GOptionEntry entries[] = {
    { "sort-by", 0, 0, G_OPTION_ARG_STRING, &sort_by,
      "model_created_at or latest_version_created_at", "MEMBER" },
    { "ascending", 0, 0, G_OPTION_ARG_NONE, &ascending, "Oldest first", NULL },
    { NULL }
  };
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, entries, &arguments, 0, &code);

  if (client == NULL)
    return code;

  return limner_cli_show_list (cli, limner_client_list_models (client, sort_by, ascending),
                               list_members);
}

static LimnerCliExit
models_search (LimnerCli  *cli,
               char      **arguments)
{
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, NULL, &arguments, G_MAXUINT, &code);
  g_autoptr(LimnerSearchResult) found = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *words = NULL;

  if (client == NULL)
    return code;

  words = g_strjoinv (" ", arguments);
  if (*words == '\0')
    return limner_cli_usage (cli, "Words to look for are missing");

  limner_client_search_async (client, words, (guint) CLAMP (cli->limit, 1, 50), cli->cancellable,
                              limner_cli_result_cb, cli);
  found = limner_client_search_finish (client, limner_cli_wait (cli), &error);
  if (found == NULL)
    return limner_cli_fail (cli, error);
  return limner_cli_show_model (cli, limner_search_result_get_models (found), list_members);
}

static LimnerCliExit
models_query (LimnerCli  *cli,
              char      **arguments)
{
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, NULL, &arguments, G_MAXUINT, &code);
  g_autofree char *words = NULL;

  if (client == NULL)
    return code;

  words = g_strjoinv (" ", arguments);
  return limner_cli_show_list (cli, limner_client_query_models (client, words), list_members);
}

static LimnerCliExit
models_show (LimnerCli  *cli,
             char      **arguments)
{
  return limner_cli_call_show (cli, arguments, limner_client_get_model_async,
                               (LimnerCliNamedFinish) limner_client_get_model_finish,
                               model_members);
}

static LimnerCliExit
models_create (LimnerCli  *cli,
               char      **arguments)
{
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, property_entries, &arguments, 1, &code);
  g_autoptr(JsonObject) json = NULL;
  g_autofree char *owner = NULL;
  g_autofree char *name = NULL;
  LimnerModel *model;
  GError *error = NULL;

  if (client == NULL)
    return code;
  if (!limner_model_reference_split (arguments[0], &owner, &name))
    return limner_cli_usage (cli, "The name of a model is OWNER/NAME");

  json = read_properties (&error);
  if (json == NULL)
    return limner_cli_show (cli, NULL, model_members, error);
  json_object_set_string_member (json, "owner", owner);
  json_object_set_string_member (json, "name", name);
  if (properties.visibility == NULL)
    json_object_set_string_member (json, "visibility", "private");
  if (properties.hardware == NULL)
    json_object_set_string_member (json, "hardware", "cpu");

  limner_client_create_model_async (client, json, cli->cancellable, limner_cli_result_cb, cli);
  model = limner_client_create_model_finish (client, limner_cli_wait (cli), &error);
  return limner_cli_show (cli, model, model_members, error);
}

static LimnerCliExit
models_update (LimnerCli  *cli,
               char      **arguments)
{
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, property_entries, &arguments, 1, &code);
  g_autoptr(JsonObject) json = NULL;
  LimnerModel *model;
  GError *error = NULL;

  if (client == NULL)
    return code;

  json = read_properties (&error);
  if (json == NULL)
    return limner_cli_show (cli, NULL, model_members, error);

  limner_client_update_model_async (client, arguments[0], json, cli->cancellable,
                                    limner_cli_result_cb, cli);
  model = limner_client_update_model_finish (client, limner_cli_wait (cli), &error);
  return limner_cli_show (cli, model, model_members, error);
}

static LimnerCliExit
models_delete (LimnerCli  *cli,
               char      **arguments)
{
  return limner_cli_call_delete (cli, arguments, limner_client_delete_model_async,
                                 limner_client_delete_model_finish);
}

static LimnerCliExit
models_examples (LimnerCli  *cli,
                 char      **arguments)
{
  static const char * const members[] = { "id", "status", "input.prompt", NULL };

  return limner_cli_call_named_list (cli, arguments, limner_client_list_examples, members);
}

static LimnerCliExit
models_readme (LimnerCli  *cli,
               char      **arguments)
{
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, NULL, &arguments, 1, &code);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  JsonObject *json;

  if (client == NULL)
    return code;

  limner_client_get_readme_async (client, arguments[0], cli->cancellable, limner_cli_result_cb,
                                  cli);
  text = limner_client_get_readme_finish (client, limner_cli_wait (cli), &error);
  if (text == NULL)
    return limner_cli_fail (cli, error);

  if (!cli->json)
    {
      g_print ("%s\n", text);
      return LIMNER_CLI_DONE;
    }

  json = json_object_new ();
  json_object_set_string_member (json, "readme", text);
  limner_cli_print_object (cli, json);
  return LIMNER_CLI_DONE;
}

static LimnerCliExit
models_versions (LimnerCli  *cli,
                 char      **arguments)
{
  return limner_cli_call_named_list (cli, arguments, limner_client_list_versions, version_members);
}

static LimnerCliExit
models_version (LimnerCli  *cli,
                char      **arguments)
{
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, NULL, &arguments, 2, &code);
  LimnerModelVersion *version;
  GError *error = NULL;

  if (client == NULL)
    return code;

  limner_client_get_version_async (client, arguments[0], arguments[1], cli->cancellable,
                                   limner_cli_result_cb, cli);
  version = limner_client_get_version_finish (client, limner_cli_wait (cli), &error);
  return limner_cli_show (cli, version, version_members, error);
}

static LimnerCliExit
models_delete_version (LimnerCli  *cli,
                       char      **arguments)
{
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, NULL, &arguments, 2, &code);
  GError *error = NULL;
  gboolean is_done;

  if (client == NULL)
    return code;

  limner_client_delete_version_async (client, arguments[0], arguments[1], cli->cancellable,
                                      limner_cli_result_cb, cli);
  is_done = limner_client_delete_version_finish (client, limner_cli_wait (cli), &error);
  return limner_cli_done (cli, is_done, error, "Deleted");
}

/**
 * limner_cli_models:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Finds, shows and changes models.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_models (LimnerCli  *cli,
                   char      **arguments)
{
  static const LimnerCliCommand commands[] = {
    { "list", models_list, "[--sort-by MEMBER] [--ascending]", "List models" },
    { "search", models_search, "WORDS…", "Search models" },
    { "query", models_query, "WORDS…", "Search models the older way" },
    { "show", models_show, "OWNER/NAME", "Show a model" },
    { "create", models_create, "OWNER/NAME [--visibility WORD] [--hardware SKU] …",
      "Make a model" },
    { "update", models_update, "OWNER/NAME [--description TEXT] [--readme FILE] …",
      "Change what is told about a model" },
    { "delete", models_delete, "OWNER/NAME", "Delete a private model without versions" },
    { "examples", models_examples, "OWNER/NAME", "List predictions that show a model" },
    { "readme", models_readme, "OWNER/NAME", "Show a model's README" },
    { "versions", models_versions, "OWNER/NAME", "List a model's versions" },
    { "version", models_version, "OWNER/NAME ID", "Show a version" },
    { "delete-version", models_delete_version, "OWNER/NAME ID", "Delete a version" },
    { NULL }
  };

  return limner_cli_dispatch (cli, "models", commands, arguments);
}

/**
 * limner_cli_collections:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Lists the collections of models, or the models of one.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_collections (LimnerCli  *cli,
                        char      **arguments)
{
  static const char * const members[] = { "slug", "name", "description", NULL };
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, NULL, &arguments, G_MAXUINT, &code);
  g_autoptr(LimnerCollection) collection = NULL;
  g_autoptr(GError) error = NULL;

  if (client == NULL)
    return code;
  if (arguments[0] == NULL)
    return limner_cli_show_list (cli, limner_client_list_collections (client), members);

  limner_client_get_collection_async (client, arguments[0], cli->cancellable,
                                      limner_cli_result_cb, cli);
  collection = limner_client_get_collection_finish (client, limner_cli_wait (cli), &error);
  if (collection == NULL)
    return limner_cli_fail (cli, error);
  if (cli->json)
    return limner_cli_show (cli, g_steal_pointer (&collection), members, NULL);
  return limner_cli_show_model (cli, limner_collection_get_models (collection), list_members);
}
