/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "limner-transform.h"

/* Turning keeps to steps of so much when it is to be even. */
#define TURN_STEP (G_PI / 12)

/* No nearer to a right angle than this, and it is not one. */
#define RIGHT_ANGLE_REACH 1e-9

/* So many samples a side for a pixel of something that is made smaller, at most */
#define MAX_SAMPLES 16

/* How far a middle can be moved, in pixels */
#define MAX_MOVE 32768.0

/* Where a point goes: x' = xx × x + xy × y + x0, y' = yx × x + yy × y + y0 */
typedef struct
{
  double xx;
  double xy;
  double yx;
  double yy;
  double x0;
  double y0;
} Affine;

/**
 * limner_transform_init:
 * @self: (out caller-allocates): a transform
 *
 * Makes the transform that changes nothing.
 */
void
limner_transform_init (LimnerTransform *self)
{
  g_return_if_fail (self != NULL);

  *self = (LimnerTransform) { 0, 0, 1, 1, 0 };
}

/**
 * limner_transform_equal:
 * @self: a transform
 * @other: another
 *
 * Compares two transforms.
 *
 * Returns: %TRUE if all numbers are the same
 */
gboolean
limner_transform_equal (const LimnerTransform *self,
                        const LimnerTransform *other)
{
  return self->dx == other->dx && self->dy == other->dy && self->scale_x == other->scale_x &&
         self->scale_y == other->scale_y && self->angle == other->angle;
}

/**
 * limner_transform_is_identity:
 * @self: a transform
 *
 * Tells whether it changes nothing.
 *
 * Returns: %TRUE if so
 */
gboolean
limner_transform_is_identity (const LimnerTransform *self)
{
  LimnerTransform none;

  limner_transform_init (&none);
  return limner_transform_equal (self, &none);
}

static double
clamp_scale (double scale,
             int    side)
{
  double least = 1.0 / side;

  if (!isfinite (scale))
    return 1;
  return copysign (CLAMP (fabs (scale), least, LIMNER_TRANSFORM_MAX_SCALE), scale);
}

static double
clamp_move (double distance)
{
  return isfinite (distance) ? CLAMP (distance, -MAX_MOVE, MAX_MOVE) : 0;
}

/**
 * limner_transform_clamp:
 * @self: a transform
 * @bounds: what is transformed, which is not empty
 *
 * Brings all numbers into their range: no side gets shorter than a pixel, and angles are more than
 * -π and at most π.
 */
void
limner_transform_clamp (LimnerTransform  *self,
                        const LimnerRect *bounds)
{
  g_return_if_fail (self != NULL && !limner_rect_is_empty (bounds));

  self->dx = clamp_move (self->dx);
  self->dy = clamp_move (self->dy);
  self->scale_x = clamp_scale (self->scale_x, bounds->width);
  self->scale_y = clamp_scale (self->scale_y, bounds->height);
  self->angle = isfinite (self->angle) ? remainder (self->angle, 2 * G_PI) : 0;
  if (self->angle <= -G_PI)
    self->angle += 2 * G_PI;
}

static void
get_direction (double  angle,
               double *cosine,
               double *sine)
{
  double quarters = round (angle / (G_PI / 2));

  *cosine = cos (angle);
  *sine = sin (angle);

  /* Right angles are exact, so that they move pixels and blur none. */
  if (fabs (angle - quarters * (G_PI / 2)) < RIGHT_ANGLE_REACH)
    {
      *cosine = round (*cosine);
      *sine = round (*sine);
    }
}

static Affine
make_affine (const LimnerTransform *self,
             const LimnerRect      *bounds)
{
  double middle_x = bounds->x + bounds->width / 2.0;
  double middle_y = bounds->y + bounds->height / 2.0;
  double cosine, sine;
  Affine affine;

  get_direction (self->angle, &cosine, &sine);
  affine.xx = cosine * self->scale_x;
  affine.xy = -sine * self->scale_y;
  affine.yx = sine * self->scale_x;
  affine.yy = cosine * self->scale_y;
  affine.x0 = middle_x + self->dx - affine.xx * middle_x - affine.xy * middle_y;
  affine.y0 = middle_y + self->dy - affine.yx * middle_x - affine.yy * middle_y;

  /* What is neither scaled nor put askew keeps to the pixels, and so its edges. */
  if (fabs (self->scale_x) == 1 && fabs (self->scale_y) == 1 && (cosine == 0 || sine == 0))
    {
      affine.x0 = round (affine.x0);
      affine.y0 = round (affine.y0);
    }
  return affine;
}

static LimnerPoint
map (const Affine *affine,
     double        x,
     double        y)
{
  return (LimnerPoint) { affine->xx * x + affine->xy * y + affine->x0,
                         affine->yx * x + affine->yy * y + affine->y0 };
}

static Affine
invert (const Affine *affine)
{
  double determinant = affine->xx * affine->yy - affine->xy * affine->yx;
  Affine inverse = { affine->yy / determinant, -affine->xy / determinant,
                     -affine->yx / determinant, affine->xx / determinant, 0, 0 };

  inverse.x0 = -(inverse.xx * affine->x0 + inverse.xy * affine->y0);
  inverse.y0 = -(inverse.yx * affine->x0 + inverse.yy * affine->y0);
  return inverse;
}

/**
 * limner_transform_get_corners:
 * @self: a transform
 * @bounds: what is transformed
 * @corners: (out caller-allocates): where its corners go: top left, top right, bottom right, bottom
 *   left
 *
 * Tells where the box is, in picture coordinates.
 */
void
limner_transform_get_corners (const LimnerTransform *self,
                              const LimnerRect      *bounds,
                              LimnerPoint            corners[4])
{
  Affine affine = make_affine (self, bounds);
  double right = (double) bounds->x + bounds->width;
  double bottom = (double) bounds->y + bounds->height;

  corners[0] = map (&affine, bounds->x, bounds->y);
  corners[1] = map (&affine, right, bounds->y);
  corners[2] = map (&affine, right, bottom);
  corners[3] = map (&affine, bounds->x, bottom);
}

static LimnerPoint
get_middle (const LimnerTransform *self,
            const LimnerRect      *bounds)
{
  LimnerPoint corners[4];

  limner_transform_get_corners (self, bounds, corners);
  return (LimnerPoint) { (corners[0].x + corners[2].x) / 2, (corners[0].y + corners[2].y) / 2 };
}

/* Turns a distance back, so that it goes along the sides of the box. */
static LimnerPoint
turn_back (const LimnerTransform *self,
           double                 x,
           double                 y)
{
  double cosine, sine;

  get_direction (self->angle, &cosine, &sine);
  return (LimnerPoint) { cosine * x + sine * y, cosine * y - sine * x };
}

/* Which end of a side that goes from -half to half is meant; inside, a part of it is neither. */
static int
find_end (double at,
          double half,
          double reach,
          int    low,
          int    high)
{
  double inner = MIN (reach, half / 2);

  if (at < -half - reach || at > half + reach)
    return -1;
  if (at < -half + inner)
    return low;
  return at > half - inner ? high : 0;
}

/**
 * limner_transform_find_handle:
 * @self: a transform
 * @bounds: what is transformed
 * @x: in picture coordinates
 * @y: in picture coordinates
 * @reach: how near the pointer has to be to a side, in picture pixels
 *
 * Tells what of the box is under the pointer.
 *
 * Returns: a side, a corner, the inside, or what turns the box, which is everything outside of it
 */
LimnerTransformHandle
limner_transform_find_handle (const LimnerTransform *self,
                              const LimnerRect      *bounds,
                              double                 x,
                              double                 y,
                              double                 reach)
{
  LimnerPoint middle, at;
  int across, down;

  g_return_val_if_fail (self != NULL && bounds != NULL, LIMNER_TRANSFORM_HANDLE_NONE);

  if (limner_rect_is_empty (bounds))
    return LIMNER_TRANSFORM_HANDLE_NONE;

  middle = get_middle (self, bounds);
  at = turn_back (self, x - middle.x, y - middle.y);
  across = find_end (copysign (1, self->scale_x) * at.x, fabs (bounds->width * self->scale_x) / 2,
                     reach, LIMNER_TRANSFORM_HANDLE_LEFT, LIMNER_TRANSFORM_HANDLE_RIGHT);
  down = find_end (copysign (1, self->scale_y) * at.y, fabs (bounds->height * self->scale_y) / 2,
                   reach, LIMNER_TRANSFORM_HANDLE_TOP, LIMNER_TRANSFORM_HANDLE_BOTTOM);

  if (across < 0 || down < 0)
    return LIMNER_TRANSFORM_HANDLE_TURN;
  if (across == 0 && down == 0)
    return LIMNER_TRANSFORM_HANDLE_INSIDE;
  return (LimnerTransformHandle) (across | down);
}

static void
drag_angle (LimnerTransform   *self,
            const LimnerPoint *middle,
            const LimnerPoint *from,
            const LimnerPoint *to,
            gboolean           even)
{
  self->angle += atan2 (to->y - middle->y, to->x - middle->x) -
                 atan2 (from->y - middle->y, from->x - middle->x);
  if (even)
    self->angle = round (self->angle / TURN_STEP) * TURN_STEP;
}

/* Sides are lengths with a sign here, along the directions of the box. */
static void
drag_sides (LimnerTransform       *self,
            const LimnerRect      *bounds,
            LimnerTransformHandle  handle,
            const LimnerPoint     *by,
            gboolean               even,
            gboolean               symmetric)
{
  const LimnerTransform start = *self;
  double width = bounds->width * self->scale_x;
  double height = bounds->height * self->scale_y;
  double reach = symmetric ? 2 : 1;
  int across = ((handle & LIMNER_TRANSFORM_HANDLE_RIGHT) != 0) -
               ((handle & LIMNER_TRANSFORM_HANDLE_LEFT) != 0);
  int down = ((handle & LIMNER_TRANSFORM_HANDLE_BOTTOM) != 0) -
             ((handle & LIMNER_TRANSFORM_HANDLE_TOP) != 0);
  double new_width = width + across * reach * by->x;
  double new_height = height + down * reach * by->y;
  double cosine, sine;

  /* The nearest point of the diagonal through what stays where it is */
  if (even && across != 0 && down != 0)
    {
      double factor = (new_width * width + new_height * height) /
                      (width * width + height * height);

      new_width = width * factor;
      new_height = height * factor;
    }
  else if (even)
    {
      double factor = across != 0 ? new_width / width : new_height / height;

      new_width = width * factor;
      new_height = height * factor;
    }

  self->scale_x = new_width / bounds->width;
  self->scale_y = new_height / bounds->height;
  limner_transform_clamp (self, bounds);
  if (symmetric)
    return;

  /* The middle follows by half of what the box got larger. */
  get_direction (self->angle, &cosine, &sine);
  width = across * bounds->width * (self->scale_x - start.scale_x) / 2;
  height = down * bounds->height * (self->scale_y - start.scale_y) / 2;
  self->dx += cosine * width - sine * height;
  self->dy += sine * width + cosine * height;
}

/**
 * limner_transform_drag:
 * @self: (out caller-allocates): what it becomes
 * @start: what it was when the drag began
 * @bounds: what is transformed
 * @handle: what is held
 * @from: where the drag began, in picture coordinates
 * @to: where it is now
 * @even: keeps the ratio of the sides, turns by steps of 15°, and moves straight across or down
 * @symmetric: moves the opposite side, too
 *
 * Drags the box.
 */
void
limner_transform_drag (LimnerTransform       *self,
                       const LimnerTransform *start,
                       const LimnerRect      *bounds,
                       LimnerTransformHandle  handle,
                       const LimnerPoint     *from,
                       const LimnerPoint     *to,
                       gboolean               even,
                       gboolean               symmetric)
{
  LimnerPoint middle = get_middle (start, bounds);
  LimnerPoint by = { to->x - from->x, to->y - from->y };

  *self = *start;
  if (handle == LIMNER_TRANSFORM_HANDLE_INSIDE)
    {
      if (even && fabs (by.x) >= fabs (by.y))
        by.y = 0;
      else if (even)
        by.x = 0;
      self->dx += by.x;
      self->dy += by.y;
    }
  else if (handle == LIMNER_TRANSFORM_HANDLE_TURN)
    {
      drag_angle (self, &middle, from, to, even);
    }
  else if (handle != LIMNER_TRANSFORM_HANDLE_NONE)
    {
      by = turn_back (start, by.x, by.y);
      drag_sides (self, bounds, handle, &by, even, symmetric);
    }
  limner_transform_clamp (self, bounds);
}

/**
 * limner_transform_get_area:
 * @self: a transform
 * @bounds: what is transformed
 * @area: (out caller-allocates): the pixels that it comes to, in picture coordinates; it may reach
 *   beyond the picture
 *
 * Tells which pixels may hold something afterwards.
 */
void
limner_transform_get_area (const LimnerTransform *self,
                           const LimnerRect      *bounds,
                           LimnerRect            *area)
{
  double left = G_MAXDOUBLE;
  double top = G_MAXDOUBLE;
  double right = -G_MAXDOUBLE;
  double bottom = -G_MAXDOUBLE;
  LimnerPoint corners[4];

  limner_transform_get_corners (self, bounds, corners);
  for (int i = 0; i < 4; i++)
    {
      left = MIN (left, corners[i].x);
      top = MIN (top, corners[i].y);
      right = MAX (right, corners[i].x);
      bottom = MAX (bottom, corners[i].y);
    }

  /* Between two pixels of the source is a way that grows with the scale. */
  area->x = (int) floor (left - fabs (self->scale_x) - fabs (self->scale_y));
  area->y = (int) floor (top - fabs (self->scale_x) - fabs (self->scale_y));
  area->width = (int) ceil (right + fabs (self->scale_x) + fabs (self->scale_y)) - area->x;
  area->height = (int) ceil (bottom + fabs (self->scale_x) + fabs (self->scale_y)) - area->y;
}

typedef struct
{
  const LimnerTiles *tiles;
  const guint8     **pixels;      /* of each tile */
  int                n_columns;
  int                size;        /* bytes a pixel */
  LimnerRect         bounds;
  Affine             inverse;
  int                samples_x;   /* for a pixel of the result, along its row */
  int                samples_y;
} Source;

static const guint8 nothing[4];

static inline const guint8 *
get_pixel (const Source *source,
           int           x,
           int           y)
{
  const LimnerRect *bounds = &source->bounds;
  int tile;

  if (x < bounds->x || x >= bounds->x + bounds->width || y < bounds->y ||
      y >= bounds->y + bounds->height)
    return nothing;
  tile = y / LIMNER_TILE_SIZE * source->n_columns + x / LIMNER_TILE_SIZE;
  return source->pixels[tile] + (y % LIMNER_TILE_SIZE * LIMNER_TILE_SIZE +
                                 x % LIMNER_TILE_SIZE) * source->size;
}

/* Adds what is at a point between four pixels, in parts of 65536. */
static inline void
add_sample (const Source *source,
            double        x,
            double        y,
            guint64       sums[4])
{
  double column = floor (x - 0.5);
  double row = floor (y - 0.5);
  guint right = (guint) ((x - 0.5 - column) * 256 + 0.5);
  guint below = (guint) ((y - 0.5 - row) * 256 + 0.5);
  const guint8 *corners[4];

  if (column < source->bounds.x - 1.0 || row < source->bounds.y - 1.0 ||
      column >= (double) source->bounds.x + source->bounds.width ||
      row >= (double) source->bounds.y + source->bounds.height)
    return;

  corners[0] = get_pixel (source, (int) column, (int) row);
  corners[1] = get_pixel (source, (int) column + 1, (int) row);
  corners[2] = get_pixel (source, (int) column, (int) row + 1);
  corners[3] = get_pixel (source, (int) column + 1, (int) row + 1);
  for (int i = 0; i < source->size; i++)
    sums[i] += (corners[0][i] * (256 - right) + corners[1][i] * right) * (256 - below) +
               (corners[2][i] * (256 - right) + corners[3][i] * right) * below;
}

static void
make_pixel (const Source *source,
            int           x,
            int           y,
            guint8       *pixel)
{
  const Affine *inverse = &source->inverse;
  guint64 whole = (guint64) source->samples_x * source->samples_y * 65536;
  guint64 sums[4] = { 0 };

  for (int k = 0; k < source->samples_y; k++)
    {
      double at_y = y + (k + 0.5) / source->samples_y;

      for (int i = 0; i < source->samples_x; i++)
        {
          LimnerPoint at = map (inverse, x + (i + 0.5) / source->samples_x, at_y);

          add_sample (source, at.x, at.y, sums);
        }
    }
  for (int i = 0; i < source->size; i++)
    pixel[i] = (guint8) ((sums[i] + whole / 2) / whole);
}

/* As many samples as pixels of the source lie along a step in the result */
static int
count_samples (double step_x,
               double step_y)
{
  return CLAMP ((int) ceil (hypot (step_x, step_y) - 1e-6), 1, MAX_SAMPLES);
}

/**
 * limner_transform_apply:
 * @self: a transform
 * @tiles: what is transformed: a mask, or colours that are premultiplied
 * @bounds: where something is in it, which is not empty
 *
 * Moves, scales and turns what is in the bounds; what lies outside of them counts as nothing.
 * Pixels of the result are mixed from the four nearest ones, and from as many samples as there are
 * pixels where it gets smaller, in whole numbers, so that every computer gives the same bytes. A
 * hard edge that is scaled or turned therefore gets a soft pixel, and that is meant: it falls
 * between pixels, and without it a slanting one would show stairs. What is only moved by whole
 * pixels, turned by quarters or mirrored keeps its edges. May be called on any thread.
 *
 * Returns: (transfer full): the result, as large as @tiles
 */
LimnerTiles *
limner_transform_apply (const LimnerTransform *self,
                        const LimnerTiles     *tiles,
                        const LimnerRect      *bounds)
{
  int n = limner_tiles_get_n_tiles (tiles);
  LimnerTiles *result = limner_tiles_new (limner_tiles_get_width (tiles),
                                          limner_tiles_get_height (tiles),
                                          limner_tiles_get_bytes_per_pixel (tiles));
  g_autofree const guint8 **pixels = g_new (const guint8 *, n);
  Affine affine = make_affine (self, bounds);
  Source source = { tiles, pixels, limner_tiles_get_n_columns (tiles),
                    limner_tiles_get_bytes_per_pixel (tiles), *bounds, invert (&affine), 1, 1 };
  const LimnerRect all = { 0, 0, limner_tiles_get_width (tiles), limner_tiles_get_height (tiles) };
  guint8 row[LIMNER_TILE_SIZE * 4];
  LimnerRect area;

  source.samples_x = count_samples (source.inverse.xx, source.inverse.yx);
  source.samples_y = count_samples (source.inverse.xy, source.inverse.yy);
  limner_rect_intersect (bounds, &all, &source.bounds);
  for (int i = 0; i < n; i++)
    pixels[i] = limner_tiles_read (tiles, i);

  limner_transform_get_area (self, bounds, &area);
  for (int i = 0; i < n; i++)
    {
      LimnerRect extent;

      limner_tiles_get_extent (tiles, i, &extent);
      if (!limner_rect_intersect (&extent, &area, &extent))
        continue;
      for (int y = extent.y; y < extent.y + extent.height; y++)
        {
          for (int x = 0; x < extent.width; x++)
            make_pixel (&source, extent.x + x, y, row + x * source.size);
          limner_tiles_write_span (result, extent.x, y, extent.width, row);
        }
    }
  return result;
}
