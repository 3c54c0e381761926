/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "paint-fixtures.h"

/* Each operation beside the most obvious way to write it. */

static guint8
value_or (const LimnerMask *mask,
          int               x,
          int               y,
          guint8            outside)
{
  if (x < 0 || y < 0 || x >= limner_tiles_get_width (mask) || y >= limner_tiles_get_height (mask))
    return outside;
  return limner_mask_get_value (mask, x, y);
}

static LimnerMask *
reference_grow (const LimnerMask *mask,
                int               distance,
                gboolean          shrink)
{
  int width = limner_tiles_get_width (mask);
  int height = limner_tiles_get_height (mask);
  g_autoptr(LimnerPlane) plane = limner_plane_new (width, height);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        int best = shrink ? 255 : 0;

        for (int dy = -distance; dy <= distance; dy++)
          for (int dx = -distance; dx <= distance; dx++)
            {
              int value = value_or (mask, x + dx, y + dy, shrink ? 255 : 0);

              if (dx * dx + dy * dy <= distance * distance + distance)
                best = shrink ? MIN (best, value) : MAX (best, value);
            }
        limner_plane_get_pixels (plane)[y * width + x] = (guint8) best;
      }
  return limner_mask_new_from_plane (plane);
}

/* The weights of three running means in a row, multiplied out. */
static double *
blur_weights (int  radius,
              int *reach)
{
  double *weights;

  *reach = 3 * radius;
  weights = g_new0 (double, 2 * *reach + 1);
  for (int a = -radius; a <= radius; a++)
    for (int b = -radius; b <= radius; b++)
      for (int c = -radius; c <= radius; c++)
        weights[a + b + c + *reach] += 1 / pow (2 * radius + 1, 3);
  return weights;
}

static LimnerMask *
reference_blur (const LimnerMask *mask,
                int               distance)
{
  int width = limner_tiles_get_width (mask);
  int height = limner_tiles_get_height (mask);
  g_autoptr(LimnerPlane) plane = limner_plane_new (width, height);
  int reach;
  g_autofree double *weights = blur_weights ((distance + 2) / 3, &reach);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        double sum = 0;

        for (int dy = -reach; dy <= reach; dy++)
          for (int dx = -reach; dx <= reach; dx++)
            sum += weights[dy + reach] * weights[dx + reach] *
                   limner_mask_get_value (mask, CLAMP (x + dx, 0, width - 1),
                                          CLAMP (y + dy, 0, height - 1));
        limner_plane_get_pixels (plane)[y * width + x] = (guint8) (sum + 0.5);
      }
  return limner_mask_new_from_plane (plane);
}

/* Water levels by repeating "no higher than my lowest neighbour" until nothing changes. */
static void
reference_levels (const guint8 *heights,
                  guint8       *levels,
                  int           width,
                  int           height)
{
  gboolean changed = TRUE;

  for (int i = 0; i < width * height; i++)
    levels[i] = 255;
  while (changed)
    {
      changed = FALSE;
      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
          {
            int i = y * width + x;
            int lowest = x == 0 || y == 0 || x == width - 1 || y == height - 1 ? 0 : 255;

            if (x > 0)
              lowest = MIN (lowest, levels[i - 1]);
            if (x < width - 1)
              lowest = MIN (lowest, levels[i + 1]);
            if (y > 0)
              lowest = MIN (lowest, levels[i - width]);
            if (y < height - 1)
              lowest = MIN (lowest, levels[i + width]);
            lowest = MAX (lowest, heights[i]);
            if (lowest < levels[i])
              {
                levels[i] = (guint8) lowest;
                changed = TRUE;
              }
          }
    }
}

static int
count_basin (const guint8 *heights,
             const guint8 *levels,
             guint8       *seen,
             int           width,
             int           height,
             int           x,
             int           y)
{
  int i = y * width + x;

  if (x < 0 || y < 0 || x >= width || y >= height || seen[i] != 0 || levels[i] <= heights[i])
    return 0;
  seen[i] = 1;
  return 1 + count_basin (heights, levels, seen, width, height, x - 1, y) +
         count_basin (heights, levels, seen, width, height, x + 1, y) +
         count_basin (heights, levels, seen, width, height, x, y - 1) +
         count_basin (heights, levels, seen, width, height, x, y + 1);
}

static LimnerMask *
reference_basins (const LimnerMask *mask,
                  int               max_area,
                  gboolean          specks)
{
  int width = limner_tiles_get_width (mask);
  int height = limner_tiles_get_height (mask);
  g_autoptr(LimnerPlane) plane = limner_mask_to_plane (mask, NULL, 0);
  g_autofree guint8 *levels = g_malloc (width * height);
  g_autofree guint8 *done = g_malloc0 (width * height);
  g_autofree guint8 *filled = NULL;
  guint8 *heights = limner_plane_get_pixels (plane);

  for (int i = 0; specks && i < width * height; i++)
    heights[i] = 255 - heights[i];
  reference_levels (heights, levels, width, height);
  filled = g_memdup2 (heights, width * height);
  for (int i = 0; i < width * height; i++)
    {
      g_autofree guint8 *seen = NULL;
      int area;

      if (done[i] || levels[i] <= heights[i])
        continue;
      seen = g_malloc0 (width * height);
      area = count_basin (heights, levels, seen, width, height, i % width, i / width);
      for (int k = 0; k < width * height; k++)
        {
          done[k] |= seen[k];
          if (seen[k] && (max_area == 0 || area <= max_area))
            filled[k] = heights[k] < 128 && levels[k] >= 128 ? 255 : levels[k];
        }
    }
  for (int i = 0; i < width * height; i++)
    heights[i] = specks ? 255 - filled[i] : filled[i];
  return limner_mask_new_from_plane (plane);
}

static void
test_grow_and_shrink (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);

  for (int i = 0; i < 6; i++)
    {
      g_autoptr(LimnerMask) mask = paint_random_mask (rand, 150, 131 + i);
      int distance = g_rand_int_range (rand, 1, 9);
      g_autoptr(LimnerMask) grown = limner_mask_operate (mask, LIMNER_MASK_GROW, distance);
      g_autoptr(LimnerMask) shrunk = limner_mask_operate (mask, LIMNER_MASK_SHRINK, distance);
      g_autoptr(LimnerMask) grown_slowly = reference_grow (mask, distance, FALSE);
      g_autoptr(LimnerMask) shrunk_slowly = reference_grow (mask, distance, TRUE);

      paint_assert_equal (grown, grown_slowly, 0);
      paint_assert_equal (shrunk, shrunk_slowly, 0);
    }
}

static void
test_grow_far (void)
{
  g_autoptr(LimnerMask) mask = limner_mask_new (700, 500);
  g_autoptr(LimnerMask) grown = NULL;
  const guint8 dot = 200;

  limner_tiles_write_span (mask, 350, 250, 1, &dot);
  grown = limner_mask_operate (mask, LIMNER_MASK_GROW, 200);
  for (int y = 0; y < 500; y += 7)
    for (int x = 0; x < 700; x += 7)
      {
        int far = (x - 350) * (x - 350) + (y - 250) * (y - 250);

        g_assert_cmpint (limner_mask_get_value (grown, x, y), ==,
                         far <= 200 * 200 + 200 ? 200 : 0);
      }
}

static void
test_feather (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (2);
  static const int distances[] = { 1, 3, 5, 8 };

  for (guint i = 0; i < G_N_ELEMENTS (distances); i++)
    {
      g_autoptr(LimnerMask) mask = paint_random_mask (rand, 140, 70);
      g_autoptr(LimnerMask) soft = limner_mask_operate (mask, LIMNER_MASK_FEATHER, distances[i]);
      g_autoptr(LimnerMask) slowly = reference_blur (mask, distances[i]);

      paint_assert_equal (soft, slowly, 1);
    }
}

/* A feathered straight edge falls steadily, without steps of more than its slope. */
static void
test_feather_has_no_bands (void)
{
  g_autoptr(LimnerPlane) plane = limner_plane_new (600, 8);
  g_autoptr(LimnerMask) mask = NULL;
  g_autoptr(LimnerMask) soft = NULL;

  for (int i = 0; i < 600 * 8; i++)
    limner_plane_get_pixels (plane)[i] = i % 600 < 300 ? 255 : 0;
  mask = limner_mask_new_from_plane (plane);
  soft = limner_mask_operate (mask, LIMNER_MASK_FEATHER, 200);
  for (int x = 1; x < 600; x++)
    {
      int step = limner_mask_get_value (soft, x - 1, 4) - limner_mask_get_value (soft, x, 4);

      g_assert_cmpint (step, >=, 0);
      g_assert_cmpint (step, <=, 2);
    }
  g_assert_cmpint (limner_mask_get_value (soft, 299, 4), >=, 126);
  g_assert_cmpint (limner_mask_get_value (soft, 300, 4), <=, 129);
}

static void
test_smooth (void)
{
  g_autoptr(LimnerPlane) plane = limner_plane_new (200, 200);
  g_autoptr(LimnerMask) mask = NULL;
  g_autoptr(LimnerMask) smooth = NULL;

  /* A square with a notch of two pixels and a spur of two pixels */
  for (int y = 50; y < 150; y++)
    for (int x = 50; x < 150; x++)
      limner_plane_get_pixels (plane)[y * 200 + x] = y < 60 && (x == 100 || x == 101) ? 0 : 255;
  for (int x = 150; x < 160; x++)
    limner_plane_get_pixels (plane)[100 * 200 + x] = 255;
  mask = limner_mask_new_from_plane (plane);
  smooth = limner_mask_operate (mask, LIMNER_MASK_SMOOTH, 12);

  g_assert_cmpint (limner_mask_get_value (smooth, 100, 56), ==, 255);
  g_assert_cmpint (limner_mask_get_value (smooth, 157, 100), ==, 0);
  g_assert_cmpint (limner_mask_get_value (smooth, 50, 50), ==, 0);
  g_assert_cmpint (limner_mask_get_value (smooth, 100, 100), ==, 255);
  g_assert_cmpint (limner_mask_get_value (smooth, 51, 120), >, 128);
  g_assert_cmpint (limner_mask_get_value (smooth, 48, 120), <, 128);
}

static void
test_holes_and_specks (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);
  static const int areas[] = { 0, 20, 200, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    {
      g_autoptr(LimnerMask) mask = paint_random_mask (rand, 90, 75);
      g_autoptr(LimnerMask) filled = limner_mask_operate (mask, LIMNER_MASK_FILL_HOLES, areas[i]);
      g_autoptr(LimnerMask) clean = limner_mask_operate (mask, LIMNER_MASK_REMOVE_SPECKS,
                                                         MAX (areas[i], 5));
      g_autoptr(LimnerMask) filled_slowly = reference_basins (mask, areas[i], FALSE);
      g_autoptr(LimnerMask) clean_slowly = reference_basins (mask, MAX (areas[i], 5), TRUE);

      paint_assert_equal (filled, filled_slowly, 0);
      paint_assert_equal (clean, clean_slowly, 0);
    }
}

static void
test_simple (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (4);
  g_autoptr(LimnerMask) mask = paint_random_mask (rand, 130, 70);
  g_autoptr(LimnerMask) inverted = limner_mask_operate (mask, LIMNER_MASK_INVERT, 0);
  g_autoptr(LimnerMask) again = limner_mask_operate (inverted, LIMNER_MASK_INVERT, 0);
  g_autoptr(LimnerMask) all = limner_mask_operate (mask, LIMNER_MASK_ALL, 0);
  g_autoptr(LimnerMask) none = limner_mask_operate (mask, LIMNER_MASK_CLEAR, 0);
  LimnerRect bounds;

  for (int y = 0; y < 70; y++)
    for (int x = 0; x < 130; x++)
      g_assert_cmpint (limner_mask_get_value (inverted, x, y), ==,
                       255 - limner_mask_get_value (mask, x, y));
  paint_assert_equal (mask, again, 0);
  g_assert_cmpfloat (limner_mask_get_coverage (all), ==, 1);
  g_assert_true (limner_tiles_get_bounds (all, &bounds));
  g_assert_true (limner_rect_equal (&bounds, &(LimnerRect) { 0, 0, 130, 70 }));
  g_assert_cmpfloat (limner_mask_get_coverage (none), ==, 0);
  g_assert_false (limner_tiles_get_bounds (none, &bounds));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/paint/operation/grow-and-shrink", test_grow_and_shrink);
  g_test_add_func ("/paint/operation/grow-far", test_grow_far);
  g_test_add_func ("/paint/operation/feather", test_feather);
  g_test_add_func ("/paint/operation/feather-has-no-bands", test_feather_has_no_bands);
  g_test_add_func ("/paint/operation/smooth", test_smooth);
  g_test_add_func ("/paint/operation/holes-and-specks", test_holes_and_specks);
  g_test_add_func ("/paint/operation/simple", test_simple);

  return g_test_run ();
}
