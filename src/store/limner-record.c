/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/limner-json.h"

#include "limner-record.h"
#include "limner-store-private.h"

/* The record inside a picture file: all that the library knows and that may be told, so that the
 * library can be made anew from the files. No token, no path, no name of the user.
 *
 *   { "schema": 1, "app": "Limner 0.1.0", "item": "…", "created": "RFC 3339",
 *     "model": { "name": "owner/name", "version": "…" }, "server": "…", "operation": "…",
 *     "input": { as sent, files as blob:<sha256> }, "prompt": "…", "prompt_typed": "…",
 *     "negative_prompt": "…", "seed": "…",
 *     "job": "…", "output": 0, "outputs": 4, "prediction": { "id": "…", "predict_time": 1.5 },
 *     "cost": { "amount": 0.01, "source": "…" }, "recipe": {…}, "raw": "…",
 *     "parents": ["…"],
 *     "history": [ what led to it, the nearest first: the same members as far as they tell how
 *       a picture was made ] }
 */
#define RECORD_SCHEMA 1

/* So much of what nobody understands is kept, in bytes. */
#define MAX_NOTE (64 * 1024)

static void
set_text (JsonObject *object,
          const char *member,
          const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, member, text);
}

static void
set_json (JsonObject *object,
          const char *member,
          const char *json)
{
  g_autoptr(JsonNode) node = NULL;

  if (json != NULL)
    node = limner_json_parse (json, (gsize) -1, LIMNER_STORE_MAX_JSON, NULL);
  if (node != NULL)
    json_object_set_member (object, member, g_steal_pointer (&node));
}

static void
set_time (JsonObject *object,
          gint64      microseconds)
{
  g_autoptr(GDateTime) seconds = g_date_time_new_from_unix_utc (microseconds / G_USEC_PER_SEC);
  g_autoptr(GDateTime) time = NULL;
  g_autofree char *text = NULL;

  if (seconds == NULL)
    return;
  time = g_date_time_add (seconds, microseconds % G_USEC_PER_SEC);
  text = g_date_time_format_iso8601 (time);
  set_text (object, "created", text);
}

static JsonObject *
make_model (const LimnerItemDetails *details)
{
  JsonObject *model = json_object_new ();

  set_text (model, "name", details->model);
  set_text (model, "version", details->version);
  return model;
}

/* How a picture was made, which is what pictures made from it tell of it too. */
static void
add_making (JsonObject              *record,
            const LimnerItemDetails *details)
{
  g_autofree char *item = g_strdup_printf ("%" G_GINT64_FORMAT, details->id);

  set_text (record, "item", item);
  set_time (record, details->created);
  json_object_set_object_member (record, "model", make_model (details));
  set_text (record, "server", details->server);
  set_text (record, "operation", details->operation);
  set_json (record, "input", details->input);
  set_text (record, "prompt", details->prompt);
  set_text (record, "prompt_typed", details->prompt_typed);
  set_text (record, "negative_prompt", details->negative_prompt);
  set_text (record, "seed", details->seed);
}

static JsonArray *
make_history (GPtrArray *ancestors)
{
  JsonArray *history = json_array_new ();

  for (guint i = 0; i < ancestors->len; i++)
    {
      JsonObject *record = json_object_new ();

      add_making (record, g_ptr_array_index (ancestors, i));
      json_array_add_object_element (history, record);
    }
  return history;
}

static JsonObject *
make_record (const LimnerItemDetails *details,
             GPtrArray               *ancestors)
{
  JsonObject *record = json_object_new ();

  json_object_set_int_member (record, "schema", RECORD_SCHEMA);
  set_text (record, "app", "Limner " PACKAGE_VERSION);
  add_making (record, details);
  set_text (record, "job", details->job);
  json_object_set_int_member (record, "output", details->output_index);
  if (details->n_outputs > 0)
    json_object_set_int_member (record, "outputs", details->n_outputs);
  if (details->prediction != NULL)
    {
      JsonObject *prediction = json_object_new ();

      set_text (prediction, "id", details->prediction);
      if (!isnan (details->predict_time))
        json_object_set_double_member (prediction, "predict_time", details->predict_time);
      json_object_set_object_member (record, "prediction", prediction);
    }
  if (!isnan (details->cost))
    {
      JsonObject *cost = json_object_new ();

      json_object_set_double_member (cost, "amount", details->cost);
      set_text (cost, "source", details->cost_source);
      json_object_set_object_member (record, "cost", cost);
    }
  set_json (record, "recipe", details->recipe);
  set_text (record, "raw", details->raw);
  if (details->parents != NULL)
    {
      JsonArray *parents = json_array_new ();

      for (guint i = 0; details->parents[i] != NULL; i++)
        json_array_add_string_element (parents, details->parents[i]);
      json_object_set_array_member (record, "parents", parents);
    }
  if (ancestors != NULL && ancestors->len > 0)
    json_object_set_array_member (record, "history", make_history (ancestors));
  return record;
}

static JsonNode *
find_input (JsonObject         *input,
            const char * const *names)
{
  for (guint i = 0; input != NULL && names[i] != NULL; i++)
    {
      JsonNode *node = json_object_get_member (input, names[i]);

      if (node != NULL && JSON_NODE_HOLDS_VALUE (node))
        return node;
    }
  return NULL;
}

static double
find_number (JsonObject         *input,
             const char * const *names,
             double              fallback)
{
  JsonNode *node = find_input (input, names);
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_NONE;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (node) : fallback;
}

/* The names under which models of the field ask for what A1111's text has a word for. */
static void
set_parameters (LimnerMetadata *metadata,
                JsonObject     *input)
{
  static const char * const steps[] = { "num_inference_steps", "steps", "num_steps", NULL };
  static const char * const sampler[] = { "scheduler", "sampler", NULL };
  static const char * const cfg[] = { "guidance_scale", "guidance", "cfg", "cfg_scale", NULL };
  static const char * const strength[] = { "prompt_strength", "strength", NULL };
  JsonNode *node = find_input (input, sampler);

  metadata->steps = (int) CLAMP (find_number (input, steps, 0), 0, 100000);
  metadata->cfg_scale = find_number (input, cfg, 0);
  metadata->strength = find_number (input, strength, -1);
  if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING)
    metadata->sampler = g_strdup (json_node_get_string (node));
}

static LimnerSourceType
get_source_type (const LimnerItemDetails *details)
{
  if (g_strcmp0 (details->server, "this-computer") == 0)
    return LIMNER_SOURCE_ALGORITHMIC;
  if (g_strcmp0 (details->operation, "edit") == 0 || g_strcmp0 (details->operation, "erase") == 0 ||
      g_strcmp0 (details->operation, "extend") == 0)
    return LIMNER_SOURCE_COMPOSITE;
  return LIMNER_SOURCE_GENERATED;
}

/**
 * limner_record_make:
 * @details: a picture
 * @ancestors: (nullable) (element-type LimnerItemDetails): the pictures that led to it, the nearest
 *   first
 *
 * Makes what is written into a picture's file.
 *
 * Returns: (transfer full): the metadata
 */
LimnerMetadata *
limner_record_make (LimnerItemDetails *details,
                    GPtrArray         *ancestors)
{
  g_autoptr(JsonObject) record = NULL;
  LimnerMetadata *metadata;

  g_return_val_if_fail (details != NULL, NULL);

  record = make_record (details, ancestors);
  metadata = limner_metadata_new ();
  metadata->dialect = LIMNER_DIALECT_LIMNER;
  metadata->source_type = get_source_type (details);
  metadata->prompt = g_strdup (details->prompt);
  metadata->negative_prompt = g_strdup (details->negative_prompt);
  metadata->seed = g_strdup (details->seed);
  metadata->batch_position = details->output_index;
  metadata->batch_size = details->n_outputs;
  metadata->width = details->width;
  metadata->height = details->height;
  metadata->model = g_strdup (details->model);
  metadata->model_version = g_strdup (details->version);
  metadata->software = g_strdup ("Limner " PACKAGE_VERSION);
  metadata->record = limner_json_object_to_string (record, FALSE);
  metadata->tags = g_strdupv (details->tags);
  metadata->rating = details->rating != 0 ? details->rating : LIMNER_METADATA_NO_RATING;
  set_parameters (metadata, limner_json_get_object (record, "input"));
  return metadata;
}

static void
take_text (JsonObject  *object,
           const char  *member,
           char       **field)
{
  const char *text = limner_json_get_string (object, member, NULL);

  if (text == NULL || *text == '\0')
    return;
  g_free (*field);
  *field = g_strdup (text);
}

static void
take_json (JsonObject  *object,
           const char  *member,
           char       **field)
{
  JsonObject *value = limner_json_get_object (object, member);

  if (value == NULL)
    return;
  g_free (*field);
  *field = limner_json_object_to_string (value, FALSE);
}

static void
take_parents (JsonObject        *record,
              LimnerItemDetails *details)
{
  JsonArray *array = limner_json_get_array (record, "parents");
  g_autoptr(GStrvBuilder) builder = NULL;

  if (array == NULL || json_array_get_length (array) == 0)
    return;

  builder = g_strv_builder_new ();
  for (guint i = 0; i < MIN (json_array_get_length (array), 64); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
          _limner_store_parse_id (json_node_get_string (node)) > 0)
        g_strv_builder_add (builder, json_node_get_string (node));
    }
  g_clear_pointer (&details->parents, g_strfreev);
  details->parents = g_strv_builder_end (builder);
}

/* A seed is a number, which may be too large for JSON's readers. */
static void
take_digits (JsonObject  *object,
             const char  *member,
             char       **field)
{
  const char *text = limner_json_get_string (object, member, "");
  gsize start = *text == '-';

  if (strspn (text + start, "0123456789") == strlen (text + start) && text[start] != '\0')
    take_text (object, member, field);
}

static void
read_own_record (const char        *text,
                 LimnerItemDetails *details)
{
  g_autoptr(JsonObject) record = NULL;
  g_autoptr(GDateTime) created = NULL;
  JsonObject *part;

  record = limner_json_parse_object (text, (gsize) -1, LIMNER_STORE_MAX_JSON, NULL);
  if (record == NULL)
    return;

  details->id = _limner_store_parse_id (limner_json_get_string (record, "item", NULL));
  created = limner_json_get_time (record, "created");
  if (created != NULL)
    details->created = g_date_time_to_unix (created) * G_USEC_PER_SEC +
                       g_date_time_get_microsecond (created);
  part = limner_json_get_object (record, "model");
  take_text (part, "name", &details->model);
  take_text (part, "version", &details->version);
  take_text (record, "server", &details->server);
  take_text (record, "operation", &details->operation);
  take_json (record, "input", &details->input);
  take_text (record, "prompt", &details->prompt);
  take_text (record, "prompt_typed", &details->prompt_typed);
  take_text (record, "negative_prompt", &details->negative_prompt);
  take_digits (record, "seed", &details->seed);
  take_text (record, "job", &details->job);
  details->output_index = (int) CLAMP (limner_json_get_int (record, "output", 0), 0, 100000);
  details->n_outputs = (int) CLAMP (limner_json_get_int (record, "outputs", 0), 0, 100000);
  part = limner_json_get_object (record, "prediction");
  take_text (part, "id", &details->prediction);
  details->predict_time = limner_json_get_double (part, "predict_time", NAN);
  part = limner_json_get_object (record, "cost");
  details->cost = limner_json_get_double (part, "amount", NAN);
  take_text (part, "source", &details->cost_source);
  take_json (record, "recipe", &details->recipe);
  take_text (record, "raw", &details->raw);
  take_parents (record, details);
}

static char *
dup_bounded (const char *text)
{
  return text != NULL && strlen (text) <= LIMNER_STORE_MAX_TEXT ? g_strdup (text) : NULL;
}

/* The beginning of a text, as much of it as anybody reads */
static char *
dup_beginning (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  if (text == NULL)
    return NULL;
  if (length > MAX_NOTE)
    {
      length = MAX_NOTE;
      while (length > 0 && (text[length] & 0xc0) == 0x80)
        length--;
    }
  return g_strndup (text, length);
}

/* Other programs' settings become inputs, so that they can be searched and used again. What nobody
 * understands is kept as a note. */
static void
read_foreign (const LimnerMetadata *metadata,
              LimnerItemDetails    *details)
{
  g_autoptr(JsonObject) input = limner_metadata_to_input (metadata);

  if (json_object_get_size (input) > 0)
    {
      g_autofree char *text = limner_json_object_to_string (input, FALSE);

      if (strlen (text) <= LIMNER_STORE_MAX_JSON)
        details->input = g_steal_pointer (&text);
    }
  if (metadata->dialect == LIMNER_DIALECT_UNKNOWN)
    details->notes = dup_beginning (metadata->raw);
}

/**
 * limner_record_read:
 * @metadata: what a file says, in any dialect
 * @details: what is filled in, as far as the file says it
 *
 * Turns what a picture says about itself into what the library keeps.
 */
void
limner_record_read (const LimnerMetadata *metadata,
                    LimnerItemDetails    *details)
{
  g_return_if_fail (metadata != NULL);
  g_return_if_fail (details != NULL);

  details->prompt = dup_bounded (metadata->prompt);
  details->negative_prompt = dup_bounded (metadata->negative_prompt);
  details->seed = dup_bounded (metadata->seed);
  details->output_index = metadata->batch_position;
  details->n_outputs = metadata->batch_size;
  details->model = dup_bounded (metadata->model);
  details->version = dup_bounded (metadata->model_version);
  details->tags = g_strdupv (metadata->tags);
  if (metadata->rating != LIMNER_METADATA_NO_RATING)
    details->rating = CLAMP (metadata->rating, -1, 5);
  if (metadata->record != NULL)
    read_own_record (metadata->record, details);
  else
    read_foreign (metadata, details);
}
