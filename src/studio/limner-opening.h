/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "paint/limner-mipmap.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_OPENING (limner_opening_get_type ())
G_DECLARE_FINAL_TYPE (LimnerOpening, limner_opening, LIMNER, OPENING, GObject)

LimnerOpening *limner_opening_new_for_path  (const char    *path)  G_GNUC_WARN_UNUSED_RESULT;
LimnerOpening *limner_opening_new_at_start  (const char    *path)  G_GNUC_WARN_UNUSED_RESULT;
LimnerOpening *limner_opening_new_for_bytes (GBytes        *bytes) G_GNUC_WARN_UNUSED_RESULT;
const char    *limner_opening_get_path      (LimnerOpening *self);
LimnerPicture *limner_opening_get_preview   (LimnerOpening *self,
                                             int           *width,
                                             int           *height);
gboolean       limner_opening_is_done       (LimnerOpening *self);
GBytes        *limner_opening_get_bytes     (LimnerOpening *self);
LimnerMipmap  *limner_opening_get_levels    (LimnerOpening *self);
const GError  *limner_opening_get_error     (LimnerOpening *self);

G_END_DECLS
