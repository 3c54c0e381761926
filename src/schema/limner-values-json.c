/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-json.h"

#include "limner-values.h"

/* Values to JSON and back. */

/* A model may insist on a seed; all of them take a signed number of 32 bits. */
static JsonNode *
random_seed_node (void)
{
  return json_node_init_int (json_node_alloc (), g_random_int_range (1, G_MAXINT32));
}

static JsonObject *
collect (LimnerValues *self,
         gboolean      is_record)
{
  LimnerSchema *schema = limner_values_get_schema (self);
  JsonObject *input = json_object_new ();

  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    {
      LimnerField *field = limner_schema_get_field (schema, i);
      const char *name = limner_field_get_name (field);
      JsonNode *value = is_record ? limner_values_get_effective (self, name)
                                  : limner_values_get (self, name);

      if (value != NULL && !(is_record && limner_field_is_secret (field)))
        json_object_set_member (input, name, json_node_copy (value));
      else if (value == NULL && !is_record && limner_field_is_required (field) &&
               limner_field_get_role (field) == LIMNER_ROLE_SEED)
        json_object_set_member (input, name, random_seed_node ());
    }

  return input;
}

/**
 * limner_values_to_input:
 * @self: values
 *
 * Makes the input of a request: what was set, in the types that the model wants. What was not set
 * is left out, save a seed that the model insists on. Secrets are in it.
 *
 * Returns: (transfer full): a JSON object
 */
JsonObject *
limner_values_to_input (LimnerValues *self)
{
  g_return_val_if_fail (LIMNER_IS_VALUES (self), NULL);

  return collect (self, FALSE);
}

/**
 * limner_values_to_record:
 * @self: values
 *
 * Makes a full account for the library: what was set and the defaults of the rest. Secrets are left
 * out.
 *
 * Returns: (transfer full): a JSON object
 */
JsonObject *
limner_values_to_record (LimnerValues *self)
{
  g_return_val_if_fail (LIMNER_IS_VALUES (self), NULL);

  return collect (self, TRUE);
}

/**
 * limner_values_to_preset:
 * @self: values
 *
 * Makes what may be shown, copied and kept: what was set, without secrets.
 *
 * Returns: (transfer full): a JSON object, for limner_values_load()
 */
JsonObject *
limner_values_to_preset (LimnerValues *self)
{
  JsonObject *input = json_object_new ();
  LimnerSchema *schema;

  g_return_val_if_fail (LIMNER_IS_VALUES (self), input);

  schema = limner_values_get_schema (self);
  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    {
      LimnerField *field = limner_schema_get_field (schema, i);
      JsonNode *value = limner_values_get (self, limner_field_get_name (field));

      if (value != NULL && !limner_field_is_secret (field))
        json_object_set_member (input, limner_field_get_name (field), json_node_copy (value));
    }

  return input;
}

/**
 * limner_values_load:
 * @self: values
 * @input: the input of an earlier request
 *
 * Replaces all values by those of @input, as one step of undo. Values that do not fit are kept, so
 * that the person can mend them.
 *
 * Returns: (transfer full) (element-type LimnerCarry): the inputs that the model does not have; the
 *   rest went where it belongs
 */
GPtrArray *
limner_values_load (LimnerValues *self,
                    JsonObject   *input)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_carry_free);
  LimnerSchema *schema;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  g_return_val_if_fail (LIMNER_IS_VALUES (self), lines);
  g_return_val_if_fail (input != NULL, lines);

  schema = limner_values_get_schema (self);
  limner_values_begin_change (self);
  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    {
      name = limner_field_get_name (limner_schema_get_field (schema, i));
      limner_values_set (self, name, json_object_get_member (input, name));
    }
  limner_values_end_change (self);

  json_object_iter_init_ordered (&iter, input);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (limner_schema_find_field (schema, name) == NULL && !JSON_NODE_HOLDS_NULL (value))
        g_ptr_array_add (lines, limner_carry_new (LIMNER_CARRY_DROPPED, name, name));
    }

  return lines;
}
