/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "widgets/limner-wrap-layout.h"

#include "limner-frame-options.h"
#include "limner-number.h"

#define N_SIDES 4

/**
 * LimnerFrameOptions:
 *
 * The frame in numbers: how far each side reaches out. Shapes for it are chosen where the task of
 * extending is set.
 */
struct _LimnerFrameOptions
{
  GtkWidget      parent_instance;

  /* Owned */
  LimnerCanvas  *canvas;
  GSignalGroup  *canvas_signals;
  GSignalGroup  *document_signals;
  gboolean       updating;

  /* Owned by the widget */
  GtkWidget     *box;
  GtkWidget     *sides[N_SIDES];
  GtkWidget     *unit;
};

G_DEFINE_FINAL_TYPE (LimnerFrameOptions, limner_frame_options, GTK_TYPE_WIDGET)

static LimnerDocument *
get_document (LimnerFrameOptions *self)
{
  LimnerDocument *document = self->canvas != NULL ? limner_canvas_get_document (self->canvas)
                                                  : NULL;

  if (document == NULL || limner_document_get_picture (document) == NULL)
    return NULL;
  return document;
}

static gboolean
in_percent (LimnerFrameOptions *self)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (self->unit)) == 1;
}

static void
show_frame (LimnerFrameOptions *self)
{
  LimnerDocument *document = get_document (self);
  LimnerFrameSides sides = { 0 };
  LimnerFrame frame;

  gtk_widget_set_sensitive (self->box, document != NULL);
  if (document == NULL || self->updating)
    return;

  self->updating = TRUE;
  limner_document_get_frame (document, &frame);
  limner_frame_get_sides (&frame, &sides);
  for (int i = 0; i < N_SIDES; i++)
    {
      double values[N_SIDES] = { sides.left, sides.top, sides.right, sides.bottom };
      double whole = i % 2 == 0 ? frame.picture_width : frame.picture_height;

      gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->sides[i]),
                                 in_percent (self) ? values[i] * 100 / whole : values[i]);
    }
  self->updating = FALSE;
}

static void
side_changed_cb (LimnerFrameOptions *self)
{
  LimnerDocument *document = get_document (self);
  LimnerFrameSides sides;
  LimnerFrame frame;
  int values[N_SIDES];

  if (document == NULL || self->updating)
    return;

  for (int i = 0; i < N_SIDES; i++)
    values[i] = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->sides[i]));
  sides = (LimnerFrameSides) { values[0], values[1], values[2], values[3] };
  limner_document_get_frame (document, &frame);
  if (in_percent (self))
    limner_frame_set_sides_percent (&frame, &sides);
  else
    limner_frame_set_sides (&frame, &sides);
  self->updating = TRUE;
  limner_document_set_frame (document, &frame);
  self->updating = FALSE;
}

static void
reset_cb (LimnerFrameOptions *self)
{
  LimnerDocument *document = get_document (self);
  LimnerFrame frame;

  if (document == NULL)
    return;

  limner_frame_init (&frame, limner_document_get_width (document),
                     limner_document_get_height (document));
  limner_document_set_frame (document, &frame);
}

static void
document_changed_cb (LimnerFrameOptions *self)
{
  g_signal_group_set_target (self->document_signals,
                             self->canvas != NULL ? limner_canvas_get_document (self->canvas)
                                                  : NULL);
  show_frame (self);
}

static void
add_sides (LimnerFrameOptions *self)
{
  const char *titles[N_SIDES] = { _("Left"), _("Top"), _("Right"), _("Bottom") };
  const char *units[] = { _("px"), _("%"), NULL };

  for (int i = 0; i < N_SIDES; i++)
    {
      GtkWidget *label = gtk_label_new (titles[i]);
      GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

      gtk_widget_add_css_class (label, "caption");
      self->sides[i] = gtk_spin_button_new_with_range (-LIMNER_PICTURE_MAX_SIDE,
                                                       LIMNER_PICTURE_MAX_SIDE, 8);
      gtk_editable_set_width_chars (GTK_EDITABLE (self->sides[i]), 4);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (self->sides[i]), 4);
      limner_number_hide_steps (self->sides[i]);
      gtk_widget_set_tooltip_text (self->sides[i], _("How far the frame reaches out on this side"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->sides[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, titles[i], -1);
      g_signal_connect_swapped (self->sides[i], "value-changed", G_CALLBACK (side_changed_cb),
                                self);
      gtk_box_append (GTK_BOX (pair), label);
      gtk_box_append (GTK_BOX (pair), self->sides[i]);
      gtk_box_append (GTK_BOX (self->box), pair);
    }

  self->unit = gtk_drop_down_new_from_strings (units);
  gtk_widget_set_tooltip_text (self->unit, _("Pixels, or percent of the picture"));
  g_signal_connect_swapped (self->unit, "notify::selected", G_CALLBACK (show_frame), self);
  gtk_box_append (GTK_BOX (self->box), self->unit);
}

static void
add_reset (LimnerFrameOptions *self)
{
  GtkWidget *button = gtk_button_new_with_label (_("Reset"));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Make the frame the picture again"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (reset_cb), self);
  gtk_box_append (GTK_BOX (self->box), button);
}

static void
limner_frame_options_dispose (GObject *object)
{
  LimnerFrameOptions *self = LIMNER_FRAME_OPTIONS (object);

  g_clear_object (&self->canvas_signals);
  g_clear_object (&self->document_signals);
  g_clear_object (&self->canvas);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_frame_options_parent_class)->dispose (object);
}

static void
limner_frame_options_class_init (LimnerFrameOptionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_frame_options_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
limner_frame_options_init (LimnerFrameOptions *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_layout_manager (self->box, limner_wrap_layout_new (9, 3));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  add_sides (self);
  add_reset (self);

  self->canvas_signals = g_signal_group_new (LIMNER_TYPE_CANVAS);
  g_signal_group_connect_swapped (self->canvas_signals, "notify::document",
                                  G_CALLBACK (document_changed_cb), self);
  self->document_signals = g_signal_group_new (LIMNER_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "frame-changed",
                                  G_CALLBACK (show_frame), self);
  show_frame (self);
}

/**
 * limner_frame_options_new:
 *
 * Makes the options.
 *
 * Returns: (transfer floating): the options
 */
GtkWidget *
limner_frame_options_new (void)
{
  return g_object_new (LIMNER_TYPE_FRAME_OPTIONS, NULL);
}

/**
 * limner_frame_options_set_canvas:
 * @self: options
 * @canvas: (nullable): whose frame they are about
 *
 * Joins the options to a canvas.
 */
void
limner_frame_options_set_canvas (LimnerFrameOptions *self,
                                 LimnerCanvas       *canvas)
{
  g_return_if_fail (LIMNER_IS_FRAME_OPTIONS (self));

  g_set_object (&self->canvas, canvas);
  g_signal_group_set_target (self->canvas_signals, canvas);
  document_changed_cb (self);
}
