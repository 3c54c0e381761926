/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-canvas-private.h"

/* How gestures become events of tools, which live in picture coordinates. */

#define SCROLL_STEP 60
#define SCROLL_ZOOM 1.2

void
_limner_canvas_update_cursor (LimnerCanvas *self)
{
  LimnerToolKind kind = limner_canvas_get_tool (self);
  const char *name = "crosshair";

  if (self->drag == LIMNER_CANVAS_DRAG_PAN)
    name = "grabbing";
  else if (self->box_handle != LIMNER_FRAME_HANDLE_NONE && !self->space_held)
    name = _limner_canvas_name_handle (self->box_handle);
  else if (self->document != NULL && limner_document_is_working (self->document))
    name = "progress";
  else if (self->space_held || kind == LIMNER_TOOL_KIND_MOVE)
    name = "grab";
  else if (limner_tool_kind_has_brush (kind))
    name = "none";   /* the ring is the cursor */
  else if (kind == LIMNER_TOOL_KIND_FRAME || kind == LIMNER_TOOL_KIND_TRANSFORM)
    name = "default";
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), name);
}

/* Over the frame, or over a box that is transformed, the pointer shows what a drag would do. */
static void
update_handle_cursor (LimnerCanvas          *self,
                      const LimnerToolEvent *event)
{
  LimnerToolKind kind = limner_canvas_get_tool (self);
  LimnerFrameHandle handle;
  LimnerFrame frame;

  if (self->space_held || self->box_handle != LIMNER_FRAME_HANDLE_NONE)
    return;

  if (kind == LIMNER_TOOL_KIND_TRANSFORM)
    {
      const char *name = _limner_canvas_name_transform (self, event);

      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), name != NULL ? name : "default");
      return;
    }
  if (kind != LIMNER_TOOL_KIND_FRAME)
    return;

  limner_document_get_frame (self->document, &frame);
  handle = limner_frame_find_handle (&frame, event->x, event->y, 10 * event->pixel);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), _limner_canvas_name_handle (handle));
}

static gboolean
is_pen (GtkGesture *gesture)
{
  GdkEvent *event = gtk_gesture_get_last_event (gesture, NULL);

  return event != NULL && gdk_event_get_device_tool (event) != NULL;
}

static gboolean
is_touch (GtkGesture *gesture)
{
  GdkEvent *event = gtk_gesture_get_last_event (gesture, NULL);

  return event != NULL && gdk_event_get_event_sequence (event) != NULL;
}

/* Which keys are held while something happens to a gesture or a controller. */
GdkModifierType
_limner_canvas_get_state (gpointer gesture)
{
  return gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
}

/* Whoever works with the pointer means the canvas by the keys, too. */
void
_limner_canvas_take_focus (LimnerCanvas *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->focused_by_pointer = TRUE;
}

/**
 * _limner_canvas_press:
 * @self: a canvas
 * @x: where, in the widget
 * @y: where
 * @button: of the mouse or pen; a finger counts as the first one
 * @pointer: what it is
 * @state: the keys that are held
 *
 * Begins what a drag does: painting, moving the view, or dragging the context box.
 *
 * Returns: whether it is the canvas's; a palm is nobody's
 */
gboolean
_limner_canvas_press (LimnerCanvas        *self,
                      double               x,
                      double               y,
                      guint                button,
                      LimnerCanvasPointer  pointer,
                      GdkModifierType      state)
{
  LimnerToolEvent event;

  if (pointer == LIMNER_CANVAS_TOUCH && _limner_canvas_is_palm (self))
    return FALSE;

  /* The tip of a pen has a gesture of its own; the button under the finger moves the view. */
  if (self->pen_is_down || (pointer == LIMNER_CANVAS_PEN && button != GDK_BUTTON_MIDDLE))
    return FALSE;

  /* With Alt the right button changes the brush, which Shift does for the left one. */
  if (button == GDK_BUTTON_SECONDARY)
    {
      if ((state & GDK_ALT_MASK) == 0)
        return FALSE;
      state = (state & ~GDK_ALT_MASK) | GDK_SHIFT_MASK;
    }

  _limner_canvas_set_pointer (self, x, y);
  self->start_x = x;
  self->start_y = y;
  event = _limner_canvas_make_event (self, x, y, LIMNER_FULL_PRESSURE, state);
  if (button != GDK_BUTTON_MIDDLE && _limner_canvas_begin_box (self, &event))
    return TRUE;
  if (button == GDK_BUTTON_MIDDLE || self->space_held || self->tool == NULL ||
      (pointer == LIMNER_CANVAS_TOUCH && !self->touch_draws))
    _limner_canvas_begin_pan (self, x, y);
  else
    _limner_canvas_begin_tool (self, &event, state);
  return TRUE;
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               LimnerCanvas   *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  LimnerCanvasPointer pointer = LIMNER_CANVAS_MOUSE;

  if (is_touch (GTK_GESTURE (gesture)))
    pointer = LIMNER_CANVAS_TOUCH;
  else if (is_pen (GTK_GESTURE (gesture)))
    pointer = LIMNER_CANVAS_PEN;

  _limner_canvas_take_focus (self);
  if (_limner_canvas_press (self, x, y, button, pointer, _limner_canvas_get_state (gesture)))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  else if (pointer == LIMNER_CANVAS_TOUCH)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

/* A frame brings one event with all positions that the pointer had since the last one. */
static void
replay_history (LimnerCanvas   *self,
                GtkGestureDrag *gesture)
{
  GdkEvent *event = gtk_gesture_get_last_event (GTK_GESTURE (gesture), NULL);
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  GdkModifierType state = _limner_canvas_get_state (gesture);
  g_autofree GdkTimeCoord *history = NULL;
  double native_x, native_y;
  guint n = 0;

  if (event == NULL || native == NULL)
    return;

  history = gdk_event_get_history (event, &n);
  gtk_native_get_surface_transform (native, &native_x, &native_y);
  for (guint i = 0; i < n; i++)
    {
      LimnerToolEvent past;
      double x, y;

      if ((history[i].flags & (GDK_AXIS_FLAG_X | GDK_AXIS_FLAG_Y)) !=
          (GDK_AXIS_FLAG_X | GDK_AXIS_FLAG_Y))
        continue;
      gtk_widget_translate_coordinates (GTK_WIDGET (native), GTK_WIDGET (self),
                                        history[i].axes[GDK_AXIS_X] - native_x,
                                        history[i].axes[GDK_AXIS_Y] - native_y, &x, &y);
      past = _limner_canvas_make_event (self, x, y, LIMNER_FULL_PRESSURE, state);
      _limner_canvas_move_tool (self, &past);
    }
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          offset_x,
                double          offset_y,
                LimnerCanvas   *self)
{
  GdkModifierType state = _limner_canvas_get_state (gesture);
  double x = self->start_x + offset_x;
  double y = self->start_y + offset_y;
  LimnerToolEvent event;

  if (self->pen_is_down)
    return;

  _limner_canvas_set_pointer (self, x, y);

  if (self->drag == LIMNER_CANVAS_DRAG_PAN)
    {
      _limner_canvas_pan_to (self, x, y);
      return;
    }
  replay_history (self, gesture);
  event = _limner_canvas_make_event (self, x, y, LIMNER_FULL_PRESSURE, state);
  _limner_canvas_move_tool (self, &event);
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double          offset_x,
             double          offset_y,
             LimnerCanvas   *self)
{
  if (!self->pen_is_down)
    _limner_canvas_end_drag (self, self->start_x + offset_x, self->start_y + offset_y,
                             LIMNER_FULL_PRESSURE, _limner_canvas_get_state (gesture));
}

static void
drag_cancel_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                LimnerCanvas     *self)
{
  if (!self->pen_is_down)
    _limner_canvas_cancel_tool (self);
}

/* Double clicks, which a drag does not tell apart */
static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            LimnerCanvas    *self)
{
  if (n_press == 2 && limner_canvas_get_tool (self) == LIMNER_TOOL_KIND_POLYGON &&
      self->document != NULL)
    limner_tool_finish (self->tool, self->document);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           LimnerCanvas             *self)
{
  GdkModifierType state = _limner_canvas_get_state (controller);
  double scale = _limner_canvas_get_scale (self);
  double step = SCROLL_STEP * scale;

  if ((state & GDK_CONTROL_MASK) != 0)
    {
      double x = self->pointer_inside ? self->pointer_x * scale : self->viewport.width / 2;
      double y = self->pointer_inside ? self->pointer_y * scale : self->viewport.height / 2;

      limner_viewport_zoom_at (&self->viewport, self->viewport.zoom * pow (SCROLL_ZOOM, -dy), x, y);
    }
  else if ((state & GDK_SHIFT_MASK) != 0)
    {
      limner_viewport_pan (&self->viewport, -(dx + dy) * step, 0);
    }
  else
    {
      limner_viewport_pan (&self->viewport, -dx * step, -dy * step);
    }
  _limner_canvas_view_changed (self);
  return GDK_EVENT_STOP;
}

static void
motion_cb (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           LimnerCanvas             *self)
{
  LimnerToolEvent event;

  _limner_canvas_set_pointer (self, x, y);
  if (self->drag != LIMNER_CANVAS_DRAG_NONE || self->document == NULL)
    return;

  event = _limner_canvas_make_event (self, x, y, LIMNER_FULL_PRESSURE,
                                     _limner_canvas_get_state (controller));
  _limner_canvas_hover_box (self, &event);
  update_handle_cursor (self, &event);
  if (self->tool != NULL)
    limner_tool_hover (self->tool, self->document, &event);
}

/* Keys work as soon as the pointer is over the canvas, unless someone is typing. */
static void
enter_cb (GtkEventControllerMotion *controller,
          double                    x,
          double                    y,
          LimnerCanvas             *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  _limner_canvas_set_pointer (self, x, y);
  if (focus == NULL || (!GTK_IS_EDITABLE (focus) && !GTK_IS_TEXT_VIEW (focus)))
    _limner_canvas_take_focus (self);
}

static void
leave_cb (GtkEventControllerMotion *controller,
          LimnerCanvas             *self)
{
  self->pointer_inside = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Shift shows where a straight line would go, without the pointer being moved. */
static void
hover_with (LimnerCanvas    *self,
            GdkModifierType  state)
{
  LimnerToolEvent event = _limner_canvas_make_event (self, self->pointer_x, self->pointer_y,
                                                     LIMNER_FULL_PRESSURE, state);

  if (self->drag != LIMNER_CANVAS_DRAG_NONE || self->document == NULL || self->tool == NULL ||
      !self->pointer_inside)
    return;
  limner_tool_hover (self->tool, self->document, &event);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
is_shift (guint key)
{
  return key == GDK_KEY_Shift_L || key == GDK_KEY_Shift_R;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                LimnerCanvas          *self)
{
  if (key == GDK_KEY_space && (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0)
    {
      self->space_held = TRUE;
      _limner_canvas_update_cursor (self);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_backslash)
    {
      _limner_canvas_show_original (self, TRUE);
      return GDK_EVENT_STOP;
    }
  if (key >= GDK_KEY_KP_0 && key <= GDK_KEY_KP_9 && (state & GDK_CONTROL_MASK) == 0)
    return _limner_canvas_set_opacity (self, key == GDK_KEY_KP_0 ? 1 : (key - GDK_KEY_KP_0) / 10.0);
  if (is_shift (key))
    hover_with (self, state | GDK_SHIFT_MASK);
  return GDK_EVENT_PROPAGATE;
}

static void
key_released_cb (GtkEventControllerKey *controller,
                 guint                  key,
                 guint                  code,
                 GdkModifierType        state,
                 LimnerCanvas          *self)
{
  if (key == GDK_KEY_space)
    {
      self->space_held = FALSE;
      _limner_canvas_update_cursor (self);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  else if (key == GDK_KEY_backslash)
    {
      _limner_canvas_show_original (self, FALSE);
    }
  else if (is_shift (key))
    {
      hover_with (self, state & ~GDK_SHIFT_MASK);
    }
}

/* A key that is released elsewhere is not told to us. */
static void
focus_leave_cb (GtkEventControllerFocus *controller,
                LimnerCanvas            *self)
{
  self->space_held = FALSE;
  self->focused_by_pointer = FALSE;
  _limner_canvas_show_original (self, FALSE);
  _limner_canvas_update_cursor (self);
}

static void
add_pointer_controllers (LimnerCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  _limner_canvas_add_pen (self);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));

  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_group (click, drag);

  _limner_canvas_add_pinch (self);
}

void
_limner_canvas_add_controllers (LimnerCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *scroll, *motion, *key, *focus;

  add_pointer_controllers (self);

  scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, scroll);

  motion = gtk_event_controller_motion_new ();
  g_signal_connect (motion, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, motion);

  key = gtk_event_controller_key_new ();
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (key, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (widget, key);

  focus = gtk_event_controller_focus_new ();
  g_signal_connect (focus, "leave", G_CALLBACK (focus_leave_cb), self);
  gtk_widget_add_controller (widget, focus);
}
