/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <math.h>

#include <glib.h>

/* Sobel's gradient, of three rows of values: that above, that of the pixel and that below. Beyond
 * the sides the nearest value counts. */
static inline void
limner_control_gradient (const float * const  rows[3],
                         int                  width,
                         int                  x,
                         float               *dx,
                         float               *dy)
{
  int left = MAX (x - 1, 0);
  int right = MIN (x + 1, width - 1);

  *dx = rows[0][right] - rows[0][left] + 2 * (rows[1][right] - rows[1][left]) +
        rows[2][right] - rows[2][left];
  *dy = rows[2][left] - rows[0][left] + 2 * (rows[2][x] - rows[0][x]) +
        rows[2][right] - rows[0][right];
}

/* The strength of a pixel's gradient if it is the strongest across the edge, else 0; of three rows
 * of strengths. */
static inline float
limner_control_crest (const float * const rows[3],
                      int                 width,
                      int                 x,
                      float               dx,
                      float               dy)
{
  float strength = rows[1][x];
  int step_x = fabsf (dx) > 0.4142f * fabsf (dy) ? (dx > 0 ? 1 : -1) : 0;
  int step_y = fabsf (dy) > 0.4142f * fabsf (dx) ? (dy > 0 ? 1 : -1) : 0;

  if (strength > rows[1 - step_y][CLAMP (x - step_x, 0, width - 1)] &&
      strength >= rows[1 + step_y][CLAMP (x + step_x, 0, width - 1)])
    return strength;

  return 0;
}

/* The three rows round a row of a picture. Beyond its sides the nearest one counts. */
static inline void
limner_control_rows (const float *values,
                     int          width,
                     int          height,
                     int          y,
                     const float *rows[3])
{
  for (int i = 0; i < 3; i++)
    rows[i] = values + (gsize) CLAMP (y + i - 1, 0, height - 1) * width;
}
