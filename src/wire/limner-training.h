/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-prediction.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_TRAINING (limner_training_get_type ())
G_DECLARE_FINAL_TYPE (LimnerTraining, limner_training, LIMNER, TRAINING, LimnerPrediction)

LimnerTraining *limner_training_new                (const char     *id) G_GNUC_WARN_UNUSED_RESULT;
const char     *limner_training_get_destination    (LimnerTraining *self);
const char     *limner_training_get_output_version (LimnerTraining *self);
const char     *limner_training_get_weights        (LimnerTraining *self);

G_END_DECLS
