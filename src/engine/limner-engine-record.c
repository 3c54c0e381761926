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
