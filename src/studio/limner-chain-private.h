/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-chain.h"

G_BEGIN_DECLS

struct _LimnerChain
{
  GObject            parent_instance;

  /* Owned */
  char              *id;
  LimnerRecipe      *recipe;
  LimnerJob         *job;        /* of the step, NULL until it is submitted */
  char              *job_id;     /* as the library knows it, also before the job is found again */
  LimnerGalleryItem *item;       /* what the last finished step made, NULL before */
  char              *source;     /* `blob:…` of what the step is given, NULL for nothing */
  char              *parent;     /* the gallery item that @source is, or NULL */
  char              *exported;   /* path of the last file that was exported, or NULL */
  char              *batch;      /* of a batch that drives it and knows how far it is, or NULL */
  char              *folder;     /* where the batch wants what is exported, or NULL */
  char              *name;       /* a template for its name, or NULL */
  GError            *error;

  LimnerChainState   state;
  guint              step;
  int                origin_x;   /* where what the step is given lies in what the first was given */
  int                origin_y;
};

LimnerChain *_limner_chain_new            (LimnerRecipe     *recipe,
                                           const char       *id) G_GNUC_WARN_UNUSED_RESULT;
LimnerChain *_limner_chain_new_from_json  (const char       *id,
                                           const char       *json) G_GNUC_WARN_UNUSED_RESULT;
char        *_limner_chain_to_json        (LimnerChain      *self) G_GNUC_WARN_UNUSED_RESULT;
char        *_limner_chain_derive_id      (const char       *text) G_GNUC_WARN_UNUSED_RESULT;
char        *_limner_chain_get_batch      (LimnerChain      *self) G_GNUC_WARN_UNUSED_RESULT;
void         _limner_chain_take_job       (LimnerChain      *self,
                                           LimnerJob        *job);
void         _limner_chain_take_item      (LimnerChain      *self,
                                           LimnerGalleryItem *item);
void         _limner_chain_take_exported  (LimnerChain      *self,
                                           char             *path);
void         _limner_chain_set_state      (LimnerChain      *self,
                                           LimnerChainState  state,
                                           const GError     *error);

G_END_DECLS
