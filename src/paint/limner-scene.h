/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-mipmap.h"
#include "limner-tile-pyramid.h"
#include "limner-viewport.h"

G_BEGIN_DECLS

/**
 * LimnerScene:
 * @picture: (nullable): what is shown
 * @picture_area: where it is shown, in picture coordinates
 * @mask: (nullable): the mask over it
 * @guide: (nullable): colours over it
 * @overlay: red, green and blue in which the mask is shown
 * @overlay_opacity: 0 to 1
 * @mask_only: whether the mask is shown as a grey picture instead
 * @draft: whether quick is better than smooth, while the view is zoomed
 *
 * All that is drawn from pixels, in layers: a checkerboard, the picture, the guide, the mask. The
 * caller owns what is pointed to.
 */
typedef struct
{
  LimnerMipmap      *picture;
  LimnerRect         picture_area;
  LimnerTilePyramid *mask;
  LimnerTilePyramid *guide;
  guint8             overlay[3];
  double             overlay_opacity;
  gboolean           mask_only;
  gboolean           draft;
} LimnerScene;

void limner_scene_render (const LimnerScene  *self,
                          const LimnerMatrix *matrix,
                          const LimnerRect   *where,
                          guint8             *pixels,
                          gsize               stride);

G_END_DECLS
