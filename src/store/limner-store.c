/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-task.h"
#include "base/limner-worker.h"

#include "limner-blob-folder.h"
#include "limner-gallery-item-private.h"
#include "limner-library.h"
#include "limner-store-changes.h"
#include "limner-store-marks.h"
#include "limner-store-private.h"

/* How often other programs' changes are looked for while a list is shown, in milliseconds. The
 * question is one number and costs microseconds.
 */
#define WATCH_INTERVAL_MS 1500

#define DEFAULT_NAME_TEMPLATE "{time}-{words}-{seed}"

/**
 * LimnerStore:
 *
 * The library: what is in the gallery, the journal of jobs, what models, presets and prompts are
 * known, what was spent, and a folder of files by their contents. All of it lies in one SQLite
 * database that belongs to one thread; functions hand their work to it and return at once. Several
 * programs may have the same library open.
 */
struct _LimnerStore
{
  GObject         parent_instance;

  char           *data_directory;
  char           *blob_folder;
  char           *name_template;

  /* Owned */
  LimnerThumbnailer *thumbnailer;  /* set before the first import */
  LimnerWorker   *worker;
  GMainContext   *context;
  GHashTable     *items;          /* number → ItemEntry; main thread only */
  char           *recovered_path;
  guint           recovered_items;
  LimnerStoreMarks marks;
  LimnerStoreSaving saving;
  guint           n_watchers;
  guint           watch_source;
  gboolean        watch_pending;

  /* Worker thread only */
  LimnerLibrary  *library;        /* NULL until opened */
  gint64          seen_revision;
  gint64          seen_version;
};

enum
{
  CHANGED,
  RECOVERED,
  FOLDER_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerStore, limner_store, G_TYPE_OBJECT)

/* One call: the outer task is the caller's and is touched on the main thread only; the inner one
 * goes to the other thread and holds no reference to the store, which must not be finalized there.
 */
typedef struct
{
  LimnerStore      *store;
  LimnerStoreWhere  where;
  LimnerStoreRun    run;
  gpointer          data;
  GDestroyNotify    free_data;
  GDestroyNotify    free_result;
} Call;

typedef struct
{
  LimnerStore        *store;
  LimnerStoreChanges *changes;
} Delivery;

/* An item somebody holds: the library knows it but does not keep it alive. */
typedef struct
{
  gint64             id;
  LimnerStore       *store;
  LimnerGalleryItem *item;
} ItemEntry;

static void
free_call (gpointer data)
{
  Call *call = data;

  if (call->free_data != NULL)
    g_clear_pointer (&call->data, call->free_data);
  g_free (call);
}

static gboolean
deliver_cb (gpointer data)
{
  Delivery *delivery = data;
  GPtrArray *items = delivery->changes->items;

  for (guint i = 0; i < items->len; i++)
    {
      LimnerItemDetails *details = g_ptr_array_index (items, i);
      ItemEntry *entry = g_hash_table_lookup (delivery->store->items, &details->id);

      if (entry != NULL)
        _limner_gallery_item_set_details (entry->item, details);
    }
  g_signal_emit (delivery->store, signals[CHANGED], 0, delivery->changes);
  return G_SOURCE_REMOVE;
}

static void
free_delivery (gpointer data)
{
  Delivery *delivery = data;

  g_clear_pointer (&delivery->changes, limner_store_changes_free);
  g_free (delivery);
}

/* Not g_main_context_invoke(): while no loop runs, that would call it on this thread. */
static void
send_to_main (LimnerStore    *self,
              GSourceFunc     function,
              gpointer        data,
              GDestroyNotify  free_data)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, function, data, free_data);
  g_source_attach (source, self->context);
}

/* Goes out before the task that made the changes returns, with the same priority: whoever waits for
 * the task finds lists and items up to date. The caller's task keeps the store alive meanwhile.
 */
static void
send_changes (LimnerStore    *self,
              LimnerDatabase *database)
{
  LimnerStoreChanges *changes = limner_store_changes_collect (database, &self->seen_revision);
  Delivery *delivery;

  if (changes == NULL)
    return;

  delivery = g_new0 (Delivery, 1);
  delivery->store = self;
  delivery->changes = changes;
  send_to_main (self, deliver_cb, delivery, free_delivery);
}

typedef struct
{
  LimnerStore *store;
  char        *path;
  guint        n_items;
} Recovery;

static gboolean
recovered_cb (gpointer data)
{
  Recovery *recovery = data;
  LimnerStore *self = recovery->store;

  g_clear_pointer (&self->recovered_path, g_free);
  self->recovered_path = g_steal_pointer (&recovery->path);
  self->recovered_items = recovery->n_items;
  g_signal_emit (self, signals[RECOVERED], 0);
  return G_SOURCE_REMOVE;
}

static void
free_recovery (gpointer data)
{
  Recovery *recovery = data;

  g_clear_pointer (&recovery->path, g_free);
  g_free (recovery);
}

static gboolean
ensure_open (LimnerStore  *self,
             GError      **error)
{
  g_autofree char *set_aside = NULL;
  guint n_items = 0;
  LimnerDatabase *database;

  if (self->library != NULL)
    return TRUE;

  self->library = limner_library_open (self->data_directory,
                                       limner_store_get_pictures_directory (self),
                                       &set_aside, &n_items, error);
  if (self->library == NULL)
    return FALSE;

  database = limner_library_get_database (self->library);
  self->seen_revision = limner_store_changes_get_revision (database);
  self->seen_version = limner_database_get_data_version (database);
  if (set_aside != NULL)
    {
      Recovery *recovery = g_new0 (Recovery, 1);

      recovery->store = self;
      recovery->path = g_steal_pointer (&set_aside);
      recovery->n_items = n_items;
      send_to_main (self, recovered_cb, recovery, free_recovery);
    }
  return TRUE;
}

static gpointer
run_on_worker (LimnerStore  *self,
               Call         *call,
               GError      **error)
{
  LimnerDatabase *database;
  gpointer result;

  if (!ensure_open (self, error))
    return NULL;

  database = limner_library_get_database (self->library);
  if (call->where == LIMNER_STORE_READ)
    return call->run (self, database, call->data, error);

  if (!limner_database_begin (database, error))
    return NULL;
  result = call->run (self, database, call->data, error);
  if (result == NULL)
    {
      limner_database_rollback (database);
      return NULL;
    }
  if (!limner_database_commit (database, error))
    {
      if (call->free_result != NULL)
        call->free_result (result);
      return NULL;
    }

  send_changes (self, database);
  return result;
}

static void
run_call (GTask        *inner,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  Call *call = task_data;
  gpointer result;

  if (call->where == LIMNER_STORE_POOL)
    result = call->run (call->store, NULL, call->data, &error);
  else
    result = run_on_worker (call->store, call, &error);

  if (result == NULL && error != NULL)
    g_task_return_error (inner, g_steal_pointer (&error));
  else
    g_task_return_pointer (inner, result, call->free_result);
}

static void
call_done_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Call *call = g_task_get_task_data (G_TASK (result));
  gpointer value;

  value = g_task_propagate_pointer (G_TASK (result), &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, value, call->free_result);
}

/* Hands work to the database thread or to the pool. To be called on the main thread. */
void
_limner_store_push (LimnerStore         *self,
                    LimnerStoreWhere     where,
                    gpointer             source_tag,
                    LimnerStoreRun       run,
                    gpointer             data,
                    GDestroyNotify       free_data,
                    GDestroyNotify       free_result,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr(GTask) inner = NULL;
  GTask *task;
  Call *call;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, source_tag);

  call = g_new0 (Call, 1);
  call->store = self;
  call->where = where;
  call->run = run;
  call->data = data;
  call->free_data = free_data;
  call->free_result = free_result;

  inner = g_task_new (NULL, cancellable, call_done_cb, task);
  g_task_set_source_tag (inner, source_tag);
  g_task_set_task_data (inner, call, free_call);
  if (where == LIMNER_STORE_POOL)
    limner_task_run_in_thread (inner, run_call);
  else
    limner_worker_push (self->worker, g_steal_pointer (&inner), run_call);
}

/* What the work returned. NULL without an error is a result too. */
gpointer
_limner_store_finish (LimnerStore   *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
item_finalized_cb (gpointer  data,
                   GObject  *where_the_object_was)
{
  ItemEntry *entry = data;

  g_hash_table_remove (entry->store->items, &entry->id);
}

static void
run_watch_done_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  LimnerStore *self = LIMNER_STORE (object);

  _limner_store_finish (self, result, NULL);
  self->watch_pending = FALSE;
}

static gpointer
run_watch (LimnerStore     *self,
           LimnerDatabase  *database,
           gpointer         data,
           GError         **error)
{
  gint64 version = limner_database_get_data_version (database);

  if (version != self->seen_version)
    {
      self->seen_version = version;
      send_changes (self, database);
    }
  return LIMNER_STORE_OK;
}

static gboolean
watch_cb (gpointer data)
{
  LimnerStore *self = data;

  if (!self->watch_pending)
    {
      self->watch_pending = TRUE;
      _limner_store_push (self, LIMNER_STORE_READ, watch_cb, run_watch, NULL, NULL, NULL, NULL,
                          run_watch_done_cb, NULL);
    }
  return G_SOURCE_CONTINUE;
}

static void
limner_store_constructed (GObject *object)
{
  LimnerStore *self = LIMNER_STORE (object);

  G_OBJECT_CLASS (limner_store_parent_class)->constructed (object);

  self->worker = limner_worker_new ("limner-store");
}

static void
limner_store_dispose (GObject *object)
{
  LimnerStore *self = LIMNER_STORE (object);
  GHashTableIter iter;
  gpointer entry;

  g_clear_handle_id (&self->watch_source, g_source_remove);
  if (self->worker != NULL)
    limner_worker_shutdown (self->worker);
  g_clear_object (&self->worker);
  g_clear_object (&self->thumbnailer);
  g_clear_pointer (&self->marks.pending, g_array_unref);
  g_clear_pointer (&self->library, limner_library_close);

  if (self->items != NULL)
    {
      g_hash_table_iter_init (&iter, self->items);
      while (g_hash_table_iter_next (&iter, NULL, &entry))
        g_object_weak_unref (G_OBJECT (((ItemEntry *) entry)->item), item_finalized_cb, entry);
    }
  g_clear_pointer (&self->items, g_hash_table_unref);

  G_OBJECT_CLASS (limner_store_parent_class)->dispose (object);
}

static void
limner_store_finalize (GObject *object)
{
  LimnerStore *self = LIMNER_STORE (object);

  g_clear_pointer (&self->data_directory, g_free);
  g_clear_pointer (&self->blob_folder, g_free);
  g_clear_pointer (&self->name_template, g_free);
  g_clear_pointer (&self->recovered_path, g_free);
  g_clear_pointer (&self->context, g_main_context_unref);

  G_OBJECT_CLASS (limner_store_parent_class)->finalize (object);
}

static void
limner_store_class_init (LimnerStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = limner_store_constructed;
  object_class->dispose = limner_store_dispose;
  object_class->finalize = limner_store_finalize;

  /* ::changed (LimnerStoreChanges*) tells lists what to look at again; see the private header. */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  /**
   * LimnerStore::recovered:
   *
   * The database was damaged, was set aside and made anew from the picture files;
   * limner_store_get_recovered_path() says where the damaged one is.
   */
  signals[RECOVERED] = g_signal_new ("recovered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * LimnerStore::folder-changed:
   *
   * Pictures are saved to another folder from now on; see limner_store_get_pictures_directory().
   */
  signals[FOLDER_CHANGED] = g_signal_new ("folder-changed", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
limner_store_init (LimnerStore *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  self->name_template = g_strdup (DEFAULT_NAME_TEMPLATE);
}

static char *
choose_directory (const char *given,
                  const char *variable,
                  const char *base,
                  const char *name)
{
  const char *chosen = given != NULL ? given : g_getenv (variable);

  if (chosen != NULL && *chosen != '\0')
    return g_canonicalize_filename (chosen, NULL);
  return g_build_filename (base, name, NULL);
}

/**
 * limner_store_new:
 * @data_directory: (nullable): where database and blobs lie; %NULL for `$LIMNER_DATA_DIR`, else
 *   `$XDG_DATA_HOME/limner`
 * @pictures_directory: (nullable): where pictures are saved; %NULL for `$LIMNER_PICTURES_DIR`, else
 *   `Limner` in the user's folder of pictures
 *
 * Makes the library's object. Nothing is opened before the first call needs it.
 *
 * Returns: (transfer full): the library
 */
LimnerStore *
limner_store_new (const char *data_directory,
                  const char *pictures_directory)
{
  LimnerStore *self = g_object_new (LIMNER_TYPE_STORE, NULL);
  const char *pictures = g_get_user_special_dir (G_USER_DIRECTORY_PICTURES);
  g_autofree char *fallback = g_build_filename (g_get_home_dir (), "Pictures", NULL);
  g_autofree char *usual = NULL;

  self->data_directory = choose_directory (data_directory, "LIMNER_DATA_DIR",
                                           g_get_user_data_dir (), "limner");
  usual = choose_directory (pictures_directory, "LIMNER_PICTURES_DIR",
                            pictures != NULL ? pictures : fallback, "Limner");
  self->saving.usual_directory = g_intern_string (usual);
  self->saving.directory = self->saving.usual_directory;
  self->blob_folder = g_build_filename (self->data_directory, "blobs", NULL);
  return self;
}

static gpointer
run_nothing (LimnerStore     *self,
             LimnerDatabase  *database,
             gpointer         data,
             GError         **error)
{
  return LIMNER_STORE_OK;
}

/**
 * limner_store_open_async:
 * @self: a library
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is open
 * @user_data: for @callback
 *
 * Opens the database, brings it up to date and checks it. A damaged one is set aside with its date
 * and made anew from the picture files. Every other function opens the library by itself; this one
 * is for whoever wants to know that it can be.
 */
void
limner_store_open_async (LimnerStore         *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_open_async, run_nothing, NULL, NULL,
                      NULL, cancellable, callback, user_data);
}

/**
 * limner_store_open_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_store_open_async().
 *
 * Returns: %TRUE if the library can be used; else %LIMNER_ERROR_UNSUPPORTED (made by a newer
 *   version), %LIMNER_ERROR_NO_SPACE, %LIMNER_ERROR_BUSY, %LIMNER_ERROR_CORRUPT (damaged, and
 *   another program has it open), %LIMNER_ERROR_FAILED
 */
gboolean
limner_store_open_finish (LimnerStore   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  if (_limner_store_finish (self, result, error) == NULL)
    return FALSE;

  _limner_store_resume_marks (self);
  return TRUE;
}

/**
 * limner_store_get_data_directory:
 * @self: a library
 *
 * Gets where the database lies.
 *
 * Returns: (transfer none): an absolute path
 */
const char *
limner_store_get_data_directory (LimnerStore *self)
{
  g_return_val_if_fail (LIMNER_IS_STORE (self), NULL);

  return self->data_directory;
}

/**
 * limner_store_get_name_template:
 * @self: a library
 *
 * Gets how pictures are named, see limner_name_template_expand().
 *
 * Returns: (transfer none): the template
 */
const char *
limner_store_get_name_template (LimnerStore *self)
{
  g_return_val_if_fail (LIMNER_IS_STORE (self), NULL);

  return self->name_template;
}

/**
 * limner_store_set_name_template:
 * @self: a library
 * @name_template: (nullable): the template, %NULL or empty for the usual one
 *
 * Sets how pictures are named from now on.
 */
void
limner_store_set_name_template (LimnerStore *self,
                                const char  *name_template)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  if (name_template == NULL || *name_template == '\0')
    name_template = DEFAULT_NAME_TEMPLATE;
  g_free (self->name_template);
  self->name_template = g_strdup (name_template);
}

/**
 * limner_store_set_thumbnailer:
 * @self: a library
 * @thumbnailer: (nullable): whose cache gets the thumbnails
 *
 * Has thumbnails made of pictures that come in, while they are in memory anyway. To be set before
 * the first one comes.
 */
void
limner_store_set_thumbnailer (LimnerStore       *self,
                              LimnerThumbnailer *thumbnailer)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  g_set_object (&self->thumbnailer, thumbnailer);
}

LimnerStoreMarks *
_limner_store_get_marks (LimnerStore *self)
{
  return &self->marks;
}

LimnerStoreSaving *
_limner_store_get_saving (LimnerStore *self)
{
  return &self->saving;
}

/* On the database thread only. */
LimnerLibrary *
_limner_store_get_library (LimnerStore *self)
{
  return self->library;
}

LimnerThumbnailer *
_limner_store_get_thumbnailer (LimnerStore *self)
{
  return self->thumbnailer;
}

/**
 * limner_store_get_recovered_path:
 * @self: a library
 *
 * Tells whether the database had to be made anew.
 *
 * Returns: (transfer none) (nullable): where the damaged one lies now, %NULL if all was well
 */
const char *
limner_store_get_recovered_path (LimnerStore *self)
{
  g_return_val_if_fail (LIMNER_IS_STORE (self), NULL);

  return self->recovered_path;
}

/**
 * limner_store_get_recovered_items:
 * @self: a library
 *
 * Tells how many pictures a library that was made anew has.
 *
 * Returns: how many
 */
guint
limner_store_get_recovered_items (LimnerStore *self)
{
  g_return_val_if_fail (LIMNER_IS_STORE (self), 0);

  return self->recovered_items;
}

const char *
_limner_store_get_blob_folder (LimnerStore *self)
{
  return self->blob_folder;
}

gint64
_limner_store_parse_id (const char *id)
{
  gint64 number = 0;

  if (id == NULL || !g_ascii_string_to_signed (id, 10, 1, G_MAXINT64, &number, NULL))
    return 0;
  return number;
}

LimnerGalleryItem *
_limner_store_ref_item (LimnerStore *self,
                        gint64       id)
{
  ItemEntry *entry = g_hash_table_lookup (self->items, &id);

  if (entry != NULL)
    return g_object_ref (entry->item);

  entry = g_new0 (ItemEntry, 1);
  entry->id = id;
  entry->store = self;
  entry->item = _limner_gallery_item_new (id);
  g_hash_table_insert (self->items, &entry->id, entry);
  g_object_weak_ref (G_OBJECT (entry->item), item_finalized_cb, entry);
  return entry->item;
}

LimnerGalleryItem *
_limner_store_take_details (LimnerStore       *self,
                            LimnerItemDetails *details)
{
  LimnerGalleryItem *item = _limner_store_ref_item (self, details->id);

  _limner_gallery_item_set_details (item, details);
  return item;
}

void
_limner_store_watch (LimnerStore *self)
{
  if (self->n_watchers++ == 0)
    self->watch_source = g_timeout_add (WATCH_INTERVAL_MS, watch_cb, self);
}

void
_limner_store_unwatch (LimnerStore *self)
{
  if (--self->n_watchers == 0)
    g_clear_handle_id (&self->watch_source, g_source_remove);
}
