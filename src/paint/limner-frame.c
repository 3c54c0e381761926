/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "image/limner-picture.h"

#include "limner-frame.h"

/* One axis at a time: a span of pixels from start to end, of a picture of so many pixels. */
typedef struct
{
  int start;
  int end;
} Span;

/*
 * Brings a span into its limits. When it is too long the end that is not held gives way least, so
 * that dragging one edge never moves the opposite one.
 */
static Span
limit_span (Span     span,
            int      picture,
            gboolean hold_end)
{
  int length = CLAMP (span.end - span.start, LIMNER_FRAME_MIN_SIDE, LIMNER_PICTURE_MAX_SIDE);

  if (hold_end)
    span.start = span.end - length;
  else
    span.end = span.start + length;

  /* At least one pixel of the picture stays inside. */
  span.start = CLAMP (span.start, 1 - length, picture - 1);
  span.end = span.start + length;
  return span;
}

static int
to_int (double value)
{
  return (int) CLAMP (floor (value + 0.5), -4.0 * LIMNER_PICTURE_MAX_SIDE,
                      4.0 * LIMNER_PICTURE_MAX_SIDE);
}

static void
set_spans (LimnerFrame *self,
           Span         across,
           Span         down,
           gboolean     hold_right,
           gboolean     hold_bottom)
{
  across = limit_span (across, self->picture_width, hold_right);
  down = limit_span (down, self->picture_height, hold_bottom);
  self->area = (LimnerRect) { across.start, down.start,
                              across.end - across.start, down.end - down.start };
}

/**
 * limner_frame_init:
 * @self: (out caller-allocates): a frame
 * @picture_width: in pixels
 * @picture_height: in pixels
 *
 * Makes the frame that is just the picture.
 */
void
limner_frame_init (LimnerFrame *self,
                   int          picture_width,
                   int          picture_height)
{
  g_return_if_fail (self != NULL);

  self->picture_width = picture_width;
  self->picture_height = picture_height;
  self->area = (LimnerRect) { 0, 0, picture_width, picture_height };
}

/**
 * limner_frame_is_picture:
 * @self: a frame
 *
 * Tells whether the frame is just the picture, so that there is nothing to extend.
 *
 * Returns: %TRUE if it is
 */
gboolean
limner_frame_is_picture (const LimnerFrame *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->area.x == 0 && self->area.y == 0 &&
         self->area.width == self->picture_width && self->area.height == self->picture_height;
}

/**
 * limner_frame_equal:
 * @self: a frame
 * @other: another one
 *
 * Compares two frames.
 *
 * Returns: %TRUE if they are the same frame of a picture of the same size
 */
gboolean
limner_frame_equal (const LimnerFrame *self,
                    const LimnerFrame *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  return self->picture_width == other->picture_width &&
         self->picture_height == other->picture_height &&
         limner_rect_equal (&self->area, &other->area);
}

/**
 * limner_frame_set_area:
 * @self: a frame
 * @area: in picture coordinates
 *
 * Puts the frame somewhere, as near as its limits allow.
 */
void
limner_frame_set_area (LimnerFrame      *self,
                       const LimnerRect *area)
{
  LimnerFrameSides sides;

  g_return_if_fail (self != NULL && area != NULL);

  sides.left = to_int (-(double) area->x);
  sides.top = to_int (-(double) area->y);
  sides.right = to_int ((double) area->x + area->width - self->picture_width);
  sides.bottom = to_int ((double) area->y + area->height - self->picture_height);
  limner_frame_set_sides (self, &sides);
}

/**
 * limner_frame_get_sides:
 * @self: a frame
 * @sides: (out caller-allocates): pixels beyond each of the picture's edges
 *
 * Tells how far each side reaches out.
 */
void
limner_frame_get_sides (const LimnerFrame *self,
                        LimnerFrameSides  *sides)
{
  g_return_if_fail (self != NULL && sides != NULL);

  sides->left = -self->area.x;
  sides->top = -self->area.y;
  sides->right = self->area.x + self->area.width - self->picture_width;
  sides->bottom = self->area.y + self->area.height - self->picture_height;
}

/**
 * limner_frame_set_sides:
 * @self: a frame
 * @sides: pixels beyond each of the picture's edges, negative to cut
 *
 * Extends by so many pixels on each side.
 */
void
limner_frame_set_sides (LimnerFrame            *self,
                        const LimnerFrameSides *sides)
{
  Span across, down;

  g_return_if_fail (self != NULL && sides != NULL);

  across.start = -to_int (sides->left);
  across.end = self->picture_width + to_int (sides->right);
  down.start = -to_int (sides->top);
  down.end = self->picture_height + to_int (sides->bottom);
  set_spans (self, across, down, FALSE, FALSE);
}

/**
 * limner_frame_set_sides_percent:
 * @self: a frame
 * @percent: of the picture's width for left and right, of its height for top and bottom
 *
 * Extends by a part of the picture on each side.
 */
void
limner_frame_set_sides_percent (LimnerFrame            *self,
                                const LimnerFrameSides *percent)
{
  LimnerFrameSides sides;

  g_return_if_fail (self != NULL && percent != NULL);

  sides.left = to_int (percent->left * (self->picture_width / 100.0));
  sides.top = to_int (percent->top * (self->picture_height / 100.0));
  sides.right = to_int (percent->right * (self->picture_width / 100.0));
  sides.bottom = to_int (percent->bottom * (self->picture_height / 100.0));
  limner_frame_set_sides (self, &sides);
}

/**
 * limner_frame_set_ratio:
 * @self: a frame
 * @ratio: width by height, such as 16.0 / 9
 * @anchor_x: where the picture stands in the new width: 0 left, 0.5 middle, 1 right
 * @anchor_y: where it stands in the new height: 0 top, 0.5 middle, 1 bottom
 *
 * Makes the smallest frame of that ratio in which the whole picture is.
 */
void
limner_frame_set_ratio (LimnerFrame *self,
                        double       ratio,
                        double       anchor_x,
                        double       anchor_y)
{
  int width, height;
  Span across, down;

  g_return_if_fail (self != NULL);
  g_return_if_fail (ratio > 0);

  width = MAX (self->picture_width, to_int (self->picture_height * ratio));
  height = MAX (self->picture_height, to_int (self->picture_width / ratio));
  width = MIN (width, LIMNER_PICTURE_MAX_SIDE);
  height = MIN (height, LIMNER_PICTURE_MAX_SIDE);
  across.start = -to_int ((width - self->picture_width) * CLAMP (anchor_x, 0, 1));
  across.end = across.start + width;
  down.start = -to_int ((height - self->picture_height) * CLAMP (anchor_y, 0, 1));
  down.end = down.start + height;
  set_spans (self, across, down, FALSE, FALSE);
}

/**
 * limner_frame_zoom_out:
 * @self: a frame
 * @factor: 1.5 for a frame one and a half times as wide and high as the picture
 *
 * Extends on all four sides with the picture in the middle.
 */
void
limner_frame_zoom_out (LimnerFrame *self,
                       double       factor)
{
  int width, height;
  Span across, down;

  g_return_if_fail (self != NULL);
  g_return_if_fail (factor > 0);

  width = MIN (to_int (self->picture_width * factor), LIMNER_PICTURE_MAX_SIDE);
  height = MIN (to_int (self->picture_height * factor), LIMNER_PICTURE_MAX_SIDE);
  across.start = -(int) floor ((width - self->picture_width) / 2.0);
  across.end = across.start + width;
  down.start = -(int) floor ((height - self->picture_height) / 2.0);
  down.end = down.start + height;
  set_spans (self, across, down, FALSE, FALSE);
}

/* The next multiple upwards, or downwards where that would be too large. */
static int
round_side (int side,
            int multiple)
{
  int up = (side + multiple - 1) / multiple * multiple;

  return up <= LIMNER_PICTURE_MAX_SIDE ? up : LIMNER_PICTURE_MAX_SIDE / multiple * multiple;
}

/**
 * limner_frame_round_to:
 * @self: a frame
 * @multiple: such as 8 or 64
 *
 * Makes width and height multiples of what a model wants. The frame grows for that, first on the
 * sides that reach out already.
 */
void
limner_frame_round_to (LimnerFrame *self,
                       int          multiple)
{
  LimnerFrameSides sides;
  int more_x, more_y;
  Span across, down;

  g_return_if_fail (self != NULL);
  g_return_if_fail (multiple > 0 && multiple <= LIMNER_PICTURE_MAX_SIDE);

  limner_frame_get_sides (self, &sides);
  more_x = round_side (self->area.width, multiple) - self->area.width;
  more_y = round_side (self->area.height, multiple) - self->area.height;

  across.start = self->area.x;
  across.end = self->area.x + self->area.width;
  if (sides.left > 0 && sides.right > 0)
    across.start -= more_x / 2, across.end += more_x - more_x / 2;
  else if (sides.left > 0)
    across.start -= more_x;
  else
    across.end += more_x;

  down.start = self->area.y;
  down.end = self->area.y + self->area.height;
  if (sides.top > 0 && sides.bottom > 0)
    down.start -= more_y / 2, down.end += more_y - more_y / 2;
  else if (sides.top > 0)
    down.start -= more_y;
  else
    down.end += more_y;

  set_spans (self, across, down, FALSE, FALSE);
}

/**
 * limner_frame_find_handle:
 * @self: a frame
 * @x: in picture coordinates
 * @y: in picture coordinates
 * @reach: how near the pointer has to be, in picture pixels
 *
 * Tells what of the frame is under the pointer.
 *
 * Returns: a side, a corner, the inside or nothing
 */
LimnerFrameHandle
limner_frame_find_handle (const LimnerFrame *self,
                          double             x,
                          double             y,
                          double             reach)
{
  const LimnerRect *area = &self->area;
  double right = (double) area->x + area->width;
  double bottom = (double) area->y + area->height;
  int handle = LIMNER_FRAME_HANDLE_NONE;

  g_return_val_if_fail (self != NULL, LIMNER_FRAME_HANDLE_NONE);

  if (x < area->x - reach || x > right + reach || y < area->y - reach || y > bottom + reach)
    return LIMNER_FRAME_HANDLE_NONE;

  if (fabs (x - area->x) <= reach)
    handle |= LIMNER_FRAME_HANDLE_LEFT;
  else if (fabs (x - right) <= reach)
    handle |= LIMNER_FRAME_HANDLE_RIGHT;
  if (fabs (y - area->y) <= reach)
    handle |= LIMNER_FRAME_HANDLE_TOP;
  else if (fabs (y - bottom) <= reach)
    handle |= LIMNER_FRAME_HANDLE_BOTTOM;

  return handle != LIMNER_FRAME_HANDLE_NONE ? handle : LIMNER_FRAME_HANDLE_INSIDE;
}

/* Keeps width by height while a side or corner is dragged: the other axis follows. */
static void
keep_ratio (Span              *across,
            Span              *down,
            LimnerFrameHandle  handle,
            double             ratio)
{
  int width = across->end - across->start;
  int height = down->end - down->start;
  gboolean by_width = (handle & (LIMNER_FRAME_HANDLE_LEFT | LIMNER_FRAME_HANDLE_RIGHT)) != 0;
  gboolean by_height = (handle & (LIMNER_FRAME_HANDLE_TOP | LIMNER_FRAME_HANDLE_BOTTOM)) != 0;

  if (by_width && by_height)
    by_width = width >= height * ratio;

  if (by_width)
    {
      int more = to_int (width / ratio) - height;

      if ((handle & LIMNER_FRAME_HANDLE_TOP) != 0)
        down->start -= more;
      else if ((handle & LIMNER_FRAME_HANDLE_BOTTOM) != 0)
        down->end += more;
      else
        down->start -= more / 2, down->end += more - more / 2;
    }
  else
    {
      int more = to_int (height * ratio) - width;

      if ((handle & LIMNER_FRAME_HANDLE_LEFT) != 0)
        across->start -= more;
      else if ((handle & LIMNER_FRAME_HANDLE_RIGHT) != 0)
        across->end += more;
      else
        across->start -= more / 2, across->end += more - more / 2;
    }
}

/**
 * limner_frame_drag:
 * @self: the frame to change
 * @start: the frame as it was when the drag began; may be @self
 * @handle: what is held
 * @dx: how far the pointer has moved since, in picture pixels
 * @dy: the same downwards
 * @ratio: width by height to keep, or 0 for free
 * @symmetric: whether the opposite side moves too
 *
 * Moves a side, a corner or the whole frame.
 */
void
limner_frame_drag (LimnerFrame       *self,
                   const LimnerFrame *start,
                   LimnerFrameHandle  handle,
                   double             dx,
                   double             dy,
                   double             ratio,
                   gboolean           symmetric)
{
  Span across, down;
  int x = to_int (dx);
  int y = to_int (dy);

  g_return_if_fail (self != NULL && start != NULL);

  across = (Span) { start->area.x, start->area.x + start->area.width };
  down = (Span) { start->area.y, start->area.y + start->area.height };
  self->picture_width = start->picture_width;
  self->picture_height = start->picture_height;

  if ((handle & LIMNER_FRAME_HANDLE_LEFT) != 0)
    across.start += x;
  if ((handle & LIMNER_FRAME_HANDLE_RIGHT) != 0)
    across.end += x;
  if ((handle & LIMNER_FRAME_HANDLE_TOP) != 0)
    down.start += y;
  if ((handle & LIMNER_FRAME_HANDLE_BOTTOM) != 0)
    down.end += y;

  if (symmetric && handle != LIMNER_FRAME_HANDLE_INSIDE)
    {
      if ((handle & LIMNER_FRAME_HANDLE_LEFT) != 0)
        across.end -= x;
      if ((handle & LIMNER_FRAME_HANDLE_RIGHT) != 0)
        across.start -= x;
      if ((handle & LIMNER_FRAME_HANDLE_TOP) != 0)
        down.end -= y;
      if ((handle & LIMNER_FRAME_HANDLE_BOTTOM) != 0)
        down.start -= y;
    }

  if (ratio > 0 && handle != LIMNER_FRAME_HANDLE_INSIDE && handle != LIMNER_FRAME_HANDLE_NONE)
    keep_ratio (&across, &down, handle, ratio);

  set_spans (self, across, down,
             (handle & LIMNER_FRAME_HANDLE_LEFT) != 0 && handle != LIMNER_FRAME_HANDLE_INSIDE,
             (handle & LIMNER_FRAME_HANDLE_TOP) != 0 && handle != LIMNER_FRAME_HANDLE_INSIDE);
}

/**
 * limner_frame_keep_inside:
 * @self: a frame
 * @least: (nullable): what has to be in it, in picture coordinates
 *
 * Grows the frame round something and cuts off what lies outside the picture, which makes it a box
 * of a part of the picture. That may be smaller than %LIMNER_FRAME_MIN_SIDE.
 */
void
limner_frame_keep_inside (LimnerFrame      *self,
                          const LimnerRect *least)
{
  LimnerRect picture = { 0 };

  g_return_if_fail (self != NULL);

  picture.width = self->picture_width;
  picture.height = self->picture_height;
  if (least != NULL)
    limner_rect_union (&self->area, least, &self->area);
  limner_rect_intersect (&self->area, &picture, &self->area);
}

/**
 * limner_frame_get_new_areas:
 * @self: a frame
 * @areas: (out caller-allocates): up to four rectangles in picture coordinates
 *
 * Lists what of the frame lies outside the picture: the strips above and below over the whole
 * width, then those to the left and right. They do not overlap.
 *
 * Returns: how many there are
 */
int
limner_frame_get_new_areas (const LimnerFrame *self,
                            LimnerRect         areas[4])
{
  LimnerRect picture = { 0 };
  const LimnerRect *area = &self->area;
  int n = 0;

  g_return_val_if_fail (self != NULL && areas != NULL, 0);

  picture.width = self->picture_width;
  picture.height = self->picture_height;
  if (!limner_rect_intersect (&picture, area, &picture))
    return 0;

  if (picture.y > area->y)
    areas[n++] = (LimnerRect) { area->x, area->y, area->width, picture.y - area->y };
  if (area->y + area->height > picture.y + picture.height)
    areas[n++] = (LimnerRect) { area->x, picture.y + picture.height, area->width,
                                area->y + area->height - picture.y - picture.height };
  if (picture.x > area->x)
    areas[n++] = (LimnerRect) { area->x, picture.y, picture.x - area->x, picture.height };
  if (area->x + area->width > picture.x + picture.width)
    areas[n++] = (LimnerRect) { picture.x + picture.width, picture.y,
                                area->x + area->width - picture.x - picture.width,
                                picture.height };
  return n;
}
