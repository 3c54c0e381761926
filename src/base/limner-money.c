/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-money.h"

/** From here on whole cents tell enough, in US dollars. */
#define CENTS_ARE_ENOUGH 0.1

/**
 * limner_money_count_decimals:
 * @dollars: an amount
 *
 * Says how many decimals of an amount matter: whole cents, and below ten cents the first two digits
 * that are not zero.
 *
 * Returns: 2 or more
 */
int
limner_money_count_decimals (double dollars)
{
  double amount = fabs (dollars);
  int decimals;
  gint64 digits;

  if (!(amount >= LIMNER_MONEY_LEAST) || amount >= CENTS_ARE_ENOUGH)
    return 2;

  decimals = 1 - (int) floor (log10 (amount));
  digits = (gint64) llround (amount * pow (10, decimals));
  while (decimals > 2 && digits % 10 == 0)
    {
      digits /= 10;
      decimals--;
    }
  return decimals;
}
