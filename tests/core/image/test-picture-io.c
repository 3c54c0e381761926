/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <lcms2.h>

#include "base/limner-error.h"
#include "image/limner-exif-private.h"
#include "image/limner-metadata.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-ops.h"
#include "image/limner-png-text-private.h"

/* A soft picture with detail, so that lossy formats come near and nothing is alike by chance. */
static LimnerPicture *
make_picture (int      width,
              int      height,
              gboolean transparent)
{
  LimnerPicture *picture = limner_picture_new (width, height);
  guint8 *p = limner_picture_get_pixels (picture);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++, p += 4)
      {
        p[0] = (guint8) (x * 255 / width);
        p[1] = (guint8) (y * 255 / height);
        p[2] = (guint8) ((x + y) * 127 / (width + height) + 60);
        p[3] = transparent ? (guint8) (128 + x * 127 / width) : 255;
      }
  return picture;
}

static void
assert_near (const LimnerPicture *a,
             const LimnerPicture *b,
             int                  tolerance)
{
  g_assert_cmpint (limner_picture_get_width (a), ==, limner_picture_get_width (b));
  g_assert_cmpint (limner_picture_get_height (a), ==, limner_picture_get_height (b));
  for (int y = 0; y < limner_picture_get_height (a); y++)
    {
      const guint8 *p = limner_picture_read_row (a, y);
      const guint8 *q = limner_picture_read_row (b, y);

      for (int i = 0; i < limner_picture_get_width (a) * 4; i++)
        g_assert_cmpint (ABS (p[i] - q[i]), <=, tolerance);
    }
}

static void
test_round_trip (void)
{
  static const struct
  {
    LimnerPictureFormat format;
    int                 quality;
    gboolean            alpha;
    int                 tolerance;
  } cases[] = {
    { LIMNER_PICTURE_PNG, 1, FALSE, 0 },
    { LIMNER_PICTURE_PNG, 100, FALSE, 0 },
    { LIMNER_PICTURE_PNG, 100, TRUE, 0 },
    { LIMNER_PICTURE_JPEG, 95, FALSE, 6 },
    { LIMNER_PICTURE_WEBP, 100, FALSE, 0 },
    { LIMNER_PICTURE_WEBP, 100, TRUE, 0 },
    { LIMNER_PICTURE_WEBP, 95, FALSE, 12 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(LimnerPicture) picture = make_picture (67, 41, cases[i].alpha);
      g_autoptr(LimnerPicture) again = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) bytes = NULL;
      const char *mime_type;
      int width;
      int height;

      bytes = limner_picture_encode (picture, cases[i].format, cases[i].quality, &error);
      g_assert_no_error (error);
      g_assert_true (limner_picture_peek (bytes, &width, &height, &mime_type, &error));
      g_assert_cmpint (width, ==, 67);
      g_assert_cmpint (height, ==, 41);
      g_assert_cmpstr (mime_type, ==, limner_picture_format_get_mime_type (cases[i].format));
      again = limner_picture_decode (bytes, &error);
      g_assert_no_error (error);
      assert_near (picture, again, cases[i].tolerance);
    }
}

static void
test_cut_short (void)
{
  for (int format = LIMNER_PICTURE_PNG; format <= LIMNER_PICTURE_WEBP; format++)
    {
      g_autoptr(LimnerPicture) picture = make_picture (80, 60, FALSE);
      g_autoptr(GBytes) bytes = limner_picture_encode (picture, format, 90, NULL);

      for (gsize length = 0; length + 8 < g_bytes_get_size (bytes); length += 7)
        {
          g_autoptr(GBytes) part = g_bytes_new_from_bytes (bytes, 0, length);
          g_autoptr(GError) error = NULL;

          g_assert_null (limner_picture_decode (part, &error));
          g_assert_cmpuint (error->domain, ==, LIMNER_ERROR);
        }
    }
}

static void
test_plane (void)
{
  g_autoptr(LimnerPlane) plane = limner_plane_new (33, 9);
  g_autoptr(LimnerPlane) again = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;

  for (int i = 0; i < 33 * 9; i++)
    limner_plane_get_pixels (plane)[i] = (guint8) (i * 7);
  bytes = limner_plane_encode (plane, &error);
  g_assert_no_error (error);
  again = limner_plane_decode (bytes, LIMNER_PLANE_AUTO, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (limner_plane_read_row (plane, 0), 33 * 9, limner_plane_read_row (again, 0),
                   33 * 9);
}

static GBytes *
pack (const guint8 *data,
      gsize         size)
{
  g_autoptr(GZlibCompressor) deflater = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6);
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (deflater));

  g_assert_true (g_output_stream_write_all (stream, data, size, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static GByteArray *
begin_png (guint32 width,
           guint32 height,
           guint8  depth,
           guint8  colour,
           guint8  interlace)
{
  GByteArray *out = g_byte_array_new ();
  guint8 header[13] = { 0 };
  guint32 side = GUINT32_TO_BE (width);

  memcpy (header, &side, 4);
  side = GUINT32_TO_BE (height);
  memcpy (header + 4, &side, 4);
  header[8] = depth;
  header[9] = colour;
  header[12] = interlace;
  g_byte_array_append (out, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
  _limner_png_append_chunk (out, "IHDR", header, sizeof header);
  return out;
}

static GBytes *
end_png (GByteArray *out,
         GBytes     *packed,
         gsize       piece)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (packed, &size);

  for (gsize position = 0; position < size; position += piece)
    _limner_png_append_chunk (out, "IDAT", data + position, MIN (piece, size - position));
  _limner_png_append_chunk (out, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (out);
}

/* Decodes with GdkPixbuf, the slow reference. */
static void
assert_like_pixbuf (GBytes              *bytes,
                    const LimnerPicture *picture,
                    int                  tolerance)
{
  g_autoptr(GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type ("png", NULL);
  GdkPixbuf *pixbuf;
  int n;

  g_assert_true (gdk_pixbuf_loader_write_bytes (loader, bytes, NULL));
  g_assert_true (gdk_pixbuf_loader_close (loader, NULL));
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  n = gdk_pixbuf_get_n_channels (pixbuf);
  for (int y = 0; y < limner_picture_get_height (picture); y++)
    for (int x = 0; x < limner_picture_get_width (picture); x++)
      {
        const guint8 *p = limner_picture_read_row (picture, y) + x * 4;
        const guint8 *q = gdk_pixbuf_read_pixels (pixbuf) +
                          (gsize) y * gdk_pixbuf_get_rowstride (pixbuf) + x * n;

        for (int c = 0; c < n; c++)
          g_assert_cmpint (ABS (p[c] - q[c]), <=, tolerance);
      }
}

/* Every kind of PNG with random contents and random filters, against GdkPixbuf */
static void
test_png_kinds (void)
{
  static const struct
  {
    guint8      colour;
    guint8      depth;
    int         channels;
    const char *key;
    gsize       key_size;
  } kinds[] = {
    { 0, 1, 1, "\0\1", 2 }, { 0, 2, 1, NULL, 0 }, { 0, 4, 1, NULL, 0 }, { 0, 8, 1, "\0\7", 2 },
    { 0, 16, 1, NULL, 0 }, { 2, 8, 3, NULL, 0 }, { 2, 8, 3, "\0\1\0\2\0\3", 6 }, { 2, 16, 3, NULL,
                                                                                   0 },
    { 3, 1, 1, NULL, 0 }, { 3, 2, 1, "\x80", 1 }, { 3, 4, 1, NULL, 0 }, { 3, 8, 1, "\0\x40\xff",
                                                                          3 },
    { 4, 8, 2, NULL, 0 }, { 4, 16, 2, NULL, 0 }, { 6, 8, 4, NULL, 0 }, { 6, 16, 4, NULL, 0 },
  };
  g_autoptr(GRand) rand = g_rand_new_with_seed (4);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const int width = 37;
      const int height = 19;
      gsize row_bytes = ((gsize) width * kinds[i].channels * kinds[i].depth + 7) / 8;
      g_autofree guint8 *rows = g_malloc ((row_bytes + 1) * height);
      GByteArray *out = begin_png (width, height, kinds[i].depth, kinds[i].colour, 0);
      g_autoptr(LimnerPicture) picture = NULL;
      g_autoptr(GBytes) packed = NULL;
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(GError) error = NULL;

      for (gsize j = 0; j < (row_bytes + 1) * height; j++)
        rows[j] = j % (row_bytes + 1) == 0 ? (guint8) g_rand_int_range (rand, 0, 5)
                                           : (guint8) g_rand_int (rand);
      if (kinds[i].colour == 3)
        {
          guint8 palette[768];

          for (int j = 0; j < 768; j++)
            palette[j] = (guint8) g_rand_int (rand);
          _limner_png_append_chunk (out, "PLTE", palette, (gsize) 3 << kinds[i].depth);
        }
      if (kinds[i].key != NULL)
        _limner_png_append_chunk (out, "tRNS", (const guint8 *) kinds[i].key, kinds[i].key_size);
      packed = pack (rows, (row_bytes + 1) * height);
      bytes = end_png (out, packed, i % 2 == 0 ? 100 : 1 << 20);

      picture = limner_picture_decode (bytes, &error);
      g_assert_no_error (error);
      g_assert_cmpint (limner_picture_get_width (picture), ==, width);
      assert_like_pixbuf (bytes, picture, kinds[i].depth == 16 ? 1 : 0);
    }
}

/* Interlaced files go another way; of one pixel they are the same as others. */
static void
test_interlaced (void)
{
  g_autoptr(GBytes) packed = pack ((const guint8 *) "\0\1\2\3", 4);
  g_autoptr(GBytes) bytes = end_png (begin_png (1, 1, 8, 2, 1), packed, 100);
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPicture) picture = limner_picture_decode (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (limner_picture_read_row (picture, 0), 4, "\1\2\3\xff", 4);
}

/* Sizes are refused before memory is taken: these would need from 14 GB to 17 EB. */
static void
test_bombs (void)
{
  static const guint32 sizes[][2] = {
    { 60000, 100 }, { 100, 60000 }, { 60000, 60000 }, { 0xffffffff, 0xffffffff }, { 0, 10 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(GBytes) packed = pack ((const guint8 *) "abc", 3);
      g_autoptr(GBytes) bytes = end_png (begin_png (sizes[i][0], sizes[i][1], 8, 6, 0), packed,
                                         100);
      g_autoptr(GError) error = NULL;

      g_assert_null (limner_picture_decode (bytes, &error));
      if (sizes[i][0] == 0)
        g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE);
      else
        g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE);
      g_assert_false (limner_picture_peek (bytes, NULL, NULL, NULL, NULL));
    }

  {
    /* As large as may be, but with next to nothing in it */
    g_autoptr(GBytes) packed = pack ((const guint8 *) "abc", 3);
    g_autoptr(GBytes) bytes = end_png (begin_png (16384, 16384, 8, 6, 0), packed, 100);
    g_autoptr(GError) error = NULL;

    g_assert_null (limner_picture_decode (bytes, &error));
    g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE);
    g_assert_nonnull (strstr (error->message, "cut short"));
  }
}

static void
test_strangers (void)
{
  static const struct { const char *data; gsize size; LimnerError code; } cases[] = {
    { "", 0, LIMNER_ERROR_BAD_FILE },
    { "just words", 10, LIMNER_ERROR_UNSUPPORTED },
    { "\x89PNG\r\n\x1a\n", 8, LIMNER_ERROR_BAD_FILE },
    { "\xff\xd8\xff\xe0", 4, LIMNER_ERROR_BAD_FILE },
    { "RIFF\4\0\0\0WEBP", 12, LIMNER_ERROR_BAD_FILE },
    { "GIF89a", 6, LIMNER_ERROR_BAD_FILE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (cases[i].data, cases[i].size);
      g_autoptr(GError) error = NULL;

      g_assert_null (limner_picture_decode (bytes, &error));
      g_assert_error (error, LIMNER_ERROR, (int) cases[i].code);
    }
}

/* Puts an Exif block into a PNG. */
static void
test_orientation (void)
{
  for (int orientation = 1; orientation <= 8; orientation++)
    {
      g_autoptr(LimnerPicture) picture = make_picture (30, 20, FALSE);
      g_autoptr(LimnerPicture) expected = limner_picture_orient (picture, orientation);
      g_autoptr(GBytes) plain = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 1, NULL);
      g_autoptr(GBytes) exif = _limner_exif_make_orientation (orientation);
      g_autoptr(GByteArray) out = g_byte_array_new ();
      g_autoptr(LimnerPicture) decoded = NULL;
      g_autoptr(GBytes) bytes = NULL;
      gsize size;
      const guint8 *data = g_bytes_get_data (plain, &size);
      int width;

      g_byte_array_append (out, data, 33);
      _limner_png_append_chunk (out, "eXIf", g_bytes_get_data (exif, NULL),
                                g_bytes_get_size (exif));
      g_byte_array_append (out, data + 33, (guint) size - 33);
      bytes = g_byte_array_free_to_bytes (g_steal_pointer (&out));
      decoded = limner_picture_decode (bytes, NULL);
      assert_near (decoded, expected, 0);
      g_assert_true (limner_picture_peek (bytes, &width, NULL, NULL, NULL));
      g_assert_cmpint (width, ==, limner_picture_get_width (expected));
      g_assert_cmpint (limner_picture_is_rotated (bytes), ==, orientation > 1);
    }
}

/* A profile with swapped primaries must show; one that is sRGB must not change a bit. */
static void
test_colour_profile (void)
{
  const cmsCIExyY white = { 0.3127, 0.3290, 1 };
  const cmsCIExyYTRIPLE swapped = { { 0.15, 0.06, 1 }, { 0.30, 0.60, 1 }, { 0.64, 0.33, 1 } };
  cmsToneCurve *gamma = cmsBuildGamma (NULL, 2.2);
  cmsToneCurve *curves[3] = { gamma, gamma, gamma };

  for (int i = 0; i < 2; i++)
    {
      cmsHPROFILE profile = i == 0 ? cmsCreate_sRGBProfile ()
                                   : cmsCreateRGBProfile (&white, &swapped, curves);
      g_autoptr(LimnerPicture) picture = make_picture (30, 20, FALSE);
      g_autoptr(GBytes) plain = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 1, NULL);
      g_autoptr(GByteArray) chunk = g_byte_array_new ();
      g_autoptr(GByteArray) out = g_byte_array_new ();
      g_autoptr(LimnerPicture) decoded = NULL;
      g_autoptr(GBytes) packed = NULL;
      g_autoptr(GBytes) bytes = NULL;
      g_autofree guint8 *icc = NULL;
      cmsUInt32Number icc_size = 0;
      gsize size;
      const guint8 *data = g_bytes_get_data (plain, &size);

      cmsSaveProfileToMem (profile, NULL, &icc_size);
      icc = g_malloc (icc_size);
      cmsSaveProfileToMem (profile, icc, &icc_size);
      cmsCloseProfile (profile);
      packed = pack (icc, icc_size);
      g_byte_array_append (chunk, (const guint8 *) "x\0", 3);
      g_byte_array_append (chunk, g_bytes_get_data (packed, NULL),
                           (guint) g_bytes_get_size (packed));
      g_byte_array_append (out, data, 33);
      _limner_png_append_chunk (out, "iCCP", chunk->data, chunk->len);
      g_byte_array_append (out, data + 33, (guint) size - 33);
      bytes = g_byte_array_free_to_bytes (g_steal_pointer (&out));
      decoded = limner_picture_decode (bytes, NULL);
      if (i == 0)
        assert_near (decoded, picture, 0);
      else
        {
          const guint8 *p = limner_picture_read_row (picture, 2) + 25 * 4;
          const guint8 *q = limner_picture_read_row (decoded, 2) + 25 * 4;

          /* Red and blue have changed places. */
          g_assert_cmpint (ABS (p[0] - q[2]), <=, 12);
          g_assert_cmpint (ABS (p[2] - q[0]), <=, 12);
        }
    }
  cmsFreeToneCurve (gamma);
}

static void
test_at_least (void)
{
  g_autoptr(LimnerPicture) picture = make_picture (800, 400, FALSE);
  g_autoptr(GBytes) bytes = limner_picture_encode (picture, LIMNER_PICTURE_JPEG, 90, NULL);
  static const int cases[][2] = { { 0, 400 }, { 50, 50 }, { 90, 100 }, { 101, 150 }, { 400, 400 },
                                  { 5000, 400 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(LimnerPicture) small = limner_picture_decode_at_least (bytes, cases[i][0], NULL);

      g_assert_cmpint (limner_picture_get_height (small), ==, cases[i][1]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/picture-io/round-trip", test_round_trip);
  g_test_add_func ("/picture-io/cut-short", test_cut_short);
  g_test_add_func ("/picture-io/plane", test_plane);
  g_test_add_func ("/picture-io/png-kinds", test_png_kinds);
  g_test_add_func ("/picture-io/interlaced", test_interlaced);
  g_test_add_func ("/picture-io/bombs", test_bombs);
  g_test_add_func ("/picture-io/strangers", test_strangers);
  g_test_add_func ("/picture-io/orientation", test_orientation);
  g_test_add_func ("/picture-io/colour-profile", test_colour_profile);
  g_test_add_func ("/picture-io/at-least", test_at_least);

  return g_test_run ();
}
