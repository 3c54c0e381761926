/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-worker.h"

/**
 * LimnerWorker:
 *
 * One thread that carries out tasks one after the other, by the tasks' priority and then in the
 * order in which they came. Where `g_task_run_in_thread()` would spread tasks over a pool, a worker
 * guarantees that they never run at once, which is what a database connection wants.
 */
struct _LimnerWorker
{
  GObject      parent_instance;

  /* Owned */
  GAsyncQueue *queue;
  GThread     *thread;
  gint64       next_serial;   /* main thread only */
};

G_DEFINE_FINAL_TYPE (LimnerWorker, limner_worker, G_TYPE_OBJECT)

/* The queue that this thread serves. It is set before the first task runs and stays until the last
 * has run, also while the owner waits for the thread's end; @thread is neither. */
static GPrivate served_queue;

typedef struct
{
  GTask           *task;      /* NULL ends the thread */
  GTaskThreadFunc  run;
  int              priority;
  gint64           serial;
} Request;

static int
compare_requests (gconstpointer a,
                  gconstpointer b,
                  gpointer      data)
{
  const Request *left = a;
  const Request *right = b;

  if (left->priority != right->priority)
    return left->priority < right->priority ? -1 : 1;
  return left->serial < right->serial ? -1 : left->serial > right->serial;
}

static gpointer
worker_thread (gpointer data)
{
  GAsyncQueue *queue = data;

  g_private_set (&served_queue, queue);
  for (;;)
    {
      g_autofree Request *request = g_async_queue_pop (queue);
      g_autoptr(GTask) task = g_steal_pointer (&request->task);

      if (task == NULL)
        {
          g_async_queue_unref (queue);
          return NULL;
        }

      if (!g_task_return_error_if_cancelled (task))
        request->run (task, g_task_get_source_object (task), g_task_get_task_data (task),
                      g_task_get_cancellable (task));
    }
}

static void
limner_worker_push_request (LimnerWorker    *self,
                            GTask           *task,
                            GTaskThreadFunc  run,
                            int              priority)
{
  Request *request = g_new0 (Request, 1);

  request->task = task;
  request->run = run;
  request->priority = priority;
  request->serial = self->next_serial++;
  g_async_queue_push_sorted (self->queue, request, compare_requests, NULL);
}

static void
limner_worker_dispose (GObject *object)
{
  limner_worker_shutdown (LIMNER_WORKER (object));

  G_OBJECT_CLASS (limner_worker_parent_class)->dispose (object);
}

static void
limner_worker_finalize (GObject *object)
{
  LimnerWorker *self = LIMNER_WORKER (object);

  g_clear_pointer (&self->queue, g_async_queue_unref);

  G_OBJECT_CLASS (limner_worker_parent_class)->finalize (object);
}

static void
limner_worker_class_init (LimnerWorkerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = limner_worker_dispose;
  object_class->finalize = limner_worker_finalize;
}

static void
limner_worker_init (LimnerWorker *self)
{
  self->queue = g_async_queue_new ();
}

/**
 * limner_worker_new:
 * @name: the thread's name, at most 15 bytes, as debuggers show it
 *
 * Starts a worker thread.
 *
 * Returns: (transfer full): the worker
 */
LimnerWorker *
limner_worker_new (const char *name)
{
  LimnerWorker *self = g_object_new (LIMNER_TYPE_WORKER, NULL);

  self->thread = g_thread_new (name, worker_thread, g_async_queue_ref (self->queue));
  return self;
}

/**
 * limner_worker_push:
 * @self: a worker
 * @task: (transfer full): what is to be returned; its priority orders it among those that wait
 * @run: what the thread calls; it must return @task exactly once
 *
 * Hands a task to the thread. A task that is cancelled before its turn returns the error and @run
 * is not called. To be called from one thread only, that which owns the worker.
 */
void
limner_worker_push (LimnerWorker    *self,
                    GTask           *task,
                    GTaskThreadFunc  run)
{
  g_return_if_fail (LIMNER_IS_WORKER (self));
  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (run != NULL);
  g_return_if_fail (self->thread != NULL);

  limner_worker_push_request (self, task, run, g_task_get_priority (task));
}

/**
 * limner_worker_is_current:
 * @self: a worker
 *
 * Tells whether the caller runs on the worker's thread: for assertions.
 *
 * Returns: %TRUE on the worker's thread
 */
gboolean
limner_worker_is_current (LimnerWorker *self)
{
  g_return_val_if_fail (LIMNER_IS_WORKER (self), FALSE);

  return g_private_get (&served_queue) == self->queue;
}

/**
 * limner_worker_shutdown:
 * @self: a worker
 *
 * Carries out what is queued, ends the thread and waits for it. Can be called twice.
 */
void
limner_worker_shutdown (LimnerWorker *self)
{
  g_return_if_fail (LIMNER_IS_WORKER (self));

  if (self->thread == NULL)
    return;

  limner_worker_push_request (self, NULL, NULL, G_MAXINT);
  g_thread_join (g_steal_pointer (&self->thread));
}
