/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "store/limner-gallery-item.h"

#include "limner-job-private.h"

/* What the journal's record says, for everybody. */

/* Takes what a model has said so far, from an answer or the stream: one may be behind the other. */
void
_limner_job_take_text (LimnerJob  *self,
                       const char *text)
{
  const char *known = _limner_job_get_record (self)->text_output;

  if (text != NULL && (known == NULL || strlen (text) > strlen (known)))
    _limner_job_set_text_output (self, text);
}

/* Whether the model has given files that are not all in the library. */
gboolean
_limner_job_has_unsaved_results (LimnerJob *self)
{
  const char *answer = _limner_job_get_record (self)->answer;

  return answer != NULL && strstr (answer, "\"outputs\"") != NULL;
}

/**
 * limner_job_get_id:
 * @self: a job
 *
 * Gets the name by which actions and the command line call it.
 *
 * Returns: (transfer none): a UUID
 */
const char *
limner_job_get_id (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), NULL);

  return _limner_job_get_record (self)->id;
}

/**
 * limner_job_get_hold:
 * @self: a job
 *
 * Gets what keeps a job that waits.
 *
 * Returns: the reason; none once it is under way
 */
LimnerJobHold
limner_job_get_hold (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), LIMNER_JOB_HOLD_NONE);

  return self->state == LIMNER_JOB_QUEUED ? self->hold : LIMNER_JOB_HOLD_NONE;
}

/**
 * limner_job_get_log:
 * @self: a job
 *
 * Gets the end of the log.
 *
 * Returns: (transfer none) (nullable): the log
 */
const char *
limner_job_get_log (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), NULL);

  return _limner_job_get_record (self)->log;
}

/**
 * limner_job_get_text_output:
 * @self: a job
 *
 * Gets what a text model said.
 *
 * Returns: (transfer none) (nullable): the text
 */
const char *
limner_job_get_text_output (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), NULL);

  return _limner_job_get_record (self)->text_output;
}

/**
 * limner_job_get_seed:
 * @self: a job
 *
 * Gets the seed: first the one asked for, then the one really used.
 *
 * Returns: (transfer none) (nullable): decimal digits
 */
const char *
limner_job_get_seed (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), NULL);

  return _limner_job_get_record (self)->seed;
}

/**
 * limner_job_get_prediction:
 * @self: a job
 *
 * Gets the server's name for it.
 *
 * Returns: (transfer none) (nullable): an id
 */
const char *
limner_job_get_prediction (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), NULL);

  return _limner_job_get_record (self)->prediction;
}

/**
 * limner_job_get_created:
 * @self: a job
 *
 * Gets when it was submitted.
 *
 * Returns: microseconds since 1970
 */
gint64
limner_job_get_created (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), 0);

  return _limner_job_get_record (self)->created;
}

/**
 * limner_job_get_started:
 * @self: a job
 *
 * Gets when the model began.
 *
 * Returns: microseconds since 1970, 0 before
 */
gint64
limner_job_get_started (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), 0);

  return _limner_job_get_record (self)->started;
}

/**
 * limner_job_get_finished:
 * @self: a job
 *
 * Gets when it ended.
 *
 * Returns: microseconds since 1970, 0 before
 */
gint64
limner_job_get_finished (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), 0);

  return _limner_job_get_record (self)->finished;
}

/**
 * limner_job_get_predict_time:
 * @self: a job
 *
 * Gets how long the model ran.
 *
 * Returns: seconds, NaN when unknown
 */
double
limner_job_get_predict_time (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), NAN);

  return _limner_job_get_record (self)->predict_time;
}

/**
 * limner_job_get_estimate:
 * @self: a job
 *
 * Gets what it will about take and cost.
 *
 * Returns: (transfer none) (nullable): the estimate, %NULL while the price book was not asked
 */
const LimnerEstimate *
limner_job_get_estimate (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), NULL);

  return _limner_job_get_usual (self);
}

/**
 * limner_job_get_cost:
 * @self: a job
 *
 * Gets what it cost.
 *
 * Returns: US dollars, NaN when unknown
 */
double
limner_job_get_cost (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), NAN);

  return _limner_job_get_record (self)->cost;
}

/**
 * limner_job_get_cost_source:
 * @self: a job
 *
 * Gets where the cost comes from.
 *
 * Returns: (transfer none) (nullable): `free`, `user`, `measured`, `estimate`
 */
const char *
limner_job_get_cost_source (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), NULL);

  return _limner_job_get_record (self)->cost_source;
}

/**
 * limner_job_get_time_left:
 * @self: a job
 *
 * Estimates how long the model will still run: from its progress, else from past runs.
 *
 * Returns: seconds, NaN when unknown
 */
double
limner_job_get_time_left (LimnerJob *self)
{
  LimnerJobState state;
  gint64 started;
  double elapsed;

  g_return_val_if_fail (LIMNER_IS_JOB (self), NAN);

  state = limner_job_get_state (self);
  started = _limner_job_get_record (self)->started;
  if (state != LIMNER_JOB_PROCESSING || started == 0)
    return limner_job_state_is_final (state) ? 0 : _limner_job_get_usual_time (self);

  elapsed = (double) (g_get_real_time () - started) / G_USEC_PER_SEC;
  if (limner_job_get_progress (self) > 0.05)
    return MAX (0, elapsed / limner_job_get_progress (self) - elapsed);
  return MAX (0, _limner_job_get_usual_time (self) - elapsed);
}

/**
 * limner_job_get_spec:
 * @self: a job
 *
 * Gets what runs.
 *
 * Returns: (transfer none): the spec
 */
LimnerJobSpec *
limner_job_get_spec (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), NULL);

  return self->spec;
}

/**
 * limner_job_get_state:
 * @self: a job
 *
 * Gets what it is at.
 *
 * Returns: the state
 */
LimnerJobState
limner_job_get_state (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), LIMNER_JOB_LOST);

  return self->state;
}

/**
 * limner_job_get_error:
 * @self: a job
 *
 * Gets what went wrong.
 *
 * Returns: (transfer none) (nullable): the error
 */
const GError *
limner_job_get_error (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), NULL);

  return self->error;
}

/**
 * limner_job_get_progress:
 * @self: a job
 *
 * Gets how far the model is, from its log.
 *
 * Returns: 0 to 1, or -1 when unknown
 */
double
limner_job_get_progress (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), -1);

  return self->progress;
}

/**
 * limner_job_get_step:
 * @self: a job
 *
 * Gets the step that the model is at.
 *
 * Returns: the step, 0 when unknown
 */
guint
limner_job_get_step (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), 0);

  return self->step;
}

/**
 * limner_job_get_n_steps:
 * @self: a job
 *
 * Gets how many steps there are.
 *
 * Returns: how many, 0 when unknown
 */
guint
limner_job_get_n_steps (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), 0);

  return self->n_steps;
}

/**
 * limner_job_get_upload:
 * @self: a job
 * @done: (out): how many bytes are on the server
 * @total: (out): how many there are of the file
 *
 * Tells how far a large input is that is being uploaded; `progress` is notified with it.
 *
 * Returns: %TRUE while one is
 */
gboolean
limner_job_get_upload (LimnerJob *self,
                       gint64    *done,
                       gint64    *total)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), FALSE);

  *done = self->uploaded;
  *total = self->upload_size;
  return self->upload_size > 0;
}

/**
 * limner_job_get_cold_boot:
 * @self: a job
 *
 * Tells whether the model is being loaded from nothing, which takes minutes.
 *
 * Returns: %TRUE if so
 */
gboolean
limner_job_get_cold_boot (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), FALSE);

  return self->cold_boot;
}

/**
 * limner_job_get_queue_position:
 * @self: a job
 *
 * Gets how many jobs are before it in the queue.
 *
 * Returns: 0 for the next one, -1 when it does not wait
 */
int
limner_job_get_queue_position (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), -1);

  return self->queue_position;
}

/**
 * limner_job_get_preview:
 * @self: a job
 *
 * Gets a picture of what is not done yet.
 *
 * Returns: (transfer none) (nullable): a picture file
 */
GBytes *
limner_job_get_preview (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), NULL);

  return self->preview;
}

/**
 * limner_job_get_outputs:
 * @self: a job
 *
 * Gets the pictures that were saved.
 *
 * Returns: (transfer none): a list of #LimnerGalleryItem
 */
GListModel *
limner_job_get_outputs (LimnerJob *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB (self), NULL);

  if (self->outputs == NULL)
    self->outputs = g_list_store_new (LIMNER_TYPE_GALLERY_ITEM);
  return G_LIST_MODEL (self->outputs);
}
