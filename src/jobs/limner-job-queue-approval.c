/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "client/limner-server.h"
#include "store/limner-store-costs.h"

#include "limner-job-private.h"
#include "limner-job-queue-private.h"

/* Asking before more is spent than the limit says:
 *
 *   a hosted job could start ── what its subject costs ──→ within the limit, or unknown: it runs
 *                                       │
 *                                     dearer ── asked once ──→ agreed: all of the subject run
 *                                                         └──→ else: they wait, each for its own
 *                                                              word, or are cancelled
 *
 * The subject is what a person wished for in one go: a job by itself, a batch, the run of a recipe.
 * What a batch costs is more than its jobs in the queue tell, because only some of them are there
 * at a time; who makes them says so beforehand (limner_job_queue_expect()). Answers are in the
 * library before they count, so that after a restart nobody is asked again.
 */

typedef struct
{
  guint  n_jobs;
  double dollars;   /* NaN: as many times what one job costs */
} Expectation;

GHashTable *
_limner_job_queue_new_expected (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* The steps of a recipe are marked `chain:RUN:STEP`. */
static char *
dup_subject (LimnerJob *job)
{
  const LimnerJobRecord *record = _limner_job_get_record (job);
  const char *end;

  if (record->batch == NULL)
    return g_strdup (record->id);
  end = g_str_has_prefix (record->batch, "chain:") ? strrchr (record->batch, ':') : NULL;
  return end != NULL ? g_strndup (record->batch, (gsize) (end - record->batch))
                     : g_strdup (record->batch);
}

static gboolean
is_free (LimnerJob *job)
{
  return limner_server_is_free (_limner_job_get_record (job)->server);
}

/* What has not ended, by subject. */
static void
sum_subjects (LimnerJobQueue *self)
{
  self->sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < self->jobs->len; i++)
    {
      LimnerJob *job = self->jobs->pdata[i];
      double cost = _limner_job_get_usual_cost (job);
      char *subject;
      double *sum;

      if (!isfinite (cost) || is_free (job) || _limner_job_get_part (job) == LIMNER_JOB_PART_ENDED)
        continue;
      subject = dup_subject (job);
      sum = g_hash_table_lookup (self->sums, subject);
      if (sum != NULL)
        {
          *sum += cost;
          g_free (subject);
        }
      else
        {
          g_hash_table_insert (self->sums, subject, g_memdup2 (&cost, sizeof cost));
        }
    }
}

void
_limner_job_queue_forget_sums (LimnerJobQueue *self)
{
  g_clear_pointer (&self->sums, g_hash_table_unref);
}

static double
get_total (LimnerJobQueue *self,
           LimnerJob      *job,
           const char     *subject)
{
  const Expectation *expectation = g_hash_table_lookup (self->expected, subject);
  const double *sum;

  if (expectation != NULL)
    return isfinite (expectation->dollars)
             ? expectation->dollars : expectation->n_jobs * _limner_job_get_usual_cost (job);
  if (self->sums == NULL)
    sum_subjects (self);
  sum = g_hash_table_lookup (self->sums, subject);
  return sum != NULL ? *sum : NAN;
}

/* Whether a job may cost what it costs. */
gboolean
_limner_job_queue_is_approved (LimnerJobQueue *self,
                               LimnerJob      *job)
{
  g_autofree char *subject = NULL;
  gpointer answer;
  double total;

  if (self->ask_above <= 0 || is_free (job) ||
      g_hash_table_lookup (self->approvals, limner_job_get_id (job)) != NULL)
    return TRUE;
  subject = dup_subject (job);
  if (g_hash_table_lookup_extended (self->approvals, subject, NULL, &answer))
    return GPOINTER_TO_INT (answer);
  total = get_total (self, job, subject);
  return !isfinite (total) || total <= self->ask_above;
}

/* These wait for an agreement; for those of whom nobody was asked yet somebody is, together. */
void
_limner_job_queue_hold (LimnerJobQueue *self,
                        GPtrArray      *jobs)
{
  g_autoptr(GListStore) wanted = g_list_store_new (LIMNER_TYPE_JOB);
  g_autoptr(GHashTable) subjects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer subject;

  for (guint i = 0; i < jobs->len; i++)
    {
      g_autofree char *own = dup_subject (jobs->pdata[i]);

      if (g_hash_table_contains (self->approvals, own))
        continue;
      g_list_store_append (wanted, jobs->pdata[i]);
      g_hash_table_add (subjects, g_steal_pointer (&own));
    }
  g_hash_table_iter_init (&iter, subjects);
  while (g_hash_table_iter_next (&iter, &subject, NULL))
    g_hash_table_insert (self->approvals, g_strdup (subject), GINT_TO_POINTER (FALSE));
  _limner_job_queue_set_n_held (self, jobs->len);
  if (g_list_model_get_n_items (G_LIST_MODEL (wanted)) > 0)
    g_signal_emit_by_name (self, "approval-wanted", wanted);
}

void
_limner_job_queue_take_agreements (LimnerJobQueue *self,
                                   GHashTable     *agreements)
{
  GHashTableIter iter;
  gpointer subject, agreed;

  g_hash_table_iter_init (&iter, agreements);
  while (g_hash_table_iter_next (&iter, &subject, &agreed))
    g_hash_table_insert (self->approvals, g_strdup (subject), agreed);
}

static void
take_answer (LimnerJobQueue *self,
             const char     *subject,
             gboolean        agreed)
{
  g_hash_table_insert (self->approvals, g_strdup (subject), GINT_TO_POINTER (agreed));
  limner_store_save_agreement_async (self->context->store, subject, agreed, NULL, NULL, NULL);
}

/**
 * limner_job_queue_approve:
 * @self: a queue
 * @job: one of its jobs
 *
 * Lets one job run although more is spent than the limit says.
 */
void
limner_job_queue_approve (LimnerJobQueue *self,
                          LimnerJob      *job)
{
  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));
  g_return_if_fail (LIMNER_IS_JOB (job));

  /* What may run as it is needs no entry; it could still turn out to be dear. */
  if (_limner_job_queue_is_approved (self, job))
    g_hash_table_insert (self->approvals, g_strdup (limner_job_get_id (job)),
                         GINT_TO_POINTER (TRUE));
  else
    take_answer (self, limner_job_get_id (job), TRUE);
  _limner_job_queue_forget_sums (self);
  _limner_job_queue_schedule (self);
}

/**
 * limner_job_queue_answer:
 * @self: a queue
 * @jobs: a list of #LimnerJob, as #LimnerJobQueue::approval-wanted gave it
 * @agreed: whether all that they belong to may run
 *
 * Takes the answer of a person. It holds for batches and recipes as a whole, also for those of
 * their jobs that are still to come, and after a restart.
 */
void
limner_job_queue_answer (LimnerJobQueue *self,
                         GListModel     *jobs,
                         gboolean        agreed)
{
  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));
  g_return_if_fail (G_IS_LIST_MODEL (jobs));

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr(LimnerJob) job = g_list_model_get_item (jobs, i);
      g_autofree char *subject = dup_subject (job);

      take_answer (self, subject, agreed);
    }
  _limner_job_queue_schedule (self);
}

/**
 * limner_job_queue_ask_again:
 * @self: a queue
 *
 * Forgets that somebody was asked about the jobs that wait for an agreement, so that
 * #LimnerJobQueue::approval-wanted is emitted for all of them once more.
 */
void
limner_job_queue_ask_again (LimnerJobQueue *self)
{
  GHashTableIter iter;
  gpointer agreed;

  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));

  g_hash_table_iter_init (&iter, self->approvals);
  while (g_hash_table_iter_next (&iter, NULL, &agreed))
    {
      if (!GPOINTER_TO_INT (agreed))
        g_hash_table_iter_remove (&iter);
    }
  _limner_job_queue_schedule (self);
}

/**
 * limner_job_queue_expect:
 * @self: a queue
 * @subject: what jobs that are asked for together share: their batch; for the run of a recipe what
 *   its steps' batches begin with, `chain:RUN`
 * @n_jobs: how many there will be
 * @dollars: what they will cost together in US dollars, 0 where the maker guards that itself, NaN
 *   if it is as many times what one costs
 *
 * Says before the first of them comes what jobs that belong together will amount to. The limit of
 * limner_job_queue_set_ask_above() then holds for all of them together.
 */
void
limner_job_queue_expect (LimnerJobQueue *self,
                         const char     *subject,
                         guint           n_jobs,
                         double          dollars)
{
  Expectation expectation = { MAX (n_jobs, 1), dollars };

  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));
  g_return_if_fail (subject != NULL);

  g_hash_table_insert (self->expected, g_strdup (subject),
                       g_memdup2 (&expectation, sizeof expectation));
  _limner_job_queue_schedule (self);
}

/**
 * limner_job_queue_sum_expected:
 * @self: a queue
 * @jobs: a list of #LimnerJob
 * @n_jobs: (out): how many jobs they and what comes with them are
 *
 * Adds up what the jobs and all that they belong to will cost.
 *
 * Returns: US dollars, as far as prices are known
 */
double
limner_job_queue_sum_expected (LimnerJobQueue *self,
                               GListModel     *jobs,
                               guint          *n_jobs)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  double sum = 0;

  g_return_val_if_fail (LIMNER_IS_JOB_QUEUE (self), 0);
  g_return_val_if_fail (G_IS_LIST_MODEL (jobs) && n_jobs != NULL, 0);

  *n_jobs = 0;
  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr(LimnerJob) job = g_list_model_get_item (jobs, i);
      g_autofree char *subject = dup_subject (job);
      const Expectation *expectation = g_hash_table_lookup (self->expected, subject);
      double total = get_total (self, job, subject);

      if (expectation == NULL)
        ++*n_jobs;
      if (!g_hash_table_add (seen, g_steal_pointer (&subject)))
        continue;
      if (expectation != NULL)
        *n_jobs += expectation->n_jobs;
      sum += isfinite (total) ? total : 0;
    }
  _limner_job_queue_forget_sums (self);
  return sum;
}

/**
 * limner_job_queue_get_n_held:
 * @self: a queue
 *
 * Gets how many jobs could start, but wait until somebody agrees to their price.
 *
 * Returns: how many
 */
guint
limner_job_queue_get_n_held (LimnerJobQueue *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_QUEUE (self), 0);

  return self->n_held;
}

/**
 * limner_job_queue_set_ask_above:
 * @self: a queue
 * @dollars: US dollars, 0 to ask never
 *
 * Sets from which price on hosted jobs wait until they are approved. What is not known cannot be
 * asked for.
 */
void
limner_job_queue_set_ask_above (LimnerJobQueue *self,
                                double          dollars)
{
  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));

  self->ask_above = MAX (0, dollars);
  _limner_job_queue_schedule (self);
}
