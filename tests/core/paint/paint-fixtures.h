/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "paint/limner-document.h"

LimnerMask    *paint_random_mask    (GRand            *rand,
                                     int               width,
                                     int               height);
LimnerPicture *paint_random_picture (GRand            *rand,
                                     int               width,
                                     int               height);
void           paint_random_brush   (GRand            *rand,
                                     LimnerBrush      *brush);
void           paint_random_point   (GRand            *rand,
                                     int               width,
                                     int               height,
                                     LimnerStrokePoint *point);
guint32        paint_checksum       (const LimnerTiles *tiles);
void           paint_assert_equal   (const LimnerTiles *a,
                                     const LimnerTiles *b,
                                     int                tolerance);
