/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-catalog.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"

#include "limner-engine-record.h"

#define MAX_CATALOG_BYTES (16u * 1024 * 1024)
#define MAX_WORDS         16

/* The first of November 2026: the engine's own models are no older, and their ages do not change
 * from one start to the next.
 */
#define FIRST_CREATED G_GINT64_CONSTANT (1793491200000000)

/* The generator whose versions a training makes. */
#define TRAINABLE "painter"

/**
 * LimnerEngineCatalog:
 *
 * The models that the engine serves: its own, one for each generator, and those that the user made
 * to train them, which are kept in a file. Main thread only.
 */
struct _LimnerEngineCatalog
{
  const LimnerGenerator *generators;     /* borrowed, static */
  gsize                  n_generators;
  char                  *path;
  GPtrArray             *models;         /* of LimnerEngineModel */
};

static const LimnerEngineCollection collections[] = {
  { "text-to-image", "Paint pictures from words",
    "Models that paint a picture from a description", "painter" },
  { "image-editing", "Mend and change pictures",
    "Models that repaint the masked part of a picture", "fill painter" },
  { "outpainting", "Extend pictures",
    "Models that paint what lies beyond the edges of a picture", "extend fill" },
  { "super-resolution", "Enlarge pictures",
    "Models that enlarge a picture and keep its edges", "upscale" },
  { "control-images", "Make control pictures",
    "Models that reduce a picture to its lines, segments or normals", "control" },
  { "language-models", "Write prompts",
    "Models that write text, word by word", "prompts" },
  { "fine-tuning", "Train a style",
    "Models that learn from pictures of your own", "style-trainer painter" },
};

static gboolean
add_builtin (LimnerEngineCatalog    *self,
             const LimnerGenerator  *generator,
             gint64                  created_at,
             GError                **error)
{
  LimnerEngineVersion *version = limner_engine_version_new (generator, NULL, created_at, error);
  LimnerEngineModel *model;

  if (version == NULL)
    return FALSE;

  model = limner_engine_model_new (LIMNER_ENGINE_OWNER, generator->name, created_at);
  model->is_official = TRUE;
  json_object_set_string_member (model->links, "description", generator->description);
  json_object_set_string_member (model->links, "license_url",
                                 "https://www.gnu.org/licenses/gpl-3.0.html");
  g_ptr_array_add (model->versions, version);
  g_ptr_array_add (self->models, model);
  return TRUE;
}

static const LimnerGenerator *
find_generator (LimnerEngineCatalog *self,
                const char          *name)
{
  for (gsize i = 0; i < self->n_generators; i++)
    {
      if (g_str_equal (self->generators[i].name, name))
        return &self->generators[i];
    }

  return NULL;
}

static JsonObject *
model_to_record (LimnerEngineModel *model)
{
  JsonObject *record = json_object_new ();
  JsonArray *versions = json_array_new ();

  json_object_set_string_member (record, "name", model->name);
  json_object_set_string_member (record, "visibility", model->visibility);
  json_object_set_string_member (record, "hardware", model->hardware);
  json_object_set_object_member (record, "links", json_object_ref (model->links));
  json_object_set_int_member (record, "created_at", model->created_at);
  json_object_set_int_member (record, "run_count", model->run_count);
  for (guint i = 0; i < model->versions->len; i++)
    {
      LimnerEngineVersion *version = g_ptr_array_index (model->versions, i);
      JsonObject *json = json_object_new ();

      json_object_set_string_member (json, "weights", version->weights);
      json_object_set_int_member (json, "created_at", version->created_at);
      json_array_add_object_element (versions, json);
    }
  json_object_set_array_member (record, "versions", versions);
  return record;
}

static void
load_links (LimnerEngineModel *model,
            JsonObject        *links)
{
  g_autoptr(GList) names = links != NULL ? json_object_get_members (links) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_string_member (model->links, l->data,
                                   limner_json_get_string (links, l->data, NULL));
}

static void
load_model (LimnerEngineCatalog *self,
            JsonObject          *record)
{
  const LimnerGenerator *generator = find_generator (self, TRAINABLE);
  const char *name = limner_json_get_string (record, "name", NULL);
  JsonArray *versions = limner_json_get_array (record, "versions");
  LimnerEngineModel *model;

  if (name == NULL || limner_engine_catalog_find (self, LIMNER_ENGINE_ACCOUNT, name) != NULL)
    return;

  model = limner_engine_model_new (LIMNER_ENGINE_ACCOUNT, name,
                                   limner_json_get_int (record, "created_at", FIRST_CREATED));
  g_free (model->visibility);
  model->visibility = g_strdup (limner_json_get_string (record, "visibility", "private"));
  g_free (model->hardware);
  model->hardware = g_strdup (limner_json_get_string (record, "hardware", "cpu"));
  model->run_count = limner_json_get_int (record, "run_count", 0);
  load_links (model, limner_json_get_object (record, "links"));

  for (guint i = 0; generator != NULL && versions != NULL &&
                    i < json_array_get_length (versions); i++)
    {
      JsonNode *node = json_array_get_element (versions, i);
      JsonObject *json = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *weights = limner_json_get_string (json, "weights", NULL);
      LimnerEngineVersion *version = NULL;

      if (weights != NULL)
        version = limner_engine_version_new (generator, weights,
                                             limner_json_get_int (json, "created_at", 0), NULL);
      if (version != NULL)
        g_ptr_array_add (model->versions, version);
    }
  g_ptr_array_add (self->models, model);
}

static void
load (LimnerEngineCatalog *self)
{
  g_autoptr(JsonObject) catalog = limner_engine_record_load (self->path, MAX_CATALOG_BYTES);
  JsonArray *models;

  models = limner_json_get_array (catalog, "models");
  for (guint i = 0; models != NULL && i < json_array_get_length (models); i++)
    {
      JsonNode *node = json_array_get_element (models, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        load_model (self, json_node_get_object (node));
    }
}

/* How well a model fits: a word in its name counts more than one in its description. */
static int
score (LimnerEngineModel  *model,
       char              **words)
{
  g_autofree char *name = g_utf8_casefold (model->name, -1);
  g_autofree char *description =
    g_utf8_casefold (limner_json_get_string (model->links, "description", ""), -1);
  int sum = 0;

  for (int i = 0; words[i] != NULL && i < MAX_WORDS; i++)
    {
      if (*words[i] == '\0')
        continue;
      if (strstr (name, words[i]) != NULL)
        sum += 4;
      if (strstr (description, words[i]) != NULL)
        sum += 2;
      for (gsize j = 0; j < G_N_ELEMENTS (collections); j++)
        {
          if (strstr (collections[j].slug, words[i]) != NULL &&
              limner_engine_collection_has (&collections[j], model))
            sum += 1;
        }
    }

  return sum;
}

typedef struct
{
  LimnerEngineModel *model;
  int                score;
} Hit;

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  return ((const Hit *) b)->score - ((const Hit *) a)->score;
}

/**
 * limner_engine_catalog_new:
 * @generators: the engine's own models
 * @n_generators: how many there are
 * @folder: where the user's models are kept
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the catalog; %NULL if a schema of the engine's own models
 *   cannot be read
 */
LimnerEngineCatalog *
limner_engine_catalog_new (const LimnerGenerator  *generators,
                           gsize                   n_generators,
                           const char             *folder,
                           GError                **error)
{
  g_autoptr(LimnerEngineCatalog) self = g_new0 (LimnerEngineCatalog, 1);

  self->generators = generators;
  self->n_generators = n_generators;
  self->path = g_build_filename (folder, "models.json", NULL);
  self->models = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_engine_model_free);
  for (gsize i = 0; i < n_generators; i++)
    {
      if (!add_builtin (self, &generators[i], FIRST_CREATED + (gint64) i * G_USEC_PER_SEC, error))
        return NULL;
    }

  load (self);
  return g_steal_pointer (&self);
}

/**
 * limner_engine_catalog_free:
 * @self: (transfer full): a catalog
 */
void
limner_engine_catalog_free (LimnerEngineCatalog *self)
{
  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_clear_pointer (&self->path, g_free);
  g_free (self);
}

/**
 * limner_engine_catalog_get_models:
 * @self: a catalog
 *
 * Returns: (transfer none) (element-type LimnerEngineModel): all models
 */
GPtrArray *
limner_engine_catalog_get_models (LimnerEngineCatalog *self)
{
  return self->models;
}

/**
 * limner_engine_catalog_find:
 * @self: a catalog
 * @owner: whose the model is
 * @name: its name
 *
 * Returns: (transfer none) (nullable): the model
 */
LimnerEngineModel *
limner_engine_catalog_find (LimnerEngineCatalog *self,
                            const char          *owner,
                            const char          *name)
{
  for (guint i = 0; i < self->models->len; i++)
    {
      LimnerEngineModel *model = g_ptr_array_index (self->models, i);

      if (g_str_equal (model->owner, owner) && g_str_equal (model->name, name))
        return model;
    }

  return NULL;
}

/**
 * limner_engine_catalog_find_version:
 * @self: a catalog
 * @id: the id of a version
 * @model: (out) (transfer none) (optional): the model that it is of
 *
 * Returns: (transfer none) (nullable): the version
 */
LimnerEngineVersion *
limner_engine_catalog_find_version (LimnerEngineCatalog  *self,
                                    const char           *id,
                                    LimnerEngineModel   **model)
{
  for (guint i = 0; i < self->models->len; i++)
    {
      LimnerEngineModel *candidate = g_ptr_array_index (self->models, i);
      LimnerEngineVersion *version = limner_engine_model_find_version (candidate, id);

      if (version == NULL)
        continue;
      if (model != NULL)
        *model = candidate;
      return version;
    }

  return NULL;
}

/**
 * limner_engine_catalog_search:
 * @self: a catalog
 * @words: what to look for; everything is found where it is empty
 *
 * Returns: (transfer container) (element-type LimnerEngineModel): the models that fit, best first
 */
GPtrArray *
limner_engine_catalog_search (LimnerEngineCatalog *self,
                              const char          *words)
{
  g_autofree char *folded = g_utf8_casefold (words, -1);
  g_auto(GStrv) list = g_strsplit_set (g_strstrip (folded), " \t\n\"", MAX_WORDS);
  g_autoptr(GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < self->models->len; i++)
    {
      Hit hit = { .model = g_ptr_array_index (self->models, i) };

      hit.score = score (hit.model, list);
      if (hit.score > 0 || *folded == '\0')
        g_array_append_val (hits, hit);
    }

  g_array_sort (hits, compare_hits);
  for (guint i = 0; i < hits->len; i++)
    g_ptr_array_add (found, g_array_index (hits, Hit, i).model);
  return found;
}

/**
 * limner_engine_catalog_create:
 * @self: a catalog
 * @name: the name of a model that the account does not have yet
 * @error: return location for an error
 *
 * Makes a private model without versions.
 *
 * Returns: (transfer none) (nullable): the model, or %NULL with %LIMNER_ERROR_TOO_LARGE
 */
LimnerEngineModel *
limner_engine_catalog_create (LimnerEngineCatalog  *self,
                              const char           *name,
                              GError              **error)
{
  LimnerEngineModel *model;

  if (self->models->len >= LIMNER_ENGINE_MAX_MODELS)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                   "There are %d models already", LIMNER_ENGINE_MAX_MODELS);
      return NULL;
    }

  model = limner_engine_model_new (LIMNER_ENGINE_ACCOUNT, name, g_get_real_time ());
  g_free (model->visibility);
  model->visibility = g_strdup ("private");
  g_ptr_array_add (self->models, model);
  return model;
}

/**
 * limner_engine_catalog_remove:
 * @self: a catalog
 * @model: one of its models
 *
 * Returns: %TRUE if the model was one that can be removed: the user's own
 */
gboolean
limner_engine_catalog_remove (LimnerEngineCatalog *self,
                              LimnerEngineModel   *model)
{
  if (model->is_official || !g_ptr_array_remove (self->models, model))
    return FALSE;

  limner_engine_catalog_save (self);
  return TRUE;
}

/**
 * limner_engine_catalog_add_trained:
 * @self: a catalog
 * @model: one of the user's models
 * @weights: path of what a training made
 * @error: return location for an error
 *
 * Adds the version that a training made: a painter with these weights.
 *
 * Returns: (transfer none) (nullable): the version; %NULL with an error
 */
LimnerEngineVersion *
limner_engine_catalog_add_trained (LimnerEngineCatalog  *self,
                                   LimnerEngineModel    *model,
                                   const char           *weights,
                                   GError              **error)
{
  const LimnerGenerator *generator = find_generator (self, TRAINABLE);
  LimnerEngineVersion *version;

  if (generator == NULL || model->versions->len >= LIMNER_ENGINE_MAX_MODELS)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED,
                   "No further version of %s/%s can be made", model->owner, model->name);
      return NULL;
    }

  version = limner_engine_version_new (generator, weights, g_get_real_time (), error);
  if (version == NULL)
    return NULL;

  g_ptr_array_add (model->versions, version);
  limner_engine_catalog_save (self);
  return version;
}

/**
 * limner_engine_catalog_save:
 * @self: a catalog
 *
 * Writes the user's models down.
 */
void
limner_engine_catalog_save (LimnerEngineCatalog *self)
{
  g_autoptr(JsonObject) catalog = json_object_new ();
  JsonArray *models = json_array_new ();

  for (guint i = 0; i < self->models->len; i++)
    {
      LimnerEngineModel *model = g_ptr_array_index (self->models, i);

      if (!model->is_official)
        json_array_add_object_element (models, model_to_record (model));
    }
  json_object_set_array_member (catalog, "models", models);
  limner_engine_record_save (self->path, catalog);
}

/**
 * limner_engine_collections_get_all:
 * @n_collections: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_collections): the groups of models
 */
const LimnerEngineCollection *
limner_engine_collections_get_all (gsize *n_collections)
{
  *n_collections = G_N_ELEMENTS (collections);
  return collections;
}

/**
 * limner_engine_collection_has:
 * @collection: a group of models
 * @model: a model
 *
 * Returns: whether @model is in it
 */
gboolean
limner_engine_collection_has (const LimnerEngineCollection *collection,
                              const LimnerEngineModel      *model)
{
  g_auto(GStrv) names = g_strsplit (collection->models, " ", -1);

  return model->is_official && g_strv_contains ((const char * const *) names, model->name);
}
