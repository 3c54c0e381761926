/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "paint/limner-scene.h"

#include "paint-fixtures.h"

static LimnerViewport
random_viewport (GRand *rand)
{
  LimnerRect area = { 0, 0, g_rand_int_range (rand, 10, 900), g_rand_int_range (rand, 10, 900) };
  LimnerViewport viewport;

  limner_viewport_init (&viewport);
  limner_viewport_set_size (&viewport, g_rand_double_range (rand, 50, 2000),
                            g_rand_double_range (rand, 50, 2000));
  limner_viewport_set_area (&viewport, &area);
  limner_viewport_rotate (&viewport, g_rand_double_range (rand, -7, 7));
  limner_viewport_set_mirror (&viewport, g_rand_boolean (rand));
  return viewport;
}

/* There and back again, at any zoom and angle. */
static void
test_pairs (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);

  for (int i = 0; i < 2000; i++)
    {
      LimnerViewport viewport = random_viewport (rand);
      double x = g_rand_double_range (rand, -100, 1000);
      double y = g_rand_double_range (rand, -100, 1000);
      double px, py, back_x, back_y;

      if (i % 2 == 0)
        limner_viewport_zoom_at (&viewport, exp (g_rand_double_range (rand, -4, 4)), x, y);
      limner_viewport_to_picture (&viewport, x, y, &px, &py);
      limner_viewport_from_picture (&viewport, px, py, &back_x, &back_y);
      g_assert_cmpfloat_with_epsilon (back_x, x, 1e-6);
      g_assert_cmpfloat_with_epsilon (back_y, y, 1e-6);
    }
}

/* What is under the pointer stays there, within the whole pixel to which a view is moved. */
static void
test_zoom_to_pointer (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (2);

  for (int i = 0; i < 500; i++)
    {
      LimnerViewport viewport = random_viewport (rand);
      double px = viewport.area.width * 0.5;
      double py = viewport.area.height * 0.5;
      double x, y, new_x, new_y;

      limner_viewport_from_picture (&viewport, px, py, &x, &y);
      limner_viewport_zoom_at (&viewport, viewport.zoom * g_rand_double_range (rand, 1, 3), x, y);
      limner_viewport_from_picture (&viewport, px, py, &new_x, &new_y);
      g_assert_cmpfloat_with_epsilon (new_x, x, 1.01);
      g_assert_cmpfloat_with_epsilon (new_y, y, 1.01);
    }
}

static void
test_fit (void)
{
  LimnerRect area = { 0, 0, 4000, 1000 };
  LimnerViewport viewport;
  double x, y;

  limner_viewport_init (&viewport);
  limner_viewport_set_size (&viewport, 1048, 800);
  limner_viewport_set_area (&viewport, &area);
  g_assert_cmpfloat_with_epsilon (viewport.zoom, 0.25, 1e-9);
  limner_viewport_from_picture (&viewport, 0, 0, &x, &y);
  g_assert_cmpfloat (x, >=, 0);
  limner_viewport_from_picture (&viewport, 4000, 1000, &x, &y);
  g_assert_cmpfloat (x, <=, 1048);

  /* It goes on fitting until someone zooms. */
  limner_viewport_set_size (&viewport, 548, 800);
  g_assert_cmpfloat_with_epsilon (viewport.zoom, 0.125, 1e-9);
  limner_viewport_zoom_at (&viewport, 1, 100, 100);
  limner_viewport_set_size (&viewport, 300, 300);
  g_assert_cmpfloat (viewport.zoom, ==, 1);
  g_assert_cmpfloat (limner_viewport_next_zoom (&viewport, 1), ==, 1.5);
  g_assert_cmpfloat_with_epsilon (limner_viewport_next_zoom (&viewport, -1), 2.0 / 3, 1e-9);
}

typedef struct
{
  LimnerPicture *picture;
  LimnerMask    *mask;
  LimnerTiles   *guide;
  LimnerScene    scene;
} World;

static void
world_init (World *world,
            GRand *rand,
            int    width,
            int    height)
{
  world->picture = paint_random_picture (rand, width, height);
  world->mask = paint_random_mask (rand, width, height);
  world->guide = limner_tiles_new (width, height, 4);
  world->scene = (LimnerScene) { .picture_area = { 0, 0, width, height },
                                 .overlay = { 200, 20, 40 }, .overlay_opacity = 0.5 };
  world->scene.picture = limner_mipmap_new (world->picture);
  limner_mipmap_build (world->scene.picture);
  world->scene.mask = limner_tile_pyramid_new (world->mask);
  world->scene.guide = limner_tile_pyramid_new (world->guide);
}

static void
world_clear (World *world)
{
  g_clear_pointer (&world->picture, limner_picture_unref);
  g_clear_pointer (&world->mask, limner_tiles_unref);
  g_clear_pointer (&world->guide, limner_tiles_unref);
  g_clear_object (&world->scene.picture);
  g_clear_pointer (&world->scene.mask, limner_tile_pyramid_free);
  g_clear_pointer (&world->scene.guide, limner_tile_pyramid_free);
}

/* At 100 % and above 200 % each pixel of the view is one of the picture, tinted by the mask. */
static void
test_scene_shows_pixels (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);
  static const double zooms[] = { 1, 3, 7.3 };
  World world;

  world_init (&world, rand, 150, 100);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    for (int mirror = 0; mirror < 2; mirror++)
      {
        LimnerMatrix matrix = { mirror ? -zooms[i] : zooms[i], 0, 0, zooms[i] };
        LimnerRect where = { mirror ? -170 : -20, -15, 190, 180 };
        g_autofree guint8 *pixels = g_malloc (190 * 180 * 4);

        limner_scene_render (&world.scene, &matrix, &where, pixels, 190 * 4);
        for (int y = 0; y < where.height; y++)
          for (int x = 0; x < where.width; x++)
            {
              const guint8 *pixel = pixels + 4 * (y * where.width + x);
              int px = (int) floor ((where.x + x + 0.5) / matrix.xx);
              int py = (int) floor ((where.y + y + 0.5) / matrix.yy);
              double part;

              if (px < 0 || py < 0 || px >= 150 || py >= 100)
                {
                  g_assert_cmpint (pixel[3], ==, 0);
                  continue;
                }
              part = limner_mask_get_value (world.mask, px, py) / 255.0 * 0.5;
              g_assert_cmpint (pixel[3], ==, 255);
              for (int k = 0; k < 3; k++)
                {
                  double from = limner_picture_read_row (world.picture, py)[4 * px + k];
                  double expected = from + (world.scene.overlay[k] - from) * part;

                  g_assert_cmpfloat (fabs (pixel[2 - k] - expected), <=, 2.5);
                }
            }
      }
  world_clear (&world);
}

/* Drawn in parts or at once: all the same. */
static void
test_scene_in_parts (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (4);

  for (int i = 0; i < 12; i++)
    {
      double zoom = exp (g_rand_double_range (rand, -2.5, 1.5));
      double angle = i % 3 == 0 ? 0 : g_rand_double_range (rand, 0, 6);
      LimnerMatrix matrix = { cos (angle) * zoom, -sin (angle) * zoom, sin (angle) * zoom,
                              cos (angle) * zoom };
      LimnerRect where = { -40, -50, 160, 128 };
      g_autofree guint8 *whole = g_malloc (160 * 128 * 4);
      g_autofree guint8 *parts = g_malloc (160 * 128 * 4);
      World world;

      world_init (&world, rand, 300, 260);
      limner_scene_render (&world.scene, &matrix, &where, whole, 160 * 4);
      for (int k = 0; k < 10; k++)
        {
          LimnerRect part = { where.x + k % 5 * 32, where.y + k / 5 * 64, 32, 64 };

          limner_scene_render (&world.scene, &matrix, &part,
                               parts + (k / 5 * 64 * 160 + k % 5 * 32) * 4, 160 * 4);
        }
      for (int k = 0; k < 160 * 128 * 4; k++)
        g_assert_cmpint (ABS (whole[k] - parts[k]), <=, 1);
      world_clear (&world);
    }
}

/* Levels are kept up to date where a layer changes, whatever its kind. */
static void
test_pyramid (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);
  static const int sizes[] = { 1, 4 };

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      g_autoptr(LimnerTiles) tiles = limner_tiles_new (700, 500, sizes[s]);
      g_autoptr(LimnerTilePyramid) pyramid = limner_tile_pyramid_new (tiles);

      g_assert_cmpint (limner_tile_pyramid_get_n_levels (pyramid), ==, 5);
      for (int i = 0; i < 30; i++)
        {
          g_autoptr(LimnerTilePyramid) fresh = NULL;
          guint8 span[400];
          LimnerRect changed = { g_rand_int_range (rand, 0, 600), g_rand_int_range (rand, 0, 500),
                                 100, 1 };

          memset (span, g_rand_int_range (rand, 0, 256), sizeof span);
          limner_tiles_write_span (tiles, changed.x, changed.y, 100, span);
          limner_tile_pyramid_update (pyramid, &changed);
          if (i % 4 != 0)
            continue;
          fresh = limner_tile_pyramid_new (tiles);
          for (int level = 0; level < 5; level++)
            g_assert_true (limner_tiles_equal (limner_tile_pyramid_get_level (pyramid, level),
                                               limner_tile_pyramid_get_level (fresh, level)));
        }
    }
}

static void
test_mipmap (void)
{
  g_autoptr(LimnerPicture) picture = limner_picture_new (131, 67);
  g_autoptr(LimnerMipmap) mipmap = NULL;
  guint8 *pixels = limner_picture_get_pixels (picture);

  for (int i = 0; i < 131 * 67; i++)
    {
      pixels[4 * i] = 250;
      pixels[4 * i + 3] = i % 131 < 64 ? 255 : 0;
    }
  mipmap = limner_mipmap_new (picture);
  limner_mipmap_build (mipmap);
  g_assert_false (limner_mipmap_is_opaque (mipmap));
  g_assert_cmpint (limner_mipmap_get_n_levels (mipmap), ==, 3);
  picture = (limner_picture_unref (picture),
             limner_picture_ref (limner_mipmap_get_level (mipmap, 1)));
  g_assert_cmpint (limner_picture_get_width (picture), ==, 66);
  g_assert_cmpint (limner_picture_get_height (picture), ==, 34);

  /* What is transparent does not darken its neighbours. */
  g_assert_cmpint (limner_picture_read_row (picture, 33)[4 * 31], ==, 250);
  g_assert_cmpint (limner_picture_read_row (picture, 33)[4 * 31 + 3], ==, 255);
  g_assert_cmpint (limner_picture_read_row (picture, 33)[4 * 65 + 3], ==, 0);
}

/* Large levels are made by two threads, and hope for a picture that is opaque. */
static void
check_large_levels (int width,
                    int height,
                    int transparent_x,
                    int transparent_y)
{
  g_autoptr(LimnerPicture) picture = limner_picture_new (width, height);
  g_autoptr(LimnerMipmap) mipmap = NULL;
  guint8 *pixels = limner_picture_get_pixels (picture);
  LimnerPicture *level;

  for (gsize i = 0; i < (gsize) width * height * 4; i++)
    pixels[i] = i % 4 == 3 ? 255 : (guint8) (i * 2654435761u >> 23);
  if (transparent_x >= 0)
    pixels[4 * ((gsize) transparent_y * width + transparent_x) + 3] = 17;

  mipmap = limner_mipmap_new (picture);
  limner_mipmap_build (mipmap);
  g_assert_cmpint (limner_mipmap_is_opaque (mipmap), ==, transparent_x < 0);
  level = limner_mipmap_get_level (mipmap, 1);
  for (int y = 0; y < (height + 1) / 2; y++)
    for (int x = 0; x < (width + 1) / 2; x++)
      {
        int xs[2] = { 2 * x, MIN (2 * x + 1, width - 1) };
        int ys[2] = { 2 * y, MIN (2 * y + 1, height - 1) };
        int alpha = 0;
        int red = 0;

        for (int i = 0; i < 4; i++)
          {
            const guint8 *pixel = limner_picture_read_row (picture, ys[i / 2]) + 4 * xs[i % 2];

            alpha += pixel[3];
            red += pixel[0] * pixel[3];
          }
        if (limner_picture_read_row (level, y)[4 * x] != (red + alpha / 2) / alpha ||
            limner_picture_read_row (level, y)[4 * x + 3] != (alpha + 2) / 4)
          g_error ("The level is wrong at %d, %d", x, y);
      }
}

static void
test_large_levels (void)
{
  check_large_levels (2051, 1030, -1, -1);
  check_large_levels (2050, 1031, 3, 2);
  check_large_levels (2051, 1031, 2050, 1030);
  check_large_levels (1, 900, -1, -1);
  check_large_levels (70, 1, 69, 0);
}

/* Made along with a picture, in portions of any size, levels are the same as made at once; what is
 * transparent may turn up late. */
static void
test_growing_levels (void)
{
  static const int cases[][4] = {
    { 700, 333, -1, -1 }, { 333, 700, 332, 699 }, { 257, 131, 0, 0 }, { 640, 480, 5, 250 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int width = cases[i][0];
      int height = cases[i][1];
      g_autoptr(LimnerPicture) picture = limner_picture_new (width, height);
      g_autoptr(LimnerPicture) final = limner_picture_new (width, height);
      g_autoptr(LimnerMipmap) whole = limner_mipmap_new (final);
      g_autoptr(LimnerMipmap) growing = limner_mipmap_new (picture);
      gsize stride = limner_picture_get_stride (picture);
      guint8 *pixels = limner_picture_get_pixels (final);

      for (gsize k = 0; k < stride * height; k++)
        pixels[k] = k % 4 == 3 ? 255 : (guint8) (k * 2654435761u >> 23);
      if (cases[i][2] >= 0)
        pixels[cases[i][3] * stride + 4 * cases[i][2] + 3] = 17;
      limner_mipmap_build (whole);

      g_assert_null (limner_mipmap_dup_growing (growing, 100));
      for (int y = 0, n; y < height; y += n)
        {
          g_autoptr(LimnerPicture) part = NULL;

          n = MIN (1 + y * 7 % 23, height - y);
          memcpy (limner_picture_get_pixels (picture) + y * stride, pixels + y * stride,
                  n * stride);
          g_assert_cmpint (limner_mipmap_get_n_levels (growing), ==, 1);
          limner_mipmap_add_rows (growing, y + n);
          part = limner_mipmap_dup_growing (growing, 120);
          g_assert_cmpint (part == NULL, ==, y + n == height);
          if (part != NULL)
            g_assert_cmpint (MAX (limner_picture_get_width (part),
                                  limner_picture_get_height (part)), >=, 120);
        }

      g_assert_cmpint (limner_mipmap_get_n_levels (growing), ==,
                       limner_mipmap_get_n_levels (whole));
      g_assert_cmpint (limner_mipmap_is_opaque (growing), ==, limner_mipmap_is_opaque (whole));
      for (int k = 1; k < limner_mipmap_get_n_levels (whole); k++)
        {
          LimnerPicture *level = limner_mipmap_get_level (whole, k);
          gsize size = limner_picture_get_stride (level) * limner_picture_get_height (level);

          g_assert_cmpmem (limner_picture_read_row (limner_mipmap_get_level (growing, k), 0), size,
                           limner_picture_read_row (level, 0), size);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/paint/viewport/pairs", test_pairs);
  g_test_add_func ("/paint/viewport/zoom-to-pointer", test_zoom_to_pointer);
  g_test_add_func ("/paint/viewport/fit", test_fit);
  g_test_add_func ("/paint/scene/shows-pixels", test_scene_shows_pixels);
  g_test_add_func ("/paint/scene/in-parts", test_scene_in_parts);
  g_test_add_func ("/paint/pyramid", test_pyramid);
  g_test_add_func ("/paint/mipmap", test_mipmap);

  g_test_add_func ("/paint/large-levels", test_large_levels);
  g_test_add_func ("/paint/growing-levels", test_growing_levels);
  return g_test_run ();
}
