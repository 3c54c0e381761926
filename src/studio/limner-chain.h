/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jobs/limner-job.h"
#include "store/limner-gallery-item.h"

#include "limner-recipe.h"

G_BEGIN_DECLS

/**
 * LimnerChainState:
 * @LIMNER_CHAIN_RUNNING: a step is under way, or its job waits in the queue
 * @LIMNER_CHAIN_DONE: all steps are done
 * @LIMNER_CHAIN_FAILED: a step failed; if its job is sent again and succeeds, the chain goes on
 * @LIMNER_CHAIN_CANCELED: a step's job was cancelled, which ends the chain
 *
 * What the run of a recipe is at.
 */
typedef enum
{
  LIMNER_CHAIN_RUNNING,
  LIMNER_CHAIN_DONE,
  LIMNER_CHAIN_FAILED,
  LIMNER_CHAIN_CANCELED,
} LimnerChainState;

#define LIMNER_TYPE_CHAIN (limner_chain_get_type ())
G_DECLARE_FINAL_TYPE (LimnerChain, limner_chain, LIMNER, CHAIN, GObject)

const char        *limner_chain_get_id       (LimnerChain          *self);
LimnerRecipe      *limner_chain_get_recipe   (LimnerChain          *self);
LimnerChainState   limner_chain_get_state    (LimnerChain          *self);
const GError      *limner_chain_get_error    (LimnerChain          *self);
guint              limner_chain_get_step     (LimnerChain          *self);
LimnerJob         *limner_chain_get_job      (LimnerChain          *self);
LimnerGalleryItem *limner_chain_get_item     (LimnerChain          *self);
const char        *limner_chain_get_exported (LimnerChain          *self);
char              *limner_chain_dup_job_id   (const char           *id,
                                              guint                 step)
  G_GNUC_WARN_UNUSED_RESULT;
void               limner_chain_wait_async   (LimnerChain          *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean           limner_chain_wait_finish  (LimnerChain          *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
