/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "paint/limner-mask.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_COMBINE_BUTTONS (limner_combine_buttons_get_type ())
G_DECLARE_FINAL_TYPE (LimnerCombineButtons, limner_combine_buttons, LIMNER, COMBINE_BUTTONS,
                      GtkWidget)

GtkWidget    *limner_combine_buttons_new         (void) G_GNUC_WARN_UNUSED_RESULT;
LimnerCombine limner_combine_buttons_get_combine (LimnerCombineButtons *self);
void          limner_combine_buttons_tell_keys   (LimnerCombineButtons *self);

G_END_DECLS
