/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/limner-client.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_CLIENT_SOURCE (limner_client_source_get_type ())
G_DECLARE_INTERFACE (LimnerClientSource, limner_client_source, LIMNER, CLIENT_SOURCE, GObject)

/**
 * LimnerClientSourceInterface:
 * @get_client_async: begins to find the client of a server, by the server's id; a server that is
 *   started on demand is started now
 * @get_client_finish: ends it; %LIMNER_ERROR_NOT_FOUND when there is no such server any more
 *
 * Whoever knows the servers implements this, so that jobs can be sent without knowing how servers
 * are kept, where tokens come from, or how the built-in engine is started.
 */
struct _LimnerClientSourceInterface
{
  GTypeInterface parent_iface;

  void          (*get_client_async)  (LimnerClientSource  *self,
                                      const char          *server,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
  LimnerClient *(*get_client_finish) (LimnerClientSource  *self,
                                      GAsyncResult        *result,
                                      GError             **error);
};

void          limner_client_source_get_client_async  (LimnerClientSource  *self,
                                                      const char          *server,
                                                      GCancellable        *cancellable,
                                                      GAsyncReadyCallback  callback,
                                                      gpointer             user_data);
LimnerClient *limner_client_source_get_client_finish (LimnerClientSource  *self,
                                                      GAsyncResult        *result,
                                                      GError             **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
