/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LimnerParallelFunc:
 * @index: which part of the work
 * @data: what was passed to limner_parallel_for()
 *
 * Does one part of a piece of work. Parts run in any order and at the same time, so a part may
 * only write what no other part reads or writes.
 */
typedef void (*LimnerParallelFunc) (int      index,
                                    gpointer data);

void     limner_parallel_set_threads (guint               n_threads);
guint    limner_parallel_get_n_done  (void);
gboolean limner_parallel_for         (int                 n,
                                      LimnerParallelFunc  func,
                                      gpointer            data,
                                      GCancellable       *cancellable);

G_END_DECLS
