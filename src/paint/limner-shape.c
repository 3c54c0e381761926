/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-mask-filter.h"
#include "limner-shape.h"

/*
 * Antialiasing by counting: each pixel has 16 by 16 points, and its value is how many of them are
 * inside the shape. Row by row of points, a shape is a list of spans; a span adds to the pixels at
 * its two ends and, by a running sum, to all between.
 */
#define SAMPLES 16

typedef struct
{
  int  width;
  int *ends;   /* points in pixels that are covered in part */
  int *runs;   /* changes of what all following pixels get */
} Row;

typedef struct
{
  double x;
  int    winding;
} Crossing;

typedef struct
{
  double top;
  double bottom;
  double x;        /* at the top */
  double slope;    /* x for each y */
  int    winding;
} Edge;

/* The first column of points at or right of x */
static int
to_point (double x,
          int    width)
{
  return (int) CLAMP (ceil (x * SAMPLES - 0.5), 0, (double) width * SAMPLES);
}

static void
add_span (Row    *self,
          double  from,
          double  to)
{
  int first = to_point (from, self->width);
  int end = to_point (to, self->width);

  if (first >= end)
    return;

  if (first / SAMPLES == end / SAMPLES)
    {
      self->ends[first / SAMPLES] += end - first;
      return;
    }
  self->ends[first / SAMPLES] += SAMPLES - first % SAMPLES;
  self->ends[end / SAMPLES] += end % SAMPLES;
  self->runs[first / SAMPLES + 1] += SAMPLES;
  self->runs[end / SAMPLES] -= SAMPLES;
}

static void
write_row (Row        *self,
           LimnerMask *mask,
           int         y,
           guint8     *pixels)
{
  int run = 0;

  for (int x = 0; x < self->width; x++)
    {
      run += self->runs[x];
      pixels[x] = (guint8) (((run + self->ends[x]) * 255 + 128) >> 8);
      self->runs[x] = self->ends[x] = 0;
    }
  self->runs[self->width] = self->ends[self->width] = 0;
  limner_tiles_write_span (mask, 0, y, self->width, pixels);
}

/* Finds the span of a shape on a row of points. Returns FALSE if there is none. */
typedef gboolean (* SpanFunc) (const LimnerPoint *from,
                               const LimnerPoint *to,
                               double             y,
                               double            *left,
                               double            *right);

static gboolean
rectangle_span (const LimnerPoint *from,
                const LimnerPoint *to,
                double             y,
                double            *left,
                double            *right)
{
  *left = from->x;
  *right = to->x;
  return y >= from->y && y < to->y;
}

static gboolean
ellipse_span (const LimnerPoint *from,
              const LimnerPoint *to,
              double             y,
              double            *left,
              double            *right)
{
  double radius_y = (to->y - from->y) / 2;
  double height = (y - from->y - radius_y) / radius_y;
  double half;

  if (!(fabs (height) < 1))
    return FALSE;
  half = (to->x - from->x) / 2 * sqrt (1 - height * height);
  *left = (from->x + to->x) / 2 - half;
  *right = (from->x + to->x) / 2 + half;
  return TRUE;
}

static LimnerMask *
draw_spans (int                width,
            int                height,
            const LimnerPoint *a,
            const LimnerPoint *b,
            SpanFunc           span)
{
  LimnerMask *mask = limner_mask_new (width, height);
  LimnerPoint from = { MIN (a->x, b->x), MIN (a->y, b->y) };
  LimnerPoint to = { MAX (a->x, b->x), MAX (a->y, b->y) };
  g_autofree int *ends = g_new0 (int, width + 1);
  g_autofree int *runs = g_new0 (int, width + 1);
  g_autofree guint8 *pixels = g_malloc (width);
  Row row = { width, ends, runs };
  int top = (int) CLAMP (floor (from.y), 0, height);
  int bottom = (int) CLAMP (ceil (to.y), 0, height);

  for (int y = top; y < bottom; y++)
    {
      for (int i = 0; i < SAMPLES; i++)
        {
          double left, right;

          if (span (&from, &to, y + (i + 0.5) / SAMPLES, &left, &right))
            add_span (&row, left, right);
        }
      write_row (&row, mask, y, pixels);
    }
  limner_mask_filter_tidy (mask);
  return mask;
}

/**
 * limner_mask_new_rectangle:
 * @width: of the mask, in pixels
 * @height: of the mask, in pixels
 * @from: a corner
 * @to: the opposite corner
 *
 * Selects a rectangle.
 *
 * Returns: (transfer full): the selection
 */
LimnerMask *
limner_mask_new_rectangle (int                width,
                           int                height,
                           const LimnerPoint *from,
                           const LimnerPoint *to)
{
  g_return_val_if_fail (from != NULL && to != NULL, NULL);

  return draw_spans (width, height, from, to, rectangle_span);
}

/**
 * limner_mask_new_ellipse:
 * @width: of the mask, in pixels
 * @height: of the mask, in pixels
 * @from: a corner of the rectangle round the ellipse
 * @to: the opposite corner
 *
 * Selects an ellipse.
 *
 * Returns: (transfer full): the selection
 */
LimnerMask *
limner_mask_new_ellipse (int                width,
                         int                height,
                         const LimnerPoint *from,
                         const LimnerPoint *to)
{
  g_return_val_if_fail (from != NULL && to != NULL, NULL);

  return draw_spans (width, height, from, to, ellipse_span);
}

static int
compare_edges (gconstpointer a,
               gconstpointer b)
{
  const Edge *left = a;
  const Edge *right = b;

  return left->top < right->top ? -1 : left->top > right->top;
}

static int
compare_crossings (gconstpointer a,
                   gconstpointer b)
{
  const Crossing *left = a;
  const Crossing *right = b;

  return left->x < right->x ? -1 : left->x > right->x;
}

static GArray *
make_edges (const LimnerPoint *points,
            guint              n_points)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (Edge));

  for (guint i = 0; i < n_points; i++)
    {
      const LimnerPoint *a = &points[i];
      const LimnerPoint *b = &points[(i + 1) % n_points];
      gboolean down = a->y < b->y;
      const LimnerPoint *top = down ? a : b;
      const LimnerPoint *bottom = down ? b : a;
      Edge edge;

      if (a->y == b->y || !isfinite (a->x + a->y + b->x + b->y))
        continue;
      edge.top = top->y;
      edge.bottom = bottom->y;
      edge.x = top->x;
      edge.slope = (bottom->x - top->x) / (bottom->y - top->y);
      edge.winding = down ? 1 : -1;
      g_array_append_val (edges, edge);
    }
  g_array_sort (edges, compare_edges);
  return edges;
}

/* All that is wound round at least once is inside, also where a lasso crosses itself. */
static void
add_crossings (Row    *row,
               GArray *active,
               GArray *crossings,
               double  y)
{
  int winding = 0;

  g_array_set_size (crossings, 0);
  for (guint i = 0; i < active->len; i++)
    {
      const Edge *edge = &g_array_index (active, Edge, i);
      Crossing crossing = { edge->x + (y - edge->top) * edge->slope, edge->winding };

      if (y >= edge->top && y < edge->bottom)
        g_array_append_val (crossings, crossing);
    }
  g_array_sort (crossings, compare_crossings);

  for (guint i = 0; i < crossings->len; i++)
    {
      const Crossing *crossing = &g_array_index (crossings, Crossing, i);

      if (winding != 0)
        add_span (row, g_array_index (crossings, Crossing, i - 1).x, crossing->x);
      winding += crossing->winding;
    }
}

/**
 * limner_mask_new_polygon:
 * @width: of the mask, in pixels
 * @height: of the mask, in pixels
 * @points: (array length=n_points): the corners; the last is joined to the first
 * @n_points: how many there are
 *
 * Selects a polygon, or what a lasso went round.
 *
 * Returns: (transfer full): the selection
 */
LimnerMask *
limner_mask_new_polygon (int                width,
                         int                height,
                         const LimnerPoint *points,
                         guint              n_points)
{
  LimnerMask *mask = limner_mask_new (width, height);
  g_autoptr(GArray) edges = make_edges (points, n_points);
  g_autoptr(GArray) active = g_array_new (FALSE, FALSE, sizeof (Edge));
  g_autoptr(GArray) crossings = g_array_new (FALSE, FALSE, sizeof (Crossing));
  g_autofree int *ends = g_new0 (int, width + 1);
  g_autofree int *runs = g_new0 (int, width + 1);
  g_autofree guint8 *pixels = g_malloc (width);
  Row row = { width, ends, runs };
  guint next = 0;

  for (int y = 0; y < height && (next < edges->len || active->len > 0); y++)
    {
      while (next < edges->len && g_array_index (edges, Edge, next).top < y + 1)
        g_array_append_vals (active, &g_array_index (edges, Edge, next++), 1);
      for (guint i = active->len; i > 0; i--)
        {
          if (g_array_index (active, Edge, i - 1).bottom <= y)
            g_array_remove_index_fast (active, i - 1);
        }
      if (active->len == 0)
        continue;
      for (int i = 0; i < SAMPLES; i++)
        add_crossings (&row, active, crossings, y + (i + 0.5) / SAMPLES);
      write_row (&row, mask, y, pixels);
    }
  limner_mask_filter_tidy (mask);
  return mask;
}
