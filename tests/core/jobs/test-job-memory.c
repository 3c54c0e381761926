/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "jobs/limner-job-private.h"
#include "jobs/limner-job-queue-private.h"
#include "store/limner-gallery-item.h"

#include "jobs-fixture.h"

/* What is kept of jobs that are done: a few whole, of the others what a row shows. What is not kept
 * comes back from the library when somebody looks.
 */

/** More than stay whole. */
#define N_JOBS 44

static guint
count_whole (LimnerJobQueue *queue)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (queue)); i++)
    {
      g_autoptr(LimnerJob) job = g_list_model_get_item (G_LIST_MODEL (queue), i);

      n += limner_job_get_log (job) != NULL;
    }
  return n;
}

static void
run_jobs (Fixture *fixture,
          guint    n)
{
  /* Many at once keep the machine busy. */
  fixture_set_time_scale (fixture, 0.2);
  limner_job_queue_set_limit (fixture->queue, "replicate", 16);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *prompt = g_strdup_printf ("picture %u", i);

      fixture_submit (fixture, prompt);
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)); i++)
    {
      g_autoptr(LimnerJob) job = g_list_model_get_item (G_LIST_MODEL (fixture->queue), i);

      fixture_wait_final (job);
    }
}

static void
test_bounded (Fixture       *fixture,
              gconstpointer  data)
{
  run_jobs (fixture, N_JOBS);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)), ==, N_JOBS);
  g_assert_cmpuint (count_whole (fixture->queue), <, N_JOBS);
  g_assert_cmpuint (count_whole (fixture->queue), >=, 32);
}

/* One that somebody holds is left as it is. */
static void
test_held (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(LimnerJob) held = g_object_ref (fixture_submit (fixture, "held"));

  fixture_wait_final (held);
  run_jobs (fixture, N_JOBS);
  g_assert_nonnull (limner_job_get_log (held));
  g_assert_cmpuint (g_list_model_get_n_items (limner_job_get_outputs (held)), ==, 1);
}

/* What a row shows stays; pictures and inputs come back when they are wanted. */
static void
test_comes_back (Fixture       *fixture,
                 gconstpointer  data)
{
  LimnerJob *first = fixture_submit (fixture, "first of all");
  g_autofree char *id = g_strdup (limner_job_get_id (first));
  g_autofree char *input = NULL;
  g_autoptr(LimnerGalleryItem) item = NULL;
  JsonObject *read;

  fixture_wait_final (first);
  input = g_strdup (limner_job_spec_get_input_text (limner_job_get_spec (first)));
  run_jobs (fixture, N_JOBS);
  first = limner_job_queue_find (fixture->queue, id);
  g_assert_null (limner_job_get_log (first));
  g_assert_cmpuint (g_list_model_get_n_items (limner_job_get_outputs (first)), ==, 0);

  g_assert_cmpint (limner_job_get_state (first), ==, LIMNER_JOB_DONE);
  g_assert_cmpstr (limner_job_spec_get_prompt (limner_job_get_spec (first)), ==, "first of all");
  g_assert_nonnull (limner_job_get_prediction (first));
  g_assert_cmpstr (limner_job_spec_get_input_text (limner_job_get_spec (first)), ==, input);
  read = limner_job_spec_get_input (limner_job_get_spec (first));
  g_assert_cmpstr (json_object_get_string_member (read, "prompt"), ==, "first of all");

  limner_job_queue_load_outputs (fixture->queue, first);
  limner_test_wait_until (g_list_model_get_n_items (limner_job_get_outputs (first)) == 1);
  item = g_list_model_get_item (limner_job_get_outputs (first), 0);
  g_assert_nonnull (limner_gallery_item_get_path (item));
}

/* The journal keeps what memory does not: after a new start it is there. */
static void
test_journal_keeps (Fixture       *fixture,
                    gconstpointer  data)
{
  LimnerJob *first = fixture_submit (fixture, "first of all");
  g_autofree char *id = g_strdup (limner_job_get_id (first));

  fixture_wait_final (first);
  run_jobs (fixture, N_JOBS);
  first = limner_job_queue_find (fixture->queue, id);
  g_assert_null (limner_job_get_log (first));

  /* Ended jobs are not moved, and so not written again. */
  limner_job_queue_move (fixture->queue, first, 10);
  fixture_kill (fixture);
  fixture_start (fixture);
  first = limner_job_queue_find (fixture->queue, id);
  g_assert_nonnull (first);
  g_assert_nonnull (strstr (limner_job_get_log (first), "Using seed"));
}

/* Long texts are cut, between characters. */
static void
test_long_text (void)
{
  LimnerJobRecord *record = limner_job_record_new ();
  g_autofree char *longest = g_strnfill (1023, 'x');
  g_autofree char *text = g_strconcat (longest, "äöü", NULL);
  g_autoptr(LimnerJob) job = NULL;

  record->id = g_uuid_string_random ();
  record->state = g_strdup ("done");
  record->server = g_strdup ("replicate");
  record->model = g_strdup ("limner/prompts");
  record->input = g_strdup ("[broken");
  record->text_output = g_strdup (text);
  job = _limner_job_new (record);
  _limner_job_shrink (job);
  g_assert_true (g_utf8_validate (limner_job_get_text_output (job), -1, NULL));
  g_assert_cmpuint (strlen (limner_job_get_text_output (job)), ==, 1023);

  /* What cannot be read as inputs is no inputs. */
  g_assert_cmpuint (json_object_get_size (limner_job_spec_get_input (limner_job_get_spec (job))),
                    ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/jobs/memory/long-text", test_long_text);
#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/jobs/memory/bounded", test_bounded);
  ADD ("/jobs/memory/held", test_held);
  ADD ("/jobs/memory/comes-back", test_comes_back);
  ADD ("/jobs/memory/journal-keeps", test_journal_keeps);
#undef ADD

  return g_test_run ();
}
