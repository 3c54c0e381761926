/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "jobs/limner-job-private.h"

#include "hostile-server.h"
#include "jobs-fixture.h"

/* Which state may follow which. Lines and columns are in the order of the states; x: the job goes
 * there, point: it does not, whoever asks.
 */
#define N_STATES (LIMNER_JOB_LOST + 1)

static const char * const table[N_STATES] = {
  /*                      q s s s p d d f c a l
   *                      u e e t r o o a a b o
   *                      e n a a o w n i n o s
   *                      u d r r c n e l c r t
   * queued      */     "= x . . . . . x x . .",
  /* sending     */     "x = x x x . . x x . .",
  /* searching   */     "x . = x x . . x x . x",
  /* starting    */     "x . x = x x x x x x x",
  /* processing  */     "x . x x = x x x x x x",
  /* downloading */     "x . x x x = x x x x x",
  /* done        */     ". . . . . . = . . . .",
  /* failed      */     "x . . . . x . = . . .",
  /* canceled    */     "x . . . . . . . = . .",
  /* aborted     */     "x . . . . . . . . = .",
  /* lost        */     "x . . . . . . . . . =",
};

static LimnerJob *
make_job (guint state)
{
  LimnerJobRecord *record = limner_job_record_new ();

  record->id = g_uuid_string_random ();
  record->state = g_strdup (limner_job_state_to_string ((LimnerJobState) state));
  record->server = g_strdup ("replicate");
  record->model = g_strdup ("a/b");
  record->input = g_strdup ("{}");
  return _limner_job_new (record);
}

static void
count_cb (LimnerJob  *job,
          GParamSpec *pspec,
          guint      *n_told)
{
  (*n_told)++;
}

/* Every pair: what may be happens and is told once, what may not leaves all as it was. */
static void
test_pairs (void)
{
  for (guint from = 0; from < N_STATES; from++)
    {
      for (guint to = 0; to < N_STATES; to++)
        {
          g_autoptr(LimnerJob) job = make_job (from);
          char mark = table[from][2 * to];
          const LimnerJobRecord *record = _limner_job_get_record (job);
          guint n_told = 0;
          guint end = mark == '.' ? from : to;

          g_test_message ("%s to %s", limner_job_state_to_string ((LimnerJobState) from),
                          limner_job_state_to_string ((LimnerJobState) to));
          g_assert_cmpint (_limner_job_state_may_follow ((LimnerJobState) from,
                                                         (LimnerJobState) to), ==, mark == 'x');
          g_signal_connect (job, "notify::state", G_CALLBACK (count_cb), &n_told);
          if (mark == '.')
            g_test_expect_message ("limner-jobs", G_LOG_LEVEL_CRITICAL, "*may_follow*");
          _limner_job_set_state (job, (LimnerJobState) to);
          g_test_assert_expected_messages ();
          g_assert_cmpuint (limner_job_get_state (job), ==, end);
          g_assert_cmpstr (record->state, ==,
                           limner_job_state_to_string ((LimnerJobState) end));
          g_assert_cmpuint (n_told, ==, mark == 'x');
        }
    }
}

/* What really happens, pair by pair. */
typedef struct
{
  Fixture        fixture;
  HostileServer *server;
  GString       *course;      /* the states of the job that is watched */
} Real;

static void
record_cb (LimnerJob  *job,
           GParamSpec *pspec,
           Real       *real)
{
  g_string_append_printf (real->course, " %s",
                          limner_job_state_to_string (limner_job_get_state (job)));
}

static void
set_up (Real          *real,
        gconstpointer  data)
{
  fixture_set_up (&real->fixture, data);
  real->course = g_string_new (NULL);
}

/* Instead of the engine, a server that answers a POST as it is told. */
static void
set_up_server (Real          *real,
               gconstpointer  data)
{
  set_up (real, data);
  real->server = hostile_server_stand_in (real->fixture.source);
}

static void
tear_down (Real          *real,
           gconstpointer  data)
{
  fixture_tear_down (&real->fixture, data);
  g_clear_pointer (&real->server, hostile_server_free);
  g_string_free (real->course, TRUE);
}

static LimnerJob *
begin_with (Real       *real,
            const char *server,
            const char *prompt)
{
  g_autoptr(LimnerJobSpec) spec = NULL;
  g_autoptr(JsonObject) input = json_object_new ();
  LimnerJob *job;

  json_object_set_string_member (input, "prompt", prompt);
  spec = limner_job_spec_new (server, "limner/painter", NULL, input);
  job = limner_job_queue_submit (real->fixture.queue, spec);
  g_string_assign (real->course, limner_job_state_to_string (limner_job_get_state (job)));
  g_signal_connect (job, "notify::state", G_CALLBACK (record_cb), real);
  return job;
}

static LimnerJob *
begin (Real       *real,
       const char *server)
{
  return begin_with (real, server, "a fox");
}

static void
check (Real       *real,
       const char *course)
{
  g_assert_cmpstr (real->course->str, ==, course);
}

static void
set_fault (Real       *real,
           const char *operation,
           const char *fault)
{
  g_autofree char *rules = g_strdup_printf ("[{\"operation\":\"%s\",%s}]", operation, fault);

  limner_test_engine_set_faults (real->fixture.engine, rules);
}

/* Waiting, sending, and what a server says of it. */
static void
test_refused (Real          *real,
              gconstpointer  data)
{
  set_fault (real, "models.predictions.create",
             "\"fault\":\"status\",\"status\":422,\"count\":1");
  fixture_wait_final (begin (real, "replicate"));
  check (real, "queued sending failed");
}

static void
test_busy (Real          *real,
           gconstpointer  data)
{
  LimnerJob *job;

  hostile_server_set_post (real->server, HOSTILE_POST_DROPPED_BEFORE);
  fixture_source_set_reachable (real->fixture.source, FALSE);
  job = begin (real, "replicate");
  limner_test_wait_until (limner_job_get_error (job) != NULL);
  g_assert_error (limner_job_get_error (job), LIMNER_ERROR, LIMNER_ERROR_NETWORK);
  check (real, "queued");
  fixture_source_set_reachable (real->fixture.source, TRUE);
  fixture_wait_final (job);
  check (real, "queued sending searching lost");

  /* Only by the user's wish. */
  hostile_server_set_post (real->server, HOSTILE_POST_HONEST);
  limner_job_queue_retry (real->fixture.queue, job);
  fixture_wait_final (job);
  check (real, "queued sending searching lost queued sending starting processing downloading "
               "done");
}

static void
test_no_credit (Real          *real,
                gconstpointer  data)
{
  LimnerJob *job;

  set_fault (real, "models.predictions.create",
             "\"fault\":\"status\",\"status\":402,\"count\":1");
  job = begin (real, "replicate");
  limner_test_wait_until (limner_job_queue_get_paused (real->fixture.queue));
  check (real, "queued sending queued");
  limner_job_queue_cancel (real->fixture.queue, job);
  fixture_wait_final (job);
  check (real, "queued sending queued canceled");
  limner_job_queue_set_paused (real->fixture.queue, FALSE);
  limner_job_queue_retry (real->fixture.queue, job);
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);
  g_assert_true (g_str_has_prefix (real->course->str,
                                   "queued sending queued canceled queued sending "));
}

/* The server is in no list any more. */
static void
test_no_server (Real          *real,
                gconstpointer  data)
{
  LimnerJob *job = begin (real, "gone");

  fixture_wait_final (job);
  check (real, "queued failed");
  limner_job_queue_retry (real->fixture.queue, job);
  limner_test_wait_until (limner_job_state_is_final (limner_job_get_state (job)));
  check (real, "queued failed queued failed");
}

/* Found by what was asked. */
static void
test_found (Real          *real,
            gconstpointer  data)
{
  hostile_server_set_post (real->server, HOSTILE_POST_DROPPED_AFTER);
  fixture_wait_final (begin (real, "replicate"));
  check (real, "queued sending searching starting processing downloading done");
  g_assert_cmpuint (hostile_server_get_n_taken (real->server), ==, 1);
}

static void
test_cancelled_while_searching (Real          *real,
                                gconstpointer  data)
{
  LimnerJob *job;

  hostile_server_set_post (real->server, HOSTILE_POST_DROPPED_BEFORE);
  job = begin (real, "replicate");
  limner_test_wait_until (limner_job_get_state (job) == LIMNER_JOB_SEARCHING);
  limner_job_queue_cancel (real->fixture.queue, job);
  fixture_wait_final (job);
  check (real, "queued sending searching canceled");
}

/* The server names the prediction of another job each time. */
static void
test_wrong_name (Real          *real,
                 gconstpointer  data)
{
  LimnerJob *first = begin (real, "replicate");

  fixture_wait_final (first);
  g_signal_handlers_disconnect_by_data (first, real);
  hostile_server_set_post (real->server, HOSTILE_POST_OTHER_ID);
  fixture_wait_final (begin (real, "replicate"));
  check (real, "queued sending processing searching lost");
}

/* While it works. */
static void
test_cancelled_while_working (Real          *real,
                              gconstpointer  data)
{
  LimnerJob *job;

  limner_test_engine_set_gate (FALSE);
  job = begin_with (real, "replicate", "wait");
  limner_test_wait_until (limner_job_get_state (job) == LIMNER_JOB_PROCESSING);
  limner_job_queue_cancel (real->fixture.queue, job);
  fixture_wait_final (job);
  limner_test_engine_set_gate (TRUE);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_CANCELED);
  g_assert_true (g_str_has_suffix (real->course->str, " processing canceled"));
  limner_job_queue_retry (real->fixture.queue, job);
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);
}

/* The model's own ends; what was aborted goes again by the user's wish. */
static void
test_ends (Real          *real,
           gconstpointer  data)
{
  LimnerJob *job;

  set_fault (real, "models.predictions.create", "\"fault\":\"fail\",\"count\":1");
  job = begin (real, "replicate");
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_FAILED);
  g_signal_handlers_disconnect_by_data (job, real);

  set_fault (real, "models.predictions.create", "\"fault\":\"abort\",\"count\":1");
  job = begin (real, "replicate");
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_ABORTED);
  limner_job_queue_retry (real->fixture.queue, job);
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);
  g_assert_nonnull (strstr (real->course->str, " aborted queued sending "));

  /* And what is done is done. */
  limner_job_queue_retry (real->fixture.queue, job);
  limner_job_queue_cancel (real->fixture.queue, job);
  limner_test_settle ();
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);
}

/* Results that are not there any more, and those that only cannot be had now. */
static void
test_fetching (Real          *real,
               gconstpointer  data)
{
  LimnerJob *job;

  set_fault (real, "outputs.get", "\"fault\":\"status\",\"status\":422,\"count\":0");
  job = begin (real, "replicate");
  limner_test_wait_until (limner_job_get_state (job) == LIMNER_JOB_FAILED);
  g_assert_true (g_str_has_suffix (real->course->str, " downloading failed"));
  limner_test_engine_set_faults (real->fixture.engine, NULL);
  limner_job_queue_retry (real->fixture.queue, job);
  fixture_wait_final (job);
  g_assert_true (g_str_has_suffix (real->course->str, " failed downloading done"));
  g_signal_handlers_disconnect_by_data (job, real);

  set_fault (real, "outputs.get", "\"fault\":\"status\",\"status\":404,\"count\":0");
  job = begin (real, "replicate");
  fixture_wait_final (job);
  g_assert_true (g_str_has_suffix (real->course->str, " downloading lost"));
  g_assert_cmpuint (fixture_count_predictions (&real->fixture), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/jobs/states/pairs", test_pairs);
#define ADD(path, prepare, run) \
  g_test_add ("/jobs/states/" path, Real, NULL, prepare, run, tear_down)
  ADD ("refused", set_up, test_refused);
  ADD ("busy", set_up_server, test_busy);
  ADD ("no-credit", set_up, test_no_credit);
  ADD ("no-server", set_up, test_no_server);
  ADD ("found", set_up_server, test_found);
  ADD ("cancelled-while-searching", set_up_server, test_cancelled_while_searching);
  ADD ("wrong-name", set_up_server, test_wrong_name);
  ADD ("cancelled-while-working", set_up, test_cancelled_while_working);
  ADD ("ends", set_up, test_ends);
  ADD ("fetching", set_up, test_fetching);
#undef ADD

  return g_test_run ();
}
