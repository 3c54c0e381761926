/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "studio/limner-training-set.h"
#include "widgets/limner-thumbnail.h"

#include "limner-train-card.h"

#define SIDE 150

/**
 * LimnerTrainCard:
 * @removed: somebody does not want the picture
 *
 * A picture to learn from: its thumbnail, a caption under it, whether it is cut to a square, and a
 * button that takes it out.
 */
struct _LimnerTrainCard
{
  GtkWidget              parent_instance;

  GtkWidget             *box;
  GtkWidget             *square;
  GtkWidget             *caption;

  /* Owned */
  LimnerTrainingPicture *picture;
};

enum
{
  SIGNAL_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerTrainCard, limner_train_card, GTK_TYPE_WIDGET)

static void
remove_clicked_cb (LimnerTrainCard *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0);
}

/* Whoever has put the cursor there has seen what the model wrote. */
static void
reviewed_cb (LimnerTrainCard *self)
{
  limner_training_picture_set_unreviewed (self->picture, FALSE);
}

static void
unreviewed_cb (LimnerTrainCard *self)
{
  gboolean is_unreviewed = limner_training_picture_get_unreviewed (self->picture);

  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->caption), GTK_ENTRY_ICON_SECONDARY,
                                     is_unreviewed ? "dialog-question-symbolic" : NULL);
  if (is_unreviewed)
    gtk_entry_set_icon_tooltip_text (GTK_ENTRY (self->caption), GTK_ENTRY_ICON_SECONDARY,
                                     _("Written by a model: look whether it is true"));
}

static void
limner_train_card_dispose (GObject *object)
{
  LimnerTrainCard *self = LIMNER_TRAIN_CARD (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->picture);

  G_OBJECT_CLASS (limner_train_card_parent_class)->dispose (object);
}

static void
limner_train_card_class_init (LimnerTrainCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_train_card_dispose;
  signals[SIGNAL_REMOVED] =
    g_signal_new ("removed", LIMNER_TYPE_TRAIN_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "train-card");
}

static void
limner_train_card_init (LimnerTrainCard *self)
{
}

static GtkWidget *
make_small_button (GtkWidget  *button,
                   const char *icon,
                   const char *label,
                   GtkAlign    halign)
{
  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_set_halign (button, halign);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "osd");
  gtk_widget_add_css_class (button, "circular");
  return button;
}

static GtkWidget *
make_picture (LimnerTrainCard *self,
              const char      *path)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *thumbnail = limner_thumbnail_new ();
  GtkWidget *remove = make_small_button (gtk_button_new (), "window-close-symbolic",
                                         _("Take this picture out"), GTK_ALIGN_END);
  int width = limner_training_picture_get_width (self->picture);
  int height = limner_training_picture_get_height (self->picture);
  g_autofree char *size = g_strdup_printf ("%d × %d", width, height);

  limner_thumbnail_set_path (LIMNER_THUMBNAIL (thumbnail), path);
  g_object_bind_property (self->picture, "square", thumbnail, "cover", G_BINDING_SYNC_CREATE);
  gtk_widget_set_size_request (thumbnail, SIDE, SIDE);
  gtk_widget_set_tooltip_text (thumbnail, size);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), thumbnail);

  self->square = make_small_button (gtk_toggle_button_new (), "view-fullscreen-symbolic",
                                    _("Use only the square in the middle"), GTK_ALIGN_START);
  gtk_widget_set_visible (self->square, width != height);
  g_object_bind_property (self->picture, "square", self->square, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->square);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), remove);
  if (MIN (width, height) < LIMNER_TRAINING_GOOD_SIDE)
    {
      GtkWidget *small = gtk_label_new (size);

      gtk_widget_set_halign (small, GTK_ALIGN_START);
      gtk_widget_set_valign (small, GTK_ALIGN_END);
      gtk_widget_set_can_target (small, FALSE);
      gtk_widget_add_css_class (small, "train-size");
      gtk_overlay_add_overlay (GTK_OVERLAY (overlay), small);
    }
  return overlay;
}

/**
 * limner_train_card_new:
 * @picture: what it shows
 * @path: where its file lies
 *
 * Returns: (transfer floating): a card
 */
GtkWidget *
limner_train_card_new (LimnerTrainingPicture *picture,
                       const char            *path)
{
  LimnerTrainCard *self;
  GtkEventController *focus;

  g_return_val_if_fail (LIMNER_IS_TRAINING_PICTURE (picture), NULL);

  self = g_object_new (LIMNER_TYPE_TRAIN_CARD, NULL);
  self->picture = g_object_ref (picture);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box), make_picture (self, path));

  self->caption = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->caption), _("Caption"));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->caption), 8);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->caption), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Caption"), -1);
  g_object_bind_property (picture, "caption", self->caption, "text",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (picture, "caption", self->caption, "tooltip-text",
                          G_BINDING_SYNC_CREATE);
  g_signal_connect_object (picture, "notify::unreviewed", G_CALLBACK (unreviewed_cb), self,
                           G_CONNECT_SWAPPED);
  focus = gtk_event_controller_focus_new ();
  g_signal_connect_object (focus, "enter", G_CALLBACK (reviewed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->caption, focus);
  gtk_box_append (GTK_BOX (self->box), self->caption);
  unreviewed_cb (self);
  return GTK_WIDGET (self);
}

/**
 * limner_train_card_get_picture:
 * @self: a card
 *
 * Returns: (transfer none): what it shows
 */
LimnerTrainingPicture *
limner_train_card_get_picture (LimnerTrainCard *self)
{
  g_return_val_if_fail (LIMNER_IS_TRAIN_CARD (self), NULL);

  return self->picture;
}
