/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-parallel.h"

/* One call of limner_parallel_for(). Helpers that the pool starts after all parts were taken find
 * the job closed, so the caller never waits for a thread that is busy with another prediction. */
typedef struct
{
  gatomicrefcount     ref_count;

  int                 next;          /* Atomic: the next part to take */
  int                 n;
  LimnerParallelFunc  func;
  gpointer            data;
  GCancellable       *cancellable;   /* Borrowed from the caller, who waits */

  GMutex              lock;
  GCond               idle;
  guint               n_active;      /* Guarded by lock */
  gboolean            closed;        /* Guarded by lock */
} Job;

static guint thread_limit;           /* Atomic; 0 is one thread for each processor */
static guint n_done;                 /* Atomic: parts of all work so far; it wraps round */

static void
job_unref (Job *job)
{
  if (!g_atomic_ref_count_dec (&job->ref_count))
    return;

  g_mutex_clear (&job->lock);
  g_cond_clear (&job->idle);
  g_free (job);
}

static void
job_run (Job *job)
{
  for (;;)
    {
      int index = g_atomic_int_add (&job->next, 1);

      if (index >= job->n || g_cancellable_is_cancelled (job->cancellable))
        return;
      job->func (index, job->data);
      g_atomic_int_inc (&n_done);
    }
}

static void
help (gpointer data,
      gpointer user_data)
{
  Job *job = data;
  gboolean closed;

  g_mutex_lock (&job->lock);
  closed = job->closed;
  if (!closed)
    job->n_active++;
  g_mutex_unlock (&job->lock);

  if (!closed)
    {
      job_run (job);

      g_mutex_lock (&job->lock);
      job->n_active--;
      g_cond_signal (&job->idle);
      g_mutex_unlock (&job->lock);
    }
  job_unref (job);
}

static GThreadPool *
get_pool (void)
{
  static GThreadPool *pool;

  if (g_once_init_enter (&pool))
    g_once_init_leave (&pool, g_thread_pool_new (help, NULL, MAX (4, (int) g_get_num_processors ()),
                                                 FALSE, NULL));
  return pool;
}

/**
 * limner_parallel_set_threads:
 * @n_threads: how many threads a piece of work may use, or 0 for one on each processor
 *
 * Limits the threads of all work that is begun from now on. What is computed does not depend on
 * it.
 */
void
limner_parallel_set_threads (guint n_threads)
{
  g_atomic_int_set (&thread_limit, n_threads);
}

/**
 * limner_parallel_get_n_done:
 *
 * Tells how much has been done, in parts of whatever work there was, to see work stop.
 *
 * Returns: how many parts all calls of limner_parallel_for() have done; it wraps round
 */
guint
limner_parallel_get_n_done (void)
{
  return (guint) g_atomic_int_get (&n_done);
}

/**
 * limner_parallel_for:
 * @n: the number of parts
 * @func: does one part
 * @data: passed to @func
 * @cancellable: (nullable): looked at before each part
 *
 * Does the parts 0 to @n - 1 on the calling thread and on threads of a pool that all predictions
 * share, and returns when they are done. The pool hands out helpers in the order in which they were
 * asked for, so several predictions get a fair share of the processors.
 *
 * Returns: %FALSE if it was cancelled, so that parts are missing
 */
gboolean
limner_parallel_for (int                 n,
                     LimnerParallelFunc  func,
                     gpointer            data,
                     GCancellable       *cancellable)
{
  guint limit = g_atomic_int_get (&thread_limit);
  Job *job;

  g_return_val_if_fail (func != NULL, FALSE);

  if (limit == 0)
    limit = g_get_num_processors ();

  job = g_new0 (Job, 1);
  g_atomic_ref_count_init (&job->ref_count);
  job->n = n;
  job->func = func;
  job->data = data;
  job->cancellable = cancellable;
  g_mutex_init (&job->lock);
  g_cond_init (&job->idle);

  for (int i = 1; i < MIN ((int) limit, n); i++)
    {
      g_atomic_ref_count_inc (&job->ref_count);
      g_thread_pool_push (get_pool (), job, NULL);
    }
  job_run (job);

  g_mutex_lock (&job->lock);
  job->closed = TRUE;
  while (job->n_active > 0)
    g_cond_wait (&job->idle, &job->lock);
  g_mutex_unlock (&job->lock);
  job_unref (job);

  return !g_cancellable_is_cancelled (cancellable);
}
