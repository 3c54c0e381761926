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

  if (seconds < 0.05)
    return g_strdup (_("under 0.1 s"));
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
  if (dollars > 0 && dollars < LIMNER_MONEY_LEAST)
    return g_strdup (_("under $0.0001"));
  /* Translators: an amount in US dollars, with as many decimals as matter */
  return g_strdup_printf (_("$%.*f"), limner_money_count_decimals (dollars), dollars);
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
 * limner_amount_estimate_to_text:
 * @source: where it comes from
 * @low: the least that is usual, in US dollars; NaN when unknown
 * @high: the most
 *
 * Says what something will about cost; what is not known is said to be so.
 *
 * Returns: (transfer full): such as “about $0.01–$0.03”, without a capital letter
 */
char *
limner_amount_estimate_to_text (LimnerPriceSource source,
                                double            low,
                                double            high)
{
  g_autofree char *amount = NULL;

  if (source == LIMNER_PRICE_FREE)
    return g_strdup (_("free"));
  if (source == LIMNER_PRICE_UNKNOWN || isnan (low) || isnan (high))
    return g_strdup (_("price unknown"));

  amount = limner_amount_cost_range (low, high);
  /* Translators: an estimated amount of money */
  return g_strdup_printf (_("about %s"), amount);
}

/**
 * limner_amount_source_to_text:
 * @source: where an estimate comes from
 * @n_runs: from how many past runs
 * @table: (nullable): which line of the table of hardware says so, and of which day that is
 *
 * Says how an estimate was worked out, for its tool tip: nobody is to take it for a promise.
 *
 * Returns: (transfer full): one or two sentences
 */
char *
limner_amount_source_to_text (LimnerPriceSource  source,
                              guint              n_runs,
                              const char        *table)
{
  switch (source)
    {
    case LIMNER_PRICE_FREE:
      return g_strdup (_("It runs on this computer or on a server of yours."));

    case LIMNER_PRICE_USER:
      return g_strdup (_("Estimated by the price that you entered under Money in the queue’s "
                         "menu."));

    case LIMNER_PRICE_MEASURED:
      return n_runs > 0
               ? g_strdup_printf (ngettext ("Estimated by what %u run cost.",
                                            "Estimated by what %u runs cost.", n_runs), n_runs)
               : g_strdup (_("Estimated by what past runs cost."));

    case LIMNER_PRICE_HARDWARE:
      return table != NULL
               /* Translators: the name of hardware, the address of a page, and a date */
               ? g_strdup_printf (_("Estimated by how long past runs took and what a second of its "
                                    "hardware costs: %s."), table)
               : g_strdup (_("Estimated by how long past runs took and your price of its "
                             "hardware."));

    case LIMNER_PRICE_UNKNOWN:
    default:
      return g_strdup (_("The service does not tell what this costs. Enter it under Money in the "
                         "queue’s menu."));
    }
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
