/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"
#include "schema/limner-outpaint.h"
#include "schema/limner-values.h"

#include "limner-edit-plan.h"

G_BEGIN_DECLS

/**
 * LimnerEditOutpaint:
 * @width: in which the picture is sent, in pixels
 * @height: in which the picture is sent
 * @sides: how far each side is extended, in the unit of the model's inputs
 * @amount: how far the way goes, in the same; negative where the model has no such input
 * @way: (nullable): the model's own word for what it is to do
 *
 * What a model that extends pictures by itself is told.
 */
typedef struct
{
  int     width;
  int     height;
  double  sides[LIMNER_OUTPAINT_N_SIDES];
  double  amount;
  char   *way;
} LimnerEditOutpaint;

void           limner_edit_outpaint_clear   (LimnerEditOutpaint       *self);
gboolean       limner_edit_outpaint_plan    (const LimnerOutpaint     *inputs,
                                             const LimnerEditLimits   *limits,
                                             LimnerEditRecipe         *recipe,
                                             LimnerEditOutpaint       *self);
gboolean       limner_edit_outpaint_frame   (const LimnerOutpaintWay  *way,
                                             double                    amount,
                                             int                       width,
                                             int                       height,
                                             const LimnerRect         *wanted,
                                             LimnerRect               *frame);
LimnerPicture *limner_edit_outpaint_prepare (const LimnerEditOutpaint *self,
                                             const LimnerPicture      *source)
  G_GNUC_WARN_UNUSED_RESULT;
void           limner_edit_outpaint_fill    (const LimnerEditOutpaint *self,
                                             const LimnerOutpaint     *inputs,
                                             LimnerValues             *values);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimnerEditOutpaint, limner_edit_outpaint_clear)

G_END_DECLS
