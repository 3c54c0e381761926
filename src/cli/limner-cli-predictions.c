/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-json.h"
#include "client/limner-client-deployments.h"
#include "client/limner-client-predictions.h"
#include "studio/limner-spec-builder.h"

#include "limner-cli-call.h"
#include "limner-cli-commands.h"
#include "limner-cli-print.h"
#include "limner-cli-values.h"

#define POLL_MILLISECONDS 300

static const char * const members[] = {
  "id", "model", "version", "status", "created_at", "started_at", "completed_at", "error",
  "output", "metrics", "urls.web", NULL,
};
static const char * const training_members[] = {
  "id", "model", "version", "status", "created_at", "started_at", "completed_at", "error",
  "output.version", "output.weights", NULL,
};
static const char * const list_members[] = { "id", "model", "status", "created_at", NULL };

static gboolean
read_time (const char  *text,
           GDateTime  **time,
           GError     **error)
{
  *time = text != NULL ? limner_json_parse_time (text) : NULL;
  if (text == NULL || *time != NULL)
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "“%s” is not a time such as 2026-11-20T12:00:00Z", text);
  return FALSE;
}

static LimnerCliExit
predictions_list (LimnerCli  *cli,
                  char      **arguments)
{
  static char *after;
  static char *before;
  static char *source;
  static const GOptionEntry entries[] = {
    { "after", 0, 0, G_OPTION_ARG_STRING, &after, "Created at this time or later", "TIME" },
    { "before", 0, 0, G_OPTION_ARG_STRING, &before, "Created before this time", "TIME" },
    { "source", 0, 0, G_OPTION_ARG_STRING, &source, "Only those of the web page: web", "WORD" },
    { NULL }
  };
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, entries, &arguments, 0, &code);
  g_autoptr(GDateTime) created_after = NULL;
  g_autoptr(GDateTime) created_before = NULL;
  g_autoptr(GError) error = NULL;

  if (client == NULL)
    return code;
  if (!read_time (after, &created_after, &error) || !read_time (before, &created_before, &error))
    return limner_cli_fail (cli, error);

  return limner_cli_show_list (cli, limner_client_list_predictions (client, created_after,
                                                                    created_before, source),
                               list_members);
}

static LimnerCliExit
predictions_show (LimnerCli  *cli,
                  char      **arguments)
{
  return limner_cli_call_show (cli, arguments, limner_client_get_prediction_async,
                               (LimnerCliNamedFinish) limner_client_get_prediction_finish, members);
}

static LimnerCliExit
predictions_cancel (LimnerCli  *cli,
                    char      **arguments)
{
  return limner_cli_call_show (cli, arguments, limner_client_cancel_prediction_async,
                               (LimnerCliNamedFinish) limner_client_cancel_prediction_finish,
                               members);
}

/* The model of a deployment says what the inputs are. */
static LimnerPredictionRequest *
make_request (LimnerCli     *cli,
              LimnerClient  *client,
              char         **arguments,
              gboolean       is_deployment,
              GError       **error)
{
  g_autoptr(LimnerDeployment) deployment = NULL;
  g_autoptr(LimnerModel) model = NULL;
  g_autoptr(LimnerModelVersion) version = NULL;
  g_autoptr(LimnerSchema) schema = NULL;
  g_autoptr(LimnerValues) values = NULL;
  g_autoptr(JsonObject) input = NULL;
  g_autofree char *named = NULL;
  g_autoptr(GError) remark = NULL;
  LimnerPredictionRequest *request;

  if (is_deployment)
    {
      limner_client_get_deployment_async (client, arguments[0], cli->cancellable,
                                          limner_cli_result_cb, cli);
      deployment = limner_client_get_deployment_finish (client, limner_cli_wait (cli), error);
      if (deployment == NULL)
        return NULL;
      named = g_strdup_printf ("%s:%s", limner_deployment_get_model (deployment),
                               limner_deployment_get_version (deployment));
    }

  if (!limner_cli_load_model (cli, client, named != NULL ? named : arguments[0], &model, &version,
                              error))
    return NULL;
  schema = limner_schema_new (version != NULL ? limner_model_version_get_schema (version) : NULL);
  values = limner_cli_read_values (cli, client, schema, arguments + 1, limner_cli_send_file, error);
  if (values == NULL || !limner_values_validate (values, error))
    return NULL;
  /* What was typed is sent, but not without a word about the word that the model looks for. */
  if (!limner_spec_check_values (values, &remark))
    g_printerr ("Warning: %s\n", remark->message);

  input = limner_values_to_input (values);
  request = limner_prediction_request_new (limner_model_get_reference (model),
                                           limner_model_is_official (model) || version == NULL
                                           ? NULL : limner_model_version_get_id (version), input);
  request->deployment = is_deployment ? g_strdup (arguments[0]) : NULL;
  return request;
}

static LimnerCliExit
predictions_create (LimnerCli  *cli,
                    char      **arguments)
{
  static gboolean is_deployment;
  static int wait_seconds;
  static int cancel_after;
  static char *webhook;
  static const GOptionEntry entries[] = {
    { "deployment", 0, 0, G_OPTION_ARG_NONE, &is_deployment, "The name is a deployment's", NULL },
    { "wait", 0, 0, G_OPTION_ARG_INT, &wait_seconds, "Wait for the end, up to 60 seconds", "N" },
    { "cancel-after", 0, 0, G_OPTION_ARG_INT, &cancel_after, "Cancel it then", "SECONDS" },
    { "webhook", 0, 0, G_OPTION_ARG_STRING, &webhook, "Who is told about it", "URL" },
    { NULL }
  };
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, entries, &arguments, G_MAXUINT, &code);
  g_autoptr(LimnerPredictionRequest) request = NULL;
  LimnerPrediction *prediction;
  GError *error = NULL;

  if (client == NULL)
    return code;
  if (arguments[0] == NULL)
    return limner_cli_usage (cli, "The name of a model is missing");

  request = make_request (cli, client, arguments, is_deployment, &error);
  if (request == NULL)
    return limner_cli_show (cli, NULL, members, error);

  request->wait_seconds = (guint) CLAMP (wait_seconds, 0, 60);
  request->cancel_after_seconds = (guint) MAX (cancel_after, 0);
  request->webhook = g_strdup (webhook);
  limner_client_create_prediction_async (client, request, cli->cancellable, limner_cli_result_cb,
                                         cli);
  prediction = limner_client_create_prediction_finish (client, limner_cli_wait (cli), &error);
  return limner_cli_show (cli, prediction, members, error);
}

/**
 * limner_cli_predictions:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Lists, shows, cancels and creates predictions as the server sees them. `run` does more: it keeps
 * a journal and saves the results.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_predictions (LimnerCli  *cli,
                        char      **arguments)
{
  static const LimnerCliCommand commands[] = {
    { "list", predictions_list, "[--after TIME] [--before TIME] [--source web]",
      "List predictions" },
    { "show", predictions_show, "ID", "Show a prediction" },
    { "cancel", predictions_cancel, "ID", "Cancel a prediction" },
    { "create", predictions_create,
      "OWNER/NAME[:VERSION] NAME=VALUE… [--deployment] [--wait N] [--cancel-after SECONDS]",
      "Create a prediction and leave it to the server" },
    { NULL }
  };

  return limner_cli_dispatch (cli, "predictions", commands, arguments);
}

static LimnerCliExit
trainings_list (LimnerCli  *cli,
                char      **arguments)
{
  return limner_cli_call_list (cli, arguments, limner_client_list_trainings, list_members);
}

static LimnerCliExit
trainings_show (LimnerCli  *cli,
                char      **arguments)
{
  return limner_cli_call_show (cli, arguments, limner_client_get_training_async,
                               (LimnerCliNamedFinish) limner_client_get_training_finish,
                               training_members);
}

static LimnerCliExit
trainings_cancel (LimnerCli  *cli,
                  char      **arguments)
{
  return limner_cli_call_show (cli, arguments, limner_client_cancel_training_async,
                               (LimnerCliNamedFinish) limner_client_cancel_training_finish,
                               training_members);
}

static gboolean
pause_over_cb (gpointer data)
{
  gboolean *is_over = data;

  *is_over = TRUE;
  return G_SOURCE_REMOVE;
}

/* Asks again and again until the training has ended. */
static LimnerTraining *
wait_for_training (LimnerCli       *cli,
                   LimnerClient    *client,
                   LimnerTraining  *training,
                   GError         **error)
{
  while (training != NULL &&
         !limner_status_is_final (limner_prediction_get_status (LIMNER_PREDICTION (training))))
    {
      g_autoptr(LimnerTraining) before = training;
      gboolean is_over = FALSE;

      g_timeout_add (POLL_MILLISECONDS, pause_over_cb, &is_over);
      while (!is_over)
        g_main_context_iteration (NULL, TRUE);

      limner_client_get_training_async (client,
                                        limner_prediction_get_id (LIMNER_PREDICTION (before)),
                                        cli->cancellable, limner_cli_result_cb, cli);
      training = limner_client_get_training_finish (client, limner_cli_wait (cli), error);
    }

  return training;
}

static LimnerCliExit
trainings_create (LimnerCli  *cli,
                  char      **arguments)
{
  static char *destination;
  static gboolean wait;
  static const GOptionEntry entries[] = {
    { "wait", 'w', 0, G_OPTION_ARG_NONE, &wait, "Wait for the end", NULL },
    { "destination", 'd', 0, G_OPTION_ARG_STRING, &destination,
      "The model that gets a new version", "OWNER/NAME" },
    { NULL }
  };
  LimnerCliExit code;
  g_autoptr(LimnerClient) client = limner_cli_begin (cli, entries, &arguments, G_MAXUINT, &code);
  g_autoptr(LimnerModel) model = NULL;
  g_autoptr(LimnerModelVersion) version = NULL;
  g_autoptr(LimnerSchema) schema = NULL;
  g_autoptr(LimnerValues) values = NULL;
  g_autoptr(JsonObject) input = NULL;
  LimnerTraining *training;
  GError *error = NULL;

  if (client == NULL)
    return code;
  if (arguments[0] == NULL || destination == NULL)
    return limner_cli_usage (cli, "The name of a trainer and --destination are needed");

  if (!limner_cli_load_model (cli, client, arguments[0], &model, &version, &error))
    return limner_cli_show (cli, NULL, training_members, error);
  if (version == NULL)
    return limner_cli_usage (cli, "This model has no version that trains");

  schema = limner_schema_new_for_training (limner_model_version_get_schema (version));
  values = limner_cli_read_values (cli, client, schema, arguments + 1, limner_cli_send_file,
                                   &error);
  if (values == NULL || !limner_values_validate (values, &error))
    return limner_cli_show (cli, NULL, training_members, error);

  input = limner_values_to_input (values);
  limner_client_create_training_async (client, limner_model_get_reference (model),
                                       limner_model_version_get_id (version), destination, input,
                                       cli->cancellable, limner_cli_result_cb, cli);
  training = limner_client_create_training_finish (client, limner_cli_wait (cli), &error);
  if (wait)
    training = wait_for_training (cli, client, training, &error);
  return limner_cli_show (cli, training, training_members, error);
}

/**
 * limner_cli_trainings:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Lists, shows, cancels and creates trainings.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_trainings (LimnerCli  *cli,
                      char      **arguments)
{
  static const LimnerCliCommand commands[] = {
    { "list", trainings_list, "", "List trainings" },
    { "show", trainings_show, "ID", "Show a training" },
    { "cancel", trainings_cancel, "ID", "Cancel a training" },
    { "create", trainings_create,
      "OWNER/NAME[:VERSION] --destination OWNER/NAME [--wait] NAME=VALUE…",
      "Train; the engine of this computer trains only while a program runs: wait for it" },
    { NULL }
  };

  return limner_cli_dispatch (cli, "trainings", commands, arguments);
}
