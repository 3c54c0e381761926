/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "paint/limner-selection.h"
#include "paint/limner-shape.h"

#include "paint-fixtures.h"

#define WIDTH 90
#define HEIGHT 70
#define SAMPLES 16

typedef gboolean (* InsideFunc) (double            x,
                                 double            y,
                                 const LimnerPoint *points,
                                 guint              n);

static gboolean
inside_rectangle (double             x,
                  double             y,
                  const LimnerPoint *points,
                  guint              n)
{
  return x >= MIN (points[0].x, points[1].x) && x < MAX (points[0].x, points[1].x) &&
         y >= MIN (points[0].y, points[1].y) && y < MAX (points[0].y, points[1].y);
}

static gboolean
inside_ellipse (double             x,
                double             y,
                const LimnerPoint *points,
                guint              n)
{
  double rx = fabs (points[0].x - points[1].x) / 2;
  double ry = fabs (points[0].y - points[1].y) / 2;
  double dx = (x - (points[0].x + points[1].x) / 2) / rx;
  double dy = (y - (points[0].y + points[1].y) / 2) / ry;

  return dx * dx + dy * dy < 1;
}

/* The winding number: how often the edges go round the point. */
static gboolean
inside_polygon (double             x,
                double             y,
                const LimnerPoint *points,
                guint              n)
{
  int winding = 0;

  for (guint i = 0; i < n; i++)
    {
      const LimnerPoint *a = &points[i];
      const LimnerPoint *b = &points[(i + 1) % n];

      if ((a->y <= y) == (b->y <= y))
        continue;
      if (a->x + (y - a->y) * (b->x - a->x) / (b->y - a->y) < x)
        winding += a->y < b->y ? 1 : -1;
    }
  return winding != 0;
}

/* Point by point. Rounding may put a point that lies on an edge on either side of it. */
static void
assert_shape (const LimnerMask  *mask,
              InsideFunc         inside,
              const LimnerPoint *points,
              guint              n)
{
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        int count = 0;
        int expected;

        for (int i = 0; i < SAMPLES * SAMPLES; i++)
          count += inside (x + (i % SAMPLES + 0.5) / SAMPLES, y + (i / SAMPLES + 0.5) / SAMPLES,
                           points, n);
        expected = (count * 255 + 128) >> 8;
        g_assert_cmpint (ABS (limner_mask_get_value (mask, x, y) - expected), <=, 2);
      }
}

static LimnerPoint
random_corner (GRand *rand)
{
  return (LimnerPoint) { g_rand_double_range (rand, -20, WIDTH + 20),
                         g_rand_double_range (rand, -20, HEIGHT + 20) };
}

static void
test_shapes (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);

  for (int i = 0; i < 12; i++)
    {
      LimnerPoint points[9];
      guint n = (guint) g_rand_int_range (rand, 3, 10);
      g_autoptr(LimnerMask) rectangle = NULL;
      g_autoptr(LimnerMask) ellipse = NULL;
      g_autoptr(LimnerMask) polygon = NULL;

      for (guint k = 0; k < G_N_ELEMENTS (points); k++)
        points[k] = random_corner (rand);
      rectangle = limner_mask_new_rectangle (WIDTH, HEIGHT, &points[0], &points[1]);
      ellipse = limner_mask_new_ellipse (WIDTH, HEIGHT, &points[0], &points[1]);
      polygon = limner_mask_new_polygon (WIDTH, HEIGHT, points, n);
      assert_shape (rectangle, inside_rectangle, points, 2);
      assert_shape (ellipse, inside_ellipse, points, 2);
      assert_shape (polygon, inside_polygon, points, n);
    }
}

static void
test_empty_shapes (void)
{
  LimnerPoint same[3] = { { 10, 10 }, { 10, 10 }, { 10, 10 } };
  LimnerPoint bad[3] = { { NAN, 1 }, { 5, INFINITY }, { 3, 3 } };
  g_autoptr(LimnerMask) rectangle = limner_mask_new_rectangle (WIDTH, HEIGHT, &same[0], &same[1]);
  g_autoptr(LimnerMask) ellipse = limner_mask_new_ellipse (WIDTH, HEIGHT, &same[0], &same[1]);
  g_autoptr(LimnerMask) polygon = limner_mask_new_polygon (WIDTH, HEIGHT, same, 3);
  g_autoptr(LimnerMask) odd = limner_mask_new_polygon (WIDTH, HEIGHT, bad, 3);

  g_assert_cmpfloat (limner_mask_get_coverage (rectangle), ==, 0);
  g_assert_cmpfloat (limner_mask_get_coverage (ellipse), ==, 0);
  g_assert_cmpfloat (limner_mask_get_coverage (polygon), ==, 0);
  g_assert_cmpfloat (limner_mask_get_coverage (odd), ==, 0);
}

static int
distance (const guint8 *a,
          const guint8 *b)
{
  int far = 0;

  for (int k = 0; k < 4; k++)
    far = MAX (far, ABS (a[k] - b[k]));
  return far;
}

/* Spreads from pixel to pixel until nothing more comes. */
static void
spread (LimnerPicture *picture,
        guint8        *inside,
        const guint8  *colour,
        int            tolerance)
{
  gboolean changed = TRUE;

  while (changed)
    {
      changed = FALSE;
      for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
          {
            int i = y * WIDTH + x;

            if (inside[i] ||
                distance (limner_picture_read_row (picture, y) + 4 * x, colour) > tolerance)
              continue;
            if ((x > 0 && inside[i - 1]) || (x < WIDTH - 1 && inside[i + 1]) ||
                (y > 0 && inside[i - WIDTH]) || (y < HEIGHT - 1 && inside[i + WIDTH]))
              inside[i] = changed = TRUE;
          }
    }
}

static void
test_similar_colour (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (2);

  for (int i = 0; i < 20; i++)
    {
      g_autoptr(LimnerPicture) picture = paint_random_picture (rand, WIDTH, HEIGHT);
      int x0 = g_rand_int_range (rand, 0, WIDTH);
      int y0 = g_rand_int_range (rand, 0, HEIGHT);
      int tolerance = g_rand_int_range (rand, 0, 120);
      g_autofree guint8 *inside = g_malloc0 (WIDTH * HEIGHT);
      const guint8 *colour = limner_picture_read_row (picture, y0) + 4 * x0;
      g_autoptr(LimnerMask) near = NULL;
      g_autoptr(LimnerMask) all = NULL;

      near = limner_selection_by_colour (picture, x0, y0, tolerance, TRUE);
      all = limner_selection_by_colour (picture, x0, y0, tolerance, FALSE);
      inside[y0 * WIDTH + x0] = TRUE;
      spread (picture, inside, colour, tolerance);
      for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
          {
            int far = distance (limner_picture_read_row (picture, y) + 4 * x, colour);

            g_assert_cmpint (limner_mask_get_value (near, x, y) == 255, ==,
                             inside[y * WIDTH + x]);
            g_assert_cmpint (limner_mask_get_value (all, x, y) == 255, ==, far <= tolerance);
            g_assert_cmpint (limner_mask_get_value (near, x, y), <=,
                             limner_mask_get_value (all, x, y));
          }
    }
}

static void
test_from_pictures (void)
{
  g_autoptr(LimnerPicture) picture = limner_picture_new (40, 20);
  guint8 *pixels = limner_picture_get_pixels (picture);
  g_autoptr(LimnerMask) alpha = NULL;
  g_autoptr(LimnerMask) luminance = NULL;
  g_autoptr(LimnerMask) mask = NULL;
  g_autoptr(LimnerMask) larger = NULL;

  for (int i = 0; i < 40 * 20; i++)
    {
      pixels[4 * i] = pixels[4 * i + 1] = pixels[4 * i + 2] = i % 40 < 20 ? 255 : 0;
      pixels[4 * i + 3] = i / 40 < 10 ? 255 : 100;
    }
  alpha = limner_selection_from_alpha (picture);
  luminance = limner_selection_from_luminance (picture);
  mask = limner_selection_from_picture (picture, 40, 20);
  larger = limner_selection_from_picture (picture, 80, 60);
  g_assert_cmpint (limner_mask_get_value (alpha, 5, 5), ==, 0);
  g_assert_cmpint (limner_mask_get_value (alpha, 5, 15), ==, 155);
  g_assert_cmpint (limner_mask_get_value (luminance, 5, 15), ==, 255);
  g_assert_cmpint (limner_mask_get_value (luminance, 25, 15), ==, 0);
  g_assert_cmpint (limner_mask_get_value (mask, 5, 5), ==, 255);
  g_assert_cmpint (limner_mask_get_value (mask, 5, 15), ==, 100);
  g_assert_cmpint (limner_mask_get_value (larger, 10, 10), ==, 255);
  g_assert_cmpint (limner_mask_get_value (larger, 60, 10), ==, 0);
}

static int
combine (int           mask,
         int           selected,
         LimnerCombine how)
{
  switch (how)
    {
    case LIMNER_COMBINE_REPLACE:
      return selected;
    case LIMNER_COMBINE_ADD:
      return MAX (mask, selected);
    case LIMNER_COMBINE_SUBTRACT:
      return MIN (mask, 255 - selected);
    case LIMNER_COMBINE_INTERSECT:
      return MIN (mask, selected);
    default:
      g_assert_not_reached ();
    }
}

static void
test_combine (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);

  for (int i = 0; i < 24; i++)
    {
      g_autoptr(LimnerMask) mask = paint_random_mask (rand, 200, 150);
      g_autoptr(LimnerMask) selection = paint_random_mask (rand, 200, 150);
      g_autoptr(LimnerMask) before = limner_tiles_copy (mask);
      LimnerRect changed;

      if (i % 5 == 0)
        limner_mask_fill (i % 10 == 0 ? selection : mask);
      if (i % 5 == 0 && i % 10 != 0)
        limner_mask_fill (before);
      limner_mask_combine (mask, selection, (LimnerCombine) (i % 4), &changed);
      for (int y = 0; y < 150; y++)
        for (int x = 0; x < 200; x++)
          {
            int old = limner_mask_get_value (before, x, y);
            int now = limner_mask_get_value (mask, x, y);
            LimnerRect pixel = { x, y, 1, 1 };

            g_assert_cmpint (now, ==, combine (old, limner_mask_get_value (selection, x, y),
                                               (LimnerCombine) (i % 4)));
            if (now != old)
              g_assert_true (limner_rect_contains (&changed, &pixel));
          }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/paint/selection/shapes", test_shapes);
  g_test_add_func ("/paint/selection/empty-shapes", test_empty_shapes);
  g_test_add_func ("/paint/selection/similar-colour", test_similar_colour);
  g_test_add_func ("/paint/selection/from-pictures", test_from_pictures);
  g_test_add_func ("/paint/selection/combine", test_combine);

  return g_test_run ();
}
