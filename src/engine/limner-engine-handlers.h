/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-engine-context.h"

G_BEGIN_DECLS

/* One for each operation of the API, in the order of limner-engine-routes.c. */
void limner_engine_handle_account_get                    (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_collections_list               (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_collections_get                (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_hardware_list                  (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_search                         (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_webhooks_secret_get            (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_counters_get                   (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);

void limner_engine_handle_models_list                    (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_models_search                  (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_models_create                  (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_models_get                     (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_models_update                  (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_models_delete                  (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_models_examples_list           (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_models_readme_get              (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_models_versions_list           (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_models_versions_get            (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_models_versions_delete         (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);

void limner_engine_handle_predictions_create             (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_models_predictions_create      (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_deployments_predictions_create (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_predictions_list               (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_predictions_get                (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_predictions_cancel             (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_trainings_create               (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_trainings_list                 (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_trainings_get                  (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_trainings_cancel               (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);

void limner_engine_handle_deployments_list               (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_deployments_create             (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_deployments_get                (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_deployments_update             (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_deployments_delete             (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);

void limner_engine_handle_files_list                     (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_files_create                   (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_files_get                      (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_files_delete                   (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_files_download                 (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);

/* Beside the API: where its addresses lead */
void limner_engine_handle_outputs_get                    (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);
void limner_engine_handle_streams_get                    (LimnerEngineContext *context,
                                                          LimnerEngineRequest *request);

G_END_DECLS
