/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-plane.h"

#include "limner-tiles.h"

G_BEGIN_DECLS

/**
 * LimnerMask:
 *
 * What is to be painted anew: tiles of one byte per pixel, 255 where the picture is to be repainted
 * and 0 where it is kept.
 */
typedef LimnerTiles LimnerMask;

/**
 * LimnerCombine:
 * @LIMNER_COMBINE_REPLACE: the new takes the place of the old
 * @LIMNER_COMBINE_ADD: what is in either
 * @LIMNER_COMBINE_SUBTRACT: what is in the old and not in the new
 * @LIMNER_COMBINE_INTERSECT: what is in both
 *
 * How a selection changes the mask that is there.
 */
typedef enum
{
  LIMNER_COMBINE_REPLACE,
  LIMNER_COMBINE_ADD,
  LIMNER_COMBINE_SUBTRACT,
  LIMNER_COMBINE_INTERSECT,
} LimnerCombine;

LimnerMask  *limner_mask_new            (int                width,
                                         int                height) G_GNUC_WARN_UNUSED_RESULT;
LimnerMask  *limner_mask_new_from_plane (LimnerPlane       *plane) G_GNUC_WARN_UNUSED_RESULT;
LimnerPlane *limner_mask_to_plane       (const LimnerMask  *self,
                                         const LimnerRect  *area,
                                         guint8             outside) G_GNUC_WARN_UNUSED_RESULT;
guint8       limner_mask_get_value      (const LimnerMask  *self,
                                         int                x,
                                         int                y);
double       limner_mask_get_coverage   (const LimnerMask  *self);
void         limner_mask_combine        (LimnerMask        *self,
                                         const LimnerMask  *selection,
                                         LimnerCombine      how,
                                         LimnerRect        *changed);
void         limner_mask_clear          (LimnerMask        *self);
void         limner_mask_fill           (LimnerMask        *self);
void         limner_mask_invert         (LimnerMask        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerMask, limner_tiles_unref)

G_END_DECLS
