/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-transform-tool.h"

/**
 * LimnerTransformTool:
 *
 * Moves, scales and turns the mask or the drawn colours by the box round them: inside it moves, by
 * a side or a corner it scales, outside it turns. Shift keeps the ratio, turns by steps of 15° and
 * moves straight; Ctrl moves the opposite side, too.
 */
struct _LimnerTransformTool
{
  GObject                parent_instance;

  LimnerToolSettings    *settings;   /* owned */
  LimnerTransformHandle  handle;
  LimnerLayer            layer;
  LimnerTransform        start;
  LimnerRect             bounds;
  LimnerPoint            from;
};

static void limner_transform_tool_iface_init (LimnerToolInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LimnerTransformTool, limner_transform_tool, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LIMNER_TYPE_TOOL,
                                                      limner_transform_tool_iface_init))

static void
limner_transform_tool_press (LimnerTool            *tool,
                             LimnerDocument        *document,
                             const LimnerToolEvent *event)
{
  LimnerTransformTool *self = LIMNER_TRANSFORM_TOOL (tool);

  self->handle = LIMNER_TRANSFORM_HANDLE_NONE;
  self->layer = limner_tool_settings_get_layer (self->settings);
  if (!limner_document_get_transform (document, self->layer, &self->start, &self->bounds))
    return;

  self->from = (LimnerPoint) { event->x, event->y };
  self->handle = limner_transform_find_handle (&self->start, &self->bounds, event->x, event->y,
                                               LIMNER_TRANSFORM_REACH * event->pixel);
}

static void
limner_transform_tool_motion (LimnerTool            *tool,
                              LimnerDocument        *document,
                              const LimnerToolEvent *event)
{
  LimnerTransformTool *self = LIMNER_TRANSFORM_TOOL (tool);
  LimnerPoint to = { event->x, event->y };
  LimnerTransform transform;

  if (self->handle == LIMNER_TRANSFORM_HANDLE_NONE)
    return;

  limner_transform_drag (&transform, &self->start, &self->bounds, self->handle, &self->from, &to,
                         (event->modifiers & LIMNER_TOOL_SHIFT) != 0,
                         (event->modifiers & LIMNER_TOOL_CONTROL) != 0);
  limner_document_transform (document, self->layer, &transform);
}

static void
limner_transform_tool_release (LimnerTool            *tool,
                               LimnerDocument        *document,
                               const LimnerToolEvent *event)
{
  LIMNER_TRANSFORM_TOOL (tool)->handle = LIMNER_TRANSFORM_HANDLE_NONE;
}

static void
limner_transform_tool_cancel (LimnerTool     *tool,
                              LimnerDocument *document)
{
  LimnerTransformTool *self = LIMNER_TRANSFORM_TOOL (tool);

  if (self->handle != LIMNER_TRANSFORM_HANDLE_NONE)
    limner_document_transform (document, self->layer, &self->start);
  self->handle = LIMNER_TRANSFORM_HANDLE_NONE;
}

static void
limner_transform_tool_finish (LimnerTool     *tool,
                              LimnerDocument *document)
{
  LIMNER_TRANSFORM_TOOL (tool)->handle = LIMNER_TRANSFORM_HANDLE_NONE;
  limner_document_end_transform (document);
}

static void
limner_transform_tool_iface_init (LimnerToolInterface *iface)
{
  iface->press = limner_transform_tool_press;
  iface->motion = limner_transform_tool_motion;
  iface->release = limner_transform_tool_release;
  iface->cancel = limner_transform_tool_cancel;
  iface->finish = limner_transform_tool_finish;
}

static void
limner_transform_tool_dispose (GObject *object)
{
  g_clear_object (&LIMNER_TRANSFORM_TOOL (object)->settings);

  G_OBJECT_CLASS (limner_transform_tool_parent_class)->dispose (object);
}

static void
limner_transform_tool_class_init (LimnerTransformToolClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_transform_tool_dispose;
}

static void
limner_transform_tool_init (LimnerTransformTool *self)
{
}

/**
 * limner_transform_tool_new:
 * @settings: they tell which layer is transformed
 *
 * Makes a tool that moves, scales and turns.
 *
 * Returns: (transfer full): the tool
 */
LimnerTransformTool *
limner_transform_tool_new (LimnerToolSettings *settings)
{
  LimnerTransformTool *self = g_object_new (LIMNER_TYPE_TRANSFORM_TOOL, NULL);

  self->settings = g_object_ref (settings);
  return self;
}
