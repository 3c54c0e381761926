/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/limner-poller.h"
#include "store/limner-store.h"

#include "limner-client-source.h"
#include "limner-job-uploads.h"

G_BEGIN_DECLS

/**
 * LimnerJobContext:
 * @store: the library
 * @clients: (nullable): who knows the servers and owns the queue; not kept alive
 * @pollers: #LimnerClient → #LimnerPoller, so that all jobs of a server share one timer
 * @uploads: what brings large inputs to servers
 * @time_scale: by what pauses are multiplied; 1 outside of tests
 *
 * What all runners of a queue share. Counted by g_rc_box.
 */
typedef struct
{
  LimnerStore        *store;
  LimnerClientSource *clients;
  GHashTable         *pollers;
  LimnerJobUploads   *uploads;
  double              time_scale;
} LimnerJobContext;

LimnerJobContext *limner_job_context_new        (LimnerStore        *store,
                                                 LimnerClientSource *clients)
    G_GNUC_WARN_UNUSED_RESULT;
void              limner_job_context_unref      (LimnerJobContext   *self);
LimnerPoller     *limner_job_context_get_poller (LimnerJobContext   *self,
                                                 LimnerClient       *client);

G_END_DECLS
