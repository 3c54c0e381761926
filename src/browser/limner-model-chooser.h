/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "studio/limner-studio.h"

#include "limner-model-kinds.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_MODEL_CHOOSER (limner_model_chooser_get_type ())
G_DECLARE_FINAL_TYPE (LimnerModelChooser, limner_model_chooser, LIMNER, MODEL_CHOOSER, GtkPopover)

GtkWidget *limner_model_chooser_new         (LimnerStudio       *studio)
                                             G_GNUC_WARN_UNUSED_RESULT;
void       limner_model_chooser_set_current (LimnerModelChooser *self,
                                             const char         *server_id,
                                             const char         *reference);
void       limner_model_chooser_set_kind    (LimnerModelChooser *self,
                                             LimnerModelKinds    kind);

G_END_DECLS
