/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-client-source.h"

G_DEFINE_INTERFACE (LimnerClientSource, limner_client_source, G_TYPE_OBJECT)

static void
limner_client_source_default_init (LimnerClientSourceInterface *iface)
{
}

/**
 * limner_client_source_get_client_async:
 * @self: who knows the servers
 * @server: a server's id
 * @cancellable: (nullable): to stop waiting
 * @callback: called when the client is there
 * @user_data: for @callback
 *
 * Finds the client of a server; a server that is started on demand is started.
 */
void
limner_client_source_get_client_async (LimnerClientSource  *self,
                                       const char          *server,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT_SOURCE (self));
  g_return_if_fail (server != NULL);

  LIMNER_CLIENT_SOURCE_GET_IFACE (self)->get_client_async (self, server, cancellable, callback,
                                                           user_data);
}

/**
 * limner_client_source_get_client_finish:
 * @self: who knows the servers
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_client_source_get_client_async().
 *
 * Returns: (transfer full) (nullable): the client; or %NULL with %LIMNER_ERROR_NOT_FOUND when there
 *   is no such server any more
 */
LimnerClient *
limner_client_source_get_client_finish (LimnerClientSource  *self,
                                        GAsyncResult        *result,
                                        GError             **error)
{
  g_return_val_if_fail (LIMNER_IS_CLIENT_SOURCE (self), NULL);

  return LIMNER_CLIENT_SOURCE_GET_IFACE (self)->get_client_finish (self, result, error);
}
