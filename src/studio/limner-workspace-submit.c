/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "store/limner-store-models.h"

#include "limner-local-first.h"
#include "limner-workspace-private.h"

/* Stands for a file that is made when the job is: only its shape is looked at. */
#define NO_FILE "blob:0000000000000000000000000000000000000000000000000000000000000000"

static gboolean
needs_picture (LimnerTasks task)
{
  return task != LIMNER_TASK_GENERATE;
}

/* A picture's frame, or the larger one that was drawn for an extension. */
static LimnerRect
find_frame (LimnerWorkspace *self)
{
  LimnerFrame frame;

  if (self->task == LIMNER_TASK_EXTEND)
    {
      limner_document_get_frame (self->document, &frame);
      return frame.area;
    }

  return (LimnerRect) { 0, 0, limner_document_get_width (self->document),
                        limner_document_get_height (self->document) };
}

static gboolean
sends_guide (LimnerWorkspace *self)
{
  return limner_document_has_guide (self->document) &&
         limner_document_get_guide_visible (self->document);
}

/* A box is of the picture as it is, not of one that grows. */
static LimnerEditOptions
find_options (LimnerWorkspace *self)
{
  LimnerEditOptions options = self->options;

  if (self->task != LIMNER_TASK_EDIT && self->task != LIMNER_TASK_ERASE)
    options.box = (LimnerRect) { 0 };
  return options;
}

/* What is known without touching a pixel: enough to plan. */
LimnerSpecRequest *
_limner_workspace_make_request (LimnerWorkspace *self)
{
  LimnerSpecRequest *request = limner_spec_request_new ();
  LimnerPicture *picture = limner_document_get_picture (self->document);

  request->server = g_strdup (self->server);
  limner_spec_request_take_model (request, self->model);
  request->version = g_strdup (limner_workspace_get_version (self));
  request->deployment = g_strdup (limner_workspace_get_deployment (self));
  request->values = limner_values_copy (self->values);
  request->task = self->task;
  request->options = find_options (self);

  if (needs_picture (self->task) && picture != NULL)
    {
      request->picture = limner_picture_ref (picture);
      request->frame = find_frame (self);
      request->parents = g_strdupv (self->parents);
      if (!sends_guide (self))
        request->picture_blob = g_strdup (self->picture_blob);
    }
  return request;
}

/* The pixels: the picture with what was drawn over it, and the mask. */
static void
add_pixels (LimnerWorkspace   *self,
            LimnerSpecRequest *request)
{
  LimnerRect bounds;

  if (request->picture == NULL)
    return;

  if (sends_guide (self) || limner_document_get_mask_bounds (self->document, &bounds))
    request->layers = limner_layers_new (self->document);
}

/**
 * limner_workspace_get_context_box:
 * @self: a workspace
 * @box: (out): the part of the picture that the model will see, in the picture's pixels
 * @sent_width: (out): the width in which it will see it, in pixels
 * @sent_height: (out): the height
 *
 * Plans what would be sent now.
 *
 * Returns: %TRUE if a part of the picture is to be painted anew; %FALSE if there is nothing to show
 */
gboolean
limner_workspace_get_context_box (LimnerWorkspace *self,
                                  LimnerRect      *box,
                                  int             *sent_width,
                                  int             *sent_height)
{
  g_autoptr(LimnerSpecRequest) request = NULL;
  g_autoptr(LimnerEditRecipe) recipe = NULL;
  LimnerRect frames[LIMNER_EDIT_MAX_STEPS];
  LimnerRect bounds;
  gboolean painted;

  g_return_val_if_fail (LIMNER_IS_WORKSPACE (self), FALSE);

  if (self->values == NULL)
    return FALSE;

  request = _limner_workspace_make_request (self);
  if (limner_spec_request_plan_steps (request, frames) > 1)
    request->frame = frames[0];
  recipe = limner_edit_recipe_new ();
  painted = limner_document_get_mask_bounds (self->document, &bounds);
  if (!limner_spec_request_works_on_part (request, painted) ||
      !limner_spec_request_plan (request, painted ? &bounds : NULL, recipe, NULL))
    return FALSE;

  *box = recipe->box;
  *sent_width = recipe->sent_width;
  *sent_height = recipe->sent_height;
  return TRUE;
}

static void
fill_in (LimnerValues *values,
         LimnerTasks   task)
{
  g_auto(GStrv) names = limner_spec_list_canvas_fields (limner_values_get_schema (values), task);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      LimnerField *field = limner_schema_find_field (limner_values_get_schema (values), names[i]);
      g_autoptr(JsonNode) node = json_node_init_string (json_node_alloc (), NO_FILE);
      g_autoptr(JsonNode) fitting = limner_field_coerce (field, node);

      if (!limner_field_is_picture (field))
        continue;
      limner_values_set (values, names[i], fitting != NULL ? fitting : node);
    }
}

/**
 * limner_workspace_check:
 * @self: a workspace
 *
 * Finds out why nothing could be generated now.
 *
 * Returns: (transfer full) (nullable): a sentence, or %NULL if all is ready
 */
char *
limner_workspace_check (LimnerWorkspace *self)
{
  g_autoptr(LimnerSpecRequest) request = NULL;
  g_autoptr(LimnerEditRecipe) recipe = NULL;
  g_autoptr(GError) error = NULL;
  LimnerRect bounds;
  gboolean painted;

  g_return_val_if_fail (LIMNER_IS_WORKSPACE (self), NULL);

  if (self->loading != NULL)
    return g_strdup ("The model is still being loaded");
  if (self->values == NULL)
    return g_strdup ("Choose a model first");

  request = _limner_workspace_make_request (self);
  if (needs_picture (self->task) && request->picture == NULL)
    return g_strdup ("Open a picture first");

  recipe = limner_edit_recipe_new ();
  painted = limner_document_get_mask_bounds (self->document, &bounds);
  if (limner_spec_request_works_on_part (request, painted) &&
      !limner_spec_request_plan (request, painted ? &bounds : NULL, recipe, &error))
    return g_strdup (error->message);

  fill_in (request->values, self->task);
  if (!limner_spec_check_values (request->values, &error))
    return g_strdup (error->message);
  return NULL;
}

static void
prompt_kept_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(GError) error = NULL;

  if (!limner_store_write_finish (LIMNER_STORE (object), result, &error))
    g_debug ("A prompt was not kept: %s", error->message);
}

/**
 * limner_workspace_list_steps:
 * @self: a workspace
 * @frames: (out caller-allocates) (array fixed-size=16): to what the picture is extended by each
 *   step, in its pixels
 *
 * Tells in which steps a large extension is made.
 *
 * Returns: how many requests make what is wanted, at least 1; @frames holds something only where
 *   there are more
 */
guint
limner_workspace_list_steps (LimnerWorkspace *self,
                             LimnerRect      *frames)
{
  g_autoptr(LimnerSpecRequest) request = NULL;

  g_return_val_if_fail (LIMNER_IS_WORKSPACE (self), 1);

  if (self->task != LIMNER_TASK_EXTEND || self->values == NULL)
    return 1;
  request = _limner_workspace_make_request (self);
  return MAX (1, limner_spec_request_plan_steps (request, frames));
}

/**
 * limner_workspace_get_n_steps:
 * @self: a workspace
 *
 * Tells how many requests make what is wanted: a large extension is made in steps.
 *
 * Returns: the number, at least 1
 */
guint
limner_workspace_get_n_steps (LimnerWorkspace *self)
{
  LimnerRect frames[LIMNER_EDIT_MAX_STEPS];

  return limner_workspace_list_steps (self, frames);
}

static void
built_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerWorkspace *self = g_task_get_source_object (task);
  LimnerRecipe *recipe = g_task_get_task_data (task);
  g_autoptr(LimnerJobSpec) spec = NULL;
  LimnerJob *job;
  const char *prompt;
  GError *error = NULL;

  spec = limner_spec_build_finish (LIMNER_STORE (object), result, &error);
  if (spec == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  prompt = limner_job_spec_get_prompt (spec);
  if (prompt != NULL && *prompt != '\0')
    limner_store_add_prompt_async (limner_studio_get_store (self->studio), prompt, NULL,
                                   prompt_kept_cb, NULL);
  if (recipe != NULL)
    job = limner_chain_get_job (limner_chain_list_follow (
      limner_studio_get_chains (self->studio), recipe, spec));
  else
    job = limner_job_queue_submit (limner_studio_get_queue (self->studio), spec);
  g_task_return_pointer (task, g_object_ref (job), g_object_unref);
}

/* A step that this computer does, while its model is looked up. */
typedef struct
{
  GTask             *task;
  LimnerSpecRequest *request;
} First;

static void
first_free (First *first)
{
  g_clear_object (&first->task);
  g_clear_pointer (&first->request, limner_spec_request_free);
  g_free (first);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (First, first_free)

static void
first_model_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(First) first = data;
  LimnerWorkspace *self = g_task_get_source_object (first->task);
  g_autoptr(LimnerModelVersion) version = NULL;
  g_autoptr(LimnerModel) model = NULL;
  g_autoptr(LimnerSchema) schema = NULL;
  GCancellable *cancellable = g_task_get_cancellable (first->task);
  GError *error = NULL;

  model = limner_studio_load_model_finish (LIMNER_STUDIO (object), result, &version, NULL, &error);
  if (model == NULL)
    {
      g_task_return_error (first->task, error);
      return;
    }

  schema = limner_studio_make_schema (version, NULL);
  limner_local_first_begin (first->request, g_task_get_task_data (first->task), schema,
                            version != NULL && !limner_model_is_official (model)
                              ? limner_model_version_get_id (version) : NULL);
  limner_spec_build_async (limner_studio_get_store (self->studio),
                           g_steal_pointer (&first->request), cancellable, built_cb,
                           g_steal_pointer (&first->task));
}

/* The recipe's first step is one of this computer's models. */
static void
begin_here (LimnerWorkspace   *self,
            GTask             *task,
            LimnerRecipe      *recipe,
            LimnerSpecRequest *request)
{
  const LimnerRecipeStep *step = limner_recipe_get_step (recipe, 0);
  First *first = g_new0 (First, 1);

  first->task = g_object_ref (task);
  first->request = request;
  g_task_set_task_data (task, recipe, g_object_unref);
  limner_studio_load_model_async (self->studio, step->server, step->model,
                                  g_task_get_cancellable (task), first_model_cb, first);
}

/**
 * limner_workspace_dup_request:
 * @self: a workspace
 *
 * Takes a snapshot of all inputs, of the picture and of the mask, for more than one job.
 *
 * Returns: (transfer full) (nullable): the request; %NULL while there is no model
 */
LimnerSpecRequest *
limner_workspace_dup_request (LimnerWorkspace *self)
{
  LimnerSpecRequest *request;

  g_return_val_if_fail (LIMNER_IS_WORKSPACE (self), NULL);

  if (self->values == NULL)
    return NULL;
  request = _limner_workspace_make_request (self);
  add_pixels (self, request);
  return request;
}

/**
 * limner_workspace_submit_async:
 * @self: a workspace
 * @cancellable: (nullable): to give up before it is in the queue
 * @callback: called when it is in the queue
 * @user_data: for @callback
 *
 * Takes a snapshot of all inputs, of the picture and of the mask, and puts it into the queue; it
 * can be called again at once.
 */
void
limner_workspace_submit_async (LimnerWorkspace     *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  LimnerRect frames[LIMNER_EDIT_MAX_STEPS];
  LimnerSpecRequest *request;
  LimnerRecipe *recipe;
  guint n_steps;

  g_return_if_fail (LIMNER_IS_WORKSPACE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_workspace_submit_async);
  if (self->values == NULL)
    {
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                               "Choose a model first");
      return;
    }

  request = _limner_workspace_make_request (self);
  recipe = limner_local_first_make_recipe (request);
  if (recipe != NULL)
    {
      add_pixels (self, request);
      begin_here (self, task, recipe, request);
      return;
    }

  n_steps = limner_spec_request_plan_steps (request, frames);
  if (n_steps > 1)
    {
      request->frame = frames[0];
      g_task_set_task_data (task, limner_spec_request_make_recipe (request, frames, n_steps),
                            g_object_unref);
    }
  add_pixels (self, request);
  limner_spec_build_async (limner_studio_get_store (self->studio), request, cancellable, built_cb,
                           g_steal_pointer (&task));
}

/**
 * limner_workspace_submit_finish:
 * @self: a workspace
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_workspace_submit_async().
 *
 * Returns: (transfer full) (nullable): the job, which is in the journal or about to be
 */
LimnerJob *
limner_workspace_submit_finish (LimnerWorkspace  *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
