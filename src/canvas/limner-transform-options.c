/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "widgets/limner-wrap-layout.h"

#include "limner-number.h"
#include "limner-transform-options.h"

/* How the mask is moved, scaled and turned, in the order of the numbers */
enum {
  RIGHT,
  DOWN,
  WIDTH,
  HEIGHT,
  ANGLE,
  N_NUMBERS
};

/**
 * LimnerTransformOptions:
 *
 * What is moved, scaled and turned, in numbers: they show what is dragged, and what is typed is
 * done. Where there is nothing to transform a sentence says so.
 */
struct _LimnerTransformOptions
{
  GtkWidget      parent_instance;

  /* Owned */
  LimnerCanvas  *canvas;
  GSignalGroup  *canvas_signals;
  GSignalGroup  *document_signals;
  GSignalGroup  *settings_signals;
  gboolean       updating;

  /* Owned by the widget */
  GtkWidget     *box;
  GtkWidget     *layer;
  GtkWidget     *numbers[N_NUMBERS];
  GtkWidget     *linked;
  GtkWidget     *hint;
};

G_DEFINE_FINAL_TYPE (LimnerTransformOptions, limner_transform_options, GTK_TYPE_WIDGET)

static LimnerToolSettings *
get_settings (LimnerTransformOptions *self)
{
  return self->canvas != NULL ? limner_canvas_get_settings (self->canvas) : NULL;
}

static LimnerLayer
get_layer (LimnerTransformOptions *self)
{
  return limner_tool_settings_get_layer (get_settings (self));
}

/* The document, if there is something in the layer; else %NULL */
static LimnerDocument *
get_transform (LimnerTransformOptions *self,
               LimnerTransform        *transform,
               LimnerRect             *bounds)
{
  LimnerDocument *document = self->canvas != NULL ? limner_canvas_get_document (self->canvas)
                                                  : NULL;

  if (document == NULL ||
      !limner_document_get_transform (document, get_layer (self), transform, bounds))
    return NULL;
  return document;
}

/* The choice of the layer is always there, and either the numbers or the hint. */
static void
show_controls (LimnerTransformOptions *self,
               gboolean                show)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, child == self->layer || (child == self->hint) != show);
}

static void
show_numbers (LimnerTransformOptions *self)
{
  LimnerTransform transform;
  LimnerRect bounds;
  gboolean any;

  /* Looking for bounds while somebody paints would cost, and nobody would see it. */
  if (self->canvas == NULL || limner_canvas_get_tool (self->canvas) != LIMNER_TOOL_KIND_TRANSFORM)
    return;

  any = get_transform (self, &transform, &bounds) != NULL;
  show_controls (self, any);
  gtk_label_set_label (GTK_LABEL (self->hint), get_layer (self) == LIMNER_LAYER_MASK
                       ? _("Nothing is masked yet") : _("Nothing is drawn yet"));

  self->updating = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->layer), get_layer (self));
  if (any)
    {
      const double values[N_NUMBERS] = { transform.dx, transform.dy, transform.scale_x * 100,
                                         transform.scale_y * 100, transform.angle * 180 / G_PI };

      for (int i = 0; i < N_NUMBERS; i++)
        gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->numbers[i]), values[i]);
    }
  self->updating = FALSE;
}

/* With the sides linked, one of them takes the other along. */
static void
link_sides (LimnerTransformOptions *self,
            LimnerTransform        *wanted,
            const LimnerTransform  *old)
{
  if (!gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->linked)))
    return;
  if (wanted->scale_x != old->scale_x)
    wanted->scale_y = old->scale_y * wanted->scale_x / old->scale_x;
  else if (wanted->scale_y != old->scale_y)
    wanted->scale_x = old->scale_x * wanted->scale_y / old->scale_y;
}

/* A number that was not touched keeps what is not shown of it. */
static void
take_number (GtkWidget *spin,
             double     factor,
             double    *number)
{
  double shown = gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin));

  if (fabs (shown - *number * factor) > 0.05)
    *number = shown / factor;
}

static void
number_changed_cb (LimnerTransformOptions *self)
{
  LimnerTransform transform, old;
  LimnerDocument *document;
  LimnerRect bounds;

  document = self->updating ? NULL : get_transform (self, &old, &bounds);
  if (document == NULL)
    return;

  transform = old;
  take_number (self->numbers[RIGHT], 1, &transform.dx);
  take_number (self->numbers[DOWN], 1, &transform.dy);
  take_number (self->numbers[WIDTH], 100, &transform.scale_x);
  take_number (self->numbers[HEIGHT], 100, &transform.scale_y);
  take_number (self->numbers[ANGLE], 180 / G_PI, &transform.angle);
  link_sides (self, &transform, &old);
  limner_document_transform (document, get_layer (self), &transform);
}

static void
button_clicked_cb (GtkWidget              *button,
                   LimnerTransformOptions *self)
{
  const char *name = gtk_widget_get_name (button);
  LimnerTransform transform;
  LimnerDocument *document;
  LimnerRect bounds;

  document = get_transform (self, &transform, &bounds);
  if (document == NULL)
    return;

  if (strcmp (name, "mirror") == 0)
    transform.scale_x = -transform.scale_x;
  else if (strcmp (name, "upside-down") == 0)
    transform.scale_y = -transform.scale_y;
  else if (strcmp (name, "left") == 0)
    transform.angle -= G_PI / 2;
  else if (strcmp (name, "right") == 0)
    transform.angle += G_PI / 2;
  else
    limner_transform_init (&transform);
  limner_document_transform (document, get_layer (self), &transform);
}

static void
layer_chosen_cb (LimnerTransformOptions *self)
{
  if (self->canvas != NULL && !self->updating)
    g_object_set (get_settings (self), "layer",
                  (int) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->layer)), NULL);
}

static void
layer_changed_cb (LimnerTransformOptions *self)
{
  show_numbers (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->canvas));
}

static void
document_changed_cb (LimnerTransformOptions *self)
{
  g_signal_group_set_target (self->document_signals,
                             self->canvas != NULL ? limner_canvas_get_document (self->canvas)
                                                  : NULL);
  show_numbers (self);
}

static GtkWidget *
add_number (LimnerTransformOptions *self,
            const char             *title,
            const char             *tooltip,
            double                  most,
            gboolean                wraps)
{
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *spin = gtk_spin_button_new_with_range (-most, most, 1);

  gtk_widget_add_css_class (label, "caption");
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 5);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (spin), 5);
  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), 1);
  gtk_spin_button_set_wrap (GTK_SPIN_BUTTON (spin), wraps);
  limner_number_hide_steps (spin);
  gtk_widget_set_tooltip_text (spin, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_swapped (spin, "value-changed", G_CALLBACK (number_changed_cb), self);
  gtk_box_append (GTK_BOX (pair), label);
  gtk_box_append (GTK_BOX (pair), spin);
  gtk_box_append (GTK_BOX (self->box), pair);
  return spin;
}

static void
add_numbers (LimnerTransformOptions *self)
{
  self->numbers[RIGHT] = add_number (self, _("X"), _("How far it is moved to the right, in pixels "
                                                     "(arrow keys, with Shift by 10)"),
                                     LIMNER_PICTURE_MAX_SIDE, FALSE);
  self->numbers[DOWN] = add_number (self, _("Y"), _("How far it is moved down, in pixels "
                                                    "(arrow keys, with Shift by 10)"),
                                    LIMNER_PICTURE_MAX_SIDE, FALSE);
  self->numbers[WIDTH] = add_number (self, _("Width"), _("In percent of what it was"),
                                     LIMNER_TRANSFORM_MAX_SCALE * 100, FALSE);
  self->linked = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->linked), "insert-link-symbolic");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->linked), TRUE);
  gtk_widget_add_css_class (self->linked, "flat");
  gtk_widget_set_tooltip_text (self->linked, _("Keep the ratio of width and height"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->linked), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Keep the ratio"), -1);
  gtk_box_append (GTK_BOX (self->box), self->linked);
  self->numbers[HEIGHT] = add_number (self, _("Height"), _("In percent of what it was"),
                                      LIMNER_TRANSFORM_MAX_SCALE * 100, FALSE);
  self->numbers[ANGLE] = add_number (self, _("Turn"), _("Clockwise, in degrees"), 180, TRUE);
}

static void
add_buttons (LimnerTransformOptions *self)
{
  static const struct
  {
    const char *name;
    const char *icon;
    const char *title;
  } buttons[] = {
    { "left", "limner-rotate-left-symbolic", N_("Turn to the left by 90°") },
    { "right", "limner-rotate-right-symbolic", N_("Turn to the right by 90°") },
    { "mirror", "limner-mirror-symbolic", N_("Swap left and right") },
    { "upside-down", "limner-upside-down-symbolic", N_("Swap top and bottom") },
    { "reset", "edit-clear-symbolic", N_("As it was") },
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      GtkWidget *button = gtk_button_new_from_icon_name (buttons[i].icon);

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_name (button, buttons[i].name);
      gtk_widget_set_tooltip_text (button, _(buttons[i].title));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _(buttons[i].title), -1);
      g_signal_connect (button, "clicked", G_CALLBACK (button_clicked_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_box_append (GTK_BOX (self->box), box);
}

static void
limner_transform_options_dispose (GObject *object)
{
  LimnerTransformOptions *self = LIMNER_TRANSFORM_OPTIONS (object);

  g_clear_object (&self->canvas_signals);
  g_clear_object (&self->document_signals);
  g_clear_object (&self->settings_signals);
  g_clear_object (&self->canvas);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_transform_options_parent_class)->dispose (object);
}

static void
limner_transform_options_class_init (LimnerTransformOptionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_transform_options_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
add_signals (LimnerTransformOptions *self)
{
  self->canvas_signals = g_signal_group_new (LIMNER_TYPE_CANVAS);
  g_signal_group_connect_swapped (self->canvas_signals, "notify::document",
                                  G_CALLBACK (document_changed_cb), self);
  g_signal_group_connect_swapped (self->canvas_signals, "notify::tool",
                                  G_CALLBACK (show_numbers), self);
  self->document_signals = g_signal_group_new (LIMNER_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "transform-changed",
                                  G_CALLBACK (show_numbers), self);
  g_signal_group_connect_swapped (self->document_signals, "mask-changed",
                                  G_CALLBACK (show_numbers), self);
  g_signal_group_connect_swapped (self->document_signals, "guide-changed",
                                  G_CALLBACK (show_numbers), self);
  g_signal_group_connect_swapped (self->document_signals, "picture-changed",
                                  G_CALLBACK (show_numbers), self);
  self->settings_signals = g_signal_group_new (LIMNER_TYPE_TOOL_SETTINGS);
  g_signal_group_connect_swapped (self->settings_signals, "notify::layer",
                                  G_CALLBACK (layer_changed_cb), self);
}

static void
limner_transform_options_init (LimnerTransformOptions *self)
{
  const char *layers[] = { _("Mask"), _("Colours"), NULL };

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_layout_manager (self->box, limner_wrap_layout_new (9, 3));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->layer = gtk_drop_down_new_from_strings (layers);
  gtk_widget_set_tooltip_text (self->layer, _("What is moved, scaled and turned"));
  g_signal_connect_swapped (self->layer, "notify::selected", G_CALLBACK (layer_chosen_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->layer);

  add_numbers (self);
  add_buttons (self);

  self->hint = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->hint, "dim-label");
  gtk_box_append (GTK_BOX (self->box), self->hint);
  add_signals (self);
}

/**
 * limner_transform_options_new:
 *
 * Makes the options.
 *
 * Returns: (transfer floating): the options
 */
GtkWidget *
limner_transform_options_new (void)
{
  return g_object_new (LIMNER_TYPE_TRANSFORM_OPTIONS, NULL);
}

/**
 * limner_transform_options_set_canvas:
 * @self: options
 * @canvas: (nullable): whose mask they are about
 *
 * Joins the options to a canvas.
 */
void
limner_transform_options_set_canvas (LimnerTransformOptions *self,
                                     LimnerCanvas           *canvas)
{
  g_return_if_fail (LIMNER_IS_TRANSFORM_OPTIONS (self));

  g_set_object (&self->canvas, canvas);
  g_signal_group_set_target (self->canvas_signals, canvas);
  g_signal_group_set_target (self->settings_signals, get_settings (self));
  document_changed_cb (self);
}
