/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LimnerLogProgress:
 * @fraction: how much is done, from 0 to 1
 * @current: steps done
 * @total: steps in all
 *
 * What the last progress bar in a model's log says.
 */
typedef struct
{
  double  fraction;
  guint64 current;
  guint64 total;
} LimnerLogProgress;

char    *limner_log_find_seed     (const char        *log) G_GNUC_WARN_UNUSED_RESULT;
gboolean limner_log_find_progress (const char        *log,
                                   LimnerLogProgress *progress);

G_END_DECLS
