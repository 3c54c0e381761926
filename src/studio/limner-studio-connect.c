/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "client/limner-readiness.h"

#include "limner-studio.h"

typedef struct
{
  char *server;
  char *token;
} Connection;

static void
connection_free (Connection *connection)
{
  g_free (connection->server);
  g_free (connection->token);
  g_free (connection);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (limner_studio_set_token_finish (LIMNER_STUDIO (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Connection *connection = g_task_get_task_data (task);
  LimnerReadiness readiness;
  GError *error = NULL;

  if (!limner_client_check_finish (LIMNER_CLIENT (object), result, &readiness, NULL, &error))
    g_task_return_error (task, error);
  else
    limner_studio_set_token_async (g_task_get_source_object (task), connection->server,
                                   connection->token, g_task_get_cancellable (task), kept_cb,
                                   g_object_ref (task));
}

/**
 * limner_studio_connect_async:
 * @self: a studio
 * @server_id: a server that wants a token
 * @token: what somebody pasted; space round it is left out
 * @cancellable: (nullable): to give up
 * @callback: called when the token is kept, or was refused
 * @user_data: for @callback
 *
 * Tries a token with a client of its own, and keeps it if the server takes it.
 */
void
limner_studio_connect_async (LimnerStudio        *self,
                             const char          *server_id,
                             const char          *token,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(LimnerClient) client = NULL;
  Connection *connection;
  LimnerServer *server;

  g_return_if_fail (LIMNER_IS_STUDIO (self));
  g_return_if_fail (server_id != NULL);
  g_return_if_fail (token != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_studio_connect_async);
  connection = g_new0 (Connection, 1);
  connection->server = g_strdup (server_id);
  connection->token = g_strstrip (g_strdup (token));
  g_task_set_task_data (task, connection, (GDestroyNotify) connection_free);

  server = limner_server_list_find (limner_studio_get_servers (self), server_id);
  if (server == NULL || *connection->token == '\0')
    {
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_UNAUTHORIZED,
                               "There is no token to try");
      return;
    }

  client = limner_client_new (server);
  limner_client_set_token (client, connection->token);
  limner_client_probe_async (client, cancellable, checked_cb, g_steal_pointer (&task));
}

/**
 * limner_studio_connect_finish:
 * @self: a studio
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: %TRUE where the token is kept; else %LIMNER_ERROR_UNAUTHORIZED where it was refused,
 *   %LIMNER_ERROR_KEYRING where it is good but cannot be kept, or what kept it from being tried
 */
gboolean
limner_studio_connect_finish (LimnerStudio  *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
