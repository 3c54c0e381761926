/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "studio/limner-spec-builder.h"
#include "studio/limner-studio.h"
#include "studio/limner-sweep-axis.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_SWEEP_AXIS_ROW (limner_sweep_axis_row_get_type ())
G_DECLARE_FINAL_TYPE (LimnerSweepAxisRow, limner_sweep_axis_row, LIMNER, SWEEP_AXIS_ROW, GtkWidget)

GtkWidget       *limner_sweep_axis_row_new         (LimnerStudio        *studio,
                                                    LimnerSpecRequest   *base)
                                                    G_GNUC_WARN_UNUSED_RESULT;
void             limner_sweep_axis_row_choose      (LimnerSweepAxisRow  *self,
                                                    const char          *field);
void             limner_sweep_axis_row_set_text    (LimnerSweepAxisRow  *self,
                                                    const char          *text);
void             limner_sweep_axis_row_trust       (LimnerSweepAxisRow  *self,
                                                    const char          *text);
gboolean         limner_sweep_axis_row_is_busy     (LimnerSweepAxisRow  *self);
const char      *limner_sweep_axis_row_get_field   (LimnerSweepAxisRow  *self);
LimnerSweepAxis *limner_sweep_axis_row_make_axis   (LimnerSweepAxisRow  *self,
                                                    GError             **error)
                                                    G_GNUC_WARN_UNUSED_RESULT;
void             limner_sweep_axis_row_add_files   (LimnerSweepAxisRow  *self,
                                                    GListModel          *files);
GtkWidget       *limner_sweep_axis_row_get_remove  (LimnerSweepAxisRow  *self);

G_END_DECLS
