/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-preview.h"
#include "store/limner-store.h"

#include "limner-workspace-private.h"

/* Of pictures with so many pixels something is shown before they are decoded, in this size. */
#define LARGE_PICTURE (2048 * 2048)
#define PREVIEW_SIDE 1024

typedef struct
{
  LimnerWorkspace *workspace;  /* borrowed from the task */
  GBytes          *bytes;
  char            *path;       /* NULL when @bytes came from elsewhere */
  LimnerPicture   *picture;
  GCancellable    *previewing; /* until the picture itself is there */
  char            *item;       /* the gallery item it is, or NULL */
  gboolean         keep_mask;
} Open;

/* Belongs to the thread that makes previews, or is one on its way to the main thread. */
typedef struct
{
  LimnerWorkspace *workspace;   /* borrowed; it lives while @cancellable is not cancelled */
  GBytes          *bytes;
  GCancellable    *cancellable;
  LimnerPicture   *preview;
  int              width;
  int              height;
} Preview;

static void
open_free (Open *open)
{
  g_clear_pointer (&open->bytes, g_bytes_unref);
  g_clear_pointer (&open->path, g_free);
  g_clear_pointer (&open->picture, limner_picture_unref);
  g_clear_object (&open->previewing);
  g_clear_pointer (&open->item, g_free);
  g_free (open);
}

static Open *
open_new (LimnerWorkspace *workspace)
{
  Open *open = g_new0 (Open, 1);

  open->workspace = workspace;
  open->previewing = g_cancellable_new ();
  return open;
}

static Preview *
preview_new (LimnerWorkspace *workspace,
             GBytes          *bytes,
             GCancellable    *cancellable)
{
  Preview *preview = g_new0 (Preview, 1);

  preview->workspace = workspace;
  preview->bytes = g_bytes_ref (bytes);
  preview->cancellable = g_object_ref (cancellable);
  return preview;
}

static void
preview_free (gpointer data)
{
  Preview *preview = data;

  g_clear_object (&preview->cancellable);
  g_clear_pointer (&preview->bytes, g_bytes_unref);
  g_clear_pointer (&preview->preview, limner_picture_unref);
  g_free (preview);
}

static gboolean
show_preview_cb (gpointer data)
{
  Preview *preview = data;

  if (!g_cancellable_is_cancelled (preview->cancellable))
    limner_document_set_incoming (preview->workspace->document, preview->preview,
                                  preview->width, preview->height);
  return G_SOURCE_REMOVE;
}

static void
take_preview_cb (LimnerPicture *picture,
                 gpointer       data)
{
  const Preview *preview = data;
  Preview *message = preview_new (preview->workspace, preview->bytes, preview->cancellable);

  message->preview = limner_picture_ref (picture);
  message->width = preview->width;
  message->height = preview->height;
  g_idle_add_full (G_PRIORITY_DEFAULT, show_preview_cb, message, preview_free);
}

static gpointer
preview_thread (gpointer data)
{
  Preview *preview = data;

  limner_picture_preview (preview->bytes, PREVIEW_SIDE, preview->cancellable, take_preview_cb,
                          preview);
  preview_free (preview);
  return NULL;
}

/* Something to look at comes from a second thread; a single processor has better things to do. */
static void
begin_preview (Open *open)
{
  Preview *preview;
  GThread *thread;
  int width, height;

  if (g_get_num_processors () < 2 ||
      !limner_picture_peek (open->bytes, &width, &height, NULL, NULL) ||
      (gint64) width * height < LARGE_PICTURE)
    return;

  preview = preview_new (open->workspace, open->bytes, open->previewing);
  preview->width = width;
  preview->height = height;
  thread = g_thread_try_new ("limner-preview", preview_thread, preview, NULL);
  if (thread != NULL)
    g_thread_unref (thread);
  else
    preview_free (preview);
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Open *open = data;
  GError *error = NULL;

  if (open->bytes == NULL)
    open->bytes = limner_file_read (open->path, LIMNER_PICTURE_MAX_BYTES, &error);
  if (open->bytes != NULL)
    {
      begin_preview (open);
      open->picture = limner_picture_decode (open->bytes, &error);
    }

  if (open->picture != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Names the file of a picture, now that it is in the library, unless another one came. */
static void
name_source (LimnerWorkspace *self,
             LimnerPicture   *picture,
             const char      *sha256)
{
  if (self->blob_picture != picture || limner_document_get_picture (self->document) != picture)
    return;

  g_free (self->picture_blob);
  self->picture_blob = g_strconcat ("blob:", sha256, NULL);
  _limner_workspace_schedule_save (self);
  g_signal_emit_by_name (self, "plan-changed");
}

/* Shows a picture whose file is not in the library yet. */
static void
set_source (LimnerWorkspace *self,
            LimnerPicture   *picture,
            const char      *parent,
            gboolean         keep_mask)
{
  const char *parents[] = { parent, NULL };
  gboolean replaces = limner_document_get_picture (self->document) != NULL && parent != NULL;

  g_cancellable_cancel (self->restoring);
  g_clear_pointer (&self->picture_blob, g_free);
  self->blob_picture = picture;
  g_strfreev (self->parents);
  self->parents = parent != NULL ? g_strdupv ((char **) parents) : NULL;

  if (replaces)
    limner_document_replace_picture (self->document, picture, 0, 0, keep_mask);
  else
    limner_document_set_picture (self->document, picture);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerWorkspace *self = g_task_get_source_object (task);
  Open *open = g_task_get_task_data (task);
  g_autofree char *sha256 = NULL;
  GError *error = NULL;

  sha256 = limner_store_put_blob_finish (LIMNER_STORE (object), result, &error);
  if (sha256 == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  name_source (self, open->picture, sha256);
  g_task_return_boolean (task, TRUE);
}

/* The picture is shown at once; its file is kept after that. */
static void
decoded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerWorkspace *self = g_task_get_source_object (task);
  Open *open = g_task_get_task_data (task);
  GError *error = NULL;

  g_cancellable_cancel (open->previewing);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      limner_document_set_incoming (self->document, NULL, 0, 0);
      g_task_return_error (task, error);
      return;
    }

  set_source (self, open->picture, open->item, open->keep_mask);
  limner_store_put_blob_async (limner_studio_get_store (self->studio), open->bytes,
                               g_task_get_cancellable (task), kept_cb, g_object_ref (task));
}

static void
begin (GTask *task,
       Open  *open)
{
  g_autoptr(GTask) thread_task = NULL;

  g_task_set_task_data (task, open, (GDestroyNotify) open_free);
  thread_task = g_task_new (NULL, g_task_get_cancellable (task), decoded_cb, g_object_ref (task));
  g_task_set_source_tag (thread_task, read_thread);
  g_task_set_task_data (thread_task, open, NULL);
  g_task_run_in_thread (thread_task, read_thread);
}

/**
 * limner_workspace_open_file_async:
 * @self: a workspace
 * @file: a local file
 * @cancellable: (nullable): to give up
 * @callback: called when the picture is there
 * @user_data: for @callback
 *
 * Opens a picture to work on. A copy of the file is kept in the library, so that results can be
 * made again from it.
 */
void
limner_workspace_open_file_async (LimnerWorkspace     *self,
                                  GFile               *file,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Open *open;

  g_return_if_fail (LIMNER_IS_WORKSPACE (self));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_workspace_open_file_async);
  open = open_new (self);
  open->path = g_file_get_path (file);
  if (open->path == NULL)
    {
      open_free (open);
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED,
                               "Only files on this computer can be opened");
      return;
    }

  begin (task, open);
}

/**
 * limner_workspace_open_bytes_async:
 * @self: a workspace
 * @bytes: an encoded picture, as pasted
 * @cancellable: (nullable): to give up
 * @callback: called when the picture is there
 * @user_data: for @callback
 *
 * Opens a picture that is in memory.
 */
void
limner_workspace_open_bytes_async (LimnerWorkspace     *self,
                                   GBytes              *bytes,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Open *open;

  g_return_if_fail (LIMNER_IS_WORKSPACE (self));
  g_return_if_fail (bytes != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_workspace_open_bytes_async);
  open = open_new (self);
  open->bytes = g_bytes_ref (bytes);
  begin (task, open);
}

/**
 * limner_workspace_open_item_async:
 * @self: a workspace
 * @item: a picture of the gallery, perhaps a candidate
 * @keep_mask: whether the mask stays for another try
 * @cancellable: (nullable): to give up
 * @callback: called when the picture is there
 * @user_data: for @callback
 *
 * Makes a picture of the gallery the one that is worked on. Where there was one before, it can be
 * had back by undo.
 */
void
limner_workspace_open_item_async (LimnerWorkspace     *self,
                                  LimnerGalleryItem   *item,
                                  gboolean             keep_mask,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Open *open;

  g_return_if_fail (LIMNER_IS_WORKSPACE (self));
  g_return_if_fail (LIMNER_IS_GALLERY_ITEM (item));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_workspace_open_item_async);
  open = open_new (self);
  open->path = g_strdup (limner_gallery_item_get_path (item));
  open->item = g_strdup (limner_gallery_item_get_id (item));
  open->keep_mask = keep_mask;
  if (open->path == NULL)
    {
      open_free (open);
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND,
                               "The file of this picture is gone");
      return;
    }

  begin (task, open);
}

/**
 * limner_workspace_open_finish:
 * @self: a workspace
 * @result: the result
 * @error: return location for an error
 *
 * Ends opening a file, bytes or an item.
 *
 * Returns: %TRUE if the picture is in the document
 */
gboolean
limner_workspace_open_finish (LimnerWorkspace  *self,
                              GAsyncResult     *result,
                              GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * limner_workspace_close_picture:
 * @self: a workspace
 *
 * Empties the canvas.
 */
void
limner_workspace_close_picture (LimnerWorkspace *self)
{
  g_return_if_fail (LIMNER_IS_WORKSPACE (self));

  limner_document_set_picture (self->document, NULL);
}

/**
 * limner_workspace_get_parent:
 * @self: a workspace
 *
 * Tells which picture of the gallery is worked on.
 *
 * Returns: (transfer none) (nullable): its id; %NULL for a picture that is not of the gallery
 */
const char *
limner_workspace_get_parent (LimnerWorkspace *self)
{
  g_return_val_if_fail (LIMNER_IS_WORKSPACE (self), NULL);

  return self->parents != NULL ? self->parents[0] : NULL;
}
