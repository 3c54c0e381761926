/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/limner-json.h"
#include "limner-test-engine.h"
#include "limner-test.h"

/* What test-job-faults does inside one program, with a program of its own that is killed with
 * SIGKILL at each state of its job, at once and a little later, and then started again with a
 * network, with one that comes later, or with one that comes with the start after that: never two
 * predictions for one job, never a prediction whose picture is not in the library, and never a
 * cost that is counted twice or not at all.
 */
static const struct
{
  const char *name;
  const char *rules;
} faults[] = {
  { "none", NULL },
  { "create-drop-after",
    "[{\"operation\":\"models.predictions.create\",\"fault\":\"drop-after\"}]" },
  { "create-cut", "[{\"operation\":\"models.predictions.create\",\"fault\":\"cut-body\"}]" },
  { "get-drop", "[{\"operation\":\"predictions.get\",\"fault\":\"drop-before\",\"count\":2}]" },
  { "output-cut", "[{\"operation\":\"outputs.get\",\"fault\":\"cut-body\",\"count\":2}]" },
};

static const struct
{
  const char *state;
  guint       delay;      /* milliseconds */
} deaths[] = {
  { "queued", 0 }, { "sending", 0 }, { "sending", 3 }, { "searching", 0 }, { "starting", 0 },
  { "processing", 2 }, { "downloading", 0 }, { "downloading", 4 }, { "done", 0 },
};

/* What happens after the death; each the child's word for it. */
static const char *const restarts[][3] = {
  { "resume" }, { "late" }, { "offline", "resume" },
};

/** What the child pays for a job, in cents */
#define PRICE 25

static void
waited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_subprocess_wait_finish (G_SUBPROCESS (object), result, NULL);
  *(gboolean *) user_data = TRUE;
}

/* Runs the queue until it has ended or died; what it printed, empty if it died. */
static char *
run_child (LimnerTestEngine *engine,
           const char       *folder,
           const char       *what,
           guint             death)
{
  g_autofree char *delay = g_strdup_printf ("%u", deaths[death].delay);
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "contract", "queue-child", NULL);
  const char *argv[] = { program, folder, limner_test_engine_get_url (engine),
                         limner_test_engine_get_token (engine), what, deaths[death].state, delay,
                         NULL };
  g_autoptr(GSubprocess) child = NULL;
  g_autoptr(GBytes) output = NULL;
  g_autoptr(GError) error = NULL;
  gboolean has_ended = FALSE;

  if (strcmp (what, "submit") != 0)
    argv[5] = NULL;
  child = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_async (child, NULL, waited_cb, &has_ended);
  limner_test_wait_until (has_ended);
  if (!g_subprocess_get_if_exited (child))
    {
      g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
      return g_strdup ("");
    }
  g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
  output = g_input_stream_read_bytes (g_subprocess_get_stdout_pipe (child), 100, NULL, &error);
  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (output, NULL), g_bytes_get_size (output));
}

static guint
count_predictions (LimnerTestEngine *engine)
{
  g_autoptr(LimnerTestAnswer) answer = NULL;

  limner_test_engine_set_faults (engine, NULL);
  answer = limner_test_engine_send (engine, "GET", "/predictions", NULL);
  return json_array_get_length (limner_json_get_array (answer->json, "results"));
}

/* Without a network a job is what it was, and costs nothing yet if it was not there yet. */
static void
check_waiting (const char *said,
               const char *what)
{
  guint n_items, n_jobs, cents;
  char state[32];

  g_assert_cmpint (sscanf (said, "%31s %u %u %u", state, &n_items, &n_jobs, &cents), ==, 4);
  if (strcmp (state, "failed") == 0 || n_jobs > 1 || cents > PRICE)
    g_error ("%s: without a network the program says: %s", what, said);
}

static void
run_case (guint fault,
          guint death,
          guint restart)
{
  g_autofree char *folder = limner_test_make_folder ();
  LimnerTestEngine *engine = limner_test_engine_new (NULL, 0);
  g_autofree char *what = g_strdup_printf ("%s, killed %u ms after %s, %s", faults[fault].name,
                                           deaths[death].delay, deaths[death].state,
                                           restarts[restart][0]);
  g_autofree char *all_is_well = g_strdup_printf ("done 1 1 %u\n", PRICE);
  g_autofree char *said = NULL;
  guint n_predictions;
  gboolean ok;

  g_test_message ("%s", what);
  limner_test_engine_set_faults (engine, faults[fault].rules);
  said = run_child (engine, folder, "submit", death);
  if (*said == '\0')
    {
      for (guint i = 0; restarts[restart][i] != NULL; i++)
        {
          if (i > 0)
            check_waiting (said, what);
          g_free (said);
          said = run_child (engine, folder, restarts[restart][i], death);
        }
    }

  n_predictions = count_predictions (engine);
  if (n_predictions == 0)
    ok = strcmp (said, "none 0 0 0\n") == 0 || strcmp (said, "lost 0 0 0\n") == 0;
  else
    ok = n_predictions == 1 && strcmp (said, all_is_well) == 0;
  if (!ok)
    g_error ("%s: %u predictions, the program says: %s", what, n_predictions, said);

  limner_test_engine_free (engine);
  limner_test_remove_folder (folder);
}

typedef struct
{
  guint fault;
  guint restart;
} Case;

static void
test_kills (gconstpointer data)
{
  const Case *what = data;

  for (guint death = 0; death < G_N_ELEMENTS (deaths); death++)
    run_case (what->fault, death, what->restart);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      /* Faults of answers that come later change nothing about a start without network. */
      for (guint j = 0; j < (i < 2 ? G_N_ELEMENTS (restarts) : 1); j++)
        {
          g_autofree char *path = g_strdup_printf ("/jobs/kills/%s/%s", faults[i].name,
                                                   restarts[j][0]);
          Case *what = g_new (Case, 1);

          *what = (Case) { i, j };
          g_test_add_data_func_full (path, what, test_kills, g_free);
        }
    }
  return g_test_run ();
}
