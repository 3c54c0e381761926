/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "base/limner-task.h"
#include "edit/limner-edit-prepare.h"
#include "edit/limner-model-limits.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-ops.h"
#include "jobs/limner-job-inputs.h"
#include "schema/limner-prompt.h"

#include "limner-spec-request-private.h"

/* From a wish to a job:
 *
 *   request ── plan (box, sizes) ── thread: cut, scale, encode ── blobs into the library ── spec
 *           ── thread: are the files small enough?
 *
 * Files are named by their contents, so the spec can be put together before they are all saved, but
 * it is not handed out before they are.
 */
#define MAX_FILES 4
/* What is only sent is packed quickly rather than tightly. */
#define QUICK_PNG 1

typedef struct
{
  LimnerSpecRequest *request;
  LimnerStore       *store;
  LimnerEditRecipe  *recipe;               /* NULL unless a part of the picture is painted anew */
  GBytes            *files[MAX_FILES];
  guint              n_files;
  guint              n_saved;
  char              *image;                /* blob:… of what the model is shown */
  char              *mask;                 /* blob:… of its mask */
  LimnerEditOutpaint outpaint;             /* what a model that extends by itself is told */
} Build;

static void
build_free (Build *build)
{
  for (guint i = 0; i < build->n_files; i++)
    g_clear_pointer (&build->files[i], g_bytes_unref);
  g_clear_pointer (&build->request, limner_spec_request_free);
  g_clear_pointer (&build->recipe, limner_edit_recipe_free);
  g_clear_pointer (&build->image, g_free);
  g_clear_pointer (&build->mask, g_free);
  limner_edit_outpaint_clear (&build->outpaint);
  g_clear_object (&build->store);
  g_free (build);
}

/* Takes a file that is to be saved, and gives its name. */
static char *
add_file (Build  *build,
          GBytes *bytes)
{
  g_autofree char *sha256 = limner_file_sha256 (bytes);

  g_assert (build->n_files < MAX_FILES);
  build->files[build->n_files++] = bytes;
  return g_strconcat ("blob:", sha256, NULL);
}

static char *
add_picture (Build                *build,
             const LimnerPicture  *picture,
             GError              **error)
{
  GBytes *bytes = limner_picture_encode (picture, LIMNER_PICTURE_PNG, QUICK_PNG, error);

  return bytes != NULL ? add_file (build, bytes) : NULL;
}

static gboolean
no_memory (GError **error)
{
  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
               "There is not enough memory to prepare this picture");
  return FALSE;
}

static LimnerEditMaskForm
find_mask_form (LimnerField *field)
{
  if (field == NULL)
    return LIMNER_EDIT_MASK_NONE;
  return limner_field_get_polarity (field) == LIMNER_MASK_WHITE_REPAINTS
           ? LIMNER_EDIT_MASK_WHITE_REPAINTS : LIMNER_EDIT_MASK_BLACK_REPAINTS;
}

static gboolean
find_mask_bounds (const LimnerSpecRequest *request,
                  LimnerRect              *bounds)
{
  *bounds = (LimnerRect) { 0 };
  if (request->mask == NULL || !limner_plane_find_bounds (request->mask, bounds))
    return FALSE;

  bounds->x += request->frame.x;
  bounds->y += request->frame.y;
  return TRUE;
}

static gboolean
add_source (Build   *build,
            GError **error)
{
  LimnerSpecRequest *request = build->request;

  build->recipe->source = request->picture_blob != NULL
                            ? g_strdup (request->picture_blob)
                            : add_picture (build, request->picture, error);
  return build->recipe->source != NULL;
}

/* All of the picture, for a model that extends it by itself. */
static gboolean
prepare_outpaint (Build                 *build,
                  const LimnerOutpaint  *inputs,
                  GError               **error)
{
  LimnerSpecRequest *request = build->request;
  g_autoptr(LimnerPicture) image = NULL;

  build->recipe = limner_edit_recipe_new ();
  if (!_limner_spec_request_plan_outpaint (request, inputs, build->recipe, &build->outpaint, error))
    return FALSE;
  image = limner_edit_outpaint_prepare (&build->outpaint, request->picture);
  if (image == NULL)
    return no_memory (error);
  build->image = add_picture (build, image, error);
  return build->image != NULL && add_source (build, error);
}

/* The part of the picture, its mask, and what is needed to take the answer back. */
static gboolean
prepare_part (Build   *build,
              GError **error)
{
  LimnerSpecRequest *request = build->request;
  LimnerSchema *schema = limner_values_get_schema (request->values);
  LimnerField *mask_field = limner_schema_find_role (schema, LIMNER_ROLE_MASK);
  g_auto(LimnerEditFiles) files = { 0 };
  LimnerRect bounds;
  gboolean painted = find_mask_bounds (request, &bounds);

  build->recipe = limner_edit_recipe_new ();
  if (!limner_spec_request_plan (request, painted ? &bounds : NULL, build->recipe, error))
    return FALSE;

  /* A model that changes pictures by words alone sees no mask; its answer is taken only where
   * something was painted all the same. The mask of others covers all of the zone in which the
   * answer will be mixed in: many models give back unchanged what their mask leaves out, and there
   * the feather would have nothing to fade to. Only an extension ends where it is grown to: its
   * overlap reaches into the picture already.
   */
  if (mask_field != NULL && build->recipe->overlap == 0)
    build->recipe->reach = build->recipe->grow + build->recipe->feather;
  if (!limner_edit_prepare_files (build->recipe, request->picture, painted ? request->mask : NULL,
                                  find_mask_form (mask_field), &files, error))
    return FALSE;

  build->image = add_file (build, g_steal_pointer (&files.image));
  if (files.mask != NULL)
    build->mask = add_file (build, g_steal_pointer (&files.mask));
  if (!add_source (build, error))
    return FALSE;
  if (files.painted != NULL)
    {
      build->recipe->mask = add_file (build, g_steal_pointer (&files.painted));
      build->recipe->mask_x = files.painted_x;
      build->recipe->mask_y = files.painted_y;
    }
  return TRUE;
}

/* The whole picture, in a size that the model can take. */
static gboolean
prepare_whole (Build   *build,
               GError **error)
{
  LimnerSpecRequest *request = build->request;
  g_autoptr(LimnerPicture) scaled = NULL;
  LimnerEditLimits limits;
  LimnerEditRecipe fit = { 0 };

  if (request->task == LIMNER_TASK_UPSCALE)
    {
      build->image = request->picture_blob != NULL ? g_strdup (request->picture_blob)
                                                   : add_picture (build, request->picture, error);
      return build->image != NULL;
    }

  limner_model_limits_find (request->model, limner_values_get_schema (request->values),
                            request->example, &limits);
  fit.box = (LimnerRect) { 0, 0, limner_picture_get_width (request->picture),
                           limner_picture_get_height (request->picture) };
  limner_edit_plan_size (&fit, &limits);
  scaled = limner_picture_scale (request->picture, fit.sent_width, fit.sent_height,
                                 LIMNER_FILTER_AUTO);
  if (scaled == NULL)
    return no_memory (error);

  build->image = add_picture (build, scaled, error);
  return build->image != NULL;
}

/* A picture of which only the file is at hand, as in a batch. What was painted over another one
 * says nothing of it.
 */
static gboolean
read_picture (Build   *build,
              GError **error)
{
  LimnerSpecRequest *request = build->request;
  g_autoptr(GBytes) bytes = NULL;

  if (request->picture != NULL || request->picture_blob == NULL ||
      !_limner_spec_works_on_picture (request->task))
    return TRUE;

  bytes = limner_store_read_blob (build->store, request->picture_blob, error);
  request->picture = bytes != NULL ? limner_picture_decode (bytes, error) : NULL;
  return request->picture != NULL;
}

static void
prepare_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Build *build = data;
  LimnerOutpaint inputs;
  LimnerRect painted;
  gboolean done = TRUE;
  GError *error = NULL;

  if (!read_picture (build, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  limner_spec_request_render (build->request);
  if (_limner_spec_request_extends_itself (build->request, &inputs))
    done = prepare_outpaint (build, &inputs, &error);
  else if (limner_spec_request_works_on_part (build->request,
                                         find_mask_bounds (build->request, &painted)))
    done = prepare_part (build, &error);
  else if (_limner_spec_works_on_picture (build->request->task))
    done = prepare_whole (build, &error);

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
set_field (LimnerValues *values,
           LimnerField  *field,
           const char   *reference)
{
  g_autoptr(JsonNode) node = json_node_alloc ();

  if (limner_field_get_kind (field) == LIMNER_FIELD_LIST)
    {
      JsonArray *array = json_array_new ();

      json_array_add_string_element (array, reference);
      json_node_init_array (node, array);
      json_array_unref (array);
    }
  else
    {
      json_node_init_string (node, reference);
    }
  limner_values_set (values, limner_field_get_name (field), node);
}

static void
set_side (LimnerValues *values,
          LimnerRole    role,
          int           side)
{
  g_autofree char *text = g_strdup_printf ("%d", side);
  LimnerField *field = limner_schema_find_role (limner_values_get_schema (values), role);
  g_autofree char *reason = NULL;

  if (field == NULL)
    return;

  limner_values_set_role_text (values, role, text);
  reason = limner_values_check (values, limner_field_get_name (field));
  if (reason != NULL)
    limner_values_reset (values, limner_field_get_name (field));
}

/* Puts the prepared files into a copy of the values; size follows the picture where it can. */
static void
bind_files (Build        *build,
            LimnerValues *values)
{
  LimnerSchema *schema = limner_values_get_schema (values);
  LimnerField *picture_field = _limner_spec_find_picture_field (schema, build->request->task);
  LimnerField *mask_field = limner_schema_find_role (schema, LIMNER_ROLE_MASK);
  LimnerOutpaint inputs;

  if (build->image != NULL && picture_field != NULL)
    set_field (values, picture_field, build->image);
  if (build->mask != NULL && mask_field != NULL)
    set_field (values, mask_field, build->mask);
  if (build->request->task == LIMNER_TASK_EXTEND && limner_outpaint_find (schema, &inputs))
    limner_edit_outpaint_fill (_limner_spec_request_extends_itself (build->request, &inputs)
                                 ? &build->outpaint : NULL, &inputs, values);
  if (build->recipe != NULL)
    {
      set_side (values, LIMNER_ROLE_WIDTH, build->recipe->sent_width);
      set_side (values, LIMNER_ROLE_HEIGHT, build->recipe->sent_height);
    }
}

/* Each job draws its own branches of “{red|blue}”; what was typed is remembered beside it. */
static char *
draw_wildcards (LimnerValues  *values,
                char         **prompt)
{
  g_autoptr(GRand) random = NULL;
  char *typed = *prompt;

  if (typed == NULL || limner_prompt_count_variants (typed) <= 1)
    return NULL;

  random = g_rand_new ();
  *prompt = limner_prompt_expand (typed, random);
  limner_values_set_role_text (values, LIMNER_ROLE_PROMPT, *prompt);
  return typed;
}

static LimnerJobSpec *
make_spec (Build   *build,
           GError **error)
{
  LimnerSpecRequest *request = build->request;
  g_autoptr(LimnerValues) values = limner_values_copy (request->values);
  g_autoptr(JsonObject) input = NULL;
  g_autofree char *prompt = limner_values_get_role_text (values, LIMNER_ROLE_PROMPT);
  g_autofree char *negative = limner_values_get_role_text (values, LIMNER_ROLE_NEGATIVE_PROMPT);
  g_autofree char *seed = limner_values_get_role_text (values, LIMNER_ROLE_SEED);
  g_autofree char *output =
    limner_schema_get_output_kind_name (limner_values_get_schema (values));
  g_autofree char *typed = draw_wildcards (values, &prompt);
  LimnerJobSpec *spec;

  bind_files (build, values);
  if (!limner_spec_check_values (values, error))
    return NULL;

  input = limner_values_to_input (values);
  spec = limner_job_spec_new (request->server, request->model, request->version, input);
  limner_job_spec_set_deployment (spec, request->deployment);
  limner_job_spec_set_operation (spec, limner_task_get_name (request->task));
  limner_job_spec_set_prompt (spec, prompt);
  if (typed != NULL)
    limner_job_spec_set_prompt_typed (spec, typed);
  limner_job_spec_set_negative_prompt (spec, negative);
  limner_job_spec_set_seed (spec, seed);
  limner_job_spec_set_output_kind (spec, output);
  if (request->parents != NULL)
    limner_job_spec_set_parents (spec, (const char * const *) request->parents);
  if (build->recipe != NULL)
    {
      g_autofree char *recipe = limner_edit_recipe_to_json (build->recipe);

      limner_job_spec_set_recipe (spec, recipe);
    }
  return spec;
}

static void
check_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  GError *error = NULL;

  if (limner_job_inputs_check_sizes (source, LIMNER_SERVER_REPLICATE,
                                     limner_job_spec_get_input (data), &error))
    g_task_return_pointer (task, g_object_ref (data), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
size_checked_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  LimnerJobSpec *spec = g_task_propagate_pointer (G_TASK (result), &error);

  if (spec != NULL)
    g_task_return_pointer (task, spec, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* The last step: what no server takes is said before it is in the queue. */
static void
check_sizes (GTask         *task,
             LimnerJobSpec *spec)
{
  g_autoptr(GTask) inner = g_task_new (g_task_get_source_object (task), NULL, size_checked_cb,
                                       g_object_ref (task));

  g_task_set_source_tag (inner, check_sizes);
  g_task_set_task_data (inner, spec, g_object_unref);
  limner_task_run_in_thread (inner, check_thread);
}

static void save_next (GTask *task);

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  g_autofree char *sha256 = limner_store_put_blob_finish (LIMNER_STORE (object), result, &error);

  if (sha256 == NULL)
    g_task_return_error (task, error);
  else
    save_next (task);
}

static void
save_next (GTask *task)
{
  Build *build = g_task_get_task_data (task);
  LimnerJobSpec *spec;
  GError *error = NULL;

  if (build->n_saved < build->n_files)
    {
      limner_store_put_blob_async (build->store, build->files[build->n_saved++],
                                   g_task_get_cancellable (task), saved_cb, g_object_ref (task));
      return;
    }

  spec = make_spec (build, &error);
  if (spec != NULL)
    check_sizes (task, spec);
  else
    g_task_return_error (task, error);
}

static void
prepared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    save_next (task);
  else
    g_task_return_error (task, error);
}

/**
 * limner_spec_build_async:
 * @store: where files are kept
 * @request: (transfer full): what is wanted
 * @cancellable: (nullable): to give up
 * @callback: called when it is ready to be submitted
 * @user_data: for @callback
 *
 * Turns a wish into a job: prepares picture and mask for the model on a thread, keeps them in the
 * library, fills them in and validates the whole.
 */
void
limner_spec_build_async (LimnerStore         *store,
                         LimnerSpecRequest   *request,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GTask) thread_task = NULL;
  Build *build;

  g_return_if_fail (LIMNER_IS_STORE (store));
  g_return_if_fail (request != NULL && LIMNER_IS_VALUES (request->values));

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_spec_build_async);
  build = g_new0 (Build, 1);
  build->request = request;
  build->store = g_object_ref (store);
  g_task_set_task_data (task, build, (GDestroyNotify) build_free);

  if (_limner_spec_works_on_picture (request->task) && request->picture == NULL &&
      request->picture_blob == NULL)
    {
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                               "Open a picture first");
      return;
    }

  thread_task = g_task_new (store, cancellable, prepared_cb, g_object_ref (task));
  g_task_set_source_tag (thread_task, prepare_thread);
  g_task_set_task_data (thread_task, build, NULL);
  limner_task_run_in_thread (thread_task, prepare_thread);
}

/**
 * limner_spec_build_finish:
 * @store: the store
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_spec_build_async().
 *
 * Returns: (transfer full) (nullable): a job to be submitted
 */
LimnerJobSpec *
limner_spec_build_finish (LimnerStore   *store,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
