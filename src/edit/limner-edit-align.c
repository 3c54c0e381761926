/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "limner-edit-align.h"

/* Registration by translation, from coarse to fine: at each level of a pyramid of grey pictures the
 * shift is chosen that leaves the least of the source's variance outside the zone unexplained (by
 * the best gain and offset, so that a tint does not matter), and the best whole shift is handed
 * down doubled. At the finest level a parabola through the neighbours gives the fraction (Tian and
 * Huhns, 1986, "Algorithms for subpixel registration").
 */
#define COARSE_SIDE 128
#define FINE_SIDE 512
#define COARSE_REACH 6
/* From FINE_SIDE down to COARSE_SIDE, with one to spare. */
#define MAX_LEVELS 4
#define MIN_COMPARED 256
/* A shift must explain this much of the difference to be believed. */
#define BELIEVED 0.8
/* Less variance than this, in squared levels of 0–255, is rounding. */
#define NOTICEABLE 0.2

typedef struct
{
  float  *answer;
  float  *source;
  guint8 *known;     /* 1 where the two can be compared */
  int     width;
  int     height;
} Level;

static void
level_clear (Level *level)
{
  g_clear_pointer (&level->answer, g_free);
  g_clear_pointer (&level->source, g_free);
  g_clear_pointer (&level->known, g_free);
}

static float
luma (const guint8 *pixel)
{
  return 0.299f * pixel[0] + 0.587f * pixel[1] + 0.114f * pixel[2];
}

/* The finest level: every cell of @factor × @factor pixels becomes one value. */
static Level
make_level (const LimnerPicture *answer,
            const LimnerPicture *source,
            const LimnerPlane   *zone,
            int                  factor)
{
  Level level = { .width = limner_plane_get_width (zone) / factor,
                  .height = limner_plane_get_height (zone) / factor };
  gsize n = (gsize) level.width * level.height;
  float scale = 1.0f / (factor * factor);

  level.answer = g_new0 (float, n);
  level.source = g_new0 (float, n);
  level.known = g_new (guint8, n);
  memset (level.known, 1, n);

  for (int y = 0; y < level.height * factor; y++)
    {
      const guint8 *a = limner_picture_read_row (answer, y);
      const guint8 *s = limner_picture_read_row (source, y);
      const guint8 *z = limner_plane_read_row (zone, y);
      gsize row = (gsize) (y / factor) * level.width;

      for (int cell = 0; cell < level.width; cell++)
        {
          float sum_a = 0.0f, sum_s = 0.0f;
          gboolean known = TRUE;

          for (int i = 0; i < factor; i++, a += 4, s += 4, z++)
            {
              sum_a += luma (a);
              sum_s += luma (s);
              known &= *z == 0 && s[3] == 255 && a[3] == 255;
            }
          level.answer[row + cell] += scale * sum_a;
          level.source[row + cell] += scale * sum_s;
          if (!known)
            level.known[row + cell] = 0;
        }
    }
  return level;
}

static float
mean_of_four (const float *values,
              int          width)
{
  return 0.25f * (values[0] + values[1] + values[width] + values[width + 1]);
}

/* A level of half the size. */
static Level
halve_level (const Level *fine)
{
  Level level = { .width = fine->width / 2, .height = fine->height / 2 };
  gsize n = (gsize) level.width * level.height;

  level.answer = g_new (float, n);
  level.source = g_new (float, n);
  level.known = g_new (guint8, n);
  for (int y = 0; y < level.height; y++)
    {
      for (int x = 0; x < level.width; x++)
        {
          gsize from = (gsize) (2 * y) * fine->width + 2 * x;
          gsize to = (gsize) y * level.width + x;
          const guint8 *known = fine->known + from;

          level.answer[to] = mean_of_four (fine->answer + from, fine->width);
          level.source[to] = mean_of_four (fine->source + from, fine->width);
          level.known[to] = known[0] & known[1] & known[fine->width] & known[fine->width + 1];
        }
    }
  return level;
}

/* What is left of the variance of source(x) when answer(x + shift), with the best gain and offset,
 * is taken away; or a huge value if too little is known. */
static double
difference (const Level *level,
            int          dx,
            int          dy)
{
  double s = 0, a = 0, ss = 0, aa = 0, sa = 0, n = 0, cross;

  for (int y = MAX (0, -dy); y < MIN (level->height, level->height - dy); y++)
    {
      gsize row = (gsize) y * level->width;
      const float *answer = level->answer + (gsize) (y + dy) * level->width + dx;
      float row_s = 0, row_a = 0, row_ss = 0, row_aa = 0, row_sa = 0;

      for (int x = MAX (0, -dx); x < MIN (level->width, level->width - dx); x++)
        {
          float known = level->known[row + x];
          float u = known * level->source[row + x], v = known * answer[x];

          row_s += u;
          row_a += v;
          row_ss += u * u;
          row_aa += v * v;
          row_sa += u * v;
          n += known;
        }
      s += row_s;
      a += row_a;
      ss += row_ss;
      aa += row_aa;
      sa += row_sa;
    }

  if (n < MIN_COMPARED)
    return G_MAXDOUBLE;
  ss = ss / n - (s / n) * (s / n);
  aa = aa / n - (a / n) * (a / n);
  cross = sa / n - (s / n) * (a / n);
  return aa > 1e-6 ? MAX (0.0, ss - cross * cross / aa) : ss;
}

static void
search (const Level *level,
        int          reach,
        int         *best_x,
        int         *best_y,
        double      *best)
{
  int from_x = *best_x, from_y = *best_y;

  *best = G_MAXDOUBLE;
  for (int dy = from_y - reach; dy <= from_y + reach; dy++)
    {
      for (int dx = from_x - reach; dx <= from_x + reach; dx++)
        {
          double d = difference (level, dx, dy);

          if (d < *best)
            {
              *best = d;
              *best_x = dx;
              *best_y = dy;
            }
        }
    }
}

/* Where the parabola through three neighbours has its vertex, and by how much it lies below @at. */
static double
vertex_of_parabola (double  before,
                    double  at,
                    double  after,
                    double *gain)
{
  double curvature = before - 2.0 * at + after;
  double vertex;

  if (before >= G_MAXDOUBLE || after >= G_MAXDOUBLE || curvature <= 1e-9)
    return 0.0;

  vertex = CLAMP (0.5 * (before - after) / curvature, -0.5, 0.5);
  *gain += 0.25 * (before - after) * vertex;
  return vertex;
}

/**
 * limner_edit_find_shift:
 * @answer: what the model gave back, at the source's size
 * @source: what it was made from
 * @zone: where the two differ by intent, 0–255; only where it is 0 they are compared
 * @shift_x: (out): pixels by which the answer's content lies to the right of the source's
 * @shift_y: (out): pixels by which it lies below
 *
 * Finds out whether a model moved the picture, as many do that work on a grid of their own.
 *
 * Returns: %TRUE if a shift of at least a third of a pixel explains what differs
 */
gboolean
limner_edit_find_shift (const LimnerPicture *answer,
                        const LimnerPicture *source,
                        const LimnerPlane   *zone,
                        double              *shift_x,
                        double              *shift_y)
{
  int side = MAX (limner_plane_get_width (zone), limner_plane_get_height (zone));
  Level levels[MAX_LEVELS];
  int finest = 1, n = 1;
  int x = 0, y = 0;
  double best = G_MAXDOUBLE, unmoved = G_MAXDOUBLE, gain = 0.0;

  g_return_val_if_fail (answer != NULL && source != NULL && zone != NULL, FALSE);

  *shift_x = *shift_y = 0.0;
  while (side / finest > FINE_SIDE)
    finest *= 2;
  levels[0] = make_level (answer, source, zone, finest);
  for (; side / (finest << (n - 1)) > COARSE_SIDE && n < MAX_LEVELS; n++)
    levels[n] = halve_level (&levels[n - 1]);

  for (int i = n - 1; i >= 0; i--)
    {
      x *= 2;
      y *= 2;
      search (&levels[i], i == n - 1 ? COARSE_REACH : 1, &x, &y, &best);
    }
  if (best < G_MAXDOUBLE)
    {
      const Level *level = &levels[0];

      unmoved = difference (level, 0, 0);
      *shift_x = finest * (x + vertex_of_parabola (difference (level, x - 1, y), best,
                                                   difference (level, x + 1, y), &gain));
      *shift_y = finest * (y + vertex_of_parabola (difference (level, x, y - 1), best,
                                                   difference (level, x, y + 1), &gain));
    }
  for (int i = 0; i < n; i++)
    level_clear (&levels[i]);

  if (best < G_MAXDOUBLE && best - gain < BELIEVED * unmoved && unmoved > NOTICEABLE &&
      hypot (*shift_x, *shift_y) >= 0.33)
    return TRUE;

  *shift_x = *shift_y = 0.0;
  return FALSE;
}

/* Keys' cubic with a = −1/2 (Keys, 1981, "Cubic convolution interpolation for digital image
 * processing"). */
static void
cubic_weights (double t,
               float  weights[4])
{
  weights[0] = (float) (((-0.5 * t + 1.0) * t - 0.5) * t);
  weights[1] = (float) ((1.5 * t - 2.5) * t * t + 1.0);
  weights[2] = (float) (((-1.5 * t + 2.0) * t + 0.5) * t);
  weights[3] = (float) ((0.5 * t - 0.5) * t * t);
}

/**
 * limner_edit_shift:
 * @picture: a picture
 * @shift_x: pixels, as limner_edit_find_shift() finds them
 * @shift_y: pixels
 *
 * Moves a picture's content back by a shift, by cubic interpolation; the border is drawn out.
 *
 * Returns: (transfer full) (nullable): a picture of the same size, or %NULL without memory
 */
LimnerPicture *
limner_edit_shift (const LimnerPicture *picture,
                   double               shift_x,
                   double               shift_y)
{
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);
  int whole_x = (int) floor (shift_x), whole_y = (int) floor (shift_y);
  LimnerPicture *moved = limner_picture_new (width, height);
  float wx[4], wy[4];
  guint8 *out;

  if (moved == NULL)
    return NULL;

  cubic_weights (shift_x - whole_x, wx);
  cubic_weights (shift_y - whole_y, wy);
  out = limner_picture_get_pixels (moved);

  for (int y = 0; y < height; y++)
    {
      const guint8 *rows[4];

      for (int j = 0; j < 4; j++)
        rows[j] = limner_picture_read_row (picture, CLAMP (y + whole_y + j - 1, 0, height - 1));
      for (int x = 0; x < width; x++, out += 4)
        {
          float sum[4] = { 0 };

          for (int i = 0; i < 4; i++)
            {
              int at = 4 * CLAMP (x + whole_x + i - 1, 0, width - 1);

              for (int j = 0; j < 4; j++)
                {
                  float weight = wx[i] * wy[j];

                  for (int c = 0; c < 4; c++)
                    sum[c] += weight * rows[j][at + c];
                }
            }
          for (int c = 0; c < 4; c++)
            out[c] = (guint8) CLAMP (sum[c] + 0.5f, 0.0f, 255.0f);
        }
    }
  return moved;
}
