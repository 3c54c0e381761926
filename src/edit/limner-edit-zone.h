/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-plane.h"

G_BEGIN_DECLS

LimnerPlane *limner_edit_zone_new    (const LimnerPlane *mask,
                                      int                grow,
                                      int                feather) G_GNUC_WARN_UNUSED_RESULT;
LimnerPlane *limner_edit_zone_within (const LimnerPlane *mask,
                                      int                grow,
                                      int                feather,
                                      int                reach) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
