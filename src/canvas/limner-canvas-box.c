/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-canvas-private.h"

/* The box of what a model sees: shown over the picture, and dragged by its border. */

/* How near to the border the pointer has to be, in pixels of the screen; inside of a small box no
 * more than a part of it, so that one can still paint there. */
#define REACH 6
#define PART 4

static guint dragged_signal;

/**
 * limner_canvas_set_context_box:
 * @self: a canvas
 * @box: (nullable): what of the picture is sent, in picture coordinates; %NULL to hide it
 * @sent_width: how large it is sent, in pixels
 * @sent_height: how large it is sent, in pixels
 *
 * Shows what a model will see and at which size.
 */
void
limner_canvas_set_context_box (LimnerCanvas     *self,
                               const LimnerRect *box,
                               int               sent_width,
                               int               sent_height)
{
  LimnerRect none = { 0 };

  g_return_if_fail (LIMNER_IS_CANVAS (self));

  self->context_box = box != NULL ? *box : none;
  self->sent_width = sent_width;
  self->sent_height = sent_height;
  if (box == NULL)
    _limner_canvas_cancel_box (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The frame as it is shown: where it is hidden, the picture's own border. */
void
_limner_canvas_get_frame (LimnerCanvas *self,
                          LimnerFrame  *frame)
{
  limner_document_get_frame (self->document, frame);
  if (self->hides_frame && limner_canvas_get_tool (self) != LIMNER_TOOL_KIND_FRAME)
    limner_frame_init (frame, frame->picture_width, frame->picture_height);
}

/**
 * limner_canvas_set_frame_visible:
 * @self: a canvas
 * @visible: whether the document's frame is shown
 *
 * Shows or hides the frame and what is new in it, which mean nothing while no picture is extended.
 * While the tool that drags the frame is in hand it is always shown. A new canvas shows it.
 */
void
limner_canvas_set_frame_visible (LimnerCanvas *self,
                                 gboolean      visible)
{
  g_return_if_fail (LIMNER_IS_CANVAS (self));

  if (self->hides_frame == !visible)
    return;

  self->hides_frame = !visible;
  _limner_canvas_update_area (self);
}

/**
 * limner_canvas_set_steps:
 * @self: a canvas
 * @frames: (array length=n_frames) (nullable): to what the picture is extended by each step, in
 *   picture coordinates
 * @n_frames: how many steps there are; 0 or 1 shows none
 *
 * Shows in which steps a large extension is made: the new part of each one, numbered.
 */
void
limner_canvas_set_steps (LimnerCanvas     *self,
                         const LimnerRect *frames,
                         guint             n_frames)
{
  g_return_if_fail (LIMNER_IS_CANVAS (self));

  g_clear_pointer (&self->steps, g_array_unref);
  if (n_frames > 1)
    {
      self->steps = g_array_new (FALSE, FALSE, sizeof (LimnerRect));
      g_array_append_vals (self->steps, frames, n_frames);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * limner_canvas_set_context_draggable:
 * @self: a canvas
 * @draggable: whether the box can be dragged
 *
 * Gives the context box handles. Who drags them is told by LimnerCanvas::context-box-dragged; the
 * box itself changes when limner_canvas_set_context_box() says so.
 */
void
limner_canvas_set_context_draggable (LimnerCanvas *self,
                                     gboolean      draggable)
{
  g_return_if_fail (LIMNER_IS_CANVAS (self));

  self->box_is_draggable = draggable;
  if (!draggable)
    _limner_canvas_cancel_box (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Handles show what they would do. */
const char *
_limner_canvas_name_handle (LimnerFrameHandle handle)
{
  static const char *names[16] = {
    [LIMNER_FRAME_HANDLE_LEFT] = "ew-resize",
    [LIMNER_FRAME_HANDLE_RIGHT] = "ew-resize",
    [LIMNER_FRAME_HANDLE_TOP] = "ns-resize",
    [LIMNER_FRAME_HANDLE_BOTTOM] = "ns-resize",
    [LIMNER_FRAME_HANDLE_LEFT | LIMNER_FRAME_HANDLE_TOP] = "nwse-resize",
    [LIMNER_FRAME_HANDLE_RIGHT | LIMNER_FRAME_HANDLE_BOTTOM] = "nwse-resize",
    [LIMNER_FRAME_HANDLE_RIGHT | LIMNER_FRAME_HANDLE_TOP] = "nesw-resize",
    [LIMNER_FRAME_HANDLE_LEFT | LIMNER_FRAME_HANDLE_BOTTOM] = "nesw-resize",
    [LIMNER_FRAME_HANDLE_INSIDE] = "move",
  };

  return names[handle] != NULL ? names[handle] : "default";
}

/* Announces LimnerCanvas::context-box-dragged: a `const LimnerRect *` in picture coordinates. */
void
_limner_canvas_install_box (LimnerCanvasClass *klass)
{
  dragged_signal = g_signal_new ("context-box-dragged", G_TYPE_FROM_CLASS (klass),
                                 G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_POINTER);
}

static LimnerFrame
to_frame (LimnerCanvas     *self,
          const LimnerRect *box)
{
  LimnerFrame frame;

  limner_frame_init (&frame, limner_document_get_width (self->document),
                     limner_document_get_height (self->document));
  frame.area = *box;
  return frame;
}

/* A key that is held means the tool, so that one can paint over the border, too. */
static LimnerFrameHandle
find_handle (LimnerCanvas          *self,
             const LimnerToolEvent *event)
{
  const LimnerRect *box = &self->context_box;
  LimnerFrameHandle handle;
  LimnerFrame frame;
  gboolean closed;
  guint n;

  if (!self->box_is_draggable || limner_rect_is_empty (box) || self->document == NULL ||
      self->incoming != NULL || self->shows_original || self->space_held ||
      event->modifiers != 0 || limner_canvas_get_tool (self) == LIMNER_TOOL_KIND_FRAME ||
      limner_canvas_get_tool (self) == LIMNER_TOOL_KIND_TRANSFORM ||
      (self->tool != NULL && limner_tool_get_outline (self->tool, &n, &closed) != NULL))
    return LIMNER_FRAME_HANDLE_NONE;

  frame = to_frame (self, box);
  handle = limner_frame_find_handle (&frame, event->x, event->y,
                                     MIN (REACH * event->pixel,
                                          (double) MIN (box->width, box->height) / PART));
  return handle != LIMNER_FRAME_HANDLE_INSIDE ? handle : LIMNER_FRAME_HANDLE_NONE;
}

static void
set_handle (LimnerCanvas      *self,
            LimnerFrameHandle  handle)
{
  if (handle == self->box_handle)
    return;

  self->box_handle = handle;
  _limner_canvas_update_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The pointer is there, and nothing is being dragged. */
void
_limner_canvas_hover_box (LimnerCanvas          *self,
                          const LimnerToolEvent *event)
{
  set_handle (self, find_handle (self, event));
}

/* Takes the border, if it is there. */
gboolean
_limner_canvas_begin_box (LimnerCanvas          *self,
                          const LimnerToolEvent *event)
{
  set_handle (self, find_handle (self, event));
  if (self->box_handle == LIMNER_FRAME_HANDLE_NONE)
    return FALSE;

  self->drag = LIMNER_CANVAS_DRAG_BOX;
  self->box_start = self->context_box;
  self->drag_x = event->x;
  self->drag_y = event->y;
  return TRUE;
}

static void
tell (LimnerCanvas     *self,
      const LimnerRect *box)
{
  if (!limner_rect_equal (box, &self->context_box))
    g_signal_emit (self, dragged_signal, 0, box);
}

/* Shift keeps the ratio, Ctrl moves the opposite side too, as with the frame. */
void
_limner_canvas_move_box (LimnerCanvas          *self,
                         const LimnerToolEvent *event)
{
  LimnerFrame start = to_frame (self, &self->box_start);
  double ratio = 0;
  LimnerFrame frame;
  LimnerRect mask;

  if ((event->modifiers & LIMNER_TOOL_SHIFT) != 0)
    ratio = (double) start.area.width / start.area.height;
  limner_frame_drag (&frame, &start, self->box_handle, event->x - self->drag_x,
                     event->y - self->drag_y, ratio,
                     (event->modifiers & LIMNER_TOOL_CONTROL) != 0);
  limner_frame_keep_inside (&frame, limner_document_get_mask_bounds (self->document, &mask)
                                      ? &mask : NULL);
  tell (self, &frame.area);
}

/* The box is what it was before, or not there any more. */
void
_limner_canvas_cancel_box (LimnerCanvas *self)
{
  if (self->drag == LIMNER_CANVAS_DRAG_BOX)
    {
      self->drag = LIMNER_CANVAS_DRAG_NONE;
      if (!limner_rect_is_empty (&self->context_box))
        tell (self, &self->box_start);
    }
  set_handle (self, LIMNER_FRAME_HANDLE_NONE);
}
