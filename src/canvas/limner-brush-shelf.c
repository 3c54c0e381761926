/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "widgets/limner-wrap-layout.h"

#include "limner-brush-shelf.h"

/* The side of a picture of a brush, and the largest circle in it, in pixels */
#define SIDE 36
#define LARGEST 16.0

/**
 * LimnerBrushShelf:
 *
 * The brushes that are kept at hand, each as a button with what it would paint: a click takes it,
 * the secondary button or Delete puts it away, and the last button keeps the brush in hand.
 */
struct _LimnerBrushShelf
{
  GtkWidget           parent_instance;

  /* Owned */
  LimnerToolSettings *settings;
  GSignalGroup       *signals;
};

G_DEFINE_FINAL_TYPE (LimnerBrushShelf, limner_brush_shelf, GTK_TYPE_WIDGET)

static guint
get_index (GtkWidget *button)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));
}

/* Large and small ones are told apart by a scale of powers; the true size stands below. */
static void
draw_brush_cb (GtkDrawingArea *area,
               cairo_t        *cr,
               int             width,
               int             height,
               gpointer        data)
{
  const LimnerBrush *brush = g_object_get_data (G_OBJECT (area), "brush");
  double radius = MAX (1.5, LARGEST * log2 (brush->size + 1) / log2 (LIMNER_BRUSH_MAX_SIZE));
  cairo_pattern_t *pattern = cairo_pattern_create_radial (width / 2.0, height / 2.0, 0,
                                                          width / 2.0, height / 2.0, radius);
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &colour);
  cairo_pattern_add_color_stop_rgba (pattern, MIN (brush->hardness, 0.98), colour.red,
                                     colour.green, colour.blue, colour.alpha * brush->opacity);
  cairo_pattern_add_color_stop_rgba (pattern, 1, colour.red, colour.green, colour.blue, 0);
  cairo_set_source (cr, pattern);
  cairo_arc (cr, width / 2.0, height / 2.0, radius, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_pattern_destroy (pattern);
}

static void
take_cb (GtkWidget        *button,
         LimnerBrushShelf *self)
{
  LimnerBrush brush;

  limner_tool_settings_get_favourite (self->settings, get_index (button), &brush);
  limner_tool_settings_set_brush (self->settings, limner_tool_settings_get_kind (self->settings),
                                  &brush);
}

static void
keep_cb (LimnerBrushShelf *self)
{
  LimnerBrush brush;

  limner_tool_settings_get_brush (self->settings, limner_tool_settings_get_kind (self->settings),
                                  &brush);
  limner_tool_settings_add_favourite (self->settings, &brush);
}

static void
put_away (GtkWidget *button)
{
  LimnerBrushShelf *self = LIMNER_BRUSH_SHELF (gtk_widget_get_parent (button));

  limner_tool_settings_remove_favourite (self->settings, get_index (button));
}

static void
secondary_cb (GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  put_away (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));
}

static gboolean
key_cb (GtkEventController *controller,
        guint               key)
{
  if (key != GDK_KEY_Delete && key != GDK_KEY_KP_Delete)
    return GDK_EVENT_PROPAGATE;
  put_away (gtk_event_controller_get_widget (controller));
  return GDK_EVENT_STOP;
}

static void
add_ways_to_put_away (GtkWidget *button)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (secondary_cb), NULL);
  gtk_widget_add_controller (button, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  g_signal_connect (hold, "pressed", G_CALLBACK (secondary_cb), NULL);
  gtk_widget_add_controller (button, GTK_EVENT_CONTROLLER (hold));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), NULL);
  gtk_widget_add_controller (button, keys);
}

static void
add_brush (LimnerBrushShelf *self,
           guint             index)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *picture = gtk_drawing_area_new ();
  LimnerBrush *brush = g_new0 (LimnerBrush, 1);
  g_autofree char *size = NULL;
  g_autofree char *text = NULL;
  g_autofree char *tooltip = NULL;

  limner_tool_settings_get_favourite (self->settings, index, brush);
  size = g_strdup_printf ("%.0f", brush->size);
  /* Translators: size, hardness and opacity of a brush */
  text = g_strdup_printf (_("%.0f px, hardness %.0f %%, opacity %.0f %%"), brush->size,
                          brush->hardness * 100, brush->opacity * 100);
  tooltip = g_strconcat (text, "\n", _("Right click or Delete puts it away"), NULL);
  g_object_set_data_full (G_OBJECT (picture), "brush", brush, g_free);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  gtk_widget_set_size_request (picture, SIDE, SIDE);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (picture), draw_brush_cb, NULL, NULL);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), gtk_label_new (size));
  gtk_widget_add_css_class (gtk_widget_get_last_child (box), "caption");
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
  g_signal_connect (button, "clicked", G_CALLBACK (take_cb), self);
  add_ways_to_put_away (button);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
}

static void
remove_all (LimnerBrushShelf *self)
{
  while (gtk_widget_get_first_child (GTK_WIDGET (self)) != NULL)
    gtk_widget_unparent (gtk_widget_get_first_child (GTK_WIDGET (self)));
}

static void
show_brushes (LimnerBrushShelf *self)
{
  GtkWidget *button;
  guint n;

  remove_all (self);
  if (self->settings == NULL)
    return;

  n = limner_tool_settings_get_n_favourites (self->settings);
  for (guint i = 0; i < n; i++)
    add_brush (self, i);
  button = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, n < LIMNER_MAX_FAVOURITES);
  gtk_widget_set_tooltip_text (button, _("Keep this brush at hand"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Keep this brush at hand"), -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (keep_cb), self);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
}

static void
limner_brush_shelf_dispose (GObject *object)
{
  LimnerBrushShelf *self = LIMNER_BRUSH_SHELF (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->settings);
  remove_all (self);

  G_OBJECT_CLASS (limner_brush_shelf_parent_class)->dispose (object);
}

static void
limner_brush_shelf_class_init (LimnerBrushShelfClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_brush_shelf_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
limner_brush_shelf_init (LimnerBrushShelf *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), limner_wrap_layout_new (3, 3));
  self->signals = g_signal_group_new (LIMNER_TYPE_TOOL_SETTINGS);
  g_signal_group_connect_swapped (self->signals, "notify::n-favourites",
                                  G_CALLBACK (show_brushes), self);
}

/**
 * limner_brush_shelf_new:
 *
 * Makes an empty shelf.
 *
 * Returns: (transfer floating): the shelf
 */
GtkWidget *
limner_brush_shelf_new (void)
{
  return g_object_new (LIMNER_TYPE_BRUSH_SHELF, NULL);
}

/**
 * limner_brush_shelf_set_settings:
 * @self: a shelf
 * @settings: (nullable): whose brushes it holds
 *
 * Joins the shelf to settings; brushes are taken for the tool in hand.
 */
void
limner_brush_shelf_set_settings (LimnerBrushShelf   *self,
                                 LimnerToolSettings *settings)
{
  g_return_if_fail (LIMNER_IS_BRUSH_SHELF (self));

  g_set_object (&self->settings, settings);
  g_signal_group_set_target (self->signals, settings);
  show_brushes (self);
}
