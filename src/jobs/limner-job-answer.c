/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "store/limner-store-costs.h"

#include "limner-job-answer.h"
#include "limner-job-private.h"

/* What the journal keeps of a final answer, so that results can be saved after a restart without
 * asking the server again:
 *
 *   { "status": "succeeded", "version": "…", "outputs": [ "https://…" or "blob:…" ] }
 */

static void
set_answer (LimnerJob  *job,
            JsonObject *answer)
{
  LimnerJobRecord *record = _limner_job_get_record (job);

  g_free (record->answer);
  record->answer = limner_json_object_to_string (answer, FALSE);
}

static JsonObject *
parse_answer (LimnerJob *job)
{
  const char *text = _limner_job_get_record (job)->answer;
  JsonObject *answer = NULL;

  if (text != NULL)
    answer = limner_json_parse_object (text, (gsize) -1, 16 << 20, NULL);
  return answer != NULL ? answer : json_object_new ();
}

/* What runs on one's own machine costs nothing; elsewhere a price has to be known. */
static void
take_cost (LimnerJob    *job,
           LimnerClient *client)
{
  LimnerJobRecord *record = _limner_job_get_record (job);

  if (limner_server_get_kind (limner_client_get_server (client)) == LIMNER_SERVER_REPLICATE)
    return;
  record->cost = 0;
  g_free (record->cost_source);
  record->cost_source = g_strdup ("free");
}

static void
take_error (LimnerJob        *job,
            LimnerPrediction *prediction)
{
  g_autofree char *message = limner_prediction_dup_error (prediction);
  g_autoptr(GError) error = NULL;

  if (limner_prediction_get_status (prediction) == LIMNER_STATUS_ABORTED)
    error = g_error_new_literal (LIMNER_ERROR, LIMNER_ERROR_TIMEOUT,
                                 "The server gave up before the model began");
  else if (limner_prediction_get_status (prediction) == LIMNER_STATUS_FAILED)
    error = g_error_new_literal (LIMNER_ERROR, LIMNER_ERROR_FAILED,
                                 message != NULL && *message != '\0'
                                   ? message : "The model failed without a reason");
  if (error != NULL)
    _limner_job_set_error (job, error);
}

/**
 * limner_job_answer_take:
 * @job: a job
 * @prediction: its prediction in a final state
 * @client: from which server it is
 *
 * Takes over a final answer into the job's record.
 *
 * Returns: (transfer full): the outputs that are files, as the server gave them
 */
char **
limner_job_answer_take (LimnerJob        *job,
                        LimnerPrediction *prediction,
                        LimnerClient     *client)
{
  g_autoptr(JsonObject) answer = json_object_new ();
  g_auto(GStrv) outputs = limner_prediction_dup_output_files (prediction);
  const char *version = limner_prediction_get_version (prediction);

  json_object_set_string_member (answer, "status",
                                 limner_status_to_string (limner_prediction_get_status (
                                   prediction)));
  if (version != NULL && strlen (version) == 64)
    json_object_set_string_member (answer, "version", version);
  set_answer (job, answer);
  take_cost (job, client);
  take_error (job, prediction);
  if (outputs == NULL || outputs[0] == NULL)
    {
      g_autofree char *text = limner_prediction_dup_output_text (prediction);

      /* What was said before it was stopped stays. */
      if (text != NULL)
        _limner_job_set_text_output (job, text);
    }
  return outputs != NULL ? g_steal_pointer (&outputs) : g_new0 (char *, 1);
}

/**
 * limner_job_answer_set_outputs:
 * @job: a job
 * @outputs: addresses and `blob:` references
 *
 * Enters the outputs that are to be saved.
 */
void
limner_job_answer_set_outputs (LimnerJob          *job,
                               const char * const *outputs)
{
  g_autoptr(JsonObject) answer = parse_answer (job);
  g_autoptr(JsonObject) copy = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; outputs[i] != NULL; i++)
    json_array_add_string_element (array, outputs[i]);
  json_object_set_string_member (copy, "status", limner_json_get_string (answer, "status", ""));
  if (json_object_has_member (answer, "version"))
    json_object_set_string_member (copy, "version",
                                   limner_json_get_string (answer, "version", ""));
  json_object_set_array_member (copy, "outputs", array);
  set_answer (job, copy);
}

/**
 * limner_job_answer_dup_outputs:
 * @job: a job
 * @version: (out) (transfer full) (nullable): the version that ran
 *
 * Gets the outputs that are to be saved.
 *
 * Returns: (transfer full): addresses and `blob:` references
 */
char **
limner_job_answer_dup_outputs (LimnerJob  *job,
                               char      **version)
{
  g_autoptr(JsonObject) answer = parse_answer (job);
  g_autoptr(GStrvBuilder) outputs = g_strv_builder_new ();
  JsonArray *array = limner_json_get_array (answer, "outputs");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (outputs, json_node_get_string (node));
    }
  *version = g_strdup (limner_json_get_string (answer, "version", NULL));
  return g_strv_builder_end (outputs);
}

/**
 * limner_job_answer_set_price:
 * @job: a job whose model is done
 * @unit: (nullable): `picture`, `run`, `second`, or `hardware` for a second of it; %NULL when no
 *   price is known
 * @price: US dollars
 * @n_outputs: how many files came
 *
 * Works out what a job cost by the price that the user typed. What costs nothing stays free.
 */
void
limner_job_answer_set_price (LimnerJob  *job,
                             const char *unit,
                             double      price,
                             guint       n_outputs)
{
  LimnerJobRecord *record = _limner_job_get_record (job);

  if (unit == NULL || isnan (price) || g_strcmp0 (record->cost_source, "free") == 0)
    return;

  if (g_str_equal (unit, "second") || g_str_equal (unit, "hardware"))
    record->cost = price * record->predict_time;
  else if (g_str_equal (unit, "picture"))
    record->cost = price * n_outputs;
  else
    record->cost = limner_job_answer_get_state (job) == LIMNER_JOB_DONE ? price : 0;
  g_free (record->cost_source);
  record->cost_source = g_strdup (g_str_equal (unit, "hardware") ? unit : "user");
}

/**
 * limner_job_answer_get_state:
 * @job: a job
 *
 * Says how a job ends once its results are saved.
 *
 * Returns: a final state
 */
LimnerJobState
limner_job_answer_get_state (LimnerJob *job)
{
  g_autoptr(JsonObject) answer = parse_answer (job);

  switch (limner_status_from_string (limner_json_get_string (answer, "status", "")))
    {
    case LIMNER_STATUS_SUCCEEDED:
      return LIMNER_JOB_DONE;

    case LIMNER_STATUS_CANCELED:
      return LIMNER_JOB_CANCELED;

    case LIMNER_STATUS_ABORTED:
      return LIMNER_JOB_ABORTED;

    case LIMNER_STATUS_UNKNOWN:
    case LIMNER_STATUS_STARTING:
    case LIMNER_STATUS_PROCESSING:
    case LIMNER_STATUS_FAILED:
    default:
      return LIMNER_JOB_FAILED;
    }
}

/**
 * limner_job_answer_account:
 * @job: a job that ends
 * @store: the library
 * @state: how it ends
 *
 * Enters what a job used into the account; once, however often this is called.
 */
void
limner_job_answer_account (LimnerJob      *job,
                           LimnerStore    *store,
                           LimnerJobState  state)
{
  const LimnerJobRecord *record = _limner_job_get_record (job);
  LimnerUsage usage = { 0 };

  usage.job = record->id;
  usage.server = record->server;
  usage.model = record->model;
  usage.version = record->version;
  usage.outcome = (char *) (state == LIMNER_JOB_DONE ? "succeeded"
                                                     : limner_job_state_to_string (state));
  usage.finished = g_get_real_time ();
  usage.predict_time = record->predict_time;
  usage.total_time = record->total_time;
  usage.n_outputs = g_list_model_get_n_items (limner_job_get_outputs (job));
  usage.cost = limner_server_is_free (record->server) ? 0 : record->cost;
  usage.cost_source = record->cost_source;
  limner_store_add_usage_async (store, &usage, NULL, NULL, NULL);
}
