/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-viewport.h"

/* Free space round a picture that is made to fit, in device pixels. */
#define FIT_MARGIN 24

static const double zoom_steps[] = {
  1.0 / 64, 1.0 / 48, 1.0 / 32, 1.0 / 24, 1.0 / 16, 1.0 / 12, 1.0 / 8, 1.0 / 6, 1.0 / 4, 1.0 / 3,
  1.0 / 2, 2.0 / 3, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64,
};

/**
 * limner_viewport_init:
 * @self: (out caller-allocates): a viewport
 *
 * Makes a view that fits whatever comes.
 */
void
limner_viewport_init (LimnerViewport *self)
{
  g_return_if_fail (self != NULL);

  *self = (LimnerViewport) { .width = 1, .height = 1, .zoom = 1, .fits = TRUE };
}

/* The middle of the view stays on what there is to see. */
static void
keep_in_sight (LimnerViewport *self)
{
  if (self->fits)
    {
      self->centre_x = self->area.x + self->area.width / 2.0;
      self->centre_y = self->area.y + self->area.height / 2.0;
      self->zoom = limner_viewport_get_fit_zoom (self);
      return;
    }

  self->centre_x = CLAMP (self->centre_x, self->area.x, self->area.x + self->area.width);
  self->centre_y = CLAMP (self->centre_y, self->area.y, self->area.y + self->area.height);
}

/**
 * limner_viewport_set_size:
 * @self: a viewport
 * @width: in device pixels
 * @height: in device pixels
 *
 * Tells how large the view is.
 */
void
limner_viewport_set_size (LimnerViewport *self,
                          double          width,
                          double          height)
{
  g_return_if_fail (self != NULL);

  self->width = MAX (width, 1);
  self->height = MAX (height, 1);
  keep_in_sight (self);
}

/**
 * limner_viewport_set_area:
 * @self: a viewport
 * @area: in picture coordinates
 *
 * Tells what there is to see.
 */
void
limner_viewport_set_area (LimnerViewport   *self,
                          const LimnerRect *area)
{
  g_return_if_fail (self != NULL && area != NULL);

  self->area = *area;
  keep_in_sight (self);
}

/**
 * limner_viewport_get_fit_zoom:
 * @self: a viewport
 *
 * Finds the zoom at which everything can be seen, but not more than 100 %.
 *
 * Returns: the zoom
 */
double
limner_viewport_get_fit_zoom (const LimnerViewport *self)
{
  double c = fabs (cos (self->angle));
  double s = fabs (sin (self->angle));
  double width, height, zoom;

  g_return_val_if_fail (self != NULL, 1);

  if (limner_rect_is_empty (&self->area))
    return 1;
  width = c * self->area.width + s * self->area.height;
  height = s * self->area.width + c * self->area.height;
  zoom = MIN (MAX (self->width - 2 * FIT_MARGIN, 16) / width,
              MAX (self->height - 2 * FIT_MARGIN, 16) / height);
  return CLAMP (zoom, LIMNER_ZOOM_MIN, 1);
}

/**
 * limner_viewport_fit:
 * @self: a viewport
 *
 * Shows everything, and goes on doing so when the size of the view changes.
 */
void
limner_viewport_fit (LimnerViewport *self)
{
  g_return_if_fail (self != NULL);

  self->fits = TRUE;
  keep_in_sight (self);
}

/**
 * limner_viewport_zoom_at:
 * @self: a viewport
 * @zoom: device pixels for a pixel of the picture
 * @x: of the point that stays where it is, in device pixels
 * @y: the same downwards
 *
 * Zooms to a point, usually to the pointer.
 */
void
limner_viewport_zoom_at (LimnerViewport *self,
                         double          zoom,
                         double          x,
                         double          y)
{
  double old_x, old_y, new_x, new_y;

  g_return_if_fail (self != NULL);

  limner_viewport_to_picture (self, x, y, &old_x, &old_y);
  self->zoom = CLAMP (zoom, LIMNER_ZOOM_MIN, LIMNER_ZOOM_MAX);
  self->fits = FALSE;
  limner_viewport_to_picture (self, x, y, &new_x, &new_y);
  self->centre_x += old_x - new_x;
  self->centre_y += old_y - new_y;
  keep_in_sight (self);
}

/**
 * limner_viewport_next_zoom:
 * @self: a viewport
 * @direction: 1 for larger, -1 for smaller
 *
 * Finds the next of the usual zooms.
 *
 * Returns: the zoom
 */
double
limner_viewport_next_zoom (const LimnerViewport *self,
                           int                   direction)
{
  int n = G_N_ELEMENTS (zoom_steps);

  g_return_val_if_fail (self != NULL, 1);

  for (int i = 0; direction > 0 && i < n; i++)
    {
      if (zoom_steps[i] > self->zoom * 1.001)
        return zoom_steps[i];
    }
  for (int i = n - 1; direction < 0 && i >= 0; i--)
    {
      if (zoom_steps[i] < self->zoom * 0.999)
        return zoom_steps[i];
    }
  return direction > 0 ? LIMNER_ZOOM_MAX : LIMNER_ZOOM_MIN;
}

/**
 * limner_viewport_pan:
 * @self: a viewport
 * @dx: by how much the picture moves to the right, in device pixels
 * @dy: the same downwards
 *
 * Moves the picture.
 */
void
limner_viewport_pan (LimnerViewport *self,
                     double          dx,
                     double          dy)
{
  LimnerMatrix matrix;
  LimnerMatrix inverse;

  g_return_if_fail (self != NULL);

  limner_viewport_get_matrix (self, &matrix);
  limner_matrix_invert (&matrix, &inverse);
  self->centre_x -= inverse.xx * dx + inverse.xy * dy;
  self->centre_y -= inverse.yx * dx + inverse.yy * dy;
  self->fits = FALSE;
  keep_in_sight (self);
}

/**
 * limner_viewport_rotate:
 * @self: a viewport
 * @angle: in radians, clockwise
 *
 * Turns the picture about the middle of the view. Angles near a multiple of a right angle become
 * that, because then the pixels stay crisp.
 */
void
limner_viewport_rotate (LimnerViewport *self,
                        double          angle)
{
  double quarter;

  g_return_if_fail (self != NULL);

  angle = remainder (angle, 2 * G_PI);
  quarter = round (angle / G_PI_2) * G_PI_2;
  self->angle = fabs (angle - quarter) < 0.01 ? quarter : angle;
  keep_in_sight (self);
}

/**
 * limner_viewport_set_mirror:
 * @self: a viewport
 * @mirror: whether left and right are swapped
 *
 * Mirrors the view, as painters do to see a picture afresh.
 */
void
limner_viewport_set_mirror (LimnerViewport *self,
                            gboolean        mirror)
{
  g_return_if_fail (self != NULL);

  self->mirror = !!mirror;
}

/* Exactly 0 and 1 at right angles, so that pixels meet pixels. */
static double
exact (double value)
{
  if (fabs (value - round (value)) < 1e-9)
    return round (value);
  return value;
}

/**
 * limner_viewport_get_matrix:
 * @self: a viewport
 * @matrix: (out caller-allocates): from picture coordinates to the zoomed space
 *
 * Gets all of the view but where it has been moved to.
 */
void
limner_viewport_get_matrix (const LimnerViewport *self,
                            LimnerMatrix         *matrix)
{
  double c, s, flip;

  g_return_if_fail (self != NULL && matrix != NULL);

  c = exact (cos (self->angle)) * self->zoom;
  s = exact (sin (self->angle)) * self->zoom;
  flip = self->mirror ? -1 : 1;
  *matrix = (LimnerMatrix) { c * flip, -s, s * flip, c };
}

/**
 * limner_viewport_get_offset:
 * @self: a viewport
 * @x: (out): device pixels, a whole number
 * @y: (out): device pixels, a whole number
 *
 * Tells where the origin of the zoomed space is in the view.
 */
void
limner_viewport_get_offset (const LimnerViewport *self,
                            double               *x,
                            double               *y)
{
  LimnerMatrix matrix;

  g_return_if_fail (self != NULL && x != NULL && y != NULL);

  limner_viewport_get_matrix (self, &matrix);
  *x = floor (self->width / 2 - matrix.xx * self->centre_x - matrix.xy * self->centre_y + 0.5);
  *y = floor (self->height / 2 - matrix.yx * self->centre_x - matrix.yy * self->centre_y + 0.5);
}

/**
 * limner_viewport_to_picture:
 * @self: a viewport
 * @x: in device pixels
 * @y: in device pixels
 * @picture_x: (out): in picture coordinates
 * @picture_y: (out): in picture coordinates
 *
 * Finds what of the picture is at a point of the view.
 */
void
limner_viewport_to_picture (const LimnerViewport *self,
                            double                x,
                            double                y,
                            double               *picture_x,
                            double               *picture_y)
{
  LimnerMatrix matrix, inverse;
  double offset_x, offset_y;

  g_return_if_fail (self != NULL && picture_x != NULL && picture_y != NULL);

  limner_viewport_get_matrix (self, &matrix);
  limner_viewport_get_offset (self, &offset_x, &offset_y);
  limner_matrix_invert (&matrix, &inverse);
  x -= offset_x;
  y -= offset_y;
  *picture_x = inverse.xx * x + inverse.xy * y;
  *picture_y = inverse.yx * x + inverse.yy * y;
}

/**
 * limner_viewport_from_picture:
 * @self: a viewport
 * @picture_x: in picture coordinates
 * @picture_y: in picture coordinates
 * @x: (out): in device pixels
 * @y: (out): in device pixels
 *
 * Finds where in the view a point of the picture is.
 */
void
limner_viewport_from_picture (const LimnerViewport *self,
                              double                picture_x,
                              double                picture_y,
                              double               *x,
                              double               *y)
{
  LimnerMatrix matrix;
  double offset_x, offset_y;

  g_return_if_fail (self != NULL && x != NULL && y != NULL);

  limner_viewport_get_matrix (self, &matrix);
  limner_viewport_get_offset (self, &offset_x, &offset_y);
  *x = matrix.xx * picture_x + matrix.xy * picture_y + offset_x;
  *y = matrix.yx * picture_x + matrix.yy * picture_y + offset_y;
}

/**
 * limner_matrix_map_rect:
 * @self: a matrix
 * @rect: a rectangle
 * @bounds: (out caller-allocates): the smallest rectangle of whole pixels round what becomes of it
 *
 * Maps a rectangle.
 */
void
limner_matrix_map_rect (const LimnerMatrix *self,
                        const LimnerRect   *rect,
                        LimnerRect         *bounds)
{
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE;
  double right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  g_return_if_fail (self != NULL && rect != NULL && bounds != NULL);

  for (int i = 0; i < 4; i++)
    {
      double x = rect->x + (double) (i % 2) * rect->width;
      double y = rect->y + (double) (i / 2) * rect->height;
      double u = self->xx * x + self->xy * y;
      double v = self->yx * x + self->yy * y;

      left = MIN (left, u);
      right = MAX (right, u);
      top = MIN (top, v);
      bottom = MAX (bottom, v);
    }
  bounds->x = (int) floor (left);
  bounds->y = (int) floor (top);
  bounds->width = (int) ceil (right) - bounds->x;
  bounds->height = (int) ceil (bottom) - bounds->y;
}

/**
 * limner_matrix_invert:
 * @self: a matrix of a viewport
 * @inverse: (out caller-allocates): the way back
 *
 * Inverts a matrix.
 */
void
limner_matrix_invert (const LimnerMatrix *self,
                      LimnerMatrix       *inverse)
{
  double determinant = self->xx * self->yy - self->xy * self->yx;

  *inverse = (LimnerMatrix) { self->yy / determinant, -self->xy / determinant,
                              -self->yx / determinant, self->xx / determinant };
}
