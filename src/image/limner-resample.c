/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Separable resizing. For each new row the old rows below it are first summed up by weight over
 * their full width, a loop that the compiler makes wide, and that sum is then resized across:
 *
 *   old rows ──Σ weight──► one row of floats, old width ──Σ weight──► one row of bytes, new width
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "limner-resample-private.h"

typedef struct
{
  int    first;     /* first old pixel that counts */
  int    n;
  float *weights;   /* (borrowed) n of them, with the sum 1 */
} Taps;

typedef struct
{
  Taps  *taps;      /* (owned) one for each new pixel */
  float *weights;   /* (owned) */
} Kernel;

static double
sinc (double x)
{
  return fabs (x) < 1e-9 ? 1.0 : sin (G_PI * x) / (G_PI * x);
}

static double
lanczos (double x)
{
  return fabs (x) < 3.0 ? sinc (x) * sinc (x / 3.0) : 0.0;
}

/* Catmull-Rom: the cubic that passes through its points (Keys 1981, a = -1/2) */
static double
cubic (double x)
{
  x = fabs (x);
  if (x < 1.0)
    return (1.5 * x - 2.5) * x * x + 1.0;
  return x < 2.0 ? ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0 : 0.0;
}

static double
weigh (LimnerFilter filter,
       double       centre,
       double       scale,
       int          position)
{
  double overlap;

  if (filter == LIMNER_FILTER_LANCZOS)
    return lanczos ((position + 0.5 - centre) / scale);
  if (filter == LIMNER_FILTER_CUBIC)
    return cubic ((position + 0.5 - centre) / scale);

  overlap = MIN (position + 1.0, centre + scale / 2.0) - MAX (position, centre - scale / 2.0);
  return MAX (overlap, 0.0);
}

static void
kernel_init (Kernel       *kernel,
             int           old_size,
             int           new_size,
             LimnerFilter  filter)
{
  double ratio = (double) old_size / new_size;
  double scale = MAX (ratio, 1.0);
  double radius = scale * (filter == LIMNER_FILTER_LANCZOS ? 3.0
                           : filter == LIMNER_FILTER_CUBIC ? 2.0 : 0.5);
  int room = (int) ceil (radius * 2.0) + 2;
  float *weights;

  kernel->taps = g_new (Taps, new_size);
  kernel->weights = weights = g_new (float, (gsize) new_size * room);
  for (int i = 0; i < new_size; i++, weights += room)
    {
      double centre = (i + 0.5) * ratio;
      int first = MAX (0, (int) floor (centre - radius));
      int last = MIN (old_size - 1, MAX (first, (int) ceil (centre + radius) - 1));
      double sum = 0.0;

      for (int j = first; j <= last; j++)
        sum += weigh (filter, centre, scale, j);
      for (int j = first; j <= last; j++)
        weights[j - first] = (float) (weigh (filter, centre, scale, j) / sum);
      kernel->taps[i] = (Taps) { first, last - first + 1, weights };
    }
}

static void
kernel_clear (Kernel *kernel)
{
  g_clear_pointer (&kernel->taps, g_free);
  g_clear_pointer (&kernel->weights, g_free);
}

static void
add_row (float        *restrict sum,
         const guint8 *restrict row,
         gsize         n,
         float         weight)
{
  for (gsize i = 0; i < n; i++)
    sum[i] += (float) row[i] * weight;
}

/* Colours count by their opacity, else what is invisible would bleed into the edges. */
static void
add_alpha_row (float        *restrict sum,
               const guint8 *restrict row,
               gsize         n_pixels,
               float         weight)
{
  for (gsize i = 0; i < n_pixels; i++, row += 4, sum += 4)
    {
      float alpha = (float) row[3] * weight;

      sum[0] += (float) row[0] * alpha;
      sum[1] += (float) row[1] * alpha;
      sum[2] += (float) row[2] * alpha;
      sum[3] += alpha;
    }
}

static guint8
to_byte (float value)
{
  return value <= 0.0f ? 0 : value >= 255.0f ? 255 : (guint8) (value + 0.5f);
}

static void
finish_row_1 (const Kernel *kernel,
              const float  *sum,
              guint8       *out,
              int           width)
{
  for (int x = 0; x < width; x++)
    {
      const Taps *taps = &kernel->taps[x];
      float value = 0.0f;

      for (int i = 0; i < taps->n; i++)
        value += sum[taps->first + i] * taps->weights[i];
      out[x] = to_byte (value);
    }
}

static void
finish_row_4 (const Kernel *kernel,
              const float  *sum,
              guint8       *out,
              int           width,
              gboolean      has_alpha)
{
  for (int x = 0; x < width; x++, out += 4)
    {
      const Taps *taps = &kernel->taps[x];
      const float *in = sum + (gsize) taps->first * 4;
      float value[4] = { 0.0f };

      for (int i = 0; i < taps->n; i++, in += 4)
        for (int c = 0; c < 4; c++)
          value[c] += in[c] * taps->weights[i];

      if (has_alpha)
        for (int c = 0; c < 3; c++)
          value[c] = value[3] > 0.001f ? value[c] / value[3] : 0.0f;
      for (int c = 0; c < 4; c++)
        out[c] = to_byte (value[c]);
    }
}

static void
resample_nearest (const LimnerRaster *in,
                  guint8             *out,
                  int                 width,
                  int                 height)
{
  gsize n = (gsize) in->n_channels;

  for (int y = 0; y < height; y++)
    {
      gsize from = (gsize) ((2 * (gint64) y + 1) * in->height / (2 * height));
      const guint8 *row = in->pixels + from * in->width * n;

      for (int x = 0; x < width; x++, out += n)
        memcpy (out, row + (gsize) ((2 * (gint64) x + 1) * in->width / (2 * width)) * n, n);
    }
}

/**
 * _limner_resample:
 * @in: what is resized
 * @out: (out): @width × @height pixels of as many channels
 * @width: pixels
 * @height: pixels
 * @filter: how
 *
 * Resizes pixels.
 */
void
_limner_resample (const LimnerRaster *in,
                  guint8             *out,
                  int                 width,
                  int                 height,
                  LimnerFilter        filter)
{
  gsize row_length = (gsize) in->width * in->n_channels;
  g_autofree float *sum = NULL;
  LimnerFilter across = filter;
  LimnerFilter down = filter;
  Kernel horizontal;
  Kernel vertical;

  if (filter == LIMNER_FILTER_NEAREST)
    {
      resample_nearest (in, out, width, height);
      return;
    }
  if (filter == LIMNER_FILTER_AUTO)
    {
      across = width < in->width ? LIMNER_FILTER_AREA : LIMNER_FILTER_LANCZOS;
      down = height < in->height ? LIMNER_FILTER_AREA : LIMNER_FILTER_LANCZOS;
    }

  kernel_init (&horizontal, in->width, width, across);
  kernel_init (&vertical, in->height, height, down);
  sum = g_new (float, row_length);
  for (int y = 0; y < height; y++)
    {
      const Taps *taps = &vertical.taps[y];

      memset (sum, 0, row_length * sizeof (float));
      for (int i = 0; i < taps->n; i++)
        {
          const guint8 *row = in->pixels + (gsize) (taps->first + i) * row_length;

          if (in->has_alpha)
            add_alpha_row (sum, row, (gsize) in->width, taps->weights[i]);
          else
            add_row (sum, row, row_length, taps->weights[i]);
        }
      if (in->n_channels == 1)
        finish_row_1 (&horizontal, sum, out + (gsize) y * width, width);
      else
        finish_row_4 (&horizontal, sum, out + (gsize) y * width * 4, width, in->has_alpha);
    }
  kernel_clear (&horizontal);
  kernel_clear (&vertical);
}
