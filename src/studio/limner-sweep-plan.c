/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "schema/limner-prompt.h"
#include "store/limner-item-details.h"

#include "limner-chain-private.h"
#include "limner-sweep-plan.h"

#define MAX_ATTEMPTS 10000

/**
 * limner_sweep_plan_check_axes:
 * @axes: (element-type LimnerSweepAxis): what is varied
 * @n_cells: (out): how many jobs that makes
 * @error: return location for an error
 *
 * Counts the cells; they are bounded.
 *
 * Returns: %TRUE if a sweep can be made of them
 */
gboolean
limner_sweep_plan_check_axes (GPtrArray  *axes,
                              guint      *n_cells,
                              GError    **error)
{
  guint64 n = 1;

  g_return_val_if_fail (axes != NULL && n_cells != NULL, FALSE);

  *n_cells = 0;
  if (axes->len == 0 || axes->len > LIMNER_SWEEP_MAX_AXES)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                   "A sweep has one to %d axes", LIMNER_SWEEP_MAX_AXES);
      return FALSE;
    }
  for (guint i = 0; i < axes->len; i++)
    {
      const LimnerSweepAxis *axis = g_ptr_array_index (axes, i);

      for (guint j = 0; j < i; j++)
        {
          const LimnerSweepAxis *other = g_ptr_array_index (axes, j);

          if (axis->kind == other->kind && g_strcmp0 (axis->field, other->field) == 0)
            {
              g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                           "“%s” is on two axes", axis->title);
              return FALSE;
            }
        }
      n *= axis->values->len;
    }
  if (n > LIMNER_SWEEP_MAX_CELLS)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                   "%" G_GUINT64_FORMAT " are more than the %d that one sweep may have", n,
                   LIMNER_SWEEP_MAX_CELLS);
      return FALSE;
    }
  *n_cells = (guint) n;
  return TRUE;
}

/**
 * limner_sweep_plan_check_recipe:
 * @recipe: (nullable): what each file goes through
 * @axes: (element-type LimnerSweepAxis): what is varied
 * @error: return location for an error
 *
 * Looks whether files can go through a recipe.
 *
 * Returns: %TRUE if they can, and if there is no recipe
 */
gboolean
limner_sweep_plan_check_recipe (LimnerRecipe  *recipe,
                                GPtrArray     *axes,
                                GError       **error)
{
  g_autoptr(LimnerSpecRequest) base = NULL;

  if (recipe == NULL)
    return TRUE;
  base = limner_sweep_plan_make_base (recipe);
  if (base == NULL)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                   "The recipe “%s” takes no picture", limner_recipe_get_name (recipe));
      return FALSE;
    }
  if (axes->len != 1)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                   "Only files can go through a recipe");
      return FALSE;
    }
  return TRUE;
}

/* What a file is given to, where that is no model's form. */
static LimnerSchema *
make_file_schema (void)
{
  static const char text[] =
    "{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\",\"properties\":{\"image\":{"
    "\"type\":\"string\",\"format\":\"uri\",\"title\":\"File\"}}}}}}";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);

  return limner_schema_new_from_bytes (bytes, NULL);
}

/**
 * limner_sweep_plan_make_base:
 * @recipe: what each file goes through
 *
 * Makes what stands for a recipe where one model is expected: its first step that takes a picture,
 * with a form that has one input, for the file.
 *
 * Returns: (transfer full) (nullable): the step; %NULL if there is none that asks a model
 */
LimnerSpecRequest *
limner_sweep_plan_make_base (LimnerRecipe *recipe)
{
  g_autoptr(LimnerSchema) schema = make_file_schema ();
  const LimnerRecipeStep *step;
  LimnerSpecRequest *base;
  guint first;

  g_return_val_if_fail (LIMNER_IS_RECIPE (recipe), NULL);

  first = limner_recipe_find_first_step (recipe, TRUE);
  step = first < limner_recipe_get_n_steps (recipe) ? limner_recipe_get_step (recipe, first) : NULL;
  if (step == NULL || step->task == LIMNER_TASK_NONE)
    return NULL;
  base = limner_spec_request_new ();
  base->server = g_strdup (step->server);
  base->model = g_strdup (step->model);
  base->task = step->task;
  base->values = limner_values_new (schema);
  return base;
}

static gboolean
varies (GPtrArray  *axes,
        LimnerRole  role)
{
  for (guint i = 0; i < axes->len; i++)
    {
      const LimnerSweepAxis *axis = g_ptr_array_index (axes, i);

      if (axis->kind == LIMNER_SWEEP_FIELD && axis->role == role)
        return TRUE;
    }
  return FALSE;
}

/* What chance decides is decided once for all cells: they are to differ in nothing but the axes. */
static void
hold_chance (LimnerValues *values,
             GPtrArray    *axes)
{
  LimnerField *seed = limner_schema_find_role (limner_values_get_schema (values),
                                               LIMNER_ROLE_SEED);
  g_autofree char *prompt = limner_values_get_role_text (values, LIMNER_ROLE_PROMPT);

  if (seed != NULL && !varies (axes, LIMNER_ROLE_SEED) &&
      !limner_values_is_set (values, limner_field_get_name (seed)))
    {
      g_autofree char *number = g_strdup_printf ("%u", g_random_int () >> 1);

      limner_values_set_role_text (values, LIMNER_ROLE_SEED, number);
    }
  if (prompt != NULL && !varies (axes, LIMNER_ROLE_PROMPT) &&
      limner_prompt_count_variants (prompt) > 1)
    {
      g_autoptr(GRand) random = g_rand_new ();
      g_autofree char *drawn = limner_prompt_expand (prompt, random);

      limner_values_set_role_text (values, LIMNER_ROLE_PROMPT, drawn);
    }
}

static LimnerSweepPlan *
make_plan (LimnerSpecRequest *base,
           GPtrArray         *axes,
           guint              n_cells)
{
  LimnerSweepPlan *self = g_new0 (LimnerSweepPlan, 1);

  self->base = base;
  self->axes = axes;
  self->n_cells = n_cells;
  self->attempts = g_new0 (guint, n_cells);
  self->dropped = g_new0 (gboolean, n_cells);
  return self;
}

/**
 * limner_sweep_plan_new:
 * @base: (transfer full): what all cells share, with its form
 * @axes: (transfer full) (element-type LimnerSweepAxis): what is varied; they passed
 *   limner_sweep_plan_check_axes()
 *
 * Makes a plan. A seed that was left to chance is drawn once and held.
 *
 * Returns: (transfer full): the plan
 */
LimnerSweepPlan *
limner_sweep_plan_new (LimnerSpecRequest *base,
                       GPtrArray         *axes)
{
  g_autoptr(LimnerValues) values = NULL;
  LimnerSweepPlan *self;
  guint n_cells;

  g_return_val_if_fail (base != NULL && LIMNER_IS_VALUES (base->values), NULL);
  g_return_val_if_fail (limner_sweep_plan_check_axes (axes, &n_cells, NULL), NULL);

  self = make_plan (base, axes, n_cells);
  values = limner_values_copy (base->values);
  hold_chance (values, axes);
  self->values = limner_values_to_record (values);
  return self;
}

/**
 * limner_sweep_plan_free:
 * @self: (transfer full): a plan
 *
 * Frees a plan.
 */
void
limner_sweep_plan_free (LimnerSweepPlan *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->base, limner_spec_request_free);
  g_clear_pointer (&self->values, json_object_unref);
  g_clear_pointer (&self->mask, g_free);
  g_clear_pointer (&self->axes, g_ptr_array_unref);
  g_clear_pointer (&self->attempts, g_free);
  g_clear_pointer (&self->dropped, g_free);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_object (&self->recipe);
  g_free (self);
}

/**
 * limner_sweep_plan_get_axis:
 * @self: a plan
 * @axis: which one
 *
 * Gets an axis.
 *
 * Returns: (transfer none): the axis
 */
const LimnerSweepAxis *
limner_sweep_plan_get_axis (const LimnerSweepPlan *self,
                            guint                  axis)
{
  g_return_val_if_fail (self != NULL && axis < self->axes->len, NULL);

  return g_ptr_array_index (self->axes, axis);
}

/**
 * limner_sweep_plan_get_place:
 * @self: a plan
 * @cell: a cell's number
 * @axis: an axis
 *
 * Tells where a cell is; the first axis changes fastest.
 *
 * Returns: the index of a value of @axis
 */
guint
limner_sweep_plan_get_place (const LimnerSweepPlan *self,
                             guint                  cell,
                             guint                  axis)
{
  g_return_val_if_fail (self != NULL && axis < self->axes->len, 0);

  for (guint i = 0; i < axis; i++)
    cell /= limner_sweep_plan_get_axis (self, i)->values->len;
  return cell % limner_sweep_plan_get_axis (self, axis)->values->len;
}

/**
 * limner_sweep_plan_dup_label:
 * @self: a plan
 * @cell: a cell's number
 *
 * Says in what a cell differs from the others.
 *
 * Returns: (transfer full): such as “Seed 4 · Scheduler DDIM”
 */
char *
limner_sweep_plan_dup_label (const LimnerSweepPlan *self,
                             guint                  cell)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->axes->len; i++)
    {
      const LimnerSweepAxis *axis = limner_sweep_plan_get_axis (self, i);

      g_string_append_printf (text, "%s%s %s", i > 0 ? " · " : "", axis->title,
                              limner_sweep_axis_get (axis, limner_sweep_plan_get_place (
                                                             self, cell, i))->label);
    }
  return g_string_free (text, FALSE);
}

/**
 * limner_sweep_plan_dup_model:
 * @self: a plan
 * @cell: a cell's number
 * @server: (out) (transfer full): id of the server
 * @reference: (out) (transfer full): `owner/name`, with `:version` where one is chosen
 *
 * Tells which model makes a cell.
 */
void
limner_sweep_plan_dup_model (const LimnerSweepPlan  *self,
                             guint                   cell,
                             char                  **server,
                             char                  **reference)
{
  g_return_if_fail (self != NULL && cell < self->n_cells);

  for (guint i = 0; i < self->axes->len; i++)
    {
      const LimnerSweepAxis *axis = limner_sweep_plan_get_axis (self, i);
      const char *text;
      const char *space;

      if (axis->kind != LIMNER_SWEEP_MODEL)
        continue;
      text = json_node_get_string (
        limner_sweep_axis_get (axis, limner_sweep_plan_get_place (self, cell, i))->node);
      space = text != NULL ? strchr (text, ' ') : NULL;
      *server = space != NULL ? g_strndup (text, (gsize) (space - text))
                              : g_strdup (self->base->server);
      *reference = g_strdup (space != NULL ? space + 1 : text);
      return;
    }
  *server = g_strdup (self->base->server);
  *reference = self->base->version != NULL
                 ? g_strconcat (self->base->model, ":", self->base->version, NULL)
                 : g_strdup (self->base->model);
}

/**
 * limner_sweep_plan_make_values:
 * @self: a plan
 * @cell: a cell's number
 * @base_schema: the schema of the model that the plan was made with
 * @schema: the schema of the cell's model
 *
 * Fills in the form of a cell. What is for another model is carried over by role.
 *
 * Returns: (transfer full): the form
 */
LimnerValues *
limner_sweep_plan_make_values (const LimnerSweepPlan *self,
                               guint                  cell,
                               LimnerSchema          *base_schema,
                               LimnerSchema          *schema)
{
  g_autoptr(LimnerValues) base = NULL;
  g_autoptr(GPtrArray) loaded = NULL;
  g_autoptr(GPtrArray) carried = NULL;
  LimnerValues *values;

  g_return_val_if_fail (self != NULL && cell < self->n_cells, NULL);
  g_return_val_if_fail (LIMNER_IS_SCHEMA (base_schema) && LIMNER_IS_SCHEMA (schema), NULL);

  base = limner_values_new (base_schema);
  loaded = limner_values_load (base, self->values);
  values = limner_values_new (schema);
  carried = limner_values_carry_over (values, base);
  for (guint i = 0; i < self->axes->len; i++)
    limner_sweep_axis_apply (limner_sweep_plan_get_axis (self, i),
                             limner_sweep_plan_get_place (self, cell, i), values);
  return values;
}

/**
 * limner_sweep_plan_dup_job_id:
 * @self: a plan
 * @sweep: the sweep's id
 * @cell: a cell's number
 * @attempt: from 1 on
 *
 * Makes the id of the job that a cell becomes. It follows from the plan, so that a job that was
 * journalled just before a crash is known again, and is not asked for twice.
 *
 * Returns: (transfer full): a UUID
 */
char *
limner_sweep_plan_dup_job_id (const LimnerSweepPlan *self,
                              const char            *sweep,
                              guint                  cell,
                              guint                  attempt)
{
  g_autofree char *name = g_strdup_printf ("limner sweep %s %u %u", sweep, cell, attempt);

  return _limner_chain_derive_id (name);
}

/**
 * limner_sweep_plan_dup_step_id:
 * @self: a plan
 * @sweep: the sweep's id
 * @cell: a cell's number
 * @attempt: from 1 on
 * @step: a step of the plan's recipe that asks a model, from 0 on; else 0
 *
 * Makes the id of a job: where cells are runs of a recipe, of one of its steps.
 *
 * Returns: (transfer full): a UUID
 */
char *
limner_sweep_plan_dup_step_id (const LimnerSweepPlan *self,
                               const char            *sweep,
                               guint                  cell,
                               guint                  attempt,
                               guint                  step)
{
  g_autofree char *id = limner_sweep_plan_dup_job_id (self, sweep, cell, attempt);

  if (self->recipe == NULL)
    return g_steal_pointer (&id);
  return limner_chain_dup_job_id (id, limner_recipe_find_first_step (self->recipe, TRUE) + step);
}

/**
 * limner_sweep_plan_get_last_step:
 * @self: a plan
 *
 * Gets which step's job makes what a cell shows in the end.
 *
 * Returns: for limner_sweep_plan_dup_step_id(); 0 where cells are no runs of a recipe
 */
guint
limner_sweep_plan_get_last_step (const LimnerSweepPlan *self)
{
  guint first, n;

  g_return_val_if_fail (self != NULL, 0);

  if (self->recipe == NULL)
    return 0;
  first = limner_recipe_find_first_step (self->recipe, TRUE);
  n = limner_recipe_get_n_steps (self->recipe) - limner_sweep_plan_exports (self);
  return n > first ? n - first - 1 : 0;
}

/**
 * limner_sweep_plan_exports:
 * @self: a plan
 *
 * Tells whether its recipe ends in an export, which is then what goes to the plan's folder.
 *
 * Returns: %TRUE if it does
 */
gboolean
limner_sweep_plan_exports (const LimnerSweepPlan *self)
{
  guint n;

  g_return_val_if_fail (self != NULL, FALSE);

  n = self->recipe != NULL ? limner_recipe_get_n_steps (self->recipe) : 0;
  return n > 0 && limner_recipe_get_step (self->recipe, n - 1)->task == LIMNER_TASK_NONE;
}

static void
add_string (JsonObject *object,
            const char *member,
            const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, member, value);
}

static JsonObject *
base_to_json (const LimnerSweepPlan *self)
{
  JsonObject *object = json_object_new ();
  const LimnerSpecRequest *base = self->base;
  JsonArray *frame = json_array_new ();
  JsonArray *parents = json_array_new ();

  add_string (object, "server", base->server);
  add_string (object, "model", base->model);
  add_string (object, "version", base->version);
  add_string (object, "task", limner_task_get_name (base->task));
  add_string (object, "picture", base->picture_blob);
  add_string (object, "mask", self->mask);
  json_array_add_int_element (frame, base->frame.x);
  json_array_add_int_element (frame, base->frame.y);
  json_array_add_int_element (frame, base->frame.width);
  json_array_add_int_element (frame, base->frame.height);
  json_object_set_array_member (object, "frame", frame);
  json_object_set_object_member (object, "options", limner_edit_options_to_json (&base->options));
  for (guint i = 0; base->parents != NULL && base->parents[i] != NULL; i++)
    json_array_add_string_element (parents, base->parents[i]);
  json_object_set_array_member (object, "parents", parents);
  json_object_set_object_member (object, "values", json_object_ref (self->values));
  return object;
}

/**
 * limner_sweep_plan_to_text:
 * @self: a plan
 *
 * Writes a plan down.
 *
 * Returns: (transfer full): JSON
 */
char *
limner_sweep_plan_to_text (const LimnerSweepPlan *self)
{
  g_autoptr(JsonObject) object = json_object_new ();
  JsonArray *axes = json_array_new ();
  JsonArray *attempts = json_array_new ();
  JsonArray *dropped = json_array_new ();

  g_return_val_if_fail (self != NULL, NULL);

  json_object_set_object_member (object, "base", base_to_json (self));
  for (guint i = 0; i < self->axes->len; i++)
    json_array_add_object_element (axes, limner_sweep_axis_to_json (
                                           limner_sweep_plan_get_axis (self, i)));
  json_object_set_array_member (object, "axes", axes);
  for (guint i = 0; i < self->n_cells; i++)
    {
      json_array_add_int_element (attempts, self->attempts[i]);
      if (self->dropped[i])
        json_array_add_int_element (dropped, i);
    }
  json_object_set_array_member (object, "attempts", attempts);
  json_object_set_array_member (object, "dropped", dropped);
  json_object_set_boolean_member (object, "paused", self->paused);
  add_string (object, "folder", self->folder);
  add_string (object, "name", self->name);
  if (self->recipe != NULL)
    {
      g_autofree char *recipe = limner_recipe_to_json (self->recipe);

      json_object_set_string_member (object, "recipe", recipe);
    }
  return limner_json_object_to_string (object, FALSE);
}

static gint64
get_element (JsonArray *array,
             guint      index)
{
  JsonNode *node = array != NULL && index < json_array_get_length (array)
                     ? json_array_get_element (array, index) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

static LimnerSpecRequest *
read_base (JsonObject *object)
{
  g_autoptr(LimnerSpecRequest) base = limner_spec_request_new ();
  JsonArray *frame = limner_json_get_array (object, "frame");
  JsonArray *parents = limner_json_get_array (object, "parents");
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  base->server = g_strdup (limner_json_get_string (object, "server", NULL));
  base->model = g_strdup (limner_json_get_string (object, "model", NULL));
  base->version = g_strdup (limner_json_get_string (object, "version", NULL));
  base->task = limner_task_from_name (limner_json_get_string (object, "task", ""));
  base->picture_blob = g_strdup (limner_json_get_string (object, "picture", NULL));
  base->frame.x = (int) CLAMP (get_element (frame, 0), -65536, 65536);
  base->frame.y = (int) CLAMP (get_element (frame, 1), -65536, 65536);
  base->frame.width = (int) CLAMP (get_element (frame, 2), 0, 131072);
  base->frame.height = (int) CLAMP (get_element (frame, 3), 0, 131072);
  if (limner_json_get_object (object, "options") != NULL)
    limner_edit_options_from_json (&base->options, limner_json_get_object (object, "options"));
  for (guint i = 0; parents != NULL && i < MIN (json_array_get_length (parents), 64); i++)
    {
      if (json_node_get_value_type (json_array_get_element (parents, i)) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_array_get_string_element (parents, i));
    }
  base->parents = g_strv_builder_end (builder);

  if (base->server == NULL || base->model == NULL || base->task == LIMNER_TASK_NONE)
    return NULL;
  return g_steal_pointer (&base);
}

static GPtrArray *
read_axes (JsonArray *array)
{
  GPtrArray *axes = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_sweep_axis_free);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      LimnerSweepAxis *axis = JSON_NODE_HOLDS_OBJECT (node)
                                ? limner_sweep_axis_from_json (json_node_get_object (node)) : NULL;

      if (axis != NULL)
        g_ptr_array_add (axes, axis);
    }
  return axes;
}

/**
 * limner_sweep_plan_from_text:
 * @text: what limner_sweep_plan_to_text() gave
 *
 * Reads a plan from the library.
 *
 * Returns: (transfer full) (nullable): the plan; %NULL if it is damaged
 */
LimnerSweepPlan *
limner_sweep_plan_from_text (const char *text)
{
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(LimnerSpecRequest) base = NULL;
  g_autoptr(LimnerRecipe) recipe = NULL;
  g_autoptr(GPtrArray) axes = NULL;
  const char *recipe_text;
  JsonArray *attempts, *dropped;
  JsonObject *shared, *values;
  LimnerSweepPlan *self;
  guint n_cells;

  g_return_val_if_fail (text != NULL, NULL);

  object = limner_json_parse_object (text, (gsize) -1, LIMNER_STORE_MAX_JSON, NULL);
  shared = object != NULL ? limner_json_get_object (object, "base") : NULL;
  values = shared != NULL ? limner_json_get_object (shared, "values") : NULL;
  if (values == NULL)
    return NULL;
  recipe_text = limner_json_get_string (object, "recipe", NULL);
  recipe = recipe_text != NULL ? limner_recipe_new_from_json (recipe_text, NULL) : NULL;
  if (recipe_text != NULL && recipe == NULL)
    return NULL;
  base = read_base (shared);
  axes = read_axes (limner_json_get_array (object, "axes"));
  if (base == NULL || !limner_sweep_plan_check_axes (axes, &n_cells, NULL))
    return NULL;

  self = make_plan (g_steal_pointer (&base), g_steal_pointer (&axes), n_cells);
  self->values = json_object_ref (values);
  self->mask = g_strdup (limner_json_get_string (shared, "mask", NULL));
  self->paused = limner_json_get_boolean (object, "paused", FALSE);
  self->folder = g_strdup (limner_json_get_string (object, "folder", NULL));
  self->name = g_strdup (limner_json_get_string (object, "name", NULL));
  self->recipe = g_steal_pointer (&recipe);
  attempts = limner_json_get_array (object, "attempts");
  dropped = limner_json_get_array (object, "dropped");
  for (guint i = 0; i < n_cells; i++)
    self->attempts[i] = (guint) CLAMP (get_element (attempts, i), 0, MAX_ATTEMPTS);
  for (guint i = 0; dropped != NULL && i < json_array_get_length (dropped); i++)
    {
      gint64 cell = get_element (dropped, i);

      if (cell >= 0 && cell < n_cells)
        self->dropped[cell] = TRUE;
    }
  return self;
}
