/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "client/limner-client-predictions.h"
#include "store/limner-store-models.h"

#include "limner-training-run-private.h"

/* What becomes of a training. Each state is on the disk before what it names is begun, so that
 * whoever opens the library next knows where to go on:
 *
 *   packing ─→ uploading ─→ sending ─→ running ─→ done, failed, canceled
 *      ↑___________________     │         ↑
 *      begun again: costs  │    ╰ lost ─→ searching ─→ lost: not there, may be sent again
 *      nothing             │               (the address of the upload tells which one is ours)
 *
 * Nothing is paid before `sending`, and a request that may have been taken is never repeated. */

/** How much of a log is kept with a training that has ended, in bytes. */
#define KEPT_LOG (32 * 1024)


/**
 * LimnerTrainingRun:
 *
 * A training, from pictures to a new version. What it is lies in its record, a JSON object: what
 * was asked for (`server`, `trainer`, `version`, `destination`, `create`, `trigger`,
 * `images_field`, `trigger_field`, `input`, `work`, `pictures`) and what became of it (`state`,
 * `url`, `training`, `created`, `sent`, `finished`, `predict_time`, `output_version`, `error`,
 * `log`).
 */

enum
{
  PROP_0,
  PROP_STATE,
  PROP_PROGRESS,
  PROP_LOG,
  N_PROPS
};

enum
{
  STOP_FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerTrainingRun, limner_training_run, G_TYPE_OBJECT)

static const char * const state_names[] = {
  [LIMNER_TRAINING_PACKING]   = "packing",
  [LIMNER_TRAINING_UPLOADING] = "uploading",
  [LIMNER_TRAINING_SENDING]   = "sending",
  [LIMNER_TRAINING_SEARCHING] = "searching",
  [LIMNER_TRAINING_RUNNING]   = "running",
  [LIMNER_TRAINING_DONE]      = "done",
  [LIMNER_TRAINING_FAILED]    = "failed",
  [LIMNER_TRAINING_CANCELED]  = "canceled",
  [LIMNER_TRAINING_LOST]      = "lost",
};

static void watch_training (LimnerTrainingRun *self);

static LimnerTrainingState
state_from_name (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (state_names); i++)
    if (g_strcmp0 (name, state_names[i]) == 0)
      return (LimnerTrainingState) i;
  return LIMNER_TRAINING_PACKING;
}

static const char *
get_text (LimnerTrainingRun *self,
          const char        *member)
{
  return limner_json_get_string (self->record, member, NULL);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!limner_store_write_finish (LIMNER_STORE (object), result, &error))
    g_warning ("A training could not be written down: %s", error->message);
}

static void
write_record (LimnerTrainingRun   *self,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  g_autofree char *text = NULL;

  json_object_set_string_member (self->record, "state", state_names[self->state]);
  text = limner_json_object_to_string (self->record, FALSE);
  limner_store_set_memo_async (self->store, "training", get_text (self, "server"),
                               get_text (self, "id"), text, NULL,
                               callback != NULL ? callback : written_cb, user_data);
}

void
_limner_training_run_set_progress (LimnerTrainingRun *self,
                                   double             progress)
{
  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

/* Takes the error. Without @callback nobody waits until it is on the disk. */
void
_limner_training_run_enter (LimnerTrainingRun   *self,
                            LimnerTrainingState  state,
                            GError              *error,
                            GAsyncReadyCallback  callback)
{
  self->state = state;
  g_clear_error (&self->error);
  self->error = error;
  if (limner_training_state_is_final (state))
    {
      json_object_set_int_member (self->record, "finished", g_get_real_time ());
      if (error != NULL)
        json_object_set_string_member (self->record, "error", error->message);
      if (self->log != NULL)
        {
          gsize n = strlen (self->log);
          g_autofree char *tail =
            g_utf8_make_valid (self->log + (n > KEPT_LOG ? n - KEPT_LOG : 0), -1);

          json_object_set_string_member (self->record, "log", tail);
        }
      g_clear_pointer (&self->archive, g_bytes_unref);
    }
  write_record (self, callback, callback != NULL ? g_object_ref (self) : NULL);
  self->progress = state == LIMNER_TRAINING_DONE ? 1 : -1;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* Takes the error. */
void
_limner_training_run_fail (LimnerTrainingRun *self,
                           GError            *error)
{
  if (limner_error_is_cancelled (error) && !self->wants_cancel)
    {
      /* The program ends; what was begun goes on with the next start. */
      g_error_free (error);
      return;
    }

  if (limner_error_is_cancelled (error))
    {
      g_error_free (error);
      _limner_training_run_enter (self, LIMNER_TRAINING_CANCELED, NULL, NULL);
      return;
    }
  _limner_training_run_enter (self, LIMNER_TRAINING_FAILED, error, NULL);
}

static void
set_log (LimnerTrainingRun *self,
         const char        *log)
{
  if (log == NULL || g_strcmp0 (self->log, log) == 0)
    return;

  g_free (self->log);
  self->log = g_strdup (log);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOG]);
}

static void
end_with (LimnerTrainingRun *self,
          LimnerTraining    *training)
{
  LimnerPrediction *prediction = LIMNER_PREDICTION (training);
  const char *version = limner_training_get_output_version (training);
  g_autofree char *why = limner_prediction_dup_error (prediction);

  json_object_set_double_member (self->record, "predict_time",
                                 limner_prediction_get_metric (prediction, "predict_time", 0));
  if (limner_prediction_get_status (prediction) == LIMNER_STATUS_CANCELED)
    {
      _limner_training_run_enter (self, LIMNER_TRAINING_CANCELED, NULL, NULL);
    }
  else if (limner_prediction_get_status (prediction) == LIMNER_STATUS_SUCCEEDED && version != NULL)
    {
      json_object_set_string_member (self->record, "output_version", version);
      _limner_training_run_enter (self, LIMNER_TRAINING_DONE, NULL, NULL);
    }
  else
    {
      _limner_training_run_enter (self, LIMNER_TRAINING_FAILED,
                                  g_error_new (LIMNER_ERROR, LIMNER_ERROR_FAILED, "%s", why != NULL
                                               ? why : "The training gave no version"), NULL);
    }
}

static void
polled_cb (LimnerPrediction *prediction,
           const GError     *error,
           gpointer          data)
{
  LimnerTrainingRun *self = LIMNER_TRAINING_RUN (data);
  g_autoptr(LimnerTrainingRun) guard = g_object_ref (self);

  if (prediction == NULL)
    {
      /* It is still there, only nobody can be asked: the state stays, and one may look again. */
      g_clear_error (&self->error);
      self->error = g_error_copy (error);
      self->watch = 0;
      if (g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND))
        _limner_training_run_enter (self, LIMNER_TRAINING_LOST, g_error_copy (error), NULL);
      else
        g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
      return;
    }

  set_log (self, limner_prediction_get_logs (prediction));
  if (limner_status_is_final (limner_prediction_get_status (prediction)))
    {
      self->watch = 0;
      end_with (self, LIMNER_TRAINING (prediction));
      return;
    }
  if (self->error != NULL)
    {
      g_clear_error (&self->error);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  _limner_training_run_set_progress (self, limner_prediction_get_progress (prediction));
}

static void
cancelled_there_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(LimnerTrainingRun) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerTraining) training =
    limner_client_cancel_training_finish (LIMNER_CLIENT (object), result, &error);

  if (training == NULL)
    {
      self->wants_cancel = FALSE;
      g_signal_emit (self, signals[STOP_FAILED], 0, error);
    }
  if (self->poller != NULL && self->watch != 0)
    limner_poller_poke (self->poller, self->watch);
}

static void
cancel_there (LimnerTrainingRun *self)
{
  const char *id = get_text (self, "training");

  if (self->client != NULL && id != NULL)
    limner_client_cancel_training_async (self->client, id, NULL, cancelled_there_cb,
                                         g_object_ref (self));
}

void
_limner_training_run_follow (LimnerTrainingRun *self,
                             LimnerTraining    *training)
{
  json_object_set_string_member (self->record, "training",
                                 limner_prediction_get_id (LIMNER_PREDICTION (training)));
  _limner_training_run_enter (self, LIMNER_TRAINING_RUNNING, NULL, NULL);
  watch_training (self);
  if (self->wants_cancel)
    cancel_there (self);
}

static void
watch_training (LimnerTrainingRun *self)
{
  if (self->poller == NULL)
    self->poller = limner_poller_new (self->client);
  if (self->watch == 0)
    self->watch = limner_poller_watch (self->poller, LIMNER_TYPE_TRAINING,
                                       get_text (self, "training"), polled_cb, self, NULL);
}

static void
searched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(LimnerTrainingRun) self = user_data;
  GListModel *list = G_LIST_MODEL (object);
  const char *url = get_text (self, "url");
  const char *field = get_text (self, "images_field");
  GError *error = NULL;

  if (!limner_page_list_load_finish (LIMNER_PAGE_LIST (object), result, &error))
    {
      if (limner_error_is_cancelled (error))
        {
          g_error_free (error);
          return;
        }
      g_clear_error (&self->error);
      self->error = error;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
      return;
    }

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(LimnerTraining) training = g_list_model_get_item (list, i);
      JsonObject *input = limner_prediction_get_input (LIMNER_PREDICTION (training));

      if (url != NULL && g_strcmp0 (limner_json_get_string (input, field, NULL), url) == 0)
        {
          _limner_training_run_follow (self, training);
          return;
        }
    }
  _limner_training_run_enter (self, LIMNER_TRAINING_LOST,
                              g_error_new (LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND,
                                           "The server does not have it"), NULL);
}

void
_limner_training_run_search (LimnerTrainingRun *self)
{
  g_autoptr(LimnerPageList) list = limner_client_list_trainings (self->client);

  _limner_training_run_enter (self, LIMNER_TRAINING_SEARCHING, NULL, NULL);
  limner_page_list_load_async (list, 200, self->cancellable, searched_cb, g_object_ref (self));
}

static void
client_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerTrainingRun) self = user_data;
  GError *error = NULL;
  LimnerClient *client =
    limner_client_source_get_client_finish (LIMNER_CLIENT_SOURCE (object), result, &error);

  if (client == NULL)
    {
      if (self->state == LIMNER_TRAINING_PACKING || self->state == LIMNER_TRAINING_UPLOADING)
        {
          _limner_training_run_fail (self, error);
          return;
        }
      g_clear_error (&self->error);
      self->error = error;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
      return;
    }

  g_clear_object (&self->client);
  g_clear_object (&self->poller);
  self->client = client;
  self->watch = 0;
  if (self->state == LIMNER_TRAINING_RUNNING)
    watch_training (self);
  else if (self->state == LIMNER_TRAINING_SENDING || self->state == LIMNER_TRAINING_SEARCHING)
    _limner_training_run_search (self);
  else
    _limner_training_run_pack (self);
}

static void
limner_training_run_dispose (GObject *object)
{
  LimnerTrainingRun *self = LIMNER_TRAINING_RUN (object);

  limner_training_run_stop_following (self);
  g_clear_object (&self->client);
  g_clear_weak_pointer (&self->clients);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (limner_training_run_parent_class)->dispose (object);
}

static void
limner_training_run_finalize (GObject *object)
{
  LimnerTrainingRun *self = LIMNER_TRAINING_RUN (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->record, json_object_unref);
  g_clear_pointer (&self->archive, g_bytes_unref);
  g_clear_pointer (&self->log, g_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (limner_training_run_parent_class)->finalize (object);
}

static void
limner_training_run_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  LimnerTrainingRun *self = LIMNER_TRAINING_RUN (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;

    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;

    case PROP_LOG:
      g_value_set_string (value, self->log);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_training_run_class_init (LimnerTrainingRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = limner_training_run_dispose;
  object_class->finalize = limner_training_run_finalize;
  object_class->get_property = limner_training_run_get_property;

  /* Notified as well when what went wrong on the way changed. */
  properties[PROP_STATE] =
    g_param_spec_uint ("state", NULL, NULL, 0, LIMNER_TRAINING_LOST, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROGRESS] =
    g_param_spec_double ("progress", NULL, NULL, -1, 1, -1,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOG] =
    g_param_spec_string ("log", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * LimnerTrainingRun::stop-failed:
   * @self: a run
   * @error: why
   *
   * The server did not stop the training when it was asked to; it goes on.
   */
  signals[STOP_FAILED] = g_signal_new ("stop-failed", LIMNER_TYPE_TRAINING_RUN,
                                       G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       G_TYPE_ERROR);
}

static void
limner_training_run_init (LimnerTrainingRun *self)
{
  self->cancellable = g_cancellable_new ();
  self->progress = -1;
}

/**
 * limner_training_state_is_final:
 * @state: a state
 *
 * Returns: whether nothing more happens by itself
 */
gboolean
limner_training_state_is_final (LimnerTrainingState state)
{
  return state >= LIMNER_TRAINING_DONE;
}

/**
 * limner_training_run_new:
 * @store: the library, in which the record is kept
 * @clients: where servers are found
 * @record: what is asked for, or a record that was kept; it becomes the run's own
 *
 * Makes a training that stands still until limner_training_run_go_on().
 *
 * Returns: (transfer full): the run
 */
LimnerTrainingRun *
limner_training_run_new (LimnerStore        *store,
                         LimnerClientSource *clients,
                         JsonObject         *record)
{
  LimnerTrainingRun *self;
  const char *why;

  g_return_val_if_fail (LIMNER_IS_STORE (store), NULL);
  g_return_val_if_fail (LIMNER_IS_CLIENT_SOURCE (clients), NULL);
  g_return_val_if_fail (record != NULL, NULL);

  self = g_object_new (LIMNER_TYPE_TRAINING_RUN, NULL);
  self->store = g_object_ref (store);
  g_set_weak_pointer (&self->clients, clients);
  self->record = json_object_ref (record);
  self->state = state_from_name (get_text (self, "state"));
  self->log = g_strdup (get_text (self, "log"));
  why = get_text (self, "error");
  if (why != NULL && limner_training_state_is_final (self->state))
    self->error = g_error_new_literal (LIMNER_ERROR, self->state == LIMNER_TRAINING_LOST
                                       ? LIMNER_ERROR_NOT_FOUND : LIMNER_ERROR_FAILED, why);
  if (get_text (self, "id") == NULL)
    {
      g_autofree char *id = g_uuid_string_random ();

      json_object_set_string_member (record, "id", id);
      json_object_set_int_member (record, "created", g_get_real_time ());
    }
  return self;
}

/**
 * limner_training_run_go_on:
 * @self: a run
 *
 * Begins a training, goes on with one after a restart, looks again at one whose server could not
 * be asked, and sends one again that failed or was lost.
 */
void
limner_training_run_go_on (LimnerTrainingRun *self)
{
  g_return_if_fail (LIMNER_IS_TRAINING_RUN (self));

  if (self->clients == NULL || self->state == LIMNER_TRAINING_DONE || self->watch != 0)
    return;
  if (limner_training_state_is_final (self->state))
    {
      self->state = LIMNER_TRAINING_PACKING;
      json_object_remove_member (self->record, "error");
      json_object_remove_member (self->record, "training");
      g_clear_pointer (&self->log, g_free);
      g_clear_error (&self->error);
    }
  self->wants_cancel = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  limner_client_source_get_client_async (self->clients, get_text (self, "server"),
                                         self->cancellable, client_cb, g_object_ref (self));
}

/**
 * limner_training_run_cancel:
 * @self: a run
 *
 * Stops a training, here or on the server.
 */
void
limner_training_run_cancel (LimnerTrainingRun *self)
{
  g_return_if_fail (LIMNER_IS_TRAINING_RUN (self));

  if (limner_training_state_is_final (self->state))
    return;

  self->wants_cancel = TRUE;
  if (self->state == LIMNER_TRAINING_RUNNING)
    cancel_there (self);
  else if (self->state < LIMNER_TRAINING_SENDING)
    g_cancellable_cancel (self->cancellable);
}

/**
 * limner_training_run_stop_following:
 * @self: a run
 *
 * Leaves a training alone: it goes on where it is, and with the next start of the program here.
 */
void
limner_training_run_stop_following (LimnerTrainingRun *self)
{
  g_return_if_fail (LIMNER_IS_TRAINING_RUN (self));

  g_cancellable_cancel (self->cancellable);
  if (self->poller != NULL && self->watch != 0)
    limner_poller_unwatch (self->poller, self->watch);
  self->watch = 0;
  g_clear_object (&self->poller);
}

/** Returns: (transfer none): our own name for it */
const char *
limner_training_run_get_id (LimnerTrainingRun *self)
{
  g_return_val_if_fail (LIMNER_IS_TRAINING_RUN (self), NULL);

  return get_text (self, "id");
}

/** Returns: (transfer none): what it is and what became of it; not to be changed */
JsonObject *
limner_training_run_get_record (LimnerTrainingRun *self)
{
  g_return_val_if_fail (LIMNER_IS_TRAINING_RUN (self), NULL);

  return self->record;
}

/**
 * limner_training_run_get_text:
 * @self: a run
 * @member: a member of the record, such as `destination`
 *
 * Returns: (transfer none) (nullable): its text
 */
const char *
limner_training_run_get_text (LimnerTrainingRun *self,
                              const char        *member)
{
  g_return_val_if_fail (LIMNER_IS_TRAINING_RUN (self), NULL);

  return get_text (self, member);
}

/** Returns: what it is at */
LimnerTrainingState
limner_training_run_get_state (LimnerTrainingRun *self)
{
  g_return_val_if_fail (LIMNER_IS_TRAINING_RUN (self), LIMNER_TRAINING_FAILED);

  return self->state;
}

/** Returns: how much of what it is at is done, 0–1; negative where that is not known */
double
limner_training_run_get_progress (LimnerTrainingRun *self)
{
  g_return_val_if_fail (LIMNER_IS_TRAINING_RUN (self), -1);

  return self->progress;
}

/** Returns: (transfer none) (nullable): what the trainer wrote */
const char *
limner_training_run_get_log (LimnerTrainingRun *self)
{
  g_return_val_if_fail (LIMNER_IS_TRAINING_RUN (self), NULL);

  return self->log;
}

/** Returns: (transfer none) (nullable): why it ended, or why the server cannot be asked now */
const GError *
limner_training_run_get_error (LimnerTrainingRun *self)
{
  g_return_val_if_fail (LIMNER_IS_TRAINING_RUN (self), NULL);

  return self->error;
}

/** Returns: how long the training itself took in seconds, 0 where that is not known */
double
limner_training_run_get_seconds (LimnerTrainingRun *self)
{
  g_return_val_if_fail (LIMNER_IS_TRAINING_RUN (self), 0);

  return limner_json_get_double (self->record, "predict_time", 0);
}

/**
 * limner_training_run_list_losses:
 * @self: a run
 *
 * Reads the losses from the log: they fall as long as something is learned.
 *
 * Returns: (transfer full) (element-type double): the numbers, as limner_logs_list_losses() reads
 *   them
 */
GArray *
limner_training_run_list_losses (LimnerTrainingRun *self)
{
  g_return_val_if_fail (LIMNER_IS_TRAINING_RUN (self), NULL);

  return limner_logs_list_losses (self->log);
}
