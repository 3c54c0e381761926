/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "paint/limner-loops.h"
#include "paint/limner-stamp.h"

#include "paint-fixtures.h"

#define WIDTH 400
#define HEIGHT 300

typedef struct
{
  char         name[64];
  LimnerBrush  brush;
  gboolean     subtract;
  guint32      checksum;
  GArray      *points;   /* LimnerStrokePoint */
} Recorded;

static void
recorded_free (gpointer data)
{
  Recorded *recorded = data;

  g_clear_pointer (&recorded->points, g_array_unref);
  g_free (recorded);
}

static Recorded *
parse_header (const char *line)
{
  Recorded *recorded = g_new0 (Recorded, 1);
  LimnerBrush *brush = &recorded->brush;

  limner_brush_init (brush);
  g_assert_cmpint (sscanf (line, "stroke %63s %lf %lf %lf %lf %lf %lf %d %d %d %x", recorded->name,
                           &brush->size, &brush->hardness, &brush->opacity, &brush->flow,
                           &brush->spacing, &brush->smoothing, &brush->pressure_size,
                           &brush->pressure_opacity, &recorded->subtract, &recorded->checksum),
                   ==, 11);
  recorded->points = g_array_new (FALSE, FALSE, sizeof (LimnerStrokePoint));
  return recorded;
}

static GPtrArray *
read_strokes (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "core", "paint", "strokes.txt", NULL);
  GPtrArray *strokes = g_ptr_array_new_with_free_func (recorded_free);
  g_autofree char *contents = NULL;
  g_auto(GStrv) lines = NULL;
  GError *error = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (contents, "\n", -1);
  for (int i = 0; lines[i] != NULL; i++)
    {
      LimnerStrokePoint point;

      if (*lines[i] == '#' || *lines[i] == '\0')
        continue;
      if (g_str_has_prefix (lines[i], "stroke "))
        {
          g_ptr_array_add (strokes, parse_header (lines[i]));
          continue;
        }
      g_assert_cmpint (sscanf (lines[i], "%f %f %f", &point.x, &point.y, &point.pressure), ==, 3);
      g_array_append_val (((Recorded *) g_ptr_array_index (strokes, strokes->len - 1))->points,
                          point);
    }
  return strokes;
}

static LimnerMask *
paint_points (const LimnerBrush       *brush,
              gboolean                 subtract,
              const LimnerStrokePoint *points,
              guint                    n_points)
{
  LimnerMask *mask = limner_mask_new (WIDTH, HEIGHT);
  g_autoptr(LimnerStroke) stroke = NULL;

  if (subtract)
    limner_mask_fill (mask);
  stroke = limner_stroke_new (mask, brush, subtract);
  for (guint i = 0; i < n_points; i++)
    limner_stroke_add (stroke, &points[i], NULL);
  limner_stroke_finish (stroke, NULL);
  return mask;
}

static LimnerMask *
paint_recorded (const Recorded *recorded)
{
  return paint_points (&recorded->brush, recorded->subtract,
                       (const LimnerStrokePoint *) (gpointer) recorded->points->data,
                       recorded->points->len);
}

static void
test_replay (void)
{
  g_autoptr(GPtrArray) strokes = read_strokes ();
  guint n_wrong = 0;

  g_assert_cmpuint (strokes->len, >=, 30);
  for (guint i = 0; i < strokes->len; i++)
    {
      const Recorded *recorded = g_ptr_array_index (strokes, i);
      g_autoptr(LimnerMask) mask = paint_recorded (recorded);
      guint32 checksum = paint_checksum (mask);

      if (checksum != recorded->checksum)
        {
          g_test_message ("%s %08x", recorded->name, checksum);
          n_wrong++;
        }
    }
  g_assert_cmpuint (n_wrong, ==, 0);
}

/* What a stroke says it recorded paints the same again. */
static void
test_records_itself (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);

  for (int i = 0; i < 40; i++)
    {
      g_autoptr(LimnerMask) mask = limner_mask_new (WIDTH, HEIGHT);
      g_autoptr(LimnerMask) again = NULL;
      g_autoptr(LimnerStroke) stroke = NULL;
      const LimnerStrokePoint *points;
      LimnerStrokePoint point;
      LimnerBrush brush;
      guint n;

      paint_random_brush (rand, &brush);
      stroke = limner_stroke_new (mask, &brush, FALSE);
      for (int k = 0; k < 6; k++)
        {
          paint_random_point (rand, WIDTH, HEIGHT, &point);
          limner_stroke_add (stroke, &point, NULL);
        }
      limner_stroke_finish (stroke, NULL);
      points = limner_stroke_get_points (stroke, &n);
      again = paint_points (&brush, FALSE, points, n);
      g_assert_true (limner_tiles_equal (mask, again));
    }
}

/* The strength of a dab at a distance, in plain words. */
static double
reference_dab (const LimnerDab *dab,
               double           distance)
{
  double q = (distance * distance - dab->inner * dab->inner) /
             (dab->outer * dab->outer - dab->inner * dab->inner);

  q = CLAMP (q, 0, 1);
  return (1 - q) * (1 - q) * (1 + dab->bend * q) * dab->strength;
}

/* The envelope of dabs at every tenth of a pixel: what dense strokes have to look like. */
static double
reference_value (const Recorded *recorded,
                 double          x,
                 double          y)
{
  double best = 0;

  for (guint i = 0; i + 1 < recorded->points->len; i++)
    {
      const LimnerStrokePoint *a = &g_array_index (recorded->points, LimnerStrokePoint, i);
      const LimnerStrokePoint *b = &g_array_index (recorded->points, LimnerStrokePoint, i + 1);
      double length = hypot (b->x - a->x, b->y - a->y);
      int n = MAX ((int) (length * 4), 1);

      for (int k = 0; k <= n; k++)
        {
          double part = (double) k / n;
          LimnerDab dab;

          limner_dab_init (&dab, &recorded->brush,
                           a->pressure + (b->pressure - a->pressure) * part);
          best = MAX (best, reference_dab (&dab, hypot (a->x + (b->x - a->x) * part - x,
                                                        a->y + (b->y - a->y) * part - y)));
        }
    }
  return best;
}

/* Within what 10 % spacing, sixteen stamps for each pixel and cones allow. */
static void
test_against_reference (void)
{
  g_autoptr(GPtrArray) strokes = read_strokes ();

  for (guint i = 0; i < strokes->len; i++)
    {
      const Recorded *recorded = g_ptr_array_index (strokes, i);
      g_autoptr(LimnerMask) mask = NULL;
      double worst = 0;

      if (recorded->brush.flow < 1 || recorded->brush.spacing > 0.25 || recorded->subtract ||
          recorded->brush.smoothing > 0 || recorded->points->len < 2 ||
          strcmp (recorded->name, "far-outside") == 0)
        continue;

      mask = paint_recorded (recorded);
      for (int y = 3; y < HEIGHT; y += 19)
        for (int x = 2; x < WIDTH; x += 11)
          {
            double expected = reference_value (recorded, x + 0.5, y + 0.5);
            double error = fabs (expected - limner_mask_get_value (mask, x, y));

            worst = MAX (worst, error / 255);
          }
      g_test_message ("%s: %.3f", recorded->name, worst);
      g_assert_cmpfloat (worst, <, recorded->brush.hardness > 0.5 ? 0.2 : 0.06);
    }
}

/* One stroke never passes its opacity, however often it goes over a place. */
static void
test_ceiling (void)
{
  g_autoptr(LimnerMask) mask = limner_mask_new (WIDTH, HEIGHT);
  g_autoptr(LimnerStroke) stroke = NULL;
  LimnerBrush brush;

  limner_brush_init (&brush);
  brush.opacity = 0.5;
  brush.flow = 0.4;
  stroke = limner_stroke_new (mask, &brush, FALSE);
  for (int i = 0; i < 200; i++)
    {
      LimnerStrokePoint point = { 100 + i % 2 * 100, 150, 1 };

      limner_stroke_add (stroke, &point, NULL);
    }
  limner_stroke_finish (stroke, NULL);
  for (int x = 100; x <= 200; x++)
    g_assert_cmpint (limner_mask_get_value (mask, x, 150), ==, 128);
}

/* Soft edges fall without steps of more than their slope: no banding, no seams between segments. */
static void
test_no_banding (void)
{
  static const double lengths[] = { 1.5, 9, 40, 170 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr(LimnerMask) mask = limner_mask_new (WIDTH, HEIGHT);
      g_autoptr(LimnerStroke) stroke = NULL;
      LimnerBrush brush;

      limner_brush_init (&brush);
      brush.size = 200;
      brush.hardness = 0;
      stroke = limner_stroke_new (mask, &brush, FALSE);
      for (double x = 20; x < 380; x += lengths[i])
        {
          LimnerStrokePoint point = { (float) x, 150, 1 };

          limner_stroke_add (stroke, &point, NULL);
        }
      limner_stroke_finish (stroke, NULL);

      for (int y = 1; y < HEIGHT; y++)
        for (int x = 130; x < 200; x++)
          {
            int here = limner_mask_get_value (mask, x, y);

            g_assert_cmpint (ABS (here - limner_mask_get_value (mask, x, y - 1)), <=, 5);
            g_assert_cmpint (ABS (here - limner_mask_get_value (mask, x - 1, y)), <=, 2);
          }
    }
}

/* What changed is reported, nothing more has to be drawn. */
static void
test_reports_changes (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (2);

  for (int i = 0; i < 20; i++)
    {
      g_autoptr(LimnerMask) mask = paint_random_mask (rand, WIDTH, HEIGHT);
      g_autoptr(LimnerStroke) stroke = NULL;
      LimnerBrush brush;

      paint_random_brush (rand, &brush);
      stroke = limner_stroke_new (mask, &brush, i % 2);
      for (int k = 0; k < 5; k++)
        {
          g_autoptr(LimnerPlane) plane = limner_mask_to_plane (mask, NULL, 0);
          LimnerStrokePoint point;
          LimnerRect changed;

          paint_random_point (rand, WIDTH, HEIGHT, &point);
          limner_stroke_add (stroke, &point, &changed);
          for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++)
              {
                gboolean inside = x >= changed.x && x < changed.x + changed.width &&
                                  y >= changed.y && y < changed.y + changed.height;

                if (!inside)
                  g_assert_cmpint (limner_mask_get_value (mask, x, y), ==,
                                   limner_plane_read_row (plane, y)[x]);
              }
        }
    }
}

/* All variants of the inner loops give the same bytes. */
static void
test_variants_agree (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);
  const LimnerLoops *first = limner_loops_get_variant (0);

  for (int round = 0; round < 300; round++)
    {
      guint8 before[64 * 4], coverage[64 * 8], stamp[64 * 8], expected[64 * 8], actual[64 * 8];
      LimnerCone cone = { 0 };

      for (int i = 0; i < 64 * 8; i++)
        {
          before[i % 256] = (guint8) g_rand_int_range (rand, 0, 256);
          coverage[i] = (guint8) g_rand_int_range (rand, 0, 256);
          stamp[i] = (guint8) g_rand_int_range (rand, 0, 256);
        }
      cone.ax = (float) g_rand_double_range (rand, -40, 100);
      cone.ay = (float) g_rand_double_range (rand, -40, 40);
      cone.vx = (float) g_rand_double_range (rand, -60, 60);
      cone.vy = (float) g_rand_double_range (rand, -60, 60);
      cone.inverse_length2 = 1 / (cone.vx * cone.vx + cone.vy * cone.vy);
      cone.outer0 = (float) g_rand_double_range (rand, 5, 60);
      cone.outer_change = (float) g_rand_double_range (rand, -4, 20);
      cone.inner0 = cone.outer0 / 3;
      cone.strength0 = 255;
      cone.strength_change = -100;
      cone.bend = 1.3f;
      cone.scale = 1 / (cone.outer0 * cone.outer0);

      for (int v = 1; limner_loops_get_variant (v) != NULL; v++)
        {
          const LimnerLoops *loops[2] = { first, limner_loops_get_variant (v) };
          guint8 *results[2] = { expected, actual };

          for (int k = 0; k < 2; k++)
            {
              guint8 *to = results[k];

              memcpy (to, coverage, sizeof expected);
              loops[k]->stamp (to, stamp, 64, 2);
              loops[k]->stamp_flow (to + 64, stamp, 64, 1, 77);
              loops[k]->capsule (to + 128, 64, &cone);
              loops[k]->cone (to + 192, 64, &cone);
              loops[k]->add (to + 256, before, stamp, 32);
              loops[k]->subtract (to + 288, before, stamp, 32);
              loops[k]->add_colour (to + 320, before, stamp, stamp + 64, 16);
              loops[k]->fade_colour (to + 384, before, stamp, 16);
              loops[k]->maximum (to + 448, stamp, 32);
              loops[k]->blend (to + 480, stamp, coverage, 91, 32);
            }
          g_assert_cmpmem (expected, sizeof expected, actual, sizeof actual);
        }
    }
}

static void
test_curve (void)
{
  LimnerCurve curve;

  limner_curve_init (&curve);
  g_assert_cmpfloat_with_epsilon (limner_curve_evaluate (&curve, 0.3), 0.3, 1e-9);
  curve = (LimnerCurve) { { 0.2, 0.2, 1, 0.5, 0 } };
  g_assert_cmpfloat_with_epsilon (limner_curve_evaluate (&curve, -1), 0.2, 1e-9);
  g_assert_cmpfloat_with_epsilon (limner_curve_evaluate (&curve, 0.375), 0.6, 1e-9);
  g_assert_cmpfloat_with_epsilon (limner_curve_evaluate (&curve, 2), 0, 1e-9);
}

/* Numbers from outside that are no numbers */
static void
test_bad_numbers (void)
{
  g_autoptr(LimnerMask) mask = limner_mask_new (WIDTH, HEIGHT);
  g_autoptr(LimnerStroke) stroke = NULL;
  LimnerStrokePoint points[] = { { NAN, 10, 1 }, { INFINITY, -INFINITY, NAN }, { 1e30f, 5, 7 },
                                 { 20, 20, -4 } };
  LimnerBrush brush;

  limner_brush_init (&brush);
  brush.size = NAN;
  brush.hardness = 55;
  brush.spacing = -1;
  brush.opacity = INFINITY;
  stroke = limner_stroke_new (mask, &brush, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    limner_stroke_add (stroke, &points[i], NULL);
  limner_stroke_finish (stroke, NULL);
  g_assert_cmpfloat (limner_mask_get_coverage (mask), <=, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/paint/stroke/replay", test_replay);
  g_test_add_func ("/paint/stroke/records-itself", test_records_itself);
  g_test_add_func ("/paint/stroke/against-reference", test_against_reference);
  g_test_add_func ("/paint/stroke/ceiling", test_ceiling);
  g_test_add_func ("/paint/stroke/no-banding", test_no_banding);
  g_test_add_func ("/paint/stroke/reports-changes", test_reports_changes);
  g_test_add_func ("/paint/stroke/variants-agree", test_variants_agree);
  g_test_add_func ("/paint/stroke/curve", test_curve);
  g_test_add_func ("/paint/stroke/bad-numbers", test_bad_numbers);

  return g_test_run ();
}
