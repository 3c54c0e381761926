/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gallery/limner-justified-layout.h"

typedef struct
{
  int  (*sizes)[2];
  int  *groups;
} Pictures;

static void
get_size_cb (gpointer  user_data,
             guint     position,
             int      *width,
             int      *height)
{
  Pictures *pictures = user_data;

  *width = pictures->sizes[position][0];
  *height = pictures->sizes[position][1];
}

static gint64
get_group_cb (gpointer user_data,
              guint    position)
{
  Pictures *pictures = user_data;

  return pictures->groups[position];
}

/* Whatever the pictures, nothing overlaps, nothing is lost, every full row fills the width. */
static void
test_random (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (9);
  int sizes[500][2];
  int groups[500];
  Pictures pictures = { sizes, groups };
  int group = 0;

  for (int i = 0; i < 500; i++)
    {
      sizes[i][0] = g_rand_int_range (rand, 0, 3000);
      sizes[i][1] = g_rand_int_range (rand, 0, 3000);
      group += g_rand_int_range (rand, 0, 20) == 0;
      groups[i] = group;
    }

  for (int width = 200; width < 2000; width += 331)
    for (int grouped = 0; grouped < 2; grouped++)
      {
        const LimnerJustifiedLayoutFuncs funcs = { get_size_cb, grouped ? get_group_cb : NULL };
        g_autoptr(LimnerJustifiedLayout) layout = limner_justified_layout_new ();
        int bottom = 0;
        guint next = 0;

        limner_justified_layout_update (layout, 500, width, 150, funcs, &pictures);
        for (guint i = 0; i < limner_justified_layout_get_n_rows (layout); i++)
          {
            const LimnerJustifiedRow *row = limner_justified_layout_get_row (layout, i);
            int right = 0;

            g_assert_cmpint (row->y, >=, bottom);
            g_assert_cmpuint (row->first, ==, next);
            bottom = row->y + row->height;
            next += row->n;
            for (guint j = row->first; j < row->first + row->n; j++)
              {
                LimnerRect box;
                guint hit;

                g_assert_true (limner_justified_layout_get_box (layout, j, &box));
                g_assert_cmpint (box.x, >=, right);
                g_assert_cmpint (box.y, ==, row->y);
                g_assert_cmpint (box.width, >, 0);
                right = box.x + box.width;
                g_assert_true (limner_justified_layout_hit (layout, box.x + box.width / 2,
                                                            box.y + box.height / 2, &hit));
                g_assert_cmpuint (hit, ==, j);
              }
            g_assert_cmpint (right, <=, width - 12 + 1);
          }
        g_assert_cmpuint (next, ==, 500);
        g_assert_cmpint (limner_justified_layout_get_height (layout), >=, bottom);
      }
}

static void
test_moving (void)
{
  int sizes[10][2];
  int groups[10] = { 0, 0, 0, 0, 0, 0, 1, 1, 1, 1 };
  Pictures pictures = { sizes, groups };
  const LimnerJustifiedLayoutFuncs funcs = { get_size_cb, get_group_cb };
  g_autoptr(LimnerJustifiedLayout) layout = limner_justified_layout_new ();

  for (int i = 0; i < 10; i++)
    sizes[i][0] = sizes[i][1] = 100;
  /* Three in a row: 0 1 2 | 3 4 5 | heading | 6 7 8 | 9 */
  limner_justified_layout_update (layout, 10, 24 + 308, 100, funcs, &pictures);
  g_assert_cmpuint (limner_justified_layout_move (layout, 1, 1), ==, 4);
  g_assert_cmpuint (limner_justified_layout_move (layout, 4, 1), ==, 7);
  g_assert_cmpuint (limner_justified_layout_move (layout, 7, -1), ==, 4);
  g_assert_cmpuint (limner_justified_layout_move (layout, 8, 1), ==, 9);
  g_assert_cmpuint (limner_justified_layout_move (layout, 2, -1), ==, 2);
  g_assert_cmpuint (limner_justified_layout_move (layout, 1, 100), ==, 9);
  g_assert_cmpuint (limner_justified_layout_move (layout, 77, 1), ==, 77);
}

static void
test_empty (void)
{
  const LimnerJustifiedLayoutFuncs funcs = { get_size_cb, NULL };
  g_autoptr(LimnerJustifiedLayout) layout = limner_justified_layout_new ();
  LimnerRect box;
  guint position;

  limner_justified_layout_update (layout, 0, 500, 100, funcs, NULL);
  g_assert_cmpuint (limner_justified_layout_get_n_rows (layout), ==, 0);
  g_assert_false (limner_justified_layout_hit (layout, 10, 10, &position));
  g_assert_false (limner_justified_layout_get_box (layout, 0, &box));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/justified-layout/random", test_random);
  g_test_add_func ("/justified-layout/moving", test_moving);
  g_test_add_func ("/justified-layout/empty", test_empty);

  return g_test_run ();
}
