/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "paint/limner-tool-settings.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_BRUSH_POPOVER (limner_brush_popover_get_type ())

G_DECLARE_FINAL_TYPE (LimnerBrushPopover, limner_brush_popover, LIMNER, BRUSH_POPOVER,
                      GtkPopover)

GtkWidget *limner_brush_popover_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void       limner_brush_popover_set_settings (LimnerBrushPopover *self,
                                              LimnerToolSettings *settings);

G_END_DECLS
