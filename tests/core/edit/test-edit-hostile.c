/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Answers as models give them that do not keep to what was asked: another size, another place, no
 * colours, a lossy file, holes. Whatever comes, the picture has its size afterwards and nothing
 * outside the blend zone has changed. What kinds of files are read is tested in image.
 */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "edit/limner-edit-align.h"
#include "edit/limner-edit-compose.h"
#include "edit/limner-edit-plan.h"
#include "edit/limner-edit-prepare.h"
#include "edit/limner-edit-zone.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-ops.h"

#include "edit-pictures.h"

#define WIDTH 260
#define HEIGHT 220

static const LimnerEditLimits limits = { 256 * 256, 8, 512, 2.5 };

typedef enum
{
  AS_IT_IS,
  RESIZED,
  SHIFTED,
  GREY,
  WITH_HOLES,
  EMPTY,
  WHITE,
  ONE_PIXEL,
  N_HARMS
} Harm;

static void
harm_pixels (LimnerPicture *answer,
             Harm           harm,
             GRand         *random)
{
  guint8 *pixel = limner_picture_get_pixels (answer);
  gsize n = (gsize) limner_picture_get_width (answer) * limner_picture_get_height (answer);

  for (gsize i = 0; i < n; i++, pixel += 4)
    {
      switch (harm)
        {
        case GREY:
          pixel[0] = pixel[2] = pixel[1];
          break;
        case WITH_HOLES:
          if (g_rand_int_range (random, 0, 3) == 0)
            memset (pixel, 0, 4);
          break;
        case EMPTY:
          memset (pixel, 0, 4);
          break;
        case WHITE:
          memset (pixel, 255, 4);
          break;
        case AS_IT_IS:
        case RESIZED:
        case SHIFTED:
        case ONE_PIXEL:
        case N_HARMS:
        default:
          return;
        }
    }
}

static LimnerPicture *
make_answer (const LimnerPicture *sent,
             Harm                 harm,
             GRand               *random)
{
  LimnerPicture *answer;

  if (harm == RESIZED)
    return limner_picture_scale (sent, g_rand_int_range (random, 1, 700),
                                 g_rand_int_range (random, 1, 700), LIMNER_FILTER_AUTO);
  if (harm == SHIFTED)
    return limner_edit_shift (sent, g_rand_double_range (random, -40, 40),
                              g_rand_double_range (random, -40, 40));
  if (harm == ONE_PIXEL)
    return limner_picture_scale (sent, 1, 1, LIMNER_FILTER_AUTO);

  answer = limner_picture_copy (sent);
  harm_pixels (answer, harm, random);
  return answer;
}

static GBytes *
encode (const LimnerPicture *answer,
        int                  round)
{
  g_autoptr(GError) error = NULL;
  GBytes *bytes;

  switch (round % 4)
    {
    case 0:
      bytes = limner_picture_encode (answer, LIMNER_PICTURE_PNG, 1, &error);
      break;
    case 1:
      bytes = limner_picture_encode (answer, LIMNER_PICTURE_JPEG, 30, &error);
      break;
    case 2:
      bytes = limner_picture_encode (answer, LIMNER_PICTURE_WEBP, 40, &error);
      break;
    default:
      bytes = limner_picture_encode (answer, LIMNER_PICTURE_WEBP, 100, &error);
      break;
    }
  g_assert_no_error (error);
  return bytes;
}

static GBytes *
load_blob (const char  *reference,
           gpointer     data,
           GError     **error)
{
  GBytes **files = data;

  return g_bytes_ref (g_str_equal (reference, "source") ? files[0] : files[1]);
}

/* A recipe of a mask somewhere, or of an extension. */
static LimnerEditRecipe *
make_recipe (GRand       *random,
             LimnerPlane **mask)
{
  LimnerEditRecipe *recipe = limner_edit_recipe_new ();
  int x = g_rand_int_range (random, 0, WIDTH), y = g_rand_int_range (random, 0, HEIGHT);
  int radius = g_rand_int_range (random, 1, 60);
  const LimnerRect bounds = { x - radius, y - radius, 2 * radius + 1, 2 * radius + 1 };

  recipe->frame = (LimnerRect) { 0, 0, WIDTH, HEIGHT };
  if (g_rand_boolean (random))
    limner_rect_grow (&recipe->frame, g_rand_int_range (random, 1, 50));
  recipe->grow = g_rand_int_range (random, 0, 8);
  recipe->feather = g_rand_int_range (random, 0, 30);
  recipe->reach = g_rand_boolean (random) ? recipe->grow + g_rand_int_range (random, 0, 12) : 0;
  recipe->tone = g_rand_int_range (random, 0, 3);
  *mask = make_disc (recipe->frame.width, recipe->frame.height, x - recipe->frame.x,
                     y - recipe->frame.y, radius);
  if (!limner_edit_plan_box (recipe, recipe->frame.x < 0 ? &recipe->frame : &bounds, &limits, -1))
    g_assert_not_reached ();
  recipe->source = g_strdup ("source");
  recipe->mask = g_strdup ("mask");
  return recipe;
}

static void
assert_outside_same (const LimnerEditRecipe *recipe,
                     const LimnerPicture    *source,
                     const LimnerPlane      *mask,
                     const LimnerPicture    *result)
{
  g_autoptr(LimnerPlane) zone = limner_edit_zone_new (mask, recipe->grow, recipe->feather);

  g_assert_cmpint (limner_picture_get_width (result), ==, recipe->frame.width);
  g_assert_cmpint (limner_picture_get_height (result), ==, recipe->frame.height);
  for (int y = 0; y < HEIGHT; y++)
    {
      int frame_y = y - recipe->frame.y;
      const guint8 *was = limner_picture_read_row (source, y);
      const guint8 *is = limner_picture_read_row (result, frame_y) - 4 * recipe->frame.x;
      const guint8 *weight = limner_plane_read_row (zone, frame_y) - recipe->frame.x;

      for (int x = 0; x < WIDTH; x++)
        {
          /* What lies beyond the picture is new and fades into it. */
          int border = MIN (MIN (x, WIDTH - 1 - x), MIN (y, HEIGHT - 1 - y));

          if (weight[x] == 0 &&
              (recipe->frame.x == 0 || border > recipe->grow + recipe->feather))
            g_assert_cmpmem (was + 4 * x, 4, is + 4 * x, 4);
        }
    }
}

static void
test_whatever_comes (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (20);
  g_autoptr(LimnerPicture) source = make_scene (WIDTH, HEIGHT, 0, 0);
  g_autoptr(GBytes) source_file = limner_picture_encode (source, LIMNER_PICTURE_PNG, 1, NULL);

  for (int round = 0; round < 6 * N_HARMS; round++)
    {
      g_autoptr(LimnerPlane) mask = NULL;
      g_autoptr(LimnerEditRecipe) recipe = make_recipe (random, &mask);
      g_autoptr(GBytes) mask_file = limner_plane_encode (mask, NULL);
      GBytes *files[2] = { source_file, mask_file };
      g_autoptr(LimnerPicture) sent = limner_edit_prepare_image (recipe, source);
      g_autoptr(LimnerPicture) answer = make_answer (sent, round % N_HARMS, random);
      g_autoptr(GBytes) answer_file = encode (answer, round / N_HARMS);
      g_autoptr(GBytes) result_file = NULL;
      g_autoptr(LimnerPicture) result = NULL;
      g_autofree char *report = NULL;
      g_autoptr(GError) error = NULL;

      result_file = limner_edit_recipe_apply (recipe, answer_file, load_blob, files, &report,
                                              &error);
      g_assert_no_error (error);
      result = limner_picture_decode (result_file, &error);
      g_assert_no_error (error);
      assert_outside_same (recipe, source, mask, result);
    }
}

/* Holes beside the mask say nothing of the colours there, nor of a shift. */
static void
test_holes_do_not_count (void)
{
  g_autoptr(LimnerPicture) source = make_scene (WIDTH, HEIGHT, 0, 0);
  g_autoptr(LimnerPlane) mask = make_disc (WIDTH, HEIGHT, 130, 110, 30);
  g_autoptr(LimnerEditRecipe) recipe = limner_edit_recipe_new ();
  g_autoptr(LimnerPicture) answer = limner_picture_copy (source);
  g_autoptr(LimnerPicture) result = NULL;
  g_autoptr(GError) error = NULL;
  LimnerEditReport report;

  recipe->frame = recipe->box = (LimnerRect) { 0, 0, WIDTH, HEIGHT };
  recipe->sent_width = WIDTH;
  recipe->sent_height = HEIGHT;
  recipe->feather = 4;
  for (int y = 0; y < HEIGHT; y++)
    {
      guint8 *pixel = limner_picture_get_pixels (answer) + (gsize) y * WIDTH * 4;

      for (int x = 0; x < WIDTH; x++, pixel += 4)
        {
          if (hypot (x - 130, y - 110) > 40 && (x + y) % 3 != 0)
            memset (pixel, 0, 4);
        }
    }

  result = limner_edit_compose (recipe, source, mask, answer, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (report.shift_x, ==, 0.0);
  g_assert_cmpfloat (report.shift_y, ==, 0.0);
  g_assert_cmpint (largest_difference (source, result), <=, 2);
}

/* What is no picture is an error with the picture's own reason. */
static void
test_no_picture (void)
{
  static const char * const texts[] = { "", "<html>", "\x89PNG\r\n\x1a\n", "\xff\xd8\xff\xe0" };
  g_autoptr(GRand) random = g_rand_new_with_seed (3);
  g_autoptr(LimnerPicture) source = make_scene (WIDTH, HEIGHT, 0, 0);
  g_autoptr(GBytes) source_file = limner_picture_encode (source, LIMNER_PICTURE_PNG, 1, NULL);
  g_autoptr(LimnerPlane) mask = NULL;
  g_autoptr(LimnerEditRecipe) recipe = make_recipe (random, &mask);
  g_autoptr(GBytes) mask_file = limner_plane_encode (mask, NULL);
  GBytes *files[2] = { source_file, mask_file };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GBytes) answer = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr(GError) error = NULL;

      g_assert_null (limner_edit_recipe_apply (recipe, answer, load_blob, files, NULL, &error));
      g_assert_true (error->domain == LIMNER_ERROR);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/edit/hostile/whatever-comes", test_whatever_comes);
  g_test_add_func ("/edit/hostile/holes-do-not-count", test_holes_do_not_count);
  g_test_add_func ("/edit/hostile/no-picture", test_no_picture);

  return g_test_run ();
}
