/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "wire/limner-account.h"

#include "limner-client-account.h"
#include "limner-client-private.h"
#include "limner-readiness.h"

/** How much of a setup log is handed on, in bytes from its end. */
#define LOG_TAIL 4000

typedef struct
{
  LimnerReadiness  readiness;
  char            *detail;
} Check;

static void
check_free (Check *check)
{
  g_free (check->detail);
  g_free (check);
}

static void
return_check (GTask           *task,
              LimnerReadiness  readiness,
              const char      *detail)
{
  Check *check = g_new0 (Check, 1);

  check->readiness = readiness;
  check->detail = g_strdup (detail);
  g_task_return_pointer (task, check, (GDestroyNotify) check_free);
}

static LimnerReadiness
parse_status (const char *word)
{
  static const char * const words[] = {
    [LIMNER_READINESS_READY]        = "READY",
    [LIMNER_READINESS_STARTING]     = "STARTING",
    [LIMNER_READINESS_BUSY]         = "BUSY",
    [LIMNER_READINESS_SETUP_FAILED] = "SETUP_FAILED",
    [LIMNER_READINESS_DEFUNCT]      = "DEFUNCT",
    [LIMNER_READINESS_UNHEALTHY]    = "UNHEALTHY",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strcmp (word, words[i]) == 0)
        return (LimnerReadiness) i;
    }
  return LIMNER_READINESS_UNKNOWN;
}

static void
health_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node =
    _limner_client_run_finish (LIMNER_CLIENT (object), result, health_cb, &error);
  JsonObject *answer = NULL;
  const char *status, *detail;

  if (node == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (JSON_NODE_HOLDS_OBJECT (node))
    answer = json_node_get_object (node);
  status = limner_json_get_string (answer, "status", NULL);
  if (status == NULL)
    {
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY,
                               "What answers at this address is not a Cog server");
      return;
    }

  detail = limner_json_get_string (answer, "user_healthcheck_error", NULL);
  if (detail == NULL)
    detail = limner_json_get_string (limner_json_get_object (answer, "setup"), "logs", NULL);
  if (detail != NULL && strlen (detail) > LOG_TAIL)
    detail = g_utf8_find_next_char (detail + strlen (detail) - LOG_TAIL, NULL);
  return_check (task, parse_status (status), detail);
}

static void
account_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerAccount) account =
    limner_client_get_account_finish (LIMNER_CLIENT (object), result, &error);

  if (account != NULL)
    return_check (task, LIMNER_READINESS_READY, limner_account_get_name (account));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
ask (LimnerClient        *self,
     gboolean             is_once,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  gboolean is_cog = _limner_client_is_cog (self);
  LimnerCall *call = is_cog
    ? _limner_call_new (self, SOUP_METHOD_GET, LIMNER_REPLY_JSON, G_TYPE_NONE, "/health-check")
    : _limner_call_new (self, SOUP_METHOD_GET, LIMNER_REPLY_RESOURCE, LIMNER_TYPE_ACCOUNT,
                        "/account");

  g_task_set_source_tag (task, limner_client_check_async);
  call->is_once = is_once;
  if (is_cog)
    _limner_client_run (self, call, health_cb, cancellable, health_cb, task);
  else
    _limner_client_run (self, call, limner_client_get_account_async, cancellable, account_cb, task);
}

/**
 * limner_client_check_async:
 * @self: a client
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Asks whether the server can take work: a Cog server for its health, another for the account.
 */
void
limner_client_check_async (LimnerClient        *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));

  ask (self, FALSE, cancellable, callback, user_data);
}

/**
 * limner_client_probe_async:
 * @self: a client
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer; ends with limner_client_check_finish()
 * @user_data: data for @callback
 *
 * Asks like limner_client_check_async(), for somebody who looks on: once, so that a server that is
 * not there is told of at once.
 */
void
limner_client_probe_async (LimnerClient        *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));

  ask (self, TRUE, cancellable, callback, user_data);
}

/**
 * limner_client_check_finish:
 * @self: a client
 * @result: what the callback was given
 * @readiness: (out): whether it can take work
 * @detail: (out) (optional) (nullable) (transfer full): the end of a Cog server's setup log, or
 *   the name of the account
 * @error: return location for an error
 *
 * Returns: %TRUE where the server answered
 */
gboolean
limner_client_check_finish (LimnerClient     *self,
                            GAsyncResult     *result,
                            LimnerReadiness  *readiness,
                            char            **detail,
                            GError          **error)
{
  Check *check = _limner_client_run_finish (self, result, limner_client_check_async, error);

  if (check == NULL)
    return FALSE;

  *readiness = check->readiness;
  if (detail != NULL)
    *detail = g_strdup (check->detail);
  check_free (check);
  return TRUE;
}
