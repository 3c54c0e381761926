/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-store.h"

G_BEGIN_DECLS

/**
 * LimnerUsage:
 * @job: id of the job: what it cost is counted once, however often it is told
 * @server: id of the server
 * @model: `owner/name`
 * @version: (nullable): version id
 * @outcome: `succeeded`, `failed`, `canceled` or `aborted`
 * @finished: microseconds since 1970
 * @predict_time: seconds, NaN when unknown
 * @total_time: seconds, NaN when unknown
 * @n_outputs: how many pictures came
 * @cost: US dollars, NaN when unknown
 * @cost_source: (nullable): where @cost comes from
 *
 * What one job used.
 */
typedef struct
{
  char   *job;
  char   *server;
  char   *model;
  char   *version;
  char   *outcome;
  gint64  finished;
  double  predict_time;
  double  total_time;
  guint   n_outputs;
  double  cost;
  char   *cost_source;
} LimnerUsage;

/**
 * LimnerUsageTotal:
 * @name: the model, or the day as YYYY-MM-DD, or the month as YYYY-MM
 * @n_jobs: how many jobs ran
 * @n_unknown: of how many of them the price is not known
 * @n_fruitless: how many of them failed, were cancelled or were given up by the server
 * @predict_time: seconds altogether
 * @cost: US dollars altogether, of those whose price is known
 *
 * A line of the account.
 */
typedef struct
{
  char   *name;
  guint   n_jobs;
  guint   n_unknown;
  guint   n_fruitless;
  double  predict_time;
  double  cost;
} LimnerUsageTotal;

/**
 * LimnerUsageGroup:
 * @LIMNER_USAGE_BY_DAY: a line for each day
 * @LIMNER_USAGE_BY_MONTH: a line for each month
 * @LIMNER_USAGE_BY_MODEL: a line for each model
 *
 * How limner_store_sum_usage_async() groups.
 */
typedef enum
{
  LIMNER_USAGE_BY_DAY,
  LIMNER_USAGE_BY_MONTH,
  LIMNER_USAGE_BY_MODEL,
} LimnerUsageGroup;

/**
 * LimnerTimings:
 * @n: from how many past runs
 * @predict_time: median in seconds, NaN when @n is 0
 * @predict_time_low: 25th percentile
 * @predict_time_high: 75th percentile
 * @cost: median of the known costs of a run in US dollars, NaN when there are none
 *
 * How long a version of a model took, measured.
 */
typedef struct
{
  guint  n;
  double predict_time;
  double predict_time_low;
  double predict_time_high;
  double cost;
} LimnerTimings;

void          limner_store_add_usage_async     (LimnerStore          *self,
                                                const LimnerUsage    *usage,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
void          limner_store_sum_usage_async     (LimnerStore          *self,
                                                LimnerUsageGroup      group,
                                                gint64                after,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GPtrArray    *limner_store_sum_usage_finish    (LimnerStore          *self,
                                                GAsyncResult         *result,
                                                GError              **error)
                                                G_GNUC_WARN_UNUSED_RESULT;
void          limner_store_get_timings_async   (LimnerStore          *self,
                                                const char           *server,
                                                const char           *model,
                                                const char           *version,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean      limner_store_get_timings_finish  (LimnerStore          *self,
                                                GAsyncResult         *result,
                                                LimnerTimings        *timings,
                                                GError              **error);

/* Prices the user typed: US dollars per `picture`, `run` or `second`, or `on:SKU`, which is the
 * price of a second on that hardware. That of hardware itself is kept under `hardware:SKU`.
 */
#define LIMNER_PRICE_ON_HARDWARE "on:"
#define LIMNER_PRICE_OF_HARDWARE "hardware:"

void          limner_store_set_price_async     (LimnerStore          *self,
                                                const char           *model,
                                                const char           *unit,
                                                double                price,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
void          limner_store_get_price_async     (LimnerStore          *self,
                                                const char           *model,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean      limner_store_get_price_finish    (LimnerStore          *self,
                                                GAsyncResult         *result,
                                                char                **unit,
                                                double               *price,
                                                char                **hardware,
                                                GError              **error);

/* What a person said when asked to spend more than the limit */
void          limner_store_save_agreement_async (LimnerStore         *self,
                                                const char           *subject,
                                                gboolean              agreed,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
void          limner_store_list_agreements_async (LimnerStore        *self,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GHashTable   *limner_store_list_agreements_finish (LimnerStore       *self,
                                                GAsyncResult         *result,
                                                GError              **error)
                                                G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
