/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "client/limner-server.h"
#include "store/limner-store-jobs.h"

#include "limner-job-private.h"
#include "limner-job-queue-private.h"
#include "limner-job-runner.h"

/** The shortest and the longest pause before what failed for now is tried again, in ms. */
#define FIRST_DELAY 2000
#define LONGEST_DELAY 60000

/* Which jobs go now:
 *
 *   what was sent before ─────────────────────────────────────────────────→ picked up
 *   waits ─┬─ paused, its server is full, its price is not known yet ─────→ waits
 *          ├─ no network, and its server is out there ────────────────────→ waits, and says so
 *          ├─ over the budget of the day or the month ────────────────────→ waits, and says so
 *          ├─ dearer than the limit ── nobody has agreed (-approval.c) ───→ waits, and says so
 *          └─ else ───────────────────────────────────────────────────────→ started
 *
 * None of them keeps those behind it.
 */

typedef struct
{
  guint  n_tries;
  gint64 until;     /* monotonic microseconds */
} Delay;

/* One look at all jobs. */
typedef struct
{
  GHashTable    *full;           /* ids of servers that have as many as they take */
  GPtrArray     *wanted;         /* jobs that wait for an agreement */
  guint          n_over_budget;
  LimnerJobHold  over;           /* which budget */
} Round;

static gboolean
delay_over_cb (gpointer data)
{
  LimnerJobQueue *self = data;

  self->delay_source = 0;
  _limner_job_queue_schedule (self);
  return G_SOURCE_REMOVE;
}

/* One timer for all that wait for better times. */
static void
set_delay_timer (LimnerJobQueue *self)
{
  GHashTableIter iter;
  gpointer value;
  gint64 first = G_MAXINT64;
  gint64 now = g_get_monotonic_time ();

  g_clear_handle_id (&self->delay_source, g_source_remove);
  g_hash_table_iter_init (&iter, self->delays);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (((Delay *) value)->until > now)
        first = MIN (first, ((Delay *) value)->until);
    }
  if (first != G_MAXINT64)
    self->delay_source = g_timeout_add ((guint) ((first - now) / 1000 + 1), delay_over_cb, self);
}

static void
put_off (LimnerJobQueue *self,
         LimnerJob      *job)
{
  Delay *delay = g_hash_table_lookup (self->delays, job);
  double pause;

  if (delay == NULL)
    {
      delay = g_new0 (Delay, 1);
      g_hash_table_insert (self->delays, g_object_ref (job), delay);
    }
  pause = MIN (FIRST_DELAY * pow (2, delay->n_tries++), LONGEST_DELAY) * self->context->time_scale;
  delay->until = g_get_monotonic_time () + (gint64) (pause * 1000);
  set_delay_timer (self);
}

static gboolean
is_put_off (LimnerJobQueue *self,
            LimnerJob      *job)
{
  const Delay *delay = g_hash_table_lookup (self->delays, job);

  return delay != NULL && delay->until > g_get_monotonic_time ();
}

static void
runner_ended_cb (LimnerJobRunner *runner,
                 guint            how,
                 const GError    *error,
                 LimnerJobQueue  *self)
{
  g_autoptr(LimnerJob) job = g_object_ref (limner_job_runner_get_job (runner));

  g_signal_handlers_disconnect_by_data (runner, self);
  g_hash_table_remove (self->runners, job);
  if (how == LIMNER_RUNNER_DONE)
    g_hash_table_remove (self->delays, job);
  else
    put_off (self, job);
  if (how == LIMNER_RUNNER_PAUSE)
    _limner_job_queue_pause_for (self, error);

  if (how == LIMNER_RUNNER_DONE)
    {
      _limner_job_queue_add_spent (self, job);
      _limner_job_queue_keep_done (self, job);
      g_signal_emit_by_name (self, "job-finished", job);
    }
  _limner_job_queue_schedule (self);
}

static guint
get_n_running (LimnerJobQueue *self,
               const char     *server)
{
  GHashTableIter iter;
  gpointer job;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->runners);
  while (g_hash_table_iter_next (&iter, &job, NULL))
    n += g_str_equal (_limner_job_get_record (job)->server, server);
  return n;
}

/* While it is not known whether a request was taken, the same request is not sent for another job:
 * what the search finds could belong to either.
 */
static gboolean
has_uncertain_twin (LimnerJobQueue *self,
                    LimnerJob      *job)
{
  const LimnerJobRecord *record = _limner_job_get_record (job);

  for (guint i = 0; i < self->jobs->len; i++)
    {
      LimnerJob *other = self->jobs->pdata[i];
      LimnerJobState state = limner_job_get_state (other);
      const LimnerJobRecord *theirs = _limner_job_get_record (other);

      if (other == job ||
          (state != LIMNER_JOB_SENDING && state != LIMNER_JOB_SEARCHING &&
           (state != LIMNER_JOB_QUEUED || !g_hash_table_contains (self->runners, other))) ||
          !g_str_equal (record->server, theirs->server) ||
          !g_str_equal (record->model, theirs->model) ||
          !g_str_equal (record->input, theirs->input))
        continue;
      return TRUE;
    }
  return FALSE;
}

/* Whether the server of a job has as many as it takes; @full remembers those that have, so that
 * thousands that wait for one server are passed over quickly.
 */
static gboolean
is_full (LimnerJobQueue *self,
         LimnerJob      *job,
         GHashTable     *full)
{
  const char *server = _limner_job_get_record (job)->server;

  if (g_hash_table_contains (full, server))
    return TRUE;
  if (get_n_running (self, server) < limner_job_queue_get_limit (self, server))
    return FALSE;
  g_hash_table_add (full, (gpointer) server);
  return TRUE;
}

static void
start_job (LimnerJobQueue *self,
           LimnerJob      *job)
{
  LimnerJobRunner *runner = limner_job_runner_new (self->context, job);

  g_hash_table_insert (self->runners, job, runner);
  g_signal_connect (runner, "ended", G_CALLBACK (runner_ended_cb), self);
  limner_job_runner_start (runner);
}

static gboolean
needs_network (LimnerJobQueue *self,
               const char     *server)
{
  gpointer needed;

  if (g_hash_table_lookup_extended (self->networks, server, NULL, &needed))
    return GPOINTER_TO_INT (needed);
  return !limner_server_is_free (server);
}

static gboolean
lacks_network (LimnerJobQueue *self,
               LimnerJob      *job)
{
  return !self->online && needs_network (self, _limner_job_get_record (job)->server);
}

/* Starts a job that waits, or says what keeps it. */
static LimnerJobHold
try_to_start (LimnerJobQueue *self,
              LimnerJob      *job,
              Round          *round)
{
  LimnerJobHold over;

  if (self->paused || g_hash_table_contains (self->runners, job))
    return LIMNER_JOB_HOLD_NONE;
  if (lacks_network (self, job))
    return LIMNER_JOB_HOLD_NETWORK;
  if (!_limner_job_queue_knows_price (self, job))
    return LIMNER_JOB_HOLD_NONE;
  over = _limner_job_queue_check_budget (self, job);
  if (over != LIMNER_JOB_HOLD_NONE)
    {
      round->n_over_budget++;
      round->over = over;
      return over;
    }
  if (is_full (self, job, round->full) || is_put_off (self, job) ||
      has_uncertain_twin (self, job))
    return LIMNER_JOB_HOLD_NONE;
  if (!_limner_job_queue_is_approved (self, job))
    {
      g_ptr_array_add (round->wanted, g_object_ref (job));
      return LIMNER_JOB_HOLD_WORD;
    }
  _limner_job_queue_commit (self, job);
  start_job (self, job);
  return LIMNER_JOB_HOLD_NONE;
}

/* What was already sent goes first: it may be waiting to be fetched before it is deleted. */
static void
pick_up (LimnerJobQueue *self,
         LimnerJob      *job)
{
  LimnerJobState state = limner_job_get_state (job);

  if (state != LIMNER_JOB_QUEUED && !limner_job_state_is_final (state) &&
      !g_hash_table_contains (self->runners, job) && !is_put_off (self, job) &&
      !lacks_network (self, job))
    start_job (self, job);
}

static gboolean
schedule_cb (gpointer data)
{
  LimnerJobQueue *self = data;
  g_autoptr(GPtrArray) jobs = NULL;
  g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GHashTable) full = g_hash_table_new (g_str_hash, g_str_equal);
  Round round = { full, wanted, 0, LIMNER_JOB_HOLD_NONE };

  self->schedule_source = 0;
  if (!self->resumed)
    return G_SOURCE_REMOVE;

  jobs = _limner_job_queue_dup_jobs (self);
  for (guint i = 0; i < jobs->len; i++)
    pick_up (self, jobs->pdata[i]);
  _limner_job_queue_begin_spending (self);
  for (guint i = 0; i < jobs->len; i++)
    {
      LimnerJob *job = jobs->pdata[i];

      if (limner_job_get_state (job) == LIMNER_JOB_QUEUED)
        _limner_job_set_hold (job, try_to_start (self, job, &round));
    }
  set_delay_timer (self);
  _limner_job_queue_forget_sums (self);
  _limner_job_queue_take_over_budget (self, round.n_over_budget, round.over);
  _limner_job_queue_hold (self, wanted);
  return G_SOURCE_REMOVE;
}

void
_limner_job_queue_schedule (LimnerJobQueue *self)
{
  /* An answer may come after the queue was disposed of. */
  if (self->schedule_source == 0 && self->runners != NULL)
    self->schedule_source = g_idle_add (schedule_cb, self);
}

/**
 * limner_job_queue_set_needs_network:
 * @self: a queue
 * @server: a server's id
 * @needs_network: whether jobs for it wait while there is no network
 *
 * Says whether a server is out there. Where nobody says so, those that ask for money are.
 */
void
limner_job_queue_set_needs_network (LimnerJobQueue *self,
                                    const char     *server,
                                    gboolean        needs_network)
{
  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));
  g_return_if_fail (server != NULL);

  g_hash_table_insert (self->networks, g_strdup (server), GINT_TO_POINTER (!!needs_network));
  _limner_job_queue_schedule (self);
}
