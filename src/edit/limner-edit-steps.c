/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-edit-steps.h"

/* A model that sees the whole at less than this scale paints what is soft when it is enlarged. */
#define LEAST_SCALE 0.7

static gint64
area_of (const LimnerRect *rect)
{
  return (gint64) rect->width * rect->height;
}

/* Whether a model can be shown the whole at once: it knows at least half of it, and sees it near
 * the size in which it sees best. */
static gboolean
fits_one_step (const LimnerRect       *frame,
               const LimnerRect       *known,
               const LimnerEditLimits *limits)
{
  LimnerRect inside;

  if (!limner_rect_intersect (frame, known, &inside) || area_of (&inside) * 2 < area_of (frame))
    return FALSE;
  return limits->best_area <= 0 ||
         area_of (frame) * LEAST_SCALE * LEAST_SCALE <= (double) limits->best_area;
}

/* How deep a strip is at the most: half of what the model is shown is picture. */
static int
find_depth (const LimnerRect       *known,
            gboolean                is_horizontal,
            const LimnerEditLimits *limits)
{
  int along = is_horizontal ? known->width : known->height;
  int across = is_horizontal ? known->height : known->width;
  int side = limits->best_area > 0 ? (int) sqrt ((double) limits->best_area) : along;

  return MAX (1, MIN (MAX (side, across) / 2, along));
}

/* Widens @at to the sides of @frame, one strip after the other; gives how many there are. */
static guint
add_strips (LimnerRect             *at,
            const LimnerRect       *frame,
            int                     side,
            const LimnerEditLimits *limits,
            LimnerRect             *frames,
            guint                   n)
{
  const int missing[] = {
    at->x - frame->x, at->y - frame->y,
    frame->x + frame->width - at->x - at->width, frame->y + frame->height - at->y - at->height,
  };
  gboolean is_horizontal = side % 2 == 0;
  int left = missing[side];

  while (left > 0)
    {
      int depth = find_depth (at, is_horizontal, limits);
      int n_strips = (left + depth - 1) / depth;
      int strip = n + 1 >= LIMNER_EDIT_MAX_STEPS ? left : (left + n_strips - 1) / n_strips;

      if (is_horizontal)
        at->width += strip;
      else
        at->height += strip;
      if (side == 0)
        at->x -= strip;
      else if (side == 1)
        at->y -= strip;

      left -= strip;
      if (n < LIMNER_EDIT_MAX_STEPS)
        n++;
      frames[n - 1] = *at;
    }
  return n;
}

/**
 * limner_edit_plan_steps:
 * @frame: the result's extent in the picture's pixels
 * @width: of the picture, in pixels
 * @height: of the picture, in pixels
 * @limits: what the model works well with
 * @frames: (out caller-allocates) (array fixed-size=16): what the picture is extended to by each
 *   step, in the picture's pixels; the last one is @frame
 *
 * Splits an extension into steps that a model can do well: in each of them at least half of what
 * it is shown is known, in a size near the one in which it sees best. An extension that is small
 * enough is one step; else there is one side after the other.
 *
 * Returns: how many steps there are, at least one
 */
guint
limner_edit_plan_steps (const LimnerRect       *frame,
                        int                     width,
                        int                     height,
                        const LimnerEditLimits *limits,
                        LimnerRect             *frames)
{
  const LimnerRect known = { 0, 0, width, height };
  LimnerRect at = known;
  guint n = 0;

  g_return_val_if_fail (frame != NULL && limits != NULL && frames != NULL, 0);

  /* What is cut off is cut off at the end. */
  if (fits_one_step (frame, &known, limits) || !limner_rect_contains (frame, &known))
    {
      frames[0] = *frame;
      return 1;
    }

  for (int side = 0; side < 4; side++)
    n = add_strips (&at, frame, side, limits, frames, n);
  return n;
}
