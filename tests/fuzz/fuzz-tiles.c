/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "paint/limner-tile-codec.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* A part of a saved document from a broken disk: it is read or refused with a reason, and what was
 * read is the same after it has been packed again. The first byte chooses the kind of tile; the
 * rest is what would come out of the decompressor. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  int bytes_per_pixel;
  g_autoptr(GBytes) packed = NULL;
  g_autoptr(GBytes) again = NULL;
  g_autoptr(GArray) tiles = NULL;
  g_autoptr(GArray) same = NULL;
  g_autoptr(GError) error = NULL;

  if (size < 1)
    return 0;

  bytes_per_pixel = (data[0] & 1) != 0 ? 4 : 1;
  packed = (data[0] & 2) != 0 ? g_bytes_new (data + 1, size - 1)
                              : limner_tile_codec_deflate (data + 1, size - 1);
  tiles = limner_tile_codec_unpack (packed, 64, bytes_per_pixel, &error);
  g_assert_true ((tiles == NULL) == (error != NULL));
  if (tiles == NULL)
    return 0;

  again = limner_tile_codec_pack (tiles);
  same = limner_tile_codec_unpack (again, 64, bytes_per_pixel, NULL);
  g_assert_true (same != NULL && same->len == tiles->len);
  return 0;
}
