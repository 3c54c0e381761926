/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "studio/limner-sweep.h"

G_BEGIN_DECLS

char    *limner_sweep_report_dup_progress (LimnerSweep *sweep) G_GNUC_WARN_UNUSED_RESULT;
gboolean  limner_sweep_report_lacks_copies (LimnerSweep           *sweep);
char     *limner_sweep_report_dup_skipped  (const LimnerSweepAxis *axis,
                                            gboolean               all) G_GNUC_WARN_UNUSED_RESULT;
char     *limner_sweep_report_dup          (LimnerSweep           *sweep)
                                            G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
