/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"

#include "limner-job.h"

static void
return_outcome (GTask     *task,
                LimnerJob *job)
{
  const GError *error = limner_job_get_error (job);

  if (limner_job_get_state (job) == LIMNER_JOB_DONE)
    g_task_return_boolean (task, TRUE);
  else if (limner_job_get_state (job) == LIMNER_JOB_CANCELED)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The job was cancelled");
  else if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_FAILED,
                             "The job ended without a result");
}

static void
state_changed_cb (LimnerJob  *job,
                  GParamSpec *pspec,
                  GTask      *task)
{
  if (!limner_job_state_is_final (limner_job_get_state (job)) || g_task_get_completed (task))
    return;

  g_signal_handlers_disconnect_by_func (job, state_changed_cb, task);
  return_outcome (task, job);
  g_object_unref (task);
}

/**
 * limner_job_wait_async:
 * @self: a job
 * @cancellable: (nullable): not looked at while waiting: cancel the job instead
 * @callback: called when the job has ended
 * @user_data: for @callback
 *
 * Waits for the end of a job.
 */
void
limner_job_wait_async (LimnerJob           *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (LIMNER_IS_JOB (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_job_wait_async);
  if (limner_job_state_is_final (limner_job_get_state (self)))
    return_outcome (task, self);
  else
    g_signal_connect (self, "notify::state", G_CALLBACK (state_changed_cb),
                      g_steal_pointer (&task));
}

/**
 * limner_job_wait_finish:
 * @self: a job
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_job_wait_async().
 *
 * Returns: %TRUE if the job is done; else the job's error, or %G_IO_ERROR_CANCELLED
 */
gboolean
limner_job_wait_finish (LimnerJob     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
