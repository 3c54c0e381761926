/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "limner-curve-editor.h"

#define WIDTH 132
#define HEIGHT 96
#define PADDING 6
#define DIM 0.4
#define KEY_STEP 0.05

/**
 * LimnerCurveEditor:
 *
 * A pressure curve whose points are dragged up and down. With the keyboard: left and right choose a
 * point, up and down move it.
 */
struct _LimnerCurveEditor
{
  GtkWidget    parent_instance;

  LimnerCurve  curve;
  int          point;     /* the one that is moved */
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerCurveEditor, limner_curve_editor, GTK_TYPE_WIDGET)

static void
move_point (LimnerCurveEditor *self,
            double             y)
{
  self->curve.y[self->point] = CLAMP (y, 0, 1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static double
to_value (LimnerCurveEditor *self,
          double             y)
{
  double height = gtk_widget_get_height (GTK_WIDGET (self)) - 2 * PADDING;

  return 1 - (y - PADDING) / height;
}

static void
drag_begin_cb (GtkGestureDrag    *gesture,
               double             x,
               double             y,
               LimnerCurveEditor *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * PADDING;
  double at = (x - PADDING) / width * (LIMNER_CURVE_POINTS - 1);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->point = CLAMP ((int) round (at), 0, LIMNER_CURVE_POINTS - 1);
  move_point (self, to_value (self, y));
}

static void
drag_update_cb (GtkGestureDrag    *gesture,
                double             dx,
                double             dy,
                LimnerCurveEditor *self)
{
  double x, y;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  move_point (self, to_value (self, y + dy));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                LimnerCurveEditor     *self)
{
  if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    {
      self->point = CLAMP (self->point + (key == GDK_KEY_Right ? 1 : -1), 0,
                           LIMNER_CURVE_POINTS - 1);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Up || key == GDK_KEY_Down)
    {
      move_point (self, self->curve.y[self->point] + (key == GDK_KEY_Up ? KEY_STEP : -KEY_STEP));
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
limner_curve_editor_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  LimnerCurveEditor *self = LIMNER_CURVE_EDITOR (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  gboolean dim = !gtk_widget_is_sensitive (widget);
  GdkRGBA colour;
  cairo_t *cr;

  if (dim)
    gtk_snapshot_push_opacity (snapshot, DIM);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  gdk_rgba_parse (&colour, "#9a9996");
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, PADDING - 0.5, PADDING - 0.5, width - 2 * PADDING + 1,
                   height - 2 * PADDING + 1);
  cairo_stroke (cr);

  gdk_rgba_parse (&colour, "#3584e4");
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 2);
  for (int i = 0; i < LIMNER_CURVE_POINTS; i++)
    cairo_line_to (cr, PADDING + (width - 2 * PADDING) * i / (LIMNER_CURVE_POINTS - 1),
                   PADDING + (height - 2 * PADDING) * (1 - self->curve.y[i]));
  cairo_stroke (cr);
  for (int i = 0; i < LIMNER_CURVE_POINTS; i++)
    {
      gboolean current = i == self->point && gtk_widget_has_focus (widget);

      cairo_arc (cr, PADDING + (width - 2 * PADDING) * i / (LIMNER_CURVE_POINTS - 1),
                 PADDING + (height - 2 * PADDING) * (1 - self->curve.y[i]), current ? 5.5 : 4, 0,
                 2 * G_PI);
      cairo_fill (cr);
    }
  cairo_destroy (cr);
  if (dim)
    gtk_snapshot_pop (snapshot);
}

static void
limner_curve_editor_state_flags_changed (GtkWidget     *widget,
                                         GtkStateFlags  previous)
{
  GTK_WIDGET_CLASS (limner_curve_editor_parent_class)->state_flags_changed (widget, previous);

  gtk_widget_queue_draw (widget);
}

static void
limner_curve_editor_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
limner_curve_editor_class_init (LimnerCurveEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = limner_curve_editor_snapshot;
  widget_class->measure = limner_curve_editor_measure;
  widget_class->state_flags_changed = limner_curve_editor_state_flags_changed;

  /**
   * LimnerCurveEditor::changed:
   * @self: an editor
   *
   * A point was moved by hand.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
limner_curve_editor_init (LimnerCurveEditor *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  limner_curve_init (&self->curve);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}

/**
 * limner_curve_editor_new:
 * @title: what the curve is about
 *
 * Makes an editor with the straight curve.
 *
 * Returns: (transfer floating): the editor
 */
GtkWidget *
limner_curve_editor_new (const char *title)
{
  GtkWidget *self = g_object_new (LIMNER_TYPE_CURVE_EDITOR, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_tooltip_text (self, _("Drag the points; from light pressure to strong"));
  return self;
}

/**
 * limner_curve_editor_get_curve:
 * @self: an editor
 * @curve: (out caller-allocates): the curve
 *
 * Gets the curve.
 */
void
limner_curve_editor_get_curve (LimnerCurveEditor *self,
                               LimnerCurve       *curve)
{
  g_return_if_fail (LIMNER_IS_CURVE_EDITOR (self));

  *curve = self->curve;
}

/**
 * limner_curve_editor_set_curve:
 * @self: an editor
 * @curve: the curve
 *
 * Shows a curve.
 */
void
limner_curve_editor_set_curve (LimnerCurveEditor *self,
                               const LimnerCurve *curve)
{
  g_return_if_fail (LIMNER_IS_CURVE_EDITOR (self));

  self->curve = *curve;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
