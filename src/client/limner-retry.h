/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** How often a request is sent at most. */
#define LIMNER_RETRY_MAX_ATTEMPTS 6

/** The longest pause that a server may ask for before we give up instead, in seconds. */
#define LIMNER_RETRY_MAX_PAUSE 120.0

/**
 * LimnerRateLimit:
 * @tokens: how many requests may go at once; negative where some wait already
 * @capacity: the most that may go at once
 * @per_second: how many come back every second
 * @last: when @tokens was true, monotonic microseconds
 * @blocked_until: nothing goes before that time
 *
 * A bucket of tokens for requests.
 */
typedef struct
{
  double tokens;
  double capacity;
  double per_second;
  gint64 last;
  gint64 blocked_until;
} LimnerRateLimit;

gboolean limner_retry_is_worthwhile (guint            status,
                                     gboolean         is_repeatable);
double   limner_retry_get_pause     (guint            n_attempts,
                                     double           retry_after,
                                     double           random);
double   limner_retry_parse_header  (const char      *value,
                                     gint64           now);

void     limner_rate_limit_init     (LimnerRateLimit *self,
                                     double           per_minute);
gint64   limner_rate_limit_reserve  (LimnerRateLimit *self,
                                     gint64           now);
void     limner_rate_limit_block    (LimnerRateLimit *self,
                                     gint64           until);

G_END_DECLS
