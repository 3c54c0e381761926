/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-worker.h"

typedef struct
{
  LimnerWorker *worker;
  GString      *order;      /* written on the worker's thread only */
  GMutex        gate;       /* held while the first task must wait */
  guint         n_done;
} Fixture;

static void
run (GTask        *task,
     gpointer      source,
     gpointer      data,
     GCancellable *cancellable)
{
  Fixture *fixture = g_object_get_data (G_OBJECT (task), "fixture");

  g_assert_true (limner_worker_is_current (fixture->worker));
  if (GPOINTER_TO_INT (data) == 'a')
    {
      g_mutex_lock (&fixture->gate);
      g_mutex_unlock (&fixture->gate);
    }
  g_string_append_c (fixture->order, (char) GPOINTER_TO_INT (data));
  g_task_return_boolean (task, TRUE);
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  Fixture *fixture = data;

  fixture->n_done++;
  g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
push (Fixture      *fixture,
      char          name,
      int           priority,
      GCancellable *cancellable)
{
  GTask *task = g_task_new (NULL, cancellable, done_cb, fixture);

  g_task_set_source_tag (task, push);
  g_task_set_priority (task, priority);
  g_task_set_task_data (task, GINT_TO_POINTER (name), NULL);
  g_object_set_data (G_OBJECT (task), "fixture", fixture);
  limner_worker_push (fixture->worker, task, run);
}

static void
test_order (void)
{
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();
  Fixture fixture = { .order = g_string_new (NULL) };

  g_mutex_init (&fixture.gate);
  fixture.worker = limner_worker_new ("test-worker");

  g_mutex_lock (&fixture.gate);
  push (&fixture, 'a', G_PRIORITY_HIGH, NULL);
  push (&fixture, 'l', G_PRIORITY_LOW, NULL);
  push (&fixture, 'x', G_PRIORITY_DEFAULT, cancelled);
  push (&fixture, 'd', G_PRIORITY_DEFAULT, NULL);
  push (&fixture, 'e', G_PRIORITY_DEFAULT, NULL);
  g_cancellable_cancel (cancelled);
  g_mutex_unlock (&fixture.gate);

  limner_worker_shutdown (fixture.worker);
  limner_worker_shutdown (fixture.worker);
  g_assert_cmpstr (fixture.order->str, ==, "adel");

  while (fixture.n_done < 5)
    g_main_context_iteration (NULL, TRUE);

  g_assert_finalize_object (fixture.worker);
  g_string_free (fixture.order, TRUE);
  g_mutex_clear (&fixture.gate);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/worker/order", test_order);

  return g_test_run ();
}
