/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-picture.h"
#include "limner-plane.h"

G_BEGIN_DECLS

/**
 * LimnerFilter:
 * @LIMNER_FILTER_AUTO: area when getting smaller, Lanczos when getting larger
 * @LIMNER_FILTER_NEAREST: no new colours
 * @LIMNER_FILTER_AREA: mean of the area below each new pixel; soft when getting larger
 * @LIMNER_FILTER_CUBIC: Catmull-Rom
 * @LIMNER_FILTER_LANCZOS: Lanczos with three lobes, the sharpest
 *
 * How a picture is resized. All but nearest widen as the picture gets smaller, so that nothing
 * flickers, and weigh colours by their opacity.
 */
typedef enum
{
  LIMNER_FILTER_AUTO,
  LIMNER_FILTER_NEAREST,
  LIMNER_FILTER_AREA,
  LIMNER_FILTER_CUBIC,
  LIMNER_FILTER_LANCZOS,
} LimnerFilter;

LimnerPicture *limner_picture_scale   (const LimnerPicture *self,
                                       int                  width,
                                       int                  height,
                                       LimnerFilter         filter) G_GNUC_WARN_UNUSED_RESULT;
LimnerPicture *limner_picture_crop    (const LimnerPicture *self,
                                       int                  x,
                                       int                  y,
                                       int                  width,
                                       int                  height,
                                       guint32              fill) G_GNUC_WARN_UNUSED_RESULT;
LimnerPicture *limner_picture_flatten (const LimnerPicture *self,
                                       guint32              colour) G_GNUC_WARN_UNUSED_RESULT;
LimnerPicture *limner_picture_orient  (const LimnerPicture *self,
                                       int                  orientation) G_GNUC_WARN_UNUSED_RESULT;
gboolean       limner_picture_is_opaque (const LimnerPicture *self);
void           limner_picture_fit     (int                  width,
                                       int                  height,
                                       int                  max_width,
                                       int                  max_height,
                                       int                 *fitted_width,
                                       int                 *fitted_height);

LimnerPlane   *limner_plane_scale     (const LimnerPlane   *self,
                                       int                  width,
                                       int                  height,
                                       LimnerFilter         filter) G_GNUC_WARN_UNUSED_RESULT;
LimnerPlane   *limner_plane_crop      (const LimnerPlane   *self,
                                       int                  x,
                                       int                  y,
                                       int                  width,
                                       int                  height,
                                       guint8               fill) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
