/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "wire/limner-collection.h"
#include "wire/limner-model.h"
#include "wire/limner-search-result.h"

#include "limner-client.h"
#include "limner-page-list.h"

G_BEGIN_DECLS

/* GET /models: a list of LimnerModel */
LimnerPageList     *limner_client_list_models           (LimnerClient *self,
                                                         const char   *sort_by,
                                                         gboolean      ascending);

/* GET /search, else QUERY /models */
void                limner_client_search_async          (LimnerClient        *self,
                                                         const char          *query,
                                                         guint                limit,
                                                         GCancellable        *cancellable,
                                                         GAsyncReadyCallback  callback,
                                                         gpointer             user_data);
LimnerSearchResult *limner_client_search_finish         (LimnerClient  *self,
                                                         GAsyncResult  *result,
                                                         GError       **error);

/* QUERY /models: a list of LimnerModel */
LimnerPageList     *limner_client_query_models          (LimnerClient *self,
                                                         const char   *query);

/* GET /models/{owner}/{name} */
void                limner_client_get_model_async       (LimnerClient        *self,
                                                         const char          *model,
                                                         GCancellable        *cancellable,
                                                         GAsyncReadyCallback  callback,
                                                         gpointer             user_data);
LimnerModel        *limner_client_get_model_finish      (LimnerClient  *self,
                                                         GAsyncResult  *result,
                                                         GError       **error);

/* POST /models */
void                limner_client_create_model_async    (LimnerClient        *self,
                                                         JsonObject          *properties,
                                                         GCancellable        *cancellable,
                                                         GAsyncReadyCallback  callback,
                                                         gpointer             user_data);
LimnerModel        *limner_client_create_model_finish   (LimnerClient  *self,
                                                         GAsyncResult  *result,
                                                         GError       **error);

/* PATCH /models/{owner}/{name} */
void                limner_client_update_model_async    (LimnerClient        *self,
                                                         const char          *model,
                                                         JsonObject          *properties,
                                                         GCancellable        *cancellable,
                                                         GAsyncReadyCallback  callback,
                                                         gpointer             user_data);
LimnerModel        *limner_client_update_model_finish   (LimnerClient  *self,
                                                         GAsyncResult  *result,
                                                         GError       **error);

/* DELETE /models/{owner}/{name} */
void                limner_client_delete_model_async    (LimnerClient        *self,
                                                         const char          *model,
                                                         GCancellable        *cancellable,
                                                         GAsyncReadyCallback  callback,
                                                         gpointer             user_data);
gboolean            limner_client_delete_model_finish   (LimnerClient  *self,
                                                         GAsyncResult  *result,
                                                         GError       **error);

/* GET /models/{owner}/{name}/examples: a list of LimnerPrediction */
LimnerPageList     *limner_client_list_examples         (LimnerClient *self,
                                                         const char   *model);

/* GET /models/{owner}/{name}/readme: Markdown, or an error LIMNER_ERROR_NOT_FOUND */
void                limner_client_get_readme_async      (LimnerClient        *self,
                                                         const char          *model,
                                                         GCancellable        *cancellable,
                                                         GAsyncReadyCallback  callback,
                                                         gpointer             user_data);
char               *limner_client_get_readme_finish     (LimnerClient  *self,
                                                         GAsyncResult  *result,
                                                         GError       **error);

/* GET /models/{owner}/{name}/versions: a list of LimnerModelVersion */
LimnerPageList     *limner_client_list_versions         (LimnerClient *self,
                                                         const char   *model);

/* GET /models/{owner}/{name}/versions/{id} */
void                limner_client_get_version_async     (LimnerClient        *self,
                                                         const char          *model,
                                                         const char          *version,
                                                         GCancellable        *cancellable,
                                                         GAsyncReadyCallback  callback,
                                                         gpointer             user_data);
LimnerModelVersion *limner_client_get_version_finish    (LimnerClient  *self,
                                                         GAsyncResult  *result,
                                                         GError       **error);

/* DELETE /models/{owner}/{name}/versions/{id} */
void                limner_client_delete_version_async  (LimnerClient        *self,
                                                         const char          *model,
                                                         const char          *version,
                                                         GCancellable        *cancellable,
                                                         GAsyncReadyCallback  callback,
                                                         gpointer             user_data);
gboolean            limner_client_delete_version_finish (LimnerClient  *self,
                                                         GAsyncResult  *result,
                                                         GError       **error);

/* GET /collections: a list of LimnerCollection */
LimnerPageList     *limner_client_list_collections      (LimnerClient *self);

/* GET /collections/{slug} */
void                limner_client_get_collection_async  (LimnerClient        *self,
                                                         const char          *slug,
                                                         GCancellable        *cancellable,
                                                         GAsyncReadyCallback  callback,
                                                         gpointer             user_data);
LimnerCollection   *limner_client_get_collection_finish (LimnerClient  *self,
                                                         GAsyncResult  *result,
                                                         GError       **error);

G_END_DECLS
