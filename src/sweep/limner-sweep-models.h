/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "studio/limner-studio.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_SWEEP_MODELS (limner_sweep_models_get_type ())
G_DECLARE_FINAL_TYPE (LimnerSweepModels, limner_sweep_models, LIMNER, SWEEP_MODELS, GObject)

LimnerSweepModels *limner_sweep_models_new     (LimnerStudio       *studio)
                                                G_GNUC_WARN_UNUSED_RESULT;
void               limner_sweep_models_begin   (LimnerSweepModels  *self);
void               limner_sweep_models_trust   (LimnerSweepModels  *self,
                                                const char         *name);
gboolean           limner_sweep_models_check   (LimnerSweepModels  *self,
                                                const char         *name,
                                                GError            **error);
gboolean           limner_sweep_models_is_busy (LimnerSweepModels  *self);

G_END_DECLS
