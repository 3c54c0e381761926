/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-default-model.h"
#include "limner-local-first.h"

/* What this computer makes of a picture before a model is given it, as two steps of one recipe. */

/* Shared with the engine: the methods of its preprocessor. */
static const char * const methods[] = {
  [LIMNER_EDIT_CONTROL_NONE] = NULL,
  [LIMNER_EDIT_CONTROL_CANNY] = "canny",
  [LIMNER_EDIT_CONTROL_SOFT_EDGE] = "soft_edge",
  [LIMNER_EDIT_CONTROL_LINES] = "lines",
  [LIMNER_EDIT_CONTROL_NORMALS] = "normals",
  [LIMNER_EDIT_CONTROL_SEGMENTS] = "segments",
  [LIMNER_EDIT_CONTROL_SCRIBBLE] = "scribble",
};

/**
 * limner_local_first_offers_control:
 * @schema: (nullable): a model's schema
 * @task: what is to be done
 *
 * Tells whether a model paints after a control picture, so that one may be made for it first.
 *
 * Returns: %TRUE if it does
 */
gboolean
limner_local_first_offers_control (LimnerSchema *schema,
                                   LimnerTasks   task)
{
  return schema != NULL && task == LIMNER_TASK_CONTROL &&
         limner_schema_find_role (schema, LIMNER_ROLE_CONTROL_IMAGE) != NULL;
}

/**
 * limner_local_first_make_control:
 * @request: what the model is asked, with its values
 * @method: what is looked for in the picture, such as `canny`
 *
 * Joins the preprocessor of this computer and the model that paints after what it finds.
 *
 * Returns: (transfer full): a recipe of two steps
 */
LimnerRecipe *
limner_local_first_make_control (const LimnerSpecRequest *request,
                                 const char              *method)
{
  LimnerRecipe *recipe = limner_recipe_new ("");
  g_autofree char *reference = limner_spec_request_dup_reference (request);
  LimnerRecipeStep *find = limner_recipe_step_new (
    LIMNER_TASK_CONTROL, LIMNER_SERVER_THIS_COMPUTER,
    limner_default_model_find (LIMNER_SERVER_ENGINE, LIMNER_TASK_CONTROL));
  LimnerRecipeStep *paint = limner_recipe_step_new (LIMNER_TASK_CONTROL, request->server,
                                                    reference);

  find->values = json_object_new ();
  json_object_set_string_member (find->values, "method", method);
  paint->values = limner_values_to_preset (request->values);
  limner_recipe_add_step (recipe, find);
  limner_recipe_add_step (recipe, paint);
  return recipe;
}

/* Only a model with a mask can be shown what is there and told to paint it anew all the same. */
static gboolean
is_filled_first (const LimnerSpecRequest *request)
{
  const LimnerRect whole = { 0, 0, limner_picture_get_width (request->picture),
                             limner_picture_get_height (request->picture) };

  return request->task == LIMNER_TASK_EXTEND && request->options.fill_first &&
         !limner_rect_contains (&whole, &request->frame) &&
         limner_schema_find_role (limner_values_get_schema (request->values),
                                  LIMNER_ROLE_MASK) != NULL &&
         (g_strcmp0 (request->server, LIMNER_SERVER_THIS_COMPUTER) != 0 ||
          g_strcmp0 (request->model, limner_default_model_find (LIMNER_SERVER_ENGINE,
                                                                LIMNER_TASK_EXTEND)) != 0);
}

/* This computer fills what is new, and the model paints over it and a bit of what was there. */
static void
add_filled_step (LimnerRecipe            *recipe,
                 const LimnerSpecRequest *request,
                 const char              *reference,
                 const LimnerRect        *from,
                 const LimnerRect        *to)
{
  LimnerRecipeStep *fill = limner_recipe_step_new (
    LIMNER_TASK_EXTEND, LIMNER_SERVER_THIS_COMPUTER,
    limner_default_model_find (LIMNER_SERVER_ENGINE, LIMNER_TASK_EXTEND));
  LimnerRecipeStep *paint = limner_recipe_step_new (LIMNER_TASK_EDIT, request->server, reference);
  const LimnerRect frame = { to->x - from->x, to->y - from->y, to->width, to->height };

  fill->options = request->options;
  fill->options.fill_first = FALSE;
  limner_recipe_step_set_sides (fill, from, to, from->width, from->height);
  paint->values = limner_values_to_preset (request->values);
  paint->options = request->options;
  paint->options.fill_first = FALSE;
  paint->options.grow = request->options.overlap != LIMNER_EDIT_AUTO
                          ? request->options.overlap
                          : limner_edit_default_overlap (&frame, from->width, from->height);
  limner_recipe_step_set_sides (paint, from, to, to->width, to->height);
  limner_recipe_add_step (recipe, fill);
  limner_recipe_add_step (recipe, paint);
}

static LimnerRecipe *
make_filled (const LimnerSpecRequest *request)
{
  LimnerRecipe *recipe = limner_recipe_new ("");
  g_autofree char *reference = limner_spec_request_dup_reference (request);
  LimnerRect frames[LIMNER_EDIT_MAX_STEPS];
  LimnerRect from = { 0, 0, limner_picture_get_width (request->picture),
                      limner_picture_get_height (request->picture) };
  guint n = limner_spec_request_plan_steps (request, frames);

  if (n <= 1)
    frames[0] = request->frame;
  for (guint i = 0; i < MAX (n, 1); i++)
    {
      add_filled_step (recipe, request, reference, &from, &frames[i]);
      from = frames[i];
    }
  return recipe;
}

/**
 * limner_local_first_make_recipe:
 * @request: a request with its values
 *
 * Finds out whether its options want something done on this computer before the model is asked.
 *
 * Returns: (transfer full) (nullable): all steps, or %NULL if the model is asked at once
 */
LimnerRecipe *
limner_local_first_make_recipe (const LimnerSpecRequest *request)
{
  const char *method;

  g_return_val_if_fail (request != NULL && request->values != NULL, NULL);

  method = request->options.control < G_N_ELEMENTS (methods) ? methods[request->options.control]
                                                              : NULL;
  if (request->picture != NULL && method != NULL &&
      limner_local_first_offers_control (limner_values_get_schema (request->values),
                                         request->task))
    return limner_local_first_make_control (request, method);
  if (request->picture != NULL && is_filled_first (request))
    return make_filled (request);
  return NULL;
}

/**
 * limner_local_first_begin:
 * @request: a request with its picture
 * @recipe: what limner_local_first_make_recipe() made of it
 * @schema: of the model of the first step
 * @version: (nullable): id of that model's version
 *
 * Makes the request one for the first step.
 */
void
limner_local_first_begin (LimnerSpecRequest *request,
                          LimnerRecipe      *recipe,
                          LimnerSchema      *schema,
                          const char        *version)
{
  const LimnerRecipeStep *step;

  g_return_if_fail (request != NULL);
  g_return_if_fail (LIMNER_IS_RECIPE (recipe) && LIMNER_IS_SCHEMA (schema));

  step = limner_recipe_get_step (recipe, 0);
  g_free (request->server);
  request->server = g_strdup (step->server);
  g_free (request->model);
  request->model = g_strdup (step->model);
  g_free (request->version);
  request->version = g_strdup (version);
  g_clear_pointer (&request->deployment, g_free);
  g_clear_pointer (&request->example, json_object_unref);
  g_clear_object (&request->values);
  request->values = limner_values_new (schema);
  request->task = step->task;
  request->options = step->options;
  if (request->picture != NULL)
    limner_recipe_step_get_frame (step, limner_picture_get_width (request->picture),
                                  limner_picture_get_height (request->picture), &request->frame);
  if (step->values != NULL)
    {
      g_autoptr(GPtrArray) report = limner_values_load (request->values, step->values);
    }
}
