/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

float *limner_blur_box    (const float  *values,
                           int           width,
                           int           height,
                           int           radius,
                           GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
float *limner_blur_smooth (const float  *values,
                           int           width,
                           int           height,
                           float         sigma,
                           GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
