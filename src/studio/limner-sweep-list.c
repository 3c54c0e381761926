/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-task.h"
#include "image/limner-picture-io.h"

#include "limner-sweep-list.h"

/** So many sweeps are remembered in the list; the pictures of older ones are in the gallery. */
#define MAX_LISTED 200
#define QUICK_PNG 1

static void limner_sweep_list_model_init (GListModelInterface *iface);

/**
 * LimnerSweepList:
 *
 * The sweeps of the library, the newest first. A program that wants to go on with those that were
 * not finished says so by limner_sweep_list_set_active().
 */
struct _LimnerSweepList
{
  GObject       parent_instance;

  /* Borrowed: it owns this */
  LimnerStudio *studio;

  /* Owned */
  GPtrArray    *sweeps;
  gboolean      active;
};

G_DEFINE_FINAL_TYPE_WITH_CODE (LimnerSweepList, limner_sweep_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      limner_sweep_list_model_init))

typedef struct
{
  LimnerSpecRequest *base;
  GPtrArray         *axes;
  char              *folder;
  char              *name;
  LimnerRecipe      *recipe;
  GBytes            *picture;   /* to be kept, if its file is not in the library */
  GBytes            *mask;
  char              *mask_blob;
} Creation;

static void
creation_free (Creation *creation)
{
  g_clear_pointer (&creation->base, limner_spec_request_free);
  g_clear_pointer (&creation->axes, g_ptr_array_unref);
  g_clear_pointer (&creation->folder, g_free);
  g_clear_pointer (&creation->name, g_free);
  g_clear_object (&creation->recipe);
  g_clear_pointer (&creation->picture, g_bytes_unref);
  g_clear_pointer (&creation->mask, g_bytes_unref);
  g_clear_pointer (&creation->mask_blob, g_free);
  g_free (creation);
}

static GType
limner_sweep_list_get_item_type (GListModel *model)
{
  return LIMNER_TYPE_SWEEP;
}

static guint
limner_sweep_list_get_n_items (GListModel *model)
{
  return LIMNER_SWEEP_LIST (model)->sweeps->len;
}

static gpointer
limner_sweep_list_get_item (GListModel *model,
                            guint       position)
{
  LimnerSweepList *self = LIMNER_SWEEP_LIST (model);

  return position < self->sweeps->len ? g_object_ref (self->sweeps->pdata[position]) : NULL;
}

static void
limner_sweep_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = limner_sweep_list_get_item_type;
  iface->get_n_items = limner_sweep_list_get_n_items;
  iface->get_item = limner_sweep_list_get_item;
}

static void
limner_sweep_list_dispose (GObject *object)
{
  LimnerSweepList *self = LIMNER_SWEEP_LIST (object);

  _limner_sweep_list_detach (self);
  g_clear_pointer (&self->sweeps, g_ptr_array_unref);

  G_OBJECT_CLASS (limner_sweep_list_parent_class)->dispose (object);
}

static void
limner_sweep_list_class_init (LimnerSweepListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_sweep_list_dispose;
}

static void
limner_sweep_list_init (LimnerSweepList *self)
{
  self->sweeps = g_ptr_array_new_with_free_func (g_object_unref);
}

LimnerSweepList *
_limner_sweep_list_new (LimnerStudio *studio)
{
  LimnerSweepList *self = g_object_new (LIMNER_TYPE_SWEEP_LIST, NULL);

  self->studio = studio;
  return self;
}

/* The studio goes: what is under way is let be, and the library knows how far it came. */
void
_limner_sweep_list_detach (LimnerSweepList *self)
{
  for (guint i = 0; self->sweeps != NULL && i < self->sweeps->len; i++)
    g_object_run_dispose (self->sweeps->pdata[i]);
  self->studio = NULL;
}

static void
add_sweep (LimnerSweepList   *self,
           guint              position,
           LimnerSweepRecord *record,
           LimnerSweepPlan   *plan)
{
  LimnerSweep *sweep = _limner_sweep_new (limner_studio_get_store (self->studio),
                                          limner_studio_get_queue (self->studio), self->studio,
                                          record, plan);

  g_ptr_array_insert (self->sweeps, (int) position, sweep);
  if (self->active)
    _limner_sweep_set_active (sweep, TRUE);
}

static int
compare_ages (gconstpointer a,
              gconstpointer b)
{
  gint64 left = limner_sweep_get_created (*(LimnerSweep * const *) a);
  gint64 right = limner_sweep_get_created (*(LimnerSweep * const *) b);

  return left > right ? -1 : left < right;
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerSweepList *self = g_task_get_source_object (task);
  g_autoptr(GPtrArray) records = NULL;
  guint n_before = self->sweeps->len;
  GError *error = NULL;

  records = limner_store_list_sweeps_finish (LIMNER_STORE (object), result, &error);
  if (records == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->studio == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  while (records->len > 0)
    {
      g_autoptr(LimnerSweepRecord) record = g_ptr_array_steal_index (records, 0);
      LimnerSweepPlan *plan = NULL;

      if (limner_sweep_list_find (self, record->id) == NULL)
        plan = limner_sweep_plan_from_text (record->plan);
      if (plan != NULL)
        add_sweep (self, self->sweeps->len, g_steal_pointer (&record), plan);
    }
  g_ptr_array_sort (self->sweeps, compare_ages);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->sweeps->len);
  g_task_return_boolean (task, TRUE);
}

/**
 * limner_sweep_list_load_async:
 * @self: the list
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads the sweeps from the library, after its jobs were claimed.
 */
void
limner_sweep_list_load_async (LimnerSweepList     *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (LIMNER_IS_SWEEP_LIST (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_sweep_list_load_async);
  limner_store_list_sweeps_async (limner_studio_get_store (self->studio), MAX_LISTED, cancellable,
                                  listed_cb, task);
}

/**
 * limner_sweep_list_load_finish:
 * @self: the list
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_sweep_list_load_async().
 *
 * Returns: %TRUE if the sweeps could be read
 */
gboolean
limner_sweep_list_load_finish (LimnerSweepList  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * limner_sweep_list_set_active:
 * @self: the list
 * @active: whether this program goes on with sweeps that are not finished
 *
 * Goes on with what was not finished and belongs to no other living program, now and when the list
 * is loaded.
 */
void
limner_sweep_list_set_active (LimnerSweepList *self,
                              gboolean         active)
{
  g_return_if_fail (LIMNER_IS_SWEEP_LIST (self));

  self->active = active;
  for (guint i = 0; i < self->sweeps->len; i++)
    _limner_sweep_set_active (self->sweeps->pdata[i], active);
}

/**
 * limner_sweep_list_get_n_unfinished:
 * @self: the list
 *
 * Counts the sweeps that are not finished.
 *
 * Returns: how many
 */
guint
limner_sweep_list_get_n_unfinished (LimnerSweepList *self)
{
  guint n = 0;

  g_return_val_if_fail (LIMNER_IS_SWEEP_LIST (self), 0);

  for (guint i = 0; i < self->sweeps->len; i++)
    n += !limner_sweep_get_finished (self->sweeps->pdata[i]);
  return n;
}

/**
 * limner_sweep_list_find:
 * @self: the list
 * @id: a sweep's id
 *
 * Finds a sweep.
 *
 * Returns: (transfer none) (nullable): the sweep
 */
LimnerSweep *
limner_sweep_list_find (LimnerSweepList *self,
                        const char      *id)
{
  g_return_val_if_fail (LIMNER_IS_SWEEP_LIST (self), NULL);

  for (guint i = 0; i < self->sweeps->len; i++)
    {
      if (g_strcmp0 (limner_sweep_get_id (self->sweeps->pdata[i]), id) == 0)
        return self->sweeps->pdata[i];
    }
  return NULL;
}

/* Beginning one */

static char *
make_title (GPtrArray *axes)
{
  GString *title = g_string_new (NULL);

  for (guint i = 0; i < axes->len; i++)
    {
      const LimnerSweepAxis *axis = g_ptr_array_index (axes, i);

      g_string_append_printf (title, "%s%s", i > 0 ? " × " : "", axis->title);
    }
  return g_string_free (title, FALSE);
}

static void
begin (GTask *task)
{
  LimnerSweepList *self = g_task_get_source_object (task);
  Creation *creation = g_task_get_task_data (task);
  LimnerSweepRecord *record;
  LimnerSweepPlan *plan;
  LimnerSweep *sweep;

  if (self->studio == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The studio is closed");
      return;
    }

  record = g_new0 (LimnerSweepRecord, 1);
  record->id = g_uuid_string_random ();
  record->owner = g_strdup (limner_job_queue_get_owner (limner_studio_get_queue (self->studio)));
  record->created = g_get_real_time ();
  record->title = creation->recipe != NULL
                    ? g_strdup (limner_recipe_get_name (creation->recipe))
                    : make_title (creation->axes);
  g_clear_pointer (&creation->base->picture, limner_picture_unref);
  g_clear_pointer (&creation->base->mask, limner_plane_unref);
  plan = limner_sweep_plan_new (g_steal_pointer (&creation->base),
                                g_steal_pointer (&creation->axes));
  g_clear_object (&plan->base->values);
  plan->mask = g_steal_pointer (&creation->mask_blob);
  plan->folder = g_steal_pointer (&creation->folder);
  plan->name = g_steal_pointer (&creation->name);
  plan->recipe = g_steal_pointer (&creation->recipe);

  add_sweep (self, 0, record, plan);
  sweep = self->sweeps->pdata[0];
  _limner_sweep_save (sweep);
  _limner_sweep_set_active (sweep, TRUE);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
  g_task_return_pointer (task, g_object_ref (sweep), g_object_unref);
}

static void keep_next (GTask *task);

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  Creation *creation = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *sha256 = limner_store_put_blob_finish (LIMNER_STORE (object), result, &error);

  if (sha256 == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (creation->picture != NULL)
    {
      g_clear_pointer (&creation->picture, g_bytes_unref);
      creation->base->picture_blob = g_strconcat ("blob:", sha256, NULL);
    }
  else
    {
      g_clear_pointer (&creation->mask, g_bytes_unref);
      creation->mask_blob = g_strconcat ("blob:", sha256, NULL);
    }
  keep_next (task);
}

static void
keep_next (GTask *task)
{
  LimnerSweepList *self = g_task_get_source_object (task);
  Creation *creation = g_task_get_task_data (task);
  GBytes *next = creation->picture != NULL ? creation->picture : creation->mask;

  if (next != NULL && self->studio != NULL)
    limner_store_put_blob_async (limner_studio_get_store (self->studio), next,
                                 g_task_get_cancellable (task), kept_cb, g_object_ref (task));
  else
    begin (task);
}

static void
encode_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Creation *creation = data;
  LimnerSpecRequest *base = creation->base;
  GError *error = NULL;

  limner_spec_request_render (base);

  if (base->picture != NULL && base->picture_blob == NULL)
    creation->picture = limner_picture_encode (base->picture, LIMNER_PICTURE_PNG, QUICK_PNG,
                                               &error);
  if (error == NULL && base->mask != NULL)
    creation->mask = limner_plane_encode (base->mask, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
encoded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    keep_next (task);
  else
    g_task_return_error (task, error);
}

/**
 * limner_sweep_list_create_async:
 * @self: the list
 * @base: (transfer full): what all pictures share
 * @axes: (transfer full) (element-type LimnerSweepAxis): what is varied
 * @folder: (nullable): where copies of the results go
 * @name: (nullable): how they are named, a template
 * @recipe: (nullable): what each file goes through; then there is one axis, of files
 * @cancellable: (nullable): to give up before it begins
 * @callback: called when it is in the library and has begun
 * @user_data: for @callback
 *
 * Begins a sweep.
 */
void
limner_sweep_list_create_async (LimnerSweepList     *self,
                                LimnerSpecRequest   *base,
                                GPtrArray           *axes,
                                const char          *folder,
                                const char          *name,
                                LimnerRecipe        *recipe,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GTask) thread_task = NULL;
  Creation *creation = g_new0 (Creation, 1);
  GError *error = NULL;
  guint n_cells;

  g_return_if_fail (LIMNER_IS_SWEEP_LIST (self));
  g_return_if_fail (base != NULL && LIMNER_IS_VALUES (base->values) && axes != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_sweep_list_create_async);
  creation->base = base;
  creation->axes = axes;
  creation->folder = g_strdup (folder);
  creation->name = g_strdup (name);
  creation->recipe = recipe != NULL ? g_object_ref (recipe) : NULL;
  g_task_set_task_data (task, creation, (GDestroyNotify) creation_free);
  if (!limner_sweep_plan_check_axes (axes, &n_cells, &error) ||
      !limner_sweep_plan_check_recipe (recipe, axes, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  thread_task = g_task_new (self, cancellable, encoded_cb, g_object_ref (task));
  g_task_set_source_tag (thread_task, encode_thread);
  g_task_set_task_data (thread_task, creation, NULL);
  limner_task_run_in_thread (thread_task, encode_thread);
}

/**
 * limner_sweep_list_create_finish:
 * @self: the list
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_sweep_list_create_async().
 *
 * Returns: (transfer full) (nullable): the sweep, the first of the list
 */
LimnerSweep *
limner_sweep_list_create_finish (LimnerSweepList  *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * limner_sweep_list_remove:
 * @self: the list
 * @sweep: one of its sweeps
 *
 * Cancels a sweep and forgets it. Its pictures stay in the gallery.
 */
void
limner_sweep_list_remove (LimnerSweepList *self,
                          LimnerSweep     *sweep)
{
  g_autoptr(LimnerSweep) kept = NULL;
  guint position;

  g_return_if_fail (LIMNER_IS_SWEEP_LIST (self));
  g_return_if_fail (LIMNER_IS_SWEEP (sweep));

  if (!g_ptr_array_find (self->sweeps, sweep, &position))
    return;
  kept = g_object_ref (sweep);
  limner_sweep_cancel (sweep);
  g_object_run_dispose (G_OBJECT (sweep));
  limner_store_remove_sweep_async (limner_studio_get_store (self->studio),
                                   limner_sweep_get_id (sweep), NULL, NULL, NULL);
  g_ptr_array_remove_index (self->sweeps, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}
