/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"
#include "image/limner-plane.h"

G_BEGIN_DECLS

gboolean       limner_edit_find_shift (const LimnerPicture *answer,
                                       const LimnerPicture *source,
                                       const LimnerPlane   *zone,
                                       double              *shift_x,
                                       double              *shift_y);
LimnerPicture *limner_edit_shift      (const LimnerPicture *picture,
                                       double               shift_x,
                                       double               shift_y) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
