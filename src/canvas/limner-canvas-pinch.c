/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-canvas-private.h"

/* Two fingers move, zoom and turn the view in one movement. */

/* Two fingers that only zoom turn a little, too. */
#define LEAST_TURN (G_PI / 15)

/* Two fingers touch, with @x and @y between them. */
void
_limner_canvas_begin_pinch (LimnerCanvas *self,
                            double        x,
                            double        y)
{
  /* What the first finger began was no stroke. */
  _limner_canvas_cancel_tool (self);
  self->is_pinching = TRUE;
  self->pinch_zoom = self->viewport.zoom;
  self->pinch_angle = self->viewport.angle;
  self->pinch_turns = FALSE;
  self->pinch_x = x;
  self->pinch_y = y;
}

/* They are so many times as far from each other as at the beginning, turned by an angle in radians,
 * and between them is now another place. Small turns are not meant. */
void
_limner_canvas_pinch (LimnerCanvas *self,
                      double        scale,
                      double        turn,
                      double        x,
                      double        y)
{
  double factor = _limner_canvas_get_scale (self);

  if (!self->is_pinching)
    return;
  limner_viewport_pan (&self->viewport, (x - self->pinch_x) * factor,
                       (y - self->pinch_y) * factor);
  limner_viewport_zoom_at (&self->viewport, self->pinch_zoom * scale, x * factor, y * factor);
  self->pinch_turns = self->pinch_turns || fabs (turn) > LEAST_TURN;
  if (self->pinch_turns)
    {
      double held_x, held_y, new_x, new_y;

      limner_viewport_to_picture (&self->viewport, x * factor, y * factor, &held_x, &held_y);
      limner_viewport_rotate (&self->viewport, self->pinch_angle + turn);
      limner_viewport_from_picture (&self->viewport, held_x, held_y, &new_x, &new_y);
      limner_viewport_pan (&self->viewport, x * factor - new_x, y * factor - new_y);
    }
  self->pinch_x = x;
  self->pinch_y = y;
  _limner_canvas_view_changed (self);
}

/* The fingers leave, or a pen comes. */
void
_limner_canvas_end_pinch (LimnerCanvas *self)
{
  self->is_pinching = FALSE;
}

static void
pinch_begin_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                LimnerCanvas     *self)
{
  double x, y;

  /* A palm touches with more than one point. */
  if (_limner_canvas_is_palm (self) || !gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  _limner_canvas_begin_pinch (self, x, y);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

/* Zooming and turning are told apart by the toolkit, but are one movement. */
static void
pinch_update_cb (GtkGesture       *gesture,
                 GdkEventSequence *sequence,
                 LimnerCanvas     *self)
{
  double x, y;

  if (gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    _limner_canvas_pinch (self, gtk_gesture_zoom_get_scale_delta (GTK_GESTURE_ZOOM (gesture)),
                          gtk_gesture_rotate_get_angle_delta (GTK_GESTURE_ROTATE (self->turn)),
                          x, y);
}

static void
pinch_end_cb (GtkGesture       *gesture,
              GdkEventSequence *sequence,
              LimnerCanvas     *self)
{
  _limner_canvas_end_pinch (self);
}

/* Lets a canvas be pinched. */
void
_limner_canvas_add_pinch (LimnerCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *turn = gtk_gesture_rotate_new ();
  GtkGesture *zoom = gtk_gesture_zoom_new ();

  g_signal_connect (zoom, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (zoom, "update", G_CALLBACK (pinch_update_cb), self);
  g_signal_connect (zoom, "end", G_CALLBACK (pinch_end_cb), self);
  g_signal_connect (zoom, "cancel", G_CALLBACK (pinch_end_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (zoom));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (turn));
  gtk_gesture_group (turn, zoom);
  self->turn = turn;
}
