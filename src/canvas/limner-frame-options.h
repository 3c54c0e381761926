/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-canvas.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_FRAME_OPTIONS (limner_frame_options_get_type ())

G_DECLARE_FINAL_TYPE (LimnerFrameOptions, limner_frame_options, LIMNER, FRAME_OPTIONS,
                      GtkWidget)

GtkWidget *limner_frame_options_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void       limner_frame_options_set_canvas (LimnerFrameOptions *self,
                                            LimnerCanvas       *canvas);

G_END_DECLS
