/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "wire/limner-deployment.h"

#include "limner-client.h"
#include "limner-page-list.h"

G_BEGIN_DECLS

/* GET /deployments: a list of LimnerDeployment */
LimnerPageList   *limner_client_list_deployments         (LimnerClient *self);

/* POST /deployments */
void              limner_client_create_deployment_async  (LimnerClient        *self,
                                                          JsonObject          *properties,
                                                          GCancellable        *cancellable,
                                                          GAsyncReadyCallback  callback,
                                                          gpointer             user_data);
LimnerDeployment *limner_client_create_deployment_finish (LimnerClient  *self,
                                                          GAsyncResult  *result,
                                                          GError       **error);

/* GET /deployments/{owner}/{name} */
void              limner_client_get_deployment_async     (LimnerClient        *self,
                                                          const char          *deployment,
                                                          GCancellable        *cancellable,
                                                          GAsyncReadyCallback  callback,
                                                          gpointer             user_data);
LimnerDeployment *limner_client_get_deployment_finish    (LimnerClient  *self,
                                                          GAsyncResult  *result,
                                                          GError       **error);

/* PATCH /deployments/{owner}/{name} */
void              limner_client_update_deployment_async  (LimnerClient        *self,
                                                          const char          *deployment,
                                                          JsonObject          *properties,
                                                          GCancellable        *cancellable,
                                                          GAsyncReadyCallback  callback,
                                                          gpointer             user_data);
LimnerDeployment *limner_client_update_deployment_finish (LimnerClient  *self,
                                                          GAsyncResult  *result,
                                                          GError       **error);

/* DELETE /deployments/{owner}/{name} */
void              limner_client_delete_deployment_async  (LimnerClient        *self,
                                                          const char          *deployment,
                                                          GCancellable        *cancellable,
                                                          GAsyncReadyCallback  callback,
                                                          gpointer             user_data);
gboolean          limner_client_delete_deployment_finish (LimnerClient  *self,
                                                          GAsyncResult  *result,
                                                          GError       **error);

G_END_DECLS
