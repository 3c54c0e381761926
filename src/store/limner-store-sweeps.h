/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-store.h"

G_BEGIN_DECLS

/**
 * LimnerSweepRecord:
 * @id: its own id, a UUID; the jobs that it made have it as their batch
 * @owner: (nullable): the queue that drives it, see limner_store_claim_jobs_async()
 * @created: microseconds since 1970
 * @finished: microseconds since 1970 at which its last job ended, 0 before
 * @title: for display
 * @plan: JSON object: what is to be done, and how far it is
 *
 * What the library keeps of a plan of many jobs, so that it goes on after a crash.
 */
typedef struct
{
  char   *id;
  char   *owner;
  gint64  created;
  gint64  finished;
  char   *title;
  char   *plan;
} LimnerSweepRecord;

void       limner_sweep_record_free          (LimnerSweepRecord       *self);

/* Ends with limner_store_write_finish() where nothing is returned */
void       limner_store_save_sweep_async     (LimnerStore             *self,
                                              const LimnerSweepRecord *record,
                                              GCancellable            *cancellable,
                                              GAsyncReadyCallback      callback,
                                              gpointer                 user_data);
void       limner_store_remove_sweep_async   (LimnerStore             *self,
                                              const char              *id,
                                              GCancellable            *cancellable,
                                              GAsyncReadyCallback      callback,
                                              gpointer                 user_data);
void       limner_store_list_sweeps_async    (LimnerStore             *self,
                                              guint                    max_sweeps,
                                              GCancellable            *cancellable,
                                              GAsyncReadyCallback      callback,
                                              gpointer                 user_data);
GPtrArray *limner_store_list_sweeps_finish   (LimnerStore             *self,
                                              GAsyncResult            *result,
                                              GError                 **error)
                                              G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerSweepRecord, limner_sweep_record_free)

G_END_DECLS
