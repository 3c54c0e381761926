/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"

#include "limner-mask.h"

G_BEGIN_DECLS

LimnerMask *limner_selection_by_colour      (LimnerPicture *picture,
                                             int            x,
                                             int            y,
                                             int            tolerance,
                                             gboolean       contiguous) G_GNUC_WARN_UNUSED_RESULT;
LimnerMask *limner_selection_background     (LimnerPicture *picture) G_GNUC_WARN_UNUSED_RESULT;
LimnerMask *limner_selection_from_alpha     (LimnerPicture *picture) G_GNUC_WARN_UNUSED_RESULT;
LimnerMask *limner_selection_from_luminance (LimnerPicture *picture) G_GNUC_WARN_UNUSED_RESULT;
LimnerMask *limner_selection_from_picture   (LimnerPicture *picture,
                                             int            width,
                                             int            height) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
