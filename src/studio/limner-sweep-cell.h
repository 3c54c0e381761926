/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jobs/limner-job.h"

#include "limner-chain.h"

G_BEGIN_DECLS

/**
 * LimnerSweepCellState:
 * @LIMNER_SWEEP_CELL_WAITING: it was not asked for yet, or waits in the queue
 * @LIMNER_SWEEP_CELL_RUNNING: it is being made
 * @LIMNER_SWEEP_CELL_DONE: its pictures are in the library
 * @LIMNER_SWEEP_CELL_FAILED: it could not be made
 * @LIMNER_SWEEP_CELL_CANCELED: somebody cancelled it
 * @LIMNER_SWEEP_CELL_DROPPED: it is left out
 *
 * What a cell of a sweep is at.
 */
typedef enum
{
  LIMNER_SWEEP_CELL_WAITING,
  LIMNER_SWEEP_CELL_RUNNING,
  LIMNER_SWEEP_CELL_DONE,
  LIMNER_SWEEP_CELL_FAILED,
  LIMNER_SWEEP_CELL_CANCELED,
  LIMNER_SWEEP_CELL_DROPPED,
} LimnerSweepCellState;

#define LIMNER_TYPE_SWEEP_CELL (limner_sweep_cell_get_type ())
G_DECLARE_FINAL_TYPE (LimnerSweepCell, limner_sweep_cell, LIMNER, SWEEP_CELL, GObject)

guint                limner_sweep_cell_get_index (LimnerSweepCell *self);
LimnerSweepCellState limner_sweep_cell_get_state (LimnerSweepCell *self);
LimnerJob           *limner_sweep_cell_get_job   (LimnerSweepCell *self);
GListModel          *limner_sweep_cell_get_items (LimnerSweepCell *self);
const GError        *limner_sweep_cell_get_error (LimnerSweepCell *self);

/* For the sweep */
LimnerSweepCell     *_limner_sweep_cell_new        (guint                 index);
void                 _limner_sweep_cell_set_job    (LimnerSweepCell      *self,
                                                    LimnerJob            *job);
void                 _limner_sweep_cell_set_chain  (LimnerSweepCell      *self,
                                                    LimnerChain          *chain);
LimnerChain         *_limner_sweep_cell_get_chain  (LimnerSweepCell      *self);
void                 _limner_sweep_cell_set_state  (LimnerSweepCell      *self,
                                                    LimnerSweepCellState  state,
                                                    const GError         *error);
void                 _limner_sweep_cell_set_items  (LimnerSweepCell      *self,
                                                    GListModel           *items);
LimnerSweepCellState _limner_sweep_cell_state_of   (LimnerJobState        state);

G_END_DECLS
