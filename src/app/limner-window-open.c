/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-window-private.h"

#include <glib/gi18n.h>

#include "store/limner-store-gallery.h"

/* One picture goes on the canvas; those that were opened with it go to the gallery. */

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
  g_return_if_fail (LIMNER_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  if (!on_canvas)
    {
      import (self, file);
      return;
    }

  limner_window_show_page (self, "create");
  limner_workspace_open_file_async (self->workspace, file, self->cancellable,
                                    _limner_window_opened_cb, g_object_ref (self));
}
