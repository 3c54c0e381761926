/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jobs/limner-client-source.h"
#include "jobs/limner-job-queue.h"
#include "store/limner-store.h"

#include "limner-chain.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_CHAIN_LIST (limner_chain_list_get_type ())
G_DECLARE_FINAL_TYPE (LimnerChainList, limner_chain_list, LIMNER, CHAIN_LIST, GObject)

LimnerChain     *limner_chain_list_run           (LimnerChainList      *self,
                                                  LimnerRecipe         *recipe,
                                                  const char           *picture_blob,
                                                  const char           *parent);
LimnerChain     *limner_chain_list_follow        (LimnerChainList      *self,
                                                  LimnerRecipe         *recipe,
                                                  LimnerJobSpec        *first);
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
