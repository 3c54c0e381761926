/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"
#include "image/limner-plane.h"

#include "limner-edit-recipe.h"

G_BEGIN_DECLS

/**
 * LimnerEditReport:
 * @shift_x: pixels of the source by which the answer was found to lie too far right; 0 for none
 * @shift_y: pixels by which it was found too low
 * @answer_width: the answer's own width, in pixels
 * @answer_height: the answer's own height, in pixels
 * @was_resized: whether the answer did not have the size that was sent
 * @tone_matched: whether its colours were changed
 *
 * What was noticed while an answer was taken back.
 */
typedef struct
{
  double   shift_x;
  double   shift_y;
  int      answer_width;
  int      answer_height;
  gboolean was_resized;
  gboolean tone_matched;
} LimnerEditReport;

LimnerPicture *limner_edit_compose         (const LimnerEditRecipe *recipe,
                                            const LimnerPicture    *source,
                                            const LimnerPlane      *mask,
                                            const LimnerPicture    *answer,
                                            LimnerEditReport       *report,
                                            GError                **error)
  G_GNUC_WARN_UNUSED_RESULT;
LimnerPicture *limner_edit_compose_part    (const LimnerEditRecipe *recipe,
                                            const LimnerPicture    *source,
                                            const LimnerPlane      *mask,
                                            const LimnerPicture    *answer,
                                            LimnerEditReport       *report,
                                            GError                **error)
  G_GNUC_WARN_UNUSED_RESULT;
LimnerPicture *limner_edit_compose_take    (const LimnerEditRecipe *recipe,
                                            LimnerPicture          *source,
                                            const LimnerPlane      *mask,
                                            const LimnerPicture    *answer,
                                            LimnerEditReport       *report,
                                            GError                **error)
  G_GNUC_WARN_UNUSED_RESULT;
GBytes        *limner_edit_encode_result   (const LimnerPicture    *result,
                                            GError                **error)
  G_GNUC_WARN_UNUSED_RESULT;
char          *limner_edit_report_to_text  (const LimnerEditReport *report)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
