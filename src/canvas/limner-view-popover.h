/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-canvas.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_VIEW_POPOVER (limner_view_popover_get_type ())

G_DECLARE_FINAL_TYPE (LimnerViewPopover, limner_view_popover, LIMNER, VIEW_POPOVER, GtkPopover)

GtkWidget *limner_view_popover_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void       limner_view_popover_set_canvas (LimnerViewPopover *self,
                                           LimnerCanvas      *canvas);

G_END_DECLS
