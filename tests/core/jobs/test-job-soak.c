/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>

#include "base/limner-json.h"
#include "store/limner-store-costs.h"

#include "jobs-fixture.h"

/* Many jobs at once over a network that fails now and then. As a benchmark (./dev bench soak) it is
 * many more of them, with the engine in a process of its own so that its memory does not count, and
 * tells its figures; LIMNER_SOAK sets how many.
 */

#ifdef SOAK_BENCH
#define N_JOBS 2000
#else
#define N_JOBS 60
#endif
#define AT_ONCE 32
/** So many are asked for in one turn of the loop. */
#define PORTION 8
#define N_MARKS 4

static guint
get_n_jobs (void)
{
  const char *wish = g_getenv ("LIMNER_SOAK");

  return wish != NULL ? (guint) CLAMP (atoi (wish), 1, 100000) : N_JOBS;
}

/* What is in memory, and what of it is in use. */
typedef struct
{
  double rss_mib;
  double heap_mib;
} Memory;

static double
get_rss_mib (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  line = strstr (text, "VmRSS:");
  return line != NULL ? g_ascii_strtod (line + strlen ("VmRSS:"), NULL) / 1024 : 0;
}

static Memory
get_memory (void)
{
  struct mallinfo2 heap = mallinfo2 ();

  return (Memory) { get_rss_mib (), (double) (heap.uordblks + heap.hblkhd) / (1 << 20) };
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

/* What the main thread is held up by: the processor's time that it used between two beats, so that
 * a busy machine does not count, and the clock's, which is what a person sees.
 */
typedef struct
{
  double last;
  double last_cpu;
  double longest;       /* milliseconds */
  double longest_cpu;
  guint  n_stalls;      /* longer than 50 ms */
  guint  n_stalls_cpu;
} Pulse;

static double
get_cpu_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static gboolean
pulse_cb (gpointer data)
{
  Pulse *pulse = data;
  double now = (double) g_get_monotonic_time () / 1000;
  double cpu = get_cpu_ms ();

  if (pulse->last > 0)
    {
      pulse->longest = MAX (pulse->longest, now - pulse->last);
      pulse->longest_cpu = MAX (pulse->longest_cpu, cpu - pulse->last_cpu);
      pulse->n_stalls += now - pulse->last > 50;
      pulse->n_stalls_cpu += cpu - pulse->last_cpu > 50;
    }
  pulse->last = now;
  pulse->last_cpu = cpu;
  return G_SOURCE_CONTINUE;
}

typedef struct
{
  Fixture *fixture;
  guint    n_jobs;
  guint    n_submitted;
} Wishes;

/* As a sweep does, and not all in one turn. */
static gboolean
submit_cb (gpointer data)
{
  Wishes *wishes = data;

  for (guint i = 0; i < PORTION && wishes->n_submitted < wishes->n_jobs; i++)
    {
      g_autofree char *prompt = g_strdup_printf ("picture %u", wishes->n_submitted++);

      fixture_submit (wishes->fixture, prompt);
    }
  return wishes->n_submitted < wishes->n_jobs ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
finished_cb (LimnerJobQueue *queue,
             LimnerJob      *job,
             GHashTable     *predictions)
{
  /* What the server certainly does not have is sent again by the user's wish. */
  if (limner_job_get_state (job) == LIMNER_JOB_LOST)
    {
      limner_job_queue_retry (queue, job);
      return;
    }
  if (limner_job_get_state (job) != LIMNER_JOB_DONE)
    g_error ("%s: %s", limner_job_state_to_string (limner_job_get_state (job)),
             limner_job_get_error (job) != NULL ? limner_job_get_error (job)->message : "");

  /* Each prediction belongs to one job. */
  g_assert_true (g_hash_table_add (predictions, g_strdup (limner_job_get_prediction (job))));
}

/* How many predictions the engine has; they come in pages. */
static guint
count_predictions (LimnerTestEngine *engine)
{
  g_autofree char *url = g_strconcat (limner_test_engine_get_url (engine), "/predictions", NULL);
  guint n = 0;

  limner_test_engine_set_faults (engine, NULL);
  while (url != NULL)
    {
      g_autoptr(LimnerTestAnswer) answer = limner_test_engine_send (engine, "GET", url, NULL);

      g_assert_cmpuint (answer->status, ==, 200);
      n += json_array_get_length (limner_json_get_array (answer->json, "results"));
      g_free (url);
      url = g_strdup (limner_json_get_string (answer->json, "next", NULL));
    }
  return n;
}

#ifdef SOAK_BENCH
static GSubprocess *engine_process;

/* The engine's process: it tells where it is, works until its input ends, and tells how many
 * predictions it made.
 */
static void
be_engine (const char *rules)
{
  LimnerTestEngine *engine = limner_test_engine_new (NULL, 0);
  g_autoptr(GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr(GAsyncResult) result = NULL;

  limner_test_engine_set_faults (engine, rules);
  printf ("%s %s\n", limner_test_engine_get_url (engine), limner_test_engine_get_token (engine));
  fflush (stdout);
  g_input_stream_read_bytes_async (input, 1, G_PRIORITY_DEFAULT, NULL, limner_test_result_cb,
                                   &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  printf ("%u\n", count_predictions (engine));
  fflush (stdout);
  limner_test_engine_free (engine);
}

static char *
read_line (void)
{
  g_autoptr(GDataInputStream) stream =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (engine_process));

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  return g_data_input_stream_read_line (stream, NULL, NULL, NULL);
}

static void
start_engine (Fixture    *fixture,
              const char *rules)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *line = NULL;
  g_auto(GStrv) words = NULL;

  engine_process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                     &error, "/proc/self/exe", "--engine", rules, NULL);
  g_assert_no_error (error);
  line = read_line ();
  words = g_strsplit (line, " ", 2);
  fixture_source_set_url (fixture->source, words[0], words[1]);
}

static guint
stop_engine (Fixture *fixture)
{
  g_autofree char *line = NULL;

  g_output_stream_close (g_subprocess_get_stdin_pipe (engine_process), NULL, NULL);
  line = read_line ();
  g_subprocess_wait (engine_process, NULL, NULL);
  g_clear_object (&engine_process);
  return (guint) atoi (line);
}
#else
static void
start_engine (Fixture    *fixture,
              const char *rules)
{
  limner_test_engine_set_faults (fixture->engine, rules);
}

static guint
stop_engine (Fixture *fixture)
{
  return count_predictions (fixture->engine);
}
#endif

static void
tell (guint         n_jobs,
      double        seconds,
      const Memory *memory,
      const Pulse  *pulse)
{
  double grown = (memory[N_MARKS].heap_mib - memory[1].heap_mib) * 1024;
  g_autofree char *line = g_strdup_printf (
    "{\"bench\":\"soak\",\"jobs\":%u,\"at_once\":%u,\"faults_percent\":5,\"done\":%u,"
    "\"twice\":0,\"seconds\":%.1f,\"rss_mib\":[%.1f,%.1f,%.1f,%.1f,%.1f],"
    "\"heap_mib\":[%.1f,%.1f,%.1f,%.1f,%.1f],\"kib_per_job\":%.2f,"
    "\"longest_turn_ms\":%.1f,\"longest_turn_cpu_ms\":%.1f,\"over_50_ms\":%u,"
    "\"over_50_cpu_ms\":%u}", n_jobs, AT_ONCE, n_jobs, seconds, memory[0].rss_mib,
    memory[1].rss_mib, memory[2].rss_mib, memory[3].rss_mib, memory[4].rss_mib,
    memory[0].heap_mib, memory[1].heap_mib, memory[2].heap_mib, memory[3].heap_mib,
    memory[4].heap_mib, grown / MAX (n_jobs * 3 / 4, 1), pulse->longest, pulse->longest_cpu,
    pulse->n_stalls, pulse->n_stalls_cpu);

#ifdef SOAK_BENCH
  printf ("%s\n", line);
#else
  g_test_message ("%s", line);
#endif
}

static void
test_soak (Fixture       *fixture,
           gconstpointer  data)
{
  guint n_jobs = get_n_jobs ();
  g_autofree char *rules = make_faults (MIN (n_jobs * 2, 19000));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) totals = NULL;
  Memory memory[N_MARKS + 1] = { get_memory () };
  Pulse pulse = { 0 };
  Wishes wishes = { fixture, n_jobs, 0 };
  g_autoptr(GHashTable) done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint mark = 1;
  gint64 began = g_get_monotonic_time ();
  guint pulse_source;

  fixture_set_time_scale (fixture, 0.2);
  start_engine (fixture, rules);
  limner_job_queue_set_limit (fixture->queue, "replicate", AT_ONCE);
  g_signal_connect (fixture->queue, "job-finished", G_CALLBACK (finished_cb), done);
  pulse_source = g_timeout_add_full (G_PRIORITY_HIGH, 5, pulse_cb, &pulse, NULL);
  g_idle_add (submit_cb, &wishes);
  while (g_hash_table_size (done) < n_jobs)
    {
      guint n_before = g_hash_table_size (done);

      limner_test_wait_until (g_hash_table_size (done) > n_before);
      for (; mark <= N_MARKS && g_hash_table_size (done) >= n_jobs * mark / N_MARKS; mark++)
        memory[mark] = get_memory ();
    }
  g_source_remove (pulse_source);

  g_assert_cmpuint (stop_engine (fixture), ==, n_jobs);
  limner_store_sum_usage_async (fixture->store, LIMNER_USAGE_BY_MODEL, 0, NULL,
                                limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  totals = limner_store_sum_usage_finish (fixture->store, result, NULL);
  g_assert_cmpuint (((LimnerUsageTotal *) totals->pdata[0])->n_jobs, ==, n_jobs);
  tell (n_jobs, (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC, memory, &pulse);
}

#ifdef SOAK_BENCH
static void
print_nothing (const char *text)
{
}
#endif

int
main (int   argc,
      char *argv[])
{
#ifdef SOAK_BENCH
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  if (argc == 3 && g_str_equal (argv[1], "--engine"))
    {
      be_engine (argv[2]);
      return 0;
    }
#endif
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#ifdef SOAK_BENCH
  g_set_print_handler (print_nothing);
#endif

  g_test_add ("/jobs/soak", Fixture, NULL, fixture_set_up, test_soak, fixture_tear_down);

  return g_test_run ();
}
