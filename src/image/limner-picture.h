/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** The longest side of a picture, in pixels. */
#define LIMNER_PICTURE_MAX_SIDE 16384

#define LIMNER_TYPE_PICTURE (limner_picture_get_type ())

/**
 * LimnerPicture:
 *
 * Pixels in memory: 8-bit RGBA with straight (not premultiplied) alpha in sRGB, rows from top to
 * bottom without padding. Atomically reference counted; once it is shared it is not changed any
 * more, so it can be read from any thread.
 */
typedef struct _LimnerPicture LimnerPicture;

GType          limner_picture_get_type   (void) G_GNUC_CONST;
LimnerPicture *limner_picture_new        (int                  width,
                                          int                  height) G_GNUC_WARN_UNUSED_RESULT;
LimnerPicture *limner_picture_copy       (const LimnerPicture *self) G_GNUC_WARN_UNUSED_RESULT;
LimnerPicture *limner_picture_ref        (LimnerPicture       *self);
void           limner_picture_unref      (LimnerPicture       *self);
int            limner_picture_get_width  (const LimnerPicture *self);
int            limner_picture_get_height (const LimnerPicture *self);
gsize          limner_picture_get_stride (const LimnerPicture *self);
guint8        *limner_picture_get_pixels (LimnerPicture       *self);
const guint8  *limner_picture_read_row   (const LimnerPicture *self,
                                          int                  y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerPicture, limner_picture_unref)

G_END_DECLS
