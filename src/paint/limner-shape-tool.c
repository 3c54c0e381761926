/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-shape-tool.h"

#define N_OUTLINE 64

/**
 * LimnerShapeTool:
 *
 * Selects a rectangle or an ellipse by dragging from corner to corner. Shift keeps it a square or a
 * circle.
 */
struct _LimnerShapeTool
{
  GObject             parent_instance;

  LimnerToolKind      kind;
  LimnerToolSettings *settings;   /* owned */
  gboolean            active;
  LimnerPoint         from;
  LimnerPoint         to;
  LimnerPoint         outline[N_OUTLINE];
};

static void limner_shape_tool_iface_init (LimnerToolInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LimnerShapeTool, limner_shape_tool, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LIMNER_TYPE_TOOL,
                                                      limner_shape_tool_iface_init))

/* Rectangles keep to whole pixels, so that their edges are sharp. */
static LimnerPoint
to_corner (LimnerShapeTool       *self,
           const LimnerToolEvent *event)
{
  LimnerPoint point = { event->x, event->y };

  if (self->kind == LIMNER_TOOL_KIND_RECTANGLE)
    point = (LimnerPoint) { round (point.x), round (point.y) };
  return point;
}

static void
limner_shape_tool_press (LimnerTool            *tool,
                         LimnerDocument        *document,
                         const LimnerToolEvent *event)
{
  LimnerShapeTool *self = LIMNER_SHAPE_TOOL (tool);

  self->active = TRUE;
  self->from = self->to = to_corner (self, event);
}

static void
limner_shape_tool_motion (LimnerTool            *tool,
                          LimnerDocument        *document,
                          const LimnerToolEvent *event)
{
  LimnerShapeTool *self = LIMNER_SHAPE_TOOL (tool);

  self->to = to_corner (self, event);
  if ((event->modifiers & LIMNER_TOOL_SHIFT) != 0)
    {
      double side = MAX (fabs (self->to.x - self->from.x), fabs (self->to.y - self->from.y));

      self->to.x = self->from.x + copysign (side, self->to.x - self->from.x);
      self->to.y = self->from.y + copysign (side, self->to.y - self->from.y);
    }
}

static void
limner_shape_tool_release (LimnerTool            *tool,
                           LimnerDocument        *document,
                           const LimnerToolEvent *event)
{
  LimnerShapeTool *self = LIMNER_SHAPE_TOOL (tool);
  g_autoptr(LimnerMask) selection = NULL;
  int width = limner_document_get_width (document);
  int height = limner_document_get_height (document);

  if (!self->active)
    return;

  limner_shape_tool_motion (tool, document, event);
  self->active = FALSE;
  if (self->from.x == self->to.x || self->from.y == self->to.y)
    return;

  if (self->kind == LIMNER_TOOL_KIND_RECTANGLE)
    selection = limner_mask_new_rectangle (width, height, &self->from, &self->to);
  else
    selection = limner_mask_new_ellipse (width, height, &self->from, &self->to);
  limner_document_select (document, selection,
                          limner_tool_get_combine (self->settings, event->modifiers));
}

static void
limner_shape_tool_cancel (LimnerTool     *tool,
                          LimnerDocument *document)
{
  LIMNER_SHAPE_TOOL (tool)->active = FALSE;
}

static const LimnerPoint *
limner_shape_tool_get_outline (LimnerTool *tool,
                               guint      *n_points,
                               gboolean   *closed)
{
  LimnerShapeTool *self = LIMNER_SHAPE_TOOL (tool);
  const LimnerPoint *from = &self->from;
  const LimnerPoint *to = &self->to;

  if (!self->active)
    return NULL;

  *closed = TRUE;
  if (self->kind == LIMNER_TOOL_KIND_RECTANGLE)
    {
      self->outline[0] = *from;
      self->outline[1] = (LimnerPoint) { to->x, from->y };
      self->outline[2] = *to;
      self->outline[3] = (LimnerPoint) { from->x, to->y };
      *n_points = 4;
      return self->outline;
    }

  for (int i = 0; i < N_OUTLINE; i++)
    {
      double angle = 2 * G_PI * i / N_OUTLINE;

      self->outline[i].x = (from->x + to->x) / 2 + (to->x - from->x) / 2 * cos (angle);
      self->outline[i].y = (from->y + to->y) / 2 + (to->y - from->y) / 2 * sin (angle);
    }
  *n_points = N_OUTLINE;
  return self->outline;
}

static void
limner_shape_tool_iface_init (LimnerToolInterface *iface)
{
  iface->press = limner_shape_tool_press;
  iface->motion = limner_shape_tool_motion;
  iface->release = limner_shape_tool_release;
  iface->cancel = limner_shape_tool_cancel;
  iface->get_outline = limner_shape_tool_get_outline;
}

static void
limner_shape_tool_dispose (GObject *object)
{
  LimnerShapeTool *self = LIMNER_SHAPE_TOOL (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (limner_shape_tool_parent_class)->dispose (object);
}

static void
limner_shape_tool_class_init (LimnerShapeToolClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_shape_tool_dispose;
}

static void
limner_shape_tool_init (LimnerShapeTool *self)
{
}

/**
 * limner_shape_tool_new:
 * @kind: rectangle or ellipse
 * @settings: how it is set
 *
 * Makes a tool that selects a shape.
 *
 * Returns: (transfer full): the tool
 */
LimnerShapeTool *
limner_shape_tool_new (LimnerToolKind      kind,
                       LimnerToolSettings *settings)
{
  LimnerShapeTool *self = g_object_new (LIMNER_TYPE_SHAPE_TOOL, NULL);

  self->kind = kind;
  self->settings = g_object_ref (settings);
  return self;
}
