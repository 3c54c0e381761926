/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-error.h"
#include "store/limner-gallery-item.h"

#include "limner-job-private.h"
#include "limner-job-spec-private.h"

/** The most of a log that is kept: its end, in bytes. */
#define MAX_LOG (64 * 1024)

/** Of what a text model said, what is kept in memory for long, in bytes. */
#define MAX_KEPT_TEXT 1024

/** A model that has not begun after this many seconds is being loaded from nothing. */
#define COLD_BOOT_AFTER 6.0

enum
{
  PROP_0,
  PROP_COLD_BOOT,
  PROP_COST,
  PROP_ERROR,
  PROP_HOLD,
  PROP_ID,
  PROP_LOG,
  PROP_OUTPUTS,
  PROP_PREVIEW,
  PROP_PROGRESS,
  PROP_QUEUE_POSITION,
  PROP_SEED,
  PROP_SPEC,
  PROP_STATE,
  PROP_STEP,
  PROP_TEXT_OUTPUT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/**
 * LimnerJob:
 *
 * One prediction from the wish to the pictures. A queue moves it along; others watch it.
 */
G_DEFINE_FINAL_TYPE (LimnerJob, limner_job, G_TYPE_OBJECT)

static void
limner_job_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  LimnerJob *self = LIMNER_JOB (object);

  switch (prop_id)
    {
    case PROP_COLD_BOOT:
      g_value_set_boolean (value, self->cold_boot);
      break;

    case PROP_COST:
      g_value_set_double (value, self->record->cost);
      break;

    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;

    case PROP_HOLD:
      g_value_set_uint (value, self->hold);
      break;

    case PROP_ID:
      g_value_set_string (value, self->record->id);
      break;

    case PROP_LOG:
      g_value_set_string (value, self->record->log);
      break;

    case PROP_OUTPUTS:
      g_value_set_object (value, limner_job_get_outputs (self));
      break;

    case PROP_PREVIEW:
      g_value_set_boxed (value, self->preview);
      break;

    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;

    case PROP_QUEUE_POSITION:
      g_value_set_int (value, self->queue_position);
      break;

    case PROP_SEED:
      g_value_set_string (value, self->record->seed);
      break;

    case PROP_SPEC:
      g_value_set_object (value, self->spec);
      break;

    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;

    case PROP_STEP:
      g_value_set_uint (value, self->step);
      break;

    case PROP_TEXT_OUTPUT:
      g_value_set_string (value, self->record->text_output);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_job_finalize (GObject *object)
{
  LimnerJob *self = LIMNER_JOB (object);

  self->record = NULL;
  g_clear_object (&self->spec);
  g_clear_object (&self->outputs);
  g_clear_pointer (&self->preview, g_bytes_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (limner_job_parent_class)->finalize (object);
}

static void
limner_job_class_init (LimnerJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = limner_job_get_property;
  object_class->finalize = limner_job_finalize;

  properties[PROP_COLD_BOOT] =
    g_param_spec_boolean ("cold-boot", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COST] =
    g_param_spec_double ("cost", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR] =
    g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HOLD] =
    g_param_spec_uint ("hold", NULL, NULL, LIMNER_JOB_HOLD_NONE, LIMNER_JOB_HOLD_WORD,
                       LIMNER_JOB_HOLD_NONE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ID] =
    g_param_spec_string ("id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOG] =
    g_param_spec_string ("log", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_OUTPUTS] =
    g_param_spec_object ("outputs", NULL, NULL, G_TYPE_LIST_MODEL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PREVIEW] =
    g_param_spec_boxed ("preview", NULL, NULL, G_TYPE_BYTES,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROGRESS] =
    g_param_spec_double ("progress", NULL, NULL, -1, 1, -1,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_QUEUE_POSITION] =
    g_param_spec_int ("queue-position", NULL, NULL, -1, G_MAXINT, -1,
                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SEED] =
    g_param_spec_string ("seed", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SPEC] =
    g_param_spec_object ("spec", NULL, NULL, LIMNER_TYPE_JOB_SPEC,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, LIMNER_TYPE_JOB_STATE, LIMNER_JOB_QUEUED,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_STEP] =
    g_param_spec_uint ("step", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TEXT_OUTPUT] =
    g_param_spec_string ("text-output", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limner_job_init (LimnerJob *self)
{
  self->progress = -1;
  self->queue_position = -1;
  self->usual.time = NAN;
  self->usual.cost = NAN;
}

/* Takes the record. A state that is not known, from a newer program, is taken for lost: nothing is
 * sent for it.
 */
LimnerJob *
_limner_job_new (LimnerJobRecord *record)
{
  LimnerJob *self = g_object_new (LIMNER_TYPE_JOB, NULL);

  self->spec = _limner_job_spec_new_from_record (record);
  self->record = record;
  if (!limner_job_state_from_string (record->state, &self->state))
    self->state = LIMNER_JOB_LOST;
  if (record->error_message != NULL)
    self->error = g_error_new_literal (LIMNER_ERROR, MAX (record->error_code, 0),
                                       record->error_message);
  return self;
}

LimnerJobRecord *
_limner_job_get_record (LimnerJob *self)
{
  return self->record;
}

static void
set_progress (LimnerJob *self,
              double     progress,
              guint      step,
              guint      n_steps)
{
  if (self->n_steps != n_steps || self->step != step)
    {
      self->step = step;
      self->n_steps = n_steps;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STEP]);
    }
  if (self->progress != progress)
    {
      self->progress = progress;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
    }
}

/* How far a file is on its way to the server. A #LimnerProgressFunc. */
void
_limner_job_take_upload (gint64   done,
                         gint64   total,
                         gpointer job)
{
  LimnerJob *self = job;

  self->uploaded = CLAMP (done, 0, total);
  self->upload_size = total;
  set_progress (self, total > 0 ? (double) self->uploaded / (double) total : -1, 0, 0);
}

static void
set_cold_boot (LimnerJob *self,
               gboolean   cold_boot)
{
  if (self->cold_boot == cold_boot)
    return;
  self->cold_boot = cold_boot;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLD_BOOT]);
}

void
_limner_job_set_state (LimnerJob      *self,
                       LimnerJobState  state)
{
  g_return_if_fail (state == self->state || _limner_job_state_may_follow (self->state, state));

  g_free (self->record->state);
  self->record->state = g_strdup (limner_job_state_to_string (state));
  if (self->state == state)
    return;

  self->state = state;
  if (self->upload_size > 0)
    _limner_job_take_upload (0, 0, self);
  if (state != LIMNER_JOB_STARTING)
    set_cold_boot (self, FALSE);
  if (state == LIMNER_JOB_DOWNLOADING || state == LIMNER_JOB_DONE)
    set_progress (self, 1, self->n_steps, self->n_steps);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
_limner_job_set_error (LimnerJob    *self,
                       const GError *error)
{
  g_clear_error (&self->error);
  g_clear_pointer (&self->record->error_message, g_free);
  self->record->error_code = -1;
  if (error != NULL)
    {
      self->error = g_error_copy (error);
      self->record->error_message = g_strdup (error->message);
      self->record->error_code = error->domain == LIMNER_ERROR ? error->code : LIMNER_ERROR_FAILED;
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
take_log (LimnerJob  *self,
          const char *log)
{
  const char *end;

  if (g_strcmp0 (log, self->record->log) == 0)
    return;

  end = log;
  if (strlen (log) > MAX_LOG)
    {
      end = log + strlen (log) - MAX_LOG;
      while ((*end & 0xc0) == 0x80)
        end++;
    }
  g_free (self->record->log);
  self->record->log = g_strdup (end);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOG]);
}

static void
take_seed (LimnerJob        *self,
           LimnerPrediction *prediction)
{
  g_autofree char *seed = limner_prediction_dup_seed (prediction);

  if (seed == NULL || g_strcmp0 (seed, self->record->seed) == 0)
    return;
  g_free (self->record->seed);
  self->record->seed = g_steal_pointer (&seed);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEED]);
}

static gint64
to_microseconds (GDateTime *time)
{
  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}

static double
get_seconds_between (GDateTime *begin,
                     GDateTime *end)
{
  if (begin == NULL || end == NULL)
    return NAN;
  return (double) g_date_time_difference (end, begin) / G_USEC_PER_SEC;
}

/* Takes the log of a model at work, as an answer or the stream has it: one may be behind the
 * other.
 */
void
_limner_job_take_log (LimnerJob  *self,
                      const char *log)
{
  gsize known = self->record->log != NULL ? strlen (self->record->log) : 0;
  gint64 step = 0;
  gint64 n_steps = 0;
  double progress;

  if (log == NULL || strlen (log) < known)
    return;

  take_log (self, log);
  progress = limner_logs_get_progress (log, &step, &n_steps);
  set_progress (self, CLAMP (progress, -1, 1), (guint) CLAMP (step, 0, G_MAXINT),
                (guint) CLAMP (n_steps, 0, G_MAXINT));
}

/* Takes over what the server says about a prediction: log, progress, seed, times. */
void
_limner_job_take_prediction (LimnerJob        *self,
                             LimnerPrediction *prediction)
{
  g_autoptr(GDateTime) created = limner_prediction_get_created_at (prediction);
  g_autoptr(GDateTime) started = limner_prediction_get_started_at (prediction);
  g_autoptr(GDateTime) completed = limner_prediction_get_completed_at (prediction);
  LimnerStatus status = limner_prediction_get_status (prediction);
  const char *log = limner_prediction_get_logs (prediction);

  if (log != NULL && limner_status_is_final (status))
    take_log (self, log);
  take_seed (self, prediction);
  if (started != NULL)
    self->record->started = to_microseconds (started);
  self->record->predict_time = limner_prediction_get_metric (prediction, "predict_time", NAN);
  if (isnan (self->record->predict_time) && limner_status_is_final (status))
    self->record->predict_time = get_seconds_between (started, completed);
  self->record->total_time = limner_prediction_get_metric (prediction, "total_time", NAN);
  if (isnan (self->record->total_time))
    self->record->total_time = get_seconds_between (created, completed);

  if (status == LIMNER_STATUS_STARTING)
    {
      gint64 waited = g_get_real_time () - self->record->sent;

      set_cold_boot (self, started == NULL && self->record->sent > 0 &&
                     waited > COLD_BOOT_AFTER * G_USEC_PER_SEC);
      return;
    }
  if (!limner_status_is_final (status))
    {
      g_autofree char *text = limner_prediction_dup_output_text (prediction);

      _limner_job_take_log (self, log);
      _limner_job_take_text (self, text);
    }
}

void
_limner_job_set_preview (LimnerJob *self,
                         GBytes    *preview)
{
  if (self->preview == preview)
    return;
  g_clear_pointer (&self->preview, g_bytes_unref);
  if (preview != NULL)
    self->preview = g_bytes_ref (preview);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PREVIEW]);
}

void
_limner_job_set_outputs (LimnerJob  *self,
                         GListModel *items)
{
  GListStore *outputs = G_LIST_STORE (limner_job_get_outputs (self));

  g_list_store_remove_all (outputs);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (items, i);

      g_list_store_append (outputs, item);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OUTPUTS]);
}

void
_limner_job_add_output (LimnerJob *self,
                        gpointer   item)
{
  GListStore *outputs = G_LIST_STORE (limner_job_get_outputs (self));
  guint position;

  if (g_list_store_find (outputs, item, &position))
    return;
  g_list_store_append (outputs, item);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OUTPUTS]);
}

void
_limner_job_set_text_output (LimnerJob  *self,
                             const char *text)
{
  if (g_strcmp0 (self->record->text_output, text) == 0)
    return;
  g_free (self->record->text_output);
  self->record->text_output = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT_OUTPUT]);
}

void
_limner_job_set_queue_position (LimnerJob *self,
                                int        position)
{
  if (self->queue_position == position)
    return;
  self->queue_position = position;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUEUE_POSITION]);
}

void
_limner_job_set_hold (LimnerJob     *self,
                      LimnerJobHold  hold)
{
  if (self->hold == hold)
    return;
  self->hold = hold;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HOLD]);
}

void
_limner_job_copy_usual (LimnerJob *self,
                        LimnerJob *other)
{
  _limner_job_set_usual (self, &other->usual);
}

void
_limner_job_set_usual (LimnerJob            *self,
                       const LimnerEstimate *estimate)
{
  gboolean same = self->is_priced && self->usual.cost == estimate->cost;

  self->usual = *estimate;
  self->is_priced = TRUE;
  if (!same)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COST]);
}

const LimnerEstimate *
_limner_job_get_usual (LimnerJob *self)
{
  return self->is_priced ? &self->usual : NULL;
}

double
_limner_job_get_usual_time (LimnerJob *self)
{
  return self->usual.time;
}

/* US dollars expected; NaN: unknown, infinite: not asked yet. */
double
_limner_job_get_usual_cost (LimnerJob *self)
{
  return self->is_priced ? self->usual.cost : INFINITY;
}

void
_limner_job_finish (LimnerJob      *self,
                    LimnerJobState  state)
{
  if (self->record->finished == 0)
    self->record->finished = g_get_real_time ();
  self->cancelling = FALSE;
  _limner_job_set_preview (self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COST]);
  _limner_job_set_state (self, state);
}

/* Of a job that is done long since and that nobody looks at, what is in the library as well is not
 * kept in memory: its pictures and its log. It is not written into the journal any more.
 */
void
_limner_job_shrink (LimnerJob *self)
{
  g_clear_object (&self->outputs);
  g_clear_pointer (&self->record->log, g_free);
  g_clear_pointer (&self->record->answer, g_free);
  g_clear_pointer (&self->record->owner, g_free);
  if (self->record->text_output != NULL && strlen (self->record->text_output) > MAX_KEPT_TEXT)
    {
      g_autofree char *text = g_steal_pointer (&self->record->text_output);
      const char *end = g_utf8_find_prev_char (text, text + MAX_KEPT_TEXT);

      self->record->text_output = g_strndup (text, (gsize) (end - text));
    }
  _limner_job_spec_forget_input (self->spec);
}

/* Back to the beginning, to be sent anew by the user's wish. */
void
_limner_job_reset (LimnerJob *self)
{
  LimnerJobRecord *record = self->record;

  g_clear_pointer (&record->prediction, g_free);
  g_clear_pointer (&record->answer, g_free);
  g_clear_pointer (&record->log, g_free);
  record->sent = 0;
  record->started = 0;
  record->finished = 0;
  record->predict_time = NAN;
  record->total_time = NAN;
  record->cost = NAN;
  self->cancelling = FALSE;
  self->n_fetches = 0;
  self->n_previews = 0;
  _limner_job_set_error (self, NULL);
  _limner_job_set_text_output (self, NULL);
  set_progress (self, -1, 0, 0);
  _limner_job_set_state (self, LIMNER_JOB_QUEUED);
}

LimnerJobPart
_limner_job_get_part (LimnerJob *self)
{
  return self->part;
}

/* Whether the job is in another part of the queue than it was counted in. */
gboolean
_limner_job_update_part (LimnerJob *self)
{
  LimnerJobPart old = self->part;

  if (self->state == LIMNER_JOB_QUEUED)
    self->part = LIMNER_JOB_PART_WAITING;
  else
    self->part = limner_job_state_is_final (self->state) ? LIMNER_JOB_PART_ENDED
                                                         : LIMNER_JOB_PART_ACTIVE;
  return self->part != old;
}

/* Whether there are more pictures than were seen before. */
gboolean
_limner_job_see_previews (LimnerJob *self,
                          guint      n_previews)
{
  gboolean more = n_previews > self->n_previews;

  self->n_previews = MAX (n_previews, self->n_previews);
  return more;
}

/* Counts how often fetching the results was tried. */
guint
_limner_job_count_fetch (LimnerJob *self)
{
  return ++self->n_fetches;
}

gboolean
_limner_job_get_cancelling (LimnerJob *self)
{
  return self->cancelling;
}

void
_limner_job_set_cancelling (LimnerJob *self,
                            gboolean   cancelling)
{
  self->cancelling = cancelling;
}
