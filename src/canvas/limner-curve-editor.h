/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "paint/limner-brush.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_CURVE_EDITOR (limner_curve_editor_get_type ())

G_DECLARE_FINAL_TYPE (LimnerCurveEditor, limner_curve_editor, LIMNER, CURVE_EDITOR, GtkWidget)

GtkWidget *limner_curve_editor_new       (const char        *title) G_GNUC_WARN_UNUSED_RESULT;
void       limner_curve_editor_get_curve (LimnerCurveEditor *self,
                                          LimnerCurve       *curve);
void       limner_curve_editor_set_curve (LimnerCurveEditor *self,
                                          const LimnerCurve *curve);

G_END_DECLS
