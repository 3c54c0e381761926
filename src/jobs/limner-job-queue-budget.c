/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "base/limner-error.h"
#include "client/limner-server.h"
#include "store/limner-store-costs.h"

#include "limner-job-private.h"
#include "limner-job-queue-private.h"

/* What was spent is known for jobs whose price is known; the budget can hold back only what it can
 * count, and says so in the window where prices are unknown.
 */

/** How often, in ms, it is looked whether another day has begun while jobs wait for that. */
#define LOOK_AT_DAY 60000

static gint64
to_microseconds (GDateTime *time)
{
  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static GDateTime *
dup_now (LimnerJobQueue *self)
{
  return self->clock != 0 ? g_date_time_new_from_unix_local (self->clock / G_USEC_PER_SEC)
                          : g_date_time_new_now_local ();
}

/* When today began, by local time, in microseconds since 1970. */
gint64
_limner_job_queue_get_midnight (LimnerJobQueue *self)
{
  g_autoptr(GDateTime) now = dup_now (self);
  g_autoptr(GDateTime) midnight = NULL;

  midnight = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                                    g_date_time_get_day_of_month (now), 0, 0, 0);
  return to_microseconds (midnight);
}

static void
summed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerJobQueue) self = user_data;
  g_autoptr(GPtrArray) days = NULL;
  g_autoptr(GDateTime) now = dup_now (self);
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  days = limner_store_sum_usage_finish (LIMNER_STORE (object), result, NULL);
  self->is_summed = TRUE;
  if (days != NULL)
    {
      self->spent_before = 0;
      self->spent_today = 0;
    }
  for (guint i = 0; days != NULL && i < days->len; i++)
    {
      const LimnerUsageTotal *total = days->pdata[i];

      if (g_strcmp0 (total->name, today) == 0)
        self->spent_today += total->cost;
      else
        self->spent_before += total->cost;
    }
  _limner_job_queue_schedule (self);
}

/* Adds up this month anew, as after a start and when a day begins. Nothing is spent until then. */
void
_limner_job_queue_sum_spent (LimnerJobQueue *self)
{
  g_autoptr(GDateTime) now = dup_now (self);
  g_autoptr(GDateTime) month = NULL;

  month = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now), 1, 0, 0,
                                 0);
  self->is_summed = FALSE;
  self->spent_day = _limner_job_queue_get_midnight (self);
  limner_store_sum_usage_async (self->context->store, LIMNER_USAGE_BY_DAY, to_microseconds (month),
                                NULL, summed_cb, g_object_ref (self));
}

/* A job has ended. */
void
_limner_job_queue_add_spent (LimnerJobQueue *self,
                             LimnerJob      *job)
{
  double cost = limner_job_get_cost (job);

  if (!self->is_summed || self->spent_day != _limner_job_queue_get_midnight (self))
    _limner_job_queue_sum_spent (self);
  else if (isfinite (cost) && limner_job_get_prediction (job) != NULL)
    self->spent_today += cost;
}

static gboolean
has_budget (LimnerJobQueue *self)
{
  return self->budget_day > 0 || self->budget_month > 0;
}

/* What jobs that are under way will cost, as far as past runs tell. One that was just started waits
 * until the journal has it, and counts as well.
 */
static double
get_committed (LimnerJobQueue *self)
{
  double sum = 0;

  for (guint i = 0; i < self->jobs->len; i++)
    {
      LimnerJob *job = self->jobs->pdata[i];
      double cost = _limner_job_get_usual_cost (job);

      if (isfinite (cost) && (_limner_job_get_part (job) == LIMNER_JOB_PART_ACTIVE ||
                              g_hash_table_contains (self->runners, job)))
        sum += cost;
    }
  return sum;
}

/* Before jobs are looked at one after the other: what was spent belongs to yesterday as soon as
 * that is over, also where nothing ended since.
 */
void
_limner_job_queue_begin_spending (LimnerJobQueue *self)
{
  if (!has_budget (self))
    return;

  if (self->is_summed && self->spent_day != _limner_job_queue_get_midnight (self))
    _limner_job_queue_sum_spent (self);
  self->committed = get_committed (self);
}

/* A job is being started. */
void
_limner_job_queue_commit (LimnerJobQueue *self,
                          LimnerJob      *job)
{
  double cost = _limner_job_get_usual_cost (job);

  if (isfinite (cost))
    self->committed += cost;
}

/* Whether one more job fits into the budget. */
LimnerJobHold
_limner_job_queue_check_budget (LimnerJobQueue *self,
                                LimnerJob      *job)
{
  double cost = _limner_job_get_usual_cost (job);
  double today;

  if (!has_budget (self) || limner_server_is_free (_limner_job_get_record (job)->server))
    return LIMNER_JOB_HOLD_NONE;

  today = self->spent_today + self->committed + (isfinite (cost) ? cost : 0);
  if (self->budget_month > 0 && self->spent_before + today > self->budget_month)
    return LIMNER_JOB_HOLD_BUDGET_MONTH;
  if (self->budget_day > 0 && today > self->budget_day)
    return LIMNER_JOB_HOLD_BUDGET_DAY;
  return LIMNER_JOB_HOLD_NONE;
}

/* The computer may sleep over midnight, and clocks are set: the day is looked at now and then. */
static gboolean
day_cb (gpointer data)
{
  LimnerJobQueue *self = data;

  if (self->spent_day != _limner_job_queue_get_midnight (self))
    _limner_job_queue_schedule (self);
  return G_SOURCE_CONTINUE;
}

/* So many jobs wait for another day, or for a larger budget. */
void
_limner_job_queue_take_over_budget (LimnerJobQueue *self,
                                    guint           n_jobs,
                                    LimnerJobHold   reason)
{
  g_clear_error (&self->budget_reason);
  if (reason == LIMNER_JOB_HOLD_BUDGET_DAY)
    self->budget_reason = g_error_new (LIMNER_ERROR, LIMNER_ERROR_BUDGET_DAY,
                                       "The budget of the day is used up");
  else if (reason == LIMNER_JOB_HOLD_BUDGET_MONTH)
    self->budget_reason = g_error_new (LIMNER_ERROR, LIMNER_ERROR_BUDGET_MONTH,
                                       "The budget of the month is used up");

  if (n_jobs == 0)
    g_clear_handle_id (&self->day_source, g_source_remove);
  else if (self->day_source == 0)
    self->day_source = g_timeout_add ((guint) (LOOK_AT_DAY * self->context->time_scale), day_cb,
                                      self);
  _limner_job_queue_set_n_over_budget (self, n_jobs);
}

/**
 * limner_job_queue_get_n_over_budget:
 * @self: a queue
 *
 * Gets how many jobs wait because they would cost more than is left of the budget.
 *
 * Returns: how many
 */
guint
limner_job_queue_get_n_over_budget (LimnerJobQueue *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_QUEUE (self), 0);

  return self->n_over_budget;
}

/**
 * limner_job_queue_get_budget_reason:
 * @self: a queue
 *
 * Gets why jobs wait while others go on: %LIMNER_ERROR_BUDGET_DAY or %LIMNER_ERROR_BUDGET_MONTH.
 *
 * Returns: (transfer none) (nullable): the reason, %NULL while there is none such
 */
const GError *
limner_job_queue_get_budget_reason (LimnerJobQueue *self)
{
  g_return_val_if_fail (LIMNER_IS_JOB_QUEUE (self), NULL);

  return self->budget_reason;
}

/**
 * limner_job_queue_set_budget:
 * @self: a queue
 * @per_day: US dollars a day, 0 for no limit
 * @per_month: US dollars a month, 0 for no limit
 *
 * Sets what may be spent on hosted models. Jobs that would pass it wait, and say why, while others
 * go on; a new day or month, or a budget that is raised, lets them go.
 */
void
limner_job_queue_set_budget (LimnerJobQueue *self,
                             double          per_day,
                             double          per_month)
{
  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));

  self->budget_day = per_day;
  self->budget_month = per_month;
  _limner_job_queue_schedule (self);
}

/**
 * limner_job_queue_get_spent:
 * @self: a queue
 * @today: (out): US dollars today, as far as prices are known
 * @this_month: (out): US dollars this month
 *
 * Tells what was spent.
 */
void
limner_job_queue_get_spent (LimnerJobQueue *self,
                            double         *today,
                            double         *this_month)
{
  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));

  *today = self->spent_today;
  *this_month = self->spent_before + self->spent_today;
}
