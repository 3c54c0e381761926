/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-edit-plan.h"

/* The proportions that Krita AI Diffusion's users live well with (docs of its settings): the mask
 * grows by 4 pixels, feathers by a tenth of its size, and sees as much again round it. */
#define GROW 4
#define MIN_FEATHER 8
#define MAX_FEATHER 64
#define MIN_PADDING 32

static int
longer_side (const LimnerRect *rect)
{
  return MAX (rect->width, rect->height);
}

/**
 * limner_edit_default_grow:
 * @mask_bounds: the smallest rectangle round what was painted
 *
 * Suggests by how much a mask is grown, so that no rim of what is to go remains.
 *
 * Returns: pixels
 */
int
limner_edit_default_grow (const LimnerRect *mask_bounds)
{
  return MIN (GROW, longer_side (mask_bounds) / 8 + 1);
}

/**
 * limner_edit_default_feather:
 * @mask_bounds: the smallest rectangle round what was painted
 *
 * Suggests over how many pixels the result is mixed with what surrounds it.
 *
 * Returns: pixels
 */
int
limner_edit_default_feather (const LimnerRect *mask_bounds)
{
  return CLAMP (longer_side (mask_bounds) / 10, MIN_FEATHER, MAX_FEATHER);
}

/**
 * limner_edit_default_overlap:
 * @frame: the result's extent
 * @source_width: in pixels
 * @source_height: in pixels
 *
 * Suggests by how much an extension reaches into the picture, so that no line shows where the new
 * part begins: a sixteenth of the shorter side, 16 to 64 pixels, never more than a quarter.
 *
 * Returns: pixels; 0 if the frame does not go beyond the picture
 */
int
limner_edit_default_overlap (const LimnerRect *frame,
                             int               source_width,
                             int               source_height)
{
  const LimnerRect whole = { 0, 0, source_width, source_height };
  int shorter = MIN (source_width, source_height);

  if (limner_rect_contains (&whole, frame))
    return 0;
  return MIN (CLAMP (shorter / 16, 16, 64), shorter / 4);
}

/* Grows one axis of a box to @size round its middle and pushes it back into the frame. */
static void
grow_axis (int *at,
           int *size,
           int  wanted,
           int  frame_at,
           int  frame_size)
{
  int target = CLAMP (wanted, *size, frame_size);

  *at -= (target - *size) / 2;
  *size = target;
  *at = CLAMP (*at, frame_at, frame_at + frame_size - target);
}

static void
limit_ratio (LimnerRect       *box,
             const LimnerRect *frame,
             double            max_ratio)
{
  if (max_ratio < 1.0)
    return;

  grow_axis (&box->x, &box->width, (int) ceil (box->height / max_ratio), frame->x, frame->width);
  grow_axis (&box->y, &box->height, (int) ceil (box->width / max_ratio), frame->y, frame->height);
}

/**
 * limner_edit_plan_box:
 * @recipe: a recipe whose frame, grow and feather are set; gets its box and sent size
 * @mask_bounds: the smallest rectangle round what is to be painted anew, in the source's pixels
 * @limits: what the model works well with
 * @padding: pixels of context round the blend zone; negative for a default by the mask's size
 *
 * Chooses the part of the picture that a model is shown: the blend zone, context round it, at least
 * half the model's best side, a ratio it can work with, and all that within the frame.
 *
 * Returns: %FALSE if there is nothing to be painted within the frame
 */
gboolean
limner_edit_plan_box (LimnerEditRecipe       *recipe,
                      const LimnerRect       *mask_bounds,
                      const LimnerEditLimits *limits,
                      int                     padding)
{
  const LimnerRect *frame = &recipe->frame;
  LimnerRect box;
  int least;

  g_return_val_if_fail (recipe != NULL && mask_bounds != NULL && limits != NULL, FALSE);

  if (!limner_rect_intersect (mask_bounds, frame, &box))
    return FALSE;

  if (padding < 0)
    padding = MAX (MIN_PADDING, longer_side (&box) / 2);
  limner_rect_grow (&box, recipe->grow + recipe->feather + padding);
  limner_rect_intersect (&box, frame, &box);

  least = limits->best_area > 0 ? (int) sqrt ((double) limits->best_area) / 2 : 0;
  grow_axis (&box.x, &box.width, least, frame->x, frame->width);
  grow_axis (&box.y, &box.height, least, frame->y, frame->height);
  limit_ratio (&box, frame, limits->max_ratio);

  recipe->box = box;
  limner_edit_plan_size (recipe, limits);
  return TRUE;
}

static int
round_to_multiple (double value,
                   int    multiple,
                   int    max_side)
{
  int most = MAX (1, max_side / multiple) * multiple;

  return CLAMP ((int) lround (value / multiple) * multiple, multiple, most);
}

/**
 * limner_edit_plan_size:
 * @recipe: a recipe whose box is set; gets its sent size
 * @limits: what the model works well with
 *
 * Chooses the size in which the model sees the box: its best area in the box's proportions, both
 * sides a multiple of what it wants and none too long. A model that takes any size sees the box as
 * it is.
 */
void
limner_edit_plan_size (LimnerEditRecipe       *recipe,
                       const LimnerEditLimits *limits)
{
  const LimnerRect *box = &recipe->box;
  int multiple = MAX (1, limits->multiple);
  double scale = 1.0;

  g_return_if_fail (!limner_rect_is_empty (box));

  if (limits->best_area > 0)
    scale = sqrt ((double) limits->best_area / ((double) box->width * box->height));
  if (limits->max_side > 0)
    scale = MIN (scale, (double) limits->max_side / longer_side (box));

  recipe->sent_width = round_to_multiple (box->width * scale, multiple, limits->max_side);
  recipe->sent_height = round_to_multiple (box->height * scale, multiple, limits->max_side);
}
