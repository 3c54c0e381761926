/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "paint-fixtures.h"

/* Soft blobs, hard boxes with holes, and some noise. */
LimnerMask *
paint_random_mask (GRand *rand,
                   int    width,
                   int    height)
{
  g_autoptr(LimnerPlane) plane = limner_plane_new (width, height);
  guint8 *pixels = limner_plane_get_pixels (plane);

  for (int i = 0; i < 6; i++)
    {
      int x0 = g_rand_int_range (rand, 0, width);
      int y0 = g_rand_int_range (rand, 0, height);
      int size = g_rand_int_range (rand, 2, 40);
      int kind = g_rand_int_range (rand, 0, 4);

      for (int y = MAX (y0 - size, 0); y < MIN (y0 + size, height); y++)
        for (int x = MAX (x0 - size, 0); x < MIN (x0 + size, width); x++)
          {
            int far = (x - x0) * (x - x0) + (y - y0) * (y - y0);
            guint8 *pixel = &pixels[y * width + x];

            if (kind == 0)
              *pixel = MAX (*pixel, 255 - MIN (255, 255 * far / (size * size)));
            else if (kind == 1)
              *pixel = 255;
            else if (kind == 2)
              *pixel = ABS (x - x0) < size / 2 && ABS (y - y0) < size / 2 ? 0 : 255;
            else if (g_rand_int_range (rand, 0, 9) == 0)
              *pixel = (guint8) g_rand_int_range (rand, 0, 256);
          }
    }
  return limner_mask_new_from_plane (plane);
}

LimnerPicture *
paint_random_picture (GRand *rand,
                      int    width,
                      int    height)
{
  LimnerPicture *picture = limner_picture_new (width, height);
  guint8 *pixels = limner_picture_get_pixels (picture);
  int colours[4][4];

  for (int i = 0; i < 16; i++)
    colours[i / 4][i % 4] = i % 4 == 3 ? 255 : g_rand_int_range (rand, 0, 256);
  for (int i = 0; i < width * height * 4; i++)
    {
      int x = i / 4 % width;
      int y = i / 4 / width;

      pixels[i] = (guint8) colours[(x / 23 + y / 17) % 4][i % 4];
    }
  return picture;
}

void
paint_random_brush (GRand       *rand,
                    LimnerBrush *brush)
{
  limner_brush_init (brush);
  brush->size = g_rand_double_range (rand, 1, 90);
  brush->hardness = g_rand_int_range (rand, 0, 5) / 4.0;
  brush->opacity = g_rand_int_range (rand, 1, 5) / 4.0;
  brush->flow = g_rand_int_range (rand, 0, 3) == 0 ? 0.3 : 1;
  brush->spacing = g_rand_int_range (rand, 0, 3) == 0 ? 0.5 : 0.1;
  brush->smoothing = g_rand_int_range (rand, 0, 3) / 3.0;
  brush->pressure_opacity = g_rand_boolean (rand);
  brush->pressure_size = g_rand_boolean (rand);
}

void
paint_random_point (GRand             *rand,
                    int                width,
                    int                height,
                    LimnerStrokePoint *point)
{
  point->x = (float) g_rand_double_range (rand, -20, width + 20);
  point->y = (float) g_rand_double_range (rand, -20, height + 20);
  point->pressure = g_rand_int_range (rand, 0, 3) / 2.0f;
}

/* FNV-1a over the pixels inside the picture */
guint32
paint_checksum (const LimnerTiles *tiles)
{
  int n = limner_tiles_get_width (tiles);
  int size = limner_tiles_get_bytes_per_pixel (tiles);
  g_autofree guint8 *row = g_malloc (n * size);
  guint32 sum = 2166136261u;

  for (int y = 0; y < limner_tiles_get_height (tiles); y++)
    {
      limner_tiles_read_span (tiles, 0, y, n, row);
      for (int i = 0; i < n * size; i++)
        sum = (sum ^ row[i]) * 16777619u;
    }
  return sum;
}

void
paint_assert_equal (const LimnerTiles *a,
                    const LimnerTiles *b,
                    int                tolerance)
{
  int width = limner_tiles_get_width (a);

  g_assert_cmpint (width, ==, limner_tiles_get_width (b));
  g_assert_cmpint (limner_tiles_get_height (a), ==, limner_tiles_get_height (b));
  for (int y = 0; y < limner_tiles_get_height (a); y++)
    for (int x = 0; x < width; x++)
      {
        int left = limner_mask_get_value (a, x, y);
        int right = limner_mask_get_value (b, x, y);

        if (ABS (left - right) > tolerance)
          g_error ("at %d, %d: %d is not %d", x, y, left, right);
      }
}
