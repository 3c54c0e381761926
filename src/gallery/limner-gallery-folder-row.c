/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "widgets/limner-dialogs.h"

#include "limner-gallery-folder-row.h"

#define KEY "export-folder"

/**
 * LimnerGalleryFolderRow:
 *
 * Where files go that are given away: the folder of the last time, or the one for pictures.
 */
struct _LimnerGalleryFolderRow
{
  AdwActionRow  parent_instance;

  GSettings    *settings;      /* (owned) */
  GCancellable *cancellable;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (LimnerGalleryFolderRow, limner_gallery_folder_row, ADW_TYPE_ACTION_ROW)

static void
show_folder (LimnerGalleryFolderRow *self)
{
  g_autofree char *folder = limner_gallery_folder_row_dup_folder (self);
  g_autofree char *name = g_filename_display_name (folder);
  g_autofree char *escaped = g_markup_escape_text (name, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), escaped);
}

static void
folder_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(LimnerGalleryFolderRow) self = user_data;
  g_autoptr(GFile) folder = limner_dialogs_choose_folder_finish (result, NULL);

  if (folder == NULL || g_file_peek_path (folder) == NULL)
    return;

  g_settings_set_string (self->settings, KEY, g_file_peek_path (folder));
  show_folder (self);
}

static void
change_clicked_cb (LimnerGalleryFolderRow *self)
{
  limner_dialogs_choose_folder_async (GTK_WIDGET (self), _("Export to"), self->cancellable,
                                      folder_chosen_cb, g_object_ref (self));
}

static void
limner_gallery_folder_row_dispose (GObject *object)
{
  LimnerGalleryFolderRow *self = LIMNER_GALLERY_FOLDER_ROW (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (limner_gallery_folder_row_parent_class)->dispose (object);
}

static void
limner_gallery_folder_row_finalize (GObject *object)
{
  LimnerGalleryFolderRow *self = LIMNER_GALLERY_FOLDER_ROW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (limner_gallery_folder_row_parent_class)->finalize (object);
}

static void
limner_gallery_folder_row_class_init (LimnerGalleryFolderRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_gallery_folder_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_gallery_folder_row_finalize;
}

static void
limner_gallery_folder_row_init (LimnerGalleryFolderRow *self)
{
  GtkWidget *button = gtk_button_new_with_label (_("Change…"));

  self->cancellable = g_cancellable_new ();
  self->settings = g_settings_new ("io.github.limner.Limner");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Folder"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (change_clicked_cb), self);
  show_folder (self);
}

/**
 * limner_gallery_folder_row_dup_folder:
 * @self: the row
 *
 * Gets where files go.
 *
 * Returns: (transfer full) (type filename): a folder that is there
 */
char *
limner_gallery_folder_row_dup_folder (LimnerGalleryFolderRow *self)
{
  const char *pictures = g_get_user_special_dir (G_USER_DIRECTORY_PICTURES);
  g_autofree char *chosen = NULL;

  g_return_val_if_fail (LIMNER_IS_GALLERY_FOLDER_ROW (self), NULL);

  chosen = g_settings_get_string (self->settings, KEY);
  if (*chosen != '\0' && g_file_test (chosen, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&chosen);
  return g_strdup (pictures != NULL && g_file_test (pictures, G_FILE_TEST_IS_DIR)
                     ? pictures : g_get_home_dir ());
}
