/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"

#include "limner-codec-private.h"
#include "limner-picture-io.h"

/* The least: masks pack well at once, and somebody waits for them. */
#define PLANE_EFFORT 1

/* Rec. 709 weights in 1/256, on the stored values: what people see as grey in a mask */
static guint8
luminance (const guint8 *pixel)
{
  guint value = 54u * pixel[0] + 183u * pixel[1] + 19u * pixel[2];

  return (guint8) ((value * pixel[3] + 32640) / 65280);
}

/* A mask in the alpha has the same colour everywhere; a cut-out object has not. */
static gboolean
is_alpha_mask (const LimnerPicture *picture)
{
  const guint8 *first = limner_picture_read_row (picture, 0);
  gboolean transparent = FALSE;

  for (int y = 0; y < limner_picture_get_height (picture); y++)
    {
      const guint8 *row = limner_picture_read_row (picture, y);

      for (int x = 0; x < limner_picture_get_width (picture); x++, row += 4)
        {
          if (row[0] != first[0] || row[1] != first[1] || row[2] != first[2])
            return FALSE;
          transparent |= row[3] != 255;
        }
    }

  return transparent;
}

/**
 * limner_plane_from_picture:
 * @picture: a picture
 * @channel: what of it
 *
 * Makes a mask of a picture.
 *
 * Returns: (transfer full) (nullable): the plane, or %NULL if there is not enough memory
 */
LimnerPlane *
limner_plane_from_picture (const LimnerPicture *picture,
                           LimnerPlaneChannel   channel)
{
  LimnerPlane *plane;
  guint8 *out;

  g_return_val_if_fail (picture != NULL, NULL);

  plane = limner_plane_new (limner_picture_get_width (picture),
                            limner_picture_get_height (picture));
  if (plane == NULL)
    return NULL;

  if (channel == LIMNER_PLANE_AUTO)
    channel = is_alpha_mask (picture) ? LIMNER_PLANE_ALPHA : LIMNER_PLANE_LUMINANCE;
  out = limner_plane_get_pixels (plane);
  for (int y = 0; y < limner_picture_get_height (picture); y++)
    {
      const guint8 *row = limner_picture_read_row (picture, y);

      for (int x = 0; x < limner_picture_get_width (picture); x++, row += 4)
        *out++ = channel == LIMNER_PLANE_ALPHA ? row[3] : luminance (row);
    }

  return plane;
}

/**
 * limner_plane_decode:
 * @bytes: a picture file
 * @channel: what of it
 * @error: return location for an error
 *
 * Decodes a picture as a mask.
 *
 * Returns: (transfer full) (nullable): the plane; or %NULL with an error as of
 *   limner_picture_decode()
 */
LimnerPlane *
limner_plane_decode (GBytes              *bytes,
                     LimnerPlaneChannel   channel,
                     GError             **error)
{
  g_autoptr(LimnerPicture) picture = limner_picture_decode (bytes, error);
  LimnerPlane *plane;

  if (picture == NULL)
    return NULL;

  plane = limner_plane_from_picture (picture, channel);
  if (plane == NULL)
    g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                         "There is not enough memory for a picture of this size");
  return plane;
}

/**
 * limner_plane_encode:
 * @plane: a mask
 * @error: return location for an error
 *
 * Encodes a mask as grey PNG of 8 bits.
 *
 * Returns: (transfer full) (nullable): the file, or %NULL with %LIMNER_ERROR_TOO_LARGE
 */
GBytes *
limner_plane_encode (const LimnerPlane  *plane,
                     GError            **error)
{
  g_return_val_if_fail (plane != NULL, NULL);

  return _limner_png_encode (limner_plane_read_row (plane, 0), limner_plane_get_width (plane),
                             limner_plane_get_height (plane), 1, PLANE_EFFORT, error);
}
