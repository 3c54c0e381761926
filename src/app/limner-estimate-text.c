/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "limner-estimate-text.h"

static char *
money_to_text (const LimnerEstimate *estimate)
{
  if (estimate->source == LIMNER_PRICE_FREE)
    return g_strdup (_("Free"));
  if (isnan (estimate->cost))
    return g_strdup (_("Price unknown"));

  /* Translators: an estimated price in US dollars */
  return g_strdup_printf (_("About $%.3f"), estimate->cost);
}

/**
 * limner_estimate_to_text:
 * @estimate: what a run will about cost and take
 *
 * Says an estimate in a few words, such as “Free, about 3 s”; what is not known is said to be so.
 *
 * Returns: (transfer full): a translated text
 */
char *
limner_estimate_to_text (const LimnerEstimate *estimate)
{
  g_autofree char *money = NULL;

  g_return_val_if_fail (estimate != NULL, NULL);

  money = money_to_text (estimate);
  if (estimate->n_runs == 0 || isnan (estimate->time))
    return g_steal_pointer (&money);

  /* Translators: a price, and about how many seconds it will take */
  return g_strdup_printf (_("%s, about %.0f s"), money, MAX (1.0, ceil (estimate->time)));
}
