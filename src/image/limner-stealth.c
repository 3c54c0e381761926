/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Text in the lowest bits of a picture's opacity or of its colours, column by column, where NovelAI
 * and some others put their words a second time: sites that take texts out of files leave them.
 * What is known of it comes from the readers that others wrote: fifteen letters that say where it
 * is and whether it is packed, how many bits follow as a 32-bit number, then the bits, the highest
 * of each byte first. The opacity of a pixel holds one bit, its colours hold three. */

#include "config.h"

#include <string.h>

#include <libdeflate.h>

#include "limner-picture-io.h"
#include "limner-png-private.h"
#include "limner-stealth-private.h"

#define SIGNATURE_BYTES 15
#define HEADER_BYTES    (SIGNATURE_BYTES + 4)
#define SIGNATURE_BITS  (SIGNATURE_BYTES * 8)

/** Where text can be. */
typedef struct
{
  const char *plain;
  const char *packed;
  gsize       first_channel;
  gsize       n_channels;
} Place;

static const Place places[] = {
  { "stealth_pnginfo", "stealth_pngcomp", 3, 1 },
  { "stealth_rgbinfo", "stealth_rgbcomp", 0, 3 },
};

static gsize
count_bits (const LimnerPicture *picture,
            const Place         *place)
{
  return (gsize) limner_picture_get_width (picture) * (gsize) limner_picture_get_height (picture) *
         place->n_channels;
}

static gsize
find_bit (const LimnerPicture *picture,
          const Place         *place,
          gsize                bit)
{
  gsize height = (gsize) limner_picture_get_height (picture);
  gsize pixel = bit / place->n_channels;

  return pixel % height * limner_picture_get_stride (picture) + pixel / height * 4 +
         place->first_channel + bit % place->n_channels;
}

/* The bytes from @first on; the picture is known to have them. */
static void
read_bytes (const LimnerPicture *picture,
            const Place         *place,
            gsize                first,
            guint8              *bytes,
            gsize                n)
{
  const guint8 *pixels = limner_picture_read_row (picture, 0);

  for (gsize i = 0; i < n; i++)
    {
      guint8 byte = 0;

      for (gsize bit = (first + i) * 8; bit < (first + i + 1) * 8; bit++)
        byte = (guint8) (byte << 1 | (pixels[find_bit (picture, place, bit)] & 1));
      bytes[i] = byte;
    }
}

/* Finds the letters that text begins with. */
static const Place *
find_place (const LimnerPicture *picture,
            gboolean            *packed)
{
  guint8 letters[SIGNATURE_BYTES];

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      if (count_bits (picture, &places[i]) < SIGNATURE_BITS)
        continue;
      read_bytes (picture, &places[i], 0, letters, sizeof letters);
      *packed = memcmp (letters, places[i].packed, sizeof letters) == 0;
      if (*packed || memcmp (letters, places[i].plain, sizeof letters) == 0)
        return &places[i];
    }
  return NULL;
}

/* How many bytes of text there are, 0 where the number is a lie. */
static gsize
read_length (const LimnerPicture *picture,
             const Place         *place)
{
  gsize n_all = count_bits (picture, place);
  guint8 bytes[4];
  gsize n_bits;

  if (n_all < HEADER_BYTES * 8)
    return 0;

  read_bytes (picture, place, SIGNATURE_BYTES, bytes, sizeof bytes);
  n_bits = (gsize) bytes[0] << 24 | (gsize) bytes[1] << 16 | (gsize) bytes[2] << 8 |
           (gsize) bytes[3];
  if (n_bits > n_all - HEADER_BYTES * 8 || n_bits / 8 > LIMNER_CHUNK_MAX_TEXT)
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

/* The picture, if it has text. Only files that keep pixels to the bit can have it. Of a PNG no more
 * is decoded than the letters need until they are found: they stand in the first column. */
static LimnerPicture *
decode_telling (const LimnerContainer *container)
{
  g_autoptr(LimnerPicture) picture = NULL;
  gboolean packed;

  if (container->kind == LIMNER_CONTAINER_PNG)
    {
      g_autoptr(LimnerPicture) top = _limner_png_decode_top (container->bytes, SIGNATURE_BITS);

      if (top != NULL && find_place (top, &packed) == NULL)
        return NULL;
    }
  else if (container->kind != LIMNER_CONTAINER_WEBP ||
           _limner_container_find (container, LIMNER_CHUNK_TYPE ('V', 'P', '8', 'L')) == NULL)
    {
      return NULL;
    }

  picture = limner_picture_decode (container->bytes, NULL);
  return picture != NULL && find_place (picture, &packed) != NULL ? g_steal_pointer (&picture)
                                                                  : NULL;
}

/* Whether there is text in the pixels, be it broken. */
gboolean
_limner_stealth_has (const LimnerContainer *container)
{
  g_autoptr(LimnerPicture) picture = decode_telling (container);

  return picture != NULL;
}

/* The text in the pixels, which are decoded for it; NULL if there is none. */
char *
_limner_stealth_read (const LimnerContainer *container)
{
  g_autoptr(LimnerPicture) picture = decode_telling (container);
  g_autofree guint8 *bytes = NULL;
  g_autofree char *text = NULL;
  const Place *place;
  gboolean packed;
  gsize n;

  if (picture == NULL)
    return NULL;
  place = find_place (picture, &packed);
  n = read_length (picture, place);
  if (n == 0)
    return NULL;

  bytes = g_malloc0 (n + 1);
  read_bytes (picture, place, HEADER_BYTES, bytes, n);
  text = packed ? unpack (bytes, n) : g_strndup ((const char *) bytes, n);
  return text != NULL && g_utf8_validate (text, -1, NULL) ? g_steal_pointer (&text) : NULL;
}

/* Takes all text out; tells whether there was any. Opacity becomes what it was, whole; of colours
 * no more is touched than the text needs. Nobody sees the difference. */
gboolean
_limner_stealth_erase (LimnerPicture *picture)
{
  gboolean packed;
  gboolean erased = FALSE;
  const Place *place;

  while ((place = find_place (picture, &packed)) != NULL)
    {
      gsize n = read_length (picture, place);
      gsize n_bits = count_bits (picture, place);
      gboolean opacity = place->n_channels == 1;
      guint8 *pixels = limner_picture_get_pixels (picture);

      if (n > 0 && !opacity)
        n_bits = (HEADER_BYTES + n) * 8;
      for (gsize bit = 0; bit < n_bits; bit++)
        {
          guint8 *value = &pixels[find_bit (picture, place, bit)];

          *value = (guint8) (opacity ? *value | 1 : *value & 0xfe);
        }
      erased = TRUE;
    }
  return erased;
}
