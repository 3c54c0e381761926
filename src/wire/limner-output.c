/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"

#include "limner-output.h"

/* A schema says what should come; what comes may be a single address where a list was promised, a
 * null, or an object that holds files among texts. So the value itself is walked, and any string
 * that is an address from its first to its last character is a file.
 */
#define MAX_DEPTH 32

static gboolean
has_scheme (const char *text,
            const char *scheme)
{
  return g_ascii_strncasecmp (text, scheme, strlen (scheme)) == 0;
}

/**
 * limner_output_is_file:
 * @text: a string out of an output
 *
 * Tells the address of a file from a text: a sentence may begin with an address, but a file's
 * address has no white space in it.
 *
 * Returns: whether it is a `https:`, `http:` or `data:` address
 */
gboolean
limner_output_is_file (const char *text)
{
  if (has_scheme (text, "data:"))
    return strchr (text, ',') != NULL && strcspn (text, " \t\r\n") > strcspn (text, ",");
  return (has_scheme (text, "https://") || has_scheme (text, "http://")) &&
         strpbrk (text, " \t\r\n") == NULL;
}

static const char *
get_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         ? json_node_get_string (node) : NULL;
}

static void
collect_files (JsonNode  *node,
               guint      depth,
               GPtrArray *files)
{
  const char *text = get_string (node);

  if (files->len >= LIMNER_OUTPUT_MAX_FILES || depth > MAX_DEPTH)
    return;

  if (text != NULL && limner_output_is_file (text))
    {
      g_ptr_array_add (files, g_strdup (text));
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        collect_files (json_array_get_element (array, i), depth + 1, files);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      JsonObjectIter iter;
      const char *member;
      JsonNode *value;

      json_object_iter_init_ordered (&iter, object);
      while (json_object_iter_next_ordered (&iter, &member, &value))
        collect_files (value, depth + 1, files);
    }
}

/**
 * limner_output_dup_files:
 * @output: (nullable): a prediction's output, of whatever shape
 *
 * Gathers the addresses in an output, however it is nested, in order.
 *
 * Returns: (transfer full): the addresses, maybe none, not more than %LIMNER_OUTPUT_MAX_FILES
 */
char **
limner_output_dup_files (JsonNode *output)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (g_free);

  if (output != NULL)
    collect_files (output, 0, files);
  g_ptr_array_add (files, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&files), FALSE);
}

/* Joins pieces of text; %NULL where something else is among them. */
static char *
join_pieces (JsonArray *array)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *piece = get_string (json_array_get_element (array, i));

      if (piece == NULL)
        return NULL;
      g_string_append (text, piece);
    }
  return g_strdup (text->str);
}

/**
 * limner_output_dup_text:
 * @output: (nullable): a prediction's output, of whatever shape
 *
 * Reads an output that holds no file as text: a string, pieces of a text with nothing between them,
 * and anything else (figures, objects) as JSON.
 *
 * Returns: (transfer full) (nullable): the text; %NULL where there is none, or there are files
 */
char *
limner_output_dup_text (JsonNode *output)
{
  g_auto(GStrv) files = limner_output_dup_files (output);
  char *text = NULL;

  if (output == NULL || JSON_NODE_HOLDS_NULL (output) || files[0] != NULL)
    return NULL;
  if (get_string (output) != NULL)
    return g_strdup (get_string (output));
  if (JSON_NODE_HOLDS_ARRAY (output))
    {
      if (json_array_get_length (json_node_get_array (output)) == 0)
        return NULL;
      text = join_pieces (json_node_get_array (output));
    }
  return text != NULL ? text : limner_json_to_string (output, TRUE);
}
