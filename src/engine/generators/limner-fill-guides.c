/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "limner-fill-private.h"
#include "limner-parallel.h"

/* Straight lines that go on behind the hole: what is seen of a wall's edge, a horizon or a wire on
 * both sides tells where it runs between them (in the spirit of Huang et al., 2014, who guide by
 * planes and regularity; here a line is enough). */

/* How far from the hole the seen parts begin, in pixels: nearer a pixel may be mixed with it. */
#define RING          3

/* The least and the most length of what has to be seen on each side, and the part of it that has
 * to be edge. */
#define MIN_SEEN      10
#define MAX_SEEN      48
#define MIN_SUPPORT   0.8f

/* What an edge counts that lies a pixel beside the line. */
#define BESIDE        0.7f

/* An edge is at least so strong (of Sobel's gradient in one channel), and along a line at least
 * this part as strong as where the line begins. */
#define MIN_STRENGTH  60.0f
#define LIKE_STRENGTH 0.35f

/* How far the direction of a gradient may be off: the sine of it; round how many pixels to each
 * side the direction is measured where a line begins, and how far the line is turned from it. */
#define MAX_OFF       0.35f
#define AROUND        6
#define MAX_TURN      0.12f

/* How alike what lies across the line has to be on both sides: the correlation of the colours at
 * so many pixels to each side of it. */
#define PROFILE       4
#define N_PROFILE     ((2 * PROFILE + 1) * 3)
#define MIN_LIKENESS  0.85f

/* Lines whose angle has a smaller sine cross flatly, and so near each other they are the same. */
#define FLAT          0.2f
#define SAME_APART    2.0f

typedef struct
{
  const LimnerFillLevel *level;
  const guint16         *outside;     /* how far each pixel is from the hole */
  float                 *dx;          /* the gradient, 0 near the hole */
  float                 *dy;
  guint32               *seeds;       /* where lines begin */
  LimnerFillGuide       *found;       /* for each of them; its score is 0 if there is none */
} Finder;

/* So many others beside a line are many, where each thin thing has a line at each side; those whose
 * angle has a smaller sine are parallel. */
#define MANY          12
#define PARALLEL      0.06f

/* What is seen of a line at one side of the hole. */
typedef struct
{
  float support;
  float profile[N_PROFILE];
} Seen;

static gboolean
is_inside (const LimnerFillLevel *level,
           int                    x,
           int                    y)
{
  return x >= 0 && y >= 0 && x < level->width && y < level->height;
}

static const guint8 *
pixel_at (const LimnerFillLevel *level,
          int                    x,
          int                    y)
{
  return level->pixels + ((gsize) y * level->width + x) * LIMNER_FILL_CHANNELS;
}

/* Sobel's gradient in the channel where it is strongest. */
static void
gradient_row (int      y,
              gpointer data)
{
  const Finder *finder = data;
  const LimnerFillLevel *level = finder->level;

  if (y < 1 || y >= level->height - 1)
    return;
  for (int x = 1; x < level->width - 1; x++)
    {
      gsize at = (gsize) y * level->width + x;
      int best = 0;

      if (finder->outside[at] < 2)
        continue;
      for (int c = 0; c < 3; c++)
        {
          const guint8 *rows[3] = { pixel_at (level, x, y - 1) + c, pixel_at (level, x, y) + c,
                                    pixel_at (level, x, y + 1) + c };
          const int step = LIMNER_FILL_CHANNELS;
          int dx = rows[0][step] - rows[0][-step] + 2 * (rows[1][step] - rows[1][-step]) +
                   rows[2][step] - rows[2][-step];
          int dy = rows[2][-step] - rows[0][-step] + 2 * (rows[2][0] - rows[0][0]) +
                   rows[2][step] - rows[0][step];

          if (dx * dx + dy * dy <= best)
            continue;
          best = dx * dx + dy * dy;
          finder->dx[at] = (float) dx;
          finder->dy[at] = (float) dy;
        }
    }
}

/* How well an edge of at least this strength and nearly this direction lies at a place: less if it
 * is beside it, across the line. */
static float
measure_edge (const Finder *finder,
              float         x,
              float         y,
              float         nx,
              float         ny,
              float         strength)
{
  static const int offs[] = { 0, -1, 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (offs); i++)
    {
      int u = (int) floorf (x + (float) offs[i] * nx + 0.5f);
      int v = (int) floorf (y + (float) offs[i] * ny + 0.5f);
      gsize at = (gsize) v * finder->level->width + u;
      float length;

      if (!is_inside (finder->level, u, v))
        continue;
      length = hypotf (finder->dx[at], finder->dy[at]);
      if (length >= strength &&
          fabsf (finder->dx[at] * ny - finder->dy[at] * nx) <= MAX_OFF * length)
        return offs[i] == 0 ? 1 : BESIDE;
    }

  return 0;
}

/* Looks along a line from a place, away from the hole, as far as there is picture. */
static float
measure_support (const Finder *finder,
                 float         x,
                 float         y,
                 float         along_x,
                 float         along_y,
                 int           length,
                 float         strength)
{
  float sum = 0;
  int n = 0;

  while (n < length && is_inside (finder->level, (int) (x + (float) n * along_x),
                                  (int) (y + (float) n * along_y)))
    {
      sum += measure_edge (finder, x + (float) n * along_x, y + (float) n * along_y, -along_y,
                           along_x, strength);
      n++;
      /* What cannot be enough any more. */
      if (sum + (float) (length - n) < MIN_SUPPORT * (float) length)
        return 0;
    }
  sum /= (float) MAX (n, MIN_SEEN);

  return sum >= MIN_SUPPORT ? sum : 0;
}

/* The mean colours across a line, less their mean. (nx, ny) tells which side is first. */
static void
measure_profile (const Finder *finder,
                 float         x,
                 float         y,
                 float         along_x,
                 float         along_y,
                 float         nx,
                 float         ny,
                 int           length,
                 float         profile[N_PROFILE])
{
  float means[3] = { 0 };

  for (int off = -PROFILE; off <= PROFILE; off++)
    for (int c = 0; c < 3; c++)
      {
        float sum = 0;

        for (int i = 0; i < length; i++)
          {
            float u = x + (float) i * along_x + (float) off * nx + 0.5f;
            float v = y + (float) i * along_y + (float) off * ny + 0.5f;

            sum += pixel_at (finder->level,
                             CLAMP ((int) floorf (u), 0, finder->level->width - 1),
                             CLAMP ((int) floorf (v), 0, finder->level->height - 1))[c];
          }
        profile[(off + PROFILE) * 3 + c] = sum / (float) length;
        means[c] += sum / (float) (length * (2 * PROFILE + 1));
      }
  for (int i = 0; i < N_PROFILE; i++)
    profile[i] -= means[i % 3];
}

static float
correlate (const float a[N_PROFILE],
           const float b[N_PROFILE])
{
  float both = 0;
  float first = 1e-3f;
  float second = 1e-3f;

  for (int i = 0; i < N_PROFILE; i++)
    {
      both += a[i] * b[i];
      first += a[i] * a[i];
      second += b[i] * b[i];
    }

  return both / sqrtf (first * second);
}

/* How far it is through the hole to the other side, or 0 if there is none. */
static int
measure_gap (const Finder *finder,
             float         x,
             float         y,
             float         along_x,
             float         along_y)
{
  const LimnerFillLevel *level = finder->level;
  int most = level->width + level->height;
  gboolean entered = FALSE;

  for (int i = 1; i < most; i++)
    {
      int u = (int) floorf (x + (float) i * along_x + 0.5f);
      int v = (int) floorf (y + (float) i * along_y + 0.5f);
      gsize at = (gsize) v * level->width + u;

      if (!is_inside (level, u, v) || (!entered && i > 4 * RING))
        return 0;
      entered |= level->hole[at];
      if (entered && finder->outside[at] >= RING)
        return i;
    }

  return 0;
}

/* Tries one direction of a line that begins at a place beside the hole. */
static void
try_line (const Finder    *finder,
          float            x,
          float            y,
          float            along_x,
          float            along_y,
          float            strength,
          LimnerFillGuide *best)
{
  int gap = measure_gap (finder, x, y, along_x, along_y);
  int length = CLAMP (gap / 2, MIN_SEEN, MAX_SEEN);
  float far_x = x + (float) gap * along_x;
  float far_y = y + (float) gap * along_y;
  float near_profile[N_PROFILE];
  float far_profile[N_PROFILE];
  float near_support;
  float far_support;
  float likeness;
  float score;

  if (gap == 0)
    return;
  near_support = measure_support (finder, x, y, -along_x, -along_y, length, strength);
  if (near_support <= 0)
    return;
  far_support = measure_support (finder, far_x, far_y, along_x, along_y, length, strength);
  score = near_support * far_support;
  if (score <= best->score)
    return;

  measure_profile (finder, x, y, -along_x, -along_y, -along_y, along_x, length, near_profile);
  measure_profile (finder, far_x, far_y, along_x, along_y, -along_y, along_x, length, far_profile);
  likeness = correlate (near_profile, far_profile);
  if (likeness < MIN_LIKENESS || score * likeness <= best->score)
    return;

  *best = (LimnerFillGuide) { x + (float) gap / 2 * along_x, y + (float) gap / 2 * along_y,
                              along_x, along_y, (float) gap / 2, score * likeness };
}

/* The direction of the edge at a place: across the gradients of a square round it (the structure
 * tensor of Förstner and Gülch, 1987), as a single one is off by as much as an edge has steps. */
static float
measure_angle (const Finder *finder,
               int           x,
               int           y)
{
  const LimnerFillLevel *level = finder->level;
  float xx = 0;
  float yy = 0;
  float xy = 0;

  for (int v = MAX (y - AROUND, 0); v <= MIN (y + AROUND, level->height - 1); v++)
    for (int u = MAX (x - AROUND, 0); u <= MIN (x + AROUND, level->width - 1); u++)
      {
        float dx = finder->dx[(gsize) v * level->width + u];
        float dy = finder->dy[(gsize) v * level->width + u];

        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
      }

  return atan2f (2 * xy, xx - yy) / 2 + (float) G_PI_2;
}

/* The best line that begins at a place, in both ways along the edge there. */
static void
find_line (int      index,
           gpointer data)
{
  const Finder *finder = data;
  const LimnerFillLevel *level = finder->level;
  guint32 at = finder->seeds[index];
  float x = (float) (at % level->width);
  float y = (float) (at / level->width);
  float angle = measure_angle (finder, (int) x, (int) y);
  float strength = LIKE_STRENGTH * hypotf (finder->dx[at], finder->dy[at]);

  for (int way = 0; way < 2; way++, angle += (float) G_PI)
    {
      int gap = measure_gap (finder, x, y, cosf (angle), sinf (angle));
      float step = 1 / (float) MAX (gap, 2 * MIN_SEEN);

      for (float turn = -MAX_TURN; gap > 0 && turn <= MAX_TURN; turn += step)
        try_line (finder, x, y, cosf (angle + turn), sinf (angle + turn), strength,
                  &finder->found[index]);
    }
}

/* The pixels at the ring round the hole that are the crest of an edge. */
static guint
find_seeds (const Finder *finder)
{
  const LimnerFillLevel *level = finder->level;
  guint n = 0;

  for (int y = 1; y < level->height - 1; y++)
    for (int x = 1; x < level->width - 1; x++)
      {
        gsize at = (gsize) y * level->width + x;
        float dx = finder->dx[at];
        float dy = finder->dy[at];
        float strength = hypotf (dx, dy);
        gsize step = fabsf (dx) > fabsf (dy) ? 1 : (gsize) level->width;

        if (finder->outside[at] != RING || strength < MIN_STRENGTH ||
            strength < hypotf (finder->dx[at - step], finder->dy[at - step]) ||
            strength < hypotf (finder->dx[at + step], finder->dy[at + step]))
          continue;
        finder->seeds[n++] = (guint32) at;
      }

  return n;
}

static int
compare_guides (gconstpointer a,
                gconstpointer b)
{
  const LimnerFillGuide *first = a;
  const LimnerFillGuide *second = b;

  if (first->score != second->score)
    return first->score > second->score ? -1 : 1;
  if (first->y != second->y)
    return first->y < second->y ? -1 : 1;

  return first->x < second->x ? -1 : first->x > second->x;
}

/* Whether a line is one of those that are known, or crosses one of them in the hole so flatly that
 * one of both is wrong: it begins on one wire and ends on the one beside it. */
static gboolean
is_doubtful (const LimnerFillGuide *guides,
             guint                  n,
             const LimnerFillGuide *guide)
{
  for (guint i = 0; i < n; i++)
    {
      float dx = guide->x - guides[i].x;
      float dy = guide->y - guides[i].y;
      float apart = dx * guides[i].along_y - dy * guides[i].along_x;
      float sine = guide->along_x * guides[i].along_y - guide->along_y * guides[i].along_x;
      float reach = MAX (guide->reach, guides[i].reach);

      if (fabsf (sine) > FLAT ||
          fabsf (dx * guides[i].along_x + dy * guides[i].along_y) > 2 * reach)
        continue;
      if (fabsf (apart) < SAME_APART || fabsf (apart) < fabsf (sine) * reach)
        return TRUE;
    }

  return FALSE;
}

static gboolean
runs_beside (const LimnerFillGuide *guide,
             const LimnerFillGuide *other)
{
  float dx = other->x - guide->x;
  float dy = other->y - guide->y;

  return fabsf (other->along_x * guide->along_y - other->along_y * guide->along_x) < PARALLEL &&
         fabsf (dx * guide->along_x + dy * guide->along_y) < guide->reach + other->reach;
}

/* Where lines run side by side in such numbers they are a texture, such as a wall of bricks, which
 * goes on better by itself than along some of its lines. */
static gboolean
is_texture (const LimnerFillGuide *guides,
            guint                  n_guides)
{
  for (guint i = 0; i < n_guides; i++)
    {
      guint n_beside = 0;

      for (guint k = 0; k < n_guides; k++)
        n_beside += k != i && runs_beside (&guides[i], &guides[k]);
      if (n_beside >= MANY)
        return TRUE;
    }

  return FALSE;
}

/*
 * _limner_fill_find_guides:
 * @level: a prepared level, best of some hundred pixels a side
 * @guides: (out): room for LIMNER_FILL_MAX_GUIDES, in pixels of the level
 *
 * Finds the straight lines that are seen on two sides of the hole, with the same colours across,
 * and so go on behind it.
 *
 * Returns: how many there are
 */
guint
_limner_fill_find_guides (const LimnerFillLevel *level,
                          LimnerFillGuide       *guides)
{
  gsize n = (gsize) level->width * level->height;
  g_autofree guint16 *outside = _limner_fill_level_distance (level, 1);
  g_autofree float *dx = g_new0 (float, n);
  g_autofree float *dy = g_new0 (float, n);
  g_autofree guint32 *seeds = g_new (guint32, n);
  g_autofree LimnerFillGuide *found = NULL;
  Finder finder = { level, outside, dx, dy, seeds, NULL };
  guint n_seeds;
  guint n_guides = 0;

  if (!limner_parallel_for (level->height, gradient_row, &finder, level->cancellable))
    return 0;
  n_seeds = find_seeds (&finder);
  found = finder.found = g_new0 (LimnerFillGuide, MAX (n_seeds, 1));
  if (!limner_parallel_for ((int) n_seeds, find_line, &finder, level->cancellable))
    return 0;

  qsort (found, n_seeds, sizeof *found, compare_guides);
  for (guint i = 0; i < n_seeds && n_guides < LIMNER_FILL_MAX_GUIDES && found[i].score > 0; i++)
    if (!is_doubtful (guides, n_guides, &found[i]))
      guides[n_guides++] = found[i];

  return is_texture (guides, n_guides) ? 0 : n_guides;
}

/*
 * _limner_fill_scale_guide:
 * @guide: a line in pixels of one level
 * @factor: how much finer another level is; below 1 if it is coarser
 *
 * Returns: the line in pixels of the other level
 */
LimnerFillGuide
_limner_fill_scale_guide (const LimnerFillGuide *guide,
                          float                  factor)
{
  return (LimnerFillGuide) {
    (guide->x + 0.5f) * factor - 0.5f, (guide->y + 0.5f) * factor - 0.5f,
    guide->along_x, guide->along_y, guide->reach * factor, guide->score,
  };
}

static void
mark_row (int      y,
          gpointer data)
{
  LimnerFillLevel *level = data;

  for (int x = 0; x < level->width; x++)
    {
      gsize at = (gsize) y * level->width + x;
      float nearest = LIMNER_FILL_SIDE / 2.0f;

      if (!level->target[at] && !level->hole[at])
        continue;
      for (guint i = 0; i < level->n_guides; i++)
        {
          const LimnerFillGuide *guide = &level->guides[i];
          float dx = (float) x - guide->x;
          float dy = (float) y - guide->y;
          float apart = fabsf (dx * guide->along_y - dy * guide->along_x);

          if (apart >= nearest ||
              fabsf (dx * guide->along_x + dy * guide->along_y) > guide->reach + LIMNER_FILL_SIDE)
            continue;
          nearest = apart;
          level->guide[at] = (guint8) (i + 1);
        }
    }
}

/*
 * _limner_fill_set_guides:
 * @level: a prepared level
 * @guides: lines in its pixels
 * @n_guides: how many
 *
 * Lets the patches that a line goes through be copied only from along the line.
 */
void
_limner_fill_set_guides (LimnerFillLevel       *level,
                         const LimnerFillGuide *guides,
                         guint                  n_guides)
{
  if (n_guides == 0)
    return;

  level->guides = g_memdup2 (guides, n_guides * sizeof *guides);
  level->n_guides = n_guides;
  level->guide = g_malloc0 ((gsize) level->width * level->height);
  limner_parallel_for (level->height, mark_row, level, level->cancellable);
}
