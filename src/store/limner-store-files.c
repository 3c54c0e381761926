/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"

#include "limner-folder-list.h"
#include "limner-rebuild.h"
#include "limner-store-gallery.h"
#include "limner-store-changes.h"
#include "limner-store-private.h"
#include "limner-store-rows.h"

/* What has to do with the picture files themselves: taking in, looking after, throwing away. */

typedef struct
{
  gint64  id;
  char   *path;
  gboolean missing;
  gboolean gone;      /* the file was moved to the Trash */
} File;

static void
free_file (gpointer data)
{
  File *file = data;

  g_clear_pointer (&file->path, g_free);
  g_free (file);
}

static gpointer
read_files (LimnerStatement *statement)
{
  GPtrArray *files;

  if (statement == NULL)
    return NULL;
  files = g_ptr_array_new_with_free_func (free_file);
  while (limner_statement_step (statement, NULL))
    {
      File *file = g_new0 (File, 1);

      file->id = limner_statement_get_int (statement, 0);
      file->path = limner_statement_dup_text (statement, 1, 4096);
      file->missing = limner_statement_get_int (statement, 2) != 0;
      g_ptr_array_add (files, file);
    }
  return files;
}

/* The three steps of a work over many files: list them, look at the disk, write what was found. */
typedef struct
{
  LimnerStoreRun  on_disk;
  LimnerStoreRun  write;
  GPtrArray      *files;
} FileWork;

static void
free_work (gpointer data)
{
  FileWork *work = data;

  g_clear_pointer (&work->files, g_ptr_array_unref);
  g_free (work);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  gpointer count = _limner_store_finish (LIMNER_STORE (object), result, &error);

  if (count == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, count, NULL);
}

static void
on_disk_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FileWork *work = g_task_get_task_data (task);
  GError *error = NULL;

  if (_limner_store_finish (LIMNER_STORE (object), result, &error) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  _limner_store_push (LIMNER_STORE (object), LIMNER_STORE_WRITE, on_disk_cb, work->write,
                      work->files, NULL, NULL, NULL, written_cb, g_object_ref (task));
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  FileWork *work = g_task_get_task_data (task);
  GError *error = NULL;

  work->files = _limner_store_finish (LIMNER_STORE (object), result, &error);
  if (work->files == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  _limner_store_push (LIMNER_STORE (object), LIMNER_STORE_POOL, listed_cb, work->on_disk,
                      work->files, NULL, NULL, g_task_get_cancellable (task), on_disk_cb,
                      g_object_ref (task));
}

static void
start_work (LimnerStore         *self,
            gpointer             source_tag,
            LimnerStoreRun       list,
            gint64               number,
            LimnerStoreRun       on_disk,
            LimnerStoreRun       write,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  FileWork *work = g_new0 (FileWork, 1);

  g_task_set_source_tag (task, source_tag);
  work->on_disk = on_disk;
  work->write = write;
  g_task_set_task_data (task, work, free_work);
  _limner_store_push (self, LIMNER_STORE_READ, source_tag, list,
                      g_memdup2 (&number, sizeof number), g_free,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, listed_cb, task);
}

static gpointer
run_list_trashed (LimnerStore     *self,
                  LimnerDatabase  *database,
                  gpointer         data,
                  GError         **error)
{
  g_autoptr(LimnerStatement) statement = NULL;

  statement = limner_database_query (database, error,
                                     "SELECT id, path, missing FROM items"
                                     " WHERE trashed != 0 AND trashed < ?", "i",
                                     *(const gint64 *) data);
  return read_files (statement);
}

static gpointer
run_move_to_trash (LimnerStore     *self,
                   LimnerDatabase  *database,
                   gpointer         data,
                   GError         **error)
{
  GPtrArray *files = data;

  for (guint i = 0; i < files->len; i++)
    {
      File *file = g_ptr_array_index (files, i);
      g_autoptr(GFile) gfile = file->path != NULL ? g_file_new_for_path (file->path) : NULL;
      g_autoptr(GError) local_error = NULL;

      file->gone = gfile == NULL || g_file_trash (gfile, NULL, &local_error) ||
                   g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
      if (!file->gone)
        g_debug ("A picture stays in the library's trash: %s", local_error->message);
    }
  return LIMNER_STORE_OK;
}

static gboolean
forget_item (LimnerDatabase  *database,
             gint64           id,
             gint64           revision,
             GError         **error)
{
  return limner_store_rows_drop_words (database, id, error) &&
         limner_database_run (database, error, "DELETE FROM items WHERE id = ?", "i", id) &&
         limner_database_run (database, error,
                              "INSERT OR REPLACE INTO deleted (id, revision) VALUES (?, ?)", "ii",
                              id, revision);
}

static gpointer
run_forget (LimnerStore     *self,
            LimnerDatabase  *database,
            gpointer         data,
            GError         **error)
{
  GPtrArray *files = data;
  gint64 revision = _limner_store_next_revision (database, error);
  guint n = 0;

  if (revision == 0)
    return NULL;
  for (guint i = 0; i < files->len; i++)
    {
      File *file = g_ptr_array_index (files, i);

      if (!file->gone)
        continue;
      if (!forget_item (database, file->id, revision, error))
        return NULL;
      n++;
    }
  return GUINT_TO_POINTER (n + 1);
}

/**
 * limner_store_empty_trash_async:
 * @self: a library
 * @trashed_before: microseconds since 1970: only what was deleted before this goes
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_change_finish()
 * @user_data: for @callback
 *
 * Moves the files of deleted items to the desktop's Trash and forgets the items. What cannot be
 * moved there stays in the library's own trash; nothing is ever deleted for good.
 */
void
limner_store_empty_trash_async (LimnerStore         *self,
                                gint64               trashed_before,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  start_work (self, limner_store_empty_trash_async, run_list_trashed, trashed_before,
              run_move_to_trash, run_forget, cancellable, callback, user_data);
}

static gpointer
run_list_all (LimnerStore     *self,
              LimnerDatabase  *database,
              gpointer         data,
              GError         **error)
{
  g_autoptr(LimnerStatement) statement = NULL;

  statement = limner_database_query (database, error,
                                     "SELECT id, path, missing FROM items WHERE trashed = 0", NULL);
  return read_files (statement);
}

static gpointer
run_look (LimnerStore     *self,
          LimnerDatabase  *database,
          gpointer         data,
          GError         **error)
{
  GPtrArray *files = data;

  /* Only those that changed are left for the next step. */
  for (guint i = files->len; i > 0; i--)
    {
      File *file = g_ptr_array_index (files, i - 1);
      gboolean missing = file->path == NULL || !g_file_test (file->path, G_FILE_TEST_IS_REGULAR);

      if (missing == file->missing)
        g_ptr_array_remove_index_fast (files, i - 1);
      else
        file->missing = missing;
    }
  return LIMNER_STORE_OK;
}

static gpointer
run_mark_missing (LimnerStore     *self,
                  LimnerDatabase  *database,
                  gpointer         data,
                  GError         **error)
{
  GPtrArray *files = data;
  gint64 revision = _limner_store_next_revision (database, error);

  if (revision == 0)
    return NULL;
  for (guint i = 0; i < files->len; i++)
    {
      File *file = g_ptr_array_index (files, i);

      if (!limner_database_run (database, error,
                                "UPDATE items SET revision = ?, missing = ? WHERE id = ?", "iii",
                                revision, (gint64) file->missing, file->id))
        return NULL;
    }
  return GUINT_TO_POINTER (files->len + 1);
}

/**
 * limner_store_check_files_async:
 * @self: a library
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_change_finish()
 * @user_data: for @callback
 *
 * Looks whether the picture files are still there and marks items accordingly.
 */
void
limner_store_check_files_async (LimnerStore         *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  start_work (self, limner_store_check_files_async, run_list_all, 0, run_look, run_mark_missing,
              cancellable, callback, user_data);
}

/* The scan makes transactions of its own, short ones, so this is a reading work to the outside. */
static gpointer
run_rebuild (LimnerStore     *self,
             LimnerDatabase  *database,
             gpointer         data,
             GError         **error)
{
  g_auto(GStrv) folders = NULL;
  guint n_added = 0;

  _limner_folder_list_add (limner_store_get_data_directory (self),
                           limner_store_get_pictures_directory (self));
  folders = _limner_folder_list_read (limner_store_get_data_directory (self));
  if (!limner_rebuild_scan (database, (const char * const *) folders, &n_added, error))
    return NULL;
  return GUINT_TO_POINTER (n_added + 1);
}

static gpointer
run_tell (LimnerStore     *self,
          LimnerDatabase  *database,
          gpointer         data,
          GError         **error)
{
  return data;
}

static void
rebuilt_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  gpointer count = _limner_store_finish (LIMNER_STORE (object), result, &error);

  if (count == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* An empty transaction, after which lists learn what the scan added. */
  _limner_store_push (LIMNER_STORE (object), LIMNER_STORE_WRITE, rebuilt_cb, run_tell, count, NULL,
                      NULL, NULL, written_cb, g_object_ref (task));
}

/**
 * limner_store_rebuild_async:
 * @self: a library
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_change_finish()
 * @user_data: for @callback
 *
 * Adds all pictures that the library does not know and that lie in a folder to which it has ever
 * saved some, from what the files say.
 */
void
limner_store_rebuild_async (LimnerStore         *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (LIMNER_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_store_rebuild_async);
  _limner_store_push (self, LIMNER_STORE_READ, limner_store_rebuild_async, run_rebuild, NULL, NULL,
                      NULL, NULL, rebuilt_cb, task);
}

static gpointer
run_find_file (LimnerStore     *self,
               LimnerDatabase  *database,
               gpointer         data,
               GError         **error)
{
  char **file = data;
  g_autoptr(LimnerStatement) statement = NULL;

  statement = limner_database_query (database, error,
                                     "SELECT id FROM items"
                                     " WHERE trashed = 0 AND (path = ?1 OR sha256 = ?2)"
                                     " ORDER BY sha256 IS ?2 DESC, path IS ?1 DESC, id DESC"
                                     " LIMIT 1", "ss", file[0], file[1]);
  if (statement == NULL)
    return NULL;
  if (limner_statement_step (statement, error))
    return g_strdup_printf ("%" G_GINT64_FORMAT, limner_statement_get_int (statement, 0));
  if (error == NULL || *error == NULL)
    g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND,
                         "The file is no picture of the library");
  return NULL;
}

/**
 * limner_store_find_file_async:
 * @self: a library
 * @path: the file's absolute path
 * @sha256: the checksum of its contents, 64 lower-case hexadecimal digits
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Finds which picture of the library a file is: the one with these contents, so that copies are
 * found too, else the one that lies there. What is in the trash is not found.
 */
void
limner_store_find_file_async (LimnerStore         *self,
                              const char          *path,
                              const char          *sha256,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  const char *file[] = { path, sha256, NULL };

  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (path != NULL && sha256 != NULL);

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_find_file_async, run_find_file,
                      g_strdupv ((char **) file), (GDestroyNotify) g_strfreev, g_free,
                      cancellable, callback, user_data);
}

/**
 * limner_store_find_file_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_store_find_file_async().
 *
 * Returns: (transfer full) (nullable): the item's id; or %NULL with %LIMNER_ERROR_NOT_FOUND
 */
char *
limner_store_find_file_finish (LimnerStore   *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  return _limner_store_finish (self, result, error);
}
