/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "limner-variation.h"

/* How much of what was there is ignored: 0 gives the picture back, 1 is as if there were none. With
 * diffusion models composition holds up to about two thirds (the seed guide on image to image). */
static const double amounts[] = { 0.35, 0.7 };

/* Some inputs say how strongly the picture counts, and not how strongly the prompt does. */
static gboolean
is_inverse (LimnerField *field)
{
  const char *name = limner_field_get_name (field);

  return strstr (name, "image_prompt") != NULL ||
         (g_str_has_prefix (name, "image_") && g_str_has_suffix (name, "strength"));
}

static double
find_value (LimnerField     *field,
            LimnerVariation  variation)
{
  double least = 0.0, most = 1.0;
  double amount = amounts[variation];

  if (!limner_field_get_minimum (field, &least))
    least = 0.0;
  if (!limner_field_get_maximum (field, &most) || most <= least)
    most = least + 1.0;
  if (is_inverse (field))
    amount = 1.0 - amount;
  return least + amount * (most - least);
}

/**
 * limner_variation_is_possible:
 * @schema: a model's schema
 *
 * Tells whether the model can be told how far to go from a picture.
 *
 * Returns: %TRUE if it has a strength
 */
gboolean
limner_variation_is_possible (LimnerSchema *schema)
{
  g_return_val_if_fail (LIMNER_IS_SCHEMA (schema), FALSE);

  return limner_schema_find_role (schema, LIMNER_ROLE_STRENGTH) != NULL;
}

/**
 * limner_variation_apply:
 * @values: the values of a model
 * @variation: how far to go
 *
 * Sets the strength for a variation and leaves the seed to chance, as one step of undo.
 *
 * Returns: %TRUE if the model has a strength; else it varies as it pleases
 */
gboolean
limner_variation_apply (LimnerValues    *values,
                        LimnerVariation  variation)
{
  LimnerSchema *schema;
  LimnerField *strength, *seed;

  g_return_val_if_fail (LIMNER_IS_VALUES (values), FALSE);

  schema = limner_values_get_schema (values);
  strength = limner_schema_find_role (schema, LIMNER_ROLE_STRENGTH);
  seed = limner_schema_find_role (schema, LIMNER_ROLE_SEED);

  limner_values_begin_change (values);
  if (seed != NULL)
    limner_values_reset (values, limner_field_get_name (seed));
  if (strength != NULL)
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];
      double rounded = round (find_value (strength, variation) * 100.0) / 100.0;

      limner_values_set_role_text (values, LIMNER_ROLE_STRENGTH,
                                   g_ascii_formatd (text, sizeof text, "%g", rounded));
    }
  limner_values_end_change (values);
  return strength != NULL;
}

/**
 * limner_variation_get:
 * @values: the values of a model
 * @variation: (out): how far it goes
 *
 * Tells which variation the present strength is.
 *
 * Returns: %TRUE if it is one of them
 */
gboolean
limner_variation_get (LimnerValues    *values,
                      LimnerVariation *variation)
{
  g_autofree char *text = NULL;
  LimnerField *field;
  double value;

  g_return_val_if_fail (LIMNER_IS_VALUES (values), FALSE);

  field = limner_schema_find_role (limner_values_get_schema (values), LIMNER_ROLE_STRENGTH);
  text = limner_values_get_role_text (values, LIMNER_ROLE_STRENGTH);
  if (field == NULL || text == NULL)
    return FALSE;

  value = g_ascii_strtod (text, NULL);
  for (*variation = LIMNER_VARIATION_SUBTLE; *variation <= LIMNER_VARIATION_STRONG; (*variation)++)
    {
      if (fabs (find_value (field, *variation) - value) < 0.011)
        return TRUE;
    }
  return FALSE;
}
