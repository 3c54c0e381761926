/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"

#include "limner-values.h"

/* What values mean and whether they are good. */

/**
 * limner_values_get_role_text:
 * @self: values
 * @role: what is looked for
 *
 * Returns: (transfer full) (nullable): the value of the input with that role as
 *   limner_values_get_text() gives it; %NULL where there is no such input or no value
 */
char *
limner_values_get_role_text (LimnerValues *self,
                             LimnerRole    role)
{
  LimnerField *field;
  g_autofree char *text = NULL;

  g_return_val_if_fail (LIMNER_IS_VALUES (self), NULL);

  field = limner_schema_find_role (limner_values_get_schema (self), role);
  if (field == NULL)
    return NULL;

  text = limner_values_get_text (self, limner_field_get_name (field));
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/**
 * limner_values_set_role_text:
 * @self: values
 * @role: a role
 * @text: (nullable): the value as text, such as a seed's digits; %NULL takes it away
 *
 * Sets the input that has a role.
 *
 * Returns: whether there is such an input
 */
gboolean
limner_values_set_role_text (LimnerValues *self,
                             LimnerRole    role,
                             const char   *text)
{
  LimnerField *field;

  g_return_val_if_fail (LIMNER_IS_VALUES (self), FALSE);

  field = limner_schema_find_role (limner_values_get_schema (self), role);
  if (field == NULL)
    return FALSE;

  if (text != NULL)
    limner_values_set_text (self, limner_field_get_name (field), text);
  else
    limner_values_reset (self, limner_field_get_name (field));
  return TRUE;
}

/**
 * limner_values_find_fault:
 * @self: values
 * @name: the name of an input of the schema
 * @fault: (out): what is wrong, only where something is
 *
 * Tells whether an input's value can be sent. A seed that is required but not set is good: a random
 * one is sent.
 *
 * Returns: whether anything is wrong
 */
gboolean
limner_values_find_fault (LimnerValues *self,
                          const char   *name,
                          LimnerFault  *fault)
{
  LimnerField *field;
  JsonNode *value;

  g_return_val_if_fail (LIMNER_IS_VALUES (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  field = limner_schema_find_field (limner_values_get_schema (self), name);
  g_return_val_if_fail (field != NULL, FALSE);

  value = limner_values_get (self, name);
  if (value != NULL)
    return limner_field_find_fault (field, value, fault);
  if (!limner_field_is_required (field) || limner_field_get_default (field) != NULL ||
      limner_field_get_role (field) == LIMNER_ROLE_SEED)
    return FALSE;

  *fault = (LimnerFault) { LIMNER_FAULT_MISSING };
  return TRUE;
}

/**
 * limner_values_check:
 * @self: values
 * @name: the name of an input of the schema
 *
 * Like limner_values_find_fault(), in words.
 *
 * Returns: (transfer full) (nullable): %NULL where the value can be sent; else the reason why not,
 *   a sentence that does not name the input
 */
char *
limner_values_check (LimnerValues *self,
                     const char   *name)
{
  LimnerFault fault;

  if (!limner_values_find_fault (self, name, &fault))
    return NULL;
  return limner_fault_to_string (&fault,
                                 limner_schema_find_field (limner_values_get_schema (self), name));
}

/**
 * limner_values_validate:
 * @self: values
 * @error: return location for an error
 *
 * Tells whether all values can be sent.
 *
 * Returns: %TRUE where they can; else %LIMNER_ERROR_INVALID_INPUT for the first that cannot
 */
gboolean
limner_values_validate (LimnerValues  *self,
                        GError       **error)
{
  LimnerSchema *schema;

  g_return_val_if_fail (LIMNER_IS_VALUES (self), FALSE);

  schema = limner_values_get_schema (self);
  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    {
      LimnerField *field = limner_schema_get_field (schema, i);
      g_autofree char *reason = limner_values_check (self, limner_field_get_name (field));

      if (reason == NULL)
        continue;
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT, "%s: %s",
                   limner_field_get_title (field), reason);
      return FALSE;
    }

  return TRUE;
}
