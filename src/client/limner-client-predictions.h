/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "wire/limner-prediction.h"
#include "wire/limner-training.h"

#include "limner-client.h"
#include "limner-page-list.h"
#include "limner-prediction-request.h"

G_BEGIN_DECLS

/**
 * LimnerPredictionSearch:
 * @request: what was asked to run
 * @since: when it was sent
 * @known_ids: (nullable): ids of predictions that belong to somebody, %NULL-terminated
 * @uploads: (element-type utf8 utf8): ids of files that were uploaded, and the SHA-256 of each
 * @rivals: (element-type JsonObject): the inputs of other requests to the same model that were sent
 *   about then and whose fate is not known either
 *
 * What is known of a request whose answer was lost. The last three may be set until it is given to
 * a client.
 */
typedef struct
{
  LimnerPredictionRequest *request;
  GDateTime               *since;
  char                   **known_ids;
  GHashTable              *uploads;
  GPtrArray               *rivals;
} LimnerPredictionSearch;

/* POST /predictions, …/models/…/predictions or …/deployments/…/predictions */
void              limner_client_create_prediction_async  (LimnerClient            *self,
                                                          LimnerPredictionRequest *request,
                                                          GCancellable            *cancellable,
                                                          GAsyncReadyCallback      callback,
                                                          gpointer                 user_data);
LimnerPrediction *limner_client_create_prediction_finish (LimnerClient  *self,
                                                          GAsyncResult  *result,
                                                          GError       **error);

/* Looks for a prediction whose creation was not answered */
LimnerPredictionSearch *limner_prediction_search_new     (LimnerPredictionRequest *request,
                                                          GDateTime               *since)
    G_GNUC_WARN_UNUSED_RESULT;
void              limner_prediction_search_free          (LimnerPredictionSearch  *self);
void              limner_client_find_prediction_async    (LimnerClient            *self,
                                                          LimnerPredictionSearch  *search,
                                                          GCancellable            *cancellable,
                                                          GAsyncReadyCallback      callback,
                                                          gpointer                 user_data);
gboolean          limner_client_find_prediction_finish   (LimnerClient      *self,
                                                          GAsyncResult      *result,
                                                          LimnerPrediction **found,
                                                          gboolean          *is_certain,
                                                          GError           **error);

/* GET /predictions/{id} */
void              limner_client_get_prediction_async     (LimnerClient        *self,
                                                          const char          *id,
                                                          GCancellable        *cancellable,
                                                          GAsyncReadyCallback  callback,
                                                          gpointer             user_data);
LimnerPrediction *limner_client_get_prediction_finish    (LimnerClient  *self,
                                                          GAsyncResult  *result,
                                                          GError       **error);

/* POST /predictions/{id}/cancel */
void              limner_client_cancel_prediction_async  (LimnerClient        *self,
                                                          const char          *id,
                                                          GCancellable        *cancellable,
                                                          GAsyncReadyCallback  callback,
                                                          gpointer             user_data);
LimnerPrediction *limner_client_cancel_prediction_finish (LimnerClient  *self,
                                                          GAsyncResult  *result,
                                                          GError       **error);

/* GET /predictions: a list of LimnerPrediction */
LimnerPageList   *limner_client_list_predictions         (LimnerClient *self,
                                                          GDateTime    *created_after,
                                                          GDateTime    *created_before,
                                                          const char   *source);

/* POST /models/{owner}/{name}/versions/{id}/trainings */
void              limner_client_create_training_async    (LimnerClient        *self,
                                                          const char          *model,
                                                          const char          *version,
                                                          const char          *destination,
                                                          JsonObject          *input,
                                                          GCancellable        *cancellable,
                                                          GAsyncReadyCallback  callback,
                                                          gpointer             user_data);
LimnerTraining   *limner_client_create_training_finish   (LimnerClient  *self,
                                                          GAsyncResult  *result,
                                                          GError       **error);

/* GET /trainings/{id} */
void              limner_client_get_training_async       (LimnerClient        *self,
                                                          const char          *id,
                                                          GCancellable        *cancellable,
                                                          GAsyncReadyCallback  callback,
                                                          gpointer             user_data);
LimnerTraining   *limner_client_get_training_finish      (LimnerClient  *self,
                                                          GAsyncResult  *result,
                                                          GError       **error);

/* POST /trainings/{id}/cancel */
void              limner_client_cancel_training_async    (LimnerClient        *self,
                                                          const char          *id,
                                                          GCancellable        *cancellable,
                                                          GAsyncReadyCallback  callback,
                                                          gpointer             user_data);
LimnerTraining   *limner_client_cancel_training_finish   (LimnerClient  *self,
                                                          GAsyncResult  *result,
                                                          GError       **error);

/* GET /trainings: a list of LimnerTraining */
LimnerPageList   *limner_client_list_trainings           (LimnerClient *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerPredictionSearch, limner_prediction_search_free)

G_END_DECLS
