/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-job-private.h"
#include "limner-job-queue-private.h"

/* What is kept of jobs that are done: thousands of them stay in the list, and a few are looked at.
 *
 *   done ──→ one of the last KEPT_WHOLE ──→ nobody holds it: only what its row shows
 *    ↑                                  └─→ somebody does: looked at again later
 *    └── its pictures were loaded again
 */

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
