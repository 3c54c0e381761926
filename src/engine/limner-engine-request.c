/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-request.h"

#include "base/limner-json.h"
#include "wire/limner-problem.h"

#include "limner-engine-bodies.h"
#include "limner-engine-files.h"
#include "limner-engine-misbehave.h"
#include "limner-engine-record.h"
#include "limner-engine-validate.h"

/**
 * LimnerEngineRequest:
 *
 * A request to the engine, from its arrival to its one answer. Main thread only.
 */
struct _LimnerEngineRequest
{
  GObject                  parent_instance;

  /* Owned */
  SoupServerMessage       *message;
  char                    *path;
  GHashTable              *query;
  char                    *parameters[LIMNER_ENGINE_MAX_PARAMETERS];

  /* Borrowed */
  const char              *operation;
  const LimnerEngineFault *fault;

  gulong                   disconnected_id;
  gboolean                 is_connected;
  gboolean                 is_waiting;     /* libsoup was told to wait */
  gboolean                 is_answered;
};

G_DEFINE_FINAL_TYPE (LimnerEngineRequest, limner_engine_request, G_TYPE_OBJECT)

/* The client went away, or a fault took the connection. */
static void
disconnected_cb (SoupServerMessage   *message,
                 LimnerEngineRequest *self)
{
  self->is_connected = FALSE;
}

static void
limner_engine_request_finalize (GObject *object)
{
  LimnerEngineRequest *self = LIMNER_ENGINE_REQUEST (object);

  g_clear_signal_handler (&self->disconnected_id, self->message);
  g_clear_object (&self->message);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->query, g_hash_table_unref);
  for (guint i = 0; i < LIMNER_ENGINE_MAX_PARAMETERS; i++)
    g_clear_pointer (&self->parameters[i], g_free);

  G_OBJECT_CLASS (limner_engine_request_parent_class)->finalize (object);
}

static void
limner_engine_request_class_init (LimnerEngineRequestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = limner_engine_request_finalize;
}

static void
limner_engine_request_init (LimnerEngineRequest *self)
{
}

/**
 * limner_engine_request_new:
 * @message: the request as libsoup sees it
 * @path: its path
 * @query: (nullable): its query
 *
 * Returns: (transfer full): a request
 */
LimnerEngineRequest *
limner_engine_request_new (SoupServerMessage *message,
                           const char        *path,
                           GHashTable        *query)
{
  LimnerEngineRequest *self = g_object_new (LIMNER_TYPE_ENGINE_REQUEST, NULL);

  self->message = g_object_ref (message);
  self->is_connected = TRUE;
  self->disconnected_id = g_signal_connect (message, "disconnected",
                                            G_CALLBACK (disconnected_cb), self);
  self->path = g_strdup (path);
  self->query = query != NULL ? g_hash_table_ref (query) : NULL;
  return self;
}

/**
 * limner_engine_request_get_message:
 * @self: a request
 *
 * Returns: (transfer none): the request as libsoup sees it
 */
SoupServerMessage *
limner_engine_request_get_message (LimnerEngineRequest *self)
{
  return self->message;
}

/**
 * limner_engine_request_get_path:
 * @self: a request
 *
 * Returns: (transfer none): its path, decoded
 */
const char *
limner_engine_request_get_path (LimnerEngineRequest *self)
{
  return self->path;
}

/**
 * limner_engine_request_get_query:
 * @self: a request
 * @name: the name of a parameter of the query
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
limner_engine_request_get_query (LimnerEngineRequest *self,
                                 const char          *name)
{
  return self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;
}

/**
 * limner_engine_request_get_queries:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the whole query
 */
GHashTable *
limner_engine_request_get_queries (LimnerEngineRequest *self)
{
  return self->query;
}

/**
 * limner_engine_request_get_header:
 * @self: a request
 * @name: the name of a header
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
limner_engine_request_get_header (LimnerEngineRequest *self,
                                  const char          *name)
{
  return soup_message_headers_get_one (soup_server_message_get_request_headers (self->message),
                                       name);
}

/**
 * limner_engine_request_set_route:
 * @self: a request
 * @operation: (transfer none): what it asks for; a static string
 * @parameters: (array fixed-size=3): the variable parts of its path
 */
void
limner_engine_request_set_route (LimnerEngineRequest *self,
                                 const char          *operation,
                                 const char * const  *parameters)
{
  self->operation = operation;
  for (guint i = 0; i < LIMNER_ENGINE_MAX_PARAMETERS; i++)
    {
      g_free (self->parameters[i]);
      self->parameters[i] = g_strdup (parameters[i]);
    }
}

/**
 * limner_engine_request_get_operation:
 * @self: a request
 *
 * Returns: (transfer none): what it asks for, such as `predictions.create`
 */
const char *
limner_engine_request_get_operation (LimnerEngineRequest *self)
{
  return self->operation;
}

/**
 * limner_engine_request_get_parameter:
 * @self: a request
 * @position: which one, from 0
 *
 * Returns: (transfer none): a variable part of its path
 */
const char *
limner_engine_request_get_parameter (LimnerEngineRequest *self,
                                     guint                position)
{
  g_return_val_if_fail (position < LIMNER_ENGINE_MAX_PARAMETERS, NULL);

  return self->parameters[position];
}

/**
 * limner_engine_request_get_fault:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): what shall go wrong with it
 */
const LimnerEngineFault *
limner_engine_request_get_fault (LimnerEngineRequest *self)
{
  return self->fault;
}

/**
 * limner_engine_request_set_fault:
 * @self: a request
 * @fault: (nullable): what shall go wrong with it
 */
void
limner_engine_request_set_fault (LimnerEngineRequest     *self,
                                 const LimnerEngineFault *fault)
{
  self->fault = fault;
}

/**
 * limner_engine_request_get_body:
 * @self: a request
 *
 * Returns: (transfer full): its body
 */
GBytes *
limner_engine_request_get_body (LimnerEngineRequest *self)
{
  return soup_message_body_flatten (soup_server_message_get_request_body (self->message));
}

/**
 * limner_engine_request_read_json:
 * @self: a request
 *
 * Reads the body as JSON and checks it against what its operation takes. What is wrong is answered.
 *
 * Returns: (transfer full) (nullable): the body; %NULL if it was wrong
 */
JsonObject *
limner_engine_request_read_json (LimnerEngineRequest *self)
{
  g_autoptr(GBytes) body = limner_engine_request_get_body (self);
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(JsonArray) faults = NULL;
  JsonObject *schema = limner_engine_bodies_find (self->operation);

  node = limner_json_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                            LIMNER_ENGINE_MAX_BYTES, NULL);
  if (node == NULL)
    {
      limner_engine_request_answer_problem (self, SOUP_STATUS_BAD_REQUEST, "Bad Request",
                                            "The request body is not valid JSON");
      return NULL;
    }

  faults = limner_engine_validate (NULL, schema, node, "");
  if (json_array_get_length (faults) > 0)
    {
      limner_engine_request_answer_faults (self, faults);
      return NULL;
    }

  return json_node_dup_object (node);
}

/**
 * limner_engine_request_is_answered:
 * @self: a request
 *
 * Returns: whether it got its answer, or its connection is gone
 */
gboolean
limner_engine_request_is_answered (LimnerEngineRequest *self)
{
  return self->is_answered;
}

/**
 * limner_engine_request_set_answered:
 * @self: a request
 *
 * Says that its answer is written by somebody else from here on.
 */
void
limner_engine_request_set_answered (LimnerEngineRequest *self)
{
  self->is_answered = TRUE;
}

/**
 * limner_engine_request_wait:
 * @self: a request without an answer
 *
 * Lets libsoup wait for an answer that comes later.
 */
void
limner_engine_request_wait (LimnerEngineRequest *self)
{
  if (self->is_waiting || self->is_answered)
    return;

  self->is_waiting = TRUE;
  soup_server_message_pause (self->message);
}

/**
 * limner_engine_request_answer:
 * @self: a request without an answer
 * @status: an HTTP status
 * @content_type: (nullable): type of @body
 * @body: (nullable): what is sent
 *
 * Answers the request, or breaks the answer where a fault wants it.
 */
void
limner_engine_request_answer (LimnerEngineRequest *self,
                              guint                status,
                              const char          *content_type,
                              GBytes              *body)
{
  if (self->is_answered)
    return;

  self->is_answered = TRUE;
  if (!self->is_connected)
    return;
  if (self->fault == NULL ||
      !limner_engine_misbehave (self->fault, self->message, status, content_type, body))
    {
      soup_server_message_set_status (self->message, status, NULL);
      if (content_type != NULL)
        soup_message_headers_replace (soup_server_message_get_response_headers (self->message),
                                      "Content-Type", content_type);
      if (body != NULL)
        soup_message_body_append_bytes (soup_server_message_get_response_body (self->message),
                                        body);
    }

  if (self->is_waiting && self->is_connected)
    soup_server_message_unpause (self->message);
}

/**
 * limner_engine_request_answer_node:
 * @self: a request without an answer
 * @status: an HTTP status
 * @node: (transfer full): a JSON value
 */
void
limner_engine_request_answer_node (LimnerEngineRequest *self,
                                   guint                status,
                                   JsonNode            *node)
{
  g_autoptr(GBytes) bytes = limner_engine_json_bytes (node);

  json_node_unref (node);
  limner_engine_request_answer (self, status, status < 400 ? "application/json"
                                                           : "application/problem+json", bytes);
}

/**
 * limner_engine_request_answer_object:
 * @self: a request without an answer
 * @status: an HTTP status
 * @object: (transfer full): a JSON object
 */
void
limner_engine_request_answer_object (LimnerEngineRequest *self,
                                     guint                status,
                                     JsonObject          *object)
{
  JsonNode *node = json_node_alloc ();

  json_node_init_object (node, object);
  json_object_unref (object);
  limner_engine_request_answer_node (self, status, node);
}

/**
 * limner_engine_request_answer_problem:
 * @self: a request without an answer
 * @status: an HTTP status from 400
 * @title: (nullable): a few words
 * @detail: a sentence
 */
void
limner_engine_request_answer_problem (LimnerEngineRequest *self,
                                      guint                status,
                                      const char          *title,
                                      const char          *detail)
{
  g_autoptr(LimnerProblem) problem = limner_problem_new (status, title, detail);

  limner_engine_request_answer_node (self, status, limner_problem_to_node (problem));
}

/**
 * limner_engine_request_answer_not_found:
 * @self: a request without an answer
 *
 * Says that there is nothing of that name, in the service's words.
 */
void
limner_engine_request_answer_not_found (LimnerEngineRequest *self)
{
  limner_engine_request_answer_problem (self, SOUP_STATUS_NOT_FOUND, NULL,
                                        "The requested resource could not be found.");
}

/**
 * limner_engine_request_answer_faults:
 * @self: a request without an answer
 * @faults: what limner_engine_validate() found
 */
void
limner_engine_request_answer_faults (LimnerEngineRequest *self,
                                     JsonArray           *faults)
{
  JsonObject *json = json_object_new ();
  g_autofree char *detail = limner_engine_validate_detail (faults);

  json_object_set_string_member (json, "detail", detail);
  json_object_set_int_member (json, "status", SOUP_STATUS_UNPROCESSABLE_ENTITY);
  json_object_set_string_member (json, "title", "Input validation failed");
  json_object_set_array_member (json, "invalid_fields", json_array_ref (faults));
  limner_engine_request_answer_object (self, SOUP_STATUS_UNPROCESSABLE_ENTITY, json);
}
