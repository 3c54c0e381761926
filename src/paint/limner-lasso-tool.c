/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-lasso-tool.h"

/* How near to its first corner a click closes a polygon, in pixels of the screen. */
#define CLOSE_REACH 8

/**
 * LimnerLassoTool:
 *
 * Selects what the pointer goes round (lasso), or what lies between corners that are clicked one
 * after the other (polygon). A polygon is closed by a click on its first corner, a double click or
 * Enter.
 */
struct _LimnerLassoTool
{
  GObject              parent_instance;

  LimnerToolKind       kind;
  LimnerToolSettings  *settings;    /* owned */
  GArray              *points;      /* LimnerPoint; a polygon's last one follows the pointer */
  LimnerToolModifiers  modifiers;
};

static void limner_lasso_tool_iface_init (LimnerToolInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LimnerLassoTool, limner_lasso_tool, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LIMNER_TYPE_TOOL,
                                                      limner_lasso_tool_iface_init))

static void
add_point (LimnerLassoTool       *self,
           const LimnerToolEvent *event)
{
  LimnerPoint point = { event->x, event->y };

  g_array_append_val (self->points, point);
}

static void
select_inside (LimnerLassoTool *self,
               LimnerDocument  *document)
{
  g_autoptr(LimnerMask) selection = NULL;

  if (self->points->len >= 3)
    {
      selection = limner_mask_new_polygon (limner_document_get_width (document),
                                           limner_document_get_height (document),
                                           (const LimnerPoint *) (gpointer) self->points->data,
                                           self->points->len);
      limner_document_select (document, selection,
                              limner_tool_get_combine (self->settings, self->modifiers));
    }
  g_array_set_size (self->points, 0);
}

static gboolean
closes (LimnerLassoTool       *self,
        const LimnerToolEvent *event)
{
  const LimnerPoint *first;

  if (self->points->len < 4)
    return FALSE;
  first = &g_array_index (self->points, LimnerPoint, 0);
  return event->n_clicks > 1 ||
         hypot (event->x - first->x, event->y - first->y) <= CLOSE_REACH * event->pixel;
}

static void
move_last (LimnerLassoTool       *self,
           const LimnerToolEvent *event)
{
  if (self->points->len > 1)
    g_array_index (self->points, LimnerPoint, self->points->len - 1) =
      (LimnerPoint) { event->x, event->y };
}

static void
limner_lasso_tool_press (LimnerTool            *tool,
                         LimnerDocument        *document,
                         const LimnerToolEvent *event)
{
  LimnerLassoTool *self = LIMNER_LASSO_TOOL (tool);

  if (self->kind == LIMNER_TOOL_KIND_LASSO || self->points->len == 0)
    {
      self->modifiers = event->modifiers;
      g_array_set_size (self->points, 0);
      add_point (self, event);
      if (self->kind == LIMNER_TOOL_KIND_POLYGON)
        add_point (self, event);
      return;
    }

  if (closes (self, event))
    {
      g_array_set_size (self->points, self->points->len - 1);
      select_inside (self, document);
      return;
    }
  move_last (self, event);
  add_point (self, event);
}

static void
limner_lasso_tool_motion (LimnerTool            *tool,
                          LimnerDocument        *document,
                          const LimnerToolEvent *event)
{
  LimnerLassoTool *self = LIMNER_LASSO_TOOL (tool);

  if (self->kind == LIMNER_TOOL_KIND_LASSO && self->points->len > 0)
    add_point (self, event);
  else
    move_last (self, event);
}

static void
limner_lasso_tool_release (LimnerTool            *tool,
                           LimnerDocument        *document,
                           const LimnerToolEvent *event)
{
  LimnerLassoTool *self = LIMNER_LASSO_TOOL (tool);

  if (self->kind == LIMNER_TOOL_KIND_LASSO)
    select_inside (self, document);
}

static void
limner_lasso_tool_hover (LimnerTool            *tool,
                         LimnerDocument        *document,
                         const LimnerToolEvent *event)
{
  LimnerLassoTool *self = LIMNER_LASSO_TOOL (tool);

  if (self->kind == LIMNER_TOOL_KIND_POLYGON)
    move_last (self, event);
}

static void
limner_lasso_tool_cancel (LimnerTool     *tool,
                          LimnerDocument *document)
{
  g_array_set_size (LIMNER_LASSO_TOOL (tool)->points, 0);
}

static void
limner_lasso_tool_finish (LimnerTool     *tool,
                          LimnerDocument *document)
{
  select_inside (LIMNER_LASSO_TOOL (tool), document);
}

static const LimnerPoint *
limner_lasso_tool_get_outline (LimnerTool *tool,
                               guint      *n_points,
                               gboolean   *closed)
{
  LimnerLassoTool *self = LIMNER_LASSO_TOOL (tool);

  *n_points = self->points->len;
  *closed = self->kind == LIMNER_TOOL_KIND_LASSO;
  return self->points->len > 0 ? (const LimnerPoint *) (gpointer) self->points->data : NULL;
}

static void
limner_lasso_tool_iface_init (LimnerToolInterface *iface)
{
  iface->press = limner_lasso_tool_press;
  iface->motion = limner_lasso_tool_motion;
  iface->release = limner_lasso_tool_release;
  iface->hover = limner_lasso_tool_hover;
  iface->cancel = limner_lasso_tool_cancel;
  iface->finish = limner_lasso_tool_finish;
  iface->get_outline = limner_lasso_tool_get_outline;
}

static void
limner_lasso_tool_dispose (GObject *object)
{
  LimnerLassoTool *self = LIMNER_LASSO_TOOL (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (limner_lasso_tool_parent_class)->dispose (object);
}

static void
limner_lasso_tool_finalize (GObject *object)
{
  LimnerLassoTool *self = LIMNER_LASSO_TOOL (object);

  g_clear_pointer (&self->points, g_array_unref);

  G_OBJECT_CLASS (limner_lasso_tool_parent_class)->finalize (object);
}

static void
limner_lasso_tool_class_init (LimnerLassoToolClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_lasso_tool_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_lasso_tool_finalize;
}

static void
limner_lasso_tool_init (LimnerLassoTool *self)
{
  self->points = g_array_new (FALSE, FALSE, sizeof (LimnerPoint));
}

/**
 * limner_lasso_tool_new:
 * @kind: lasso or polygon
 * @settings: how it is set
 *
 * Makes a tool that selects a free shape.
 *
 * Returns: (transfer full): the tool
 */
LimnerLassoTool *
limner_lasso_tool_new (LimnerToolKind      kind,
                       LimnerToolSettings *settings)
{
  LimnerLassoTool *self = g_object_new (LIMNER_TYPE_LASSO_TOOL, NULL);

  self->kind = kind;
  self->settings = g_object_ref (settings);
  return self;
}
