/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "jobs/limner-client-source.h"
#include "store/limner-store.h"

G_BEGIN_DECLS

/**
 * LimnerTrainingState:
 * @LIMNER_TRAINING_PACKING: the zip file is being made
 * @LIMNER_TRAINING_UPLOADING: it is on its way to the server
 * @LIMNER_TRAINING_SENDING: the destination is made and the training is asked for
 * @LIMNER_TRAINING_SEARCHING: the answer to that was lost; the server's list is looked through
 * @LIMNER_TRAINING_RUNNING: the server has it
 * @LIMNER_TRAINING_DONE: there is a new version
 * @LIMNER_TRAINING_FAILED: it failed, here or there
 * @LIMNER_TRAINING_CANCELED: somebody stopped it
 * @LIMNER_TRAINING_LOST: the server does not have it; it may be sent again
 *
 * What a training is at. The picture of how they follow one another is in
 * `limner-training-run.c`.
 */
typedef enum
{
  LIMNER_TRAINING_PACKING,
  LIMNER_TRAINING_UPLOADING,
  LIMNER_TRAINING_SENDING,
  LIMNER_TRAINING_SEARCHING,
  LIMNER_TRAINING_RUNNING,
  LIMNER_TRAINING_DONE,
  LIMNER_TRAINING_FAILED,
  LIMNER_TRAINING_CANCELED,
  LIMNER_TRAINING_LOST,
} LimnerTrainingState;

gboolean            limner_training_state_is_final     (LimnerTrainingState  state);

#define LIMNER_TYPE_TRAINING_RUN (limner_training_run_get_type ())
G_DECLARE_FINAL_TYPE (LimnerTrainingRun, limner_training_run, LIMNER, TRAINING_RUN, GObject)

LimnerTrainingRun  *limner_training_run_new            (LimnerStore         *store,
                                                        LimnerClientSource  *clients,
                                                        JsonObject          *record)
  G_GNUC_WARN_UNUSED_RESULT;
void                limner_training_run_go_on          (LimnerTrainingRun   *self);
void                limner_training_run_cancel         (LimnerTrainingRun   *self);
void                limner_training_run_stop_following (LimnerTrainingRun   *self);

const char         *limner_training_run_get_id          (LimnerTrainingRun  *self);
JsonObject         *limner_training_run_get_record      (LimnerTrainingRun  *self);
const char         *limner_training_run_get_text        (LimnerTrainingRun  *self,
                                                         const char         *member);
LimnerTrainingState limner_training_run_get_state       (LimnerTrainingRun  *self);
double              limner_training_run_get_progress    (LimnerTrainingRun  *self);
const char         *limner_training_run_get_log         (LimnerTrainingRun  *self);
const GError       *limner_training_run_get_error       (LimnerTrainingRun  *self);
double              limner_training_run_get_seconds     (LimnerTrainingRun  *self);
GArray             *limner_training_run_list_losses     (LimnerTrainingRun  *self)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
