/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "base/limner-task.h"
#include "paint/limner-frame.h"
#include "store/limner-name-template.h"
#include "store/limner-store-gallery.h"
#include "store/limner-store-models.h"

#include "limner-chain-list-private.h"
#include "limner-chain-private.h"
#include "limner-source.h"
#include "limner-spec-builder.h"

/**
 * LimnerChainList:
 *
 * The runs of recipes that are under way. A step becomes a job when the step before has ended:
 *
 *   written down ── picture ── model ── roles ── spec ── job ── its picture ──╮
 *        ╰───────────────────────── the next step ────────────────────────────╯
 *
 * What is written down before a job is submitted names the step, afterwards the job, and the job
 * is marked with both, so that no step is paid for twice however the program ends.
 */
struct _LimnerChainList
{
  GObject       parent_instance;

  /* Owned */
  GPtrArray    *chains;         /* of LimnerChain */
  GCancellable *cancellable;    /* cancelled when the studio goes */

  /* Borrowed: the owner */
  LimnerStudio *studio;
};

static void limner_chain_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LimnerChainList, limner_chain_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      limner_chain_list_list_model_init))

/* One step while it is made into a job. */
typedef struct
{
  LimnerChainList    *list;
  LimnerChain        *chain;
  LimnerModel        *model;
  LimnerModelVersion *version;
  LimnerPicture      *picture;
  char               *blob;
} Step;

static void
step_free (Step *step)
{
  g_clear_object (&step->list);
  g_clear_object (&step->chain);
  g_clear_object (&step->model);
  g_clear_object (&step->version);
  g_clear_pointer (&step->picture, limner_picture_unref);
  g_clear_pointer (&step->blob, g_free);
  g_free (step);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Step, step_free)

static LimnerStore *
get_store (LimnerChainList *self)
{
  return limner_studio_get_store (self->studio);
}

static const LimnerRecipeStep *
get_step (LimnerChain *chain)
{
  return limner_recipe_get_step (chain->recipe, chain->step);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GError) error = NULL;

  if (!limner_store_write_finish (LIMNER_STORE (object), result, &error))
    g_debug ("The run of a recipe was not kept: %s", error->message);
}

static void
keep (LimnerChainList *self,
      LimnerChain     *chain)
{
  g_autofree char *json = _limner_chain_to_json (chain);

  if (chain->batch == NULL)
    limner_store_save_chain_async (get_store (self), chain->id, json, NULL, written_cb, NULL);
}

static void
forget (LimnerChainList *self,
        LimnerChain     *chain)
{
  if (chain->batch == NULL)
    limner_store_save_chain_async (get_store (self), chain->id, NULL, NULL, written_cb, NULL);
}

/* A failed run stays written down only while its job can be sent again. */
static void
fail (LimnerChainList *self,
      LimnerChain     *chain,
      const GError    *error)
{
  if (limner_error_is_cancelled (error) && g_cancellable_is_cancelled (self->cancellable))
    return;

  if (chain->job == NULL)
    forget (self, chain);
  _limner_chain_set_state (chain, LIMNER_CHAIN_FAILED, error);
}

static void
fail_with (LimnerChainList *self,
           LimnerChain     *chain,
           const char      *message)
{
  g_autoptr(GError) error = g_error_new_literal (LIMNER_ERROR, LIMNER_ERROR_FAILED, message);

  fail (self, chain, error);
}

void
_limner_chain_list_go_on (LimnerChainList   *self,
                          LimnerChain       *chain,
                          LimnerGalleryItem *item)
{
  if (item == NULL)
    {
      fail_with (self, chain, "A step of the recipe made no picture");
      return;
    }

  _limner_chain_take_item (chain, item);
  _limner_chain_list_run_step (self, chain);
}

static void
look_at_job (LimnerChainList *self,
             LimnerChain     *chain)
{
  LimnerJob *job = chain->job;
  g_autoptr(LimnerGalleryItem) item = NULL;

  switch (limner_job_get_state (job))
    {
    case LIMNER_JOB_DONE:
      item = g_list_model_get_item (limner_job_get_outputs (job), 0);
      _limner_chain_list_go_on (self, chain, item);
      break;

    case LIMNER_JOB_CANCELED:
      forget (self, chain);
      _limner_chain_set_state (chain, LIMNER_CHAIN_CANCELED, NULL);
      break;

    case LIMNER_JOB_FAILED:
    case LIMNER_JOB_ABORTED:
    case LIMNER_JOB_LOST:
      if (limner_job_get_error (job) != NULL)
        fail (self, chain, limner_job_get_error (job));
      else
        fail_with (self, chain, "A step of the recipe failed");
      break;

    case LIMNER_JOB_QUEUED:
    case LIMNER_JOB_SENDING:
    case LIMNER_JOB_SEARCHING:
    case LIMNER_JOB_STARTING:
    case LIMNER_JOB_PROCESSING:
    case LIMNER_JOB_DOWNLOADING:
    default:
      _limner_chain_set_state (chain, LIMNER_CHAIN_RUNNING, NULL);
      break;
    }
}

static void
job_state_cb (LimnerChainList *self,
              GParamSpec      *pspec,
              LimnerJob       *job)
{
  LimnerChain *chain = limner_chain_list_find_by_job (self, job);

  if (chain != NULL && !g_cancellable_is_cancelled (self->cancellable))
    look_at_job (self, chain);
}

void
_limner_chain_list_take_job (LimnerChainList *self,
                             LimnerChain     *chain,
                             LimnerJob       *job)
{
  _limner_chain_take_job (chain, job);
  g_signal_connect_object (job, "notify::state", G_CALLBACK (job_state_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  keep (self, chain);
  look_at_job (self, chain);
}

static void
submit (LimnerChainList *self,
        LimnerChain     *chain,
        LimnerJobSpec   *spec)
{
  g_autofree char *batch = _limner_chain_get_batch (chain);
  g_autofree char *id = chain->batch != NULL ? limner_chain_dup_job_id (chain->id, chain->step)
                                             : g_uuid_string_random ();

  limner_job_spec_set_batch (spec, batch);
  _limner_chain_list_take_job (self, chain,
                               limner_job_queue_submit_as (limner_studio_get_queue (self->studio),
                                                           spec, id));
}

static void
built_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(Step) step = data;
  g_autoptr(LimnerJobSpec) spec = NULL;
  g_autoptr(GError) error = NULL;

  spec = limner_spec_build_finish (LIMNER_STORE (object), result, &error);
  if (spec != NULL)
    submit (step->list, step->chain, spec);
  else
    fail (step->list, step->chain, error);
}

static LimnerValues *
make_values (Step      *step,
             GPtrArray *roles)
{
  const LimnerRecipeStep *wish = get_step (step->chain);
  g_autoptr(LimnerSchema) schema = limner_studio_make_schema (step->version, roles);
  LimnerValues *values = limner_values_new (schema);

  if (wish->values != NULL)
    {
      g_autoptr(GPtrArray) report = limner_values_load (values, wish->values);
    }
  /* Only one picture goes on; the others would be paid for in vain. */
  if (step->chain->step + 1 < limner_recipe_get_n_steps (step->chain->recipe) &&
      limner_schema_find_role (schema, LIMNER_ROLE_COUNT) != NULL)
    limner_values_set_role_text (values, LIMNER_ROLE_COUNT, "1");
  return values;
}

static void
roles_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(Step) step = data;
  LimnerChainList *self = step->list;
  LimnerChain *chain = step->chain;
  const LimnerRecipeStep *wish = get_step (chain);
  g_autoptr(GPtrArray) roles = NULL;
  LimnerSpecRequest *request;

  roles = limner_store_list_texts_finish (LIMNER_STORE (object), result, NULL);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  request = limner_spec_request_new ();
  request->server = g_strdup (wish->server);
  limner_spec_request_take_model (request, step->model);
  if (step->version != NULL && !limner_model_is_official (step->model))
    request->version = g_strdup (limner_model_version_get_id (step->version));
  if (g_str_has_prefix (wish->model, LIMNER_STUDIO_DEPLOYMENT))
    request->deployment = g_strdup (wish->model + strlen (LIMNER_STUDIO_DEPLOYMENT));
  request->values = make_values (step, roles);
  request->task = wish->task;
  request->options = wish->options;
  if (step->picture != NULL)
    {
      const char *parents[] = { chain->parent, NULL };

      request->picture = g_steal_pointer (&step->picture);
      request->picture_blob = g_steal_pointer (&step->blob);
      request->origin_x = chain->origin_x;
      request->origin_y = chain->origin_y;
      request->parents = chain->parent != NULL ? g_strdupv ((char **) parents) : NULL;
      limner_recipe_step_get_frame (wish, limner_picture_get_width (request->picture),
                                    limner_picture_get_height (request->picture),
                                    &request->frame);
      request->mask = limner_recipe_step_make_mask (wish,
                                                    limner_picture_get_width (request->picture),
                                                    limner_picture_get_height (request->picture));
    }

  limner_spec_build_async (get_store (self), request, self->cancellable, built_cb,
                           g_steal_pointer (&step));
}

static void
model_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(Step) step = data;
  LimnerChainList *self = step->list;
  const char *reference;
  g_autoptr(GError) error = NULL;

  step->model = limner_studio_load_model_finish (LIMNER_STUDIO (object), result, &step->version,
                                                 NULL, &error);
  if (step->model == NULL)
    {
      fail (self, step->chain, error);
      return;
    }

  reference = limner_model_get_reference (step->model);
  limner_store_list_roles_async (get_store (self), reference, self->cancellable, roles_cb,
                                 g_steal_pointer (&step));
}

static void
load_model (Step *step)
{
  LimnerChainList *self = step->list;
  const LimnerRecipeStep *wish = get_step (step->chain);

  limner_studio_load_model_async (self->studio, wish->server, wish->model, self->cancellable,
                                  model_cb, step);
}

static void
picture_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Step) step = data;
  g_autoptr(GError) error = NULL;

  step->picture = limner_source_load_finish (LIMNER_STORE (object), result, &step->blob, &error);
  if (step->picture != NULL)
    load_model (g_steal_pointer (&step));
  else
    fail (step->list, step->chain, error);
}

/* An export: a copy is made and saved on a thread. */
typedef struct
{
  char                *path;
  char                *folder;
  char                *name;      /* without ending; NULL: the picture's own, with a number */
  LimnerExportOptions  options;
} Export;

static void
export_free (Export *export)
{
  g_clear_pointer (&export->path, g_free);
  g_clear_pointer (&export->folder, g_free);
  g_clear_pointer (&export->name, g_free);
  g_free (export);
}

/* A batch names each file itself: one that is exported once more after a crash is the same one. */
static char *
save_named (GBytes        *exported,
            const Export  *export,
            GError       **error)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.%s", export->folder, export->name,
                                           limner_export_get_extension (exported));

  return limner_file_write (path, exported, error) ? g_steal_pointer (&path) : NULL;
}

static void
export_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Export *export = data;
  g_autofree char *base = g_path_get_basename (export->path);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) exported = NULL;
  char *dot = strrchr (base, '.');
  char *path = NULL;
  GError *error = NULL;

  if (dot != NULL)
    *dot = '\0';
  g_mkdir_with_parents (export->folder, 0755);
  bytes = limner_file_read (export->path, LIMNER_PICTURE_MAX_BYTES, &error);
  if (bytes != NULL)
    exported = limner_export_make (bytes, &export->options, &error);
  if (exported != NULL)
    path = export->name != NULL ? save_named (exported, export, &error)
                                : limner_export_save (exported, export->folder, base, NULL, &error);

  if (path != NULL)
    g_task_return_pointer (task, path, g_free);
  else
    g_task_return_error (task, error);
}

static void
exported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(Step) step = data;
  g_autoptr(GError) error = NULL;
  char *path = g_task_propagate_pointer (G_TASK (result), &error);

  if (path == NULL)
    {
      fail (step->list, step->chain, error);
      return;
    }

  _limner_chain_take_exported (step->chain, path);
  _limner_chain_list_run_step (step->list, step->chain);
}

/* Beside the folder of pictures and not in it: what lies there belongs to the gallery. */
static char *
find_export_folder (LimnerChainList *self)
{
  const char *pictures = limner_store_get_pictures_directory (get_store (self));
  g_autofree char *parent = g_path_get_dirname (pictures);

  return g_build_filename (parent, "Limner exports", NULL);
}

static void
export_picture (Step       *step,
                const char *path)
{
  const LimnerRecipeStep *wish = get_step (step->chain);
  g_autoptr(GTask) task = NULL;
  Export *export = g_new0 (Export, 1);

  export->path = g_strdup (path);
  if (step->chain->folder != NULL)
    export->folder = g_strdup (step->chain->folder);
  else
    export->folder = wish->folder != NULL ? g_strdup (wish->folder)
                                          : find_export_folder (step->list);
  if (step->chain->name != NULL)
    {
      LimnerGalleryItem *item = step->chain->item;

      export->name = limner_name_template_expand (
        step->chain->name, item != NULL ? limner_gallery_item_get_details (item) : NULL);
      g_strdelimit (export->name, "/", '-');
    }
  export->options = wish->export;
  task = g_task_new (NULL, step->list->cancellable, exported_cb, step);
  g_task_set_source_tag (task, export_thread);
  g_task_set_task_data (task, export, (GDestroyNotify) export_free);
  limner_task_run_in_thread (task, export_thread);
}

static void
take_path (Step       *step,
           const char *path)
{
  LimnerChainList *self = step->list;

  if (path == NULL)
    {
      fail_with (self, step->chain, "The file of this picture is gone");
      step_free (step);
    }
  else if (get_step (step->chain)->task == LIMNER_TASK_NONE)
    {
      export_picture (step, path);
    }
  else
    {
      limner_source_load_async (get_store (self), path, NULL, self->cancellable, picture_cb, step);
    }
}

static void
item_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(Step) step = data;
  g_autoptr(LimnerGalleryItem) item = NULL;
  g_autoptr(GError) error = NULL;

  item = limner_store_get_item_finish (LIMNER_STORE (object), result, &error);
  if (item == NULL)
    {
      fail (step->list, step->chain, error);
      return;
    }

  g_set_object (&step->chain->item, item);
  take_path (g_steal_pointer (&step), limner_gallery_item_get_path (item));
}

static void
load_picture (Step *step)
{
  LimnerChainList *self = step->list;
  LimnerChain *chain = step->chain;
  const char *sha256;

  if (chain->source != NULL && limner_store_parse_blob (chain->source, &sha256))
    {
      g_autofree char *path = limner_store_dup_blob_path (get_store (self), sha256);

      take_path (step, path);
    }
  else if (chain->item != NULL)
    {
      take_path (step, limner_gallery_item_get_path (chain->item));
    }
  else if (chain->parent != NULL)
    {
      limner_store_get_item_async (get_store (self), chain->parent, self->cancellable, item_cb,
                                   step);
    }
  else
    {
      fail_with (self, chain, "This recipe begins with a picture; choose one");
      step_free (step);
    }
}

void
_limner_chain_list_run_step (LimnerChainList *self,
                             LimnerChain     *chain)
{
  Step *step;

  if (chain->step >= limner_recipe_get_n_steps (chain->recipe))
    {
      forget (self, chain);
      _limner_chain_set_state (chain, LIMNER_CHAIN_DONE, NULL);
      return;
    }

  keep (self, chain);
  step = g_new0 (Step, 1);
  step->list = g_object_ref (self);
  step->chain = g_object_ref (chain);
  if (get_step (chain)->task == LIMNER_TASK_GENERATE)
    load_model (step);
  else
    load_picture (step);
}

static GType
limner_chain_list_get_item_type (GListModel *model)
{
  return LIMNER_TYPE_CHAIN;
}

static guint
limner_chain_list_get_n_items (GListModel *model)
{
  return LIMNER_CHAIN_LIST (model)->chains->len;
}

static gpointer
limner_chain_list_get_item (GListModel *model,
                            guint       position)
{
  GPtrArray *chains = LIMNER_CHAIN_LIST (model)->chains;

  return position < chains->len ? g_object_ref (chains->pdata[position]) : NULL;
}

static void
limner_chain_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = limner_chain_list_get_item_type;
  iface->get_n_items = limner_chain_list_get_n_items;
  iface->get_item = limner_chain_list_get_item;
}

static void
limner_chain_list_dispose (GObject *object)
{
  LimnerChainList *self = LIMNER_CHAIN_LIST (object);

  g_cancellable_cancel (self->cancellable);
  self->studio = NULL;

  G_OBJECT_CLASS (limner_chain_list_parent_class)->dispose (object);
}

static void
limner_chain_list_finalize (GObject *object)
{
  LimnerChainList *self = LIMNER_CHAIN_LIST (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->chains, g_ptr_array_unref);

  G_OBJECT_CLASS (limner_chain_list_parent_class)->finalize (object);
}

static void
limner_chain_list_class_init (LimnerChainListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = limner_chain_list_dispose;
  object_class->finalize = limner_chain_list_finalize;
}

static void
limner_chain_list_init (LimnerChainList *self)
{
  self->chains = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}

/* Makes the list of a studio, which ends it by g_object_run_dispose(). */
LimnerChainList *
_limner_chain_list_new (LimnerStudio *studio)
{
  LimnerChainList *self = g_object_new (LIMNER_TYPE_CHAIN_LIST, NULL);

  self->studio = studio;
  return self;
}

LimnerStudio *
_limner_chain_list_get_studio (LimnerChainList *self)
{
  return self->studio;
}

/* The limit of the queue is for all steps together; a batch tells what all its runs amount to. */
static void
expect (LimnerChainList *self,
        LimnerChain     *chain)
{
  g_autofree char *subject = g_strconcat ("chain:", chain->id, NULL);
  guint n = 0;

  for (guint i = chain->step; i < limner_recipe_get_n_steps (chain->recipe); i++)
    n += limner_recipe_get_step (chain->recipe, i)->task != LIMNER_TASK_NONE;
  if (chain->batch == NULL)
    limner_job_queue_expect (limner_studio_get_queue (self->studio), subject, n, NAN);
}

void
_limner_chain_list_add (LimnerChainList *self,
                        LimnerChain     *chain)
{
  expect (self, chain);
  g_ptr_array_add (self->chains, g_object_ref (chain));
  g_list_model_items_changed (G_LIST_MODEL (self), self->chains->len - 1, 0, 1);
}

/**
 * limner_chain_list_run:
 * @self: the runs
 * @recipe: what is to be done
 * @picture_blob: (nullable): `blob:…` of the picture to begin with
 * @parent: (nullable): id of the gallery item that it is; enough by itself
 *
 * Begins to run a recipe. With a picture to begin with, steps that only generate one are left out.
 *
 * Returns: (transfer none): the run; what is wrong is found in its state
 */
LimnerChain *
limner_chain_list_run (LimnerChainList *self,
                       LimnerRecipe    *recipe,
                       const char      *picture_blob,
                       const char      *parent)
{
  g_autoptr(LimnerChain) chain = NULL;
  gboolean has_picture = picture_blob != NULL || parent != NULL;

  g_return_val_if_fail (LIMNER_IS_CHAIN_LIST (self), NULL);
  g_return_val_if_fail (LIMNER_IS_RECIPE (recipe), NULL);

  chain = _limner_chain_new (recipe, NULL);
  chain->source = g_strdup (picture_blob);
  chain->parent = g_strdup (parent);
  chain->step = limner_recipe_find_first_step (recipe, has_picture);
  _limner_chain_list_add (self, chain);

  if (chain->step >= limner_recipe_get_n_steps (recipe))
    fail_with (self, chain, has_picture ? "This recipe takes no picture"
                                        : "This recipe begins with a picture; choose one");
  else
    _limner_chain_list_run_step (self, chain);
  return chain;
}

/**
 * limner_chain_list_follow:
 * @self: the runs
 * @recipe: what is to be done
 * @first: the first step's job, ready to be submitted
 *
 * Submits a job that was made elsewhere as the first step of @recipe, and runs what follows.
 *
 * Returns: (transfer none): the run
 */
LimnerChain *
limner_chain_list_follow (LimnerChainList *self,
                          LimnerRecipe    *recipe,
                          LimnerJobSpec   *first)
{
  g_autoptr(LimnerChain) chain = NULL;

  g_return_val_if_fail (LIMNER_IS_CHAIN_LIST (self), NULL);
  g_return_val_if_fail (LIMNER_IS_RECIPE (recipe), NULL);
  g_return_val_if_fail (LIMNER_IS_JOB_SPEC (first), NULL);

  chain = _limner_chain_new (recipe, NULL);
  _limner_chain_list_add (self, chain);
  keep (self, chain);
  submit (self, chain, first);
  return chain;
}

/**
 * limner_chain_list_find_by_job:
 * @self: the runs
 * @job: a job
 *
 * Finds the run whose present step is a job.
 *
 * Returns: (transfer none) (nullable): the run, or %NULL
 */
LimnerChain *
limner_chain_list_find_by_job (LimnerChainList *self,
                               LimnerJob       *job)
{
  g_return_val_if_fail (LIMNER_IS_CHAIN_LIST (self), NULL);

  for (guint i = 0; i < self->chains->len; i++)
    {
      LimnerChain *chain = self->chains->pdata[i];

      if (chain->job == job)
        return chain;
    }
  return NULL;
}
