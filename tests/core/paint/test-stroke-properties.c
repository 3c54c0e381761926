/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What holds for every stroke, whatever its points and its brush. */

#include <math.h>

#include "paint/limner-mask.h"
#include "paint/limner-stroke.h"

#include "paint-fixtures.h"

#define WIDTH 320
#define HEIGHT 240

static LimnerMask *
paint (const LimnerBrush       *brush,
       const LimnerStrokePoint *points,
       int                      n)
{
  LimnerMask *mask = limner_mask_new (WIDTH, HEIGHT);
  LimnerStroke *stroke = limner_stroke_new (mask, brush, FALSE);

  for (int i = 0; i < n; i++)
    limner_stroke_add (stroke, &points[i], NULL);
  limner_stroke_finish (stroke, NULL);
  limner_stroke_free (stroke);
  return mask;
}

static void
random_points (GRand             *rand,
               LimnerStrokePoint *points,
               int                n)
{
  for (int i = 0; i < n; i++)
    points[i] = (LimnerStrokePoint) { (float) g_rand_int_range (rand, 60, WIDTH - 60),
                                      (float) g_rand_int_range (rand, 60, HEIGHT - 60),
                                      (float) g_rand_int_range (rand, 1, 9) / 8 };
}

/* Between two of its points a curve is straight, beyond them it stays. */
static void
test_curve (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (41);

  for (int round = 0; round < 100; round++)
    {
      LimnerCurve curve;

      for (int i = 0; i < LIMNER_CURVE_POINTS; i++)
        curve.y[i] = g_rand_double (rand);
      for (int i = -100; i <= 500; i++)
        {
          double at = CLAMP (i / 100.0, 0, 4);
          int left = MIN ((int) at, 3);
          double expected = curve.y[left] + (at - left) * (curve.y[left + 1] - curve.y[left]);

          g_assert_cmpfloat_with_epsilon (limner_curve_evaluate (&curve, i / 400.0), expected,
                                          1e-6);
        }
    }
}

/* A curve that is the same everywhere is a smaller brush, or a fainter one, at any pressure. */
static void
test_flat_curves (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (42);

  for (int round = 0; round < 20; round++)
    {
      g_autoptr(LimnerMask) curved = NULL;
      g_autoptr(LimnerMask) plain = NULL;
      LimnerStrokePoint points[6];
      LimnerBrush brush, other;

      random_points (rand, points, G_N_ELEMENTS (points));
      limner_brush_init (&brush);
      brush.size = 2 * g_rand_int_range (rand, 4, 30);
      brush.hardness = g_rand_int_range (rand, 0, 5) / 4.0;
      brush.pressure_size = round % 2 == 0;
      brush.pressure_opacity = !brush.pressure_size;
      brush.size_curve = brush.opacity_curve = (LimnerCurve) { { .5, .5, .5, .5, .5 } };
      other = brush;
      other.pressure_size = other.pressure_opacity = FALSE;
      if (brush.pressure_size)
        other.size /= 2;
      else
        other.opacity /= 2;

      curved = paint (&brush, points, G_N_ELEMENTS (points));
      plain = paint (&other, points, G_N_ELEMENTS (points));
      paint_assert_equal (curved, plain, 2);
    }
}

/* However far apart two events are: along the way everything is masked. */
static void
test_no_gaps (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (43);

  for (int round = 0; round < 60; round++)
    {
      g_autoptr(LimnerMask) mask = NULL;
      LimnerStrokePoint points[4];
      LimnerBrush brush;

      random_points (rand, points, G_N_ELEMENTS (points));
      for (guint i = 0; i < G_N_ELEMENTS (points); i++)
        points[i].pressure = 1;
      limner_brush_init (&brush);
      brush.size = g_rand_double_range (rand, 4, 80);
      brush.hardness = g_rand_double_range (rand, 0.5, 1);
      brush.spacing = g_rand_double_range (rand, 0.01, 0.25);
      mask = paint (&brush, points, G_N_ELEMENTS (points));

      for (guint i = 1; i < G_N_ELEMENTS (points); i++)
        for (int k = 0; k <= 400; k++)
          {
            double x = points[i - 1].x + (points[i].x - points[i - 1].x) * k / 400.0;
            double y = points[i - 1].y + (points[i].y - points[i - 1].y) * k / 400.0;

            g_assert_cmpint (limner_mask_get_value (mask, (int) x, (int) y), >=, 240);
          }
    }
}

/* A smoothed stroke never leaves the place of the raw one, and ends where the pointer did. */
static void
test_smoothing (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (44);

  for (int round = 0; round < 40; round++)
    {
      g_autoptr(LimnerMask) raw = NULL;
      g_autoptr(LimnerMask) smooth = NULL;
      LimnerStrokePoint points[12];
      LimnerRect outer, inner;
      LimnerBrush brush;

      random_points (rand, points, G_N_ELEMENTS (points));
      for (guint i = 0; i < G_N_ELEMENTS (points); i++)
        points[i].pressure = 1;
      limner_brush_init (&brush);
      brush.size = 12;
      brush.hardness = 1;
      raw = paint (&brush, points, G_N_ELEMENTS (points));
      brush.smoothing = g_rand_double_range (rand, 0.05, 1);
      smooth = paint (&brush, points, G_N_ELEMENTS (points));

      g_assert_true (limner_tiles_get_bounds (raw, &outer));
      g_assert_true (limner_tiles_get_bounds (smooth, &inner));
      limner_rect_grow (&outer, 1);
      g_assert_cmpint (inner.x, >=, outer.x);
      g_assert_cmpint (inner.y, >=, outer.y);
      g_assert_cmpint (inner.x + inner.width, <=, outer.x + outer.width);
      g_assert_cmpint (inner.y + inner.height, <=, outer.y + outer.height);
      for (int end = 0; end < 2; end++)
        {
          const LimnerStrokePoint *point = &points[end == 0 ? 0 : G_N_ELEMENTS (points) - 1];

          g_assert_cmpint (limner_mask_get_value (smooth, (int) point->x, (int) point->y), ==, 255);
        }
    }
}

/* Where a stroke is painted makes no difference to it, though tiles begin elsewhere. */
static void
test_moved (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (45);

  for (int round = 0; round < 20; round++)
    {
      g_autoptr(LimnerMask) here = NULL;
      g_autoptr(LimnerMask) there = NULL;
      int dx = g_rand_int_range (rand, -20, 20);
      int dy = g_rand_int_range (rand, -20, 20);
      LimnerStrokePoint points[5];
      LimnerBrush brush;

      random_points (rand, points, G_N_ELEMENTS (points));
      paint_random_brush (rand, &brush);
      here = paint (&brush, points, G_N_ELEMENTS (points));
      for (guint i = 0; i < G_N_ELEMENTS (points); i++)
        {
          points[i].x += (float) dx;
          points[i].y += (float) dy;
        }
      there = paint (&brush, points, G_N_ELEMENTS (points));

      for (int y = 20; y < HEIGHT - 20; y++)
        for (int x = 20; x < WIDTH - 20; x++)
          g_assert_cmpint (ABS (limner_mask_get_value (here, x, y) -
                                limner_mask_get_value (there, x + dx, y + dy)), <=, 2);
    }
}

/* What leaves the picture is cut off and nothing else: as if a larger one had been painted. */
static void
test_edges (void)
{
  const int margin = 128;

  for (guint32 seed = 1; seed <= 60; seed++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
      int width = g_rand_int_range (rand, 1, 150);
      int height = g_rand_int_range (rand, 1, 150);
      g_autoptr(LimnerMask) small = limner_mask_new (width, height);
      g_autoptr(LimnerMask) large = limner_mask_new (width + 2 * margin, height + 2 * margin);
      LimnerMask *masks[2] = { small, large };
      LimnerStrokePoint points[6];
      LimnerBrush brush;

      paint_random_brush (rand, &brush);
      for (guint i = 0; i < G_N_ELEMENTS (points); i++)
        points[i] = (LimnerStrokePoint) {
          (float) g_rand_int_range (rand, -400, 4 * width + 400) / 8,
          (float) g_rand_int_range (rand, -400, 4 * height + 400) / 8,
          (float) g_rand_int_range (rand, 1, 9) / 8,
        };
      for (int m = 0; m < 2; m++)
        {
          LimnerStroke *stroke = limner_stroke_new (masks[m], &brush, FALSE);

          for (guint i = 0; i < G_N_ELEMENTS (points); i++)
            {
              LimnerStrokePoint point = points[i];

              point.x += (float) (m * margin);
              point.y += (float) (m * margin);
              limner_stroke_add (stroke, &point, NULL);
            }
          limner_stroke_finish (stroke, NULL);
          limner_stroke_free (stroke);
        }

      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
          if (ABS (limner_mask_get_value (small, x, y) -
                   limner_mask_get_value (large, x + margin, y + margin)) > 2)
            g_error ("seed %u: at %d, %d: %d is not %d", seed, x, y,
                     limner_mask_get_value (small, x, y),
                     limner_mask_get_value (large, x + margin, y + margin));
    }
}

/* A dab that touches no more than the outermost row or column is there. */
static void
test_outermost (void)
{
  LimnerBrush brush;

  limner_brush_init (&brush);
  brush.size = 21;
  brush.hardness = 1;
  brush.pressure_size = FALSE;
  for (int side = 0; side < 4; side++)
    {
      g_autoptr(LimnerMask) mask = limner_mask_new (100, 100);
      LimnerStroke *stroke = limner_stroke_new (mask, &brush, FALSE);
      LimnerStrokePoint point = { 50, 50, 1 };
      float away = side % 2 == 0 ? -9.5f : 109.5f;

      if (side < 2)
        point.x = away;
      else
        point.y = away;
      limner_stroke_add (stroke, &point, NULL);
      limner_stroke_finish (stroke, NULL);
      limner_stroke_free (stroke);
      g_assert_cmpint (limner_mask_get_value (mask, side < 2 ? (side == 0 ? 0 : 99) : 49,
                                              side < 2 ? 49 : (side == 2 ? 0 : 99)), >, 100);
      g_assert_cmpint (limner_mask_get_value (mask, side < 2 ? (side == 0 ? 1 : 98) : 49,
                                              side < 2 ? 49 : (side == 2 ? 1 : 98)), ==, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/paint/stroke-properties/curve", test_curve);
  g_test_add_func ("/paint/stroke-properties/flat-curves", test_flat_curves);
  g_test_add_func ("/paint/stroke-properties/no-gaps", test_no_gaps);
  g_test_add_func ("/paint/stroke-properties/smoothing", test_smoothing);
  g_test_add_func ("/paint/stroke-properties/moved", test_moved);
  g_test_add_func ("/paint/stroke-properties/edges", test_edges);
  g_test_add_func ("/paint/stroke-properties/outermost", test_outermost);
  return g_test_run ();
}
