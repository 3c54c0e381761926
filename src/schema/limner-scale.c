/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-field-private.h"
#include "limner-scale.h"

/* From this ratio of range to step on a slider spreads its small values. */
#define WIDE 2000

/* From this ratio of the bounds on a slider counts by ratios: each tenth of its way is as many
 * times more as the one before.
 */
#define LOGARITHMIC 1000

/* The largest number of the series 1, 2, 5, 10, … that is not above @value. */
static double
round_down_to_series (double value)
{
  double decade = pow (10, floor (log10 (value) + 1e-9));
  double digit = value / decade;

  return decade * (digit >= 5 - 1e-9 ? 5 : digit >= 2 - 1e-9 ? 2 : 1);
}

/* Only multiples are on the scale, so its ends are, too. */
static void
take_multiple (LimnerScale       *self,
               const LimnerField *field)
{
  double multiple = (double) field->divisor;
  double minimum, maximum;

  self->multiple = 0;
  if (!(multiple > 0))
    return;

  minimum = ceil (self->minimum / multiple - 1e-9) * multiple;
  maximum = floor (self->maximum / multiple + 1e-9) * multiple;
  if (!(maximum > minimum))
    return;

  self->multiple = multiple;
  self->minimum = minimum;
  self->maximum = maximum;
}

static double
round_to_multiple (const LimnerScale *self,
                   double             value)
{
  return self->multiple > 0 ? round (value / self->multiple) * self->multiple : value;
}

/**
 * limner_scale_init:
 * @self: a scale to fill in
 * @field: an input that takes numbers
 *
 * Finds sensible steps: whole numbers one by one or by the multiple that the model wants, others in
 * about a hundred steps of a round size. A very wide range gives small values more room; one whose
 * bounds are a thousand times apart, such as that of a learning rate, is logarithmic.
 *
 * Returns: whether a slider makes sense: there are two bounds, with something between them
 */
gboolean
limner_scale_init (LimnerScale       *self,
                   const LimnerField *field)
{
  gboolean is_integer = limner_field_get_kind (field) == LIMNER_FIELD_INTEGER;
  double range;

  if (!limner_field_get_minimum (field, &self->minimum) ||
      !limner_field_get_maximum (field, &self->maximum))
    return FALSE;

  take_multiple (self, field);
  range = self->maximum - self->minimum;
  if (!(range > 0) || range > 1e9)
    return FALSE;

  if (is_integer)
    self->step = MAX (1u, limner_field_get_multiple (field));
  else
    self->step = MAX (self->multiple, round_down_to_series (range / 100));
  if (self->step > range)
    self->step = range;

  self->power = range / self->step > WIDE ? 3 : 1;
  self->is_logarithmic = !is_integer && self->minimum > 0 &&
                         self->maximum / self->minimum >= LOGARITHMIC;
  return TRUE;
}

/**
 * limner_scale_get_position:
 * @self: a scale
 * @value: a number; what lies beyond the bounds is at the end
 *
 * Returns: where it is on the slider, from 0 to 1
 */
double
limner_scale_get_position (const LimnerScale *self,
                           double             value)
{
  double part = (value - self->minimum) / (self->maximum - self->minimum);

  if (self->is_logarithmic)
    return CLAMP (log (MAX (value, self->minimum) / self->minimum) /
                  log (self->maximum / self->minimum), 0, 1);
  return pow (CLAMP (part, 0, 1), 1 / self->power);
}

/* 0.30000000000000004 is 0.3 to everyone. */
static double
tidy (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_ascii_strtod (g_ascii_formatd (text, sizeof text, "%.12g", value), NULL);
}

/* Far from the start of a spread scale a single step is more than anyone can aim at; where it is
 * logarithmic two digits count.
 */
static double
get_step_at (const LimnerScale *self,
             double             value)
{
  double distance = fabs (value - self->minimum);
  double step = self->step;

  if (self->is_logarithmic)
    return pow (10, floor (log10 (MAX (value, self->minimum)) + 1e-9) - 1);
  if (self->power > 1 && distance / step > 100)
    step = MAX (step, round_down_to_series (distance / 50));
  return step;
}

/**
 * limner_scale_get_value:
 * @self: a scale
 * @position: a place on the slider, from 0 to 1
 *
 * Returns: the number there, rounded to a step counted from zero where zero is on the scale's grid
 */
double
limner_scale_get_value (const LimnerScale *self,
                        double             position)
{
  double range = self->maximum - self->minimum;
  double place = CLAMP (position, 0, 1);
  double raw = self->is_logarithmic
                 ? self->minimum * pow (self->maximum / self->minimum, place)
                 : self->minimum + range * pow (place, self->power);
  double step = get_step_at (self, raw);
  double value = tidy (round_to_multiple (self, round (raw / step) * step));

  return CLAMP (value, self->minimum, self->maximum);
}

/**
 * limner_scale_move:
 * @self: a scale
 * @value: a number
 * @n_steps: how many steps to go, less than 0 for down
 *
 * Returns: the number that many steps away, within the bounds
 */
double
limner_scale_move (const LimnerScale *self,
                   double             value,
                   int                n_steps)
{
  double step = MAX (get_step_at (self, value), self->multiple);
  double moved = tidy (round_to_multiple (self, value + n_steps * step));

  return CLAMP (moved, self->minimum, self->maximum);
}
