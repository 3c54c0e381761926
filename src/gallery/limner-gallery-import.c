/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures from elsewhere: chosen, of a whole folder, or dropped. They stay where they are; the
 * library reads what they say of themselves. */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "widgets/limner-dialogs.h"

#include "limner-gallery-private.h"

#define MAX_FILES  200000
#define MAX_DEPTH  12
#define N_PARALLEL 8

typedef struct
{
  LimnerGallery *gallery;   /* (owned) */
  GPtrArray     *paths;     /* (element-type filename) (owned) */
  guint          next;
  guint          n_running;
} Import;

static void import_next (Import *import);

static void
import_free (Import *import)
{
  g_clear_object (&import->gallery);
  g_clear_pointer (&import->paths, g_ptr_array_unref);
  g_free (import);
}

static void
tell_result (LimnerGallery *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_printf (text, ngettext ("%u picture imported", "%u pictures imported", self->n_imported),
                   self->n_imported);
  if (self->n_refused > 0)
    {
      g_string_append (text, ", ");
      g_string_append_printf (text, ngettext ("%u could not be read", "%u could not be read",
                                              self->n_refused), self->n_refused);
    }
  _limner_gallery_toast (self, text->str);
}

/* One picture that was brought in alone is shown, and its settings are offered. */
static void
offer_settings (LimnerGallery     *self,
                LimnerGalleryItem *item)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  const char *prompt = limner_gallery_item_get_prompt (item);
  AdwToast *toast;

  limner_gallery_show_item (self, limner_gallery_item_get_id (item));
  if (overlay == NULL || prompt == NULL || prompt[0] == '\0')
    return;

  toast = adw_toast_new (_("This picture tells how it was made"));
  adw_toast_set_button_label (toast, _("_Use Its Settings"));
  adw_toast_set_action_name (toast, "win.use-settings");
  adw_toast_set_action_target (toast, "s", limner_gallery_item_get_id (item));
  adw_toast_set_timeout (toast, 10);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Import *import = user_data;
  LimnerGallery *self = import->gallery;
  g_autoptr(LimnerGalleryItem) item = NULL;
  g_autoptr(GError) error = NULL;

  item = limner_store_import_finish (LIMNER_STORE (source), result, &error);
  if (item != NULL)
    self->n_imported++;
  if (item != NULL && import->paths->len == 1)
    offer_settings (self, item);
  if (item == NULL && !limner_error_is_cancelled (error))
    self->n_refused++;
  self->n_importing--;
  import->n_running--;
  import_next (import);
}

/* A few at a time keep the library's thread busy without filling its queue for minutes. */
static void
import_next (Import *import)
{
  LimnerGallery *self = import->gallery;

  while (import->n_running < N_PARALLEL && import->next < import->paths->len &&
         !g_cancellable_is_cancelled (self->cancellable))
    {
      import->n_running++;
      limner_store_import_async (self->store,
                                 g_ptr_array_index (import->paths, import->next++),
                                 self->cancellable, imported_cb, import);
    }
  if (import->n_running == 0)
    {
      if (self->n_importing == 0 && self->store != NULL &&
          (import->paths->len > 1 || self->n_refused > 0))
        tell_result (self);
      self->n_imported = self->n_refused = 0;
      import_free (import);
    }
}

static gboolean
looks_like_picture (const char *name)
{
  static const char *const endings[] = {
    ".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif",
  };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;

  return FALSE;
}

static void
collect_folder (GFile     *folder,
                int        depth,
                GPtrArray *paths)
{
  g_autoptr(GFileEnumerator) enumerator = NULL;
  GFileInfo *info;
  GFile *child;

  if (depth > MAX_DEPTH)
    return;

  enumerator = g_file_enumerate_children (folder,
                                          G_FILE_ATTRIBUTE_STANDARD_NAME ","
                                          G_FILE_ATTRIBUTE_STANDARD_TYPE ","
                                          G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN,
                                          G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  while (enumerator != NULL && paths->len < MAX_FILES &&
         g_file_enumerator_iterate (enumerator, &info, &child, NULL, NULL) && info != NULL)
    {
      if (g_file_info_get_is_hidden (info))
        continue;
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
        collect_folder (child, depth + 1, paths);
      else if (looks_like_picture (g_file_info_get_name (info)) && g_file_peek_path (child) != NULL)
        g_ptr_array_add (paths, g_file_get_path (child));
    }
}

static void
collect_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  GListModel *files = task_data;
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);

      if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_DIRECTORY)
        collect_folder (file, 0, paths);
      else if (g_file_peek_path (file) != NULL)
        g_ptr_array_add (paths, g_file_get_path (file));
    }
  g_task_return_pointer (task, paths, (GDestroyNotify) g_ptr_array_unref);
}

static void
collected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  LimnerGallery *self = LIMNER_GALLERY (source);
  g_autoptr(GPtrArray) paths = g_task_propagate_pointer (G_TASK (result), NULL);
  Import *import;

  if (paths == NULL)
    return;
  if (paths->len == 0)
    {
      _limner_gallery_toast (self, _("There are no pictures there"));
      return;
    }

  self->n_importing += paths->len;
  import = g_new0 (Import, 1);
  import->gallery = g_object_ref (self);
  import->paths = g_steal_pointer (&paths);
  import_next (import);
}

static void
import_files (LimnerGallery *self,
              GListModel    *files)
{
  g_autoptr(GTask) task = g_task_new (self, self->cancellable, collected_cb, NULL);

  g_task_set_source_tag (task, import_files);
  g_task_set_task_data (task, g_object_ref (files), g_object_unref);
  g_task_run_in_thread (task, collect_thread);
}

static void
files_chosen_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(LimnerGallery) self = user_data;
  g_autoptr(GListModel) files = limner_dialogs_open_finish (result, NULL);

  if (files != NULL)
    import_files (self, files);
}

static void
folder_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(LimnerGallery) self = user_data;
  g_autoptr(GFile) folder = limner_dialogs_choose_folder_finish (result, NULL);
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);

  if (folder == NULL)
    return;

  g_list_store_append (files, folder);
  import_files (self, G_LIST_MODEL (files));
}

static void
import_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);

  if (g_str_equal (action_name, "gallery.import"))
    limner_dialogs_open_async (widget, _("Import Pictures"), LIMNER_FILE_PICTURES, TRUE,
                               self->cancellable, files_chosen_cb, g_object_ref (self));
  else
    limner_dialogs_choose_folder_async (widget, _("Import Folder"), self->cancellable,
                                        folder_chosen_cb, g_object_ref (self));
}

/* Pictures that are dragged out of the gallery are not dropped back into it. */
static gboolean
accept_cb (GtkDropTarget *target,
           GdkDrop       *drop)
{
  return gdk_drop_get_drag (drop) == NULL &&
         gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), GDK_TYPE_FILE_LIST);
}

static gboolean
drop_cb (LimnerGallery *self,
         const GValue  *value)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  GSList *list = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *link = list; link != NULL; link = link->next)
    g_list_store_append (files, link->data);
  g_slist_free (list);
  import_files (self, G_LIST_MODEL (files));
  return TRUE;
}

void
_limner_gallery_class_import (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "gallery.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "gallery.import-folder", NULL, import_action);
}

void
_limner_gallery_init_drop (LimnerGallery *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "accept", G_CALLBACK (accept_cb), NULL);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
