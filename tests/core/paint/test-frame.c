/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "image/limner-picture.h"
#include "paint/limner-frame.h"

static LimnerFrame
picture_frame (int width,
               int height)
{
  LimnerFrame frame;

  limner_frame_init (&frame, width, height);
  return frame;
}

static void
assert_area (const LimnerFrame *frame,
             int                x,
             int                y,
             int                width,
             int                height)
{
  g_assert_cmpint (frame->area.x, ==, x);
  g_assert_cmpint (frame->area.y, ==, y);
  g_assert_cmpint (frame->area.width, ==, width);
  g_assert_cmpint (frame->area.height, ==, height);
}

static void
test_sides (void)
{
  LimnerFrame frame = picture_frame (1000, 500);
  LimnerFrameSides sides = { 10, -20, 30, 0 };

  g_assert_true (limner_frame_is_picture (&frame));
  limner_frame_set_sides (&frame, &sides);
  assert_area (&frame, -10, 20, 1040, 480);
  g_assert_false (limner_frame_is_picture (&frame));
  sides = (LimnerFrameSides) { 25, 10, 0, 10 };
  limner_frame_set_sides_percent (&frame, &sides);
  assert_area (&frame, -250, -50, 1250, 600);
  limner_frame_get_sides (&frame, &sides);
  g_assert_cmpint (sides.left, ==, 250);
  g_assert_cmpint (sides.bottom, ==, 50);
}

static void
test_ratio (void)
{
  static const struct
  {
    double ratio, anchor_x, anchor_y;
    int x, y, width, height;
  } cases[] = {
    { 16.0 / 9, 0.5, 0.5, -389, 0, 1778, 1000 },
    { 16.0 / 9, 0, 0.5, 0, 0, 1778, 1000 },
    { 16.0 / 9, 1, 0.5, -778, 0, 1778, 1000 },
    { 9.0 / 16, 0.5, 0, 0, 0, 1000, 1778 },
    { 9.0 / 16, 0.5, 1, 0, -778, 1000, 1778 },
    { 1, 0.5, 0.5, 0, 0, 1000, 1000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimnerFrame frame = picture_frame (1000, 1000);

      limner_frame_set_ratio (&frame, cases[i].ratio, cases[i].anchor_x, cases[i].anchor_y);
      assert_area (&frame, cases[i].x, cases[i].y, cases[i].width, cases[i].height);
    }
}

static void
test_zoom_out_and_round (void)
{
  LimnerFrame frame = picture_frame (100, 60);

  limner_frame_zoom_out (&frame, 2);
  assert_area (&frame, -50, -30, 200, 120);
  limner_frame_round_to (&frame, 64);
  g_assert_cmpint (frame.area.width, ==, 256);
  g_assert_cmpint (frame.area.height, ==, 128);
  assert_area (&frame, -78, -34, 256, 128);

  frame = picture_frame (100, 60);
  limner_frame_round_to (&frame, 8);
  assert_area (&frame, 0, 0, 104, 64);
}

static void
test_drag (void)
{
  LimnerFrame start = picture_frame (300, 200);
  LimnerFrame frame;

  limner_frame_drag (&frame, &start, LIMNER_FRAME_HANDLE_LEFT, -50.4, 99, 0, FALSE);
  assert_area (&frame, -50, 0, 350, 200);
  limner_frame_drag (&frame, &start, LIMNER_FRAME_HANDLE_LEFT, -50, 0, 0, TRUE);
  assert_area (&frame, -50, 0, 400, 200);
  limner_frame_drag (&frame, &start,
                     LIMNER_FRAME_HANDLE_RIGHT | LIMNER_FRAME_HANDLE_BOTTOM, 100, 20, 0, FALSE);
  assert_area (&frame, 0, 0, 400, 220);
  limner_frame_drag (&frame, &start,
                     LIMNER_FRAME_HANDLE_RIGHT | LIMNER_FRAME_HANDLE_BOTTOM, 300, 20, 1.5, FALSE);
  assert_area (&frame, 0, 0, 600, 400);
  limner_frame_drag (&frame, &start, LIMNER_FRAME_HANDLE_INSIDE, 12, -7, 0, FALSE);
  assert_area (&frame, 12, -7, 300, 200);

  /* The opposite side stays where it is when one is pushed too far. */
  limner_frame_drag (&frame, &start, LIMNER_FRAME_HANDLE_LEFT, 9000, 0, 0, FALSE);
  assert_area (&frame, 300 - LIMNER_FRAME_MIN_SIDE, 0, LIMNER_FRAME_MIN_SIDE, 200);
}

static void
test_handles (void)
{
  LimnerFrame frame = picture_frame (300, 200);

  g_assert_cmpint (limner_frame_find_handle (&frame, 2, 100, 5), ==, LIMNER_FRAME_HANDLE_LEFT);
  g_assert_cmpint (limner_frame_find_handle (&frame, 298, 203, 5), ==,
                   LIMNER_FRAME_HANDLE_RIGHT | LIMNER_FRAME_HANDLE_BOTTOM);
  g_assert_cmpint (limner_frame_find_handle (&frame, 100, 100, 5), ==,
                   LIMNER_FRAME_HANDLE_INSIDE);
  g_assert_cmpint (limner_frame_find_handle (&frame, 310, 100, 5), ==, LIMNER_FRAME_HANDLE_NONE);
}

/* Whatever is asked for: the limits hold; the new areas are just what is outside the picture. */
static void
test_always_within_limits (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);

  for (int i = 0; i < 4000; i++)
    {
      int width = g_rand_int_range (rand, 1, 3000);
      int height = g_rand_int_range (rand, 1, 3000);
      LimnerFrame frame = picture_frame (width, height);
      LimnerFrame start;
      LimnerRect picture = { 0, 0, width, height };
      LimnerRect areas[4];
      LimnerRect both;
      gint64 sum = 0;
      int n;

      limner_frame_zoom_out (&frame, g_rand_double_range (rand, 0.01, 9));
      start = frame;
      limner_frame_drag (&frame, &start, g_rand_int_range (rand, 0, 16),
                         g_rand_double_range (rand, -30000, 30000),
                         g_rand_double_range (rand, -30000, 30000),
                         g_rand_boolean (rand) ? g_rand_double_range (rand, 0.1, 9) : 0,
                         g_rand_boolean (rand));
      if (i % 3 == 0)
        limner_frame_round_to (&frame, g_rand_int_range (rand, 1, 200));

      g_assert_cmpint (frame.area.width, >=, LIMNER_FRAME_MIN_SIDE);
      g_assert_cmpint (frame.area.height, >=, LIMNER_FRAME_MIN_SIDE);
      g_assert_cmpint (frame.area.width, <=, LIMNER_PICTURE_MAX_SIDE);
      g_assert_cmpint (frame.area.height, <=, LIMNER_PICTURE_MAX_SIDE);
      g_assert_true (limner_rect_intersect (&frame.area, &picture, &both));

      n = limner_frame_get_new_areas (&frame, areas);
      for (int k = 0; k < n; k++)
        {
          LimnerRect none;

          sum += (gint64) areas[k].width * areas[k].height;
          g_assert_true (limner_rect_contains (&frame.area, &areas[k]));
          g_assert_false (limner_rect_intersect (&areas[k], &picture, &none));
          for (int j = 0; j < k; j++)
            g_assert_false (limner_rect_intersect (&areas[k], &areas[j], &none));
        }
      g_assert_cmpint (sum + (gint64) both.width * both.height, ==,
                       (gint64) frame.area.width * frame.area.height);
    }
}

/* A box of a part of the picture: it never leaves the picture nor what it has to show. */
static void
test_keep_inside (void)
{
  static const LimnerRect mask = { 120, 100, 40, 30 };
  const LimnerFrame start = { 400, 300, { 100, 80, 200, 120 } };
  LimnerFrame frame;

  limner_frame_drag (&frame, &start, LIMNER_FRAME_HANDLE_RIGHT, 40, 90, 0, FALSE);
  limner_frame_keep_inside (&frame, &mask);
  assert_area (&frame, 100, 80, 240, 120);
  limner_frame_drag (&frame, &start, LIMNER_FRAME_HANDLE_RIGHT | LIMNER_FRAME_HANDLE_BOTTOM, 900,
                     900, 0, FALSE);
  limner_frame_keep_inside (&frame, &mask);
  assert_area (&frame, 100, 80, 300, 220);
  limner_frame_drag (&frame, &start, LIMNER_FRAME_HANDLE_LEFT | LIMNER_FRAME_HANDLE_TOP, -900,
                     -900, 0, FALSE);
  limner_frame_keep_inside (&frame, &mask);
  assert_area (&frame, 0, 0, 300, 200);

  /* Past the mask, and past the opposite side: that one stays where it is. */
  limner_frame_drag (&frame, &start, LIMNER_FRAME_HANDLE_RIGHT, -120, 0, 0, FALSE);
  limner_frame_keep_inside (&frame, &mask);
  assert_area (&frame, 100, 80, 80, 120);
  limner_frame_drag (&frame, &start, LIMNER_FRAME_HANDLE_RIGHT, -900, 0, 0, FALSE);
  limner_frame_keep_inside (&frame, &mask);
  assert_area (&frame, 100, 80, 60, 120);
  limner_frame_drag (&frame, &start, LIMNER_FRAME_HANDLE_LEFT, 900, 0, 0, FALSE);
  limner_frame_keep_inside (&frame, &mask);
  assert_area (&frame, 120, 80, 180, 120);
  limner_frame_drag (&frame, &start, LIMNER_FRAME_HANDLE_LEFT, 900, 0, 0, FALSE);
  limner_frame_keep_inside (&frame, NULL);
  assert_area (&frame, 300 - LIMNER_FRAME_MIN_SIDE, 80, LIMNER_FRAME_MIN_SIDE, 120);

  /* A picture that is smaller than any frame */
  limner_frame_init (&frame, 8, 5);
  limner_frame_drag (&frame, &frame, LIMNER_FRAME_HANDLE_LEFT, 3, 0, 0, FALSE);
  limner_frame_keep_inside (&frame, NULL);
  assert_area (&frame, 0, 0, 8, 5);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/paint/frame/sides", test_sides);
  g_test_add_func ("/paint/frame/ratio", test_ratio);
  g_test_add_func ("/paint/frame/zoom-out-and-round", test_zoom_out_and_round);
  g_test_add_func ("/paint/frame/drag", test_drag);
  g_test_add_func ("/paint/frame/handles", test_handles);
  g_test_add_func ("/paint/frame/keep-inside", test_keep_inside);
  g_test_add_func ("/paint/frame/always-within-limits", test_always_within_limits);

  return g_test_run ();
}
