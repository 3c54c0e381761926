/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "store/limner-store-jobs.h"

#include "limner-job-private.h"
#include "limner-job-queue-private.h"
#include "limner-job-runner.h"
#include "limner-job-spec-private.h"

/* What a person does with a queue. */

/** How many jobs run at once on a server, until somebody says otherwise. */
#define LIMIT_ENGINE 2
#define LIMIT_UNKNOWN 1

static double
get_position (LimnerJobQueue *self,
              guint           index)
{
  return _limner_job_get_record (self->jobs->pdata[index])->position;
}

/**
 * limner_job_queue_submit:
 * @self: a queue
 * @spec: what is to run
 *
 * Adds a job at the end. It is in the journal before anything is sent.
 *
 * Returns: (transfer none): the job
 */
LimnerJob *
limner_job_queue_submit (LimnerJobQueue *self,
                         LimnerJobSpec  *spec)
{
  g_autofree char *id = g_uuid_string_random ();

  return limner_job_queue_submit_as (self, spec, id);
}

static LimnerJob *
insert_new (LimnerJobQueue *self,
            LimnerJobSpec  *spec,
            const char     *id,
            const char     *prediction)
{
  g_autoptr(LimnerJob) job = NULL;
  LimnerJobRecord *record;
  guint n;

  if (limner_job_queue_find (self, id) != NULL)
    return limner_job_queue_find (self, id);

  n = self->jobs->len;
  record = _limner_job_spec_to_record (spec);
  record->id = g_strdup (id);
  record->owner = g_strdup (self->owner);
  record->state = g_strdup (limner_job_state_to_string (
                               prediction != NULL ? LIMNER_JOB_PROCESSING : LIMNER_JOB_QUEUED));
  record->created = g_get_real_time ();
  record->prediction = g_strdup (prediction);
  record->sent = prediction != NULL ? record->created : 0;
  record->position = (double) record->created;
  if (n > 0)
    record->position = MAX (get_position (self, n - 1) + 1, record->position);
  job = _limner_job_new (record);
  _limner_job_queue_insert (self, job, n);
  _limner_job_queue_save (self, job);
  g_list_model_items_changed (G_LIST_MODEL (self), n, 0, 1);
  _limner_job_queue_count_one (self, job);
  _limner_job_queue_schedule (self);
  return job;
}

/**
 * limner_job_queue_submit_as:
 * @self: a queue
 * @spec: what is to run
 * @id: the job's id, a UUID
 *
 * Adds a job under an id that the caller can find again after a crash. Where a job of that id is in
 * the queue already, it is that one, and nothing is added.
 *
 * Returns: (transfer none): the job
 */
LimnerJob *
limner_job_queue_submit_as (LimnerJobQueue *self,
                            LimnerJobSpec  *spec,
                            const char     *id)
{
  g_return_val_if_fail (LIMNER_IS_JOB_QUEUE (self), NULL);
  g_return_val_if_fail (LIMNER_IS_JOB_SPEC (spec), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return insert_new (self, spec, id, NULL);
}

/**
 * limner_job_queue_adopt:
 * @self: a queue
 * @spec: what was asked for
 * @prediction: the server's name for it
 *
 * Takes over a prediction that was started elsewhere: it is followed, and its results are saved,
 * like those of jobs that were sent from here. Nothing is sent again.
 *
 * Returns: (transfer none): the job; the same one for the same prediction
 */
LimnerJob *
limner_job_queue_adopt (LimnerJobQueue *self,
                        LimnerJobSpec  *spec,
                        const char     *prediction)
{
  g_autofree char *id = NULL;

  g_return_val_if_fail (LIMNER_IS_JOB_QUEUE (self), NULL);
  g_return_val_if_fail (LIMNER_IS_JOB_SPEC (spec), NULL);
  g_return_val_if_fail (prediction != NULL, NULL);

  for (guint i = 0; i < self->jobs->len; i++)
    {
      LimnerJob *job = g_ptr_array_index (self->jobs, i);

      if (g_strcmp0 (limner_job_get_prediction (job), prediction) == 0)
        return job;
    }

  id = g_strconcat ("adopted-", prediction, NULL);
  return insert_new (self, spec, id, prediction);
}

/**
 * limner_job_queue_find:
 * @self: a queue
 * @id: a job's id
 *
 * Finds a job.
 *
 * Returns: (transfer none) (nullable): the job
 */
LimnerJob *
limner_job_queue_find (LimnerJobQueue *self,
                       const char     *id)
{
  g_return_val_if_fail (LIMNER_IS_JOB_QUEUE (self), NULL);

  return id != NULL ? g_hash_table_lookup (self->ids, id) : NULL;
}

static void
outputs_listed_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(LimnerJob) job = user_data;
  g_autoptr(GListModel) items = NULL;

  items = limner_store_list_job_items_finish (LIMNER_STORE (object), result, NULL);
  if (items != NULL && g_list_model_get_n_items (items) > 0 &&
      g_list_model_get_n_items (limner_job_get_outputs (job)) == 0)
    _limner_job_set_outputs (job, items);
}

/**
 * limner_job_queue_load_outputs:
 * @self: a queue
 * @job: one of its jobs
 *
 * Looks up the pictures of a job that ended in an earlier run; #LimnerJob:outputs tells when they
 * are there. Jobs do not do that by themselves, for there may be thousands that nobody looks at.
 */
void
limner_job_queue_load_outputs (LimnerJobQueue *self,
                               LimnerJob      *job)
{
  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));
  g_return_if_fail (LIMNER_IS_JOB (job));

  if (limner_job_get_state (job) == LIMNER_JOB_DONE &&
      g_list_model_get_n_items (limner_job_get_outputs (job)) == 0)
    {
      _limner_job_queue_keep_whole (self, job);
      limner_store_list_job_items_async (self->context->store, limner_job_get_id (job), NULL,
                                         outputs_listed_cb, g_object_ref (job));
    }
}

static void
cancel_waiting_job (LimnerJobQueue *self,
                    LimnerJob      *job)
{
  _limner_job_finish (job, LIMNER_JOB_CANCELED);
  _limner_job_queue_save (self, job);
  g_hash_table_remove (self->delays, job);
  g_signal_emit_by_name (self, "job-finished", job);
}

/**
 * limner_job_queue_cancel:
 * @self: a queue
 * @job: one of its jobs
 *
 * Cancels a job. One that waits is cancelled at once; one that may have been sent is found first,
 * so that nothing that is paid for goes on unseen; one whose results are being saved is not.
 */
void
limner_job_queue_cancel (LimnerJobQueue *self,
                         LimnerJob      *job)
{
  LimnerJobRunner *runner;

  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));
  g_return_if_fail (LIMNER_IS_JOB (job));

  if (limner_job_state_is_final (limner_job_get_state (job)))
    return;

  runner = g_hash_table_lookup (self->runners, job);
  if (limner_job_get_state (job) == LIMNER_JOB_QUEUED)
    {
      if (runner != NULL)
        {
          g_signal_handlers_disconnect_by_data (runner, self);
          g_object_run_dispose (G_OBJECT (runner));
          g_hash_table_remove (self->runners, job);
        }
      cancel_waiting_job (self, job);
    }
  else if (runner != NULL)
    {
      limner_job_runner_cancel (runner);
    }
  else
    {
      _limner_job_set_cancelling (job, TRUE);
    }
  _limner_job_queue_schedule (self);
}

/**
 * limner_job_queue_retry:
 * @self: a queue
 * @job: a job that failed, was cancelled, aborted or lost
 *
 * Tries a job again. Where the model did its work and only the results could not be saved, they are
 * fetched again, and nothing is paid twice; else it is sent anew.
 */
void
limner_job_queue_retry (LimnerJobQueue *self,
                        LimnerJob      *job)
{
  LimnerJobRecord *record;
  LimnerJobState state;

  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));
  g_return_if_fail (LIMNER_IS_JOB (job));

  state = limner_job_get_state (job);
  if (!limner_job_state_is_final (state) || state == LIMNER_JOB_DONE)
    return;

  record = _limner_job_get_record (job);
  if (state == LIMNER_JOB_FAILED && _limner_job_has_unsaved_results (job))
    {
      record->finished = 0;
      _limner_job_set_error (job, NULL);
      _limner_job_set_state (job, LIMNER_JOB_DOWNLOADING);
    }
  else
    {
      record->attempts++;
      _limner_job_reset (job);
    }
  g_free (record->owner);
  record->owner = g_strdup (self->owner);
  g_hash_table_remove (self->delays, job);
  _limner_job_queue_save (self, job);
  _limner_job_queue_count (self);
  _limner_job_queue_schedule (self);
}

static void
drop_jobs (LimnerJobQueue *self,
           GPtrArray      *jobs)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) ids = NULL;

  for (guint i = 0; i < jobs->len; i++)
    {
      g_strv_builder_add (builder, limner_job_get_id (jobs->pdata[i]));
      _limner_job_queue_take_out (self, jobs->pdata[i]);
    }
  ids = g_strv_builder_end (builder);
  limner_store_remove_jobs_async (self->context->store, (const char * const *) ids, NULL, NULL,
                                  NULL);
}

/**
 * limner_job_queue_remove:
 * @self: a queue
 * @job: a job that has ended
 *
 * Takes a job off the list. Its pictures stay in the gallery, and its cost in the account.
 */
void
limner_job_queue_remove (LimnerJobQueue *self,
                         LimnerJob      *job)
{
  g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));
  g_return_if_fail (LIMNER_IS_JOB (job));

  if (!limner_job_state_is_final (limner_job_get_state (job)))
    return;
  g_ptr_array_add (jobs, g_object_ref (job));
  drop_jobs (self, jobs);
}

/**
 * limner_job_queue_clear_finished:
 * @self: a queue
 *
 * Takes all jobs that have ended off the list, also those that are not listed any more.
 */
void
limner_job_queue_clear_finished (LimnerJobQueue *self)
{
  g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));

  for (guint i = 0; i < self->jobs->len; i++)
    {
      if (limner_job_state_is_final (limner_job_get_state (self->jobs->pdata[i])))
        g_ptr_array_add (jobs, g_object_ref (self->jobs->pdata[i]));
    }
  if (self->n_omitted > 0)
    limner_store_remove_done_jobs_async (self->context->store,
                                         _limner_job_queue_get_midnight (self), NULL, NULL, NULL);
  self->n_omitted = 0;
  if (jobs->len > 0)
    drop_jobs (self, jobs);
}

/**
 * limner_job_queue_move:
 * @self: a queue
 * @job: one of its jobs
 * @position: where it is to be in the list
 *
 * Moves a job, which matters while it waits; one that has ended stays where it is.
 */
void
limner_job_queue_move (LimnerJobQueue *self,
                       LimnerJob      *job,
                       guint           position)
{
  double before;
  double after;
  guint from;

  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));
  g_return_if_fail (LIMNER_IS_JOB (job));

  position = MIN (position, self->jobs->len - 1);
  if (!g_ptr_array_find (self->jobs, job, &from) || from == position ||
      limner_job_state_is_final (limner_job_get_state (job)))
    return;

  g_ptr_array_steal_index (self->jobs, from);
  g_list_model_items_changed (G_LIST_MODEL (self), from, 1, 0);
  before = position > 0 ? get_position (self, position - 1)
                        : get_position (self, 0) - 2;
  after = position < self->jobs->len ? get_position (self, position) : before + 2;
  _limner_job_get_record (job)->position = before + (after - before) / 2;
  g_ptr_array_insert (self->jobs, (int) position, job);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);

  _limner_job_queue_save (self, job);
  _limner_job_queue_count (self);
}

/**
 * limner_job_queue_run_next:
 * @self: a queue
 * @job: a job that waits
 *
 * Puts a job before all others that wait.
 */
void
limner_job_queue_run_next (LimnerJobQueue *self,
                           LimnerJob      *job)
{
  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));
  g_return_if_fail (LIMNER_IS_JOB (job));

  /* Who wants it next wants it. */
  limner_job_queue_approve (self, job);
  for (guint i = 0; i < self->jobs->len; i++)
    {
      if (limner_job_get_state (self->jobs->pdata[i]) == LIMNER_JOB_QUEUED)
        {
          limner_job_queue_move (self, job, i);
          return;
        }
    }
}

static void
cancel_all (LimnerJobQueue *self,
            LimnerJob      *spared,
            gboolean        waiting_only)
{
  g_autoptr(GPtrArray) jobs = _limner_job_queue_dup_jobs (self);

  for (guint i = 0; i < jobs->len; i++)
    {
      if (jobs->pdata[i] != (gpointer) spared &&
          (!waiting_only || limner_job_get_state (jobs->pdata[i]) == LIMNER_JOB_QUEUED))
        limner_job_queue_cancel (self, jobs->pdata[i]);
    }
}

/**
 * limner_job_queue_cancel_waiting:
 * @self: a queue
 *
 * Cancels all jobs that wait; those under way go on.
 */
void
limner_job_queue_cancel_waiting (LimnerJobQueue *self)
{
  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));

  cancel_all (self, NULL, TRUE);
}

/**
 * limner_job_queue_cancel_others:
 * @self: a queue
 * @job: (nullable): the job that is spared
 *
 * Cancels all jobs but one.
 */
void
limner_job_queue_cancel_others (LimnerJobQueue *self,
                                LimnerJob      *job)
{
  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));

  cancel_all (self, job, FALSE);
}

/**
 * limner_job_queue_get_limit:
 * @self: a queue
 * @server: a server's id
 *
 * Gets how many jobs run at once on a server.
 *
 * Returns: how many
 */
guint
limner_job_queue_get_limit (LimnerJobQueue *self,
                            const char     *server)
{
  gpointer limit;

  g_return_val_if_fail (LIMNER_IS_JOB_QUEUE (self), 0);
  g_return_val_if_fail (server != NULL, 0);

  if (g_hash_table_lookup_extended (self->limits, server, NULL, &limit))
    return GPOINTER_TO_UINT (limit);
  if (g_str_equal (server, LIMNER_SERVER_THIS_COMPUTER))
    return LIMIT_ENGINE;
  return g_str_equal (server, LIMNER_SERVER_REPLICATE_ID) ? LIMNER_SERVER_HOSTED_JOBS
                                                         : LIMIT_UNKNOWN;
}

/**
 * limner_job_queue_set_limit:
 * @self: a queue
 * @server: a server's id
 * @max_active: how many jobs run at once on it, at least 1
 *
 * Sets how many jobs run at once on a server.
 */
void
limner_job_queue_set_limit (LimnerJobQueue *self,
                            const char     *server,
                            guint           max_active)
{
  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));
  g_return_if_fail (server != NULL);

  g_hash_table_insert (self->limits, g_strdup (server), GUINT_TO_POINTER (MAX (max_active, 1)));
  _limner_job_queue_schedule (self);
}

/**
 * limner_job_queue_get_n_active:
 * @self: a queue
 *
 * Gets how many jobs are under way.
 *
 * Returns: how many
 */
guint
limner_job_queue_get_n_active (LimnerJobQueue *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_QUEUE (self), 0);

  return self->n_active;
}

/**
 * limner_job_queue_get_n_waiting:
 * @self: a queue
 *
 * Gets how many jobs wait.
 *
 * Returns: how many
 */
guint
limner_job_queue_get_n_waiting (LimnerJobQueue *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_QUEUE (self), 0);

  return self->n_waiting;
}

/**
 * limner_job_queue_get_progress:
 * @self: a queue
 *
 * Gets how far all unfinished jobs are together.
 *
 * Returns: 0 to 1
 */
double
limner_job_queue_get_progress (LimnerJobQueue *self)
{
  double sum = 0;
  guint n = 0;

  g_return_val_if_fail (LIMNER_IS_JOB_QUEUE (self), 0);

  for (guint i = 0; i < self->jobs->len; i++)
    {
      LimnerJob *job = self->jobs->pdata[i];

      if (limner_job_state_is_final (limner_job_get_state (job)))
        continue;
      sum += MAX (0, limner_job_get_progress (job));
      n++;
    }
  return n > 0 ? sum / n : 0;
}

/* What one server has to do yet. */
typedef struct
{
  double sum;       /* seconds, NaN when one is not known */
  double longest;
  guint  n_jobs;
} Load;

static void
add_load (GHashTable *loads,
          LimnerJob  *job)
{
  const char *server = _limner_job_get_record (job)->server;
  Load *load = g_hash_table_lookup (loads, server);
  double left = limner_job_get_time_left (job);

  if (load == NULL)
    {
      load = g_new0 (Load, 1);
      g_hash_table_insert (loads, (gpointer) server, load);
    }
  load->sum += left;
  load->longest = MAX (load->longest, left);
  load->n_jobs++;
}

/**
 * limner_job_queue_get_time_left:
 * @self: a queue
 *
 * Estimates by past runs how long all that goes on takes yet, each server working at as many jobs
 * as it takes. What a pause, a budget, or a limit holds back is not counted.
 *
 * Returns: seconds; 0 when nothing is left, NaN when that is not known of one of the jobs
 */
double
limner_job_queue_get_time_left (LimnerJobQueue *self)
{
  g_autoptr(GHashTable) loads = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  GHashTableIter iter;
  gpointer server, value;
  double left = 0;

  g_return_val_if_fail (LIMNER_IS_JOB_QUEUE (self), NAN);

  for (guint i = 0; i < self->jobs->len; i++)
    {
      LimnerJob *job = self->jobs->pdata[i];
      LimnerJobState state = limner_job_get_state (job);

      if (limner_job_state_is_final (state) ||
          (state == LIMNER_JOB_QUEUED &&
           (self->paused || limner_job_get_hold (job) != LIMNER_JOB_HOLD_NONE)))
        continue;
      add_load (loads, job);
    }
  g_hash_table_iter_init (&iter, loads);
  while (g_hash_table_iter_next (&iter, &server, &value))
    {
      const Load *load = value;
      guint n_at_once = MIN (load->n_jobs, limner_job_queue_get_limit (self, server));

      if (!isfinite (load->sum))
        return NAN;
      left = MAX (left, MAX (load->sum / n_at_once, load->longest));
    }
  return left;
}

/**
 * limner_job_queue_get_owner:
 * @self: a queue
 *
 * Gets the name under which it owns jobs, and plans of many jobs, in the journal.
 *
 * Returns: (transfer none): a UUID
 */
const char *
limner_job_queue_get_owner (LimnerJobQueue *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_QUEUE (self), NULL);

  return self->owner;
}

/**
 * limner_job_queue_get_online:
 * @self: a queue
 *
 * Tells whether there is a network.
 *
 * Returns: %FALSE while jobs for hosted services wait for one
 */
gboolean
limner_job_queue_get_online (LimnerJobQueue *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_QUEUE (self), FALSE);

  return self->online;
}
