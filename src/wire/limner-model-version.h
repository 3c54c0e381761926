/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-resource.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_MODEL_VERSION (limner_model_version_get_type ())
G_DECLARE_FINAL_TYPE (LimnerModelVersion, limner_model_version, LIMNER, MODEL_VERSION,
                      LimnerResource)

LimnerModelVersion *limner_model_version_new             (const char         *id,
                                                          JsonObject         *openapi_schema);
const char         *limner_model_version_get_id          (LimnerModelVersion *self);
const char         *limner_model_version_get_cog_version (LimnerModelVersion *self);
JsonObject         *limner_model_version_get_schema      (LimnerModelVersion *self);
GDateTime          *limner_model_version_get_created_at  (LimnerModelVersion *self);
gboolean            limner_model_version_is_hidden       (LimnerModelVersion *self);

G_END_DECLS
