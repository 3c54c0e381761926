/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "limner-compare-split.h"

#define HANDLE 16.0

/**
 * LimnerCompareSplit:
 *
 * Two pictures over each other, one left of a line and one right of it. The line is dragged, or
 * moved with Ctrl and the arrow keys; zoom and position are the same for both.
 */
struct _LimnerCompareSplit
{
  GtkWidget          parent_instance;

  LimnerPictureView *views[2];   /* children */
  double             fraction;
  double             start;
};

enum {
  PROP_0,
  PROP_FRACTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimnerCompareSplit, limner_compare_split, GTK_TYPE_WIDGET)

static void
drag_begin_cb (LimnerCompareSplit *self,
               double              x,
               double              y,
               GtkGesture         *gesture)
{
  double line = self->fraction * gtk_widget_get_width (GTK_WIDGET (self));

  if (fabs (x - line) > HANDLE)
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  self->start = line;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
drag_update_cb (LimnerCompareSplit *self,
                double              dx,
                double              dy)
{
  limner_compare_split_set_fraction (self, (self->start + dx) /
                                           MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1));
}

static void
motion_cb (LimnerCompareSplit *self,
           double              x,
           double              y)
{
  double line = self->fraction * gtk_widget_get_width (GTK_WIDGET (self));

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   fabs (x - line) <= HANDLE ? "col-resize" : NULL);
}

static gboolean
move_shortcut (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  LimnerCompareSplit *self = LIMNER_COMPARE_SPLIT (widget);

  limner_compare_split_set_fraction (self, self->fraction + g_variant_get_double (args));
  return GDK_EVENT_STOP;
}

static void
limner_compare_split_snapshot (GtkWidget   *widget,
                               GtkSnapshot *snapshot)
{
  LimnerCompareSplit *self = LIMNER_COMPARE_SPLIT (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  float line = roundf ((float) self->fraction * width);
  const GdkRGBA white = { 1, 1, 1, 0.9f };
  const GdkRGBA black = { 0, 0, 0, 0.5f };

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, line, height));
  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->views[0]), snapshot);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (line, 0, width - line, height));
  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->views[1]), snapshot);
  gtk_snapshot_pop (snapshot);
  if (self->fraction > 0 && self->fraction < 1)
    {
      gtk_snapshot_append_color (snapshot, &black, &GRAPHENE_RECT_INIT (line - 2, 0, 4, height));
      gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (line - 1, 0, 2, height));
    }
}

static void
limner_compare_split_size_allocate (GtkWidget *widget,
                                    int        width,
                                    int        height,
                                    int        baseline)
{
  LimnerCompareSplit *self = LIMNER_COMPARE_SPLIT (widget);

  for (int i = 0; i < 2; i++)
    {
      gtk_widget_measure (GTK_WIDGET (self->views[i]), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL,
                          NULL, NULL);
      gtk_widget_allocate (GTK_WIDGET (self->views[i]), width, height, -1, NULL);
    }
}

static void
limner_compare_split_dispose (GObject *object)
{
  LimnerCompareSplit *self = LIMNER_COMPARE_SPLIT (object);

  for (int i = 0; i < 2; i++)
    {
      GtkWidget *view = (GtkWidget *) g_steal_pointer (&self->views[i]);

      g_clear_pointer (&view, gtk_widget_unparent);
    }

  G_OBJECT_CLASS (limner_compare_split_parent_class)->dispose (object);
}

static void
limner_compare_split_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  LimnerCompareSplit *self = LIMNER_COMPARE_SPLIT (object);

  switch (prop_id)
    {
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_compare_split_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  LimnerCompareSplit *self = LIMNER_COMPARE_SPLIT (object);

  switch (prop_id)
    {
    case PROP_FRACTION:
      limner_compare_split_set_fraction (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_compare_split_class_init (LimnerCompareSplitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_compare_split_dispose;
  object_class->get_property = limner_compare_split_get_property;
  object_class->set_property = limner_compare_split_set_property;
  widget_class->snapshot = limner_compare_split_snapshot;
  widget_class->size_allocate = limner_compare_split_size_allocate;

  /**
   * LimnerCompareSplit:fraction:
   *
   * How much of the width belongs to the first picture.
   */
  properties[PROP_FRACTION] =
    g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0.5,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_CONTROL_MASK, move_shortcut, "d",
                                -0.05);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_CONTROL_MASK, move_shortcut, "d",
                                0.05);
}

static void
limner_compare_split_init (LimnerCompareSplit *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->fraction = 0.5;
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  for (int i = 0; i < 2; i++)
    {
      self->views[i] = LIMNER_PICTURE_VIEW (limner_picture_view_new ());
      gtk_widget_set_parent (GTK_WIDGET (self->views[i]), widget);
    }
  limner_picture_view_follow (self->views[0], self->views[1]);
  limner_picture_view_follow (self->views[1], self->views[0]);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (widget, motion);
}

/**
 * limner_compare_split_get_view:
 * @self: the widget
 * @index: 0 for the left picture, 1 for the right one
 *
 * Gets one of the views.
 *
 * Returns: (transfer none): the view
 */
LimnerPictureView *
limner_compare_split_get_view (LimnerCompareSplit *self,
                               guint               index)
{
  g_return_val_if_fail (LIMNER_IS_COMPARE_SPLIT (self), NULL);
  g_return_val_if_fail (index < 2, NULL);

  return self->views[index];
}

/**
 * limner_compare_split_get_fraction:
 * @self: the widget
 *
 * Gets where the line is.
 *
 * Returns: how much of the width belongs to the first picture
 */
double
limner_compare_split_get_fraction (LimnerCompareSplit *self)
{
  g_return_val_if_fail (LIMNER_IS_COMPARE_SPLIT (self), 0);

  return self->fraction;
}

/**
 * limner_compare_split_set_fraction:
 * @self: the widget
 * @fraction: 0 to 1
 *
 * Moves the line.
 */
void
limner_compare_split_set_fraction (LimnerCompareSplit *self,
                                   double              fraction)
{
  g_return_if_fail (LIMNER_IS_COMPARE_SPLIT (self));

  fraction = CLAMP (fraction, 0.0, 1.0);
  if (fraction == self->fraction)
    return;

  self->fraction = fraction;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
}
