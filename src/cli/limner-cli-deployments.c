/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "client/limner-client-deployments.h"

#include "limner-cli-call.h"
#include "limner-cli-commands.h"
#include "limner-cli-print.h"

static const char * const members[] = {
  "owner", "name", "current_release.number", "current_release.model", "current_release.version",
  "current_release.configuration.hardware", "current_release.configuration.min_instances",
  "current_release.configuration.max_instances", NULL,
};
static const char * const list_members[] = {
  "owner", "name", "current_release.number", "current_release.model", NULL,
};

/* What can be set, as options of create and update. */
static struct
{
  char *model;
  char *version;
  char *hardware;
  int   min_instances;
  int   max_instances;
} settings = { .min_instances = -1, .max_instances = -1 };

static const GOptionEntry entries[] = {
  { "model", 'm', 0, G_OPTION_ARG_STRING, &settings.model, "The model that runs", "OWNER/NAME" },
  { "version", 0, 0, G_OPTION_ARG_STRING, &settings.version, "The version of it", "ID" },
  { "hardware", 0, 0, G_OPTION_ARG_STRING, &settings.hardware, "What it runs on", "SKU" },
  { "min", 0, 0, G_OPTION_ARG_INT, &settings.min_instances, "The fewest instances", "N" },
  { "max", 0, 0, G_OPTION_ARG_INT, &settings.max_instances, "The most instances", "N" },
  { NULL }
};

static JsonObject *
read_settings (void)
{
  JsonObject *json = json_object_new ();

  if (settings.model != NULL)
    json_object_set_string_member (json, "model", settings.model);
  if (settings.version != NULL)
    json_object_set_string_member (json, "version", settings.version);
  if (settings.hardware != NULL)
    json_object_set_string_member (json, "hardware", settings.hardware);
  if (settings.min_instances >= 0)
    json_object_set_int_member (json, "min_instances", settings.min_instances);
  if (settings.max_instances >= 0)
    json_object_set_int_member (json, "max_instances", settings.max_instances);
  return json;
}

static LimnerCliExit
deployments_list (LimnerCli  *cli,
                  char      **arguments)
{
  return limner_cli_call_list (cli, arguments, limner_client_list_deployments, list_members);
}

static LimnerCliExit
deployments_show (LimnerCli  *cli,
                  char      **arguments)
{
  return limner_cli_call_show (cli, arguments, limner_client_get_deployment_async,
                               (LimnerCliNamedFinish) limner_client_get_deployment_finish, members);
}

static LimnerCliExit
deployments_create (LimnerCli  *cli,
                    char      **arguments)
{
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, entries, &arguments, 1, &code);
  g_autoptr(JsonObject) json = NULL;
  LimnerDeployment *deployment;
  GError *error = NULL;

  if (client == NULL)
    return code;
  if (settings.model == NULL || settings.version == NULL)
    return limner_cli_usage (cli, "--model and --version are needed");

  json = read_settings ();
  json_object_set_string_member (json, "name", arguments[0]);
  if (settings.hardware == NULL)
    json_object_set_string_member (json, "hardware", "cpu");
  if (settings.min_instances < 0)
    json_object_set_int_member (json, "min_instances", 0);
  if (settings.max_instances < 0)
    json_object_set_int_member (json, "max_instances", 1);

  limner_client_create_deployment_async (client, json, cli->cancellable, limner_cli_result_cb,
                                         cli);
  deployment = limner_client_create_deployment_finish (client, limner_cli_wait (cli), &error);
  return limner_cli_show (cli, deployment, members, error);
}

static LimnerCliExit
deployments_update (LimnerCli  *cli,
                    char      **arguments)
{
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, entries, &arguments, 1, &code);
  g_autoptr(JsonObject) json = NULL;
  LimnerDeployment *deployment;
  GError *error = NULL;

  if (client == NULL)
    return code;

  json = read_settings ();
  limner_client_update_deployment_async (client, arguments[0], json, cli->cancellable,
                                         limner_cli_result_cb, cli);
  deployment = limner_client_update_deployment_finish (client, limner_cli_wait (cli), &error);
  return limner_cli_show (cli, deployment, members, error);
}

static LimnerCliExit
deployments_delete (LimnerCli  *cli,
                    char      **arguments)
{
  return limner_cli_call_delete (cli, arguments, limner_client_delete_deployment_async,
                                 limner_client_delete_deployment_finish);
}

/**
 * limner_cli_deployments:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Lists, shows and changes deployments. They are run with `predictions create --deployment`.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_deployments (LimnerCli  *cli,
                        char      **arguments)
{
  static const LimnerCliCommand commands[] = {
    { "list", deployments_list, "", "List deployments" },
    { "show", deployments_show, "OWNER/NAME", "Show a deployment" },
    { "create", deployments_create,
      "NAME --model OWNER/NAME --version ID [--hardware SKU] [--min N] [--max N]",
      "Make a deployment" },
    { "update", deployments_update,
      "OWNER/NAME [--version ID] [--hardware SKU] [--min N] [--max N]", "Change a deployment" },
    { "delete", deployments_delete, "OWNER/NAME", "Delete a deployment that is offline" },
    { NULL }
  };

  return limner_cli_dispatch (cli, "deployments", commands, arguments);
}
