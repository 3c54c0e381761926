/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "store/limner-store-jobs.h"

#include "limner-job-private.h"
#include "limner-job-search.h"

/* What is looked for is put together from the library: what belongs to other jobs, which others
 * wait for an answer as well, and which file is where on the server.
 */

/** How often it is begun again because yet another job has been sent. */
#define MAX_ROUNDS 20

/** How far apart two jobs are sent at most that one prediction may belong to, in microseconds. */
#define RIVAL_SPAN (15 * G_TIME_SPAN_MINUTE)

typedef struct
{
  LimnerJobContext       *context;
  LimnerClient           *client;
  LimnerPredictionSearch *search;
  GHashTable             *rivals;      /* the ids of other jobs without an answer */
  LimnerPrediction       *found;       /* while it is asked whether there are more rivals */
  guint                   n_rounds;
} Searching;

static void begin_round (GTask *task);

static void
free_searching (gpointer data)
{
  Searching *searching = data;

  g_clear_pointer (&searching->context, limner_job_context_unref);
  g_clear_object (&searching->client);
  g_clear_pointer (&searching->search, limner_prediction_search_free);
  g_clear_pointer (&searching->rivals, g_hash_table_unref);
  g_clear_object (&searching->found);
  g_free (searching);
}

/* A job is in the journal before it is sent: who may own what was found is among those that are
 * there now.
 */
static void
rivals_listed_again_cb (GObject      *object,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Searching *searching = g_task_get_task_data (task);
  g_autoptr(GPtrArray) rivals = NULL;
  gboolean is_new = FALSE;
  GError *error = NULL;

  rivals = limner_store_list_jobs_finish (LIMNER_STORE (object), result, &error);
  if (rivals == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < rivals->len && !is_new; i++)
    is_new = !g_hash_table_contains (searching->rivals,
                                     ((LimnerJobRecord *) rivals->pdata[i])->id);
  if (!is_new)
    g_task_return_pointer (task, g_steal_pointer (&searching->found), g_object_unref);
  else if (++searching->n_rounds < MAX_ROUNDS)
    begin_round (task);
  else
    g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_AMBIGUOUS,
                             "Too many jobs wait for their answers to tell which one it is");
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Searching *searching = g_task_get_task_data (task);
  LimnerJob *job = g_task_get_source_object (task);
  gboolean is_certain;
  GError *error = NULL;

  g_clear_object (&searching->found);
  if (!limner_client_find_prediction_finish (LIMNER_CLIENT (object), result, &searching->found,
                                             &is_certain, &error))
    g_task_return_error (task, error);
  else if (is_certain || searching->found == NULL)
    g_task_return_pointer (task, g_steal_pointer (&searching->found), g_object_unref);
  else
    limner_store_list_unanswered_async (searching->context->store, _limner_job_get_record (job),
                                        RIVAL_SPAN, g_task_get_cancellable (task),
                                        rivals_listed_again_cb, g_object_ref (task));
}

static void
uploads_listed_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Searching *searching = g_task_get_task_data (task);
  GHashTable *uploads;
  GError *error = NULL;

  uploads = limner_job_uploads_list_finish (LIMNER_JOB_UPLOADS (object), result, &error);
  if (uploads == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_pointer (&searching->search->uploads, g_hash_table_unref);
  searching->search->uploads = uploads;
  limner_client_find_prediction_async (searching->client, g_steal_pointer (&searching->search),
                                       g_task_get_cancellable (task), found_cb,
                                       g_object_ref (task));
}

static void
rivals_listed_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Searching *searching = g_task_get_task_data (task);
  LimnerJob *job = g_task_get_source_object (task);
  g_autoptr(GPtrArray) rivals = NULL;
  GError *error = NULL;

  rivals = limner_store_list_jobs_finish (LIMNER_STORE (object), result, &error);
  if (rivals == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < rivals->len; i++)
    {
      LimnerJobRecord *rival = rivals->pdata[i];
      JsonObject *input = limner_json_parse_object (rival->input, (gsize) -1, G_MAXSIZE, NULL);

      g_hash_table_add (searching->rivals, g_strdup (rival->id));
      if (input != NULL)
        g_ptr_array_add (searching->search->rivals, input);
    }
  limner_job_uploads_list_async (searching->context->uploads,
                                 _limner_job_get_record (job)->server,
                                 g_task_get_cancellable (task), uploads_listed_cb,
                                 g_object_ref (task));
}

static void
known_listed_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Searching *searching = g_task_get_task_data (task);
  LimnerJob *job = g_task_get_source_object (task);
  GError *error = NULL;

  searching->search->known_ids =
    limner_store_list_predictions_finish (LIMNER_STORE (object), result, &error);
  if (searching->search->known_ids == NULL)
    g_task_return_error (task, error);
  else
    limner_store_list_unanswered_async (LIMNER_STORE (object), _limner_job_get_record (job),
                                        RIVAL_SPAN, g_task_get_cancellable (task),
                                        rivals_listed_cb, g_object_ref (task));
}

static void
begin_round (GTask *task)
{
  Searching *searching = g_task_get_task_data (task);
  LimnerJob *job = g_task_get_source_object (task);
  const LimnerJobRecord *record = _limner_job_get_record (job);
  LimnerJobSpec *spec = limner_job_get_spec (job);
  g_autoptr(LimnerPredictionRequest) request = NULL;
  g_autoptr(GDateTime) since = NULL;

  request = limner_prediction_request_new (limner_job_spec_get_model (spec),
                                           limner_job_spec_get_version (spec),
                                           limner_job_spec_get_input (spec));
  since = g_date_time_new_from_unix_utc (record->sent / G_USEC_PER_SEC);
  searching->search = limner_prediction_search_new (request, since);
  g_hash_table_remove_all (searching->rivals);
  limner_store_list_predictions_async (searching->context->store, record->server,
                                       g_task_get_cancellable (task), known_listed_cb,
                                       g_object_ref (task));
}

/**
 * limner_job_search_async:
 * @job: a job that may have been sent
 * @context: what the runners share: the library, and what was uploaded
 * @client: where it may be
 * @cancellable: (nullable): to stop
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Finds out whether the server has a job whose answer was lost.
 */
void
limner_job_search_async (LimnerJob           *job,
                         LimnerJobContext    *context,
                         LimnerClient        *client,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (job, cancellable, callback, user_data);
  Searching *searching = g_new0 (Searching, 1);

  searching->context = g_rc_box_acquire (context);
  searching->client = g_object_ref (client);
  searching->rivals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_source_tag (task, limner_job_search_async);
  g_task_set_task_data (task, searching, free_searching);
  begin_round (task);
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
