/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tags and albums of the pictures that are selected. */

#include "config.h"

#include <glib/gi18n.h>

#include "widgets/limner-keys-bind.h"

#include "limner-gallery-picker.h"
#include "limner-gallery-private.h"

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(LimnerGallery) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!limner_store_change_finish (LIMNER_STORE (source), result, NULL, &error))
    _limner_gallery_tell_error (self, error);
}

static void
tag_picked_cb (LimnerGallery *self,
               const char    *tag)
{
  g_auto(GStrv) ids = _limner_gallery_dup_targets (self);
  const char *add[] = { tag, NULL };
  g_autofree char *text = NULL;
  guint n = g_strv_length (ids);

  if (n == 0)
    return;

  limner_store_change_tags_async (self->store, (const char *const *) ids, add, NULL, NULL,
                                  changed_cb, g_object_ref (self));
  /* Translators: a number of pictures, and a tag */
  text = g_strdup_printf (ngettext ("%u picture tagged “%s”", "%u pictures tagged “%s”", n), n,
                          tag);
  _limner_gallery_toast (self, text);
}

static void
album_picked_cb (LimnerGallery *self,
                 const char    *album)
{
  g_auto(GStrv) ids = _limner_gallery_dup_targets (self);
  g_autofree char *text = NULL;
  guint n = g_strv_length (ids);

  if (n == 0)
    return;

  limner_store_add_to_album_async (self->store, album, (const char *const *) ids, NULL, changed_cb,
                                   g_object_ref (self));
  /* Translators: a number of pictures, and the name of an album */
  text = g_strdup_printf (ngettext ("%u picture put into “%s”", "%u pictures put into “%s”", n), n,
                          album);
  _limner_gallery_toast (self, text);
}

static void
remove_from_album_action (GtkWidget  *widget,
                          const char *action_name,
                          GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);
  g_autofree char *album = _limner_gallery_dup_album (self);
  g_auto(GStrv) ids = _limner_gallery_dup_targets (self);

  if (album != NULL && ids[0] != NULL)
    limner_store_remove_from_album_async (self->store, album, (const char *const *) ids, NULL,
                                          changed_cb, g_object_ref (self));
}

/* The key that opens a picker */
static void
pick_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);
  GtkMenuButton *button = g_str_equal (action_name, "gallery.add-tag") ? self->tag_button
                                                                      : self->album_button;

  gtk_revealer_set_reveal_child (self->selection_revealer, TRUE);
  gtk_menu_button_popup (button);
}

void
_limner_gallery_class_collect (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "gallery.remove-from-album", NULL,
                                   remove_from_album_action);
  gtk_widget_class_install_action (widget_class, "gallery.add-tag", NULL, pick_action);
  gtk_widget_class_install_action (widget_class, "gallery.add-to-album", NULL, pick_action);
  limner_keys_bind (widget_class, "gallery.add-tag");
  limner_keys_bind (widget_class, "gallery.add-to-album");
}

static void
add_picker (LimnerGallery           *self,
            GtkMenuButton           *button,
            LimnerGalleryPickerKind  kind,
            GCallback                picked)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *picker = limner_gallery_picker_new (self->store, kind);

  gtk_popover_set_child (GTK_POPOVER (popover), picker);
  gtk_menu_button_set_popover (button, popover);
  g_signal_connect_object (picker, "picked", picked, self, G_CONNECT_SWAPPED);
}

void
_limner_gallery_init_collect (LimnerGallery *self)
{
  limner_keys_show_in_tooltip (GTK_WIDGET (self->tag_button), "gallery.add-tag", _("Add a tag"));
  limner_keys_show_in_tooltip (GTK_WIDGET (self->album_button), "gallery.add-to-album",
                               _("Put into an album"));
  add_picker (self, self->tag_button, LIMNER_GALLERY_PICKER_TAG, G_CALLBACK (tag_picked_cb));
  add_picker (self, self->album_button, LIMNER_GALLERY_PICKER_ALBUM, G_CALLBACK (album_picked_cb));
}
