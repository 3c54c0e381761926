/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-studio.h"

G_BEGIN_DECLS

LimnerChainList *_limner_chain_list_new      (LimnerStudio      *studio) G_GNUC_WARN_UNUSED_RESULT;
LimnerStudio    *_limner_chain_list_get_studio (LimnerChainList *self);
void             _limner_chain_list_add      (LimnerChainList   *self,
                                              LimnerChain       *chain);
void             _limner_chain_list_run_step (LimnerChainList   *self,
                                              LimnerChain       *chain);
void             _limner_chain_list_take_job (LimnerChainList   *self,
                                              LimnerChain       *chain,
                                              LimnerJob         *job);
void             _limner_chain_list_go_on    (LimnerChainList   *self,
                                              LimnerChain       *chain,
                                              LimnerGalleryItem *item);

G_END_DECLS
