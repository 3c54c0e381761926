/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>

#include "base/limner-error.h"
#include "store/limner-store-costs.h"

#include "hostile-server.h"
#include "jobs-fixture.h"

/* A server that answers what it likes. Whatever it says, in whatever order, and however often the
 * program is killed meanwhile:
 *
 *   - nothing is begun twice for one job;
 *   - no prediction belongs to two jobs;
 *   - a job that has not ended says why, or the queue does;
 *   - once the server tells the truth, every job ends;
 *   - no job is in the account twice.
 *
 * LIMNER_SEEDS says how many random courses are gone through.
 */

#define N_SEEDS 8
#define N_JOBS 5
/** So many questions are answered as the server likes, then as it is. */
#define N_LIES 60

typedef struct
{
  Fixture        fixture;
  HostileServer *server;
  GRand         *random;
  char          *ids[N_JOBS];
  char          *prompts[N_JOBS];
} Course;

static LimnerJob *
get_job (Course *course,
         guint   index)
{
  return limner_job_queue_find (course->fixture.queue, course->ids[index]);
}

static void
fail (Course     *course,
      const char *what,
      guint       index)
{
  LimnerJob *job = get_job (course, index);
  const GError *error = job != NULL ? limner_job_get_error (job) : NULL;

  g_error ("%s: %s is %s (%s), taken %u times\n%s", what, course->prompts[index],
           job != NULL ? limner_job_state_to_string (limner_job_get_state (job)) : "gone",
           error != NULL ? error->message : "no error",
           hostile_server_count_taken (course->server, course->prompts[index]),
           hostile_server_get_story (course->server));
}

static void
begin (Course *course)
{
  fixture_start (&course->fixture);
  fixture_source_set_url (course->fixture.source, hostile_server_get_uri (course->server),
                          "token");
}

static gboolean
is_over (Course *course)
{
  for (guint i = 0; i < N_JOBS; i++)
    {
      LimnerJob *job = get_job (course, i);

      if (job != NULL && !limner_job_state_is_final (limner_job_get_state (job)))
        return FALSE;
    }
  return TRUE;
}

/* What a person does when the queue says that it has stopped. */
static void
go_on (Course *course)
{
  if (limner_job_queue_get_paused (course->fixture.queue))
    {
      g_assert_nonnull (limner_job_queue_get_pause_reason (course->fixture.queue));
      limner_job_queue_set_paused (course->fixture.queue, FALSE);
    }
}

static void
disturb (Course *course)
{
  guint choice = (guint) g_rand_int_range (course->random, 0, 40);
  LimnerJob *job = get_job (course, choice % N_JOBS);

  if (choice < 2)
    {
      fixture_kill (&course->fixture);
      begin (course);
    }
  else if (choice == 2 && job != NULL)
    {
      limner_job_queue_cancel (course->fixture.queue, job);
    }
}

static guint
count_usage (Course *course)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) totals = NULL;

  limner_store_sum_usage_async (course->fixture.store, LIMNER_USAGE_BY_MODEL, 0, NULL,
                                limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  totals = limner_store_sum_usage_finish (course->fixture.store, result, NULL);
  return totals->len > 0 ? ((LimnerUsageTotal *) totals->pdata[0])->n_jobs : 0;
}

static void
check_course (Course *course)
{
  g_autoptr(GHashTable) predictions = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < N_JOBS; i++)
    {
      LimnerJob *job = get_job (course, i);
      const char *prediction = job != NULL ? limner_job_get_prediction (job) : NULL;

      if (hostile_server_count_taken (course->server, course->prompts[i]) > 1)
        fail (course, "begun twice", i);
      if (job != NULL && !limner_job_state_is_final (limner_job_get_state (job)))
        fail (course, "not ended", i);
      if (prediction != NULL && !g_hash_table_add (predictions, (gpointer) prediction))
        fail (course, "shares its prediction", i);
      if (job != NULL && limner_job_get_state (job) != LIMNER_JOB_DONE &&
          limner_job_get_state (job) != LIMNER_JOB_CANCELED && limner_job_get_error (job) == NULL)
        fail (course, "ended without a reason", i);
      if (job != NULL && limner_job_get_state (job) == LIMNER_JOB_DONE &&
          limner_job_get_error (job) != NULL)
        fail (course, "done, with an error", i);
    }
  g_assert_cmpuint (count_usage (course), <=, N_JOBS);
}

static gboolean
expired_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_CONTINUE;
}

static void
run (Course *course)
{
  gboolean expired = FALSE;
  guint n_before = 0;
  guint timer;

  timer = g_timeout_add (LIMNER_TEST_PATIENCE, expired_cb, &expired);
  while (!is_over (course) && !expired)
    {
      g_main_context_iteration (NULL, TRUE);
      go_on (course);
      if (hostile_server_get_n_asked (course->server) == n_before)
        continue;
      n_before = hostile_server_get_n_asked (course->server);
      if (n_before < N_LIES)
        disturb (course);
      else
        hostile_server_set_honest (course->server, TRUE);
    }
  g_source_remove (timer);
  limner_test_settle ();
}

static void
set_up (Course  *course,
        guint32  seed)
{
  course->fixture.folder = limner_test_make_folder ();
  course->server = hostile_server_new (seed);
  course->random = g_rand_new_with_seed (seed + 1);
  begin (course);
}

static void
submit (Course *course)
{
  for (guint i = 0; i < N_JOBS; i++)
    {
      course->prompts[i] = g_strdup_printf ("picture %u", i);
      course->ids[i] = g_strdup (limner_job_get_id (fixture_submit (&course->fixture,
                                                                    course->prompts[i])));
    }
}

static void
tear_down (Course *course)
{
  fixture_kill (&course->fixture);
  hostile_server_free (course->server);
  g_rand_free (course->random);
  limner_test_settle ();
  limner_test_remove_folder (course->fixture.folder);
  g_free (course->fixture.folder);
  for (guint i = 0; i < N_JOBS; i++)
    {
      g_free (course->ids[i]);
      g_free (course->prompts[i]);
    }
}

static void
test_random (void)
{
  const char *wish = g_getenv ("LIMNER_SEEDS");
  guint n_seeds = wish != NULL ? (guint) CLAMP (atoi (wish), 1, 100000) : N_SEEDS;
  const char *first = g_getenv ("LIMNER_SEED");

  for (guint i = 0; i < n_seeds; i++)
    {
      Course course = { 0 };
      guint32 seed = (first != NULL ? (guint32) atoi (first) : 1) + i;

      g_test_message ("seed %u", seed);
      set_up (&course, seed);
      submit (&course);
      run (&course);
      check_course (&course);
      tear_down (&course);
    }
}

/* Each POST but the first is answered with the first one's prediction: their jobs are not that one,
 * and none is left in between or sent again.
 */
static void
test_same_name (void)
{
  Course course = { 0 };

  set_up (&course, 1);
  hostile_server_set_honest (course.server, TRUE);
  course.prompts[0] = g_strdup ("picture 0");
  course.ids[0] = g_strdup (limner_job_get_id (fixture_submit (&course.fixture, "picture 0")));
  fixture_wait_final (get_job (&course, 0));
  g_assert_cmpint (limner_job_get_state (get_job (&course, 0)), ==, LIMNER_JOB_DONE);

  hostile_server_set_post (course.server, HOSTILE_POST_OTHER_ID);
  for (guint i = 1; i < N_JOBS; i++)
    {
      course.prompts[i] = g_strdup_printf ("picture %u", i);
      course.ids[i] = g_strdup (limner_job_get_id (fixture_submit (&course.fixture,
                                                                   course.prompts[i])));
    }
  for (guint i = 1; i < N_JOBS; i++)
    {
      LimnerJob *job = get_job (&course, i);

      fixture_wait_final (job);
      g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_LOST);
      g_assert_null (limner_job_get_prediction (job));
      g_assert_error (limner_job_get_error (job), LIMNER_ERROR, LIMNER_ERROR_LOST);
      g_assert_cmpuint (hostile_server_count_taken (course.server, course.prompts[i]), ==, 0);
    }
  g_assert_false (limner_job_queue_get_paused (course.fixture.queue));
  g_assert_cmpuint (count_usage (&course), ==, 1);
  tear_down (&course);
}

/* The answer has a name that is none, but the server works: the job is found by what was asked. */
static void
test_strange_name (void)
{
  Course course = { 0 };

  set_up (&course, 2);
  hostile_server_set_honest (course.server, TRUE);
  hostile_server_set_post (course.server, HOSTILE_POST_STRANGE_ID);
  submit (&course);
  for (guint i = 0; i < N_JOBS; i++)
    {
      fixture_wait_final (get_job (&course, i));
      g_assert_cmpint (limner_job_get_state (get_job (&course, i)), ==, LIMNER_JOB_DONE);
      g_assert_cmpuint (hostile_server_count_taken (course.server, course.prompts[i]), ==, 1);
    }
  check_course (&course);
  tear_down (&course);
}

/* While it cannot be told how a job is, it says why. */
static void
test_says_why (void)
{
  Course course = { 0 };
  LimnerJob *job;

  set_up (&course, 3);
  hostile_server_set_honest (course.server, TRUE);
  job = fixture_submit (&course.fixture, "picture 0");
  limner_test_wait_until (limner_job_get_state (job) == LIMNER_JOB_PROCESSING);
  hostile_server_set_broken (course.server, TRUE);
  limner_test_wait_until (limner_job_get_error (job) != NULL);
  g_assert_error (limner_job_get_error (job), LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_PROCESSING);
  hostile_server_set_broken (course.server, FALSE);
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);
  g_assert_no_error (limner_job_get_error (job));
  tear_down (&course);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/jobs/hostile/same-name", test_same_name);
  g_test_add_func ("/jobs/hostile/strange-name", test_strange_name);
  g_test_add_func ("/jobs/hostile/says-why", test_says_why);
  g_test_add_func ("/jobs/hostile/random", test_random);

  return g_test_run ();
}
