/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-blur.h"

/**
 * limner_blur_box:
 * @values: @width × @height numbers
 * @width: in pixels
 * @height: in pixels
 * @radius: of the square, in pixels
 * @cancellable: (nullable): ends it early, with values that mean nothing
 *
 * Takes the mean over a square, by running sums along rows and then along columns. Beyond the sides
 * the nearest value counts.
 *
 * Returns: (transfer full): the means
 */
float *
limner_blur_box (const float  *values,
                 int           width,
                 int           height,
                 int           radius,
                 GCancellable *cancellable)
{
  gsize n = (gsize) width * height;
  g_autofree float *rows = g_new0 (float, n);
  g_autofree double *sums = g_new0 (double, width);
  float *result = g_new0 (float, n);

  for (int y = 0; y < height && !g_cancellable_is_cancelled (cancellable); y++)
    {
      const float *from = values + (gsize) y * width;
      double sum = 0;

      for (int x = -radius; x < width; x++)
        {
          sum += from[CLAMP (x + radius, 0, width - 1)];
          if (x < 0)
            {
              if (x == -radius)
                sum += from[0] * radius;
              continue;
            }
          rows[(gsize) y * width + x] = (float) (sum / (2 * radius + 1));
          sum -= from[MAX (x - radius, 0)];
        }
    }
  for (int y = -radius; y < height && !g_cancellable_is_cancelled (cancellable); y++)
    {
      const float *enter = rows + (gsize) CLAMP (y + radius, 0, height - 1) * width;
      const float *leave = rows + (gsize) MAX (y - radius, 0) * width;

      for (int x = 0; x < width; x++)
        {
          sums[x] += enter[x];
          if (y == -radius)
            sums[x] += (double) rows[x] * radius;
          if (y < 0)
            continue;
          result[(gsize) y * width + x] = (float) (sums[x] / (2 * radius + 1));
          sums[x] -= leave[x];
        }
    }

  return result;
}

/**
 * limner_blur_smooth:
 * @values: @width × @height numbers
 * @width: in pixels
 * @height: in pixels
 * @sigma: width of the bell, in pixels
 * @cancellable: (nullable): ends it early, with values that mean nothing
 *
 * Smooths with three means, which come close to a Gaussian bell.
 *
 * Returns: (transfer full): the smoothed numbers
 */
float *
limner_blur_smooth (const float  *values,
                    int           width,
                    int           height,
                    float         sigma,
                    GCancellable *cancellable)
{
  int radius = MAX ((int) sqrtf (sigma * sigma + 0.25f), 1);
  g_autofree float *once = limner_blur_box (values, width, height, radius, cancellable);
  g_autofree float *twice = limner_blur_box (once, width, height, radius, cancellable);

  return limner_blur_box (twice, width, height, MAX (radius - 1, 1), cancellable);
}
