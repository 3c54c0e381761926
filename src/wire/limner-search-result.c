/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-json.h"

#include "limner-collection.h"
#include "limner-model.h"
#include "limner-page.h"
#include "limner-search-result.h"

/**
 * LimnerSearchResult:
 *
 * What a server found for some words: models, best first, and collections. The models may lack
 * their version; what the search knows about one is its member `metadata`.
 */
struct _LimnerSearchResult
{
  LimnerResource  parent_instance;

  /* Owned, made on demand */
  GListModel     *models;
  GListModel     *collections;
};

G_DEFINE_FINAL_TYPE (LimnerSearchResult, limner_search_result, LIMNER_TYPE_RESOURCE)

static void
limner_search_result_finalize (GObject *object)
{
  LimnerSearchResult *self = LIMNER_SEARCH_RESULT (object);

  g_clear_object (&self->models);
  g_clear_object (&self->collections);

  G_OBJECT_CLASS (limner_search_result_parent_class)->finalize (object);
}

static void
limner_search_result_class_init (LimnerSearchResultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = limner_search_result_finalize;
}

static void
limner_search_result_init (LimnerSearchResult *self)
{
}

/**
 * limner_search_result_new:
 * @query: what was searched for
 * @models: (transfer none): a list of #LimnerModel
 *
 * Makes a result from a plain list of models.
 *
 * Returns: (transfer full): a result without collections
 */
LimnerSearchResult *
limner_search_result_new (const char *query,
                          GListModel *models)
{
  LimnerSearchResult *self = limner_resource_new (LIMNER_TYPE_SEARCH_RESULT);

  g_return_val_if_fail (G_IS_LIST_MODEL (models), NULL);

  limner_resource_set_string (LIMNER_RESOURCE (self), "query", query);
  self->models = g_object_ref (models);
  return self;
}

/**
 * limner_search_result_get_query:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): what was searched for
 */
const char *
limner_search_result_get_query (LimnerSearchResult *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "query");
}

/* A hit is `{"model": {…}, "metadata": {…}}`; the second goes into a copy of the first. */
static GListModel *
parse_hits (LimnerSearchResult *self)
{
  GListStore *models = g_list_store_new (LIMNER_TYPE_MODEL);
  JsonArray *hits =
    limner_json_get_array (limner_resource_get_json (LIMNER_RESOURCE (self)), "models");
  guint n = hits != NULL ? json_array_get_length (hits) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerModel) model = NULL;
      JsonNode *node = json_array_get_element (hits, i);
      JsonObject *hit = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (limner_json_get_object (hit, "model") != NULL)
        node = json_object_get_member (hit, "model");
      model = limner_resource_parse (LIMNER_TYPE_MODEL, node, NULL);
      if (model == NULL)
        continue;

      if (limner_json_get_object (hit, "metadata") != NULL)
        limner_resource_set_node (LIMNER_RESOURCE (model), "metadata",
                                  json_object_get_member (hit, "metadata"));
      g_list_store_append (models, model);
    }

  return G_LIST_MODEL (models);
}

/**
 * limner_search_result_get_models:
 * @self: a result
 *
 * Returns: (transfer none): a list of #LimnerModel, best first
 */
GListModel *
limner_search_result_get_models (LimnerSearchResult *self)
{
  g_return_val_if_fail (LIMNER_IS_SEARCH_RESULT (self), NULL);

  if (self->models == NULL)
    self->models = parse_hits (self);
  return self->models;
}

/**
 * limner_search_result_get_collections:
 * @self: a result
 *
 * Returns: (transfer none): a list of #LimnerCollection
 */
GListModel *
limner_search_result_get_collections (LimnerSearchResult *self)
{
  g_return_val_if_fail (LIMNER_IS_SEARCH_RESULT (self), NULL);

  if (self->collections == NULL)
    self->collections =
      limner_resource_list_parse (LIMNER_TYPE_COLLECTION,
                                  limner_resource_get_json (LIMNER_RESOURCE (self)),
                                  "collections");
  return self->collections;
}
