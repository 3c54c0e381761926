/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-brush.h"
#include "limner-loops.h"

G_BEGIN_DECLS

/**
 * LimnerDab:
 * @outer: radius at which the dab fades to nothing, in pixels
 * @inner: radius up to which it has its full strength
 * @strength: opacity × 255
 * @bend: see #LimnerCone
 *
 * A brush under a certain pressure.
 */
typedef struct
{
  float outer;
  float inner;
  float strength;
  float bend;
} LimnerDab;

typedef struct _LimnerStamp LimnerStamp;

void         limner_dab_init        (LimnerDab         *self,
                                     const LimnerBrush *brush,
                                     double             pressure);
void         limner_dab_to_cone     (const LimnerDab   *self,
                                     const LimnerDab   *end,
                                     LimnerCone        *cone);

LimnerStamp  *limner_stamp_new        (const LimnerDab *dab) G_GNUC_WARN_UNUSED_RESULT;
void          limner_stamp_free       (LimnerStamp     *self);
gboolean      limner_stamp_fits       (LimnerStamp     *self,
                                       const LimnerDab *dab);
int           limner_stamp_get_reach  (LimnerStamp     *self);
const guint8 *limner_stamp_get_pixels (LimnerStamp     *self,
                                       double           x,
                                       double           y,
                                       gsize           *stride);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerStamp, limner_stamp_free)

G_END_DECLS
