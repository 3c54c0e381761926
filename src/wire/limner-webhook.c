/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"

#include "limner-webhook.h"

#define SECRET_PREFIX "whsec_"

static const char * const event_names[LIMNER_N_WEBHOOK_EVENTS] = {
  "start", "output", "logs", "completed"
};

/**
 * limner_webhook_events_from_names:
 * @names: (nullable): names of events, as they go over the wire
 *
 * Returns: the events; names that are not known are none
 */
LimnerWebhookEvents
limner_webhook_events_from_names (const char * const *names)
{
  LimnerWebhookEvents events = 0;

  for (gsize i = 0; names != NULL && i < LIMNER_N_WEBHOOK_EVENTS; i++)
    {
      if (g_strv_contains (names, event_names[i]))
        events |= 1u << i;
    }
  return events;
}

/**
 * limner_webhook_events_to_names:
 * @events: events
 *
 * Returns: (transfer full): their names, as they go over the wire
 */
char **
limner_webhook_events_to_names (LimnerWebhookEvents events)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (gsize i = 0; i < LIMNER_N_WEBHOOK_EVENTS; i++)
    {
      if (events & (1u << i))
        g_strv_builder_add (names, event_names[i]);
    }
  return g_strv_builder_end (names);
}

/**
 * limner_webhook_sign:
 * @secret: the shared secret, `whsec_` and base64
 * @id: the header `webhook-id`
 * @timestamp: the header `webhook-timestamp`, seconds since 1970
 * @body: the body as it goes over the wire
 *
 * Signs a webhook: HMAC-SHA256 of `id.timestamp.body`, as the Standard Webhooks specification
 * lays down.
 *
 * Returns: (transfer full) (nullable): the header `webhook-signature`, `v1,` and base64; %NULL
 *   where @secret is none
 */
char *
limner_webhook_sign (const char *secret,
                     const char *id,
                     const char *timestamp,
                     GBytes     *body)
{
  g_autofree guint8 *key = NULL;
  g_autofree char *base64 = NULL;
  g_autoptr(GHmac) hmac = NULL;
  guint8 digest[32];
  gsize key_length = 0;
  gsize digest_length = sizeof digest;
  gconstpointer data;
  gsize length;

  g_return_val_if_fail (secret != NULL && id != NULL && timestamp != NULL, NULL);
  g_return_val_if_fail (body != NULL, NULL);

  if (g_str_has_prefix (secret, SECRET_PREFIX))
    secret += strlen (SECRET_PREFIX);
  key = g_base64_decode (secret, &key_length);
  if (key_length == 0)
    return NULL;

  data = g_bytes_get_data (body, &length);
  hmac = g_hmac_new (G_CHECKSUM_SHA256, key, key_length);
  g_hmac_update (hmac, (const guchar *) id, (gssize) strlen (id));
  g_hmac_update (hmac, (const guchar *) ".", 1);
  g_hmac_update (hmac, (const guchar *) timestamp, (gssize) strlen (timestamp));
  g_hmac_update (hmac, (const guchar *) ".", 1);
  g_hmac_update (hmac, data, (gssize) length);
  g_hmac_get_digest (hmac, digest, &digest_length);

  base64 = g_base64_encode (digest, digest_length);
  return g_strconcat ("v1,", base64, NULL);
}

/* Takes as long for a wrong text as for a right one. */
static gboolean
equals_in_constant_time (const char *a,
                         const char *b)
{
  gsize length = strlen (a);
  guint difference = 0;

  if (strlen (b) != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    difference |= (guint) (guchar) a[i] ^ (guint) (guchar) b[i];
  return difference == 0;
}

/**
 * limner_webhook_verify:
 * @secret: the shared secret, `whsec_` and base64
 * @id: (nullable): the header `webhook-id`
 * @timestamp: (nullable): the header `webhook-timestamp`
 * @signature: (nullable): the header `webhook-signature`, one or more of `v1,BASE64`
 * @body: the body as it came
 * @tolerance: how many seconds @timestamp may lie off, or 0 not to look
 * @error: return location for an error
 *
 * Checks that a webhook comes from who knows the secret.
 *
 * Returns: %TRUE where it does; else %LIMNER_ERROR_UNAUTHORIZED
 */
gboolean
limner_webhook_verify (const char  *secret,
                       const char  *id,
                       const char  *timestamp,
                       const char  *signature,
                       GBytes      *body,
                       gint64       tolerance,
                       GError     **error)
{
  g_autofree char *expected = NULL;
  g_auto(GStrv) given = NULL;
  gboolean matches = FALSE;
  gint64 sent, now;

  g_return_val_if_fail (secret != NULL, FALSE);

  if (id == NULL || timestamp == NULL || signature == NULL)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_UNAUTHORIZED, "The webhook is not signed");
      return FALSE;
    }

  now = g_get_real_time () / G_USEC_PER_SEC;
  if (!g_ascii_string_to_signed (timestamp, 10, 0, G_MAXINT64 / 2, &sent, NULL) ||
      (tolerance > 0 && ABS (now - sent) > tolerance))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_UNAUTHORIZED,
                   "The webhook is too old, or the clock is wrong");
      return FALSE;
    }

  expected = limner_webhook_sign (secret, id, timestamp, body);
  given = g_strsplit (signature, " ", 32);
  for (gsize i = 0; expected != NULL && given[i] != NULL; i++)
    matches |= equals_in_constant_time (given[i], expected);

  if (!matches)
    g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_UNAUTHORIZED,
                 "The signature of the webhook is wrong");
  return matches;
}
