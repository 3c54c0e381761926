/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "store/limner-store-models.h"

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
  request->model = g_strdup (limner_model_get_reference (self->model));
  request->version = g_strdup (limner_workspace_get_version (self));
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

  limner_job_spec_set_deployment (spec, limner_workspace_get_deployment (self));
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

typedef struct
{
  LimnerGalleryItem *item;
  gboolean           new_seed;
} Reuse;

static void
reuse_free (Reuse *reuse)
{
  g_clear_object (&reuse->item);
  g_free (reuse);
}

/* Settings as pictures of any program tell them go to the input that means the same; tells whether
 * there is one.
 */
static gboolean
fill_by_meaning (LimnerWorkspace *self,
                 const char      *name,
                 JsonObject      *input)
{
  static const struct { const char *name; LimnerRole role; } meanings[] = {
    { "prompt", LIMNER_ROLE_PROMPT }, { "negative_prompt", LIMNER_ROLE_NEGATIVE_PROMPT },
    { "num_inference_steps", LIMNER_ROLE_STEPS }, { "guidance_scale", LIMNER_ROLE_GUIDANCE },
    { "prompt_strength", LIMNER_ROLE_STRENGTH }, { "width", LIMNER_ROLE_WIDTH },
    { "height", LIMNER_ROLE_HEIGHT }, { "seed", LIMNER_ROLE_SEED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    {
      JsonNode *node = json_object_get_member (input, name);
      g_autofree char *text = NULL;

      if (node == NULL || g_strcmp0 (meanings[i].name, name) != 0 ||
          limner_schema_find_role (limner_values_get_schema (self->values),
                                   meanings[i].role) == NULL)
        continue;
      text = json_node_get_value_type (node) == G_TYPE_STRING
             ? g_strdup (json_node_get_string (node)) : limner_json_to_string (node, FALSE);
      limner_values_set_role_text (self->values, meanings[i].role, text);
      return TRUE;
    }
  return FALSE;
}

/* Fills in what made a picture; gives the sentences about what found no place. */
static char *
fill_from_item (LimnerWorkspace *self,
                Reuse           *reuse)
{
  const char *input = limner_gallery_item_get_input (reuse->item);
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(GPtrArray) report = NULL;
  GString *text = g_string_new (NULL);

  if (input != NULL)
    object = limner_json_parse_object (input, (gsize) -1, LIMNER_STORE_MAX_JSON, NULL);
  if (object == NULL)
    return g_string_free (text, FALSE);

  limner_values_begin_change (self->values);
  limner_values_reset_all (self->values);
  report = limner_values_load (self->values, object);
  if (reuse->new_seed)
    {
      LimnerField *seed = limner_schema_find_role (limner_values_get_schema (self->values),
                                                   LIMNER_ROLE_SEED);

      if (seed != NULL)
        limner_values_reset (self->values, limner_field_get_name (seed));
    }
  else if (limner_gallery_item_get_seed (reuse->item) != NULL)
    {
      limner_values_set_role_text (self->values, LIMNER_ROLE_SEED,
                                   limner_gallery_item_get_seed (reuse->item));
    }
  for (guint i = 0; i < report->len; i++)
    {
      LimnerCarry *line = g_ptr_array_index (report, i);

      if (line->kind >= LIMNER_CARRY_ADJUSTED && !fill_by_meaning (self, line->from, object))
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", line->text);
    }
  limner_values_end_change (self->values);
  return g_string_free (text, FALSE);
}

static gboolean
is_reference (const char *model)
{
  g_autofree char *name = NULL;
  g_autofree char *version = NULL;

  return model != NULL && (g_str_has_prefix (model, LIMNER_STUDIO_DEPLOYMENT) ||
                           limner_model_reference_parse (model, &name, &version));
}

/* Other programs name models in other ways: the form that is open takes what it has room for. */
static char *
fill_without_model (LimnerWorkspace *self,
                    Reuse           *reuse)
{
  const char *model = limner_gallery_item_get_model (reuse->item);
  g_autofree char *text = fill_from_item (self, reuse);

  if (model == NULL)
    return g_steal_pointer (&text);
  return g_strdup_printf ("The model %s is not here.%s%s", model, *text != '\0' ? " " : "", text);
}

static void
reuse_loaded_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerWorkspace *self = LIMNER_WORKSPACE (object);
  GError *error = NULL;

  if (limner_workspace_load_model_finish (self, result, &error))
    g_task_return_pointer (task, fill_from_item (self, g_task_get_task_data (task)), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * limner_workspace_use_settings_async:
 * @self: a workspace
 * @item: a picture of the gallery
 * @new_seed: whether the seed is left to chance instead of the picture's own
 * @cancellable: (nullable): to give up
 * @callback: called when the form is filled in
 * @user_data: for @callback
 *
 * Loads the model and the very version that made a picture and fills in what it was asked. Where
 * another program named the model in its own way, the one that is open is filled in, by what its
 * inputs mean.
 */
void
limner_workspace_use_settings_async (LimnerWorkspace     *self,
                                     LimnerGalleryItem   *item,
                                     gboolean             new_seed,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *reference = NULL;
  const char *model, *version, *server;
  Reuse *reuse;

  g_return_if_fail (LIMNER_IS_WORKSPACE (self));
  g_return_if_fail (LIMNER_IS_GALLERY_ITEM (item));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_workspace_use_settings_async);
  reuse = g_new0 (Reuse, 1);
  reuse->item = g_object_ref (item);
  reuse->new_seed = new_seed;
  g_task_set_task_data (task, reuse, (GDestroyNotify) reuse_free);

  model = limner_gallery_item_get_model (item);
  version = limner_gallery_item_get_version (item);
  server = limner_gallery_item_get_server (item);
  if (self->values != NULL && !is_reference (model))
    {
      g_task_return_pointer (task, fill_without_model (self, reuse), g_free);
      return;
    }
  if (model == NULL)
    {
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND,
                               "It is not known which model made this picture");
      return;
    }
  if (server == NULL ||
      limner_server_list_find (limner_studio_get_servers (self->studio), server) == NULL)
    server = self->server;

  reference = version != NULL && *version != '\0' ? g_strconcat (model, ":", version, NULL)
                                                  : g_strdup (model);
  limner_workspace_load_model_async (self, server, reference, cancellable, reuse_loaded_cb,
                                     g_steal_pointer (&task));
}

/**
 * limner_workspace_use_settings_finish:
 * @self: a workspace
 * @result: the result
 * @report: (out) (optional) (transfer full): what found no place, in sentences; empty if all did
 * @error: return location for an error
 *
 * Ends limner_workspace_use_settings_async().
 *
 * Returns: %TRUE if the form is filled in
 */
gboolean
limner_workspace_use_settings_finish (LimnerWorkspace  *self,
                                      GAsyncResult     *result,
                                      char            **report,
                                      GError          **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  text = g_task_propagate_pointer (G_TASK (result), error);
  if (text == NULL)
    return FALSE;
  if (report != NULL)
    *report = g_steal_pointer (&text);
  return TRUE;
}
