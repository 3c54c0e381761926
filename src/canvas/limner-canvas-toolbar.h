/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-canvas.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_CANVAS_TOOLBAR (limner_canvas_toolbar_get_type ())

G_DECLARE_FINAL_TYPE (LimnerCanvasToolbar, limner_canvas_toolbar, LIMNER, CANVAS_TOOLBAR,
                      GtkWidget)

GtkWidget    *limner_canvas_toolbar_new        (void) G_GNUC_WARN_UNUSED_RESULT;
LimnerCanvas *limner_canvas_toolbar_get_canvas (LimnerCanvasToolbar *self);
void          limner_canvas_toolbar_set_canvas (LimnerCanvasToolbar *self,
                                                LimnerCanvas        *canvas);

G_END_DECLS
