/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "image/limner-picture-io.h"
#include "image/limner-quick-deflate-private.h"

/* zlib is another's reader of the same format. */
static void
assert_comes_back (const guint8 *data,
                   gsize         size)
{
  g_autoptr(GByteArray) packed = _limner_quick_deflate (data, size);
  g_autoptr(GZlibDecompressor) inflater = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_autofree guint8 *out = g_malloc (size + 1);
  g_autoptr(GError) error = NULL;
  gsize n_in = 0;
  gsize n_out = 0;
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result == G_CONVERTER_CONVERTED)
    {
      gsize read;
      gsize written;

      result = g_converter_convert (G_CONVERTER (inflater), packed->data + n_in,
                                    packed->len - n_in, out + n_out, size + 1 - n_out,
                                    G_CONVERTER_INPUT_AT_END, &read, &written, &error);
      g_assert_no_error (error);
      n_in += read;
      n_out += written;
    }
  g_assert_cmpint (result, ==, G_CONVERTER_FINISHED);
  g_assert_cmpuint (n_in, ==, packed->len);
  g_assert_cmpmem (out, n_out, data, size);
}

/* Runs of each length, with another byte before and behind. */
static void
test_runs (void)
{
  guint8 data[600];

  for (gsize run = 1; run < sizeof data - 1; run++)
    {
      memset (data, 7, sizeof data);
      data[0] = 200;
      data[run + 1] = 201;
      assert_comes_back (data, run + 1);
      assert_comes_back (data, MIN (run + 2, sizeof data));
      assert_comes_back (data + 1, run);
    }
}

/* Whatever the bytes: all alike, two kinds, all kinds, and so unequal that codes would get too
 * long: each byte twice as frequent as the one before. */
static void
test_all_kinds (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (11);
  g_autofree guint8 *data = g_malloc (1 << 18);
  gsize n = 0;

  for (guint round = 0; round < 300; round++)
    {
      gsize size = (gsize) g_rand_int_range (rand, 1, 5000);
      gint32 kinds = 1 << g_rand_int_range (rand, 0, 9);
      gint32 stay = g_rand_int_range (rand, 1, 40);

      for (gsize i = 0; i < size; i++)
        data[i] = i > 0 && g_rand_int_range (rand, 0, stay) > 1
                    ? data[i - 1] : (guint8) g_rand_int_range (rand, 0, kinds);
      assert_comes_back (data, size);
    }

  for (guint byte = 0; byte < 18; byte++)
    for (guint i = 0; i < 1u << byte && n < 1 << 18; i++)
      data[n++] = (guint8) byte;
  /* Shuffled, so that there are no runs */
  for (gsize i = n - 1; i > 0; i--)
    {
      gsize j = (gsize) g_rand_int_range (rand, 0, (gint32) i + 1);
      guint8 byte = data[i];

      data[i] = data[j];
      data[j] = byte;
    }
  assert_comes_back (data, n);
}

/* What cannot be packed grows by little; what is all alike nearly goes away. */
static void
test_size (void)
{
  g_autofree guint8 *data = g_malloc0 (100000);
  g_autoptr(GByteArray) blank = _limner_quick_deflate (data, 100000);
  g_autoptr(GRand) rand = g_rand_new_with_seed (12);
  g_autoptr(GByteArray) noise = NULL;

  g_assert_cmpuint (blank->len, <, 400);
  for (guint i = 0; i < 100000; i++)
    data[i] = (guint8) g_rand_int (rand);
  noise = _limner_quick_deflate (data, 100000);
  g_assert_cmpuint (noise->len, <, 101000);
}

static void
test_picture (void)
{
  g_autoptr(LimnerPicture) picture = limner_picture_new (61, 47);
  g_autoptr(GRand) rand = g_rand_new_with_seed (13);
  guint8 *pixels = limner_picture_get_pixels (picture);

  for (guint opaque = 0; opaque < 2; opaque++)
    {
      g_autoptr(LimnerPicture) again = NULL;
      g_autoptr(GBytes) file = NULL;
      g_autoptr(GError) error = NULL;

      for (gsize i = 0; i < 61 * 47 * 4; i++)
        pixels[i] = i % 4 == 3 && opaque ? 255 : (guint8) (i / 8 + g_rand_int_range (rand, 0, 4));
      file = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 1, &error);
      g_assert_no_error (error);
      again = limner_picture_decode (file, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (limner_picture_read_row (again, 0), 61 * 47 * 4, pixels, 61 * 47 * 4);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quick-deflate/runs", test_runs);
  g_test_add_func ("/quick-deflate/all-kinds", test_all_kinds);
  g_test_add_func ("/quick-deflate/size", test_size);
  g_test_add_func ("/quick-deflate/picture", test_picture);
  return g_test_run ();
}
