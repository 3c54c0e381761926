/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/limner-error.h"
#include "base/limner-task.h"
#include "image/limner-contact-sheet.h"
#include "image/limner-export.h"
#include "widgets/limner-error-text.h"
#include "widgets/limner-texture.h"

#include "limner-gallery-folder-row.h"
#include "limner-gallery-sheet.h"

#define PREVIEW_SIDE 720   /* of the whole sheet, in pixels */
#define MAX_COLUMNS  20
#define QUALITY      92

/**
 * LimnerGallerySheet:
 *
 * Many pictures small on one: it shows what the sheet will look like, and saves it.
 */
struct _LimnerGallerySheet
{
  AdwWindow       parent_instance;

  char          **paths;         /* (owned) */
  GtkWidget      *gallery;       /* (owned) (nullable) where the result is told */
  GCancellable   *cancellable;   /* (owned) of the preview */

  /* Template widgets */
  GtkPicture     *picture;
  GtkLabel       *size_label;
  GtkAdjustment  *columns_adjustment;
  GtkAdjustment  *cell_adjustment;
  AdwComboRow    *format_row;
  LimnerGalleryFolderRow *folder_row;
  GtkWidget      *save_button;
};

typedef struct
{
  char                **paths;     /* (owned) */
  char                 *folder;    /* (owned) */
  char                 *name;      /* (owned) */
  guint                 n_columns;
  int                   cell;
  LimnerPictureFormat   format;
} Request;

G_DEFINE_FINAL_TYPE (LimnerGallerySheet, limner_gallery_sheet, ADW_TYPE_WINDOW)

static void
request_free (Request *request)
{
  g_clear_pointer (&request->paths, g_strfreev);
  g_clear_pointer (&request->folder, g_free);
  g_clear_pointer (&request->name, g_free);
  g_free (request);
}

static Request *
make_request (LimnerGallerySheet *self)
{
  Request *request = g_new0 (Request, 1);

  request->paths = g_strdupv (self->paths);
  request->n_columns = (guint) gtk_adjustment_get_value (self->columns_adjustment);
  request->cell = (int) gtk_adjustment_get_value (self->cell_adjustment);
  request->format = (LimnerPictureFormat) adw_combo_row_get_selected (self->format_row);
  request->name = g_strdup (_("Contact sheet"));
  return request;
}

static void
preview_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Request *request = task_data;
  LimnerPicture *sheet;
  GError *error = NULL;

  sheet = limner_contact_sheet_make ((const char *const *) request->paths, request->n_columns,
                                     request->cell, &error);
  if (sheet != NULL)
    g_task_return_pointer (task, sheet, (GDestroyNotify) limner_picture_unref);
  else
    g_task_return_error (task, error);
}

static void
preview_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  LimnerGallerySheet *self = LIMNER_GALLERY_SHEET (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPicture) sheet = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr(GdkTexture) texture = NULL;

  if (limner_error_is_cancelled (error) || self->picture == NULL)
    return;

  if (sheet != NULL)
    texture = limner_texture_from_picture (sheet);
  else
    {
      g_autofree char *reason = limner_error_to_text (error);

      gtk_label_set_label (self->size_label, reason);
    }
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_widget_set_sensitive (self->save_button, sheet != NULL);
}

static void
options_changed_cb (LimnerGallerySheet *self)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *text = NULL;
  Request *request;
  guint n, columns, rows;
  int width, height;

  if (self->paths == NULL)
    return;

  request = make_request (self);
  n = g_strv_length (self->paths);
  columns = MIN (request->n_columns, n);
  rows = (n + columns - 1) / columns;
  limner_contact_sheet_get_size (n, request->n_columns, request->cell, &width, &height);
  /* Translators: columns, rows, and width and height in pixels */
  text = g_strdup_printf (_("%u × %u, %d × %d pixels"), columns, rows, width, height);
  gtk_label_set_label (self->size_label, text);
  request->cell = MAX (PREVIEW_SIDE / (int) MAX (columns, rows), 8);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, preview_cb, NULL);
  g_task_set_source_tag (task, options_changed_cb);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  limner_task_run_in_thread (task, preview_thread);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Request *request = task_data;
  g_autoptr(LimnerPicture) sheet = NULL;
  g_autoptr(GBytes) bytes = NULL;
  GError *error = NULL;
  char *path = NULL;

  sheet = limner_contact_sheet_make ((const char *const *) request->paths, request->n_columns,
                                     request->cell, &error);
  if (sheet != NULL)
    bytes = limner_picture_encode (sheet, request->format, QUALITY, &error);
  if (bytes != NULL)
    path = limner_export_save (bytes, request->folder, request->name, NULL, &error);
  if (path != NULL)
    g_task_return_pointer (task, path, g_free);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (source), ADW_TYPE_TOAST_OVERLAY);
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *name = path != NULL ? g_filename_display_name (path) : NULL;
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  /* Translators: the file that a contact sheet was saved to */
  text = name != NULL ? g_strdup_printf (_("Saved as %s"), name) : limner_error_to_text (error);
  escaped = g_markup_escape_text (text, -1);
  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), adw_toast_new (escaped));
}

static void
save_clicked_cb (LimnerGallerySheet *self)
{
  g_autoptr(GTask) task = g_task_new (self->gallery, NULL, saved_cb, NULL);
  Request *request = make_request (self);

  request->folder = limner_gallery_folder_row_dup_folder (self->folder_row);
  g_task_set_source_tag (task, save_clicked_cb);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  limner_task_run_in_thread (task, save_thread);
  gtk_window_close (GTK_WINDOW (self));
}

static void
limner_gallery_sheet_dispose (GObject *object)
{
  LimnerGallerySheet *self = LIMNER_GALLERY_SHEET (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->gallery);
  g_clear_pointer (&self->paths, g_strfreev);
  gtk_widget_dispose_template (GTK_WIDGET (self), LIMNER_TYPE_GALLERY_SHEET);

  G_OBJECT_CLASS (limner_gallery_sheet_parent_class)->dispose (object);
}

static void
limner_gallery_sheet_class_init (LimnerGallerySheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_gallery_sheet_dispose;

  g_type_ensure (LIMNER_TYPE_GALLERY_FOLDER_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/limner/Limner/gallery/limner-gallery-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, LimnerGallerySheet, cell_adjustment);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallerySheet, columns_adjustment);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallerySheet, folder_row);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallerySheet, format_row);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallerySheet, picture);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallerySheet, save_button);
  gtk_widget_class_bind_template_child (widget_class, LimnerGallerySheet, size_label);
  gtk_widget_class_bind_template_callback (widget_class, options_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
limner_gallery_sheet_init (LimnerGallerySheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * limner_gallery_sheet_present:
 * @parent: the gallery, or another widget below an #AdwToastOverlay
 * @items: (element-type LimnerGalleryItem): what stands on the sheet, in this order
 *
 * Opens the window for making a contact sheet.
 *
 * Returns: (transfer none): the window
 */
GtkWidget *
limner_gallery_sheet_present (GtkWidget *parent,
                              GPtrArray *items)
{
  LimnerGallerySheet *self = g_object_new (LIMNER_TYPE_GALLERY_SHEET, NULL);
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new ();
  GtkRoot *root = gtk_widget_get_root (parent);

  for (guint i = 0; i < items->len; i++)
    if (limner_gallery_item_get_path (items->pdata[i]) != NULL)
      g_strv_builder_add (paths, limner_gallery_item_get_path (items->pdata[i]));
  self->gallery = g_object_ref (parent);
  gtk_adjustment_set_value (self->columns_adjustment,
                            CLAMP (ceil (sqrt (items->len)), 1, MAX_COLUMNS));
  self->paths = g_strv_builder_end (paths);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  if (self->paths[0] != NULL)
    options_changed_cb (self);
  else
    gtk_widget_set_sensitive (self->save_button, FALSE);
  gtk_window_set_focus (GTK_WINDOW (self), self->save_button);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
