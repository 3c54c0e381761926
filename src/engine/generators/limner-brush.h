/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"

#include "limner-painter-plan.h"
#include "limner-scene.h"

G_BEGIN_DECLS

/**
 * LimnerBrush:
 * @largest: width of the broadest stroke, as part of the picture's shorter side
 * @smallest: width of the finest stroke
 * @n_layers: how many passes from the broadest to the finest
 * @length: of a stroke, in widths
 * @spacing: between strokes, in widths
 * @bristle: how much single hairs show, 0 to 1
 * @streak: how much the colour varies across a stroke
 * @relief: how thick the paint lies
 * @tooth: how much of the paper's grain stays bare
 * @stray: how far a stroke's colour strays from what is seen
 * @sloppy: how far a stroke's direction strays, in radians
 * @tolerance: how different from what is seen the picture may stay
 * @ground: colour of the empty canvas or paper
 * @weave: how much the weave of the canvas shows
 * @from_top: paint from the top, where far things are, to the bottom
 *
 * How a material is applied.
 */
typedef struct
{
  float        largest;
  float        smallest;
  int          n_layers;
  float        length;
  float        spacing;
  float        bristle;
  float        streak;
  float        relief;
  float        tooth;
  float        stray;
  float        sloppy;
  float        tolerance;
  LimnerColour ground;
  float        weave;
  gboolean     from_top;
} LimnerBrush;

/**
 * LimnerPainting:
 *
 * A picture while it is painted with a brush.
 */
typedef struct _LimnerPainting LimnerPainting;

LimnerBrush     limner_brush_for_material   (LimnerMaterial        material);

LimnerPainting *limner_painting_new         (const LimnerScene    *scene,
                                             const LimnerBrush    *brush,
                                             guint64               seed) G_GNUC_WARN_UNUSED_RESULT;
gboolean        limner_painting_add_layer   (LimnerPainting       *self,
                                             int                   layer);
LimnerPicture  *limner_painting_to_picture  (LimnerPainting       *self) G_GNUC_WARN_UNUSED_RESULT;
void            limner_painting_free        (LimnerPainting       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerPainting, limner_painting_free)

G_END_DECLS
