/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-rect.h"

static void
test_intersect (void)
{
  const LimnerRect a = { 0, 0, 10, 10 };
  const LimnerRect b = { 5, -5, 10, 10 };
  const LimnerRect far = { 20, 20, 5, 5 };
  const LimnerRect huge = { G_MININT, G_MININT, G_MAXINT, G_MAXINT };
  LimnerRect result;

  g_assert_true (limner_rect_intersect (&a, &b, &result));
  g_assert_true (limner_rect_equal (&result, &(LimnerRect) { 5, 0, 5, 5 }));
  g_assert_false (limner_rect_intersect (&a, &far, &result));
  g_assert_true (limner_rect_is_empty (&result));
  g_assert_false (limner_rect_intersect (&a, &huge, &result));
}

static void
test_union (void)
{
  const LimnerRect a = { 0, 0, 10, 10 };
  const LimnerRect b = { -5, 20, 5, 5 };
  const LimnerRect empty = { 100, 100, 0, 5 };
  LimnerRect result;

  limner_rect_union (&a, &b, &result);
  g_assert_true (limner_rect_equal (&result, &(LimnerRect) { -5, 0, 15, 25 }));
  limner_rect_union (&a, &empty, &result);
  g_assert_true (limner_rect_equal (&result, &a));
  limner_rect_union (&empty, &b, &result);
  g_assert_true (limner_rect_equal (&result, &b));
}

static void
test_contains (void)
{
  const LimnerRect a = { 0, 0, 10, 10 };

  g_assert_true (limner_rect_contains (&a, &(LimnerRect) { 0, 0, 10, 10 }));
  g_assert_true (limner_rect_contains (&a, &(LimnerRect) { 50, 0, 0, 10 }));
  g_assert_false (limner_rect_contains (&a, &(LimnerRect) { 5, 5, 6, 2 }));
}

static void
test_grow (void)
{
  LimnerRect rect = { 2, 3, 4, 5 };
  LimnerRect empty = { 2, 3, 0, 5 };

  limner_rect_grow (&rect, 2);
  g_assert_true (limner_rect_equal (&rect, &(LimnerRect) { 0, 1, 8, 9 }));
  limner_rect_grow (&rect, -4);
  g_assert_true (limner_rect_is_empty (&rect));
  limner_rect_grow (&empty, 3);
  g_assert_true (limner_rect_is_empty (&empty));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rect/intersect", test_intersect);
  g_test_add_func ("/rect/union", test_union);
  g_test_add_func ("/rect/contains", test_contains);
  g_test_add_func ("/rect/grow", test_grow);

  return g_test_run ();
}
