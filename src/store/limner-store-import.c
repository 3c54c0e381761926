/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"

#include "limner-rebuild.h"
#include "limner-store-changes.h"
#include "limner-store-gallery.h"
#include "limner-store-private.h"
#include "limner-store-rows.h"

/* Pictures of any origin come into the gallery. Files are read by some threads at once; what they
 * said is written as soon as the database is free, all of it in one transaction: while one commit
 * waits for the disk, the next dozens of files are read.
 *
 *   paths ─► reading (pool) ─► ready ─► one transaction ─► done
 */
#define N_READERS 4
#define MAX_READY 200

typedef struct
{
  char  **paths;
  guint   n_paths;
  guint   next;                   /* of the files to be read */
  guint   n_reading;
  guint   n_refused;
  gboolean writing;
  GPtrArray *ready;               /* LimnerItemDetails that wait to be written */
  GPtrArray *items;               /* LimnerItemDetails as they are in the library now */
  GError    *error;               /* the first one */
  LimnerStoreProgress progress;
  gpointer   progress_data;
} Import;

static void
free_import (gpointer data)
{
  Import *import = data;

  g_clear_pointer (&import->paths, g_strfreev);
  g_clear_pointer (&import->ready, g_ptr_array_unref);
  g_clear_pointer (&import->items, g_ptr_array_unref);
  g_clear_error (&import->error);
  g_free (import);
}

static void import_step (GTask *task);

static void
note_error (Import *import,
            GError *error)
{
  if (import->error == NULL && error != NULL)
    import->error = error;
  else
    g_clear_error (&error);
}

static gpointer
run_read_file (LimnerStore     *self,
               LimnerDatabase  *database,
               gpointer         data,
               GError         **error)
{
  LimnerThumbnailer *thumbnailer = _limner_store_get_thumbnailer (self);
  g_autoptr(GBytes) bytes = NULL;
  LimnerItemDetails *details = limner_rebuild_read_file (data, &bytes, error);

  /* The bytes are here; later the file would have to be read again. */
  if (details != NULL && thumbnailer != NULL)
    limner_thumbnailer_store_sync (thumbnailer, data, bytes, LIMNER_THUMBNAIL_LARGE, NULL);
  return details;
}

static gint64
find_path (LimnerDatabase *database,
           const char     *path)
{
  g_autoptr(LimnerStatement) statement = NULL;

  statement = limner_database_query (database, NULL, "SELECT id FROM items WHERE path = ?", "s",
                                     path);
  return statement != NULL && limner_statement_step (statement, NULL)
           ? limner_statement_get_int (statement, 0) : 0;
}

/* A known file is not taken twice; one that was in the trash or missing is back. */
static LimnerItemDetails *
add_details (LimnerDatabase    *database,
             LimnerItemDetails *read,
             GError           **error)
{
  g_autoptr(LimnerItemDetails) details = limner_item_details_copy (read);
  gint64 id = find_path (database, details->path);
  gint64 revision;

  if (id == 0)
    id = limner_rebuild_find_moved (database, details->sha256);
  if (id == 0)
    {
      /* A copy of an output is an item of its own, without the job. */
      g_clear_pointer (&details->job, g_free);
      if (!limner_store_rows_insert (database, details, error))
        return NULL;
      return limner_store_rows_get (database, details->id, error);
    }

  revision = _limner_store_next_revision (database, error);
  if (revision == 0 ||
      !limner_database_run (database, error,
                            "UPDATE items SET revision = ?1, path = ?2, missing = 0, trashed = 0"
                            " WHERE id = ?3 AND (path IS NOT ?2 OR missing != 0 OR trashed != 0)",
                            "isi", revision, details->path, id))
    return NULL;
  return limner_store_rows_get (database, id, error);
}

static gpointer
run_write (LimnerStore     *self,
           LimnerDatabase  *database,
           gpointer         data,
           GError         **error)
{
  GPtrArray *ready = data;
  g_autoptr(GPtrArray) items = NULL;

  items = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_item_details_unref);
  for (guint i = 0; i < ready->len; i++)
    {
      LimnerItemDetails *item = add_details (database, g_ptr_array_index (ready, i), error);

      if (item == NULL)
        return NULL;
      g_ptr_array_add (items, item);
    }
  return g_steal_pointer (&items);
}

static void
tell_progress (GTask *task)
{
  Import *import = g_task_get_task_data (task);

  if (import->progress != NULL)
    import->progress (g_task_get_source_object (task), import->items->len + import->n_refused,
                      import->n_paths, import->progress_data);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GPtrArray) items = NULL;
  Import *import = g_task_get_task_data (task);
  GError *error = NULL;

  import->writing = FALSE;
  items = _limner_store_finish (LIMNER_STORE (object), result, &error);
  if (items == NULL)
    import->next = import->n_paths;
  else
    g_ptr_array_extend_and_steal (import->items, g_steal_pointer (&items));
  note_error (import, error);
  tell_progress (task);
  import_step (task);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Import *import = g_task_get_task_data (task);
  LimnerItemDetails *details;
  GError *error = NULL;

  import->n_reading--;
  details = _limner_store_finish (LIMNER_STORE (object), result, &error);
  if (details != NULL)
    g_ptr_array_add (import->ready, details);
  else
    import->n_refused += !limner_error_is_cancelled (error);
  note_error (import, error);
  import_step (task);
}

static void
write_ready (GTask *task)
{
  Import *import = g_task_get_task_data (task);
  GPtrArray *batch = g_steal_pointer (&import->ready);

  import->ready = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_item_details_unref);
  import->writing = TRUE;
  _limner_store_push (g_task_get_source_object (task), LIMNER_STORE_WRITE, write_ready, run_write,
                      batch, (GDestroyNotify) g_ptr_array_unref,
                      (GDestroyNotify) g_ptr_array_unref, NULL, written_cb, g_object_ref (task));
}

/* Starts what can be started; ends when nothing is under way. */
static void
import_step (GTask *task)
{
  Import *import = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (g_cancellable_is_cancelled (cancellable))
    import->next = import->n_paths;
  while (import->n_reading < N_READERS && import->next < import->n_paths &&
         import->ready->len < MAX_READY)
    {
      import->n_reading++;
      _limner_store_push (g_task_get_source_object (task), LIMNER_STORE_POOL, import_step,
                          run_read_file, g_strdup (import->paths[import->next++]), g_free,
                          (GDestroyNotify) limner_item_details_unref, cancellable, read_cb,
                          g_object_ref (task));
    }
  if (!import->writing && import->ready->len > 0)
    write_ready (task);
  if (import->n_reading > 0 || import->writing)
    return;

  if (import->items->len == 0 && import->error != NULL)
    g_task_return_error (task, g_steal_pointer (&import->error));
  else
    g_task_return_int (task, (gssize) import->items->len);
}

static void
start_import (LimnerStore         *self,
              gpointer             source_tag,
              const char * const  *paths,
              LimnerStoreProgress  progress,
              gpointer             progress_data,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Import *import = g_new0 (Import, 1);

  g_task_set_source_tag (task, source_tag);
  g_task_set_check_cancellable (task, FALSE);
  import->paths = g_strdupv ((char **) paths);
  import->n_paths = g_strv_length (import->paths);
  import->ready = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_item_details_unref);
  import->items = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_item_details_unref);
  import->progress = progress;
  import->progress_data = progress_data;
  g_task_set_task_data (task, import, free_import);
  import_step (task);
}

/**
 * limner_store_import_async:
 * @self: a library
 * @path: absolute path of a picture, which stays where it is
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is in the gallery
 * @user_data: for @callback
 *
 * Takes a picture of any origin into the gallery with what it says about itself.
 */
void
limner_store_import_async (LimnerStore         *self,
                           const char          *path,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  const char *paths[] = { path, NULL };

  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (path != NULL && g_path_is_absolute (path));

  start_import (self, limner_store_import_async, paths, NULL, NULL, cancellable, callback,
                user_data);
}

/**
 * limner_store_import_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_store_import_async().
 *
 * Returns: (transfer full) (nullable): the item; or %NULL with %LIMNER_ERROR_BAD_FILE,
 *   %LIMNER_ERROR_NOT_FOUND, %LIMNER_ERROR_TOO_LARGE
 */
LimnerGalleryItem *
limner_store_import_finish (LimnerStore   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  Import *import;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (g_task_propagate_int (G_TASK (result), error) < 1)
    return NULL;
  import = g_task_get_task_data (G_TASK (result));
  return _limner_store_take_details (self, g_ptr_array_index (import->items, 0));
}

/**
 * limner_store_import_files_async:
 * @self: a library
 * @paths: absolute paths of pictures, which stay where they are
 * @progress: (nullable) (scope async): called now and then until @callback is
 * @progress_data: for @progress
 * @cancellable: (nullable): to stop after the files that are being read; what came in stays
 * @callback: called when all are in the gallery
 * @user_data: for @callback
 *
 * Takes many pictures into the gallery. Those that are there already count as well.
 */
void
limner_store_import_files_async (LimnerStore         *self,
                                 const char * const  *paths,
                                 LimnerStoreProgress  progress,
                                 gpointer             progress_data,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (paths != NULL);

  start_import (self, limner_store_import_files_async, paths, progress, progress_data, cancellable,
                callback, user_data);
}

/**
 * limner_store_import_files_finish:
 * @self: a library
 * @result: the result
 * @n_refused: (out) (optional): how many files were no pictures or could not be read
 * @error: return location for an error
 *
 * Ends limner_store_import_files_async().
 *
 * Returns: (transfer full) (nullable): the ids of the pictures that came in, also when some were
 *   refused or it was cancelled in the middle; or %NULL with the first error when there are none
 */
char **
limner_store_import_files_finish (LimnerStore   *self,
                                  GAsyncResult  *result,
                                  guint         *n_refused,
                                  GError       **error)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  Import *import;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  import = g_task_get_task_data (G_TASK (result));
  if (n_refused != NULL)
    *n_refused = import->n_refused;
  if (g_task_propagate_int (G_TASK (result), error) < 0)
    return NULL;

  for (guint i = 0; i < import->items->len; i++)
    {
      const LimnerItemDetails *details = g_ptr_array_index (import->items, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, details->id);

      g_strv_builder_add (ids, id);
    }
  return g_strv_builder_end (ids);
}
