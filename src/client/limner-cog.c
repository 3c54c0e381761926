/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "wire/limner-model.h"

#include "limner-cog.h"
#include "limner-readiness.h"

/* A Cog server runs one prediction at a time and cannot be asked about it later:
 *
 *     waiting ──→ PUT /predictions/ID, answered when the model is done ──→ result
 *        ↑                │ 409 or 503: it works for somebody else
 *        └── health-check ┘
 *
 * The PUT is never sent again once the server may have taken it: a second one would run the model
 * again. There is no other way to progress that is safe from this, so there is none.
 */

/** The pauses between questions to a busy server, in seconds. */
#define FIRST_PAUSE 0.5
#define LONGEST_PAUSE 5.0

typedef struct
{
  LimnerPredictionRequest *request;
  LimnerPrediction        *state;      /* what a poll is told */
  double                   pause;
} Flight;

struct _LimnerCog
{
  LimnerClient *client;      /* borrowed: owns us */
  GQueue        waiting;     /* of GTask with a Flight */
  GTask        *running;     /* owned */
};

static void start_next (LimnerCog *self);
static void put_flight (GTask *task);

static void
flight_free (Flight *flight)
{
  limner_prediction_request_free (flight->request);
  g_clear_object (&flight->state);
  g_free (flight);
}

LimnerCog *
_limner_cog_new (LimnerClient *client)
{
  LimnerCog *self = g_new0 (LimnerCog, 1);

  self->client = client;
  g_queue_init (&self->waiting);
  return self;
}

/* Tasks hold the client, so that none is left when the client goes. */
void
_limner_cog_free (LimnerCog *self)
{
  g_queue_clear_full (&self->waiting, g_object_unref);
  g_clear_object (&self->running);
  g_free (self);
}

static char *
dup_model_name (LimnerClient *client)
{
  const char *base_url = limner_server_get_base_url (limner_client_get_server (client));
  const char *host = strstr (base_url, "://");
  char *name = g_strdup (host != NULL ? host + 3 : "model");

  for (char *c = name; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c) && *c != '.')
        *c = '-';
    }
  return name;
}

static void
set_missing_string (LimnerPrediction *prediction,
                    const char       *member,
                    const char       *value)
{
  if (limner_resource_get_string (LIMNER_RESOURCE (prediction), member) == NULL)
    limner_resource_set_string (LIMNER_RESOURCE (prediction), member, value);
}

/* Adds what Cog leaves out: the id, the model, when it began, the inputs. */
static LimnerPrediction *
complete_answer (LimnerClient *client,
                 Flight       *flight,
                 JsonObject   *answer)
{
  LimnerPrediction *prediction = limner_resource_copy (LIMNER_RESOURCE (flight->state));
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, answer);
  while (json_object_iter_next_ordered (&iter, &member, &value))
    {
      if (!JSON_NODE_HOLDS_NULL (value) ||
          !json_object_has_member (limner_resource_get_json (LIMNER_RESOURCE (prediction)), member))
        limner_resource_set_node (LIMNER_RESOURCE (prediction), member, value);
    }
  if (limner_prediction_get_status (prediction) == LIMNER_STATUS_FAILED)
    set_missing_string (prediction, "error", "The model failed without a reason");
  return prediction;
}

static void
finish_running (LimnerCog        *self,
                LimnerPrediction *prediction,
                GError           *error)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->running);

  if (prediction != NULL)
    g_task_return_pointer (task, prediction, g_object_unref);
  else
    g_task_return_error (task, error);
  start_next (self);
}

static void
cancelled_at_server_cb (GObject      *object,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  /* The older servers answer 404 to what they cannot cancel; the result tells what happened. */
  if (!_limner_client_run_finish_boolean (LIMNER_CLIENT (object), result, cancelled_at_server_cb,
                                          &error))
    g_debug ("Cancelling failed: %s", error->message);
  if (task != NULL)
    g_task_return_pointer (task, g_object_ref (g_task_get_task_data (task)), g_object_unref);
}

static void
cancel_at_server (LimnerClient *client,
                  const char   *id,
                  GTask        *task)
{
  g_autofree char *path = _limner_client_id_path ("/predictions/", id, "/cancel");
  LimnerCall *call = _limner_call_new (client, SOUP_METHOD_POST, LIMNER_REPLY_NOTHING, G_TYPE_NONE,
                                       path);

  call->body = g_bytes_new_static ("{}", 2);
  call->content_type = g_strdup ("application/json");
  _limner_client_run (client, call, cancelled_at_server_cb,
                      task != NULL ? g_task_get_cancellable (task) : NULL, cancelled_at_server_cb,
                      task);
}

static gboolean
ask_again_cb (gpointer user_data);

static void
ready_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  LimnerClient *client = LIMNER_CLIENT (object);
  LimnerCog *self = _limner_client_get_cog (client);
  GTask *task = user_data;
  Flight *flight = g_task_get_task_data (task);
  GError *error = NULL;
  LimnerReadiness readiness;
  g_autofree char *detail = NULL;

  if (!limner_client_check_finish (client, result, &readiness, &detail, &error))
    {
      finish_running (self, NULL, error);
    }
  else if (readiness == LIMNER_READINESS_SETUP_FAILED || readiness == LIMNER_READINESS_DEFUNCT)
    {
      finish_running (self, NULL,
                      g_error_new (LIMNER_ERROR, LIMNER_ERROR_SERVER,
                                   "The model of this server could not be started%s%s",
                                   detail != NULL ? ": " : "", detail != NULL ? detail : ""));
    }
  else if (readiness == LIMNER_READINESS_BUSY || readiness == LIMNER_READINESS_STARTING)
    {
      g_autoptr(GSource) source =
        g_timeout_source_new (_limner_client_scale (client, flight->pause));

      flight->pause = MIN (flight->pause * 1.5, LONGEST_PAUSE);
      g_source_set_callback (source, ask_again_cb, task, NULL);
      g_source_attach (source, g_task_get_context (task));
    }
  else
    {
      put_flight (task);
    }
}

static gboolean
ask_again_cb (gpointer user_data)
{
  GTask *task = user_data;

  limner_client_check_async (g_task_get_source_object (task), g_task_get_cancellable (task),
                             ready_cb, task);
  return G_SOURCE_REMOVE;
}

static void
put_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  LimnerClient *client = LIMNER_CLIENT (object);
  LimnerCog *self = _limner_client_get_cog (client);
  GTask *task = user_data;
  Flight *flight = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = _limner_client_run_finish (client, result, put_cb, &error);
  g_autoptr(LimnerPrediction) prediction = NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    prediction = complete_answer (client, flight, json_node_get_object (node));

  if (prediction != NULL && limner_status_is_final (limner_prediction_get_status (prediction)))
    {
      finish_running (self, g_steal_pointer (&prediction), NULL);
    }
  else if (node != NULL)
    {
      finish_running (self, NULL,
                      g_error_new (LIMNER_ERROR, LIMNER_ERROR_LOST,
                                   "The server answered before the model was done"));
    }
  else if (g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_BUSY))
    {
      limner_prediction_set_status (flight->state, LIMNER_STATUS_STARTING);
      limner_client_check_async (client, g_task_get_cancellable (task), ready_cb, task);
    }
  else
    {
      if (limner_error_is_cancelled (error))
        cancel_at_server (client, limner_prediction_get_id (flight->state), NULL);
      finish_running (self, NULL, g_steal_pointer (&error));
    }
}

/* Hands the running flight to the server. The task is owned by the queue. */
static void
put_flight (GTask *task)
{
  LimnerClient *client = g_task_get_source_object (task);
  Flight *flight = g_task_get_task_data (task);
  const char *id = limner_prediction_get_id (flight->state);
  g_autofree char *path = _limner_client_id_path ("/predictions/", id, "");
  g_autoptr(JsonObject) body = json_object_new ();
  LimnerCall *call;

  limner_prediction_set_status (flight->state, LIMNER_STATUS_PROCESSING);
  json_object_set_string_member (body, "id", id);
  json_object_set_object_member (body, "input", json_object_ref (flight->request->input));

  call = _limner_call_new (client, SOUP_METHOD_PUT, LIMNER_REPLY_JSON, G_TYPE_NONE, path);
  call->creates = TRUE;
  call->deadline = 0;
  _limner_call_set_json (call, body);
  _limner_client_run (client, call, put_cb, g_task_get_cancellable (task), put_cb, task);
}

static void
start_next (LimnerCog *self)
{
  while (self->running == NULL && !g_queue_is_empty (&self->waiting))
    {
      g_autoptr(GTask) task = g_queue_pop_head (&self->waiting);

      if (g_task_return_error_if_cancelled (task))
        continue;
      self->running = g_steal_pointer (&task);
      put_flight (self->running);
    }
}

/* Runs the model with our own id, when its turn comes. */
void
_limner_cog_create (LimnerClient            *client,
                    LimnerPredictionRequest *request,
                    gpointer                 tag,
                    GCancellable            *cancellable,
                    GAsyncReadyCallback      callback,
                    gpointer                 user_data)
{
  LimnerCog *self = _limner_client_get_cog (client);
  GTask *task = g_task_new (client, cancellable, callback, user_data);
  Flight *flight = g_new0 (Flight, 1);
  g_autofree char *id = request->id != NULL ? g_strdup (request->id) : g_uuid_string_random ();
  g_autofree char *model = dup_model_name (client);
  g_autofree char *reference = g_strconcat ("cog/", model, NULL);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(JsonNode) input = json_node_init_object (json_node_alloc (), request->input);

  flight->request = limner_prediction_request_copy (request);
  flight->pause = FIRST_PAUSE;
  flight->state = limner_prediction_new (id);
  limner_resource_set_string (LIMNER_RESOURCE (flight->state), "model", reference);
  limner_resource_set_node (LIMNER_RESOURCE (flight->state), "input", input);
  limner_resource_set_time (LIMNER_RESOURCE (flight->state), "created_at", now);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, flight, (GDestroyNotify) flight_free);
  g_queue_push_tail (&self->waiting, task);
  start_next (self);
}

static gboolean
has_id (GTask      *task,
        const char *id)
{
  Flight *flight = g_task_get_task_data (task);

  return strcmp (limner_prediction_get_id (flight->state), id) == 0;
}

static GTask *
find_task (LimnerCog  *self,
           const char *id)
{
  if (self->running != NULL && has_id (self->running, id))
    return self->running;

  for (GList *l = self->waiting.head; l != NULL; l = l->next)
    {
      if (has_id (l->data, id))
        return l->data;
    }
  return NULL;
}

/* Gives a copy of what is known of a prediction that waits or runs, else NULL. */
LimnerPrediction *
_limner_cog_peek (LimnerClient *client,
                  const char   *id)
{
  GTask *task = find_task (_limner_client_get_cog (client), id);
  Flight *flight = task != NULL ? g_task_get_task_data (task) : NULL;

  return flight != NULL ? limner_resource_copy (LIMNER_RESOURCE (flight->state)) : NULL;
}

/* Takes a prediction out of the line, or asks the server to stop it. */
void
_limner_cog_cancel (LimnerClient        *client,
                    const char          *id,
                    gpointer             tag,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  LimnerCog *self = _limner_client_get_cog (client);
  GTask *flying = find_task (self, id);
  GTask *task = g_task_new (client, cancellable, callback, user_data);
  Flight *flight;

  g_task_set_source_tag (task, tag);
  if (flying == NULL)
    {
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND,
                               "This prediction does not run");
      g_object_unref (task);
      return;
    }

  flight = g_task_get_task_data (flying);
  if (flying == self->running)
    {
      g_task_set_task_data (task, limner_resource_copy (LIMNER_RESOURCE (flight->state)),
                            g_object_unref);
      cancel_at_server (client, id, task);
      return;
    }

  limner_prediction_set_status (flight->state, LIMNER_STATUS_CANCELED);
  g_queue_remove (&self->waiting, flying);
  g_task_return_pointer (flying, g_object_ref (flight->state), g_object_unref);
  g_task_return_pointer (task, g_object_ref (flight->state), g_object_unref);
  g_object_unref (flying);
  g_object_unref (task);
}

static void
openapi_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  LimnerClient *client = LIMNER_CLIENT (object);
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = _limner_client_run_finish (client, result, openapi_cb, &error);
  g_autoptr(LimnerModel) model = NULL;
  g_autoptr(LimnerModelVersion) version = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;
  JsonObject *document, *schemas;

  if (node == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  document = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  schemas = limner_json_get_object (limner_json_get_object (document, "components"), "schemas");
  if (limner_json_get_object (schemas, "Input") == NULL)
    {
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_BUSY,
                               "The model of this server is not loaded yet");
      return;
    }

  /* The version is named by what decides the form, so that a changed model is noticed. */
  text = limner_json_object_to_string (schemas, FALSE);
  id = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  version = limner_model_version_new (id, document);
  name = dup_model_name (client);
  model = limner_model_new ("cog", name);
  limner_resource_set_string (LIMNER_RESOURCE (model), "description",
                              limner_server_get_name (limner_client_get_server (client)));
  limner_model_set_latest_version (model, version);
  g_task_return_pointer (task, g_steal_pointer (&model), g_object_unref);
}

/* Presents the server's OpenAPI document as a model with one version. */
void
_limner_cog_get_model (LimnerClient        *client,
                       gpointer             tag,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  _limner_client_run (client,
                      _limner_call_new (client, SOUP_METHOD_GET, LIMNER_REPLY_JSON, G_TYPE_NONE,
                                        "/openapi.json"),
                      openapi_cb, cancellable, openapi_cb, task);
}
