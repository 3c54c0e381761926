/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-engine-model.h"

G_BEGIN_DECLS

/** Whose the engine's own models are. */
#define LIMNER_ENGINE_OWNER "limner"

/** The account that everybody has who holds the token. */
#define LIMNER_ENGINE_ACCOUNT "local"

/** The most models that a user can make, and the most versions of one. */
#define LIMNER_ENGINE_MAX_MODELS 1000

/** A group of models, as the API shows it. */
typedef struct
{
  const char *slug;
  const char *name;
  const char *description;
  const char *models;        /* names below LIMNER_ENGINE_OWNER, with spaces between */
} LimnerEngineCollection;

typedef struct _LimnerEngineCatalog LimnerEngineCatalog;

LimnerEngineCatalog *limner_engine_catalog_new          (const LimnerGenerator  *generators,
                                                         gsize                   n_generators,
                                                         const char             *folder,
                                                         GError                **error)
  G_GNUC_WARN_UNUSED_RESULT;
void                 limner_engine_catalog_free         (LimnerEngineCatalog    *self);
GPtrArray           *limner_engine_catalog_get_models   (LimnerEngineCatalog    *self);
LimnerEngineModel   *limner_engine_catalog_find         (LimnerEngineCatalog    *self,
                                                         const char             *owner,
                                                         const char             *name);
LimnerEngineVersion *limner_engine_catalog_find_version (LimnerEngineCatalog    *self,
                                                         const char             *id,
                                                         LimnerEngineModel     **model);
GPtrArray           *limner_engine_catalog_search       (LimnerEngineCatalog    *self,
                                                         const char             *words)
  G_GNUC_WARN_UNUSED_RESULT;
LimnerEngineModel   *limner_engine_catalog_create       (LimnerEngineCatalog    *self,
                                                         const char             *name,
                                                         GError                **error);
gboolean             limner_engine_catalog_remove       (LimnerEngineCatalog    *self,
                                                         LimnerEngineModel      *model);
LimnerEngineVersion *limner_engine_catalog_add_trained  (LimnerEngineCatalog    *self,
                                                         LimnerEngineModel      *model,
                                                         const char             *weights,
                                                         GError                **error);
void                 limner_engine_catalog_save         (LimnerEngineCatalog    *self);

/* Groups of models */
const LimnerEngineCollection *
         limner_engine_collections_get_all (gsize                        *n_collections);
gboolean limner_engine_collection_has      (const LimnerEngineCollection *collection,
                                            const LimnerEngineModel      *model);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerEngineCatalog, limner_engine_catalog_free)

G_END_DECLS
