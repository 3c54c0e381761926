/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-picture.h"

G_BEGIN_DECLS

gboolean _limner_colour_profile_is_srgb (GBytes        *icc);
void     _limner_colour_profile_apply   (GBytes        *icc,
                                         LimnerPicture *picture);

G_END_DECLS
