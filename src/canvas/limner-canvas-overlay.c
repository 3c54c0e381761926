/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-canvas-private.h"

/* What is drawn over the picture: in the widget's coordinates, as nodes that cost nothing to
   change. */

#define HANDLE_SIDE 9

/* How far above its rectangle a label stands, and how far from another one, in pixels */
#define LABEL_RISE 28
#define LABEL_GAP  4

static const GdkRGBA black = { 0, 0, 0, 0.75 };
static const GdkRGBA white = { 1, 1, 1, 0.95 };

static graphene_point_t
from_picture (LimnerCanvas *self,
              double        x,
              double        y)
{
  double scale = _limner_canvas_get_scale (self);
  double px, py;

  limner_viewport_from_picture (&self->viewport, x, y, &px, &py);
  return GRAPHENE_POINT_INIT ((float) (px / scale), (float) (py / scale));
}

/* Makes the picture's directions the directions of what follows; lengths are the widget's. */
static void
push_turned (LimnerCanvas *self,
             GtkSnapshot  *snapshot)
{
  graphene_point_t origin = from_picture (self, 0, 0);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &origin);
  gtk_snapshot_rotate (snapshot, (float) (self->viewport.angle * 180 / G_PI));
  gtk_snapshot_scale (snapshot, self->viewport.mirror ? -1 : 1, 1);
}

static graphene_rect_t
to_lengths (LimnerCanvas     *self,
            const LimnerRect *rect)
{
  double zoom = self->viewport.zoom / _limner_canvas_get_scale (self);

  return GRAPHENE_RECT_INIT ((float) round (rect->x * zoom), (float) round (rect->y * zoom),
                             (float) round (rect->width * zoom),
                             (float) round (rect->height * zoom));
}

static void
append_border (GtkSnapshot           *snapshot,
               const graphene_rect_t *bounds,
               float                  width,
               const GdkRGBA         *colour)
{
  const float widths[4] = { width, width, width, width };
  const GdkRGBA colours[4] = { *colour, *colour, *colour, *colour };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, bounds, 0);
  gtk_snapshot_append_border (snapshot, &outline, widths, colours);
}

/* Light on dark, so that it can be seen on any picture. */
static void
append_double_border (GtkSnapshot           *snapshot,
                      const graphene_rect_t *bounds,
                      const GdkRGBA         *colour)
{
  graphene_rect_t wide;

  graphene_rect_inset_r (bounds, -2, -2, &wide);
  append_border (snapshot, &wide, 1, &black);
  graphene_rect_inset_r (bounds, -1, -1, &wide);
  append_border (snapshot, &wide, 2, colour);
  append_border (snapshot, bounds, 1, &black);
}

/**
 * _limner_canvas_place_label:
 * @bounds: where a label would like to be; where it can be
 * @taken: where another one is already, perhaps empty
 * @width: of the widget
 *
 * Moves a label out of the way of another: beside it, or below it where there is no room.
 */
void
_limner_canvas_place_label (graphene_rect_t       *bounds,
                            const graphene_rect_t *taken,
                            float                  width)
{
  float right = taken->origin.x + taken->size.width + LABEL_GAP;

  if (!graphene_rect_intersection (bounds, taken, NULL))
    return;

  if (right + bounds->size.width + LABEL_GAP <= width)
    bounds->origin.x = right;
  else
    bounds->origin.y = taken->origin.y + taken->size.height + LABEL_GAP;
}

/* Returns where the label is; it keeps away from @taken. */
static graphene_rect_t
append_label (LimnerCanvas          *self,
              GtkSnapshot           *snapshot,
              const char            *text,
              float                  x,
              float                  y,
              const graphene_rect_t *taken)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  graphene_rect_t bounds;
  GskRoundedRect pill;
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  x = CLAMP (x, 4, MAX (4, gtk_widget_get_width (GTK_WIDGET (self)) - width - 16));
  y = CLAMP (y, 4, MAX (4, gtk_widget_get_height (GTK_WIDGET (self)) - height - 8));
  bounds = GRAPHENE_RECT_INIT (roundf (x), roundf (y), width + 12, height + 4);
  _limner_canvas_place_label (&bounds, taken, gtk_widget_get_width (GTK_WIDGET (self)));
  gsk_rounded_rect_init_from_rect (&pill, &bounds, 6);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, &black, &bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (bounds.origin.x + 6,
                                                          bounds.origin.y + 2));
  gtk_snapshot_append_layout (snapshot, layout, &white);
  gtk_snapshot_restore (snapshot);
  return bounds;
}

/**
 * _limner_canvas_append_label:
 * @self: a canvas
 * @snapshot: what is drawn
 * @text: a few words or numbers
 * @x: where they begin, in the widget
 * @y: where they begin, in the widget
 *
 * Draws a label that stays within the widget.
 */
void
_limner_canvas_append_label (LimnerCanvas *self,
                             GtkSnapshot  *snapshot,
                             const char   *text,
                             float         x,
                             float         y)
{
  static const graphene_rect_t none = { 0 };

  append_label (self, snapshot, text, x, y, &none);
}

/* The highest corner of a rectangle, above which its label stands */
static graphene_point_t
find_top_left (LimnerCanvas     *self,
               const LimnerRect *rect)
{
  graphene_point_t best = from_picture (self, rect->x, rect->y);

  for (int i = 1; i < 4; i++)
    {
      graphene_point_t corner = from_picture (self, rect->x + i % 2 * rect->width,
                                              rect->y + i / 2 * rect->height);

      best.x = MIN (best.x, corner.x);
      best.y = MIN (best.y, corner.y);
    }
  return best;
}

static void
append_handles (GtkSnapshot           *snapshot,
                const graphene_rect_t *bounds,
                const GdkRGBA         *colour)
{
  for (int i = 0; i < 9; i++)
    {
      float x = bounds->origin.x + bounds->size.width * (float) (i % 3) / 2;
      float y = bounds->origin.y + bounds->size.height * (float) (i / 3) / 2;
      graphene_rect_t handle = GRAPHENE_RECT_INIT (roundf (x - HANDLE_SIDE / 2.f),
                                                   roundf (y - HANDLE_SIDE / 2.f),
                                                   HANDLE_SIDE, HANDLE_SIDE);

      if (i == 4)
        continue;
      gtk_snapshot_append_color (snapshot, &white, &handle);
      append_border (snapshot, &handle, 1.5, colour);
    }
}

/* Where there is nothing yet, light stripes stand for what will be painted. */
static void
append_stripes (GtkSnapshot           *snapshot,
                const graphene_rect_t *bounds)
{
  static const GskColorStop stops[] = {
    { 0, { 1, 1, 1, 0.34 } }, { 0.5, { 1, 1, 1, 0.34 } },
    { 0.5, { 1, 1, 1, 0.22 } }, { 1, { 1, 1, 1, 0.22 } },
  };

  gtk_snapshot_append_repeating_linear_gradient (snapshot, bounds, &GRAPHENE_POINT_INIT (0, 0),
                                                 &GRAPHENE_POINT_INIT (10, 10), stops,
                                                 G_N_ELEMENTS (stops));
}

/* Stripes over what is new in a frame, but not over what a preview shows of it already. */
static void
append_new_areas (LimnerCanvas      *self,
                  GtkSnapshot       *snapshot,
                  const LimnerFrame *frame)
{
  cairo_region_t *region = cairo_region_create ();
  LimnerRect areas[4];
  int n = limner_frame_get_new_areas (frame, areas);

  for (int i = 0; i < n; i++)
    cairo_region_union_rectangle (region, &(cairo_rectangle_int_t) {
      areas[i].x, areas[i].y, areas[i].width, areas[i].height });
  if (self->preview != NULL && self->incoming == NULL)
    {
      const LimnerRect *shown = &self->preview_area;
      int before = (int) round (shown->width * self->split);

      cairo_region_subtract_rectangle (region, &(cairo_rectangle_int_t) {
        shown->x + before, shown->y, shown->width - before, shown->height });
    }

  n = cairo_region_num_rectangles (region);
  for (int i = 0; i < n; i++)
    {
      cairo_rectangle_int_t part;
      graphene_rect_t bounds;

      cairo_region_get_rectangle (region, i, &part);
      bounds = to_lengths (self, &(LimnerRect) { part.x, part.y, part.width, part.height });
      append_stripes (snapshot, &bounds);
    }
  cairo_region_destroy (region);
}

/* Returns where its label is. */
static graphene_rect_t
snapshot_frame (LimnerCanvas *self,
                GtkSnapshot  *snapshot)
{
  static const graphene_rect_t none = { 0 };
  static const GdkRGBA accent = { 0.21, 0.52, 0.89, 1 };
  static const GdkRGBA dim = { 0, 0, 0, 0.5 };
  gboolean active = limner_canvas_get_tool (self) == LIMNER_TOOL_KIND_FRAME;
  g_autofree char *text = NULL;
  graphene_point_t corner;
  graphene_rect_t bounds;
  LimnerRect areas[4];
  LimnerFrame frame, cut;
  int n;

  _limner_canvas_get_frame (self, &frame);
  if (!active && limner_frame_is_picture (&frame))
    return none;

  push_turned (self, snapshot);
  append_new_areas (self, snapshot, &frame);

  /* What the frame cuts off is the picture seen as outside of the frame. */
  cut = (LimnerFrame) { frame.area.width, frame.area.height,
                        { -frame.area.x, -frame.area.y, frame.picture_width,
                          frame.picture_height } };
  n = limner_frame_get_new_areas (&cut, areas);
  for (int i = 0; i < n; i++)
    {
      areas[i].x += frame.area.x;
      areas[i].y += frame.area.y;
      bounds = to_lengths (self, &areas[i]);
      gtk_snapshot_append_color (snapshot, &dim, &bounds);
    }

  bounds = to_lengths (self, &frame.area);
  append_double_border (snapshot, &bounds, &accent);
  if (active)
    append_handles (snapshot, &bounds, &accent);
  gtk_snapshot_restore (snapshot);

  /* Translators: width and height in pixels */
  text = g_strdup_printf ("%d × %d", frame.area.width, frame.area.height);
  corner = find_top_left (self, &frame.area);
  return append_label (self, snapshot, text, corner.x, corner.y - LABEL_RISE, &none);
}

/* What is written at the box: nothing where the frame says the same. */
static char *
describe_box (LimnerCanvas          *self,
              const graphene_rect_t *frame_label)
{
  const LimnerRect *box = &self->context_box;
  LimnerFrame frame;

  if (self->sent_width > 0 && (self->sent_width != box->width ||
                               self->sent_height != box->height))
    return g_strdup_printf ("%d × %d → %d × %d", box->width, box->height, self->sent_width,
                            self->sent_height);

  _limner_canvas_get_frame (self, &frame);
  if (frame_label->size.width > 0 && limner_rect_equal (&frame.area, box))
    return NULL;
  return g_strdup_printf ("%d × %d", box->width, box->height);
}

static void
snapshot_context_box (LimnerCanvas          *self,
                      GtkSnapshot           *snapshot,
                      const graphene_rect_t *frame_label)
{
  static const GdkRGBA colour = { 0.98, 0.83, 0.29, 1 };
  g_autofree char *text = NULL;
  graphene_point_t corner;
  graphene_rect_t bounds;

  if (limner_rect_is_empty (&self->context_box) || self->shows_original)
    return;

  push_turned (self, snapshot);
  bounds = to_lengths (self, &self->context_box);
  append_double_border (snapshot, &bounds, &colour);
  if (self->box_is_draggable && limner_canvas_get_tool (self) != LIMNER_TOOL_KIND_FRAME &&
      limner_canvas_get_tool (self) != LIMNER_TOOL_KIND_TRANSFORM)
    append_handles (snapshot, &bounds, &black);
  gtk_snapshot_restore (snapshot);

  text = describe_box (self, frame_label);
  if (text == NULL)
    return;
  corner = find_top_left (self, &self->context_box);
  append_label (self, snapshot, text, corner.x, corner.y - LABEL_RISE, frame_label);
}

/* How large a rectangle or an ellipse would be, in pixels of the picture; below it */
static void
snapshot_extent (LimnerCanvas      *self,
                 GtkSnapshot       *snapshot,
                 const LimnerPoint *points,
                 guint              n)
{
  static const graphene_rect_t none = { 0 };
  LimnerToolKind kind = limner_canvas_get_tool (self);
  LimnerPoint least = { G_MAXDOUBLE, G_MAXDOUBLE };
  LimnerPoint most = { -G_MAXDOUBLE, -G_MAXDOUBLE };
  graphene_point_t corner = { G_MAXFLOAT, -G_MAXFLOAT };
  g_autofree char *text = NULL;

  if (n == 0 || (kind != LIMNER_TOOL_KIND_RECTANGLE && kind != LIMNER_TOOL_KIND_ELLIPSE))
    return;

  for (guint i = 0; i < n; i++)
    {
      graphene_point_t point = from_picture (self, points[i].x, points[i].y);

      least.x = MIN (least.x, points[i].x);
      least.y = MIN (least.y, points[i].y);
      most.x = MAX (most.x, points[i].x);
      most.y = MAX (most.y, points[i].y);
      corner.x = MIN (corner.x, point.x);
      corner.y = MAX (corner.y, point.y);
    }

  text = g_strdup_printf ("%d × %d", (int) round (most.x - least.x),
                          (int) round (most.y - least.y));
  append_label (self, snapshot, text, corner.x, corner.y + LABEL_GAP, &none);
}

/* What @outer has more than @inner, which it holds: a strip at one side. */
static LimnerRect
find_strip (const LimnerRect *outer,
            const LimnerRect *inner)
{
  LimnerRect strip = *outer;

  if (outer->width > inner->width)
    {
      strip.width = outer->width - inner->width;
      if (outer->x == inner->x)
        strip.x = inner->x + inner->width;
    }
  else
    {
      strip.height = outer->height - inner->height;
      if (outer->y == inner->y)
        strip.y = inner->y + inner->height;
    }
  return strip;
}

/* Each step of a large extension: its strip, with its number in the middle */
static void
snapshot_steps (LimnerCanvas *self,
                GtkSnapshot  *snapshot)
{
  static const GdkRGBA accent = { 0.21, 0.52, 0.89, 1 };
  LimnerRect before = { 0, 0, limner_document_get_width (self->document),
                        limner_document_get_height (self->document) };

  for (guint i = 0; self->steps != NULL && i < self->steps->len; i++)
    {
      const LimnerRect *frame = &g_array_index (self->steps, LimnerRect, i);
      LimnerRect strip = find_strip (frame, &before);
      g_autofree char *text = g_strdup_printf ("%u", i + 1);
      graphene_point_t middle = from_picture (self, strip.x + strip.width / 2.0,
                                              strip.y + strip.height / 2.0);
      graphene_rect_t bounds;

      push_turned (self, snapshot);
      bounds = to_lengths (self, &strip);
      append_double_border (snapshot, &bounds, &accent);
      gtk_snapshot_restore (snapshot);
      append_label (self, snapshot, text, middle.x, middle.y, &GRAPHENE_RECT_INIT (0, 0, 0, 0));
      before = *frame;
    }
}

/* The selection that is being drawn: dashes of black on white */
static void
snapshot_outline (LimnerCanvas *self,
                  GtkSnapshot  *snapshot)
{
  const double dashes[] = { 4, 4 };
  const LimnerPoint *points;
  graphene_rect_t bounds;
  gboolean closed;
  cairo_t *cr;
  guint n;

  points = self->tool != NULL ? limner_tool_get_outline (self->tool, &n, &closed) : NULL;
  if (points == NULL)
    return;

  bounds = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (GTK_WIDGET (self)),
                               gtk_widget_get_height (GTK_WIDGET (self)));
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  for (guint i = 0; i < n; i++)
    {
      graphene_point_t point = from_picture (self, points[i].x, points[i].y);

      cairo_line_to (cr, point.x, point.y);
    }
  if (closed)
    cairo_close_path (cr);
  cairo_set_line_width (cr, 1.5);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_stroke (cr);
  cairo_destroy (cr);
  snapshot_extent (self, snapshot, points, n);
}

static void
append_ring (GtkSnapshot   *snapshot,
             double         x,
             double         y,
             double         radius,
             float          width,
             const GdkRGBA *colour)
{
  const float widths[4] = { width, width, width, width };
  const GdkRGBA colours[4] = { *colour, *colour, *colour, *colour };
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) (x - radius), (float) (y - radius),
                                               (float) (2 * radius), (float) (2 * radius));
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &bounds, (float) radius);
  gtk_snapshot_append_border (snapshot, &outline, widths, colours);
}

/* The true size of the brush, and within it up to where it is at its full strength. */
static void
snapshot_ring (LimnerCanvas *self,
               GtkSnapshot  *snapshot)
{
  static const GdkRGBA faint = { 1, 1, 1, 0.45 };
  LimnerToolKind kind = limner_canvas_get_tool (self);
  double zoom = self->viewport.zoom / _limner_canvas_get_scale (self);
  double radius;
  LimnerBrush brush;

  if (!limner_tool_kind_has_brush (kind) || !self->pointer_inside || self->space_held ||
      self->drag == LIMNER_CANVAS_DRAG_PAN || self->box_handle != LIMNER_FRAME_HANDLE_NONE)
    return;

  limner_tool_settings_get_brush (self->settings, kind, &brush);
  radius = MAX (brush.size / 2 * zoom, 1.5);
  append_ring (snapshot, self->pointer_x, self->pointer_y, radius + 1, 1, &black);
  append_ring (snapshot, self->pointer_x, self->pointer_y, radius, 1, &white);
  if (brush.hardness < 0.95 && radius * brush.hardness > 4)
    append_ring (snapshot, self->pointer_x, self->pointer_y, radius * brush.hardness, 1, &faint);

  /* So small a ring would be lost: arms point to it. */
  if (radius < 5)
    {
      for (int i = 0; i < 4; i++)
        {
          gboolean across = i % 2 == 0;
          float from = (float) (i < 2 ? radius + 3 : -radius - 9);
          graphene_rect_t arm = GRAPHENE_RECT_INIT ((float) self->pointer_x + (across ? from : -1),
                                                    (float) self->pointer_y + (across ? -1 : from),
                                                    across ? 6 : 2, across ? 2 : 6);

          gtk_snapshot_append_color (snapshot, &black, &arm);
          graphene_rect_inset (&arm, 0.5, 0.5);
          gtk_snapshot_append_color (snapshot, &white, &arm);
        }
    }
}

void
_limner_canvas_snapshot_overlay (LimnerCanvas *self,
                                 GtkSnapshot  *snapshot)
{
  if (self->document != NULL && limner_document_get_picture (self->document) != NULL)
    {
      graphene_rect_t label = { 0 };

      if (!self->shows_original)
        {
          label = snapshot_frame (self, snapshot);
          snapshot_steps (self, snapshot);
        }
      snapshot_context_box (self, snapshot, &label);
      snapshot_outline (self, snapshot);
      _limner_canvas_snapshot_transform (self, snapshot);
    }
  snapshot_ring (self, snapshot);
}
