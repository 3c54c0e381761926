/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "studio/limner-spec-builder.h"
#include "studio/limner-studio.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_SWEEP_SETUP (limner_sweep_setup_get_type ())
G_DECLARE_FINAL_TYPE (LimnerSweepSetup, limner_sweep_setup, LIMNER, SWEEP_SETUP, AdwWindow)

GtkWidget *limner_sweep_setup_new        (LimnerStudio      *studio,
                                          LimnerSpecRequest *base)
                                          G_GNUC_WARN_UNUSED_RESULT;
void       limner_sweep_setup_add_field  (LimnerSweepSetup  *self,
                                          const char        *field,
                                          const char        *text);
void       limner_sweep_setup_add_models (LimnerSweepSetup  *self,
                                          const char        *text);
void       limner_sweep_setup_add_files  (LimnerSweepSetup  *self,
                                          const char        *field,
                                          GListModel        *files,
                                          GPtrArray         *recipes,
                                          gboolean           has_model);

G_END_DECLS
