/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-control-size.h"
#include "limner-parallel.h"

/* The largest picture that is worked on at its own size, at some 40 bytes for each pixel. What is
 * looked for is far larger than what is lost. */
#define USUAL_MAX_PIXELS (4 * 1000 * 1000)

typedef struct
{
  const LimnerControlSize *size;
  const LimnerPicture     *picture;
  float                   *luma;
} Reading;

typedef struct
{
  const LimnerControlSize *size;
  const guint8            *map;
  int                      n_channels;
  guint8                  *to;
} Enlarging;

/**
 * limner_control_size_new:
 * @picture: a picture
 * @max_pixels: the most pixels that are worked on; 0 is the usual limit
 *
 * Returns: the size to work at: the least whole number of times smaller that is within the limit
 */
LimnerControlSize
limner_control_size_new (const LimnerPicture *picture,
                         gsize                max_pixels)
{
  LimnerControlSize self = { limner_picture_get_width (picture),
                             limner_picture_get_height (picture), 0, 0, 0 };

  max_pixels = max_pixels > 0 ? max_pixels : USUAL_MAX_PIXELS;
  do
    {
      self.scale++;
      self.width = (self.full_width + self.scale - 1) / self.scale;
      self.height = (self.full_height + self.scale - 1) / self.scale;
    }
  while ((gsize) self.width * self.height > max_pixels);

  return self;
}

static void
luma_row (int      y,
          gpointer data)
{
  const Reading *reading = data;
  const LimnerControlSize *size = reading->size;
  float *luma = reading->luma + (gsize) y * size->width;
  int bottom = MIN ((y + 1) * size->scale, size->full_height);

  for (int x = 0; x < size->width; x++)
    {
      int right = MIN ((x + 1) * size->scale, size->full_width);
      float sum = 0;

      for (int v = y * size->scale; v < bottom; v++)
        {
          const guint8 *pixel = limner_picture_read_row (reading->picture, v) +
                                (gsize) x * size->scale * 4;

          for (int u = x * size->scale; u < right; u++, pixel += 4)
            {
              float light = 0.299f * pixel[0] + 0.587f * pixel[1] + 0.114f * pixel[2];

              sum += 255 + (light - 255) * (pixel[3] / 255.0f);
            }
        }
      luma[x] = sum / (float) ((right - x * size->scale) * (bottom - y * size->scale));
    }
}

/**
 * limner_control_size_read_luma:
 * @self: the size to work at
 * @picture: the picture
 * @cancellable: (nullable): ends it early, with values that mean nothing
 *
 * Returns: (transfer full): the lightness over white of each pixel worked on, 0 to 255
 */
float *
limner_control_size_read_luma (const LimnerControlSize *self,
                               const LimnerPicture     *picture,
                               GCancellable            *cancellable)
{
  float *luma = g_new0 (float, (gsize) self->width * self->height);
  Reading reading = { self, picture, luma };

  limner_parallel_for (self->height, luma_row, &reading, cancellable);

  return luma;
}

/**
 * limner_control_size_find:
 * @self: the size worked at
 * @at: a row or a column of the picture
 * @size: how many of them are worked on
 * @first: (out): the one that lies before it
 * @second: (out): the one that lies after it
 *
 * Finds where a row or a column of the picture lies among those that are worked on.
 *
 * Returns: how near it is to the second one, 0 to 1
 */
float
limner_control_size_find (const LimnerControlSize *self,
                          int                      at,
                          int                      size,
                          int                     *first,
                          int                     *second)
{
  float place = CLAMP (((float) at + 0.5f) / (float) self->scale - 0.5f, 0.0f, (float) (size - 1));

  *first = (int) place;
  *second = place > (float) *first ? *first + 1 : *first;
  return place - (float) *first;
}

static void
enlarge_row (int      y,
             gpointer data)
{
  const Enlarging *work = data;
  const LimnerControlSize *size = work->size;
  int n = work->n_channels;
  guint8 *to = work->to + (gsize) y * size->full_width * n;
  int y0;
  int y1;
  float v = limner_control_size_find (size, y, size->height, &y0, &y1);
  const guint8 *above = work->map + (gsize) y0 * size->width * n;
  const guint8 *below = work->map + (gsize) y1 * size->width * n;

  for (int x = 0; x < size->full_width; x++, to += n)
    {
      int x0;
      int x1;
      float u = limner_control_size_find (size, x, size->width, &x0, &x1);

      for (int c = 0; c < n; c++)
        {
          float top = above[x0 * n + c] + u * (float) (above[x1 * n + c] - above[x0 * n + c]);
          float low = below[x0 * n + c] + u * (float) (below[x1 * n + c] - below[x0 * n + c]);

          to[c] = (guint8) (top + v * (low - top) + 0.5f);
        }
    }
}

/**
 * limner_control_size_enlarge:
 * @self: the size worked at
 * @map: what was found there
 * @n_channels: bytes for each pixel
 * @to: (out): room for it at the size of the picture
 * @cancellable: (nullable): ends it early
 *
 * Enlarges what was found to the size of the picture, straight between pixels. At a scale of one
 * nothing changes.
 */
void
limner_control_size_enlarge (const LimnerControlSize *self,
                             const guint8            *map,
                             int                      n_channels,
                             guint8                  *to,
                             GCancellable            *cancellable)
{
  Enlarging work = { self, map, n_channels, to };

  limner_parallel_for (self->full_height, enlarge_row, &work, cancellable);
}
