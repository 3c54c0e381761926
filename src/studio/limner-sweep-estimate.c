/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "limner-sweep-estimate.h"

typedef struct
{
  char                *server;
  char                *model;
  char                *version;
  GPtrArray           *models;      /* “server owner/name:version”; NULL for the base alone */
  guint                next;
  guint                n_runs;      /* of each model */
  guint                n_per_run;   /* pictures */
  guint                n_at_once;
  LimnerSweepEstimate  estimate;
} Request;

static void
request_free (Request *request)
{
  g_clear_pointer (&request->server, g_free);
  g_clear_pointer (&request->model, g_free);
  g_clear_pointer (&request->version, g_free);
  g_clear_pointer (&request->models, g_ptr_array_unref);
  g_free (request);
}

/* How many pictures the cells make together: a model may be asked for several in one run. */
static double
count_per_run (const LimnerSpecRequest *base,
               GPtrArray               *axes)
{
  g_autofree char *text = limner_values_get_role_text (base->values, LIMNER_ROLE_COUNT);

  for (guint i = 0; i < axes->len; i++)
    {
      const LimnerSweepAxis *axis = g_ptr_array_index (axes, i);
      double sum = 0;

      if (axis->kind != LIMNER_SWEEP_FIELD || axis->role != LIMNER_ROLE_COUNT)
        continue;
      for (guint j = 0; j < axis->values->len; j++)
        {
          JsonNode *node = limner_sweep_axis_get (axis, j)->node;

          sum += JSON_NODE_HOLDS_VALUE (node) ? MAX (1.0, json_node_get_double (node)) : 1;
        }
      return sum / axis->values->len;
    }
  return text != NULL ? CLAMP (g_ascii_strtod (text, NULL), 1.0, 1000.0) : 1;
}

static void ask_next (GTask *task);

static void
add (Request              *request,
     const LimnerEstimate *one)
{
  LimnerEstimate *sum = &request->estimate.sum;
  double n = request->n_runs;

  if (isnan (one->cost))
    request->estimate.n_unknown += request->n_runs;
  /* A sum is as sure as the least sure of its parts. */
  sum->source = request->next == 1 || one->source == LIMNER_PRICE_UNKNOWN ||
                    sum->source == LIMNER_PRICE_FREE
                  ? one->source : sum->source;
  sum->cost += one->cost * n;
  sum->cost_low += one->cost_low * n;
  sum->cost_high += one->cost_high * n;
  sum->time += one->n_runs > 0 ? one->time * ceil (n / request->n_at_once) : NAN;
  sum->time_low += one->n_runs > 0 ? one->time_low * ceil (n / request->n_at_once) : NAN;
  sum->time_high += one->n_runs > 0 ? one->time_high * ceil (n / request->n_at_once) : NAN;
  sum->n_runs = request->next == 1 ? one->n_runs : MIN (sum->n_runs, one->n_runs);
}

static void
estimated_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerEstimate one;
  GError *error = NULL;

  if (!limner_price_book_estimate_finish (LIMNER_STORE (object), result, &one, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  add (g_task_get_task_data (task), &one);
  ask_next (task);
}

static void
ask_next (GTask *task)
{
  Request *request = g_task_get_task_data (task);
  LimnerStore *store = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  guint index = request->next++;

  if (index >= (request->models != NULL ? request->models->len : 1))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (request->models == NULL)
    {
      limner_price_book_estimate_async (store, request->server, request->model, request->version,
                                        request->n_per_run, cancellable, estimated_cb,
                                        g_object_ref (task));
    }
  else
    {
      g_auto(GStrv) parts = g_strsplit_set (g_ptr_array_index (request->models, index), " :", 3);
      guint n = g_strv_length (parts);

      limner_price_book_estimate_async (store, parts[0], n > 1 ? parts[1] : "",
                                        n > 2 && *parts[2] != '\0' ? parts[2] : NULL,
                                        request->n_per_run, cancellable, estimated_cb,
                                        g_object_ref (task));
    }
}

static void
find_models (Request   *request,
             GPtrArray *axes)
{
  for (guint i = 0; i < axes->len; i++)
    {
      const LimnerSweepAxis *axis = g_ptr_array_index (axes, i);

      if (axis->kind != LIMNER_SWEEP_MODEL)
        continue;
      request->models = g_ptr_array_new_with_free_func (g_free);
      for (guint j = 0; j < axis->values->len; j++)
        {
          const char *text = json_node_get_string (limner_sweep_axis_get (axis, j)->node);

          g_ptr_array_add (request->models, text != NULL && strchr (text, ' ') != NULL
                                              ? g_strdup (text)
                                              : g_strdup_printf ("%s %s", request->server,
                                                                 text != NULL ? text : ""));
        }
    }
}

/**
 * limner_sweep_estimate_async:
 * @queue: the queue, which knows how many jobs run at once
 * @store: the library, with past runs and the user's prices
 * @base: what all pictures share
 * @axes: (element-type LimnerSweepAxis): what is varied
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Estimates price and time of a sweep before it begins.
 */
void
limner_sweep_estimate_async (LimnerJobQueue          *queue,
                             LimnerStore             *store,
                             const LimnerSpecRequest *base,
                             GPtrArray               *axes,
                             GCancellable            *cancellable,
                             GAsyncReadyCallback      callback,
                             gpointer                 user_data)
{
  g_autoptr(GTask) task = NULL;
  Request *request;
  GError *error = NULL;
  double per_run;

  g_return_if_fail (LIMNER_IS_JOB_QUEUE (queue) && LIMNER_IS_STORE (store));
  g_return_if_fail (base != NULL && axes != NULL);

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_sweep_estimate_async);
  request = g_new0 (Request, 1);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  if (!limner_sweep_plan_check_axes (axes, &request->estimate.n_cells, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  per_run = count_per_run (base, axes);
  request->server = g_strdup (base->server);
  request->model = g_strdup (base->model);
  request->version = g_strdup (base->version);
  find_models (request, axes);
  request->n_runs = request->estimate.n_cells / (request->models != NULL ? request->models->len
                                                                         : 1);
  request->n_per_run = (guint) ceil (per_run);
  request->n_at_once = limner_job_queue_get_limit (queue, base->server);
  request->estimate.n_pictures = (guint) lround (per_run * request->estimate.n_cells);
  ask_next (task);
}

/**
 * limner_sweep_estimate_recipe_async:
 * @queue: the queue, which knows how many jobs run at once
 * @store: the library, with past runs and the user's prices
 * @recipe: what each file goes through
 * @n_files: how many
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_sweep_estimate_finish()
 * @user_data: for @callback
 *
 * Estimates price and time of a batch: that of all steps for all files.
 */
void
limner_sweep_estimate_recipe_async (LimnerJobQueue      *queue,
                                    LimnerStore         *store,
                                    LimnerRecipe        *recipe,
                                    guint                n_files,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Request *request;

  g_return_if_fail (LIMNER_IS_JOB_QUEUE (queue) && LIMNER_IS_STORE (store));
  g_return_if_fail (LIMNER_IS_RECIPE (recipe));

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_sweep_estimate_recipe_async);
  request = g_new0 (Request, 1);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  request->models = g_ptr_array_new_with_free_func (g_free);
  request->n_at_once = 1;
  for (guint i = limner_recipe_find_first_step (recipe, TRUE);
       i < limner_recipe_get_n_steps (recipe); i++)
    {
      const LimnerRecipeStep *step = limner_recipe_get_step (recipe, i);

      if (step->task == LIMNER_TASK_NONE)
        continue;
      g_ptr_array_add (request->models, g_strdup_printf ("%s %s", step->server, step->model));
      request->n_at_once = limner_job_queue_get_limit (queue, step->server);
    }
  request->n_runs = n_files;
  request->n_per_run = 1;
  request->estimate.n_cells = n_files;
  request->estimate.n_pictures = n_files;
  ask_next (task);
}

/**
 * limner_sweep_estimate_finish:
 * @store: the library
 * @result: the result
 * @estimate: (out caller-allocates): the estimate
 * @error: return location for an error
 *
 * Ends limner_sweep_estimate_async().
 *
 * Returns: %TRUE on success, also when nothing is known
 */
gboolean
limner_sweep_estimate_finish (LimnerStore          *store,
                              GAsyncResult         *result,
                              LimnerSweepEstimate  *estimate,
                              GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *estimate = ((Request *) g_task_get_task_data (G_TASK (result)))->estimate;
  return TRUE;
}
