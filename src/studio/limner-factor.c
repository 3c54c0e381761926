/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-factor.h"

/* How an upscaler is told its factor: as a number, or as one of a few choices such as “4x”. */

static char *
node_to_text (JsonNode *node)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  return g_strdup (g_ascii_formatd (text, sizeof text, "%g", json_node_get_double (node)));
}

/* What the input is set to for a factor; NULL if it cannot be. */
static char *
find_text (LimnerField *field,
           double       factor)
{
  JsonArray *choices = limner_field_get_choices (field);
  guint n = choices != NULL ? json_array_get_length (choices) : 0;
  double least, most;
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (factor < 1.0 || factor > 64.0)
    return NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *choice = node_to_text (json_array_get_element (choices, i));

      if (choice != NULL && fabs (limner_factor_read (choice) - factor) < 1e-6)
        return g_steal_pointer (&choice);
    }
  if (n > 0)
    return NULL;

  if ((limner_field_get_minimum (field, &least) && factor < least) ||
      (limner_field_get_maximum (field, &most) && factor > most))
    return NULL;
  return g_strdup (g_ascii_formatd (text, sizeof text, "%g", factor));
}

/**
 * limner_factor_list:
 * @schema: a model's schema
 *
 * Lists what an upscaler's factor can be set to by a button each: the choices that it has, or the
 * usual ones within its bounds where it takes any number.
 *
 * Returns: (transfer full): values of the input; none where a list of them would be too long
 */
char **
limner_factor_list (LimnerSchema *schema)
{
  static const double usual[] = { 2, 4, 8 };
  g_autoptr(GStrvBuilder) texts = g_strv_builder_new ();
  LimnerField *field;
  JsonArray *choices;
  guint n;

  g_return_val_if_fail (LIMNER_IS_SCHEMA (schema), NULL);

  field = limner_schema_find_factor (schema);
  choices = field != NULL ? limner_field_get_choices (field) : NULL;
  n = choices != NULL ? json_array_get_length (choices) : 0;
  for (guint i = 0; i < n && n <= LIMNER_FACTOR_MAX_CHOICES; i++)
    {
      g_autofree char *text = node_to_text (json_array_get_element (choices, i));

      if (text != NULL)
        g_strv_builder_add (texts, text);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (usual) && field != NULL && n == 0; i++)
    {
      g_autofree char *text = find_text (field, usual[i]);

      if (text != NULL)
        g_strv_builder_add (texts, text);
    }
  return g_strv_builder_end (texts);
}

/**
 * limner_factor_read:
 * @text: a value of an upscaler's factor, such as “4”, “4x” or “x4”
 *
 * Reads the number in it.
 *
 * Returns: so many times as wide and high; 0 if there is no number
 */
double
limner_factor_read (const char *text)
{
  g_return_val_if_fail (text != NULL, 0.0);

  while (*text != '\0' && !g_ascii_isdigit (*text))
    text++;
  return *text != '\0' ? g_ascii_strtod (text, NULL) : 0.0;
}

/**
 * limner_factor_is_possible:
 * @schema: a model's schema
 * @factor: so many times as wide and high
 *
 * Tells whether a model enlarges by a factor.
 *
 * Returns: %TRUE if it can be asked for it
 */
gboolean
limner_factor_is_possible (LimnerSchema *schema,
                           double        factor)
{
  LimnerField *field;
  g_autofree char *text = NULL;

  g_return_val_if_fail (LIMNER_IS_SCHEMA (schema), FALSE);

  field = limner_schema_find_factor (schema);
  text = field != NULL ? find_text (field, factor) : NULL;
  return text != NULL;
}

/**
 * limner_factor_set:
 * @values: the values of a model
 * @factor: so many times as wide and high
 *
 * Asks an upscaler for a factor, in its own way.
 *
 * Returns: %FALSE if it does not enlarge by that
 */
gboolean
limner_factor_set (LimnerValues *values,
                   double        factor)
{
  LimnerField *field;
  g_autofree char *text = NULL;

  g_return_val_if_fail (LIMNER_IS_VALUES (values), FALSE);

  field = limner_schema_find_factor (limner_values_get_schema (values));
  text = field != NULL ? find_text (field, factor) : NULL;
  if (text != NULL)
    limner_values_set_text (values, limner_field_get_name (field), text);
  return text != NULL;
}

/**
 * limner_factor_get:
 * @values: the values of a model
 *
 * Tells by which factor an upscaler will enlarge.
 *
 * Returns: the factor; 0 if it is not known
 */
double
limner_factor_get (LimnerValues *values)
{
  LimnerField *field;
  JsonNode *node;
  g_autofree char *text = NULL;

  g_return_val_if_fail (LIMNER_IS_VALUES (values), 0.0);

  field = limner_schema_find_factor (limner_values_get_schema (values));
  node = field != NULL ? limner_values_get_effective (values, limner_field_get_name (field)) : NULL;
  text = node != NULL ? node_to_text (node) : NULL;
  return text != NULL ? limner_factor_read (text) : 0.0;
}
