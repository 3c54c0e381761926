/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "wire/limner-model.h"

#include "limner-client-models.h"
#include "limner-client-predictions.h"
#include "limner-client-private.h"
#include "limner-cog.h"
#include "limner-page-list-private.h"

/* Which endpoint runs a model:
 *
 *     deployment ───────────────→ POST /deployments/O/N/predictions
 *     a version ────────────────→ POST /predictions ─404, 422 version─→ by name
 *     no version ───────────────→ POST /models/O/N/predictions
 *                           └─404, 422 version─→ GET /models/O/N → POST /predictions
 *
 * A refused request was not carried out, so the other way is tried without risk.
 */

/** How much longer than the server holds its answer back we wait for it, in seconds. */
#define WAIT_MARGIN 60

typedef struct
{
  LimnerPredictionRequest *request;
  gboolean                 tried_name;
  gboolean                 tried_version;
  GError                  *first_error;
} Creation;

static void
creation_free (Creation *creation)
{
  limner_prediction_request_free (creation->request);
  g_clear_error (&creation->first_error);
  g_free (creation);
}

static void send_creation (GTask      *task,
                           const char *version);

static JsonObject *
make_body (LimnerPredictionRequest *request,
           const char              *version)
{
  JsonObject *body = json_object_new ();

  if (version != NULL)
    json_object_set_string_member (body, "version", version);
  json_object_set_object_member (body, "input", json_object_ref (request->input));
  if (request->webhook != NULL)
    json_object_set_string_member (body, "webhook", request->webhook);
  if (request->webhook_events != NULL)
    {
      JsonArray *events = json_array_new ();

      for (gsize i = 0; request->webhook_events[i] != NULL; i++)
        json_array_add_string_element (events, request->webhook_events[i]);
      json_object_set_array_member (body, "webhook_events_filter", events);
    }
  return body;
}

/* The server's own webhook, unless the request has another. */
static void
add_webhook (LimnerClient            *self,
             LimnerPredictionRequest *request)
{
  LimnerWebhookEvents events;
  const char *address = limner_server_get_webhook (limner_client_get_server (self), &events);

  if (address == NULL || request->webhook != NULL)
    return;

  request->webhook = g_strdup (address);
  g_strfreev (request->webhook_events);
  request->webhook_events = limner_webhook_events_to_names (events);
}

/* Whether the server says that this model is not run in this way, and nothing about the inputs. */
static gboolean
is_wrong_endpoint (const GError *error)
{
  LimnerProblem *problem = limner_problem_from_error (error);
  g_autofree char *words = NULL;

  if (problem == NULL)
    return FALSE;
  if (limner_problem_get_status (problem) == 404)
    return TRUE;
  if (limner_problem_get_status (problem) != 422 || limner_problem_get_n_fields (problem) > 0)
    return FALSE;

  words = g_strconcat (limner_problem_get_title (problem) != NULL
                       ? limner_problem_get_title (problem) : "", " ",
                       limner_problem_get_detail (problem), NULL);
  return strstr (words, "version") != NULL;
}

static void
latest_version_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Creation *creation = g_task_get_task_data (task);
  g_autoptr(LimnerModel) model =
    limner_client_get_model_finish (LIMNER_CLIENT (object), result, NULL);
  LimnerModelVersion *version = model != NULL ? limner_model_get_latest_version (model) : NULL;

  if (version == NULL || limner_model_version_is_hidden (version))
    g_task_return_error (task, g_steal_pointer (&creation->first_error));
  else
    send_creation (g_steal_pointer (&task), limner_model_version_get_id (version));
}

static void
created_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  LimnerClient *self = LIMNER_CLIENT (object);
  g_autoptr(GTask) task = user_data;
  Creation *creation = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerPrediction) prediction =
    _limner_client_run_finish (self, result, created_cb, &error);

  if (prediction != NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&prediction), g_object_unref);
      return;
    }

  if (creation->request->deployment == NULL && creation->request->model != NULL &&
      is_wrong_endpoint (error))
    {
      if (creation->first_error == NULL)
        creation->first_error = g_error_copy (error);
      if (!creation->tried_name)
        {
          send_creation (g_steal_pointer (&task), NULL);
          return;
        }
      if (!creation->tried_version)
        {
          limner_client_get_model_async (self, creation->request->model,
                                         g_task_get_cancellable (task), latest_version_cb,
                                         g_object_ref (task));
          return;
        }
    }

  /* Where both ways were refused, the first answer is about what was asked for. */
  if (creation->first_error != NULL && is_wrong_endpoint (error))
    g_task_return_error (task, g_steal_pointer (&creation->first_error));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Takes the reference on @task. */
static void
send_creation (GTask      *task,
               const char *version)
{
  LimnerClient *self = g_task_get_source_object (task);
  Creation *creation = g_task_get_task_data (task);
  LimnerPredictionRequest *request = creation->request;
  g_autoptr(JsonObject) body = make_body (request, version);
  g_autofree char *path = NULL;
  LimnerCall *call;

  if (request->deployment != NULL)
    path = _limner_client_model_path (request->deployment, "/deployments/", "/predictions");
  else if (version != NULL)
    path = g_strdup ("/predictions");
  else if (request->model != NULL)
    path = _limner_client_model_path (request->model, "/models/", "/predictions");
  if (path == NULL)
    {
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                               "This is not the name of a model, which is owner/name");
      g_object_unref (task);
      return;
    }

  creation->tried_version |= version != NULL;
  creation->tried_name |= version == NULL;
  call = _limner_call_new (self, SOUP_METHOD_POST, LIMNER_REPLY_RESOURCE, LIMNER_TYPE_PREDICTION,
                           path);
  call->creates = TRUE;
  call->deadline = request->wait_seconds + WAIT_MARGIN;
  if (request->wait_seconds > 0)
    call->prefer = g_strdup_printf ("wait=%u", MIN (request->wait_seconds, 60));
  if (request->cancel_after_seconds > 0)
    call->cancel_after = g_strdup_printf ("%us", MAX (request->cancel_after_seconds, 5));
  _limner_call_set_json (call, body);
  _limner_client_run (self, call, created_cb, g_task_get_cancellable (task), created_cb, task);
}

/**
 * limner_client_create_prediction_async:
 * @self: a client
 * @request: what is to run; it is copied
 * @cancellable: (nullable): a cancellable; cancelling forgets the answer, the server may have taken
 *   the request all the same
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Runs a model. The answer is a prediction that has just begun, or one that is further where the
 * request waits; with a Cog server it is always the final one. The request is sent again only where
 * the server certainly did not take it; where that is not known, the error is %LIMNER_ERROR_LOST,
 * and limner_client_find_prediction_async() finds out.
 */
void
limner_client_create_prediction_async (LimnerClient            *self,
                                       LimnerPredictionRequest *request,
                                       GCancellable            *cancellable,
                                       GAsyncReadyCallback      callback,
                                       gpointer                 user_data)
{
  GTask *task;
  Creation *creation;

  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (request != NULL);

  if (_limner_client_is_cog (self))
    {
      _limner_cog_create (self, request, limner_client_create_prediction_async, cancellable,
                          callback, user_data);
      return;
    }

  creation = g_new0 (Creation, 1);
  creation->request = limner_prediction_request_copy (request);
  add_webhook (self, creation->request);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_client_create_prediction_async);
  g_task_set_task_data (task, creation, (GDestroyNotify) creation_free);
  send_creation (task, request->version);
}

/**
 * limner_client_create_prediction_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the prediction, or %NULL with an error
 */
LIMNER_CLIENT_FINISH (LimnerPrediction *, limner_client_create_prediction)

/**
 * limner_client_get_prediction_async:
 * @self: a client
 * @id: the server's name for it
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Asks how far a prediction is. A Cog server cannot be asked: what is known here is told.
 */
void
limner_client_get_prediction_async (LimnerClient        *self,
                                    const char          *id,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (id != NULL);

  if (_limner_client_is_cog (self))
    {
      g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
      LimnerPrediction *known = _limner_cog_peek (self, id);

      g_task_set_source_tag (task, limner_client_get_prediction_async);
      if (known != NULL)
        g_task_return_pointer (task, known, g_object_unref);
      else
        g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND,
                                 "A Cog server does not remember its predictions");
      return;
    }

  _limner_client_run_path (self, SOUP_METHOD_GET, LIMNER_REPLY_RESOURCE, LIMNER_TYPE_PREDICTION,
                           _limner_client_id_path ("/predictions/", id, ""), NULL,
                           limner_client_get_prediction_async, cancellable, callback, user_data);
}

/**
 * limner_client_get_prediction_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the prediction, or %NULL with an error
 */
LIMNER_CLIENT_FINISH (LimnerPrediction *, limner_client_get_prediction)

/**
 * limner_client_cancel_prediction_async:
 * @self: a client
 * @id: the server's name for it
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Stops a prediction. What the answer holds is not always the last word: ask once more.
 */
void
limner_client_cancel_prediction_async (LimnerClient        *self,
                                       const char          *id,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (id != NULL);

  if (_limner_client_is_cog (self))
    {
      _limner_cog_cancel (self, id, limner_client_cancel_prediction_async, cancellable, callback,
                          user_data);
      return;
    }

  _limner_client_run_path (self, SOUP_METHOD_POST, LIMNER_REPLY_RESOURCE, LIMNER_TYPE_PREDICTION,
                           _limner_client_id_path ("/predictions/", id, "/cancel"), NULL,
                           limner_client_cancel_prediction_async, cancellable, callback, user_data);
}

/**
 * limner_client_cancel_prediction_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the prediction, or %NULL with an error
 */
LIMNER_CLIENT_FINISH (LimnerPrediction *, limner_client_cancel_prediction)

static void
append_time (GString    *path,
             const char *name,
             GDateTime  *time)
{
  g_autoptr(GDateTime) utc = NULL;
  g_autofree char *text = NULL;

  if (time == NULL)
    return;

  utc = g_date_time_to_utc (time);
  text = g_date_time_format (utc, "%Y-%m-%dT%H%%3A%M%%3A%SZ");
  g_string_append_printf (path, "%c%s=%s", strchr (path->str, '?') == NULL ? '?' : '&', name, text);
}

/**
 * limner_client_list_predictions:
 * @self: a client
 * @created_after: (nullable): only those from then on
 * @created_before: (nullable): only those until then
 * @source: (nullable): `web` for those made on the service's pages only
 *
 * Lists the account's predictions, newest first.
 *
 * Returns: (transfer full): a list of #LimnerPrediction that loads as it is scrolled
 */
LimnerPageList *
limner_client_list_predictions (LimnerClient *self,
                                GDateTime    *created_after,
                                GDateTime    *created_before,
                                const char   *source)
{
  g_autoptr(GString) path = g_string_new ("/predictions");

  g_return_val_if_fail (LIMNER_IS_CLIENT (self), NULL);

  append_time (path, "created_after", created_after);
  append_time (path, "created_before", created_before);
  if (source != NULL)
    g_string_append_printf (path, "%csource=%s", strchr (path->str, '?') == NULL ? '?' : '&',
                            source);
  return _limner_page_list_new (self, LIMNER_TYPE_PREDICTION, path->str);
}
