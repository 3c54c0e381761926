/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/limner-store.h"

G_BEGIN_DECLS

double       bench_now_ms     (void);
double       bench_cpu_ms     (void);
LimnerStore *bench_open_store (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
void         bench_import_all (void);

G_END_DECLS
