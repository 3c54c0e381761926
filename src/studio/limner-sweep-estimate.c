/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "limner-sweep-estimate.h"

/* What is asked of the price book: so many runs of one model. */
typedef struct
{
  char  *server;
  char  *model;
  char  *version;     /* (nullable) */
  guint  n_runs;
  guint  n_per_run;   /* pictures */
  guint  n_at_once;
} Part;

typedef struct
{
  GPtrArray           *parts;       /* Part */
  guint                next;
  LimnerSweepEstimate  estimate;
} Request;

static void
part_free (gpointer data)
{
  Part *part = data;

  g_free (part->server);
  g_free (part->model);
  g_free (part->version);
  g_free (part);
}

static Request *
request_new (void)
{
  Request *request = g_new0 (Request, 1);

  request->parts = g_ptr_array_new_with_free_func (part_free);
  request->estimate.one_low = NAN;
  request->estimate.one_high = NAN;
  return request;
}

static void
request_free (Request *request)
{
  g_clear_pointer (&request->parts, g_ptr_array_unref);
  g_free (request);
}

/* @reference is `owner/name` or `owner/name:version`. */
static Part *
add_part (Request    *request,
          const char *server,
          const char *reference)
{
  Part *part = g_new0 (Part, 1);
  g_auto(GStrv) words = g_strsplit (reference != NULL ? reference : "", ":", 2);

  part->server = g_strdup (server);
  part->model = g_strdup (words[0] != NULL ? words[0] : "");
  part->version = words[0] != NULL && words[1] != NULL && *words[1] != '\0' ? g_strdup (words[1])
                                                                            : NULL;
  g_ptr_array_add (request->parts, part);
  return part;
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

/* The higher, the less sure. */
static int
get_doubt (LimnerPriceSource source)
{
  return source == LIMNER_PRICE_UNKNOWN ? G_MAXINT : (int) source;
}

static void
add (Request              *request,
     const Part           *part,
     const LimnerEstimate *one)
{
  LimnerEstimate *sum = &request->estimate.sum;
  double n = part->n_runs;

  if (isnan (one->cost))
    request->estimate.n_unknown += part->n_runs;
  /* What is not known is no number, and the lesser and the greater are the other. */
  request->estimate.one_low = fmin (request->estimate.one_low, one->cost_low);
  request->estimate.one_high = fmax (request->estimate.one_high, one->cost_high);
  /* A sum is as sure as the least sure of its parts. */
  if (request->next == 1 || get_doubt (one->source) > get_doubt (sum->source))
    {
      sum->source = one->source;
      sum->hardware = one->hardware;
    }
  /* Of two lines of the table none is named. */
  else if (one->source == sum->source && one->hardware != sum->hardware)
    {
      sum->hardware = NULL;
    }
  sum->cost += one->cost * n;
  sum->cost_low += one->cost_low * n;
  sum->cost_high += one->cost_high * n;
  sum->time += one->n_runs > 0 ? one->time * ceil (n / part->n_at_once) : NAN;
  sum->time_low += one->n_runs > 0 ? one->time_low * ceil (n / part->n_at_once) : NAN;
  sum->time_high += one->n_runs > 0 ? one->time_high * ceil (n / part->n_at_once) : NAN;
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
  Request *request;

  if (!limner_price_book_estimate_finish (LIMNER_STORE (object), result, &one, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  request = g_task_get_task_data (task);
  add (request, g_ptr_array_index (request->parts, request->next - 1), &one);
  ask_next (task);
}

static void
ask_next (GTask *task)
{
  Request *request = g_task_get_task_data (task);
  guint index = request->next++;
  const Part *part;

  if (index >= request->parts->len)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  part = g_ptr_array_index (request->parts, index);
  limner_price_book_estimate_async (g_task_get_source_object (task), part->server, part->model,
                                    part->version, part->n_per_run,
                                    g_task_get_cancellable (task), estimated_cb,
                                    g_object_ref (task));
}

/* The models of an axis of models, else the one that all cells share. */
static void
find_models (Request                 *request,
             const LimnerSpecRequest *base,
             GPtrArray               *axes)
{
  for (guint i = 0; i < axes->len; i++)
    {
      const LimnerSweepAxis *axis = g_ptr_array_index (axes, i);

      if (axis->kind != LIMNER_SWEEP_MODEL)
        continue;
      for (guint j = 0; j < axis->values->len; j++)
        {
          const char *text = json_node_get_string (limner_sweep_axis_get (axis, j)->node);
          const char *space = text != NULL ? strchr (text, ' ') : NULL;
          g_autofree char *server = space != NULL ? g_strndup (text, (gsize) (space - text))
                                                  : g_strdup (base->server);

          add_part (request, server, space != NULL ? space + 1 : text);
        }
    }
  if (request->parts->len == 0)
    {
      Part *part = add_part (request, base->server, base->model);

      g_free (part->version);
      part->version = g_strdup (base->version);
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
  request = request_new ();
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  if (!limner_sweep_plan_check_axes (axes, &request->estimate.n_cells, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  per_run = count_per_run (base, axes);
  find_models (request, base, axes);
  for (guint i = 0; i < request->parts->len; i++)
    {
      Part *part = g_ptr_array_index (request->parts, i);

      part->n_runs = request->estimate.n_cells / request->parts->len;
      part->n_per_run = (guint) ceil (per_run);
      part->n_at_once = limner_job_queue_get_limit (queue, part->server);
    }
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
 * Estimates price and time of a batch: that of all steps for all files, each with its own model, as
 * many pictures as it is asked for, and as many at once as its server takes.
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
  request = request_new ();
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  request->estimate.n_cells = n_files;
  request->estimate.n_pictures = n_files;
  for (guint i = limner_recipe_find_first_step (recipe, TRUE);
       i < limner_recipe_get_n_steps (recipe); i++)
    {
      const LimnerRecipeStep *step = limner_recipe_get_step (recipe, i);

      Part *part;

      if (step->task == LIMNER_TASK_NONE)
        continue;
      part = add_part (request, step->server, step->model);
      part->n_runs = n_files;
      part->n_per_run = limner_price_book_count_pictures (step->values);
      part->n_at_once = limner_job_queue_get_limit (queue, step->server);
      request->estimate.n_pictures = n_files * part->n_per_run;
    }
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
