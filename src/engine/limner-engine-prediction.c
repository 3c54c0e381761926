/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-prediction.h"

#include <string.h>

#include "base/limner-json.h"

#include "limner-engine-id.h"
#include "limner-engine-input.h"
#include "limner-engine-validate.h"

/* The most of a log that is kept; what comes later is dropped, as on the service. */
#define MAX_LOG_BYTES (1024u * 1024)

/**
 * LimnerEnginePrediction:
 *
 * One prediction, or one training, which is a prediction whose file becomes a version of a model.
 * Main thread only. #LimnerEnginePrediction::changed is emitted with a detail whenever something
 * happened: `start`, `logs`, `output`, or `completed`.
 *
 *      starting ──> processing ──> succeeded | failed | canceled
 *          └──────> canceled | aborted
 */
struct _LimnerEnginePrediction
{
  GObject                      parent_instance;

  LimnerEnginePredictionParts  parts;           /* its pointers are owned */

  /* Owned */
  JsonObject                  *run_input;
  char                        *stream_id;
  GCancellable                *cancellable;
  GPtrArray                   *outputs;         /* of LimnerEngineOutput */
  GPtrArray                   *events;          /* of LimnerEngineEvent */
  GString                     *logs;
  char                        *error;
  char                        *trained;         /* owner/name:id that a training made */

  gsize                        file_bytes;      /* of the data: URLs in its input */
  LimnerStatus                 status;
  gint64                       started_at;
  gint64                       completed_at;
  gboolean                     data_removed;
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerEnginePrediction, limner_engine_prediction, G_TYPE_OBJECT)

static void
output_free (LimnerEngineOutput *output)
{
  g_free (output->text);
  g_free (output->file);
  g_free (output->type);
  g_free (output);
}

static void
event_free (LimnerEngineEvent *event)
{
  g_free (event->type);
  g_free (event->data);
  g_free (event);
}

static void
add_event (LimnerEnginePrediction *self,
           const char             *type,
           const char             *data,
           gboolean                is_file)
{
  LimnerEngineEvent *event = g_new0 (LimnerEngineEvent, 1);

  event->type = g_strdup (type);
  event->data = g_strdup (data);
  event->is_file = is_file;
  g_ptr_array_add (self->events, event);
}

static void
emit_changed (LimnerEnginePrediction *self,
              const char             *what)
{
  g_signal_emit (self, signals[CHANGED], g_quark_from_string (what));
}

static JsonNode *
output_node (const LimnerEngineOutput *output,
             const char               *origin)
{
  g_autofree char *url = NULL;

  if (output->text != NULL)
    return json_node_init_string (json_node_alloc (), output->text);

  url = g_strdup_printf ("%s/outputs/%s", origin, output->file);
  return json_node_init_string (json_node_alloc (), url);
}

static JsonNode *
joined_text (LimnerEnginePrediction *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->outputs->len; i++)
    {
      const LimnerEngineOutput *output = g_ptr_array_index (self->outputs, i);

      if (output->text != NULL)
        g_string_append (text, output->text);
    }

  return json_node_init_string (json_node_alloc (), text->str);
}

static JsonNode *
training_output (LimnerEnginePrediction *self,
                 const char             *origin)
{
  g_autoptr(JsonObject) json = json_object_new ();

  json_object_set_string_member (json, "version", self->trained);
  if (self->outputs->len > 0)
    json_object_set_member (json, "weights",
                            output_node (g_ptr_array_index (self->outputs, 0), origin));
  return json_node_init_object (json_node_alloc (), json);
}

/* A list is shown as it grows, a single value when it is whole. */
static JsonNode *
whole_output (LimnerEnginePrediction *self,
              const char             *origin)
{
  LimnerEngineShape shape = self->parts.version->shape;
  gboolean is_list = shape == LIMNER_ENGINE_SHAPE_FILES || shape == LIMNER_ENGINE_SHAPE_TEXTS;
  JsonArray *array;
  JsonNode *node;

  if (self->data_removed || self->outputs->len == 0 || self->status > LIMNER_STATUS_SUCCEEDED ||
      (!is_list && self->status != LIMNER_STATUS_SUCCEEDED))
    return json_node_new (JSON_NODE_NULL);
  if (self->parts.destination != NULL)
    return training_output (self, origin);
  if (shape == LIMNER_ENGINE_SHAPE_TEXT)
    return joined_text (self);
  if (shape == LIMNER_ENGINE_SHAPE_FILE)
    return output_node (g_ptr_array_index (self->outputs, self->outputs->len - 1), origin);

  array = json_array_new ();
  for (guint i = 0; i < self->outputs->len; i++)
    json_array_add_element (array, output_node (g_ptr_array_index (self->outputs, i), origin));
  node = json_node_alloc ();
  json_node_init_array (node, array);
  json_array_unref (array);
  return node;
}

static void
set_time (JsonObject *json,
          const char *member,
          gint64      time)
{
  g_autofree char *text = time != 0 ? limner_engine_time_text (time) : NULL;

  json_object_set_string_member (json, member, text);
}

static JsonObject *
urls_to_json (LimnerEnginePrediction *self,
              const char             *origin)
{
  const char *noun = self->parts.destination != NULL ? "trainings" : "predictions";
  LimnerEngineShape shape = self->parts.version->shape;
  JsonObject *urls = json_object_new ();
  g_autofree char *get = g_strdup_printf ("%s/v1/%s/%s", origin, noun, self->parts.id);
  g_autofree char *cancel = g_strconcat (get, "/cancel", NULL);
  g_autofree char *web = g_strdup_printf ("%s/p/%s", origin, self->parts.id);

  json_object_set_string_member (urls, "get", get);
  json_object_set_string_member (urls, "cancel", cancel);
  if (self->parts.destination == NULL)
    {
      /* Clients tell streams of files from streams of text by this path. */
      gboolean is_file = shape == LIMNER_ENGINE_SHAPE_FILE || shape == LIMNER_ENGINE_SHAPE_FILES;
      g_autofree char *stream = g_strdup_printf ("%s/v1/%s/%s", origin,
                                                 is_file ? "files" : "streams", self->stream_id);

      json_object_set_string_member (urls, "stream", stream);
    }
  json_object_set_string_member (urls, "web", web);
  return urls;
}

static JsonObject *
metrics_to_json (LimnerEnginePrediction *self)
{
  LimnerEngineShape shape = self->parts.version->shape;
  JsonObject *metrics = json_object_new ();

  if (self->completed_at == 0)
    return metrics;

  if (self->started_at != 0)
    json_object_set_double_member (metrics, "predict_time",
                                   (double) (self->completed_at - self->started_at) / 1e6);
  json_object_set_double_member (metrics, "total_time",
                                 (double) (self->completed_at - self->parts.created_at) / 1e6);
  if (self->status == LIMNER_STATUS_SUCCEEDED && self->parts.destination == NULL)
    json_object_set_int_member (metrics,
                                shape == LIMNER_ENGINE_SHAPE_FILE ||
                                shape == LIMNER_ENGINE_SHAPE_FILES ? "image_count"
                                                                   : "output_token_count",
                                self->outputs->len);
  return metrics;
}

static void
limner_engine_prediction_finalize (GObject *object)
{
  LimnerEnginePrediction *self = LIMNER_ENGINE_PREDICTION (object);

  g_free ((char *) self->parts.id);
  g_free ((char *) self->parts.model);
  g_free ((char *) self->parts.deployment);
  g_free ((char *) self->parts.destination);
  g_free ((char *) self->parts.webhook);
  g_clear_pointer (&self->parts.version, limner_engine_version_unref);
  g_clear_pointer (&self->parts.input, json_object_unref);
  g_clear_pointer (&self->run_input, json_object_unref);
  g_clear_pointer (&self->stream_id, g_free);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->outputs, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_string_free (self->logs, TRUE);
  g_clear_pointer (&self->error, g_free);
  g_clear_pointer (&self->trained, g_free);

  G_OBJECT_CLASS (limner_engine_prediction_parent_class)->finalize (object);
}

static void
limner_engine_prediction_class_init (LimnerEnginePredictionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = limner_engine_prediction_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
limner_engine_prediction_init (LimnerEnginePrediction *self)
{
  self->outputs = g_ptr_array_new_with_free_func ((GDestroyNotify) output_free);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  self->logs = g_string_new (NULL);
  self->cancellable = g_cancellable_new ();
  self->stream_id = limner_engine_id_new ();
  self->status = LIMNER_STATUS_STARTING;
}

/**
 * limner_engine_prediction_new:
 * @parts: what it is made of
 *
 * Makes a prediction that is starting. Its input must have been validated.
 *
 * Returns: (transfer full): a prediction
 */
LimnerEnginePrediction *
limner_engine_prediction_new (const LimnerEnginePredictionParts *parts)
{
  LimnerEnginePrediction *self = g_object_new (LIMNER_TYPE_ENGINE_PREDICTION, NULL);
  JsonObject *schema = limner_engine_version_get_schema (parts->version);

  self->parts = *parts;
  self->parts.id = parts->id != NULL ? g_strdup (parts->id) : limner_engine_id_new ();
  self->parts.model = g_strdup (parts->model);
  self->parts.version = limner_engine_version_ref (parts->version);
  self->parts.input = json_object_ref (parts->input);
  self->parts.deployment = g_strdup (parts->deployment);
  self->parts.destination = g_strdup (parts->destination);
  self->parts.webhook = g_strdup (parts->webhook);
  if (self->parts.created_at == 0)
    self->parts.created_at = g_get_real_time ();

  self->file_bytes = limner_engine_input_measure (parts->input);
  self->run_input = schema != NULL
                    ? limner_engine_fill_defaults (parts->version->document, schema, parts->input)
                    : json_object_new ();
  return self;
}

/**
 * limner_engine_prediction_get_parts:
 * @self: a prediction
 *
 * Returns: (transfer none): what it is made of
 */
const LimnerEnginePredictionParts *
limner_engine_prediction_get_parts (LimnerEnginePrediction *self)
{
  return &self->parts;
}

/**
 * limner_engine_prediction_get_run_input:
 * @self: a prediction
 *
 * Returns: (transfer none) (nullable): its input with the defaults of the schema filled in; %NULL
 *   when it is finished
 */
JsonObject *
limner_engine_prediction_get_run_input (LimnerEnginePrediction *self)
{
  return self->run_input;
}

/**
 * limner_engine_prediction_get_file_bytes:
 * @self: a prediction
 *
 * Returns: how many bytes the files take that came within its input and are still there
 */
gsize
limner_engine_prediction_get_file_bytes (LimnerEnginePrediction *self)
{
  return self->file_bytes;
}

/**
 * limner_engine_prediction_drop_files:
 * @self: a prediction that is finished
 *
 * Forgets the files that came within its input: their `data:` URLs are empty from now on.
 */
void
limner_engine_prediction_drop_files (LimnerEnginePrediction *self)
{
  JsonObject *input = self->parts.input;

  g_return_if_fail (limner_engine_prediction_is_finished (self));

  self->parts.input = limner_engine_input_without_files (input);
  self->file_bytes = 0;
  json_object_unref (input);
}

/**
 * limner_engine_prediction_get_stream_id:
 * @self: a prediction
 *
 * Returns: (transfer none): the last part of the address of its stream, which nobody can guess
 */
const char *
limner_engine_prediction_get_stream_id (LimnerEnginePrediction *self)
{
  return self->stream_id;
}

/**
 * limner_engine_prediction_get_cancellable:
 * @self: a prediction
 *
 * Returns: (transfer none): what is cancelled when the prediction is
 */
GCancellable *
limner_engine_prediction_get_cancellable (LimnerEnginePrediction *self)
{
  return self->cancellable;
}

/**
 * limner_engine_prediction_get_status:
 * @self: a prediction
 *
 * Returns: what it is at
 */
LimnerStatus
limner_engine_prediction_get_status (LimnerEnginePrediction *self)
{
  return self->status;
}

/**
 * limner_engine_prediction_is_finished:
 * @self: a prediction
 *
 * Returns: whether nothing will happen to it any more
 */
gboolean
limner_engine_prediction_is_finished (LimnerEnginePrediction *self)
{
  return limner_status_is_final (self->status);
}

/**
 * limner_engine_prediction_get_completed_at:
 * @self: a prediction
 *
 * Returns: when it was finished, in microseconds since 1970; 0 if it is not
 */
gint64
limner_engine_prediction_get_completed_at (LimnerEnginePrediction *self)
{
  return self->completed_at;
}

/**
 * limner_engine_prediction_get_outputs:
 * @self: a prediction
 *
 * Returns: (transfer none) (element-type LimnerEngineOutput): what it made so far
 */
const GPtrArray *
limner_engine_prediction_get_outputs (LimnerEnginePrediction *self)
{
  return self->outputs;
}

/**
 * limner_engine_prediction_get_events:
 * @self: a prediction
 *
 * Returns: (transfer none) (element-type LimnerEngineEvent): what its stream has told so far
 */
const GPtrArray *
limner_engine_prediction_get_events (LimnerEnginePrediction *self)
{
  return self->events;
}

/**
 * limner_engine_prediction_get_logs:
 * @self: a prediction
 *
 * Returns: (transfer none): its log so far
 */
const char *
limner_engine_prediction_get_logs (LimnerEnginePrediction *self)
{
  return self->logs->str;
}

/**
 * limner_engine_prediction_get_data_removed:
 * @self: a prediction
 *
 * Returns: whether its input, output and log are gone
 */
gboolean
limner_engine_prediction_get_data_removed (LimnerEnginePrediction *self)
{
  return self->data_removed;
}

/**
 * limner_engine_prediction_to_json:
 * @self: a prediction
 * @origin: scheme, host and port of the server, for the addresses in it
 *
 * Returns: (transfer full): the prediction or training as the API shows it
 */
JsonObject *
limner_engine_prediction_to_json (LimnerEnginePrediction *self,
                                  const char             *origin)
{
  gboolean is_canceled = self->status == LIMNER_STATUS_CANCELED;
  JsonObject *json = json_object_new ();

  json_object_set_string_member (json, "id", self->parts.id);
  json_object_set_string_member (json, "model", self->parts.model);
  json_object_set_string_member (json, "version", self->parts.version->id);
  json_object_set_object_member (json, "input", self->data_removed
                                                ? json_object_new ()
                                                : json_object_ref (self->parts.input));
  json_object_set_string_member (json, "logs",
                                 is_canceled && self->logs->len == 0 ? NULL : self->logs->str);
  json_object_set_member (json, "output", whole_output (self, origin));
  json_object_set_boolean_member (json, "data_removed", self->data_removed);
  json_object_set_string_member (json, "error", self->error);
  json_object_set_string_member (json, "source", "api");
  json_object_set_string_member (json, "status", limner_status_to_string (self->status));
  set_time (json, "created_at", self->parts.created_at);
  if (self->started_at != 0)
    set_time (json, "started_at", self->started_at);
  if (self->completed_at != 0)
    set_time (json, "completed_at", self->completed_at);
  if (self->parts.deadline != 0)
    set_time (json, "deadline", self->parts.deadline);
  if (self->parts.deployment != NULL)
    json_object_set_string_member (json, "deployment", self->parts.deployment);
  if (self->parts.webhook != NULL)
    json_object_set_string_member (json, "webhook", self->parts.webhook);
  json_object_set_object_member (json, "urls", urls_to_json (self, origin));
  json_object_set_object_member (json, "metrics", metrics_to_json (self));
  return json;
}

/**
 * limner_engine_prediction_begin:
 * @self: a prediction that is starting
 *
 * Says that its generator has begun.
 */
void
limner_engine_prediction_begin (LimnerEnginePrediction *self)
{
  g_return_if_fail (self->status == LIMNER_STATUS_STARTING);

  self->status = LIMNER_STATUS_PROCESSING;
  self->started_at = g_get_real_time ();
  emit_changed (self, "start");
}

/**
 * limner_engine_prediction_log:
 * @self: a prediction
 * @text: what its generator printed
 */
void
limner_engine_prediction_log (LimnerEnginePrediction *self,
                              const char             *text)
{
  if (limner_engine_prediction_is_finished (self) ||
      self->logs->len + strlen (text) > MAX_LOG_BYTES)
    return;

  g_string_append (self->logs, text);
  add_event (self, "logs", text, FALSE);
  emit_changed (self, "logs");
}

/**
 * limner_engine_prediction_add_text:
 * @self: a prediction
 * @text: the next piece of its output
 */
void
limner_engine_prediction_add_text (LimnerEnginePrediction *self,
                                   const char             *text)
{
  LimnerEngineOutput *output;

  if (limner_engine_prediction_is_finished (self))
    return;

  output = g_new0 (LimnerEngineOutput, 1);
  output->text = g_strdup (text);
  g_ptr_array_add (self->outputs, output);
  add_event (self, "output", text, FALSE);
  emit_changed (self, "output");
}

/**
 * limner_engine_prediction_add_file:
 * @self: a prediction
 * @file: path of the next file of its output, below the engine's folder of outputs
 * @type: its media type
 */
void
limner_engine_prediction_add_file (LimnerEnginePrediction *self,
                                   const char             *file,
                                   const char             *type)
{
  LimnerEngineOutput *output;

  if (limner_engine_prediction_is_finished (self))
    return;

  output = g_new0 (LimnerEngineOutput, 1);
  output->file = g_strdup (file);
  output->type = g_strdup (type);
  g_ptr_array_add (self->outputs, output);
  add_event (self, "output", file, TRUE);
  emit_changed (self, "output");
}

/**
 * limner_engine_prediction_set_trained:
 * @self: a training
 * @version: `owner/name:id` of the version that it made
 */
void
limner_engine_prediction_set_trained (LimnerEnginePrediction *self,
                                      const char             *version)
{
  g_free (self->trained);
  self->trained = g_strdup (version);
}

/**
 * limner_engine_prediction_finish:
 * @self: a prediction; nothing happens if it is finished already
 * @status: how it ended
 * @message: (nullable): why, if it failed
 *
 * Ends the prediction, and cancels its generator if that is still at work.
 */
void
limner_engine_prediction_finish (LimnerEnginePrediction *self,
                                 LimnerStatus            status,
                                 const char             *message)
{
  if (limner_engine_prediction_is_finished (self))
    return;

  self->status = status;
  self->error = g_strdup (message);
  self->completed_at = MAX (g_get_real_time (), self->parts.created_at + 1);
  if (status != LIMNER_STATUS_SUCCEEDED)
    g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->run_input, json_object_unref);   /* its generator has its own */

  if (status == LIMNER_STATUS_FAILED)
    {
      g_autoptr(JsonObject) detail = json_object_new ();
      g_autofree char *text = NULL;

      json_object_set_string_member (detail, "detail", message != NULL ? message : "Failed");
      text = limner_json_object_to_string (detail, FALSE);
      add_event (self, "error", text, FALSE);
    }
  add_event (self, "done", status == LIMNER_STATUS_SUCCEEDED ? "{}" :
                           status == LIMNER_STATUS_FAILED ? "{\"reason\":\"error\"}"
                                                                 : "{\"reason\":\"canceled\"}",
             FALSE);
  emit_changed (self, "completed");
}

/**
 * limner_engine_prediction_remove_data:
 * @self: a prediction that is finished
 *
 * Forgets its input, its log and its output. The files are the caller's to remove.
 */
void
limner_engine_prediction_remove_data (LimnerEnginePrediction *self)
{
  g_return_if_fail (limner_engine_prediction_is_finished (self));

  self->data_removed = TRUE;
  g_ptr_array_set_size (self->outputs, 0);
  g_ptr_array_set_size (self->events, 0);
  g_string_truncate (self->logs, 0);
  json_object_unref (self->parts.input);
  self->parts.input = json_object_new ();
  self->file_bytes = 0;
}

/**
 * limner_engine_prediction_to_record:
 * @self: a prediction
 *
 * Returns: (transfer full): all that limner_engine_prediction_restore() needs after a restart
 */
JsonObject *
limner_engine_prediction_to_record (LimnerEnginePrediction *self)
{
  JsonObject *record = json_object_new ();
  JsonArray *outputs = json_array_new ();

  json_object_set_string_member (record, "id", self->parts.id);
  json_object_set_string_member (record, "model", self->parts.model);
  json_object_set_string_member (record, "version", self->parts.version->id);
  json_object_set_object_member (record, "input", json_object_ref (self->parts.input));
  json_object_set_string_member (record, "deployment", self->parts.deployment);
  json_object_set_string_member (record, "destination", self->parts.destination);
  json_object_set_string_member (record, "webhook", self->parts.webhook);
  json_object_set_int_member (record, "webhook_events", self->parts.webhook_events);
  json_object_set_int_member (record, "created_at", self->parts.created_at);
  json_object_set_int_member (record, "deadline", self->parts.deadline);
  json_object_set_string_member (record, "status", limner_status_to_string (self->status));
  json_object_set_int_member (record, "started_at", self->started_at);
  json_object_set_int_member (record, "completed_at", self->completed_at);
  json_object_set_boolean_member (record, "data_removed", self->data_removed);
  json_object_set_string_member (record, "error", self->error);
  json_object_set_string_member (record, "logs", self->logs->str);
  json_object_set_string_member (record, "trained", self->trained);
  for (guint i = 0; i < self->outputs->len; i++)
    {
      const LimnerEngineOutput *output = g_ptr_array_index (self->outputs, i);
      JsonObject *json = json_object_new ();

      json_object_set_string_member (json, "text", output->text);
      json_object_set_string_member (json, "file", output->file);
      json_object_set_string_member (json, "type", output->type);
      json_array_add_object_element (outputs, json);
    }
  json_object_set_array_member (record, "outputs", outputs);
  return record;
}

static void
restore_outputs (LimnerEnginePrediction *self,
                 JsonArray              *outputs)
{
  for (guint i = 0; outputs != NULL && i < json_array_get_length (outputs); i++)
    {
      JsonNode *node = json_array_get_element (outputs, i);
      JsonObject *output = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *file = limner_json_get_string (output, "file", NULL);
      const char *text = limner_json_get_string (output, "text", NULL);

      if (file != NULL)
        limner_engine_prediction_add_file (self, file,
                                           limner_json_get_string (output, "type", "image/png"));
      else if (text != NULL)
        limner_engine_prediction_add_text (self, text);
    }
}

/**
 * limner_engine_prediction_restore:
 * @self: a prediction that was just made from the parts in @record
 * @record: what limner_engine_prediction_to_record() gave before the engine ended
 *
 * Brings back how the prediction ended. One that was not finished is starting: it runs anew.
 */
void
limner_engine_prediction_restore (LimnerEnginePrediction *self,
                                  JsonObject             *record)
{
  LimnerStatus status = limner_status_from_string (limner_json_get_string (record, "status", ""));

  if (!limner_status_is_final (status))
    return;

  limner_engine_prediction_log (self, limner_json_get_string (record, "logs", ""));
  restore_outputs (self, limner_json_get_array (record, "outputs"));
  limner_engine_prediction_set_trained (self, limner_json_get_string (record, "trained", NULL));
  limner_engine_prediction_finish (self, status, limner_json_get_string (record, "error", NULL));
  self->started_at = limner_json_get_int (record, "started_at", 0);
  self->completed_at = limner_json_get_int (record, "completed_at", self->completed_at);
  self->data_removed = limner_json_get_boolean (record, "data_removed", FALSE);
}
