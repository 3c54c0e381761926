/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "limner-fill-private.h"
#include "limner-parallel.h"
#include "limner-random.h"
#include "limner-vector.h"

/* The hot loops of filling: PatchMatch (Barnes et al., 2009). */

#define ROW_BYTES  (LIMNER_FILL_SIDE * LIMNER_FILL_CHANNELS)

/* The most pairs of patches that the first guess compares, and the least for each pixel. */
#define MAX_BEGIN_PAIRS   1500000
#define MIN_BEGIN_SOURCES 150

/* With how many sources each is compared at most to tell how rare it is, and the most that
 * this costs. */
#define MAX_RARE_SOURCES  2000
#define RARITY_MAX        1000000

/* What a patch on a line costs for each pixel that it is copied from beside the line, and how many
 * pixels cost nothing: so much that a thin wire which was lost on the coarse levels comes back. */
#define GUIDE_COST        300000.0f
#define GUIDE_FREE        0.75f

typedef struct
{
  LimnerFillLevel        *level;
  const LimnerFillSearch *search;
  int                     round;
} Work;

/* The sum of squared differences of two patches, or something above the limit. */
static inline __attribute__ ((always_inline)) guint32
patch_cost (const guint8 *a,
            const guint8 *b,
            gsize         stride,
            guint32       limit)
{
  guint32 cost = 0;

  for (int y = 0; y < LIMNER_FILL_SIDE && cost < limit; y++, a += stride, b += stride)
    {
      gint32 row = 0;

      for (int i = 0; i < ROW_BYTES; i++)
        {
          gint16 difference = (gint16) (a[i] - b[i]);

          row += difference * difference;
        }
      cost += (guint32) row;
    }

  return cost;
}

/* What it costs that a source lies above or below the height that a target belongs to. Beyond the
 * known rows the picture grows outward: as many rows as it has grown fit equally well. */
static inline guint32
pull_cost (const LimnerFillLevel *level,
           guint32                target,
           guint32                source)
{
  int y = (int) (target / level->width);
  int nearest = CLAMP (y, level->known_top, level->known_bottom);
  int apart = abs (nearest - (int) (source / level->width)) - abs (y - nearest);

  return level->pull * (guint32) MAX (apart, 0);
}

/* What it costs that a source does not lie along the line that goes through a target. */
static inline guint32
guide_cost (const LimnerFillLevel *level,
            guint32                target,
            guint32                source)
{
  const LimnerFillGuide *guide = &level->guides[level->guide[target] - 1];
  float dx = (float) ((int) (source % level->width) - (int) (target % level->width));
  float dy = (float) ((int) (source / level->width) - (int) (target / level->width));

  float apart = fabsf (dx * guide->along_y - dy * guide->along_x);

  return (guint32) (GUIDE_COST * MAX (apart - GUIDE_FREE, 0.0f));
}

/* What a source costs apart from how it looks: its height, that it does not lie along a line, and
 * that what is found only once is hardly to be seen twice. */
static inline guint32
extra_cost (const LimnerFillLevel *level,
            guint32                target,
            guint32                source)
{
  guint32 cost = level->pull > 0 ? pull_cost (level, target, source) : 0;

  if (level->guide != NULL && level->guide[target] > 0)
    cost += guide_cost (level, target, source);
  return level->rarity != NULL ? cost + level->rarity[source] : cost;
}

static inline __attribute__ ((always_inline)) void
try_source (LimnerFillLevel *level,
            guint32          target,
            guint32          source,
            guint32         *best_source,
            guint32         *best_cost)
{
  gsize stride = (gsize) level->width * LIMNER_FILL_CHANNELS;
  gsize corner = (gsize) LIMNER_FILL_RADIUS * level->width + LIMNER_FILL_RADIUS;
  guint32 extra = extra_cost (level, target, source);
  guint32 cost;

  if (source == *best_source || extra >= *best_cost)
    return;

  cost = extra + patch_cost (level->pixels + (target - corner) * LIMNER_FILL_CHANNELS,
                             level->pixels + (source - corner) * LIMNER_FILL_CHANNELS,
                             stride, *best_cost - extra);
  if (cost < *best_cost)
    {
      *best_cost = cost;
      *best_source = source;
    }
}

/* Looks round the best source so far, in smaller and smaller squares. */
static inline __attribute__ ((always_inline)) void
look_around (LimnerFillLevel        *level,
             const LimnerFillSearch *search,
             LimnerRandom           *random,
             guint32                 target,
             guint32                *best_source,
             guint32                *best_cost)
{
  int reach = search->reach;

  for (int look = 0; look < search->n_looks && reach >= 1; look++, reach /= 2)
    {
      int x = (int) (*best_source % level->width);
      int y = (int) (*best_source / level->width);
      int x0 = MAX (x - reach, LIMNER_FILL_RADIUS);
      int x1 = MIN (x + reach, level->width - 1 - LIMNER_FILL_RADIUS);
      int y0 = MAX (y - reach, LIMNER_FILL_RADIUS);
      int y1 = MIN (y + reach, level->height - 1 - LIMNER_FILL_RADIUS);
      guint64 bits = limner_random_next (random);
      guint32 at_x = x0 + (guint32) (((bits & 0xffffffff) * (guint64) (x1 - x0 + 1)) >> 32);
      guint32 at_y = y0 + (guint32) (((bits >> 32) * (guint64) (y1 - y0 + 1)) >> 32);
      guint32 source = at_y * level->width + at_x;

      if (level->source[source])
        try_source (level, target, source, best_source, best_cost);
    }
}

/* Tries a place that lies so far from a target along the line that goes through it. */
static inline __attribute__ ((always_inline)) void
try_along (LimnerFillLevel *level,
           guint32          target,
           float            along,
           guint32         *best_source,
           guint32         *best_cost)
{
  const LimnerFillGuide *guide = &level->guides[level->guide[target] - 1];
  int x = (int) floorf ((float) (target % level->width) + along * guide->along_x + 0.5f);
  int y = (int) floorf ((float) (target / level->width) + along * guide->along_y + 0.5f);
  guint32 source = (guint32) (y * level->width + x);

  if (x >= 0 && y >= 0 && x < level->width && y < level->height && level->source[source])
    try_source (level, target, source, best_source, best_cost);
}

/* Looks along the line that goes through a target: beside the best source so far, and further. */
static inline __attribute__ ((always_inline)) void
look_along (LimnerFillLevel        *level,
            const LimnerFillSearch *search,
            LimnerRandom           *random,
            guint32                 target,
            guint32                *best_source,
            guint32                *best_cost)
{
  const LimnerFillGuide *guide = &level->guides[level->guide[target] - 1];
  float dx = (float) ((int) (*best_source % level->width) - (int) (target % level->width));
  float dy = (float) ((int) (*best_source / level->width) - (int) (target / level->width));
  float along = dx * guide->along_x + dy * guide->along_y;

  try_along (level, target, along, best_source, best_cost);
  for (int look = 0; look < search->n_looks; look++)
    {
      float reach = MAX (2 * guide->reach, 8.0f) / (float) (1 << look);

      try_along (level, target, along + limner_random_range (random, -reach, reach), best_source,
                 best_cost);
    }
}

static inline __attribute__ ((always_inline)) void
search_target (LimnerFillLevel        *level,
               const LimnerFillSearch *search,
               int                     round,
               guint32                 target,
               guint32                 beside,
               guint32                 before,
               guint32                 before_match)
{
  guint32 best_source = G_MAXUINT32;
  guint32 best_cost = G_MAXUINT32;
  LimnerRandom random =
    limner_random_fork (search->seed, ((guint64) search->index << 48) ^
                                      ((guint64) round << 36) ^ target);

  try_source (level, target, level->match[target], &best_source, &best_cost);
  if (level->target[beside])
    {
      guint32 source = level->match[beside] + (target - beside);

      if (level->source[source])
        try_source (level, target, source, &best_source, &best_cost);
    }
  if (level->target[before])
    {
      guint32 source = before_match + (target - before);

      if (level->source[source])
        try_source (level, target, source, &best_source, &best_cost);
    }
  look_around (level, search, &random, target, &best_source, &best_cost);
  if (level->guide != NULL && level->guide[target] > 0)
    look_along (level, search, &random, target, &best_source, &best_cost);

  level->match[target] = best_source;
  level->cost[target] = best_cost;
}

/* One band, left to right and downwards in even rounds, the other way round in odd ones. */
LIMNER_VECTOR_CLONES static void
search_band (int      index,
             gpointer data)
{
  const Work *work = data;
  LimnerFillLevel *level = work->level;
  int top = MAX (index * LIMNER_FILL_BAND, LIMNER_FILL_RADIUS);
  int bottom = MIN ((index + 1) * LIMNER_FILL_BAND, level->height - LIMNER_FILL_RADIUS);
  int step = work->round % 2 == 0 ? 1 : -1;
  int first_y = step > 0 ? top : bottom - 1;
  int first_x = step > 0 ? LIMNER_FILL_RADIUS : level->width - 1 - LIMNER_FILL_RADIUS;

  for (int y = first_y;
       y >= top && y < bottom && !g_cancellable_is_cancelled (level->cancellable);
       y += step)
    {
      /* The row before belongs to another band if this one is the first. */
      const guint32 *matches = y == first_y ? level->before : level->match;

      for (int x = first_x;
           x >= LIMNER_FILL_RADIUS && x < level->width - LIMNER_FILL_RADIUS;
           x += step)
        {
          guint32 target = (guint32) y * level->width + x;
          guint32 before = target - step * level->width;

          if (level->target[target])
            search_target (level, work->search, work->round, target, target - step, before,
                           matches[before]);
        }
    }
}

/*
 * _limner_fill_search:
 * @level: a level whose targets all have a match
 * @search: how
 * @round: counts the calls for this level
 *
 * Improves the matches of all targets once.
 */
void
_limner_fill_search (LimnerFillLevel        *level,
                     const LimnerFillSearch *search,
                     int                     round)
{
  Work work = { level, search, round };
  gsize n = (gsize) level->width * level->height;

  memcpy (level->before, level->match, n * sizeof *level->before);
  limner_parallel_for ((level->height + LIMNER_FILL_BAND - 1) / LIMNER_FILL_BAND, search_band,
                       &work, search->cancellable);
}

typedef struct
{
  LimnerFillLevel *level;
  const guint8    *filled;   /* 1 where there is a colour already */
  const guint32   *ring;     /* the pixels that are filled now */
  guint32         *found;    /* for each of them the source */
  guint32          step;     /* every which source is looked at */
} Begin;

/* As patch_cost(), for those pixels only that have a colour (mask: 255 for each of their bytes). */
static inline __attribute__ ((always_inline)) guint32
masked_cost (const guint8 *a,
             const guint8 *b,
             const guint8 *mask,
             gsize         stride,
             guint32       limit)
{
  guint32 cost = 0;

  for (int y = 0; y < LIMNER_FILL_SIDE && cost < limit; y++)
    {
      gint32 row = 0;

      for (int i = 0; i < ROW_BYTES; i++)
        {
          gint16 difference = (gint16) ((a[i] - b[i]) & (gint8) mask[i]);

          row += difference * difference;
        }
      cost += (guint32) row;
      a += stride;
      b += stride;
      mask += ROW_BYTES;
    }

  return cost;
}

static guint32
nearest_centre (const LimnerFillLevel *level,
                guint32                at)
{
  int x = CLAMP ((int) (at % level->width), LIMNER_FILL_RADIUS,
                 level->width - 1 - LIMNER_FILL_RADIUS);
  int y = CLAMP ((int) (at / level->width), LIMNER_FILL_RADIUS,
                 level->height - 1 - LIMNER_FILL_RADIUS);

  return (guint32) y * level->width + x;
}

LIMNER_VECTOR_CLONES static void
begin_pixel (int      index,
             gpointer data)
{
  const Begin *begin = data;
  const LimnerFillLevel *level = begin->level;
  gsize stride = (gsize) level->width * LIMNER_FILL_CHANNELS;
  gsize corner = (gsize) LIMNER_FILL_RADIUS * level->width + LIMNER_FILL_RADIUS;
  guint32 centre = nearest_centre (level, begin->ring[index]);
  const guint8 *a = level->pixels + (centre - corner) * LIMNER_FILL_CHANNELS;
  guint8 mask[ROW_BYTES * LIMNER_FILL_SIDE];
  guint32 best = G_MAXUINT32;

  for (int y = 0; y < LIMNER_FILL_SIDE; y++)
    for (int x = 0; x < LIMNER_FILL_SIDE; x++)
      memset (mask + y * ROW_BYTES + x * LIMNER_FILL_CHANNELS,
              begin->filled[centre - corner + (gsize) y * level->width + x] ? 255 : 0,
              LIMNER_FILL_CHANNELS);

  begin->found[index] = level->sources[0];
  for (guint i = 0; i < level->n_sources; i += begin->step)
    {
      guint32 source = level->sources[i];
      guint32 cost = extra_cost (level, centre, source);

      cost += masked_cost (a, level->pixels + (source - corner) * LIMNER_FILL_CHANNELS, mask,
                           stride, best);
      if (cost < best)
        {
          best = cost;
          begin->found[index] = source;
        }
    }
}

static guint
find_ring (const LimnerFillLevel *level,
           const guint8          *filled,
           guint32               *ring)
{
  guint n = 0;

  for (int y = 0; y < level->height && !g_cancellable_is_cancelled (level->cancellable); y++)
    for (int x = 0; x < level->width; x++)
      {
        gsize at = (gsize) y * level->width + x;

        if (!filled[at] &&
            ((x > 0 && filled[at - 1]) || (x < level->width - 1 && filled[at + 1]) ||
             (y > 0 && filled[at - level->width]) ||
             (y < level->height - 1 && filled[at + level->width])))
          ring[n++] = (guint32) at;
      }

  return n;
}

/*
 * _limner_fill_begin:
 * @level: the coarsest level
 * @search: how
 *
 * Makes the first guess: peels the hole from outside like an onion and gives each pixel what lies
 * in the source whose known part looks most alike (Newson et al., 2014).
 */
void
_limner_fill_begin (LimnerFillLevel        *level,
                    const LimnerFillSearch *search)
{
  gsize n = (gsize) level->width * level->height;
  g_autofree guint8 *filled = g_malloc (n);
  g_autofree guint32 *ring = g_new (guint32, n);
  g_autofree guint32 *found = g_new (guint32, n);
  Begin begin = { level, filled, ring, found, 1 };
  gsize n_hole = 0;
  guint n_ring;

  for (gsize i = 0; i < n; i++)
    {
      LimnerRandom random = limner_random_fork (search->seed, i);

      if (i % level->width == 0 && g_cancellable_is_cancelled (search->cancellable))
        return;
      filled[i] = !level->hole[i];
      n_hole += level->hole[i];
      level->match[i] = level->sources[limner_random_below (&random, level->n_sources)];
    }

  begin.step = 1 + level->n_sources / (guint) MAX (MAX_BEGIN_PAIRS / MAX (n_hole, 1),
                                                   MIN_BEGIN_SOURCES);
  while ((n_ring = find_ring (level, filled, ring)) > 0)
    {
      if (!limner_parallel_for ((int) n_ring, begin_pixel, &begin, search->cancellable))
        return;

      for (guint i = 0; i < n_ring; i++)
        {
          guint32 at = ring[i];
          guint32 centre = nearest_centre (level, at);

          memcpy (level->pixels + (gsize) at * LIMNER_FILL_CHANNELS,
                  level->pixels + (gsize) (found[i] + at - centre) * LIMNER_FILL_CHANNELS,
                  LIMNER_FILL_CHANNELS);
          level->match[centre] = found[i];
          filled[at] = 1;
        }
    }
}

typedef struct
{
  LimnerFillLevel *level;
  guint            step;     /* every which source is compared with */
} Rare;

LIMNER_VECTOR_CLONES static void
measure_rarity (int      index,
                gpointer data)
{
  const Rare *rare = data;
  const LimnerFillLevel *level = rare->level;
  gsize stride = (gsize) level->width * LIMNER_FILL_CHANNELS;
  gsize corner = (gsize) LIMNER_FILL_RADIUS * level->width + LIMNER_FILL_RADIUS;
  guint32 source = level->sources[index];
  int x = (int) (source % level->width);
  int y = (int) (source / level->width);
  guint32 best = RARITY_MAX;

  for (guint i = 0; i < level->n_sources; i += rare->step)
    {
      guint32 other = level->sources[i];
      guint32 cost;

      if (abs (x - (int) (other % level->width)) < LIMNER_FILL_SIDE &&
          abs (y - (int) (other / level->width)) < LIMNER_FILL_SIDE)
        continue;
      cost = patch_cost (level->pixels + (source - corner) * LIMNER_FILL_CHANNELS,
                         level->pixels + (other - corner) * LIMNER_FILL_CHANNELS, stride, best);
      best = MIN (best, cost);
    }
  level->rarity[source] = best;
}

/*
 * _limner_fill_find_rare:
 * @level: a coarse level
 * @cancellable: (nullable):
 *
 * Finds for each source how unlike it is to all others that share no pixel with it. Sky and grass
 * are found again; a kite is not, and a picture that is extended is not to have two.
 */
void
_limner_fill_find_rare (LimnerFillLevel *level,
                        GCancellable    *cancellable)
{
  Rare rare = { level, 1 + level->n_sources / MAX_RARE_SOURCES };

  level->rarity = g_new0 (guint32, (gsize) level->width * level->height);
  limner_parallel_for ((int) level->n_sources, measure_rarity, &rare, cancellable);
}

/* Each source is as rare as that of the coarser level which it is a part of. */
static void
inherit_rarity (LimnerFillLevel       *level,
                const LimnerFillLevel *coarser)
{
  level->rarity = g_new0 (guint32, (gsize) level->width * level->height);
  for (guint i = 0; i < level->n_sources; i++)
    {
      guint32 source = level->sources[i];
      int x = (int) (source % level->width);
      int y = (int) (source / level->width);

      level->rarity[source] = coarser->rarity[(gsize) (y / 2) * coarser->width + x / 2];
    }
}

/*
 * _limner_fill_inherit:
 * @level: a level
 * @coarser: the level of half its size, which is done
 * @seed: for targets whose match has no counterpart here
 *
 * Takes over the matches of the coarser level, and how rare its sources are.
 */
void
_limner_fill_inherit (LimnerFillLevel       *level,
                      const LimnerFillLevel *coarser,
                      guint64                seed)
{
  if (coarser->rarity != NULL)
    inherit_rarity (level, coarser);

  for (int y = LIMNER_FILL_RADIUS;
       y < level->height - LIMNER_FILL_RADIUS && !g_cancellable_is_cancelled (level->cancellable);
       y++)
    for (int x = LIMNER_FILL_RADIUS; x < level->width - LIMNER_FILL_RADIUS; x++)
      {
        guint32 at = (guint32) y * level->width + x;
        guint32 parent = nearest_centre (coarser, (guint32) (y / 2) * coarser->width + x / 2);
        guint32 source;
        int source_x;
        int source_y;

        if (!level->target[at])
          continue;

        source = coarser->match[parent];
        source_x = (int) (source % coarser->width) * 2 + x - (int) (parent % coarser->width) * 2;
        source_y = (int) (source / coarser->width) * 2 + y - (int) (parent / coarser->width) * 2;
        source_x = CLAMP (source_x, LIMNER_FILL_RADIUS, level->width - 1 - LIMNER_FILL_RADIUS);
        source_y = CLAMP (source_y, LIMNER_FILL_RADIUS, level->height - 1 - LIMNER_FILL_RADIUS);
        source = (guint32) source_y * level->width + source_x;
        if (!coarser->target[parent] || !level->source[source])
          {
            LimnerRandom random = limner_random_fork (seed, at);

            source = level->sources[limner_random_below (&random, level->n_sources)];
          }
        level->match[at] = source;
      }
}
