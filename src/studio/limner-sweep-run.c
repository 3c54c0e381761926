/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-task.h"
#include "image/limner-picture-io.h"

#include "limner-spec-request-private.h"
#include "limner-sweep-estimate.h"
#include "limner-sweep-export.h"
#include "limner-sweep-private.h"

/* A plan of many jobs at work:
 *
 *   load ── the journal's jobs of this batch ──→ cells
 *   prepare ── the form's schema, picture and mask from their blobs, and what it will cost (once)
 *   pump ── for each cell that waits, as long as few are under way:
 *             its model's schema ── spec builder ── queue, under an id that follows from the plan
 *             or, in a batch through a recipe: a run of it, whose ids follow from the plan as well
 *   a job ends ──→ pump
 *
 * Only so many jobs are in the queue as its servers run at once: pausing holds back the rest, and
 * what is asked for meanwhile does not wait behind hundreds. After a crash a job that was
 * journalled is found by its id, whether or not the plan was saved after it.
 */

/** So many cells are handed to the queue beyond what a server runs at once. */
#define AHEAD 2

typedef struct
{
  char         *model;
  char         *version;   /* NULL for the official endpoint */
  LimnerSchema *schema;
} Form;

/* One cell on its way into the queue. */
typedef struct
{
  LimnerSweep *sweep;
  guint        cell;
  char        *server;
  char        *key;
} Start;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_clear_pointer (&form->model, g_free);
  g_clear_pointer (&form->version, g_free);
  g_clear_object (&form->schema);
  g_free (form);
}

static void
start_free (Start *start)
{
  g_clear_object (&start->sweep);
  g_clear_pointer (&start->server, g_free);
  g_clear_pointer (&start->key, g_free);
  g_free (start);
}

GHashTable *
_limner_sweep_new_forms (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, form_free);
}

static LimnerSweepCell *
get_cell (LimnerSweep *self,
          guint        index)
{
  return g_ptr_array_index (self->cells, index);
}

/* Making a cell into a job */

static void
give_up (Start        *start,
         const GError *error)
{
  LimnerSweep *self = start->sweep;

  self->building[start->cell] = FALSE;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    _limner_sweep_cell_set_state (get_cell (self, start->cell), LIMNER_SWEEP_CELL_FAILED, error);
}

static void
built_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  Start *start = data;
  LimnerSweep *self = start->sweep;
  g_autoptr(LimnerJobSpec) spec = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;

  spec = limner_spec_build_finish (LIMNER_STORE (object), result, &error);
  if (spec == NULL)
    {
      give_up (start, error);
    }
  else if (self->plan->dropped[start->cell] || g_cancellable_is_cancelled (self->cancellable))
    {
      self->building[start->cell] = FALSE;
    }
  else
    {
      self->building[start->cell] = FALSE;
      self->plan->attempts[start->cell]++;
      id = limner_sweep_plan_dup_job_id (self->plan, self->record->id, start->cell,
                                         self->plan->attempts[start->cell]);
      limner_job_spec_set_batch (spec, self->record->id);
      _limner_sweep_cell_set_job (get_cell (self, start->cell),
                                  limner_job_queue_submit_as (self->queue, spec, id));
      _limner_sweep_schedule_save (self);
    }
  start_free (start);
}

static char *
dup_base_key (LimnerSweep *self)
{
  const LimnerSpecRequest *base = self->plan->base;

  return g_strdup_printf ("%s %s:%s", base->server, base->model,
                          base->version != NULL ? base->version : "");
}

/* An axis of files for the input that the task works on: the cell's file is its picture, and not
 * what stands on the canvas, if anything does.
 */
static gboolean
take_file (LimnerSweep       *self,
           LimnerSpecRequest *request)
{
  LimnerField *field = _limner_spec_find_picture_field (limner_values_get_schema (request->values),
                                                        request->task);
  g_autofree char *text = NULL;
  gboolean is_varied = FALSE;

  for (guint i = 0; field != NULL && i < self->plan->axes->len; i++)
    {
      const LimnerSweepAxis *axis = limner_sweep_plan_get_axis (self->plan, i);

      is_varied = is_varied || (axis->kind == LIMNER_SWEEP_FIELD &&
                                (g_strcmp0 (axis->field, limner_field_get_name (field)) == 0 ||
                                 axis->role == limner_field_get_role (field)));
    }
  text = is_varied ? limner_values_get_text (request->values, limner_field_get_name (field)) : NULL;
  if (text == NULL || !g_str_has_prefix (text, "blob:"))
    return FALSE;

  request->picture_blob = g_steal_pointer (&text);
  return TRUE;
}

static void
build_cell (Start *start,
            Form  *form)
{
  LimnerSweep *self = start->sweep;
  const LimnerSpecRequest *base = self->plan->base;
  LimnerSpecRequest *request = limner_spec_request_new ();
  g_autofree char *base_key = dup_base_key (self);
  const Form *base_form = g_hash_table_lookup (self->forms, base_key);

  request->server = g_strdup (start->server);
  request->model = g_strdup (form->model);
  request->version = g_strdup (form->version);
  request->values = limner_sweep_plan_make_values (self->plan, start->cell, base_form->schema,
                                                   form->schema);
  request->task = base->task;
  request->options = base->options;
  request->frame = base->frame;
  if (!take_file (self, request))
    {
      request->picture_blob = g_strdup (base->picture_blob);
      request->parents = g_strdupv (base->parents);
      request->picture = self->picture != NULL ? limner_picture_ref (self->picture) : NULL;
      request->mask = self->mask != NULL ? limner_plane_ref (self->mask) : NULL;
    }
  limner_spec_build_async (self->store, request, self->cancellable, built_cb, start);
}

static Form *
add_form (LimnerSweep        *self,
          const char         *key,
          LimnerModel        *model,
          LimnerModelVersion *version)
{
  Form *form = g_new0 (Form, 1);

  form->model = g_strdup (limner_model_get_reference (model));
  if (version != NULL && !limner_model_is_official (model))
    form->version = g_strdup (limner_model_version_get_id (version));
  form->schema = limner_schema_new (version != NULL ? limner_model_version_get_schema (version)
                                                    : NULL);
  g_hash_table_replace (self->forms, g_strdup (key), form);
  return form;
}

static void
cell_model_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  Start *start = data;
  g_autoptr(LimnerModelVersion) version = NULL;
  g_autoptr(LimnerModel) model = NULL;
  g_autoptr(GError) error = NULL;

  model = limner_studio_load_model_finish (LIMNER_STUDIO (object), result, &version, NULL, &error);
  if (model == NULL)
    {
      give_up (start, error);
      start_free (start);
      return;
    }
  build_cell (start, add_form (start->sweep, start->key, model, version));
}

static void
start_cell (LimnerSweep *self,
            guint        cell)
{
  Start *start = g_new0 (Start, 1);
  g_autofree char *reference = NULL;
  Form *form;

  self->building[cell] = TRUE;
  start->sweep = g_object_ref (self);
  start->cell = cell;
  limner_sweep_plan_dup_model (self->plan, cell, &start->server, &reference);
  start->key = strchr (reference, ':') != NULL
                 ? g_strdup_printf ("%s %s", start->server, reference)
                 : g_strdup_printf ("%s %s:", start->server, reference);
  form = g_hash_table_lookup (self->forms, start->key);
  if (form != NULL)
    build_cell (start, form);
  else
    limner_studio_load_model_async (self->studio, start->server, reference, self->cancellable,
                                    cell_model_cb, start);
}

/* A file goes through a recipe; or goes on with the step of which @job is in the journal. */
void
_limner_sweep_run_recipe (LimnerSweep *self,
                          guint        cell,
                          guint        step,
                          const char  *job)
{
  const LimnerSweepPlan *plan = self->plan;
  const LimnerSweepValue *value =
    limner_sweep_axis_get (limner_sweep_plan_get_axis (plan, 0), cell);
  g_autofree char *name = limner_sweep_export_dup_template (plan, cell);
  g_autofree char *id = NULL;
  LimnerChainPlace place = {
    .batch = self->record->id, .folder = plan->folder, .step = step, .job = job,
    .name = plan->folder != NULL ? name : NULL,
  };

  if (job == NULL)
    self->plan->attempts[cell]++;
  id = limner_sweep_plan_dup_job_id (plan, self->record->id, cell, plan->attempts[cell]);
  place.id = id;
  _limner_sweep_cell_set_chain (get_cell (self, cell), limner_chain_list_run_in_batch (
                                  limner_studio_get_chains (self->studio), plan->recipe,
                                  json_node_get_string (value->node), &place));
  _limner_sweep_schedule_save (self);
}

static gboolean
is_under_way (LimnerSweep *self,
              guint        index)
{
  LimnerSweepCell *cell = get_cell (self, index);

  return self->building[index] ||
         limner_sweep_cell_get_state (cell) == LIMNER_SWEEP_CELL_RUNNING ||
         (limner_sweep_cell_get_job (cell) != NULL && !_limner_sweep_is_over (cell));
}

static void
pump (LimnerSweep *self)
{
  guint limit = limner_job_queue_get_limit (self->queue, self->plan->base->server) + AHEAD;
  guint n = 0;

  for (guint i = 0; i < self->cells->len; i++)
    n += is_under_way (self, i);

  for (guint i = 0; i < self->cells->len && n < limit; i++)
    {
      LimnerSweepCell *cell = get_cell (self, i);

      if (limner_sweep_cell_get_state (cell) != LIMNER_SWEEP_CELL_WAITING || self->building[i] ||
          limner_sweep_cell_get_job (cell) != NULL)
        continue;
      if (self->plan->recipe != NULL)
        _limner_sweep_run_recipe (self, i, 0, NULL);
      else
        start_cell (self, i);
      n++;
    }
}

/* Once for all cells */

static void
estimated_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(LimnerSweep) self = data;
  LimnerSweepEstimate estimate;
  guint n_done, n_failed, n_left;
  guint n_steps = self->plan->recipe != NULL ? limner_recipe_get_n_steps (self->plan->recipe) : 1;

  self->preparing = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  limner_sweep_count (self, &n_done, &n_failed, &n_left);
  if (!limner_sweep_estimate_finish (LIMNER_STORE (object), result, &estimate, NULL))
    estimate.sum.cost = estimate.sum.time = NAN;
  self->usual_time = estimate.sum.time;
  limner_job_queue_expect (self->queue, self->record->id, n_left * n_steps,
                           estimate.sum.cost * n_left / self->cells->len);
  self->prepared = TRUE;
  _limner_sweep_schedule (self);
}

/* What is still to be made is told to the queue, which may ask whether it may cost that. */
static void
expect (LimnerSweep *self)
{
  const LimnerSpecRequest *base = self->plan->base;
  g_autofree char *key = dup_base_key (self);
  const Form *form = g_hash_table_lookup (self->forms, key);
  g_autoptr(LimnerSpecRequest) request = NULL;

  if (self->plan->recipe != NULL)
    {
      limner_sweep_estimate_recipe_async (self->queue, self->store, self->plan->recipe,
                                          self->cells->len, self->cancellable, estimated_cb,
                                          g_object_ref (self));
      return;
    }
  request = limner_spec_request_new ();
  request->server = g_strdup (base->server);
  request->model = g_strdup (base->model);
  request->version = g_strdup (base->version);
  request->values = limner_sweep_plan_make_values (self->plan, 0, form->schema, form->schema);
  limner_sweep_estimate_async (self->queue, self->store, request, self->plan->axes,
                               self->cancellable, estimated_cb, g_object_ref (self));
}

static gpointer
read_pixels (LimnerSweep  *self,
             GError      **error)
{
  const LimnerSpecRequest *base = self->plan->base;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) mask = NULL;

  if (base->picture_blob == NULL)
    return self;
  bytes = limner_store_read_blob (self->store, base->picture_blob, error);
  if (bytes == NULL)
    return NULL;
  self->picture = limner_picture_decode (bytes, error);
  if (self->picture == NULL || self->plan->mask == NULL)
    return self->picture;
  mask = limner_store_read_blob (self->store, self->plan->mask, error);
  if (mask == NULL)
    return NULL;
  self->mask = limner_plane_decode (mask, LIMNER_PLANE_AUTO, error);
  return self->mask;
}

static void
pixels_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  GError *error = NULL;

  if (read_pixels (source, &error) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
pixels_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  LimnerSweep *self = LIMNER_SWEEP (object);
  g_autoptr(GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      expect (self);
      return;
    }
  self->preparing = FALSE;
  _limner_sweep_hold (self, error);
}

static void
base_model_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(LimnerSweep) self = data;
  g_autoptr(LimnerModelVersion) version = NULL;
  g_autoptr(LimnerModel) model = NULL;
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *key = NULL;

  model = limner_studio_load_model_finish (LIMNER_STUDIO (object), result, &version, NULL, &error);
  if (model == NULL)
    {
      self->preparing = FALSE;
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        _limner_sweep_hold (self, error);
      return;
    }

  key = dup_base_key (self);
  add_form (self, key, model, version);
  task = g_task_new (self, self->cancellable, pixels_cb, NULL);
  g_task_set_source_tag (task, base_model_cb);
  limner_task_run_in_thread (task, pixels_thread);
}

static void
prepare (LimnerSweep *self)
{
  const LimnerSpecRequest *base = self->plan->base;
  g_autofree char *reference = base->version != NULL
                                 ? g_strconcat (base->model, ":", base->version, NULL)
                                 : g_strdup (base->model);

  self->preparing = TRUE;
  if (self->plan->recipe != NULL)
    {
      expect (self);
      return;
    }
  limner_studio_load_model_async (self->studio, base->server, reference, self->cancellable,
                                  base_model_cb, g_object_ref (self));
}

static gboolean
pump_cb (gpointer data)
{
  LimnerSweep *self = data;

  self->pump_source = 0;
  if (!self->active || !self->loaded || self->plan->paused || self->error != NULL ||
      self->record->finished != 0)
    return G_SOURCE_REMOVE;
  if (self->prepared)
    pump (self);
  else if (!self->preparing)
    prepare (self);
  return G_SOURCE_REMOVE;
}

/* Looks, in a moment, whether something can be started. */
void
_limner_sweep_schedule (LimnerSweep *self)
{
  if (self->pump_source == 0 && !g_cancellable_is_cancelled (self->cancellable))
    self->pump_source = g_idle_add (pump_cb, self);
}

/**
 * limner_sweep_get_time_left:
 * @self: a sweep
 *
 * Estimates by past runs how long it will go on.
 *
 * Returns: seconds; NaN while that is not known, and while it is paused
 */
double
limner_sweep_get_time_left (LimnerSweep *self)
{
  double share = 0;
  double longest = 0;

  g_return_val_if_fail (LIMNER_IS_SWEEP (self), NAN);

  if (self->plan->paused || !self->active || isnan (self->usual_time))
    return NAN;
  for (guint i = 0; i < self->cells->len; i++)
    {
      LimnerSweepCell *cell = get_cell (self, i);
      LimnerSweepCellState state = limner_sweep_cell_get_state (cell);
      LimnerJob *job = limner_sweep_cell_get_job (cell);
      double left = job != NULL && state == LIMNER_SWEEP_CELL_RUNNING
                      ? limner_job_get_time_left (job) : 0;

      if (state > LIMNER_SWEEP_CELL_RUNNING)
        continue;
      share += 1.0 - (job != NULL ? CLAMP (limner_job_get_progress (job), 0, 1) : 0);
      longest = MAX (longest, left);
    }
  /* One alone takes as long as it takes, however many could run beside it. */
  return MAX (self->usual_time * share / self->cells->len, longest);
}
