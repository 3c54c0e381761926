/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Text in the lowest bits of a picture's opacity, column by column, where NovelAI and some others
 * put their words a second time: sites that take texts out of files leave them. What is known of it
 * comes from the readers that others wrote: fifteen letters that say whether it is packed, how many
 * bits follow as a 32-bit number, then the bits, the highest of each byte first. */

#include "config.h"

#include <string.h>

#include <libdeflate.h>

#include "limner-picture-io.h"
#include "limner-stealth-private.h"

#define SIGNATURE_BYTES 15
#define HEADER_BYTES    (SIGNATURE_BYTES + 4)
#define PNG_COLOUR_TYPE 9
#define PNG_RGBA        6

/* The bytes from @first on; the picture is known to have them. */
static void
read_bytes (const LimnerPicture *picture,
            gsize                first,
            guint8              *bytes,
            gsize                n)
{
  gsize height = (gsize) limner_picture_get_height (picture);
  gsize stride = limner_picture_get_stride (picture);
  const guint8 *pixels = limner_picture_read_row (picture, 0);

  for (gsize i = 0; i < n; i++)
    {
      guint8 byte = 0;

      for (gsize bit = (first + i) * 8; bit < (first + i + 1) * 8; bit++)
        byte = (guint8) (byte << 1 | (pixels[bit % height * stride + bit / height * 4 + 3] & 1));
      bytes[i] = byte;
    }
}

/* How many bytes of text there are, 0 for none. */
static gsize
find_text (const LimnerPicture *picture,
           gboolean            *packed)
{
  gsize n_pixels = (gsize) limner_picture_get_width (picture) *
                   (gsize) limner_picture_get_height (picture);
  guint8 header[HEADER_BYTES];
  gsize n_bits;

  if (n_pixels < HEADER_BYTES * 8)
    return 0;

  read_bytes (picture, 0, header, sizeof header);
  *packed = memcmp (header, "stealth_pngcomp", SIGNATURE_BYTES) == 0;
  if (!*packed && memcmp (header, "stealth_pnginfo", SIGNATURE_BYTES) != 0)
    return 0;

  n_bits = (gsize) header[15] << 24 | (gsize) header[16] << 16 | (gsize) header[17] << 8 |
           (gsize) header[18];
  if (n_bits > n_pixels - HEADER_BYTES * 8 || n_bits / 8 > LIMNER_CHUNK_MAX_TEXT)
    return 0;
  return n_bits / 8;
}

static char *
unpack (const guint8 *bytes,
        gsize         n)
{
  struct libdeflate_decompressor *inflater;
  g_autofree char *text = NULL;
  guint32 size;
  gsize got;

  if (n < 18)
    return NULL;

  /* The length stands at the end; a false one makes the unpacking fail. */
  size = (guint32) bytes[n - 4] | (guint32) bytes[n - 3] << 8 | (guint32) bytes[n - 2] << 16 |
         (guint32) bytes[n - 1] << 24;
  if (size > LIMNER_CHUNK_MAX_TEXT)
    return NULL;

  text = g_malloc0 ((gsize) size + 1);
  inflater = libdeflate_alloc_decompressor ();
  if (libdeflate_gzip_decompress (inflater, bytes, n, text, size, &got) != LIBDEFLATE_SUCCESS ||
      got != size)
    g_clear_pointer (&text, g_free);
  libdeflate_free_decompressor (inflater);
  return g_steal_pointer (&text);
}

/* Only files whose opacity is kept to the bit can have it, and most pictures have no opacity. */
static gboolean
may_have_text (const LimnerContainer *container)
{
  const LimnerChunk *chunk;

  if (container->kind == LIMNER_CONTAINER_PNG)
    {
      chunk = _limner_container_find (container, LIMNER_CHUNK_TYPE ('I', 'H', 'D', 'R'));
      return chunk != NULL && chunk->data_size > PNG_COLOUR_TYPE &&
             _limner_container_data (container, chunk)[PNG_COLOUR_TYPE] == PNG_RGBA;
    }
  return container->kind == LIMNER_CONTAINER_WEBP &&
         _limner_container_find (container, LIMNER_CHUNK_TYPE ('V', 'P', '8', 'L')) != NULL;
}

/* The text in the pixels, which are decoded for it; NULL if there is none. */
char *
_limner_stealth_read (const LimnerContainer *container)
{
  g_autoptr(LimnerPicture) picture = NULL;
  g_autofree guint8 *bytes = NULL;
  g_autofree char *text = NULL;
  gboolean packed;
  gsize n = 0;

  if (may_have_text (container))
    picture = limner_picture_decode (container->bytes, NULL);
  if (picture != NULL)
    n = find_text (picture, &packed);
  if (n == 0)
    return NULL;

  bytes = g_malloc0 (n + 1);
  read_bytes (picture, HEADER_BYTES, bytes, n);
  text = packed ? unpack (bytes, n) : g_strndup ((const char *) bytes, n);
  return text != NULL && g_utf8_validate (text, -1, NULL) ? g_steal_pointer (&text) : NULL;
}

/* Takes the text out; tells whether there was any. Nobody sees the difference. */
gboolean
_limner_stealth_erase (LimnerPicture *picture)
{
  gboolean packed;
  gsize n_bytes;
  guint8 *pixels;

  if (find_text (picture, &packed) == 0)
    return FALSE;

  pixels = limner_picture_get_pixels (picture);
  n_bytes = limner_picture_get_stride (picture) * (gsize) limner_picture_get_height (picture);
  for (gsize i = 3; i < n_bytes; i += 4)
    pixels[i] |= 1;
  return TRUE;
}
