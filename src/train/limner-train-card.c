/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "studio/limner-training-set.h"
#include "widgets/limner-text-area.h"
#include "widgets/limner-thumbnail.h"

#include "limner-train-card.h"

#define SIDE 150

/** How many lines of a caption are seen: those that models write are sentences. */
#define MAX_LINES 4

/**
 * LimnerTrainCard:
 * @removed: somebody does not want the picture
 * @captioned: somebody has written its caption and wants to go on to the next one
 *
 * A picture to learn from: its thumbnail with what may be wrong with it, a caption under it,
 * whether it is cut to a square, and a button that takes it out.
 */
struct _LimnerTrainCard
{
  GtkWidget              parent_instance;

  GtkWidget             *box;
  GtkWidget             *thumbnail;
  GtkWidget             *alike;
  LimnerTextArea        *caption;
  GtkWidget             *unreviewed;

  /* Owned */
  LimnerTrainingPicture *picture;
};

enum
{
  SIGNAL_REMOVED,
  SIGNAL_CAPTIONED,
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
  gtk_widget_set_visible (self->unreviewed,
                          limner_training_picture_get_unreviewed (self->picture));
}

static void
alike_cb (LimnerTrainCard *self)
{
  gtk_widget_set_visible (self->alike, limner_training_picture_get_alike (self->picture));
}

/* What is left of a picture that is cut is seen as it is: in its own shape. */
static void
square_cb (LimnerTrainCard *self)
{
  gboolean is_square = limner_training_picture_get_square (self->picture);

  limner_thumbnail_set_cover (LIMNER_THUMBNAIL (self->thumbnail), is_square);
  gtk_widget_set_halign (self->thumbnail, is_square ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL);
}

/* Trainers read one line. */
static char *
dup_line (LimnerTrainCard *self)
{
  char *text = limner_text_area_get_text (self->caption);

  return g_strdelimit (text, "\r\n", ' ');
}

static void
caption_changed_cb (LimnerTrainCard *self)
{
  g_autofree char *line = dup_line (self);

  limner_training_picture_set_caption (self->picture, line);
}

static void
picture_captioned_cb (LimnerTrainCard *self)
{
  const char *caption = limner_training_picture_get_caption (self->picture);
  g_autofree char *line = dup_line (self);

  if (g_strcmp0 (line, caption) == 0)
    return;

  g_signal_handlers_block_by_func (self->caption, caption_changed_cb, self);
  limner_text_area_set_text (self->caption, caption);
  g_signal_handlers_unblock_by_func (self->caption, caption_changed_cb, self);
}

/* A line break would mean nothing, so Enter goes on. */
static gboolean
key_cb (LimnerTrainCard *self,
        guint            key)
{
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter)
    return GDK_EVENT_PROPAGATE;

  g_signal_emit (self, signals[SIGNAL_CAPTIONED], 0);
  return GDK_EVENT_STOP;
}

static gboolean
limner_train_card_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (LIMNER_TRAIN_CARD (widget)->caption));
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
  widget_class->grab_focus = limner_train_card_grab_focus;
  signals[SIGNAL_REMOVED] =
    g_signal_new ("removed", LIMNER_TYPE_TRAIN_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[SIGNAL_CAPTIONED] =
    g_signal_new ("captioned", LIMNER_TYPE_TRAIN_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
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
make_mark (const char *text)
{
  GtkWidget *mark = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (mark), PANGO_ELLIPSIZE_END);
  gtk_widget_set_halign (mark, GTK_ALIGN_START);
  gtk_widget_add_css_class (mark, "train-mark");
  return mark;
}

/* What the guide warns of, on the very picture. */
static GtkWidget *
make_marks (LimnerTrainCard *self,
            const char      *size,
            gboolean         is_small)
{
  GtkWidget *marks = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_halign (marks, GTK_ALIGN_START);
  gtk_widget_set_valign (marks, GTK_ALIGN_END);
  gtk_widget_set_can_target (marks, FALSE);
  gtk_widget_add_css_class (marks, "train-marks");
  self->alike = make_mark (_("Like another one"));
  gtk_box_append (GTK_BOX (marks), self->alike);
  if (is_small)
    gtk_box_append (GTK_BOX (marks), make_mark (size));
  return marks;
}

static GtkWidget *
make_picture (LimnerTrainCard *self,
              const char      *path)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *remove = make_small_button (gtk_button_new (), "window-close-symbolic",
                                         _("Take this picture out"), GTK_ALIGN_END);
  GtkWidget *square = make_small_button (gtk_toggle_button_new (), "window-maximize-symbolic",
                                         _("Use only the square in the middle"), GTK_ALIGN_START);
  int width = limner_training_picture_get_width (self->picture);
  int height = limner_training_picture_get_height (self->picture);
  g_autofree char *size = g_strdup_printf ("%d × %d", width, height);
  gboolean is_small = MIN (width, height) < LIMNER_TRAINING_GOOD_SIDE;

  self->thumbnail = limner_thumbnail_new ();
  limner_thumbnail_set_path (LIMNER_THUMBNAIL (self->thumbnail), path);
  gtk_widget_set_size_request (self->thumbnail, SIDE, SIDE);
  gtk_widget_set_tooltip_text (self->thumbnail, size);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->thumbnail);
  g_signal_connect_object (self->picture, "notify::square", G_CALLBACK (square_cb), self,
                           G_CONNECT_SWAPPED);
  square_cb (self);

  gtk_widget_set_visible (square, width != height);
  g_object_bind_property (self->picture, "square", square, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), square);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), remove);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), make_marks (self, size, is_small));
  g_signal_connect_object (self->picture, "notify::alike", G_CALLBACK (alike_cb), self,
                           G_CONNECT_SWAPPED);
  alike_cb (self);
  return overlay;
}

static GtkWidget *
make_caption (LimnerTrainCard *self)
{
  GtkTextView *view;
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->caption = LIMNER_TEXT_AREA (limner_text_area_new (1, MAX_LINES));
  view = limner_text_area_get_view (self->caption);
  limner_text_area_set_placeholder (self->caption, _("Caption"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Caption"), -1);
  picture_captioned_cb (self);
  g_signal_connect_object (self->caption, "changed", G_CALLBACK (caption_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->picture, "notify::caption", G_CALLBACK (picture_captioned_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "enter", G_CALLBACK (reviewed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (view), focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
  return GTK_WIDGET (self->caption);
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

  g_return_val_if_fail (LIMNER_IS_TRAINING_PICTURE (picture), NULL);

  self = g_object_new (LIMNER_TYPE_TRAIN_CARD, NULL);
  self->picture = g_object_ref (picture);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box), make_picture (self, path));
  gtk_box_append (GTK_BOX (self->box), make_caption (self));

  self->unreviewed = gtk_label_new (_("By a model: is it true?"));
  gtk_label_set_xalign (GTK_LABEL (self->unreviewed), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->unreviewed), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->unreviewed, "warning");
  gtk_widget_add_css_class (self->unreviewed, "caption");
  gtk_box_append (GTK_BOX (self->box), self->unreviewed);
  g_signal_connect_object (picture, "notify::unreviewed", G_CALLBACK (unreviewed_cb), self,
                           G_CONNECT_SWAPPED);
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
