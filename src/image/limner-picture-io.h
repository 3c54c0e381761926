/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-picture.h"
#include "limner-plane.h"

G_BEGIN_DECLS

/** The most that a picture file may hold, in bytes. */
#define LIMNER_PICTURE_MAX_BYTES (1024 * 1024 * 1024)

/**
 * LimnerPictureFormat:
 * @LIMNER_PICTURE_PNG: lossless
 * @LIMNER_PICTURE_JPEG: lossy, without transparency
 * @LIMNER_PICTURE_WEBP: lossy, or lossless at quality 100; sides up to 16,383 pixels
 * @LIMNER_PICTURE_AVIF: lossy, where the system has a codec; see limner_picture_can_encode()
 *
 * The file formats that can be written.
 */
typedef enum
{
  LIMNER_PICTURE_PNG,
  LIMNER_PICTURE_JPEG,
  LIMNER_PICTURE_WEBP,
  LIMNER_PICTURE_AVIF,
} LimnerPictureFormat;

/**
 * LimnerPlaneChannel:
 * @LIMNER_PLANE_LUMINANCE: how light the picture is, over black where it is transparent
 * @LIMNER_PLANE_ALPHA: how opaque it is
 * @LIMNER_PLANE_AUTO: its alpha if any pixel is transparent and all colours are alike, else its
 *   luminance
 *
 * What of a picture becomes a mask.
 */
typedef enum
{
  LIMNER_PLANE_LUMINANCE,
  LIMNER_PLANE_ALPHA,
  LIMNER_PLANE_AUTO,
} LimnerPlaneChannel;

const char    *limner_image_sniff_mime   (GBytes               *bytes);

gboolean       limner_picture_peek       (GBytes               *bytes,
                                          int                  *width,
                                          int                  *height,
                                          const char          **mime_type,
                                          GError              **error);
gboolean       limner_picture_is_rotated (GBytes               *bytes);
LimnerPicture *limner_picture_decode     (GBytes               *bytes,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
LimnerPicture *limner_picture_decode_at_least (GBytes          *bytes,
                                          int                   least,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes        *limner_picture_encode     (const LimnerPicture  *picture,
                                          LimnerPictureFormat   format,
                                          int                   quality,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean       limner_picture_can_encode (LimnerPictureFormat   format);
void           limner_picture_load_async (GFile                *file,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
LimnerPicture *limner_picture_load_finish (GAsyncResult        *result,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void           limner_picture_decode_async (GBytes             *bytes,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
LimnerPicture *limner_picture_decode_finish (GAsyncResult      *result,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

LimnerPlane   *limner_plane_from_picture (const LimnerPicture  *picture,
                                          LimnerPlaneChannel    channel) G_GNUC_WARN_UNUSED_RESULT;
LimnerPlane   *limner_plane_decode       (GBytes               *bytes,
                                          LimnerPlaneChannel    channel,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes        *limner_plane_encode       (const LimnerPlane    *plane,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

const char    *limner_picture_format_get_mime_type (LimnerPictureFormat format);
const char    *limner_picture_format_get_extension (LimnerPictureFormat format);

G_END_DECLS
