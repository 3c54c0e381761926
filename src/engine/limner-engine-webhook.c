/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-webhook.h"

#include <libsoup/soup.h>

#include "wire/limner-webhook.h"

#include "limner-engine-id.h"
#include "limner-engine-record.h"

#define THROTTLE        (500 * G_TIME_SPAN_MILLISECOND)
#define TIMEOUT_SECONDS 10
#define MAX_TRIES       4

/* Without a filter a client hears of new output and of the end. */
#define DEFAULT_EVENTS (LIMNER_WEBHOOK_START | LIMNER_WEBHOOK_OUTPUT | LIMNER_WEBHOOK_COMPLETED)

#define COMPLETED 3

/**
 * Webhook:
 *
 * Tells a client on this machine what happens to a prediction: a signed POST of the prediction for
 * each event, of which those for output and logs come at most twice a second. Only the last one,
 * that the prediction has ended, is tried again. It lives as long as its prediction.
 */
typedef struct
{
  SoupSession *session;
  char        *origin;
  char        *secret;
  char        *address;
  gint64       last_sent;
} Webhook;

typedef struct
{
  SoupSession *session;
  char        *address;
  char        *secret;
  char        *id;
  GBytes      *body;
  guint        tries_left;
} Delivery;

static void deliver (Delivery *delivery);

static void
webhook_free (gpointer data)
{
  Webhook *webhook = data;

  g_clear_object (&webhook->session);
  g_free (webhook->origin);
  g_free (webhook->secret);
  g_free (webhook->address);
  g_free (webhook);
}

static void
delivery_free (Delivery *delivery)
{
  g_clear_object (&delivery->session);
  g_free (delivery->address);
  g_free (delivery->secret);
  g_free (delivery->id);
  g_clear_pointer (&delivery->body, g_bytes_unref);
  g_free (delivery);
}

static gboolean
retry_cb (gpointer data)
{
  deliver (data);
  return G_SOURCE_REMOVE;
}

static void
delivered_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Delivery *delivery = user_data;
  SoupSession *session = SOUP_SESSION (object);
  SoupMessage *message = soup_session_get_async_result_message (session, result);
  g_autoptr(GBytes) reply = soup_session_send_and_read_finish (session, result, NULL);

  if ((reply != NULL && SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message))) ||
      delivery->tries_left == 0)
    delivery_free (delivery);
  else
    g_timeout_add_seconds (1u << (MAX_TRIES - delivery->tries_left - 1), retry_cb, delivery);
}

static void
deliver (Delivery *delivery)
{
  g_autoptr(SoupMessage) message = soup_message_new (SOUP_METHOD_POST, delivery->address);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *timestamp = g_strdup_printf ("%" G_GINT64_FORMAT,
                                                g_get_real_time () / G_USEC_PER_SEC);
  g_autofree char *signature = limner_webhook_sign (delivery->secret, delivery->id, timestamp,
                                                    delivery->body);

  delivery->tries_left--;
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (headers, "webhook-id", delivery->id);
  soup_message_headers_replace (headers, "webhook-timestamp", timestamp);
  soup_message_headers_replace (headers, "webhook-signature", signature);
  soup_message_set_request_body_from_bytes (message, "application/json", delivery->body);
  soup_session_send_and_read_async (delivery->session, message, G_PRIORITY_DEFAULT, NULL,
                                    delivered_cb, delivery);
}

static void
send_event (Webhook                *webhook,
            LimnerEnginePrediction *prediction,
            guint                   tries)
{
  g_autoptr(JsonObject) json = limner_engine_prediction_to_json (prediction, webhook->origin);
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), json);
  g_autofree char *id = limner_engine_id_new ();
  Delivery *delivery = g_new0 (Delivery, 1);

  delivery->session = g_object_ref (webhook->session);
  delivery->address = g_strdup (webhook->address);
  delivery->secret = g_strdup (webhook->secret);
  delivery->id = g_strconcat ("msg_", id, NULL);
  delivery->body = limner_engine_json_bytes (node);
  delivery->tries_left = tries;
  deliver (delivery);
}

/* The detail of the signal says what happened; see LimnerEnginePrediction. */
static void
changed_cb (LimnerEnginePrediction *prediction,
            guint                   event,
            Webhook                *webhook)
{
  gint64 now = g_get_monotonic_time ();

  if (event == COMPLETED)
    {
      send_event (webhook, prediction, MAX_TRIES);
    }
  else if (event == 0 || webhook->last_sent == 0 || now - webhook->last_sent >= THROTTLE)
    {
      webhook->last_sent = now;
      send_event (webhook, prediction, 1);
    }
}

static void
start_cb (LimnerEnginePrediction *prediction,
          gpointer                data)
{
  changed_cb (prediction, 0, data);
}

static void
progress_cb (LimnerEnginePrediction *prediction,
             gpointer                data)
{
  changed_cb (prediction, 1, data);
}

static void
completed_cb (LimnerEnginePrediction *prediction,
              gpointer                data)
{
  changed_cb (prediction, COMPLETED, data);
}

/**
 * limner_engine_webhook_read_filter:
 * @filter: (nullable): names of events, as a client passes them
 *
 * Returns: the events as bits
 */
guint
limner_engine_webhook_read_filter (JsonArray *filter)
{
  g_autoptr(GStrvBuilder) builder = NULL;
  g_auto(GStrv) names = NULL;

  if (filter == NULL)
    return DEFAULT_EVENTS;

  builder = g_strv_builder_new ();
  for (guint i = 0; i < json_array_get_length (filter); i++)
    g_strv_builder_add (builder, json_array_get_string_element (filter, i));
  names = g_strv_builder_end (builder);
  return limner_webhook_events_from_names ((const char * const *) names);
}

/**
 * limner_engine_webhook_attach:
 * @prediction: a prediction with a webhook
 * @origin: scheme, host and port of the engine
 * @secret: what signs, `whsec_` and base64
 *
 * Sends the prediction's webhooks from now on.
 */
void
limner_engine_webhook_attach (LimnerEnginePrediction *prediction,
                              const char             *origin,
                              const char             *secret)
{
  static const GCallback callbacks[] = {
    G_CALLBACK (start_cb), G_CALLBACK (progress_cb), G_CALLBACK (progress_cb),
    G_CALLBACK (completed_cb),
  };
  const LimnerEnginePredictionParts *parts = limner_engine_prediction_get_parts (prediction);
  Webhook *webhook = g_new0 (Webhook, 1);
  g_auto(GStrv) names = limner_webhook_events_to_names (LIMNER_WEBHOOK_ALL);

  webhook->session = soup_session_new_with_options ("timeout", TIMEOUT_SECONDS,
                                                    "proxy-resolver", NULL,
                                                    "user-agent", "limner-engine/" PACKAGE_VERSION,
                                                    NULL);
  webhook->origin = g_strdup (origin);
  webhook->secret = g_strdup (secret);
  webhook->address = g_strdup (parts->webhook);
  g_object_set_data_full (G_OBJECT (prediction), "limner-engine-webhook", webhook,
                          webhook_free);

  for (guint i = 0; i < LIMNER_N_WEBHOOK_EVENTS; i++)
    {
      g_autofree char *signal = g_strconcat ("changed::", names[i], NULL);

      if ((parts->webhook_events & (1u << i)) != 0)
        g_signal_connect (prediction, signal, callbacks[i], webhook);
    }
}
