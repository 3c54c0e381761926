/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-sweep.h"

G_BEGIN_DECLS

struct _LimnerSweep
{
  GObject            parent_instance;

  /* Borrowed: the studio owns the list that owns this */
  LimnerStudio      *studio;

  /* Owned */
  LimnerStore       *store;
  LimnerJobQueue    *queue;
  LimnerSweepRecord *record;
  LimnerSweepPlan   *plan;
  GPtrArray         *cells;         /* LimnerSweepCell */
  GHashTable        *forms;         /* “server owner/name:version” → Form */
  LimnerPicture     *picture;
  LimnerPlane       *mask;
  GError            *error;         /* why it holds */
  GCancellable      *cancellable;
  gboolean          *building;      /* which cells are being made into jobs */
  double             usual_time;    /* of all cells, in seconds, by past runs; NaN before */
  guint8            *exported;      /* Copy: which cells were copied into the folder */
  guint              n_exporting;

  guint              save_source;
  guint              pump_source;
  guint              loading : 1;
  guint              loaded : 1;    /* the journal was read */
  guint              preparing : 1;
  guint              prepared : 1;
  guint              active : 1;    /* this program drives it */
};

void        _limner_sweep_run_recipe     (LimnerSweep     *self,
                                         guint            cell,
                                         guint            step,
                                         const char      *job);
void        _limner_sweep_restore        (LimnerSweep     *self,
                                         GHashTable      *records);
GHashTable *_limner_sweep_new_forms     (void) G_GNUC_WARN_UNUSED_RESULT;
void        _limner_sweep_schedule      (LimnerSweep     *self);
void        _limner_sweep_hold          (LimnerSweep     *self,
                                         const GError    *error);
void        _limner_sweep_schedule_save (LimnerSweep     *self);
gboolean    _limner_sweep_is_over       (LimnerSweepCell *cell);

G_END_DECLS
