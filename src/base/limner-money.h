/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LimnerPriceSource:
 * @LIMNER_PRICE_UNKNOWN: nothing is known
 * @LIMNER_PRICE_FREE: runs on this computer or on a server of one's own
 * @LIMNER_PRICE_USER: the user typed the price
 * @LIMNER_PRICE_MEASURED: what past runs cost
 * @LIMNER_PRICE_HARDWARE: what the hardware costs, times how long past runs took
 *
 * Where an estimate comes from.
 */
typedef enum
{
  LIMNER_PRICE_UNKNOWN,
  LIMNER_PRICE_FREE,
  LIMNER_PRICE_USER,
  LIMNER_PRICE_MEASURED,
  LIMNER_PRICE_HARDWARE,
} LimnerPriceSource;

/** Less than this is told as less than this, in US dollars. */
#define LIMNER_MONEY_LEAST 0.0001

int limner_money_count_decimals (double dollars);

G_END_DECLS
