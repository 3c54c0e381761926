/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "edit/limner-edit-plan.h"

static const LimnerEditLimits sdxl = { 1024 * 1024, 8, 1536, 2.5 };
static const LimnerEditLimits any_size = { 0, 1, 16384, 0.0 };

/* Whatever is asked, the box lies in the frame, holds the blend zone and has a proper size. */
static void
test_invariants (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (11);

  for (int round = 0; round < 2000; round++)
    {
      g_autoptr(LimnerEditRecipe) recipe = limner_edit_recipe_new ();
      const LimnerEditLimits *limits = round % 3 == 0 ? &any_size : &sdxl;
      int width = g_rand_int_range (random, 1, 6000);
      int height = g_rand_int_range (random, 1, 6000);
      LimnerRect mask, zone;

      recipe->frame = (LimnerRect) { -g_rand_int_range (random, 0, 300),
                                     -g_rand_int_range (random, 0, 300), width + 300,
                                     height + 300 };
      mask = (LimnerRect) { g_rand_int_range (random, 0, width),
                            g_rand_int_range (random, 0, height),
                            g_rand_int_range (random, 1, width + 1),
                            g_rand_int_range (random, 1, height + 1) };
      recipe->grow = limner_edit_default_grow (&mask);
      recipe->feather = limner_edit_default_feather (&mask);
      if (!limner_edit_plan_box (recipe, &mask, limits, -1))
        continue;

      g_assert_true (limner_rect_contains (&recipe->frame, &recipe->box));
      zone = mask;
      limner_rect_intersect (&zone, &recipe->frame, &zone);
      limner_rect_grow (&zone, recipe->grow + recipe->feather);
      limner_rect_intersect (&zone, &recipe->frame, &zone);
      g_assert_true (limner_rect_contains (&recipe->box, &zone));
      g_assert_cmpint (recipe->sent_width % limits->multiple, ==, 0);
      g_assert_cmpint (recipe->sent_height % limits->multiple, ==, 0);
      g_assert_cmpint (recipe->sent_width, >=, limits->multiple);
      g_assert_cmpint (MAX (recipe->sent_width, recipe->sent_height), <=, limits->max_side);
      if (limits == &any_size)
        g_assert_cmpint (recipe->sent_width, ==, recipe->box.width);
    }
}

static void
test_small_mask_gets_context (void)
{
  g_autoptr(LimnerEditRecipe) recipe = limner_edit_recipe_new ();
  const LimnerRect mask = { 3000, 2000, 60, 80 };

  recipe->frame = (LimnerRect) { 0, 0, 6000, 4000 };
  g_assert_true (limner_edit_plan_box (recipe, &mask, &sdxl, -1));
  g_assert_cmpint (recipe->box.width, ==, 512);
  g_assert_cmpint (recipe->box.height, ==, 512);
  g_assert_cmpint (recipe->sent_width, ==, 1024);
  g_assert_cmpint (recipe->sent_height, ==, 1024);
}

static void
test_nothing_painted (void)
{
  g_autoptr(LimnerEditRecipe) recipe = limner_edit_recipe_new ();
  const LimnerRect outside = { 500, 0, 10, 10 };

  recipe->frame = (LimnerRect) { 0, 0, 100, 100 };
  g_assert_false (limner_edit_plan_box (recipe, &outside, &sdxl, -1));
}

static void
test_long_thin_mask (void)
{
  g_autoptr(LimnerEditRecipe) recipe = limner_edit_recipe_new ();
  const LimnerRect wire = { 100, 1000, 3800, 6 };

  recipe->frame = (LimnerRect) { 0, 0, 4000, 3000 };
  recipe->grow = limner_edit_default_grow (&wire);
  recipe->feather = limner_edit_default_feather (&wire);
  g_assert_true (limner_edit_plan_box (recipe, &wire, &sdxl, -1));
  g_assert_cmpint (recipe->box.width, <=, (int) (2.6 * recipe->box.height));
  g_assert_cmpint (recipe->sent_width, <=, 1536);
}

static void
test_overlap (void)
{
  static const struct
  {
    LimnerRect frame;
    int        side;
    int        overlap;
  } expected[] = {
    { { 0, 0, 100, 100 }, 100, 0 },
    { { -50, 0, 150, 100 }, 100, 16 },
    { { -1, 0, 9, 8 }, 8, 2 },
    { { -1, 0, 5000, 4000 }, 4000, 64 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (limner_edit_default_overlap (&expected[i].frame, expected[i].side,
                                                  expected[i].side), ==, expected[i].overlap);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/edit/plan/invariants", test_invariants);
  g_test_add_func ("/edit/plan/small-mask-gets-context", test_small_mask_gets_context);
  g_test_add_func ("/edit/plan/nothing-painted", test_nothing_painted);
  g_test_add_func ("/edit/plan/long-thin-mask", test_long_thin_mask);
  g_test_add_func ("/edit/plan/overlap", test_overlap);

  return g_test_run ();
}
