/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "edit/limner-model-limits.h"

#include "limner-spec-request-private.h"
#include "limner-studio.h"
#include "limner-trigger-word.h"

/* What a person asks for, and how it is planned; limner-spec-builder.c carries it out. */

static gboolean
works_on_part (LimnerTasks task)
{
  return task == LIMNER_TASK_EDIT || task == LIMNER_TASK_ERASE || task == LIMNER_TASK_EXTEND;
}

gboolean
_limner_spec_works_on_picture (LimnerTasks task)
{
  return task != LIMNER_TASK_NONE && task != LIMNER_TASK_GENERATE;
}

static gboolean
takes_mask (const LimnerSpecRequest *request)
{
  return request->values != NULL &&
         limner_schema_find_role (limner_values_get_schema (request->values),
                                  LIMNER_ROLE_MASK) != NULL;
}

/* A model with a mask is shown the frame as it was drawn, and needs no inputs of its own. */
gboolean
_limner_spec_request_extends_itself (const LimnerSpecRequest *request,
                                     LimnerOutpaint          *inputs)
{
  return request->task == LIMNER_TASK_EXTEND && request->values != NULL && !takes_mask (request) &&
         limner_outpaint_find (limner_values_get_schema (request->values), inputs);
}

/* Which field gets the picture that a task works on. */
LimnerField *
_limner_spec_find_picture_field (LimnerSchema *schema,
                                 LimnerTasks   task)
{
  const LimnerRole plain[] = { LIMNER_ROLE_IMAGE, LIMNER_ROLE_IMAGE_LIST,
                               LIMNER_ROLE_CONTROL_IMAGE };
  const LimnerRole drawn[] = { LIMNER_ROLE_CONTROL_IMAGE, LIMNER_ROLE_IMAGE,
                               LIMNER_ROLE_IMAGE_LIST };
  const LimnerRole *roles = task == LIMNER_TASK_SKETCH || task == LIMNER_TASK_CONTROL ? drawn
                                                                                      : plain;

  if (!_limner_spec_works_on_picture (task))
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      LimnerField *field = limner_schema_find_role (schema, roles[i]);

      if (field != NULL)
        return field;
    }
  return NULL;
}

/* What lies beyond the picture: a strip where the frame goes on at one side only, so that the model
 * sees what is near it and not all of a large picture. */
static LimnerRect
find_unknown (const LimnerRect *whole,
              const LimnerRect *frame)
{
  const int beyond[] = { -frame->x, -frame->y, frame->x + frame->width - whole->width,
                         frame->y + frame->height - whole->height };
  int n = 0;
  LimnerRect strip = *frame;

  for (int side = 0; side < 4; side++)
    {
      if (beyond[side] <= 0)
        continue;
      n++;
      if (side % 2 == 0)
        strip.width = beyond[side];
      else
        strip.height = beyond[side];
      if (side == 2)
        strip.x = whole->width;
      else if (side == 3)
        strip.y = whole->height;
    }
  return n == 1 ? strip : *frame;
}

/* What has to be painted anew: what was painted, and what lies beyond the picture. */
static gboolean
find_bounds (const LimnerSpecRequest *request,
             const LimnerRect        *mask_bounds,
             LimnerRect              *bounds)
{
  const LimnerRect whole = { 0, 0, limner_picture_get_width (request->picture),
                             limner_picture_get_height (request->picture) };

  if (!limner_rect_contains (&whole, &request->frame))
    *bounds = find_unknown (&whole, &request->frame);
  else if (mask_bounds != NULL && request->task != LIMNER_TASK_EXTEND)
    *bounds = *mask_bounds;
  else
    *bounds = (LimnerRect) { 0 };
  return !limner_rect_is_empty (bounds);
}

static int
chosen_or (int chosen,
           int automatic)
{
  return chosen == LIMNER_EDIT_AUTO ? automatic : CLAMP (chosen, 0, 4096);
}

/* A mask that reaches all sides of the picture is a background's. */
static int
get_feather (const LimnerSpecRequest *request,
             const LimnerRect        *bounds)
{
  gboolean is_background = request->task == LIMNER_TASK_EDIT &&
                           limner_rect_equal (bounds, &request->frame);

  return request->task == LIMNER_TASK_ERASE || is_background
           ? LIMNER_EDIT_NARROW_FEATHER : limner_edit_default_feather (bounds);
}

/* What is known before the box: frame and source, and the numbers that were chosen or left open. */
static void
take_numbers (const LimnerSpecRequest *request,
              const LimnerRect        *bounds,
              LimnerEditRecipe        *recipe)
{
  int width = limner_picture_get_width (request->picture);
  int height = limner_picture_get_height (request->picture);

  recipe->frame = request->frame;
  recipe->origin_x = request->origin_x;
  recipe->origin_y = request->origin_y;
  recipe->source_width = width;
  recipe->source_height = height;
  recipe->grow = chosen_or (request->options.grow, limner_edit_default_grow (bounds));
  recipe->feather = chosen_or (request->options.feather, get_feather (request, bounds));
  recipe->overlap = chosen_or (request->options.overlap,
                               limner_edit_default_overlap (&request->frame, width, height));
  recipe->tone = request->options.tone;
  recipe->prefill = request->options.prefill;
}

/* What a model that extends by itself is told, and what it will make of the picture. */
gboolean
_limner_spec_request_plan_outpaint (const LimnerSpecRequest  *request,
                                    const LimnerOutpaint     *inputs,
                                    LimnerEditRecipe         *recipe,
                                    LimnerEditOutpaint       *outpaint,
                                    GError                  **error)
{
  LimnerEditLimits limits;
  LimnerRect bounds;

  if (find_bounds (request, NULL, &bounds))
    {
      take_numbers (request, &bounds, recipe);
      limner_model_limits_find (request->model, limner_values_get_schema (request->values),
                                request->example, &limits);
      if (limner_edit_outpaint_plan (inputs, &limits, recipe, outpaint))
        return TRUE;
    }

  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
               "Drag the frame beyond the picture first");
  return FALSE;
}

/* What the user wants the model to see, and at least what is painted anew. */
static void
take_chosen_box (LimnerEditRecipe       *recipe,
                 const LimnerRect       *bounds,
                 const LimnerEditLimits *limits,
                 const LimnerRect       *chosen)
{
  LimnerRect box = *bounds;

  limner_rect_grow (&box, recipe->grow + recipe->feather);
  limner_rect_union (&box, chosen, &box);
  if (!limner_rect_intersect (&box, &recipe->frame, &box))
    return;

  recipe->box = box;
  limner_edit_plan_size (recipe, limits);
}

/**
 * limner_spec_request_plan_steps:
 * @request: a request with its picture and frame
 * @frames: (out caller-allocates) (array fixed-size=16): to what the picture is extended by each
 *   step, in its pixels
 *
 * Splits a large extension into steps that the model can do well. A model that knows only a few
 * ways of its own does one of them at once.
 *
 * Returns: how many steps there are; 0 for all that is no extension of a picture
 */
guint
limner_spec_request_plan_steps (const LimnerSpecRequest *request,
                                LimnerRect              *frames)
{
  LimnerEditLimits limits;
  LimnerOutpaint inputs;

  g_return_val_if_fail (request != NULL && frames != NULL, 0);

  if (request->task != LIMNER_TASK_EXTEND || request->values == NULL || request->picture == NULL)
    return 0;

  frames[0] = request->frame;
  if (_limner_spec_request_extends_itself (request, &inputs) && inputs.way != NULL)
    return 1;

  limner_model_limits_find (request->model, limner_values_get_schema (request->values),
                            request->example, &limits);
  return limner_edit_plan_steps (&request->frame, limner_picture_get_width (request->picture),
                                 limner_picture_get_height (request->picture), &limits, frames);
}

/**
 * limner_spec_request_make_recipe:
 * @request: a request to extend a picture
 * @frames: (array length=n_frames): what limner_spec_request_plan_steps() planned
 * @n_frames: how many steps there are
 *
 * Makes a recipe of an extension: each step is given what the one before made.
 *
 * Returns: (transfer full): the recipe
 */
LimnerRecipe *
limner_spec_request_make_recipe (const LimnerSpecRequest *request,
                                 const LimnerRect        *frames,
                                 guint                    n_frames)
{
  LimnerRecipe *recipe = limner_recipe_new ("");
  g_autofree char *reference = limner_spec_request_dup_reference (request);
  LimnerRect from = { 0, 0, limner_picture_get_width (request->picture),
                      limner_picture_get_height (request->picture) };

  for (guint i = 0; i < n_frames; i++)
    {
      const LimnerRect *to = &frames[i];
      LimnerRecipeStep *step = limner_recipe_step_new (LIMNER_TASK_EXTEND, request->server,
                                                       reference);

      step->values = limner_values_to_preset (request->values);
      step->options = request->options;
      limner_recipe_step_set_sides (step, &from, to, from.width, from.height);
      limner_recipe_add_step (recipe, step);
      from = *to;
    }
  return recipe;
}

static void
add_outpaint_fields (LimnerSchema         *schema,
                     const LimnerOutpaint *inputs,
                     GStrvBuilder         *names)
{
  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    {
      LimnerField *field = limner_schema_get_field (schema, i);

      if (limner_outpaint_is_input (inputs, field))
        g_strv_builder_add (names, limner_field_get_name (field));
    }
}

/**
 * limner_spec_request_new:
 *
 * Makes an empty request to generate.
 *
 * Returns: (transfer full): the request
 */
LimnerSpecRequest *
limner_spec_request_new (void)
{
  static const LimnerEditOptions options = LIMNER_EDIT_OPTIONS_INIT;
  LimnerSpecRequest *request = g_new0 (LimnerSpecRequest, 1);

  request->task = LIMNER_TASK_GENERATE;
  request->options = options;
  return request;
}

/**
 * limner_spec_request_free:
 * @request: (transfer full): a request
 *
 * Frees a request.
 */
void
limner_spec_request_free (LimnerSpecRequest *request)
{
  g_return_if_fail (request != NULL);

  g_clear_pointer (&request->server, g_free);
  g_clear_pointer (&request->model, g_free);
  g_clear_pointer (&request->version, g_free);
  g_clear_pointer (&request->deployment, g_free);
  g_clear_object (&request->values);
  g_clear_pointer (&request->example, json_object_unref);
  g_clear_pointer (&request->picture, limner_picture_unref);
  g_clear_pointer (&request->picture_blob, g_free);
  g_clear_pointer (&request->mask, limner_plane_unref);
  g_clear_pointer (&request->layers, limner_layers_free);
  g_clear_pointer (&request->parents, g_strfreev);
  g_free (request);
}

/**
 * limner_spec_request_dup_reference:
 * @request: a request
 *
 * Names what runs it, as limner_studio_load_model_async() takes it.
 *
 * Returns: (transfer full): `deployments/owner/name`, `owner/name:version` or `owner/name`
 */
char *
limner_spec_request_dup_reference (const LimnerSpecRequest *request)
{
  g_return_val_if_fail (request != NULL, NULL);

  if (request->deployment != NULL)
    return g_strconcat (LIMNER_STUDIO_DEPLOYMENT, request->deployment, NULL);
  return request->version != NULL ? g_strconcat (request->model, ":", request->version, NULL)
                                  : g_strdup (request->model);
}

/**
 * limner_spec_request_take_model:
 * @request: a request
 * @model: the model that is asked
 *
 * Takes the model's name and what its example tells of it.
 */
void
limner_spec_request_take_model (LimnerSpecRequest *request,
                                LimnerModel       *model)
{
  LimnerPrediction *example;
  JsonObject *input;

  g_return_if_fail (request != NULL && LIMNER_IS_MODEL (model));

  example = limner_model_get_default_example (model);
  input = example != NULL ? limner_prediction_get_input (example) : NULL;
  g_free (request->model);
  request->model = g_strdup (limner_model_get_reference (model));
  g_clear_pointer (&request->example, json_object_unref);
  request->example = input != NULL ? json_object_ref (input) : NULL;
}

/**
 * limner_spec_request_works_on_part:
 * @request: a request
 * @is_painted: whether something was painted on the picture
 *
 * Tells whether a part of the picture is sent and the answer joined with the rest; else the answer
 * stands for itself. A model without a mask changes the whole picture by words, unless one painted
 * where.
 *
 * Returns: %TRUE if limner_spec_request_plan() has something to plan
 */
gboolean
limner_spec_request_works_on_part (const LimnerSpecRequest *request,
                                   gboolean                 is_painted)
{
  g_return_val_if_fail (request != NULL, FALSE);

  return works_on_part (request->task) &&
         (request->task != LIMNER_TASK_EDIT || is_painted || takes_mask (request));
}

/**
 * limner_spec_request_plan:
 * @request: a request to edit, erase or extend, with its picture
 * @mask_bounds: (nullable): the smallest rectangle round what was painted, in the picture's pixels;
 *   %NULL if nothing was
 * @recipe: gets the frame, the box, the sent size and the numbers that were left open
 * @error: return location for an error
 *
 * Plans an edit: which part of the picture is sent, and in which size. Quick; the canvas shows it
 * while one paints.
 *
 * Returns: %TRUE on success; else %LIMNER_ERROR_INVALID_INPUT says what is missing
 */
gboolean
limner_spec_request_plan (const LimnerSpecRequest  *request,
                          const LimnerRect         *mask_bounds,
                          LimnerEditRecipe         *recipe,
                          GError                  **error)
{
  g_auto(LimnerEditOutpaint) outpaint = { 0 };
  LimnerOutpaint inputs;
  LimnerEditLimits limits;
  LimnerRect bounds;

  g_return_val_if_fail (request != NULL && recipe != NULL, FALSE);

  if (request->picture == NULL)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT, "Open a picture first");
      return FALSE;
    }
  if (!find_bounds (request, mask_bounds, &bounds))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                   request->task == LIMNER_TASK_EXTEND
                     ? "Drag the frame beyond the picture first"
                     : "Paint over the part that is to change first");
      return FALSE;
    }

  if (_limner_spec_request_extends_itself (request, &inputs))
    return _limner_spec_request_plan_outpaint (request, &inputs, recipe, &outpaint, error);

  take_numbers (request, &bounds, recipe);
  limner_model_limits_find (request->model,
                            request->values != NULL ? limner_values_get_schema (request->values)
                                                    : NULL,
                            request->example, &limits);
  if (!limner_edit_plan_box (recipe, &bounds, &limits, request->options.padding))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                   "What was painted lies outside the frame");
      return FALSE;
    }
  if (!limner_rect_is_empty (&request->options.box))
    take_chosen_box (recipe, &bounds, &limits, &request->options.box);
  return TRUE;
}

/**
 * limner_spec_list_canvas_fields:
 * @schema: a model's schema
 * @task: what is to be done
 *
 * Lists the inputs that a task fills in by itself, from the picture and the mask on the canvas.
 *
 * Returns: (transfer full): names of fields
 */
char **
limner_spec_list_canvas_fields (LimnerSchema *schema,
                                LimnerTasks   task)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  LimnerField *picture_field;
  LimnerField *mask_field;
  LimnerOutpaint inputs;

  g_return_val_if_fail (LIMNER_IS_SCHEMA (schema), NULL);

  picture_field = _limner_spec_find_picture_field (schema, task);
  mask_field = works_on_part (task) ? limner_schema_find_role (schema, LIMNER_ROLE_MASK) : NULL;
  if (picture_field != NULL)
    g_strv_builder_add (names, limner_field_get_name (picture_field));
  if (mask_field != NULL)
    g_strv_builder_add (names, limner_field_get_name (mask_field));
  if (task == LIMNER_TASK_EXTEND && limner_outpaint_find (schema, &inputs))
    add_outpaint_fields (schema, &inputs, names);
  return g_strv_builder_end (names);
}

/**
 * limner_spec_request_render:
 * @request: a request
 *
 * Makes picture and mask of the canvas's layers, if it has some: the picture with what was drawn
 * over it, and what was painted within the frame. Slow for large ones: call it on a thread.
 */
void
limner_spec_request_render (LimnerSpecRequest *request)
{
  g_return_if_fail (request != NULL);

  if (request->layers == NULL)
    return;

  g_clear_pointer (&request->picture, limner_picture_unref);
  g_clear_pointer (&request->mask, limner_plane_unref);
  request->picture = limner_layers_flatten (request->layers);
  if (limner_layers_is_masked (request->layers))
    request->mask = limner_layers_export_mask (request->layers, &request->frame, 0);
  g_clear_pointer (&request->layers, limner_layers_free);
}

/**
 * limner_spec_check_values:
 * @values: what a model is to be sent
 * @error: return location for an error
 *
 * Tells whether a request can be sent: all values are such as the schema wants them, and the prompt
 * has the word that the model looks for, if it looks for one. Models that put a person from several
 * pictures into a new one fail without it, after they were paid for.
 *
 * Returns: %TRUE if it can; else %LIMNER_ERROR_INVALID_INPUT says what is missing
 */
gboolean
limner_spec_check_values (LimnerValues  *values,
                          GError       **error)
{
  g_autofree char *trigger = NULL;

  g_return_val_if_fail (LIMNER_IS_VALUES (values), FALSE);

  if (!limner_values_validate (values, error))
    return FALSE;

  trigger = limner_trigger_word_missing (values);
  if (trigger == NULL)
    return TRUE;

  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT, LIMNER_SPEC_TRIGGER_MISSING,
               trigger);
  return FALSE;
}
