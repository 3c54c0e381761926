/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "edit/limner-edit-align.h"
#include "edit/limner-edit-canvas.h"
#include "edit/limner-edit-compose.h"
#include "edit/limner-edit-plan.h"
#include "edit/limner-edit-prepare.h"
#include "edit/limner-edit-tone.h"
#include "edit/limner-edit-zone.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-ops.h"

#include "edit-pictures.h"

static const LimnerEditLimits sd15 = { 512 * 512, 8, 1024, 2.5 };
static const LimnerEditLimits any_size = { 0, 1, 16384, 0.0 };

static LimnerEditRecipe *
plan_disc (int                     width,
           int                     height,
           const LimnerEditLimits *limits)
{
  LimnerEditRecipe *recipe = limner_edit_recipe_new ();
  const LimnerRect bounds = { width / 2 - 20, height / 2 - 20, 41, 41 };

  recipe->frame = (LimnerRect) { 0, 0, width, height };
  recipe->grow = 3;
  recipe->feather = 8;
  g_assert_true (limner_edit_plan_box (recipe, &bounds, limits, -1));
  return recipe;
}

static void
tint (LimnerPicture *picture)
{
  guint8 *pixel = limner_picture_get_pixels (picture);
  gsize n = (gsize) limner_picture_get_width (picture) * limner_picture_get_height (picture);

  for (gsize i = 0; i < n; i++, pixel += 4)
    {
      pixel[0] = (guint8) (pixel[0] * 0.9 + 20);
      pixel[2] = (guint8) (pixel[2] * 0.85);
    }
}

/* Asserts that nothing outside the blend zone has changed. */
static void
assert_untouched (const LimnerEditRecipe *recipe,
                  const LimnerPicture    *source,
                  const LimnerPlane      *mask,
                  const LimnerPicture    *result)
{
  g_autoptr(LimnerPlane) zone = limner_edit_zone_new (mask, recipe->grow, recipe->feather);

  for (int y = 0; y < limner_picture_get_height (source); y++)
    {
      const guint32 *a = (const guint32 *) (gconstpointer) limner_picture_read_row (source, y);
      const guint32 *b = (const guint32 *) (gconstpointer) limner_picture_read_row (result, y);
      const guint8 *z = limner_plane_read_row (zone, y);

      for (int x = 0; x < limner_picture_get_width (source); x++)
        {
          if (z[x] == 0)
            g_assert_cmphex (a[x], ==, b[x]);
        }
    }
}

/* Five passes by a model that returns another size, shifted, with another tint. */
static void
test_untouched_outside (void)
{
  g_autoptr(LimnerPicture) source = make_scene (300, 260, 0, 0);
  g_autoptr(LimnerPicture) picture = limner_picture_ref (source);
  g_autoptr(LimnerPlane) mask = make_disc (300, 260, 150, 130, 20);
  g_autoptr(LimnerEditRecipe) recipe = plan_disc (300, 260, &sd15);

  for (int pass = 0; pass < 5; pass++)
    {
      g_autoptr(LimnerPicture) sent = limner_edit_prepare_image (recipe, picture);
      g_autoptr(LimnerPicture) moved = limner_edit_shift (sent, -3.0, 2.5);
      g_autoptr(LimnerPicture) answer = limner_picture_scale (moved, 400, 333, LIMNER_FILTER_AUTO);
      g_autoptr(LimnerPicture) result = NULL;
      g_autoptr(GError) error = NULL;
      LimnerEditReport report;

      g_assert_cmpint (limner_picture_get_width (sent), ==, recipe->sent_width);
      tint (answer);
      result = limner_edit_compose (recipe, picture, mask, answer, &report, &error);
      g_assert_no_error (error);
      g_assert_true (report.was_resized);
      assert_untouched (recipe, source, mask, result);
      limner_picture_unref (picture);
      picture = g_steal_pointer (&result);
    }
}

/* The largest step from one pixel to the next in what an edit added, to the right of the middle. */
static int
find_steepest (const LimnerPicture *source,
               const LimnerPicture *result)
{
  int largest = 0;

  for (int x = 151; x < 299; x++)
    {
      const guint8 *old = limner_picture_read_row (source, 130) + 4 * x;
      const guint8 *made = limner_picture_read_row (result, 130) + 4 * x;

      largest = MAX (largest, ABS ((made[1] - old[1]) - (made[5] - old[5])));
    }
  return largest;
}

/* A model that gives back to the byte what its mask leaves out: the edge is soft nevertheless. */
static void
test_exact_model (void)
{
  g_autoptr(LimnerPicture) source = make_scene (300, 260, 0, 0);
  g_autoptr(LimnerPlane) mask = make_disc (300, 260, 150, 130, 20);
  g_autoptr(LimnerEditRecipe) recipe = plan_disc (300, 260, &any_size);
  g_autoptr(LimnerPicture) sent = limner_edit_prepare_image (recipe, source);
  g_autoptr(LimnerPlane) sent_mask = NULL;
  g_autoptr(LimnerPicture) answer = limner_picture_copy (sent);
  g_autoptr(LimnerPicture) result = NULL;
  g_autoptr(LimnerPicture) again = NULL;
  g_autoptr(GError) error = NULL;
  gsize n = (gsize) recipe->sent_width * recipe->sent_height;
  int largest;

  recipe->reach = recipe->grow + recipe->feather;
  sent_mask = limner_edit_prepare_mask (recipe, source, mask, FALSE, FALSE);
  for (gsize i = 0; i < n; i++)
    if (limner_plane_get_pixels (sent_mask)[i] != 0)
      memset (limner_picture_get_pixels (answer) + 4 * i, 255, 4);
  recipe->tone = LIMNER_EDIT_TONE_OFF;
  result = limner_edit_compose (recipe, source, mask, answer, NULL, &error);
  g_assert_no_error (error);
  assert_untouched (recipe, source, mask, result);

  largest = find_steepest (source, result);
  g_assert_cmpint (limner_picture_read_row (result, 130)[4 * 150 + 1], ==, 255);
  g_assert_cmpint (largest, <, 90);

  /* A wider feather, wished for afterwards, ends where the model's mask did and fades over what was
   * painted instead. */
  recipe->feather = 16;
  again = limner_edit_compose (recipe, source, mask, answer, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (find_steepest (source, again), <, largest);
  g_assert_cmpint (limner_picture_read_row (again, 130)[4 * 150 + 1], ==, 255);
  recipe->feather = 8;
  assert_untouched (recipe, source, mask, again);
}

static void
test_identity_model (void)
{
  g_autoptr(LimnerPicture) source = make_scene (700, 500, 0, 0);
  g_autoptr(LimnerPlane) mask = make_disc (700, 500, 350, 250, 20);
  g_autoptr(LimnerEditRecipe) recipe = plan_disc (700, 500, &any_size);
  g_autoptr(LimnerPicture) sent = limner_edit_prepare_image (recipe, source);
  g_autoptr(LimnerPicture) result = NULL;
  g_autoptr(GError) error = NULL;
  LimnerEditReport report;

  result = limner_edit_compose (recipe, source, mask, sent, &report, &error);
  g_assert_no_error (error);
  g_assert_false (report.was_resized);
  g_assert_cmpfloat (report.shift_x, ==, 0.0);
  g_assert_cmpint (largest_difference (source, result), <=, 1);
}

static void
test_identity_model_scaled (void)
{
  g_autoptr(LimnerPicture) source = make_scene (700, 500, 0, 0);
  g_autoptr(LimnerPlane) mask = make_disc (700, 500, 350, 250, 20);
  g_autoptr(LimnerEditRecipe) recipe = plan_disc (700, 500, &sd15);
  g_autoptr(LimnerPicture) sent = limner_edit_prepare_image (recipe, source);
  g_autoptr(LimnerPicture) result = NULL;
  g_autoptr(GError) error = NULL;

  result = limner_edit_compose (recipe, source, mask, sent, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (largest_difference (source, result), <=, 8);
}

static void
test_finds_shifts (void)
{
  const double shifts[][2] = { { 0, 0 }, { 3, 0 }, { -2, 5 }, { 1.5, -1.5 }, { 11, 7.25 } };
  g_autoptr(LimnerPicture) source = make_scene (320, 300, 0, 0);
  g_autoptr(LimnerPlane) zone = make_disc (320, 300, 160, 150, 60);

  for (gsize i = 0; i < G_N_ELEMENTS (shifts); i++)
    {
      g_autoptr(LimnerPicture) answer = make_scene (320, 300, shifts[i][0], shifts[i][1]);
      gboolean is_shifted = shifts[i][0] != 0 || shifts[i][1] != 0;
      double x, y;

      tint (answer);
      g_assert_true (limner_edit_find_shift (answer, source, zone, &x, &y) == is_shifted);
      g_assert_cmpfloat_with_epsilon (x, shifts[i][0], 0.4);
      g_assert_cmpfloat_with_epsilon (y, shifts[i][1], 0.4);
    }
}

/* Only what is taken of an answer is matched. */
static int
largest_difference_within (const LimnerPicture *a,
                           const LimnerPicture *b,
                           const LimnerPlane   *zone)
{
  int largest = 0;

  for (int y = 0; y < limner_picture_get_height (a); y++)
    {
      const guint8 *here = limner_picture_read_row (a, y), *there = limner_picture_read_row (b, y);

      for (int i = 0; i < 4 * limner_picture_get_width (a); i++)
        {
          if (limner_plane_read_row (zone, y)[i / 4] > 0)
            largest = MAX (largest, ABS (here[i] - there[i]));
        }
    }
  return largest;
}

/* Light that falls off to one side is found at the ring and given back inside. */
static void
test_lean (void)
{
  g_autoptr(LimnerPicture) source = make_scene (200, 160, 0, 0);
  g_autoptr(LimnerPicture) answer = make_scene (200, 160, 0, 0);
  g_autoptr(LimnerPlane) zone = make_disc (200, 160, 100, 80, 40);

  for (int y = 0; y < 160; y++)
    {
      guint8 *pixel = limner_picture_get_pixels (answer) + y * 800;

      for (int x = 0; x < 200; x++, pixel += 4)
        {
          for (int c = 0; c < 3; c++)
            pixel[c] = (guint8) CLAMP (pixel[c] + 20 * x / 200 - 10 * y / 160, 0, 255);
        }
    }
  g_assert_cmpint (largest_difference_within (answer, source, zone), >, 8);
  g_assert_true (limner_edit_match_tone (answer, source, zone, LIMNER_EDIT_TONE_GENTLE));
  g_assert_cmpint (largest_difference_within (answer, source, zone), <=, 4);
}

static void
test_tone (void)
{
  const LimnerEditTone tones[] = { LIMNER_EDIT_TONE_GENTLE, LIMNER_EDIT_TONE_STRONG };
  g_autoptr(LimnerPicture) source = make_scene (200, 200, 0, 0);
  g_autoptr(LimnerPlane) zone = make_disc (200, 200, 100, 100, 50);
  g_autoptr(LimnerPlane) all = make_disc (200, 200, 100, 100, 500);
  g_autoptr(LimnerPicture) off = make_scene (200, 200, 0, 0);

  tint (off);
  g_assert_false (limner_edit_match_tone (off, source, zone, LIMNER_EDIT_TONE_OFF));
  g_assert_false (limner_edit_match_tone (off, source, all, LIMNER_EDIT_TONE_STRONG));
  g_assert_cmpint (largest_difference (off, source), >, 15);

  for (gsize i = 0; i < G_N_ELEMENTS (tones); i++)
    {
      g_autoptr(LimnerPicture) answer = make_scene (200, 200, 0, 0);

      tint (answer);
      g_assert_true (limner_edit_match_tone (answer, source, zone, tones[i]));
      g_assert_cmpint (largest_difference_within (answer, source, zone), <, 12);
    }
}

static void
test_extend (void)
{
  g_autoptr(LimnerPicture) source = make_scene (120, 90, 0, 0);
  g_autoptr(LimnerEditRecipe) recipe = limner_edit_recipe_new ();
  g_autoptr(LimnerPicture) sent = NULL;
  g_autoptr(LimnerPlane) mask = NULL;
  g_autoptr(LimnerPicture) result = NULL;
  g_autoptr(GError) error = NULL;

  recipe->frame = (LimnerRect) { -40, 0, 200, 90 };
  recipe->overlap = 10;
  g_assert_true (limner_edit_plan_box (recipe, &recipe->frame, &any_size, 0));
  sent = limner_edit_prepare_image (recipe, source);
  mask = limner_edit_prepare_mask (recipe, source, NULL, FALSE, TRUE);
  result = limner_edit_compose (recipe, source, NULL, sent, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (limner_picture_get_width (result), ==, 200);
  g_assert_cmpint (limner_picture_get_height (result), ==, 90);

  for (int y = 0; y < 90; y++)
    {
      const guint8 *made = limner_picture_read_row (result, y);
      const guint8 *old = limner_picture_read_row (source, y);
      const guint8 *white = limner_plane_read_row (mask, y);

      for (int x = 0; x < 200; x++)
        {
          gboolean inside = x >= 50 && x < 150;

          g_assert_cmpint (made[4 * x + 3], ==, 255);
          g_assert_cmpint (white[x], ==, inside ? 0 : 255);
          if (inside)
            g_assert_cmpmem (made + 4 * x, 4, old + 4 * (x - 40), 4);
        }
    }
}

static void
test_polarity (void)
{
  g_autoptr(LimnerPicture) source = make_scene (64, 64, 0, 0);
  g_autoptr(LimnerPlane) mask = make_disc (64, 64, 32, 32, 20);
  g_autoptr(LimnerEditRecipe) recipe = plan_disc (64, 64, &sd15);
  g_autoptr(LimnerPlane) white = limner_edit_prepare_mask (recipe, source, mask, FALSE, FALSE);
  g_autoptr(LimnerPlane) black = limner_edit_prepare_mask (recipe, source, mask, TRUE, FALSE);
  gsize n = (gsize) recipe->sent_width * recipe->sent_height;

  for (gsize i = 0; i < n; i++)
    g_assert_cmpint (limner_plane_get_pixels (white)[i], ==,
                     255 - limner_plane_get_pixels (black)[i]);
  g_assert_cmpint (limner_plane_read_row (white, recipe->sent_height / 2)[recipe->sent_width / 2],
                   ==, 255);
}

static void
test_prefill (void)
{
  const LimnerRect known = { 20, 0, 30, 40 };
  const LimnerEditPrefill ways[] = { LIMNER_EDIT_PREFILL_SMOOTH, LIMNER_EDIT_PREFILL_EDGE,
                                     LIMNER_EDIT_PREFILL_NOISE };

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr(LimnerPicture) picture = make_scene (70, 60, 0, 0);
      g_autoptr(LimnerPicture) before = limner_picture_copy (picture);

      g_assert_true (limner_edit_prefill (picture, &known, ways[i]));
      for (int y = 0; y < 40; y++)
        g_assert_cmpmem (limner_picture_read_row (picture, y) + 80, 120,
                         limner_picture_read_row (before, y) + 80, 120);
      g_assert_cmpint (largest_difference (picture, before), >, 0);
    }
}

static void
test_refusals (void)
{
  g_autoptr(LimnerPicture) source = make_scene (50, 50, 0, 0);
  g_autoptr(LimnerEditRecipe) recipe = limner_edit_recipe_new ();
  g_autoptr(GError) error = NULL;

  recipe->frame = (LimnerRect) { 0, 0, 50, 50 };
  recipe->box = (LimnerRect) { 10, 10, 50, 50 };
  g_assert_null (limner_edit_compose (recipe, source, NULL, source, NULL, &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT);
}

/* The ways to take an answer back give the same pixels, and the first two leave the source. */
static void
test_ways_agree (void)
{
  static const LimnerRect frames[] = { { 0, 0, 300, 260 }, { -30, -8, 360, 300 } };

  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autoptr(LimnerPicture) source = make_scene (300, 260, 0, 0);
      g_autoptr(LimnerPicture) kept = limner_picture_copy (source);
      g_autoptr(LimnerPicture) answer = make_scene (500, 410, 3, 2);
      g_autoptr(LimnerPlane) mask = make_disc (frames[i].width, frames[i].height, 150, 130, 20);
      g_autoptr(LimnerEditRecipe) recipe = plan_disc (300, 260, &sd15);
      g_autoptr(LimnerPicture) whole = NULL, part = NULL, taken = NULL, cut = NULL;
      g_autoptr(GError) error = NULL;

      recipe->frame = frames[i];
      part = limner_edit_compose_part (recipe, source, mask, answer, NULL, &error);
      g_assert_no_error (error);
      whole = limner_edit_compose (recipe, source, mask, answer, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (largest_difference (source, kept), ==, 0);
      taken = limner_edit_compose_take (recipe, g_steal_pointer (&source), mask, answer, NULL,
                                        &error);
      g_assert_no_error (error);
      g_assert_cmpint (largest_difference (whole, taken), ==, 0);
      cut = limner_picture_crop (whole, recipe->box.x - frames[i].x, recipe->box.y - frames[i].y,
                                 recipe->box.width, recipe->box.height, 0);
      g_assert_cmpint (largest_difference (cut, part), ==, 0);
    }
}

/* What is kept of a mask is only where something is painted; it does the same from there. */
static void
test_kept_mask (void)
{
  g_autoptr(LimnerPicture) source = make_scene (300, 260, 0, 0);
  g_autoptr(LimnerPicture) answer = make_scene (512, 448, 5, 9);
  g_autoptr(LimnerPlane) mask = make_disc (300, 260, 150, 130, 20);
  g_autoptr(LimnerPlane) kept = NULL, sent = NULL, wanted = NULL;
  g_autoptr(LimnerEditRecipe) recipe = plan_disc (300, 260, &sd15);
  g_autoptr(LimnerPicture) before = NULL, after = NULL;
  g_auto(LimnerEditFiles) files = { 0 };
  g_autoptr(GError) error = NULL;

  g_assert_true (limner_edit_prepare_files (recipe, source, mask, LIMNER_EDIT_MASK_BLACK_REPAINTS,
                                            &files, &error));
  g_assert_no_error (error);
  g_assert_cmpint (files.painted_x, ==, 130);
  g_assert_cmpint (files.painted_y, ==, 110);
  kept = limner_plane_decode (files.painted, LIMNER_PLANE_LUMINANCE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (limner_plane_get_width (kept), ==, 41);
  g_assert_cmpint (limner_plane_get_height (kept), ==, 41);

  sent = limner_plane_decode (files.mask, LIMNER_PLANE_LUMINANCE, &error);
  wanted = limner_edit_prepare_mask (recipe, source, mask, TRUE, FALSE);
  g_assert_cmpmem (limner_plane_get_pixels (sent), recipe->sent_width * recipe->sent_height,
                   limner_plane_get_pixels (wanted), recipe->sent_width * recipe->sent_height);

  before = limner_edit_compose (recipe, source, mask, answer, NULL, &error);
  recipe->mask_x = files.painted_x;
  recipe->mask_y = files.painted_y;
  after = limner_edit_compose (recipe, source, kept, answer, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (largest_difference (before, after), ==, 0);
  g_assert_cmpint (largest_difference (source, after), >, 0);
}

/* No mask where none is wanted, and none is kept where nothing was painted. */
static void
test_files_without_mask (void)
{
  g_autoptr(LimnerPicture) source = make_scene (300, 260, 0, 0);
  g_autoptr(LimnerPlane) empty = limner_plane_new (300, 260);
  g_autoptr(LimnerEditRecipe) recipe = plan_disc (300, 260, &sd15);
  g_auto(LimnerEditFiles) files = { 0 };

  g_assert_true (limner_edit_prepare_files (recipe, source, empty, LIMNER_EDIT_MASK_NONE, &files,
                                            NULL));
  g_assert_nonnull (files.image);
  g_assert_null (files.mask);
  g_assert_null (files.painted);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/edit/compose/untouched-outside", test_untouched_outside);
  g_test_add_func ("/edit/compose/exact-model", test_exact_model);
  g_test_add_func ("/edit/compose/identity-model", test_identity_model);
  g_test_add_func ("/edit/compose/identity-model-scaled", test_identity_model_scaled);
  g_test_add_func ("/edit/compose/finds-shifts", test_finds_shifts);
  g_test_add_func ("/edit/compose/tone", test_tone);
  g_test_add_func ("/edit/compose/lean", test_lean);
  g_test_add_func ("/edit/compose/extend", test_extend);
  g_test_add_func ("/edit/compose/polarity", test_polarity);
  g_test_add_func ("/edit/compose/prefill", test_prefill);
  g_test_add_func ("/edit/compose/refusals", test_refusals);
  g_test_add_func ("/edit/compose/ways-agree", test_ways_agree);
  g_test_add_func ("/edit/compose/kept-mask", test_kept_mask);
  g_test_add_func ("/edit/compose/files-without-mask", test_files_without_mask);

  return g_test_run ();
}
