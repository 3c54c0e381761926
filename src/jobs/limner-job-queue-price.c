/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "base/limner-json.h"
#include "client/limner-server.h"

#include "limner-job-private.h"
#include "limner-job-queue-private.h"
#include "limner-price-book.h"

/* What jobs are expected to cost:
 *
 *   a job comes ── the price book is asked ──→ its price, or unknown
 *   a hosted job starts only after that, where a budget or a limit is set
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

/* Counted once: inputs can be long. */
static guint
count_pictures (LimnerJob *job)
{
  if (job->n_pictures == 0)
    {
      g_autoptr(JsonObject) input =
        limner_json_parse_object (_limner_job_get_record (job)->input, (gsize) -1, MAX_INPUT_JSON,
                                  NULL);

      job->n_pictures = limner_price_book_count_pictures (input);
    }
  return job->n_pictures;
}

static gboolean
runs_the_same (LimnerJob *a,
               LimnerJob *b)
{
  const LimnerJobRecord *left = _limner_job_get_record (a);
  const LimnerJobRecord *right = _limner_job_get_record (b);

  return g_str_equal (left->server, right->server) && g_str_equal (left->model, right->model) &&
         g_strcmp0 (left->version, right->version) == 0 &&
         count_pictures (a) == count_pictures (b);
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
      estimate = (LimnerEstimate) { .time = NAN, .cost = NAN };
    }
  for (guint i = 0; i < self->jobs->len; i++)
    {
      if (_limner_job_get_part (self->jobs->pdata[i]) != LIMNER_JOB_PART_ENDED &&
          runs_the_same (job, self->jobs->pdata[i]))
        _limner_job_set_usual (self->jobs->pdata[i], &estimate);
    }
  _limner_job_queue_schedule (self);
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
                                    record->version, count_pictures (job), NULL, estimated_cb,
                                    asking);
}

static gboolean
is_free (LimnerJob *job)
{
  return limner_server_is_free (_limner_job_get_record (job)->server);
}

/* Whether as much is known of a job's price, and of what was spent, as can be, where that matters.
 */
gboolean
_limner_job_queue_knows_price (LimnerJobQueue *self,
                               LimnerJob      *job)
{
  return (self->budget_day <= 0 && self->budget_month <= 0 && self->ask_above <= 0) ||
         is_free (job) || (self->is_summed && is_priced (job));
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
