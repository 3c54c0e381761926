/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Children side by side, and in further lines where they do not fit. */

#include <gtk/gtk.h>

#include "widgets/limner-wrap-layout.h"

#define N_CHILDREN 4

typedef struct
{
  GtkWidget *box;
  GtkWidget *children[N_CHILDREN];   /* 40, 50, 60 and 70 pixels wide, 10, 20, 30, 40 high */
} World;

static void
world_init (World *world)
{
  world->box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_widget_set_layout_manager (world->box, limner_wrap_layout_new (10, 4));
  for (int i = 0; i < N_CHILDREN; i++)
    {
      world->children[i] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      gtk_widget_set_size_request (world->children[i], 40 + 10 * i, 10 + 10 * i);
      gtk_box_append (GTK_BOX (world->box), world->children[i]);
    }
}

static void
measure (World          *world,
         GtkOrientation  orientation,
         int             for_size,
         int             least,
         int             natural)
{
  int sizes[2];

  gtk_widget_measure (world->box, orientation, for_size, &sizes[0], &sizes[1], NULL, NULL);
  g_assert_cmpint (sizes[0], ==, least);
  g_assert_cmpint (sizes[1], ==, natural);
}

static void
allocate (World *world,
          int    width)
{
  int height;

  gtk_widget_measure (world->box, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  gtk_widget_size_allocate (world->box, &(GtkAllocation) { 0, 0, width, height }, -1);
}

static void
assert_at (World *world,
           int    i,
           int    x,
           int    y,
           int    width)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (world->children[i], world->box, &bounds));
  g_assert_cmpfloat (bounds.origin.x, ==, x);
  g_assert_cmpfloat (bounds.origin.y, ==, y);
  g_assert_cmpfloat (bounds.size.width, ==, width);
}

/* Never wider than its widest child has to be; the narrower, the higher. */
static void
test_sizes (void)
{
  World world;

  world_init (&world);
  measure (&world, GTK_ORIENTATION_HORIZONTAL, -1, 70, 250);
  measure (&world, GTK_ORIENTATION_VERTICAL, -1, 40, 40);
  measure (&world, GTK_ORIENTATION_VERTICAL, 250, 40, 40);
  measure (&world, GTK_ORIENTATION_VERTICAL, 249, 30 + 4 + 40, 30 + 4 + 40);
  measure (&world, GTK_ORIENTATION_VERTICAL, 130, 20 + 4 + 30 + 4 + 40, 20 + 4 + 30 + 4 + 40);
  measure (&world, GTK_ORIENTATION_VERTICAL, 70, 10 + 20 + 30 + 40 + 3 * 4,
           10 + 20 + 30 + 40 + 3 * 4);
  g_object_unref (world.box);
}

static void
test_places (void)
{
  World world;

  world_init (&world);
  allocate (&world, 249);
  assert_at (&world, 0, 0, 0, 40);
  assert_at (&world, 1, 50, 0, 50);
  assert_at (&world, 2, 110, 0, 60);
  assert_at (&world, 3, 0, 34, 70);

  /* From right to left */
  gtk_widget_set_direction (world.box, GTK_TEXT_DIR_RTL);
  allocate (&world, 249);
  assert_at (&world, 0, 209, 0, 40);
  assert_at (&world, 3, 179, 34, 70);
  g_object_unref (world.box);
}

/* What a line has left goes to those that want it; who is hidden takes no room. */
static void
test_expands (void)
{
  World world;

  world_init (&world);
  gtk_widget_set_hexpand (world.children[0], TRUE);
  gtk_widget_set_hexpand (world.children[1], TRUE);
  gtk_widget_set_visible (world.children[2], FALSE);
  measure (&world, GTK_ORIENTATION_HORIZONTAL, -1, 70, 180);
  allocate (&world, 200);
  assert_at (&world, 0, 0, 0, 50);
  assert_at (&world, 1, 60, 0, 60);
  assert_at (&world, 3, 130, 0, 70);
  allocate (&world, 110);
  assert_at (&world, 0, 0, 0, 45);
  assert_at (&world, 3, 0, 24, 70);
  g_object_unref (world.box);
}

static void
test_nobody (void)
{
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  World world = { .box = box };

  gtk_widget_set_layout_manager (box, limner_wrap_layout_new (10, 4));
  measure (&world, GTK_ORIENTATION_HORIZONTAL, -1, 0, 0);
  measure (&world, GTK_ORIENTATION_VERTICAL, 100, 0, 0);
  allocate (&world, 100);
  g_object_unref (box);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  g_test_add_func ("/wrap-layout/sizes", test_sizes);
  g_test_add_func ("/wrap-layout/places", test_places);
  g_test_add_func ("/wrap-layout/expands", test_expands);
  g_test_add_func ("/wrap-layout/nobody", test_nobody);
  return g_test_run ();
}
