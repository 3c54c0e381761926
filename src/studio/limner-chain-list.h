/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jobs/limner-client-source.h"
#include "jobs/limner-job-queue.h"
#include "store/limner-store.h"

#include "limner-chain.h"

G_BEGIN_DECLS

/**
 * LimnerChainPlace:
 * @id: the run's own id; those of its jobs follow from it, see limner_chain_dup_job_id()
 * @batch: what its jobs are marked with
 * @folder: (nullable): an absolute path: where it exports to, if it does
 * @name: (nullable): a template for the name of what is exported
 * @step: the step that an earlier run of the program was at
 * @job: (nullable): the job of @step; %NULL begins with the first
 *
 * How a run belongs to a batch, which remembers it: the library does not.
 */
typedef struct
{
  const char *id;
  const char *batch;
  const char *folder;
  const char *name;
  guint       step;
  const char *job;
} LimnerChainPlace;

#define LIMNER_TYPE_CHAIN_LIST (limner_chain_list_get_type ())
G_DECLARE_FINAL_TYPE (LimnerChainList, limner_chain_list, LIMNER, CHAIN_LIST, GObject)

LimnerChain     *limner_chain_list_run           (LimnerChainList      *self,
                                                  LimnerRecipe         *recipe,
                                                  const char           *picture_blob,
                                                  const char           *parent);
LimnerChain     *limner_chain_list_follow        (LimnerChainList      *self,
                                                  LimnerRecipe         *recipe,
                                                  LimnerJobSpec        *first);
LimnerChain     *limner_chain_list_run_in_batch  (LimnerChainList      *self,
                                                  LimnerRecipe         *recipe,
                                                  const char           *picture_blob,
                                                  const LimnerChainPlace *place);
LimnerChain     *limner_chain_list_find_by_job   (LimnerChainList      *self,
                                                  LimnerJob            *job);
void             limner_chain_list_resume_async  (LimnerChainList      *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean         limner_chain_list_resume_finish (LimnerChainList      *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
