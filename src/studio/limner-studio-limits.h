/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jobs/limner-job-queue.h"

#include "limner-server-list.h"

G_BEGIN_DECLS

void _limner_studio_watch_limits (LimnerServerList *servers,
                                  LimnerJobQueue   *queue);

G_END_DECLS
