/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LimnerProcessUse:
 * @memory: what the process has in memory, in bytes
 * @processor: for how long it has used a processor since it began, in seconds; two processors for a
 *   second are two seconds
 *
 * What a process takes of the computer.
 */
typedef struct
{
  guint64 memory;
  double  processor;
} LimnerProcessUse;

gboolean limner_process_use_parse (const char       *statm,
                                   const char       *stat,
                                   LimnerProcessUse *use);
gboolean limner_process_use_read  (const char       *pid,
                                   LimnerProcessUse *use);

G_END_DECLS
