/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What holds for every box, frame, orientation and multiple: a model that gives back what it was
 * sent gives back the picture. The cases are drawn from a fixed seed, so they are always the same.
 */

#include "config.h"

#include <stdlib.h>

#include "edit/limner-edit-compose.h"
#include "edit/limner-edit-plan.h"
#include "edit/limner-edit-prepare.h"
#include "image/limner-picture-ops.h"

#include "edit-pictures.h"

#define N_CASES 60
/* Where scaling is by a factor that is near 1, a smooth picture comes back this near, of 255. */
#define SCALED_BOUND 10

static int
draw (GRand *random,
      int    least,
      int    most)
{
  return g_rand_int_range (random, least, most + 1);
}

static LimnerPlane *
draw_mask (GRand            *random,
           const LimnerRect *frame,
           LimnerRect       *bounds)
{
  LimnerPlane *mask = limner_plane_new (frame->width, frame->height);
  int width = draw (random, 1, frame->width), height = draw (random, 1, frame->height);
  int x0 = draw (random, 0, frame->width - width), y0 = draw (random, 0, frame->height - height);

  for (int y = y0; y < y0 + height; y++)
    memset (limner_plane_get_pixels (mask) + (gsize) y * frame->width + x0, 255, (gsize) width);
  *bounds = (LimnerRect) { frame->x + x0, frame->y + y0, width, height };
  return mask;
}

static LimnerEditRecipe *
draw_recipe (GRand                  *random,
             const LimnerRect       *frame,
             const LimnerRect       *bounds,
             const LimnerEditLimits *limits)
{
  LimnerEditRecipe *recipe = limner_edit_recipe_new ();

  recipe->frame = *frame;
  recipe->grow = draw (random, 0, 6);
  recipe->feather = draw (random, 0, 20);
  recipe->tone = LIMNER_EDIT_TONE_OFF;
  recipe->align = FALSE;
  g_assert_true (limner_edit_plan_box (recipe, bounds, limits, draw (random, -1, 60)));
  return recipe;
}

static void
assert_planned (const LimnerEditRecipe *recipe,
                const LimnerRect       *bounds,
                const LimnerEditLimits *limits)
{
  LimnerRect inside;

  g_assert_true (limner_rect_intersect (bounds, &recipe->frame, &inside));
  g_assert_true (limner_rect_contains (&recipe->frame, &recipe->box));
  g_assert_true (limner_rect_contains (&recipe->box, &inside));
  g_assert_cmpint (recipe->sent_width % limits->multiple, ==, 0);
  g_assert_cmpint (recipe->sent_height % limits->multiple, ==, 0);
  g_assert_cmpint (MAX (recipe->sent_width, recipe->sent_height), <=, limits->max_side);
}

static int
find_largest_change (LimnerPicture *before,
                     LimnerPicture *after,
                     int            x0,
                     int            y0)
{
  int width = limner_picture_get_width (before), most = 0;

  for (int y = 0; y < limner_picture_get_height (before); y++)
    {
      const guint8 *a = limner_picture_read_row (before, y);
      const guint8 *b = limner_picture_read_row (after, y + y0) + 4 * x0;

      for (int i = 0; i < 4 * width; i++)
        most = MAX (most, abs (a[i] - b[i]));
    }
  return most;
}

/* One round trip; gives the largest change of a channel within the source. */
static int
go_round (GRand                  *random,
          LimnerPicture          *source,
          const LimnerRect       *frame,
          const LimnerEditLimits *limits)
{
  LimnerRect bounds;
  g_autoptr(LimnerPlane) mask = draw_mask (random, frame, &bounds);
  g_autoptr(LimnerEditRecipe) recipe = draw_recipe (random, frame, &bounds, limits);
  g_autoptr(LimnerPicture) sent = limner_edit_prepare_image (recipe, source);
  g_autoptr(LimnerPlane) sent_mask = limner_edit_prepare_mask (recipe, source, mask, FALSE, FALSE);
  g_autoptr(LimnerPicture) result = NULL;
  g_autoptr(GError) error = NULL;

  assert_planned (recipe, &bounds, limits);
  g_assert_cmpint (limner_picture_get_width (sent), ==, recipe->sent_width);
  g_assert_cmpint (limner_picture_get_height (sent), ==, recipe->sent_height);
  g_assert_cmpint (limner_plane_get_width (sent_mask), ==, recipe->sent_width);
  g_assert_cmpint (limner_plane_get_height (sent_mask), ==, recipe->sent_height);

  result = limner_edit_compose (recipe, source, mask, sent, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (limner_picture_get_width (result), ==, frame->width);
  g_assert_cmpint (limner_picture_get_height (result), ==, frame->height);
  return find_largest_change (source, result, -frame->x, -frame->y);
}

static void
test_scale_one (void)
{
  static const LimnerEditLimits as_is = { 0, 1, 16384, 0.0 };
  g_autoptr(GRand) random = g_rand_new_with_seed (11);

  for (int i = 0; i < N_CASES; i++)
    {
      int width = draw (random, 1, 160), height = draw (random, 1, 160);
      g_autoptr(LimnerPicture) source = make_scene (width, height, i, 3 * i);
      const LimnerRect frame = { 0, 0, width, height };

      g_assert_cmpint (go_round (random, source, &frame, &as_is), <=, 1);
    }
}

/* A frame that goes beyond the picture: what lies within it is still the picture. */
static void
test_frames (void)
{
  static const LimnerEditLimits as_is = { 0, 1, 16384, 0.0 };
  g_autoptr(GRand) random = g_rand_new_with_seed (12);

  for (int i = 0; i < N_CASES; i++)
    {
      int width = draw (random, 8, 120), height = draw (random, 8, 120);
      int left = draw (random, 0, 90), top = draw (random, 0, 90);
      g_autoptr(LimnerPicture) source = make_scene (width, height, i, 2 * i);
      const LimnerRect frame = { -left, -top, left + width + draw (random, 0, 90),
                                 top + height + draw (random, 0, 90) };

      g_assert_cmpint (go_round (random, source, &frame, &as_is), <=, 1);
    }
}

/* The eight orientations that a camera writes: the picture is upright before anything else. */
static void
test_orientations (void)
{
  static const LimnerEditLimits as_is = { 0, 1, 16384, 0.0 };
  g_autoptr(GRand) random = g_rand_new_with_seed (13);

  for (int orientation = 1; orientation <= 8; orientation++)
    {
      g_autoptr(LimnerPicture) stored = make_scene (90, 61, orientation, 5);
      g_autoptr(LimnerPicture) source = limner_picture_orient (stored, orientation);
      const LimnerRect frame = { 0, 0, limner_picture_get_width (source),
                                 limner_picture_get_height (source) };

      g_assert_cmpint (frame.width, ==, orientation >= 5 ? 61 : 90);
      g_assert_cmpint (go_round (random, source, &frame, &as_is), <=, 1);
    }
}

/* A smooth picture, so that what is measured is where pixels go and not how sharp they stay. */
static LimnerPicture *
make_smooth (int width,
             int height)
{
  LimnerPicture *picture = limner_picture_new (width, height);
  guint8 *pixel = limner_picture_get_pixels (picture);

  for (int y = 0; y < height; y++)
    {
      for (int x = 0; x < width; x++, pixel += 4)
        {
          pixel[0] = (guint8) (x * 255 / width);
          pixel[1] = (guint8) (y * 255 / height);
          pixel[2] = (guint8) ((x + y) * 255 / (width + height));
          pixel[3] = 255;
        }
    }
  return picture;
}

static void
test_multiples (void)
{
  static const int multiples[] = { 1, 8, 16, 32, 64 };
  g_autoptr(GRand) random = g_rand_new_with_seed (14);

  for (int i = 0; i < N_CASES; i++)
    {
      const LimnerEditLimits limits = { 192 * 192, multiples[i % G_N_ELEMENTS (multiples)], 512,
                                        2.5 };
      int width = draw (random, 96, 240), height = draw (random, 96, 240);
      g_autoptr(LimnerPicture) source = make_smooth (width, height);
      const LimnerRect frame = { 0, 0, width, height };

      g_assert_cmpint (go_round (random, source, &frame, &limits), <=, SCALED_BOUND);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/edit/geometry/scale-one", test_scale_one);
  g_test_add_func ("/edit/geometry/frames", test_frames);
  g_test_add_func ("/edit/geometry/orientations", test_orientations);
  g_test_add_func ("/edit/geometry/multiples", test_multiples);

  return g_test_run ();
}
