/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"
#include "image/limner-plane.h"

#include "limner-edit-recipe.h"

G_BEGIN_DECLS

gboolean limner_edit_match_tone (LimnerPicture       *answer,
                                 const LimnerPicture *source,
                                 const LimnerPlane   *zone,
                                 LimnerEditTone       tone);

G_END_DECLS
