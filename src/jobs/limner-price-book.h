/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "store/limner-store.h"

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

/**
 * LimnerEstimate:
 * @source: where the price comes from
 * @cost: US dollars, NaN when unknown
 * @cost_low: the lower end of what is usual, NaN when unknown
 * @cost_high: the upper end of what is usual, NaN when unknown
 * @time: seconds, NaN when unknown
 * @time_low: the lower end of what is usual, NaN when unknown
 * @time_high: the upper end of what is usual, NaN when unknown
 * @n_runs: from how many past runs
 *
 * What a run will about cost, and how long it will about take.
 */
typedef struct
{
  LimnerPriceSource source;
  double            cost;
  double            cost_low;
  double            cost_high;
  double            time;
  double            time_low;
  double            time_high;
  guint             n_runs;
} LimnerEstimate;

void     limner_price_book_estimate_async  (LimnerStore          *store,
                                            const char           *server,
                                            const char           *model,
                                            const char           *version,
                                            guint                 n_pictures,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean limner_price_book_estimate_finish (LimnerStore          *store,
                                            GAsyncResult         *result,
                                            LimnerEstimate       *estimate,
                                            GError              **error);
guint    limner_price_book_count_pictures  (JsonObject           *input);

G_END_DECLS
