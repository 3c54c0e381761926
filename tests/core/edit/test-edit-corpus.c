/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>

#include "base/limner-file.h"
#include "edit/limner-edit-align.h"
#include "edit/limner-edit-canvas.h"
#include "edit/limner-edit-compose.h"
#include "edit/limner-edit-plan.h"
#include "edit/limner-edit-prepare.h"
#include "edit/limner-edit-zone.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-ops.h"

#define MAX_BYTES (32 * 1024 * 1024)
#define N_PASSES 5
/* So much more than the untouched picture may a border show. */
#define MAX_SEAM 1.1

static const LimnerEditLimits limits = { 512 * 512, 8, 1024, 2.5 };

static GBytes *
read_file (const char *folder,
           const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  GBytes *bytes = limner_file_read (path, MAX_BYTES, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
find_bounds (const LimnerPlane *mask,
             LimnerRect        *bounds)
{
  *bounds = (LimnerRect) { 0 };
  for (int y = 0; y < limner_plane_get_height (mask); y++)
    {
      for (int x = 0; x < limner_plane_get_width (mask); x++)
        {
          if (limner_plane_read_row (mask, y)[x] > 0)
            limner_rect_union (bounds, &(LimnerRect) { x, y, 1, 1 }, bounds);
        }
    }
}

/* What a careless model gives back: another size, a shift, a tint and the loss of a JPEG. */
static LimnerPicture *
answer_carelessly (const LimnerPicture *sent)
{
  g_autoptr(LimnerPicture) moved = limner_edit_shift (sent, 2.0, -3.0);
  g_autoptr(LimnerPicture) scaled = limner_picture_scale (moved, 500, 480, LIMNER_FILTER_AUTO);
  guint8 *pixel = limner_picture_get_pixels (scaled);
  g_autoptr(GBytes) file = NULL;
  g_autoptr(GError) error = NULL;
  LimnerPicture *answer;

  for (int i = 0; i < 500 * 480; i++, pixel += 4)
    {
      pixel[0] = (guint8) MIN (255, pixel[0] + 12);
      pixel[2] = (guint8) (pixel[2] * 9 / 10);
    }
  file = limner_picture_encode (scaled, LIMNER_PICTURE_JPEG, 80, &error);
  g_assert_no_error (error);
  answer = limner_picture_decode (file, &error);
  g_assert_no_error (error);
  return answer;
}

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
          if (z[x] == 0 && a[x] != b[x])
            g_error ("pixel %d, %d was touched", x, y);
        }
    }
}

/* How much neighbours differ where the blend zone begins and where it is half, over all pairs of
 * pixels that lie on the two sides: what the eye takes for a seam. */
static double
measure_seam (const LimnerEditRecipe *recipe,
              const LimnerPlane      *mask,
              const LimnerPicture    *picture)
{
  g_autoptr(LimnerPlane) zone = limner_edit_zone_new (mask, recipe->grow, recipe->feather);
  int width = limner_picture_get_width (picture), height = limner_picture_get_height (picture);
  double sum = 0.0;
  gsize n = 0;

  for (int y = 0; y + 1 < height; y++)
    {
      const guint8 *z = limner_plane_read_row (zone, y);
      const guint8 *row = limner_picture_read_row (picture, y);

      for (int x = 0; x + 1 < width; x++)
        {
          const int steps[2][2] = { { 1, 4 }, { width, 4 * width } };

          for (int k = 0; k < 2; k++)
            {
              int here = z[x], there = z[x + steps[k][0]];

              if ((here > 0) == (there > 0) && (here >= 128) == (there >= 128))
                continue;
              n++;
              for (int c = 0; c < 3; c++)
                sum += abs (row[4 * x + c] - row[4 * x + c + steps[k][1]]);
            }
        }
    }
  return n > 0 ? sum / n : 0.0;
}

/* Gives how much the seam shows beside the untouched picture's own. Half the size is enough to tell
 * and takes a quarter of the time. */
static double
check_mask (const char     *folder,
            const char     *mask_name,
            LimnerEditTone  tone,
            int             n_passes)
{
  g_auto(GStrv) parts = g_strsplit (mask_name, ".", 2);
  g_autofree char *picture_name = g_strconcat (parts[0], ".png", NULL);
  g_autoptr(GBytes) picture_file = read_file (folder, picture_name);
  g_autoptr(GBytes) mask_file = read_file (folder, mask_name);
  g_autoptr(LimnerPicture) whole = limner_picture_decode (picture_file, NULL);
  g_autoptr(LimnerPlane) whole_mask = limner_plane_decode (mask_file, LIMNER_PLANE_LUMINANCE, NULL);
  int width = limner_picture_get_width (whole) / 2, height = limner_picture_get_height (whole) / 2;
  g_autoptr(LimnerPicture) source = limner_picture_scale (whole, width, height, LIMNER_FILTER_AUTO);
  g_autoptr(LimnerPlane) mask = limner_plane_scale (whole_mask, width, height,
                                                    LIMNER_FILTER_NEAREST);
  g_autoptr(LimnerPicture) picture = limner_picture_ref (source);
  g_autoptr(LimnerEditRecipe) recipe = limner_edit_recipe_new ();
  LimnerRect bounds;
  double first = 0.0;

  find_bounds (mask, &bounds);
  recipe->frame = (LimnerRect) { 0, 0, width, height };
  recipe->grow = limner_edit_default_grow (&bounds);
  recipe->feather = limner_edit_default_feather (&bounds);
  g_assert_true (limner_edit_plan_box (recipe, &bounds, &limits, -1));

  recipe->tone = tone;

  for (int pass = 0; pass < n_passes; pass++)
    {
      g_autoptr(LimnerPicture) sent = limner_edit_prepare_image (recipe, picture);
      g_autoptr(LimnerPicture) answer = answer_carelessly (sent);
      LimnerPicture *result = limner_edit_compose (recipe, picture, mask, answer, NULL, NULL);

      g_assert_nonnull (result);
      assert_untouched (recipe, source, mask, result);
      if (pass == 0)
        first = measure_seam (recipe, mask, result);
      limner_picture_unref (picture);
      picture = result;
    }
  return MAX (first, measure_seam (recipe, mask, picture)) / measure_seam (recipe, mask, source);
}

/* Every mask of the corpus, five times in a row, with a model that changes all that it may; the
 * stronger match is what the gentle one begins with, and need not be repeated. */
static void
test_untouched_outside (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("LIMNER_CORPUS"), "fill", NULL);
  g_autoptr(GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;
  const LimnerEditTone tones[] = { LIMNER_EDIT_TONE_GENTLE, LIMNER_EDIT_TONE_STRONG };
  double seam, worst = 0.0;
  int n = 0;

  if (directory == NULL)
    {
      g_test_skip ("the corpus is not here");
      return;
    }

  while ((name = g_dir_read_name (directory)) != NULL)
    {
      if (!g_str_has_suffix (name, ".mask.png"))
        continue;
      for (gsize i = 0; i < G_N_ELEMENTS (tones); i++)
        {
          seam = check_mask (folder, name, tones[i], i == 0 ? N_PASSES : 1);
          g_test_message ("%s, tone %u: seam × %.3f", name, (guint) tones[i], seam);
          worst = MAX (worst, seam);
        }
      n++;
    }
  g_test_message ("%d masks, worst seam × %.3f", n, worst);
  g_assert_cmpfloat (worst, <=, MAX_SEAM);
  g_assert_cmpint (n, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/edit/corpus/untouched-outside", test_untouched_outside);

  return g_test_run ();
}
