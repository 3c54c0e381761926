/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/limner-rect.h"

#include "limner-edit-recipe.h"

G_BEGIN_DECLS

/** Pixels over which a result is mixed with its surroundings where a wider edge would only make
 *  anew what is to stay: round what is erased, and round what stands before a new background. */
#define LIMNER_EDIT_NARROW_FEATHER 6

/**
 * LimnerEditLimits:
 * @best_area: how many pixels the model sees best, such as 1024 × 1024; 0 if it takes a picture of
 *   any size as it is
 * @multiple: both sides are a multiple of this, in pixels; at least 1
 * @max_side: the longest side it takes, in pixels
 * @max_ratio: longer side to shorter side at the most
 *
 * What sizes a model works well with.
 */
typedef struct
{
  gint64 best_area;
  int    multiple;
  int    max_side;
  double max_ratio;
} LimnerEditLimits;

int      limner_edit_default_grow    (const LimnerRect       *mask_bounds);
int      limner_edit_default_feather (const LimnerRect       *mask_bounds);
int      limner_edit_default_overlap (const LimnerRect       *frame,
                                      int                     source_width,
                                      int                     source_height);
gboolean limner_edit_plan_box        (LimnerEditRecipe       *recipe,
                                      const LimnerRect       *mask_bounds,
                                      const LimnerEditLimits *limits,
                                      int                     padding);
void     limner_edit_plan_size       (LimnerEditRecipe       *recipe,
                                      const LimnerEditLimits *limits);

G_END_DECLS
