/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-frame-tool.h"

/* How near to the frame's edge the pointer has to be, in pixels of the screen. */
#define REACH 10

/**
 * LimnerFrameTool:
 *
 * Drags a side, a corner or the whole frame. Shift keeps the ratio, Ctrl moves the opposite side
 * too. A drag that begins far outside moves nothing.
 */
struct _LimnerFrameTool
{
  GObject            parent_instance;

  LimnerFrameHandle  handle;
  LimnerFrame        start;
  double             x;
  double             y;
  gboolean           moved;
};

static void limner_frame_tool_iface_init (LimnerToolInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LimnerFrameTool, limner_frame_tool, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LIMNER_TYPE_TOOL,
                                                      limner_frame_tool_iface_init))

static void
limner_frame_tool_press (LimnerTool            *tool,
                         LimnerDocument        *document,
                         const LimnerToolEvent *event)
{
  LimnerFrameTool *self = LIMNER_FRAME_TOOL (tool);

  limner_document_get_frame (document, &self->start);
  self->handle = limner_frame_find_handle (&self->start, event->x, event->y,
                                           REACH * event->pixel);
  self->x = event->x;
  self->y = event->y;
  self->moved = FALSE;
}

static void
limner_frame_tool_motion (LimnerTool            *tool,
                          LimnerDocument        *document,
                          const LimnerToolEvent *event)
{
  LimnerFrameTool *self = LIMNER_FRAME_TOOL (tool);
  double ratio = 0;
  LimnerFrame frame;

  if (self->handle == LIMNER_FRAME_HANDLE_NONE)
    return;

  if ((event->modifiers & LIMNER_TOOL_SHIFT) != 0)
    ratio = (double) self->start.area.width / self->start.area.height;
  limner_frame_drag (&frame, &self->start, self->handle, event->x - self->x, event->y - self->y,
                     ratio, (event->modifiers & LIMNER_TOOL_CONTROL) != 0);
  if (!self->moved && limner_frame_equal (&frame, &self->start))
    return;
  limner_document_drag_frame (document, &frame, !self->moved);
  self->moved = TRUE;
}

static void
limner_frame_tool_release (LimnerTool            *tool,
                           LimnerDocument        *document,
                           const LimnerToolEvent *event)
{
  LIMNER_FRAME_TOOL (tool)->handle = LIMNER_FRAME_HANDLE_NONE;
}

static void
limner_frame_tool_cancel (LimnerTool     *tool,
                          LimnerDocument *document)
{
  LimnerFrameTool *self = LIMNER_FRAME_TOOL (tool);

  if (self->handle != LIMNER_FRAME_HANDLE_NONE && self->moved)
    limner_document_undo (document);
  self->handle = LIMNER_FRAME_HANDLE_NONE;
}

static void
limner_frame_tool_iface_init (LimnerToolInterface *iface)
{
  iface->press = limner_frame_tool_press;
  iface->motion = limner_frame_tool_motion;
  iface->release = limner_frame_tool_release;
  iface->cancel = limner_frame_tool_cancel;
}

static void
limner_frame_tool_class_init (LimnerFrameToolClass *klass)
{
}

static void
limner_frame_tool_init (LimnerFrameTool *self)
{
}

/**
 * limner_frame_tool_new:
 *
 * Makes a tool that changes the frame.
 *
 * Returns: (transfer full): the tool
 */
LimnerFrameTool *
limner_frame_tool_new (void)
{
  return g_object_new (LIMNER_TYPE_FRAME_TOOL, NULL);
}
