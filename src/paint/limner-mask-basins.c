/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-mask-filter.h"

/*
 * Holes of a soft mask. Values are heights; water is poured in until it runs off at the edge. What
 * is then under water is a basin: a hole. The water level of a pixel is the smallest height that
 * has to be climbed on the way out, found by flooding from the edge inwards, lowest level first,
 * with one stack for each of the 256 levels ("priority flood").
 */
typedef struct
{
  int     width;
  int     height;
  guint8 *heights;
  guint8 *levels;
  guint8 *reached;
  GArray *stacks[256];   /* guint32, indices of pixels */
} Flood;

static void
reach (Flood *self,
       int    x,
       int    y,
       int    level)
{
  guint32 index = (guint32) (y * self->width + x);
  int next;

  if (self->reached[index])
    return;

  next = MAX (self->heights[index], level);
  self->reached[index] = 1;
  self->levels[index] = (guint8) next;
  if (self->stacks[next] == NULL)
    self->stacks[next] = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (self->stacks[next], index);
}

static void
try_reach (Flood *self,
           int    x,
           int    y,
           int    level)
{
  if (x >= 0 && y >= 0 && x < self->width && y < self->height)
    reach (self, x, y, level);
}

static void
find_levels (Flood *self)
{
  for (int x = 0; x < self->width; x++)
    {
      reach (self, x, 0, 0);
      reach (self, x, self->height - 1, 0);
    }
  for (int y = 0; y < self->height; y++)
    {
      reach (self, 0, y, 0);
      reach (self, self->width - 1, y, 0);
    }

  for (int level = 0; level < 256; level++)
    {
      while (self->stacks[level] != NULL && self->stacks[level]->len > 0)
        {
          GArray *stack = self->stacks[level];
          guint32 index = g_array_index (stack, guint32, stack->len - 1);
          int x = (int) (index % (guint32) self->width);
          int y = (int) (index / (guint32) self->width);

          g_array_set_size (stack, stack->len - 1);
          try_reach (self, x - 1, y, level);
          try_reach (self, x + 1, y, level);
          try_reach (self, x, y - 1, level);
          try_reach (self, x, y + 1, level);
        }
      g_clear_pointer (&self->stacks[level], g_array_unref);
    }
}

/* Gathers the pixels under water that hang together with one. */
static void
gather_basin (Flood   *self,
              guint32  first,
              GArray  *basin)
{
  g_array_set_size (basin, 0);
  g_array_append_val (basin, first);
  self->reached[first] = 0;
  for (guint i = 0; i < basin->len; i++)
    {
      static const int steps[4][2] = { { -1, 0 }, { 1, 0 }, { 0, -1 }, { 0, 1 } };
      guint32 index = g_array_index (basin, guint32, i);
      int x = (int) (index % (guint32) self->width);
      int y = (int) (index / (guint32) self->width);

      for (int k = 0; k < 4; k++)
        {
          int nx = x + steps[k][0];
          int ny = y + steps[k][1];
          guint32 next = (guint32) (ny * self->width + nx);

          if (nx < 0 || ny < 0 || nx >= self->width || ny >= self->height ||
              !self->reached[next] || self->levels[next] <= self->heights[next])
            continue;
          self->reached[next] = 0;
          g_array_append_val (basin, next);
        }
    }
}

/* A hole that is mostly open is closed wholly, its soft rim up to the water level. */
static void
fill_basins (Flood *self,
             int    max_area)
{
  g_autoptr(GArray) basin = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 n = (guint32) (self->width * self->height);

  for (guint32 i = 0; i < n; i++)
    {
      if (!self->reached[i] || self->levels[i] <= self->heights[i])
        continue;

      gather_basin (self, i, basin);
      if (max_area > 0 && basin->len > (guint) max_area)
        continue;
      for (guint k = 0; k < basin->len; k++)
        {
          guint32 index = g_array_index (basin, guint32, k);
          gboolean open = self->heights[index] < 128 && self->levels[index] >= 128;

          self->heights[index] = open ? 255 : self->levels[index];
        }
    }
}

/**
 * limner_mask_filter_basins:
 * @mask: a mask
 * @max_area: holes of more pixels stay; 0 for no limit
 * @specks: whether islands go, rather than holes
 *
 * Fills the holes of a mask, or drops its islands. A hole that is open to the edge of the picture
 * is none.
 *
 * Returns: (transfer full): the result
 */
LimnerMask *
limner_mask_filter_basins (const LimnerMask *mask,
                           int               max_area,
                           gboolean          specks)
{
  LimnerRect picture = { 0, 0, limner_tiles_get_width (mask), limner_tiles_get_height (mask) };
  LimnerMask *result = limner_tiles_copy (mask);
  g_autofree guint8 *heights = NULL;
  g_autofree guint8 *levels = NULL;
  g_autofree guint8 *reached = NULL;
  LimnerRect bounds;
  Flood flood = { 0 };
  gsize n;

  if (!limner_tiles_get_bounds (mask, &bounds))
    return result;

  /* One pixel round what is masked, so that the flood comes round it on all sides. */
  limner_rect_grow (&bounds, 1);
  limner_rect_intersect (&bounds, &picture, &bounds);
  n = (gsize) bounds.width * bounds.height;
  heights = g_malloc (n);
  levels = g_malloc (n);
  reached = g_malloc0 (n);
  for (int y = 0; y < bounds.height; y++)
    limner_tiles_read_span (mask, bounds.x, bounds.y + y, bounds.width,
                            heights + (gsize) y * bounds.width);
  for (gsize i = 0; specks && i < n; i++)
    heights[i] = 255 - heights[i];

  flood = (Flood) { .width = bounds.width, .height = bounds.height, .heights = heights,
                    .levels = levels, .reached = reached };
  find_levels (&flood);
  fill_basins (&flood, max_area);

  for (gsize i = 0; specks && i < n; i++)
    heights[i] = 255 - heights[i];
  for (int y = 0; y < bounds.height; y++)
    limner_tiles_write_span (result, bounds.x, bounds.y + y, bounds.width,
                             heights + (gsize) y * bounds.width);
  limner_mask_filter_tidy (result);
  return result;
}
