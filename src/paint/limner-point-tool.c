/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-point-tool.h"
#include "limner-selection.h"

/**
 * LimnerPointTool:
 *
 * Tools for which one pixel is enough: the wand selects what has its colour, the picker takes the
 * colour to paint with, with the guide that lies over the picture.
 */
struct _LimnerPointTool
{
  GObject             parent_instance;

  LimnerToolKind      kind;
  LimnerToolSettings *settings;   /* owned */
};

/* What is selected, for the thread that does so */
typedef struct
{
  LimnerPicture *picture;
  int            x;
  int            y;
  int            tolerance;
  gboolean       contiguous;
} Selection;

static void limner_point_tool_iface_init (LimnerToolInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LimnerPointTool, limner_point_tool, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LIMNER_TYPE_TOOL,
                                                      limner_point_tool_iface_init))

static void
pick (LimnerPointTool *self,
      LimnerDocument  *document,
      int              x,
      int              y)
{
  LimnerPicture *picture = limner_document_get_picture (document);
  const guint8 *pixel = limner_picture_read_row (picture, y) + 4 * x;
  guint8 guide[4] = { 0 };
  guint8 colour[3];

  if (limner_document_get_guide_visible (document))
    limner_tiles_read_span (limner_document_get_guide (document), x, y, 1, guide);
  for (int k = 0; k < 3; k++)
    colour[k] = (guint8) MIN (guide[k] + (pixel[k] * (255 - guide[3]) + 127) / 255, 255);
  limner_tool_settings_set_colour (self->settings, colour);
}

static void
selection_free (gpointer data)
{
  Selection *selection = data;

  g_clear_pointer (&selection->picture, limner_picture_unref);
  g_free (selection);
}

static LimnerMask *
make_selection (gpointer data)
{
  const Selection *selection = data;

  return limner_selection_by_colour (selection->picture, selection->x, selection->y,
                                     selection->tolerance, selection->contiguous);
}

static void
select_similar (LimnerPointTool *self,
                LimnerDocument  *document,
                int              x,
                int              y,
                LimnerCombine    how)
{
  Selection *selection = g_new0 (Selection, 1);

  selection->picture = limner_picture_ref (limner_document_get_picture (document));
  selection->x = x;
  selection->y = y;
  selection->tolerance = limner_tool_settings_get_tolerance (self->settings);
  selection->contiguous = limner_tool_settings_get_contiguous (self->settings);
  limner_document_select_async (document, make_selection, selection, selection_free, how,
                                NULL, NULL, NULL);
}

static void
limner_point_tool_press (LimnerTool            *tool,
                         LimnerDocument        *document,
                         const LimnerToolEvent *event)
{
  LimnerPointTool *self = LIMNER_POINT_TOOL (tool);
  int x = (int) floor (CLAMP (event->x, -1, LIMNER_PICTURE_MAX_SIDE));
  int y = (int) floor (CLAMP (event->y, -1, LIMNER_PICTURE_MAX_SIDE));

  if (x < 0 || y < 0 || x >= limner_document_get_width (document) ||
      y >= limner_document_get_height (document))
    return;

  if (self->kind == LIMNER_TOOL_KIND_PICKER)
    {
      pick (self, document, x, y);
      return;
    }
  select_similar (self, document, x, y, limner_tool_get_combine (self->settings, event->modifiers));
}

static void
limner_point_tool_motion (LimnerTool            *tool,
                          LimnerDocument        *document,
                          const LimnerToolEvent *event)
{
  if (LIMNER_POINT_TOOL (tool)->kind == LIMNER_TOOL_KIND_PICKER)
    limner_point_tool_press (tool, document, event);
}

static void
limner_point_tool_iface_init (LimnerToolInterface *iface)
{
  iface->press = limner_point_tool_press;
  iface->motion = limner_point_tool_motion;
}

static void
limner_point_tool_dispose (GObject *object)
{
  LimnerPointTool *self = LIMNER_POINT_TOOL (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (limner_point_tool_parent_class)->dispose (object);
}

static void
limner_point_tool_class_init (LimnerPointToolClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_point_tool_dispose;
}

static void
limner_point_tool_init (LimnerPointTool *self)
{
}

/**
 * limner_point_tool_new:
 * @kind: wand or picker
 * @settings: how it is set
 *
 * Makes a tool that needs one pixel.
 *
 * Returns: (transfer full): the tool
 */
LimnerPointTool *
limner_point_tool_new (LimnerToolKind      kind,
                       LimnerToolSettings *settings)
{
  LimnerPointTool *self = g_object_new (LIMNER_TYPE_POINT_TOOL, NULL);

  self->kind = kind;
  self->settings = g_object_ref (settings);
  return self;
}
