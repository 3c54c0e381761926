/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-json.h"

#include "limner-output.h"
#include "limner-prediction.h"

static const char * const status_words[] = {
  [LIMNER_STATUS_UNKNOWN]    = "unknown",
  [LIMNER_STATUS_STARTING]   = "starting",
  [LIMNER_STATUS_PROCESSING] = "processing",
  [LIMNER_STATUS_SUCCEEDED]  = "succeeded",
  [LIMNER_STATUS_FAILED]     = "failed",
  [LIMNER_STATUS_CANCELED]   = "canceled",
  [LIMNER_STATUS_ABORTED]    = "aborted",
};

/**
 * LimnerPrediction:
 *
 * One run of a model: what went in, how far it is, what came out. Most members can be missing in
 * what a server sends; `output` may be any JSON.
 */
G_DEFINE_TYPE (LimnerPrediction, limner_prediction, LIMNER_TYPE_RESOURCE)

static void
limner_prediction_class_init (LimnerPredictionClass *klass)
{
  static const char * const required[] = { "id", NULL };

  LIMNER_RESOURCE_CLASS (klass)->required = required;
}

static void
limner_prediction_init (LimnerPrediction *self)
{
}

/**
 * limner_status_from_string:
 * @word: (nullable): a status as a server writes it
 *
 * Returns: the status; %LIMNER_STATUS_UNKNOWN for a word that is not known. `running`, which old
 *   trainings have, is %LIMNER_STATUS_PROCESSING.
 */
LimnerStatus
limner_status_from_string (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (status_words); i++)
    {
      if (g_strcmp0 (word, status_words[i]) == 0)
        return (LimnerStatus) i;
    }

  if (g_strcmp0 (word, "running") == 0)
    return LIMNER_STATUS_PROCESSING;
  if (g_strcmp0 (word, "cancelled") == 0)
    return LIMNER_STATUS_CANCELED;
  return LIMNER_STATUS_UNKNOWN;
}

/**
 * limner_status_to_string:
 * @status: a status
 *
 * Returns: (transfer none): the word for it in the HTTP API
 */
const char *
limner_status_to_string (LimnerStatus status)
{
  g_return_val_if_fail (status < G_N_ELEMENTS (status_words), "unknown");

  return status_words[status];
}

/**
 * limner_status_is_final:
 * @status: a status
 *
 * Returns: %TRUE where nothing more will happen
 */
gboolean
limner_status_is_final (LimnerStatus status)
{
  return status == LIMNER_STATUS_SUCCEEDED || status == LIMNER_STATUS_FAILED ||
         status == LIMNER_STATUS_CANCELED || status == LIMNER_STATUS_ABORTED;
}

static JsonObject *
get_json (LimnerPrediction *self)
{
  return limner_resource_get_json (LIMNER_RESOURCE (self));
}

/**
 * limner_prediction_new:
 * @id: the server's name for it
 *
 * Returns: (transfer full): a prediction that is starting and holds nothing else
 */
LimnerPrediction *
limner_prediction_new (const char *id)
{
  LimnerPrediction *self = limner_resource_new (LIMNER_TYPE_PREDICTION);

  limner_resource_set_string (LIMNER_RESOURCE (self), "id", id);
  limner_prediction_set_status (self, LIMNER_STATUS_STARTING);
  return self;
}

/**
 * limner_prediction_get_id:
 * @self: a prediction
 *
 * Returns: (transfer none): the server's name for it
 */
const char *
limner_prediction_get_id (LimnerPrediction *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "id");
}

/**
 * limner_prediction_get_model:
 * @self: a prediction
 *
 * Returns: (transfer none) (nullable): the model that ran, `owner/name`; it may be another than
 *   the one that was asked for
 */
const char *
limner_prediction_get_model (LimnerPrediction *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "model");
}

/**
 * limner_prediction_get_version:
 * @self: a prediction
 *
 * Returns: (transfer none) (nullable): the version that ran, or "hidden"
 */
const char *
limner_prediction_get_version (LimnerPrediction *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "version");
}

/**
 * limner_prediction_get_deployment:
 * @self: a prediction
 *
 * Returns: (transfer none) (nullable): the deployment it ran on, `owner/name`
 */
const char *
limner_prediction_get_deployment (LimnerPrediction *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "deployment");
}

/**
 * limner_prediction_get_status:
 * @self: a prediction
 *
 * Returns: how far it is
 */
LimnerStatus
limner_prediction_get_status (LimnerPrediction *self)
{
  return limner_status_from_string (limner_json_get_string (get_json (self), "status", NULL));
}

/**
 * limner_prediction_set_status:
 * @self: a prediction
 * @status: how far it is
 *
 * Sets the status.
 */
void
limner_prediction_set_status (LimnerPrediction *self,
                              LimnerStatus      status)
{
  limner_resource_set_string (LIMNER_RESOURCE (self), "status", limner_status_to_string (status));
}

/**
 * limner_prediction_get_input:
 * @self: a prediction
 *
 * Returns: (transfer none) (nullable): what went in; emptied by the server after an hour
 */
JsonObject *
limner_prediction_get_input (LimnerPrediction *self)
{
  return limner_json_get_object (get_json (self), "input");
}

/**
 * limner_prediction_get_output:
 * @self: a prediction
 *
 * Returns: (transfer none) (nullable): what came out, any JSON; %NULL where it is missing or null
 */
JsonNode *
limner_prediction_get_output (LimnerPrediction *self)
{
  JsonObject *json = get_json (self);
  JsonNode *node = json_object_has_member (json, "output")
                   ? json_object_get_member (json, "output") : NULL;

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

/**
 * limner_prediction_dup_output_files:
 * @self: a prediction
 *
 * Gathers the files in the output.
 *
 * Returns: (transfer full): the addresses, maybe none
 */
GStrv
limner_prediction_dup_output_files (LimnerPrediction *self)
{
  return limner_output_dup_files (limner_prediction_get_output (self));
}

/**
 * limner_prediction_dup_output_text:
 * @self: a prediction
 *
 * Reads an output that is no file as text.
 *
 * Returns: (transfer full) (nullable): the text; %NULL where there is none
 */
char *
limner_prediction_dup_output_text (LimnerPrediction *self)
{
  return limner_output_dup_text (limner_prediction_get_output (self));
}

/**
 * limner_prediction_dup_error:
 * @self: a prediction
 *
 * Returns: (transfer full) (nullable): why it failed; what is no text is written as JSON
 */
char *
limner_prediction_dup_error (LimnerPrediction *self)
{
  JsonObject *json = get_json (self);
  JsonNode *node = json_object_has_member (json, "error")
                   ? json_object_get_member (json, "error") : NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return *json_node_get_string (node) != '\0' ? json_node_dup_string (node) : NULL;
  return limner_json_to_string (node, FALSE);
}

/**
 * limner_prediction_get_logs:
 * @self: a prediction
 *
 * Returns: (transfer none) (nullable): what the model wrote while it ran
 */
const char *
limner_prediction_get_logs (LimnerPrediction *self)
{
  return limner_json_get_string (get_json (self), "logs", NULL);
}

/**
 * limner_prediction_is_data_removed:
 * @self: a prediction
 *
 * Returns: %TRUE where the server has thrown away input and output
 */
gboolean
limner_prediction_is_data_removed (LimnerPrediction *self)
{
  return limner_json_get_boolean (get_json (self), "data_removed", FALSE);
}

/**
 * limner_prediction_get_url:
 * @self: a prediction
 * @name: `get`, `cancel`, `stream` or `web`
 *
 * Returns: (transfer none) (nullable): an address for it
 */
const char *
limner_prediction_get_url (LimnerPrediction *self,
                           const char       *name)
{
  return limner_json_get_string (limner_json_get_object (get_json (self), "urls"), name, NULL);
}

/* Objects that were handed out must not change: a member of a nested object is set in a copy. */
static void
set_nested (LimnerPrediction *self,
            const char       *member,
            const char       *name,
            JsonNode         *value)
{
  g_autoptr(JsonObject) copy = json_object_new ();
  g_autoptr(JsonNode) node = NULL;
  JsonObject *old = limner_json_get_object (get_json (self), member);

  if (old != NULL)
    {
      JsonObjectIter iter;
      const char *key;
      JsonNode *kept;

      json_object_iter_init_ordered (&iter, old);
      while (json_object_iter_next_ordered (&iter, &key, &kept))
        json_object_set_member (copy, key, json_node_copy (kept));
    }

  json_object_set_member (copy, name, value);
  node = json_node_init_object (json_node_alloc (), copy);
  limner_resource_set_node (LIMNER_RESOURCE (self), member, node);
}

/**
 * limner_prediction_set_url:
 * @self: a prediction
 * @name: `get`, `cancel`, `stream` or `web`
 * @url: an address
 *
 * Sets an address.
 */
void
limner_prediction_set_url (LimnerPrediction *self,
                           const char       *name,
                           const char       *url)
{
  set_nested (self, "urls", name, json_node_init_string (json_node_alloc (), url));
}

/**
 * limner_prediction_get_metric:
 * @self: a prediction
 * @name: such as `predict_time` (seconds), `total_time`, `image_count`
 * @fallback: what is returned where it was not measured
 *
 * Returns: the figure
 */
double
limner_prediction_get_metric (LimnerPrediction *self,
                              const char       *name,
                              double            fallback)
{
  return limner_json_get_double (limner_json_get_object (get_json (self), "metrics"), name,
                                 fallback);
}

/**
 * limner_prediction_set_metric:
 * @self: a prediction
 * @name: such as `predict_time`
 * @value: the figure
 *
 * Sets a measured figure.
 */
void
limner_prediction_set_metric (LimnerPrediction *self,
                              const char       *name,
                              double            value)
{
  set_nested (self, "metrics", name, json_node_init_double (json_node_alloc (), value));
}

/**
 * limner_prediction_get_created_at:
 * @self: a prediction
 *
 * Returns: (transfer full) (nullable): when the server took it
 */
GDateTime *
limner_prediction_get_created_at (LimnerPrediction *self)
{
  return limner_resource_get_time (LIMNER_RESOURCE (self), "created_at");
}

/**
 * limner_prediction_get_started_at:
 * @self: a prediction
 *
 * Returns: (transfer full) (nullable): when it began to run
 */
GDateTime *
limner_prediction_get_started_at (LimnerPrediction *self)
{
  return limner_resource_get_time (LIMNER_RESOURCE (self), "started_at");
}

/**
 * limner_prediction_get_completed_at:
 * @self: a prediction
 *
 * Returns: (transfer full) (nullable): when it ended
 */
GDateTime *
limner_prediction_get_completed_at (LimnerPrediction *self)
{
  return limner_resource_get_time (LIMNER_RESOURCE (self), "completed_at");
}

/**
 * limner_prediction_get_progress:
 * @self: a prediction
 *
 * Returns: how much is done, 0–1, as the log tells; negative where it does not
 */
double
limner_prediction_get_progress (LimnerPrediction *self)
{
  return limner_logs_get_progress (limner_prediction_get_logs (self), NULL, NULL);
}

/**
 * limner_prediction_dup_seed:
 * @self: a prediction
 *
 * Finds the seed that was really used. It is no field of the API: the log tells it, else the
 * input.
 *
 * Returns: (transfer full) (nullable): decimal digits
 */
char *
limner_prediction_dup_seed (LimnerPrediction *self)
{
  char *seed = limner_logs_dup_seed (limner_prediction_get_logs (self));
  JsonObject *input = limner_prediction_get_input (self);

  if (seed == NULL && input != NULL && json_object_has_member (input, "seed"))
    seed = limner_json_integer_text (json_object_get_member (input, "seed"));
  if (seed != NULL && *seed == '-')
    g_clear_pointer (&seed, g_free);
  return seed;
}
