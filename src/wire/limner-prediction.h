/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-resource.h"

G_BEGIN_DECLS

/**
 * LimnerStatus:
 * @LIMNER_STATUS_UNKNOWN: a word that is not known here; treated as still under way
 * @LIMNER_STATUS_STARTING: waiting for a machine, or the model is loading
 * @LIMNER_STATUS_PROCESSING: running
 * @LIMNER_STATUS_SUCCEEDED: done, with a result
 * @LIMNER_STATUS_FAILED: done, with an error
 * @LIMNER_STATUS_CANCELED: stopped while it ran
 * @LIMNER_STATUS_ABORTED: given up before it ran, because its deadline passed
 *
 * The state of a prediction or a training.
 */
typedef enum
{
  LIMNER_STATUS_UNKNOWN,
  LIMNER_STATUS_STARTING,
  LIMNER_STATUS_PROCESSING,
  LIMNER_STATUS_SUCCEEDED,
  LIMNER_STATUS_FAILED,
  LIMNER_STATUS_CANCELED,
  LIMNER_STATUS_ABORTED,
} LimnerStatus;

LimnerStatus limner_status_from_string (const char   *word);
const char  *limner_status_to_string   (LimnerStatus  status);
gboolean     limner_status_is_final    (LimnerStatus  status);

#define LIMNER_TYPE_PREDICTION (limner_prediction_get_type ())
G_DECLARE_DERIVABLE_TYPE (LimnerPrediction, limner_prediction, LIMNER, PREDICTION, LimnerResource)

struct _LimnerPredictionClass
{
  LimnerResourceClass parent_class;
};

LimnerPrediction *limner_prediction_new                (const char       *id);
const char       *limner_prediction_get_id             (LimnerPrediction *self);
const char       *limner_prediction_get_model          (LimnerPrediction *self);
const char       *limner_prediction_get_version        (LimnerPrediction *self);
const char       *limner_prediction_get_deployment     (LimnerPrediction *self);
LimnerStatus      limner_prediction_get_status         (LimnerPrediction *self);
void              limner_prediction_set_status         (LimnerPrediction *self,
                                                        LimnerStatus      status);
JsonObject       *limner_prediction_get_input          (LimnerPrediction *self);
JsonNode         *limner_prediction_get_output         (LimnerPrediction *self);
GStrv             limner_prediction_dup_output_files   (LimnerPrediction *self);
char             *limner_prediction_dup_output_text    (LimnerPrediction *self);
char             *limner_prediction_dup_error          (LimnerPrediction *self);
const char       *limner_prediction_get_logs           (LimnerPrediction *self);
gboolean          limner_prediction_is_data_removed    (LimnerPrediction *self);
const char       *limner_prediction_get_url            (LimnerPrediction *self,
                                                        const char       *name);
void              limner_prediction_set_url            (LimnerPrediction *self,
                                                        const char       *name,
                                                        const char       *url);
double            limner_prediction_get_metric         (LimnerPrediction *self,
                                                        const char       *name,
                                                        double            fallback);
void              limner_prediction_set_metric         (LimnerPrediction *self,
                                                        const char       *name,
                                                        double            value);
GDateTime        *limner_prediction_get_created_at     (LimnerPrediction *self);
GDateTime        *limner_prediction_get_started_at     (LimnerPrediction *self);
GDateTime        *limner_prediction_get_completed_at   (LimnerPrediction *self);
double            limner_prediction_get_progress       (LimnerPrediction *self);
char             *limner_prediction_dup_seed           (LimnerPrediction *self);

double            limner_logs_get_progress             (const char       *logs,
                                                        gint64           *step,
                                                        gint64           *n_steps);
char             *limner_logs_dup_seed                 (const char       *logs);
char             *limner_logs_dup_output_seed          (const char       *logs,
                                                        guint             index,
                                                        guint             n_outputs);
GArray           *limner_logs_list_losses              (const char       *logs);

G_END_DECLS
