/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "schema/limner-values.h"

G_BEGIN_DECLS

/**
 * LimnerVariation:
 * @LIMNER_VARIATION_SUBTLE: the same picture, a little otherwise
 * @LIMNER_VARIATION_STRONG: another picture with the same composition
 *
 * How far a variation goes from its picture.
 */
typedef enum
{
  LIMNER_VARIATION_SUBTLE,
  LIMNER_VARIATION_STRONG,
} LimnerVariation;

gboolean     limner_variation_is_possible (LimnerSchema     *schema);
gboolean     limner_variation_apply       (LimnerValues     *values,
                                           LimnerVariation   variation);
gboolean     limner_variation_get         (LimnerValues     *values,
                                           LimnerVariation  *variation);

G_END_DECLS
