/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The three text chunks of PNG (ISO 15948, 11.3.4):
 *
 *   tEXt   keyword 0 text (Latin-1)
 *   zTXt   keyword 0 method packed-text
 *   iTXt   keyword 0 packed? method language 0 translated-keyword 0 text (UTF-8) */

#include "config.h"

#include <libdeflate.h>
#include <string.h>

#include "limner-chunk-text-private.h"
#include "limner-png-text-private.h"

#define TEXT LIMNER_CHUNK_TYPE ('t', 'E', 'X', 't')
#define ZTXT LIMNER_CHUNK_TYPE ('z', 'T', 'X', 't')
#define ITXT LIMNER_CHUNK_TYPE ('i', 'T', 'X', 't')

static char *
unpack (const guint8 *data,
        gsize         size)
{
  g_autoptr(GBytes) text = _limner_container_inflate (data, size, LIMNER_CHUNK_MAX_TEXT);

  if (text == NULL)
    return NULL;
  return _limner_chunk_text_from_bytes (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
}

static char *
read_international (const guint8 *data,
                    gsize         size)
{
  gboolean packed;
  gsize skip = 2;

  if (size < 4)
    return NULL;

  packed = data[0] == 1;
  for (int field = 0; field < 2; field++)
    {
      const guint8 *end = memchr (data + skip, 0, size - skip);

      if (end == NULL)
        return NULL;
      skip = (gsize) (end - data) + 1;
    }

  return packed ? unpack (data + skip, size - skip)
                : _limner_chunk_text_from_bytes (data + skip, size - skip);
}

/**
 * _limner_png_dup_keyword:
 * @container: a PNG
 * @chunk: one of its chunks
 *
 * Gets the keyword of a text chunk.
 *
 * Returns: (transfer full) (nullable): the keyword; %NULL if it is another chunk
 */
char *
_limner_png_dup_keyword (const LimnerContainer *container,
                         const LimnerChunk     *chunk)
{
  if (chunk->type != TEXT && chunk->type != ZTXT && chunk->type != ITXT)
    return NULL;

  return _limner_chunk_text_from_bytes (_limner_container_data (container, chunk),
                                        MIN (chunk->data_size, 80));
}

/**
 * _limner_png_get_text:
 * @container: a PNG
 * @keyword: ASCII
 *
 * Reads the first text with a keyword, whichever chunk it is in.
 *
 * Returns: (transfer full) (nullable): valid UTF-8; %NULL if there is none, it is broken or larger
 *   than %LIMNER_CHUNK_MAX_TEXT
 */
char *
_limner_png_get_text (const LimnerContainer *container,
                      const char            *keyword)
{
  gsize skip = strlen (keyword) + 1;

  for (guint i = 0; i < container->chunks->len; i++)
    {
      const LimnerChunk *chunk = &g_array_index (container->chunks, LimnerChunk, i);
      const guint8 *data = _limner_container_data (container, chunk) + skip;
      gsize size = chunk->data_size - skip;

      if ((chunk->type != TEXT && chunk->type != ZTXT && chunk->type != ITXT) ||
          chunk->data_size > LIMNER_CHUNK_MAX_TEXT ||
          !_limner_container_starts_with (container, chunk, keyword, skip))
        continue;

      if (chunk->type == TEXT)
        return _limner_chunk_text_from_bytes (data, size);
      if (chunk->type == ITXT)
        return read_international (data, size);
      return size > 1 ? unpack (data + 1, size - 1) : NULL;
    }

  return NULL;
}

/**
 * _limner_png_append_chunk:
 * @out: where to
 * @type: its code, four letters
 * @data: (nullable): its contents
 * @size: their length in bytes
 *
 * Appends a chunk with its checksum.
 */
void
_limner_png_append_chunk (GByteArray   *out,
                          const char   *type,
                          const guint8 *data,
                          gsize         size)
{
  guint32 length = GUINT32_TO_BE ((guint32) size);
  guint32 crc = libdeflate_crc32 (0, type, 4);

  g_byte_array_append (out, (const guint8 *) &length, 4);
  g_byte_array_append (out, (const guint8 *) type, 4);
  if (size > 0)
    {
      g_byte_array_append (out, data, (guint) size);
      crc = libdeflate_crc32 (crc, data, size);
    }
  crc = GUINT32_TO_BE (crc);
  g_byte_array_append (out, (const guint8 *) &crc, 4);
}

/**
 * _limner_png_append_text:
 * @out: where to
 * @keyword: ASCII, 1 to 79 bytes
 * @text: UTF-8
 * @plain: whether to write tEXt if the text is Latin-1, which every program can read
 *
 * Appends a text chunk, unpacked.
 */
void
_limner_png_append_text (GByteArray *out,
                         const char *keyword,
                         const char *text,
                         gboolean    plain)
{
  g_autoptr(GByteArray) contents = g_byte_array_new ();
  g_autofree char *latin = NULL;
  gsize length = strlen (text);

  if (plain)
    latin = g_convert (text, -1, "ISO-8859-1", "UTF-8", NULL, &length, NULL);
  if (latin == NULL)
    length = strlen (text);

  g_byte_array_append (contents, (const guint8 *) keyword, (guint) strlen (keyword) + 1);
  if (latin == NULL)
    g_byte_array_append (contents, (const guint8 *) "\0\0\0", 4);
  g_byte_array_append (contents, (const guint8 *) (latin != NULL ? latin : text), (guint) length);
  _limner_png_append_chunk (out, latin != NULL ? "tEXt" : "iTXt", contents->data, contents->len);
}
