/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "store/limner-store-costs.h"

#include "jobs-fixture.h"

/* Half of the time of this test went into long backtraces of allocations. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "malloc_context_size=10";
}

/* Faults × states: at each state of a job a fault of the service, the program's death, and a new
 * start, with the fault still there or gone. However it goes: never two predictions for one job,
 * and never a prediction whose picture is not in the library.
 */
static const struct
{
  const char *name;
  const char *operation;
  const char *rule;
} faults[] = {
  { "none", "*", NULL },
  { "create-drop-before", "models.predictions.create", "\"fault\":\"drop-before\"" },
  { "create-drop-after", "models.predictions.create", "\"fault\":\"drop-after\"" },
  { "create-cut", "models.predictions.create", "\"fault\":\"cut-body\"" },
  { "create-length", "models.predictions.create", "\"fault\":\"wrong-length\"" },
  { "create-garbage", "models.predictions.create", "\"fault\":\"garbage-json\"" },
  { "create-html", "models.predictions.create", "\"fault\":\"html\",\"status\":502" },
  { "create-429", "models.predictions.create",
    "\"fault\":\"status\",\"status\":429,\"retry_after\":1" },
  { "create-500", "models.predictions.create", "\"fault\":\"status\",\"status\":500" },
  { "create-500-taken", "models.predictions.create",
    "\"fault\":\"status\",\"status\":500,\"taken\":true" },
  { "get-drop", "predictions.get", "\"fault\":\"drop-before\"" },
  { "get-cut", "predictions.get", "\"fault\":\"cut-body\"" },
  { "get-garbage", "predictions.get", "\"fault\":\"garbage-json\"" },
  { "get-500", "predictions.get", "\"fault\":\"status\",\"status\":500" },
  { "get-429", "predictions.get", "\"fault\":\"status\",\"status\":429,\"retry_after\":1" },
  { "output-drop", "outputs.get", "\"fault\":\"drop-before\"" },
  { "output-cut", "outputs.get", "\"fault\":\"cut-body\"" },
  { "output-length", "outputs.get", "\"fault\":\"wrong-length\"" },
  { "output-500", "outputs.get", "\"fault\":\"status\",\"status\":503" },
  { "list-drop", "predictions.list", "\"fault\":\"drop-before\"" },
  { "all-drop", "*", "\"fault\":\"drop-after\"" },
};

/* At which state the program dies; the first one is not to die at all. */
static const int deaths[] = {
  -1, LIMNER_JOB_QUEUED, LIMNER_JOB_SENDING, LIMNER_JOB_SEARCHING, LIMNER_JOB_STARTING,
  LIMNER_JOB_PROCESSING, LIMNER_JOB_DOWNLOADING,
};

typedef struct
{
  LimnerJob *job;
  int        death;
} Hunt;

/* Whether the job is at the state that is waited for, or has passed it for good. */
static gboolean
is_at (const Hunt *hunt)
{
  LimnerJobState state = limner_job_get_state (hunt->job);

  return (int) state == hunt->death || limner_job_state_is_final (state);
}

static void
set_fault (Fixture *fixture,
           guint    index,
           guint    count)
{
  g_autofree char *rules = NULL;

  if (faults[index].rule != NULL)
    rules = g_strdup_printf ("[{\"operation\":\"%s\",%s,\"nth\":1,\"count\":%u}]",
                             faults[index].operation, faults[index].rule, count);
  limner_test_engine_set_faults (fixture->engine, rules);
}

static guint
count_usage (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) totals = NULL;

  limner_store_sum_usage_async (fixture->store, LIMNER_USAGE_BY_MODEL, 0, NULL,
                                limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  totals = limner_store_sum_usage_finish (fixture->store, result, NULL);
  return totals->len > 0 ? ((LimnerUsageTotal *) totals->pdata[0])->n_jobs : 0;
}

/* What must hold at the end, whatever happened. */
static void
check_end (Fixture    *fixture,
           LimnerJob  *job,
           guint       n_before,
           const char *what)
{
  guint n_predictions = fixture_count_predictions (fixture) - n_before;
  LimnerJobState state = limner_job_get_state (job);
  guint n_items = fixture_count_items (fixture);
  gboolean ok;

  if (n_predictions == 0)
    ok = state == LIMNER_JOB_LOST && n_items == 0;
  else
    ok = n_predictions == 1 && state == LIMNER_JOB_DONE && n_items == 1 &&
         count_usage (fixture) == 1;
  if (!ok)
    {
      const GError *error = limner_job_get_error (job);

      g_error ("%s: %u predictions, %u pictures, %u accounts, %s (%s)", what, n_predictions,
               n_items, count_usage (fixture), limner_job_state_to_string (state),
               error != NULL ? error->message : "no error");
    }
}

/* A library of its own, and the service that goes on from case to case. */
static void
run_case (LimnerTestEngine *engine,
          guint             fault,
          int               death,
          gboolean          still)
{
  Fixture fixture = { .folder = limner_test_make_folder (), .engine = engine };
  g_autofree char *what = NULL;
  g_autofree char *id = NULL;
  Hunt hunt = { .death = death };
  guint n_before;

  what = g_strdup_printf ("%s, killed at %s, fault %s afterwards", faults[fault].name,
                          death >= 0 ? limner_job_state_to_string ((LimnerJobState) death)
                                     : "no state",
                          still ? "still there" : "gone");
  g_test_message ("%s", what);
  n_before = fixture_count_predictions (&fixture);
  fixture_start (&fixture);
  set_fault (&fixture, fault, 2);
  hunt.job = fixture_submit (&fixture, what);
  id = g_strdup (limner_job_get_id (hunt.job));
  if (death >= 0)
    {
      limner_test_wait_until (is_at (&hunt));
      fixture_kill (&fixture);
      set_fault (&fixture, fault, still ? 2 : 0);
      if (!still)
        limner_test_engine_set_faults (fixture.engine, NULL);
      fixture_start (&fixture);
      hunt.job = limner_job_queue_find (fixture.queue, id);
    }

  /* Killed before the wish was written down: then there is none, and nothing was paid. */
  if (hunt.job == NULL)
    {
      g_assert_cmpint (death, ==, LIMNER_JOB_QUEUED);
      g_assert_cmpuint (fixture_count_predictions (&fixture), ==, n_before);
    }
  else
    {
      fixture_wait_final (hunt.job);
      check_end (&fixture, hunt.job, n_before, what);
    }
  fixture_kill (&fixture);
  limner_test_remove_folder (fixture.folder);
  g_free (fixture.folder);
}

static void
test_matrix (gconstpointer data)
{
  guint fault = GPOINTER_TO_UINT (data);
  LimnerTestEngine *engine = limner_test_engine_new (NULL, 0);
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (deaths); i++)
    {
      for (guint still = 0; still < (deaths[i] < 0 ? 1 : 2); still++)
        {
          run_case (engine, fault, deaths[i], still != 0);
          n++;
        }
    }
  g_test_message ("%u combinations", n);
  limner_test_engine_free (engine);
}

/* The service's own ends: failed, aborted, gone. */
static void
test_service_ends (Fixture       *fixture,
                   gconstpointer  data)
{
  static const struct { const char *fault; LimnerJobState state; } ends[] = {
    { "fail", LIMNER_JOB_FAILED }, { "abort", LIMNER_JOB_ABORTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *rules = NULL;
      LimnerJob *job;

      rules = g_strdup_printf ("[{\"operation\":\"models.predictions.create\",\"fault\":\"%s\"}]",
                               ends[i].fault);
      limner_test_engine_set_faults (fixture->engine, rules);
      job = fixture_submit (fixture, ends[i].fault);
      fixture_wait_final (job);
      g_assert_cmpint (limner_job_get_state (job), ==, ends[i].state);
      g_assert_nonnull (limner_job_get_error (job));
    }
}

static void
test_endless (Fixture       *fixture,
              gconstpointer  data)
{
  LimnerJob *job;

  limner_test_engine_set_faults (fixture->engine,
    "[{\"operation\":\"models.predictions.create\",\"fault\":\"endless-starting\"}]");
  job = fixture_submit (fixture, "never");
  limner_test_wait_until (limner_job_get_state (job) == LIMNER_JOB_STARTING);
  limner_job_queue_cancel (fixture->queue, job);
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_CANCELED);
}

/* The prediction is not known any more when the program comes back. */
static void
test_forgotten (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *id = NULL;
  LimnerJob *job;

  limner_test_engine_set_gate (FALSE);
  job = fixture_submit (fixture, "wait");
  limner_test_wait_until (limner_job_get_state (job) == LIMNER_JOB_PROCESSING);
  id = g_strdup (limner_job_get_id (job));
  fixture_kill (fixture);
  limner_test_engine_set_gate (TRUE);
  limner_test_engine_free (fixture->engine);
  fixture->engine = limner_test_engine_new (NULL, 0);
  fixture_start (fixture);

  job = limner_job_queue_find (fixture->queue, id);
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_LOST);
  g_assert_error (limner_job_get_error (job), LIMNER_ERROR, LIMNER_ERROR_LOST);
  g_assert_cmpuint (fixture_count_predictions (fixture), ==, 0);

  /* Sent again, but only by the user's wish. */
  limner_job_queue_retry (fixture->queue, job);
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);
  g_assert_cmpuint (fixture_count_predictions (fixture), ==, 1);
}

/* The built-in engine forgets with every end of the program, and costs nothing. */
static void
test_engine_again (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *id = NULL;
  LimnerJob *job;

  fixture_source_set_kind (fixture->source, LIMNER_SERVER_ENGINE);
  limner_test_engine_set_gate (FALSE);
  job = fixture_submit (fixture, "wait");
  limner_test_wait_until (limner_job_get_state (job) == LIMNER_JOB_PROCESSING);
  id = g_strdup (limner_job_get_id (job));
  fixture_kill (fixture);
  limner_test_engine_set_gate (TRUE);
  limner_test_engine_free (fixture->engine);
  fixture->engine = limner_test_engine_new (NULL, 0);
  fixture_start (fixture);
  fixture_source_set_kind (fixture->source, LIMNER_SERVER_ENGINE);

  job = limner_job_queue_find (fixture->queue, id);
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);
  g_assert_cmpfloat (limner_job_get_cost (job), ==, 0);
}

/* Results that cannot be fetched for long: the job fails, and a retry pays nothing. */
static void
test_fetch_again (Fixture       *fixture,
                  gconstpointer  data)
{
  LimnerJob *job;

  limner_test_engine_set_faults (fixture->engine,
    "[{\"operation\":\"outputs.get\",\"fault\":\"status\",\"status\":403,\"count\":0}]");
  job = fixture_submit (fixture, "a harbour");
  limner_test_wait_until (limner_job_get_state (job) == LIMNER_JOB_FAILED ||
                          limner_job_queue_get_paused (fixture->queue));
  limner_test_engine_set_faults (fixture->engine, NULL);
  limner_job_queue_set_paused (fixture->queue, FALSE);
  limner_job_queue_retry (fixture->queue, job);
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);
  g_assert_cmpuint (fixture_count_predictions (fixture), ==, 1);
  g_assert_cmpuint (fixture_count_items (fixture), ==, 1);
}

/* What was refused for want of money waits on in the next program: it was never taken, so it is
 * neither looked for nor lost.
 */
static void
test_payment_kept (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *id = NULL;
  LimnerJob *job;

  limner_test_engine_set_faults (fixture->engine,
    "[{\"operation\":\"models.predictions.create\",\"fault\":\"status\",\"status\":402}]");
  id = g_strdup (limner_job_get_id (fixture_submit (fixture, "one")));
  limner_test_wait_until (limner_job_queue_get_paused (fixture->queue));
  fixture_kill (fixture);

  limner_test_engine_set_faults (fixture->engine, NULL);
  fixture_start (fixture);
  job = limner_job_queue_find (fixture->queue, id);
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);
  g_assert_cmpuint (fixture_count_predictions (fixture), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strdup_printf ("/jobs/faults/matrix/%s", faults[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_matrix);
    }
#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/jobs/faults/service-ends", test_service_ends);
  ADD ("/jobs/faults/endless", test_endless);
  ADD ("/jobs/faults/forgotten", test_forgotten);
  ADD ("/jobs/faults/engine-again", test_engine_again);
  ADD ("/jobs/faults/fetch-again", test_fetch_again);
  ADD ("/jobs/faults/payment-kept", test_payment_kept);
#undef ADD

  return g_test_run ();
}
