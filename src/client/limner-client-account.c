/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "wire/limner-hardware.h"

#include "limner-client-account.h"
#include "limner-client-private.h"
#include "limner-page-list-private.h"

/**
 * limner_client_get_account_async:
 * @self: a client
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Asks who the token belongs to, which is also how to find out whether it is good.
 */
void
limner_client_get_account_async (LimnerClient        *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));

  _limner_client_run_path (self, SOUP_METHOD_GET, LIMNER_REPLY_RESOURCE, LIMNER_TYPE_ACCOUNT,
                           g_strdup ("/account"), NULL, limner_client_get_account_async,
                           cancellable, callback, user_data);
}

/**
 * limner_client_get_account_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the account, or %NULL with an error:
 *   %LIMNER_ERROR_UNAUTHORIZED for a bad token
 */
LIMNER_CLIENT_FINISH (LimnerAccount *, limner_client_get_account)

/**
 * limner_client_list_hardware:
 * @self: a client
 *
 * Lists the machines that models can run on.
 *
 * Returns: (transfer full): a list of #LimnerHardware that loads as it is scrolled
 */
LimnerPageList *
limner_client_list_hardware (LimnerClient *self)
{
  g_return_val_if_fail (LIMNER_IS_CLIENT (self), NULL);

  return _limner_page_list_new (self, LIMNER_TYPE_HARDWARE, "/hardware");
}

/**
 * limner_client_get_webhook_secret_async:
 * @self: a client
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Asks for the secret that webhooks are signed with; see limner_webhook_verify().
 */
void
limner_client_get_webhook_secret_async (LimnerClient        *self,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));

  _limner_client_run_path (self, SOUP_METHOD_GET, LIMNER_REPLY_JSON, G_TYPE_NONE,
                           g_strdup ("/webhooks/default/secret"), NULL,
                           limner_client_get_webhook_secret_async, cancellable, callback,
                           user_data);
}

/**
 * limner_client_get_webhook_secret_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the secret, `whsec_…`, or %NULL with an error
 */
char *
limner_client_get_webhook_secret_finish (LimnerClient  *self,
                                         GAsyncResult  *result,
                                         GError       **error)
{
  g_autoptr(JsonNode) node =
    _limner_client_run_finish (self, result, limner_client_get_webhook_secret_async, error);
  const char *key = NULL;

  if (node == NULL)
    return NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    key = limner_json_get_string (json_node_get_object (node), "key", NULL);
  if (key == NULL)
    g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY,
                 "The server sent no secret for webhooks");
  return g_strdup (key);
}
