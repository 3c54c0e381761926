/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-stage.h"

G_BEGIN_DECLS

/* Rounded shapes in the units of a frame, x to the right and y up, lit from the side on which the
 * light of the stage stands. */
void  limner_shape_smooth  (LimnerStage       *stage,
                            const LimnerFrame *frame,
                            const float       *numbers,
                            int                n_corners,
                            LimnerColour       colour);
void  limner_shape_polygon (LimnerStage       *stage,
                            const LimnerFrame *frame,
                            const float       *numbers,
                            int                n_corners,
                            LimnerColour       colour);
void  limner_shape_ellipse (LimnerStage       *stage,
                            const LimnerFrame *frame,
                            const float       *ellipse,
                            float              turn,
                            LimnerColour       colour);
void  limner_shape_flat    (LimnerStage       *stage,
                            const LimnerFrame *frame,
                            const float       *ellipse,
                            LimnerColour       colour,
                            float              lit);
void  limner_shape_limb    (LimnerStage       *stage,
                            const LimnerFrame *frame,
                            const float       *numbers,
                            int                n_points,
                            float              from_width,
                            float              to_width,
                            LimnerColour       colour);
void  limner_shape_hairs   (LimnerStage       *stage,
                            const LimnerFrame *frame,
                            const float       *ellipse,
                            int                n_hairs,
                            float              length,
                            float              direction,
                            LimnerColour       colour);
void  limner_shape_shadow  (LimnerStage       *stage,
                            const LimnerFrame *frame,
                            float              half_width);
void  limner_shape_mirror  (const float       *numbers,
                            int                n_points,
                            float             *mirrored);

G_END_DECLS
