/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include <libsoup/soup.h>

#include "limner-retry.h"

/** The first pause, in seconds; it doubles each time. */
#define FIRST_PAUSE 0.5

/** The longest pause of our own making, in seconds. */
#define LONGEST_PAUSE 20.0

/** How far pauses are scattered, so that many clients do not come back at once. */
#define JITTER 0.25

/** The part of a minute's allowance that may go at once. */
#define BURST 0.1

/**
 * limner_retry_is_worthwhile:
 * @status: an HTTP status, or 0 where no answer came
 * @is_repeatable: whether the request can be carried out twice without harm
 *
 * Tells whether the same request may be sent again. One that creates something is sent again only
 * where the server certainly did not take it.
 *
 * Returns: %TRUE where it may
 */
gboolean
limner_retry_is_worthwhile (guint    status,
                            gboolean is_repeatable)
{
  if (status == 429)
    return TRUE;
  if (!is_repeatable)
    return FALSE;

  return status == 0 || status == 408 || (status >= 500 && status != 501 && status != 505);
}

/**
 * limner_retry_get_pause:
 * @n_attempts: how often the request was sent, at least 1
 * @retry_after: the seconds that the server asked for, or a negative number
 * @random: 0–1
 *
 * Says how long to wait: what the server asked for, else a time that doubles, each scattered by a
 * quarter.
 *
 * Returns: seconds; negative where the server asks for more than %LIMNER_RETRY_MAX_PAUSE
 */
double
limner_retry_get_pause (guint  n_attempts,
                        double retry_after,
                        double random)
{
  double pause;

  if (retry_after > LIMNER_RETRY_MAX_PAUSE)
    return -1.0;
  if (retry_after >= 0.0)
    return retry_after * (1.0 + JITTER * random) + 0.05 * random;

  pause = MIN (FIRST_PAUSE * pow (2.0, MIN (n_attempts, 16) - 1.0), LONGEST_PAUSE);
  return pause * (1.0 - JITTER + 2.0 * JITTER * random);
}

/**
 * limner_retry_parse_header:
 * @value: (nullable): the header `Retry-After`: seconds or a date (RFC 9110 §10.2.3)
 * @now: seconds since 1970
 *
 * Returns: seconds from now; negative where there is none
 */
double
limner_retry_parse_header (const char *value,
                           gint64      now)
{
  g_autoptr(GDateTime) date = NULL;
  char *end;
  double seconds;

  if (value == NULL)
    return -1.0;

  seconds = g_ascii_strtod (value, &end);
  if (end != value && *end == '\0' && isfinite (seconds))
    return seconds >= 0.0 ? seconds : -1.0;

  date = soup_date_time_new_from_http_string (value);
  return date != NULL ? MAX ((double) (g_date_time_to_unix (date) - now), 0.0) : -1.0;
}

/**
 * limner_rate_limit_init:
 * @self: a bucket
 * @per_minute: the most requests in any minute, or 0 for no limit
 *
 * Fills the bucket.
 */
void
limner_rate_limit_init (LimnerRateLimit *self,
                        double           per_minute)
{
  *self = (LimnerRateLimit) {
    .tokens = per_minute * BURST,
    .capacity = per_minute * BURST,
    .per_second = per_minute * (1.0 - BURST) / 60.0,
  };
}

/**
 * limner_rate_limit_reserve:
 * @self: a bucket
 * @now: monotonic microseconds
 *
 * Takes a token. Who has to wait keeps the place in the line.
 *
 * Returns: how long to wait before sending, in microseconds
 */
gint64
limner_rate_limit_reserve (LimnerRateLimit *self,
                           gint64           now)
{
  gint64 wait = MAX (self->blocked_until - now, 0);

  if (self->per_second <= 0.0)
    return wait;

  if (self->last != 0)
    self->tokens += (double) (now - self->last) / G_USEC_PER_SEC * self->per_second;
  self->tokens = MIN (self->tokens, self->capacity) - 1.0;
  self->last = now;

  if (self->tokens < 0.0)
    wait = MAX (wait, (gint64) (-self->tokens / self->per_second * G_USEC_PER_SEC));
  return wait;
}

/**
 * limner_rate_limit_block:
 * @self: a bucket
 * @until: monotonic microseconds
 *
 * Lets nothing go before that time.
 */
void
limner_rate_limit_block (LimnerRateLimit *self,
                         gint64           until)
{
  self->blocked_until = MAX (self->blocked_until, until);
}
