/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"
#include "image/limner-plane.h"

#include "limner-edit-recipe.h"

G_BEGIN_DECLS

gboolean     limner_edit_prefill  (LimnerPicture          *picture,
                                   const LimnerRect       *known,
                                   LimnerEditPrefill       prefill);
LimnerPlane *limner_edit_box_mask (const LimnerEditRecipe *recipe,
                                   const LimnerPlane      *mask,
                                   int                     source_width,
                                   int                     source_height) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
