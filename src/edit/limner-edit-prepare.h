/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"
#include "image/limner-plane.h"

#include "limner-edit-recipe.h"

G_BEGIN_DECLS

/**
 * LimnerEditMaskForm:
 * @LIMNER_EDIT_MASK_NONE: the model takes no mask
 * @LIMNER_EDIT_MASK_WHITE_REPAINTS: it paints anew what is white
 * @LIMNER_EDIT_MASK_BLACK_REPAINTS: it paints anew what is black
 *
 * How a model wants its mask.
 */
typedef enum
{
  LIMNER_EDIT_MASK_NONE,
  LIMNER_EDIT_MASK_WHITE_REPAINTS,
  LIMNER_EDIT_MASK_BLACK_REPAINTS,
} LimnerEditMaskForm;

/**
 * LimnerEditFiles:
 * @image: what the model is shown, a PNG
 * @mask: (nullable): its mask, a grey PNG of the same size
 * @painted: (nullable): the mask as it was painted, a grey PNG of what is not empty of it
 * @painted_x: where that begins in the frame, in pixels
 * @painted_y: the same, downwards
 *
 * The files that a request needs, and those with which its answer is taken back.
 */
typedef struct
{
  GBytes *image;
  GBytes *mask;
  GBytes *painted;
  int     painted_x;
  int     painted_y;
} LimnerEditFiles;

LimnerPicture *limner_edit_prepare_image (const LimnerEditRecipe *recipe,
                                          const LimnerPicture    *source) G_GNUC_WARN_UNUSED_RESULT;
LimnerPlane   *limner_edit_prepare_mask  (const LimnerEditRecipe *recipe,
                                          const LimnerPicture    *source,
                                          const LimnerPlane      *mask,
                                          gboolean                black_repaints,
                                          gboolean                hard) G_GNUC_WARN_UNUSED_RESULT;
void           limner_edit_files_clear   (LimnerEditFiles        *files);
gboolean       limner_edit_prepare_files (const LimnerEditRecipe *recipe,
                                          const LimnerPicture    *source,
                                          const LimnerPlane      *mask,
                                          LimnerEditMaskForm      form,
                                          LimnerEditFiles        *files,
                                          GError                **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimnerEditFiles, limner_edit_files_clear)

G_END_DECLS
