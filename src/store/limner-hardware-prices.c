/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-hardware-prices.h"

static const LimnerHardwarePrice prices[] = {
#define HARDWARE(sku, name, dollars, date) { sku, name, dollars, date },
#include "limner-hardware-prices.def"
#undef HARDWARE
};

/**
 * limner_hardware_price_get:
 * @index: from 0 on
 *
 * Gets the prices one by one.
 *
 * Returns: (transfer none) (nullable): a price, %NULL after the last
 */
const LimnerHardwarePrice *
limner_hardware_price_get (guint index)
{
  return index < G_N_ELEMENTS (prices) ? &prices[index] : NULL;
}

/**
 * limner_hardware_price_find:
 * @sku: as the service calls it
 *
 * Finds the price of hardware.
 *
 * Returns: (transfer none) (nullable): the price; %NULL when none is known
 */
const LimnerHardwarePrice *
limner_hardware_price_find (const char *sku)
{
  g_return_val_if_fail (sku != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (prices); i++)
    {
      if (g_str_equal (prices[i].sku, sku))
        return &prices[i];
    }
  return NULL;
}
