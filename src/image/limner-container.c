/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the three formats are laid out (PNG: ISO 15948; JPEG: ITU T.81 annex B; WebP: RFC 9649):
 *
 *   PNG    signature │ length type data crc │ … │ IEND
 *   JPEG   FFD8 │ FFxx length data │ … │ FFDA scan data and all that follows
 *   WebP   "RIFF" length "WEBP" │ type length data (padded to even) │ …
 */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"

#include "limner-container-private.h"

#define MAX_CHUNKS (1 << 20)

static const guint8 png_signature[8] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

static guint32
read_be32 (const guint8 *p)
{
  return (guint32) p[0] << 24 | (guint32) p[1] << 16 | (guint32) p[2] << 8 | p[3];
}

static guint32
read_le32 (const guint8 *p)
{
  return (guint32) p[3] << 24 | (guint32) p[2] << 16 | (guint32) p[1] << 8 | p[0];
}

static gboolean
fail_cut_short (GError **error)
{
  g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE,
                       "The picture is cut short: its data ends too early");
  return FALSE;
}

static gboolean
add_chunk (LimnerContainer  *self,
           LimnerChunk       chunk,
           GError          **error)
{
  if (self->chunks->len >= MAX_CHUNKS)
    {
      g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                           "The picture file has too many parts");
      return FALSE;
    }

  g_array_append_val (self->chunks, chunk);
  return TRUE;
}

static gboolean
parse_png (LimnerContainer  *self,
           const guint8     *data,
           gsize             size,
           GError          **error)
{
  gsize position = sizeof png_signature;

  while (position < size)
    {
      LimnerChunk chunk = { .start = position, .data = position + 8 };

      if (size - position < 12)
        return fail_cut_short (error);

      chunk.data_size = read_be32 (data + position);
      chunk.type = read_be32 (data + position + 4);
      if (chunk.data_size > G_MAXINT32 || chunk.data_size > size - position - 12)
        return fail_cut_short (error);

      chunk.size = chunk.data_size + 12;
      if (!add_chunk (self, chunk, error))
        return FALSE;
      if (chunk.type == LIMNER_CHUNK_TYPE ('I', 'E', 'N', 'D'))
        return TRUE;
      position += chunk.size;
    }

  return fail_cut_short (error);
}

static gboolean
parse_jpeg (LimnerContainer  *self,
            const guint8     *data,
            gsize             size,
            GError          **error)
{
  gsize position = 2;

  for (;;)
    {
      LimnerChunk chunk = { .start = position };

      if (size - position < 4)
        return fail_cut_short (error);
      if (data[position] != 0xff)
        {
          g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE,
                               "The JPEG picture is damaged: a segment is not where it should be");
          return FALSE;
        }
      /* Any number of 0xff may fill the gap before a marker. */
      while (position + 4 < size && data[position + 1] == 0xff)
        position++;

      chunk.type = data[position + 1];
      if (chunk.type == 0xda)
        {
          chunk.data = position;
          chunk.size = size - chunk.start;
          chunk.data_size = size - position;
          return add_chunk (self, chunk, error);
        }

      chunk.data = position + 4;
      chunk.data_size = (gsize) data[position + 2] << 8 | data[position + 3];
      if (chunk.type == 0 || chunk.type == 0xd9 || chunk.data_size < 2 ||
          chunk.data_size > size - position - 2)
        return fail_cut_short (error);

      chunk.data_size -= 2;
      chunk.size = chunk.data + chunk.data_size - chunk.start;
      if (!add_chunk (self, chunk, error))
        return FALSE;
      position = chunk.start + chunk.size;
    }
}

static gboolean
parse_webp (LimnerContainer  *self,
            const guint8     *data,
            gsize             size,
            GError          **error)
{
  gsize end = (gsize) read_le32 (data + 4) + 8;
  gsize position = 12;

  if (end > size || end < position)
    return fail_cut_short (error);

  while (end - position >= 8)
    {
      LimnerChunk chunk = { .start = position, .data = position + 8 };

      chunk.type = read_be32 (data + position);
      chunk.data_size = read_le32 (data + position + 4);
      if (chunk.data_size > end - position - 8)
        return fail_cut_short (error);

      /* The last padding byte is missing in files of careless writers. */
      chunk.size = MIN (8 + chunk.data_size + (chunk.data_size & 1), end - position);
      if (!add_chunk (self, chunk, error))
        return FALSE;
      position += chunk.size;
    }

  return self->chunks->len > 0 || fail_cut_short (error);
}

/**
 * _limner_container_parse:
 * @bytes: a file
 * @error: return location for an error
 *
 * Takes a PNG, JPEG or WebP file apart. Only the layout is checked, not what the chunks say.
 *
 * Returns: (transfer full) (nullable): the parts, or %NULL with %LIMNER_ERROR_UNSUPPORTED (another
 *   format), %LIMNER_ERROR_BAD_FILE, %LIMNER_ERROR_TOO_LARGE
 */
LimnerContainer *
_limner_container_parse (GBytes  *bytes,
                         GError **error)
{
  g_autoptr(LimnerContainer) self = g_new0 (LimnerContainer, 1);
  const guint8 *data;
  gboolean ok;
  gsize size;

  data = g_bytes_get_data (bytes, &size);
  self->bytes = g_bytes_ref (bytes);
  self->chunks = g_array_new (FALSE, FALSE, sizeof (LimnerChunk));

  if (size >= 8 && memcmp (data, png_signature, 8) == 0)
    {
      self->kind = LIMNER_CONTAINER_PNG;
      ok = parse_png (self, data, size, error);
    }
  else if (size >= 4 && data[0] == 0xff && data[1] == 0xd8 && data[2] == 0xff)
    {
      self->kind = LIMNER_CONTAINER_JPEG;
      ok = parse_jpeg (self, data, size, error);
    }
  else if (size >= 16 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    {
      self->kind = LIMNER_CONTAINER_WEBP;
      ok = parse_webp (self, data, size, error);
    }
  else
    {
      g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED,
                           "This is not a PNG, JPEG or WebP picture");
      ok = FALSE;
    }

  return ok ? g_steal_pointer (&self) : NULL;
}

/**
 * _limner_container_free:
 * @self: (transfer full): a file taken apart
 *
 * Frees it.
 */
void
_limner_container_free (LimnerContainer *self)
{
  g_clear_pointer (&self->chunks, g_array_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/**
 * _limner_container_find:
 * @self: a file taken apart
 * @type: a type of chunk
 *
 * Finds the first chunk of a type.
 *
 * Returns: (transfer none) (nullable): the chunk
 */
const LimnerChunk *
_limner_container_find (const LimnerContainer *self,
                        guint32                type)
{
  for (guint i = 0; i < self->chunks->len; i++)
    {
      const LimnerChunk *chunk = &g_array_index (self->chunks, LimnerChunk, i);

      if (chunk->type == type)
        return chunk;
    }

  return NULL;
}

/**
 * _limner_container_data:
 * @self: a file taken apart
 * @chunk: one of its chunks
 *
 * Gets the contents of a chunk.
 *
 * Returns: (transfer none): `data_size` bytes
 */
const guint8 *
_limner_container_data (const LimnerContainer *self,
                        const LimnerChunk     *chunk)
{
  return (const guint8 *) g_bytes_get_data (self->bytes, NULL) + chunk->data;
}

/**
 * _limner_container_starts_with:
 * @self: a file taken apart
 * @chunk: one of its chunks
 * @prefix: bytes
 * @length: their number
 *
 * Tells whether a chunk's contents begin with given bytes.
 *
 * Returns: %TRUE if they do
 */
gboolean
_limner_container_starts_with (const LimnerContainer *self,
                               const LimnerChunk     *chunk,
                               const char            *prefix,
                               gsize                  length)
{
  return chunk->data_size >= length &&
         memcmp (_limner_container_data (self, chunk), prefix, length) == 0;
}

static GBytes *
part_of (const LimnerContainer *self,
         const LimnerChunk     *chunk,
         gsize                  skip)
{
  if (chunk == NULL || chunk->data_size < skip || chunk->data_size > LIMNER_CHUNK_MAX_TEXT)
    return NULL;

  return g_bytes_new_from_bytes (self->bytes, chunk->data + skip, chunk->data_size - skip);
}

static GBytes *
jpeg_application_part (const LimnerContainer *self,
                       const char            *prefix,
                       gsize                  length)
{
  for (guint i = 0; i < self->chunks->len; i++)
    {
      const LimnerChunk *chunk = &g_array_index (self->chunks, LimnerChunk, i);

      if (chunk->type == 0xe1 && _limner_container_starts_with (self, chunk, prefix, length))
        return part_of (self, chunk, length);
    }

  return NULL;
}

/**
 * _limner_container_get_exif:
 * @self: a file taken apart
 *
 * Gets the Exif block, from its TIFF header on.
 *
 * Returns: (transfer full) (nullable): the block
 */
GBytes *
_limner_container_get_exif (const LimnerContainer *self)
{
  const LimnerChunk *chunk;

  switch (self->kind)
    {
    case LIMNER_CONTAINER_PNG:
      return part_of (self, _limner_container_find (self, LIMNER_CHUNK_TYPE ('e', 'X', 'I', 'f')),
                      0);

    case LIMNER_CONTAINER_JPEG:
      return jpeg_application_part (self, "Exif\0\0", 6);

    case LIMNER_CONTAINER_WEBP:
      chunk = _limner_container_find (self, LIMNER_CHUNK_TYPE ('E', 'X', 'I', 'F'));
      /* Some writers put JPEG's prefix here as well. */
      if (chunk != NULL && _limner_container_starts_with (self, chunk, "Exif\0\0", 6))
        return part_of (self, chunk, 6);
      return part_of (self, chunk, 0);

    default:
      g_assert_not_reached ();
    }
}

static GBytes *
join_jpeg_icc (const LimnerContainer *self)
{
  g_autoptr(GByteArray) profile = g_byte_array_new ();
  guint n_found = 0;

  /* The profile is cut into numbered parts, which in practice stand in order. */
  for (guint i = 0; i < self->chunks->len; i++)
    {
      const LimnerChunk *chunk = &g_array_index (self->chunks, LimnerChunk, i);
      const guint8 *data = _limner_container_data (self, chunk);

      if (chunk->type != 0xe2 || chunk->data_size < 14 ||
          !_limner_container_starts_with (self, chunk, "ICC_PROFILE", 12) ||
          data[12] != n_found + 1)
        continue;
      if (profile->len + chunk->data_size > LIMNER_CHUNK_MAX_TEXT)
        return NULL;
      g_byte_array_append (profile, data + 14, (guint) (chunk->data_size - 14));
      n_found++;
    }

  return n_found > 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&profile)) : NULL;
}

/**
 * _limner_container_get_icc:
 * @self: a file taken apart
 *
 * Gets the colour profile.
 *
 * Returns: (transfer full) (nullable): the profile, unpacked
 */
GBytes *
_limner_container_get_icc (const LimnerContainer *self)
{
  const LimnerChunk *chunk;
  const guint8 *data;
  const guint8 *end;

  switch (self->kind)
    {
    case LIMNER_CONTAINER_PNG:
      chunk = _limner_container_find (self, LIMNER_CHUNK_TYPE ('i', 'C', 'C', 'P'));
      if (chunk == NULL)
        return NULL;
      data = _limner_container_data (self, chunk);
      end = memchr (data, 0, chunk->data_size);
      if (end == NULL || end - data + 2 > (gssize) chunk->data_size)
        return NULL;
      return _limner_container_inflate (end + 2, chunk->data_size - (gsize) (end + 2 - data),
                                        LIMNER_CHUNK_MAX_TEXT);

    case LIMNER_CONTAINER_JPEG:
      return join_jpeg_icc (self);

    case LIMNER_CONTAINER_WEBP:
      return part_of (self, _limner_container_find (self, LIMNER_CHUNK_TYPE ('I', 'C', 'C', 'P')),
                      0);

    default:
      g_assert_not_reached ();
    }
}

static GBytes *
png_xmp (const LimnerContainer *self)
{
  static const char keyword[] = "XML:com.adobe.xmp";

  for (guint i = 0; i < self->chunks->len; i++)
    {
      const LimnerChunk *chunk = &g_array_index (self->chunks, LimnerChunk, i);
      const guint8 *data = _limner_container_data (self, chunk);
      gsize skip = sizeof keyword + 2;

      if (chunk->type != LIMNER_CHUNK_TYPE ('i', 'T', 'X', 't') ||
          !_limner_container_starts_with (self, chunk, keyword, sizeof keyword) ||
          chunk->data_size < skip + 2 || data[sizeof keyword] != 0)
        continue;

      /* The language and the translated keyword, both empty as a rule */
      for (int field = 0; field < 2 && skip < chunk->data_size; field++)
        {
          const guint8 *end = memchr (data + skip, 0, chunk->data_size - skip);

          skip = end != NULL ? (gsize) (end - data) + 1 : chunk->data_size;
        }
      return part_of (self, chunk, skip);
    }

  return NULL;
}

/**
 * _limner_container_get_xmp:
 * @self: a file taken apart
 *
 * Gets the XMP packet.
 *
 * Returns: (transfer full) (nullable): the packet, not yet checked to be UTF-8
 */
GBytes *
_limner_container_get_xmp (const LimnerContainer *self)
{
  static const char namespace[] = "http://ns.adobe.com/xap/1.0/";

  switch (self->kind)
    {
    case LIMNER_CONTAINER_PNG:
      return png_xmp (self);

    case LIMNER_CONTAINER_JPEG:
      return jpeg_application_part (self, namespace, sizeof namespace);

    case LIMNER_CONTAINER_WEBP:
      return part_of (self, _limner_container_find (self, LIMNER_CHUNK_TYPE ('X', 'M', 'P', ' ')),
                      0);

    default:
      g_assert_not_reached ();
    }
}

/**
 * _limner_container_inflate:
 * @data: zlib data
 * @size: its length in bytes
 * @max_size: the most that may come out, in bytes
 *
 * Unpacks a text or profile.
 *
 * Returns: (transfer full) (nullable): what was packed, or %NULL if it is broken or too large
 */
GBytes *
_limner_container_inflate (const guint8 *data,
                           gsize         size,
                           gsize         max_size)
{
  g_autoptr(GZlibDecompressor) inflater = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_autoptr(GByteArray) out = g_byte_array_new ();
  guint8 buffer[16384];
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED)
    {
      gsize n_read = 0;
      gsize n_written = 0;

      result = g_converter_convert (G_CONVERTER (inflater), data, size, buffer, sizeof buffer,
                                    G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL);
      if (result == G_CONVERTER_ERROR || out->len + n_written > max_size)
        return NULL;
      g_byte_array_append (out, buffer, (guint) n_written);
      data += n_read;
      size -= n_read;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}
