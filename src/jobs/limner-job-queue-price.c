/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "base/limner-json.h"
#include "client/limner-server.h"

#include "limner-job-private.h"
#include "limner-job-queue-private.h"
#include "limner-price-book.h"

/* What jobs are expected to cost, and asking before more than that is spent:
 *
 *   a job comes ── the price book is asked ──→ its price, or unknown
 *   a hosted job starts only after that, where a budget or a limit is set
 *   dearer than the limit ── asked once ──→ approved: it runs · else: it waits, or is cancelled
 */
#define MAX_INPUT_JSON (4 * 1024 * 1024)

typedef struct
{
  LimnerJobQueue *queue;
  LimnerJob      *job;
} Asking;

static gboolean
is_priced (LimnerJob *job)
{
  return !isinf (_limner_job_get_usual_cost (job));
}

static gboolean
runs_the_same (LimnerJob *a,
               LimnerJob *b)
{
  const LimnerJobRecord *left = _limner_job_get_record (a);
  const LimnerJobRecord *right = _limner_job_get_record (b);

  return g_str_equal (left->server, right->server) && g_str_equal (left->model, right->model) &&
         g_strcmp0 (left->version, right->version) == 0;
}

static void
estimated_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autofree Asking *asking = user_data;
  g_autoptr(LimnerJobQueue) self = asking->queue;
  g_autoptr(LimnerJob) job = asking->job;
  LimnerEstimate estimate;

  if (!limner_price_book_estimate_finish (LIMNER_STORE (object), result, &estimate, NULL))
    {
      estimate.time = NAN;
      estimate.cost = NAN;
    }
  for (guint i = 0; i < self->jobs->len; i++)
    {
      if (_limner_job_get_part (self->jobs->pdata[i]) != LIMNER_JOB_PART_ENDED &&
          runs_the_same (job, self->jobs->pdata[i]))
        _limner_job_set_usual (self->jobs->pdata[i], estimate.time, estimate.cost);
    }
  _limner_job_queue_schedule (self);
}

/* A job does not know its form any more; these names the role has in the models there are. */
static guint
count_pictures (const LimnerJobRecord *record)
{
  static const char * const names[] = { "num_outputs", "num_images", "number_of_images",
                                        "num_samples", "max_images", "batch_size" };
  g_autoptr(JsonObject) input = limner_json_parse_object (record->input, (gsize) -1, MAX_INPUT_JSON,
                                                          NULL);

  for (guint i = 0; input != NULL && i < G_N_ELEMENTS (names); i++)
    {
      gint64 n = limner_json_get_int (input, names[i], 0);

      if (n > 0)
        return (guint) MIN (n, 1000);
    }
  return 1;
}

/* Asked once for neighbours that run the same. */
void
_limner_job_queue_ask_price (LimnerJobQueue *self,
                             LimnerJob      *job)
{
  const LimnerJobRecord *record = _limner_job_get_record (job);
  Asking *asking;

  if (record->finished != 0)
    return;
  if (self->last_timed != NULL && runs_the_same (job, self->last_timed) &&
      g_get_monotonic_time () - self->last_timing < G_USEC_PER_SEC)
    {
      if (is_priced (self->last_timed))
        _limner_job_copy_usual (job, self->last_timed);
      return;
    }

  g_set_object (&self->last_timed, job);
  self->last_timing = g_get_monotonic_time ();
  asking = g_new0 (Asking, 1);
  asking->queue = g_object_ref (self);
  asking->job = g_object_ref (job);
  limner_price_book_estimate_async (self->context->store, record->server, record->model,
                                    record->version, count_pictures (record), NULL, estimated_cb,
                                    asking);
}

static gboolean
is_free (LimnerJob *job)
{
  return g_str_equal (_limner_job_get_record (job)->server, LIMNER_SERVER_THIS_COMPUTER);
}

/* Whether as much is known of a job's price as can be, where that matters. */
gboolean
_limner_job_queue_knows_price (LimnerJobQueue *self,
                               LimnerJob      *job)
{
  return (self->budget_day <= 0 && self->budget_month <= 0 && self->ask_above <= 0) ||
         is_free (job) || is_priced (job);
}

/* The price of jobs that belong together was shown before they were begun. */
gboolean
_limner_job_queue_is_approved (LimnerJobQueue *self,
                               LimnerJob      *job)
{
  double cost = _limner_job_get_usual_cost (job);

  return self->ask_above <= 0 || is_free (job) || !isfinite (cost) || cost <= self->ask_above ||
         _limner_job_get_record (job)->batch != NULL ||
         GPOINTER_TO_INT (g_hash_table_lookup (self->approvals, limner_job_get_id (job)));
}

/* Asks for those that were not asked for yet, together. */
void
_limner_job_queue_want_approval (LimnerJobQueue *self,
                                 GPtrArray      *jobs)
{
  g_autoptr(GListStore) wanted = g_list_store_new (LIMNER_TYPE_JOB);

  for (guint i = 0; i < jobs->len; i++)
    {
      const char *id = limner_job_get_id (jobs->pdata[i]);

      if (g_hash_table_contains (self->approvals, id))
        continue;
      g_hash_table_insert (self->approvals, g_strdup (id), GINT_TO_POINTER (FALSE));
      g_list_store_append (wanted, jobs->pdata[i]);
    }
  if (g_list_model_get_n_items (G_LIST_MODEL (wanted)) > 0)
    g_signal_emit_by_name (self, "approval-wanted", wanted);
}

/**
 * limner_job_queue_approve:
 * @self: a queue
 * @job: one of its jobs
 *
 * Lets a job run although it costs more than the limit.
 */
void
limner_job_queue_approve (LimnerJobQueue *self,
                          LimnerJob      *job)
{
  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));
  g_return_if_fail (LIMNER_IS_JOB (job));

  g_hash_table_insert (self->approvals, g_strdup (limner_job_get_id (job)),
                       GINT_TO_POINTER (TRUE));
  _limner_job_queue_schedule (self);
}

/**
 * limner_job_queue_set_ask_above:
 * @self: a queue
 * @dollars: US dollars, 0 to ask never
 *
 * Sets from which price on a hosted job waits until it is approved. What is not known cannot be
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

/**
 * limner_job_queue_get_expected_cost:
 * @self: a queue
 * @job: one of its jobs
 *
 * Gets what a job is expected to cost.
 *
 * Returns: US dollars, NaN when unknown
 */
double
limner_job_queue_get_expected_cost (LimnerJobQueue *self,
                                    LimnerJob      *job)
{
  g_return_val_if_fail (LIMNER_IS_JOB_QUEUE (self), NAN);
  g_return_val_if_fail (LIMNER_IS_JOB (job), NAN);

  return is_priced (job) ? _limner_job_get_usual_cost (job) : NAN;
}

/**
 * limner_job_queue_reprice:
 * @self: a queue
 *
 * Asks the price book anew for all that has not ended, as after the user typed a price.
 */
void
limner_job_queue_reprice (LimnerJobQueue *self)
{
  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));

  g_clear_object (&self->last_timed);
  for (guint i = 0; i < self->jobs->len; i++)
    _limner_job_queue_ask_price (self, self->jobs->pdata[i]);
}
