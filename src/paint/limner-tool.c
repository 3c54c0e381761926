/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-brush-tool.h"
#include "limner-frame-tool.h"
#include "limner-lasso-tool.h"
#include "limner-point-tool.h"
#include "limner-shape-tool.h"
#include "limner-tool.h"
#include "limner-transform-tool.h"

/**
 * LimnerTool:
 *
 * What the pointer does to a document. Tools know nothing of windows: events come in picture
 * coordinates, and what they draw while they work is an outline that whoever shows the document may
 * draw.
 */
G_DEFINE_INTERFACE (LimnerTool, limner_tool, G_TYPE_OBJECT)

static void
limner_tool_default_init (LimnerToolInterface *iface)
{
}

/**
 * limner_tool_new:
 * @kind: which tool
 * @settings: how it is set; looked at whenever it is used
 *
 * Makes a tool. The tool that moves the view does nothing to a document.
 *
 * Returns: (transfer full) (nullable): the tool, %NULL for the one that moves the view
 */
LimnerTool *
limner_tool_new (LimnerToolKind      kind,
                 LimnerToolSettings *settings)
{
  g_return_val_if_fail (LIMNER_IS_TOOL_SETTINGS (settings), NULL);

  switch (kind)
    {
    case LIMNER_TOOL_KIND_BRUSH:
    case LIMNER_TOOL_KIND_ERASER:
    case LIMNER_TOOL_KIND_COLOUR:
    case LIMNER_TOOL_KIND_COLOUR_ERASER:
      return LIMNER_TOOL (limner_brush_tool_new (kind, settings));

    case LIMNER_TOOL_KIND_RECTANGLE:
    case LIMNER_TOOL_KIND_ELLIPSE:
      return LIMNER_TOOL (limner_shape_tool_new (kind, settings));

    case LIMNER_TOOL_KIND_LASSO:
    case LIMNER_TOOL_KIND_POLYGON:
      return LIMNER_TOOL (limner_lasso_tool_new (kind, settings));

    case LIMNER_TOOL_KIND_WAND:
    case LIMNER_TOOL_KIND_PICKER:
      return LIMNER_TOOL (limner_point_tool_new (kind, settings));

    case LIMNER_TOOL_KIND_FRAME:
      return LIMNER_TOOL (limner_frame_tool_new ());

    case LIMNER_TOOL_KIND_TRANSFORM:
      return LIMNER_TOOL (limner_transform_tool_new (settings));

    case LIMNER_TOOL_KIND_MOVE:
    default:
      return NULL;
    }
}

/**
 * limner_tool_press:
 * @self: a tool
 * @document: what it works on
 * @event: where
 *
 * Tells a tool that the button went down.
 */
void
limner_tool_press (LimnerTool            *self,
                   LimnerDocument        *document,
                   const LimnerToolEvent *event)
{
  g_return_if_fail (LIMNER_IS_TOOL (self));

  if (limner_document_get_picture (document) != NULL)
    LIMNER_TOOL_GET_IFACE (self)->press (self, document, event);
}

/**
 * limner_tool_motion:
 * @self: a tool
 * @document: what it works on
 * @event: where
 *
 * Tells a tool that the pointer moved with the button down.
 */
void
limner_tool_motion (LimnerTool            *self,
                    LimnerDocument        *document,
                    const LimnerToolEvent *event)
{
  g_return_if_fail (LIMNER_IS_TOOL (self));

  if (LIMNER_TOOL_GET_IFACE (self)->motion != NULL &&
      limner_document_get_picture (document) != NULL)
    LIMNER_TOOL_GET_IFACE (self)->motion (self, document, event);
}

/**
 * limner_tool_release:
 * @self: a tool
 * @document: what it works on
 * @event: where
 *
 * Tells a tool that the button went up.
 */
void
limner_tool_release (LimnerTool            *self,
                     LimnerDocument        *document,
                     const LimnerToolEvent *event)
{
  g_return_if_fail (LIMNER_IS_TOOL (self));

  if (LIMNER_TOOL_GET_IFACE (self)->release != NULL &&
      limner_document_get_picture (document) != NULL)
    LIMNER_TOOL_GET_IFACE (self)->release (self, document, event);
}

/**
 * limner_tool_hover:
 * @self: a tool
 * @document: what it works on
 * @event: where
 *
 * Tells a tool that the pointer moved with the button up.
 */
void
limner_tool_hover (LimnerTool            *self,
                   LimnerDocument        *document,
                   const LimnerToolEvent *event)
{
  g_return_if_fail (LIMNER_IS_TOOL (self));

  if (LIMNER_TOOL_GET_IFACE (self)->hover != NULL)
    LIMNER_TOOL_GET_IFACE (self)->hover (self, document, event);
}

/**
 * limner_tool_cancel:
 * @self: a tool
 * @document: what it works on
 *
 * Takes back what is under way.
 */
void
limner_tool_cancel (LimnerTool     *self,
                    LimnerDocument *document)
{
  g_return_if_fail (LIMNER_IS_TOOL (self));

  if (LIMNER_TOOL_GET_IFACE (self)->cancel != NULL)
    LIMNER_TOOL_GET_IFACE (self)->cancel (self, document);
}

/**
 * limner_tool_finish:
 * @self: a tool
 * @document: what it works on
 *
 * Brings to an end what is under way, such as a polygon.
 */
void
limner_tool_finish (LimnerTool     *self,
                    LimnerDocument *document)
{
  g_return_if_fail (LIMNER_IS_TOOL (self));

  if (LIMNER_TOOL_GET_IFACE (self)->finish != NULL)
    LIMNER_TOOL_GET_IFACE (self)->finish (self, document);
}

/**
 * limner_tool_get_outline:
 * @self: a tool
 * @n_points: (out): how many points there are
 * @closed: (out): whether the last is joined to the first
 *
 * Gets the shape that is being drawn.
 *
 * Returns: (transfer none) (nullable) (array length=n_points): points in picture coordinates, %NULL
 *   when nothing is being drawn
 */
const LimnerPoint *
limner_tool_get_outline (LimnerTool *self,
                         guint      *n_points,
                         gboolean   *closed)
{
  g_return_val_if_fail (LIMNER_IS_TOOL (self), NULL);

  *n_points = 0;
  *closed = FALSE;
  if (LIMNER_TOOL_GET_IFACE (self)->get_outline == NULL)
    return NULL;
  return LIMNER_TOOL_GET_IFACE (self)->get_outline (self, n_points, closed);
}

/**
 * limner_tool_get_combine:
 * @settings: how tools are set
 * @modifiers: what is held
 *
 * Tells what a selection does to the mask: as it is set, but Ctrl or Alt subtracts.
 *
 * Returns: how the mask is changed
 */
LimnerCombine
limner_tool_get_combine (LimnerToolSettings  *settings,
                         LimnerToolModifiers  modifiers)
{
  LimnerCombine combine = limner_tool_settings_get_combine (settings);

  if ((modifiers & (LIMNER_TOOL_CONTROL | LIMNER_TOOL_ALT | LIMNER_TOOL_ERASER)) == 0)
    return combine;
  return combine == LIMNER_COMBINE_SUBTRACT ? LIMNER_COMBINE_ADD : LIMNER_COMBINE_SUBTRACT;
}
