/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-collection.h"
#include "limner-model.h"
#include "limner-page.h"

/**
 * LimnerCollection:
 *
 * A set of models that somebody put together. Lists of collections leave the models out.
 */
struct _LimnerCollection
{
  LimnerResource  parent_instance;

  GListModel     *models;     /* owned, made on demand */
};

G_DEFINE_FINAL_TYPE (LimnerCollection, limner_collection, LIMNER_TYPE_RESOURCE)

static void
limner_collection_finalize (GObject *object)
{
  LimnerCollection *self = LIMNER_COLLECTION (object);

  g_clear_object (&self->models);

  G_OBJECT_CLASS (limner_collection_parent_class)->finalize (object);
}

static void
limner_collection_class_init (LimnerCollectionClass *klass)
{
  static const char * const required[] = { "slug", NULL };

  G_OBJECT_CLASS (klass)->finalize = limner_collection_finalize;
  LIMNER_RESOURCE_CLASS (klass)->required = required;
}

static void
limner_collection_init (LimnerCollection *self)
{
}

/**
 * limner_collection_new:
 * @slug: its name in addresses
 * @name: its name for people
 * @description: (nullable): a sentence
 *
 * Returns: (transfer full): a collection without models
 */
LimnerCollection *
limner_collection_new (const char *slug,
                       const char *name,
                       const char *description)
{
  LimnerCollection *self = limner_resource_new (LIMNER_TYPE_COLLECTION);

  limner_resource_set_string (LIMNER_RESOURCE (self), "name", name);
  limner_resource_set_string (LIMNER_RESOURCE (self), "slug", slug);
  limner_resource_set_string (LIMNER_RESOURCE (self), "description", description);
  return self;
}

/**
 * limner_collection_get_name:
 * @self: a collection
 *
 * Returns: (transfer none): its name for people
 */
const char *
limner_collection_get_name (LimnerCollection *self)
{
  const char *name = limner_resource_get_string (LIMNER_RESOURCE (self), "name");

  return name != NULL ? name : limner_collection_get_slug (self);
}

/**
 * limner_collection_get_slug:
 * @self: a collection
 *
 * Returns: (transfer none): its name in addresses
 */
const char *
limner_collection_get_slug (LimnerCollection *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "slug");
}

/**
 * limner_collection_get_description:
 * @self: a collection
 *
 * Returns: (transfer none) (nullable): a sentence
 */
const char *
limner_collection_get_description (LimnerCollection *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "description");
}

/**
 * limner_collection_get_full_description:
 * @self: a collection
 *
 * Returns: (transfer none) (nullable): a text in Markdown
 */
const char *
limner_collection_get_full_description (LimnerCollection *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "full_description");
}

/**
 * limner_collection_get_models:
 * @self: a collection
 *
 * Returns: (transfer none): a list of #LimnerModel, empty where the server left them out
 */
GListModel *
limner_collection_get_models (LimnerCollection *self)
{
  g_return_val_if_fail (LIMNER_IS_COLLECTION (self), NULL);

  if (self->models == NULL)
    self->models = limner_resource_list_parse (LIMNER_TYPE_MODEL,
                                               limner_resource_get_json (LIMNER_RESOURCE (self)),
                                               "models");
  return self->models;
}
