/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/limner-rect.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_PLANE (limner_plane_get_type ())

/**
 * LimnerPlane:
 *
 * One 8-bit value for each pixel, 0–255: a mask (255 = repaint, 0 = keep), or a grey picture. Rows
 * from top to bottom without padding. Atomically reference counted; once it is shared it is not
 * changed any more, so it can be read from any thread.
 */
typedef struct _LimnerPlane LimnerPlane;

GType         limner_plane_get_type    (void) G_GNUC_CONST;
LimnerPlane  *limner_plane_new         (int                width,
                                        int                height) G_GNUC_WARN_UNUSED_RESULT;
LimnerPlane  *limner_plane_copy        (const LimnerPlane *self) G_GNUC_WARN_UNUSED_RESULT;
LimnerPlane  *limner_plane_ref         (LimnerPlane       *self);
void          limner_plane_unref       (LimnerPlane       *self);
int           limner_plane_get_width   (const LimnerPlane *self);
int           limner_plane_get_height  (const LimnerPlane *self);
gsize         limner_plane_get_stride  (const LimnerPlane *self);
guint8       *limner_plane_get_pixels  (LimnerPlane       *self);
const guint8 *limner_plane_read_row    (const LimnerPlane *self,
                                        int                y);
gboolean      limner_plane_find_bounds (const LimnerPlane *self,
                                        LimnerRect        *bounds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerPlane, limner_plane_unref)

G_END_DECLS
