/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-tiles.h"

G_BEGIN_DECLS

typedef struct _LimnerTilePyramid LimnerTilePyramid;

LimnerTilePyramid *limner_tile_pyramid_new       (LimnerTiles             *base)
                                                  G_GNUC_WARN_UNUSED_RESULT;
void               limner_tile_pyramid_free      (LimnerTilePyramid       *self);
void               limner_tile_pyramid_update    (LimnerTilePyramid       *self,
                                                  const LimnerRect        *changed);
int                limner_tile_pyramid_get_n_levels (LimnerTilePyramid    *self);
LimnerTiles       *limner_tile_pyramid_get_level (LimnerTilePyramid       *self,
                                                  int                      level);
gsize              limner_tile_pyramid_get_bytes (LimnerTilePyramid       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerTilePyramid, limner_tile_pyramid_free)

G_END_DECLS
