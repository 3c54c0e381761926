/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-blob-collector.h"
#include "limner-library.h"
#include "limner-folder-list.h"
#include "limner-store-care.h"
#include "limner-store-private.h"

static gpointer
run_check (LimnerStore     *self,
           LimnerDatabase  *database,
           gpointer         data,
           GError         **error)
{
  return limner_database_check (database, error) && limner_database_check_words (database, error)
           ? LIMNER_STORE_OK : NULL;
}

/**
 * limner_store_check_async:
 * @self: a library
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Reads the whole database and its index of words and looks for damage, which the end tells as
 * %LIMNER_ERROR_CORRUPT. A damaged library is repaired when it is opened the next time.
 */
void
limner_store_check_async (LimnerStore         *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_check_async, run_check, NULL, NULL,
                      NULL, cancellable, callback, user_data);
}

static gpointer
run_backup (LimnerStore     *self,
            LimnerDatabase  *database,
            gpointer         data,
            GError         **error)
{
  return limner_database_backup (database, data, error) ? LIMNER_STORE_OK : NULL;
}

/**
 * limner_store_backup_async:
 * @self: a library
 * @path: absolute path of a file that does not exist
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_write_finish()
 * @user_data: for @callback
 *
 * Writes a copy of the database, while it is in use. The pictures are files of their own and no
 * part of it.
 */
void
limner_store_backup_async (LimnerStore         *self,
                           const char          *path,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (path != NULL && g_path_is_absolute (path));

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_backup_async, run_backup,
                      g_strdup (path), g_free, NULL, cancellable, callback, user_data);
}

static gpointer
run_collect (LimnerStore     *self,
             LimnerDatabase  *database,
             gpointer         data,
             GError         **error)
{
  LimnerLibrary *library = _limner_store_get_library (self);
  gboolean done = TRUE;
  guint n = 0;

  /* What another program is about to use cannot be known here. */
  if (!limner_library_lock_alone (library))
    return GUINT_TO_POINTER (1);

  done = limner_blob_collector_run (database, limner_store_get_data_directory (self),
                                    _limner_store_get_blob_folder (self), *(const gint64 *) data,
                                    &n, error);
  limner_library_share (library);
  return done ? GUINT_TO_POINTER (n + 1) : NULL;
}

static gpointer
run_list_folders (LimnerStore     *self,
                  LimnerDatabase  *database,
                  gpointer         data,
                  GError         **error)
{
  return _limner_folder_list_read (limner_store_get_data_directory (self));
}

/**
 * limner_store_list_folders_async:
 * @self: a library
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Lists the folders that pictures are or were saved to.
 */
void
limner_store_list_folders_async (LimnerStore         *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_list_folders_async, run_list_folders,
                      NULL, NULL, (GDestroyNotify) g_strfreev, cancellable, callback, user_data);
}

/**
 * limner_store_list_folders_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_store_list_folders_async().
 *
 * Returns: (transfer full) (nullable): absolute paths
 */
char **
limner_store_list_folders_finish (LimnerStore   *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return _limner_store_finish (self, result, error);
}

/**
 * limner_store_collect_blobs_async:
 * @self: a library
 * @unused_before: seconds since 1970: newer files stay
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; ends with limner_store_change_finish()
 * @user_data: for @callback
 *
 * Removes kept inputs, masks and answers that nothing refers to any more. Does nothing while
 * another program has the library open.
 */
void
limner_store_collect_blobs_async (LimnerStore         *self,
                                  gint64               unused_before,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  _limner_store_push (self, LIMNER_STORE_READ, limner_store_collect_blobs_async, run_collect,
                      g_memdup2 (&unused_before, sizeof unused_before), g_free, NULL, cancellable,
                      callback, user_data);
}
