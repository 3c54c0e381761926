/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-json.h"

#include "limner-sampler.h"
#include "limner-values.h"

/* Values from one model to another, and from what a picture says of itself to any model. */

/* As much of a value as a sentence can hold, in characters. */
#define MAX_VALUE_LENGTH 60

/* What a value was and where it goes. */
typedef struct
{
  const char         *name;
  const char         *title;
  JsonNode           *value;
  LimnerRole          role;
  LimnerMaskPolarity  polarity;
} Source;

/**
 * limner_carry_new:
 * @kind: what became of the value
 * @from: the name of the input it came from
 * @title: what that is called
 *
 * Returns: (transfer full): a line of a report
 */
LimnerCarry *
limner_carry_new (LimnerCarryKind  kind,
                  const char      *from,
                  const char      *title)
{
  LimnerCarry *self = g_new0 (LimnerCarry, 1);

  self->kind = kind;
  self->from = g_strdup (from);
  self->title = g_strdup (title);
  return self;
}

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
  g_clear_pointer (&self->before, g_free);
  g_clear_pointer (&self->after, g_free);
  g_free (self);
}

/* A value as a sentence can hold it. */
static char *
shorten (JsonNode *value)
{
  g_autofree char *text = json_node_get_value_type (value) == G_TYPE_STRING
                          ? json_node_dup_string (value) : limner_json_to_string (value, FALSE);
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= MAX_VALUE_LENGTH)
    return g_steal_pointer (&text);
  start = g_utf8_substring (text, 0, MAX_VALUE_LENGTH);
  return g_strconcat (start, "…", NULL);
}

static void
report (GPtrArray       *lines,
        LimnerCarryKind  kind,
        const Source    *source,
        LimnerField     *target,
        JsonNode        *fitting)
{
  const char *title = target != NULL && kind != LIMNER_CARRY_DROPPED
                      ? limner_field_get_title (target) : source->title;
  LimnerCarry *line = limner_carry_new (kind, source->name, title);

  line->before = shorten (source->value);
  if (fitting != NULL)
    {
      line->to = g_strdup (limner_field_get_name (target));
      line->after = shorten (fitting);
    }
  g_ptr_array_add (lines, line);
}

/* The same name with the same meaning, else the same meaning, else the same name. */
static LimnerField *
find_target (LimnerSchema *schema,
             const Source *source)
{
  LimnerField *same = limner_schema_find_field (schema, source->name);
  LimnerRole role = source->role;
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

/* Another program's word for a choice. */
static JsonNode *
find_named_choice (LimnerField *field,
                   JsonNode    *value,
                   gboolean    *is_same)
{
  JsonArray *choices = limner_field_get_choices (field);
  JsonNode *choice;

  if (choices == NULL || json_node_get_value_type (value) != G_TYPE_STRING)
    return NULL;

  choice = limner_sampler_find_word (choices, json_node_get_string (value));
  *is_same = choice != NULL;
  if (choice == NULL && limner_field_get_role (field) == LIMNER_ROLE_SCHEDULER)
    choice = limner_sampler_find (choices, json_node_get_string (value), is_same);
  return choice != NULL ? json_node_copy (choice) : NULL;
}

/* Bends a value so that it fits: into the bounds, to the nearest choice, to as many items as go. A
 * seed that is near to another is as good as none.
 */
static JsonNode *
bend (LimnerField *field,
      JsonNode    *value,
      gboolean    *is_same)
{
  LimnerFieldKind kind = limner_field_get_kind (field);
  double number;

  if (limner_field_get_role (field) == LIMNER_ROLE_SEED)
    return NULL;
  if (kind == LIMNER_FIELD_CHOICE && read_number (value, &number))
    return find_nearest_choice (field, number);
  if (kind == LIMNER_FIELD_CHOICE)
    return find_named_choice (field, value, is_same);
  if ((kind == LIMNER_FIELD_INTEGER || kind == LIMNER_FIELD_NUMBER) &&
      read_number (value, &number))
    return clamp_number (field, number);
  if (kind == LIMNER_FIELD_LIST && JSON_NODE_HOLDS_ARRAY (value))
    return cut_list (field, value);
  if (kind == LIMNER_FIELD_FILE && first_item (value) != NULL)
    return json_node_copy (first_item (value));
  return NULL;
}

/* What a field takes of a value, and whether it still says the same. */
static JsonNode *
fit (LimnerField *field,
     JsonNode    *value,
     gboolean    *is_same)
{
  g_autoptr(JsonNode) fitting = limner_field_coerce (field, value);
  g_autofree char *reason = fitting != NULL ? limner_field_check (field, fitting) : NULL;
  g_autofree char *still = NULL;
  g_autoptr(JsonNode) bent = NULL;

  *is_same = TRUE;
  if (fitting != NULL && reason == NULL)
    return g_steal_pointer (&fitting);

  *is_same = FALSE;
  bent = bend (field, fitting != NULL ? fitting : value, is_same);
  still = bent != NULL ? limner_field_check (field, bent) : NULL;
  return still == NULL ? g_steal_pointer (&bent) : NULL;
}

static LimnerCarryKind
find_kind (const Source *source,
           LimnerField  *target,
           gboolean      is_same)
{
  if (source->role == LIMNER_ROLE_MASK && limner_field_get_role (target) == LIMNER_ROLE_MASK &&
      source->polarity != limner_field_get_polarity (target))
    return LIMNER_CARRY_TURNED;
  if (!is_same)
    return LIMNER_CARRY_ADJUSTED;
  return g_str_equal (source->name, limner_field_get_name (target)) ? LIMNER_CARRY_KEPT
                                                                    : LIMNER_CARRY_MOVED;
}

/* Puts a value where it belongs and tells what became of it. */
static void
place (LimnerValues *self,
       const Source *source,
       LimnerField  *target,
       GHashTable   *taken,
       GPtrArray    *lines)
{
  const char *to = target != NULL ? limner_field_get_name (target) : NULL;
  g_autoptr(JsonNode) fitting = NULL;
  gboolean is_same = FALSE;

  if (to == NULL || limner_field_is_secret (target) || g_hash_table_contains (taken, to))
    {
      report (lines, LIMNER_CARRY_DROPPED, source, NULL, NULL);
      return;
    }

  fitting = fit (target, source->value, &is_same);
  if (fitting == NULL)
    {
      report (lines, limner_field_get_kind (target) == LIMNER_FIELD_CHOICE
                     ? LIMNER_CARRY_NO_CHOICE : LIMNER_CARRY_REFUSED, source, target, NULL);
      return;
    }

  g_hash_table_add (taken, (gpointer) to);
  limner_values_set (self, to, fitting);
  report (lines, find_kind (source, target, is_same), source, target, fitting);
}

static Source
describe_source (LimnerField *field,
                 JsonNode    *value)
{
  return (Source) { limner_field_get_name (field), limner_field_get_title (field), value,
                    limner_field_get_role (field), limner_field_get_polarity (field) };
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
        {
          const Source source = describe_source (field, limner_values_get (from, name));

          place (self, &source, find_target (limner_values_get_schema (self), &source), taken,
                 lines);
        }
    }
  limner_values_end_change (self);

  return lines;
}

/* Whether a text is one that only ever stands for a file. */
static gboolean
names_file (const char *text)
{
  return g_str_has_prefix (text, "blob:") || g_str_has_prefix (text, "data:");
}

static JsonObject *
guess_property (JsonNode *value)
{
  JsonObject *property = json_object_new ();
  GType type = json_node_get_value_type (value);
  const char *name = "string";

  if (JSON_NODE_HOLDS_OBJECT (value))
    name = "object";
  else if (JSON_NODE_HOLDS_ARRAY (value))
    name = "array";
  else if (type == G_TYPE_INT64)
    name = "integer";
  else if (type == G_TYPE_DOUBLE)
    name = "number";
  else if (type == G_TYPE_BOOLEAN)
    name = "boolean";
  else if (type == G_TYPE_STRING && names_file (json_node_get_string (value)))
    json_object_set_string_member (property, "format", "uri");
  json_object_set_string_member (property, "type", name);
  return property;
}

/* Whether another program only says that it had nothing to say. */
static gboolean
is_empty (JsonNode *value)
{
  if (JSON_NODE_HOLDS_ARRAY (value))
    return json_array_get_length (json_node_get_array (value)) == 0;
  if (JSON_NODE_HOLDS_OBJECT (value))
    return json_object_get_size (json_node_get_object (value)) == 0;
  return json_node_get_value_type (value) == G_TYPE_STRING && *json_node_get_string (value) == '\0';
}

/* The schema that a model would have which is asked in this way: it tells what the names mean. */
static LimnerSchema *
guess_schema (JsonObject *input)
{
  g_autoptr(JsonObject) document = json_object_new ();
  JsonObject *components = json_object_new ();
  JsonObject *schemas = json_object_new ();
  JsonObject *model = json_object_new ();
  JsonObject *properties = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, input);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (!JSON_NODE_HOLDS_NULL (value))
      json_object_set_object_member (properties, name, guess_property (value));

  json_object_set_object_member (model, "properties", properties);
  json_object_set_object_member (schemas, "Input", model);
  json_object_set_object_member (components, "schemas", schemas);
  json_object_set_object_member (document, "components", components);
  return limner_schema_new (document);
}

/**
 * limner_values_adopt:
 * @self: values
 * @input: what a picture or a preset says that some model was asked, perhaps by another program
 *
 * Replaces all values by those of @input, as one step of undo. Each goes to the input of its name,
 * else to the one that means the same as far as the name tells. Choices are found by other
 * programs' words for them, too. What fits nowhere is left out, so that nothing becomes invalid.
 *
 * Returns: (transfer full) (element-type LimnerCarry): what became of each value
 */
GPtrArray *
limner_values_adopt (LimnerValues *self,
                     JsonObject   *input)
{
  g_autoptr(GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_carry_free);
  g_autoptr(LimnerSchema) guessed = NULL;
  LimnerSchema *schema;

  g_return_val_if_fail (LIMNER_IS_VALUES (self), lines);
  g_return_val_if_fail (input != NULL, lines);

  schema = limner_values_get_schema (self);
  guessed = guess_schema (input);
  limner_values_begin_change (self);
  limner_values_reset_all (self);
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < limner_schema_get_n_fields (guessed); i++)
      {
        LimnerField *field = limner_schema_get_field (guessed, i);
        const char *name = limner_field_get_name (field);
        LimnerField *same = limner_schema_find_field (schema, name);
        Source source = describe_source (field, json_object_get_member (input, name));

        if ((same != NULL) != (pass == 0) || (same == NULL && is_empty (source.value)))
          continue;
        if (same != NULL)
          source.polarity = limner_field_get_polarity (same);
        place (self, &source, same != NULL ? same : find_target (schema, &source), taken, lines);
      }
  limner_values_end_change (self);

  return lines;
}
