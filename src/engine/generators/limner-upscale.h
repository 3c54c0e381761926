/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"

G_BEGIN_DECLS

LimnerPicture *limner_upscale_picture (const LimnerPicture  *picture,
                                       int                   scale,
                                       float                 sharpen,
                                       GCancellable         *cancellable,
                                       GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* Filters by the kind of edge that a pixel lies on, the upper left of its four children, in parts
 * of LIMNER_UPSCALE_UNIT; the first for the first doubling, the second for one that follows. */
#define LIMNER_UPSCALE_BUCKETS 72
#define LIMNER_UPSCALE_TAPS    25
#define LIMNER_UPSCALE_UNIT    4096

extern const gint16 _limner_upscale_filters[2][LIMNER_UPSCALE_BUCKETS][LIMNER_UPSCALE_TAPS];

G_END_DECLS
