/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-canvas-private.h"

/* What a drag does, whatever it is made with: it moves the view, or it is a tool's, which knows
 * places in the picture only. One that begins on a result that is becoming the picture waits for
 * that and is then drawn there.
 */

static LimnerToolModifiers
to_modifiers (GdkModifierType state)
{
  LimnerToolModifiers modifiers = 0;

  if ((state & GDK_SHIFT_MASK) != 0)
    modifiers |= LIMNER_TOOL_SHIFT;
  if ((state & GDK_CONTROL_MASK) != 0)
    modifiers |= LIMNER_TOOL_CONTROL;
  if ((state & GDK_ALT_MASK) != 0)
    modifiers |= LIMNER_TOOL_ALT;
  return modifiers;
}

/* What a tool is told of a place in the widget. */
LimnerToolEvent
_limner_canvas_make_event (LimnerCanvas    *self,
                           double           x,
                           double           y,
                           double           pressure,
                           GdkModifierType  state)
{
  LimnerToolEvent event = { 0 };

  _limner_canvas_to_picture (self, x, y, &event.x, &event.y);
  event.pressure = pressure;
  event.modifiers = to_modifiers (state);
  event.pixel = _limner_canvas_get_scale (self) / self->viewport.zoom;
  event.n_clicks = 1;
  return event;
}

/* The pointer is over this place now. */
void
_limner_canvas_set_pointer (LimnerCanvas *self,
                            double        x,
                            double        y)
{
  self->pointer_x = x;
  self->pointer_y = y;
  self->pointer_inside = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
_limner_canvas_begin_pan (LimnerCanvas *self,
                          double        x,
                          double        y)
{
  self->drag = LIMNER_CANVAS_DRAG_PAN;
  self->drag_x = x;
  self->drag_y = y;
  _limner_canvas_update_cursor (self);
}

void
_limner_canvas_pan_to (LimnerCanvas *self,
                       double        x,
                       double        y)
{
  double scale = _limner_canvas_get_scale (self);

  limner_viewport_pan (&self->viewport, (x - self->drag_x) * scale, (y - self->drag_y) * scale);
  self->drag_x = x;
  self->drag_y = y;
  _limner_canvas_view_changed (self);
}

/* Alt with a brush of colour takes a colour instead, as painters expect. */
static LimnerTool *
choose_tool (LimnerCanvas    *self,
             GdkModifierType  state)
{
  LimnerToolKind kind = limner_canvas_get_tool (self);

  if ((state & GDK_ALT_MASK) != 0 && kind == LIMNER_TOOL_KIND_COLOUR)
    return self->picker;
  return self->tool;
}

static gboolean
takes_colour (LimnerCanvas *self,
              LimnerTool   *tool)
{
  return tool == self->picker || limner_canvas_get_tool (self) == LIMNER_TOOL_KIND_PICKER;
}

/* Where a preview is, in the pixels of what was the picture when it came. */
static LimnerRect
find_preview_area (LimnerCanvas *self)
{
  if (!limner_rect_is_empty (&self->preview_area))
    return self->preview_area;
  return self->scene.picture != NULL ? self->scene.picture_area : self->viewport.area;
}

/* The drag waits for what is shown to be what is worked on. */
static void
begin_early (LimnerCanvas          *self,
             LimnerTool            *tool,
             const LimnerToolEvent *event)
{
  LimnerPicture *picture = limner_document_get_picture (self->document);

  _limner_canvas_forget_early (self);
  self->drag = LIMNER_CANVAS_DRAG_EARLY;
  self->early = g_array_new (FALSE, FALSE, sizeof (LimnerToolEvent));
  self->early_area = find_preview_area (self);
  self->early_picture = picture != NULL ? limner_picture_ref (picture) : NULL;
  g_set_object (&self->held_tool, tool);
  g_array_append_val (self->early, *event);
}

/* Nothing waits any more. */
void
_limner_canvas_forget_early (LimnerCanvas *self)
{
  if (self->drag == LIMNER_CANVAS_DRAG_EARLY)
    self->drag = LIMNER_CANVAS_DRAG_NONE;
  g_clear_handle_id (&self->early_source, g_source_remove);
  g_clear_pointer (&self->early, g_array_unref);
  g_clear_pointer (&self->early_picture, limner_picture_unref);
  self->early_is_over = FALSE;
}

/* A result is not always as large as the picture was, nor does it begin where that did: as soon as
 * it is in its place, what was drawn on it is told in its own pixels, as all that follows. */
static void
move_early (LimnerCanvas *self,
            int           width,
            int           height)
{
  double across = width / (double) self->early_area.width;
  double down = height / (double) self->early_area.height;

  for (guint i = 0; i < self->early->len; i++)
    {
      LimnerToolEvent *event = &g_array_index (self->early, LimnerToolEvent, i);

      event->x = (event->x - self->early_area.x) * across;
      event->y = (event->y - self->early_area.y) * down;
      event->pixel *= across;
    }
  self->early_area = (LimnerRect) { 0, 0, width, height };
}

/* What was drawn on the result is drawn on the picture, and goes on if the button is still held. */
static gboolean
draw_early_cb (gpointer data)
{
  LimnerCanvas *self = data;
  g_autoptr(GArray) events = g_steal_pointer (&self->early);
  g_autoptr(LimnerTool) tool = g_steal_pointer (&self->held_tool);
  gboolean is_over = self->early_is_over;

  self->early_source = 0;
  for (guint i = 0; i < events->len; i++)
    {
      LimnerToolEvent *event = &g_array_index (events, LimnerToolEvent, i);

      if (i == 0)
        limner_tool_press (tool, self->document, event);
      else
        limner_tool_motion (tool, self->document, event);
      if (is_over && i == events->len - 1)
        limner_tool_release (tool, self->document, event);
    }
  if (!is_over)
    {
      self->drag = LIMNER_CANVAS_DRAG_TOOL;
      self->held_tool = g_steal_pointer (&tool);
    }
  _limner_canvas_forget_early (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/* To be called when something of what is shown has changed: draws what waited if that can be drawn
 * now. The document is in the middle of telling that it changed, so it happens a moment later. */
void
_limner_canvas_check_early (LimnerCanvas *self)
{
  LimnerPicture *picture = self->document != NULL ? limner_document_get_picture (self->document)
                                                  : NULL;

  if (self->early == NULL || self->early_source != 0)
    return;

  if (self->incoming != NULL)
    {
      move_early (self, self->incoming_area.width, self->incoming_area.height);
      return;
    }
  if (picture == NULL)
    return;
  if (picture != self->early_picture)
    move_early (self, limner_picture_get_width (picture), limner_picture_get_height (picture));
  if (self->preview != NULL)
    return;

  /* Somebody put the result away, so there is nothing to draw on. */
  if (picture == self->early_picture)
    _limner_canvas_forget_early (self);
  else
    self->early_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, draw_early_cb, self, NULL);
}

/* Begins what the tool in hand does. */
void
_limner_canvas_begin_tool (LimnerCanvas    *self,
                           LimnerToolEvent *event,
                           GdkModifierType  state)
{
  LimnerTool *tool = choose_tool (self, state);

  if (self->document == NULL || tool == NULL || self->incoming != NULL)
    return;
  if (self->preview != NULL && !takes_colour (self, tool) && _limner_canvas_wants_preview (self))
    {
      begin_early (self, tool, event);
      return;
    }
  if (limner_document_get_picture (self->document) == NULL && self->preview != NULL)
    return;

  /* What began a stroke ends it, whichever keys come and go meanwhile. */
  self->drag = LIMNER_CANVAS_DRAG_TOOL;
  g_set_object (&self->held_tool, tool);
  limner_tool_press (tool, self->document, event);
}

void
_limner_canvas_move_tool (LimnerCanvas    *self,
                          LimnerToolEvent *event)
{
  if (self->drag == LIMNER_CANVAS_DRAG_BOX)
    _limner_canvas_move_box (self, event);
  else if (self->drag == LIMNER_CANVAS_DRAG_EARLY)
    g_array_append_val (self->early, *event);
  else if (self->drag == LIMNER_CANVAS_DRAG_TOOL && self->document != NULL)
    limner_tool_motion (self->held_tool, self->document, event);
}

/* The button is released, or the pen lifted. */
void
_limner_canvas_end_drag (LimnerCanvas    *self,
                         double           x,
                         double           y,
                         double           pressure,
                         GdkModifierType  state)
{
  LimnerToolEvent event = _limner_canvas_make_event (self, x, y, pressure, state);

  if (self->drag == LIMNER_CANVAS_DRAG_EARLY)
    {
      g_array_append_val (self->early, event);
      self->early_is_over = TRUE;
    }
  else
    {
      if (self->drag == LIMNER_CANVAS_DRAG_TOOL && self->document != NULL)
        limner_tool_release (self->held_tool, self->document, &event);
      g_clear_object (&self->held_tool);
    }
  self->drag = LIMNER_CANVAS_DRAG_NONE;
  _limner_canvas_update_cursor (self);
  if (limner_canvas_get_tool (self) == LIMNER_TOOL_KIND_FRAME)
    _limner_canvas_update_area (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
