/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "image/limner-picture-io.h"

#include "limner-layers.h"

/**
 * LimnerLayers:
 *
 * Picture, mask and guide of a document as they were at one moment. Making it takes no time, since
 * tiles are shared until somebody writes to them; what takes long can then be done on a thread
 * while the document is painted on.
 */
struct _LimnerLayers
{
  LimnerPicture *picture;
  LimnerTiles   *mask;
  LimnerTiles   *guide;   /* NULL if nothing of it is seen */
};

/* Draws premultiplied colours over straight ones. */
static void
blend_guide (guint8       *pixels,
             const guint8 *guide,
             int           n)
{
  for (int i = 0; i < n; i++, pixels += 4, guide += 4)
    {
      int rest = 255 - guide[3];
      int alpha = guide[3] * 255 + pixels[3] * rest;   /* times 255 */

      if (guide[3] == 0)
        continue;
      for (int k = 0; k < 3; k++)
        pixels[k] = (guint8) MIN ((guide[k] * 65025 + pixels[k] * pixels[3] * rest + alpha / 2) /
                                  alpha, 255);
      pixels[3] = (guint8) ((alpha + 127) / 255);
    }
}

/**
 * limner_layers_new:
 * @document: a document with a picture
 *
 * Takes the layers as they are now. On the main thread; everything else can be done on any.
 *
 * Returns: (transfer full): the layers
 */
LimnerLayers *
limner_layers_new (LimnerDocument *document)
{
  LimnerLayers *self;

  g_return_val_if_fail (LIMNER_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (limner_document_get_picture (document) != NULL, NULL);

  self = g_new0 (LimnerLayers, 1);
  self->picture = limner_picture_ref (limner_document_get_picture (document));
  self->mask = limner_tiles_copy (limner_document_get_mask (document));
  if (limner_document_get_guide_visible (document) && limner_document_has_guide (document))
    self->guide = limner_tiles_copy (limner_document_get_guide (document));
  return self;
}

/**
 * limner_layers_free:
 * @self: (transfer full): layers
 *
 * Frees them.
 */
void
limner_layers_free (LimnerLayers *self)
{
  g_clear_pointer (&self->picture, limner_picture_unref);
  g_clear_pointer (&self->mask, limner_tiles_unref);
  g_clear_pointer (&self->guide, limner_tiles_unref);
  g_free (self);
}

/**
 * limner_layers_is_masked:
 * @self: layers
 *
 * Returns: whether anything of the mask was painted
 */
gboolean
limner_layers_is_masked (const LimnerLayers *self)
{
  LimnerRect bounds;

  g_return_val_if_fail (self != NULL, FALSE);

  return limner_tiles_get_bounds (self->mask, &bounds);
}

/**
 * limner_layers_export_mask:
 * @self: layers
 * @area: (nullable): in picture coordinates, may reach beyond the picture; %NULL for the picture
 * @outside: the value beyond the picture: 255 where that is to be painted, as in extending
 *
 * Makes a plane of the mask.
 *
 * Returns: (transfer full) (nullable): the plane, or %NULL if there is not enough memory
 */
LimnerPlane *
limner_layers_export_mask (const LimnerLayers *self,
                           const LimnerRect   *area,
                           guint8              outside)
{
  g_return_val_if_fail (self != NULL, NULL);

  return limner_mask_to_plane (self->mask, area, outside);
}

/**
 * limner_layers_encode_mask:
 * @self: layers
 * @error: return location for an error
 *
 * Makes a PNG of the mask, white on black. Slow for large ones: call it on a thread.
 *
 * Returns: (transfer full) (nullable): the file; or %NULL with %LIMNER_ERROR_TOO_LARGE
 */
GBytes *
limner_layers_encode_mask (const LimnerLayers  *self,
                           GError             **error)
{
  g_autoptr(LimnerPlane) plane = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  plane = limner_layers_export_mask (self, NULL, 0);
  if (plane == NULL)
    {
      g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                           "There is not enough memory for a picture of this size");
      return NULL;
    }
  return limner_plane_encode (plane, error);
}

/**
 * limner_layers_flatten:
 * @self: layers
 *
 * Makes the picture that is to be sent: the picture itself, or a new one with the guide drawn over
 * it where there is a visible guide.
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL if there is not enough memory
 */
LimnerPicture *
limner_layers_flatten (const LimnerLayers *self)
{
  const LimnerTiles *guide;
  LimnerPicture *flat;
  int n;

  g_return_val_if_fail (self != NULL, NULL);

  guide = self->guide;
  if (guide == NULL)
    return limner_picture_ref (self->picture);

  flat = limner_picture_copy (self->picture);
  if (flat == NULL)
    return NULL;

  n = limner_tiles_get_n_tiles (guide);
  for (int i = 0; i < n; i++)
    {
      const guint8 *tile = limner_tiles_read (guide, i);
      LimnerRect extent;

      if (limner_tiles_peek_tile (guide, i) == NULL)
        continue;
      limner_tiles_get_extent (guide, i, &extent);
      for (int y = 0; y < extent.height; y++)
        blend_guide (limner_picture_get_pixels (flat) + 4 * (gsize) extent.x +
                     (extent.y + y) * limner_picture_get_stride (flat),
                     tile + 4 * y * LIMNER_TILE_SIZE, extent.width);
    }
  return flat;
}
