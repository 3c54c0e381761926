/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"

#include "limner-output.h"

/* A schema says what should come; what comes may be a single address where a list was promised, a
 * null, or an object that holds files among texts. The value itself is walked: a string that has
 * the scheme of an address is a file where the schema promises files or where it looks like one.
 */
#define MAX_DEPTH 32

typedef struct
{
  GPtrArray *parts;
  GString   *path;
  gboolean   promises_files;
} Walk;

/**
 * limner_output_part_free:
 * @self: (transfer full): a part
 *
 * Frees a part.
 */
void
limner_output_part_free (LimnerOutputPart *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->path, g_free);
  g_free (self);
}

static gboolean
has_scheme (const char *text,
            const char *scheme)
{
  return g_ascii_strncasecmp (text, scheme, strlen (scheme)) == 0;
}

/* A sentence may begin with an address; a file's address has no white space in it. */
static gboolean
is_web_address (const char *text)
{
  return (has_scheme (text, "https://") || has_scheme (text, "http://")) &&
         strpbrk (text, " \t\r\n") == NULL;
}

static gboolean
has_media_extension (const char *address)
{
  static const char *const extensions[] = {
    "png", "jpg", "jpeg", "webp", "gif", "avif", "svg", "bmp", "tif", "tiff", "heic", "jxl", "mp4",
    "webm", "mov", "mp3", "wav", "flac", "ogg", "zip", "tar", "safetensors", "glb", "obj", "ply",
    "npy", "pdf", "psd",
  };
  gsize length = strcspn (address, "?#");
  g_autofree char *path = g_strndup (address, length);
  const char *dot = strrchr (path, '.');

  for (guint i = 0; dot != NULL && i < G_N_ELEMENTS (extensions); i++)
    {
      if (g_ascii_strcasecmp (dot + 1, extensions[i]) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_file (const char *text,
         gboolean    promises_files)
{
  if (has_scheme (text, "data:"))
    return strchr (text, ',') != NULL && (promises_files || strstr (text, ";base64,") != NULL);
  return is_web_address (text) && (promises_files || has_media_extension (text));
}

static void
add_part (Walk       *walk,
          gboolean    is_file_part,
          const char *text)
{
  LimnerOutputPart *part;

  if (walk->parts->len >= LIMNER_OUTPUT_MAX_PARTS)
    return;

  part = g_new0 (LimnerOutputPart, 1);
  part->is_file = is_file_part;
  part->text = g_strdup (text);
  part->path = g_strdup (walk->path->str);
  g_ptr_array_add (walk->parts, part);
}

static void
walk_value (Walk     *walk,
            JsonNode *node)
{
  g_autofree char *digits = limner_json_integer_text (node);
  const char *text = digits == NULL ? json_node_get_string (node) : NULL;

  if (text != NULL)
    {
      add_part (walk, is_file (text, walk->promises_files), text);
    }
  else
    {
      g_autofree char *written = limner_json_to_string (node, FALSE);

      add_part (walk, FALSE, written);
    }
}

static void
append_key (GString    *path,
            const char *key)
{
  g_string_append_c (path, '/');
  for (const char *p = key; *p != '\0'; p++)
    {
      if (*p == '~')
        g_string_append (path, "~0");
      else if (*p == '/')
        g_string_append (path, "~1");
      else
        g_string_append_c (path, *p);
    }
}

static void
walk_node (Walk     *walk,
           JsonNode *node,
           guint     depth)
{
  gsize length = walk->path->len;

  if (depth > MAX_DEPTH || walk->parts->len >= LIMNER_OUTPUT_MAX_PARTS || node == NULL)
    return;

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_string_append_printf (walk->path, "/%u", i);
          walk_node (walk, json_array_get_element (array, i), depth + 1);
          g_string_truncate (walk->path, length);
        }
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *key;
      JsonNode *member;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &key, &member))
        {
          append_key (walk->path, key);
          walk_node (walk, member, depth + 1);
          g_string_truncate (walk->path, length);
        }
    }
  else if (JSON_NODE_HOLDS_VALUE (node))
    {
      walk_value (walk, node);
    }
}

static gboolean
promises_files (LimnerSchema *schema)
{
  LimnerFieldKind kind = limner_schema_get_output_kind (schema);
  LimnerFieldKind item = limner_schema_get_output_item_kind (schema);

  return kind == LIMNER_FIELD_FILE ||
         (kind == LIMNER_FIELD_LIST && (item == LIMNER_FIELD_FILE || item == LIMNER_FIELD_LIST));
}

/**
 * limner_output_list_parts:
 * @output: (nullable): a prediction's output, of whatever shape
 * @schema: (nullable): the model's schema, which helps to tell files from texts
 *
 * Lists the files and texts that an output holds, in order. A null holds nothing. Where the schema
 * says that the pieces of a text belong together they are one part.
 *
 * Returns: (transfer full) (element-type LimnerOutputPart): the parts, not more than
 *   %LIMNER_OUTPUT_MAX_PARTS
 */
GPtrArray *
limner_output_list_parts (JsonNode     *output,
                          LimnerSchema *schema)
{
  g_autoptr(GString) path = g_string_new (NULL);
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_output_part_free);
  Walk walk = { parts, path, FALSE };

  g_return_val_if_fail (schema == NULL || LIMNER_IS_SCHEMA (schema), parts);

  if (output == NULL)
    return parts;

  if (schema != NULL && limner_schema_get_output_kind (schema) == LIMNER_FIELD_TEXT)
    {
      g_autofree char *text = limner_output_get_text (output, schema);

      if (*text != '\0')
        add_part (&walk, FALSE, text);
      return parts;
    }

  walk.promises_files = schema != NULL && promises_files (schema);
  walk_node (&walk, output, 0);
  return parts;
}

/**
 * limner_output_list_files:
 * @output: (nullable): a prediction's output
 * @schema: (nullable): the model's schema
 *
 * Returns: (transfer full): the addresses of the files in an output, in order
 */
char **
limner_output_list_files (JsonNode     *output,
                          LimnerSchema *schema)
{
  g_autoptr(GPtrArray) parts = limner_output_list_parts (output, schema);
  g_autoptr(GStrvBuilder) files = g_strv_builder_new ();

  for (guint i = 0; i < parts->len; i++)
    {
      LimnerOutputPart *part = g_ptr_array_index (parts, i);

      if (part->is_file)
        g_strv_builder_add (files, part->text);
    }

  return g_strv_builder_end (files);
}

static void
join_texts (JsonNode   *node,
            const char *separator,
            GString    *result,
            guint       depth)
{
  if (depth > MAX_DEPTH || node == NULL)
    return;

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        join_texts (json_array_get_element (array, i), separator, result, depth + 1);
    }
  else if (JSON_NODE_HOLDS_VALUE (node))
    {
      g_autofree char *digits = limner_json_integer_text (node);
      g_autofree char *written = json_node_get_string (node) == NULL && digits == NULL
                                   ? limner_json_to_string (node, FALSE) : NULL;

      if (result->len > 0)
        g_string_append (result, separator);
      if (digits == NULL && written == NULL)
        g_string_append (result, json_node_get_string (node));
      else
        g_string_append (result, digits != NULL ? digits : written);
    }
}

/**
 * limner_output_get_text:
 * @output: (nullable): a prediction's output
 * @schema: (nullable): the model's schema
 *
 * Reads an output as text: pieces are put together without anything between them where the model
 * streams words, else line by line. Objects and files are not part of it.
 *
 * Returns: (transfer full): the text, empty where there is none
 */
char *
limner_output_get_text (JsonNode     *output,
                        LimnerSchema *schema)
{
  gboolean is_stream = schema != NULL &&
                       limner_schema_get_output_kind (schema) == LIMNER_FIELD_TEXT;
  GString *text = g_string_new (NULL);

  join_texts (output, is_stream ? "" : "\n", text, 0);
  return g_string_free (text, FALSE);
}
