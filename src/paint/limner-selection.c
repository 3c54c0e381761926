/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-mask-filter.h"
#include "limner-selection.h"

/* How far a colour is from another: the largest difference of a channel. */
static int
get_distance (const guint8 *a,
              const guint8 *b)
{
  int far = 0;

  for (int k = 0; k < 4; k++)
    far = MAX (far, ABS (a[k] - b[k]));
  return far;
}

/* Beyond the tolerance the selection fades out, so that its edge is as soft as the picture's. */
static guint8
get_value (int distance,
           int tolerance)
{
  int ramp = tolerance / 4 + 4;

  if (distance <= tolerance)
    return 255;
  if (distance >= tolerance + ramp)
    return 0;
  return (guint8) (255 * (tolerance + ramp - distance) / ramp);
}

typedef struct
{
  const guint8 *pixels;
  int           width;
  int           height;
  guint8        colour[4];
  int           tolerance;
  guint8       *values;   /* what is selected */
  GArray       *seeds;    /* guint32, indices of pixels to go on from */
  int           top;      /* the rows in which something is selected */
  int           bottom;
} Fill;

static gboolean
is_similar (const Fill *self,
            int         x,
            int         y)
{
  return get_distance (self->pixels + 4 * ((gsize) y * self->width + x), self->colour) <=
         self->tolerance;
}

/* Adds a seed for each run of similar pixels in a row next to one that was just filled. */
static void
add_seeds (Fill *self,
           int   y,
           int   from,
           int   to)
{
  gboolean in_run = FALSE;

  if (y < 0 || y >= self->height)
    return;

  for (int x = from; x < to; x++)
    {
      guint32 index = (guint32) (y * self->width + x);
      gboolean fits = self->values[index] == 0 && is_similar (self, x, y);

      if (fits && !in_run)
        g_array_append_val (self->seeds, index);
      in_run = fits;
    }
}

static void
fill_from (Fill *self,
           int   x,
           int   y)
{
  guint32 first = (guint32) (y * self->width + x);

  g_array_append_val (self->seeds, first);
  while (self->seeds->len > 0)
    {
      guint32 index = g_array_index (self->seeds, guint32, self->seeds->len - 1);
      int row = (int) (index / (guint32) self->width);
      int from = (int) (index % (guint32) self->width);
      int to = from;

      g_array_set_size (self->seeds, self->seeds->len - 1);
      if (self->values[index] != 0)
        continue;
      while (from > 0 && is_similar (self, from - 1, row))
        from--;
      while (to < self->width && is_similar (self, to, row))
        to++;
      memset (self->values + (gsize) row * self->width + from, 255, to - from);
      self->top = MIN (self->top, row);
      self->bottom = MAX (self->bottom, row);
      add_seeds (self, row - 1, from, to);
      add_seeds (self, row + 1, from, to);
    }
}

/* Gives pixels next to the selection the value that their colour deserves. */
static guint8
get_rim_value (const Fill *self,
               int         x,
               int         y)
{
  gsize index = (gsize) y * self->width + x;

  if (self->values[index] == 255)
    return 255;
  if ((x > 0 && self->values[index - 1] == 255) ||
      (x < self->width - 1 && self->values[index + 1] == 255) ||
      (y > 0 && self->values[index - self->width] == 255) ||
      (y < self->height - 1 && self->values[index + self->width] == 255))
    return get_value (get_distance (self->pixels + 4 * index, self->colour), self->tolerance);
  return 0;
}

/**
 * limner_selection_by_colour:
 * @picture: a picture
 * @x: a column of it
 * @y: a row of it
 * @tolerance: how far a colour may be from that at @x, @y, 0 to 255
 * @contiguous: whether only what hangs together with that pixel counts
 *
 * Selects what has a similar colour.
 *
 * Returns: (transfer full): the selection
 */
LimnerMask *
limner_selection_by_colour (LimnerPicture *picture,
                            int            x,
                            int            y,
                            int            tolerance,
                            gboolean       contiguous)
{
  Fill fill = { .tolerance = tolerance };
  g_autofree guint8 *row = NULL;
  g_autofree guint8 *values = NULL;
  g_autoptr(GArray) seeds = g_array_new (FALSE, FALSE, sizeof (guint32));
  LimnerMask *mask;

  g_return_val_if_fail (picture != NULL, NULL);

  fill.width = limner_picture_get_width (picture);
  fill.height = limner_picture_get_height (picture);
  mask = limner_mask_new (fill.width, fill.height);
  if (x < 0 || y < 0 || x >= fill.width || y >= fill.height)
    return mask;

  fill.pixels = limner_picture_read_row (picture, 0);
  memcpy (fill.colour, limner_picture_read_row (picture, y) + 4 * x, 4);
  fill.bottom = contiguous ? 0 : fill.height - 1;
  fill.top = contiguous ? fill.height - 1 : 0;
  if (contiguous)
    {
      values = g_malloc0 ((gsize) fill.width * fill.height);
      fill.values = values;
      fill.seeds = seeds;
      fill_from (&fill, x, y);
    }

  row = g_malloc (fill.width);
  for (int line = MAX (fill.top - 1, 0); line <= MIN (fill.bottom + 1, fill.height - 1); line++)
    {
      const guint8 *pixels = limner_picture_read_row (picture, line);

      for (int column = 0; column < fill.width; column++)
        row[column] = contiguous ? get_rim_value (&fill, column, line)
                                 : get_value (get_distance (pixels + 4 * column, fill.colour),
                                              tolerance);
      limner_tiles_write_span (mask, 0, line, fill.width, row);
    }
  limner_mask_filter_tidy (mask);
  return mask;
}

/* Integer weights of Rec. 709, which add up to 65536 */
static guint8
get_luminance (const guint8 *pixel)
{
  return (guint8) ((pixel[0] * 13933 + pixel[1] * 46871 + pixel[2] * 4732 + 32768) >> 16);
}

static LimnerMask *
make (LimnerPicture *picture,
      guint8       (*get) (const guint8 *pixel))
{
  int width = limner_picture_get_width (picture);
  LimnerMask *mask = limner_mask_new (width, limner_picture_get_height (picture));
  g_autofree guint8 *row = g_malloc (width);

  for (int y = 0; y < limner_picture_get_height (picture); y++)
    {
      const guint8 *pixels = limner_picture_read_row (picture, y);

      for (int x = 0; x < width; x++)
        row[x] = get (pixels + 4 * x);
      limner_tiles_write_span (mask, 0, y, width, row);
    }
  limner_mask_filter_tidy (mask);
  return mask;
}

static guint8
get_transparency (const guint8 *pixel)
{
  return 255 - pixel[3];
}

/* What is transparent in a mask that was made elsewhere is not masked. */
static guint8
get_opaque_luminance (const guint8 *pixel)
{
  return (guint8) ((get_luminance (pixel) * pixel[3] + 127) / 255);
}

/**
 * limner_selection_from_alpha:
 * @picture: a picture
 *
 * Selects what is transparent, which is what waits to be painted.
 *
 * Returns: (transfer full): the selection
 */
LimnerMask *
limner_selection_from_alpha (LimnerPicture *picture)
{
  g_return_val_if_fail (picture != NULL, NULL);

  return make (picture, get_transparency);
}

/**
 * limner_selection_from_luminance:
 * @picture: a picture
 *
 * Selects what is bright, as far as it is.
 *
 * Returns: (transfer full): the selection
 */
LimnerMask *
limner_selection_from_luminance (LimnerPicture *picture)
{
  g_return_val_if_fail (picture != NULL, NULL);

  return make (picture, get_luminance);
}

/**
 * limner_selection_from_picture:
 * @picture: a mask that was made elsewhere, white where the picture is to be repainted
 * @width: of the picture that it is for
 * @height: of the picture that it is for
 *
 * Takes a picture as a mask and stretches it to the size that is wanted.
 *
 * Returns: (transfer full): the selection
 */
LimnerMask *
limner_selection_from_picture (LimnerPicture *picture,
                               int            width,
                               int            height)
{
  g_autoptr(LimnerMask) mask = NULL;
  g_autoptr(LimnerPlane) plane = NULL;
  g_autofree guint8 *row = NULL;
  LimnerMask *stretched;
  double scale_x, scale_y;

  g_return_val_if_fail (picture != NULL, NULL);

  mask = make (picture, get_opaque_luminance);
  if (limner_tiles_get_width (mask) == width && limner_tiles_get_height (mask) == height)
    return g_steal_pointer (&mask);

  plane = limner_mask_to_plane (mask, NULL, 0);
  scale_x = (double) limner_plane_get_width (plane) / width;
  scale_y = (double) limner_plane_get_height (plane) / height;
  stretched = limner_mask_new (width, height);
  row = g_malloc (width);
  for (int y = 0; y < height; y++)
    {
      double from_y = MAX ((y + 0.5) * scale_y - 0.5, 0);
      int y0 = (int) from_y;
      int y1 = MIN (y0 + 1, limner_plane_get_height (plane) - 1);
      const guint8 *upper = limner_plane_read_row (plane, y0);
      const guint8 *lower = limner_plane_read_row (plane, y1);

      for (int x = 0; x < width; x++)
        {
          double from_x = MAX ((x + 0.5) * scale_x - 0.5, 0);
          int x0 = (int) from_x;
          int x1 = MIN (x0 + 1, limner_plane_get_width (plane) - 1);
          double above = upper[x0] + (upper[x1] - upper[x0]) * (from_x - x0);
          double below = lower[x0] + (lower[x1] - lower[x0]) * (from_x - x0);

          row[x] = (guint8) (above + (below - above) * (from_y - y0) + 0.5);
        }
      limner_tiles_write_span (stretched, 0, y, width, row);
    }
  limner_mask_filter_tidy (stretched);
  return stretched;
}
