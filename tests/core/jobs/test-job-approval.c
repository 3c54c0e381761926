/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "jobs/limner-job-private.h"
#include "jobs/limner-job-queue-private.h"
#include "store/limner-store-costs.h"
#include "store/limner-store-models.h"

#include "jobs-fixture.h"

/* Asking before more is spent than the limit says: once for what belongs together. */

static void
set_painter_price (Fixture *fixture,
                   double   price)
{
  g_autoptr(GAsyncResult) result = NULL;

  limner_store_set_price_async (fixture->store, "limner/painter", "picture", price, NULL,
                                limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_store_write_finish (fixture->store, result, NULL));
}

static LimnerJob *
submit_in_batch (Fixture    *fixture,
                 const char *prompt,
                 const char *batch)
{
  g_autoptr(LimnerJobSpec) spec = fixture_make_spec ("limner/painter", prompt, 1);

  limner_job_spec_set_batch (spec, batch);
  return limner_job_queue_submit (fixture->queue, spec);
}

static void
wanted_total_cb (LimnerJobQueue *queue,
                 GListModel     *jobs,
                 double         *asked)
{
  guint n;

  asked[0]++;
  asked[1] = limner_job_queue_sum_expected (queue, jobs, &n);
  asked[2] = n;
  g_set_object ((GListModel **) g_object_get_data (G_OBJECT (queue), "asked"), jobs);
}

/* Each job is within the limit, all of the batch are not: asked once, for all that are to come. */
static void
test_ask_batch (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GListModel) asked_jobs = NULL;
  double asked[3] = { 0, 0, 0 };
  LimnerJob *first, *second, *third, *step;

  set_painter_price (fixture, 0.04);
  g_object_set_data (G_OBJECT (fixture->queue), "asked", &asked_jobs);
  limner_job_queue_set_ask_above (fixture->queue, 0.1);
  g_signal_connect (fixture->queue, "approval-wanted", G_CALLBACK (wanted_total_cb), asked);
  limner_job_queue_expect (fixture->queue, "two-hundred", 200, NAN);
  first = submit_in_batch (fixture, "a harbour", "two-hundred");
  second = submit_in_batch (fixture, "a forest", "two-hundred");
  limner_test_wait_until (asked[0] > 0);
  limner_test_settle ();
  g_assert_cmpfloat (asked[0], ==, 1);
  g_assert_cmpfloat_with_epsilon (asked[1], 8.0, 1e-9);
  g_assert_cmpfloat (asked[2], ==, 200);
  g_assert_cmpint (limner_job_get_state (first), ==, LIMNER_JOB_QUEUED);
  g_assert_cmpuint (limner_job_queue_get_n_held (fixture->queue), ==, 2);

  limner_job_queue_answer (fixture->queue, asked_jobs, TRUE);
  fixture_wait_final (first);
  fixture_wait_final (second);
  third = submit_in_batch (fixture, "a mill", "two-hundred");
  fixture_wait_final (third);
  g_assert_cmpint (limner_job_get_state (third), ==, LIMNER_JOB_DONE);
  g_assert_cmpuint (limner_job_queue_get_n_held (fixture->queue), ==, 0);
  g_assert_cmpfloat (asked[0], ==, 1);

  /* The steps of a recipe are one thing, told in dollars; who guards himself is not held. */
  limner_job_queue_expect (fixture->queue, "chain:abc", 3, 0.5);
  limner_job_queue_expect (fixture->queue, "guarded", 1, 0);
  step = submit_in_batch (fixture, "a tower", "chain:abc:0");
  third = submit_in_batch (fixture, "a bridge", "guarded");
  fixture_wait_final (third);
  g_assert_cmpint (limner_job_get_state (third), ==, LIMNER_JOB_DONE);
  limner_test_wait_until (asked[0] > 1);
  g_assert_cmpfloat_with_epsilon (asked[1], 0.5, 1e-9);
  g_assert_cmpint (limner_job_get_state (step), ==, LIMNER_JOB_QUEUED);
  limner_job_queue_answer (fixture->queue, asked_jobs, FALSE);
  limner_test_settle ();
  g_assert_cmpint (limner_job_get_state (step), ==, LIMNER_JOB_QUEUED);

  /* Who was asked can ask to be asked. */
  limner_job_queue_ask_again (fixture->queue);
  limner_test_wait_until (asked[0] > 2);
  limner_job_queue_cancel (fixture->queue, step);
}

/* What was said holds after a restart: agreed runs, refused waits, and nobody is asked again. */
static void
test_answers_last (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GListModel) asked_jobs = NULL;
  g_autofree char *agreed = NULL;
  g_autofree char *refused = NULL;
  double asked[3] = { 0, 0, 0 };

  set_painter_price (fixture, 0.04);
  g_object_set_data (G_OBJECT (fixture->queue), "asked", &asked_jobs);
  limner_job_queue_set_ask_above (fixture->queue, 0.03);
  g_signal_connect (fixture->queue, "approval-wanted", G_CALLBACK (wanted_total_cb), asked);
  refused = g_strdup (limner_job_get_id (fixture_submit (fixture, "a harbour")));
  limner_test_wait_until (asked[0] > 0);
  limner_job_queue_answer (fixture->queue, asked_jobs, FALSE);
  agreed = g_strdup (limner_job_get_id (submit_in_batch (fixture, "a forest", "batch")));
  limner_test_wait_until (asked[0] > 1);
  limner_job_queue_set_paused (fixture->queue, TRUE);
  limner_job_queue_answer (fixture->queue, asked_jobs, TRUE);
  limner_test_settle ();

  fixture_kill (fixture);
  fixture_start (fixture);
  asked[0] = 0;
  limner_job_queue_set_ask_above (fixture->queue, 0.03);
  g_object_set_data (G_OBJECT (fixture->queue), "asked", &asked_jobs);
  g_signal_connect (fixture->queue, "approval-wanted", G_CALLBACK (wanted_total_cb), asked);
  fixture_wait_final (limner_job_queue_find (fixture->queue, agreed));
  limner_test_settle ();
  g_assert_cmpfloat (asked[0], ==, 0);
  g_assert_cmpint (limner_job_get_state (limner_job_queue_find (fixture->queue, refused)), ==,
                   LIMNER_JOB_QUEUED);
}

/* Jobs of one model that follow each other share what was asked of the price book, but not where
 * they ask for other numbers of pictures.
 */
static void
test_price_of_each (Fixture       *fixture,
                    gconstpointer  data)
{
  static const int counts[] = { 1, 4, 4, 1, 2 };
  LimnerJob *jobs[G_N_ELEMENTS (counts)];

  set_painter_price (fixture, 0.01);
  limner_job_queue_set_paused (fixture->queue, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *prompt = g_strdup_printf ("picture %u", i);
      g_autoptr(LimnerJobSpec) spec = fixture_make_spec ("limner/painter", prompt, counts[i]);

      jobs[i] = limner_job_queue_submit (fixture->queue, spec);
    }
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      limner_test_wait_until (isfinite (_limner_job_get_usual_cost (jobs[i])));
      g_assert_cmpfloat_with_epsilon (_limner_job_get_usual_cost (jobs[i]), 0.01 * counts[i], 1e-9);
    }
}

/* Four pictures pass a limit that one does not. */
static void
test_ask_for_many (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(LimnerJobSpec) one = fixture_make_spec ("limner/painter", "one", 1);
  g_autoptr(LimnerJobSpec) many = fixture_make_spec ("limner/painter", "many", 4);
  LimnerJob *first, *second;

  set_painter_price (fixture, 0.04);
  limner_job_queue_set_ask_above (fixture->queue, 0.1);
  first = limner_job_queue_submit (fixture->queue, one);
  second = limner_job_queue_submit (fixture->queue, many);
  fixture_wait_final (first);
  g_assert_cmpint (limner_job_get_state (first), ==, LIMNER_JOB_DONE);
  limner_test_wait_until (limner_job_queue_get_n_held (fixture->queue) == 1);
  g_assert_cmpint (limner_job_get_state (second), ==, LIMNER_JOB_QUEUED);
  limner_job_queue_approve (fixture->queue, second);
  fixture_wait_final (second);
  g_assert_cmpint (limner_job_get_state (second), ==, LIMNER_JOB_DONE);
}

/* What was spent until midnight does not count against today, also where nothing ended since. */
static void
test_next_day (Fixture       *fixture,
               gconstpointer  data)
{
  LimnerJob *job;

  set_painter_price (fixture, 0.04);
  limner_test_settle ();
  limner_job_queue_set_budget (fixture->queue, 1, 0);
  fixture->queue->spent_today = 5;
  fixture->queue->spent_day -= G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;
  job = fixture_submit (fixture, "a harbour");
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/jobs/approval/batch", Fixture, NULL, fixture_set_up, test_ask_batch,
              fixture_tear_down);
  g_test_add ("/jobs/approval/answers-last", Fixture, NULL, fixture_set_up, test_answers_last,
              fixture_tear_down);
  g_test_add ("/jobs/approval/price-of-each", Fixture, NULL, fixture_set_up, test_price_of_each,
              fixture_tear_down);
  g_test_add ("/jobs/approval/ask-for-many", Fixture, NULL, fixture_set_up, test_ask_for_many,
              fixture_tear_down);
  g_test_add ("/jobs/approval/next-day", Fixture, NULL, fixture_set_up, test_next_day,
              fixture_tear_down);

  return g_test_run ();
}
