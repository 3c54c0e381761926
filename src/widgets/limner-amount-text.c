/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "limner-amount-text.h"

/* Money and time as people say them. */

/**
 * limner_amount_time_to_text:
 * @seconds: a duration
 *
 * Writes a duration.
 *
 * Returns: (transfer full): the text
 */
char *
limner_amount_time_to_text (double seconds)
{
  guint whole;

  /* Translators: a duration in seconds */
  if (seconds < 9.95)
    return g_strdup_printf (_("%.1f s"), seconds);
  if (seconds < 90)
    return g_strdup_printf (_("%.0f s"), seconds);

  whole = (guint) MIN (seconds, 1e8);
  /* Translators: a duration in minutes */
  if (whole < 5400)
    return g_strdup_printf (_("%u min"), (whole + 30) / 60);
  /* Translators: a duration in hours */
  return g_strdup_printf (_("%.1f h"), seconds / 3600);
}

/**
 * limner_amount_cost_to_text:
 * @dollars: an amount
 *
 * Writes an amount of money with the digits that tell something.
 *
 * Returns: (transfer full): the text
 */
char *
limner_amount_cost_to_text (double dollars)
{
  /* Never a wrong zero. Translators: so little money that no digit would tell */
  if (dollars > 0 && dollars < 0.00005)
    return g_strdup (_("under $0.0001"));
  /* Translators: an amount in US dollars */
  if (dollars > 0 && dollars < 0.00995)
    return g_strdup_printf (_("$%.4f"), dollars);
  return g_strdup_printf (_("$%.2f"), dollars);
}

/**
 * limner_amount_rate_to_text:
 * @dollars: the price of a second
 *
 * Writes what a second costs: so little that hundreds of them make a cent.
 *
 * Returns: (transfer full): the text
 */
char *
limner_amount_rate_to_text (double dollars)
{
  /* Translators: US dollars for a second */
  return g_strdup_printf (_("$%.6f"), dollars);
}

/**
 * limner_amount_cost_range:
 * @low: the least that is usual
 * @high: the most
 *
 * Writes a span of money; as one amount where both read the same.
 *
 * Returns: (transfer full): the text
 */
char *
limner_amount_cost_range (double low,
                          double high)
{
  g_autofree char *from = limner_amount_cost_to_text (low);
  g_autofree char *to = limner_amount_cost_to_text (high);

  if (g_str_equal (from, to) || !isfinite (low) || !isfinite (high))
    return g_steal_pointer (&to);
  /* Translators: from one amount of money to another */
  return g_strdup_printf (_("%s–%s"), from, to);
}

/**
 * limner_amount_time_range:
 * @low: the shortest that is usual, in seconds
 * @high: the longest
 *
 * Writes a span of time; as one where both read the same.
 *
 * Returns: (transfer full): the text
 */
char *
limner_amount_time_range (double low,
                          double high)
{
  g_autofree char *to = limner_amount_time_to_text (high >= 3 ? ceil (high) : high);

  if (high >= 3 && high < 90)
    {
      double from = floor (low);

      if (from >= ceil (high) || from < 1)
        return g_strdup_printf (_("%.0f s"), ceil (high));
      /* Translators: from so many seconds to so many seconds */
      return g_strdup_printf (_("%.0f–%.0f s"), from, ceil (high));
    }
  if (high >= 90)
    {
      g_autofree char *from = limner_amount_time_to_text (low);

      if (!g_str_equal (from, to))
        /* Translators: from one duration to another */
        return g_strdup_printf (_("%s to %s"), from, to);
    }
  return g_steal_pointer (&to);
}
