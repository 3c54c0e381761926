/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-sweep.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_SWEEP_LIST (limner_sweep_list_get_type ())
G_DECLARE_FINAL_TYPE (LimnerSweepList, limner_sweep_list, LIMNER, SWEEP_LIST, GObject)

void             limner_sweep_list_load_async    (LimnerSweepList      *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean         limner_sweep_list_load_finish   (LimnerSweepList      *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void             limner_sweep_list_set_active    (LimnerSweepList      *self,
                                                  gboolean              active);
guint            limner_sweep_list_get_n_unfinished (LimnerSweepList   *self);
LimnerSweep     *limner_sweep_list_find          (LimnerSweepList      *self,
                                                  const char           *id);
void             limner_sweep_list_create_async  (LimnerSweepList      *self,
                                                  LimnerSpecRequest    *base,
                                                  GPtrArray            *axes,
                                                  const char           *folder,
                                                  const char           *name,
                                                  LimnerRecipe         *recipe,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
LimnerSweep     *limner_sweep_list_create_finish (LimnerSweepList      *self,
                                                  GAsyncResult         *result,
                                                  GError              **error)
                                                  G_GNUC_WARN_UNUSED_RESULT;
void             limner_sweep_list_remove        (LimnerSweepList      *self,
                                                  LimnerSweep          *sweep);

/* For the studio */
LimnerSweepList *_limner_sweep_list_new          (LimnerStudio         *studio);
void             _limner_sweep_list_detach       (LimnerSweepList      *self);

G_END_DECLS
