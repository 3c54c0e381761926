/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "base/limner-error.h"
#include "client/limner-server.h"
#include "jobs/limner-job-private.h"
#include "jobs/limner-job-queue-private.h"
#include "store/limner-store-costs.h"
#include "store/limner-store-models.h"

#include "jobs-fixture.h"

/* What keeps some jobs, a budget or the network, keeps only those. */

#define PRICE 0.04
#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;

  fixture_set_up (fixture, data);
  _limner_job_queue_set_clock (fixture->queue, g_get_real_time ());
  limner_store_set_price_async (fixture->store, "limner/painter", "picture", PRICE, NULL,
                                limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_store_write_finish (fixture->store, result, NULL));
}

static LimnerJob *
submit_to (Fixture    *fixture,
           const char *server,
           const char *prompt)
{
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(LimnerJobSpec) spec = NULL;

  json_object_set_string_member (input, "prompt", prompt);
  spec = limner_job_spec_new (server, "limner/painter", NULL, input);
  return limner_job_queue_submit (fixture->queue, spec);
}

/* One job is paid for; the budget is less than two. */
static LimnerJob *
use_up (Fixture *fixture,
        double   per_day,
        double   per_month)
{
  LimnerJob *first, *second;

  limner_job_queue_set_budget (fixture->queue, per_day, per_month);
  first = fixture_submit (fixture, "a harbour");
  fixture_wait_final (first);
  g_assert_cmpint (limner_job_get_state (first), ==, LIMNER_JOB_DONE);
  second = fixture_submit (fixture, "a forest");
  limner_test_wait_until (limner_job_queue_get_n_over_budget (fixture->queue) == 1);
  return second;
}

static void
move_clock (Fixture *fixture,
            gint64   by)
{
  _limner_job_queue_set_clock (fixture->queue, fixture->queue->clock + by);
}

/* What costs nothing does not wait for money, and what costs too much says why it does. */
static void
test_free_go_on (Fixture       *fixture,
                 gconstpointer  data)
{
  LimnerJob *held = use_up (fixture, 1.5 * PRICE, 0);
  LimnerJob *engine = submit_to (fixture, LIMNER_SERVER_THIS_COMPUTER, "a mill");
  LimnerJob *cog = submit_to (fixture, LIMNER_SERVER_COG_PREFIX "own", "a bridge");

  fixture_wait_final (engine);
  fixture_wait_final (cog);
  g_assert_cmpint (limner_job_get_state (engine), ==, LIMNER_JOB_DONE);
  g_assert_cmpint (limner_job_get_state (cog), ==, LIMNER_JOB_DONE);
  g_assert_cmpint (limner_job_get_state (held), ==, LIMNER_JOB_QUEUED);
  g_assert_cmpint (limner_job_get_hold (held), ==, LIMNER_JOB_HOLD_BUDGET_DAY);
  g_assert_false (limner_job_queue_get_paused (fixture->queue));
  g_assert_error (limner_job_queue_get_budget_reason (fixture->queue), LIMNER_ERROR,
                  LIMNER_ERROR_BUDGET_DAY);

  /* A budget that is raised lets it go. */
  limner_job_queue_set_budget (fixture->queue, 1, 0);
  fixture_wait_final (held);
  g_assert_cmpint (limner_job_get_state (held), ==, LIMNER_JOB_DONE);
  g_assert_cmpint (limner_job_get_hold (held), ==, LIMNER_JOB_HOLD_NONE);
  g_assert_cmpuint (limner_job_queue_get_n_over_budget (fixture->queue), ==, 0);
  g_assert_null (limner_job_queue_get_budget_reason (fixture->queue));
}

static void
test_new_day (Fixture       *fixture,
              gconstpointer  data)
{
  LimnerJob *held = use_up (fixture, 1.5 * PRICE, 0);

  limner_test_settle ();
  g_assert_cmpint (limner_job_get_state (held), ==, LIMNER_JOB_QUEUED);
  move_clock (fixture, 36 * HOUR);
  fixture_wait_final (held);
  g_assert_cmpint (limner_job_get_state (held), ==, LIMNER_JOB_DONE);
}

static void
test_new_month (Fixture       *fixture,
                gconstpointer  data)
{
  LimnerJob *held = use_up (fixture, 0, 1.5 * PRICE);

  g_assert_cmpint (limner_job_get_hold (held), ==, LIMNER_JOB_HOLD_BUDGET_MONTH);
  g_assert_error (limner_job_queue_get_budget_reason (fixture->queue), LIMNER_ERROR,
                  LIMNER_ERROR_BUDGET_MONTH);
  move_clock (fixture, 40 * 24 * HOUR);
  fixture_wait_final (held);
  g_assert_cmpint (limner_job_get_state (held), ==, LIMNER_JOB_DONE);
}

/* What is started together is counted together. */
static void
test_at_once (Fixture       *fixture,
              gconstpointer  data)
{
  LimnerJob *jobs[5];
  guint n_done = 0;

  limner_job_queue_set_limit (fixture->queue, "replicate", 8);
  limner_job_queue_set_budget (fixture->queue, 2.5 * PRICE, 0);
  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    {
      g_autofree char *prompt = g_strdup_printf ("picture %u", i);

      jobs[i] = fixture_submit (fixture, prompt);
    }
  fixture_wait_final (jobs[0]);
  fixture_wait_final (jobs[1]);
  limner_test_settle ();
  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    n_done += limner_job_get_state (jobs[i]) != LIMNER_JOB_QUEUED;
  g_assert_cmpuint (n_done, ==, 2);
  g_assert_cmpuint (limner_job_queue_get_n_over_budget (fixture->queue), ==, 3);
}

/* Each account of a hosted service waits for the network, not only the first one. */
static void
test_network (Fixture       *fixture,
              gconstpointer  data)
{
  static const char * const accounts[] = { LIMNER_SERVER_REPLICATE_ID, "second-account" };
  LimnerJob *jobs[G_N_ELEMENTS (accounts)];
  LimnerJob *engine;

  limner_job_queue_set_online (fixture->queue, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    jobs[i] = submit_to (fixture, accounts[i], accounts[i]);
  engine = submit_to (fixture, LIMNER_SERVER_THIS_COMPUTER, "a mill");
  fixture_wait_final (engine);
  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      g_assert_cmpint (limner_job_get_state (jobs[i]), ==, LIMNER_JOB_QUEUED);
      g_assert_cmpint (limner_job_get_hold (jobs[i]), ==, LIMNER_JOB_HOLD_NETWORK);
    }

  /* One that is on this very machine does not. */
  limner_job_queue_set_needs_network (fixture->queue, accounts[1], FALSE);
  fixture_wait_final (jobs[1]);
  g_assert_cmpint (limner_job_get_state (jobs[1]), ==, LIMNER_JOB_DONE);
  g_assert_cmpint (limner_job_get_state (jobs[0]), ==, LIMNER_JOB_QUEUED);
  limner_job_queue_set_online (fixture->queue, TRUE);
  fixture_wait_final (jobs[0]);
  g_assert_cmpint (limner_job_get_state (jobs[0]), ==, LIMNER_JOB_DONE);
}

/* By past runs, each server with as many at once as it takes; what is held back is not counted. */
static void
test_time_left (Fixture       *fixture,
                gconstpointer  data)
{
  const LimnerEstimate usual = { .source = LIMNER_PRICE_USER, .cost = PRICE, .time = 1000 };
  LimnerJob *jobs[4];
  double left;

  g_assert_cmpfloat (limner_job_queue_get_time_left (fixture->queue), ==, 0);
  limner_test_engine_set_gate (FALSE);
  limner_job_queue_set_limit (fixture->queue, "replicate", 2);
  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    {
      g_autofree char *prompt = g_strdup_printf ("wait %u", i);

      jobs[i] = fixture_submit (fixture, prompt);
      limner_test_wait_until (_limner_job_get_usual (jobs[i]) != NULL);
    }
  limner_test_wait_until (limner_job_get_state (jobs[1]) == LIMNER_JOB_PROCESSING);
  g_assert_true (isnan (limner_job_queue_get_time_left (fixture->queue)));
  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    _limner_job_set_usual (jobs[i], &usual);

  /* Two that wait, by two at once; those that run may be nearly done. */
  left = limner_job_queue_get_time_left (fixture->queue);
  g_assert_cmpfloat (left, >=, 1000);
  g_assert_cmpfloat (left, <=, 2000);
  limner_job_queue_set_limit (fixture->queue, "replicate", 1);
  g_assert_cmpfloat (limner_job_queue_get_time_left (fixture->queue), >=, 2000);
  limner_job_queue_set_paused (fixture->queue, TRUE);
  g_assert_cmpfloat (limner_job_queue_get_time_left (fixture->queue), <=, 2000);
  limner_job_queue_set_paused (fixture->queue, FALSE);
  limner_test_engine_set_gate (TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    fixture_wait_final (jobs[i]);
  g_assert_cmpfloat (limner_job_queue_get_time_left (fixture->queue), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/jobs/budget/free-go-on", Fixture, NULL, set_up, test_free_go_on,
              fixture_tear_down);
  g_test_add ("/jobs/budget/new-day", Fixture, NULL, set_up, test_new_day, fixture_tear_down);
  g_test_add ("/jobs/budget/new-month", Fixture, NULL, set_up, test_new_month,
              fixture_tear_down);
  g_test_add ("/jobs/budget/at-once", Fixture, NULL, set_up, test_at_once, fixture_tear_down);
  g_test_add ("/jobs/budget/network", Fixture, NULL, set_up, test_network, fixture_tear_down);

  g_test_add ("/jobs/budget/time-left", Fixture, NULL, set_up, test_time_left, fixture_tear_down);

  return g_test_run ();
}
