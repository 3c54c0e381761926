/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-record.h"

#include <string.h>

#include "base/limner-file.h"
#include "base/limner-json.h"

/**
 * limner_engine_json_bytes:
 * @node: a JSON value
 *
 * Returns: (transfer full): its text
 */
GBytes *
limner_engine_json_bytes (JsonNode *node)
{
  char *text = limner_json_to_string (node, FALSE);

  return g_bytes_new_take (text, strlen (text));
}

static JsonNode *
copy_node (JsonNode *node)
{
  JsonNode *copy;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      copy = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (copy, limner_engine_json_copy (json_node_get_object (node)));
      return copy;
    }
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      JsonArray *items = json_array_sized_new (json_array_get_length (array));

      for (guint i = 0; i < json_array_get_length (array); i++)
        json_array_add_element (items, copy_node (json_array_get_element (array, i)));
      copy = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (copy, items);
      return copy;
    }
  if (JSON_NODE_HOLDS_VALUE (node))
    {
      g_auto(GValue) value = G_VALUE_INIT;

      json_node_get_value (node, &value);
      copy = json_node_new (JSON_NODE_VALUE);
      json_node_set_value (copy, &value);
      return copy;
    }
  return json_node_new (JSON_NODE_NULL);
}

/**
 * limner_engine_json_copy:
 * @object: an object
 *
 * Copies an object with all that is in it. json_node_copy() shares objects, arrays and values
 * instead, and they count their references in a way that only one thread may use: what two threads
 * hold is to be a copy for each.
 *
 * Returns: (transfer full): the copy
 */
JsonObject *
limner_engine_json_copy (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &member, &node))
    json_object_set_member (copy, member, copy_node (node));
  return copy;
}

/**
 * limner_engine_record_save:
 * @path: an absolute path
 * @record: what the engine wants to know after a restart
 *
 * Writes a record. The engine goes on without where the disk does not take it.
 */
void
limner_engine_record_save (const char *path,
                           JsonObject *record)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), record);
  g_autoptr(GBytes) bytes = limner_engine_json_bytes (node);
  g_autoptr(GError) error = NULL;

  if (!limner_file_write (path, bytes, &error))
    g_debug ("A record was not saved: %s", error->message);
}

/**
 * limner_engine_record_load:
 * @path: an absolute path
 * @max_bytes: the most that is read
 *
 * Returns: (transfer full) (nullable): the record; %NULL if there is none that can be read
 */
JsonObject *
limner_engine_record_load (const char *path,
                           gsize       max_bytes)
{
  g_autoptr(GBytes) bytes = limner_file_read (path, max_bytes, NULL);

  if (bytes == NULL)
    return NULL;
  return limner_json_parse_object (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                   max_bytes, NULL);
}
