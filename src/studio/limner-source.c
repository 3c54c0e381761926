/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-file.h"
#include "base/limner-task.h"
#include "image/limner-picture-io.h"

#include "limner-source.h"

/* A picture that is to be worked on: decoded, and its file kept in the library, so that results can
 * be made again from it. */
typedef struct
{
  char          *path;       /* NULL when @bytes came from elsewhere */
  GBytes        *bytes;
  LimnerPicture *picture;
  char          *blob;
} Source;

static void
source_free (Source *source)
{
  g_clear_pointer (&source->path, g_free);
  g_clear_pointer (&source->bytes, g_bytes_unref);
  g_clear_pointer (&source->picture, limner_picture_unref);
  g_clear_pointer (&source->blob, g_free);
  g_free (source);
}

static void
read_thread (GTask        *task,
             gpointer      object,
             gpointer      data,
             GCancellable *cancellable)
{
  Source *source = data;
  GError *error = NULL;

  if (source->bytes == NULL)
    source->bytes = limner_file_read (source->path, LIMNER_PICTURE_MAX_BYTES, &error);
  if (source->bytes != NULL)
    source->picture = limner_picture_decode (source->bytes, &error);

  if (source->picture != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  Source *source = g_task_get_task_data (task);
  g_autofree char *sha256 = NULL;
  GError *error = NULL;

  sha256 = limner_store_put_blob_finish (LIMNER_STORE (object), result, &error);
  if (sha256 == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  source->blob = g_strconcat ("blob:", sha256, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
decoded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  Source *source = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    limner_store_put_blob_async (g_task_get_source_object (task), source->bytes, cancellable,
                                 kept_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

/**
 * limner_source_load_async:
 * @store: the library
 * @path: (nullable): a file
 * @bytes: (nullable): the file's contents, if there is no @path
 * @cancellable: (nullable): to give up
 * @callback: called when the picture is there
 * @user_data: for @callback
 *
 * Decodes a picture on a thread and keeps a copy of its file in the library.
 */
void
limner_source_load_async (LimnerStore         *store,
                          const char          *path,
                          GBytes              *bytes,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GTask) thread_task = NULL;
  Source *source;

  g_return_if_fail (LIMNER_IS_STORE (store));
  g_return_if_fail ((path == NULL) != (bytes == NULL));

  source = g_new0 (Source, 1);
  source->path = g_strdup (path);
  source->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_source_load_async);
  g_task_set_task_data (task, source, (GDestroyNotify) source_free);

  thread_task = g_task_new (NULL, cancellable, decoded_cb, g_object_ref (task));
  g_task_set_source_tag (thread_task, read_thread);
  g_task_set_task_data (thread_task, source, NULL);
  limner_task_run_in_thread (thread_task, read_thread);
}

/**
 * limner_source_load_finish:
 * @store: the library
 * @result: the result
 * @blob: (out) (transfer full): `blob:…`, which names the file
 * @error: return location for an error
 *
 * Ends limner_source_load_async().
 *
 * Returns: (transfer full) (nullable): the picture
 */
LimnerPicture *
limner_source_load_finish (LimnerStore   *store,
                           GAsyncResult  *result,
                           char         **blob,
                           GError       **error)
{
  Source *source;

  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  source = g_task_get_task_data (G_TASK (result));
  *blob = g_steal_pointer (&source->blob);
  return g_steal_pointer (&source->picture);
}
