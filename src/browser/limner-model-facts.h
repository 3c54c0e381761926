/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "schema/limner-schema.h"
#include "studio/limner-studio.h"

#include "limner-model-kinds.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_MODEL_FACTS (limner_model_facts_get_type ())
G_DECLARE_FINAL_TYPE (LimnerModelFacts, limner_model_facts, LIMNER, MODEL_FACTS,
                      AdwPreferencesGroup)

GtkWidget *limner_model_facts_new        (LimnerStudio     *studio) G_GNUC_WARN_UNUSED_RESULT;
void       limner_model_facts_set_model  (LimnerModelFacts *self,
                                          const char       *server,
                                          const char       *model);
void       limner_model_facts_set_schema (LimnerModelFacts *self,
                                          LimnerSchema     *schema,
                                          LimnerModelKinds  kinds);

G_END_DECLS
