/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the dialects have in common: every program has its own name for the same few fields. */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/limner-json.h"

#include "limner-dialects-private.h"

#define MAX_EXTRA 512

typedef enum
{
  FIELD_PROMPT,
  FIELD_NEGATIVE,
  FIELD_SEED,
  FIELD_STEPS,
  FIELD_SAMPLER,
  FIELD_CFG,
  FIELD_STRENGTH,
  FIELD_WIDTH,
  FIELD_HEIGHT,
  FIELD_SIZE,
  FIELD_BATCH_SIZE,
  FIELD_BATCH_POSITION,
  FIELD_MODEL,
  FIELD_VERSION,
  FIELD_SOFTWARE,
} Field;

static const struct { const char *name; Field field; } names[] = {
  { "prompt", FIELD_PROMPT },
  { "positive_prompt", FIELD_PROMPT },
  { "negative_prompt", FIELD_NEGATIVE },
  { "negativeprompt", FIELD_NEGATIVE },
  { "uc", FIELD_NEGATIVE },
  { "seed", FIELD_SEED },
  { "noise_seed", FIELD_SEED },
  { "steps", FIELD_STEPS },
  { "num_inference_steps", FIELD_STEPS },
  { "num_steps", FIELD_STEPS },
  { "sampler", FIELD_SAMPLER },
  { "sampler_name", FIELD_SAMPLER },
  { "scheduler", FIELD_SAMPLER },
  { "cfg_scale", FIELD_CFG },
  { "cfgscale", FIELD_CFG },
  { "cfg", FIELD_CFG },
  { "guidance_scale", FIELD_CFG },
  { "guidance", FIELD_CFG },
  { "scale", FIELD_CFG },
  { "denoising_strength", FIELD_STRENGTH },
  { "prompt_strength", FIELD_STRENGTH },
  { "strength", FIELD_STRENGTH },
  { "denoise", FIELD_STRENGTH },
  { "initimagecreativity", FIELD_STRENGTH },
  { "width", FIELD_WIDTH },
  { "height", FIELD_HEIGHT },
  { "size", FIELD_SIZE },
  { "resolution", FIELD_SIZE },
  { "batch_size", FIELD_BATCH_SIZE },
  { "batch_pos", FIELD_BATCH_POSITION },
  { "model", FIELD_MODEL },
  { "base_model", FIELD_MODEL },
  { "ckpt_name", FIELD_MODEL },
  { "unet_name", FIELD_MODEL },
  { "model_hash", FIELD_VERSION },
  { "base_model_hash", FIELD_VERSION },
  { "version", FIELD_SOFTWARE },
  { "app_version", FIELD_SOFTWARE },
  { "swarm_version", FIELD_SOFTWARE },
  { "software", FIELD_SOFTWARE },
};

/* First come, first served: what a program names first is what it means. */
static void
take_text (char       **slot,
           const char  *value)
{
  if (*slot == NULL && value[0] != '\0')
    *slot = g_strdup (value);
}

static void
take_seed (LimnerMetadata *self,
           const char     *value)
{
  gsize length = strspn (value, "0123456789");

  if (self->seed == NULL && length > 0 && length <= 20 && value[length] == '\0')
    self->seed = g_strdup (value);
}

static void
take_number (double     *slot,
             double      unknown,
             const char *value,
             double      maximum)
{
  double number = g_ascii_strtod (value, NULL);

  if (*slot == unknown && number >= 0.0 && number <= maximum)
    *slot = number;
}

static void
take_int (int        *slot,
          const char *value,
          int         maximum)
{
  gint64 number = g_ascii_strtoll (value, NULL, 10);

  if (*slot == 0 && number > 0 && number <= maximum)
    *slot = (int) number;
}

/* "512x768", "(512, 768)", "512 × 768" */
static void
take_size (LimnerMetadata *self,
           const char     *value)
{
  const char *p = value;
  int sides[2] = { 0, 0 };

  for (int i = 0; i < 2; i++)
    {
      while (*p != '\0' && !g_ascii_isdigit (*p))
        p++;
      take_int (&sides[i], p, G_MAXINT32);
      while (g_ascii_isdigit (*p))
        p++;
    }
  if (sides[1] > 0 && self->width == 0)
    {
      self->width = sides[0];
      self->height = sides[1];
    }
}

static char *
normalise (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_strdup (g_strdelimit (g_strstrip (lower), " -", '_'));
}

static void
take_field (LimnerMetadata *self,
            Field           field,
            const char     *value)
{
  switch (field)
    {
    case FIELD_PROMPT:
      take_text (&self->prompt, value);
      break;
    case FIELD_NEGATIVE:
      take_text (&self->negative_prompt, value);
      break;
    case FIELD_SEED:
      take_seed (self, value);
      break;
    case FIELD_STEPS:
      take_int (&self->steps, value, 100000);
      break;
    case FIELD_SAMPLER:
      if (g_ascii_strcasecmp (value, "undefined") != 0)
        take_text (&self->sampler, value);
      break;
    case FIELD_CFG:
      take_number (&self->cfg_scale, 0.0, value, 10000.0);
      break;
    case FIELD_STRENGTH:
      take_number (&self->strength, -1.0, value, 1.0);
      break;
    case FIELD_WIDTH:
      take_int (&self->width, value, G_MAXINT32);
      break;
    case FIELD_HEIGHT:
      take_int (&self->height, value, G_MAXINT32);
      break;
    case FIELD_SIZE:
      take_size (self, value);
      break;
    case FIELD_BATCH_SIZE:
      take_int (&self->batch_size, value, 100000);
      break;
    case FIELD_BATCH_POSITION:
      take_int (&self->batch_position, value, 100000);
      break;
    case FIELD_MODEL:
      take_text (&self->model, value);
      break;
    case FIELD_VERSION:
      take_text (&self->model_version, value);
      break;
    case FIELD_SOFTWARE:
      take_text (&self->software, value);
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * _limner_metadata_set_field:
 * @self: metadata
 * @name: what some program calls a field
 * @value: its value as text
 *
 * Puts a field where it belongs; one that has no place goes to the extra ones. A field that is
 * already known is not replaced.
 */
void
_limner_metadata_set_field (LimnerMetadata *self,
                            const char     *name,
                            const char     *value)
{
  g_autofree char *key = normalise (name);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i].name, key) == 0)
      {
        take_field (self, names[i].field, value);
        return;
      }

  if (value[0] != '\0' && json_object_get_size (self->extra) < MAX_EXTRA &&
      !json_object_has_member (self->extra, name))
    json_object_set_string_member (self->extra, name, value);
}

/**
 * _limner_dialect_node_to_text:
 * @node: a JSON value
 *
 * Writes a value as text: strings and numbers plain, all else as JSON.
 *
 * Returns: (transfer full) (nullable): the text; %NULL for null
 */
char *
_limner_dialect_node_to_text (JsonNode *node)
{
  char *digits;

  if (JSON_NODE_HOLDS_NULL (node))
    return NULL;

  digits = limner_json_integer_text (node);
  if (digits != NULL)
    return digits;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  return limner_json_to_string (node, FALSE);
}

/**
 * _limner_metadata_set_members:
 * @self: metadata
 * @object: a JSON object of fields
 *
 * Puts every member of an object where it belongs.
 */
void
_limner_metadata_set_members (LimnerMetadata *self,
                              JsonObject     *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      g_autofree char *text = _limner_dialect_node_to_text (node);

      if (text != NULL)
        _limner_metadata_set_field (self, name, text);
    }
}

/* Python writes numbers that JSON does not have. Outside of strings they can only stand alone. */
static char *
without_odd_numbers (const char *text)
{
  static const char *const odd[] = { "-Infinity", "Infinity", "NaN" };
  GString *cleaned = g_string_sized_new (strlen (text));
  gboolean in_string = FALSE;

  for (const char *p = text; *p != '\0';)
    {
      gsize length = 0;

      if (*p == '"')
        in_string = !in_string;
      for (gsize i = 0; !in_string && length == 0 && i < G_N_ELEMENTS (odd); i++)
        if (g_str_has_prefix (p, odd[i]))
          length = strlen (odd[i]);

      if (length > 0)
        g_string_append (cleaned, "null");
      else
        {
          length = in_string && *p == '\\' && p[1] != '\0' ? 2 : 1;
          g_string_append_len (cleaned, p, (gssize) length);
        }
      p += length;
    }

  return g_string_free (cleaned, FALSE);
}

/**
 * _limner_dialect_parse_json:
 * @text: JSON as some program wrote it
 *
 * Parses an object; Python's NaN and Infinity, which are no JSON, are read as null.
 *
 * Returns: (transfer full) (nullable): the object
 */
JsonObject *
_limner_dialect_parse_json (const char *text)
{
  g_autofree char *cleaned = NULL;
  gsize length = strlen (text);
  JsonObject *object;

  object = limner_json_parse_object (text, length, LIMNER_DIALECT_MAX_JSON, NULL);
  if (object != NULL || length > LIMNER_DIALECT_MAX_JSON ||
      (strstr (text, "NaN") == NULL && strstr (text, "Infinity") == NULL))
    return object;

  cleaned = without_odd_numbers (text);
  return limner_json_parse_object (cleaned, strlen (cleaned), LIMNER_DIALECT_MAX_JSON, NULL);
}

static void
put_text (JsonObject *input,
          const char *name,
          const char *value)
{
  if (value != NULL && value[0] != '\0')
    json_object_set_string_member (input, name, value);
}

static void
put_number (JsonObject *input,
            const char *name,
            double      value,
            double      unknown)
{
  if (value == unknown)
    return;
  if (value == (double) (gint64) value)
    json_object_set_int_member (input, name, (gint64) value);
  else
    json_object_set_double_member (input, name, value);
}

static void
put_extra_cb (JsonObject *extra,
              const char *name,
              JsonNode   *node,
              gpointer    user_data)
{
  if (!json_object_has_member (user_data, name))
    json_object_set_member (user_data, name, json_node_copy (node));
}

/**
 * limner_metadata_to_input:
 * @self: metadata of any dialect
 *
 * Writes the settings as a model's inputs, by the names that most models have for them. Forms find
 * their fields by these names or by what they mean.
 *
 * Returns: (transfer full): a JSON object, empty if no setting is known
 */
JsonObject *
limner_metadata_to_input (const LimnerMetadata *self)
{
  JsonObject *input;

  g_return_val_if_fail (self != NULL, NULL);

  input = json_object_new ();
  put_text (input, "prompt", self->prompt);
  put_text (input, "negative_prompt", self->negative_prompt);
  put_number (input, "width", self->width, 0);
  put_number (input, "height", self->height, 0);
  put_number (input, "num_inference_steps", self->steps, 0);
  put_number (input, "guidance_scale", self->cfg_scale, 0);
  put_text (input, "scheduler", self->sampler);
  put_number (input, "prompt_strength", self->strength, -1);
  if (self->seed != NULL)
    json_object_set_member (input, "seed", limner_json_integer_node (self->seed));
  json_object_foreach_member (self->extra, put_extra_cb, input);
  return input;
}
