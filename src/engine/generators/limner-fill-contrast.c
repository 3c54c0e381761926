/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "limner-fill-private.h"
#include "limner-parallel.h"

/* How far round a pixel contrast is compared, and how far from the hole what is known counts. */
#define POOL_RADIUS 10
#define NEAR        8

/* The detail is what differs from a blurred copy, which has some of the contrast too: so much more
 * than contrast is to be raised detail has to be. */
#define DETAIL_GAIN 1.6f

/* The most that detail is raised by, and the unit in which that is kept. */
#define MAX_GAIN    1.6f
#define GAIN_ONE    128

/* A pixel counts as made if its contrast depends on the hole. */
#define MADE        1

typedef struct
{
  const LimnerFillLevel *level;
  const guint16         *outside;    /* distance from the hole */
  guint16               *slopes;     /* how much lightness changes at each pixel */
  guint8                *gains;      /* for each pixel of the hole, in parts of GAIN_ONE */
  guint8                *pixels;     /* RGBA: where the answer goes */
} Contrast;

/* Sums over a column or a window: of what was made and of what is known beside it. */
typedef struct
{
  guint64 made;
  guint64 known;
  guint32 n_made;
  guint32 n_known;
} Pool;

static int
luma (const LimnerFillLevel *level,
      int                    x,
      int                    y)
{
  const guint8 *pixel = level->pixels +
                        ((gsize) CLAMP (y, 0, level->height - 1) * level->width +
                         CLAMP (x, 0, level->width - 1)) * LIMNER_FILL_CHANNELS;

  return 77 * pixel[0] + 150 * pixel[1] + 29 * pixel[2];
}

static void
measure_row (int      y,
             gpointer data)
{
  Contrast *self = data;
  const LimnerFillLevel *level = self->level;

  for (int x = 0; x < level->width; x++)
    {
      gsize at = (gsize) y * level->width + x;
      int across = 0;
      int down = 0;

      if (self->outside[at] > NEAR)
        continue;
      for (int i = -1; i <= 1; i++)
        {
          across += (2 - i * i) * (luma (level, x + 1, y + i) - luma (level, x - 1, y + i));
          down += (2 - i * i) * (luma (level, x + i, y + 1) - luma (level, x + i, y - 1));
        }
      self->slopes[at] = (guint16) (hypotf ((float) across, (float) down) / 32);
    }
}

static void
pool_row (const Contrast *self,
          Pool           *columns,
          int             y,
          int             sign)
{
  const LimnerFillLevel *level = self->level;

  if (y < 0 || y >= level->height)
    return;

  for (int x = 0; x < level->width; x++)
    {
      gsize at = (gsize) y * level->width + x;

      if (self->outside[at] <= MADE)
        {
          columns[x].made += (guint64) (sign * (int) self->slopes[at]);
          columns[x].n_made += (guint32) sign;
        }
      else if (self->outside[at] <= NEAR)
        {
          columns[x].known += (guint64) (sign * (int) self->slopes[at]);
          columns[x].n_known += (guint32) sign;
        }
    }
}

static guint8
gain_of (const Pool *pool)
{
  float made;
  float known;

  if (pool->n_known == 0 || pool->n_made == 0 || pool->made == 0)
    return GAIN_ONE;

  made = (float) pool->made / (float) pool->n_made;
  known = (float) pool->known / (float) pool->n_known;

  return (guint8) (GAIN_ONE * CLAMP (1 + (known / made - 1) * DETAIL_GAIN, 1.0f, MAX_GAIN));
}

/* Compares the two over a square round each pixel of the hole. */
static void
find_gains (Contrast     *self,
            GCancellable *cancellable)
{
  const LimnerFillLevel *level = self->level;
  g_autofree Pool *columns = g_new0 (Pool, level->width);
  g_autofree Pool *sums = g_new0 (Pool, (gsize) level->width + 1);

  for (int y = -POOL_RADIUS; y < level->height && !g_cancellable_is_cancelled (cancellable); y++)
    {
      pool_row (self, columns, y + POOL_RADIUS, 1);
      pool_row (self, columns, y - POOL_RADIUS - 1, -1);
      if (y < 0 || memchr (level->hole + (gsize) y * level->width, 1, level->width) == NULL)
        continue;

      for (int x = 0; x < level->width; x++)
        sums[x + 1] = (Pool) { sums[x].made + columns[x].made, sums[x].known + columns[x].known,
                               sums[x].n_made + columns[x].n_made,
                               sums[x].n_known + columns[x].n_known };
      for (int x = 0; x < level->width; x++)
        {
          const Pool *low = &sums[MAX (x - POOL_RADIUS, 0)];
          const Pool *high = &sums[MIN (x + POOL_RADIUS + 1, level->width)];
          Pool pool = { high->made - low->made, high->known - low->known,
                        high->n_made - low->n_made, high->n_known - low->n_known };

          if (level->hole[(gsize) y * level->width + x])
            self->gains[(gsize) y * level->width + x] = gain_of (&pool);
        }
    }
}

static void
deliver_row (int      y,
             gpointer data)
{
  static const int weights[] = { 1, 4, 6, 4, 1 };
  Contrast *self = data;
  const LimnerFillLevel *level = self->level;

  for (int x = 0; x < level->width; x++)
    {
      gsize at = (gsize) y * level->width + x;
      const guint8 *from = level->pixels + at * LIMNER_FILL_CHANNELS;
      int sums[3] = { 0 };

      if (!level->hole[at])
        continue;
      memcpy (self->pixels + at * 4, from, 4);
      if (self->gains[at] <= GAIN_ONE)
        continue;

      for (int j = -2; j <= 2; j++)
        for (int i = -2; i <= 2; i++)
          {
            const guint8 *near = level->pixels +
                                 ((gsize) CLAMP (y + j, 0, level->height - 1) * level->width +
                                  CLAMP (x + i, 0, level->width - 1)) * LIMNER_FILL_CHANNELS;

            for (int c = 0; c < 3; c++)
              sums[c] += weights[j + 2] * weights[i + 2] * near[c];
          }
      for (int c = 0; c < 3; c++)
        {
          float smooth = (float) sums[c] / 256;
          float value = smooth + ((float) from[c] - smooth) * (float) self->gains[at] / GAIN_ONE;

          self->pixels[at * 4 + c] = (guint8) CLAMP (value + 0.5f, 0.0f, 255.0f);
        }
    }
}

/*
 * _limner_fill_deliver:
 * @level: the finest level, done
 * @pixels: RGBA, of its size; what lies in the hole is written
 * @cancellable: (nullable):
 *
 * Hands the hole's pixels over. Patches that fit everywhere a little are smoother than the picture,
 * and their mean is smoother still; so where lightness changes less in the hole than beside it, the
 * detail of the hole is raised until it changes as much.
 */
void
_limner_fill_deliver (const LimnerFillLevel *level,
                      guint8                *pixels,
                      GCancellable          *cancellable)
{
  gsize n = (gsize) level->width * level->height;
  g_autofree guint16 *outside = _limner_fill_level_distance (level, 1);
  g_autofree guint16 *slopes = g_new0 (guint16, n);
  g_autofree guint8 *gains = g_malloc0 (n);
  Contrast self = { level, outside, slopes, gains, pixels };

  limner_parallel_for (level->height, measure_row, &self, cancellable);
  find_gains (&self, cancellable);
  limner_parallel_for (level->height, deliver_row, &self, cancellable);
}
