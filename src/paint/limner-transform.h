/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-shape.h"
#include "limner-tiles.h"

G_BEGIN_DECLS

/** By how much a side can be scaled at most. */
#define LIMNER_TRANSFORM_MAX_SCALE 64.0

/** How near to a side of the box the pointer has to be, in pixels of the screen. */
#define LIMNER_TRANSFORM_REACH 8

/**
 * LimnerTransform:
 * @dx: how far the middle goes to the right, in pixels
 * @dy: how far it goes down, in pixels
 * @scale_x: how many times as wide; negative swaps left and right
 * @scale_y: how many times as high; negative swaps top and bottom
 * @angle: by how much it is turned clockwise, in radians
 *
 * How something is moved, scaled and turned about the middle of its bounds: first scaled, then
 * turned, then moved. A plain value.
 */
typedef struct
{
  double dx;
  double dy;
  double scale_x;
  double scale_y;
  double angle;
} LimnerTransform;

/**
 * LimnerTransformHandle:
 *
 * What of the box is held when it is dragged. The corners are combinations of two sides, the inside
 * of all four. The names are those that the sides had before.
 */
typedef enum
{
  LIMNER_TRANSFORM_HANDLE_NONE   = 0,
  LIMNER_TRANSFORM_HANDLE_LEFT   = 1 << 0,
  LIMNER_TRANSFORM_HANDLE_TOP    = 1 << 1,
  LIMNER_TRANSFORM_HANDLE_RIGHT  = 1 << 2,
  LIMNER_TRANSFORM_HANDLE_BOTTOM = 1 << 3,
  LIMNER_TRANSFORM_HANDLE_INSIDE = (1 << 4) - 1,
  LIMNER_TRANSFORM_HANDLE_TURN   = 1 << 4,
} LimnerTransformHandle;

void                  limner_transform_init        (LimnerTransform       *self);
gboolean              limner_transform_equal       (const LimnerTransform *self,
                                                    const LimnerTransform *other);
gboolean              limner_transform_is_identity (const LimnerTransform *self);
void                  limner_transform_clamp       (LimnerTransform       *self,
                                                    const LimnerRect      *bounds);
void                  limner_transform_get_corners (const LimnerTransform *self,
                                                    const LimnerRect      *bounds,
                                                    LimnerPoint            corners[4]);
LimnerTransformHandle limner_transform_find_handle (const LimnerTransform *self,
                                                    const LimnerRect      *bounds,
                                                    double                 x,
                                                    double                 y,
                                                    double                 reach);
void                  limner_transform_drag        (LimnerTransform       *self,
                                                    const LimnerTransform *start,
                                                    const LimnerRect      *bounds,
                                                    LimnerTransformHandle  handle,
                                                    const LimnerPoint     *from,
                                                    const LimnerPoint     *to,
                                                    gboolean               even,
                                                    gboolean               symmetric);
void                  limner_transform_get_area    (const LimnerTransform *self,
                                                    const LimnerRect      *bounds,
                                                    LimnerRect            *area);
LimnerTiles          *limner_transform_apply       (const LimnerTransform *self,
                                                    const LimnerTiles     *tiles,
                                                    const LimnerRect      *bounds)
                                                    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
