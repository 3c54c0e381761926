/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/limner-json.h"
#include "store/limner-store-costs.h"

#include "jobs-fixture.h"

/* Many jobs at once over a network that fails now and then. LIMNER_SOAK sets how many. */

#define N_JOBS 60
#define AT_ONCE 32

static guint
get_n_jobs (void)
{
  const char *wish = g_getenv ("LIMNER_SOAK");

  return wish != NULL ? (guint) CLAMP (atoi (wish), 1, 100000) : N_JOBS;
}

static double
get_memory_mib (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  line = strstr (text, "VmRSS:");
  return line != NULL ? g_ascii_strtod (line + strlen ("VmRSS:"), NULL) / 1024 : 0;
}

/* One in twenty requests of each kind meets a fault; kinds of faults take turns. */
static char *
make_faults (guint n_requests)
{
  static const struct { const char *operation, *rule; } kinds[] = {
    { "models.predictions.create", "\"fault\":\"drop-after\"" },
    { "predictions.get", "\"fault\":\"drop-before\"" },
    { "outputs.get", "\"fault\":\"cut-body\"" },
    { "models.predictions.create", "\"fault\":\"status\",\"status\":429,\"retry_after\":0.1" },
    { "predictions.get", "\"fault\":\"status\",\"status\":500" },
    { "models.predictions.create", "\"fault\":\"drop-before\"" },
    { "outputs.get", "\"fault\":\"status\",\"status\":503" },
  };
  g_autoptr(GString) rules = g_string_new ("[");

  for (guint nth = 7, kind = 0; nth < n_requests; nth += 20, kind++)
    g_string_append_printf (rules, "%s{\"operation\":\"%s\",%s,\"nth\":%u,\"count\":1}",
                            rules->len > 1 ? "," : "",
                            kinds[kind % G_N_ELEMENTS (kinds)].operation,
                            kinds[kind % G_N_ELEMENTS (kinds)].rule, nth);
  g_string_append_c (rules, ']');
  return g_string_free (g_steal_pointer (&rules), FALSE);
}

typedef struct
{
  gint64 last;
  gint64 longest;   /* microseconds between two turns of the loop */
} Pulse;

static gboolean
pulse_cb (gpointer data)
{
  Pulse *pulse = data;
  gint64 now = g_get_monotonic_time ();

  pulse->longest = MAX (pulse->longest, now - pulse->last);
  pulse->last = now;
  return G_SOURCE_CONTINUE;
}

static void
finished_cb (LimnerJobQueue *queue,
             LimnerJob      *job,
             guint          *n_finished)
{
  /* What the server certainly does not have is sent again by the user's wish. */
  if (limner_job_get_state (job) == LIMNER_JOB_LOST)
    limner_job_queue_retry (queue, job);
  else
    ++*n_finished;
}

/* Each prediction belongs to one job. */
static void
check_predictions (LimnerJobQueue *queue)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (queue)); i++)
    {
      g_autoptr(LimnerJob) job = g_list_model_get_item (G_LIST_MODEL (queue), i);

      if (limner_job_get_state (job) != LIMNER_JOB_DONE)
        g_error ("%s: %s", limner_job_state_to_string (limner_job_get_state (job)),
                 limner_job_get_error (job) != NULL ? limner_job_get_error (job)->message : "");
      g_assert_true (g_hash_table_add (seen, (gpointer) limner_job_get_prediction (job)));
    }
}

static void
test_soak (Fixture       *fixture,
           gconstpointer  data)
{
  guint n_jobs = get_n_jobs ();
  g_autofree char *rules = make_faults (MIN (n_jobs * 2, 19000));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) totals = NULL;
  double memory_before = get_memory_mib ();
  Pulse pulse = { g_get_monotonic_time (), 0 };
  guint n_finished = 0;
  gint64 began = g_get_monotonic_time ();
  guint pulse_source;

  fixture_set_time_scale (fixture, 0.2);
  limner_test_engine_set_faults (fixture->engine, rules);
  limner_job_queue_set_limit (fixture->queue, "replicate", AT_ONCE);
  g_signal_connect (fixture->queue, "job-finished", G_CALLBACK (finished_cb), &n_finished);
  pulse_source = g_timeout_add_full (G_PRIORITY_HIGH, 5, pulse_cb, &pulse, NULL);
  for (guint i = 0; i < n_jobs; i++)
    {
      g_autofree char *prompt = g_strdup_printf ("picture %u", i);

      fixture_submit (fixture, prompt);
    }
  while (n_finished < n_jobs)
    {
      guint n_before = n_finished;

      limner_test_wait_until (n_finished > n_before);
    }
  g_source_remove (pulse_source);

  check_predictions (fixture->queue);
  g_assert_cmpuint (fixture_count_predictions (fixture), ==, MIN (n_jobs, 100));
  limner_store_sum_usage_async (fixture->store, LIMNER_USAGE_BY_MODEL, 0, NULL,
                                limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  totals = limner_store_sum_usage_finish (fixture->store, result, NULL);
  g_assert_cmpuint (((LimnerUsageTotal *) totals->pdata[0])->n_jobs, ==, n_jobs);
  g_test_message ("%u jobs in %.1f s, memory %.1f to %.1f MiB, longest turn of the loop %.1f ms",
                  n_jobs, (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC,
                  memory_before, get_memory_mib (), (double) pulse.longest / 1000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/jobs/soak", Fixture, NULL, fixture_set_up, test_soak, fixture_tear_down);

  return g_test_run ();
}
