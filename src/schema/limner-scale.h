/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-field.h"

G_BEGIN_DECLS

/**
 * LimnerScale:
 * @minimum: the least value
 * @maximum: the greatest value
 * @multiple: what each value has to be a multiple of, or 0
 * @step: what one key press changes where the values lie evenly
 * @power: how strongly small values are spread: 1 for evenly
 * @is_logarithmic: whether equal ways are equal ratios instead
 *
 * How a number is laid out along a slider. Positions run from 0 to 1.
 */
typedef struct
{
  double   minimum;
  double   maximum;
  double   multiple;
  double   step;
  double   power;
  gboolean is_logarithmic;
} LimnerScale;

gboolean limner_scale_init         (LimnerScale       *self,
                                    const LimnerField *field);
double   limner_scale_get_position (const LimnerScale *self,
                                    double             value);
double   limner_scale_get_value    (const LimnerScale *self,
                                    double             position);
double   limner_scale_move         (const LimnerScale *self,
                                    double             value,
                                    int                n_steps);

G_END_DECLS
