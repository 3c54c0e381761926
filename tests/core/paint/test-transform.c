/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "lib/limner-test.h"
#include "paint/limner-layers.h"
#include "paint/limner-tool.h"

#include "paint-fixtures.h"

#define WIDTH 220
#define HEIGHT 150

static double
get_channel (const LimnerTiles *tiles,
             const LimnerRect  *bounds,
             int                x,
             int                y,
             int                channel)
{
  guint8 pixel[4];

  if (x < bounds->x || y < bounds->y || x >= bounds->x + bounds->width ||
      y >= bounds->y + bounds->height)
    return 0;
  limner_tiles_read_span (tiles, x, y, 1, pixel);
  return pixel[channel];
}

static double
mix_channel (const LimnerTiles *tiles,
             const LimnerRect  *bounds,
             double             x,
             double             y,
             int                channel)
{
  int column = (int) floor (x - 0.5);
  int row = (int) floor (y - 0.5);
  double right = x - 0.5 - column;
  double below = y - 0.5 - row;

  return (get_channel (tiles, bounds, column, row, channel) * (1 - right) +
          get_channel (tiles, bounds, column + 1, row, channel) * right) * (1 - below) +
         (get_channel (tiles, bounds, column, row + 1, channel) * (1 - right) +
          get_channel (tiles, bounds, column + 1, row + 1, channel) * right) * below;
}

/* Obvious and slow: each pixel of the result is turned back, scaled back and moved back. */
static double
expect_channel (const LimnerTransform *transform,
                const LimnerTiles     *tiles,
                const LimnerRect      *bounds,
                int                    x,
                int                    y,
                int                    channel)
{
  double middle_x = bounds->x + bounds->width / 2.0;
  double middle_y = bounds->y + bounds->height / 2.0;
  double cosine = cos (transform->angle);
  double sine = sin (transform->angle);
  /* As many samples as pixels lie along a step, of which each side has its own */
  int n = MAX (1, (int) ceil (hypot (cosine / transform->scale_x, sine / transform->scale_y) -
                              1e-6));
  int m = MAX (1, (int) ceil (hypot (sine / transform->scale_x, cosine / transform->scale_y) -
                              1e-6));
  double sum = 0;

  for (int k = 0; k < m; k++)
    for (int i = 0; i < n; i++)
      {
        double at_x = x + (i + 0.5) / n - middle_x - transform->dx;
        double at_y = y + (k + 0.5) / m - middle_y - transform->dy;
        double back_x = (cosine * at_x + sine * at_y) / transform->scale_x;
        double back_y = (cosine * at_y - sine * at_x) / transform->scale_y;

        sum += mix_channel (tiles, bounds, middle_x + back_x, middle_y + back_y, channel);
      }
  return sum / (n * m);
}

static double
compare (const LimnerTransform *transform,
         const LimnerTiles     *tiles,
         const LimnerRect      *bounds)
{
  g_autoptr(LimnerTiles) result = limner_transform_apply (transform, tiles, bounds);
  int size = limner_tiles_get_bytes_per_pixel (tiles);
  LimnerRect area;
  double worst = 0;

  limner_transform_get_area (transform, bounds, &area);
  for (int y = 0; y < limner_tiles_get_height (tiles); y++)
    for (int x = 0; x < limner_tiles_get_width (tiles); x++)
      {
        const LimnerRect here = { x, y, 1, 1 };
        guint8 pixel[4];

        limner_tiles_read_span (result, x, y, 1, pixel);
        for (int i = 0; i < size; i++)
          {
            worst = MAX (worst, fabs (expect_channel (transform, tiles, bounds, x, y, i) -
                                      pixel[i]));
            if (pixel[i] != 0)
              g_assert_true (limner_rect_contains (&area, &here));
          }
      }
  return worst;
}

static LimnerTiles *
make_colours (GRand *rand)
{
  LimnerTiles *tiles = limner_tiles_new (WIDTH, HEIGHT, 4);

  for (int i = 0; i < 40; i++)
    {
      guint8 alpha = (guint8) g_rand_int_range (rand, 1, 256);
      guint8 pixel[4] = { alpha, alpha / 2, alpha / 3, alpha };
      int x = g_rand_int_range (rand, 20, WIDTH - 40);
      int y = g_rand_int_range (rand, 20, HEIGHT - 40);

      for (int k = 0; k < 200; k++)
        limner_tiles_write_span (tiles, x + k % 20, y + k / 20, 1, pixel);
    }
  return tiles;
}

static void
test_reference (void)
{
  for (guint32 seed = 1; seed <= 12; seed++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr(LimnerTiles) tiles = seed % 4 == 0 ? make_colours (rand)
                                                   : paint_random_mask (rand, WIDTH, HEIGHT);
      LimnerTransform transform = { g_rand_double_range (rand, -60, 60),
                                    g_rand_double_range (rand, -60, 60),
                                    g_rand_double_range (rand, 1.01, 3),
                                    g_rand_double_range (rand, 1.01, 3),
                                    g_rand_double_range (rand, -3, 3) };
      LimnerRect bounds;

      g_assert_true (limner_tiles_get_bounds (tiles, &bounds));
      if (seed % 3 == 0)
        transform.scale_x = -transform.scale_x;
      g_assert_cmpfloat (compare (&transform, tiles, &bounds), <, 2);

      /* Smaller: a mean of what lies under each pixel */
      transform.scale_x = g_rand_double_range (rand, 0.15, 0.9);
      transform.scale_y = g_rand_double_range (rand, 0.15, 0.9);
      g_assert_cmpfloat (compare (&transform, tiles, &bounds), <, 2);
    }
}

/* What is made smaller neither flickers nor loses anything: its sum shrinks by the area. */
static void
test_smaller_keeps_weight (void)
{
  for (guint32 seed = 1; seed <= 20; seed++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr(LimnerMask) mask = paint_random_mask (rand, WIDTH, HEIGHT);
      g_autoptr(LimnerMask) result = NULL;
      double scale = g_rand_double_range (rand, 0.1, 0.5);
      LimnerTransform transform = { 0, 0, scale, scale, g_rand_double_range (rand, -3, 3) };
      LimnerRect bounds;

      g_assert_true (limner_tiles_get_bounds (mask, &bounds));
      result = limner_transform_apply (&transform, mask, &bounds);
      g_assert_cmpfloat (fabs (limner_mask_get_coverage (result) -
                               limner_mask_get_coverage (mask) * scale * scale), <, 0.004);
    }
}

static void
test_whole_pixels (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  g_autoptr(LimnerMask) mask = paint_random_mask (rand, WIDTH, HEIGHT);
  LimnerRect bounds;
  g_autoptr(LimnerMask) moved = NULL;
  LimnerTransform transform;

  g_assert_true (limner_tiles_get_bounds (mask, &bounds));
  limner_transform_init (&transform);
  g_assert_true (limner_transform_is_identity (&transform));
  transform.dx = 31.3;   /* what is only moved keeps to the pixels */
  transform.dy = -17.4;
  moved = limner_transform_apply (&transform, mask, &bounds);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        gboolean inside = x >= 31 && y + 17 < HEIGHT;

        g_assert_cmpint (limner_mask_get_value (moved, x, y), ==,
                         inside ? limner_mask_get_value (mask, x - 31, y + 17) : 0);
      }
}

/* Quarter turns and mirrors put each pixel somewhere else, and none is mixed. */
static void
test_right_angles (void)
{
  for (int width = 30; width <= 31; width++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (width);
      g_autoptr(LimnerMask) mask = limner_mask_new (WIDTH, HEIGHT);
      const LimnerRect bounds = { 90, 50, width, 44 };
      LimnerTransform transform;
      guint counts[256] = { 0 };

      for (int y = 0; y < bounds.height; y++)
        for (int x = 0; x < width; x++)
          {
            guint8 value = (guint8) g_rand_int_range (rand, 1, 256);

            limner_tiles_write_span (mask, bounds.x + x, bounds.y + y, 1, &value);
            counts[value]++;
          }

      for (int i = 0; i < 16; i++)
        {
          g_autoptr(LimnerMask) turned = NULL;
          guint left[256];

          limner_transform_init (&transform);
          transform.angle = (i % 4) * G_PI / 2;
          transform.scale_x = i & 4 ? -1 : 1;
          transform.scale_y = i & 8 ? -1 : 1;
          limner_transform_clamp (&transform, &bounds);
          turned = limner_transform_apply (&transform, mask, &bounds);
          memcpy (left, counts, sizeof (left));
          for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++)
              if (limner_mask_get_value (turned, x, y) != 0)
                left[limner_mask_get_value (turned, x, y)]--;
          for (int k = 0; k < 256; k++)
            g_assert_cmpuint (left[k], ==, 0);
        }
    }
}

static double
distance (const LimnerPoint *a,
          const LimnerPoint *b)
{
  return hypot (a->x - b->x, a->y - b->y);
}

/* A corner that is dragged stays under the pointer, and the opposite one where it is. */
static void
test_drag_corners (void)
{
  static const LimnerTransformHandle handles[4] = {
    LIMNER_TRANSFORM_HANDLE_LEFT | LIMNER_TRANSFORM_HANDLE_TOP,
    LIMNER_TRANSFORM_HANDLE_RIGHT | LIMNER_TRANSFORM_HANDLE_TOP,
    LIMNER_TRANSFORM_HANDLE_RIGHT | LIMNER_TRANSFORM_HANDLE_BOTTOM,
    LIMNER_TRANSFORM_HANDLE_LEFT | LIMNER_TRANSFORM_HANDLE_BOTTOM,
  };
  const LimnerRect bounds = { 40, 30, 120, 80 };

  for (guint32 seed = 1; seed <= 400; seed++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
      LimnerTransform start = { g_rand_double_range (rand, -50, 50),
                                g_rand_double_range (rand, -50, 50),
                                g_rand_double_range (rand, 0.5, 2),
                                g_rand_double_range (rand, 0.5, 2),
                                g_rand_double_range (rand, -3, 3) };
      int which = g_rand_int_range (rand, 0, 4);
      LimnerPoint before[4], after[4], to, middle;
      LimnerTransform now;

      if (seed % 5 == 0)
        start.scale_x = -start.scale_x;
      limner_transform_get_corners (&start, &bounds, before);
      g_assert_cmpint (limner_transform_find_handle (&start, &bounds, before[which].x,
                                                     before[which].y, 6), ==, handles[which]);
      to = (LimnerPoint) { before[which].x + g_rand_double_range (rand, -20, 20),
                           before[which].y + g_rand_double_range (rand, -20, 20) };

      limner_transform_drag (&now, &start, &bounds, handles[which], &before[which], &to, FALSE,
                             FALSE);
      limner_transform_get_corners (&now, &bounds, after);
      g_assert_cmpfloat (distance (&after[which], &to), <, 1e-6);
      g_assert_cmpfloat (distance (&after[(which + 2) % 4], &before[(which + 2) % 4]), <, 1e-6);
      g_assert_cmpfloat_with_epsilon (now.angle, start.angle, 1e-9);

      /* With the ratio kept, the opposite corner stays all the same. */
      limner_transform_drag (&now, &start, &bounds, handles[which], &before[which], &to, TRUE,
                             FALSE);
      limner_transform_get_corners (&now, &bounds, after);
      g_assert_cmpfloat_with_epsilon (now.scale_x / now.scale_y, start.scale_x / start.scale_y,
                                      1e-9);
      g_assert_cmpfloat (distance (&after[(which + 2) % 4], &before[(which + 2) % 4]), <, 1e-6);

      /* With both sides moved, the corner is under the pointer and the middle stays. */
      limner_transform_drag (&now, &start, &bounds, handles[which], &before[which], &to, FALSE,
                             TRUE);
      limner_transform_get_corners (&now, &bounds, after);
      middle = (LimnerPoint) { (after[0].x + after[2].x) / 2, (after[0].y + after[2].y) / 2 };
      g_assert_cmpfloat (distance (&after[which], &to), <, 1e-6);
      g_assert_cmpfloat_with_epsilon (middle.x, (before[0].x + before[2].x) / 2, 1e-6);
      g_assert_cmpfloat_with_epsilon (middle.y, (before[0].y + before[2].y) / 2, 1e-6);
    }
}

static void
test_drag_rest (void)
{
  const LimnerRect bounds = { 40, 30, 120, 80 };
  const LimnerPoint middle = { 100, 70 };
  const LimnerPoint outside = { 200, 70 };
  const LimnerPoint below = { 100, 300 };
  const LimnerPoint slanted = { 197, 96 };
  LimnerTransform start, now;

  limner_transform_init (&start);
  g_assert_cmpint (limner_transform_find_handle (&start, &bounds, 100, 70, 6), ==,
                   LIMNER_TRANSFORM_HANDLE_INSIDE);
  g_assert_cmpint (limner_transform_find_handle (&start, &bounds, 200, 70, 6), ==,
                   LIMNER_TRANSFORM_HANDLE_TURN);
  g_assert_cmpint (limner_transform_find_handle (&start, &bounds, 163, 70, 6), ==,
                   LIMNER_TRANSFORM_HANDLE_RIGHT);
  g_assert_cmpint (limner_transform_find_handle (&start, &bounds, 100, 27, 6), ==,
                   LIMNER_TRANSFORM_HANDLE_TOP);

  /* However small the box is on the screen, it can be moved. */
  g_assert_cmpint (limner_transform_find_handle (&start, &bounds, 100, 70, 500), ==,
                   LIMNER_TRANSFORM_HANDLE_INSIDE);

  /* A quarter of a turn about the middle, and 15° for what is nearly that */
  limner_transform_drag (&now, &start, &bounds, LIMNER_TRANSFORM_HANDLE_TURN, &outside, &below,
                         FALSE, FALSE);
  g_assert_cmpfloat_with_epsilon (now.angle, G_PI / 2, 1e-9);
  limner_transform_drag (&now, &start, &bounds, LIMNER_TRANSFORM_HANDLE_TURN, &outside, &slanted,
                         TRUE, FALSE);
  g_assert_cmpfloat_with_epsilon (now.angle, G_PI / 12, 1e-9);
  g_assert_cmpfloat (now.dx, ==, 0);

  /* Moving, and straight with Shift */
  limner_transform_drag (&now, &start, &bounds, LIMNER_TRANSFORM_HANDLE_INSIDE, &middle, &slanted,
                         FALSE, FALSE);
  g_assert_cmpfloat (now.dx, ==, 97);
  g_assert_cmpfloat (now.dy, ==, 26);
  limner_transform_drag (&now, &start, &bounds, LIMNER_TRANSFORM_HANDLE_INSIDE, &middle, &slanted,
                         TRUE, FALSE);
  g_assert_cmpfloat (now.dx, ==, 97);
  g_assert_cmpfloat (now.dy, ==, 0);

  /* One side with the ratio kept: the other one grows to both ends. */
  limner_transform_drag (&now, &start, &bounds, LIMNER_TRANSFORM_HANDLE_RIGHT, &middle,
                         &(LimnerPoint) { 220, 70 }, TRUE, FALSE);
  g_assert_cmpfloat_with_epsilon (now.scale_x, 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (now.scale_y, 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (now.dx, 60, 1e-9);
  g_assert_cmpfloat_with_epsilon (now.dy, 0, 1e-9);

  /* Through the opposite side: mirrored */
  limner_transform_drag (&now, &start, &bounds, LIMNER_TRANSFORM_HANDLE_RIGHT,
                         &(LimnerPoint) { 160, 70 }, &(LimnerPoint) { -80, 70 }, FALSE, FALSE);
  g_assert_cmpfloat_with_epsilon (now.scale_x, -1, 1e-9);
}

/* Numbers from wherever they come are brought into their range. */
static void
test_clamp (void)
{
  const LimnerRect bounds = { 0, 0, 10, 20 };
  LimnerTransform transform = { NAN, -INFINITY, INFINITY, -1e-9, 7 * G_PI };

  limner_transform_clamp (&transform, &bounds);
  g_assert_cmpfloat (transform.dx, ==, 0);
  g_assert_cmpfloat (transform.dy, ==, 0);
  g_assert_cmpfloat (transform.scale_x, ==, 1);
  g_assert_cmpfloat (transform.scale_y, ==, -1.0 / 20);
  g_assert_cmpfloat_with_epsilon (transform.angle, G_PI, 1e-9);
  transform = (LimnerTransform) { 1e9, -1e9, 1e9, -1e9, NAN };
  limner_transform_clamp (&transform, &bounds);
  g_assert_cmpfloat (transform.dx, >, 0);
  g_assert_cmpfloat (transform.dx, <, 1e6);
  g_assert_cmpfloat (transform.dy, >, -1e6);
  g_assert_cmpfloat (transform.scale_x, ==, LIMNER_TRANSFORM_MAX_SCALE);
  g_assert_cmpfloat (transform.scale_y, ==, -LIMNER_TRANSFORM_MAX_SCALE);
  g_assert_cmpfloat (transform.angle, ==, 0);
}

/* In a document */

static LimnerDocument *
make_document (int width,
               int height)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);
  g_autoptr(LimnerPicture) picture = limner_picture_new (width, height);
  g_autoptr(LimnerMask) mask = paint_random_mask (rand, width, height);
  LimnerDocument *document = limner_document_new ();

  limner_document_set_picture (document, picture);
  limner_document_select (document, mask, LIMNER_COMBINE_REPLACE);
  return document;
}

static guint
count_undo (LimnerDocument *document)
{
  return limner_history_get_n_undo (limner_document_get_history (document));
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_document (void)
{
  g_autoptr(LimnerDocument) document = make_document (WIDTH, HEIGHT);
  g_autoptr(LimnerMask) before = limner_tiles_copy (limner_document_get_mask (document));
  g_autoptr(LimnerMask) expected = NULL;
  LimnerTransform transform, shown;
  LimnerRect bounds, unchanged;
  guint n_steps = count_undo (document);
  guint changes = 0;

  g_signal_connect_swapped (document, "transform-changed", G_CALLBACK (count_cb), &changes);
  g_assert_true (limner_document_get_transform (document, LIMNER_LAYER_MASK, &transform, &bounds));
  g_assert_true (limner_transform_is_identity (&transform));

  /* However it is dragged about, it is worked out from what it was, and it is one step. */
  for (int i = 1; i <= 20; i++)
    {
      transform = (LimnerTransform) { i * 3, -i, 1 + i / 20.0, 0.5 + i / 40.0, i / 10.0 };
      limner_document_transform (document, LIMNER_LAYER_MASK, &transform);
      g_assert_true (limner_document_get_transform (document, LIMNER_LAYER_MASK, &shown,
                                                    &unchanged));
      g_assert_true (limner_transform_equal (&shown, &transform));
      g_assert_true (limner_rect_equal (&bounds, &unchanged));
    }
  expected = limner_transform_apply (&transform, before, &bounds);
  paint_assert_equal (limner_document_get_mask (document), expected, 0);
  g_assert_cmpuint (count_undo (document), ==, n_steps + 1);
  g_assert_cmpuint (changes, ==, 20);

  /* The same again is no news. */
  limner_document_transform (document, LIMNER_LAYER_MASK, &transform);
  g_assert_cmpuint (changes, ==, 20);

  /* Moved out of the picture and back, it is all there still, and there is nothing to undo. */
  transform = (LimnerTransform) { 5000, 0, 1, 1, 0 };
  limner_document_transform (document, LIMNER_LAYER_MASK, &transform);
  g_assert_false (limner_document_get_mask_bounds (document, &unchanged));
  limner_transform_init (&transform);
  limner_document_transform (document, LIMNER_LAYER_MASK, &transform);
  paint_assert_equal (limner_document_get_mask (document), before, 0);
  g_assert_cmpuint (count_undo (document), ==, n_steps);

  transform.angle = 1;
  limner_document_transform (document, LIMNER_LAYER_MASK, &transform);
  limner_document_undo (document);
  paint_assert_equal (limner_document_get_mask (document), before, 0);
  g_assert_true (limner_document_get_transform (document, LIMNER_LAYER_MASK, &shown, &bounds));
  g_assert_true (limner_transform_is_identity (&shown));
  limner_document_redo (document);
  g_assert_false (limner_tiles_equal (limner_document_get_mask (document), before));
}

/* Anything else that happens ends it, and none of it is lost. */
static void
test_ends (void)
{
  g_autoptr(LimnerDocument) document = make_document (WIDTH, HEIGHT);
  const LimnerStrokePoint point = { 100, 70, 1 };
  g_autoptr(LimnerMask) painted = NULL;
  LimnerTransform transform = { 20, 10, 1, 1, 0 };
  LimnerTransform shown;
  LimnerBrush brush;
  LimnerRect bounds;
  guint n_steps;

  limner_brush_init (&brush);
  limner_document_transform (document, LIMNER_LAYER_MASK, &transform);
  limner_document_begin_stroke (document, LIMNER_LAYER_MASK, &brush, FALSE);
  g_assert_false (limner_document_get_transform (document, LIMNER_LAYER_MASK, &shown, &bounds));
  limner_document_add_to_stroke (document, &point);
  limner_document_end_stroke (document);
  painted = limner_tiles_copy (limner_document_get_mask (document));
  n_steps = count_undo (document);
  g_assert_true (limner_document_get_transform (document, LIMNER_LAYER_MASK, &shown, &bounds));
  g_assert_true (limner_transform_is_identity (&shown));
  transform.dx = 3;
  limner_document_transform (document, LIMNER_LAYER_MASK, &transform);
  g_assert_cmpuint (count_undo (document), ==, n_steps + 1);

  /* A step of another layer on top is not what is taken back. */
  limner_document_begin_stroke (document, LIMNER_LAYER_GUIDE, &brush, FALSE);
  limner_document_add_to_stroke (document, &point);
  limner_document_end_stroke (document);
  transform.dx = 9;
  limner_document_transform (document, LIMNER_LAYER_MASK, &transform);
  g_assert_cmpuint (count_undo (document), ==, n_steps + 3);
  g_assert_true (limner_document_has_guide (document));

  /* So does Enter. */
  limner_document_end_transform (document);
  limner_document_transform (document, LIMNER_LAYER_MASK, &transform);
  g_assert_cmpuint (count_undo (document), ==, n_steps + 4);

  /* The colours have a box of their own. */
  limner_document_transform (document, LIMNER_LAYER_GUIDE, &transform);
  g_assert_cmpuint (count_undo (document), ==, n_steps + 5);
  g_assert_true (limner_document_get_transform (document, LIMNER_LAYER_GUIDE, &shown, &bounds));
  g_assert_cmpfloat (shown.dx, ==, 9);
  g_assert_cmpint (bounds.width, <=, (int) brush.size + 2);
  for (int i = 0; i < 5; i++)
    limner_document_undo (document);
  paint_assert_equal (limner_document_get_mask (document), painted, 0);
}

static void
test_empty (void)
{
  g_autoptr(LimnerDocument) document = limner_document_new ();
  g_autoptr(LimnerPicture) picture = limner_picture_new (40, 30);
  LimnerTransform transform = { 1, 2, 3, 4, 5 };
  LimnerRect bounds;

  limner_document_transform (document, LIMNER_LAYER_MASK, &transform);
  limner_document_set_picture (document, picture);
  g_assert_false (limner_document_get_transform (document, LIMNER_LAYER_MASK, &transform, &bounds));
  g_assert_true (limner_transform_is_identity (&transform));
  transform.dx = 4;
  limner_document_transform (document, LIMNER_LAYER_MASK, &transform);
  g_assert_false (limner_document_get_can_undo (document));
}

/* Large masks are worked at on a thread; of many wishes the last one holds. */
static void
test_large (void)
{
  g_autoptr(LimnerDocument) document = make_document (900, 800);
  g_autoptr(LimnerMask) before = NULL;
  g_autoptr(LimnerMask) expected = NULL;
  const LimnerStrokePoint point = { 450, 400, 1 };
  LimnerTransform transform = { 0, 0, 1, 1, 0 };
  LimnerRect bounds;
  LimnerBrush brush;
  guint n_steps;

  limner_document_operate (document, LIMNER_MASK_INVERT, 0);
  before = limner_tiles_copy (limner_document_get_mask (document));
  g_assert_true (limner_tiles_get_bounds (before, &bounds));
  n_steps = count_undo (document);
  for (int i = 1; i <= 10; i++)
    {
      transform = (LimnerTransform) { i, -i, 1 - i / 40.0, 1, i / 10.0 };
      limner_document_transform (document, LIMNER_LAYER_MASK, &transform);
      g_assert_true (limner_document_is_working (document));
    }
  limner_test_wait_until (!limner_document_is_working (document));
  expected = limner_transform_apply (&transform, before, &bounds);
  paint_assert_equal (limner_document_get_mask (document), expected, 0);
  g_assert_cmpuint (count_undo (document), ==, n_steps + 1);

  /* Given up, it stays at what is seen. */
  limner_document_transform (document, LIMNER_LAYER_MASK, &(LimnerTransform) { 0, 0, 1, 1, 2 });
  limner_document_cancel_work (document);
  limner_test_wait_until (!limner_document_is_working (document));
  paint_assert_equal (limner_document_get_mask (document), expected, 0);

  /* What is painted meanwhile counts, and the result does not come over it. */
  limner_document_transform (document, LIMNER_LAYER_MASK, &(LimnerTransform) { 0, 0, 1, 1, 3 });
  limner_brush_init (&brush);
  limner_document_begin_stroke (document, LIMNER_LAYER_MASK, &brush, TRUE);
  limner_document_add_to_stroke (document, &point);
  limner_test_wait_until (!limner_document_is_working (document));
  g_assert_true (limner_document_is_painting (document));
  limner_document_end_stroke (document);
  g_assert_cmpint (limner_mask_get_value (limner_document_get_mask (document), 450, 400), ==, 0);
  limner_document_undo (document);
  paint_assert_equal (limner_document_get_mask (document), expected, 0);

  /* So it is with a whole stroke, after which the box is looked at again. */
  limner_document_transform (document, LIMNER_LAYER_MASK, &(LimnerTransform) { 0, 0, 1, 1, 1 });
  limner_document_begin_stroke (document, LIMNER_LAYER_MASK, &brush, TRUE);
  limner_document_add_to_stroke (document, &point);
  limner_document_end_stroke (document);
  g_assert_true (limner_document_get_transform (document, LIMNER_LAYER_MASK, &transform, &bounds));
  limner_test_wait_until (!limner_document_is_working (document));
  g_assert_cmpint (limner_mask_get_value (limner_document_get_mask (document), 450, 400), ==, 0);
  limner_document_undo (document);
  paint_assert_equal (limner_document_get_mask (document), expected, 0);
}

/* A document that goes while a thread works for it */
static void
test_gone (void)
{
  LimnerDocument *document = make_document (900, 800);

  limner_document_operate (document, LIMNER_MASK_INVERT, 0);
  limner_document_transform (document, LIMNER_LAYER_MASK, &(LimnerTransform) { 0, 0, 1, 1, 3 });
  g_assert_true (limner_document_is_working (document));
  g_object_add_weak_pointer (G_OBJECT (document), (gpointer *) &document);
  g_object_unref (document);
  limner_test_wait_until (document == NULL);
}

static LimnerToolEvent
at (double              x,
    double              y,
    LimnerToolModifiers modifiers)
{
  return (LimnerToolEvent) { x, y, 1, modifiers, 1, 1 };
}

static void
test_tool (void)
{
  g_autoptr(LimnerToolSettings) settings = limner_tool_settings_new ();
  g_autoptr(LimnerTool) tool = limner_tool_new (LIMNER_TOOL_KIND_TRANSFORM, settings);
  g_autoptr(LimnerDocument) document = make_document (WIDTH, HEIGHT);
  g_autoptr(LimnerMask) before = limner_tiles_copy (limner_document_get_mask (document));
  LimnerTransform transform;
  LimnerToolEvent event;
  LimnerRect bounds;
  double x, y;

  g_assert_true (limner_tiles_get_bounds (before, &bounds));
  x = bounds.x + bounds.width / 2.0;
  y = bounds.y + bounds.height / 2.0;

  event = at (x, y, 0);
  limner_tool_press (tool, document, &event);
  event = at (x + 12, y + 5, 0);
  limner_tool_motion (tool, document, &event);
  g_assert_true (limner_document_get_transform (document, LIMNER_LAYER_MASK, &transform, &bounds));
  g_assert_cmpfloat (transform.dx, ==, 12);

  /* Given up, it is back where it was when the drag began. */
  limner_tool_cancel (tool, document);
  paint_assert_equal (limner_document_get_mask (document), before, 0);

  limner_tool_press (tool, document, &event);
  event = at (x + 32, y + 8, LIMNER_TOOL_SHIFT);
  limner_tool_motion (tool, document, &event);
  limner_tool_release (tool, document, &event);
  g_assert_true (limner_document_get_transform (document, LIMNER_LAYER_MASK, &transform, &bounds));
  g_assert_cmpfloat (transform.dx, ==, 20);
  g_assert_cmpfloat (transform.dy, ==, 0);

  /* A pointer that moves with the button up drags nothing, and Enter ends it. */
  event = at (0, 0, 0);
  limner_tool_motion (tool, document, &event);
  g_assert_true (limner_document_get_transform (document, LIMNER_LAYER_MASK, &transform, &bounds));
  g_assert_cmpfloat (transform.dx, ==, 20);
  limner_tool_finish (tool, document);
  g_assert_true (limner_document_get_transform (document, LIMNER_LAYER_MASK, &transform, &bounds));
  g_assert_true (limner_transform_is_identity (&transform));

  /* Nothing is drawn: nothing happens. */
  g_object_set (settings, "layer", (int) LIMNER_LAYER_GUIDE, NULL);
  event = at (x, y, 0);
  limner_tool_press (tool, document, &event);
  event = at (x + 50, y, 0);
  limner_tool_motion (tool, document, &event);
  limner_tool_release (tool, document, &event);
  limner_document_undo (document);
  paint_assert_equal (limner_document_get_mask (document), before, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/paint/transform/reference", test_reference);
  g_test_add_func ("/paint/transform/smaller-keeps-weight", test_smaller_keeps_weight);
  g_test_add_func ("/paint/transform/whole-pixels", test_whole_pixels);
  g_test_add_func ("/paint/transform/right-angles", test_right_angles);
  g_test_add_func ("/paint/transform/drag-corners", test_drag_corners);
  g_test_add_func ("/paint/transform/drag-rest", test_drag_rest);
  g_test_add_func ("/paint/transform/clamp", test_clamp);
  g_test_add_func ("/paint/transform/document", test_document);
  g_test_add_func ("/paint/transform/ends", test_ends);
  g_test_add_func ("/paint/transform/empty", test_empty);
  g_test_add_func ("/paint/transform/large", test_large);
  g_test_add_func ("/paint/transform/gone", test_gone);
  g_test_add_func ("/paint/transform/tool", test_tool);

  return g_test_run ();
}
