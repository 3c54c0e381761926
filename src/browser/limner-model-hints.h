/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/limner-store.h"

G_BEGIN_DECLS

/** For how long after a run a hosted model is likely to be ready still, in seconds. */
#define LIMNER_MODEL_WARM_TIME 600

#define LIMNER_TYPE_MODEL_HINTS (limner_model_hints_get_type ())
G_DECLARE_FINAL_TYPE (LimnerModelHints, limner_model_hints, LIMNER, MODEL_HINTS, GObject)

LimnerModelHints *limner_model_hints_new       (LimnerStore      *store) G_GNUC_WARN_UNUSED_RESULT;
void              limner_model_hints_reload    (LimnerModelHints *self);
gboolean          limner_model_hints_is_warm   (LimnerModelHints *self,
                                                const char       *reference);
char             *limner_model_hints_dup_price (LimnerModelHints *self,
                                                const char       *reference)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
