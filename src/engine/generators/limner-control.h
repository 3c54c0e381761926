/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"
#include "image/limner-plane.h"

G_BEGIN_DECLS

/**
 * LimnerControlOptions:
 * @low: an edge weaker than this is dropped, 0 to 255
 * @high: an edge stronger than this is kept, 0 to 255
 * @detail: 0 keeps only what is large, 1 keeps small things
 * @max_pixels: all but canny are found in a picture of at most so many pixels, then drawn finely;
 *   0 is the usual limit
 *
 * How a control picture is drawn.
 */
typedef struct
{
  int   low;
  int   high;
  float detail;
  gsize max_pixels;
} LimnerControlOptions;

LimnerPlane   *limner_control_canny     (const LimnerPicture        *picture,
                                         const LimnerControlOptions *options,
                                         GCancellable               *cancellable)
                                         G_GNUC_WARN_UNUSED_RESULT;
LimnerPlane   *limner_control_soft_edge (const LimnerPicture        *picture,
                                         const LimnerControlOptions *options,
                                         GCancellable               *cancellable)
                                         G_GNUC_WARN_UNUSED_RESULT;
LimnerPlane   *limner_control_lines     (const LimnerPicture        *picture,
                                         const LimnerControlOptions *options,
                                         GCancellable               *cancellable)
                                         G_GNUC_WARN_UNUSED_RESULT;
LimnerPlane   *limner_control_scribble  (const LimnerPicture        *picture,
                                         const LimnerControlOptions *options,
                                         GCancellable               *cancellable)
                                         G_GNUC_WARN_UNUSED_RESULT;
LimnerPicture *limner_control_normals   (const LimnerPicture        *picture,
                                         const LimnerControlOptions *options,
                                         GCancellable               *cancellable)
                                         G_GNUC_WARN_UNUSED_RESULT;
LimnerPicture *limner_control_segments  (const LimnerPicture        *picture,
                                         const LimnerControlOptions *options,
                                         GCancellable               *cancellable)
                                         G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
