/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdio.h>

#include "limner-gallery-period.h"

static gboolean
is_end (const char *rest,
        int         n_numbers)
{
  return *rest == '\0' || (n_numbers < 3 && g_str_equal (rest, "-"));
}

/**
 * limner_gallery_period_parse:
 * @text: a day, month or year such as `2026-11`, or `today` or `yesterday`
 * @begin: (out): its first moment, in microseconds since 1970
 * @end: (out): the first moment of the next one
 *
 * Reads a span of time in the time zone of this computer.
 *
 * Returns: whether @text names one
 */
gboolean
limner_gallery_period_parse (const char *text,
                             gint64     *begin,
                             gint64     *end)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) first = NULL;
  g_autoptr(GDateTime) next = NULL;
  int year = 0, month = 0, day = 0;
  int ends[3] = { 0 };
  int n;

  if (g_str_equal (text, "today") || g_str_equal (text, "yesterday"))
    {
      g_autoptr(GDateTime) then = g_date_time_add_days (now, *text == 'y' ? -1 : 0);

      g_date_time_get_ymd (then, &year, &month, &day);
      n = 3;
    }
  else
    {
      n = sscanf (text, "%4d%n-%2d%n-%2d%n", &year, &ends[0], &month, &ends[1], &day, &ends[2]);
      /* Who is about to type the month has typed a dash. */
      if (n < 1 || !is_end (text + ends[n - 1], n))
        return FALSE;
    }

  first = g_date_time_new_local (year, n >= 2 ? month : 1, n == 3 ? day : 1, 0, 0, 0);
  if (first == NULL)
    return FALSE;
  if (n == 3)
    next = g_date_time_add_days (first, 1);
  else
    next = n == 2 ? g_date_time_add_months (first, 1) : g_date_time_add_years (first, 1);
  if (next == NULL)
    return FALSE;

  *begin = g_date_time_to_unix (first) * G_USEC_PER_SEC;
  *end = g_date_time_to_unix (next) * G_USEC_PER_SEC;
  return TRUE;
}
