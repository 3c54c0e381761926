/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"

G_BEGIN_DECLS

/**
 * LimnerControlSize:
 * @full_width: of the picture, in pixels
 * @full_height: of the picture, in pixels
 * @scale: pixels of the picture beside each other in one that is worked on
 * @width: what is worked on, in its pixels
 * @height: what is worked on, in its pixels
 *
 * The size at which a control picture is thought out. What it shows is as large as the picture, not
 * as its pixels, so a large picture is worked on reduced, in bounded memory.
 */
typedef struct
{
  int full_width;
  int full_height;
  int scale;
  int width;
  int height;
} LimnerControlSize;

LimnerControlSize limner_control_size_new       (const LimnerPicture     *picture,
                                                 gsize                    max_pixels);
float            *limner_control_size_read_luma (const LimnerControlSize *self,
                                                 const LimnerPicture     *picture,
                                                 GCancellable            *cancellable)
                                                 G_GNUC_WARN_UNUSED_RESULT;
float             limner_control_size_find      (const LimnerControlSize *self,
                                                 int                      at,
                                                 int                      size,
                                                 int                     *first,
                                                 int                     *second);
void              limner_control_size_enlarge   (const LimnerControlSize *self,
                                                 const guint8            *map,
                                                 int                      n_channels,
                                                 guint8                  *to,
                                                 GCancellable            *cancellable);

G_END_DECLS
