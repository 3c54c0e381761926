/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "widgets/limner-amount-text.h"

#include "limner-estimate-text.h"

/* Where a price comes from is said with it: nobody is to take an estimate for a promise. */
static char *
money_to_text (const LimnerEstimate *estimate)
{
  g_autofree char *amount = NULL;

  if (estimate->source == LIMNER_PRICE_FREE)
    return g_strdup (_("Free"));
  if (estimate->source == LIMNER_PRICE_UNKNOWN || isnan (estimate->cost))
    return g_strdup (_("Price unknown"));

  amount = limner_amount_cost_range (estimate->cost_low, estimate->cost_high);
  /* Translators: an estimated price that follows from what the person typed */
  if (estimate->source == LIMNER_PRICE_USER)
    return g_strdup_printf (_("About %s by your price"), amount);
  /* Translators: an estimated price: what the hardware costs, times how long past runs took */
  if (estimate->source == LIMNER_PRICE_HARDWARE)
    return g_strdup_printf (_("About %s by the price of its hardware"), amount);
  /* Translators: an estimated price that past runs had */
  return g_strdup_printf (_("About %s by past runs"), amount);
}

/**
 * limner_estimate_to_text:
 * @estimate: what a run will about cost and take
 *
 * Says an estimate in a few words, such as “About $0.01–$0.03 by past runs, 8–14 s”; what is not
 * known is said to be so.
 *
 * Returns: (transfer full): a translated text
 */
char *
limner_estimate_to_text (const LimnerEstimate *estimate)
{
  g_autofree char *money = NULL;
  g_autofree char *time = NULL;

  g_return_val_if_fail (estimate != NULL, NULL);

  money = money_to_text (estimate);
  if (estimate->n_runs == 0 || isnan (estimate->time))
    return g_steal_pointer (&money);

  time = limner_amount_time_range (estimate->time_low, estimate->time_high);
  /* Translators: a price, and how long it will take */
  return g_strdup_printf (_("%s, %s"), money, time);
}

/**
 * limner_estimate_source_to_text:
 * @estimate: what a run will about cost and take
 *
 * Says how an estimate was worked out.
 *
 * Returns: (transfer full): a translated text
 */
char *
limner_estimate_source_to_text (const LimnerEstimate *estimate)
{
  g_autofree char *table = NULL;

  g_return_val_if_fail (estimate != NULL, NULL);

  table = limner_estimate_dup_table (estimate);
  return limner_amount_source_to_text (estimate->source, estimate->n_runs, table);
}
