/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "image/limner-picture.h"
#include "image/limner-plane.h"

G_BEGIN_DECLS

GdkTexture *limner_texture_from_picture (LimnerPicture     *picture) G_GNUC_WARN_UNUSED_RESULT;
GdkTexture *limner_texture_from_plane   (const LimnerPlane *plane,
                                         const GdkRGBA     *colour) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
