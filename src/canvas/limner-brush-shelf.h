/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "paint/limner-tool-settings.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_BRUSH_SHELF (limner_brush_shelf_get_type ())

G_DECLARE_FINAL_TYPE (LimnerBrushShelf, limner_brush_shelf, LIMNER, BRUSH_SHELF, GtkWidget)

GtkWidget *limner_brush_shelf_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void       limner_brush_shelf_set_settings (LimnerBrushShelf   *self,
                                            LimnerToolSettings *settings);

G_END_DECLS
