/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-canvas.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_TOOL_OPTIONS (limner_tool_options_get_type ())

G_DECLARE_FINAL_TYPE (LimnerToolOptions, limner_tool_options, LIMNER, TOOL_OPTIONS, GtkWidget)

GtkWidget    *limner_tool_options_new        (void) G_GNUC_WARN_UNUSED_RESULT;
LimnerCanvas *limner_tool_options_get_canvas (LimnerToolOptions *self);
void          limner_tool_options_set_canvas (LimnerToolOptions *self,
                                              LimnerCanvas      *canvas);

G_END_DECLS
