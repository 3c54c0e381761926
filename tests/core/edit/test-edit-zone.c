/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "edit/limner-edit-zone.h"

#include "edit-pictures.h"

/* The distance to the nearest painted pixel, by looking at all of them. */
static double
slow_distance (const LimnerPlane *mask,
               int                x,
               int                y)
{
  double nearest = G_MAXDOUBLE;

  for (int v = 0; v < limner_plane_get_height (mask); v++)
    {
      const guint8 *row = limner_plane_read_row (mask, v);

      for (int u = 0; u < limner_plane_get_width (mask); u++)
        {
          if (row[u] >= 128)
            nearest = MIN (nearest, hypot (x - u, y - v));
        }
    }
  return nearest;
}

static void
test_against_reference (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (7);

  for (int round = 0; round < 20; round++)
    {
      int width = g_rand_int_range (random, 1, 40), height = g_rand_int_range (random, 1, 40);
      int grow = g_rand_int_range (random, 0, 6), feather = g_rand_int_range (random, 1, 9);
      g_autoptr(LimnerPlane) mask = limner_plane_new (width, height);
      g_autoptr(LimnerPlane) zone = NULL;

      for (int i = 0; i < 5; i++)
        limner_plane_get_pixels (mask)[g_rand_int_range (random, 0, width * height)] =
          (guint8) g_rand_int_range (random, 1, 256);
      zone = limner_edit_zone_new (mask, grow, feather);

      for (int y = 0; y < height; y++)
        {
          for (int x = 0; x < width; x++)
            {
              double distance = slow_distance (mask, x, y);
              int value = limner_plane_read_row (zone, y)[x];
              int painted = limner_plane_read_row (mask, y)[x];

              if (distance <= grow)
                g_assert_cmpint (value, ==, 255);
              else if (distance > grow + feather)
                g_assert_cmpint (value, ==, painted);
              else
                g_assert_cmpint (value, >=, MAX (1, painted) - 1);
            }
        }
    }
}

static void
test_fades_steadily (void)
{
  g_autoptr(LimnerPlane) mask = limner_plane_new (100, 1);
  g_autoptr(LimnerPlane) zone = NULL;
  const guint8 *row;

  limner_plane_get_pixels (mask)[0] = 255;
  zone = limner_edit_zone_new (mask, 10, 40);
  row = limner_plane_read_row (zone, 0);

  for (int x = 1; x < 100; x++)
    g_assert_cmpint (row[x], <=, row[x - 1]);
  g_assert_cmpint (row[10], ==, 255);
  g_assert_cmpint (ABS (row[30] - 128), <, 12);
  g_assert_cmpint (row[51], ==, 0);
}

/* Without growing or feathering a mask stays as soft as it was painted. */
static void
test_leaves_soft_masks (void)
{
  g_autoptr(LimnerPlane) mask = limner_plane_new (256, 1);
  g_autoptr(LimnerPlane) zone = NULL;

  for (int x = 0; x < 256; x++)
    limner_plane_get_pixels (mask)[x] = (guint8) x;
  zone = limner_edit_zone_new (mask, 0, 0);
  g_assert_cmpmem (limner_plane_read_row (zone, 0), 256, limner_plane_read_row (mask, 0), 256);
}

static void
test_extremes (void)
{
  g_autoptr(LimnerPlane) empty = limner_plane_new (8, 8);
  g_autoptr(LimnerPlane) one = limner_plane_new (1, 1);
  g_autoptr(LimnerPlane) zone = limner_edit_zone_new (empty, 4, 4);
  g_autoptr(LimnerPlane) single = NULL;

  for (int i = 0; i < 64; i++)
    g_assert_cmpint (limner_plane_get_pixels (zone)[i], ==, 0);

  limner_plane_get_pixels (one)[0] = 255;
  single = limner_edit_zone_new (one, 300, 300);
  g_assert_cmpint (limner_plane_get_pixels (single)[0], ==, 255);
}

/* The steepest step along the middle row. */
static int
find_steepest (const LimnerPlane *zone)
{
  const guint8 *row = limner_plane_read_row (zone, limner_plane_get_height (zone) / 2);
  int steepest = 0;

  for (int x = 1; x < limner_plane_get_width (zone); x++)
    steepest = MAX (steepest, ABS (row[x] - row[x - 1]));
  return steepest;
}

/* However wide the feather: nothing beyond what the answer covers, all of the middle, and softer
 * for as long as there is something to fade over. */
static void
test_within_reach (void)
{
  static const int feathers[] = { 0, 4, 10, 12, 16, 30, 60, 500 };
  const int grow = 2, reach = 12, radius = 30;
  g_autoptr(LimnerPlane) mask = make_disc (120, 110, 60, 55, radius);
  int steepest = 256;

  for (gsize i = 0; i < G_N_ELEMENTS (feathers); i++)
    {
      g_autoptr(LimnerPlane) zone = limner_edit_zone_within (mask, grow, feathers[i], reach);

      for (int y = 0; y < 110; y++)
        {
          for (int x = 0; x < 120; x++)
            {
              if (hypot (x - 60, y - 55) > radius + reach + 1)
                g_assert_cmpint (limner_plane_read_row (zone, y)[x], ==, 0);
            }
        }
      g_assert_cmpint (limner_plane_read_row (zone, 55)[60], ==, 255);
      g_assert_cmpint (find_steepest (zone), <=, steepest);
      steepest = find_steepest (zone);
    }
  g_assert_cmpint (steepest, <, 12);
}

/* Where there is room for the feather it is the same as without a limit. */
static void
test_within_room (void)
{
  g_autoptr(LimnerPlane) mask = make_disc (80, 80, 40, 40, 15);
  g_autoptr(LimnerPlane) free_zone = limner_edit_zone_new (mask, 3, 8);
  g_autoptr(LimnerPlane) zone = limner_edit_zone_within (mask, 3, 8, 11);
  g_autoptr(LimnerPlane) wide = limner_edit_zone_within (mask, 3, 9, 11);

  g_assert_cmpmem (limner_plane_get_pixels (zone), 6400, limner_plane_get_pixels (free_zone), 6400);
  g_assert_cmpint (memcmp (limner_plane_get_pixels (zone), limner_plane_get_pixels (wide), 6400),
                   !=, 0);
}

/* A mask of one pixel, one of all, and none have no inside to fade over. */
static void
test_within_extremes (void)
{
  g_autoptr(LimnerPlane) empty = limner_plane_new (9, 9);
  g_autoptr(LimnerPlane) dot = make_disc (9, 9, 4, 4, 0);
  g_autoptr(LimnerPlane) all = make_disc (9, 9, 4, 4, 100);
  g_autoptr(LimnerPlane) of_empty = limner_edit_zone_within (empty, 0, 300, 1);
  g_autoptr(LimnerPlane) of_dot = limner_edit_zone_within (dot, 0, 300, 1);
  g_autoptr(LimnerPlane) of_all = limner_edit_zone_within (all, 0, 300, 1);

  for (int i = 0; i < 81; i++)
    {
      g_assert_cmpint (limner_plane_get_pixels (of_empty)[i], ==, 0);
      g_assert_cmpint (limner_plane_get_pixels (of_all)[i], ==, 255);
    }
  g_assert_cmpint (limner_plane_read_row (of_dot, 4)[4], ==, 255);
  g_assert_cmpint (limner_plane_read_row (of_dot, 4)[6], ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/edit/zone/against-reference", test_against_reference);
  g_test_add_func ("/edit/zone/fades-steadily", test_fades_steadily);
  g_test_add_func ("/edit/zone/leaves-soft-masks", test_leaves_soft_masks);
  g_test_add_func ("/edit/zone/extremes", test_extremes);
  g_test_add_func ("/edit/zone/within-reach", test_within_reach);
  g_test_add_func ("/edit/zone/within-room", test_within_room);
  g_test_add_func ("/edit/zone/within-extremes", test_within_extremes);

  return g_test_run ();
}
