/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-json.h"

#include "limner-values.h"

/* Values to JSON and back, and from one model to another. */

/**
 * limner_carry_free:
 * @self: (transfer full): a line of a report
 *
 * Frees a line of a report.
 */
void
limner_carry_free (LimnerCarry *self)
{
  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->to, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->text, g_free);
  g_free (self);
}

static void
report (GPtrArray       *lines,
        LimnerCarryKind  kind,
        const char      *from,
        const char      *to,
        const char      *title,
        char            *text)
{
  LimnerCarry *line = g_new0 (LimnerCarry, 1);

  line->kind = kind;
  line->from = g_strdup (from);
  line->to = g_strdup (to);
  line->title = g_strdup (title);
  line->text = text;
  g_ptr_array_add (lines, line);
}

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
        report (lines, LIMNER_CARRY_DROPPED, name, NULL, name,
                g_strdup_printf ("The model has no input “%s”.", name));
    }

  return lines;
}

/* The same name with the same meaning, else the same meaning, else the same name. */
static LimnerField *
find_target (LimnerSchema *schema,
             LimnerField  *source)
{
  LimnerField *same = limner_schema_find_field (schema, limner_field_get_name (source));
  LimnerRole role = limner_field_get_role (source);
  LimnerField *target = NULL;

  if (same != NULL && limner_field_get_role (same) == role)
    return same;

  if (role != LIMNER_ROLE_NONE && role != LIMNER_ROLE_JSON)
    target = limner_schema_find_role (schema, role);
  if (target == NULL && role == LIMNER_ROLE_IMAGE)
    target = limner_schema_find_role (schema, LIMNER_ROLE_IMAGE_LIST);
  if (target == NULL && role == LIMNER_ROLE_IMAGE_LIST)
    target = limner_schema_find_role (schema, LIMNER_ROLE_IMAGE);
  return target != NULL ? target : same;
}

static JsonNode *
first_item (JsonNode *value)
{
  JsonArray *items = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;

  return items != NULL && json_array_get_length (items) > 0 ? json_array_get_element (items, 0)
                                                            : NULL;
}

static gboolean
read_number (JsonNode *value,
             double   *number)
{
  g_autofree char *digits = NULL;

  if (!JSON_NODE_HOLDS_VALUE (value))
    return FALSE;
  digits = limner_json_integer_text (value);
  if (digits != NULL)
    {
      *number = g_ascii_strtod (digits, NULL);
      return TRUE;
    }
  if (json_node_get_value_type (value) != G_TYPE_DOUBLE)
    return FALSE;
  *number = json_node_get_double (value);
  return isfinite (*number);
}

static JsonNode *
find_nearest_choice (LimnerField *field,
                     double       number)
{
  JsonArray *choices = limner_field_get_choices (field);
  JsonNode *nearest = NULL;
  double distance = INFINITY;

  for (guint i = 0; choices != NULL && i < json_array_get_length (choices); i++)
    {
      JsonNode *choice = json_array_get_element (choices, i);
      double value;

      if (read_number (choice, &value) && fabs (value - number) < distance)
        {
          nearest = choice;
          distance = fabs (value - number);
        }
    }

  return nearest != NULL ? json_node_copy (nearest) : NULL;
}

static JsonNode *
clamp_number (LimnerField *field,
              double       number)
{
  double bound;

  if (limner_field_get_minimum (field, &bound))
    number = MAX (number, bound);
  if (limner_field_get_maximum (field, &bound))
    number = MIN (number, bound);
  if (limner_field_get_kind (field) == LIMNER_FIELD_INTEGER)
    return json_node_init_int (json_node_alloc (), (gint64) CLAMP (round (number), -9e15, 9e15));
  return json_node_init_double (json_node_alloc (), number);
}

static JsonNode *
cut_list (LimnerField *field,
          JsonNode    *value)
{
  JsonArray *items = json_node_get_array (value);
  guint length = json_array_get_length (items);
  g_autoptr(JsonArray) kept = json_array_new ();

  limner_field_get_max_items (field, &length);
  for (guint i = 0; i < MIN (length, json_array_get_length (items)); i++)
    json_array_add_element (kept, json_node_copy (json_array_get_element (items, i)));
  return json_node_init_array (json_node_alloc (), kept);
}

/* Bends a value so that it fits: into the bounds, to the nearest choice, to as many items as go. */
static JsonNode *
bend (LimnerField *field,
      JsonNode    *value)
{
  LimnerFieldKind kind = limner_field_get_kind (field);
  double number;

  if (kind == LIMNER_FIELD_CHOICE && read_number (value, &number))
    return find_nearest_choice (field, number);
  if ((kind == LIMNER_FIELD_INTEGER || kind == LIMNER_FIELD_NUMBER) &&
      read_number (value, &number))
    return clamp_number (field, number);
  if (kind == LIMNER_FIELD_LIST && JSON_NODE_HOLDS_ARRAY (value))
    return cut_list (field, value);
  if (kind == LIMNER_FIELD_FILE && first_item (value) != NULL)
    return json_node_copy (first_item (value));
  return NULL;
}

static JsonNode *
fit (LimnerField *field,
     JsonNode    *value,
     gboolean    *is_bent)
{
  g_autoptr(JsonNode) fitting = limner_field_coerce (field, value);
  g_autofree char *reason = fitting != NULL ? limner_field_check (field, fitting) : NULL;
  g_autofree char *still = NULL;

  *is_bent = FALSE;
  if (fitting != NULL && reason == NULL)
    return g_steal_pointer (&fitting);

  *is_bent = TRUE;
  if (fitting != NULL)
    value = fitting;
  {
    g_autoptr(JsonNode) bent = bend (field, value);

    still = bent != NULL ? limner_field_check (field, bent) : NULL;
    return still == NULL ? g_steal_pointer (&bent) : NULL;
  }
}

static gboolean
mask_turns_over (LimnerField *source,
                 LimnerField *target)
{
  return limner_field_get_role (source) == LIMNER_ROLE_MASK &&
         limner_field_get_role (target) == LIMNER_ROLE_MASK &&
         limner_field_get_polarity (source) != limner_field_get_polarity (target);
}

static void
carry_field (LimnerValues *self,
             LimnerField  *source,
             JsonNode     *value,
             GHashTable   *taken,
             GPtrArray    *lines)
{
  LimnerField *target = find_target (limner_values_get_schema (self), source);
  const char *from = limner_field_get_name (source);
  const char *title = limner_field_get_title (source);
  const char *to = target != NULL ? limner_field_get_name (target) : NULL;
  g_autoptr(JsonNode) fitting = NULL;
  gboolean is_bent = FALSE;

  if (to == NULL || g_hash_table_contains (taken, to))
    {
      report (lines, LIMNER_CARRY_DROPPED, from, NULL, title,
              g_strdup_printf ("There is no place for “%s”.", title));
      return;
    }

  fitting = fit (target, value, &is_bent);
  if (fitting == NULL)
    {
      report (lines, LIMNER_CARRY_DROPPED, from, NULL, title,
              g_strdup_printf ("“%s” does not take this value.", title));
      return;
    }

  g_hash_table_add (taken, (gpointer) to);
  limner_values_set (self, to, fitting);
  if (mask_turns_over (source, target))
    report (lines, LIMNER_CARRY_TURNED, from, to, title,
            g_strdup_printf ("The model reads “%s” the other way round: invert it.", title));
  else if (is_bent)
    report (lines, LIMNER_CARRY_ADJUSTED, from, to, title,
            g_strdup_printf ("“%s” was changed so that it fits.", title));
  else if (!g_str_equal (from, to))
    report (lines, LIMNER_CARRY_MOVED, from, to, title,
            g_strdup_printf ("“%s” is “%s” now.", title, limner_field_get_title (target)));
  else
    report (lines, LIMNER_CARRY_KEPT, from, to, title,
            g_strdup_printf ("“%s” was kept.", title));
}

/**
 * limner_values_carry_over:
 * @self: the values of the model that was changed to
 * @from: the values of the model that was changed from
 *
 * Takes over what was changed in @from, by the meaning of the inputs rather than by their names, as
 * one step of undo. Secrets are not handed from one model to another.
 *
 * Returns: (transfer full) (element-type LimnerCarry): what became of each value
 */
GPtrArray *
limner_values_carry_over (LimnerValues *self,
                          LimnerValues *from)
{
  g_autoptr(GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_carry_free);
  LimnerSchema *schema;

  g_return_val_if_fail (LIMNER_IS_VALUES (self), lines);
  g_return_val_if_fail (LIMNER_IS_VALUES (from), lines);

  schema = limner_values_get_schema (from);
  limner_values_begin_change (self);
  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    {
      LimnerField *field = limner_schema_get_field (schema, i);
      const char *name = limner_field_get_name (field);

      if (limner_values_is_changed (from, name) && !limner_field_is_secret (field))
        carry_field (self, field, limner_values_get (from, name), taken, lines);
    }
  limner_values_end_change (self);

  return lines;
}
