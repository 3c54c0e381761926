/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "bench-metrics.h"

/* Scales of the texture distance, and the width of its pooling at full size, in pixels. */
#define N_OCTAVES 4
#define POOL      20.0

/* One number for each pixel. */
typedef struct
{
  int    width;
  int    height;
  float *values;
} Map;

static void
map_clear (Map *map)
{
  g_clear_pointer (&map->values, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Map, map_clear)

static Map
map_new (int width,
         int height)
{
  return (Map) { width, height, g_new0 (float, (gsize) width * height) };
}

static gsize
map_size (const Map *map)
{
  return (gsize) map->width * map->height;
}

static void
map_replace (Map *map,
             Map  by)
{
  map_clear (map);
  *map = by;
}

/* Mirrors a place beyond the sides: twice the outermost pixel, or once. */
static int
mirror (int      at,
        int      n,
        gboolean twice)
{
  while (at < 0 || at >= n)
    {
      if (n == 1)
        return 0;
      if (at < 0)
        at = twice ? -1 - at : -at;
      else
        at = twice ? 2 * n - 1 - at : 2 * n - 2 - at;
    }

  return at;
}

/* Adds a row, weighed, to sums; written so that the compiler can make vectors of it. */
static void
add_row (float       *sums,
         const float *row,
         float        weight,
         int          n)
{
  for (int i = 0; i < n; i++)
    sums[i] += weight * row[i];
}

/* Convolves rows and columns with a symmetric kernel and keeps every which pixel. */
static Map
convolve (const Map    *map,
          const double *kernel,
          int           radius,
          int           step,
          gboolean      twice)
{
  g_auto(Map) rows = map_new ((map->width + step - 1) / step, map->height);
  g_autofree float *padded = g_new (float, map->width + 2 * radius);
  g_autofree float *sums = g_new (float, map->width);
  Map result = map_new (rows.width, (map->height + step - 1) / step);

  for (int y = 0; y < rows.height; y++)
    {
      for (int x = -radius; x < map->width + radius; x++)
        padded[x + radius] = map->values[(gsize) y * map->width + mirror (x, map->width, twice)];
      memset (sums, 0, (gsize) map->width * sizeof *sums);
      for (int k = -radius; k <= radius; k++)
        add_row (sums, padded + radius + k, (float) kernel[ABS (k)], map->width);
      for (int x = 0; x < rows.width; x++)
        rows.values[(gsize) y * rows.width + x] = sums[x * step];
    }
  for (int y = 0; y < result.height; y++)
    for (int k = -radius; k <= radius; k++)
      add_row (result.values + (gsize) y * result.width,
               rows.values + (gsize) mirror (y * step + k, map->height, twice) * rows.width,
               (float) kernel[ABS (k)], result.width);

  return result;
}

static Map
blur_radius (const Map *map,
             double     sigma,
             int        radius)
{
  g_autofree double *kernel = g_new (double, radius + 1);
  double total = 0;

  for (int k = 0; k <= radius; k++)
    {
      kernel[k] = exp (-k * k / (2 * sigma * sigma));
      total += k == 0 ? kernel[k] : 2 * kernel[k];
    }
  for (int k = 0; k <= radius; k++)
    kernel[k] /= total;

  return convolve (map, kernel, radius, 1, TRUE);
}

static Map
blur (const Map *map,
      double     sigma)
{
  return blur_radius (map, sigma, (int) floor (sigma * 4 + 0.5));
}

/* The next smaller octave. */
static Map
pyramid_down (const Map *map)
{
  static const double kernel[] = { 6 / 16.0, 4 / 16.0, 1 / 16.0 };

  return convolve (map, kernel, 2, 2, FALSE);
}

/* The mean of squares of pixels. */
static Map
shrink (const Map *map,
        int        factor)
{
  Map result = map_new (MAX (map->width / factor, 1), MAX (map->height / factor, 1));

  for (int y = 0; y < result.height; y++)
    for (int x = 0; x < result.width; x++)
      {
        double sum = 0;

        for (int part = 0; part < factor * factor; part++)
          sum += map->values[(gsize) MIN (y * factor + part / factor,
                                          map->height - 1) * map->width +
                             MIN (x * factor + part % factor, map->width - 1)];
        result.values[(gsize) y * result.width + x] = (float) (sum / (factor * factor));
      }

  return result;
}

static void
sobel (const Map *map,
       int        x,
       int        y,
       float     *dx,
       float     *dy)
{
  const float *rows[3];
  int left = mirror (x - 1, map->width, FALSE);
  int right = mirror (x + 1, map->width, FALSE);

  for (int i = 0; i < 3; i++)
    rows[i] = map->values + (gsize) mirror (y + i - 1, map->height, FALSE) * map->width;
  *dx = rows[0][right] - rows[0][left] + 2 * (rows[1][right] - rows[1][left]) + rows[2][right] -
        rows[2][left];
  *dy = rows[2][left] - rows[0][left] + 2 * (rows[2][x] - rows[0][x]) + rows[2][right] -
        rows[0][right];
}

static Map
read_luma (const LimnerPicture *picture)
{
  Map map = map_new (limner_picture_get_width (picture), limner_picture_get_height (picture));
  const guint8 *pixel = limner_picture_read_row (picture, 0);

  for (gsize i = 0; i < map_size (&map); i++, pixel += 4)
    map.values[i] = (float) ((pixel[0] * 4899 + pixel[1] * 9617 + pixel[2] * 1868 + 8192) >> 14);

  return map;
}

static double
linear (guint8 value)
{
  double v = value / 255.0;

  return v <= 0.04045 ? v / 12.92 : pow ((v + 0.055) / 1.055, 2.4);
}

static double
lab_curve (double t)
{
  return t > 0.008856 ? cbrt (t) : 7.787 * t + 16.0 / 116;
}

/* CIE Lab of D65. */
static void
read_lab (const LimnerPicture *picture,
          Map                  maps[3])
{
  const guint8 *pixel = limner_picture_read_row (picture, 0);

  for (int c = 0; c < 3; c++)
    maps[c] = map_new (limner_picture_get_width (picture), limner_picture_get_height (picture));
  for (gsize i = 0; i < map_size (&maps[0]); i++, pixel += 4)
    {
      double r = linear (pixel[0]);
      double g = linear (pixel[1]);
      double b = linear (pixel[2]);
      double x = lab_curve ((0.412453 * r + 0.357580 * g + 0.180423 * b) / 0.950456);
      double luminance = 0.212671 * r + 0.715160 * g + 0.072169 * b;
      double y = lab_curve (luminance);
      double z = lab_curve ((0.019334 * r + 0.119193 * g + 0.950227 * b) / 1.088754);

      maps[0].values[i] = (float) (luminance > 0.008856 ? 116 * y - 16 : 903.3 * luminance);
      maps[1].values[i] = (float) (500 * (x - y));
      maps[2].values[i] = (float) (200 * (y - z));
    }
}

static Map
product (const Map *a,
         const Map *b)
{
  Map result = map_new (a->width, a->height);

  for (gsize i = 0; i < map_size (a); i++)
    result.values[i] = a->values[i] * b->values[i];

  return result;
}

static Map
blurred_product (const Map *a,
                 const Map *b)
{
  g_auto(Map) both = product (a, b);

  return blur_radius (&both, 1.5, 5);
}

static Map
ssim_map (const Map *x,
          const Map *y,
          gboolean   only_structure)
{
  const float c1 = 6.5025f;
  const float c2 = 58.5225f;
  g_auto(Map) mx = blur_radius (x, 1.5, 5);
  g_auto(Map) my = blur_radius (y, 1.5, 5);
  g_auto(Map) xx = blurred_product (x, x);
  g_auto(Map) yy = blurred_product (y, y);
  g_auto(Map) xy = blurred_product (x, y);
  Map result = map_new (x->width, x->height);

  for (gsize i = 0; i < map_size (x); i++)
    {
      float a = mx.values[i];
      float b = my.values[i];
      float structure = (2 * (xy.values[i] - a * b) + c2) /
                        (xx.values[i] - a * a + yy.values[i] - b * b + c2);

      result.values[i] = only_structure ? structure
                                        : structure * (2 * a * b + c1) / (a * a + b * b + c1);
    }

  return result;
}

static double
weighted_mean (const Map *map,
               const Map *weights)
{
  double sum = 0;
  double total = 1e-9;

  for (gsize i = 0; i < map_size (map); i++)
    {
      sum += map->values[i] * weights->values[i];
      total += weights->values[i];
    }

  return sum / total;
}

static double
measure_ms_ssim (const Map *truth,
                 const Map *result,
                 const Map *mask)
{
  static const double weights[] = { 0.2, 0.4, 0.4 };
  g_auto(Map) a = shrink (truth, 1);
  g_auto(Map) b = shrink (result, 1);
  g_auto(Map) m = shrink (mask, 1);
  double value = 1;

  for (int scale = 0; scale < 3; scale++)
    {
      g_auto(Map) map = ssim_map (&a, &b, scale < 2);

      value *= pow (MAX (weighted_mean (&map, &m), 1e-3), weights[scale]);
      map_replace (&a, shrink (&a, 2));
      map_replace (&b, shrink (&b, 2));
      map_replace (&m, shrink (&m, 2));
    }

  return value;
}

/* The energies of a band: along four directions and of blobs; for colours the sums only. */
static int
make_energies (const Map *map,
               gboolean   colour,
               Map        energies[5])
{
  g_auto(Map) smooth = blur (map, 1.5);
  int n = colour ? 2 : 5;

  for (int i = 0; i < n; i++)
    energies[i] = map_new (map->width, map->height);
  for (int y = 0; y < map->height; y++)
    for (int x = 0; x < map->width; x++)
      {
        gsize at = (gsize) y * map->width + x;
        float dx;
        float dy;
        float blob = map->values[at] - smooth.values[at];

        sobel (map, x, y, &dx, &dy);
        dx /= 8;
        dy /= 8;
        energies[n - 1].values[at] = blob * blob;
        if (colour)
          {
            energies[0].values[at] = dx * dx + dy * dy;
            continue;
          }
        energies[0].values[at] = dx * dx;
        energies[1].values[at] = dy * dy;
        energies[2].values[at] = (dx + dy) * (dx + dy) / 2;
        energies[3].values[at] = (dx - dy) * (dx - dy) / 2;
      }

  return n;
}

/* How far two maps, pooled within the mask, are apart on average. */
static double
compare_pooled (const Map *a,
                const Map *b,
                const Map *mask,
                const Map *weight,
                double     sigma,
                gboolean   energies)
{
  g_auto(Map) masked_a = product (a, mask);
  g_auto(Map) masked_b = product (b, mask);
  g_auto(Map) pooled_a = blur (&masked_a, sigma);
  g_auto(Map) pooled_b = blur (&masked_b, sigma);
  g_auto(Map) apart = map_new (a->width, a->height);

  for (gsize i = 0; i < map_size (a); i++)
    {
      float w = weight->values[i] + 1e-6f;
      float p = pooled_a.values[i] / w;
      float q = pooled_b.values[i] / w;

      apart.values[i] = energies ? fabsf (logf ((p + 0.05f) / (q + 0.05f))) : fabsf (p - q) / 25;
    }

  return weighted_mean (&apart, mask);
}

static double
measure_tsd (const LimnerPicture *truth,
             const LimnerPicture *result,
             const Map           *mask)
{
  Map a[3];
  Map b[3];
  double sum = 0;
  int n = 0;

  read_lab (truth, a);
  read_lab (result, b);
  for (int c = 0; c < 3; c++)
    {
      for (int octave = 0; octave <= N_OCTAVES; octave++)
        {
          g_auto(Map) small_mask = shrink (mask, 1 << octave);
          double sigma = MAX (POOL / (1 << octave), 1.2);
          g_auto(Map) weight = blur (&small_mask, sigma);
          Map of_a[5] = { { 0 } };
          Map of_b[5] = { { 0 } };
          int n_energies;

          if (octave == N_OCTAVES)
            {
              sum += compare_pooled (&a[c], &b[c], &small_mask, &weight, sigma, FALSE);
              n++;
              break;
            }
          n_energies = make_energies (&a[c], c > 0, of_a);
          make_energies (&b[c], c > 0, of_b);
          for (int i = 0; i < n_energies; i++)
            {
              sum += compare_pooled (&of_a[i], &of_b[i], &small_mask, &weight, sigma,
                                     TRUE);
              n++;
              map_clear (&of_a[i]);
              map_clear (&of_b[i]);
            }
          map_replace (&a[c], pyramid_down (&a[c]));
          map_replace (&b[c], pyramid_down (&b[c]));
        }
      map_clear (&a[c]);
      map_clear (&b[c]);
    }

  return sum / n;
}

static gboolean
is_ring (const Map *mask,
         int        x,
         int        y)
{
  gboolean any = FALSE;
  gboolean all = TRUE;

  for (int j = MAX (y - 1, 0); j <= MIN (y + 1, mask->height - 1); j++)
    for (int i = MAX (x - 1, 0); i <= MIN (x + 1, mask->width - 1); i++)
      {
        gboolean in = mask->values[(gsize) j * mask->width + i] > 0;

        any |= in;
        all &= in;
      }

  return any && !all;
}

static void
measure_gradients (const Map    *truth,
                   const Map    *result,
                   const Map    *mask,
                   BenchMetrics *metrics)
{
  double sum = 0;
  double squares = 0;
  double count = 1e-9;
  double ring_truth = 0;
  double ring_result = 0;
  double ring_count = 1e-9;

  for (int y = 0; y < truth->height; y++)
    for (int x = 0; x < truth->width; x++)
      {
        float dx;
        float dy;
        double g1;
        double g2;
        double alike;

        sobel (truth, x, y, &dx, &dy);
        g1 = hypot (dx, dy) / 4;
        sobel (result, x, y, &dx, &dy);
        g2 = hypot (dx, dy) / 4;
        if (mask->values[(gsize) y * mask->width + x] > 0)
          {
            alike = (2 * g1 * g2 + 170) / (g1 * g1 + g2 * g2 + 170);
            sum += alike;
            squares += alike * alike;
            count++;
          }
        if (is_ring (mask, x, y))
          {
            ring_truth += g1;
            ring_result += g2;
            ring_count++;
          }
      }
  metrics->gmsd = sqrt (MAX (squares / count - sum / count * sum / count, 0));
  metrics->seam = ring_result / ring_count / MAX (ring_truth / ring_count, 1e-3);
}

/* Measures a picture. All three have one size. */
void
bench_metrics_measure (const LimnerPicture *truth,
                       const LimnerPicture *result,
                       const LimnerPlane   *mask,
                       BenchMetrics        *metrics)
{
  g_auto(Map) a = read_luma (truth);
  g_auto(Map) b = read_luma (result);
  g_auto(Map) hole = map_new (a.width, a.height);
  g_auto(Map) ssim = ssim_map (&a, &b, FALSE);
  const guint8 *p = limner_picture_read_row (truth, 0);
  const guint8 *q = limner_picture_read_row (result, 0);
  double squares = 0;
  double count = 1e-9;

  for (gsize i = 0; i < map_size (&a); i++)
    {
      hole.values[i] = limner_plane_read_row (mask, 0)[i] > 127 ? 1 : 0;
      for (int c = 0; c < 3 && hole.values[i] > 0; c++)
        {
          double apart = p[i * 4 + c] - q[i * 4 + c];

          squares += apart * apart;
          count++;
        }
    }
  metrics->psnr = 10 * log10 (65025 / MAX (squares / count, 1e-3));
  metrics->ssim = weighted_mean (&ssim, &hole);
  metrics->ms_ssim = measure_ms_ssim (&a, &b, &hole);
  metrics->tsd = measure_tsd (truth, result, &hole);
  measure_gradients (&a, &b, &hole, metrics);
}
