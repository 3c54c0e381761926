/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "schema/limner-values.h"

#include "limner-spec-builder.h"
#include "limner-test-grid.h"

/* Pictures that show what a new version has learned: one prompt, a few seeds. The jobs know by
 * their batch which training they belong to, so they are found again after a restart. */

typedef struct
{
  LimnerTrainingRun *run;
  char              *prompt;
  guint              n;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_object (&request->run);
  g_clear_pointer (&request->prompt, g_free);
  g_free (request);
}

static char *
dup_batch (LimnerTrainingRun *run)
{
  return g_strconcat ("training:", limner_training_run_get_id (run), NULL);
}

static LimnerJob *
submit (LimnerStudio  *studio,
        Request       *request,
        LimnerModel   *model,
        const char    *version,
        LimnerValues  *values,
        guint          seed)
{
  g_autofree char *text = g_strdup_printf ("%u", seed);
  g_autofree char *batch = dup_batch (request->run);
  g_autoptr(JsonObject) input = NULL;
  g_autoptr(LimnerJobSpec) spec = NULL;

  limner_values_set_role_text (values, LIMNER_ROLE_SEED, text);
  input = limner_values_to_input (values);
  spec = limner_job_spec_new (limner_training_run_get_text (request->run, "server"),
                              limner_model_get_reference (model), version, input);
  limner_job_spec_set_prompt (spec, request->prompt);
  limner_job_spec_set_seed (spec, text);
  limner_job_spec_set_batch (spec, batch);
  return g_object_ref (limner_job_queue_submit (limner_studio_get_queue (studio), spec));
}

static void
model_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  LimnerStudio *studio = LIMNER_STUDIO (object);
  Request *request = g_task_get_task_data (task);
  g_autoptr(LimnerModelVersion) version = NULL;
  g_autoptr(LimnerSchema) schema = NULL;
  g_autoptr(LimnerValues) values = NULL;
  g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);
  GError *error = NULL;
  g_autoptr(LimnerModel) model =
    limner_studio_load_model_finish (studio, result, &version, NULL, &error);

  if (model != NULL && version == NULL)
    error = g_error_new (LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND, "The version is gone");
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  schema = limner_schema_new (limner_model_version_get_schema (version));
  values = limner_values_new (schema);
  limner_values_set_role_text (values, LIMNER_ROLE_PROMPT, request->prompt);
  if (!limner_spec_check_values (values, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < request->n; i++)
    g_ptr_array_add (jobs, submit (studio, request, model, limner_model_version_get_id (version),
                                   values, i + 1));
  g_task_return_pointer (task, g_steal_pointer (&jobs), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * limner_test_grid_async:
 * @studio: the studio
 * @run: a training that is done
 * @prompt: what is painted, with the trigger word
 * @n: how many pictures
 * @cancellable: (nullable): to stop before they are ordered
 * @callback: called when they are in the queue
 * @user_data: for @callback
 *
 * Orders pictures of the new version, each with another seed.
 */
void
limner_test_grid_async (LimnerStudio        *studio,
                        LimnerTrainingRun   *run,
                        const char          *prompt,
                        guint                n,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Request *request;

  g_return_if_fail (LIMNER_IS_STUDIO (studio));
  g_return_if_fail (LIMNER_IS_TRAINING_RUN (run));
  g_return_if_fail (limner_training_run_get_text (run, "output_version") != NULL);

  task = g_task_new (studio, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_test_grid_async);
  request = g_new0 (Request, 1);
  request->run = g_object_ref (run);
  request->prompt = g_strdup (prompt);
  request->n = n;
  g_task_set_task_data (task, request, request_free);
  limner_studio_load_model_async (studio, limner_training_run_get_text (run, "server"),
                                  limner_training_run_get_text (run, "output_version"),
                                  cancellable, model_cb, g_steal_pointer (&task));
}

/**
 * limner_test_grid_finish:
 * @studio: the studio
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_test_grid_async().
 *
 * Returns: (transfer full) (element-type LimnerJob) (nullable): the jobs
 */
GPtrArray *
limner_test_grid_finish (LimnerStudio  *studio,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, studio), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * limner_test_grid_dup_prompt:
 * @run: a training
 *
 * Returns: (transfer full): a prompt with its trigger word, for a first try
 */
char *
limner_test_grid_dup_prompt (LimnerTrainingRun *run)
{
  const char *trigger = limner_training_run_get_text (run, "trigger");

  /* Models read it, so it stays in English. */
  return g_strdup_printf ("%s by the sea at dawn", trigger != NULL ? trigger : "a boat");
}

static int
compare_jobs (gconstpointer a,
              gconstpointer b)
{
  gint64 first = limner_job_get_created (*(LimnerJob *const *) a);
  gint64 second = limner_job_get_created (*(LimnerJob *const *) b);

  return first > second ? -1 : first < second;
}

static int
compare_jobs_by_age (gconstpointer a,
                     gconstpointer b)
{
  return -compare_jobs (a, b);
}

/**
 * limner_test_grid_find:
 * @studio: the studio
 * @run: a training
 * @n: how many at most
 *
 * Returns: (transfer full) (element-type LimnerJob): the newest jobs of earlier grids that the
 *   queue still lists, in the order in which they were asked for
 */
GPtrArray *
limner_test_grid_find (LimnerStudio      *studio,
                       LimnerTrainingRun *run,
                       guint              n)
{
  GListModel *queue = G_LIST_MODEL (limner_studio_get_queue (studio));
  g_autofree char *batch = dup_batch (run);
  GPtrArray *jobs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (queue); i++)
    {
      g_autoptr(LimnerJob) job = g_list_model_get_item (queue, i);

      if (g_strcmp0 (limner_job_spec_get_batch (limner_job_get_spec (job)), batch) == 0)
        g_ptr_array_add (jobs, g_steal_pointer (&job));
    }
  g_ptr_array_sort (jobs, compare_jobs);
  g_ptr_array_set_size (jobs, (int) MIN (jobs->len, n));
  g_ptr_array_sort (jobs, compare_jobs_by_age);
  return jobs;
}
