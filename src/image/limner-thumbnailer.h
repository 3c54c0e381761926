/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-picture.h"

G_BEGIN_DECLS

/**
 * LimnerThumbnailSize:
 * @LIMNER_THUMBNAIL_NORMAL: fits 128 × 128 pixels
 * @LIMNER_THUMBNAIL_LARGE: fits 256 × 256
 * @LIMNER_THUMBNAIL_X_LARGE: fits 512 × 512
 * @LIMNER_THUMBNAIL_XX_LARGE: fits 1024 × 1024
 *
 * The sizes of the freedesktop.org thumbnail specification; the values are pixels.
 */
typedef enum
{
  LIMNER_THUMBNAIL_NORMAL   = 128,
  LIMNER_THUMBNAIL_LARGE    = 256,
  LIMNER_THUMBNAIL_X_LARGE  = 512,
  LIMNER_THUMBNAIL_XX_LARGE = 1024,
} LimnerThumbnailSize;

#define LIMNER_TYPE_THUMBNAILER (limner_thumbnailer_get_type ())
G_DECLARE_FINAL_TYPE (LimnerThumbnailer, limner_thumbnailer, LIMNER, THUMBNAILER, GObject)

LimnerThumbnailer *limner_thumbnailer_get_default (void);
LimnerThumbnailer *limner_thumbnailer_new         (const char           *cache_dir)
    G_GNUC_WARN_UNUSED_RESULT;
void               limner_thumbnailer_load_async  (LimnerThumbnailer    *self,
                                                   const char           *path,
                                                   LimnerThumbnailSize   size,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
LimnerPicture     *limner_thumbnailer_load_finish (LimnerThumbnailer    *self,
                                                   GAsyncResult         *result,
                                                   GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
LimnerPicture     *limner_thumbnailer_load_sync   (LimnerThumbnailer    *self,
                                                   const char           *path,
                                                   LimnerThumbnailSize   size,
                                                   GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean           limner_thumbnailer_store_sync  (LimnerThumbnailer    *self,
                                                   const char           *path,
                                                   GBytes               *contents,
                                                   LimnerThumbnailSize   size,
                                                   GError              **error);
void               limner_thumbnailer_forget      (LimnerThumbnailer    *self,
                                                   const char           *path);
LimnerPicture     *limner_thumbnail_make          (GBytes               *contents,
                                                   LimnerThumbnailSize   size,
                                                   GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
