/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-tile-pyramid.h"

#define MAX_LEVELS 10

/**
 * LimnerTilePyramid:
 *
 * A layer at half, quarter … size, kept up to date where the layer changes. Blank and full tiles
 * stay shared on all levels. A level is brought up to date when it is asked for, because only one
 * is looked at at a time.
 */
struct _LimnerTilePyramid
{
  int          n_levels;
  LimnerTiles *levels[MAX_LEVELS];   /* owned; level 0 is the layer itself */
  LimnerRect   stale[MAX_LEVELS];    /* in pixels of that level */
};

/**
 * limner_tile_pyramid_new:
 * @base: the layer; a reference is kept
 *
 * Makes a pyramid.
 *
 * Returns: (transfer full): the pyramid
 */
LimnerTilePyramid *
limner_tile_pyramid_new (LimnerTiles *base)
{
  LimnerTilePyramid *self = g_new0 (LimnerTilePyramid, 1);
  int width = limner_tiles_get_width (base);
  int height = limner_tiles_get_height (base);

  self->levels[0] = limner_tiles_ref (base);
  self->n_levels = 1;
  while (self->n_levels < MAX_LEVELS && MAX (width, height) > LIMNER_TILE_SIZE)
    {
      width = (width + 1) / 2;
      height = (height + 1) / 2;
      self->levels[self->n_levels] = limner_tiles_new (width, height,
                                                       limner_tiles_get_bytes_per_pixel (base));
      self->stale[self->n_levels] = (LimnerRect) { 0, 0, width, height };
      self->n_levels++;
    }
  return self;
}

/**
 * limner_tile_pyramid_free:
 * @self: (transfer full): a pyramid
 *
 * Frees a pyramid.
 */
void
limner_tile_pyramid_free (LimnerTilePyramid *self)
{
  for (int i = 0; i < self->n_levels; i++)
    g_clear_pointer (&self->levels[i], limner_tiles_unref);
  g_free (self);
}

/**
 * limner_tile_pyramid_update:
 * @self: a pyramid
 * @changed: where the layer has changed
 *
 * Notes a change.
 */
void
limner_tile_pyramid_update (LimnerTilePyramid *self,
                            const LimnerRect  *changed)
{
  LimnerRect rect = *changed;

  for (int i = 1; i < self->n_levels; i++)
    {
      int right = (rect.x + rect.width + 1) / 2;
      int bottom = (rect.y + rect.height + 1) / 2;

      rect.x /= 2;
      rect.y /= 2;
      rect.width = right - rect.x;
      rect.height = bottom - rect.y;
      limner_rect_union (&self->stale[i], &rect, &self->stale[i]);
    }
}

/* Halves one tile into a quarter of another. */
static void
halve_tile (const guint8 *from,
            guint8       *to,
            int           size)
{
  int stride = LIMNER_TILE_SIZE * size;

  for (int y = 0; y < LIMNER_TILE_SIZE / 2; y++)
    {
      const guint8 *upper = from + 2 * y * stride;
      const guint8 *lower = upper + stride;
      guint8 *row = to + y * stride;

      if (size == 1)
        for (int x = 0; x < LIMNER_TILE_SIZE / 2; x++)
          row[x] = (guint8) ((upper[2 * x] + upper[2 * x + 1] +
                              lower[2 * x] + lower[2 * x + 1] + 2) >> 2);
      else
        for (int x = 0; x < LIMNER_TILE_SIZE * 2; x++)
          {
            int at = x / 4 * 8 + x % 4;

            row[x] = (guint8) ((upper[at] + upper[at + 4] + lower[at] + lower[at + 4] + 2) >> 2);
          }
    }
}

static void
update_tile (LimnerTilePyramid *self,
             int                level,
             int                column,
             int                row)
{
  LimnerTiles *from = self->levels[level - 1];
  LimnerTiles *to = self->levels[level];
  int size = limner_tiles_get_bytes_per_pixel (to);
  int n_columns = limner_tiles_get_n_columns (from);
  int n_rows = limner_tiles_get_n_tiles (from) / n_columns;
  int index = row * limner_tiles_get_n_columns (to) + column;
  g_autoptr(LimnerTile) full = limner_tile_new_full ();
  int sources[4];
  int n_blank = 0;
  int n_full = 0;

  for (int i = 0; i < 4; i++)
    {
      int x = 2 * column + i % 2;
      int y = 2 * row + i / 2;
      LimnerTile *tile = NULL;

      sources[i] = x < n_columns && y < n_rows ? y * n_columns + x : -1;
      if (sources[i] >= 0)
        tile = limner_tiles_peek_tile (from, sources[i]);
      n_blank += tile == NULL;
      n_full += tile == full;
    }

  if (n_blank == 4 || n_full == 4)
    {
      limner_tiles_take_tile (to, index, n_blank == 4 ? NULL : limner_tile_ref (full));
      return;
    }

  for (int i = 0; i < 4; i++)
    {
      g_autoptr(LimnerTile) blank = sources[i] < 0 ? limner_tile_new_blank (size) : NULL;
      const guint8 *pixels = blank != NULL ? limner_tile_get_pixels (blank)
                                           : limner_tiles_read (from, sources[i]);
      int half = LIMNER_TILE_SIZE / 2;

      halve_tile (pixels, limner_tiles_write (to, index) +
                          (i / 2 * half * LIMNER_TILE_SIZE + i % 2 * half) * size, size);
    }
}

static void
bring_up_to_date (LimnerTilePyramid *self,
                  int                level)
{
  LimnerRect stale = self->stale[level];
  LimnerRect all = { 0, 0, limner_tiles_get_width (self->levels[level]),
                     limner_tiles_get_height (self->levels[level]) };

  self->stale[level] = (LimnerRect) { 0 };
  if (!limner_rect_intersect (&stale, &all, &stale))
    return;

  for (int row = stale.y / LIMNER_TILE_SIZE;
       row * LIMNER_TILE_SIZE < stale.y + stale.height;
       row++)
    for (int column = stale.x / LIMNER_TILE_SIZE;
         column * LIMNER_TILE_SIZE < stale.x + stale.width;
         column++)
      update_tile (self, level, column, row);
}

/**
 * limner_tile_pyramid_get_n_levels:
 * @self: a pyramid
 *
 * Tells how many levels there are.
 *
 * Returns: at least 1, the layer itself
 */
int
limner_tile_pyramid_get_n_levels (LimnerTilePyramid *self)
{
  return self->n_levels;
}

/**
 * limner_tile_pyramid_get_level:
 * @self: a pyramid
 * @level: from 0; one that is too high gives the highest
 *
 * Gets a level, up to date.
 *
 * Returns: (transfer none): the layer at 1 / 2^level of its size
 */
LimnerTiles *
limner_tile_pyramid_get_level (LimnerTilePyramid *self,
                               int                level)
{
  level = CLAMP (level, 0, self->n_levels - 1);
  for (int i = 1; i <= level; i++)
    bring_up_to_date (self, i);
  return self->levels[level];
}

/**
 * limner_tile_pyramid_get_bytes:
 * @self: a pyramid
 *
 * Tells how much memory the levels above the layer take.
 *
 * Returns: bytes
 */
gsize
limner_tile_pyramid_get_bytes (LimnerTilePyramid *self)
{
  gsize bytes = 0;

  for (int i = 1; i < self->n_levels; i++)
    bytes += limner_tiles_get_bytes (self->levels[i]);
  return bytes;
}
