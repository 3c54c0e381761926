/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jobs/limner-price-book.h"

G_BEGIN_DECLS

char *limner_estimate_to_text (const LimnerEstimate *estimate) G_GNUC_WARN_UNUSED_RESULT;
char *limner_estimate_source_to_text (const LimnerEstimate *estimate)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
