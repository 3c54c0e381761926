/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-stall-watch.h"

static void
stalled_cb (double   milliseconds,
            gpointer user_data)
{
  double *longest = user_data;

  *longest = MAX (*longest, milliseconds);
}

static gboolean
busy_cb (gpointer user_data)
{
  gint64 end = g_get_monotonic_time () + 30 * 1000;

  while (g_get_monotonic_time () < end)
    continue;

  return G_SOURCE_REMOVE;
}

static gboolean
later_cb (gpointer user_data)
{
  gboolean *done = user_data;

  *done = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run (guint milliseconds)
{
  gboolean done = FALSE;

  g_timeout_add (milliseconds, later_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_main_context_iteration (NULL, FALSE);
}

static void
test_waiting_is_no_stall (void)
{
  double longest = 1;

  /* It waits for longer than the limit. A busy machine may really stall it, but not always. */
  for (guint i = 0; i < 50 && longest > 0; i++)
    {
      g_autoptr(LimnerStallWatch) watch = NULL;

      longest = 0;
      watch = limner_stall_watch_new (NULL, 300, stalled_cb, &longest);
      run (400);
      g_assert_cmpint (limner_stall_watch_get_n (watch) > 0, ==, longest > 0);
    }
  g_assert_cmpfloat (longest, ==, 0);
}

static void
test_stall (void)
{
  double longest = 0;
  g_autoptr(LimnerStallWatch) watch = limner_stall_watch_new (NULL, 15, stalled_cb, &longest);

  g_idle_add (busy_cb, NULL);
  run (20);
  g_assert_cmpuint (limner_stall_watch_get_n (watch), >=, 1);
  g_assert_cmpfloat (longest, >=, 30);
  g_assert_cmpfloat (limner_stall_watch_get_longest (watch), ==, longest);

  limner_stall_watch_reset (watch);
  g_assert_cmpuint (limner_stall_watch_get_n (watch), ==, 0);
  g_assert_cmpfloat (limner_stall_watch_get_longest (watch), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/stall-watch/waiting", test_waiting_is_no_stall);
  g_test_add_func ("/base/stall-watch/stall", test_stall);

  return g_test_run ();
}
