/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/limner-store-jobs.h"

#include "limner-sweep-private.h"

/* What the journal knows of a sweep's cells, by the ids that follow from its plan. */

/* How far the run of a recipe came: its jobs' ids follow from the plan. */
static void
restore_run (LimnerSweep *self,
             guint        index,
             GHashTable  *records)
{
  LimnerSweepCell *cell = g_ptr_array_index (self->cells, index);
  guint last = limner_sweep_plan_get_last_step (self->plan);
  guint *attempts = &self->plan->attempts[index];
  LimnerJobState state = LIMNER_JOB_QUEUED;
  g_autofree char *next = limner_sweep_plan_dup_step_id (self->plan, self->record->id, index,
                                                         *attempts + 1, 0);

  if (g_hash_table_contains (records, next))
    ++*attempts;
  for (guint step = last + 1; *attempts > 0 && step-- > 0;)
    {
      g_autofree char *id = limner_sweep_plan_dup_step_id (self->plan, self->record->id, index,
                                                           *attempts, step);
      const LimnerJobRecord *record = g_hash_table_lookup (records, id);

      if (record == NULL)
        continue;
      if (!limner_job_state_from_string (record->state, &state))
        state = LIMNER_JOB_DONE;
      if (self->record->finished == 0 && self->active)
        _limner_sweep_run_recipe (self, index,
                                  limner_recipe_find_first_step (self->plan->recipe, TRUE) + step,
                                  id);
      else
        _limner_sweep_cell_set_state (cell, _limner_sweep_cell_state_of (state), NULL);
      return;
    }
  /* Nothing of it was journalled: it can be begun as if it never had been. */
  if (*attempts > 0)
    --*attempts;
}

static void
restore_cell (LimnerSweep *self,
              guint        index,
              GHashTable  *records)
{
  LimnerSweepCell *cell = g_ptr_array_index (self->cells, index);
  guint *attempts = &self->plan->attempts[index];
  g_autofree char *next = NULL;
  g_autofree char *id = NULL;
  const LimnerJobRecord *record;
  LimnerJobState state = LIMNER_JOB_LOST;
  LimnerJob *job;

  /* It was journalled just before the program ended, and the plan was not saved again. */
  next = limner_sweep_plan_dup_job_id (self->plan, self->record->id, index, *attempts + 1);
  if (g_hash_table_contains (records, next))
    ++*attempts;
  if (*attempts == 0)
    {
      if (self->plan->dropped[index])
        _limner_sweep_cell_set_state (cell, LIMNER_SWEEP_CELL_DROPPED, NULL);
      return;
    }

  id = limner_sweep_plan_dup_job_id (self->plan, self->record->id, index, *attempts);
  job = limner_job_queue_find (self->queue, id);
  record = g_hash_table_lookup (records, id);
  if (job != NULL)
    _limner_sweep_cell_set_job (cell, job);
  else if (record == NULL || limner_job_state_from_string (record->state, &state))
    _limner_sweep_cell_set_state (cell, _limner_sweep_cell_state_of (state), NULL);
  else
    /* Taken off the list, which is done with what has ended. */
    _limner_sweep_cell_set_state (cell, LIMNER_SWEEP_CELL_DONE, NULL);
  if (self->plan->dropped[index])
    _limner_sweep_cell_set_state (cell, LIMNER_SWEEP_CELL_DROPPED, NULL);
}

/* @records: id → LimnerJobRecord: all of the sweep that are in the journal. */
void
_limner_sweep_restore (LimnerSweep *self,
                       GHashTable  *records)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      if (self->plan->recipe != NULL && !self->plan->dropped[i])
        restore_run (self, i, records);
      else
        restore_cell (self, i, records);
    }
}
