/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "jobs-fixture.h"

/* What comes on a prediction's stream is seen on its job while the model works. */

static LimnerJob *
submit_text (Fixture    *fixture,
             const char *text)
{
  g_autoptr(LimnerJobSpec) spec = fixture_make_spec ("limner/prompts", text, 1);

  limner_test_engine_set_gate (FALSE);
  return limner_job_queue_submit (fixture->queue, spec);
}

static void
finish_and_check (LimnerJob  *job,
                  const char *text)
{
  limner_test_engine_set_gate (TRUE);
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);
  g_assert_cmpstr (limner_job_get_text_output (job), ==, text);
}

static void
text_cb (LimnerJob  *job,
         GParamSpec *pspec,
         guint      *n_changes)
{
  const char *text = limner_job_get_text_output (job);

  /* It only ever grows. */
  g_assert_true (text == NULL || g_str_has_prefix ("one two wait three", text));
  (*n_changes)++;
}

/* Nothing but the stream tells it: asking for the prediction goes wrong for as long. */
static void
test_text (Fixture       *fixture,
           gconstpointer  data)
{
  guint n_changes = 0;
  LimnerJob *job;

  limner_test_engine_set_faults (fixture->engine,
    "[{\"operation\":\"predictions.get\",\"fault\":\"status\",\"status\":503,\"count\":0}]");
  job = submit_text (fixture, "one two wait three");
  g_signal_connect (job, "notify::text-output", G_CALLBACK (text_cb), &n_changes);
  limner_test_wait_until (g_strcmp0 (limner_job_get_text_output (job), "one two wait") == 0);
  g_assert_false (limner_job_state_is_final (limner_job_get_state (job)));
  limner_test_engine_set_faults (fixture->engine, NULL);
  finish_and_check (job, "one two wait three");
  g_assert_cmpuint (n_changes, >=, 2);
}

/* Each connection is cut after one event, and the next one goes on behind it. */
static void
test_cut (Fixture       *fixture,
          gconstpointer  data)
{
  LimnerJob *job;

  limner_test_engine_set_faults (fixture->engine,
    "[{\"operation\":\"predictions.get\",\"fault\":\"status\",\"status\":503,\"count\":0},"
    "{\"operation\":\"streams.get\",\"fault\":\"cut-body\",\"count\":0}]");
  job = submit_text (fixture, "one two two wait");
  limner_test_wait_until (g_strcmp0 (limner_job_get_text_output (job), "one two two wait") == 0);
  limner_test_engine_set_faults (fixture->engine, NULL);
  finish_and_check (job, "one two two wait");
}

/* Without a stream, polling shows the same. */
static void
test_polled (Fixture       *fixture,
             gconstpointer  data)
{
  LimnerJob *job;

  limner_test_engine_set_faults (fixture->engine,
    "[{\"operation\":\"streams.get\",\"fault\":\"status\",\"status\":404,\"count\":0}]");
  job = submit_text (fixture, "one two wait three");
  limner_test_wait_until (g_strcmp0 (limner_job_get_text_output (job), "one two wait") == 0);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_PROCESSING);
  finish_and_check (job, "one two wait three");
}

/* What was said before somebody stopped it stays, also over a restart; a new run begins anew. */
static void
test_stopped (Fixture       *fixture,
              gconstpointer  data)
{
  LimnerJob *job = submit_text (fixture, "one two wait three");
  g_autofree char *id = g_strdup (limner_job_get_id (job));

  limner_test_wait_until (g_strcmp0 (limner_job_get_text_output (job), "one two wait") == 0);
  limner_job_queue_cancel (fixture->queue, job);
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_CANCELED);
  g_assert_cmpstr (limner_job_get_text_output (job), ==, "one two wait");

  fixture_kill (fixture);
  fixture_start (fixture);
  job = limner_job_queue_find (fixture->queue, id);
  g_assert_cmpstr (limner_job_get_text_output (job), ==, "one two wait");
  limner_job_queue_retry (fixture->queue, job);
  g_assert_null (limner_job_get_text_output (job));
  finish_and_check (job, "one two wait three");
}

/* The program dies while the model talks: the new one follows the same stream from its begin. */
static void
test_resumed (Fixture       *fixture,
              gconstpointer  data)
{
  LimnerJob *job = submit_text (fixture, "one two wait three");
  g_autofree char *id = g_strdup (limner_job_get_id (job));

  limner_test_wait_until (limner_job_get_state (job) == LIMNER_JOB_PROCESSING);
  fixture_kill (fixture);
  fixture_start (fixture);
  job = limner_job_queue_find (fixture->queue, id);
  limner_test_wait_until (g_strcmp0 (limner_job_get_text_output (job), "one two wait") == 0);
  finish_and_check (job, "one two wait three");
  g_assert_cmpuint (fixture_count_predictions (fixture), ==, 1);
}

/* Pictures are shown as they come, and the log with them. */
static void
test_previews (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(LimnerJobSpec) spec = fixture_make_spec ("limner/painter", "pause", 2);
  LimnerJob *job;

  limner_test_engine_set_gate (FALSE);
  limner_test_engine_set_faults (fixture->engine,
    "[{\"operation\":\"predictions.get\",\"fault\":\"status\",\"status\":503,\"count\":0}]");
  job = limner_job_queue_submit (fixture->queue, spec);
  limner_test_wait_until (limner_job_get_log (job) != NULL);
  limner_test_wait_until (limner_job_get_n_steps (job) == 2);
  g_assert_cmpuint (limner_job_get_step (job), ==, 1);
  limner_test_engine_set_faults (fixture->engine, NULL);
  limner_test_wait_until (limner_job_get_preview (job) != NULL);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_PROCESSING);

  limner_test_engine_set_gate (TRUE);
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);
  g_assert_null (limner_job_get_preview (job));
  g_assert_cmpuint (g_list_model_get_n_items (limner_job_get_outputs (job)), ==, 2);
}

/* A text that never ends is not gathered without end, and has no hole. */
static void
test_long (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GString) text = g_string_new (NULL);
  LimnerJob *job;

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *word = g_strnfill (65536, (char) ('a' + i));

      g_string_append_printf (text, "%s ", word);
    }
  g_string_append (text, "wait");
  limner_test_engine_set_faults (fixture->engine,
    "[{\"operation\":\"predictions.get\",\"fault\":\"status\",\"status\":503,\"count\":0}]");
  job = submit_text (fixture, text->str);
  limner_test_wait_until (limner_job_get_text_output (job) != NULL &&
                          strlen (limner_job_get_text_output (job)) > 900000);
  g_assert_true (g_str_has_prefix (text->str, limner_job_get_text_output (job)));
  limner_test_engine_set_faults (fixture->engine, NULL);
  finish_and_check (job, text->str);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/jobs/stream/text", test_text);
  ADD ("/jobs/stream/cut", test_cut);
  ADD ("/jobs/stream/polled", test_polled);
  ADD ("/jobs/stream/stopped", test_stopped);
  ADD ("/jobs/stream/resumed", test_resumed);
  ADD ("/jobs/stream/previews", test_previews);
  ADD ("/jobs/stream/long", test_long);
#undef ADD

  return g_test_run ();
}
