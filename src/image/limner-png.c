/* SPDX-License-Identifier: GPL-3.0-or-later */

/* PNG (ISO 15948) on top of libdeflate, which packs and unpacks a whole picture at once and is
 * several times faster than libpng's row by row. Interlaced files go to GdkPixbuf. */

#include "config.h"

#include <libdeflate.h>
#include <string.h>

#include "base/limner-error.h"

#include "limner-codec-private.h"
#include "limner-container-private.h"
#include "limner-png-private.h"
#include "limner-png-text-private.h"
#include "limner-quick-deflate-private.h"

/* Larger ones are no thumbnails. */
#define MAX_QUICK_BYTES (16u * 1024 * 1024)

#define IHDR LIMNER_CHUNK_TYPE ('I', 'H', 'D', 'R')
#define PLTE LIMNER_CHUNK_TYPE ('P', 'L', 'T', 'E')
#define TRNS LIMNER_CHUNK_TYPE ('t', 'R', 'N', 'S')

static guint32
read_be32 (const guint8 *p)
{
  return (guint32) p[0] << 24 | (guint32) p[1] << 16 | (guint32) p[2] << 8 | p[3];
}

static gboolean
fail_damaged (GError **error)
{
  g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE, "The PNG picture is damaged");
  return FALSE;
}

static gboolean
parse_header (LimnerPngHeader  *header,
              const guint8     *data,
              gsize             size,
              GError          **error)
{
  static const int n_channels[7] = { 1, 0, 3, 1, 2, 0, 4 };

  if (size < 13 || data[9] > 6 || n_channels[data[9]] == 0 || data[10] != 0 || data[11] != 0 ||
      data[12] > 1)
    return fail_damaged (error);
  if (!_limner_codec_check_size (read_be32 (data), read_be32 (data + 4), error))
    return FALSE;

  header->width = (int) read_be32 (data);
  header->height = (int) read_be32 (data + 4);
  header->depth = data[8];
  header->colour = data[9];
  header->interlaced = data[12] == 1;
  header->n_channels = n_channels[header->colour];
  if ((header->depth & (header->depth - 1)) != 0 || header->depth < 1 || header->depth > 16 ||
      (header->depth < 8 && header->colour != LIMNER_PNG_GREY &&
       header->colour != LIMNER_PNG_PALETTE) ||
      (header->depth == 16 && header->colour == LIMNER_PNG_PALETTE))
    return fail_damaged (error);

  header->row_bytes = ((gsize) header->width * header->n_channels * header->depth + 7) / 8;
  return TRUE;
}

static void
read_palette (LimnerPngHeader       *header,
              const LimnerContainer *container)
{
  const LimnerChunk *palette = _limner_container_find (container, PLTE);
  const LimnerChunk *alpha = _limner_container_find (container, TRNS);
  const guint8 *data;

  for (gsize i = 0; i < 256; i++)
    header->palette[i][3] = 255;
  if (palette != NULL)
    {
      data = _limner_container_data (container, palette);
      for (gsize i = 0; i < MIN (palette->data_size / 3, 256); i++)
        memcpy (header->palette[i], data + i * 3, 3);
    }
  if (alpha == NULL)
    return;

  data = _limner_container_data (container, alpha);
  if (header->colour == LIMNER_PNG_PALETTE)
    {
      for (gsize i = 0; i < MIN (alpha->data_size, 256); i++)
        header->palette[i][3] = data[i];
    }
  else if ((header->colour == LIMNER_PNG_GREY && alpha->data_size >= 2) ||
           (header->colour == LIMNER_PNG_RGB && alpha->data_size >= 6))
    {
      header->has_key = TRUE;
      for (gsize i = 0; i < (gsize) header->n_channels; i++)
        header->key[i] = (guint16) (data[i * 2] << 8 | data[i * 2 + 1]);
    }
}

/* The packed pixels may be cut into any number of chunks; libdeflate wants them in one piece. */
static GBytes *
join_data (const LimnerContainer  *container,
           GError                **error)
{
  g_autoptr(GByteArray) joined = NULL;
  const LimnerChunk *first = _limner_container_find (container, LIMNER_PNG_IDAT);
  gsize total = 0;
  guint n_parts = 0;

  for (guint i = 0; i < container->chunks->len; i++)
    {
      const LimnerChunk *chunk = &g_array_index (container->chunks, LimnerChunk, i);
      const guint8 *data = _limner_container_data (container, chunk);

      if (chunk->type != LIMNER_PNG_IDAT)
        continue;
      if (libdeflate_crc32 (0, data - 4,
                            chunk->data_size + 4) != read_be32 (data + chunk->data_size))
        {
          fail_damaged (error);
          return NULL;
        }
      total += chunk->data_size;
      n_parts++;
    }

  if (n_parts == 1)
    return g_bytes_new_from_bytes (container->bytes, first->data, first->data_size);

  joined = g_byte_array_sized_new ((guint) total);
  for (guint i = 0; i < container->chunks->len; i++)
    {
      const LimnerChunk *chunk = &g_array_index (container->chunks, LimnerChunk, i);

      if (chunk->type == LIMNER_PNG_IDAT)
        g_byte_array_append (joined, _limner_container_data (container, chunk),
                             (guint) chunk->data_size);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&joined));
}

static gsize
get_rows_size (const LimnerPngHeader *header)
{
  return (header->row_bytes + 1) * header->height;
}

/* Deflate gains at most a factor of 1032, so a picture that claims more is cut short; knowing that
 * before memory is taken disarms the bomb. */
static gboolean
check_packed (const LimnerPngHeader  *header,
              GBytes                 *packed,
              GError                **error)
{
  gsize size = g_bytes_get_size (packed);

  if (size >= 8 && get_rows_size (header) / 1032 <= size)
    return TRUE;

  g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE,
                       "The picture is cut short: its data ends too early");
  return FALSE;
}

static gboolean
inflate_rows (const LimnerPngHeader  *header,
              GBytes                 *packed,
              guint8                 *rows,
              GError                **error)
{
  struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor ();
  gsize packed_size;
  const void *data = g_bytes_get_data (packed, &packed_size);
  enum libdeflate_result result;

  result = libdeflate_zlib_decompress (inflater, data, packed_size, rows, get_rows_size (header),
                                       NULL);
  libdeflate_free_decompressor (inflater);
  if (result == LIBDEFLATE_SUCCESS)
    return TRUE;

  g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE,
                       result == LIBDEFLATE_SHORT_OUTPUT
                         ? "The picture is cut short: its data ends too early"
                         : "The PNG picture is damaged");
  return FALSE;
}

static void
expand_row_8 (const LimnerPngHeader *header,
              const guint8          *in,
              guint8                *out)
{
  for (int x = 0; x < header->width; x++, out += 4)
    {
      switch (header->colour)
        {
        case LIMNER_PNG_GREY:
          out[0] = out[1] = out[2] = in[x];
          out[3] = header->has_key && in[x] == header->key[0] ? 0 : 255;
          break;
        case LIMNER_PNG_RGB:
          memcpy (out, in + x * 3, 3);
          out[3] = header->has_key && out[0] == header->key[0] && out[1] == header->key[1] &&
                   out[2] == header->key[2] ? 0 : 255;
          break;
        case LIMNER_PNG_PALETTE:
          memcpy (out, header->palette[in[x]], 4);
          break;
        case LIMNER_PNG_GREY_ALPHA:
          out[0] = out[1] = out[2] = in[x * 2];
          out[3] = in[x * 2 + 1];
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

/* The common case in a loop that the compiler can make wide */
static void
expand_rgb_row (const guint8 *in,
                guint8       *out,
                int           width)
{
  for (int x = 0; x < width; x++)
    {
      out[x * 4] = in[x * 3];
      out[x * 4 + 1] = in[x * 3 + 1];
      out[x * 4 + 2] = in[x * 3 + 2];
      out[x * 4 + 3] = 255;
    }
}

static void
expand_row_16 (const LimnerPngHeader *header,
               const guint8          *in,
               guint8                *out)
{
  int n = MIN (header->n_channels, 4);

  for (int x = 0; x < header->width; x++, in += n * 2, out += 4)
    {
      gboolean is_key = header->has_key;
      guint8 values[4] = { 0 };

      for (int c = 0; c < n; c++)
        {
          guint value = (guint) in[c * 2] << 8 | in[c * 2 + 1];

          if (c < 3 && value != header->key[c])
            is_key = FALSE;
          values[c] = (guint8) ((value * 255 + 32767) / 65535);
        }
      out[0] = values[0];
      out[1] = n < 3 ? values[0] : values[1];
      out[2] = n < 3 ? values[0] : values[2];
      out[3] = n == 2 || n == 4 ? values[n - 1] : is_key ? 0 : 255;
    }
}

static void
expand_row_bits (const LimnerPngHeader *header,
                 const guint8          *in,
                 guint8                *out)
{
  guint mask = (1u << header->depth) - 1;

  for (int x = 0; x < header->width; x++, out += 4)
    {
      guint shift = 8 - header->depth - (guint) (x * header->depth) % 8;
      guint value = (guint) in[x * header->depth / 8] >> shift & mask;

      if (header->colour == LIMNER_PNG_PALETTE)
        {
          memcpy (out, header->palette[value], 4);
          continue;
        }
      out[0] = out[1] = out[2] = (guint8) (value * 255 / mask);
      out[3] = header->has_key && value == header->key[0] ? 0 : 255;
    }
}

/**
 * _limner_png_expand_row:
 * @header: how the file stores its pixels
 * @in: a row of them, without the filter's byte and unfiltered
 * @out: (out): as many pixels of four bytes
 *
 * Makes red, green, blue and alpha of a row.
 */
void
_limner_png_expand_row (const LimnerPngHeader *header,
                        const guint8          *in,
                        guint8                *out)
{
  if (header->depth == 16)
    expand_row_16 (header, in, out);
  else if (header->depth < 8)
    expand_row_bits (header, in, out);
  else if (header->colour == LIMNER_PNG_RGBA)
    memcpy (out, in, header->row_bytes);
  else if (header->colour == LIMNER_PNG_RGB && !header->has_key)
    expand_rgb_row (in, out, header->width);
  else
    expand_row_8 (header, in, out);
}

/**
 * _limner_png_open:
 * @bytes: a PNG file
 * @container: (out): its chunks, among them pixels
 * @header: (out caller-allocates): how it stores its pixels
 * @error: return location for an error
 *
 * Reads all but the pixels.
 *
 * Returns: %TRUE on success; the caller frees @container in any case
 */
gboolean
_limner_png_open (GBytes           *bytes,
                  LimnerContainer **container,
                  LimnerPngHeader  *header,
                  GError          **error)
{
  const LimnerChunk *first;

  *header = (LimnerPngHeader) { 0 };
  *container = _limner_container_parse (bytes, error);
  if (*container == NULL)
    return FALSE;

  first = &g_array_index ((*container)->chunks, LimnerChunk, 0);
  if (first->type != IHDR || _limner_container_find (*container, LIMNER_PNG_IDAT) == NULL)
    return fail_damaged (error);
  if (!parse_header (header, _limner_container_data (*container, first), first->data_size, error))
    return FALSE;

  read_palette (header, *container);
  return TRUE;
}

/**
 * _limner_png_peek:
 * @bytes: a PNG file, or its beginning
 * @width: (out): pixels
 * @height: (out): pixels
 * @error: return location for an error
 *
 * Reads the size without decoding.
 *
 * Returns: %TRUE on success
 */
gboolean
_limner_png_peek (GBytes  *bytes,
                  int     *width,
                  int     *height,
                  GError **error)
{
  const guint8 *data;
  LimnerPngHeader header = { 0 };
  gsize size;

  data = g_bytes_get_data (bytes, &size);
  if (size < 33 || memcmp (data + 12, "IHDR", 4) != 0)
    return fail_damaged (error);
  if (!parse_header (&header, data + 16, 13, error))
    return FALSE;

  *width = header.width;
  *height = header.height;
  return TRUE;
}

/* Makes pixels of unpacked rows. Each is taken out before its pixels are written, so that the rows
 * may lie at the end of the picture's own memory: pixels never reach a row that is yet to come. */
static gboolean
unfilter_rows (const LimnerPngHeader   *header,
               const guint8            *rows,
               LimnerPicture           *picture,
               const LimnerCodecWatch  *watch,
               GError                 **error)
{
  g_autofree guint8 *buffer = g_malloc0 (2 * header->row_bytes);
  guint8 *pixels = limner_picture_get_pixels (picture);
  gsize step = MAX (1, (gsize) header->n_channels * header->depth / 8);

  for (int y = 0; y < header->height; y++)
    {
      const guint8 *packed = rows + (gsize) y * (header->row_bytes + 1);
      guint8 *row = buffer + (gsize) (y % 2) * header->row_bytes;
      const guint8 *above = buffer + (gsize) ((y + 1) % 2) * header->row_bytes;
      guint8 filter = packed[0];

      memcpy (row, packed + 1, header->row_bytes);
      if (!_limner_png_unfilter_row (filter, row, above, header->row_bytes, step))
        return fail_damaged (error);
      _limner_png_expand_row (header, row, pixels + (gsize) y * header->width * 4);
      _limner_codec_tell_rows (watch, picture, y + 1);
    }
  return TRUE;
}

/**
 * _limner_png_decode:
 * @bytes: a PNG file
 * @watch: (nullable): who is told of rows as they come
 * @error: return location for an error
 *
 * Decodes a PNG of any kind; 16 bits are rounded to 8.
 *
 * Returns: (transfer full) (nullable): the picture
 */
LimnerPicture *
_limner_png_decode (GBytes                  *bytes,
                    const LimnerCodecWatch  *watch,
                    GError                 **error)
{
  g_autoptr(LimnerContainer) container = NULL;
  g_autoptr(LimnerPicture) picture = NULL;
  g_autoptr(GBytes) packed = NULL;
  g_autofree guint8 *apart = NULL;
  LimnerPngHeader header;
  guint8 *rows;
  gsize size;

  if (!_limner_png_open (bytes, &container, &header, error))
    return NULL;
  if (header.interlaced)
    return _limner_pixbuf_decode (bytes, error);

  packed = join_data (container, error);
  if (packed == NULL || !check_packed (&header, packed, error))
    return NULL;
  picture = _limner_codec_new_picture (header.width, header.height, error);
  if (picture == NULL)
    return NULL;

  /* Most need less room than their pixels; the first touch of memory takes time, too. */
  size = limner_picture_get_stride (picture) * header.height;
  if (get_rows_size (&header) <= size)
    {
      rows = limner_picture_get_pixels (picture) + size - get_rows_size (&header);
    }
  else
    {
      rows = apart = g_try_malloc (get_rows_size (&header));
      if (rows == NULL)
        {
          g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                               "There is not enough memory for a picture of this size");
          return NULL;
        }
    }

  if (!inflate_rows (&header, packed, rows, error) ||
      !unfilter_rows (&header, rows, picture, watch, error))
    return NULL;
  return g_steal_pointer (&picture);
}

/* Unpacks the beginning of the pixels. Returns how many bytes came. */
static gsize
inflate_top (const LimnerContainer *container,
             guint8                *rows,
             gsize                  size)
{
  g_autoptr(GConverter) inflater =
    G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  gsize filled = 0;

  for (guint i = 0; i < container->chunks->len; i++)
    {
      const LimnerChunk *chunk = &g_array_index (container->chunks, LimnerChunk, i);
      const guint8 *data = _limner_container_data (container, chunk);
      gsize left = chunk->type == LIMNER_PNG_IDAT ? chunk->data_size : 0;

      while (left > 0 && filled < size)
        {
          gsize n_read;
          gsize n_written;
          GConverterResult result;

          result = g_converter_convert (inflater, data, left, rows + filled, size - filled,
                                        G_CONVERTER_NO_FLAGS, &n_read, &n_written, NULL);
          if (result == G_CONVERTER_ERROR)
            return filled;
          data += n_read;
          left -= n_read;
          filled += n_written;
          if (result == G_CONVERTER_FINISHED)
            return filled;
        }
    }
  return filled;
}

/**
 * _limner_png_decode_top:
 * @bytes: a PNG file
 * @n_rows: how many rows at most
 *
 * Decodes the uppermost rows of a picture and leaves the rest alone, as long as it is of the common
 * kind, without interlacing.
 *
 * Returns: (transfer full) (nullable): a picture of these rows; or %NULL if that is not possible
 */
LimnerPicture *
_limner_png_decode_top (GBytes *bytes,
                        int     n_rows)
{
  g_autoptr(LimnerContainer) container = NULL;
  g_autoptr(LimnerPicture) picture = NULL;
  g_autofree guint8 *rows = NULL;
  LimnerPngHeader header;

  if (!_limner_png_open (bytes, &container, &header, NULL) || header.interlaced)
    return NULL;

  header.height = MIN (header.height, n_rows);
  rows = g_try_malloc (get_rows_size (&header));
  if (rows == NULL || inflate_top (container, rows, get_rows_size (&header)) <
                      get_rows_size (&header))
    return NULL;
  picture = _limner_codec_new_picture (header.width, header.height, NULL);
  if (picture == NULL || !unfilter_rows (&header, rows, picture, NULL, NULL))
    return NULL;
  return g_steal_pointer (&picture);
}

static GByteArray *
pack_rows (const guint8 *pixels,
           gsize         row_bytes,
           int           height,
           int           n_channels,
           int           effort)
{
  struct libdeflate_compressor *deflater;
  g_autoptr(GByteArray) packed = NULL;
  g_autofree guint8 *rows = g_try_malloc ((row_bytes + 1) * height);
  g_autofree guint8 *blank = g_malloc0 (row_bytes);
  gsize bound;
  gsize size;

  if (rows == NULL)
    return NULL;

  for (int y = 0; y < height; y++)
    {
      const guint8 *row = pixels + (gsize) y * row_bytes;

      _limner_png_filter_row (row, y > 0 ? row - row_bytes : blank, row_bytes, (gsize) n_channels,
                              effort <= 1, rows + (gsize) y * (row_bytes + 1));
    }

  if (effort == 0 && (row_bytes + 1) * height <= MAX_QUICK_BYTES)
    return _limner_quick_deflate (rows, (row_bytes + 1) * height);

  packed = g_byte_array_new ();
  deflater = libdeflate_alloc_compressor (MAX (1, effort));
  bound = libdeflate_zlib_compress_bound (deflater, (row_bytes + 1) * height);
  if (bound > G_MAXINT32)
    {
      libdeflate_free_compressor (deflater);
      return NULL;
    }
  g_byte_array_set_size (packed, (guint) bound);
  size = libdeflate_zlib_compress (deflater, rows, (row_bytes + 1) * height, packed->data, bound);
  libdeflate_free_compressor (deflater);
  g_byte_array_set_size (packed, (guint) size);
  return g_steal_pointer (&packed);
}

/**
 * _limner_png_encode:
 * @pixels: rows without padding, 8 bits a channel
 * @width: pixels
 * @height: pixels
 * @n_channels: 1 (grey), 3 (RGB) or 4 (RGBA)
 * @effort: 0 (fastest, for thumbnails) to 9 (smallest)
 * @error: return location for an error
 *
 * Encodes a PNG.
 *
 * Returns: (transfer full) (nullable): the file
 */
GBytes *
_limner_png_encode (const guint8  *pixels,
                    int            width,
                    int            height,
                    int            n_channels,
                    int            effort,
                    GError       **error)
{
  static const guint8 signature[8] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  g_autoptr(GByteArray) packed = NULL;
  g_autoptr(GByteArray) out = NULL;
  guint8 header[13] = { 0 };
  guint32 side;

  packed = pack_rows (pixels, (gsize) width * n_channels, height, n_channels, effort);
  if (packed == NULL)
    {
      g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                           "There is not enough memory to save a picture of this size");
      return NULL;
    }

  side = GUINT32_TO_BE ((guint32) width);
  memcpy (header, &side, 4);
  side = GUINT32_TO_BE ((guint32) height);
  memcpy (header + 4, &side, 4);
  header[8] = 8;
  header[9] = n_channels == 1 ? LIMNER_PNG_GREY
              : n_channels == 3 ? LIMNER_PNG_RGB : LIMNER_PNG_RGBA;

  out = g_byte_array_sized_new (packed->len + 64);
  g_byte_array_append (out, signature, sizeof signature);
  _limner_png_append_chunk (out, "IHDR", header, sizeof header);
  _limner_png_append_chunk (out, "IDAT", packed->data, packed->len);
  _limner_png_append_chunk (out, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}
