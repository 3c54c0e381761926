/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "edit/limner-edit-steps.h"

static const LimnerEditLimits sdxl = { 1024 * 1024, 8, 1536, 2.4 };
static const LimnerEditLimits any = { 0, 1, 8192, 0.0 };

typedef struct
{
  LimnerRect              frame;
  int                     width;
  int                     height;
  const LimnerEditLimits *limits;
  guint                   n_steps;
} Case;

static const Case cases[] = {
  { { -64, 0, 640, 512 }, 512, 512, &sdxl, 1 },           /* little is unknown */
  { { -256, -256, 1024, 1024 }, 512, 512, &any, 4 },      /* three quarters are */
  { { -398, 0, 1820, 1024 }, 1024, 1024, &sdxl, 1 },      /* to 16:9, seen at three quarters */
  { { -1024, 0, 3072, 1024 }, 1024, 1024, &sdxl, 4 },     /* thrice as wide */
  { { 0, 0, 1024, 2600 }, 1024, 1024, &sdxl, 4 },         /* downward only */
  { { 100, 0, 3000, 1024 }, 1024, 1024, &sdxl, 1 },       /* a part is cut off */
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *test = &cases[i];
      LimnerRect frames[LIMNER_EDIT_MAX_STEPS];
      guint n = limner_edit_plan_steps (&test->frame, test->width, test->height, test->limits,
                                        frames);

      g_assert_cmpuint (n, ==, test->n_steps);
      g_assert_true (limner_rect_equal (&frames[n - 1], &test->frame));
    }
}

/* Whatever is asked for, each step holds the one before and knows at least half of its own axis. */
static void
test_any_frame (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (3);

  for (int i = 0; i < 500; i++)
    {
      int width = g_rand_int_range (random, 64, 3000), height = g_rand_int_range (random, 64, 3000);
      int left = g_rand_int_range (random, 0, 2000), top = g_rand_int_range (random, 0, 2000);
      const LimnerRect frame = { -left, -top, left + width + g_rand_int_range (random, 0, 2000),
                                 top + height + g_rand_int_range (random, 0, 2000) };
      LimnerRect before = { 0, 0, width, height };
      LimnerRect frames[LIMNER_EDIT_MAX_STEPS];
      guint n = limner_edit_plan_steps (&frame, width, height, i % 2 == 0 ? &sdxl : &any, frames);

      g_assert_cmpuint (n, >=, 1);
      g_assert_cmpuint (n, <=, LIMNER_EDIT_MAX_STEPS);
      g_assert_true (limner_rect_equal (&frames[n - 1], &frame));
      for (guint k = 0; k < n; k++)
        {
          g_assert_true (limner_rect_contains (&frames[k], &before));
          if (n > 1 && n < LIMNER_EDIT_MAX_STEPS)
            {
              g_assert_cmpint (frames[k].width, <=, 2 * before.width);
              g_assert_cmpint (frames[k].height, <=, 2 * before.height);
              g_assert_true (frames[k].width == before.width ||
                             frames[k].height == before.height);
            }
          before = frames[k];
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/edit/steps/cases", test_cases);
  g_test_add_func ("/edit/steps/any-frame", test_any_frame);

  return g_test_run ();
}
