/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-rect.h"

/**
 * limner_rect_is_empty:
 * @rect: a rectangle
 *
 * Tells whether a rectangle holds no pixel.
 *
 * Returns: %TRUE if it is empty
 */
gboolean
limner_rect_is_empty (const LimnerRect *rect)
{
  g_return_val_if_fail (rect != NULL, TRUE);

  return rect->width <= 0 || rect->height <= 0;
}

/**
 * limner_rect_equal:
 * @a: a rectangle
 * @b: another
 *
 * Compares two rectangles; all empty ones are equal.
 *
 * Returns: %TRUE if they hold the same pixels
 */
gboolean
limner_rect_equal (const LimnerRect *a,
                   const LimnerRect *b)
{
  if (limner_rect_is_empty (a) || limner_rect_is_empty (b))
    return limner_rect_is_empty (a) && limner_rect_is_empty (b);

  return a->x == b->x && a->y == b->y && a->width == b->width && a->height == b->height;
}

/**
 * limner_rect_contains:
 * @outer: a rectangle
 * @inner: another
 *
 * Tells whether every pixel of @inner lies in @outer.
 *
 * Returns: %TRUE if it does, also where @inner is empty
 */
gboolean
limner_rect_contains (const LimnerRect *outer,
                      const LimnerRect *inner)
{
  LimnerRect common;

  if (limner_rect_is_empty (inner))
    return TRUE;

  return limner_rect_intersect (outer, inner, &common) && limner_rect_equal (&common, inner);
}

/**
 * limner_rect_intersect:
 * @a: a rectangle
 * @b: another
 * @result: (out): the pixels that lie in both; may be @a or @b; all zero where there is none
 *
 * Cuts two rectangles.
 *
 * Returns: %TRUE if they have a pixel in common
 */
gboolean
limner_rect_intersect (const LimnerRect *a,
                       const LimnerRect *b,
                       LimnerRect       *result)
{
  gint64 left, top, right, bottom;

  g_return_val_if_fail (a != NULL && b != NULL && result != NULL, FALSE);

  left = MAX (a->x, b->x);
  top = MAX (a->y, b->y);
  right = MIN ((gint64) a->x + a->width, (gint64) b->x + b->width);
  bottom = MIN ((gint64) a->y + a->height, (gint64) b->y + b->height);

  if (right <= left || bottom <= top)
    {
      *result = (LimnerRect) { 0 };
      return FALSE;
    }

  *result = (LimnerRect) { (int) left, (int) top, (int) (right - left), (int) (bottom - top) };
  return TRUE;
}

/**
 * limner_rect_union:
 * @a: a rectangle
 * @b: another
 * @result: (out): the smallest rectangle that holds both; may be @a or @b
 *
 * Joins two rectangles; an empty one adds nothing.
 */
void
limner_rect_union (const LimnerRect *a,
                   const LimnerRect *b,
                   LimnerRect       *result)
{
  int left, top, right, bottom;

  g_return_if_fail (a != NULL && b != NULL && result != NULL);

  if (limner_rect_is_empty (a) || limner_rect_is_empty (b))
    {
      *result = limner_rect_is_empty (a) ? *b : *a;
      return;
    }

  left = MIN (a->x, b->x);
  top = MIN (a->y, b->y);
  right = MAX (a->x + a->width, b->x + b->width);
  bottom = MAX (a->y + a->height, b->y + b->height);
  *result = (LimnerRect) { left, top, right - left, bottom - top };
}

/**
 * limner_rect_grow:
 * @rect: (inout): a rectangle
 * @by: pixels by which each side moves outward; inward where negative
 *
 * Grows a rectangle on all sides; an empty one stays empty.
 */
void
limner_rect_grow (LimnerRect *rect,
                  int         by)
{
  g_return_if_fail (rect != NULL);

  if (limner_rect_is_empty (rect))
    return;

  rect->x -= by;
  rect->y -= by;
  rect->width += 2 * by;
  rect->height += 2 * by;
}
