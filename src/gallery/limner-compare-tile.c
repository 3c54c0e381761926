/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-compare-tile.h"

#define N_STARS 5

/**
 * LimnerCompareTile:
 *
 * One of several pictures that are compared: the picture, its letter, what it was rated, and a
 * frame if it is the one that the keys are for.
 */
struct _LimnerCompareTile
{
  GtkWidget          parent_instance;

  LimnerGalleryItem *item;       /* (owned) */
  char              *letter;     /* (owned) */

  GtkWidget         *overlay;    /* (owned) child */
  LimnerPictureView *view;
  GtkWidget         *favourite;
  GtkWidget         *rejected;
  GtkWidget         *stars[N_STARS];
};

G_DEFINE_FINAL_TYPE (LimnerCompareTile, limner_compare_tile, GTK_TYPE_WIDGET)

static void
update_label (LimnerCompareTile *self)
{
  const char *prompt = limner_gallery_item_get_prompt (self->item);
  int rating = limner_gallery_item_get_rating (self->item);
  g_autoptr(GString) label = g_string_new (self->letter);

  if (prompt != NULL && prompt[0] != '\0')
    g_string_append_printf (label, ", %s", prompt);
  if (rating > 0)
    {
      g_string_append (label, ", ");
      g_string_append_printf (label, ngettext ("%d star", "%d stars", (gulong) rating), rating);
    }
  if (rating < 0)
    g_string_append_printf (label, ", %s", _("rejected"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label->str,
                                  -1);
}

static void
item_changed_cb (LimnerCompareTile *self)
{
  int rating = limner_gallery_item_get_rating (self->item);

  limner_picture_view_set_path (self->view, limner_gallery_item_get_path (self->item));
  for (int i = 0; i < N_STARS; i++)
    gtk_widget_set_visible (self->stars[i], i < rating);
  gtk_widget_set_visible (self->rejected, rating < 0);
  gtk_widget_set_visible (self->favourite, limner_gallery_item_get_favourite (self->item));
  gtk_widget_set_opacity (GTK_WIDGET (self->view), rating < 0 ? 0.35 : 1);
  update_label (self);
}

static void
limner_compare_tile_dispose (GObject *object)
{
  LimnerCompareTile *self = LIMNER_COMPARE_TILE (object);

  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (limner_compare_tile_parent_class)->dispose (object);
}

static void
limner_compare_tile_finalize (GObject *object)
{
  LimnerCompareTile *self = LIMNER_COMPARE_TILE (object);

  g_clear_pointer (&self->letter, g_free);

  G_OBJECT_CLASS (limner_compare_tile_parent_class)->finalize (object);
}

static void
limner_compare_tile_class_init (LimnerCompareTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_compare_tile_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_compare_tile_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "comparetile");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static GtkWidget *
add_icon (GtkWidget  *plate,
          const char *name)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (name);

  gtk_box_append (GTK_BOX (plate), icon);
  return icon;
}

static void
limner_compare_tile_init (LimnerCompareTile *self)
{
  self->overlay = gtk_overlay_new ();
  self->view = LIMNER_PICTURE_VIEW (limner_picture_view_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->view), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->view), TRUE);
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
}

static void
make_plate (LimnerCompareTile *self)
{
  GtkWidget *plate = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *label = gtk_label_new (self->letter);

  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_end (label, 2);
  gtk_widget_add_css_class (plate, "osd");
  gtk_widget_add_css_class (plate, "limner-plate");
  gtk_widget_set_halign (plate, GTK_ALIGN_START);
  gtk_widget_set_valign (plate, GTK_ALIGN_START);
  gtk_widget_set_can_target (plate, FALSE);
  gtk_box_append (GTK_BOX (plate), label);
  for (int i = 0; i < N_STARS; i++)
    self->stars[i] = add_icon (plate, "starred-symbolic");
  self->rejected = add_icon (plate, "window-close-symbolic");
  self->favourite = add_icon (plate, "emote-love-symbolic");
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), plate);
}

/**
 * limner_compare_tile_new:
 * @item: a picture
 * @letter: by which it is called
 *
 * Makes a tile; it follows what changes of the picture.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
limner_compare_tile_new (LimnerGalleryItem *item,
                         const char        *letter)
{
  LimnerCompareTile *self = g_object_new (LIMNER_TYPE_COMPARE_TILE, NULL);

  self->item = g_object_ref (item);
  self->letter = g_strdup (letter);
  make_plate (self);
  g_signal_connect_object (item, "notify", G_CALLBACK (item_changed_cb), self, G_CONNECT_SWAPPED);
  item_changed_cb (self);
  return GTK_WIDGET (self);
}

/**
 * limner_compare_tile_get_view:
 * @self: a tile
 *
 * Gets where the picture is shown, to lock its zoom to others.
 *
 * Returns: (transfer none): the view
 */
LimnerPictureView *
limner_compare_tile_get_view (LimnerCompareTile *self)
{
  g_return_val_if_fail (LIMNER_IS_COMPARE_TILE (self), NULL);

  return self->view;
}

/**
 * limner_compare_tile_set_current:
 * @self: a tile
 * @current: whether the keys are for it
 *
 * Sets whether it has the frame.
 */
void
limner_compare_tile_set_current (LimnerCompareTile *self,
                                 gboolean           current)
{
  g_return_if_fail (LIMNER_IS_COMPARE_TILE (self));

  if (current)
    gtk_widget_add_css_class (GTK_WIDGET (self), "limner-current");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "limner-current");
}
