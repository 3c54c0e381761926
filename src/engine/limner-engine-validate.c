/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-validate.h"

#include <string.h>

#include "base/limner-json.h"

/* Checks JSON against the part of JSON Schema that Cog writes, and says what is wrong in the words
 * of gojsonschema, which the service uses: clients look at its error types and at its sentences.
 */

#define MAX_DEPTH  16
#define MAX_FAULTS 64

typedef struct
{
  JsonObject *document;    /* borrowed */
  JsonArray  *faults;      /* borrowed */
  int         depth;
} Check;

static void check_value (Check      *check,
                         JsonObject *schema,
                         JsonNode   *value,
                         const char *path);

static void
add_fault (Check      *check,
           const char *type,
           const char *path,
           const char *description)
{
  JsonObject *fault;

  if (json_array_get_length (check->faults) >= MAX_FAULTS)
    return;

  fault = json_object_new ();
  json_object_set_string_member (fault, "type", type);
  json_object_set_string_member (fault, "field", path);
  json_object_set_string_member (fault, "description", description);
  json_array_add_object_element (check->faults, fault);
}

/* Follows one `$ref` or the single element of an `allOf`, which is how Cog writes choices. */
static JsonObject *
follow (JsonObject *document,
        JsonObject *schema)
{
  const char *reference = limner_json_get_string (schema, "$ref", NULL);
  JsonArray *parts = limner_json_get_array (schema, "allOf");

  if (reference != NULL && g_str_has_prefix (reference, "#/components/schemas/"))
    return limner_engine_schema_find (document, reference + strlen ("#/components/schemas/"));
  if (parts != NULL && json_array_get_length (parts) == 1 &&
      JSON_NODE_HOLDS_OBJECT (json_array_get_element (parts, 0)))
    return json_array_get_object_element (parts, 0);
  return NULL;
}

static const char *
type_name (JsonNode *value)
{
  g_autofree char *digits = limner_json_integer_text (value);

  if (digits != NULL)
    return "integer";
  if (JSON_NODE_HOLDS_NULL (value))
    return "null";
  if (JSON_NODE_HOLDS_OBJECT (value))
    return "object";
  if (JSON_NODE_HOLDS_ARRAY (value))
    return "array";
  if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    return "boolean";
  return json_node_get_value_type (value) == G_TYPE_DOUBLE ? "number" : "string";
}

static double
number_of (JsonNode *value)
{
  g_autofree char *digits = limner_json_integer_text (value);

  return digits != NULL ? g_ascii_strtod (digits, NULL) : json_node_get_double (value);
}

/* A float without a fraction is an integer to JSON Schema. */
static gboolean
has_type (JsonNode   *value,
          const char *type)
{
  const char *given = type_name (value);

  if (g_str_equal (type, given))
    return TRUE;
  if (g_str_equal (type, "number"))
    return g_str_equal (given, "integer");
  if (g_str_equal (type, "integer") && g_str_equal (given, "number"))
    return number_of (value) == (double) (gint64) CLAMP (number_of (value), -9e15, 9e15);
  return FALSE;
}

static char *
number_text (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (text, sizeof text, "%.15g", number));
}

static void
check_number (Check      *check,
              JsonObject *schema,
              double      number,
              const char *path)
{
  static const struct { const char *member; const char *raw; const char *type; const char *words; }
    bounds[] = {
      { "minimum", "ge", "number_gte", "Must be greater than or equal to" },
      { "maximum", "le", "number_lte", "Must be less than or equal to" },
    };

  for (gsize i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      g_autofree char *description = NULL;
      g_autofree char *limit_text = NULL;
      double limit;

      if (!json_object_has_member (schema, bounds[i].member) &&
          !json_object_has_member (schema, bounds[i].raw))
        continue;
      limit = limner_json_get_double (schema, bounds[i].member,
                                      limner_json_get_double (schema, bounds[i].raw, number));
      if (i == 0 ? number >= limit : number <= limit)
        continue;

      limit_text = number_text (limit);
      description = g_strdup_printf ("%s %s", bounds[i].words, limit_text);
      add_fault (check, bounds[i].type, path, description);
    }
}

static void
check_string (Check      *check,
              JsonObject *schema,
              const char *text,
              const char *path)
{
  const char *pattern = limner_json_get_string (schema, "pattern", NULL);
  const char *format = limner_json_get_string (schema, "format", NULL);
  gint64 length = g_utf8_strlen (text, -1);
  gint64 minimum = limner_json_get_int (schema, "minLength", 0);
  gint64 maximum = limner_json_get_int (schema, "maxLength", G_MAXINT64);
  g_autofree char *scheme = g_uri_parse_scheme (text);
  g_autofree char *description = NULL;

  if (length < minimum)
    {
      description = g_strdup_printf ("String length must be greater than or equal to %"
                                     G_GINT64_FORMAT, minimum);
      add_fault (check, "string_gte", path, description);
    }
  else if (length > maximum)
    {
      description = g_strdup_printf ("String length must be less than or equal to %"
                                     G_GINT64_FORMAT, maximum);
      add_fault (check, "string_lte", path, description);
    }
  else if (pattern != NULL && !g_regex_match_simple (pattern, text, 0, 0))
    {
      description = g_strdup_printf ("Does not match pattern '%s'", pattern);
      add_fault (check, "pattern", path, description);
    }
  else if (g_strcmp0 (format, "uri") == 0 && scheme == NULL)
    {
      add_fault (check, "format", path, "Does not match format 'uri'");
    }
}

static void
check_choices (Check      *check,
               JsonArray  *choices,
               JsonNode   *value,
               const char *path)
{
  g_autoptr(GString) words = g_string_new (NULL);
  const char *name = strrchr (path, '.') != NULL ? strrchr (path, '.') + 1 : path;

  for (guint i = 0; i < json_array_get_length (choices); i++)
    {
      JsonNode *choice = json_array_get_element (choices, i);
      g_autofree char *text = NULL;

      if (json_node_equal (choice, value))
        return;
      text = limner_json_to_string (choice, FALSE);
      g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", text);
    }

  g_string_prepend (words, " must be one of the following: ");
  g_string_prepend (words, name);
  add_fault (check, "enum", path, words->str);
}

static void
check_array (Check      *check,
             JsonObject *schema,
             JsonArray  *array,
             const char *path)
{
  JsonObject *items = limner_json_get_object (schema, "items");
  gint64 minimum = limner_json_get_int (schema, "minItems", 0);
  gint64 maximum = limner_json_get_int (schema, "maxItems", G_MAXINT64);
  guint length = json_array_get_length (array);
  g_autofree char *description = NULL;

  if (length < minimum)
    {
      description = g_strdup_printf ("Array must have at least %" G_GINT64_FORMAT " items",
                                     minimum);
      add_fault (check, "array_min_items", path, description);
    }
  else if (length > maximum)
    {
      description = g_strdup_printf ("Array must have at most %" G_GINT64_FORMAT " items",
                                     maximum);
      add_fault (check, "array_max_items", path, description);
    }

  for (guint i = 0; items != NULL && i < length; i++)
    {
      g_autofree char *inner = g_strdup_printf ("%s.%u", path, i);

      check_value (check, items, json_array_get_element (array, i), inner);
    }
}

static void
check_required (Check      *check,
                JsonObject *schema,
                JsonObject *object,
                const char *path)
{
  JsonArray *required = limner_json_get_array (schema, "required");

  for (guint i = 0; required != NULL && i < json_array_get_length (required); i++)
    {
      const char *name = json_node_get_string (json_array_get_element (required, i));
      g_autofree char *description = NULL;

      if (name == NULL || json_object_has_member (object, name))
        continue;
      description = g_strdup_printf ("%s is required", name);
      add_fault (check, "required", path, description);
    }
}

static void
check_object (Check      *check,
              JsonObject *schema,
              JsonObject *object,
              const char *path)
{
  JsonObject *properties = limner_json_get_object (schema, "properties");
  gboolean open = limner_json_get_boolean (schema, "additionalProperties", TRUE);
  g_autoptr(GList) members = json_object_get_members (object);

  check_required (check, schema, object, path);

  for (GList *l = members; l != NULL; l = l->next)
    {
      const char *name = l->data;
      JsonObject *property = limner_json_get_object (properties, name);
      g_autofree char *inner = *path != '\0' ? g_strconcat (path, ".", name, NULL)
                                             : g_strdup (name);
      g_autofree char *description = NULL;

      if (property != NULL)
        {
          check_value (check, property, json_object_get_member (object, name), inner);
        }
      else if (!open)
        {
          description = g_strdup_printf ("Additional property %s is not allowed", name);
          add_fault (check, "additional_property_not_allowed", path, description);
        }
    }
}

static void
check_value (Check      *check,
             JsonObject *schema,
             JsonNode   *value,
             const char *path)
{
  JsonObject *resolved = limner_engine_schema_resolve (check->document, schema);
  const char *type = limner_json_get_string (resolved, "type", NULL);
  JsonArray *choices = limner_json_get_array (resolved, "enum");

  if (JSON_NODE_HOLDS_NULL (value) && (limner_json_get_boolean (schema, "nullable", FALSE) ||
                                       limner_json_get_boolean (resolved, "nullable", FALSE)))
    return;

  if (type != NULL && !has_type (value, type))
    {
      g_autofree char *description = g_strdup_printf ("Invalid type. Expected: %s, given: %s",
                                                      type, type_name (value));

      add_fault (check, "invalid_type", path, description);
      return;
    }
  if (choices != NULL)
    check_choices (check, choices, value, path);

  if (type == NULL || ++check->depth > MAX_DEPTH)
    {
      /* nothing is said about it, or it is nested deeper than any schema of Cog's */
    }
  else if (g_str_equal (type, "integer") || g_str_equal (type, "number"))
    {
      check_number (check, resolved, number_of (value), path);
    }
  else if (g_str_equal (type, "string"))
    {
      check_string (check, resolved, json_node_get_string (value), path);
    }
  else if (g_str_equal (type, "array"))
    {
      check_array (check, resolved, json_node_get_array (value), path);
    }
  else if (g_str_equal (type, "object"))
    {
      check_object (check, resolved, json_node_get_object (value), path);
    }
  if (type != NULL)
    check->depth--;
}

/**
 * limner_engine_schema_find:
 * @document: (nullable): an OpenAPI document
 * @name: a name below `components.schemas`, such as `Input`
 *
 * Returns: (transfer none) (nullable): the schema
 */
JsonObject *
limner_engine_schema_find (JsonObject *document,
                           const char *name)
{
  JsonObject *components = limner_json_get_object (document, "components");

  return limner_json_get_object (limner_json_get_object (components, "schemas"), name);
}

/**
 * limner_engine_schema_resolve:
 * @document: (nullable): the OpenAPI document that @schema is from
 * @schema: a schema
 *
 * Follows references.
 *
 * Returns: (transfer none): what @schema stands for; itself where it is no reference
 */
JsonObject *
limner_engine_schema_resolve (JsonObject *document,
                              JsonObject *schema)
{
  for (int i = 0; i < MAX_DEPTH; i++)
    {
      JsonObject *next = follow (document, schema);

      if (next == NULL)
        break;
      schema = next;
    }

  return schema;
}

/**
 * limner_engine_validate:
 * @document: (nullable): the OpenAPI document that @schema refers to
 * @schema: what @value should be
 * @value: the value
 * @path: how @value is called in messages, such as `input`; empty for a whole body
 *
 * Checks a value against a schema.
 *
 * Returns: (transfer full): what is wrong, as objects with `type`, `field` and `description`; empty
 *   if nothing is
 */
JsonArray *
limner_engine_validate (JsonObject *document,
                        JsonObject *schema,
                        JsonNode   *value,
                        const char *path)
{
  JsonArray *faults = json_array_new ();
  Check check = { .document = document, .faults = faults };

  check_value (&check, schema, value, path);
  return faults;
}

/**
 * limner_engine_validate_detail:
 * @faults: what limner_engine_validate() found
 *
 * Returns: (transfer full): a list of it in words, as the service writes `detail`
 */
char *
limner_engine_validate_detail (JsonArray *faults)
{
  GString *detail = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (faults); i++)
    {
      JsonObject *fault = json_array_get_object_element (faults, i);
      const char *field = json_object_get_string_member (fault, "field");

      g_string_append_printf (detail, "- %s%s%s\n", field, *field != '\0' ? ": " : "",
                              json_object_get_string_member (fault, "description"));
    }

  return g_string_free (detail, FALSE);
}

/**
 * limner_engine_fill_defaults:
 * @document: (nullable): the OpenAPI document that @schema is from
 * @schema: the schema of an object
 * @input: what was passed for it
 *
 * Makes what a model sees: what was passed without the members that the schema does not know and
 * without nulls, and the schema's defaults for what was left out.
 *
 * Returns: (transfer full): the completed object
 */
JsonObject *
limner_engine_fill_defaults (JsonObject *document,
                             JsonObject *schema,
                             JsonObject *input)
{
  JsonObject *resolved = limner_engine_schema_resolve (document, schema);
  JsonObject *properties = limner_json_get_object (resolved, "properties");
  JsonObject *filled = json_object_new ();
  g_autoptr(GList) names = properties != NULL ? json_object_get_members (properties) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *name = l->data;
      JsonObject *property = limner_json_get_object (properties, name);
      JsonNode *node = json_object_get_member (input, name);

      if (node == NULL && property != NULL)
        node = json_object_get_member (property, "default");
      if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
        json_object_set_member (filled, name, json_node_copy (node));
    }

  return filled;
}
