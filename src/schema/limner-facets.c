/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"

#include "limner-facets.h"

/* A schema may refer to itself and fan out at each step: both the depth and the number of schemas
 * that are worked in for one input are bounded.
 */
#define MAX_DEPTH 12
#define MAX_STEPS 256
#define MAX_CHOICES 4096

typedef struct
{
  JsonObject *document;
  guint       n_steps;
} Walk;

static void gather (Walk         *walk,
                    LimnerFacets *facets,
                    JsonObject   *schema,
                    guint         depth);

static JsonObject *
follow (JsonObject *document,
        const char *reference)
{
  g_auto(GStrv) parts = NULL;
  JsonObject *object = document;

  if (!g_str_has_prefix (reference, "#/") || strlen (reference) > 512)
    return NULL;

  parts = g_strsplit (reference + 2, "/", MAX_DEPTH);
  for (guint i = 0; parts[i] != NULL && object != NULL; i++)
    {
      g_autoptr(GString) part = g_string_new (parts[i]);

      g_string_replace (part, "~1", "/", 0);
      g_string_replace (part, "~0", "~", 0);
      object = limner_json_get_object (object, part->str);
    }

  return object;
}

static void
take_text (const char **facet,
           JsonObject  *schema,
           const char  *member)
{
  if (*facet == NULL)
    *facet = limner_json_get_string (schema, member, NULL);
}

static void
take_number (JsonNode   **facet,
             JsonObject  *schema,
             const char  *member)
{
  JsonNode *node = json_object_get_member (schema, member);
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node)
                                                            : G_TYPE_INVALID;
  g_autofree char *digits = NULL;

  if (*facet != NULL || type == G_TYPE_INVALID)
    return;

  digits = type == G_TYPE_STRING ? limner_json_integer_text (node) : NULL;
  if (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE || digits != NULL)
    *facet = node;
}

/* OpenAPI 3.0 writes exclusiveMinimum as a flag beside minimum, 3.1 as a number of its own; some
 * authors' gt and ge come through raw.
 */
static void
take_bound (JsonNode   **facet,
            gboolean    *is_exclusive,
            JsonObject  *schema,
            const char  *inclusive,
            const char  *raw_inclusive,
            const char  *exclusive,
            const char  *raw_exclusive)
{
  if (*facet != NULL)
    return;

  take_number (facet, schema, inclusive);
  take_number (facet, schema, raw_inclusive);
  if (*facet != NULL)
    {
      *is_exclusive = limner_json_get_boolean (schema, exclusive, FALSE);
      return;
    }

  take_number (facet, schema, exclusive);
  take_number (facet, schema, raw_exclusive);
  *is_exclusive = *facet != NULL;
}

static void
take_type (LimnerFacets *facets,
           JsonObject   *schema)
{
  JsonArray *types = limner_json_get_array (schema, "type");
  guint n_types = types != NULL ? MIN (json_array_get_length (types), MAX_STEPS) : 0;

  take_text (&facets->type, schema, "type");
  for (guint i = 0; i < n_types; i++)
    {
      JsonNode *node = json_array_get_element (types, i);
      const char *type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (g_strcmp0 (type, "null") == 0)
        facets->is_nullable = TRUE;
      else if (type != NULL && facets->type == NULL)
        facets->type = type;
      else if (type != NULL && !g_str_equal (type, facets->type))
        facets->is_mixed = TRUE;
    }

  /* What only objects or lists can have says as much as a type. */
  if (facets->type == NULL && json_object_has_member (schema, "properties"))
    facets->type = "object";
  else if (facets->type == NULL && limner_json_get_object (schema, "items") != NULL)
    facets->type = "array";
}

static void
take_choices (LimnerFacets *facets,
              JsonObject   *schema)
{
  JsonArray *values = limner_json_get_array (schema, "enum");
  JsonNode *single = json_object_get_member (schema, "const");
  guint length = values != NULL ? MIN (json_array_get_length (values), MAX_CHOICES) : 0;

  if (facets->choices != NULL || (length == 0 && single == NULL))
    return;

  facets->choices = json_array_new ();
  if (values == NULL && JSON_NODE_HOLDS_VALUE (single))
    json_array_add_element (facets->choices, json_node_copy (single));
  for (guint i = 0; i < length; i++)
    {
      JsonNode *value = json_array_get_element (values, i);

      if (JSON_NODE_HOLDS_VALUE (value))
        json_array_add_element (facets->choices, json_node_copy (value));
      else if (JSON_NODE_HOLDS_NULL (value))
        facets->is_nullable = TRUE;
    }
}

static void
take_plain_facets (LimnerFacets *facets,
                   JsonObject   *schema)
{
  take_type (facets, schema);
  take_choices (facets, schema);
  take_text (&facets->format, schema, "format");
  take_text (&facets->title, schema, "title");
  take_text (&facets->description, schema, "description");
  take_text (&facets->pattern, schema, "pattern");
  take_text (&facets->media_type, schema, "contentMediaType");
  take_bound (&facets->minimum, &facets->minimum_is_exclusive, schema,
              "minimum", "ge", "exclusiveMinimum", "gt");
  take_bound (&facets->maximum, &facets->maximum_is_exclusive, schema,
              "maximum", "le", "exclusiveMaximum", "lt");
  take_number (&facets->multiple, schema, "multipleOf");
  take_number (&facets->multiple, schema, "multiple_of");
  take_number (&facets->min_length, schema, "minLength");
  take_number (&facets->min_length, schema, "min_length");
  take_number (&facets->max_length, schema, "maxLength");
  take_number (&facets->max_length, schema, "max_length");
  take_number (&facets->min_items, schema, "minItems");
  take_number (&facets->max_items, schema, "maxItems");
  take_number (&facets->order, schema, "x-order");

  if (facets->default_value == NULL)
    facets->default_value = json_object_get_member (schema, "default");
  if (facets->accept == NULL)
    facets->accept = json_object_get_member (schema, "x-cog-accept");

  facets->is_nullable |= limner_json_get_boolean (schema, "nullable", FALSE);
  facets->is_deprecated |= limner_json_get_boolean (schema, "deprecated", FALSE);
  facets->is_secret |= limner_json_get_boolean (schema, "x-cog-secret", FALSE) ||
                       g_strcmp0 (facets->format, "password") == 0;
  facets->is_iterator |= g_strcmp0 (limner_json_get_string (schema, "x-cog-array-type", NULL),
                                    "iterator") == 0;
  facets->is_concatenated |= g_strcmp0 (limner_json_get_string (schema, "x-cog-array-display",
                                                                NULL), "concatenate") == 0;
}

/* The same value under a union: what each variant allows is put together. */
static void
merge_variant (LimnerFacets *facets,
               LimnerFacets *variant)
{
  gboolean is_number_pair = (g_strcmp0 (facets->type, "integer") == 0 &&
                             g_strcmp0 (variant->type, "number") == 0) ||
                            (g_strcmp0 (facets->type, "number") == 0 &&
                             g_strcmp0 (variant->type, "integer") == 0);

  if (is_number_pair)
    facets->type = "number";
  else if (g_strcmp0 (facets->type, variant->type) != 0)
    facets->is_mixed = TRUE;

  /* A string that is either an address or anything else can at least be chosen as a file. */
  if (facets->format == NULL)
    facets->format = variant->format;
  if (facets->choices != NULL && variant->choices != NULL)
    {
      for (guint i = 0; i < json_array_get_length (variant->choices); i++)
        json_array_add_element (facets->choices,
                                json_array_dup_element (variant->choices, i));
    }
  else
    {
      g_clear_pointer (&facets->choices, json_array_unref);
    }

  facets->minimum = NULL;
  facets->maximum = NULL;
  facets->is_nullable |= variant->is_nullable;
}

/* “One or several files” and the like: a list covers both. */
static gboolean
widen_to_list (LimnerFacets *facets,
               LimnerFacets *variant)
{
  gboolean is_list = g_strcmp0 (facets->type, "array") == 0;
  LimnerFacets *list = is_list ? facets : variant;
  LimnerFacets *single = is_list ? variant : facets;

  if (g_strcmp0 (list->type, "array") != 0 || g_strcmp0 (single->type, "array") == 0 ||
      list->items == NULL || g_strcmp0 (list->items->type, single->type) != 0)
    return FALSE;

  if (!is_list)
    {
      facets->type = "array";
      facets->format = NULL;
      g_clear_pointer (&facets->choices, json_array_unref);
      facets->items = g_steal_pointer (&variant->items);
    }
  return TRUE;
}

static void
gather_union (Walk         *walk,
              LimnerFacets *facets,
              JsonArray    *variants,
              guint         depth)
{
  guint length = MIN (json_array_get_length (variants), MAX_STEPS);
  gboolean is_first = TRUE;

  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (variants, i);
      JsonObject *schema = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      g_autoptr(LimnerFacets) variant = g_new0 (LimnerFacets, 1);

      if (schema == NULL)
        continue;
      if (g_strcmp0 (limner_json_get_string (schema, "type", NULL), "null") == 0)
        {
          facets->is_nullable = TRUE;
        }
      else if (is_first)
        {
          gather (walk, facets, schema, depth + 1);
          is_first = FALSE;
        }
      else
        {
          gather (walk, variant, schema, depth + 1);
          if (!widen_to_list (facets, variant))
            merge_variant (facets, variant);
        }
    }
}

/* The name and the words of what is referred to speak of the type, not of this input: an enum's
 * title is its class and its description the sentence “An enumeration.”.
 */
static void
gather_reference (Walk         *walk,
                  LimnerFacets *facets,
                  JsonObject   *target,
                  guint         depth)
{
  const char *title = facets->title;
  const char *description = facets->description;

  gather (walk, facets, target, depth + 1);
  if (json_object_has_member (target, "enum"))
    {
      facets->title = title;
      facets->description = description;
    }
}

static void
gather (Walk         *walk,
        LimnerFacets *facets,
        JsonObject   *schema,
        guint         depth)
{
  static const char *const unions[] = { "anyOf", "oneOf" };
  const char *reference = limner_json_get_string (schema, "$ref", NULL);
  JsonObject *target = reference != NULL ? follow (walk->document, reference) : NULL;
  JsonArray *parts = limner_json_get_array (schema, "allOf");
  JsonObject *items = limner_json_get_object (schema, "items");

  if (depth > MAX_DEPTH || walk->n_steps++ > MAX_STEPS)
    return;

  take_plain_facets (facets, schema);
  if (target != NULL)
    gather_reference (walk, facets, target, depth);
  for (guint i = 0; parts != NULL && i < MIN (json_array_get_length (parts), MAX_STEPS); i++)
    {
      JsonNode *part = json_array_get_element (parts, i);

      if (JSON_NODE_HOLDS_OBJECT (part))
        gather (walk, facets, json_node_get_object (part), depth + 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (unions); i++)
    {
      JsonArray *variants = limner_json_get_array (schema, unions[i]);

      if (variants != NULL)
        gather_union (walk, facets, variants, depth);
    }
  if (items != NULL && facets->items == NULL)
    {
      facets->items = g_new0 (LimnerFacets, 1);
      gather (walk, facets->items, items, depth + 1);
    }
}

/**
 * _limner_facets_new:
 * @document: the OpenAPI document, in which references are followed
 * @schema: the schema of one value
 *
 * Gathers what is said about a value. What stands at the place itself goes before what it refers
 * to. Both arguments have to stay alive as long as the facets.
 *
 * Returns: (transfer full): the facets
 */
LimnerFacets *
_limner_facets_new (JsonObject *document,
                    JsonObject *schema)
{
  LimnerFacets *self = g_new0 (LimnerFacets, 1);
  Walk walk = { document, 0 };

  gather (&walk, self, schema, 0);
  return self;
}

/**
 * _limner_facets_free:
 * @self: (transfer full): facets
 *
 * Frees the facets, not what they point to.
 */
void
_limner_facets_free (LimnerFacets *self)
{
  g_clear_pointer (&self->choices, json_array_unref);
  g_clear_pointer (&self->items, _limner_facets_free);
  g_free (self);
}

static gboolean
find_file (Walk       *walk,
           JsonObject *schema,
           guint       depth)
{
  const char *reference = limner_json_get_string (schema, "$ref", NULL);
  JsonObject *target = reference != NULL ? follow (walk->document, reference) : NULL;
  JsonObjectIter iter;
  JsonNode *node;

  if (depth > MAX_DEPTH || walk->n_steps++ > MAX_STEPS)
    return FALSE;
  if (g_strcmp0 (limner_json_get_string (schema, "format", NULL), "uri") == 0)
    return TRUE;
  if (target != NULL && find_file (walk, target, depth + 1))
    return TRUE;

  json_object_iter_init (&iter, schema);
  while (json_object_iter_next (&iter, NULL, &node))
    {
      JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          find_file (walk, json_node_get_object (node), depth + 1))
        return TRUE;
      for (guint i = 0; array != NULL && i < MIN (json_array_get_length (array), MAX_STEPS); i++)
        {
          JsonNode *item = json_array_get_element (array, i);

          if (JSON_NODE_HOLDS_OBJECT (item) &&
              find_file (walk, json_node_get_object (item), depth + 1))
            return TRUE;
        }
    }

  return FALSE;
}

/**
 * _limner_facets_promise_files:
 * @document: the OpenAPI document
 * @schema: the schema of an output
 *
 * Returns: whether a file stands anywhere in what @schema describes, such as in a member of the
 *   objects of a list
 */
gboolean
_limner_facets_promise_files (JsonObject *document,
                              JsonObject *schema)
{
  Walk walk = { document, 0 };

  return find_file (&walk, schema, 0);
}

static void
list_parts (Walk       *walk,
            GPtrArray  *parts,
            JsonObject *schema,
            guint       depth)
{
  static const char *const unions[] = { "allOf", "anyOf", "oneOf" };
  const char *reference = limner_json_get_string (schema, "$ref", NULL);
  JsonObject *target = reference != NULL ? follow (walk->document, reference) : NULL;

  if (depth > MAX_DEPTH || walk->n_steps++ > MAX_STEPS ||
      g_ptr_array_find (parts, schema, NULL))
    return;

  g_ptr_array_add (parts, schema);
  if (target != NULL)
    list_parts (walk, parts, target, depth + 1);
  for (guint i = 0; i < G_N_ELEMENTS (unions); i++)
    {
      JsonArray *members = limner_json_get_array (schema, unions[i]);
      guint length = members != NULL ? MIN (json_array_get_length (members), MAX_STEPS) : 0;

      for (guint j = 0; j < length; j++)
        {
          JsonNode *member = json_array_get_element (members, j);

          if (JSON_NODE_HOLDS_OBJECT (member))
            list_parts (walk, parts, json_node_get_object (member), depth + 1);
        }
    }
}

/**
 * _limner_facets_list_parts:
 * @document: the OpenAPI document, in which references are followed
 * @schema: the schema of an object
 *
 * Lists everything that together describes the members of an object: @schema itself, what it
 * refers to, and what it is put together from.
 *
 * Returns: (transfer container) (element-type JsonObject): the parts, @schema first
 */
GPtrArray *
_limner_facets_list_parts (JsonObject *document,
                           JsonObject *schema)
{
  GPtrArray *parts = g_ptr_array_new ();
  Walk walk = { document, 0 };

  list_parts (&walk, parts, schema, 0);
  return parts;
}
