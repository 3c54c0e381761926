/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-job-private.h"
#include "limner-job-queue-private.h"

/* What is kept of jobs that are done: many stay in the list, and a few are looked at.
 *
 *   done ──→ one of the last KEPT_WHOLE ──→ nobody holds it: only what its row shows ──→ not one of
 *    ↑                                  └─→ somebody does: looked at again later         the last
 *    └── its pictures were loaded again                                                  MAX_DONE:
 *                                                                            in the journal alone
 *
 * Sums are made from the journal, and do not depend on what is listed.
 */

/** So many that are done are listed; what failed or was cancelled is in no gallery and stays. */
#define MAX_DONE 500

/** So many jobs that ended last keep all that they have. */
#define KEPT_WHOLE 32

/** At most so many are looked at when one ends, so that it takes no time. */
#define LOOKED_AT 4

/* Whether anybody but the queue has it. */
static gboolean
is_held (LimnerJobQueue *self,
         LimnerJob      *job)
{
  return G_OBJECT (job)->ref_count > 1 + (self->last_timed == job ? 1U : 0);
}

/* Nothing happens to it any more: nobody listens either. */
static void
shrink (LimnerJobQueue *self,
        LimnerJob      *job)
{
  g_signal_handlers_disconnect_by_data (job, self);
  _limner_job_shrink (job);
}

/* A job is done, or its pictures were looked up: others may go. */
void
_limner_job_queue_keep_whole (LimnerJobQueue *self,
                              LimnerJob      *job)
{
  g_queue_push_tail (self->whole, g_strdup (limner_job_get_id (job)));
  for (guint i = 0; i < LOOKED_AT && g_queue_get_length (self->whole) > KEPT_WHOLE; i++)
    {
      g_autofree char *id = g_queue_pop_head (self->whole);
      LimnerJob *oldest = limner_job_queue_find (self, id);

      if (oldest == NULL || limner_job_get_state (oldest) != LIMNER_JOB_DONE)
        continue;
      if (is_held (self, oldest))
        g_queue_push_tail (self->whole, g_steal_pointer (&id));
      else
        shrink (self, oldest);
    }
}

/* Takes a job off the list, not out of the journal. */
void
_limner_job_queue_take_out (LimnerJobQueue *self,
                            LimnerJob      *job)
{
  GList *link = g_queue_find_custom (self->done, limner_job_get_id (job), (GCompareFunc) strcmp);
  guint position;

  g_signal_handlers_disconnect_by_data (job, self);
  if (link != NULL)
    {
      g_free (link->data);
      g_queue_delete_link (self->done, link);
    }
  if (g_ptr_array_find (self->jobs, job, &position))
    {
      g_hash_table_remove (self->ids, limner_job_get_id (job));
      g_ptr_array_remove_index (self->jobs, position);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
    }
}

/* A job has ended: where it is done, the one that was done first may go. */
void
_limner_job_queue_keep_done (LimnerJobQueue *self,
                             LimnerJob      *job)
{
  _limner_job_queue_keep_whole (self, job);
  if (limner_job_get_state (job) != LIMNER_JOB_DONE)
    return;

  g_queue_push_tail (self->done, g_strdup (limner_job_get_id (job)));
  while (g_queue_get_length (self->done) > MAX_DONE)
    {
      g_autofree char *id = g_queue_pop_head (self->done);
      LimnerJob *oldest = limner_job_queue_find (self, id);

      if (oldest == NULL)
        continue;
      self->n_omitted++;
      _limner_job_queue_take_out (self, oldest);
    }
}

/* The journal is read, what ended last first: whether a job that is done is still to be listed. */
gboolean
_limner_job_queue_list_done (LimnerJobQueue *self,
                             const char     *id)
{
  if (g_queue_get_length (self->done) >= MAX_DONE)
    {
      self->n_omitted++;
      return FALSE;
    }
  g_queue_push_head (self->done, g_strdup (id));
  return TRUE;
}

/**
 * limner_job_queue_get_n_omitted:
 * @self: a queue
 *
 * Tells how many jobs are done and not listed any more, so that a long day's work does not fill the
 * memory: they are in the journal, what they made is in the gallery, and all sums have them. It
 * changes together with the list.
 *
 * Returns: how many
 */
guint
limner_job_queue_get_n_omitted (LimnerJobQueue *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_QUEUE (self), 0);

  return self->n_omitted;
}
