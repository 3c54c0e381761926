/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "limner-loops.h"
#include "limner-stamp.h"
#include "limner-stroke.h"

/* Up to this spacing single dabs are not told apart, and swept segments take their place. */
#define DENSE_SPACING 0.25

/* A segment is stamped when it is shorter than so many radii, else swept. */
#define STAMP_LENGTH 5.0f

/**
 * LimnerStroke:
 *
 * One stroke of a brush over a mask or a guide layer: points go in, pixels change.
 *
 * The stroke gathers its coverage in tiles of its own, in which dabs join as the larger of both
 * values, so that no dab darkens what an earlier one of the same stroke covered and the stroke's
 * opacity is the ceiling. What the target shows is always "before the stroke" and "coverage"
 * composed anew:
 *
 * |[
 *   before  (kept for undo: the very tile that was there)
 *      +    coverage (dabs: max)    →   target tile
 * ]|
 *
 * A blank tile of a mask becomes the coverage itself, which is the usual case and costs nothing:
 * the tile in the target and the tile in the stroke are then the same.
 *
 * All arithmetic is exact or correctly rounded, so that the same points give the same bytes,
 * however they are grouped into events and on whatever processor.
 */
typedef enum
{
  TILE_UNTOUCHED,
  TILE_SAME,      /* the coverage is the target's tile */
  TILE_COMPOSED,
  TILE_SKIPPED,   /* nothing can change here */
} TileMode;

typedef struct
{
  LimnerTile *coverage;
  LimnerTile *before;
  guint8      mode;
  guint8      top;      /* rows that wait to be composed */
  guint8      bottom;
} StrokeTile;

struct _LimnerStroke
{
  LimnerTiles       *target;
  LimnerBrush        brush;
  gboolean           subtract;
  const LimnerLoops *loops;
  int                width;
  int                height;
  int                n_columns;

  /* What came in */
  GArray            *points;      /* LimnerStrokePoint, as recorded */
  LimnerStrokePoint  last;        /* after smoothing */
  double             travelled;   /* pixels since the last dab */

  /* What came out */
  LimnerStamp       *stamp;       /* owned, made when first wanted */
  StrokeTile        *tiles;
  GArray            *touched;     /* int, indices of tiles, in order */
  GArray            *waiting;     /* int, indices of tiles to be composed */
  GArray            *chords;      /* int, first and end column of each row of a sweep */
  LimnerRect         changed;
};

static void
tile_change_clear (gpointer data)
{
  LimnerTileChange *change = data;

  g_clear_pointer (&change->tile, limner_tile_unref);
}

/**
 * limner_tile_changes_new:
 *
 * Makes a list of #LimnerTileChange that owns its tiles.
 *
 * Returns: (transfer full): an empty list
 */
GArray *
limner_tile_changes_new (void)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (LimnerTileChange));

  g_array_set_clear_func (changes, tile_change_clear);
  return changes;
}

/**
 * limner_tile_changes_copy:
 * @changes: (element-type LimnerTileChange): a list
 *
 * Makes a list of the same tiles, which may be used on another thread.
 *
 * Returns: (transfer full): the copy
 */
GArray *
limner_tile_changes_copy (GArray *changes)
{
  GArray *copy = limner_tile_changes_new ();

  for (guint i = 0; i < changes->len; i++)
    {
      LimnerTileChange change = g_array_index (changes, LimnerTileChange, i);

      limner_tile_ref (change.tile);
      g_array_append_val (copy, change);
    }
  return copy;
}

static TileMode
touch_tile (LimnerStroke *self,
            int           index)
{
  StrokeTile *tile = &self->tiles[index];
  LimnerTile *before = limner_tiles_peek_tile (self->target, index);
  int size = limner_tiles_get_bytes_per_pixel (self->target);

  if (before == NULL && self->subtract)
    return TILE_SKIPPED;

  tile->before = limner_tile_ref (before);
  tile->coverage = limner_tile_new_blank (1);
  g_array_append_val (self->touched, index);
  if (before == NULL && size == 1)
    {
      limner_tiles_take_tile (self->target, index, limner_tile_ref (tile->coverage));
      return TILE_SAME;
    }

  limner_tiles_write (self->target, index);
  return TILE_COMPOSED;
}

/* Gets the coverage of a tile in which rows from top to bottom are about to change. */
static guint8 *
prepare_tile (LimnerStroke *self,
              int           index,
              int           top,
              int           bottom)
{
  StrokeTile *tile = &self->tiles[index];

  if (tile->mode == TILE_UNTOUCHED)
    tile->mode = touch_tile (self, index);
  if (tile->mode == TILE_SKIPPED)
    return NULL;

  if (tile->mode == TILE_COMPOSED)
    {
      if (tile->top == tile->bottom)
        {
          g_array_append_val (self->waiting, index);
          tile->top = top;
          tile->bottom = bottom;
        }
      tile->top = MIN (tile->top, top);
      tile->bottom = MAX (tile->bottom, bottom);
    }
  return limner_tile_get_pixels (tile->coverage);
}

static void
compose_tile (LimnerStroke *self,
              int           index)
{
  StrokeTile *tile = &self->tiles[index];
  gboolean colour = limner_tiles_get_bytes_per_pixel (self->target) == 4;
  int first = tile->top * LIMNER_TILE_SIZE;
  int n = (tile->bottom - tile->top) * LIMNER_TILE_SIZE;
  guint8 *pixels = limner_tiles_write (self->target, index);
  const guint8 *coverage = limner_tile_get_pixels (tile->coverage) + first;

  if (colour)
    {
      g_autoptr(LimnerTile) blank = tile->before == NULL ? limner_tile_new_blank (4) : NULL;
      const guint8 *before = limner_tile_get_pixels (blank != NULL ? blank : tile->before);

      if (self->subtract)
        self->loops->fade_colour (pixels + 4 * first, before + 4 * first, coverage, n);
      else
        self->loops->add_colour (pixels + 4 * first, before + 4 * first, coverage,
                                 self->brush.colour, n);
    }
  else
    {
      const guint8 *before = limner_tile_get_pixels (tile->before) + first;

      if (self->subtract)
        self->loops->subtract (pixels + first, before, coverage, n);
      else
        self->loops->add (pixels + first, before, coverage, n);
    }
  tile->top = tile->bottom = 0;
}

static void
report_changes (LimnerStroke *self,
                LimnerRect   *changed)
{
  LimnerRect picture = { 0, 0, self->width, self->height };

  for (guint i = 0; i < self->waiting->len; i++)
    compose_tile (self, g_array_index (self->waiting, int, i));
  g_array_set_size (self->waiting, 0);

  if (changed != NULL)
    limner_rect_intersect (&self->changed, &picture, changed);
  self->changed = (LimnerRect) { 0 };
}

/* Adds a rectangle to what is reported; returns FALSE when it is outside the picture. */
static gboolean
add_damage (LimnerStroke *self,
            int           x0,
            int           y0,
            int           x1,
            int           y1)
{
  LimnerRect box = { x0, y0, x1 - x0, y1 - y0 };

  if (x1 <= 0 || y1 <= 0 || x0 >= self->width || y0 >= self->height)
    return FALSE;
  limner_rect_union (&self->changed, &box, &self->changed);
  return TRUE;
}

/* Puts the stamp on one tile; returns quickly where the disc misses the tile's columns. */
static void
stamp_tile (LimnerStroke *self,
            int           column,
            int           row,
            double        x,
            double        y,
            int           left,
            int           top,
            const guint8 *stamp,
            gsize         stride)
{
  int reach = limner_stamp_get_reach (self->stamp);
  int tile_x = column * LIMNER_TILE_SIZE;
  int tile_y = row * LIMNER_TILE_SIZE;
  double miss_x = MAX (MAX (tile_x - x, x - tile_x - LIMNER_TILE_SIZE), 0);
  double half2 = (double) (reach + 1) * (reach + 1) - miss_x * miss_x;
  int half, first, end;
  guint8 *pixels;

  if (half2 <= 0)
    return;
  half = (int) sqrt (half2) + 1;
  first = MAX (MAX ((int) floor (y) - half, top), MAX (tile_y, 0));
  end = MIN (MIN ((int) floor (y) + half + 1, top + 2 * reach + 1),
             MIN (tile_y + LIMNER_TILE_SIZE, self->height));
  if (first >= end)
    return;

  pixels = prepare_tile (self, row * self->n_columns + column, first - tile_y, end - tile_y);
  if (pixels == NULL)
    return;

  pixels += (first - tile_y) * LIMNER_TILE_SIZE;
  stamp += (gsize) (first - top) * stride + (tile_x - left);
  if (self->brush.flow >= 1)
    self->loops->stamp (pixels, stamp, stride, end - first);
  else
    self->loops->stamp_flow (pixels, stamp, stride, end - first,
                             MAX (1, (int) (self->brush.flow * 256)));
}

static void
stamp_dab (LimnerStroke    *self,
           double           x,
           double           y,
           const LimnerDab *dab)
{
  const guint8 *stamp;
  gsize stride;
  int reach, left, top, last_column, last_row;

  if (self->stamp == NULL || !limner_stamp_fits (self->stamp, dab))
    {
      g_clear_pointer (&self->stamp, limner_stamp_free);
      self->stamp = limner_stamp_new (dab);
    }

  reach = limner_stamp_get_reach (self->stamp);
  left = (int) floor (x) - reach;
  top = (int) floor (y) - reach;
  if (!add_damage (self, left, top, left + 2 * reach + 1, top + 2 * reach + 1))
    return;

  stamp = limner_stamp_get_pixels (self->stamp, x - floor (x), y - floor (y), &stride);
  last_column = (MIN (left + 2 * reach + 1, self->width) - 1) / LIMNER_TILE_SIZE;
  last_row = (MIN (top + 2 * reach + 1, self->height) - 1) / LIMNER_TILE_SIZE;
  for (int row = MAX (top, 0) / LIMNER_TILE_SIZE; row <= last_row; row++)
    for (int column = MAX (left, 0) / LIMNER_TILE_SIZE; column <= last_column; column++)
      stamp_tile (self, column, row, x, y, left, top, stamp, stride);
}

/* Where a row at height y meets a disc. */
static void
extend_by_disc (double  x,
                double  dy,
                double  radius,
                double *low,
                double *high)
{
  double half;

  if (fabs (dy) > radius)
    return;
  half = sqrt (radius * radius - dy * dy);
  *low = MIN (*low, x - half);
  *high = MAX (*high, x + half);
}

/* Where a row meets the straight edges of a sweep. */
static void
extend_by_edge (double  x0,
                double  y0,
                double  x1,
                double  y1,
                double  y,
                double *low,
                double *high)
{
  double x;

  if (y0 == y1 || y < MIN (y0, y1) || y > MAX (y0, y1))
    return;
  x = x0 + (x1 - x0) * (y - y0) / (y1 - y0);
  *low = MIN (*low, x);
  *high = MAX (*high, x);
}

/* Finds the columns that a sweep reaches in each row: a disc at each end and the band between. */
static void
find_chords (LimnerStroke            *self,
             const LimnerStrokePoint *a,
             const LimnerStrokePoint *b,
             double                   radius,
             int                      top,
             int                      bottom)
{
  double vx = (double) b->x - a->x;
  double vy = (double) b->y - a->y;
  double length = sqrt (vx * vx + vy * vy);
  double nx = length > 0 ? -vy / length * radius : 0;
  double ny = length > 0 ? vx / length * radius : 0;
  int *chords;

  g_array_set_size (self->chords, 2 * (bottom - top));
  chords = &g_array_index (self->chords, int, 0);
  for (int row = top; row < bottom; row++)
    {
      double y = row + 0.5;
      double low = G_MAXINT / 2;
      double high = G_MININT / 2;

      extend_by_disc (a->x, y - a->y, radius, &low, &high);
      extend_by_disc (b->x, y - b->y, radius, &low, &high);
      extend_by_edge (a->x + nx, a->y + ny, b->x + nx, b->y + ny, y, &low, &high);
      extend_by_edge (a->x - nx, a->y - ny, b->x - nx, b->y - ny, y, &low, &high);
      *chords++ = (int) CLAMP (floor (low), 0, self->width);
      *chords++ = (int) CLAMP (floor (high) + 1, 0, self->width);
    }
}

/* Draws the rows of a sweep that are in one tile. */
static void
sweep_tile (LimnerStroke            *self,
            int                      column,
            int                      row,
            int                      top,
            int                      bottom,
            const LimnerStrokePoint *a,
            LimnerCone              *cone,
            gboolean                 even)
{
  int tile_x = column * LIMNER_TILE_SIZE;
  int tile_y = row * LIMNER_TILE_SIZE;
  int first = MAX (tile_y, top);
  int end = MIN (tile_y + LIMNER_TILE_SIZE, bottom);
  const int *chords = &g_array_index (self->chords, int, 0);
  guint8 *pixels = NULL;

  for (int y = first; y < end; y++)
    {
      int from = MAX (chords[2 * (y - top)] - tile_x, 0) & ~15;
      int to = (MIN (chords[2 * (y - top) + 1] - tile_x, LIMNER_TILE_SIZE) + 15) & ~15;

      if (from >= to)
        continue;
      if (pixels == NULL)
        pixels = prepare_tile (self, row * self->n_columns + column, first - tile_y, end - tile_y);
      if (pixels == NULL)
        return;

      cone->ax = (float) (a->x - (tile_x + from + 0.5));
      cone->ay = (float) (a->y - (y + 0.5));
      if (even)
        self->loops->capsule (pixels + (y - tile_y) * LIMNER_TILE_SIZE + from, to - from, cone);
      else
        self->loops->cone (pixels + (y - tile_y) * LIMNER_TILE_SIZE + from, to - from, cone);
    }
}

/* Draws everything that a dab passes over between two points: the envelope of endless dabs. */
static void
sweep (LimnerStroke            *self,
       const LimnerStrokePoint *a,
       const LimnerStrokePoint *b,
       const LimnerDab         *begin,
       const LimnerDab         *end)
{
  double radius = MAX (begin->outer, end->outer);
  int left = (int) floor (MIN (a->x, b->x) - radius);
  int right = (int) ceil (MAX (a->x, b->x) + radius) + 1;
  int top = (int) floor (MIN (a->y, b->y) - radius);
  int bottom = (int) ceil (MAX (a->y, b->y) + radius) + 1;
  gboolean even = begin->outer == end->outer && begin->strength == end->strength;
  LimnerCone cone = { 0 };
  float length2;

  if (!add_damage (self, left, top, right, bottom))
    return;

  top = MAX (top, 0);
  bottom = MIN (bottom, self->height);
  find_chords (self, a, b, radius, top, bottom);

  limner_dab_to_cone (begin, end, &cone);
  cone.vx = b->x - a->x;
  cone.vy = b->y - a->y;
  length2 = cone.vx * cone.vx + cone.vy * cone.vy;
  cone.inverse_length2 = length2 > 0 ? 1 / length2 : 0;

  for (int row = top / LIMNER_TILE_SIZE; row <= (bottom - 1) / LIMNER_TILE_SIZE; row++)
    {
      const int *chords = &g_array_index (self->chords, int, 0);
      int first = self->width;
      int last = 0;

      for (int y = MAX (row * LIMNER_TILE_SIZE, top);
           y < MIN ((row + 1) * LIMNER_TILE_SIZE, bottom);
           y++)
        {
          if (chords[2 * (y - top)] >= chords[2 * (y - top) + 1])
            continue;
          first = MIN (first, chords[2 * (y - top)]);
          last = MAX (last, chords[2 * (y - top) + 1]);
        }
      for (int column = first / LIMNER_TILE_SIZE; column * LIMNER_TILE_SIZE < last; column++)
        sweep_tile (self, column, row, top, bottom, a, &cone, even);
    }
}

static gboolean
is_dense (LimnerStroke *self)
{
  return self->brush.spacing <= DENSE_SPACING && self->brush.flow >= 1;
}

static gboolean
dabs_equal (const LimnerDab *a,
            const LimnerDab *b)
{
  return a->outer == b->outer && a->strength == b->strength;
}

/* One dab after the other, at the brush's spacing. */
static void
draw_dabs (LimnerStroke            *self,
           const LimnerStrokePoint *to,
           double                   length,
           gboolean                 even)
{
  const LimnerStrokePoint from = self->last;
  double at = 0;

  for (;;)
    {
      LimnerStrokePoint point;
      LimnerDab dab;
      double part, step;

      part = length > 0 ? at / length : 1;
      limner_dab_init (&dab, &self->brush, from.pressure + (to->pressure - from.pressure) * part);
      step = MAX (2 * dab.outer * self->brush.spacing, 0.5);
      if (at + step - self->travelled > length)
        break;

      at += MAX (step - self->travelled, 0);
      self->travelled = 0;
      part = length > 0 ? at / length : 1;
      point.x = (float) (from.x + (to->x - from.x) * part);
      point.y = (float) (from.y + (to->y - from.y) * part);
      if (!even)
        limner_dab_init (&dab, &self->brush,
                         from.pressure + (to->pressure - from.pressure) * part);
      if (even || self->brush.flow < 1)
        stamp_dab (self, point.x, point.y, &dab);
      else
        sweep (self, &point, &point, &dab, &dab);
    }
  self->travelled += length - at;
}

static void
draw_segment (LimnerStroke            *self,
              const LimnerStrokePoint *to)
{
  double vx = (double) to->x - self->last.x;
  double vy = (double) to->y - self->last.y;
  double length = sqrt (vx * vx + vy * vy);
  LimnerDab begin, end;
  gboolean even;

  limner_dab_init (&begin, &self->brush, self->last.pressure);
  limner_dab_init (&end, &self->brush, to->pressure);
  even = dabs_equal (&begin, &end);

  if (!is_dense (self) || (even && length < STAMP_LENGTH * begin.outer))
    {
      draw_dabs (self, to, length, even);
    }
  else if (even || fabsf (end.outer - begin.outer) <= 0.5 * length)
    {
      sweep (self, &self->last, to, &begin, &end);
      self->travelled = 0;
    }
  else
    {
      /* The dab grows faster than it moves, so that one holds the other. */
      sweep (self, to, to, &end, &end);
      self->travelled = 0;
    }
}

static void
draw_single (LimnerStroke            *self,
             const LimnerStrokePoint *point)
{
  LimnerDab dab;

  limner_dab_init (&dab, &self->brush, point->pressure);
  if (self->brush.flow < 1)
    stamp_dab (self, point->x, point->y, &dab);
  else
    sweep (self, point, point, &dab, &dab);
}

/**
 * limner_stroke_new:
 * @target: what to paint on; nobody else may change or copy it until the stroke has ended
 * @brush: the brush; a copy is taken
 * @subtract: whether to take away instead
 *
 * Begins a stroke. On tiles of one byte it paints towards 255, on tiles of four bytes (colours
 * premultiplied by alpha) with the brush's colour.
 *
 * Returns: (transfer full): the stroke
 */
LimnerStroke *
limner_stroke_new (LimnerTiles       *target,
                   const LimnerBrush *brush,
                   gboolean           subtract)
{
  LimnerStroke *self;

  g_return_val_if_fail (target != NULL && brush != NULL, NULL);

  self = g_new0 (LimnerStroke, 1);
  self->target = limner_tiles_ref (target);
  self->brush = *brush;
  limner_brush_clamp (&self->brush);
  self->subtract = subtract;
  self->loops = limner_loops_get ();
  self->width = limner_tiles_get_width (target);
  self->height = limner_tiles_get_height (target);
  self->n_columns = limner_tiles_get_n_columns (target);
  self->points = g_array_new (FALSE, FALSE, sizeof (LimnerStrokePoint));
  self->tiles = g_new0 (StrokeTile, limner_tiles_get_n_tiles (target));
  self->touched = g_array_new (FALSE, FALSE, sizeof (int));
  self->waiting = g_array_new (FALSE, FALSE, sizeof (int));
  self->chords = g_array_new (FALSE, FALSE, sizeof (int));
  return self;
}

/**
 * limner_stroke_free:
 * @self: (transfer full): a stroke
 *
 * Frees a stroke; what it painted stays.
 */
void
limner_stroke_free (LimnerStroke *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->touched->len; i++)
    {
      StrokeTile *tile = &self->tiles[g_array_index (self->touched, int, i)];

      g_clear_pointer (&tile->coverage, limner_tile_unref);
      g_clear_pointer (&tile->before, limner_tile_unref);
    }
  g_clear_pointer (&self->tiles, g_free);
  g_clear_pointer (&self->touched, g_array_unref);
  g_clear_pointer (&self->waiting, g_array_unref);
  g_clear_pointer (&self->chords, g_array_unref);
  g_clear_pointer (&self->points, g_array_unref);
  g_clear_pointer (&self->stamp, limner_stamp_free);
  g_clear_pointer (&self->target, limner_tiles_unref);
  g_free (self);
}

/* Keeps coordinates where the arithmetic is safe: far outside is as good as infinitely far. */
static float
limit_coordinate (float value)
{
  return isfinite (value) ? CLAMP (value, -65536.f, 131072.f) : 0;
}

/**
 * limner_stroke_add:
 * @self: a stroke
 * @point: where the pointer is now
 * @changed: (out caller-allocates) (nullable): which pixels may have changed
 *
 * Goes on to a point.
 */
void
limner_stroke_add (LimnerStroke            *self,
                   const LimnerStrokePoint *point,
                   LimnerRect              *changed)
{
  LimnerStrokePoint to;
  float follow;

  g_return_if_fail (self != NULL && point != NULL);

  to.x = limit_coordinate (point->x);
  to.y = limit_coordinate (point->y);
  to.pressure = isfinite (point->pressure) ? CLAMP (point->pressure, 0, 1) : 1;
  g_array_append_val (self->points, to);

  if (self->points->len == 1)
    {
      draw_single (self, &to);
    }
  else
    {
      follow = 1 - 0.93f * (float) self->brush.smoothing;
      to.x = self->last.x + (to.x - self->last.x) * follow;
      to.y = self->last.y + (to.y - self->last.y) * follow;
      to.pressure = self->last.pressure + (to.pressure - self->last.pressure) * follow;
      draw_segment (self, &to);
    }
  self->last = to;
  report_changes (self, changed);
}

/**
 * limner_stroke_finish:
 * @self: a stroke
 * @changed: (out caller-allocates) (nullable): which pixels may have changed
 *
 * Ends a stroke where the pointer was last, which smoothing and spacing may not have reached.
 */
void
limner_stroke_finish (LimnerStroke *self,
                      LimnerRect   *changed)
{
  g_return_if_fail (self != NULL);

  if (self->points->len > 1)
    {
      LimnerStrokePoint end = g_array_index (self->points, LimnerStrokePoint,
                                             self->points->len - 1);

      if (end.x != self->last.x || end.y != self->last.y)
        draw_segment (self, &end);
      if (is_dense (self) && self->travelled > 0)
        draw_single (self, &end);
      self->last = end;
    }
  report_changes (self, changed);
}

/**
 * limner_stroke_cancel:
 * @self: a stroke
 * @changed: (out caller-allocates) (nullable): which pixels may have changed
 *
 * Takes back all that was painted.
 */
void
limner_stroke_cancel (LimnerStroke *self,
                      LimnerRect   *changed)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->touched->len; i++)
    {
      int index = g_array_index (self->touched, int, i);
      LimnerRect extent;

      limner_tiles_get_extent (self->target, index, &extent);
      limner_rect_union (&self->changed, &extent, &self->changed);
      limner_tiles_take_tile (self->target, index, g_steal_pointer (&self->tiles[index].before));
      g_clear_pointer (&self->tiles[index].coverage, limner_tile_unref);
      self->tiles[index] = (StrokeTile) { 0 };
    }
  g_array_set_size (self->touched, 0);
  g_array_set_size (self->waiting, 0);
  report_changes (self, changed);
}

/**
 * limner_stroke_take_changes:
 * @self: a stroke that has ended
 *
 * Hands out what was there before, for undo.
 *
 * Returns: (transfer full) (element-type LimnerTileChange): the tiles that were painted on
 */
GArray *
limner_stroke_take_changes (LimnerStroke *self)
{
  GArray *changes = limner_tile_changes_new ();

  g_return_val_if_fail (self != NULL, changes);

  for (guint i = 0; i < self->touched->len; i++)
    {
      int index = g_array_index (self->touched, int, i);
      LimnerTileChange change = { index, g_steal_pointer (&self->tiles[index].before) };

      g_clear_pointer (&self->tiles[index].coverage, limner_tile_unref);
      self->tiles[index] = (StrokeTile) { 0 };
      g_array_append_val (changes, change);
    }
  g_array_set_size (self->touched, 0);
  return changes;
}

/**
 * limner_stroke_get_points:
 * @self: a stroke
 * @n_points: (out): how many there are
 *
 * Gets the points as they came in: with the brush they are the stroke, and drawing them again gives
 * the same bytes.
 *
 * Returns: (transfer none) (array length=n_points): the points
 */
const LimnerStrokePoint *
limner_stroke_get_points (LimnerStroke *self,
                          guint        *n_points)
{
  g_return_val_if_fail (self != NULL && n_points != NULL, NULL);

  *n_points = self->points->len;
  return (const LimnerStrokePoint *) (gpointer) self->points->data;
}
