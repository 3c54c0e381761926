/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dialects that are JSON. Which one it is shows by the names of the members. */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"

#include "limner-dialects-private.h"

static void
set_if_string (LimnerMetadata *self,
               JsonObject     *object,
               const char     *member,
               const char     *field)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autofree char *text = node != NULL ? _limner_dialect_node_to_text (node) : NULL;

  if (text != NULL)
    _limner_metadata_set_field (self, field, text);
}

static void
read_swarmui (LimnerMetadata *self,
              JsonObject     *object)
{
  JsonArray *models = limner_json_get_array (object, "sui_models");

  self->dialect = LIMNER_DIALECT_SWARMUI;
  _limner_metadata_set_members (self, limner_json_get_object (object, "sui_image_params"));
  if (models != NULL && json_array_get_length (models) > 0 &&
      JSON_NODE_HOLDS_OBJECT (json_array_get_element (models, 0)))
    set_if_string (self, json_array_get_object_element (models, 0), "hash", "model_hash");
}

/* Before version 3 the fields lay under "image", and the prompt was a list of weighted parts. */
static void
read_old_invokeai (LimnerMetadata *self,
                   JsonObject     *object)
{
  JsonObject *image = limner_json_get_object (object, "image");
  JsonArray *parts = limner_json_get_array (image, "prompt");

  self->dialect = LIMNER_DIALECT_INVOKEAI;
  if (parts != NULL && json_array_get_length (parts) > 0)
    {
      JsonNode *first = json_array_get_element (parts, 0);

      if (JSON_NODE_HOLDS_OBJECT (first))
        set_if_string (self, json_node_get_object (first), "prompt", "prompt");
    }
  set_if_string (self, object, "model_weights", "model");
  _limner_metadata_set_members (self, image);
  set_if_string (self, object, "app_version", "software");
}

static void
read_invokeai (LimnerMetadata *self,
               JsonObject     *object)
{
  JsonObject *model = limner_json_get_object (object, "model");

  self->dialect = LIMNER_DIALECT_INVOKEAI;
  if (model != NULL)
    {
      set_if_string (self, model, "name", "model");
      set_if_string (self, model, "model_name", "model");
      set_if_string (self, model, "hash", "model_hash");
    }
  _limner_metadata_set_members (self, object);
}

static void
read_draw_things (LimnerMetadata *self,
                  JsonObject     *object)
{
  self->dialect = LIMNER_DIALECT_DRAW_THINGS;
  set_if_string (self, object, "c", "prompt");
  _limner_metadata_set_members (self, object);
}

/* The source picture's strength is 1 minus ours there, but only NovelAI knows it as such; the
 * prompt may stand beside the JSON, in Description. */
static void
read_novelai (LimnerMetadata *self,
              JsonObject     *object)
{
  self->dialect = LIMNER_DIALECT_NOVELAI;
  _limner_metadata_set_members (self, object);
}

/* What lies in a picture's pixels: the texts that would stand in its file, as one object. */
static gboolean
read_texts (LimnerMetadata *self,
            JsonObject     *object)
{
  JsonNode *node = json_object_get_member (object, "Comment");
  g_autofree char *comment = _limner_dialect_node_to_text (node);

  if (comment == NULL || comment[0] != '{' || strstr (comment, "\"Comment\"") != NULL ||
      !_limner_dialect_read_json (self, comment))
    return FALSE;

  set_if_string (self, object, "Description", "prompt");
  set_if_string (self, object, "Source", "model");
  set_if_string (self, object, "Software", "software");
  return TRUE;
}

/**
 * _limner_dialect_read_record:
 * @self: metadata to fill
 * @text: JSON
 *
 * Reads our own full record.
 *
 * Returns: %TRUE if it is an object
 */
gboolean
_limner_dialect_read_record (LimnerMetadata *self,
                             const char     *text)
{
  g_autoptr(JsonObject) object = _limner_dialect_parse_json (text);
  JsonObject *model;
  JsonObject *input;

  if (object == NULL)
    return FALSE;

  self->dialect = LIMNER_DIALECT_LIMNER;
  g_free (self->record);
  self->record = g_strdup (text);
  model = limner_json_get_object (object, "model");
  if (model != NULL)
    {
      const char *owner = limner_json_get_string (model, "owner", NULL);
      const char *name = limner_json_get_string (model, "name", "");

      g_free (self->model);
      self->model = owner != NULL ? g_strdup_printf ("%s/%s", owner, name) : g_strdup (name);
      set_if_string (self, model, "version", "model_hash");
    }
  else
    set_if_string (self, object, "model", "model");

  set_if_string (self, object, "prompt", "prompt");
  set_if_string (self, object, "negative_prompt", "negative_prompt");
  set_if_string (self, object, "seed", "seed");
  set_if_string (self, object, "output", "batch_pos");
  set_if_string (self, object, "outputs", "batch_size");
  set_if_string (self, object, "app_version", "software");
  set_if_string (self, object, "width", "width");
  set_if_string (self, object, "height", "height");
  input = limner_json_get_object (object, "input");
  if (input != NULL)
    _limner_metadata_set_members (self, input);
  return TRUE;
}

/**
 * _limner_dialect_read_json:
 * @self: metadata to fill
 * @text: JSON as some program wrote it
 *
 * Finds out whose it is, and reads it.
 *
 * Returns: %TRUE if it was understood
 */
gboolean
_limner_dialect_read_json (LimnerMetadata *self,
                           const char     *text)
{
  g_autoptr(JsonObject) object = _limner_dialect_parse_json (text);

  if (object == NULL)
    return FALSE;

  if (limner_json_get_object (object, "sui_image_params") != NULL)
    read_swarmui (self, object);
  else if (_limner_dialect_is_comfyui (object))
    return _limner_dialect_read_comfyui (self, object);
  else if (limner_json_get_object (object, "image") != NULL)
    read_old_invokeai (self, object);
  else if (json_object_has_member (object, "Comment"))
    return read_texts (self, object);
  else if (json_object_has_member (object, "positive_prompt") ||
           json_object_has_member (object, "generation_mode"))
    read_invokeai (self, object);
  else if (json_object_has_member (object, "base_model") ||
           json_object_has_member (object, "performance"))
    {
      self->dialect = LIMNER_DIALECT_FOOOCUS;
      _limner_metadata_set_members (self, object);
    }
  else if (json_object_has_member (object, "c") && json_object_has_member (object, "sampler"))
    read_draw_things (self, object);
  else if (json_object_has_member (object, "uc") || json_object_has_member (object, "request_type"))
    read_novelai (self, object);
  else if (json_object_has_member (object, "prompt"))
    {
      self->dialect = LIMNER_DIALECT_UNKNOWN;
      _limner_metadata_set_members (self, object);
    }
  else
    return FALSE;

  return TRUE;
}
