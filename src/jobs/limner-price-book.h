/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "base/limner-money.h"
#include "store/limner-hardware-prices.h"
#include "store/limner-store.h"

G_BEGIN_DECLS

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
 * @hardware: (nullable): the line of the table of hardware by which it was worked out
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

  const LimnerHardwarePrice *hardware;
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
char    *limner_estimate_dup_table          (const LimnerEstimate *estimate)
    G_GNUC_WARN_UNUSED_RESULT;
guint    limner_price_book_count_pictures  (JsonObject           *input);

G_END_DECLS
