/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "widgets/limner-texture.h"

/* GTK hands pixels out as premultiplied BGRA on little-endian machines. */
static guint32
pixel_at (GdkTexture *texture,
          int         x,
          int         y)
{
  int width = gdk_texture_get_width (texture);
  int height = gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * height);

  gdk_texture_download (texture, (guchar *) pixels, (gsize) width * 4);

  return pixels[(gsize) y * width + x];
}

static void
test_picture (void)
{
  LimnerPicture *picture = limner_picture_new (3, 2);
  guint8 *pixels = limner_picture_get_pixels (picture);
  g_autoptr(GdkTexture) texture = NULL;

  pixels[0] = 0x11;
  pixels[1] = 0x22;
  pixels[2] = 0x33;
  pixels[3] = 0xff;
  texture = limner_texture_from_picture (picture);
  limner_picture_unref (picture);

  /* The texture keeps the pixels alive by itself. */
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 3);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 2);
  g_assert_cmphex (pixel_at (texture, 0, 0), ==, 0xff112233);
  g_assert_cmphex (pixel_at (texture, 2, 1), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/widgets/texture/picture", test_picture);

  return g_test_run ();
}
