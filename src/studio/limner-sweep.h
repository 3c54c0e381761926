/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/limner-store-sweeps.h"

#include "limner-studio.h"
#include "limner-sweep-cell.h"
#include "limner-sweep-plan.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_SWEEP (limner_sweep_get_type ())
G_DECLARE_FINAL_TYPE (LimnerSweep, limner_sweep, LIMNER, SWEEP, GObject)

/* What it is */
const char             *limner_sweep_get_id          (LimnerSweep           *self);
const char             *limner_sweep_get_title       (LimnerSweep           *self);
gint64                  limner_sweep_get_created     (LimnerSweep           *self);
const LimnerSweepPlan  *limner_sweep_get_plan        (LimnerSweep           *self);
LimnerSweepCell        *limner_sweep_get_cell        (LimnerSweep           *self,
                                                      guint                  index);

/* How far it is */
void                    limner_sweep_count           (LimnerSweep           *self,
                                                      guint                 *n_done,
                                                      guint                 *n_failed,
                                                      guint                 *n_left);
double                  limner_sweep_get_time_left   (LimnerSweep           *self);
gboolean                limner_sweep_get_finished    (LimnerSweep           *self);
gboolean                limner_sweep_get_active      (LimnerSweep           *self);
gboolean                limner_sweep_get_paused      (LimnerSweep           *self);
void                    limner_sweep_set_paused      (LimnerSweep           *self,
                                                      gboolean               paused);
gboolean                limner_sweep_get_copied      (LimnerSweep           *self,
                                                      guint                  cell);
const GError           *limner_sweep_get_error       (LimnerSweep           *self);

/* What can be done with it */
void                    limner_sweep_load            (LimnerSweep           *self);
void                    limner_sweep_load_items      (LimnerSweep           *self,
                                                      guint                  cell);
void                    limner_sweep_redo            (LimnerSweep           *self,
                                                      guint                  cell);
void                    limner_sweep_redo_failed     (LimnerSweep           *self);
void                    limner_sweep_set_dropped     (LimnerSweep           *self,
                                                      guint                  axis,
                                                      guint                  place,
                                                      gboolean               dropped);
gboolean                limner_sweep_get_dropped     (LimnerSweep           *self,
                                                      guint                  axis,
                                                      guint                  place);
void                    limner_sweep_cancel          (LimnerSweep           *self);

/* For the list */
LimnerSweep            *_limner_sweep_new            (LimnerStore           *store,
                                                      LimnerJobQueue        *queue,
                                                      LimnerStudio          *studio,
                                                      LimnerSweepRecord     *record,
                                                      LimnerSweepPlan       *plan);
void                    _limner_sweep_set_active     (LimnerSweep           *self,
                                                      gboolean               active);
void                    _limner_sweep_save           (LimnerSweep           *self);

G_END_DECLS
