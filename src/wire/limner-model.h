/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-model-version.h"
#include "limner-prediction.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_MODEL (limner_model_get_type ())
G_DECLARE_FINAL_TYPE (LimnerModel, limner_model, LIMNER, MODEL, LimnerResource)

LimnerModel        *limner_model_new                (const char  *owner,
                                                     const char  *name) G_GNUC_WARN_UNUSED_RESULT;
const char         *limner_model_get_owner          (LimnerModel *self);
const char         *limner_model_get_name           (LimnerModel *self);
const char         *limner_model_get_reference      (LimnerModel *self);
const char         *limner_model_get_description    (LimnerModel *self);
const char         *limner_model_get_cover_url      (LimnerModel *self);
gint64              limner_model_get_run_count      (LimnerModel *self);
gboolean            limner_model_is_official        (LimnerModel *self);
gboolean            limner_model_is_private         (LimnerModel *self);
LimnerModelVersion *limner_model_get_latest_version (LimnerModel *self);
void                limner_model_set_latest_version (LimnerModel        *self,
                                                     LimnerModelVersion *version);
LimnerPrediction   *limner_model_get_default_example (LimnerModel *self);
GStrv               limner_model_dup_tags           (LimnerModel *self) G_GNUC_WARN_UNUSED_RESULT;

gboolean            limner_model_reference_parse    (const char  *text,
                                                     char       **reference,
                                                     char       **version);
gboolean            limner_model_reference_split    (const char  *reference,
                                                     char       **owner,
                                                     char       **name);

G_END_DECLS
