/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "image/limner-data-uri.h"

#include "limner-engine-input.h"

/* Inputs hold files as data: URLs, which can be as long as a request may be. Short ones do not
 * count, in bytes. */
#define SHORT 1024

static gboolean
is_file (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
         limner_data_uri_is (json_node_get_string (node)) &&
         strlen (json_node_get_string (node)) > SHORT;
}

static gsize
measure (JsonNode *node)
{
  gsize size = 0;

  if (is_file (node))
    return strlen (json_node_get_string (node));

  if (JSON_NODE_HOLDS_OBJECT (node))
    return limner_engine_input_measure (json_node_get_object (node));

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        size += measure (json_array_get_element (array, i));
    }
  return size;
}

/**
 * limner_engine_input_measure:
 * @input: an input that was validated, so that it is not deep
 *
 * Returns: how many bytes its `data:` URLs take
 */
gsize
limner_engine_input_measure (JsonObject *input)
{
  g_autoptr(GList) values = json_object_get_values (input);
  gsize size = 0;

  for (GList *l = values; l != NULL; l = l->next)
    size += measure (l->data);
  return size;
}

static JsonNode *
copy_without_files (JsonNode *node)
{
  JsonArray *array;
  JsonNode *copy;

  if (is_file (node))
    return json_node_init_string (json_node_alloc (), "data:,");

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      copy = json_node_alloc ();
      json_node_init (copy, JSON_NODE_OBJECT);
      json_node_take_object (copy,
                             limner_engine_input_without_files (json_node_get_object (node)));
      return copy;
    }

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return json_node_copy (node);

  array = json_array_new ();
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    json_array_add_element (array,
                            copy_without_files (json_array_get_element (json_node_get_array (node),
                                                                        i)));
  copy = json_node_init_array (json_node_alloc (), array);
  json_array_unref (array);
  return copy;
}

/**
 * limner_engine_input_without_files:
 * @input: an input that was validated, so that it is not deep
 *
 * Returns: (transfer full): a copy in which `data:` URLs are empty
 */
JsonObject *
limner_engine_input_without_files (JsonObject *input)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, input);
  while (json_object_iter_next_ordered (&iter, &member, &value))
    json_object_set_member (copy, member, copy_without_files (value));
  return copy;
}
