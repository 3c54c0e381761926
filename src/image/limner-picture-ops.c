/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "limner-picture-ops.h"
#include "limner-resample-private.h"

/**
 * limner_picture_is_opaque:
 * @self: a picture
 *
 * Tells whether no pixel is transparent.
 *
 * Returns: %TRUE if so
 */
gboolean
limner_picture_is_opaque (const LimnerPicture *self)
{
  int width;

  g_return_val_if_fail (self != NULL, FALSE);

  width = limner_picture_get_width (self);
  for (int y = 0; y < limner_picture_get_height (self); y++)
    {
      const guint8 *row = limner_picture_read_row (self, y);
      guint8 all = 255;

      for (int x = 0; x < width; x++)
        all &= row[(gsize) x * 4 + 3];
      if (all != 255)
        return FALSE;
    }

  return TRUE;
}

/**
 * limner_picture_scale:
 * @self: a picture
 * @width: pixels, 1 to %LIMNER_PICTURE_MAX_SIDE
 * @height: pixels, 1 to %LIMNER_PICTURE_MAX_SIDE
 * @filter: how
 *
 * Resizes a picture.
 *
 * Returns: (transfer full) (nullable): the new picture, or %NULL if there is not enough memory
 */
LimnerPicture *
limner_picture_scale (const LimnerPicture *self,
                      int                  width,
                      int                  height,
                      LimnerFilter         filter)
{
  LimnerPicture *scaled;
  LimnerRaster raster;

  g_return_val_if_fail (self != NULL, NULL);

  if (width == limner_picture_get_width (self) && height == limner_picture_get_height (self))
    return limner_picture_copy (self);

  scaled = limner_picture_new (width, height);
  if (scaled == NULL)
    return NULL;

  raster = (LimnerRaster) {
    .pixels = limner_picture_read_row (self, 0),
    .width = limner_picture_get_width (self),
    .height = limner_picture_get_height (self),
    .n_channels = 4,
    .has_alpha = !limner_picture_is_opaque (self),
  };
  _limner_resample (&raster, limner_picture_get_pixels (scaled), width, height, filter);
  return scaled;
}

/**
 * limner_plane_scale:
 * @self: a mask
 * @width: pixels, 1 to %LIMNER_PICTURE_MAX_SIDE
 * @height: pixels, 1 to %LIMNER_PICTURE_MAX_SIDE
 * @filter: how
 *
 * Resizes a mask.
 *
 * Returns: (transfer full) (nullable): the new mask, or %NULL if there is not enough memory
 */
LimnerPlane *
limner_plane_scale (const LimnerPlane *self,
                    int                width,
                    int                height,
                    LimnerFilter       filter)
{
  LimnerPlane *scaled;
  LimnerRaster raster;

  g_return_val_if_fail (self != NULL, NULL);

  if (width == limner_plane_get_width (self) && height == limner_plane_get_height (self))
    return limner_plane_copy (self);

  scaled = limner_plane_new (width, height);
  if (scaled == NULL)
    return NULL;

  raster = (LimnerRaster) {
    .pixels = limner_plane_read_row (self, 0),
    .width = limner_plane_get_width (self),
    .height = limner_plane_get_height (self),
    .n_channels = 1,
  };
  _limner_resample (&raster, limner_plane_get_pixels (scaled), width, height, filter);
  return scaled;
}

/* The part of a row that lies within the old picture: new columns *from to *to - 1 */
static void
overlap (int  offset,
         int  new_size,
         int  old_size,
         int *from,
         int *to)
{
  *from = (int) CLAMP (-(gint64) offset, 0, new_size);
  *to = (int) CLAMP ((gint64) old_size - offset, *from, new_size);
}

/**
 * limner_picture_crop:
 * @self: a picture
 * @x: left edge, may be negative
 * @y: upper edge, may be negative
 * @width: pixels, 1 to %LIMNER_PICTURE_MAX_SIDE
 * @height: pixels, 1 to %LIMNER_PICTURE_MAX_SIDE
 * @fill: 0xRRGGBBAA for what lies beyond the borders
 *
 * Cuts out a rectangle, or puts a border around.
 *
 * Returns: (transfer full) (nullable): the new picture, or %NULL if there is not enough memory
 */
LimnerPicture *
limner_picture_crop (const LimnerPicture *self,
                     int                  x,
                     int                  y,
                     int                  width,
                     int                  height,
                     guint32              fill)
{
  const guint8 colour[4] = { fill >> 24 & 255, fill >> 16 & 255, fill >> 8 & 255, fill & 255 };
  LimnerPicture *cropped;
  guint8 *out;
  int from[2];
  int to[2];

  g_return_val_if_fail (self != NULL, NULL);

  cropped = limner_picture_new (width, height);
  if (cropped == NULL)
    return NULL;

  overlap (x, width, limner_picture_get_width (self), &from[0], &to[0]);
  overlap (y, height, limner_picture_get_height (self), &from[1], &to[1]);
  out = limner_picture_get_pixels (cropped);
  for (int row = 0; row < height; row++, out += (gsize) width * 4)
    {
      gboolean inside = row >= from[1] && row < to[1] && from[0] < to[0];

      if (fill != 0)
        for (int column = 0; column < width; column++)
          if (!inside || column < from[0] || column >= to[0])
            memcpy (out + (gsize) column * 4, colour, 4);
      if (inside)
        memcpy (out + (gsize) from[0] * 4,
                limner_picture_read_row (self, row + y) + (gsize) (from[0] + x) * 4,
                (gsize) (to[0] - from[0]) * 4);
    }

  return cropped;
}

/**
 * limner_plane_crop:
 * @self: a mask
 * @x: left edge, may be negative
 * @y: upper edge, may be negative
 * @width: pixels, 1 to %LIMNER_PICTURE_MAX_SIDE
 * @height: pixels, 1 to %LIMNER_PICTURE_MAX_SIDE
 * @fill: the value beyond the borders
 *
 * Cuts out a rectangle, or puts a border around.
 *
 * Returns: (transfer full) (nullable): the new mask, or %NULL if there is not enough memory
 */
LimnerPlane *
limner_plane_crop (const LimnerPlane *self,
                   int                x,
                   int                y,
                   int                width,
                   int                height,
                   guint8             fill)
{
  LimnerPlane *cropped;
  guint8 *out;
  int from[2];
  int to[2];

  g_return_val_if_fail (self != NULL, NULL);

  cropped = limner_plane_new (width, height);
  if (cropped == NULL)
    return NULL;

  overlap (x, width, limner_plane_get_width (self), &from[0], &to[0]);
  overlap (y, height, limner_plane_get_height (self), &from[1], &to[1]);
  out = limner_plane_get_pixels (cropped);
  memset (out, fill, (gsize) width * height);
  for (int row = from[1]; row < to[1] && from[0] < to[0]; row++)
    memcpy (out + (gsize) row * width + from[0],
            limner_plane_read_row (self, row + y) + from[0] + x, (gsize) (to[0] - from[0]));

  return cropped;
}

/**
 * limner_picture_flatten:
 * @self: a picture
 * @colour: 0xRRGGBB
 *
 * Lays a picture on a colour.
 *
 * Returns: (transfer full) (nullable): an opaque picture, or %NULL if there is not enough memory
 */
LimnerPicture *
limner_picture_flatten (const LimnerPicture *self,
                        guint32              colour)
{
  const guint below[3] = { colour >> 16 & 255, colour >> 8 & 255, colour & 255 };
  LimnerPicture *flat;
  guint8 *pixel;
  gsize n;

  g_return_val_if_fail (self != NULL, NULL);

  flat = limner_picture_copy (self);
  if (flat == NULL)
    return NULL;

  pixel = limner_picture_get_pixels (flat);
  n = (gsize) limner_picture_get_width (flat) * limner_picture_get_height (flat);
  for (gsize i = 0; i < n; i++, pixel += 4)
    {
      guint alpha = pixel[3];

      for (int c = 0; c < 3; c++)
        pixel[c] = (guint8) ((pixel[c] * alpha + below[c] * (255 - alpha) + 127) / 255);
      pixel[3] = 255;
    }

  return flat;
}

/**
 * limner_picture_orient:
 * @self: a picture as a camera stored it
 * @orientation: 1 to 8, as the Exif standard counts: 3 is upside down, 6 needs a quarter turn
 *   clockwise, 8 one counter-clockwise, 2, 4, 5 and 7 are mirrored
 *
 * Turns a picture upright.
 *
 * Returns: (transfer full) (nullable): the new picture, or %NULL if there is not enough memory
 */
LimnerPicture *
limner_picture_orient (const LimnerPicture *self,
                       int                  orientation)
{
  gboolean swap = orientation >= 5;
  gboolean flip_x;
  gboolean flip_y;
  LimnerPicture *upright;
  guint8 *out;
  int width;
  int height;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (orientation >= 1 && orientation <= 8, NULL);

  width = limner_picture_get_width (self);
  height = limner_picture_get_height (self);
  upright = limner_picture_new (swap ? height : width, swap ? width : height);
  if (upright == NULL)
    return NULL;

  /* Which of the stored axes runs backwards */
  flip_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  flip_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  out = limner_picture_get_pixels (upright);
  for (int y = 0; y < limner_picture_get_height (upright); y++)
    for (int x = 0; x < limner_picture_get_width (upright); x++, out += 4)
      {
        int from_x = swap ? y : x;
        int from_y = swap ? x : y;

        from_x = flip_x ? width - 1 - from_x : from_x;
        from_y = flip_y ? height - 1 - from_y : from_y;
        memcpy (out, limner_picture_read_row (self, from_y) + (gsize) from_x * 4, 4);
      }

  return upright;
}

/**
 * limner_picture_fit:
 * @width: of a picture
 * @height: of a picture
 * @max_width: of the room for it
 * @max_height: of the room for it
 * @fitted_width: (out): pixels, at least 1
 * @fitted_height: (out): pixels, at least 1
 *
 * Finds the largest size of the same shape that fits, larger than the picture if there is room.
 */
void
limner_picture_fit (int  width,
                    int  height,
                    int  max_width,
                    int  max_height,
                    int *fitted_width,
                    int *fitted_height)
{
  double factor;

  g_return_if_fail (width > 0 && height > 0);

  factor = MIN ((double) max_width / width, (double) max_height / height);
  *fitted_width = CLAMP ((int) lround (width * factor), 1, MAX (1, max_width));
  *fitted_height = CLAMP ((int) lround (height * factor), 1, MAX (1, max_height));
}
