/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-canvas-private.h"

/* The box with which the mask, or the drawn colours, are moved, scaled and turned: how it looks,
 * what the pointer becomes over it, and the arrow keys. What a drag does is the tool's business. */

#define HANDLE_SIDE 9

/* How far the knob that turns stands off the box, and its radius */
#define KNOB_RISE 26
#define KNOB_RADIUS 5.5

static const GdkRGBA accent = { 0.21, 0.52, 0.89, 1 };
static const GdkRGBA shadow = { 0, 0, 0, 0.6 };
static const GdkRGBA white = { 1, 1, 1, 1 };

static gboolean
get_box (LimnerCanvas    *self,
         LimnerTransform *transform,
         LimnerRect      *bounds)
{
  return self->document != NULL && !self->shows_original &&
         limner_canvas_get_tool (self) == LIMNER_TOOL_KIND_TRANSFORM &&
         limner_document_get_transform (self->document,
                                        limner_tool_settings_get_layer (self->settings),
                                        transform, bounds);
}

/* The corners of the box in the widget, in the order in which they were before */
static void
get_corners (LimnerCanvas          *self,
             const LimnerTransform *transform,
             const LimnerRect      *bounds,
             LimnerPoint            corners[4])
{
  double scale = _limner_canvas_get_scale (self);

  limner_transform_get_corners (transform, bounds, corners);
  for (int i = 0; i < 4; i++)
    {
      limner_viewport_from_picture (&self->viewport, corners[i].x, corners[i].y, &corners[i].x,
                                    &corners[i].y);
      corners[i].x /= scale;
      corners[i].y /= scale;
    }
}

static LimnerPoint
get_middle (const LimnerPoint *from,
            const LimnerPoint *to)
{
  return (LimnerPoint) { (from->x + to->x) / 2, (from->y + to->y) / 2 };
}

static void
stroke (cairo_t       *cr,
        const GdkRGBA *colour,
        double         width)
{
  gdk_cairo_set_source_rgba (cr, colour);
  cairo_set_line_width (cr, width);
  cairo_stroke_preserve (cr);
}

/* Light on dark, so that it can be seen on any picture. */
static void
draw_sides (cairo_t           *cr,
            const LimnerPoint  corners[4])
{
  for (int i = 0; i < 4; i++)
    cairo_line_to (cr, corners[i].x, corners[i].y);
  cairo_close_path (cr);
  stroke (cr, &shadow, 4);
  stroke (cr, &accent, 2);
  cairo_new_path (cr);
}

static void
draw_handle (cairo_t           *cr,
             const LimnerPoint *at)
{
  cairo_rectangle (cr, round (at->x - HANDLE_SIDE / 2.0), round (at->y - HANDLE_SIDE / 2.0),
                   HANDLE_SIDE, HANDLE_SIDE);
  gdk_cairo_set_source_rgba (cr, &white);
  cairo_fill_preserve (cr);
  stroke (cr, &accent, 1.5);
  cairo_new_path (cr);
}

/* A drag outside of the box turns it; the knob says so. */
static void
draw_knob (cairo_t           *cr,
           const LimnerPoint  corners[4])
{
  LimnerPoint top = get_middle (&corners[0], &corners[1]);
  LimnerPoint middle = get_middle (&corners[0], &corners[2]);
  double distance = hypot (top.x - middle.x, top.y - middle.y);
  double x, y;

  if (distance < 1)
    return;

  x = top.x + (top.x - middle.x) / distance * KNOB_RISE;
  y = top.y + (top.y - middle.y) / distance * KNOB_RISE;
  cairo_move_to (cr, top.x, top.y);
  cairo_line_to (cr, x, y);
  stroke (cr, &shadow, 4);
  stroke (cr, &accent, 2);
  cairo_new_path (cr);
  cairo_arc (cr, x, y, KNOB_RADIUS, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, &white);
  cairo_fill_preserve (cr);
  stroke (cr, &accent, 2);
  cairo_new_path (cr);
}

/* Below the box, because the knob stands above it */
static void
append_numbers (LimnerCanvas          *self,
                GtkSnapshot           *snapshot,
                const LimnerTransform *transform,
                const LimnerRect      *bounds,
                const LimnerPoint      corners[4])
{
  int width = (int) round (fabs (bounds->width * transform->scale_x));
  int height = (int) round (fabs (bounds->height * transform->scale_y));
  double degrees = transform->angle * 180 / G_PI;
  double left = corners[0].x;
  double bottom = corners[0].y;
  g_autofree char *text = NULL;

  for (int i = 1; i < 4; i++)
    {
      left = MIN (left, corners[i].x);
      bottom = MAX (bottom, corners[i].y);
    }
  if (fabs (degrees) < 0.05)
    text = g_strdup_printf ("%d × %d", width, height);
  else
    text = g_strdup_printf ("%d × %d, %.1f°", width, height, degrees);
  _limner_canvas_append_label (self, snapshot, text, (float) left, (float) bottom + 8);
}

/* Draws the box. */
void
_limner_canvas_snapshot_transform (LimnerCanvas *self,
                                   GtkSnapshot  *snapshot)
{
  LimnerTransform transform;
  LimnerPoint corners[4];
  graphene_rect_t all;
  LimnerRect bounds;
  cairo_t *cr;

  if (!get_box (self, &transform, &bounds))
    return;

  get_corners (self, &transform, &bounds, corners);
  all = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (GTK_WIDGET (self)),
                            gtk_widget_get_height (GTK_WIDGET (self)));
  cr = gtk_snapshot_append_cairo (snapshot, &all);
  draw_sides (cr, corners);
  draw_knob (cr, corners);
  for (int i = 0; i < 4; i++)
    {
      LimnerPoint side = get_middle (&corners[i], &corners[(i + 1) % 4]);

      draw_handle (cr, &corners[i]);
      draw_handle (cr, &side);
    }
  cairo_destroy (cr);
  append_numbers (self, snapshot, &transform, &bounds, corners);
}

/* Where a handle is, with the middle of the box as the origin, in the widget */
static LimnerPoint
find_direction (const LimnerPoint     corners[4],
                LimnerTransformHandle handle)
{
  LimnerPoint middle = get_middle (&corners[0], &corners[2]);
  double across = ((handle & LIMNER_TRANSFORM_HANDLE_RIGHT) != 0) -
                  ((handle & LIMNER_TRANSFORM_HANDLE_LEFT) != 0);
  double down = ((handle & LIMNER_TRANSFORM_HANDLE_BOTTOM) != 0) -
                ((handle & LIMNER_TRANSFORM_HANDLE_TOP) != 0);
  LimnerPoint right = get_middle (&corners[1], &corners[2]);
  LimnerPoint bottom = get_middle (&corners[2], &corners[3]);

  return (LimnerPoint) { across * (right.x - middle.x) + down * (bottom.x - middle.x),
                         across * (right.y - middle.y) + down * (bottom.y - middle.y) };
}

/* Tells what the pointer becomes over a place of the box; %NULL without one. */
const char *
_limner_canvas_name_transform (LimnerCanvas          *self,
                               const LimnerToolEvent *event)
{
  static const char *const names[] = { "ew-resize", "nwse-resize", "ns-resize", "nesw-resize" };
  LimnerTransformHandle handle;
  LimnerTransform transform;
  LimnerPoint corners[4], at;
  LimnerRect bounds;
  int eighth;

  if (!get_box (self, &transform, &bounds))
    return NULL;

  handle = limner_transform_find_handle (&transform, &bounds, event->x, event->y,
                                         LIMNER_TRANSFORM_REACH * event->pixel);
  if (handle == LIMNER_TRANSFORM_HANDLE_INSIDE)
    return "move";
  if (handle == LIMNER_TRANSFORM_HANDLE_TURN)
    return "alias";

  get_corners (self, &transform, &bounds, corners);
  at = find_direction (corners, handle);
  eighth = (int) round (atan2 (at.y, at.x) / (G_PI / 4));
  return names[(eighth + 8) % 4];
}

/* Moves what is in the box by so many pixels, as they lie on the screen; %FALSE without a box. */
gboolean
_limner_canvas_nudge (LimnerCanvas *self,
                      int           right,
                      int           down)
{
  LimnerTransform transform;
  LimnerRect bounds;
  double x, y;

  if (!get_box (self, &transform, &bounds))
    return FALSE;

  /* One step is one pixel of the picture, whichever way it is looked at. */
  x = cos (self->viewport.angle) * right + sin (self->viewport.angle) * down;
  y = cos (self->viewport.angle) * down - sin (self->viewport.angle) * right;
  transform.dx += round (self->viewport.mirror ? -x : x);
  transform.dy += round (y);
  limner_document_transform (self->document, limner_tool_settings_get_layer (self->settings),
                             &transform);
  return TRUE;
}
