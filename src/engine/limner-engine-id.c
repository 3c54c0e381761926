/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-id.h"

#include <string.h>
#include <sys/random.h>

#include "base/limner-json.h"

#define ID_LENGTH    26
#define SECRET_BYTES 32

static void
fill_random (guint8 *bytes,
             gsize   length)
{
  gsize done = 0;

  /* The kernel gives up to 256 bytes whole, except when a signal comes in between. */
  while (done < length)
    {
      gssize n = getrandom (bytes + done, length - done, 0);

      if (n > 0)
        done += (gsize) n;
    }
}

/**
 * limner_engine_id_new:
 *
 * Makes the id of a prediction as the service writes them: 26 letters and digits that nobody can
 * guess.
 *
 * Returns: (transfer full): the id
 */
char *
limner_engine_id_new (void)
{
  static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
  guint8 bytes[ID_LENGTH];
  char *id = g_malloc (ID_LENGTH + 1);

  fill_random (bytes, sizeof bytes);
  for (int i = 0; i < ID_LENGTH; i++)
    id[i] = letters[bytes[i] % 32];
  id[ID_LENGTH] = '\0';
  return id;
}

/**
 * limner_engine_secret_new:
 *
 * Returns: (transfer full): 256 random bits in base64
 */
char *
limner_engine_secret_new (void)
{
  guint8 bytes[SECRET_BYTES];

  fill_random (bytes, sizeof bytes);
  return g_base64_encode (bytes, sizeof bytes);
}

/**
 * limner_engine_secret_equal:
 * @a: (nullable): what somebody passed
 * @b: what it should be
 *
 * Compares in a time that does not tell how much of it was right.
 *
 * Returns: whether both are equal
 */
gboolean
limner_engine_secret_equal (const char *a,
                            const char *b)
{
  gsize length = strlen (b);
  guint8 difference = 0;

  if (a == NULL || strlen (a) != length)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    difference |= (guint8) (a[i] ^ b[i]);
  return difference == 0;
}

/**
 * limner_engine_hmac:
 * @key: the key's bytes
 * @key_length: how many there are
 * @text: what is signed
 *
 * Signs with HMAC-SHA256.
 *
 * Returns: (transfer full): the signature in base64
 */
char *
limner_engine_hmac (const char *key,
                    gsize       key_length,
                    const char *text)
{
  g_autoptr(GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) key, key_length);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_hmac_update (hmac, (const guchar *) text, (gssize) strlen (text));
  g_hmac_get_digest (hmac, digest, &length);
  return g_base64_encode (digest, length);
}

/**
 * limner_engine_time_text:
 * @time: microseconds since 1970, as g_get_real_time() counts them
 *
 * Returns: (transfer full): the time as RFC 3339 has it, in UTC, to the microsecond
 */
char *
limner_engine_time_text (gint64 time)
{
  g_autoptr(GDateTime) seconds = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autofree char *text = g_date_time_format (seconds, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%06dZ", text, (int) (time % G_USEC_PER_SEC));
}

/**
 * limner_engine_time_parse:
 * @text: (nullable): a time in RFC 3339
 *
 * Returns: microseconds since 1970, or -1 if @text is no time
 */
gint64
limner_engine_time_parse (const char *text)
{
  g_autoptr(GDateTime) time = text != NULL ? limner_json_parse_time (text) : NULL;

  if (time == NULL)
    return -1;
  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}
