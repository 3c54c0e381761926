/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-edit-tone.h"
#include "limner-edit-zone.h"

/* With fewer pixels than this round the mask nothing can be said about its tone. */
#define MIN_RING_PIXELS 64
/* A gain beyond these is not a tint but another picture. */
#define MIN_GAIN 0.7f
#define MAX_GAIN 1.4f
/* Pictures that go together so well show the same. */
#define SAME 0.6
/* Cells along the longer side of the grid on which a varying correction is kept. */
#define MAX_CELLS 64

/* An offset may differ by no more than this from one side to the other, in levels of 0–255. */
#define MAX_LEAN 48.0

/* For each channel a gain, an offset in the middle, and how much more of it there is at the right
 * and at the lower border. */
typedef struct
{
  float gain[3];
  float offset[3];
  float lean_x[3];
  float lean_y[3];
} Match;

static LimnerPlane *
make_ring (const LimnerPlane *zone)
{
  int width = limner_plane_get_width (zone);
  int height = limner_plane_get_height (zone);
  int reach = CLAMP (MAX (width, height) / 16, 8, 128);
  g_autoptr(LimnerPlane) inside = limner_plane_new (width, height);
  LimnerPlane *ring;
  guint8 *mark;

  if (inside == NULL)
    return NULL;

  mark = limner_plane_get_pixels (inside);
  for (int y = 0; y < height; y++, mark += width)
    {
      const guint8 *row = limner_plane_read_row (zone, y);

      for (int x = 0; x < width; x++)
        mark[x] = row[x] > 0 ? 255 : 0;
    }

  ring = limner_edit_zone_new (inside, reach, 0);
  if (ring == NULL)
    return NULL;

  mark = limner_plane_get_pixels (ring);
  for (int y = 0; y < height; y++, mark += width)
    {
      const guint8 *row = limner_plane_read_row (zone, y);

      for (int x = 0; x < width; x++)
        mark[x] = row[x] == 0 ? mark[x] : 0;
    }
  return ring;
}

/* Where one of the two is transparent there is no colour to compare. */
static gboolean
is_known (const guint8 *answer,
          const guint8 *source)
{
  return answer[3] == 255 && source[3] == 255;
}

static gboolean
measure (const LimnerPicture *answer,
         const LimnerPicture *source,
         const LimnerPlane   *ring,
         Match               *match)
{
  int width = limner_plane_get_width (ring);
  double sums[3][5] = { { 0 } };
  gsize n = 0;

  for (int y = 0; y < limner_plane_get_height (ring); y++)
    {
      const guint8 *mark = limner_plane_read_row (ring, y);
      const guint8 *a = limner_picture_read_row (answer, y);
      const guint8 *s = limner_picture_read_row (source, y);

      for (int x = 0; x < width; x++)
        {
          if (mark[x] == 0 || !is_known (a + 4 * x, s + 4 * x))
            continue;
          n++;
          for (int c = 0; c < 3; c++)
            {
              double av = a[4 * x + c], sv = s[4 * x + c];

              sums[c][0] += av;
              sums[c][1] += av * av;
              sums[c][2] += sv;
              sums[c][3] += sv * sv;
              sums[c][4] += av * sv;
            }
        }
    }

  if (n < MIN_RING_PIXELS)
    return FALSE;

  for (int c = 0; c < 3; c++)
    {
      double mean_a = sums[c][0] / n, mean_s = sums[c][2] / n;
      double var_a = sums[c][1] / n - mean_a * mean_a, var_s = sums[c][3] / n - mean_s * mean_s;
      double both = sums[c][4] / n - mean_a * mean_s;
      double gain = 1.0;

      /* Where the two show the same, the line that leads from one to the other: an answer that is
       * only softer keeps its contrast. Else the spreads are all that can be compared. */
      if (var_a > 1.0)
        gain = both > SAME * sqrt (var_a * MAX (var_s, 1.0)) ? both / var_a
                                                             : sqrt (MAX (var_s, 0.0) / var_a);

      match->gain[c] = CLAMP ((float) gain, MIN_GAIN, MAX_GAIN);
      match->offset[c] = (float) (mean_s - match->gain[c] * mean_a);
    }
  return TRUE;
}

static guint8
to_byte (float value)
{
  return (guint8) CLAMP (value + 0.5f, 0.0f, 255.0f);
}

/* From −1 to 1 over a side. */
static float
place_on_side (int at,
               int length)
{
  return length > 1 ? 2.0f * at / (length - 1) - 1.0f : 0.0f;
}

/* Sums for the least squares of a plane: x, y, x², xy, y², and for each channel r, rx, ry. */
typedef struct
{
  double x, y, xx, xy, yy;
  double r[3], rx[3], ry[3];
  gsize  n;
} Sums;

static void
add_residual (Sums         *sums,
              const Match  *match,
              float         x,
              float         y,
              const guint8 *answer,
              const guint8 *source)
{
  sums->n++;
  sums->x += x;
  sums->y += y;
  sums->xx += x * x;
  sums->xy += x * y;
  sums->yy += y * y;
  for (int c = 0; c < 3; c++)
    {
      double r = source[c] - (match->gain[c] * answer[c] + match->offset[c]);

      sums->r[c] += r;
      sums->rx[c] += r * x;
      sums->ry[c] += r * y;
    }
}

/* The plane by Cramer's rule, from sums that are centred first. */
static void
lean (const Sums *sums,
      Match      *match)
{
  double n = (double) sums->n;
  double xx = sums->xx - sums->x * sums->x / n, yy = sums->yy - sums->y * sums->y / n;
  double xy = sums->xy - sums->x * sums->y / n;
  double determinant = xx * yy - xy * xy;

  /* All of it on one line: nothing is said about the other direction. */
  if (determinant < 1e-4 * n * n)
    return;

  for (int c = 0; c < 3; c++)
    {
      double rx = sums->rx[c] - sums->r[c] * sums->x / n;
      double ry = sums->ry[c] - sums->r[c] * sums->y / n;
      double by_x = CLAMP ((rx * yy - ry * xy) / determinant, -MAX_LEAN / 2, MAX_LEAN / 2);
      double by_y = CLAMP ((ry * xx - rx * xy) / determinant, -MAX_LEAN / 2, MAX_LEAN / 2);

      match->lean_x[c] = (float) by_x;
      match->lean_y[c] = (float) by_y;
      match->offset[c] += (float) ((sums->r[c] - by_x * sums->x - by_y * sums->y) / n);
    }
}

/* Light often falls off over a picture, and models lose that: what one offset leaves over is taken
 * up by a plane through the ring. */
static void
measure_lean (const LimnerPicture *answer,
              const LimnerPicture *source,
              const LimnerPlane   *ring,
              Match               *match)
{
  int width = limner_plane_get_width (ring), height = limner_plane_get_height (ring);
  Sums sums = { 0 };

  for (int y = 0; y < height; y++)
    {
      const guint8 *mark = limner_plane_read_row (ring, y);
      const guint8 *a = limner_picture_read_row (answer, y);
      const guint8 *s = limner_picture_read_row (source, y);

      for (int x = 0; x < width; x++)
        {
          if (mark[x] != 0 && is_known (a + 4 * x, s + 4 * x))
            add_residual (&sums, match, place_on_side (x, width), place_on_side (y, height),
                          a + 4 * x, s + 4 * x);
        }
    }
  lean (&sums, match);
}

/* Only what is taken of the answer is worth the work, and its ring, which says what is left. */
static void
apply_match (LimnerPicture     *answer,
             const LimnerPlane *zone,
             const LimnerPlane *ring,
             const Match       *match)
{
  int width = limner_picture_get_width (answer), height = limner_picture_get_height (answer);

  for (int y = 0; y < height; y++)
    {
      guint8 *pixel = limner_picture_get_pixels (answer) + (gsize) y * width * 4;
      const guint8 *weight = limner_plane_read_row (zone, y);
      const guint8 *mark = limner_plane_read_row (ring, y);
      float at_y = place_on_side (y, height);

      for (int x = 0; x < width; x++, pixel += 4)
        {
          float at_x;

          if (weight[x] == 0 && mark[x] == 0)
            continue;
          at_x = place_on_side (x, width);
          for (int c = 0; c < 3; c++)
            pixel[c] = to_byte (match->gain[c] * pixel[c] + match->offset[c] +
                                match->lean_x[c] * at_x + match->lean_y[c] * at_y);
        }
    }
}

/* What is left between source and answer, averaged over cells of the ring: four floats a cell, of
 * which the last counts the pixels. */
static float *
residual_grid (const LimnerPicture *answer,
               const LimnerPicture *source,
               const LimnerPlane   *ring,
               int                  cell,
               int                  columns,
               int                  rows)
{
  float *grid = g_new0 (float, (gsize) columns * rows * 4);

  for (int y = 0; y < limner_plane_get_height (ring); y++)
    {
      const guint8 *mark = limner_plane_read_row (ring, y);
      const guint8 *a = limner_picture_read_row (answer, y);
      const guint8 *s = limner_picture_read_row (source, y);
      float *row = grid + (gsize) (y / cell) * columns * 4;

      for (int x = 0; x < limner_plane_get_width (ring); x++)
        {
          float *at = row + (gsize) (x / cell) * 4;

          if (mark[x] == 0 || !is_known (a + 4 * x, s + 4 * x))
            continue;
          for (int c = 0; c < 3; c++)
            at[c] += s[4 * x + c] - a[4 * x + c];
          at[3] += 1.0f;
        }
    }

  for (gsize i = 0; i < (gsize) columns * rows; i++)
    {
      float n = grid[4 * i + 3];

      for (int c = 0; c < 3 && n > 0.0f; c++)
        grid[4 * i + c] /= n;
    }
  return grid;
}

/* Known cells stay, the others relax to the mean of their neighbours: a membrane stretched over the
 * mask (Pérez, Gangnet and Blake, "Poisson image editing", 2003, with no guidance field). */
static void
relax_grid (float *grid,
            int    columns,
            int    rows)
{
  for (int round = 0; round < 4 * (columns + rows); round++)
    {
      for (int i = 0; i < columns * rows; i++)
        {
          int x = i % columns, y = i / columns;
          float *at = grid + (gsize) i * 4;
          const float *neighbours[4] = {
            x > 0 ? at - 4 : NULL, x + 1 < columns ? at + 4 : NULL,
            y > 0 ? at - 4 * columns : NULL, y + 1 < rows ? at + 4 * columns : NULL,
          };
          float sum[3] = { 0 }, n = 0;

          if (at[3] > 0.0f)
            continue;
          for (int k = 0; k < 4; k++)
            {
              if (neighbours[k] == NULL)
                continue;
              n += 1.0f;
              for (int c = 0; c < 3; c++)
                sum[c] += neighbours[k][c];
            }
          for (int c = 0; c < 3 && n > 0.0f; c++)
            at[c] = sum[c] / n;
        }
    }
}

static void
add_grid (LimnerPicture     *answer,
          const LimnerPlane *zone,
          const float       *grid,
          int                cell,
          int                columns,
          int                rows)
{
  int width = limner_picture_get_width (answer);
  guint8 *pixel = limner_picture_get_pixels (answer);

  for (int y = 0; y < limner_picture_get_height (answer); y++)
    {
      float fy = CLAMP ((y + 0.5f) / cell - 0.5f, 0.0f, (float) rows - 1.0f);
      int y0 = (int) fy, y1 = MIN (y0 + 1, rows - 1);
      float wy = fy - y0;
      const guint8 *weight = limner_plane_read_row (zone, y);

      for (int x = 0; x < width; x++, pixel += 4)
        {
          float fx = CLAMP ((x + 0.5f) / cell - 0.5f, 0.0f, (float) columns - 1.0f);
          int x0 = (int) fx, x1 = MIN (x0 + 1, columns - 1);
          float wx = fx - x0;
          const float *a = grid + ((gsize) y0 * columns + x0) * 4;
          const float *b = grid + ((gsize) y0 * columns + x1) * 4;
          const float *c = grid + ((gsize) y1 * columns + x0) * 4;
          const float *d = grid + ((gsize) y1 * columns + x1) * 4;

          if (weight[x] == 0)
            continue;
          for (int k = 0; k < 3; k++)
            {
              float top = a[k] + wx * (b[k] - a[k]), bottom = c[k] + wx * (d[k] - c[k]);

              pixel[k] = to_byte (pixel[k] + top + wy * (bottom - top));
            }
        }
    }
}

/**
 * limner_edit_match_tone:
 * @answer: what the model gave back, at the source's size; changed in place
 * @source: what it was made from
 * @zone: how much of the answer is taken, 0–255; where it is 0 the two should look alike
 * @tone: how far to go
 *
 * Brings the answer's colours to those of the source, judged by the ring of pixels round the zone,
 * in which a faithful model changes nothing.
 *
 * Returns: %TRUE if anything was done; %FALSE if the ring is too small or @tone is off
 */
gboolean
limner_edit_match_tone (LimnerPicture       *answer,
                        const LimnerPicture *source,
                        const LimnerPlane   *zone,
                        LimnerEditTone       tone)
{
  int width = limner_plane_get_width (zone);
  int height = limner_plane_get_height (zone);
  g_autoptr(LimnerPlane) ring = NULL;
  Match match = { 0 };

  g_return_val_if_fail (answer != NULL && source != NULL && zone != NULL, FALSE);
  g_return_val_if_fail (limner_picture_get_width (answer) == width &&
                        limner_picture_get_height (answer) == height, FALSE);
  g_return_val_if_fail (limner_picture_get_width (source) == width &&
                        limner_picture_get_height (source) == height, FALSE);

  if (tone == LIMNER_EDIT_TONE_OFF)
    return FALSE;

  ring = make_ring (zone);
  if (ring == NULL || !measure (answer, source, ring, &match))
    return FALSE;

  measure_lean (answer, source, ring, &match);
  apply_match (answer, zone, ring, &match);

  if (tone == LIMNER_EDIT_TONE_STRONG)
    {
      int cell = MAX (1, (MAX (width, height) + MAX_CELLS - 1) / MAX_CELLS);
      int columns = (width + cell - 1) / cell, rows = (height + cell - 1) / cell;
      g_autofree float *grid = residual_grid (answer, source, ring, cell, columns, rows);

      relax_grid (grid, columns, rows);
      add_grid (answer, zone, grid, cell, columns, rows);
    }
  return TRUE;
}
