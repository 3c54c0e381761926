/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"

#include "limner-client-deployments.h"
#include "limner-client-private.h"
#include "limner-page-list-private.h"

/**
 * limner_client_list_deployments:
 * @self: a client
 *
 * Lists the account's deployments.
 *
 * Returns: (transfer full): a list of #LimnerDeployment that loads as it is scrolled
 */
LimnerPageList *
limner_client_list_deployments (LimnerClient *self)
{
  g_return_val_if_fail (LIMNER_IS_CLIENT (self), NULL);

  return _limner_page_list_new (self, LIMNER_TYPE_DEPLOYMENT, "/deployments");
}

/**
 * limner_client_create_deployment_async:
 * @self: a client
 * @properties: the deployment's members: `name`, `model`, `version`, `hardware`, `min_instances`,
 *   `max_instances`
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Gives a model machines of its own.
 */
void
limner_client_create_deployment_async (LimnerClient        *self,
                                       JsonObject          *properties,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (properties != NULL);

  _limner_client_run_create (self, LIMNER_TYPE_DEPLOYMENT, g_strdup ("/deployments"), properties,
                             limner_client_create_deployment_async, cancellable, callback,
                             user_data);
}

/**
 * limner_client_create_deployment_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the deployment, or %NULL with an error
 */
LIMNER_CLIENT_FINISH (LimnerDeployment *, limner_client_create_deployment)

/**
 * limner_client_get_deployment_async:
 * @self: a client
 * @deployment: `owner/name`
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Reads one deployment.
 */
void
limner_client_get_deployment_async (LimnerClient        *self,
                                    const char          *deployment,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (deployment != NULL);

  _limner_client_run_path (self, SOUP_METHOD_GET, LIMNER_REPLY_RESOURCE, LIMNER_TYPE_DEPLOYMENT,
                           _limner_client_model_path (deployment, "/deployments/", ""), NULL,
                           limner_client_get_deployment_async, cancellable, callback, user_data);
}

/**
 * limner_client_get_deployment_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the deployment, or %NULL with an error
 */
LIMNER_CLIENT_FINISH (LimnerDeployment *, limner_client_get_deployment)

/**
 * limner_client_update_deployment_async:
 * @self: a client
 * @deployment: `owner/name`
 * @properties: the deployment's members: `name`, `model`, `version`, `hardware`, `min_instances`,
 *   `max_instances`
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Changes a deployment.
 */
void
limner_client_update_deployment_async (LimnerClient        *self,
                                       const char          *deployment,
                                       JsonObject          *properties,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (deployment != NULL);
  g_return_if_fail (properties != NULL);

  _limner_client_run_path (self, "PATCH", LIMNER_REPLY_RESOURCE, LIMNER_TYPE_DEPLOYMENT,
                           _limner_client_model_path (deployment, "/deployments/", ""), properties,
                           limner_client_update_deployment_async, cancellable, callback, user_data);
}

/**
 * limner_client_update_deployment_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the deployment, or %NULL with an error
 */
LIMNER_CLIENT_FINISH (LimnerDeployment *, limner_client_update_deployment)

/**
 * limner_client_delete_deployment_async:
 * @self: a client
 * @deployment: `owner/name`
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Deletes a deployment that has been idle for a quarter of an hour.
 */
void
limner_client_delete_deployment_async (LimnerClient        *self,
                                       const char          *deployment,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (deployment != NULL);

  _limner_client_run_path (self, SOUP_METHOD_DELETE, LIMNER_REPLY_NOTHING, G_TYPE_NONE,
                           _limner_client_model_path (deployment, "/deployments/", ""), NULL,
                           limner_client_delete_deployment_async, cancellable, callback, user_data);
}

/**
 * limner_client_delete_deployment_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: %TRUE where it is gone
 */
LIMNER_CLIENT_FINISH_BOOLEAN (limner_client_delete_deployment)
