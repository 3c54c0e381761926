/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-ops.h"

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
  static const struct { LimnerPictureFormat format; int quality; gboolean alpha; int tolerance; } cases[] = {
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
  g_assert_cmpmem (limner_plane_read_row (plane, 0), 33 * 9, limner_plane_read_row (again, 0), 33 * 9);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/picture-io/round-trip", test_round_trip);
  g_test_add_func ("/picture-io/cut-short", test_cut_short);
  g_test_add_func ("/picture-io/plane", test_plane);

  return g_test_run ();
}
