/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"

G_BEGIN_DECLS

/* What a whole process took. */
typedef struct
{
  double seconds;       /* by the clock */
  double cpu_seconds;
  double megabytes;     /* the most that was in memory */
} BenchCost;

gboolean       bench_process_run    (const char * const *arguments,
                                     BenchCost          *cost);
LimnerPicture *bench_load           (const char         *path) G_GNUC_WARN_UNUSED_RESULT;
void           bench_save           (LimnerPicture      *picture,
                                     const char         *path);
void           bench_save_ppm       (LimnerPicture      *picture,
                                     const char         *path);
GPtrArray     *bench_list           (const char         *suffix) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
