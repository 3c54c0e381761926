/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "jobs/limner-job-private.h"
#include "jobs/limner-job-queue-private.h"
#include "store/limner-gallery-item.h"
#include "store/limner-store-costs.h"
#include "store/limner-store-jobs.h"
#include "store/limner-store-models.h"

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

static void
add_usage (Fixture    *fixture,
           const char *job,
           double      cost)
{
  const LimnerUsage usage = { .job = (char *) job, .server = (char *) "replicate",
                              .model = (char *) "limner/painter",
                              .outcome = (char *) "succeeded", .finished = g_get_real_time (),
                              .predict_time = 1, .total_time = 1, .n_outputs = 1, .cost = cost };
  g_autoptr(GAsyncResult) result = NULL;

  limner_store_add_usage_async (fixture->store, &usage, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_store_write_finish (fixture->store, result, NULL));
}

/* A library in whose journal a day's work stands. */
static void
add_done (Fixture *fixture,
          guint    n)
{
  g_autoptr(LimnerJobRecord) record = limner_job_record_new ();

  record->state = g_strdup ("done");
  record->server = g_strdup ("replicate");
  record->model = g_strdup ("limner/painter");
  record->input = g_strdup ("{}");
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GAsyncResult) result = NULL;

      g_free (record->id);
      record->id = g_strdup_printf ("done-%u", i);
      record->created = g_get_real_time ();
      record->finished = record->created;
      record->position = i;
      limner_store_save_job_async (fixture->store, record, NULL, limner_test_result_cb, &result);
      limner_test_wait_until (result != NULL);
      g_assert_true (limner_store_write_finish (fixture->store, result, NULL));
      add_usage (fixture, record->id, 0.25);
    }
}

static void
check_list (LimnerJobQueue *queue,
            guint           n_listed,
            guint           n_omitted)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (queue)), ==, n_listed);
  g_assert_cmpuint (limner_job_queue_get_n_omitted (queue), ==, n_omitted);
}

static double
get_spent (LimnerJobQueue *queue)
{
  double today;
  double this_month;

  limner_job_queue_get_spent (queue, &today, &this_month);
  g_assert_cmpfloat (this_month, ==, today);
  return today;
}

/* Of a long day's jobs the last are listed; what was spent is the sum of all. */
static void
test_long_day (Fixture       *fixture,
               gconstpointer  data)
{
  LimnerJob *canceled;
  g_autofree char *id = NULL;

  add_done (fixture, 600);
  fixture_kill (fixture);
  fixture_start (fixture);
  check_list (fixture->queue, 500, 100);
  g_assert_null (limner_job_queue_find (fixture->queue, "done-99"));
  g_assert_nonnull (limner_job_queue_find (fixture->queue, "done-100"));
  limner_test_wait_until (get_spent (fixture->queue) == 150);

  /* One more comes, and the first goes; what was cancelled does not count. */
  canceled = fixture_submit (fixture, "not wanted");
  id = g_strdup (limner_job_get_id (canceled));
  limner_job_queue_cancel (fixture->queue, canceled);
  g_assert_cmpint (limner_job_get_state (canceled), ==, LIMNER_JOB_CANCELED);
  check_list (fixture->queue, 501, 100);
  fixture_wait_final (fixture_submit (fixture, "one more"));
  check_list (fixture->queue, 501, 101);
  g_assert_null (limner_job_queue_find (fixture->queue, "done-100"));
  g_assert_nonnull (limner_job_queue_find (fixture->queue, "done-101"));
  g_assert_nonnull (limner_job_queue_find (fixture->queue, id));

  /* One that is taken off makes room for one. */
  limner_job_queue_remove (fixture->queue, limner_job_queue_find (fixture->queue, "done-300"));
  fixture_wait_final (fixture_submit (fixture, "and another"));
  check_list (fixture->queue, 501, 101);
}

/* Clearing takes those as well that are not in sight: they do not come back. */
static void
test_clear_all (Fixture       *fixture,
                gconstpointer  data)
{
  add_done (fixture, 510);
  fixture_kill (fixture);
  fixture_start (fixture);
  check_list (fixture->queue, 500, 10);
  limner_job_queue_clear_finished (fixture->queue);
  check_list (fixture->queue, 0, 0);

  fixture_kill (fixture);
  fixture_start (fixture);
  check_list (fixture->queue, 0, 0);
  limner_test_wait_until (get_spent (fixture->queue) == 127.5);
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
  ADD ("/jobs/memory/long-day", test_long_day);
  ADD ("/jobs/memory/clear-all", test_clear_all);
#undef ADD

  return g_test_run ();
}
