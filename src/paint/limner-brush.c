/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-brush.h"

static double
clamp_number (double value,
              double least,
              double most,
              double fallback)
{
  return isfinite (value) ? CLAMP (value, least, most) : fallback;
}

/**
 * limner_curve_init:
 * @self: (out caller-allocates): a curve
 *
 * Makes the straight line from 0 to 1.
 */
void
limner_curve_init (LimnerCurve *self)
{
  g_return_if_fail (self != NULL);

  for (int i = 0; i < LIMNER_CURVE_POINTS; i++)
    self->y[i] = (double) i / (LIMNER_CURVE_POINTS - 1);
}

/**
 * limner_curve_evaluate:
 * @self: a curve
 * @x: a pressure
 *
 * Looks up a value. Only additions and multiplications are used, so that the result is the same to
 * the last bit on every machine.
 *
 * Returns: 0 to 1
 */
double
limner_curve_evaluate (const LimnerCurve *self,
                       double             x)
{
  double at;
  int i;

  g_return_val_if_fail (self != NULL, 0);

  at = CLAMP (x, 0, 1) * (LIMNER_CURVE_POINTS - 1);
  i = MIN ((int) at, LIMNER_CURVE_POINTS - 2);
  return self->y[i] + (self->y[i + 1] - self->y[i]) * (at - i);
}

/**
 * limner_brush_init:
 * @self: (out caller-allocates): a brush
 *
 * Makes a brush that suits masks: of middle size, rather hard, opaque, without smoothing.
 */
void
limner_brush_init (LimnerBrush *self)
{
  g_return_if_fail (self != NULL);

  *self = (LimnerBrush) {
    .size = 64,
    .hardness = 0.8,
    .opacity = 1,
    .flow = 1,
    .spacing = 0.1,
    .pressure_size = TRUE,
    .colour = { 214, 48, 49 },
  };
  limner_curve_init (&self->size_curve);
  limner_curve_init (&self->opacity_curve);
}

/**
 * limner_brush_clamp:
 * @self: a brush
 *
 * Brings every number into its range; what is not a number gets its default.
 */
void
limner_brush_clamp (LimnerBrush *self)
{
  g_return_if_fail (self != NULL);

  self->size = clamp_number (self->size, LIMNER_BRUSH_MIN_SIZE, LIMNER_BRUSH_MAX_SIZE, 64);
  self->hardness = clamp_number (self->hardness, 0, 1, 0.8);
  self->opacity = clamp_number (self->opacity, 0, 1, 1);
  self->flow = clamp_number (self->flow, 0.01, 1, 1);
  self->spacing = clamp_number (self->spacing, 0.01, 10, 0.1);
  self->smoothing = clamp_number (self->smoothing, 0, 1, 0);
  for (int i = 0; i < LIMNER_CURVE_POINTS; i++)
    {
      self->size_curve.y[i] = clamp_number (self->size_curve.y[i], 0, 1, 1);
      self->opacity_curve.y[i] = clamp_number (self->opacity_curve.y[i], 0, 1, 1);
    }
}
