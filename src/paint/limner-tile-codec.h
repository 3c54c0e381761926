/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "limner-stroke.h"

G_BEGIN_DECLS

GBytes *limner_tile_codec_pack   (GArray       *changes) G_GNUC_WARN_UNUSED_RESULT;
GArray *limner_tile_codec_unpack (GBytes       *packed,
                                  int           n_tiles,
                                  int           bytes_per_pixel,
                                  GError      **error) G_GNUC_WARN_UNUSED_RESULT;
GArray *limner_tile_codec_list   (const LimnerTiles *tiles) G_GNUC_WARN_UNUSED_RESULT;
GBytes *limner_tile_codec_deflate (const guint8 *data,
                                   gsize         size) G_GNUC_WARN_UNUSED_RESULT;
GBytes *limner_tile_codec_inflate (GBytes       *packed,
                                   gsize         max_bytes,
                                   GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
