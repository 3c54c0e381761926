/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-texture.h"

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
