/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-task.h"

#include "limner-window-private.h"

#include <glib/gi18n.h>

/*
 * Pictures that come in from outside: dropped anywhere on the window, or pasted. Both can bring
 * files or bare pixels. A drop target inside a page gets its chance first.
 */

static void
encode_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  g_task_return_pointer (task, gdk_texture_save_to_png_bytes (task_data),
                         (GDestroyNotify) g_bytes_unref);
}

static void
encoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  LimnerWindow *self = LIMNER_WINDOW (source);
  g_autoptr(GBytes) bytes = g_task_propagate_pointer (G_TASK (result), NULL);

  if (bytes == NULL)
    return;

  limner_window_show_page (self, "create");
  limner_workspace_open_bytes_async (self->workspace, bytes, self->cancellable,
                                     _limner_window_opened_cb, g_object_ref (self));
}

/* Pixels from another program become a picture file first, for the library keeps its bytes. */
static void
open_texture (LimnerWindow *self,
              GdkTexture   *texture)
{
  g_autoptr(GTask) task = g_task_new (self, self->cancellable, encoded_cb, NULL);

  g_task_set_source_tag (task, open_texture);
  g_task_set_task_data (task, g_object_ref (texture), g_object_unref);
  limner_task_run_in_thread (task, encode_thread);
}

static gboolean
open_value (LimnerWindow *self,
            const GValue *value)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      GSList *files = g_value_get_boxed (value);

      if (files == NULL)
        return FALSE;
      for (GSList *file = files; file != NULL; file = file->next)
        limner_window_open_file (self, file->data, file == files);
      return TRUE;
    }

  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE) && g_value_get_object (value) != NULL)
    {
      open_texture (self, g_value_get_object (value));
      return TRUE;
    }

  return FALSE;
}

/* A picture of the gallery that is let go over the gallery was not meant to go anywhere. */
static gboolean
is_at_home (LimnerWindow  *self,
            GtkDropTarget *target)
{
  GdkDrop *drop = gtk_drop_target_get_current_drop (target);
  const char *page = adw_view_stack_get_visible_child_name (self->stack);

  return drop != NULL && gdk_drop_get_drag (drop) != NULL && g_strcmp0 (page, "gallery") == 0;
}

static GdkDragAction
motion_cb (GtkDropTarget *target,
           double         x,
           double         y,
           gpointer       user_data)
{
  return is_at_home (user_data, target) ? 0 : GDK_ACTION_COPY;
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         gpointer       user_data)
{
  return !is_at_home (user_data, target) && open_value (LIMNER_WINDOW (user_data), value);
}

static void
pasted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerWindow) self = user_data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (value == NULL || !open_value (self, value))
    limner_window_show_toast (self, _("There is no picture on the clipboard"));
}

/* Makes the whole window accept pictures. */
void
_limner_window_add_drop (LimnerWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (target, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* Opens the picture, or the picture file, that is on the clipboard. */
void
_limner_window_paste (LimnerWindow *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  GType type = gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST)
    ? GDK_TYPE_FILE_LIST : GDK_TYPE_TEXTURE;

  gdk_clipboard_read_value_async (clipboard, type, G_PRIORITY_DEFAULT, self->cancellable,
                                  pasted_cb, g_object_ref (self));
}
