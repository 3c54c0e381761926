/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/limner-money.h"

G_BEGIN_DECLS

char *limner_amount_cost_to_text (double dollars) G_GNUC_WARN_UNUSED_RESULT;
char *limner_amount_rate_to_text (double dollars) G_GNUC_WARN_UNUSED_RESULT;
char *limner_amount_time_to_text (double seconds) G_GNUC_WARN_UNUSED_RESULT;
char *limner_amount_cost_range   (double low,
                                  double high) G_GNUC_WARN_UNUSED_RESULT;
char *limner_amount_estimate_to_text (LimnerPriceSource source,
                                      double            low,
                                      double            high) G_GNUC_WARN_UNUSED_RESULT;
char *limner_amount_source_to_text   (LimnerPriceSource  source,
                                      guint              n_runs,
                                      const char        *table) G_GNUC_WARN_UNUSED_RESULT;
char *limner_amount_time_range   (double low,
                                  double high) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
