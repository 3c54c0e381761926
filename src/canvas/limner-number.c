/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-number.h"

#define SLIDER_STEPS 1000.0

/**
 * LimnerNumber:
 *
 * A number with its title, a slider and an entry, all in one line. A bent slider gives small
 * numbers more of its length, as sizes of brushes want.
 */
struct _LimnerNumber
{
  GtkWidget          parent_instance;

  double             value;
  double             least;
  double             most;
  LimnerNumberScale  scale;
  double             bend;
  gboolean           updating;

  /* Owned by the widget */
  GtkWidget         *title;
  GtkWidget         *slider;
  GtkWidget         *spin;
};

enum {
  PROP_0,
  PROP_VALUE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum {
  ENTERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerNumber, limner_number, GTK_TYPE_WIDGET)

static double
get_factor (LimnerNumber *self)
{
  return self->scale == LIMNER_NUMBER_PERCENT ? 100 : 1;
}

/* The slider runs from 0 to 1. */
static double
to_slider (LimnerNumber *self,
           double        value)
{
  double part = (value - self->least) / (self->most - self->least);

  return pow (part, 1 / self->bend);
}

static double
from_slider (LimnerNumber *self,
             double        part)
{
  double value = self->least + (self->most - self->least) * pow (part, self->bend);

  /* As exact as it is shown */
  return round (value * get_factor (self)) / get_factor (self);
}

static void
show_value (LimnerNumber *self)
{
  self->updating = TRUE;
  gtk_range_set_value (GTK_RANGE (self->slider), to_slider (self, self->value));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->spin), self->value * get_factor (self));
  self->updating = FALSE;
}

/* Between two numbers the slider stays where it is put: else small steps would never get on. */
static void
slider_changed_cb (LimnerNumber *self)
{
  double value = from_slider (self, gtk_range_get_value (GTK_RANGE (self->slider)));

  if (!self->updating && value != self->value)
    limner_number_set_value (self, value);
}

/* Keys go from number to number, however far apart those are on the slider. */
static gboolean
slider_stepped_cb (LimnerNumber  *self,
                   GtkScrollType  scroll)
{
  double step = 1 / get_factor (self);

  switch ((int) scroll)
    {
    case GTK_SCROLL_STEP_FORWARD:
    case GTK_SCROLL_STEP_RIGHT:
    case GTK_SCROLL_STEP_UP:
      break;

    case GTK_SCROLL_STEP_BACKWARD:
    case GTK_SCROLL_STEP_LEFT:
    case GTK_SCROLL_STEP_DOWN:
      step = -step;
      break;

    default:
      return GDK_EVENT_PROPAGATE;
    }

  limner_number_set_value (self, round ((self->value + step) * get_factor (self)) /
                                 get_factor (self));
  return GDK_EVENT_STOP;
}

static void
spin_changed_cb (LimnerNumber *self)
{
  if (!self->updating)
    limner_number_set_value (self, gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->spin)) /
                                   get_factor (self));
}

static void
activate_cb (LimnerNumber *self)
{
  g_signal_emit (self, signals[ENTERED], 0);
}

static void
limner_number_dispose (GObject *object)
{
  LimnerNumber *self = LIMNER_NUMBER (object);

  g_clear_pointer (&self->title, gtk_widget_unparent);
  g_clear_pointer (&self->slider, gtk_widget_unparent);
  g_clear_pointer (&self->spin, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_number_parent_class)->dispose (object);
}

static void
limner_number_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VALUE:
      g_value_set_double (value, limner_number_get_value (LIMNER_NUMBER (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_number_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_VALUE:
      limner_number_set_value (LIMNER_NUMBER (object), g_value_get_double (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_number_class_init (LimnerNumberClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_number_dispose;
  object_class->get_property = limner_number_get_property;
  object_class->set_property = limner_number_set_property;

  properties[PROP_VALUE] =
    g_param_spec_double ("value", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * LimnerNumber::entered:
   *
   * A number was typed and ended with Enter.
   */
  signals[ENTERED] = g_signal_new ("entered", LIMNER_TYPE_NUMBER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
limner_number_init (LimnerNumber *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  self->bend = 1;
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_add_css_class (self->title, "caption");
  gtk_widget_set_parent (self->title, GTK_WIDGET (self));

  self->slider = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 1, 1 / SLIDER_STEPS);
  gtk_widget_set_size_request (self->slider, 88, -1);
  gtk_widget_set_hexpand (self->slider, TRUE);
  gtk_widget_set_parent (self->slider, GTK_WIDGET (self));
  g_signal_connect_swapped (self->slider, "value-changed", G_CALLBACK (slider_changed_cb), self);
  g_signal_connect_swapped (self->slider, "change-value", G_CALLBACK (slider_stepped_cb), self);

  self->spin = gtk_spin_button_new_with_range (0, 1, 1);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->spin), 4);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->spin), 4);
  limner_number_hide_steps (self->spin);
  gtk_widget_set_parent (self->spin, GTK_WIDGET (self));
  g_signal_connect_swapped (self->spin, "value-changed", G_CALLBACK (spin_changed_cb), self);
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (self->spin)), "activate",
                           G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/**
 * limner_number_new:
 * @title: what it is
 * @tooltip: what it does and its keys
 * @least: the smallest number
 * @most: the largest number
 * @scale: how it is shown
 *
 * Makes a widget for a number.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
limner_number_new (const char        *title,
                   const char        *tooltip,
                   double             least,
                   double             most,
                   LimnerNumberScale  scale)
{
  LimnerNumber *self = g_object_new (LIMNER_TYPE_NUMBER, NULL);
  GtkAdjustment *adjustment = gtk_spin_button_get_adjustment (GTK_SPIN_BUTTON (self->spin));

  self->least = self->value = least;
  self->most = most;
  self->scale = scale;
  self->updating = TRUE;
  gtk_adjustment_configure (adjustment, least * get_factor (self), least * get_factor (self),
                            most * get_factor (self), 1, 10, 0);
  self->updating = FALSE;
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->slider), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  show_value (self);
  return GTK_WIDGET (self);
}

/**
 * limner_number_get_value:
 * @self: a number
 *
 * Gets the number.
 *
 * Returns: the number
 */
double
limner_number_get_value (LimnerNumber *self)
{
  g_return_val_if_fail (LIMNER_IS_NUMBER (self), 0);

  return self->value;
}

/**
 * limner_number_set_value:
 * @self: a number
 * @value: the number; it is brought into its range
 *
 * Sets the number.
 */
void
limner_number_set_value (LimnerNumber *self,
                         double        value)
{
  g_return_if_fail (LIMNER_IS_NUMBER (self));

  value = CLAMP (value, self->least, self->most);
  if (value == self->value)
    {
      show_value (self);
      return;
    }

  self->value = value;
  show_value (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

/**
 * limner_number_set_bend:
 * @self: a number
 * @bend: 1 for a straight slider; the larger it is, the more of the slider small numbers get
 *
 * Bends the slider: its numbers go with this power of its length.
 */
void
limner_number_set_bend (LimnerNumber *self,
                        double        bend)
{
  g_return_if_fail (LIMNER_IS_NUMBER (self));
  g_return_if_fail (bend >= 1);

  self->bend = bend;
  show_value (self);
}

/**
 * limner_number_hide_steps:
 * @spin: a spin button
 *
 * Hides the buttons for steps, which would take the room of the numbers; scrolling over the number
 * and the arrow keys still make steps.
 */
void
limner_number_hide_steps (GtkWidget *spin)
{
  g_return_if_fail (GTK_IS_SPIN_BUTTON (spin));

  for (GtkWidget *child = gtk_widget_get_first_child (spin); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_BUTTON (child))
        gtk_widget_set_visible (child, FALSE);
    }
}
