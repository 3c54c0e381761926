/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"

#include "limner-tile-codec.h"

/*
 * A list of tiles as bytes, for old undo steps and for the disk:
 *
 *   per tile: index (32 bits, little endian), kind (8 bits), for TILE_PIXELS the filtered pixels
 *
 * and all of that deflated. The filter predicts each value from its neighbours to the left, above
 * and above left, which turns a soft brush into small numbers.
 */
enum
{
  TILE_BLANK,
  TILE_FULL,
  TILE_PIXELS,
};

#define TILE_HEADER 5
#define DEFLATE_LEVEL 2

/* What a value is expected to be, from those before it */
static int
predict (const guint8 *pixels,
         int           x,
         int           y,
         int           size)
{
  int stride = LIMNER_TILE_SIZE * size;
  int i = y * stride + x;
  int left = x >= size ? pixels[i - size] : 0;
  int up = y > 0 ? pixels[i - stride] : 0;
  int corner = x >= size && y > 0 ? pixels[i - stride - size] : 0;

  return left + up - corner;
}

static void
filter (const guint8 *pixels,
        guint8       *filtered,
        int           size)
{
  int stride = LIMNER_TILE_SIZE * size;

  for (int y = 0; y < LIMNER_TILE_SIZE; y++)
    for (int x = 0; x < stride; x++)
      filtered[y * stride + x] = (guint8) (pixels[y * stride + x] - predict (pixels, x, y, size));
}

static void
unfilter (const guint8 *filtered,
          guint8       *pixels,
          int           size)
{
  int stride = LIMNER_TILE_SIZE * size;

  for (int y = 0; y < LIMNER_TILE_SIZE; y++)
    for (int x = 0; x < stride; x++)
      pixels[y * stride + x] = (guint8) (filtered[y * stride + x] + predict (pixels, x, y, size));
}

/**
 * limner_tile_codec_deflate:
 * @data: bytes
 * @size: how many
 *
 * Compresses quickly.
 *
 * Returns: (transfer full): the compressed bytes
 */
GBytes *
limner_tile_codec_deflate (const guint8 *data,
                           gsize         size)
{
  g_autoptr(GZlibCompressor) compressor =
    g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, DEFLATE_LEVEL);
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream =
    g_converter_output_stream_new (memory, G_CONVERTER (compressor));

  /* Writing to memory cannot fail. */
  g_output_stream_write_all (stream, data, size, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/**
 * limner_tile_codec_inflate:
 * @packed: compressed bytes
 * @max_bytes: the most that may come out
 * @error: return location for an error
 *
 * Decompresses what may come from a broken disk.
 *
 * Returns: (transfer full) (nullable): the bytes, or %NULL with %LIMNER_ERROR_BAD_FILE or
 *   %LIMNER_ERROR_TOO_LARGE
 */
GBytes *
limner_tile_codec_inflate (GBytes  *packed,
                           gsize    max_bytes,
                           GError **error)
{
  g_autoptr(GZlibDecompressor) decompressor =
    g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_autoptr(GInputStream) memory = g_memory_input_stream_new_from_bytes (packed);
  g_autoptr(GInputStream) stream =
    g_converter_input_stream_new (memory, G_CONVERTER (decompressor));
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (65536);

  for (;;)
    {
      gssize n = g_input_stream_read (stream, chunk, 65536, NULL, NULL);

      if (n == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      if (n < 0)
        {
          g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE,
                       "A part of the saved document is broken");
          return NULL;
        }
      if ((gsize) n > max_bytes - bytes->len)
        {
          g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                       "A part of the saved document is larger than it can be");
          return NULL;
        }
      g_byte_array_append (bytes, chunk, (guint) n);
    }
}

/**
 * limner_tile_codec_list:
 * @tiles: tiles
 *
 * Lists the tiles that are not blank.
 *
 * Returns: (transfer full) (element-type LimnerTileChange): the list
 */
GArray *
limner_tile_codec_list (const LimnerTiles *tiles)
{
  GArray *list = limner_tile_changes_new ();
  int n = limner_tiles_get_n_tiles (tiles);

  for (int i = 0; i < n; i++)
    {
      LimnerTileChange change = { i, limner_tile_ref (limner_tiles_peek_tile (tiles, i)) };

      if (change.tile != NULL)
        g_array_append_val (list, change);
    }
  return list;
}

/**
 * limner_tile_codec_pack:
 * @changes: (element-type LimnerTileChange): tiles, all with the same number of bytes per pixel
 *
 * Packs tiles. May be called on any thread.
 *
 * Returns: (transfer full): the packed tiles
 */
GBytes *
limner_tile_codec_pack (GArray *changes)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autoptr(LimnerTile) full = limner_tile_new_full ();

  for (guint i = 0; i < changes->len; i++)
    {
      LimnerTileChange *change = &g_array_index (changes, LimnerTileChange, i);
      guint32 index = GUINT32_TO_LE ((guint32) change->index);
      gsize size = limner_tile_get_bytes (change->tile);
      guint8 kind = TILE_PIXELS;

      if (change->tile == NULL)
        kind = TILE_BLANK;
      else if (change->tile == full)
        kind = TILE_FULL;
      g_byte_array_append (bytes, (const guint8 *) &index, sizeof index);
      g_byte_array_append (bytes, &kind, 1);
      if (kind == TILE_PIXELS)
        {
          g_byte_array_set_size (bytes, bytes->len + size);
          filter (limner_tile_get_pixels (change->tile), bytes->data + bytes->len - size,
                  (int) (size / LIMNER_TILE_PIXELS));
        }
    }
  return limner_tile_codec_deflate (bytes->data, bytes->len);
}

static LimnerTile *
read_tile (const guint8 **data,
           gsize         *left,
           int            kind,
           int            bytes_per_pixel)
{
  gsize size = LIMNER_TILE_PIXELS * (gsize) bytes_per_pixel;
  LimnerTile *tile;

  if (kind == TILE_FULL)
    return limner_tile_new_full ();

  tile = limner_tile_new (bytes_per_pixel);
  unfilter (*data, limner_tile_get_pixels (tile), bytes_per_pixel);
  *data += size;
  *left -= size;
  return tile;
}

/**
 * limner_tile_codec_unpack:
 * @packed: packed tiles
 * @n_tiles: how many tiles there are in the picture; no index may reach that
 * @bytes_per_pixel: of the tiles
 * @error: return location for an error
 *
 * Unpacks tiles. May be called on any thread.
 *
 * Returns: (transfer full) (element-type LimnerTileChange) (nullable): the tiles, or %NULL with
 *   %LIMNER_ERROR_BAD_FILE or %LIMNER_ERROR_TOO_LARGE
 */
GArray *
limner_tile_codec_unpack (GBytes  *packed,
                          int      n_tiles,
                          int      bytes_per_pixel,
                          GError **error)
{
  gsize tile_bytes = LIMNER_TILE_PIXELS * (gsize) bytes_per_pixel;
  g_autoptr(GArray) changes = limner_tile_changes_new ();
  g_autoptr(GBytes) bytes = NULL;
  const guint8 *data;
  gsize left;

  bytes = limner_tile_codec_inflate (packed, n_tiles * (tile_bytes + TILE_HEADER), error);
  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &left);
  while (left >= TILE_HEADER)
    {
      LimnerTileChange change = { 0 };
      guint32 index;
      int kind = data[4];

      memcpy (&index, data, sizeof index);
      index = GUINT32_FROM_LE (index);
      data += TILE_HEADER;
      left -= TILE_HEADER;
      if (index >= (guint32) n_tiles || kind > TILE_PIXELS ||
          (kind == TILE_PIXELS && left < tile_bytes) ||
          (kind == TILE_FULL && bytes_per_pixel != 1))
        break;

      change.index = (int) index;
      if (kind != TILE_BLANK)
        change.tile = read_tile (&data, &left, kind, bytes_per_pixel);
      g_array_append_val (changes, change);
      if (left == 0)
        return g_steal_pointer (&changes);
    }

  if (left == 0)
    return g_steal_pointer (&changes);
  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE,
               "A part of the saved document is broken");
  return NULL;
}
