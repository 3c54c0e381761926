/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-picture-io.h"
#include "limner-picture-preview.h"

G_BEGIN_DECLS

/* One file per format. A decoder ignores orientation and colour profile; it may be asked for a
 * smaller picture: @least is the shorter side, in pixels, that must at least come out (0: full
 * size), and whatever is cheapest for the format may be returned. Those that come from the top to
 * the bottom tell a watch, which may be NULL, how far they are. */

/** Who looks on while a picture is decoded. */
typedef struct
{
  LimnerPictureRowsFunc func;
  gpointer              user_data;
} LimnerCodecWatch;

void           _limner_codec_tell_rows   (const LimnerCodecWatch *watch,
                                          LimnerPicture        *picture,
                                          int                   n_rows);
LimnerPicture *_limner_codec_decode      (GBytes               *bytes,
                                          int                   least,
                                          const LimnerCodecWatch *watch,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean       _limner_codec_check_size  (guint64               width,
                                          guint64               height,
                                          GError              **error);
LimnerPicture *_limner_codec_new_picture (int                   width,
                                          int                   height,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

LimnerPicture *_limner_codec_finish_picture (GBytes            *bytes,
                                          LimnerPicture        *decoded) G_GNUC_WARN_UNUSED_RESULT;

gboolean       _limner_png_peek          (GBytes               *bytes,
                                          int                  *width,
                                          int                  *height,
                                          GError              **error);
LimnerPicture *_limner_png_decode        (GBytes               *bytes,
                                          const LimnerCodecWatch *watch,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes        *_limner_png_encode        (const guint8         *pixels,
                                          int                   width,
                                          int                   height,
                                          int                   n_channels,
                                          int                   effort,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean       _limner_jpeg_peek         (GBytes               *bytes,
                                          int                  *width,
                                          int                  *height,
                                          GError              **error);
LimnerPicture *_limner_jpeg_decode       (GBytes               *bytes,
                                          int                   least,
                                          const LimnerCodecWatch *watch,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes        *_limner_jpeg_encode       (const LimnerPicture  *picture,
                                          int                   quality,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean       _limner_webp_peek         (GBytes               *bytes,
                                          int                  *width,
                                          int                  *height,
                                          GError              **error);
LimnerPicture *_limner_webp_decode       (GBytes               *bytes,
                                          const LimnerCodecWatch *watch,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes        *_limner_webp_encode       (const LimnerPicture  *picture,
                                          int                   quality,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean       _limner_pixbuf_peek       (GBytes               *bytes,
                                          int                  *width,
                                          int                  *height,
                                          GError              **error);
LimnerPicture *_limner_pixbuf_decode     (GBytes               *bytes,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean       _limner_pixbuf_can_encode (const char           *name);
GBytes        *_limner_pixbuf_encode     (const LimnerPicture  *picture,
                                          const char           *name,
                                          int                   quality,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
