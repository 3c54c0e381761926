/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-mask.h"

G_BEGIN_DECLS

LimnerMask *limner_mask_filter_grow   (const LimnerMask *mask,
                                       int               distance,
                                       gboolean          shrink) G_GNUC_WARN_UNUSED_RESULT;
LimnerMask *limner_mask_filter_blur   (const LimnerMask *mask,
                                       int               distance,
                                       gboolean          sharpen) G_GNUC_WARN_UNUSED_RESULT;
LimnerMask *limner_mask_filter_basins (const LimnerMask *mask,
                                       int               max_area,
                                       gboolean          specks) G_GNUC_WARN_UNUSED_RESULT;
void        limner_mask_filter_tidy   (LimnerMask       *mask);
void        limner_mask_filter_tidy_tile (LimnerMask    *mask,
                                          int            index);

G_END_DECLS
