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

static gint64
to_microseconds (GDateTime *time)
{
  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

/* When today began, by local time, in microseconds since 1970. */
gint64
_limner_job_queue_get_midnight (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
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
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  days = limner_store_sum_usage_finish (LIMNER_STORE (object), result, NULL);
  if (days == NULL)
    return;

  self->spent_before = 0;
  self->spent_today = 0;
  for (guint i = 0; i < days->len; i++)
    {
      const LimnerUsageTotal *total = days->pdata[i];

      if (g_strcmp0 (total->name, today) == 0)
        self->spent_today += total->cost;
      else
        self->spent_before += total->cost;
    }
  _limner_job_queue_schedule (self);
}

/* Adds up this month anew, as after a start and when a day begins. */
void
_limner_job_queue_sum_spent (LimnerJobQueue *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) month = NULL;

  month = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now), 1, 0, 0,
                                 0);
  self->spent_day = _limner_job_queue_get_midnight ();
  limner_store_sum_usage_async (self->context->store, LIMNER_USAGE_BY_DAY, to_microseconds (month),
                                NULL, summed_cb, g_object_ref (self));
}

/* A job has ended. */
void
_limner_job_queue_add_spent (LimnerJobQueue *self,
                             LimnerJob      *job)
{
  double cost = limner_job_get_cost (job);

  if (self->spent_day != _limner_job_queue_get_midnight ())
    _limner_job_queue_sum_spent (self);
  else if (isfinite (cost) && limner_job_get_prediction (job) != NULL)
    self->spent_today += cost;
}

/* What jobs that are under way will cost, as far as past runs tell. */
static double
get_committed (LimnerJobQueue *self)
{
  double sum = 0;

  for (guint i = 0; i < self->jobs->len; i++)
    {
      LimnerJob *job = self->jobs->pdata[i];
      double cost = _limner_job_get_usual_cost (job);

      if (_limner_job_get_part (job) == LIMNER_JOB_PART_ACTIVE && isfinite (cost))
        sum += cost;
    }
  return sum;
}

static gboolean
is_stopped_by_budget (LimnerJobQueue *self)
{
  return g_error_matches (self->pause_reason, LIMNER_ERROR, LIMNER_ERROR_BUDGET_DAY) ||
         g_error_matches (self->pause_reason, LIMNER_ERROR, LIMNER_ERROR_BUDGET_MONTH);
}

/* What was spent belongs to yesterday as soon as that is over, also where nothing ended since. */
static void
follow_day (LimnerJobQueue *self)
{
  if (self->spent_day == _limner_job_queue_get_midnight ())
    return;
  self->spent_before += self->spent_today;
  self->spent_today = 0;
  _limner_job_queue_sum_spent (self);
}

/* Whether one more job fits into the budget. */
gboolean
_limner_job_queue_may_spend (LimnerJobQueue  *self,
                             LimnerJob       *job,
                             GError         **error)
{
  double cost = _limner_job_get_usual_cost (job);
  double today;

  if ((self->budget_day <= 0 && self->budget_month <= 0) ||
      limner_server_is_free (_limner_job_get_record (job)->server))
    return TRUE;

  follow_day (self);
  today = self->spent_today + get_committed (self) + (isfinite (cost) ? cost : 0);
  if (self->budget_day > 0 && today > self->budget_day)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BUDGET_DAY,
                   "The budget of the day is used up");
      return FALSE;
    }
  if (self->budget_month > 0 && self->spent_before + today > self->budget_month)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BUDGET_MONTH,
                   "The budget of the month is used up");
      return FALSE;
    }
  return TRUE;
}

/**
 * limner_job_queue_set_budget:
 * @self: a queue
 * @per_day: US dollars a day, 0 for no limit
 * @per_month: US dollars a month, 0 for no limit
 *
 * Sets what may be spent on hosted models. Before it is passed the queue pauses and says why; a
 * budget that is raised lets it go on.
 */
void
limner_job_queue_set_budget (LimnerJobQueue *self,
                             double          per_day,
                             double          per_month)
{
  gboolean raised;

  g_return_if_fail (LIMNER_IS_JOB_QUEUE (self));

  raised = per_day <= 0 || per_month <= 0 || per_day > self->budget_day ||
           per_month > self->budget_month;
  self->budget_day = per_day;
  self->budget_month = per_month;
  if (raised && is_stopped_by_budget (self))
    limner_job_queue_set_paused (self, FALSE);
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
