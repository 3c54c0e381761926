/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An Exif block is a small TIFF file:
 *
 *   "II" or "MM" │ 42 │ offset of IFD 0
 *   IFD: count │ count × (tag, type, number of values, value or its offset) │ offset of the next
 *   IFD
 *
 * Offsets count from the block's start, so a block is extended without touching what is there: new
 * directories go to its end, and only the header's offset changes. */

#include "config.h"

#include <string.h>

#include "limner-chunk-text-private.h"
#include "limner-exif-private.h"

#define TYPE_ASCII     2
#define TYPE_SHORT     3
#define TYPE_LONG      4
#define TYPE_UNDEFINED 7
#define MAX_ENTRIES    1024
#define ENTRY_SIZE     12

typedef struct
{
  const guint8 *data;
  gsize         size;
  gboolean      big;      /* byte order */
} Block;

static guint
read16 (const Block *block,
        gsize        offset)
{
  const guint8 *p = block->data + offset;

  return block->big ? (guint) p[0] << 8 | p[1] : (guint) p[1] << 8 | p[0];
}

static guint32
read32 (const Block *block,
        gsize        offset)
{
  guint32 first = read16 (block, offset);
  guint32 second = read16 (block, offset + 2);

  return block->big ? first << 16 | second : second << 16 | first;
}

static gboolean
open_block (Block  *block,
            GBytes *exif)
{
  if (exif == NULL)
    return FALSE;

  block->data = g_bytes_get_data (exif, &block->size);
  if (block->size < 8)
    return FALSE;
  if (memcmp (block->data, "II\x2a\0", 4) != 0 && memcmp (block->data, "MM\0\x2a", 4) != 0)
    return FALSE;

  block->big = block->data[0] == 'M';
  return TRUE;
}

/* Returns the number of entries of the directory at @offset; 0 if it does not lie in the block. */
static guint
count_entries (const Block *block,
               gsize        offset)
{
  guint n;

  if (offset < 8 || offset + 2 > block->size)
    return 0;

  n = read16 (block, offset);
  return n <= MAX_ENTRIES && offset + 2 + (gsize) n * ENTRY_SIZE <= block->size ? n : 0;
}

static gsize
find_entry (const Block *block,
            gsize        directory,
            guint16      tag)
{
  guint n = count_entries (block, directory);

  for (guint i = 0; i < n; i++)
    {
      gsize entry = directory + 2 + (gsize) i * ENTRY_SIZE;

      if (read16 (block, entry) == tag)
        return entry;
    }

  return 0;
}

/* Finds the bytes of a value of one-byte elements. */
static const guint8 *
find_value (const Block *block,
            gsize        directory,
            guint16      tag,
            gsize       *length)
{
  gsize entry = find_entry (block, directory, tag);
  gsize offset;
  guint type;

  if (entry == 0)
    return NULL;

  type = read16 (block, entry + 2);
  *length = read32 (block, entry + 4);
  if (type != TYPE_ASCII && type != TYPE_UNDEFINED && type != 1)
    return NULL;

  offset = *length <= 4 ? entry + 8 : read32 (block, entry + 8);
  if (offset > block->size || *length > block->size - offset)
    return NULL;
  return block->data + offset;
}

static gsize
find_sub_directory (const Block *block)
{
  gsize entry = find_entry (block, read32 (block, 4), LIMNER_EXIF_SUB_IFD);

  return entry != 0 ? read32 (block, entry + 8) : 0;
}

/**
 * _limner_exif_get_orientation:
 * @exif: (nullable): an Exif block
 *
 * Reads how the camera was held.
 *
 * Returns: 1 (upright) to 8 as the Exif standard counts; 1 if nothing valid is said
 */
int
_limner_exif_get_orientation (GBytes *exif)
{
  Block block;
  gsize entry;
  guint value;

  if (!open_block (&block, exif))
    return 1;

  entry = find_entry (&block, read32 (&block, 4), LIMNER_EXIF_ORIENTATION);
  if (entry == 0 || read16 (&block, entry + 2) != TYPE_SHORT)
    return 1;

  value = read16 (&block, entry + 8);
  return value >= 1 && value <= 8 ? (int) value : 1;
}

/**
 * _limner_exif_get_text:
 * @exif: (nullable): an Exif block
 * @tag: a tag of the first directory
 *
 * Reads a text such as the description or the maker.
 *
 * Returns: (transfer full) (nullable): valid UTF-8
 */
char *
_limner_exif_get_text (GBytes  *exif,
                       guint16  tag)
{
  const guint8 *value;
  gsize length = 0;
  Block block;

  if (!open_block (&block, exif))
    return NULL;

  value = find_value (&block, read32 (&block, 4), tag, &length);
  return value != NULL ? _limner_chunk_text_from_bytes (value, length) : NULL;
}

/* The standard says UTF-16 in the block's byte order; piexif writes big-endian in any case and
 * others little-endian. Text in Latin letters shows by its zeros which one it is. */
static char *
decode_utf16 (const guint8 *data,
              gsize         length,
              gboolean      block_is_big)
{
  gsize n_zeros[2] = { 0, 0 };
  gboolean big = block_is_big;

  length &= ~(gsize) 1;
  if (length >= 2 && (memcmp (data, "\xfe\xff", 2) == 0 || memcmp (data, "\xff\xfe", 2) == 0))
    {
      big = data[0] == 0xfe;
      data += 2;
      length -= 2;
    }
  else
    {
      for (gsize i = 0; i < length; i++)
        n_zeros[i % 2] += data[i] == 0;
      if (n_zeros[0] != n_zeros[1])
        big = n_zeros[0] > n_zeros[1];
    }

  return g_convert ((const char *) data, (gssize) length, "UTF-8", big ? "UTF-16BE" : "UTF-16LE",
                    NULL, NULL, NULL);
}

/**
 * _limner_exif_get_user_comment:
 * @exif: (nullable): an Exif block
 *
 * Reads the user comment in whatever encoding its writer chose: `UNICODE` in either byte order,
 * `ASCII`, or text without any prefix.
 *
 * Returns: (transfer full) (nullable): valid UTF-8
 */
char *
_limner_exif_get_user_comment (GBytes *exif)
{
  const guint8 *value;
  gsize length = 0;
  Block block;

  if (!open_block (&block, exif))
    return NULL;

  value = find_value (&block, find_sub_directory (&block), LIMNER_EXIF_USER_COMMENT, &length);
  if (value == NULL)
    value = find_value (&block, read32 (&block, 4), LIMNER_EXIF_USER_COMMENT, &length);
  if (value == NULL)
    return NULL;

  if (length >= 8 && memcmp (value, "UNICODE\0", 8) == 0)
    return decode_utf16 (value + 8, length - 8, block.big);
  if (length >= 8 && (memcmp (value, "ASCII\0\0\0", 8) == 0 ||
                      memcmp (value, "\0\0\0\0\0\0\0\0", 8) == 0))
    return _limner_chunk_text_from_bytes (value + 8, length - 8);
  return _limner_chunk_text_from_bytes (value, length);
}

static void
append16 (GByteArray *out,
          gboolean    big,
          guint16     value)
{
  value = big ? GUINT16_TO_BE (value) : GUINT16_TO_LE (value);
  g_byte_array_append (out, (const guint8 *) &value, 2);
}

static void
append32 (GByteArray *out,
          gboolean    big,
          guint32     value)
{
  value = big ? GUINT32_TO_BE (value) : GUINT32_TO_LE (value);
  g_byte_array_append (out, (const guint8 *) &value, 4);
}

static void
append_entry (GByteArray *out,
              gboolean    big,
              guint16     tag,
              guint16     type,
              guint32     count,
              guint32     value)
{
  append16 (out, big, tag);
  append16 (out, big, type);
  append32 (out, big, count);
  if (type == TYPE_SHORT)
    {
      append16 (out, big, (guint16) value);
      append16 (out, big, 0);
    }
  else
    append32 (out, big, value);
}

/* Appends a copy of a directory with one entry put in or replaced; entries stay sorted by tag. */
static guint32
append_directory (GByteArray  *out,
                  const Block *block,
                  gsize        directory,
                  guint16      tag,
                  guint16      type,
                  guint32      count,
                  guint32      value)
{
  guint n = count_entries (block, directory);
  gboolean done = FALSE;
  guint n_replaced = 0;
  guint32 position;
  gsize next = directory + 2 + (gsize) n * ENTRY_SIZE;

  if (out->len % 2 == 1)
    g_byte_array_append (out, (const guint8 *) "", 1);
  position = out->len;
  /* A careless writer may have put an entry there twice. */
  for (guint i = 0; i < n; i++)
    n_replaced += read16 (block, directory + 2 + (gsize) i * ENTRY_SIZE) == tag;
  append16 (out, block->big, (guint16) (n - n_replaced + 1));
  for (guint i = 0; i < n; i++)
    {
      gsize entry = directory + 2 + (gsize) i * ENTRY_SIZE;
      guint other = read16 (block, entry);

      if (!done && other >= tag)
        {
          append_entry (out, block->big, tag, type, count, value);
          done = TRUE;
        }
      if (other != tag)
        g_byte_array_append (out, block->data + entry, ENTRY_SIZE);
    }
  if (!done)
    append_entry (out, block->big, tag, type, count, value);
  append32 (out, block->big, n > 0 && next + 4 <= block->size ? read32 (block, next) : 0);
  return position;
}

/**
 * _limner_exif_set_user_comment:
 * @exif: (nullable): an Exif block to start from
 * @text: UTF-8
 *
 * Makes a block with a user comment as AUTOMATIC1111 writes and reads it: the prefix `UNICODE` and
 * UTF-16, big-endian. All else that @exif says stays.
 *
 * Returns: (transfer full): the new block
 */
GBytes *
_limner_exif_set_user_comment (GBytes     *exif,
                               const char *text)
{
  static const guint8 empty[8] = { 'M', 'M', 0, 42, 0, 0, 0, 0 };
  g_autoptr(GByteArray) out = g_byte_array_new ();
  g_autofree char *utf16 = NULL;
  guint32 position;
  gsize length = 0;
  Block block;

  if (!open_block (&block, exif))
    block = (Block) { empty, sizeof empty, TRUE };

  g_byte_array_append (out, block.data, (guint) block.size);
  if (out->len % 2 == 1)
    g_byte_array_append (out, (const guint8 *) "", 1);

  utf16 = g_convert (text, -1, "UTF-16BE", "UTF-8", NULL, &length, NULL);
  position = out->len;
  g_byte_array_append (out, (const guint8 *) "UNICODE", 8);
  g_byte_array_append (out, (const guint8 *) utf16, (guint) length);

  position = append_directory (out, &block, find_sub_directory (&block), LIMNER_EXIF_USER_COMMENT,
                               TYPE_UNDEFINED, (guint32) length + 8, position);
  position = append_directory (out, &block, read32 (&block, 4), LIMNER_EXIF_SUB_IFD, TYPE_LONG, 1,
                               position);
  position = block.big ? GUINT32_TO_BE (position) : GUINT32_TO_LE (position);
  memcpy (out->data + 4, &position, 4);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

/**
 * _limner_exif_make_orientation:
 * @orientation: 1 to 8
 *
 * Makes a block that says nothing but how to turn the picture.
 *
 * Returns: (transfer full): the block
 */
GBytes *
_limner_exif_make_orientation (int orientation)
{
  static const guint8 empty[8] = { 'M', 'M', 0, 42, 0, 0, 0, 8 };
  const Block block = { empty, sizeof empty, TRUE };
  g_autoptr(GByteArray) out = g_byte_array_new ();

  g_byte_array_append (out, empty, sizeof empty);
  append_directory (out, &block, 0, LIMNER_EXIF_ORIENTATION, TYPE_SHORT, 1, (guint32) orientation);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}
