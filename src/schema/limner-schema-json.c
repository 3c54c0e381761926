/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "base/limner-json.h"

#include "limner-field-private.h"
#include "limner-schema.h"

/* The schema as Limner understands it, for scripts and for people who wonder. */

static void
set_text (JsonObject *object,
          const char *member,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
  else
    json_object_set_null_member (object, member);
}

static void
set_bound (JsonObject             *object,
           const char             *member,
           const LimnerFieldBound *bound)
{
  g_autofree char *digits = NULL;

  if (!bound->is_set)
    {
      json_object_set_null_member (object, member);
    }
  else if (floorl (bound->value) == bound->value && fabsl (bound->value) < 1e20L)
    {
      digits = g_strdup_printf ("%.0Lf", bound->value);
      json_object_set_member (object, member, limner_json_integer_node (digits));
    }
  else
    {
      json_object_set_double_member (object, member, (double) bound->value);
    }
}

static void
set_count (JsonObject             *object,
           const char             *member,
           const LimnerFieldCount *count)
{
  if (count->is_set)
    json_object_set_int_member (object, member, count->value);
}

static void
set_accept (JsonObject        *object,
            const LimnerField *field)
{
  JsonArray *types;

  if (field->accept == NULL)
    return;

  types = json_array_new ();
  for (guint i = 0; field->accept[i] != NULL; i++)
    json_array_add_string_element (types, field->accept[i]);
  json_object_set_array_member (object, "accept", types);
}

static JsonNode *
field_to_json (const LimnerField *field)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *kind = limner_field_get_kind_name (field);

  json_object_unref (object);
  set_text (object, "name", field->name);
  set_text (object, "title", field->title);
  set_text (object, "kind", kind);
  set_text (object, "role", field->role != LIMNER_ROLE_NONE ? limner_role_get_name (field->role)
                                                            : NULL);
  if (field->role == LIMNER_ROLE_MASK)
    set_text (object, "polarity", limner_mask_polarity_get_name (field->polarity));
  json_object_set_boolean_member (object, "required", field->is_required);
  json_object_set_member (object, "default",
                          field->default_value != NULL ? json_node_copy (field->default_value)
                                                       : json_node_new (JSON_NODE_NULL));
  set_bound (object, "minimum", &field->minimum);
  set_bound (object, "maximum", &field->maximum);
  if (field->choices != NULL)
    json_object_set_array_member (object, "choices", json_array_ref (field->choices));
  else
    json_object_set_null_member (object, "choices");
  set_count (object, "min_length", &field->min_length);
  set_count (object, "max_length", &field->max_length);
  set_count (object, "min_items", &field->min_items);
  set_count (object, "max_items", &field->max_items);
  if (field->multiple > 0)
    json_object_set_int_member (object, "multiple_of", field->multiple);
  if (field->pattern != NULL)
    set_text (object, "pattern", field->pattern);
  set_accept (object, field);
  set_text (object, "group", limner_field_group_get_name (field->group));
  if (field->subgroup != NULL)
    set_text (object, "subgroup", field->subgroup);
  json_object_set_int_member (object, "order", field->order);
  set_text (object, "help", field->help);
  json_object_set_boolean_member (object, "nullable", field->is_nullable);
  json_object_set_boolean_member (object, "deprecated", field->is_deprecated);
  json_object_set_boolean_member (object, "secret", limner_field_is_secret (field));
  return node;
}

static JsonArray *
tasks_to_json (LimnerTasks tasks)
{
  JsonArray *names = json_array_new ();

  for (guint i = 0; i < LIMNER_N_TASKS; i++)
    {
      if ((tasks & (1u << i)) != 0)
        json_array_add_string_element (names, limner_task_get_name ((LimnerTasks) (1u << i)));
    }

  return names;
}

/**
 * limner_schema_to_json:
 * @self: a schema
 *
 * Writes the schema as `limner-cli schema --json` prints it: `fields` in order, `output` with its
 * `kind`, and `tasks`.
 *
 * Returns: (transfer full): a JSON object
 */
JsonNode *
limner_schema_to_json (LimnerSchema *self)
{
  g_autoptr(JsonObject) root = json_object_new ();
  JsonArray *fields = json_array_new ();
  JsonObject *output = json_object_new ();
  g_autofree char *output_kind = NULL;

  g_return_val_if_fail (LIMNER_IS_SCHEMA (self), NULL);

  for (guint i = 0; i < limner_schema_get_n_fields (self); i++)
    json_array_add_element (fields, field_to_json (limner_schema_get_field (self, i)));

  output_kind = limner_schema_get_output_kind_name (self);
  json_object_set_string_member (output, "kind", output_kind);
  json_object_set_boolean_member (output, "iterator", limner_schema_get_output_iterates (self));

  json_object_set_array_member (root, "fields", fields);
  json_object_set_object_member (root, "output", output);
  json_object_set_array_member (root, "tasks", tasks_to_json (limner_schema_get_tasks (self)));
  if (limner_schema_get_n_omitted (self) > 0)
    json_object_set_int_member (root, "omitted", limner_schema_get_n_omitted (self));

  return json_node_init_object (json_node_alloc (), root);
}

/**
 * limner_schema_to_string:
 * @self: a schema
 *
 * Like limner_schema_to_json(), as indented text.
 *
 * Returns: (transfer full): JSON text
 */
char *
limner_schema_to_string (LimnerSchema *self)
{
  g_autoptr(JsonNode) node = NULL;

  g_return_val_if_fail (LIMNER_IS_SCHEMA (self), NULL);

  node = limner_schema_to_json (self);
  return limner_json_to_string (node, TRUE);
}
