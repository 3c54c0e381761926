/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "limner-away.h"

/* What servers made while the program did not run: it is told of when all of it is here, and never
 * mixed with what is made from now on.
 */
typedef struct
{
  guint           n_pending;   /* jobs that are still under way */
  guint           n_results;
  gint64          since;
  LimnerAwayFunc  func;
  gpointer        data;
  GDestroyNotify  free_data;
} Away;

static void
away_clear (gpointer data)
{
  Away *away = data;

  if (away->free_data != NULL)
    away->free_data (away->data);
}

static void
release (gpointer  data,
         GClosure *closure)
{
  g_rc_box_release_full (data, away_clear);
}

/* Whether the model had done its work before. */
static gboolean
was_made_before (LimnerJob *job,
                 gint64     since)
{
  gint64 started = limner_job_get_started (job);
  double seconds = limner_job_get_predict_time (job);

  return started > 0 && isfinite (seconds) &&
         started + (gint64) (seconds * G_USEC_PER_SEC) < since;
}

static void
count (Away      *away,
       LimnerJob *job)
{
  if (limner_job_get_state (job) == LIMNER_JOB_DONE && was_made_before (job, away->since))
    away->n_results += MAX (g_list_model_get_n_items (limner_job_get_outputs (job)), 1);
}

static void
tell (Away *away)
{
  if (away->n_pending == 0 && away->n_results > 0)
    away->func (away->n_results, away->data);
}

static void
changed_cb (LimnerJob  *job,
            GParamSpec *pspec,
            Away       *away)
{
  if (!limner_job_state_is_final (limner_job_get_state (job)))
    return;

  count (away, job);
  away->n_pending--;
  tell (away);
  g_signal_handlers_disconnect_by_func (job, changed_cb, away);
}

/**
 * limner_away_watch:
 * @queue: a queue that has read its journal
 * @since: when the program was started, in microseconds since 1970
 * @func: told how many results arrived, when all did that were under way; not called for none
 * @data: for @func
 * @free_data: (nullable): frees @data
 *
 * Counts the results that servers had made before the program was started.
 */
void
limner_away_watch (LimnerJobQueue *queue,
                   gint64          since,
                   LimnerAwayFunc  func,
                   gpointer        data,
                   GDestroyNotify  free_data)
{
  Away *away = g_rc_box_new0 (Away);

  g_return_if_fail (LIMNER_IS_JOB_QUEUE (queue));
  g_return_if_fail (func != NULL);

  away->since = since;
  away->func = func;
  away->data = data;
  away->free_data = free_data;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (queue)); i++)
    {
      g_autoptr(LimnerJob) job = g_list_model_get_item (G_LIST_MODEL (queue), i);

      if (limner_job_state_is_active (limner_job_get_state (job)))
        {
          g_signal_connect_data (job, "notify::state", G_CALLBACK (changed_cb),
                                 g_rc_box_acquire (away), release, 0);
          away->n_pending++;
        }
      else if (limner_job_get_finished (job) >= since)
        {
          count (away, job);
        }
    }
  tell (away);
  release (away, NULL);
}
