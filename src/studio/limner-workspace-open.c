/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "store/limner-store.h"

#include "limner-workspace-private.h"

typedef struct
{
  LimnerOpening *opening;
  gulong         changed_id;
  guint          idle;
  LimnerPicture *picture;     /* NULL until it is there */
  char          *item;        /* the gallery item it is, or NULL */
  gboolean       keep_mask;
} Open;

static void
open_free (Open *open)
{
  g_clear_signal_handler (&open->changed_id, open->opening);
  g_clear_handle_id (&open->idle, g_source_remove);
  g_clear_object (&open->opening);
  g_clear_pointer (&open->picture, limner_picture_unref);
  g_clear_pointer (&open->item, g_free);
  g_free (open);
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
unref_closure_cb (gpointer  data,
                  GClosure *closure)
{
  g_object_unref (data);
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
show_picture (LimnerWorkspace *self,
              GTask           *task,
              Open            *open)
{
  const GError *error = limner_opening_get_error (open->opening);
  LimnerMipmap *levels = limner_opening_get_levels (open->opening);

  if (g_task_return_error_if_cancelled (task) || levels == NULL)
    {
      limner_document_set_incoming (self->document, NULL, 0, 0);
      if (!g_task_had_error (task))
        g_task_return_error (task, g_error_copy (error));
      return;
    }

  open->picture = limner_picture_ref (limner_mipmap_get_level (levels, 0));
  limner_document_set_levels (self->document, levels);
  set_source (self, open->picture, open->item, open->keep_mask);
  limner_store_put_blob_async (limner_studio_get_store (self->studio),
                               limner_opening_get_bytes (open->opening),
                               g_task_get_cancellable (task), kept_cb, g_object_ref (task));
}

static void
changed_cb (LimnerOpening *opening,
            GTask         *task)
{
  g_autoptr(LimnerOpening) held = g_object_ref (opening);
  LimnerWorkspace *self = g_task_get_source_object (task);
  Open *open = g_task_get_task_data (task);
  LimnerPicture *preview;
  int width, height;

  if (!limner_opening_is_done (opening))
    {
      preview = limner_opening_get_preview (opening, &width, &height);
      if (preview != NULL && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
        limner_document_set_incoming (self->document, preview, width, height);
      return;
    }

  self->n_opening--;
  show_picture (self, task, open);

  /* The handler holds the task. */
  g_clear_signal_handler (&open->changed_id, opening);
}

/* What was there before anybody listened */
static gboolean
catch_up_cb (gpointer data)
{
  Open *open = g_task_get_task_data (data);

  open->idle = 0;
  changed_cb (open->opening, data);
  return G_SOURCE_REMOVE;
}

/* Begins with a new opening, or goes on with one that is under way. */
static void
begin (GTask         *task,
       LimnerOpening *opening,
       const char    *item,
       gboolean       keep_mask)
{
  LimnerWorkspace *self = g_task_get_source_object (task);
  Open *open = g_new0 (Open, 1);
  int width, height;

  open->opening = opening;
  open->item = g_strdup (item);
  open->keep_mask = keep_mask;
  g_task_set_task_data (task, open, (GDestroyNotify) open_free);

  self->n_opening++;
  if (limner_opening_is_done (opening) ||
      limner_opening_get_preview (opening, &width, &height) != NULL)
    open->idle = g_idle_add_full (G_PRIORITY_DEFAULT, catch_up_cb, task, NULL);
  open->changed_id = g_signal_connect_data (opening, "changed", G_CALLBACK (changed_cb),
                                            g_object_ref (task), unref_closure_cb, 0);
}

/**
 * limner_workspace_expect:
 * @self: a workspace
 * @opening: (transfer none): a file that is being read
 *
 * Tells that a file is already being read which limner_workspace_open_file_async() will be asked
 * for next.
 */
void
limner_workspace_expect (LimnerWorkspace *self,
                         LimnerOpening   *opening)
{
  g_return_if_fail (LIMNER_IS_WORKSPACE (self));
  g_return_if_fail (LIMNER_IS_OPENING (opening));

  g_set_object (&self->expected, opening);
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
  g_autoptr(LimnerOpening) expected = NULL;
  g_autoptr(GTask) task = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (LIMNER_IS_WORKSPACE (self));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_workspace_open_file_async);
  expected = g_steal_pointer (&self->expected);
  path = g_file_get_path (file);
  if (path == NULL)
    g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED,
                             "Only files on this computer can be opened");
  else if (expected != NULL && g_str_equal (limner_opening_get_path (expected), path))
    begin (task, g_steal_pointer (&expected), NULL, FALSE);
  else
    begin (task, limner_opening_new_for_path (path), NULL, FALSE);
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

  g_return_if_fail (LIMNER_IS_WORKSPACE (self));
  g_return_if_fail (bytes != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_workspace_open_bytes_async);
  begin (task, limner_opening_new_for_bytes (bytes), NULL, FALSE);
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

  g_return_if_fail (LIMNER_IS_WORKSPACE (self));
  g_return_if_fail (LIMNER_IS_GALLERY_ITEM (item));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_workspace_open_item_async);
  if (limner_gallery_item_get_path (item) == NULL)
    {
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND,
                               "The file of this picture is gone");
      return;
    }

  begin (task, limner_opening_new_for_path (limner_gallery_item_get_path (item)),
         limner_gallery_item_get_id (item), keep_mask);
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
