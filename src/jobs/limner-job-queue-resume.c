/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/limner-store-costs.h"
#include "store/limner-store-jobs.h"
#include "store/limner-store-models.h"

#include "limner-job-private.h"
#include "limner-job-queue-private.h"

/* After a start: jobs that nobody runs are taken over from the journal. */

/** How many jobs are read from the journal. */
#define MAX_LISTED 20000

static int
compare_positions (gconstpointer a,
                   gconstpointer b)
{
  double left = _limner_job_get_record (*(LimnerJob * const *) a)->position;
  double right = _limner_job_get_record (*(LimnerJob * const *) b)->position;

  return left < right ? -1 : left > right;
}

static gboolean
is_listed (LimnerJobQueue        *self,
           const LimnerJobRecord *record)
{
  LimnerJobState state;

  if ((record->finished == 0 && g_strcmp0 (record->owner, self->owner) != 0) ||
      limner_job_queue_find (self, record->id) != NULL)
    return FALSE;
  return !limner_job_state_from_string (record->state, &state) || state != LIMNER_JOB_DONE ||
         _limner_job_queue_list_done (self, record->id);
}

static void
jobs_listed_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  LimnerJobQueue *self = g_task_get_source_object (task);
  g_autoptr(GPtrArray) records = NULL;
  guint n_before = self->jobs->len;
  guint n_resumed = 0;
  GError *error = NULL;

  records = limner_store_list_jobs_finish (LIMNER_STORE (object), result, &error);
  if (records == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < records->len; i++)
    {
      LimnerJobRecord *record = records->pdata[i];
      g_autoptr(LimnerJob) job = NULL;

      if (!is_listed (self, record))
        continue;
      job = _limner_job_new (limner_job_record_copy (record));
      n_resumed += record->finished == 0;
      _limner_job_queue_insert (self, job, self->jobs->len);
    }
  g_ptr_array_sort (self->jobs, compare_positions);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->jobs->len);
  self->resumed = TRUE;
  _limner_job_queue_sum_spent (self);
  _limner_job_queue_count (self);
  _limner_job_queue_schedule (self);
  g_task_return_int (task, n_resumed);
}

static void
agreements_listed_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GHashTable) agreements = NULL;
  GError *error = NULL;

  agreements = limner_store_list_agreements_finish (LIMNER_STORE (object), result, &error);
  if (agreements == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  _limner_job_queue_take_agreements (g_task_get_source_object (task), agreements);
  limner_store_list_jobs_async (LIMNER_STORE (object),
                                _limner_job_queue_get_midnight (
                                  g_task_get_source_object (task)),
                                MAX_LISTED, g_task_get_cancellable (task), jobs_listed_cb,
                                g_object_ref (task));
}

static void
claimed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (!limner_store_write_finish (LIMNER_STORE (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  limner_store_list_agreements_async (LIMNER_STORE (object), g_task_get_cancellable (task),
                                      agreements_listed_cb, g_object_ref (task));
}

/**
 * limner_job_queue_resume_async:
 * @self: a queue
 * @cancellable: (nullable): to stop waiting
 * @callback: called when the journal was read
 * @user_data: for @callback
 *
 * Reads the journal, takes over jobs that no living program runs, and goes on with them.
 */
void
limner_job_queue_resume_async (LimnerJobQueue      *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_job_queue_resume_async);
  if (self->lock < 0)
    self->lock = limner_store_lock_queue (self->context->store, self->owner);
  limner_store_claim_jobs_async (self->context->store, self->owner, cancellable, claimed_cb,
                                 task);
}

/**
 * limner_job_queue_resume_finish:
 * @self: a queue
 * @result: the result
 * @n_resumed: (out) (optional): how many unfinished jobs were taken over
 * @error: return location for an error
 *
 * Ends limner_job_queue_resume_async().
 *
 * Returns: %TRUE if the journal could be read
 */
gboolean
limner_job_queue_resume_finish (LimnerJobQueue  *self,
                                GAsyncResult    *result,
                                guint           *n_resumed,
                                GError         **error)
{
  g_autoptr(GError) local_error = NULL;
  gssize n;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  n = g_task_propagate_int (G_TASK (result), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (n_resumed != NULL)
    *n_resumed = (guint) n;
  return TRUE;
}
