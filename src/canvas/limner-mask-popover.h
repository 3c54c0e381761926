/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-canvas.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_MASK_POPOVER (limner_mask_popover_get_type ())

G_DECLARE_FINAL_TYPE (LimnerMaskPopover, limner_mask_popover, LIMNER, MASK_POPOVER, GtkPopover)

GtkWidget *limner_mask_popover_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void       limner_mask_popover_set_canvas (LimnerMaskPopover *self,
                                           LimnerCanvas      *canvas);
void       limner_mask_popover_place      (LimnerMaskPopover *self,
                                           GtkWidget         *button);
void       limner_mask_popover_load       (LimnerMaskPopover *self,
                                           GFile             *file);

G_END_DECLS
