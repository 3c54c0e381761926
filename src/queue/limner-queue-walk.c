/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-queue-walk.h"

/* From one job to another in a list that has headings between them. */

/**
 * limner_queue_walk_next:
 * @model: jobs and other things
 * @job: (nullable): one of the jobs
 * @direction: 1 for down, -1 for up
 *
 * Finds the job after one, or the first one from either end of the list.
 *
 * Returns: (transfer full) (nullable): the job
 */
LimnerJob *
limner_queue_walk_next (GListModel *model,
                        LimnerJob  *job,
                        int         direction)
{
  int n = (int) g_list_model_get_n_items (model);
  gboolean passed = job == NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);

  for (int i = direction > 0 ? 0 : n - 1; i >= 0 && i < n; i += direction)
    {
      g_autoptr(GObject) item = g_list_model_get_item (model, (guint) i);

      if (passed && LIMNER_IS_JOB (item))
        return LIMNER_JOB (g_steal_pointer (&item));
      passed = passed || item == (gpointer) job;
    }
  return NULL;
}

/**
 * limner_queue_walk_neighbour:
 * @model: jobs and other things
 * @job: one of the jobs
 *
 * Finds the job after one, else the one before it. What has ended is not the neighbour of what has
 * not: the same key cancels the one and takes the other from the list.
 *
 * Returns: (transfer full) (nullable): the job
 */
LimnerJob *
limner_queue_walk_neighbour (GListModel *model,
                             LimnerJob  *job)
{
  guint n = g_list_model_get_n_items (model);
  g_autoptr(LimnerJob) before = NULL;
  gboolean final = limner_job_state_is_final (limner_job_get_state (job));
  gboolean passed = FALSE;

  g_return_val_if_fail (G_IS_LIST_MODEL (model) && LIMNER_IS_JOB (job), NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (model, i);

      if (!LIMNER_IS_JOB (item) ||
          limner_job_state_is_final (limner_job_get_state (LIMNER_JOB (item))) != final)
        continue;
      if (passed)
        return LIMNER_JOB (g_steal_pointer (&item));
      if (item == (gpointer) job)
        passed = TRUE;
      else
        g_set_object (&before, LIMNER_JOB (item));
    }
  return g_steal_pointer (&before);
}
