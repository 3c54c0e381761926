/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-texture.h"

#include <math.h>

static GdkTexture *
texture_from_bytes (int              width,
                    int              height,
                    GdkMemoryFormat  format,
                    guint8          *pixels,
                    gsize            stride)
{
  g_autoptr(GBytes) bytes = g_bytes_new_take (pixels, stride * height);

  return gdk_memory_texture_new (width, height, format, bytes, stride);
}

static GdkTexture *
grey_texture (const LimnerPlane *plane)
{
  int width = limner_plane_get_width (plane);
  int height = limner_plane_get_height (plane);
  gsize stride = (gsize) width * 3;
  guint8 *pixels = g_malloc (stride * height);

  for (int y = 0; y < height; y++)
    {
      const guint8 *from = limner_plane_read_row (plane, y);
      guint8 *to = pixels + stride * y;

      for (int x = 0; x < width; x++, to += 3)
        to[0] = to[1] = to[2] = from[x];
    }

  return texture_from_bytes (width, height, GDK_MEMORY_R8G8B8, pixels, stride);
}

static GdkTexture *
tinted_texture (const LimnerPlane *plane,
                const GdkRGBA     *colour)
{
  int width = limner_plane_get_width (plane);
  int height = limner_plane_get_height (plane);
  gsize stride = (gsize) width * 4;
  guint8 *pixels = g_malloc (stride * height);
  guint8 tints[256][4];

  for (int value = 0; value < 256; value++)
    {
      float alpha = colour->alpha * value;

      tints[value][0] = (guint8) lroundf (colour->red * alpha);
      tints[value][1] = (guint8) lroundf (colour->green * alpha);
      tints[value][2] = (guint8) lroundf (colour->blue * alpha);
      tints[value][3] = (guint8) lroundf (alpha);
    }

  for (int y = 0; y < height; y++)
    {
      const guint8 *from = limner_plane_read_row (plane, y);
      guint8 *to = pixels + stride * y;

      for (int x = 0; x < width; x++, to += 4)
        memcpy (to, tints[from[x]], 4);
    }

  return texture_from_bytes (width, height, GDK_MEMORY_R8G8B8A8_PREMULTIPLIED, pixels, stride);
}

/**
 * limner_texture_from_picture:
 * @picture: a picture that is not changed any more
 *
 * Shows @picture to the toolkit without copying its pixels; the texture keeps a reference.
 *
 * Returns: (transfer full): a texture
 */
GdkTexture *
limner_texture_from_picture (LimnerPicture *picture)
{
  g_autoptr(GBytes) bytes = NULL;
  gsize stride;
  int height;

  g_return_val_if_fail (picture != NULL, NULL);

  stride = limner_picture_get_stride (picture);
  height = limner_picture_get_height (picture);
  bytes = g_bytes_new_with_free_func (limner_picture_read_row (picture, 0), stride * height,
                                      (GDestroyNotify) limner_picture_unref,
                                      limner_picture_ref (picture));

  return gdk_memory_texture_new (limner_picture_get_width (picture), height,
                                 GDK_MEMORY_R8G8B8A8, bytes, stride);
}

/**
 * limner_texture_from_plane:
 * @plane: a mask or a grey picture
 * @colour: (nullable): what 255 becomes
 *
 * Draws @plane as @colour over nothing, more opaque where the value is higher; without @colour as
 * an opaque grey picture. The pixels are copied.
 *
 * Returns: (transfer full): a texture
 */
GdkTexture *
limner_texture_from_plane (const LimnerPlane *plane,
                           const GdkRGBA     *colour)
{
  g_return_val_if_fail (plane != NULL, NULL);

  return colour != NULL ? tinted_texture (plane, colour) : grey_texture (plane);
}
