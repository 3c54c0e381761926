/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/limner-error.h"
#include "engine/generators/limner-fill.h"
#include "engine/generators/limner-generator-io.h"
#include "lib/memory-task.h"

/* Noise over a gradient, with an alpha of its own. */
static LimnerPicture *
make_picture (int width,
              int height)
{
  LimnerPicture *picture = limner_picture_new (width, height);
  guint8 *to = limner_picture_get_pixels (picture);
  guint32 noise = 7;

  for (int i = 0; i < width * height; i++, to += 4)
    {
      noise = noise * 1664525 + 1013904223;
      to[0] = (guint8) (60 + i % width * 100 / width + (int) (noise >> 28));
      to[1] = (guint8) (90 + (int) (noise >> 27));
      to[2] = (guint8) (200 - i / width * 100 / height);
      to[3] = (guint8) (noise >> 30 == 0 ? 128 : 255);
    }

  return picture;
}

static void
fill_rectangle (LimnerPlane *mask,
                int          left,
                int          top,
                int          right,
                int          bottom)
{
  for (int y = MAX (top, 0); y < MIN (bottom, limner_plane_get_height (mask)); y++)
    for (int x = MAX (left, 0); x < MIN (right, limner_plane_get_width (mask)); x++)
      limner_plane_get_pixels (mask)[(gsize) y * limner_plane_get_stride (mask) + x] = 255;
}

/* Fills, and sees that every byte outside the mask is as it was. */
static void
check_fill (LimnerPicture *picture,
            LimnerPlane   *mask,
            guint64        seed,
            gboolean       extending)
{
  LimnerFillOptions options = { .quality = LIMNER_FILL_DRAFT, .seed = seed,
                                .extending = extending };
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPicture) answer = limner_fill_picture (picture, mask, &options, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (limner_picture_get_width (answer), ==, limner_picture_get_width (picture));
  g_assert_cmpint (limner_picture_get_height (answer), ==, limner_picture_get_height (picture));
  for (int y = 0; y < limner_picture_get_height (picture); y++)
    for (int x = 0; x < limner_picture_get_width (picture); x++)
      if (limner_plane_read_row (mask, y)[x] <= 127)
        g_assert_cmpmem (limner_picture_read_row (answer, y) + x * 4, 4,
                         limner_picture_read_row (picture, y) + x * 4, 4);
}

static void
test_random_masks (void)
{
  static const int sizes[][2] = { { 1, 1 }, { 1, 17 }, { 23, 1 }, { 2, 2 }, { 7, 7 }, { 13, 31 },
                                  { 64, 47 }, { 97, 53 } };
  g_autoptr(GRand) rand = g_rand_new_with_seed (11);

  for (gsize size = 0; size < G_N_ELEMENTS (sizes); size++)
    for (int round = 0; round < 4; round++)
      {
        int width = sizes[size][0];
        int height = sizes[size][1];
        g_autoptr(LimnerPicture) picture = make_picture (width, height);
        g_autoptr(LimnerPlane) mask = limner_plane_new (width, height);
        int n_parts = g_rand_int_range (rand, 1, 6);

        for (int i = 0; i < n_parts; i++)
          {
            int x = g_rand_int_range (rand, -3, width + 1);
            int y = g_rand_int_range (rand, -3, height + 1);

            fill_rectangle (mask, x, y, x + g_rand_int_range (rand, 1, width / 2 + 2),
                            y + g_rand_int_range (rand, 1, height / 2 + 2));
          }
        check_fill (picture, mask, (guint64) round, round % 2 == 1);
      }
}

/* Every place for a hole of one pixel, and the borders. */
static void
test_single_pixels (void)
{
  g_autoptr(LimnerPicture) picture = make_picture (19, 15);

  for (int y = 0; y < 15; y += 7)
    for (int x = 0; x < 19; x += 6)
      {
        g_autoptr(LimnerPlane) mask = limner_plane_new (19, 15);

        fill_rectangle (mask, x, y, x + 1, y + 1);
        check_fill (picture, mask, 1, FALSE);
      }
  for (int side = 0; side < 4; side++)
    {
      g_autoptr(LimnerPlane) mask = limner_plane_new (19, 15);

      fill_rectangle (mask, side == 1 ? 16 : 0, side == 3 ? 12 : 0, side == 0 ? 3 : 19,
                      side == 2 ? 3 : 15);
      check_fill (picture, mask, 1, FALSE);
    }
}

/* All but one pixel is to be filled; and all of it: then the answer is some picture. */
static void
test_nearly_and_wholly_full (void)
{
  g_autoptr(LimnerPicture) picture = make_picture (33, 21);
  g_autoptr(LimnerPlane) mask = limner_plane_new (33, 21);

  fill_rectangle (mask, 0, 0, 33, 21);
  check_fill (picture, mask, 1, FALSE);
  limner_plane_get_pixels (mask)[10 * limner_plane_get_stride (mask) + 20] = 0;
  check_fill (picture, mask, 1, FALSE);
  check_fill (picture, mask, 1, TRUE);
}

/* Grey values up to 127 are not the hole, those above are. */
static void
test_limit_of_the_mask (void)
{
  g_autoptr(LimnerPicture) picture = make_picture (40, 40);
  g_autoptr(LimnerPlane) mask = limner_plane_new (40, 40);
  g_autoptr(LimnerPicture) answer = NULL;
  LimnerFillOptions options = { .quality = LIMNER_FILL_DRAFT, .seed = 1 };
  guint changed = 0;

  for (int y = 10; y < 30; y++)
    for (int x = 10; x < 30; x++)
      limner_plane_get_pixels (mask)[y * limner_plane_get_stride (mask) + x] = x < 20 ? 127 : 128;
  answer = limner_fill_picture (picture, mask, &options, NULL, NULL);
  for (int y = 10; y < 30; y++)
    {
      g_assert_cmpmem (limner_picture_read_row (answer, y), 20 * 4,
                       limner_picture_read_row (picture, y), 20 * 4);
      changed += memcmp (limner_picture_read_row (answer, y) + 20 * 4,
                         limner_picture_read_row (picture, y) + 20 * 4, 10 * 4) != 0;
    }
  g_assert_cmpuint (changed, ==, 20);
}

static MemoryTask *
new_extension (LimnerPicture *image,
               int            left,
               int            right,
               int            top,
               int            bottom)
{
  g_autofree char *input = g_strdup_printf ("{\"left\":%d,\"right\":%d,\"top\":%d,\"bottom\":%d,"
                                            "\"quality\":\"draft\",\"seed\":2}", left, right, top,
                                            bottom);
  MemoryTask *task = memory_task_new (input);

  memory_task_set_picture (task, "image", image);
  return task;
}

/* Each side by many times the picture's own size: the picture lies where it must, and
 * nothing of the rest is left transparent. */
static void
test_extend_far (void)
{
  static const int sides[][4] = { { 150, 0, 0, 0 }, { 0, 150, 0, 0 }, { 0, 0, 150, 0 },
                                  { 0, 0, 0, 150 }, { 1, 0, 0, 0 }, { 0, 0, 0, 1 },
                                  { 90, 90, 60, 60 }, { 0, 0, 0, 0 } };
  g_autoptr(LimnerPicture) image = make_picture (24, 18);

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      const int *side = sides[i];
      g_autoptr(MemoryTask) task = new_extension (image, side[0], side[1], side[2], side[3]);
      g_autoptr(LimnerPicture) wide = NULL;
      g_autoptr(GError) error = NULL;
      int width = 24 + side[0] + side[1];
      int height = 18 + side[2] + side[3];

      g_assert_true (limner_generators_find ("extend")->run (LIMNER_GENERATOR_TASK (task), &error));
      g_assert_no_error (error);
      wide = memory_decode (memory_task_get_output (task, 0, NULL));
      g_assert_cmpint (limner_picture_get_width (wide), ==, width);
      g_assert_cmpint (limner_picture_get_height (wide), ==, height);
      for (int y = 0; y < 18; y++)
        g_assert_cmpmem (limner_picture_read_row (wide, y + side[2]) + side[0] * 4, 24 * 4,
                         limner_picture_read_row (image, y), 24 * 4);
      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
          g_assert_cmpint (limner_picture_read_row (wide, y)[x * 4 + 3], >=, 100);
    }
}

/* Sides that would make it too large are refused before anything is allocated. */
static void
test_extend_too_far (void)
{
  g_autoptr(LimnerPicture) image = make_picture (24, 18);
  g_autoptr(MemoryTask) wide = new_extension (image, G_MAXINT, G_MAXINT, 0, 0);
  g_autoptr(MemoryTask) large = new_extension (image, 8192, 8192, 8192, 8192);
  g_autoptr(MemoryTask) negative = new_extension (image, -5, -1000000, 2, 0);
  g_autoptr(LimnerPicture) answer = NULL;
  MemoryTask *tasks[] = { wide, large };

  for (gsize i = 0; i < G_N_ELEMENTS (tasks); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (limner_generators_find ("extend")->run (LIMNER_GENERATOR_TASK (tasks[i]),
                                                              &error));
      g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE);
      g_assert_cmpuint (memory_task_get_n_files (tasks[i]), ==, 0);
    }
  /* What is below zero adds nothing. */
  g_assert_true (limner_generators_find ("extend")->run (LIMNER_GENERATOR_TASK (negative), NULL));
  answer = memory_decode (memory_task_get_output (negative, 0, NULL));
  g_assert_cmpint (limner_picture_get_width (answer), ==, 24);
  g_assert_cmpint (limner_picture_get_height (answer), ==, 20);
}

/* A large input is not waited for either when nobody wants the answer any more. */
static void
test_cancelled_before_decoding (void)
{
  g_autoptr(LimnerPicture) image = limner_picture_new (1100, 1000);
  g_autoptr(MemoryTask) task = memory_task_new ("{}");
  g_autoptr(MemoryTask) late = memory_task_new ("{}");
  g_autoptr(LimnerPicture) read = NULL;
  g_autoptr(GError) error = NULL;

  memory_task_set_picture (task, "image", image);
  read = limner_generator_read_picture (LIMNER_GENERATOR_TASK (task), "image", &error);
  g_assert_no_error (error);
  g_assert_cmpint (limner_picture_get_width (read), ==, 1100);

  memory_task_set_picture (late, "image", image);
  g_cancellable_cancel (memory_task_get_cancellable (late));
  g_assert_null (limner_generator_read_picture (LIMNER_GENERATOR_TASK (late), "image", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Rough like gravel: noise of two sizes, grey. */
static LimnerPicture *
make_gravel (int side)
{
  LimnerPicture *picture = limner_picture_new (side, side);
  g_autoptr(GRand) rand = g_rand_new_with_seed (5);
  g_autofree int *noise = g_new (int, (gsize) side * side);

  for (int i = 0; i < side * side; i++)
    noise[i] = g_rand_int_range (rand, 0, 200);
  for (int y = 0; y < side; y++)
    for (int x = 0; x < side; x++)
      {
        guint8 *to = limner_picture_get_pixels (picture) + ((gsize) y * side + x) * 4;
        int sum = 0;

        for (int j = 0; j < 3; j++)
          for (int i = 0; i < 3; i++)
            sum += noise[(y + j) % side * side + (x + i) % side];
        memset (to, 28 + sum / 9, 3);
        to[3] = 255;
      }

  return picture;
}

/* How much neighbours differ where a line of the mask crosses them, on average. */
static double
roughness_of_lines (LimnerPicture *picture,
                    LimnerPlane   *mask)
{
  double sum = 0;
  int n = 0;

  for (int y = 1; y < limner_picture_get_height (picture); y++)
    for (int x = 1; x < limner_picture_get_width (picture); x++)
      {
        const guint8 *row = limner_picture_read_row (picture, y);

        if (limner_plane_read_row (mask, y)[x] <= 127)
          continue;
        sum += abs (row[x * 4] - row[x * 4 - 4]) +
               abs (row[x * 4] - limner_picture_read_row (picture, y - 1)[x * 4]);
        n++;
      }

  return sum / n;
}

/* A scratch in something rough is as rough again when it is filled, and shows no smooth line. */
static void
test_scratch_keeps_contrast (void)
{
  g_autoptr(LimnerPicture) picture = make_gravel (128);
  g_autoptr(LimnerPlane) mask = limner_plane_new (128, 128);
  g_autoptr(LimnerPicture) answer = NULL;
  LimnerFillOptions options = { .quality = LIMNER_FILL_NORMAL, .seed = 1 };
  g_autoptr(GError) error = NULL;
  double ratio;

  for (int i = 0; i < 3; i++)
    {
      fill_rectangle (mask, 20 + 36 * i, 10, 25 + 36 * i, 118);
      fill_rectangle (mask, 10, 26 + 36 * i, 118, 30 + 36 * i);
    }
  answer = limner_fill_picture (picture, mask, &options, NULL, &error);
  g_assert_no_error (error);

  ratio = roughness_of_lines (answer, mask) / roughness_of_lines (picture, mask);
  g_test_message ("%.3f of the true roughness", ratio);
  g_assert_cmpfloat (ratio, >, 0.9);
  g_assert_cmpfloat (ratio, <, 1.1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/fill/random-masks", test_random_masks);
  g_test_add_func ("/fill/single-pixels", test_single_pixels);
  g_test_add_func ("/fill/nearly-and-wholly-full", test_nearly_and_wholly_full);
  g_test_add_func ("/fill/limit-of-the-mask", test_limit_of_the_mask);
  g_test_add_func ("/fill/scratch-keeps-contrast", test_scratch_keeps_contrast);
  g_test_add_func ("/extend/far", test_extend_far);
  g_test_add_func ("/extend/too-far", test_extend_too_far);
  g_test_add_func ("/fill/cancelled-before-decoding", test_cancelled_before_decoding);

  return g_test_run ();
}
