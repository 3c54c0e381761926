/* SPDX-License-Identifier: GPL-3.0-or-later */

/* ComfyUI keeps no list of settings but the graph that made the picture:
 *
 *   { "3": { "class_type": "KSampler",
 *            "inputs": { "seed": 5, "positive": ["6", 0], "model": ["4", 0], … } }, … }
 *
 * An input is a value or a link [node, output]. The settings are those that lie upstream of the
 * sampler: nearest first. */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"

#include "limner-dialects-private.h"

#define MAX_NODES 4096

static JsonObject *
get_node (JsonObject *graph,
          const char *id)
{
  return limner_json_get_object (graph, id);
}

/* Returns the node that an input is linked to, if it is. */
static const char *
get_link (JsonNode *input)
{
  JsonArray *array;
  JsonNode *first;

  if (!JSON_NODE_HOLDS_ARRAY (input))
    return NULL;

  array = json_node_get_array (input);
  if (json_array_get_length (array) != 2)
    return NULL;

  first = json_array_get_element (array, 0);
  return JSON_NODE_HOLDS_VALUE (first) && json_node_get_value_type (first) == G_TYPE_STRING
           ? json_node_get_string (first) : NULL;
}

/* Looks for the first of @names that has a plain value, breadth first from node @start against the
 * links. The links called as in @not are not followed from the first node. */
static char *
find_upstream (JsonObject        *graph,
               const char        *start,
               const char *const *names,
               const char *const *not)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) queue = g_ptr_array_new ();

  g_ptr_array_add (queue, (gpointer) start);
  g_hash_table_add (seen, (gpointer) start);
  for (guint i = 0; i < queue->len && i < MAX_NODES; i++)
    {
      JsonObject *node = get_node (graph, g_ptr_array_index (queue, i));
      JsonObject *inputs = node != NULL ? limner_json_get_object (node, "inputs") : NULL;
      JsonObjectIter iter;
      const char *name;
      JsonNode *input;

      if (inputs == NULL)
        continue;
      for (guint j = 0; names[j] != NULL; j++)
        {
          input = json_object_get_member (inputs, names[j]);
          if (input != NULL && JSON_NODE_HOLDS_VALUE (input))
            return _limner_dialect_node_to_text (input);
        }

      json_object_iter_init_ordered (&iter, inputs);
      while (json_object_iter_next_ordered (&iter, &name, &input))
        {
          const char *link = get_link (input);

          if (link != NULL && (i > 0 || !g_strv_contains (not, name)) &&
              g_hash_table_add (seen, (gpointer) link))
            g_ptr_array_add (queue, (gpointer) link);
        }
    }

  return NULL;
}

static gboolean
is_sampler (JsonObject *node)
{
  JsonObject *inputs = limner_json_get_object (node, "inputs");
  const char *type = limner_json_get_string (node, "class_type", "");

  return inputs != NULL && strstr (type, "Sampler") != NULL &&
         (json_object_has_member (inputs, "positive") ||
          json_object_has_member (inputs, "guider") ||
          json_object_has_member (inputs, "seed") || json_object_has_member (inputs, "noise_seed"));
}

/* With several samplers the first in the graph made the picture, the others refine it. */
static const char *
find_sampler (JsonObject *graph)
{
  JsonObjectIter iter;
  const char *id;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, graph);
  while (json_object_iter_next_ordered (&iter, &id, &value))
    if (JSON_NODE_HOLDS_OBJECT (value) && is_sampler (json_node_get_object (value)))
      return id;

  return NULL;
}

static void
find_field (LimnerMetadata    *self,
            JsonObject        *graph,
            const char        *sampler,
            const char        *field,
            const char *const *names)
{
  static const char *const prompts[] = { "positive", "negative", NULL };
  g_autofree char *value = find_upstream (graph, sampler, names, prompts);

  if (value != NULL)
    _limner_metadata_set_field (self, field, value);
}

static void
find_prompt (LimnerMetadata    *self,
             JsonObject        *graph,
             JsonObject        *inputs,
             const char        *field,
             const char *const *links)
{
  static const char *const texts[] = {
    "text", "text_g", "prompt", "t5xxl", "clip_l", "string", "value", "positive", NULL
  };
  static const char *const none[] = { "negative", NULL };

  for (guint i = 0; links[i] != NULL; i++)
    {
      JsonNode *input = json_object_get_member (inputs, links[i]);
      const char *link = input != NULL ? get_link (input) : NULL;
      g_autofree char *text = link != NULL ? find_upstream (graph, link, texts, none) : NULL;

      if (text != NULL)
        {
          _limner_metadata_set_field (self, field, text);
          return;
        }
    }
}

/**
 * _limner_dialect_is_comfyui:
 * @graph: a JSON object
 *
 * Tells whether it is ComfyUI's executed graph.
 *
 * Returns: %TRUE if so
 */
gboolean
_limner_dialect_is_comfyui (JsonObject *graph)
{
  JsonObjectIter iter;
  JsonNode *value;

  json_object_iter_init (&iter, graph);
  while (json_object_iter_next (&iter, NULL, &value))
    if (JSON_NODE_HOLDS_OBJECT (value) &&
        limner_json_get_string (json_node_get_object (value), "class_type", NULL) != NULL)
      return TRUE;

  return FALSE;
}

/**
 * _limner_dialect_read_comfyui:
 * @self: metadata to fill
 * @graph: the executed graph
 *
 * Finds the settings in the graph.
 *
 * Returns: %TRUE; a graph without a sampler gives only the dialect
 */
gboolean
_limner_dialect_read_comfyui (LimnerMetadata *self,
                              JsonObject     *graph)
{
  static const char *const seeds[] = { "seed", "noise_seed", NULL };
  static const char *const steps[] = { "steps", NULL };
  static const char *const samplers[] = { "sampler_name", NULL };
  static const char *const scales[] = { "cfg", "guidance", NULL };
  static const char *const strengths[] = { "denoise", NULL };
  static const char *const widths[] = { "width", NULL };
  static const char *const heights[] = { "height", NULL };
  static const char *const models[] = { "ckpt_name", "unet_name", "model_name", NULL };
  static const char *const schedulers[] = { "scheduler", NULL };
  static const char *const positive[] = { "positive", "guider", "conditioning", NULL };
  static const char *const negative[] = { "negative", NULL };
  const char *sampler = find_sampler (graph);
  g_autofree char *scheduler = NULL;
  JsonObject *inputs;

  self->dialect = LIMNER_DIALECT_COMFYUI;
  if (sampler == NULL)
    return TRUE;

  inputs = limner_json_get_object (get_node (graph, sampler), "inputs");
  find_prompt (self, graph, inputs, "prompt", positive);
  find_prompt (self, graph, inputs, "negative_prompt", negative);
  find_field (self, graph, sampler, "seed", seeds);
  find_field (self, graph, sampler, "steps", steps);
  find_field (self, graph, sampler, "sampler", samplers);
  find_field (self, graph, sampler, "cfg", scales);
  find_field (self, graph, sampler, "denoise", strengths);
  find_field (self, graph, sampler, "width", widths);
  find_field (self, graph, sampler, "height", heights);
  find_field (self, graph, sampler, "model", models);
  scheduler = find_upstream (graph, sampler, schedulers, negative);
  if (scheduler != NULL)
    json_object_set_string_member (self->extra, "scheduler", scheduler);
  return TRUE;
}
