/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/limner-store-jobs.h"

#include "limner-job-inputs.h"
#include "limner-job-private.h"
#include "limner-job-search.h"

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(LimnerPrediction) found = NULL;
  GError *error = NULL;

  if (!limner_client_find_prediction_finish (LIMNER_CLIENT (object), result, &found, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&found), g_object_unref);
}

static void
known_listed_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(LimnerPredictionRequest) request = NULL;
  g_autoptr(JsonObject) input = NULL;
  g_autoptr(GDateTime) since = NULL;
  g_auto(GStrv) known = NULL;
  LimnerJob *job = g_task_get_source_object (task);
  LimnerJobSpec *spec = limner_job_get_spec (job);
  GError *error = NULL;

  known = limner_store_list_predictions_finish (LIMNER_STORE (object), result, &error);
  if (known == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  input = limner_job_inputs_make_pattern (limner_job_spec_get_input (spec));
  request = limner_prediction_request_new (limner_job_spec_get_model (spec),
                                           limner_job_spec_get_version (spec), input);
  since = g_date_time_new_from_unix_utc (_limner_job_get_record (job)->sent / G_USEC_PER_SEC);
  limner_client_find_prediction_async (g_task_get_task_data (task), request, since,
                                       (const char * const *) known,
                                       g_task_get_cancellable (task), found_cb,
                                       g_object_ref (task));
}

/**
 * limner_job_search_async:
 * @job: a job that may have been sent
 * @store: the library, which knows what belongs to other jobs
 * @client: where it may be
 * @cancellable: (nullable): to stop
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Finds out whether the server has a job whose answer was lost.
 */
void
limner_job_search_async (LimnerJob           *job,
                         LimnerStore         *store,
                         LimnerClient        *client,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (job, cancellable, callback, user_data);

  g_task_set_source_tag (task, limner_job_search_async);
  g_task_set_task_data (task, g_object_ref (client), g_object_unref);
  limner_store_list_predictions_async (store, _limner_job_get_record (job)->server, cancellable,
                                       known_listed_cb, task);
}

/**
 * limner_job_search_finish:
 * @job: a job
 * @result: the result
 * @found: (out) (transfer full) (nullable): its prediction, %NULL when there certainly is none
 * @error: return location for an error
 *
 * Ends limner_job_search_async().
 *
 * Returns: %TRUE when it is known; %FALSE with an error when it is not
 */
gboolean
limner_job_search_finish (LimnerJob         *job,
                          GAsyncResult      *result,
                          LimnerPrediction **found,
                          GError           **error)
{
  g_autoptr(GError) local_error = NULL;

  g_return_val_if_fail (g_task_is_valid (result, job), FALSE);

  *found = g_task_propagate_pointer (G_TASK (result), &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
