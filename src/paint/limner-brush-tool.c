/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-brush-tool.h"

/* How far the pointer moves on the screen before Shift means "change the size". */
#define DRAG_START 4

typedef enum
{
  IDLE,
  PAINTING,
  WAITING,     /* Shift is held: a click draws a line, a drag changes the brush */
  RESIZING,
} BrushToolState;

/**
 * LimnerBrushTool:
 *
 * Paints strokes on the mask or on the guide. Ctrl, and a pen held upside down, turn painting into
 * erasing and the other way round. With Shift a click draws a straight line from where the last
 * stroke ended, and a drag changes size (sideways) and hardness (up and down).
 */
struct _LimnerBrushTool
{
  GObject             parent_instance;

  LimnerToolKind      kind;
  LimnerToolSettings *settings;     /* owned */
  BrushToolState      state;
  LimnerStrokePoint   last;         /* where the last stroke ended */
  gboolean            has_last;
  LimnerToolEvent     start;
  LimnerBrush         start_brush;
  LimnerPoint         line[2];      /* that a click would draw */
  gboolean            shows_line;
};

static void limner_brush_tool_iface_init (LimnerToolInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LimnerBrushTool, limner_brush_tool, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LIMNER_TYPE_TOOL,
                                                      limner_brush_tool_iface_init))

static LimnerStrokePoint
to_point (const LimnerToolEvent *event)
{
  return (LimnerStrokePoint) { (float) event->x, (float) event->y, (float) event->pressure };
}

static void
begin (LimnerBrushTool     *self,
       LimnerDocument      *document,
       LimnerToolModifiers  modifiers)
{
  gboolean on_guide = self->kind == LIMNER_TOOL_KIND_COLOUR ||
                      self->kind == LIMNER_TOOL_KIND_COLOUR_ERASER;
  gboolean subtract = self->kind == LIMNER_TOOL_KIND_ERASER ||
                      self->kind == LIMNER_TOOL_KIND_COLOUR_ERASER;
  LimnerBrush brush;

  /* The upside-down pen always erases; Ctrl does the opposite of what the tool does. */
  if ((modifiers & LIMNER_TOOL_ERASER) != 0)
    subtract = TRUE;
  else if ((modifiers & LIMNER_TOOL_CONTROL) != 0)
    subtract = !subtract;

  limner_tool_settings_get_brush (self->settings, self->kind, &brush);
  limner_document_begin_stroke (document, on_guide ? LIMNER_LAYER_GUIDE : LIMNER_LAYER_MASK,
                                &brush, subtract);
}

static void
limner_brush_tool_press (LimnerTool            *tool,
                         LimnerDocument        *document,
                         const LimnerToolEvent *event)
{
  LimnerBrushTool *self = LIMNER_BRUSH_TOOL (tool);
  LimnerStrokePoint point = to_point (event);

  if ((event->modifiers & LIMNER_TOOL_SHIFT) != 0)
    {
      self->state = WAITING;
      self->start = *event;
      limner_tool_settings_get_brush (self->settings, self->kind, &self->start_brush);
      return;
    }

  begin (self, document, event->modifiers);
  limner_document_add_to_stroke (document, &point);
  self->state = PAINTING;
}

static void
resize (LimnerBrushTool       *self,
        const LimnerToolEvent *event)
{
  LimnerBrush brush = self->start_brush;

  brush.size += 2 * (event->x - self->start.x);
  brush.hardness -= (event->y - self->start.y) / event->pixel / 200;
  limner_tool_settings_set_brush (self->settings, self->kind, &brush);
}

static void
limner_brush_tool_motion (LimnerTool            *tool,
                          LimnerDocument        *document,
                          const LimnerToolEvent *event)
{
  LimnerBrushTool *self = LIMNER_BRUSH_TOOL (tool);
  LimnerStrokePoint point = to_point (event);

  if (self->state == WAITING &&
      hypot (event->x - self->start.x, event->y - self->start.y) > DRAG_START * event->pixel)
    self->state = RESIZING;

  if (self->state == RESIZING)
    resize (self, event);
  else if (self->state == PAINTING)
    limner_document_add_to_stroke (document, &point);
}

static void
limner_brush_tool_release (LimnerTool            *tool,
                           LimnerDocument        *document,
                           const LimnerToolEvent *event)
{
  LimnerBrushTool *self = LIMNER_BRUSH_TOOL (tool);
  LimnerStrokePoint point = to_point (event);

  if (self->state == WAITING)
    {
      point.pressure = (float) self->start.pressure;
      begin (self, document, event->modifiers);
      if (self->has_last)
        limner_document_add_to_stroke (document, &self->last);
      limner_document_add_to_stroke (document, &point);
    }

  /* The pressure with which a pen leaves is no part of the stroke. */
  if (self->state == WAITING || self->state == PAINTING)
    {
      limner_document_end_stroke (document);
      self->last = point;
      self->last.pressure = (float) MAX (event->pressure, 0.5);
      self->has_last = TRUE;
      self->shows_line = FALSE;
    }
  self->state = IDLE;
}

/* With Shift one sees where the straight line would go. */
static void
limner_brush_tool_hover (LimnerTool            *tool,
                         LimnerDocument        *document,
                         const LimnerToolEvent *event)
{
  LimnerBrushTool *self = LIMNER_BRUSH_TOOL (tool);

  self->shows_line = self->has_last && (event->modifiers & LIMNER_TOOL_SHIFT) != 0;
  self->line[0] = (LimnerPoint) { self->last.x, self->last.y };
  self->line[1] = (LimnerPoint) { event->x, event->y };
}

static const LimnerPoint *
limner_brush_tool_get_outline (LimnerTool *tool,
                               guint      *n_points,
                               gboolean   *closed)
{
  LimnerBrushTool *self = LIMNER_BRUSH_TOOL (tool);

  if (!self->shows_line || self->state != IDLE)
    return NULL;
  *n_points = G_N_ELEMENTS (self->line);
  return self->line;
}

static void
limner_brush_tool_cancel (LimnerTool     *tool,
                          LimnerDocument *document)
{
  LimnerBrushTool *self = LIMNER_BRUSH_TOOL (tool);

  if (self->state == PAINTING)
    limner_document_cancel_stroke (document);
  else if (self->state == RESIZING)
    limner_tool_settings_set_brush (self->settings, self->kind, &self->start_brush);
  self->state = IDLE;
  self->shows_line = FALSE;
}

static void
limner_brush_tool_iface_init (LimnerToolInterface *iface)
{
  iface->press = limner_brush_tool_press;
  iface->motion = limner_brush_tool_motion;
  iface->release = limner_brush_tool_release;
  iface->cancel = limner_brush_tool_cancel;
  iface->hover = limner_brush_tool_hover;
  iface->get_outline = limner_brush_tool_get_outline;
}

static void
limner_brush_tool_dispose (GObject *object)
{
  LimnerBrushTool *self = LIMNER_BRUSH_TOOL (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (limner_brush_tool_parent_class)->dispose (object);
}

static void
limner_brush_tool_class_init (LimnerBrushToolClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_brush_tool_dispose;
}

static void
limner_brush_tool_init (LimnerBrushTool *self)
{
}

/**
 * limner_brush_tool_new:
 * @kind: brush, eraser, colour or colour eraser
 * @settings: how it is set
 *
 * Makes a tool that paints.
 *
 * Returns: (transfer full): the tool
 */
LimnerBrushTool *
limner_brush_tool_new (LimnerToolKind      kind,
                       LimnerToolSettings *settings)
{
  LimnerBrushTool *self = g_object_new (LIMNER_TYPE_BRUSH_TOOL, NULL);

  self->kind = kind;
  self->settings = g_object_ref (settings);
  return self;
}
