/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-task.h"
#include "lib/limner-test.h"

#define N_TASKS 500

/* The wish of one task: the thread returns it, and ends only when its callback has run. */
typedef struct
{
  GMutex   lock;
  GCond    changed;
  gboolean called;    /* the task's callback has run */
  gboolean left;      /* the thread gave up waiting for it */
} Gate;

static GThread *main_thread;
static guint n_ended;
static guint n_ended_elsewhere;

static void
ended_cb (gpointer  data,
          GObject  *source)
{
  n_ended++;
  if (g_thread_self () != main_thread)
    n_ended_elsewhere++;
}

static GObject *
make_source (void)
{
  GObject *source = g_object_new (G_TYPE_OBJECT, NULL);

  g_object_weak_ref (source, ended_cb, NULL);
  return source;
}

static void
run_until_called (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  gint64 end = g_get_monotonic_time () + LIMNER_TEST_PATIENCE * (gint64) 1000;
  Gate *gate = g_object_get_data (source, "gate");

  g_task_return_boolean (task, TRUE);
  g_mutex_lock (&gate->lock);
  while (!gate->called && !gate->left)
    gate->left = !g_cond_wait_until (&gate->changed, &gate->lock, end);
  g_mutex_unlock (&gate->lock);
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Gate *gate = user_data;

  g_assert_true (g_task_propagate_boolean (G_TASK (result), NULL));
  g_mutex_lock (&gate->lock);
  gate->called = TRUE;
  g_cond_signal (&gate->changed);
  g_mutex_unlock (&gate->lock);
}

/* The thread is the last that knows the task, and yet it is not there that the source ends. */
static void
test_ends_at_home (void)
{
  g_autoptr(GObject) source = make_source ();
  Gate gate = { .called = FALSE };
  GTask *task;

  g_mutex_init (&gate.lock);
  g_cond_init (&gate.changed);
  n_ended = n_ended_elsewhere = 0;
  g_object_set_data (source, "gate", &gate);
  task = g_task_new (source, NULL, called_cb, &gate);
  limner_task_run_in_thread (task, run_until_called);
  g_object_unref (task);
  g_clear_object (&source);

  limner_test_wait_until (n_ended == 1);
  g_assert_cmpuint (n_ended_elsewhere, ==, 0);
  g_assert_false (gate.left);
  g_mutex_clear (&gate.lock);
  g_cond_clear (&gate.changed);
}

static void
run_at_once (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_assert_true (g_thread_self () != main_thread);
  g_task_return_int (task, GPOINTER_TO_INT (task_data) + 1);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  gint64 *sum = user_data;

  *sum += g_task_propagate_int (G_TASK (result), NULL);
}

static void
test_many (void)
{
  gint64 sum = 0;

  n_ended = n_ended_elsewhere = 0;
  for (int i = 0; i < N_TASKS; i++)
    {
      g_autoptr(GObject) source = make_source ();
      g_autoptr(GTask) task = g_task_new (source, NULL, counted_cb, &sum);

      g_task_set_task_data (task, GINT_TO_POINTER (i), NULL);
      limner_task_run_in_thread (task, run_at_once);
    }
  limner_test_wait_until (n_ended == N_TASKS);
  g_assert_cmpuint (n_ended_elsewhere, ==, 0);
  g_assert_cmpint (sum, ==, N_TASKS * (N_TASKS + 1) / 2);
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  gboolean *done = user_data;

  g_assert_cmpint (g_task_propagate_int (G_TASK (result), &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *done = TRUE;
}

/* What was cancelled meanwhile fails, whatever the thread returned. */
static void
test_cancelled (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GTask) task = NULL;
  gboolean done = FALSE;

  task = g_task_new (NULL, cancellable, cancelled_cb, &done);
  limner_task_run_in_thread (task, run_at_once);
  g_cancellable_cancel (cancellable);
  limner_test_wait_until (done);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  main_thread = g_thread_self ();
  g_test_add_func ("/task/ends-at-home", test_ends_at_home);
  g_test_add_func ("/task/many", test_many);
  g_test_add_func ("/task/cancelled", test_cancelled);
  return g_test_run ();
}
