/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-model.h"

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "base/limner-json.h"

#include "limner-engine-id.h"
#include "limner-engine-validate.h"

#define MAX_SCHEMA_BYTES  (4u * 1024 * 1024)
#define MAX_WEIGHTS_BYTES (64u * 1024 * 1024)
#define COG_VERSION       "0.16.12"

/* The input through which a painter gets what a training made, as on the service. */
#define WEIGHTS_INPUT "replicate_weights"

static LimnerEngineShape
read_shape (JsonObject *document)
{
  JsonObject *output = limner_engine_schema_find (document, "Output");
  JsonObject *items;

  if (output == NULL)
    return LIMNER_ENGINE_SHAPE_FILE;

  output = limner_engine_schema_resolve (document, output);
  items = limner_json_get_object (output, "items");
  if (items != NULL)
    return g_strcmp0 (limner_json_get_string (items, "format", NULL), "uri") == 0
           ? LIMNER_ENGINE_SHAPE_FILES : LIMNER_ENGINE_SHAPE_TEXTS;
  return g_strcmp0 (limner_json_get_string (output, "format", NULL), "uri") == 0
         ? LIMNER_ENGINE_SHAPE_FILE : LIMNER_ENGINE_SHAPE_TEXT;
}

/* What was read is frozen; this can be changed. */
static JsonObject *
thaw (JsonObject  *frozen,
      GError     **error)
{
  g_autofree char *text = limner_json_object_to_string (frozen, FALSE);
  g_autoptr(JsonNode) copy = json_from_string (text, error);

  return copy != NULL ? json_node_dup_object (copy) : NULL;
}

/* Cog describes the input of a training beside that of a prediction. */
static void
add_training (JsonObject *document)
{
  JsonObject *schemas = limner_json_get_object (limner_json_get_object (document, "components"),
                                                "schemas");
  JsonObject *output = json_object_new ();
  JsonObject *properties = json_object_new ();
  JsonObject *weights = json_object_new ();

  json_object_set_string_member (weights, "title", "Weights");
  json_object_set_string_member (weights, "type", "string");
  json_object_set_string_member (weights, "format", "uri");
  json_object_set_object_member (properties, "weights", weights);
  json_object_set_string_member (output, "title", "TrainingOutput");
  json_object_set_string_member (output, "type", "object");
  json_object_set_object_member (output, "properties", properties);
  json_object_set_object_member (schemas, "TrainingOutput", output);
  json_object_set_member (schemas, "TrainingInput", json_object_dup_member (schemas, "Input"));
}

/* A version that was trained has its weights already: the input for them leaves its schema. */
static JsonObject *
load_document (const LimnerGenerator  *generator,
               const char             *weights,
               GError                **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonObject) frozen = NULL;
  g_autoptr(JsonObject) document = NULL;
  JsonObject *input;
  gboolean is_trainer;

  bytes = g_resources_lookup_data (generator->schema_resource, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (bytes == NULL)
    return NULL;

  frozen = limner_json_parse_object (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                     MAX_SCHEMA_BYTES, error);
  is_trainer = g_str_has_suffix (generator->name, LIMNER_ENGINE_TRAINER_SUFFIX);
  if (frozen == NULL || (weights == NULL && !is_trainer))
    return g_steal_pointer (&frozen);

  document = thaw (frozen, error);
  input = limner_engine_schema_find (document, "Input");
  if (input == NULL)
    return g_steal_pointer (&document);

  if (weights != NULL && json_object_has_member (input, "properties"))
    json_object_remove_member (limner_json_get_object (input, "properties"), WEIGHTS_INPUT);
  if (is_trainer)
    add_training (document);
  return g_steal_pointer (&document);
}

/**
 * limner_engine_version_new:
 * @generator: what does the work
 * @weights: (nullable): path of a file that a training made
 * @created_at: when, in microseconds since 1970
 * @error: return location for an error
 *
 * Makes a version. Its id is a hash of the model's name, its schema and its weights: the same on
 * every machine and at every start.
 *
 * Returns: (transfer full) (nullable): the version; %NULL if its schema or weights cannot be read
 */
LimnerEngineVersion *
limner_engine_version_new (const LimnerGenerator  *generator,
                           const char             *weights,
                           gint64                  created_at,
                           GError                **error)
{
  g_autoptr(LimnerEngineVersion) self = NULL;
  g_autoptr(JsonObject) document = load_document (generator, weights, error);
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *text = NULL;

  if (document == NULL)
    return NULL;

  text = limner_json_object_to_string (document, FALSE);
  g_checksum_update (checksum, (const guchar *) generator->name, -1);
  g_checksum_update (checksum, (const guchar *) text, -1);
  if (weights != NULL)
    {
      g_autoptr(GBytes) bytes = limner_file_read (weights, MAX_WEIGHTS_BYTES, error);

      if (bytes == NULL)
        return NULL;
      g_checksum_update (checksum, g_bytes_get_data (bytes, NULL),
                         (gssize) g_bytes_get_size (bytes));
    }

  self = g_new0 (LimnerEngineVersion, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->id = g_strdup (g_checksum_get_string (checksum));
  self->created_at = created_at;
  self->generator = generator;
  self->weights = g_strdup (weights);
  self->shape = read_shape (document);
  self->document = g_steal_pointer (&document);
  return g_steal_pointer (&self);
}

/**
 * limner_engine_version_ref:
 * @self: a version
 *
 * Returns: (transfer full): @self
 */
LimnerEngineVersion *
limner_engine_version_ref (LimnerEngineVersion *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * limner_engine_version_unref:
 * @self: (transfer full): a version
 */
void
limner_engine_version_unref (LimnerEngineVersion *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->weights, g_free);
  g_clear_pointer (&self->document, json_object_unref);
  g_free (self);
}

/**
 * limner_engine_version_get_schema:
 * @self: a version
 *
 * Returns: (transfer none) (nullable): the schema of its input
 */
JsonObject *
limner_engine_version_get_schema (LimnerEngineVersion *self)
{
  return limner_engine_schema_find (self->document, "Input");
}

/**
 * limner_engine_version_to_json:
 * @self: a version
 *
 * Returns: (transfer full): the version as the API shows it
 */
JsonObject *
limner_engine_version_to_json (LimnerEngineVersion *self)
{
  JsonObject *json = json_object_new ();
  g_autofree char *created = limner_engine_time_text (self->created_at);

  json_object_set_string_member (json, "id", self->id);
  json_object_set_string_member (json, "created_at", created);
  json_object_set_string_member (json, "cog_version", COG_VERSION);
  json_object_set_object_member (json, "openapi_schema", json_object_ref (self->document));
  return json;
}

/**
 * limner_engine_model_new:
 * @owner: whose it is
 * @name: its name
 * @created_at: when it was made, in microseconds since 1970
 *
 * Returns: (transfer full): a model without versions
 */
LimnerEngineModel *
limner_engine_model_new (const char *owner,
                         const char *name,
                         gint64      created_at)
{
  LimnerEngineModel *self = g_new0 (LimnerEngineModel, 1);

  self->owner = g_strdup (owner);
  self->name = g_strdup (name);
  self->visibility = g_strdup ("public");
  self->hardware = g_strdup ("cpu");
  self->links = json_object_new ();
  self->created_at = created_at;
  self->versions = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_engine_version_unref);
  return self;
}

/**
 * limner_engine_model_free:
 * @self: (transfer full): a model
 */
void
limner_engine_model_free (LimnerEngineModel *self)
{
  g_clear_pointer (&self->owner, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->visibility, g_free);
  g_clear_pointer (&self->hardware, g_free);
  g_clear_pointer (&self->links, json_object_unref);
  g_clear_pointer (&self->default_example, json_object_unref);
  g_clear_pointer (&self->versions, g_ptr_array_unref);
  g_free (self);
}

/**
 * limner_engine_model_get_latest:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): its newest version
 */
LimnerEngineVersion *
limner_engine_model_get_latest (LimnerEngineModel *self)
{
  return self->versions->len > 0
         ? g_ptr_array_index (self->versions, self->versions->len - 1) : NULL;
}

/**
 * limner_engine_model_find_version:
 * @self: a model
 * @id: the id of a version
 *
 * Returns: (transfer none) (nullable): the version
 */
LimnerEngineVersion *
limner_engine_model_find_version (LimnerEngineModel *self,
                                  const char        *id)
{
  for (guint i = 0; i < self->versions->len; i++)
    {
      LimnerEngineVersion *version = g_ptr_array_index (self->versions, i);

      if (g_str_equal (version->id, id))
        return version;
    }

  return NULL;
}

/**
 * limner_engine_model_to_json:
 * @self: a model
 * @origin: scheme, host and port of the server
 *
 * Returns: (transfer full): the model as the API shows it
 */
JsonObject *
limner_engine_model_to_json (LimnerEngineModel *self,
                             const char        *origin)
{
  static const char * const links[] = {
    "description", "github_url", "paper_url", "license_url", "weights_url", "cover_image_url",
  };
  LimnerEngineVersion *latest = limner_engine_model_get_latest (self);
  JsonObject *json = json_object_new ();
  g_autofree char *url = g_strdup_printf ("%s/%s/%s", origin, self->owner, self->name);
  g_autofree char *created = limner_engine_time_text (self->created_at);

  json_object_set_string_member (json, "url", url);
  json_object_set_string_member (json, "owner", self->owner);
  json_object_set_string_member (json, "name", self->name);
  json_object_set_string_member (json, "visibility", self->visibility);
  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    json_object_set_string_member (json, links[i],
                                   limner_json_get_string (self->links, links[i], NULL));
  json_object_set_int_member (json, "run_count", self->run_count);
  json_object_set_string_member (json, "created_at", created);
  json_object_set_boolean_member (json, "is_official", self->is_official);
  if (self->default_example != NULL)
    json_object_set_object_member (json, "default_example",
                                   json_object_ref (self->default_example));
  else
    json_object_set_null_member (json, "default_example");
  if (latest != NULL)
    json_object_set_object_member (json, "latest_version", limner_engine_version_to_json (latest));
  else
    json_object_set_null_member (json, "latest_version");
  return json;
}
