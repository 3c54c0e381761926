/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jobs/limner-job-queue.h"
#include "jobs/limner-price-book.h"

#include "limner-sweep-plan.h"

G_BEGIN_DECLS

/**
 * LimnerSweepEstimate:
 * @n_cells: how many jobs it makes
 * @n_pictures: how many pictures they make altogether
 * @sum: price and time of the whole, as a run's; what is not known of one model is not known of
 *   the whole, and is NaN
 * @n_unknown: for how many jobs the price is not known
 * @one_low: the least that one job costs, as far as prices are known; NaN where none is
 * @one_high: the most
 *
 * What a sweep will about cost and how long it will take.
 */
typedef struct
{
  guint          n_cells;
  guint          n_pictures;
  LimnerEstimate sum;
  guint          n_unknown;
  double         one_low;
  double         one_high;
} LimnerSweepEstimate;

void     limner_sweep_estimate_async  (LimnerJobQueue          *queue,
                                       LimnerStore             *store,
                                       const LimnerSpecRequest *base,
                                       GPtrArray               *axes,
                                       GCancellable            *cancellable,
                                       GAsyncReadyCallback      callback,
                                       gpointer                 user_data);
void     limner_sweep_estimate_recipe_async (LimnerJobQueue    *queue,
                                         LimnerStore             *store,
                                         LimnerRecipe            *recipe,
                                         guint                    n_files,
                                         GCancellable            *cancellable,
                                         GAsyncReadyCallback      callback,
                                         gpointer                 user_data);
gboolean limner_sweep_estimate_finish (LimnerStore             *store,
                                       GAsyncResult            *result,
                                       LimnerSweepEstimate     *estimate,
                                       GError                 **error);

G_END_DECLS
