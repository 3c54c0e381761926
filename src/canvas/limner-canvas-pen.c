/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-canvas-private.h"

/* A pen: how strongly it is pressed, which end of it touches, everywhere it was between two frames,
 * and the hand that holds it, which is not to paint.
 */

/* So long after a pen was last seen near the screen a touch may be the palm, in microseconds. */
#define PALM_TIME (700 * 1000)

/* A pen is near, or was a moment ago: what touches now is the hand that holds it. */
gboolean
_limner_canvas_is_palm (LimnerCanvas *self)
{
  return self->pen_is_down ||
         (self->pen_seen != 0 && g_get_monotonic_time () - self->pen_seen < PALM_TIME);
}

static LimnerToolEvent
make_pen_event (LimnerCanvas         *self,
                const LimnerPenPoint *point,
                gboolean              eraser,
                GdkModifierType       state)
{
  LimnerToolEvent event = _limner_canvas_make_event (self, point->x, point->y, point->pressure,
                                                     state);

  /* Not every pen has an eraser end: its second button does the opposite, as Ctrl does. */
  if (eraser)
    event.modifiers |= LIMNER_TOOL_ERASER;
  else if ((state & GDK_BUTTON3_MASK) != 0)
    event.modifiers |= LIMNER_TOOL_CONTROL;
  return event;
}

/* The pen touches. */
void
_limner_canvas_pen_down (LimnerCanvas         *self,
                         const LimnerPenPoint *point,
                         gboolean              eraser,
                         GdkModifierType       state)
{
  LimnerToolEvent event = make_pen_event (self, point, eraser, state);

  /* What the palm began before the pen came was no stroke. */
  if (!self->pen_is_down && self->drag != LIMNER_CANVAS_DRAG_NONE)
    _limner_canvas_cancel_tool (self);
  _limner_canvas_end_pinch (self);
  self->pen_is_down = TRUE;
  self->pen_seen = g_get_monotonic_time ();
  _limner_canvas_set_pointer (self, point->x, point->y);
  if ((state & GDK_BUTTON2_MASK) == 0 && _limner_canvas_begin_box (self, &event))
    return;
  if (self->space_held || self->tool == NULL || (state & GDK_BUTTON2_MASK) != 0)
    _limner_canvas_begin_pan (self, point->x, point->y);
  else
    _limner_canvas_begin_tool (self, &event, state);
}

/* It was at all these points since the last call, the last one is where it is now. */
void
_limner_canvas_pen_move (LimnerCanvas         *self,
                         const LimnerPenPoint *points,
                         guint                 n_points,
                         gboolean              eraser,
                         GdkModifierType       state)
{
  if (n_points == 0)
    return;

  _limner_canvas_set_pointer (self, points[n_points - 1].x, points[n_points - 1].y);
  if (self->drag == LIMNER_CANVAS_DRAG_PAN)
    {
      _limner_canvas_pan_to (self, points[n_points - 1].x, points[n_points - 1].y);
      return;
    }
  for (guint i = 0; i < n_points; i++)
    {
      LimnerToolEvent event = make_pen_event (self, &points[i], eraser, state);

      _limner_canvas_move_tool (self, &event);
    }
}

void
_limner_canvas_pen_up (LimnerCanvas         *self,
                       const LimnerPenPoint *point,
                       GdkModifierType       state)
{
  _limner_canvas_end_drag (self, point->x, point->y, point->pressure, state);
  self->pen_is_down = FALSE;
  self->pen_seen = g_get_monotonic_time ();
}

/* The pen hovers over a place. */
void
_limner_canvas_pen_near (LimnerCanvas *self,
                         double        x,
                         double        y)
{
  self->pen_seen = g_get_monotonic_time ();
  _limner_canvas_set_pointer (self, x, y);
}

/* What a device does not tell of is full pressure; a point without a place is left out. */
GArray *
_limner_canvas_read_backlog (const GdkTimeCoord *backlog,
                             guint               n)
{
  const GdkAxisFlags place = GDK_AXIS_FLAG_X | GDK_AXIS_FLAG_Y;
  GArray *points = g_array_new (FALSE, FALSE, sizeof (LimnerPenPoint));

  for (guint i = 0; i < n; i++)
    {
      LimnerPenPoint point = { backlog[i].axes[GDK_AXIS_X], backlog[i].axes[GDK_AXIS_Y],
                               LIMNER_FULL_PRESSURE };

      if ((backlog[i].flags & place) != place)
        continue;
      if ((backlog[i].flags & GDK_AXIS_FLAG_PRESSURE) != 0)
        point.pressure = CLAMP (backlog[i].axes[GDK_AXIS_PRESSURE], 0, 1);
      g_array_append_val (points, point);
    }
  return points;
}

static gboolean
is_eraser (GtkGestureStylus *gesture)
{
  GdkDeviceTool *tool = gtk_gesture_stylus_get_device_tool (gesture);

  return tool != NULL && gdk_device_tool_get_tool_type (tool) == GDK_DEVICE_TOOL_TYPE_ERASER;
}

static LimnerPenPoint
get_pen_point (GtkGestureStylus *gesture,
               double            x,
               double            y)
{
  LimnerPenPoint point = { x, y, LIMNER_FULL_PRESSURE };

  gtk_gesture_stylus_get_axis (gesture, GDK_AXIS_PRESSURE, &point.pressure);
  return point;
}

static void
pen_down_cb (GtkGestureStylus *gesture,
             double            x,
             double            y,
             LimnerCanvas     *self)
{
  LimnerPenPoint point = get_pen_point (gesture, x, y);

  _limner_canvas_take_focus (self);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  _limner_canvas_pen_down (self, &point, is_eraser (gesture), _limner_canvas_get_state (gesture));
}

static void
pen_motion_cb (GtkGestureStylus *gesture,
               double            x,
               double            y,
               LimnerCanvas     *self)
{
  LimnerPenPoint point = get_pen_point (gesture, x, y);
  g_autofree GdkTimeCoord *backlog = NULL;
  g_autoptr(GArray) points = NULL;
  guint n = 0;

  /* The backlog holds every position since the last event, this one too. */
  if (gtk_gesture_stylus_get_backlog (gesture, &backlog, &n))
    points = _limner_canvas_read_backlog (backlog, n);
  else
    points = g_array_new (FALSE, FALSE, sizeof (LimnerPenPoint));
  if (points->len == 0)
    g_array_append_val (points, point);
  _limner_canvas_pen_move (self, (const LimnerPenPoint *) (gpointer) points->data, points->len,
                           is_eraser (gesture), _limner_canvas_get_state (gesture));
}

static void
pen_near_cb (GtkGestureStylus *gesture,
             double            x,
             double            y,
             LimnerCanvas     *self)
{
  _limner_canvas_pen_near (self, x, y);
}

static void
pen_up_cb (GtkGestureStylus *gesture,
           double            x,
           double            y,
           LimnerCanvas     *self)
{
  LimnerPenPoint point = get_pen_point (gesture, x, y);

  _limner_canvas_pen_up (self, &point, _limner_canvas_get_state (gesture));
}

/* The pen left without being lifted, such as when its window was taken away. */
static void
pen_cancel_cb (GtkGesture       *gesture,
               GdkEventSequence *sequence,
               LimnerCanvas     *self)
{
  if (!self->pen_is_down)
    return;
  self->pen_is_down = FALSE;
  _limner_canvas_cancel_tool (self);
}

void
_limner_canvas_add_pen (LimnerCanvas *self)
{
  GtkGesture *pen = gtk_gesture_stylus_new ();

  g_signal_connect (pen, "down", G_CALLBACK (pen_down_cb), self);
  g_signal_connect (pen, "motion", G_CALLBACK (pen_motion_cb), self);
  g_signal_connect (pen, "up", G_CALLBACK (pen_up_cb), self);
  g_signal_connect (pen, "cancel", G_CALLBACK (pen_cancel_cb), self);
  g_signal_connect (pen, "proximity", G_CALLBACK (pen_near_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pen));
}
