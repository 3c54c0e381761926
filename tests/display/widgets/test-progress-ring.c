/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "widgets/limner-progress-ring.h"

#include <math.h>

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_fraction (void)
{
  GtkWidget *ring = g_object_ref_sink (limner_progress_ring_new ());
  guint count = 0;

  g_signal_connect_swapped (ring, "notify::fraction", G_CALLBACK (count_cb), &count);
  limner_progress_ring_set_fraction (LIMNER_PROGRESS_RING (ring), 0.5);
  limner_progress_ring_set_fraction (LIMNER_PROGRESS_RING (ring), 0.5);
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpfloat (limner_progress_ring_get_fraction (LIMNER_PROGRESS_RING (ring)), ==, 0.5);

  limner_progress_ring_set_fraction (LIMNER_PROGRESS_RING (ring), 7);
  g_assert_cmpfloat (limner_progress_ring_get_fraction (LIMNER_PROGRESS_RING (ring)), ==, 1);
  limner_progress_ring_set_fraction (LIMNER_PROGRESS_RING (ring), (double) NAN);
  g_assert_cmpfloat (limner_progress_ring_get_fraction (LIMNER_PROGRESS_RING (ring)), ==, 0);
  gtk_test_accessible_assert_role (ring, GTK_ACCESSIBLE_ROLE_PROGRESS_BAR);

  g_assert_finalize_object (ring);
}

static void
test_draws (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *ring = limner_progress_ring_new ();

  limner_progress_ring_set_fraction (LIMNER_PROGRESS_RING (ring), 0.25);
  gtk_window_set_child (GTK_WINDOW (window), ring);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  g_assert_cmpint (gtk_widget_get_width (ring), >=, 16);

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/widgets/progress-ring/fraction", test_fraction);
  g_test_add_func ("/widgets/progress-ring/draws", test_draws);

  return g_test_run ();
}
