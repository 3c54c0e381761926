/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "store/limner-store-gallery.h"
#include "widgets/limner-picture-view.h"
#include "widgets/limner-thumbnail.h"

#include "limner-gallery-input.h"

#define LARGE_WIDTH  900
#define LARGE_HEIGHT 700

/**
 * LimnerGalleryInput:
 *
 * A file that a picture was made with, as a small picture. A click goes to the picture of the
 * library that it is; masks and pictures from elsewhere are shown large in a window.
 */
struct _LimnerGalleryInput
{
  GtkButton     parent_instance;

  LimnerStore  *store;         /* (owned) */
  char         *blob;          /* (owned) its checksum */
  char         *path;          /* (owned) (nullable) where it is kept */
  char         *title;         /* (owned) */
};

G_DEFINE_FINAL_TYPE (LimnerGalleryInput, limner_gallery_input, GTK_TYPE_BUTTON)

/* What was clicked, and the window in which it was: the details may be made anew meanwhile. */
typedef struct
{
  LimnerGalleryInput *input;   /* (owned) */
  GtkWidget          *root;    /* (owned) */
} Click;

static void
click_free (Click *click)
{
  g_clear_object (&click->input);
  g_clear_object (&click->root);
  g_free (click);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Click, click_free)

static void
show_large (LimnerGalleryInput *self,
            GtkWidget          *root)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *view = limner_picture_view_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  limner_picture_view_set_path (LIMNER_PICTURE_VIEW (view), self->path);
  gtk_widget_set_vexpand (view, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title,
                                  -1);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), view);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), self->title);
  gtk_window_set_default_size (GTK_WINDOW (window), LARGE_WIDTH, LARGE_HEIGHT);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (window));
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Click) click = user_data;
  g_autofree char *id = limner_store_find_file_finish (LIMNER_STORE (source), result, NULL);

  if (!gtk_widget_get_mapped (click->root))
    return;
  if (id == NULL || !gtk_widget_activate_action (click->root, "win.show-item", "s", id))
    show_large (click->input, click->root);
}

static void
limner_gallery_input_clicked (GtkButton *button)
{
  LimnerGalleryInput *self = LIMNER_GALLERY_INPUT (button);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  Click *click;

  if (root == NULL || self->path == NULL)
    return;

  click = g_new0 (Click, 1);
  click->input = g_object_ref (self);
  click->root = g_object_ref (GTK_WIDGET (root));
  limner_store_find_file_async (self->store, self->path, self->blob, NULL, found_cb, click);
}

static void
limner_gallery_input_dispose (GObject *object)
{
  g_clear_object (&LIMNER_GALLERY_INPUT (object)->store);

  G_OBJECT_CLASS (limner_gallery_input_parent_class)->dispose (object);
}

static void
limner_gallery_input_finalize (GObject *object)
{
  LimnerGalleryInput *self = LIMNER_GALLERY_INPUT (object);

  g_clear_pointer (&self->blob, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->title, g_free);

  G_OBJECT_CLASS (limner_gallery_input_parent_class)->finalize (object);
}

static void
limner_gallery_input_class_init (LimnerGalleryInputClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_gallery_input_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_gallery_input_finalize;
  GTK_BUTTON_CLASS (klass)->clicked = limner_gallery_input_clicked;
}

static void
limner_gallery_input_init (LimnerGalleryInput *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self), "limner-step");
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_START);
}

/**
 * limner_gallery_input_new:
 * @store: the library
 * @blob: the checksum of a file that it keeps
 * @title: what the file is to the picture
 * @size: pixels, of the longer side
 *
 * Makes a small picture of a kept file.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
limner_gallery_input_new (LimnerStore *store,
                          const char  *blob,
                          const char  *title,
                          int          size)
{
  LimnerGalleryInput *self = g_object_new (LIMNER_TYPE_GALLERY_INPUT, NULL);
  GtkWidget *thumbnail = limner_thumbnail_new ();
  g_autofree char *label = NULL;

  self->store = g_object_ref (store);
  self->blob = g_strdup (blob);
  self->path = limner_store_dup_blob_path (store, blob);
  self->title = g_strdup (title);
  limner_thumbnail_set_path (LIMNER_THUMBNAIL (thumbnail), self->path);
  gtk_widget_set_size_request (thumbnail, size, size);
  gtk_button_set_child (GTK_BUTTON (self), thumbnail);
  /* Translators: %s is an input of a model, such as Image or Mask */
  label = g_strdup_printf (_("Show “%s”"), title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_WIDGET (self);
}
