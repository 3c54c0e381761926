/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-error.h"
#include "image/limner-data-uri.h"
#include "image/limner-picture-ops.h"

static LimnerPicture *
random_picture (guint32  seed,
                int      width,
                int      height,
                gboolean opaque)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  LimnerPicture *picture = limner_picture_new (width, height);
  guint8 *p = limner_picture_get_pixels (picture);

  for (int i = 0; i < width * height * 4; i++)
    p[i] = opaque && i % 4 == 3 ? 255 : (guint8) g_rand_int (rand);
  return picture;
}

/* The mean over the area below a pixel, the slow way: each old pixel by its share. */
static void
reference_area (const LimnerPicture *in,
                int                  x,
                int                  y,
                int                  width,
                int                  height,
                double              *out)
{
  double scale_x = (double) limner_picture_get_width (in) / width;
  double scale_y = (double) limner_picture_get_height (in) / height;
  double sums[5] = { 0 };

  for (int v = 0; v < limner_picture_get_height (in); v++)
    for (int u = 0; u < limner_picture_get_width (in); u++)
      {
        double w = MIN (u + 1.0, (x + 1) * scale_x) - MAX (u, x * scale_x);
        double h = MIN (v + 1.0, (y + 1) * scale_y) - MAX (v, y * scale_y);
        const guint8 *p = limner_picture_read_row (in, v) + u * 4;

        if (w <= 0 || h <= 0)
          continue;
        for (int c = 0; c < 3; c++)
          sums[c] += w * h * p[c] * p[3];
        sums[3] += w * h * p[3];
        sums[4] += w * h;
      }

  for (int c = 0; c < 3; c++)
    out[c] = sums[3] > 0 ? sums[c] / sums[3] : 0;
  out[3] = sums[3] / sums[4];
}

static void
test_area (void)
{
  static const int sizes[][4] = { { 40, 30, 10, 10 }, { 31, 17, 8, 5 }, { 9, 9, 9, 4 },
                                  { 5, 4, 1, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes) * 2; i++)
    {
      const int *s = sizes[i / 2];
      g_autoptr(LimnerPicture) in = random_picture (i, s[0], s[1], i % 2 == 0);
      g_autoptr(LimnerPicture) out = limner_picture_scale (in, s[2], s[3], LIMNER_FILTER_AREA);

      for (int y = 0; y < s[3]; y++)
        for (int x = 0; x < s[2]; x++)
          {
            double expected[4];

            reference_area (in, x, y, s[2], s[3], expected);
            for (int c = 0; c < 4; c++)
              g_assert_cmpfloat_with_epsilon (limner_picture_read_row (out, y)[x * 4 + c],
                                              expected[c], 0.51);
          }
    }
}

/* A constant picture stays constant, and a ramp stays a ramp, whatever the filter. */
static void
test_filters (void)
{
  static const LimnerFilter filters[] = {
    LIMNER_FILTER_AUTO, LIMNER_FILTER_NEAREST, LIMNER_FILTER_AREA, LIMNER_FILTER_CUBIC,
    LIMNER_FILTER_LANCZOS,
  };
  static const int widths[] = { 3, 16, 64, 150 };

  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (widths); j++)
      {
        g_autoptr(LimnerPlane) plane = limner_plane_new (64, 8);
        g_autoptr(LimnerPicture) picture = limner_picture_new (64, 8);
        g_autoptr(LimnerPlane) scaled = NULL;
        g_autoptr(LimnerPicture) constant = NULL;

        for (int k = 0; k < 64 * 8; k++)
          limner_plane_get_pixels (plane)[k] = (guint8) (20 + k % 64 * 3);
        memset (limner_picture_get_pixels (picture), 77, 64 * 8 * 4);
        scaled = limner_plane_scale (plane, widths[j], 11, filters[i]);
        constant = limner_picture_scale (picture, widths[j], 11, filters[i]);
        for (int x = 0; x < widths[j]; x++)
          {
            double ramp = 20 + ((x + 0.5) * 64 / widths[j] - 0.5) * 3;
            gboolean edge = x < 3 * widths[j] / 64 + 1 || x >= widths[j] - 3 * widths[j] / 64 - 1;

            g_assert_cmpint (limner_picture_read_row (constant, 5)[x * 4 + 1], ==, 77);
            if (!edge)
              g_assert_cmpfloat_with_epsilon (limner_plane_read_row (scaled, 5)[x], ramp,
                                              filters[i] == LIMNER_FILTER_NEAREST ? 35.0 : 3.0);
          }
      }
}

static void
test_crop (void)
{
  static const int boxes[][4] = {
    { 0, 0, 12, 9 }, { 3, 2, 5, 5 }, { -4, -3, 20, 16 }, { -30, 2, 8, 8 }, { 10, 7, 9, 9 },
  };
  g_autoptr(LimnerPicture) in = random_picture (5, 12, 9, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      const int *b = boxes[i];
      g_autoptr(LimnerPicture) out = limner_picture_crop (in, b[0], b[1], b[2], b[3], 0x11223344);

      for (int y = 0; y < b[3]; y++)
        for (int x = 0; x < b[2]; x++)
          {
            static const guint8 fill[4] = { 0x11, 0x22, 0x33, 0x44 };
            int u = x + b[0];
            int v = y + b[1];
            gboolean inside = u >= 0 && v >= 0 && u < 12 && v < 9;
            const guint8 *expected = inside ? limner_picture_read_row (in, v) + u * 4 : fill;

            g_assert_cmpmem (limner_picture_read_row (out, y) + x * 4, 4, expected, 4);
          }
    }
}

static void
test_orient (void)
{
  /* Where the stored pixel (0, 0) of a 3 × 2 picture comes to lie, after the Exif standard */
  static const int corners[9][2] = {
    { 0 }, { 0, 0 }, { 2, 0 }, { 2, 1 }, { 0, 1 }, { 0, 0 }, { 1, 0 }, { 1, 2 }, { 0, 2 },
  };
  /* And the stored pixel (2, 0) */
  static const int rights[9][2] = {
    { 0 }, { 2, 0 }, { 0, 0 }, { 0, 1 }, { 2, 1 }, { 0, 2 }, { 1, 2 }, { 1, 0 }, { 0, 0 },
  };
  g_autoptr(LimnerPicture) in = random_picture (8, 3, 2, TRUE);

  for (int orientation = 1; orientation <= 8; orientation++)
    {
      g_autoptr(LimnerPicture) out = limner_picture_orient (in, orientation);
      const int *c = corners[orientation];
      const int *r = rights[orientation];

      g_assert_cmpint (limner_picture_get_width (out), ==, orientation >= 5 ? 2 : 3);
      g_assert_cmpmem (limner_picture_read_row (out, c[1]) + c[0] * 4, 4,
                       limner_picture_read_row (in, 0), 4);
      g_assert_cmpmem (limner_picture_read_row (out, r[1]) + r[0] * 4, 4,
                       limner_picture_read_row (in, 0) + 8, 4);
    }
}

static void
test_flatten (void)
{
  g_autoptr(LimnerPicture) in = random_picture (9, 7, 7, FALSE);
  g_autoptr(LimnerPicture) out = limner_picture_flatten (in, 0xff8000);

  g_assert_false (limner_picture_is_opaque (in));
  g_assert_true (limner_picture_is_opaque (out));
  for (int x = 0; x < 7; x++)
    {
      const guint8 *p = limner_picture_read_row (in, 3) + x * 4;
      double expected = p[1] * p[3] / 255.0 + 128.0 * (255 - p[3]) / 255.0;

      g_assert_cmpfloat_with_epsilon (limner_picture_read_row (out, 3)[x * 4 + 1], expected, 0.51);
    }
}

static void
test_fit (void)
{
  int width;
  int height;

  limner_picture_fit (1000, 500, 256, 256, &width, &height);
  g_assert_cmpint (width, ==, 256);
  g_assert_cmpint (height, ==, 128);
  limner_picture_fit (1, 10000, 256, 256, &width, &height);
  g_assert_cmpint (width, ==, 1);
  g_assert_cmpint (height, ==, 256);
}

static void
test_data_uri (void)
{
  static const char *const good[][3] = {
    { "data:image/png;base64,aGFyYm91cg==", "image/png", "harbour" },
    { "DATA:IMAGE/PNG;name=x;BASE64,aGFyYm91cg", "image/png", "harbour" },
    { "data:,a%20b", "text/plain", "a b" },
    { "data:text/html;charset=utf-8,%3Cb%3E", "text/html", "<b>" },
  };
  static const char *const bad[] = { "", "data:", "data:image/png;base64", "http://x/,y",
                                     "data:image/png;base64,!!!!" };
  g_autoptr(GBytes) bytes = g_bytes_new_static ("\0\1\2\377", 4);
  g_autofree char *made = limner_data_uri_make (bytes, "image/webp");
  g_autoptr(GBytes) again = limner_data_uri_parse (made, NULL, NULL);

  g_assert_cmpstr (made, ==, "data:image/webp;base64,AAEC/w==");
  g_assert_true (g_bytes_equal (bytes, again));
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *type = NULL;
      g_autoptr(GBytes) data = limner_data_uri_parse (good[i][0], &type, NULL);

      g_assert_cmpstr (type, ==, good[i][1]);
      g_assert_cmpmem (g_bytes_get_data (data, NULL), g_bytes_get_size (data), good[i][2],
                       strlen (good[i][2]));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (limner_data_uri_parse (bad[i], NULL, &error));
      g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/picture-ops/area", test_area);
  g_test_add_func ("/picture-ops/filters", test_filters);
  g_test_add_func ("/picture-ops/crop", test_crop);
  g_test_add_func ("/picture-ops/orient", test_orient);
  g_test_add_func ("/picture-ops/flatten", test_flatten);
  g_test_add_func ("/picture-ops/fit", test_fit);
  g_test_add_func ("/data-uri", test_data_uri);

  return g_test_run ();
}
