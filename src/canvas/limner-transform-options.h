/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-canvas.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_TRANSFORM_OPTIONS (limner_transform_options_get_type ())

G_DECLARE_FINAL_TYPE (LimnerTransformOptions, limner_transform_options, LIMNER, TRANSFORM_OPTIONS,
                      GtkWidget)

GtkWidget *limner_transform_options_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void       limner_transform_options_set_canvas (LimnerTransformOptions *self,
                                                LimnerCanvas           *canvas);

G_END_DECLS
