/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"
#include "image/limner-plane.h"

#include "limner-edit-recipe.h"

G_BEGIN_DECLS

LimnerPicture *limner_edit_prepare_image (const LimnerEditRecipe *recipe,
                                          const LimnerPicture    *source) G_GNUC_WARN_UNUSED_RESULT;
LimnerPlane   *limner_edit_prepare_mask  (const LimnerEditRecipe *recipe,
                                          const LimnerPicture    *source,
                                          const LimnerPlane      *mask,
                                          gboolean                black_repaints,
                                          gboolean                hard) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
