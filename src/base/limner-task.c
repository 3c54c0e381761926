/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-task.h"

/*
 * Work on GLib's pool for tasks that belong to the main thread.
 *
 * A thread that runs a task of g_task_run_in_thread() lets go of it when it has been returned,
 * sometimes only after the task's callback ran: then the task ends on that thread, and its source
 * object and its data with it. A window that was closed meanwhile would be taken apart there. So a
 * task of its own, which holds nothing, goes to the pool and carries the other.
 */

typedef struct
{
  GTask           *task;   /* kept by the carrier's callback */
  GTaskThreadFunc  run;
} Work;

static void
run_thread (GTask        *carrier,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  const Work *work = task_data;

  work->run (work->task, g_task_get_source_object (work->task), g_task_get_task_data (work->task),
             g_task_get_cancellable (work->task));
  g_task_return_boolean (carrier, TRUE);
}

static void
carried_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
}

/**
 * limner_task_run_in_thread:
 * @task: what is to be returned; its priority orders it among those that wait
 * @run: what the thread calls; it must return @task exactly once, as its last act, and must not
 *   keep it
 *
 * Calls @run on a thread of GLib's pool. In contrast to g_task_run_in_thread(), @task, its source
 * object and its data are always let go where its callback runs, never on the thread. To be called
 * where @task was made.
 */
void
limner_task_run_in_thread (GTask           *task,
                           GTaskThreadFunc  run)
{
  g_autoptr(GTask) carrier = NULL;
  Work *work;

  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (run != NULL);

  work = g_new (Work, 1);
  *work = (Work) { .task = task, .run = run };
  carrier = g_task_new (NULL, NULL, carried_cb, g_object_ref (task));
  g_task_set_source_tag (carrier, g_task_get_source_tag (task));
  g_task_set_priority (carrier, g_task_get_priority (task));
  g_task_set_task_data (carrier, work, g_free);
  g_task_run_in_thread (carrier, run_thread);
}
