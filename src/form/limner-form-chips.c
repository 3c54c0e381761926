/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-form-chips.h"

/* The longer side of the little shape. */
#define SHAPE_SIZE 14

struct _LimnerFormChips
{
  GtkWidget  parent_instance;

  /* Children */
  GtkWidget *flow;

  GPtrArray *buttons;       /* of GtkToggleButton, borrowed */
  gboolean   is_updating;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerFormChips, limner_form_chips, GTK_TYPE_WIDGET)

static void
toggled_cb (GtkToggleButton *button,
            LimnerFormChips *self)
{
  guint index;

  if (self->is_updating || !g_ptr_array_find (self->buttons, button, &index))
    return;

  /* A chip cannot be switched off, only another one on. */
  if (gtk_toggle_button_get_active (button))
    g_signal_emit (self, signals[CHOSEN], 0, (int) index);
  else
    limner_form_chips_set_selected (self, (int) index);
}

static void
limner_form_chips_dispose (GObject *object)
{
  LimnerFormChips *self = LIMNER_FORM_CHIPS (object);

  g_clear_pointer (&self->flow, gtk_widget_unparent);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);

  G_OBJECT_CLASS (limner_form_chips_parent_class)->dispose (object);
}

static void
limner_form_chips_class_init (LimnerFormChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_form_chips_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", LIMNER_TYPE_FORM_CHIPS, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "limner-chips");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
limner_form_chips_init (LimnerFormChips *self)
{
  self->buttons = g_ptr_array_new ();
  self->flow = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->flow), 4);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->flow), 4);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->flow), 6);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (self->flow), TRUE);
  gtk_widget_set_parent (self->flow, GTK_WIDGET (self));
}

static GtkWidget *
make_shape (const LimnerSize *size)
{
  GtkWidget *cell = gtk_center_box_new ();
  GtkWidget *shape = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  int longer = MAX (size->width, size->height);

  gtk_widget_add_css_class (shape, "limner-shape");
  gtk_widget_set_size_request (shape, MAX (SHAPE_SIZE * size->width / longer, 4),
                               MAX (SHAPE_SIZE * size->height / longer, 4));
  gtk_widget_set_valign (shape, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (cell, SHAPE_SIZE + 2, SHAPE_SIZE + 2);
  gtk_center_box_set_center_widget (GTK_CENTER_BOX (cell), shape);
  return cell;
}

/**
 * limner_form_chips_new:
 *
 * Returns: (transfer floating): an empty row of chips
 */
GtkWidget *
limner_form_chips_new (void)
{
  return g_object_new (LIMNER_TYPE_FORM_CHIPS, NULL);
}

/**
 * limner_form_chips_add:
 * @self: a row of chips
 * @label: what it says
 * @shape: (nullable): the size or ratio to draw beside it
 * @tooltip: (nullable): more about it
 *
 * Adds a chip at the end.
 */
void
limner_form_chips_add (LimnerFormChips  *self,
                       const char       *label,
                       const LimnerSize *shape,
                       const char       *tooltip)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  GtkWidget *text = gtk_label_new (label);

  g_return_if_fail (LIMNER_IS_FORM_CHIPS (self));

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  if (shape != NULL)
    gtk_box_append (GTK_BOX (box), make_shape (shape));
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), text);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_tooltip_text (button, tooltip != NULL ? tooltip : label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  tooltip != NULL ? tooltip : label, -1);
  gtk_widget_add_css_class (button, "limner-chip");
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_flow_box_insert (GTK_FLOW_BOX (self->flow), button, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
  g_ptr_array_add (self->buttons, button);
}

/**
 * limner_form_chips_set_selected:
 * @self: a row of chips
 * @index: the chip that is chosen, -1 for none
 *
 * Shows which chip is chosen, without saying so in a signal.
 */
void
limner_form_chips_set_selected (LimnerFormChips *self,
                                int              index)
{
  g_return_if_fail (LIMNER_IS_FORM_CHIPS (self));

  self->is_updating = TRUE;
  for (guint i = 0; i < self->buttons->len; i++)
    gtk_toggle_button_set_active (g_ptr_array_index (self->buttons, i), (int) i == index);
  self->is_updating = FALSE;
}
