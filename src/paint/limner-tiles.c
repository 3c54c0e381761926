/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "image/limner-picture.h"

#include "limner-tiles.h"

/*
 * Fresh memory is slow: the first write to each page is a fault, which costs more than painting the
 * page. So the buffers of tiles that are given back wait here for their next use.
 */
#define ALIGNMENT 64
#define MAX_SPARE_BYTES (48 * 1024 * 1024)

struct _LimnerTile
{
  gatomicrefcount  ref_count;
  int              bytes_per_pixel;
  LimnerTile      *next_spare;   /* guarded by the pool's lock */
  guint8           padding[ALIGNMENT - 2 * sizeof (int) - sizeof (void *)];
  guint8           pixels[];     /* aligned to 64 bytes */
};

G_STATIC_ASSERT (sizeof (LimnerTile) == ALIGNMENT);

typedef struct
{
  GMutex      lock;
  LimnerTile *spare;
  gsize       bytes;
} TilePool;

/**
 * LimnerTiles:
 *
 * A picture of one or four bytes per pixel in square tiles, most of which are blank or shared. A
 * copy shares all tiles with its original and costs next to nothing; whoever writes to a shared
 * tile gets a copy of that tile first. Undo steps and snapshots for the disk are such copies.
 *
 * Tiles at the right and bottom edge reach beyond the picture. What is there is not defined and no
 * function here reports it.
 */
struct _LimnerTiles
{
  gatomicrefcount   ref_count;
  int               width;
  int               height;
  int               bytes_per_pixel;
  int               n_columns;
  int               n_rows;
  LimnerTile      **tiles;   /* owned, row by row; NULL is blank */
};

static TilePool pools[2];
static const guint8 zeros[LIMNER_TILE_PIXELS * 4] __attribute__ ((aligned (ALIGNMENT)));

G_DEFINE_BOXED_TYPE (LimnerTiles, limner_tiles, limner_tiles_ref, limner_tiles_unref)

static TilePool *
pool_for (int bytes_per_pixel)
{
  return &pools[bytes_per_pixel == 4];
}

/**
 * limner_tile_new:
 * @bytes_per_pixel: 1 or 4
 *
 * Makes a tile whose pixels are not defined yet.
 *
 * Returns: (transfer full): the tile
 */
LimnerTile *
limner_tile_new (int bytes_per_pixel)
{
  TilePool *pool = pool_for (bytes_per_pixel);
  gsize size = sizeof (LimnerTile) + LIMNER_TILE_PIXELS * (gsize) bytes_per_pixel;
  LimnerTile *self;

  g_return_val_if_fail (bytes_per_pixel == 1 || bytes_per_pixel == 4, NULL);

  g_mutex_lock (&pool->lock);
  self = pool->spare;
  if (self != NULL)
    {
      pool->spare = self->next_spare;
      pool->bytes -= size;
    }
  g_mutex_unlock (&pool->lock);

  if (self == NULL)
    {
      self = aligned_alloc (ALIGNMENT, size);
      if (self == NULL)
        g_error ("No memory for a tile of %" G_GSIZE_FORMAT " bytes", size);
    }

  g_atomic_ref_count_init (&self->ref_count);
  self->bytes_per_pixel = bytes_per_pixel;
  return self;
}

/**
 * limner_tile_new_blank:
 * @bytes_per_pixel: 1 or 4
 *
 * Makes a tile of zeros that can be written.
 *
 * Returns: (transfer full): the tile
 */
LimnerTile *
limner_tile_new_blank (int bytes_per_pixel)
{
  LimnerTile *self = limner_tile_new (bytes_per_pixel);

  memset (self->pixels, 0, limner_tile_get_bytes (self));
  return self;
}

/**
 * limner_tile_new_full:
 *
 * Gets the one tile of a single byte per pixel in which every pixel is 255. It is shared, so that a
 * mask that covers everything costs nothing.
 *
 * Returns: (transfer full): the tile
 */
LimnerTile *
limner_tile_new_full (void)
{
  static gsize full;

  if (g_once_init_enter (&full))
    {
      LimnerTile *tile = limner_tile_new (1);

      memset (tile->pixels, 255, LIMNER_TILE_PIXELS);
      g_once_init_leave (&full, (gsize) tile);
    }
  return limner_tile_ref ((LimnerTile *) full);
}

/**
 * limner_tile_ref:
 * @self: (nullable): a tile
 *
 * Adds a reference.
 *
 * Returns: (transfer full) (nullable): @self
 */
LimnerTile *
limner_tile_ref (LimnerTile *self)
{
  if (self != NULL)
    g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * limner_tile_unref:
 * @self: (transfer full) (nullable): a tile
 *
 * Drops a reference; with the last one the buffer is kept for the next tile.
 */
void
limner_tile_unref (LimnerTile *self)
{
  TilePool *pool;
  gsize size;

  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  pool = pool_for (self->bytes_per_pixel);
  size = sizeof (LimnerTile) + limner_tile_get_bytes (self);
  g_mutex_lock (&pool->lock);
  if (pool->bytes + size <= MAX_SPARE_BYTES)
    {
      self->next_spare = pool->spare;
      pool->spare = g_steal_pointer (&self);
      pool->bytes += size;
    }
  g_mutex_unlock (&pool->lock);
  free (self);
}

/**
 * limner_tile_get_pixels:
 * @self: a tile; for writing one that nobody else holds
 *
 * Gets the pixels.
 *
 * Returns: (transfer none): rows of %LIMNER_TILE_SIZE pixels without padding
 */
guint8 *
limner_tile_get_pixels (LimnerTile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->pixels;
}

/**
 * limner_tile_get_bytes:
 * @self: (nullable): a tile
 *
 * Tells how large the pixels are.
 *
 * Returns: bytes
 */
gsize
limner_tile_get_bytes (const LimnerTile *self)
{
  return self != NULL ? LIMNER_TILE_PIXELS * (gsize) self->bytes_per_pixel : 0;
}

static gboolean
tile_is_shared (LimnerTile *self)
{
  return !g_atomic_ref_count_compare (&self->ref_count, 1);
}

/**
 * limner_tiles_new:
 * @width: in pixels, 1 to %LIMNER_PICTURE_MAX_SIDE
 * @height: in pixels, 1 to %LIMNER_PICTURE_MAX_SIDE
 * @bytes_per_pixel: 1 or 4
 *
 * Makes a blank picture of tiles.
 *
 * Returns: (transfer full): the tiles
 */
LimnerTiles *
limner_tiles_new (int width,
                  int height,
                  int bytes_per_pixel)
{
  LimnerTiles *self;

  g_return_val_if_fail (width > 0 && width <= LIMNER_PICTURE_MAX_SIDE, NULL);
  g_return_val_if_fail (height > 0 && height <= LIMNER_PICTURE_MAX_SIDE, NULL);
  g_return_val_if_fail (bytes_per_pixel == 1 || bytes_per_pixel == 4, NULL);

  self = g_new0 (LimnerTiles, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->width = width;
  self->height = height;
  self->bytes_per_pixel = bytes_per_pixel;
  self->n_columns = (width + LIMNER_TILE_SIZE - 1) / LIMNER_TILE_SIZE;
  self->n_rows = (height + LIMNER_TILE_SIZE - 1) / LIMNER_TILE_SIZE;
  self->tiles = g_new0 (LimnerTile *, self->n_columns * self->n_rows);
  return self;
}

/**
 * limner_tiles_copy:
 * @self: tiles
 *
 * Makes a snapshot that shares all pixels until one of both is written.
 *
 * Returns: (transfer full): the copy
 */
LimnerTiles *
limner_tiles_copy (const LimnerTiles *self)
{
  LimnerTiles *copy;
  int n;

  g_return_val_if_fail (self != NULL, NULL);

  copy = limner_tiles_new (self->width, self->height, self->bytes_per_pixel);
  n = limner_tiles_get_n_tiles (self);
  for (int i = 0; i < n; i++)
    copy->tiles[i] = limner_tile_ref (self->tiles[i]);
  return copy;
}

/**
 * limner_tiles_ref:
 * @self: tiles
 *
 * Adds a reference.
 *
 * Returns: (transfer full): @self
 */
LimnerTiles *
limner_tiles_ref (LimnerTiles *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * limner_tiles_unref:
 * @self: (transfer full): tiles
 *
 * Drops a reference; with the last one the tiles are given back.
 */
void
limner_tiles_unref (LimnerTiles *self)
{
  int n;

  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  n = limner_tiles_get_n_tiles (self);
  for (int i = 0; i < n; i++)
    g_clear_pointer (&self->tiles[i], limner_tile_unref);
  g_clear_pointer (&self->tiles, g_free);
  g_free (self);
}

/**
 * limner_tiles_get_width:
 * @self: tiles
 *
 * Gets the width of the picture.
 *
 * Returns: pixels
 */
int
limner_tiles_get_width (const LimnerTiles *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->width;
}

/**
 * limner_tiles_get_height:
 * @self: tiles
 *
 * Gets the height of the picture.
 *
 * Returns: pixels
 */
int
limner_tiles_get_height (const LimnerTiles *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->height;
}

/**
 * limner_tiles_get_bytes_per_pixel:
 * @self: tiles
 *
 * Tells how large a pixel is.
 *
 * Returns: 1 or 4
 */
int
limner_tiles_get_bytes_per_pixel (const LimnerTiles *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->bytes_per_pixel;
}

/**
 * limner_tiles_get_n_columns:
 * @self: tiles
 *
 * Tells how many tiles are in a row.
 *
 * Returns: a number of tiles
 */
int
limner_tiles_get_n_columns (const LimnerTiles *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_columns;
}

/**
 * limner_tiles_get_n_tiles:
 * @self: tiles
 *
 * Tells how many tiles there are.
 *
 * Returns: a number of tiles
 */
int
limner_tiles_get_n_tiles (const LimnerTiles *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_columns * self->n_rows;
}

/**
 * limner_tiles_get_extent:
 * @self: tiles
 * @index: of a tile
 * @extent: (out caller-allocates): the part of the tile that is inside the picture
 *
 * Tells where a tile is.
 */
void
limner_tiles_get_extent (const LimnerTiles *self,
                         int                index,
                         LimnerRect        *extent)
{
  g_return_if_fail (self != NULL && extent != NULL);

  extent->x = index % self->n_columns * LIMNER_TILE_SIZE;
  extent->y = index / self->n_columns * LIMNER_TILE_SIZE;
  extent->width = MIN (LIMNER_TILE_SIZE, self->width - extent->x);
  extent->height = MIN (LIMNER_TILE_SIZE, self->height - extent->y);
}

/**
 * limner_tiles_peek_tile:
 * @self: tiles
 * @index: of a tile
 *
 * Gets a tile as it is.
 *
 * Returns: (transfer none) (nullable): the tile, %NULL when it is blank
 */
LimnerTile *
limner_tiles_peek_tile (const LimnerTiles *self,
                        int                index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index >= 0 && index < self->n_columns * self->n_rows, NULL);

  return self->tiles[index];
}

/**
 * limner_tiles_take_tile:
 * @self: tiles
 * @index: of a tile
 * @tile: (transfer full) (nullable): what is to be there, %NULL for blank
 *
 * Puts a tile in the place of another.
 */
void
limner_tiles_take_tile (LimnerTiles *self,
                        int          index,
                        LimnerTile  *tile)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (index >= 0 && index < self->n_columns * self->n_rows);
  g_return_if_fail (tile == NULL || tile->bytes_per_pixel == self->bytes_per_pixel);

  g_clear_pointer (&self->tiles[index], limner_tile_unref);
  self->tiles[index] = tile;
}

/**
 * limner_tiles_read:
 * @self: tiles
 * @index: of a tile
 *
 * Gets the pixels of a tile for reading.
 *
 * Returns: (transfer none): the pixels, zeros when it is blank
 */
const guint8 *
limner_tiles_read (const LimnerTiles *self,
                   int                index)
{
  const LimnerTile *tile = limner_tiles_peek_tile (self, index);

  return tile != NULL ? tile->pixels : zeros;
}

/**
 * limner_tiles_write:
 * @self: tiles
 * @index: of a tile
 *
 * Gets the pixels of a tile for writing, after making it one's own if it is blank or shared.
 *
 * Returns: (transfer none): the pixels
 */
guint8 *
limner_tiles_write (LimnerTiles *self,
                    int          index)
{
  LimnerTile *tile = limner_tiles_peek_tile (self, index);

  if (tile == NULL)
    {
      tile = limner_tile_new_blank (self->bytes_per_pixel);
      self->tiles[index] = tile;
    }
  else if (tile_is_shared (tile))
    {
      LimnerTile *own = limner_tile_new (self->bytes_per_pixel);

      memcpy (own->pixels, tile->pixels, limner_tile_get_bytes (tile));
      limner_tiles_take_tile (self, index, own);
      tile = own;
    }
  return tile->pixels;
}

/**
 * limner_tiles_read_span:
 * @self: tiles
 * @x: the first column
 * @y: the row
 * @n: how many pixels
 * @pixels: (out): @n pixels
 *
 * Reads a part of a row, which must be inside the picture.
 */
void
limner_tiles_read_span (const LimnerTiles *self,
                        int                x,
                        int                y,
                        int                n,
                        guint8            *pixels)
{
  int size = self->bytes_per_pixel;
  int row = y / LIMNER_TILE_SIZE * self->n_columns;
  int offset = y % LIMNER_TILE_SIZE * LIMNER_TILE_SIZE;

  g_return_if_fail (x >= 0 && y >= 0 && x + n <= self->width && y < self->height);

  while (n > 0)
    {
      int inside = x % LIMNER_TILE_SIZE;
      int part = MIN (n, LIMNER_TILE_SIZE - inside);
      const LimnerTile *tile = self->tiles[row + x / LIMNER_TILE_SIZE];

      if (tile == NULL)
        memset (pixels, 0, part * size);
      else
        memcpy (pixels, tile->pixels + (offset + inside) * size, part * size);
      pixels += part * size;
      x += part;
      n -= part;
    }
}

/**
 * limner_tiles_write_span:
 * @self: tiles
 * @x: the first column
 * @y: the row
 * @n: how many pixels
 * @pixels: @n pixels
 *
 * Writes a part of a row, which must be inside the picture. Blank tiles in which nothing but zeros
 * would be written stay blank.
 */
void
limner_tiles_write_span (LimnerTiles  *self,
                         int           x,
                         int           y,
                         int           n,
                         const guint8 *pixels)
{
  int size = self->bytes_per_pixel;
  int row = y / LIMNER_TILE_SIZE * self->n_columns;
  int offset = y % LIMNER_TILE_SIZE * LIMNER_TILE_SIZE;

  g_return_if_fail (x >= 0 && y >= 0 && x + n <= self->width && y < self->height);

  while (n > 0)
    {
      int inside = x % LIMNER_TILE_SIZE;
      int part = MIN (n, LIMNER_TILE_SIZE - inside);
      int index = row + x / LIMNER_TILE_SIZE;

      if (self->tiles[index] != NULL || memcmp (pixels, zeros, part * size) != 0)
        memcpy (limner_tiles_write (self, index) + (offset + inside) * size, pixels, part * size);
      pixels += part * size;
      x += part;
      n -= part;
    }
}

static gboolean
get_tile_bounds (const LimnerTiles *self,
                 int                index,
                 LimnerRect        *bounds)
{
  const guint8 *pixels = limner_tiles_read (self, index);
  int size = self->bytes_per_pixel;
  int left = LIMNER_TILE_SIZE;
  int right = -1;
  int top = -1;
  int bottom = -1;
  LimnerRect extent;

  limner_tiles_get_extent (self, index, &extent);
  for (int y = 0; y < extent.height; y++)
    {
      const guint8 *row = pixels + y * LIMNER_TILE_SIZE * size;
      int first = 0;
      int last = extent.width * size - 1;

      if (memcmp (row, zeros, extent.width * size) == 0)
        continue;
      while (row[first] == 0)
        first++;
      while (row[last] == 0)
        last--;
      left = MIN (left, first / size);
      right = MAX (right, last / size);
      top = top < 0 ? y : top;
      bottom = y;
    }

  *bounds = (LimnerRect) { 0 };
  if (right >= 0)
    *bounds = (LimnerRect) { extent.x + left, extent.y + top, right - left + 1, bottom - top + 1 };
  return right >= 0;
}

/**
 * limner_tiles_get_bounds:
 * @self: tiles
 * @bounds: (out caller-allocates): the smallest rectangle round all pixels that are not zero
 *
 * Finds where something is.
 *
 * Returns: %FALSE if there is nothing, and @bounds is empty
 */
gboolean
limner_tiles_get_bounds (const LimnerTiles *self,
                         LimnerRect        *bounds)
{
  int n = limner_tiles_get_n_tiles (self);
  LimnerRect all = { 0 };

  g_return_val_if_fail (self != NULL && bounds != NULL, FALSE);

  for (int i = 0; i < n; i++)
    {
      LimnerRect part;

      /* A tile that cannot make the rectangle larger is not worth looking at. */
      limner_tiles_get_extent (self, i, &part);
      if (self->tiles[i] != NULL && !limner_rect_contains (&all, &part) &&
          get_tile_bounds (self, i, &part))
        limner_rect_union (&all, &part, &all);
    }

  *bounds = all;
  return !limner_rect_is_empty (&all);
}

/**
 * limner_tiles_get_bytes:
 * @self: tiles
 *
 * Tells how much memory the tiles take; runs of one and the same tile count once.
 *
 * Returns: bytes
 */
gsize
limner_tiles_get_bytes (const LimnerTiles *self)
{
  int n = limner_tiles_get_n_tiles (self);
  const LimnerTile *last = NULL;
  gsize bytes = n * sizeof (LimnerTile *);

  g_return_val_if_fail (self != NULL, 0);

  for (int i = 0; i < n; i++)
    {
      if (self->tiles[i] != last)
        bytes += limner_tile_get_bytes (self->tiles[i]);
      last = self->tiles[i];
    }
  return bytes;
}

/**
 * limner_tiles_equal:
 * @self: tiles
 * @other: others
 *
 * Compares all pixels.
 *
 * Returns: %TRUE if size and pixels are the same
 */
gboolean
limner_tiles_equal (const LimnerTiles *self,
                    const LimnerTiles *other)
{
  int n, size;

  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (self->width != other->width || self->height != other->height ||
      self->bytes_per_pixel != other->bytes_per_pixel)
    return FALSE;

  n = limner_tiles_get_n_tiles (self);
  size = self->bytes_per_pixel;
  for (int i = 0; i < n; i++)
    {
      const guint8 *left = limner_tiles_read (self, i);
      const guint8 *right = limner_tiles_read (other, i);
      LimnerRect extent;

      if (left == right)
        continue;
      limner_tiles_get_extent (self, i, &extent);
      for (int y = 0; y < extent.height; y++)
        {
          int offset = y * LIMNER_TILE_SIZE * size;

          if (memcmp (left + offset, right + offset, extent.width * size) != 0)
            return FALSE;
        }
    }
  return TRUE;
}
