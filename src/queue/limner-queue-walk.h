/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jobs/limner-job.h"

G_BEGIN_DECLS

LimnerJob *limner_queue_walk_next      (GListModel *model,
                                        LimnerJob  *job,
                                        int         direction) G_GNUC_WARN_UNUSED_RESULT;
LimnerJob *limner_queue_walk_neighbour (GListModel *model,
                                        LimnerJob  *job) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
