/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "limner-fill-private.h"
#include "limner-membrane.h"
#include "limner-parallel.h"

#define N_BINS 4096

/* A patch one pixel farther from what is known than another counts this much less. */
#define TRUST_BASE 3.0f

typedef struct
{
  LimnerFillLevel *level;
  gint64          *changes;   /* one for each row */
} Vote;

/* How much a patch counts whose middle lies as much deeper in the hole than a pixel, or less. */
static const float trusts[2 * LIMNER_FILL_RADIUS + 1] = {
  TRUST_BASE * TRUST_BASE * TRUST_BASE, TRUST_BASE * TRUST_BASE, TRUST_BASE, 1,
  1 / TRUST_BASE, 1 / (TRUST_BASE * TRUST_BASE), 1 / (TRUST_BASE * TRUST_BASE * TRUST_BASE),
};

/* The cost that three quarters of the targets do not pass (Wexler et al., 2007), to a part in
 * sixteen. */
static double
typical_cost (const LimnerFillLevel *level)
{
  g_autofree guint32 *bins = g_new0 (guint32, N_BINS);
  gsize total = 0;
  gsize seen = 0;

  for (int y = 0; y < level->height && !g_cancellable_is_cancelled (level->cancellable); y++)
    for (gsize i = (gsize) y * level->width; i < (gsize) (y + 1) * level->width; i++)
      if (level->target[i])
        {
          guint bin = (guint) (16 * log2 (1.0 + level->cost[i]));

          bins[MIN (bin, N_BINS - 1)]++;
          total++;
        }
  for (guint bin = 0; bin < N_BINS; bin++)
    {
      seen += bins[bin];
      if (seen * 4 >= total * 3)
        return exp2 ((bin + 1) / 16.0);
    }

  return 1;
}

static void
weigh_targets (LimnerFillLevel *level,
               float            sharpness)
{
  float factor = (float) (-sharpness / (2 * typical_cost (level)));

  for (int y = 0; y < level->height && !g_cancellable_is_cancelled (level->cancellable); y++)
    for (gsize i = (gsize) y * level->width; i < (gsize) (y + 1) * level->width; i++)
      if (level->target[i])
        level->weight[i] = expf (MAX ((float) level->cost[i] * factor, -60.0f)) + 1e-20f;
}

/* What the patches over a pixel would have there. */
static inline void
vote_pixel (const LimnerFillLevel *level,
            int                    x,
            int                    y,
            float                  result[LIMNER_FILL_CHANNELS])
{
  float sums[LIMNER_FILL_CHANNELS] = { 0 };
  float total = 0;
  int x0 = MAX (x - LIMNER_FILL_RADIUS, 0);
  int x1 = MIN (x + LIMNER_FILL_RADIUS, level->width - 1);
  int y0 = MAX (y - LIMNER_FILL_RADIUS, 0);
  int y1 = MIN (y + LIMNER_FILL_RADIUS, level->height - 1);
  gsize at = (gsize) y * level->width + x;

  for (int j = y0; j <= y1; j++)
    for (int i = x0; i <= x1; i++)
      {
        gsize target = (gsize) j * level->width + i;
        float weight;
        const guint8 *from;

        if (!level->target[target])
          continue;
        weight = level->weight[target] *
                 trusts[level->depth[target] - level->depth[at] + LIMNER_FILL_RADIUS];
        from = level->pixels + (level->match[target] + at - target) * LIMNER_FILL_CHANNELS;
        for (int c = 0; c < LIMNER_FILL_CHANNELS; c++)
          sums[c] += weight * from[c];
        total += weight;
      }
  for (int c = 0; c < LIMNER_FILL_CHANNELS; c++)
    result[c] = sums[c] / total;
}

static void
vote_row (int      y,
          gpointer data)
{
  const Vote *vote = data;
  LimnerFillLevel *level = vote->level;
  gint64 change = 0;

  for (int x = 0; x < level->width; x++)
    {
      gsize at = (gsize) y * level->width + x;
      guint8 *pixel = level->pixels + at * LIMNER_FILL_CHANNELS;
      float result[LIMNER_FILL_CHANNELS];

      if (!level->hole[at])
        continue;
      vote_pixel (level, x, y, result);
      for (int c = 0; c < LIMNER_FILL_CHANNELS; c++)
        {
          guint8 value = (guint8) (result[c] + 0.5f);

          change += abs (value - pixel[c]);
          pixel[c] = value;
        }
    }
  vote->changes[y] = change;
}

/*
 * _limner_fill_vote:
 * @level: a level
 * @sharpness: how much better patches count more than worse ones; 1 is as in the literature
 * @cancellable: (nullable):
 *
 * Gives each pixel of the hole the mean of what the patches over it would have there. Sources hold
 * no pixel of the hole, so rows do not depend on each other.
 *
 * Returns: how much it changed a byte of the hole on average
 */
double
_limner_fill_vote (LimnerFillLevel *level,
                   float            sharpness,
                   GCancellable    *cancellable)
{
  g_autofree gint64 *changes = g_new0 (gint64, level->height);
  Vote vote = { level, changes };
  gsize n = (gsize) level->width * level->height;
  gint64 change = 0;
  gsize n_hole = 0;

  weigh_targets (level, sharpness);
  limner_parallel_for (level->height, vote_row, &vote, cancellable);

  for (int y = 0; y < level->height; y++)
    change += changes[y];
  for (gsize i = 0; i < n; i++)
    n_hole += level->hole[i];

  return (double) change / (double) (MAX (n_hole, 1) * LIMNER_FILL_USED);
}

static gboolean
touches_hole (const LimnerFillLevel *level,
              int                    x,
              int                    y)
{
  for (int j = MAX (y - 1, 0); j <= MIN (y + 1, level->height - 1); j++)
    for (int i = MAX (x - 1, 0); i <= MIN (x + 1, level->width - 1); i++)
      if (level->hole[(gsize) j * level->width + i])
        return TRUE;

  return FALSE;
}

/*
 * _limner_fill_blend:
 * @level: the finest level, done
 * @original: its pixels as they were given, RGBA
 * @cancellable: (nullable):
 *
 * Takes away the step of colour at the edge of the hole: what the patches would put on the known
 * pixels beside it differs from these, and that difference is spanned over the hole like a
 * membrane and added (the guided form of Poisson blending, Pérez et al., 2003; Georgiev, 2006).
 */
void
_limner_fill_blend (LimnerFillLevel *level,
                    const guint8    *original,
                    GCancellable    *cancellable)
{
  gsize n = (gsize) level->width * level->height;
  g_autofree float *offsets = g_new0 (float, n * 3);
  g_autofree guint8 *known = g_malloc0 (n);

  for (int y = 0; y < level->height && !g_cancellable_is_cancelled (cancellable); y++)
    for (int x = 0; x < level->width; x++)
      {
        gsize at = (gsize) y * level->width + x;
        float result[LIMNER_FILL_CHANNELS];

        if (level->hole[at] || !touches_hole (level, x, y))
          {
            known[at] = !level->hole[at];
            continue;
          }
        known[at] = 1;
        vote_pixel (level, x, y, result);
        for (int c = 0; c < 3; c++)
          offsets[at * 3 + c] = original[at * 4 + c] - result[c];
      }

  limner_membrane_fill (offsets, known, level->width, level->height, 3, cancellable);

  for (int y = 0; y < level->height && !g_cancellable_is_cancelled (cancellable); y++)
    for (gsize i = (gsize) y * level->width; i < (gsize) (y + 1) * level->width; i++)
      for (int c = 0; c < 3 && level->hole[i]; c++)
        {
          guint8 *value = level->pixels + i * LIMNER_FILL_CHANNELS + c;

          *value = (guint8) CLAMP (*value + offsets[i * 3 + c] + 0.5f, 0.0f, 255.0f);
        }
}
