/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Where the prices were read. */
#define LIMNER_HARDWARE_PRICES_SOURCE "replicate.com/pricing"

/**
 * LimnerHardwarePrice:
 * @sku: as the service calls it in `GET /hardware`
 * @name: for display
 * @dollars: US dollars a second
 * @date: when that was known, such as `2026-05-07`
 *
 * What hardware costs by the service's own page.
 */
typedef struct
{
  const char *sku;
  const char *name;
  double      dollars;
  const char *date;
} LimnerHardwarePrice;

const LimnerHardwarePrice *limner_hardware_price_get  (guint       index);
const LimnerHardwarePrice *limner_hardware_price_find (const char *sku);

G_END_DECLS
