/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-cli.h"

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "client/limner-client-models.h"
#include "store/limner-store-jobs.h"
#include "store/limner-store-settings.h"
#include "wire/limner-problem.h"

#include "limner-cli-print.h"

/**
 * limner_cli_result_cb:
 * @source: what the call was made on
 * @result: its result
 * @user_data: the #LimnerCli
 *
 * The callback of every call of the command line: keeps the result for limner_cli_wait().
 */
void
limner_cli_result_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  LimnerCli *cli = user_data;

  g_set_object (&cli->result, result);
}

/**
 * limner_cli_wait:
 * @cli: the run
 *
 * Runs the main loop until the call that was started has ended.
 *
 * Returns: (transfer none): its result, until the next call
 */
GAsyncResult *
limner_cli_wait (LimnerCli *cli)
{
  while (cli->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_clear_object (&cli->taken);
  cli->taken = g_steal_pointer (&cli->result);
  return cli->taken;
}

/* Pictures are saved as the window saves them, where its settings are installed. */
static void
follow_settings (LimnerStore *store)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;
  g_autoptr(GSettings) settings = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, "io.github.limner.Limner", TRUE);
  if (schema == NULL)
    return;

  settings = g_settings_new_full (schema, NULL, NULL);
  limner_store_follow_settings (store, settings);
}

/**
 * limner_cli_get_studio:
 * @cli: the run
 *
 * Gets the studio; its library is not opened by that.
 *
 * Returns: (transfer none): the studio
 */
LimnerStudio *
limner_cli_get_studio (LimnerCli *cli)
{
  if (cli->studio == NULL)
    {
      cli->studio = limner_studio_new ();
      follow_settings (limner_studio_get_store (cli->studio));
    }

  return cli->studio;
}

/**
 * limner_cli_open_studio:
 * @cli: the run
 * @error: return location for an error
 *
 * Opens the library and the queue, unless they are open.
 *
 * Returns: %TRUE if they can be used
 */
gboolean
limner_cli_open_studio (LimnerCli  *cli,
                        GError    **error)
{
  if (cli->is_open)
    return TRUE;

  limner_studio_open_async (limner_cli_get_studio (cli), cli->cancellable, limner_cli_result_cb,
                            cli);
  cli->is_open = limner_studio_open_finish (cli->studio, limner_cli_wait (cli), error);
  return cli->is_open;
}

/**
 * limner_cli_settle:
 * @cli: the run
 *
 * Waits until all that was to be written into the library is written: it is asked something, and
 * it answers in turn.
 */
void
limner_cli_settle (LimnerCli *cli)
{
  LimnerStore *store;
  g_autoptr(GPtrArray) jobs = NULL;

  if (!cli->is_open)
    return;

  store = limner_studio_get_store (cli->studio);
  limner_store_list_jobs_async (store, 0, 1, NULL, limner_cli_result_cb, cli);
  jobs = limner_store_list_jobs_finish (store, limner_cli_wait (cli), NULL);
}

/**
 * limner_cli_open_store:
 * @cli: the run
 * @error: return location for an error
 *
 * Opens the library alone, for commands that only look into it.
 *
 * Returns: %TRUE if the library can be used
 */
gboolean
limner_cli_open_store (LimnerCli  *cli,
                       GError    **error)
{
  LimnerStore *store = limner_studio_get_store (limner_cli_get_studio (cli));

  limner_store_open_async (store, cli->cancellable, limner_cli_result_cb, cli);
  return limner_store_open_finish (store, limner_cli_wait (cli), error);
}

/* A server is named by its id or by the name that the user gave it. */
static gboolean
find_server (LimnerCli  *cli,
             GError    **error)
{
  LimnerServerList *servers = limner_studio_get_servers (limner_cli_get_studio (cli));

  if (cli->server == NULL)
    cli->server = g_strdup (LIMNER_SERVER_THIS_COMPUTER);
  if (limner_server_list_find (servers, cli->server) != NULL)
    return TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (servers)); i++)
    {
      g_autoptr(LimnerServer) server = g_list_model_get_item (G_LIST_MODEL (servers), i);

      if (g_ascii_strcasecmp (limner_server_get_name (server), cli->server) != 0)
        continue;
      g_free (cli->server);
      cli->server = g_strdup (limner_server_get_id (server));
      return TRUE;
    }

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "There is no server “%s”; “limner-cli server list” lists them", cli->server);
  return FALSE;
}

/**
 * limner_cli_get_client:
 * @cli: the run
 * @error: return location for an error
 *
 * Gets the client of the server that was chosen; the built-in engine is started for it.
 *
 * Returns: (transfer full) (nullable): the client
 */
LimnerClient *
limner_cli_get_client (LimnerCli  *cli,
                       GError    **error)
{
  LimnerClientSource *source = LIMNER_CLIENT_SOURCE (limner_cli_get_studio (cli));

  if (!find_server (cli, error))
    return NULL;

  limner_client_source_get_client_async (source, cli->server, cli->cancellable,
                                         limner_cli_result_cb, cli);
  return limner_client_source_get_client_finish (source, limner_cli_wait (cli), error);
}

/**
 * limner_cli_load_model:
 * @cli: the run
 * @client: the client of a server
 * @text: `OWNER/NAME` or `OWNER/NAME:VERSION`
 * @model: (out) (transfer full): the model
 * @version: (out) (transfer full) (nullable): the version that was named, else the latest
 * @error: return location for an error
 *
 * Asks a server for a model and the version that is meant.
 *
 * Returns: %TRUE if there is such a model
 */
gboolean
limner_cli_load_model (LimnerCli           *cli,
                       LimnerClient        *client,
                       const char          *text,
                       LimnerModel        **model,
                       LimnerModelVersion **version,
                       GError             **error)
{
  g_autofree char *reference = NULL;
  g_autofree char *id = NULL;

  *model = NULL;
  *version = NULL;
  if (!limner_model_reference_parse (text, &reference, &id))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "“%s” is not OWNER/NAME or OWNER/NAME:VERSION", text);
      return FALSE;
    }

  limner_client_get_model_async (client, reference, cli->cancellable, limner_cli_result_cb, cli);
  *model = limner_client_get_model_finish (client, limner_cli_wait (cli), error);
  if (*model == NULL)
    return FALSE;

  *version = limner_model_get_latest_version (*model);
  if (id == NULL)
    {
      if (*version != NULL)
        g_object_ref (*version);
      return TRUE;
    }

  limner_client_get_version_async (client, reference, id, cli->cancellable, limner_cli_result_cb,
                                   cli);
  *version = limner_client_get_version_finish (client, limner_cli_wait (cli), error);
  if (*version == NULL)
    g_clear_object (model);
  return *model != NULL;
}

static LimnerCliExit
get_exit (const GError *error)
{
  if (error->domain == G_OPTION_ERROR)
    return LIMNER_CLI_USAGE;
  if (error->domain != LIMNER_ERROR)
    return LIMNER_CLI_FAILED;
  if (limner_problem_from_error (error) != NULL)
    return LIMNER_CLI_REFUSED;

  switch ((LimnerError) error->code)
    {
    case LIMNER_ERROR_NETWORK:
    case LIMNER_ERROR_INSECURE:
    case LIMNER_ERROR_TIMEOUT:
    case LIMNER_ERROR_LOST:
    case LIMNER_ERROR_AMBIGUOUS:
      return LIMNER_CLI_NO_NETWORK;

    case LIMNER_ERROR_UNAUTHORIZED:
    case LIMNER_ERROR_PAYMENT:
    case LIMNER_ERROR_BUDGET_DAY:
    case LIMNER_ERROR_BUDGET_MONTH:
    case LIMNER_ERROR_RATE_LIMITED:
    case LIMNER_ERROR_BUSY:
    case LIMNER_ERROR_SERVER:
      return LIMNER_CLI_REFUSED;

    case LIMNER_ERROR_INVALID_INPUT:
      return LIMNER_CLI_USAGE;

    case LIMNER_ERROR_FAILED:
    case LIMNER_ERROR_NOT_FOUND:
    case LIMNER_ERROR_BAD_REPLY:
    case LIMNER_ERROR_TOO_LARGE:
    case LIMNER_ERROR_BAD_FILE:
    case LIMNER_ERROR_UNSUPPORTED:
    case LIMNER_ERROR_NO_SPACE:
    case LIMNER_ERROR_CORRUPT:
    case LIMNER_ERROR_EXISTS:
    case LIMNER_ERROR_KEYRING:
    default:
      return LIMNER_CLI_FAILED;
    }
}

/**
 * limner_cli_fail:
 * @cli: the run
 * @error: what went wrong
 *
 * Tells what went wrong: on standard error, and with `--json` as an object on standard output.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_fail (LimnerCli    *cli,
                 const GError *error)
{
  LimnerProblem *problem = limner_problem_from_error (error);
  LimnerCliExit code = get_exit (error);

  g_printerr ("limner-cli: %s\n", error->message);
  for (guint i = 0; problem != NULL && i < limner_problem_get_n_fields (problem); i++)
    {
      const LimnerInvalidField *field = limner_problem_get_field (problem, i);

      g_printerr ("  %s: %s\n", field->name, field->description);
    }

  if (cli->json)
    {
      JsonObject *json = json_object_new ();

      json_object_set_string_member (json, "error", error->message);
      json_object_set_int_member (json, "exit", code);
      limner_cli_print_object (cli, json);
    }
  return code;
}

/**
 * limner_cli_usage:
 * @cli: the run
 * @message: what was not understood
 *
 * Returns: %LIMNER_CLI_USAGE
 */
LimnerCliExit
limner_cli_usage (LimnerCli  *cli,
                  const char *message)
{
  g_autoptr(GError) error = g_error_new_literal (G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                                                 message);

  return limner_cli_fail (cli, error);
}

/**
 * limner_cli_dispatch:
 * @cli: the run
 * @group: (nullable): the command that @commands are below of; %NULL for the program itself
 * @commands: a table; its first command is meant where none is named
 * @arguments: what follows the group's name
 *
 * Finds a command and carries it out.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_dispatch (LimnerCli               *cli,
                     const char              *group,
                     const LimnerCliCommand  *commands,
                     char                   **arguments)
{
  g_autofree char *message = NULL;

  if (*arguments != NULL && (g_str_equal (*arguments, "--help") || g_str_equal (*arguments, "-h")))
    {
      limner_cli_print_commands (group, commands);
      return LIMNER_CLI_DONE;
    }
  if (*arguments == NULL || **arguments == '-')
    return commands[0].run (cli, arguments);

  for (const LimnerCliCommand *command = commands; command->name != NULL; command++)
    {
      if (g_str_equal (command->name, *arguments))
        return command->run (cli, arguments + 1);
    }

  message = g_strdup_printf ("“%s%s%s” is no command; “limner-cli %s%s--help” lists them",
                             group != NULL ? group : "", group != NULL ? " " : "", *arguments,
                             group != NULL ? group : "", group != NULL ? " " : "");
  return limner_cli_usage (cli, message);
}

/**
 * limner_cli_parse:
 * @cli: the run
 * @entries: (nullable): options of the command's own
 * @arguments: (inout): what follows its name; afterwards what is left without options. Its strings
 *   are kept until the program ends
 * @error: return location for an error
 *
 * Reads the options of a command, and those that all commands have.
 *
 * Returns: %TRUE if all options were understood
 */
gboolean
limner_cli_parse (LimnerCli            *cli,
                  const GOptionEntry   *entries,
                  char               ***arguments,
                  GError              **error)
{
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GPtrArray) vector = g_ptr_array_new ();
  const GOptionEntry common[] = {
    { "server", 's', 0, G_OPTION_ARG_STRING, &cli->server,
      "Ask this server: its id or its name", "SERVER" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &cli->output,
      "Write results here", "FILE|FOLDER" },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &cli->limit, "Show no more than so many", "N" },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &cli->json, "Answer with JSON", NULL },
    { NULL }
  };
  gboolean is_parsed;
  GStrv strings;

  g_ptr_array_add (vector, g_strdup ("limner-cli"));
  for (char **argument = *arguments; *argument != NULL; argument++)
    g_ptr_array_add (vector, g_strdup (*argument));
  g_ptr_array_add (vector, NULL);
  strings = (GStrv) g_ptr_array_free (g_steal_pointer (&vector), FALSE);

  g_option_context_add_main_entries (context, common, NULL);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  is_parsed = g_option_context_parse_strv (context, &strings, error);
  g_ptr_array_add (cli->kept, strings);
  *arguments = strings + 1;
  return is_parsed;
}

/**
 * limner_cli_check_words:
 * @arguments: what is left of the command line
 * @n_words: how many words there have to be
 * @error: return location for an error
 *
 * Returns: %TRUE if there are @n_words
 */
gboolean
limner_cli_check_words (char    **arguments,
                        guint     n_words,
                        GError  **error)
{
  guint n = g_strv_length (arguments);

  if (n < n_words)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "Something is missing; “limner-cli --help” tells what");
  else if (n > n_words)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "“%s” is too much",
                 arguments[n_words]);
  return n == n_words;
}

/**
 * limner_cli_begin:
 * @cli: the run
 * @entries: (nullable): options of the command's own
 * @arguments: (inout): what follows its name; afterwards its words
 * @n_words: how many words it has; %G_MAXUINT for any number
 * @code: (out): what the program ends with, if it ends here
 *
 * Begins a command that asks a server.
 *
 * Returns: (transfer full) (nullable): the server's client; %NULL if the program ends with @code
 */
LimnerClient *
limner_cli_begin (LimnerCli            *cli,
                  const GOptionEntry   *entries,
                  char               ***arguments,
                  guint                 n_words,
                  LimnerCliExit        *code)
{
  g_autoptr(GError) error = NULL;
  LimnerClient *client = NULL;

  if (limner_cli_parse (cli, entries, arguments, &error) &&
      (n_words == G_MAXUINT || limner_cli_check_words (*arguments, n_words, &error)))
    client = limner_cli_get_client (cli, &error);

  *code = client == NULL ? limner_cli_fail (cli, error) : LIMNER_CLI_DONE;
  return client;
}
