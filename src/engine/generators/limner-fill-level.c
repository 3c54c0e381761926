/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "limner-fill-private.h"

/* How much a difference in roughness counts beside a difference in colour. */
#define ROUGHNESS_GAIN   5
#define ROUGHNESS_RADIUS 3

static LimnerFillLevel *
level_alloc (int           width,
             int           height,
             GCancellable *cancellable)
{
  LimnerFillLevel *self = g_new0 (LimnerFillLevel, 1);
  gsize n = (gsize) width * height;

  self->cancellable = cancellable;
  self->width = width;
  self->height = height;
  /* One more pixel: a row of a patch is read in whole vectors. */
  self->pixels = g_malloc0 ((n + 1) * LIMNER_FILL_CHANNELS);
  self->hole = g_malloc0 (n);
  self->known_bottom = height - 1;

  return self;
}

/* The mean of what is known in a square, for one channel, along rows and then along columns:
 * sums[] and counts[] hold running sums. */
static void
blur_roughness (LimnerFillLevel *self,
                const guint8    *rough)
{
  int width = self->width;
  int height = self->height;
  g_autofree guint32 *sums = g_new0 (guint32, ((gsize) width + 1) * 3);
  g_autofree guint32 *columns = g_new0 (guint32, (gsize) width * 3);

  for (int y = -ROUGHNESS_RADIUS;
       y < height && !g_cancellable_is_cancelled (self->cancellable); y++)
    {
      int enter = y + ROUGHNESS_RADIUS;
      int leave = y - ROUGHNESS_RADIUS - 1;

      for (int x = 0; x < width; x++)
        {
          if (enter < height && !self->hole[(gsize) enter * width + x])
            {
              columns[x * 3] += rough[((gsize) enter * width + x) * 2];
              columns[x * 3 + 1] += rough[((gsize) enter * width + x) * 2 + 1];
              columns[x * 3 + 2]++;
            }
          if (leave >= 0 && !self->hole[(gsize) leave * width + x])
            {
              columns[x * 3] -= rough[((gsize) leave * width + x) * 2];
              columns[x * 3 + 1] -= rough[((gsize) leave * width + x) * 2 + 1];
              columns[x * 3 + 2]--;
            }
          for (int c = 0; c < 3; c++)
            sums[(x + 1) * 3 + c] = sums[x * 3 + c] + columns[x * 3 + c];
        }
      for (int x = 0; x < width && y >= 0; x++)
        {
          const guint32 *low = sums + MAX (x - ROUGHNESS_RADIUS, 0) * 3;
          const guint32 *high = sums + MIN (x + ROUGHNESS_RADIUS + 1, width) * 3;
          guint32 count = MAX (high[2] - low[2], 1);
          guint8 *to = self->pixels + ((gsize) y * width + x) * LIMNER_FILL_CHANNELS;

          to[4] = (guint8) MIN ((high[0] - low[0]) * ROUGHNESS_GAIN / count, 255);
          to[5] = (guint8) MIN ((high[1] - low[1]) * ROUGHNESS_GAIN / count, 255);
        }
    }
}

static int
luma (const guint8 *pixel)
{
  return (77 * pixel[0] + 150 * pixel[1] + 29 * pixel[2]) / 256;
}

static void
measure_roughness (LimnerFillLevel *self)
{
  int width = self->width;
  gsize n = (gsize) width * self->height;
  g_autofree guint8 *rough = g_malloc0 (n * 2);

  for (gsize at = 0; at < n; at++)
    {
      const guint8 *pixel = self->pixels + at * LIMNER_FILL_CHANNELS;
      gsize x = at % width;

      if (x == 0 && g_cancellable_is_cancelled (self->cancellable))
        return;
      if (self->hole[at])
        continue;
      if (x > 0 && !self->hole[at - 1])
        rough[at * 2] = (guint8) abs (luma (pixel) - luma (pixel - LIMNER_FILL_CHANNELS));
      if (at >= (gsize) width && !self->hole[at - width])
        rough[at * 2 + 1] = (guint8) abs (luma (pixel) -
                                          luma (pixel - (gsize) width * LIMNER_FILL_CHANNELS));
    }
  blur_roughness (self, rough);
}

/*
 * _limner_fill_level_new:
 * @pixels: RGBA, @width × @height
 * @hole: 1 where they are not known
 * @width: in pixels
 * @height: in pixels
 * @cancellable: (nullable): ends the work on this level and on those made of it early
 *
 * Makes the finest level.
 */
LimnerFillLevel *
_limner_fill_level_new (const guint8 *pixels,
                        const guint8 *hole,
                        int           width,
                        int           height,
                        GCancellable *cancellable)
{
  LimnerFillLevel *self = level_alloc (width, height, cancellable);
  gsize n = (gsize) width * height;

  memcpy (self->hole, hole, n);
  for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y++)
    for (gsize i = (gsize) y * width; i < (gsize) (y + 1) * width; i++)
      if (!hole[i])
        memcpy (self->pixels + i * LIMNER_FILL_CHANNELS, pixels + i * 4, 4);
  measure_roughness (self);

  return self;
}

/*
 * _limner_fill_level_shrink:
 * @level: a level
 *
 * Makes the level of half the size. A pixel is known where at least two of its four are, and then
 * the mean of these.
 */
LimnerFillLevel *
_limner_fill_level_shrink (const LimnerFillLevel *level)
{
  LimnerFillLevel *self = level_alloc ((level->width + 1) / 2, (level->height + 1) / 2,
                                       level->cancellable);

  for (int y = 0; y < self->height && !g_cancellable_is_cancelled (self->cancellable); y++)
    for (int x = 0; x < self->width; x++)
      {
        gsize to = (gsize) y * self->width + x;
        guint sums[LIMNER_FILL_USED] = { 0 };
        guint count = 0;

        for (int part = 0; part < 4; part++)
          {
            int from_x = MIN (2 * x + part % 2, level->width - 1);
            int from_y = MIN (2 * y + part / 2, level->height - 1);
            gsize from = (gsize) from_y * level->width + from_x;

            if (level->hole[from])
              continue;
            count++;
            for (int c = 0; c < LIMNER_FILL_USED; c++)
              sums[c] += level->pixels[from * LIMNER_FILL_CHANNELS + c];
          }
        self->hole[to] = count < 2;
        for (int c = 0; c < LIMNER_FILL_USED && count >= 2; c++)
          self->pixels[to * LIMNER_FILL_CHANNELS + c] = (guint8) ((sums[c] + count / 2) / count);
      }
  self->pull = level->pull * 2;

  return self;
}

/*
 * _limner_fill_level_distance:
 * @level: a level
 * @value: 0 or 1
 *
 * Returns: (transfer full): the number of steps of a king on a chess board from each pixel to the
 *   nearest one where the hole has this value
 */
guint16 *
_limner_fill_level_distance (const LimnerFillLevel *level,
                             guint8                 value)
{
  const guint8 *where = level->hole;
  int width = level->width;
  int height = level->height;
  int limit = G_MAXINT16;
  guint16 *distance = g_new0 (guint16, (gsize) width * height);

  for (int y = 0; y < height && !g_cancellable_is_cancelled (level->cancellable); y++)
    for (int x = 0; x < width; x++)
      {
        gsize at = (gsize) y * width + x;
        int best = where[at] == value ? 0 : limit;

        if (x > 0)
          best = MIN (best, distance[at - 1] + 1);
        for (int dx = -1; dx <= 1 && y > 0; dx++)
          if (x + dx >= 0 && x + dx < width)
            best = MIN (best, distance[at - width + dx] + 1);
        distance[at] = (guint16) best;
      }
  for (int y = height - 1; y >= 0 && !g_cancellable_is_cancelled (level->cancellable); y--)
    for (int x = width - 1; x >= 0; x--)
      {
        gsize at = (gsize) y * width + x;
        int best = distance[at];

        if (x < width - 1)
          best = MIN (best, distance[at + 1] + 1);
        for (int dx = -1; dx <= 1 && y < height - 1; dx++)
          if (x + dx >= 0 && x + dx < width)
            best = MIN (best, distance[at + width + dx] + 1);
        distance[at] = (guint16) best;
      }

  return distance;
}

static void
find_known_rows (LimnerFillLevel *self)
{
  self->known_top = self->height;
  self->known_bottom = 0;
  for (int y = 0; y < self->height; y++)
    if (memchr (self->hole + (gsize) y * self->width, 0, self->width) != NULL)
      {
        self->known_top = MIN (self->known_top, y);
        self->known_bottom = MAX (self->known_bottom, y);
      }
  self->known_top = MIN (self->known_top, self->known_bottom);
}

/*
 * _limner_fill_level_prepare:
 * @self: a level
 * @reach: how far from the hole sources are taken from, in pixels
 *
 * Finds the patches that have to be made and those that they can be made from. Patches do not
 * reach beyond the picture. If there is nothing to copy from, n_sources is 0.
 */
void
_limner_fill_level_prepare (LimnerFillLevel *self,
                            int              reach)
{
  int width = self->width;
  int height = self->height;
  gsize n = (gsize) width * height;
  g_autofree guint16 *outside = _limner_fill_level_distance (self, 1);

  self->source = g_malloc0 (n);
  self->target = g_malloc0 (n);
  self->depth = _limner_fill_level_distance (self, 0);
  self->match = g_new0 (guint32, n);
  self->before = g_new0 (guint32, n);
  self->cost = g_new0 (guint32, n);
  self->weight = g_new0 (float, n);
  self->sources = g_new (guint32, n);

  for (int y = LIMNER_FILL_RADIUS;
       y < height - LIMNER_FILL_RADIUS && !g_cancellable_is_cancelled (self->cancellable); y++)
    for (int x = LIMNER_FILL_RADIUS; x < width - LIMNER_FILL_RADIUS; x++)
      {
        gsize at = (gsize) y * width + x;

        self->target[at] = outside[at] <= LIMNER_FILL_RADIUS;
        self->source[at] = outside[at] > LIMNER_FILL_RADIUS && outside[at] <= reach;
        if (self->source[at])
          self->sources[self->n_sources++] = (guint32) at;
      }
  find_known_rows (self);
}

void
_limner_fill_level_free (LimnerFillLevel *self)
{
  g_free (self->pixels);
  g_free (self->hole);
  g_free (self->source);
  g_free (self->target);
  g_free (self->depth);
  g_free (self->match);
  g_free (self->before);
  g_free (self->cost);
  g_free (self->weight);
  g_free (self->sources);
  g_free (self->rarity);
  g_free (self->guides);
  g_free (self->guide);
  g_free (self);
}
