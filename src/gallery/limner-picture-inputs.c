/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The inputs of a picture in words: with the titles and in the order of the model's schema where
 * that is known, else with what their names say. */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/limner-json.h"
#include "schema/limner-plain-text.h"
#include "store/limner-item-details.h"
#include "store/limner-store.h"

#include "limner-picture-inputs.h"

#define MAX_TITLE 120

static void
input_free (gpointer data)
{
  LimnerPictureInput *input = data;

  g_clear_pointer (&input->name, g_free);
  g_clear_pointer (&input->title, g_free);
  g_clear_pointer (&input->text, g_free);
  g_clear_pointer (&input->blobs, g_strfreev);
  g_free (input);
}

/* Adds the file that a value names, if it names one. */
static gboolean
add_blob (GStrvBuilder *blobs,
          JsonNode     *node)
{
  const char *sha256;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING ||
      !limner_store_parse_blob (json_node_get_string (node), &sha256))
    return FALSE;

  g_strv_builder_add (blobs, sha256);
  return TRUE;
}

/* The files of a value that is one file, or a list of nothing but files */
static char **
read_blobs (JsonNode *node)
{
  g_autoptr(GStrvBuilder) blobs = g_strv_builder_new ();

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (!add_blob (blobs, json_array_get_element (array, i)))
          return NULL;
      return json_array_get_length (array) > 0 ? g_strv_builder_end (blobs) : NULL;
    }
  return add_blob (blobs, node) ? g_strv_builder_end (blobs) : NULL;
}

static char *
read_text (JsonNode *node)
{
  char *text = limner_json_integer_text (node);

  if (text != NULL)
    return text;
  if (!JSON_NODE_HOLDS_VALUE (node))
    return limner_json_to_string (node, FALSE);
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? _("Yes") : _("No"));
  return limner_json_to_string (node, FALSE);
}

/* Without the schema only the names that all models share tell anything. */
static LimnerRole
guess_role (const char *name)
{
  static const struct { const char *name; LimnerRole role; } names[] = {
    { "prompt", LIMNER_ROLE_PROMPT },
    { "negative_prompt", LIMNER_ROLE_NEGATIVE_PROMPT },
    { "seed", LIMNER_ROLE_SEED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].name, name))
      return names[i].role;
  return LIMNER_ROLE_NONE;
}

static void
add_input (GPtrArray   *inputs,
           const char  *name,
           JsonNode    *node,
           LimnerField *field)
{
  LimnerPictureInput *input;

  if (JSON_NODE_HOLDS_NULL (node))
    return;

  input = g_new0 (LimnerPictureInput, 1);
  input->name = g_strdup (name);
  input->title = field != NULL ? g_strdup (limner_field_get_title (field))
                               : limner_plain_text_from_name (name, MAX_TITLE);
  input->role = field != NULL ? limner_field_get_role (field) : guess_role (name);
  if (field != NULL && limner_field_is_secret (field))
    input->text = g_strdup ("••••");
  else if ((input->blobs = read_blobs (node)) == NULL)
    input->text = read_text (node);
  g_ptr_array_add (inputs, input);
}

/**
 * limner_picture_inputs_read:
 * @json: (nullable): a JSON object with the inputs as they were sent
 * @schema: (nullable): of the model; it may be of another version
 *
 * Reads inputs. Those that the schema knows come first and in its order.
 *
 * Returns: (transfer container) (element-type LimnerPictureInput): the inputs that have a value
 */
GPtrArray *
limner_picture_inputs_read (const char   *json,
                            LimnerSchema *schema)
{
  GPtrArray *inputs = g_ptr_array_new_with_free_func (input_free);
  guint n_fields = schema != NULL ? limner_schema_get_n_fields (schema) : 0;
  g_autoptr(JsonObject) object = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (json != NULL)
    object = limner_json_parse_object (json, strlen (json), LIMNER_STORE_MAX_JSON, NULL);
  if (object == NULL)
    return inputs;

  for (guint i = 0; i < n_fields; i++)
    {
      LimnerField *field = limner_schema_get_field (schema, i);

      name = limner_field_get_name (field);
      if (json_object_has_member (object, name))
        add_input (inputs, name, json_object_get_member (object, name), field);
    }
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (schema == NULL || limner_schema_find_field (schema, name) == NULL)
      add_input (inputs, name, node, NULL);
  return inputs;
}
