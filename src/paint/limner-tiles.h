/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "base/limner-rect.h"

G_BEGIN_DECLS

/** The side of a tile, in pixels. */
#define LIMNER_TILE_SIZE 64
#define LIMNER_TILE_PIXELS (LIMNER_TILE_SIZE * LIMNER_TILE_SIZE)

#define LIMNER_TYPE_TILES (limner_tiles_get_type ())

/**
 * LimnerTile:
 *
 * The pixels of one tile, row by row. Atomically reference counted; a tile that several hold is
 * never written. %NULL stands for a tile of zeros.
 */
typedef struct _LimnerTile LimnerTile;

typedef struct _LimnerTiles LimnerTiles;

LimnerTile   *limner_tile_new       (int                bytes_per_pixel) G_GNUC_WARN_UNUSED_RESULT;
LimnerTile   *limner_tile_new_blank (int                bytes_per_pixel) G_GNUC_WARN_UNUSED_RESULT;
LimnerTile   *limner_tile_new_full  (void) G_GNUC_WARN_UNUSED_RESULT;
LimnerTile   *limner_tile_ref       (LimnerTile        *self);
void          limner_tile_unref     (LimnerTile        *self);
guint8       *limner_tile_get_pixels (LimnerTile       *self);
gsize         limner_tile_get_bytes (const LimnerTile  *self);

GType         limner_tiles_get_type            (void) G_GNUC_CONST;
LimnerTiles  *limner_tiles_new                 (int                width,
                                                int                height,
                                                int                bytes_per_pixel)
                                                G_GNUC_WARN_UNUSED_RESULT;
LimnerTiles  *limner_tiles_copy                (const LimnerTiles *self) G_GNUC_WARN_UNUSED_RESULT;
LimnerTiles  *limner_tiles_ref                 (LimnerTiles       *self);
void          limner_tiles_unref               (LimnerTiles       *self);
int           limner_tiles_get_width           (const LimnerTiles *self);
int           limner_tiles_get_height          (const LimnerTiles *self);
int           limner_tiles_get_bytes_per_pixel (const LimnerTiles *self);
int           limner_tiles_get_n_columns       (const LimnerTiles *self);
int           limner_tiles_get_n_tiles         (const LimnerTiles *self);
void          limner_tiles_get_extent          (const LimnerTiles *self,
                                                int                index,
                                                LimnerRect        *extent);

LimnerTile   *limner_tiles_peek_tile           (const LimnerTiles *self,
                                                int                index);
void          limner_tiles_take_tile           (LimnerTiles       *self,
                                                int                index,
                                                LimnerTile        *tile);
const guint8 *limner_tiles_read                (const LimnerTiles *self,
                                                int                index);
guint8       *limner_tiles_write               (LimnerTiles       *self,
                                                int                index);
void          limner_tiles_read_span           (const LimnerTiles *self,
                                                int                x,
                                                int                y,
                                                int                n,
                                                guint8            *pixels);
void          limner_tiles_write_span          (LimnerTiles       *self,
                                                int                x,
                                                int                y,
                                                int                n,
                                                const guint8      *pixels);
gboolean      limner_tiles_get_bounds          (const LimnerTiles *self,
                                                LimnerRect        *bounds);
gsize         limner_tiles_get_bytes           (const LimnerTiles *self);
gboolean      limner_tiles_equal               (const LimnerTiles *self,
                                                const LimnerTiles *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerTile, limner_tile_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerTiles, limner_tiles_unref)

G_END_DECLS
