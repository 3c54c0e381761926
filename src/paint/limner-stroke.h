/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-brush.h"
#include "limner-tiles.h"

G_BEGIN_DECLS

/**
 * LimnerTileChange:
 * @index: of a tile
 * @tile: (nullable): what was there before
 *
 * A tile that was painted on.
 */
typedef struct
{
  int         index;
  LimnerTile *tile;
} LimnerTileChange;

typedef struct _LimnerStroke LimnerStroke;

LimnerStroke *limner_stroke_new           (LimnerTiles             *target,
                                           const LimnerBrush       *brush,
                                           gboolean                 subtract)
                                           G_GNUC_WARN_UNUSED_RESULT;
void          limner_stroke_free          (LimnerStroke            *self);
void          limner_stroke_add           (LimnerStroke            *self,
                                           const LimnerStrokePoint *point,
                                           LimnerRect              *changed);
void          limner_stroke_finish        (LimnerStroke            *self,
                                           LimnerRect              *changed);
void          limner_stroke_cancel        (LimnerStroke            *self,
                                           LimnerRect              *changed);
GArray       *limner_stroke_take_changes  (LimnerStroke            *self)
                                           G_GNUC_WARN_UNUSED_RESULT;
const LimnerStrokePoint *limner_stroke_get_points (LimnerStroke    *self,
                                           guint                   *n_points);
GArray       *limner_tile_changes_new     (void) G_GNUC_WARN_UNUSED_RESULT;
GArray       *limner_tile_changes_copy    (GArray                  *changes)
                                           G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerStroke, limner_stroke_free)

G_END_DECLS
