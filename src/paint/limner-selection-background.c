/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "image/limner-picture-ops.h"

#include "limner-selection.h"

/* What is behind the subject: what can be reached from the picture's border without crossing much
 * contrast. A pixel's distance is the least range of values on a path that leads to it (Zhang et
 * al., "Minimum barrier salient object detection at 80 FPS", 2015, algorithm 1), which goes through
 * gradients that a tolerance would stop at. Where the distances fall into two kinds the border
 * between them is found by Otsu's method ("A threshold selection method from gray-level
 * histograms", 1979). The lower border is no beginning: a person who is cut off stands there, and
 * the ground is reached from the sides.
 */
#define WORKING_SIDE 768
#define N_SCANS 4

typedef struct
{
  int     width;
  int     height;
  guint8 *values;
  guint8 *low;        /* least and greatest value on the path so far */
  guint8 *high;
  guint8 *distance;
} Field;

static inline void
relax (Field *self,
       gsize  at,
       gsize  from)
{
  guint8 value = self->values[at];
  guint8 low = MIN (self->low[from], value), high = MAX (self->high[from], value);

  if (high - low >= self->distance[at])
    return;
  self->distance[at] = high - low;
  self->low[at] = low;
  self->high[at] = high;
}

static void
scan_forth (Field *self)
{
  for (int y = 1; y < self->height; y++)
    {
      for (int x = 1; x < self->width; x++)
        {
          gsize at = (gsize) y * self->width + x;

          relax (self, at, at - self->width);
          relax (self, at, at - 1);
        }
    }
}

static void
scan_back (Field *self)
{
  for (int y = self->height - 2; y >= 0; y--)
    {
      for (int x = self->width - 2; x >= 0; x--)
        {
          gsize at = (gsize) y * self->width + x;

          relax (self, at, at + self->width);
          relax (self, at, at + 1);
        }
    }
}

static void
begin (Field               *self,
       const LimnerPicture *picture,
       int                  channel)
{
  for (int y = 0; y < self->height; y++)
    {
      const guint8 *row = limner_picture_read_row (picture, y);

      for (int x = 0; x < self->width; x++)
        {
          gsize at = (gsize) y * self->width + x;
          gboolean is_border = x == 0 || y == 0 || x == self->width - 1;

          self->values[at] = self->low[at] = self->high[at] = row[4 * x + channel];
          self->distance[at] = is_border ? 0 : 255;
        }
    }
}

/* The largest distance over the channels. */
static guint8 *
measure (const LimnerPicture *picture)
{
  Field field = { limner_picture_get_width (picture), limner_picture_get_height (picture),
                  NULL, NULL, NULL, NULL };
  gsize n = (gsize) field.width * field.height;
  g_autofree guint8 *values = field.values = g_malloc (n);
  g_autofree guint8 *low = field.low = g_malloc (n);
  g_autofree guint8 *high = field.high = g_malloc (n);
  g_autofree guint8 *distance = field.distance = g_malloc (n);
  guint8 *most = g_malloc0 (n);

  for (int channel = 0; channel < 3; channel++)
    {
      begin (&field, picture, channel);
      for (int i = 0; i < N_SCANS; i++)
        {
          if (i % 2 == 0)
            scan_forth (&field);
          else
            scan_back (&field);
        }
      for (gsize i = 0; i < n; i++)
        most[i] = MAX (most[i], distance[i]);
    }
  return most;
}

/* The value that parts a histogram so that the two sides differ most. */
static int
find_threshold (const guint8 *values,
                gsize         n)
{
  double counts[256] = { 0 }, sum = 0, below = 0, sum_below = 0, best = -1;
  int threshold = 0;

  for (gsize i = 0; i < n; i++)
    {
      counts[values[i]]++;
      sum += values[i];
    }
  for (int value = 0; value < 255; value++)
    {
      double above, apart, spread;

      below += counts[value];
      sum_below += counts[value] * value;
      above = n - below;
      if (below <= 0 || above <= 0)
        continue;
      apart = sum_below / below - (sum - sum_below) / above;
      spread = below * above * apart * apart;
      if (spread > best)
        {
          best = spread;
          threshold = value;
        }
    }
  return threshold;
}

/**
 * limner_selection_background:
 * @picture: a picture
 *
 * Selects what is behind the subject: everything that hangs together with the upper border and the
 * sides of the picture by its colours, gradients too.
 *
 * Returns: (transfer full): the selection
 */
LimnerMask *
limner_selection_background (LimnerPicture *picture)
{
  int width = limner_picture_get_width (picture), height = limner_picture_get_height (picture);
  double scale = MIN (1.0, (double) WORKING_SIDE / MAX (width, height));
  g_autoptr(LimnerPicture) small = NULL;
  g_autoptr(LimnerPicture) shown = NULL;
  g_autofree guint8 *distance = NULL;
  gsize n;
  int threshold;
  guint8 *pixel;

  small = limner_picture_scale (picture, MAX (1, (int) (width * scale)),
                                MAX (1, (int) (height * scale)), LIMNER_FILTER_AUTO);
  if (small == NULL)
    return limner_mask_new (width, height);

  distance = measure (small);
  n = (gsize) limner_picture_get_width (small) * limner_picture_get_height (small);
  threshold = find_threshold (distance, n);

  shown = limner_picture_new (limner_picture_get_width (small), limner_picture_get_height (small));
  pixel = limner_picture_get_pixels (shown);
  for (gsize i = 0; i < n; i++, pixel += 4)
    {
      pixel[0] = pixel[1] = pixel[2] = distance[i] <= threshold ? 255 : 0;
      pixel[3] = 255;
    }
  return limner_selection_from_picture (shown, width, height);
}
