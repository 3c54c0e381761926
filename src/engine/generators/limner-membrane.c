/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-membrane.h"

/* Rounds of relaxation on each grid; the coarser grid has done the rest. */
#define N_ROUNDS 6

/* The half-size grid: means of what is known among four pixels. */
static void
shrink (const float  *values,
        const guint8 *known,
        int           width,
        int           height,
        int           n_channels,
        float        *small_values,
        guint8       *small_known,
        GCancellable *cancellable)
{
  int small_width = (width + 1) / 2;
  int small_height = (height + 1) / 2;

  for (int y = 0; y < small_height && !g_cancellable_is_cancelled (cancellable); y++)
    for (int x = 0; x < small_width; x++)
      {
        gsize to = (gsize) y * small_width + x;
        int count = 0;

        for (int part = 0; part < 4; part++)
          {
            int from_x = MIN (2 * x + part % 2, width - 1);
            int from_y = MIN (2 * y + part / 2, height - 1);
            gsize from = (gsize) from_y * width + from_x;

            if (!known[from])
              continue;
            count++;
            for (int c = 0; c < n_channels; c++)
              small_values[to * n_channels + c] += values[from * n_channels + c];
          }
        for (int c = 0; c < n_channels && count > 1; c++)
          small_values[to * n_channels + c] /= (float) count;
        small_known[to] = count > 0;
      }
}

/* Puts the coarse solution, interpolated, where the fine one is not known. */
static void
enlarge (const float  *small_values,
         int           small_width,
         int           small_height,
         float        *values,
         const guint8 *known,
         int           width,
         int           height,
         int           n_channels,
         GCancellable *cancellable)
{
  for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y++)
    {
      int y0 = CLAMP ((y - 1) / 2, 0, small_height - 1);
      int y1 = MIN (y0 + 1, small_height - 1);
      float v = CLAMP (y * 0.5f - 0.25f - (float) y0, 0.0f, 1.0f);

      for (int x = 0; x < width; x++)
        {
          int x0 = CLAMP ((x - 1) / 2, 0, small_width - 1);
          int x1 = MIN (x0 + 1, small_width - 1);
          float u = CLAMP (x * 0.5f - 0.25f - (float) x0, 0.0f, 1.0f);
          gsize to = (gsize) y * width + x;

          if (known[to])
            continue;
          for (int c = 0; c < n_channels; c++)
            {
              float a = small_values[((gsize) y0 * small_width + x0) * n_channels + c];
              float b = small_values[((gsize) y0 * small_width + x1) * n_channels + c];
              float d = small_values[((gsize) y1 * small_width + x0) * n_channels + c];
              float e = small_values[((gsize) y1 * small_width + x1) * n_channels + c];

              values[to * n_channels + c] = (a + (b - a) * u) * (1 - v) + (d + (e - d) * u) * v;
            }
        }
    }
}

/* Gauss-Seidel: what is not known becomes the mean of its neighbours. */
static void
relax (float        *values,
       const guint8 *known,
       int           width,
       int           height,
       int           n_channels,
       GCancellable *cancellable)
{
  for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y++)
    for (int x = 0; x < width; x++)
      {
        gsize at = (gsize) y * width + x;
        gsize left = x > 0 ? at - 1 : at;
        gsize right = x < width - 1 ? at + 1 : at;
        gsize above = y > 0 ? at - width : at;
        gsize below = y < height - 1 ? at + width : at;

        if (known[at])
          continue;
        for (int c = 0; c < n_channels; c++)
          values[at * n_channels + c] =
            (values[left * n_channels + c] + values[right * n_channels + c] +
             values[above * n_channels + c] + values[below * n_channels + c]) * 0.25f;
      }
}

/**
 * limner_membrane_fill:
 * @values: @width × @height pixels of @n_channels values; those that are not known are written
 * @known: 1 for each pixel whose values are given, else 0
 * @width: in pixels
 * @height: in pixels
 * @n_channels: values in a pixel
 * @cancellable: (nullable): ends it early, with values that mean nothing
 *
 * Spans a membrane between the known pixels: the rest becomes as smooth as it can be (Laplace's
 * equation, by a cascade of grids from coarse to fine). Where nothing is known the values become 0.
 */
void
limner_membrane_fill (float        *values,
                      const guint8 *known,
                      int           width,
                      int           height,
                      int           n_channels,
                      GCancellable *cancellable)
{
  int small_width = (width + 1) / 2;
  int small_height = (height + 1) / 2;
  gsize n_small = (gsize) small_width * small_height;
  g_autofree float *small_values = NULL;
  g_autofree guint8 *small_known = NULL;

  if (width == 1 && height == 1)
    {
      for (int c = 0; c < n_channels && !known[0]; c++)
        values[c] = 0;
      return;
    }

  small_values = g_new0 (float, n_small * n_channels);
  small_known = g_new0 (guint8, n_small);
  shrink (values, known, width, height, n_channels, small_values, small_known,
          cancellable);
  limner_membrane_fill (small_values, small_known, small_width, small_height, n_channels,
                        cancellable);
  enlarge (small_values, small_width, small_height, values, known, width, height, n_channels,
           cancellable);
  for (int round = 0; round < N_ROUNDS; round++)
    relax (values, known, width, height, n_channels, cancellable);
}
