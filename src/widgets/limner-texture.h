/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "image/limner-picture.h"

G_BEGIN_DECLS

GdkTexture *limner_texture_from_picture (LimnerPicture     *picture) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
