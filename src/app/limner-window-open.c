/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-window-private.h"

#include <glib/gi18n.h>

#include "base/limner-task.h"
#include "image/limner-metadata.h"
#include "store/limner-store-gallery.h"

/* One picture goes on the canvas; those that were opened with it go to the gallery. If it tells how
 * it was made, that is offered. */

#define MAX_FILE_BYTES (256u * 1024 * 1024)
#define OFFER_S        10

/* A picture that was opened, and the window it is in */
typedef struct
{
  LimnerWindow *window;   /* (owned) */
  char         *path;     /* (owned) */
} Opened;

static void
opened_free (Opened *opened)
{
  g_clear_object (&opened->window);
  g_clear_pointer (&opened->path, g_free);
  g_free (opened);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opened, opened_free)

static void
opened_notify (gpointer  data,
               GClosure *closure)
{
  opened_free (data);
}

/* In the gallery it is a picture like others, and its settings are used as theirs are. */
static void
known_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(LimnerWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerGalleryItem) item = limner_store_import_finish (LIMNER_STORE (source), result,
                                                                  &error);

  if (item == NULL)
    limner_window_show_error (self, error);
  else
    g_action_group_activate_action (G_ACTION_GROUP (self), "use-settings",
                                    g_variant_new_string (limner_gallery_item_get_id (item)));
}

static void
use_clicked_cb (AdwToast *toast,
                gpointer  user_data)
{
  Opened *opened = user_data;
  LimnerStudio *studio = limner_workspace_get_studio (opened->window->workspace);

  limner_store_import_async (limner_studio_get_store (studio), opened->path,
                             opened->window->cancellable, known_cb,
                             g_object_ref (opened->window));
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autoptr(GMappedFile) file = g_mapped_file_new (((Opened *) task_data)->path, FALSE, NULL);
  g_autoptr(LimnerMetadata) metadata = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (file != NULL && g_mapped_file_get_length (file) <= MAX_FILE_BYTES)
    {
      bytes = g_mapped_file_get_bytes (file);
      metadata = limner_metadata_read (bytes);
    }
  g_task_return_boolean (task, metadata != NULL && metadata->prompt != NULL &&
                               metadata->prompt[0] != '\0');
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  LimnerWindow *self = LIMNER_WINDOW (source);
  g_autoptr(Opened) opened = user_data;
  AdwToast *toast;

  if (!g_task_propagate_boolean (G_TASK (result), NULL) || self->toasts == NULL)
    return;

  toast = adw_toast_new (_("This picture tells how it was made"));
  adw_toast_set_button_label (toast, _("_Use its settings"));
  adw_toast_set_timeout (toast, OFFER_S);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (use_clicked_cb),
                         g_steal_pointer (&opened), opened_notify, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Opened) opened = user_data;
  LimnerWindow *self = opened->window;
  g_autoptr(GError) error = NULL;
  g_autoptr(GTask) task = NULL;

  if (!limner_workspace_open_finish (LIMNER_WORKSPACE (source), result, &error))
    {
      limner_window_show_error (self, error);
      return;
    }
  if (opened->path == NULL)
    return;

  task = g_task_new (self, self->cancellable, read_cb, opened);
  g_task_set_source_tag (task, opened_cb);
  g_task_set_task_data (task, g_steal_pointer (&opened), NULL);
  limner_task_run_in_thread (task, read_thread);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(LimnerWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) ids = NULL;
  g_autofree char *text = NULL;
  guint n;

  ids = limner_store_import_files_finish (LIMNER_STORE (source), result, NULL, &error);
  if (ids == NULL)
    {
      limner_window_show_error (self, error);
      return;
    }

  n = g_strv_length (ids);
  text = g_strdup_printf (ngettext ("%u more picture is in the gallery",
                                    "%u more pictures are in the gallery", n), n);
  limner_window_show_toast (self, text);
}

/* Imports what has waited for the library. */
void
_limner_window_import_waiting (LimnerWindow *self)
{
  g_autoptr(GPtrArray) paths = NULL;

  self->import_id = 0;
  if (!self->opened || self->to_import->len == 0)
    return;

  paths = g_steal_pointer (&self->to_import);
  self->to_import = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (paths, NULL);
  limner_store_import_files_async (
    limner_studio_get_store (limner_workspace_get_studio (self->workspace)),
    (const char * const *) paths->pdata, NULL, NULL, self->cancellable, imported_cb,
    g_object_ref (self));
}

static gboolean
import_cb (gpointer data)
{
  _limner_window_import_waiting (data);
  return G_SOURCE_REMOVE;
}

static void
import (LimnerWindow *self,
        GFile        *file)
{
  char *path = g_file_get_path (file);

  if (path == NULL)
    return;

  /* What comes in one go is imported in one go. */
  g_ptr_array_add (self->to_import, path);
  if (self->import_id == 0)
    self->import_id = g_idle_add (import_cb, self);
}

/**
 * limner_window_open_file:
 * @self: the window
 * @file: a picture
 * @on_canvas: whether it is worked on; else it is added to the gallery, as are the further ones of
 *   several that are opened at once
 *
 * Shows the canvas and puts a picture on it; what cannot be read is told in the banner.
 */
void
limner_window_open_file (LimnerWindow *self,
                         GFile        *file,
                         gboolean      on_canvas)
{
  Opened *opened;

  g_return_if_fail (LIMNER_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  if (!on_canvas)
    {
      import (self, file);
      return;
    }

  opened = g_new0 (Opened, 1);
  opened->window = g_object_ref (self);
  opened->path = g_file_get_path (file);
  limner_window_show_page (self, "create");
  limner_workspace_open_file_async (self->workspace, file, self->cancellable, opened_cb, opened);
}
