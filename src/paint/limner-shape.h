/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-mask.h"

G_BEGIN_DECLS

/**
 * LimnerPoint:
 * @x: in picture coordinates
 * @y: in picture coordinates
 *
 * A corner of a shape.
 */
typedef struct
{
  double x;
  double y;
} LimnerPoint;

LimnerMask *limner_mask_new_rectangle (int                width,
                                       int                height,
                                       const LimnerPoint *from,
                                       const LimnerPoint *to) G_GNUC_WARN_UNUSED_RESULT;
LimnerMask *limner_mask_new_ellipse   (int                width,
                                       int                height,
                                       const LimnerPoint *from,
                                       const LimnerPoint *to) G_GNUC_WARN_UNUSED_RESULT;
LimnerMask *limner_mask_new_polygon   (int                width,
                                       int                height,
                                       const LimnerPoint *points,
                                       guint              n_points) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
