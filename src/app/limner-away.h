/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jobs/limner-job-queue.h"

G_BEGIN_DECLS

/**
 * LimnerAwayFunc:
 * @n_results: how many results there are
 * @data: what was given with it
 *
 * Called once when what was made while the program did not run has been fetched.
 */
typedef void (*LimnerAwayFunc) (guint    n_results,
                                gpointer data);

void limner_away_watch (LimnerJobQueue *queue,
                        gint64          since,
                        LimnerAwayFunc  func,
                        gpointer        data,
                        GDestroyNotify  free_data);

G_END_DECLS
