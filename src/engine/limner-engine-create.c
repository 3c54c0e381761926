/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-create.h"

#include "base/limner-json.h"

#include "limner-engine-fetch.h"
#include "limner-engine-validate.h"
#include "limner-engine-webhook.h"

#define MAX_WAIT_SECONDS 60
#define MIN_DEADLINE     (5 * G_USEC_PER_SEC)
#define MAX_DEADLINE     (24 * 60 * 60 * (gint64) G_USEC_PER_SEC)

/* A request whose client waits for the prediction to end (`Prefer: wait`). */
typedef struct
{
  LimnerEngineRequest    *request;
  LimnerEnginePrediction *prediction;
  char                   *origin;
  gulong                  completed_id;
  gulong                  finished_id;
  guint                   timeout_id;
} Wait;

static void
wait_free (Wait *wait)
{
  g_clear_signal_handler (&wait->completed_id, wait->prediction);
  g_clear_signal_handler (&wait->finished_id,
                          limner_engine_request_get_message (wait->request));
  g_clear_handle_id (&wait->timeout_id, g_source_remove);
  g_clear_object (&wait->request);
  g_clear_object (&wait->prediction);
  g_free (wait->origin);
  g_free (wait);
}

static void
answer (LimnerEngineRequest    *request,
        LimnerEnginePrediction *prediction,
        const char             *origin,
        guint                   status)
{
  g_autoptr(JsonObject) json = limner_engine_prediction_to_json (prediction, origin);
  JsonObject *urls = limner_json_get_object (json, "urls");
  SoupServerMessage *message = limner_engine_request_get_message (request);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location",
                                limner_json_get_string (urls, "get", ""));
  limner_engine_request_answer_object (request, status, g_steal_pointer (&json));
}

static void
wait_completed_cb (LimnerEnginePrediction *prediction,
                   Wait                   *wait)
{
  answer (wait->request, prediction, wait->origin, SOUP_STATUS_CREATED);
  wait_free (wait);
}

static gboolean
wait_timeout_cb (gpointer data)
{
  Wait *wait = data;
  const GPtrArray *outputs = limner_engine_prediction_get_outputs (wait->prediction);

  wait->timeout_id = 0;
  answer (wait->request, wait->prediction, wait->origin,
          outputs->len > 0 ? SOUP_STATUS_CREATED : SOUP_STATUS_ACCEPTED);
  wait_free (wait);
  return G_SOURCE_REMOVE;
}

/* The client went away; the prediction goes on. */
static void
wait_finished_cb (SoupServerMessage *message,
                  Wait              *wait)
{
  limner_engine_request_set_answered (wait->request);
  wait_free (wait);
}

static void
wait_begin (LimnerEngineContext    *context,
            LimnerEngineRequest    *request,
            LimnerEnginePrediction *prediction,
            int                     seconds)
{
  SoupServerMessage *message = limner_engine_request_get_message (request);
  g_autofree char *preference = g_strdup_printf ("wait=%d", seconds);
  Wait *wait = g_new0 (Wait, 1);

  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "Preference-Applied", preference);
  wait->request = g_object_ref (request);
  wait->prediction = g_object_ref (prediction);
  wait->origin = g_strdup (context->origin);
  wait->completed_id = g_signal_connect (prediction, "changed::completed",
                                         G_CALLBACK (wait_completed_cb), wait);
  wait->finished_id = g_signal_connect (message, "finished", G_CALLBACK (wait_finished_cb), wait);
  wait->timeout_id = g_timeout_add_seconds ((guint) seconds, wait_timeout_cb, wait);
}

/**
 * limner_engine_parse_prefer:
 * @text: (nullable): the header `Prefer`
 *
 * Returns: how many seconds the client wants to wait, 1 to 60; 0 if it does not
 */
int
limner_engine_parse_prefer (const char *text)
{
  guint64 seconds;

  if (text == NULL || !g_str_has_prefix (text, "wait"))
    return 0;
  if (text[4] == '\0' || text[4] == ',' || text[4] == ';')
    return MAX_WAIT_SECONDS;
  if (text[4] != '=' ||
      !g_ascii_string_to_unsigned (text + 5, 10, 1, MAX_WAIT_SECONDS, &seconds, NULL))
    return 0;
  return (int) seconds;
}

/**
 * limner_engine_parse_duration:
 * @text: the header `Cancel-After`, such as `30`, `90s` or `1h30m45s`
 *
 * Returns: the duration in microseconds; -1 if it cannot be read or is under five seconds
 */
gint64
limner_engine_parse_duration (const char *text)
{
  gint64 sum = 0;

  if (*text == '\0')
    return -1;

  while (*text != '\0')
    {
      char *end;
      guint64 number = g_ascii_strtoull (text, &end, 10);
      gint64 unit;

      if (end == text || !g_ascii_isdigit (*text) || number > 1000000)
        return -1;
      if (*end == 'h')
        unit = 60 * 60;
      else if (*end == 'm')
        unit = 60;
      else if (*end == 's' || *end == '\0')
        unit = 1;
      else
        return -1;

      sum += (gint64) number * unit * G_USEC_PER_SEC;
      text = *end != '\0' ? end + 1 : end;
    }

  return sum >= MIN_DEADLINE && sum <= MAX_DEADLINE ? sum : -1;
}

static gboolean
read_deadline (LimnerEngineRequest *request,
               gint64              *deadline)
{
  const char *text = limner_engine_request_get_header (request, "Cancel-After");
  gint64 duration;

  *deadline = 0;
  if (text == NULL)
    return TRUE;

  duration = limner_engine_parse_duration (text);
  if (duration < 0)
    {
      limner_engine_request_answer_problem (request, SOUP_STATUS_UNPROCESSABLE_ENTITY,
                                            "Invalid Cancel-After header",
                                            "Cancel-After must be a duration from 5 seconds up");
      return FALSE;
    }

  *deadline = g_get_real_time () + duration;
  return TRUE;
}

static gboolean
check_webhook (LimnerEngineRequest *request,
               const char          *webhook)
{
  if (webhook == NULL || limner_engine_is_loopback (webhook))
    return TRUE;

  limner_engine_request_answer_problem (request, SOUP_STATUS_UNPROCESSABLE_ENTITY,
                                        "Invalid webhook",
                                        "The built-in engine sends webhooks to http:// addresses "
                                        "on this machine only");
  return FALSE;
}

static gboolean
check_input (LimnerEngineRequest *request,
             LimnerEngineVersion *version,
             JsonObject          *input)
{
  JsonObject *schema = limner_engine_version_get_schema (version);
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), input);
  g_autoptr(JsonArray) faults = NULL;

  if (schema == NULL)
    return TRUE;

  faults = limner_engine_validate (version->document, schema, node, "input");
  if (json_array_get_length (faults) == 0)
    return TRUE;

  limner_engine_request_answer_faults (request, faults);
  return FALSE;
}

/* Gives the prediction to the queue, unless a fault wants something else to become of it. */
static gboolean
submit (LimnerEngineContext      *context,
        LimnerEngineRequest      *request,
        LimnerEnginePrediction   *prediction,
        const LimnerEngineTarget *target)
{
  const LimnerEngineFault *fault = limner_engine_request_get_fault (request);
  g_autoptr(GError) error = NULL;

  if (fault != NULL && fault->kind == LIMNER_ENGINE_FAULT_ENDLESS_STARTING)
    {
      limner_engine_queue_hold (context->queue, prediction);
    }
  else if (fault != NULL && fault->kind == LIMNER_ENGINE_FAULT_FAIL)
    {
      limner_engine_queue_hold (context->queue, prediction);
      limner_engine_prediction_begin (prediction);
      limner_engine_prediction_finish (prediction, LIMNER_STATUS_FAILED,
                                       fault->detail != NULL ? fault->detail
                                                             : "CUDA out of memory (E1001)");
    }
  else if (fault != NULL && fault->kind == LIMNER_ENGINE_FAULT_ABORT)
    {
      limner_engine_queue_hold (context->queue, prediction);
      limner_engine_prediction_finish (prediction, LIMNER_STATUS_ABORTED, NULL);
    }
  else if (!limner_engine_queue_submit (context->queue, prediction, target->is_warm, &error))
    {
      limner_engine_request_answer_problem (request, SOUP_STATUS_SERVICE_UNAVAILABLE,
                                            "Queue is full", error->message);
      return FALSE;
    }

  return TRUE;
}

/**
 * limner_engine_create:
 * @context: what the handler works on
 * @request: a request to run something
 * @body: its body, which has an `input`
 * @target: what is run
 *
 * Checks the input, creates a prediction or a training, and answers: at once, or when it has ended
 * where the client wants to wait.
 */
void
limner_engine_create (LimnerEngineContext      *context,
                      LimnerEngineRequest      *request,
                      JsonObject               *body,
                      const LimnerEngineTarget *target)
{
  g_autofree char *model = g_strdup_printf ("%s/%s", target->model->owner, target->model->name);
  int seconds = limner_engine_parse_prefer (limner_engine_request_get_header (request, "Prefer"));
  g_autoptr(LimnerEnginePrediction) prediction = NULL;
  LimnerEnginePredictionParts parts = {
    .model = model,
    .version = target->version,
    .input = limner_json_get_object (body, "input"),
    .deployment = target->deployment,
    .destination = target->destination,
    .webhook = limner_json_get_string (body, "webhook", NULL),
    .webhook_events =
      limner_engine_webhook_read_filter (limner_json_get_array (body, "webhook_events_filter")),
  };

  if (!check_webhook (request, parts.webhook) ||
      !read_deadline (request, &parts.deadline) ||
      !check_input (request, target->version, parts.input))
    return;

  prediction = limner_engine_prediction_new (&parts);
  if (parts.webhook != NULL)
    limner_engine_webhook_attach (prediction, context->origin, context->webhook_secret);
  if (!submit (context, request, prediction, target))
    return;

  target->model->run_count++;
  if (seconds > 0 && !limner_engine_prediction_is_finished (prediction))
    wait_begin (context, request, prediction, seconds);
  else
    answer (request, prediction, context->origin, SOUP_STATUS_CREATED);
}
