/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "limner-loops.h"
#include "limner-mask-filter.h"

/*
 * Filters that look at a neighbourhood. The mask is taken in square blocks; for each, a patch that
 * is larger by the filter's reach is read, filtered and written. Where the whole patch is blank or
 * full the block is too, which is so nearly everywhere.
 */
typedef struct
{
  const LimnerMask *mask;
  int               width;
  int               height;
  int               reach;
  int               block;      /* side of a block, a multiple of the tile's */
  int               stride;     /* of a patch, a multiple of 16 */
  int               side;       /* of a patch */
  gboolean          invert;     /* on reading and on writing */
  gboolean          extend;     /* what is outside repeats the edge; else it is 0 */
} Filter;

static void
filter_init (Filter           *self,
             const LimnerMask *mask,
             int               reach,
             int               least_block)
{
  *self = (Filter) { .mask = mask, .reach = reach };
  self->width = limner_tiles_get_width (mask);
  self->height = limner_tiles_get_height (mask);
  self->block = MAX (128, (least_block + LIMNER_TILE_SIZE - 1) & ~(LIMNER_TILE_SIZE - 1));
  self->side = self->block + 2 * reach;
  self->stride = (self->side + 15) & ~15;
}

/* Finds the tile that a whole patch consists of. Returns FALSE if there are several. */
static gboolean
get_only_tile (const Filter  *self,
               int            x,
               int            y,
               LimnerTile   **only)
{
  g_autoptr(LimnerTile) full = limner_tile_new_full ();
  int n_columns = limner_tiles_get_n_columns (self->mask);
  int left = MAX (x - self->reach, 0) / LIMNER_TILE_SIZE;
  int right = (MIN (x + self->block + self->reach, self->width) - 1) / LIMNER_TILE_SIZE;
  int top = MAX (y - self->reach, 0) / LIMNER_TILE_SIZE;
  int bottom = (MIN (y + self->block + self->reach, self->height) - 1) / LIMNER_TILE_SIZE;

  *only = limner_tiles_peek_tile (self->mask, top * n_columns + left);
  if (*only != NULL && *only != full)
    return FALSE;
  for (int row = top; row <= bottom; row++)
    for (int column = left; column <= right; column++)
      {
        if (limner_tiles_peek_tile (self->mask, row * n_columns + column) != *only)
          return FALSE;
      }
  return TRUE;
}

static void
set_block (const Filter *self,
           LimnerMask   *result,
           int           x,
           int           y,
           LimnerTile   *tile)
{
  int n_columns = limner_tiles_get_n_columns (result);
  int right = MIN (x + self->block, self->width);
  int bottom = MIN (y + self->block, self->height);

  for (int row = y / LIMNER_TILE_SIZE; row * LIMNER_TILE_SIZE < bottom; row++)
    for (int column = x / LIMNER_TILE_SIZE; column * LIMNER_TILE_SIZE < right; column++)
      limner_tiles_take_tile (result, row * n_columns + column, limner_tile_ref (tile));
}

static void
read_patch (const Filter *self,
            int           x,
            int           y,
            guint8       *patch)
{
  int left = MAX (x - self->reach, 0);
  int right = MIN (x - self->reach + self->side, self->width);
  int before = left - (x - self->reach);

  memset (patch, 0, (gsize) self->stride * self->side);
  for (int i = 0; i < self->side; i++)
    {
      guint8 *row = patch + (gsize) i * self->stride;
      int line = y - self->reach + i;

      if (self->extend)
        line = CLAMP (line, 0, self->height - 1);
      if (line < 0 || line >= self->height)
        continue;

      limner_tiles_read_span (self->mask, left, line, right - left, row + before);
      for (int k = before; self->invert && k < before + right - left; k++)
        row[k] = 255 - row[k];
      if (self->extend)
        {
          memset (row, row[before], before);
          memset (row + before + right - left, row[before + right - left - 1],
                  self->stride - before - (right - left));
        }
    }
}

static void
write_block (const Filter *self,
             LimnerMask   *result,
             int           x,
             int           y,
             guint8       *pixels,
             int           stride)
{
  int width = MIN (self->block, self->width - x);
  int height = MIN (self->block, self->height - y);

  for (int i = 0; i < height; i++)
    {
      guint8 *row = pixels + (gsize) i * stride;

      for (int k = 0; self->invert && k < width; k++)
        row[k] = 255 - row[k];
      limner_tiles_write_span (result, x, y + i, width, row);
    }
}

/**
 * limner_mask_filter_tidy_tile:
 * @mask: a mask
 * @index: of a tile
 *
 * Lets a tile that is all 0 or all 255 be the shared one, which takes no memory.
 */
void
limner_mask_filter_tidy_tile (LimnerMask *mask,
                              int         index)
{
  const guint8 *pixels = limner_tiles_read (mask, index);
  gboolean same = limner_tiles_peek_tile (mask, index) != NULL;
  guint8 first = pixels[0];
  LimnerRect extent;

  limner_tiles_get_extent (mask, index, &extent);
  same = same && (first == 0 || first == 255);
  for (int y = 0; same && y < extent.height; y++)
    {
      const guint8 *row = pixels + y * LIMNER_TILE_SIZE;

      same = row[0] == first && memcmp (row, row + 1, extent.width - 1) == 0;
    }
  if (same)
    limner_tiles_take_tile (mask, index, first == 0 ? NULL : limner_tile_new_full ());
}

/**
 * limner_mask_filter_tidy:
 * @mask: a mask
 *
 * Does so for all tiles.
 */
void
limner_mask_filter_tidy (LimnerMask *mask)
{
  int n = limner_tiles_get_n_tiles (mask);

  for (int i = 0; i < n; i++)
    limner_mask_filter_tidy_tile (mask, i);
}

/* The largest value within a disc. The disc is cut into columns; the largest of each column comes
 * from two windows whose height is a power of two ("sparse table"), which are made for all. */
static void
dilate (const Filter  *self,
        guint8       **tables,
        guint8        *out)
{
  const LimnerLoops *loops = limner_loops_get ();
  int reach = self->reach;
  int width = (self->block + 15) & ~15;

  for (int k = 1; 1 << k <= 2 * reach + 1; k++)
    {
      int half = 1 << (k - 1);

      for (int y = 0; y + 2 * half <= self->side; y++)
        {
          guint8 *row = tables[k] + (gsize) y * self->stride;

          memcpy (row, tables[k - 1] + (gsize) y * self->stride, self->stride);
          loops->maximum (row, tables[k - 1] + (gsize) (y + half) * self->stride, self->stride);
        }
    }

  memset (out, 0, (gsize) width * self->block);
  for (int dx = -reach; dx <= reach; dx++)
    {
      int half = (int) sqrt ((double) reach * reach + reach - (double) dx * dx);
      int k = g_bit_storage (2 * half + 1) - 1;

      for (int y = 0; y < self->block; y++)
        {
          guint8 *row = out + (gsize) y * width;
          gsize column = reach + dx;
          int first = y + reach - half;
          int second = y + reach + half - (1 << k) + 1;

          loops->maximum (row, tables[k] + (gsize) first * self->stride + column, width);
          loops->maximum (row, tables[k] + (gsize) second * self->stride + column, width);
        }
    }
}

/**
 * limner_mask_filter_grow:
 * @mask: a mask
 * @distance: in pixels, at least 1
 * @shrink: whether what is not masked grows instead
 *
 * Takes for each pixel the largest (or smallest) value within a disc; what is beyond the picture
 * does not count.
 *
 * Returns: (transfer full): the result
 */
LimnerMask *
limner_mask_filter_grow (const LimnerMask *mask,
                         int               distance,
                         gboolean          shrink)
{
  LimnerMask *result = limner_mask_new (limner_tiles_get_width (mask),
                                        limner_tiles_get_height (mask));
  g_autofree guint8 *memory = NULL;
  g_autofree guint8 *out = NULL;
  guint8 *tables[16] = { NULL };
  int n_tables;
  Filter filter;
  gsize size;

  filter_init (&filter, mask, distance, distance);
  filter.invert = shrink;
  n_tables = g_bit_storage (2 * distance + 1);
  size = (gsize) filter.stride * filter.side;
  memory = g_malloc (size * n_tables + 64);
  out = g_malloc ((gsize) filter.block * filter.block);
  for (int i = 0; i < n_tables; i++)
    tables[i] = memory + i * size;

  for (int y = 0; y < filter.height; y += filter.block)
    for (int x = 0; x < filter.width; x += filter.block)
      {
        LimnerTile *only;

        if (get_only_tile (&filter, x, y, &only))
          {
            set_block (&filter, result, x, y, only);
            continue;
          }
        read_patch (&filter, x, y, tables[0]);
        dilate (&filter, tables, out);
        write_block (&filter, result, x, y, out, filter.block);
      }
  limner_mask_filter_tidy (result);
  return result;
}

/* One pass of a running mean along the rows. */
static void
box_across (const guint16 *from,
            guint16       *to,
            int            n,
            int            radius)
{
  float scale = 1.0f / (2 * radius + 1);
  guint32 sum = 0;

  for (int x = -radius; x <= radius; x++)
    sum += from[CLAMP (x, 0, n - 1)];
  for (int x = 0; x < n; x++)
    {
      to[x] = (guint16) ((float) sum * scale + 0.5f);
      sum += from[MIN (x + radius + 1, n - 1)];
      sum -= from[MAX (x - radius, 0)];
    }
}

/* The same down the columns, all of them at once. */
static void
box_down (const guint16 *from,
          guint16       *to,
          guint32       *sums,
          int            stride,
          int            n,
          int            radius)
{
  float scale = 1.0f / (2 * radius + 1);

  memset (sums, 0, stride * sizeof *sums);
  for (int y = -radius; y <= radius; y++)
    for (int x = 0; x < stride; x++)
      sums[x] += from[(gsize) CLAMP (y, 0, n - 1) * stride + x];
  for (int y = 0; y < n; y++)
    {
      const guint16 *enter = from + (gsize) MIN (y + radius + 1, n - 1) * stride;
      const guint16 *leave = from + (gsize) MAX (y - radius, 0) * stride;
      guint16 *row = to + (gsize) y * stride;

      for (int x = 0; x < stride; x++)
        {
          row[x] = (guint16) ((float) (int) sums[x] * scale + 0.5f);
          sums[x] += enter[x];
          sums[x] -= leave[x];
        }
    }
}

/* Three running means in both directions, which is nearly a Gaussian, in 16 bits so that even wide
 * edges show no steps. */
static void
blur_patch (const Filter *self,
            const guint8 *patch,
            guint16      *a,
            guint16      *b,
            guint32      *sums,
            int           radius)
{
  gsize n = (gsize) self->stride * self->side;

  for (gsize i = 0; i < n; i++)
    a[i] = patch[i] * 256;
  for (int y = 0; y < self->side; y++)
    {
      guint16 *row = a + (gsize) y * self->stride;
      guint16 *other = b + (gsize) y * self->stride;

      box_across (row, other, self->stride, radius);
      box_across (other, row, self->stride, radius);
      box_across (row, other, self->stride, radius);
    }
  box_down (b, a, sums, self->stride, self->side, radius);
  box_down (a, b, sums, self->stride, self->side, radius);
  box_down (b, a, sums, self->stride, self->side, radius);
}

/**
 * limner_mask_filter_blur:
 * @mask: a mask
 * @distance: how far the soft edge reaches to each side, about, in pixels, at least 1
 * @sharpen: whether the edge is made sharp again where the blurred values pass the middle
 *
 * Blurs a mask; what is beyond the picture repeats its edge.
 *
 * Returns: (transfer full): the result
 */
LimnerMask *
limner_mask_filter_blur (const LimnerMask *mask,
                         int               distance,
                         gboolean          sharpen)
{
  LimnerMask *result = limner_mask_new (limner_tiles_get_width (mask),
                                        limner_tiles_get_height (mask));
  int radius = (distance + 2) / 3;
  int gain = sharpen ? 2 * radius : 1;
  g_autofree guint8 *patch = NULL;
  g_autofree guint16 *a = NULL;
  g_autofree guint16 *b = NULL;
  g_autofree guint32 *sums = NULL;
  Filter filter;
  gsize size;

  filter_init (&filter, mask, 3 * radius, MIN (12 * radius, 2048));
  filter.extend = TRUE;
  size = (gsize) filter.stride * filter.side;
  patch = g_malloc (size);
  a = g_new (guint16, size);
  b = g_new (guint16, size);
  sums = g_new (guint32, filter.stride);

  for (int y = 0; y < filter.height; y += filter.block)
    for (int x = 0; x < filter.width; x += filter.block)
      {
        LimnerTile *only;

        if (get_only_tile (&filter, x, y, &only))
          {
            set_block (&filter, result, x, y, only);
            continue;
          }
        read_patch (&filter, x, y, patch);
        blur_patch (&filter, patch, a, b, sums, radius);
        for (int i = 0; i < filter.block; i++)
          for (int k = 0; k < filter.block; k++)
            {
              gsize at = (gsize) (i + filter.reach) * filter.stride + k + filter.reach;
              int value = (a[at] - 32640) * gain + 32640;

              patch[i * filter.block + k] = (guint8) (CLAMP (value + 128, 0, 65535) >> 8);
            }
        write_block (&filter, result, x, y, patch, filter.block);
      }
  limner_mask_filter_tidy (result);
  return result;
}
