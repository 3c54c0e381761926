/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"

#include "limner-style.h"

/* What the file says of itself, so that no other JSON is taken for a style. */
#define FORMAT "limner-style"
#define VERSION 1

#define MAX_BYTES (64 * 1024)

static gboolean
read_lab (JsonArray *array,
          LimnerLab *lab)
{
  float *parts[3] = { &lab->lightness, &lab->a, &lab->b };

  if (array == NULL || json_array_get_length (array) != 3)
    return FALSE;

  for (guint i = 0; i < 3; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node))
        return FALSE;
      *parts[i] = (float) CLAMP (json_node_get_double (node), -2, 2);
    }

  return TRUE;
}

static gboolean
read_colours (JsonArray   *array,
              LimnerStyle *self)
{
  if (array == NULL || json_array_get_length (array) != LIMNER_STYLE_COLOURS)
    return FALSE;

  for (guint i = 0; i < LIMNER_STYLE_COLOURS; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *colour;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return FALSE;
      colour = json_node_get_object (node);
      if (!read_lab (limner_json_get_array (colour, "lab"), &self->colours[i]))
        return FALSE;
      self->shares[i] = (float) CLAMP (limner_json_get_double (colour, "share", 0), 0, 1);
    }

  return TRUE;
}

/**
 * limner_style_from_bytes:
 * @bytes: what limner_style_to_bytes() wrote
 * @error: return location for an error
 *
 * Reads a style.
 *
 * Returns: (transfer full) (nullable): the style, or %NULL if this is none
 */
LimnerStyle *
limner_style_from_bytes (GBytes  *bytes,
                         GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr(JsonObject) object = limner_json_parse_object (data, size, MAX_BYTES, NULL);
  g_autoptr(LimnerStyle) self = g_new0 (LimnerStyle, 1);

  if (object == NULL || g_strcmp0 (limner_json_get_string (object, "format", NULL), FORMAT) != 0 ||
      limner_json_get_int (object, "version", 0) != VERSION ||
      !read_lab (limner_json_get_array (object, "mean"), &self->mean) ||
      !read_lab (limner_json_get_array (object, "spread"), &self->spread) ||
      !read_colours (limner_json_get_array (object, "colours"), self))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE,
                   "The weights are not a style that limner/style-trainer made.");
      return NULL;
    }

  self->stroke = (float) CLAMP (limner_json_get_double (object, "stroke", 0.02), 0.002, 0.2);
  self->roughness = (float) CLAMP (limner_json_get_double (object, "roughness", 0.5), 0, 1);
  self->direction = (float) CLAMP (limner_json_get_double (object, "direction", 0.5), 0, 1);
  self->trigger_word = g_strdup (limner_json_get_string (object, "trigger_word", ""));
  return g_steal_pointer (&self);
}

static JsonArray *
lab_to_array (LimnerLab lab)
{
  JsonArray *array = json_array_new ();

  json_array_add_double_element (array, lab.lightness);
  json_array_add_double_element (array, lab.a);
  json_array_add_double_element (array, lab.b);
  return array;
}

/**
 * limner_style_to_bytes:
 * @self: a style
 *
 * Returns: (transfer full): the style as JSON
 */
GBytes *
limner_style_to_bytes (const LimnerStyle *self)
{
  g_autoptr(JsonObject) object = json_object_new ();
  JsonArray *colours = json_array_new ();
  char *text;

  json_object_set_string_member (object, "format", FORMAT);
  json_object_set_int_member (object, "version", VERSION);
  json_object_set_string_member (object, "trigger_word", self->trigger_word);
  json_object_set_array_member (object, "mean", lab_to_array (self->mean));
  json_object_set_array_member (object, "spread", lab_to_array (self->spread));
  for (int i = 0; i < LIMNER_STYLE_COLOURS; i++)
    {
      JsonObject *colour = json_object_new ();

      json_object_set_array_member (colour, "lab", lab_to_array (self->colours[i]));
      json_object_set_double_member (colour, "share", self->shares[i]);
      json_array_add_object_element (colours, colour);
    }
  json_object_set_array_member (object, "colours", colours);
  json_object_set_double_member (object, "stroke", self->stroke);
  json_object_set_double_member (object, "roughness", self->roughness);
  json_object_set_double_member (object, "direction", self->direction);

  text = limner_json_object_to_string (object, TRUE);
  return g_bytes_new_take (text, strlen (text));
}

/**
 * limner_style_free:
 * @self: (transfer full): what was learned of pictures
 *
 * Frees what was learned.
 */
void
limner_style_free (LimnerStyle *self)
{
  g_free (self->trigger_word);
  g_free (self);
}
