/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "limner-job-spec.h"
#include "limner-price-book.h"

G_BEGIN_DECLS

/**
 * LimnerJobState:
 * @LIMNER_JOB_QUEUED: waits for its turn, for the network, or for the queue to go on
 * @LIMNER_JOB_SENDING: its files are being uploaded, or the request that creates it is under way
 * @LIMNER_JOB_SEARCHING: the answer to that request was lost; the server's list is searched for it
 * @LIMNER_JOB_STARTING: the server has it, the model has not begun
 * @LIMNER_JOB_PROCESSING: the model is at work
 * @LIMNER_JOB_DOWNLOADING: the model is done, its results are being saved
 * @LIMNER_JOB_DONE: all its results are in the library
 * @LIMNER_JOB_FAILED: the model failed, the request was refused, or a result could not be saved
 * @LIMNER_JOB_CANCELED: somebody cancelled it
 * @LIMNER_JOB_ABORTED: the server gave up before it began, which costs nothing
 * @LIMNER_JOB_LOST: it is certain that the server does not have it, or that its results are gone;
 *   the user may send it again
 *
 * What a job is at. The picture of how they follow one another is in `limner-job-runner.c`.
 */
typedef enum
{
  LIMNER_JOB_QUEUED,
  LIMNER_JOB_SENDING,
  LIMNER_JOB_SEARCHING,
  LIMNER_JOB_STARTING,
  LIMNER_JOB_PROCESSING,
  LIMNER_JOB_DOWNLOADING,
  LIMNER_JOB_DONE,
  LIMNER_JOB_FAILED,
  LIMNER_JOB_CANCELED,
  LIMNER_JOB_ABORTED,
  LIMNER_JOB_LOST,
} LimnerJobState;

/**
 * LimnerJobHold:
 * @LIMNER_JOB_HOLD_NONE: nothing but those before it
 * @LIMNER_JOB_HOLD_NETWORK: its server is out there, and there is no network
 * @LIMNER_JOB_HOLD_BUDGET_DAY: it would cost more than is left for today
 * @LIMNER_JOB_HOLD_BUDGET_MONTH: it would cost more than is left for this month
 * @LIMNER_JOB_HOLD_WORD: it costs more than the limit, and nobody has agreed yet
 *
 * What keeps a job that waits, besides its place, while others go on.
 */
typedef enum
{
  LIMNER_JOB_HOLD_NONE,
  LIMNER_JOB_HOLD_NETWORK,
  LIMNER_JOB_HOLD_BUDGET_DAY,
  LIMNER_JOB_HOLD_BUDGET_MONTH,
  LIMNER_JOB_HOLD_WORD,
} LimnerJobHold;

#define LIMNER_TYPE_JOB_STATE (limner_job_state_get_type ())
GType           limner_job_state_get_type       (void) G_GNUC_CONST;
const char     *limner_job_state_to_string      (LimnerJobState   state);
gboolean        limner_job_state_from_string    (const char      *text,
                                                 LimnerJobState  *state);
gboolean        limner_job_state_is_final       (LimnerJobState   state);
gboolean        limner_job_state_is_active      (LimnerJobState   state);

#define LIMNER_TYPE_JOB (limner_job_get_type ())
G_DECLARE_FINAL_TYPE (LimnerJob, limner_job, LIMNER, JOB, GObject)

const char     *limner_job_get_id               (LimnerJob *self);
LimnerJobSpec  *limner_job_get_spec             (LimnerJob *self);
LimnerJobState  limner_job_get_state            (LimnerJob *self);
const GError   *limner_job_get_error            (LimnerJob *self);

/* Progress */
double          limner_job_get_progress         (LimnerJob *self);
guint           limner_job_get_step             (LimnerJob *self);
guint           limner_job_get_n_steps          (LimnerJob *self);
gboolean        limner_job_get_upload           (LimnerJob *self,
                                                 gint64    *done,
                                                 gint64    *total);
gboolean        limner_job_get_cold_boot        (LimnerJob *self);
int             limner_job_get_queue_position   (LimnerJob *self);
LimnerJobHold   limner_job_get_hold             (LimnerJob *self);
double          limner_job_get_time_left        (LimnerJob *self);
const char     *limner_job_get_log              (LimnerJob *self);
GBytes         *limner_job_get_preview          (LimnerJob *self);

/* Results */
GListModel     *limner_job_get_outputs          (LimnerJob *self);
const char     *limner_job_get_text_output      (LimnerJob *self);
const char     *limner_job_get_seed             (LimnerJob *self);
const char     *limner_job_get_prediction       (LimnerJob *self);
gint64          limner_job_get_created          (LimnerJob *self);
gint64          limner_job_get_started          (LimnerJob *self);
gint64          limner_job_get_finished         (LimnerJob *self);
double          limner_job_get_predict_time     (LimnerJob *self);
double          limner_job_get_cost             (LimnerJob *self);
const char     *limner_job_get_cost_source      (LimnerJob *self);
const LimnerEstimate *limner_job_get_estimate   (LimnerJob *self);

/* Waiting for its end, for programs without a window */
void            limner_job_wait_async           (LimnerJob            *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean        limner_job_wait_finish          (LimnerJob            *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

G_END_DECLS
