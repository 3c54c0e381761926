/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures from elsewhere: chosen, of a whole folder, or dropped. They stay where they are; the
 * library reads what they say of themselves. */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-task.h"
#include "store/limner-store-care.h"
#include "widgets/limner-dialogs.h"

#include "limner-gallery-private.h"

#define MAX_FILES  200000
#define MAX_DEPTH  12
#define COLLECT_S  120
/* How long folders are looked through before it is said, in milliseconds. */
#define SAY_SO_MS  400

/* What is being imported; the progress bar shows it as long as there is more than one. */
typedef struct
{
  LimnerGallery *gallery;   /* (owned) */
  GCancellable  *cancellable;   /* (owned) */
  guint          n_paths;
} Import;

static void
import_free (Import *import)
{
  g_clear_object (&import->gallery);
  g_clear_object (&import->cancellable);
  g_free (import);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Import, import_free)

static void
tell_result (LimnerGallery *self,
             guint          n_imported,
             guint          n_refused,
             gboolean       cancelled)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_printf (text, ngettext ("%u picture imported", "%u pictures imported", n_imported),
                   n_imported);
  if (n_refused > 0)
    {
      g_string_append (text, ", ");
      g_string_append_printf (text, ngettext ("%u could not be read", "%u could not be read",
                                              n_refused), n_refused);
    }
  if (cancelled)
    g_string_append_printf (text, ", %s", _("the rest was left out"));
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
  adw_toast_set_button_label (toast, _("_Use its settings"));
  adw_toast_set_action_name (toast, "win.use-settings");
  adw_toast_set_action_target (toast, "s", limner_gallery_item_get_id (item));
  adw_toast_set_timeout (toast, 10);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

static void
shown_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(LimnerGallery) self = user_data;
  g_autoptr(LimnerGalleryItem) item = NULL;

  item = limner_store_get_item_finish (LIMNER_STORE (source), result, NULL);
  if (item != NULL)
    offer_settings (self, item);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Import) import = user_data;
  LimnerGallery *self = import->gallery;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) ids = NULL;
  guint n_refused = 0;

  ids = limner_store_import_files_finish (LIMNER_STORE (source), result, &n_refused, &error);
  if (self->import_cancellable == import->cancellable)
    {
      g_clear_object (&self->import_cancellable);
      gtk_revealer_set_reveal_child (self->import_revealer, FALSE);
    }
  if (import->n_paths == 1 && ids != NULL && ids[0] != NULL)
    limner_store_get_item_async (LIMNER_STORE (source), ids[0], NULL, shown_cb,
                                 g_object_ref (self));
  else if (import->n_paths == 1 && error != NULL)
    _limner_gallery_tell_error (self, error);
  else
    tell_result (self, ids != NULL ? g_strv_length (ids) : 0, n_refused,
                 g_cancellable_is_cancelled (import->cancellable));
}

static void
progress_cb (LimnerStore *store,
             guint        n_done,
             guint        n_all,
             gpointer     user_data)
{
  LimnerGallery *self = ((Import *) user_data)->gallery;
  g_autofree char *text = NULL;

  /* Translators: how many pictures are imported, and of how many */
  text = g_strdup_printf (_("Importing %u of %u"), n_done, n_all);
  gtk_label_set_label (self->import_label, text);
  gtk_progress_bar_set_fraction (self->import_bar, (double) n_done / MAX (n_all, 1));
}

static void
cancel_import_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  g_cancellable_cancel (LIMNER_GALLERY (widget)->import_cancellable);
}

static void
import_paths (LimnerGallery *self,
              GPtrArray     *paths)
{
  Import *import = g_new0 (Import, 1);

  import->gallery = g_object_ref (self);
  import->cancellable = g_cancellable_new ();
  import->n_paths = paths->len;
  g_set_object (&self->import_cancellable, import->cancellable);
  progress_cb (self->store, 0, paths->len, import);
  gtk_revealer_set_reveal_child (self->import_revealer, paths->len > 1);
  g_ptr_array_add (paths, NULL);
  limner_store_set_thumbnailer (self->store, limner_thumbnailer_get_default ());
  limner_store_import_files_async (self->store, (const char *const *) paths->pdata, progress_cb,
                                   import, import->cancellable, imported_cb, import);
}

static void
quietly_imported_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_auto(GStrv) ids = NULL;

  ids = limner_store_import_files_finish (LIMNER_STORE (source), result, NULL, NULL);
}

/* Files that turned up in the folder of pictures: they come in as they would by hand, but nobody
 * has to be told. */
void
_limner_gallery_import_quietly (LimnerGallery      *self,
                                const char * const *paths)
{
  limner_store_import_files_async (self->store, paths, NULL, NULL, self->cancellable,
                                   quietly_imported_cb, NULL);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  limner_store_change_finish (LIMNER_STORE (source), result, NULL, NULL);
}

static void
settled_cb (LimnerGallery      *self,
            const char * const *paths,
            gboolean            removed)
{
  if (paths[0] != NULL)
    _limner_gallery_import_quietly (self, paths);
  if (removed)
    limner_store_check_files_async (self->store, self->cancellable, checked_cb, NULL);
}

static gboolean
collect_cb (gpointer user_data)
{
  LimnerGallery *self = user_data;

  self->collect_id = 0;
  limner_store_collect_blobs_async (self->store,
                                    g_get_real_time () / G_USEC_PER_SEC - LIMNER_STORE_BLOB_AGE,
                                    self->cancellable, checked_cb, NULL);
  return G_SOURCE_REMOVE;
}

static void
folder_changed_cb (LimnerGallery *self)
{
  if (self->watch != NULL)
    limner_folder_watch_add (self->watch, limner_store_get_pictures_directory (self->store));
}

/* Pictures that were saved before another folder was chosen stay where they are. */
static void
folders_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(LimnerGallery) self = user_data;
  g_auto(GStrv) folders = limner_store_list_folders_finish (LIMNER_STORE (source), result, NULL);

  for (guint i = 0; folders != NULL && self->watch != NULL && folders[i] != NULL; i++)
    limner_folder_watch_add (self->watch, folders[i]);
}

/* Marks what went while nobody looked, and looks from now on. What has been thrown away may have
 * left inputs behind that nobody needs. */
void
_limner_gallery_watch (LimnerGallery *self)
{
  if (self->watch != NULL)
    return;

  self->watch = limner_folder_watch_new (limner_store_get_pictures_directory (self->store));
  g_signal_connect_object (self->watch, "settled", G_CALLBACK (settled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "folder-changed", G_CALLBACK (folder_changed_cb), self,
                           G_CONNECT_SWAPPED);
  limner_store_list_folders_async (self->store, self->cancellable, folders_cb,
                                   g_object_ref (self));
  limner_store_check_files_async (self->store, self->cancellable, checked_cb, NULL);
  self->collect_id = g_timeout_add_seconds (COLLECT_S, collect_cb, self);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerGallery) self = user_data;
  g_autoptr(GError) error = NULL;
  guint n = 0;

  if (!limner_store_change_finish (LIMNER_STORE (source), result, &n, &error))
    _limner_gallery_tell_error (self, error);
  else if (n == 0)
    _limner_gallery_toast (self, _("No new pictures"));
  else
    tell_result (self, n, 0, FALSE);
}

static void
look_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);

  limner_store_check_files_async (self->store, self->cancellable, checked_cb, NULL);
  limner_store_rebuild_async (self->store, self->cancellable, looked_cb, g_object_ref (self));
}

static void
collect_folder (GFile        *folder,
                int           depth,
                GPtrArray    *paths,
                GCancellable *cancellable)
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
                                          G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, NULL);
  while (enumerator != NULL && paths->len < MAX_FILES &&
         g_file_enumerator_iterate (enumerator, &info, &child, cancellable, NULL) && info != NULL)
    {
      if (g_file_info_get_is_hidden (info))
        continue;
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
        collect_folder (child, depth + 1, paths, cancellable);
      else if (limner_store_is_picture_name (g_file_info_get_name (info)) &&
               g_file_peek_path (child) != NULL)
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
        collect_folder (file, 0, paths, cancellable);
      else if (g_file_peek_path (file) != NULL)
        g_ptr_array_add (paths, g_file_get_path (file));
    }
  g_task_return_pointer (task, paths, (GDestroyNotify) g_ptr_array_unref);
}

static gboolean
say_so_cb (gpointer user_data)
{
  LimnerGallery *self = user_data;

  self->look_id = 0;
  gtk_label_set_label (self->import_label, _("Looking for pictures"));
  gtk_progress_bar_set_fraction (self->import_bar, 0);
  gtk_revealer_set_reveal_child (self->import_revealer, TRUE);
  return G_SOURCE_REMOVE;
}

static void
collected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  LimnerGallery *self = LIMNER_GALLERY (source);
  g_autoptr(GPtrArray) paths = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self->import_cancellable == g_task_get_cancellable (G_TASK (result)))
    {
      g_clear_handle_id (&self->look_id, g_source_remove);
      g_clear_object (&self->import_cancellable);
      gtk_revealer_set_reveal_child (self->import_revealer, FALSE);
    }
  if (paths == NULL)
    return;
  if (paths->len == 0)
    {
      _limner_gallery_toast (self, _("There are no pictures there"));
      return;
    }

  import_paths (self, paths);
}

static void
import_files (LimnerGallery *self,
              GListModel    *files)
{
  g_autoptr(GTask) task = NULL;

  /* What is being imported already goes on by itself; it is this that can be cancelled now. */
  g_clear_object (&self->import_cancellable);
  self->import_cancellable = g_cancellable_new ();
  if (self->look_id == 0)
    self->look_id = g_timeout_add (SAY_SO_MS, say_so_cb, self);
  task = g_task_new (self, self->import_cancellable, collected_cb, NULL);
  g_task_set_source_tag (task, import_files);
  g_task_set_task_data (task, g_object_ref (files), g_object_unref);
  limner_task_run_in_thread (task, collect_thread);
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
    limner_dialogs_open_async (widget, _("Import pictures"), LIMNER_FILE_PICTURES, TRUE,
                               self->cancellable, files_chosen_cb, g_object_ref (self));
  else
    limner_dialogs_choose_folder_async (widget, _("Import folder"), self->cancellable,
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
  gtk_widget_class_install_action (widget_class, "gallery.cancel-import", NULL,
                                   cancel_import_action);
  gtk_widget_class_install_action (widget_class, "gallery.look-for-new", NULL, look_action);
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
