/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "jobs/limner-job-inputs.h"
#include "jobs/limner-job-queue-private.h"

#include "jobs-fixture.h"

/* Large inputs go to the server once, however many jobs want them. */

#define SIZE (3 * 1024 * 1024)
#define HOUR (3600 * (gint64) G_USEC_PER_SEC)

static gint64 time_passed;

static gint64
get_time (void)
{
  return g_get_real_time () + time_passed;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  time_passed = 0;
  fixture_set_up (fixture, data);
  _limner_job_uploads_set_clock (fixture->queue->context->uploads, get_time);
}

static LimnerJob *
submit (Fixture    *fixture,
        const char *image)
{
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(LimnerJobSpec) spec = NULL;

  json_object_set_string_member (input, "image", image);
  spec = limner_job_spec_new ("replicate", "limner/fill", NULL, input);
  return limner_job_queue_submit (fixture->queue, spec);
}

static void
run (Fixture    *fixture,
     const char *image)
{
  LimnerJob *job = submit (fixture, image);

  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);
}

/* The files that the server has, newest first. */
static JsonArray *
list_files (Fixture *fixture)
{
  g_autoptr(LimnerTestAnswer) answer = NULL;

  answer = limner_test_engine_send (fixture->engine, "GET", "/files", NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  return json_array_ref (limner_json_get_array (answer->json, "results"));
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr(JsonArray) files = list_files (fixture);

  return json_array_get_length (files);
}

static void
delete_newest (Fixture *fixture)
{
  g_autoptr(JsonArray) files = list_files (fixture);
  const char *id =
    limner_json_get_string (json_array_get_object_element (files, 0), "id", NULL);
  g_autofree char *path = g_strconcat ("/files/", id, NULL);
  g_autoptr(LimnerTestAnswer) answer = NULL;

  answer = limner_test_engine_send (fixture->engine, "DELETE", path, NULL);
  g_assert_cmpuint (answer->status, ==, 204);
}

/* By contents, across jobs and restarts; after a day less an hour it is brought again. */
static void
test_reuse (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *image = fixture_keep_file (fixture, 1, SIZE);
  g_autofree char *other = fixture_keep_file (fixture, 2, SIZE);

  run (fixture, image);
  run (fixture, image);
  g_assert_cmpuint (count_files (fixture), ==, 1);
  run (fixture, other);
  g_assert_cmpuint (count_files (fixture), ==, 2);

  fixture_kill (fixture);
  fixture_start (fixture);
  _limner_job_uploads_set_clock (fixture->queue->context->uploads, get_time);
  time_passed = 22 * HOUR;
  run (fixture, image);
  g_assert_cmpuint (count_files (fixture), ==, 2);

  time_passed = 23 * HOUR + HOUR / 60;
  run (fixture, image);
  g_assert_cmpuint (count_files (fixture), ==, 3);
}

static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *image = fixture_keep_file (fixture, 1, SIZE);

  run (fixture, image);
  delete_newest (fixture);
  g_assert_cmpuint (count_files (fixture), ==, 0);
  run (fixture, image);
  g_assert_cmpuint (count_files (fixture), ==, 1);
  run (fixture, image);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

/* Whether the server still has it cannot be asked for a while: nothing is uploaded twice. */
static void
test_unsure (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *image = fixture_keep_file (fixture, 1, SIZE);

  run (fixture, image);
  limner_test_engine_set_faults (fixture->engine,
    "[{\"operation\":\"files.get\",\"fault\":\"status\",\"status\":503,\"count\":12}]");
  run (fixture, image);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_together (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *image = fixture_keep_file (fixture, 1, SIZE);
  LimnerJob *jobs[4];

  for (gsize i = 0; i < G_N_ELEMENTS (jobs); i++)
    jobs[i] = submit (fixture, image);
  for (gsize i = 0; i < G_N_ELEMENTS (jobs); i++)
    {
      fixture_wait_final (jobs[i]);
      g_assert_cmpint (limner_job_get_state (jobs[i]), ==, LIMNER_JOB_DONE);
    }
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

/* The job that has put all of its file on the wire; the others wait for it. */
static LimnerJob *
find_uploading (LimnerJob **jobs,
                gsize       n_jobs)
{
  gint64 done, total;

  for (gsize i = 0; i < n_jobs; i++)
    if (limner_job_get_upload (jobs[i], &done, &total) && done == total)
      return jobs[i];
  return NULL;
}

/* One that waits for another's upload is cancelled at once; where the one that uploads is
 * cancelled, the next takes over. */
static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *image = fixture_keep_file (fixture, 1, SIZE);
  LimnerJob *jobs[3];
  LimnerJob *first = NULL;
  LimnerJob *second, *third;

  limner_test_engine_set_faults (fixture->engine,
    "[{\"operation\":\"files.create\",\"fault\":\"slow-drip\",\"milliseconds\":2000}]");
  for (gsize i = 0; i < G_N_ELEMENTS (jobs); i++)
    jobs[i] = submit (fixture, image);
  limner_test_wait_until ((first = find_uploading (jobs, G_N_ELEMENTS (jobs))) != NULL);
  second = first == jobs[0] ? jobs[1] : jobs[0];
  third = first == jobs[2] ? jobs[1] : jobs[2];

  limner_job_queue_cancel (fixture->queue, second);
  fixture_wait_final (second);
  g_assert_cmpint (limner_job_get_state (second), ==, LIMNER_JOB_CANCELED);
  g_assert_cmpint (limner_job_get_state (first), ==, LIMNER_JOB_SENDING);

  limner_job_queue_cancel (fixture->queue, first);
  fixture_wait_final (first);
  fixture_wait_final (third);
  g_assert_cmpint (limner_job_get_state (first), ==, LIMNER_JOB_CANCELED);
  g_assert_cmpint (limner_job_get_state (third), ==, LIMNER_JOB_DONE);
  g_assert_cmpuint (fixture_count_predictions (fixture), ==, 1);
}

typedef struct
{
  gint64 done;
  gint64 total;
  guint  n;
} Told;

static void
progress_cb (LimnerJob  *job,
             GParamSpec *pspec,
             Told       *told)
{
  gint64 done, total;

  if (!limner_job_get_upload (job, &done, &total))
    return;
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_SENDING);
  g_assert_cmpint (done, >=, told->done);
  g_assert_cmpfloat_with_epsilon (limner_job_get_progress (job),
                                  (double) done / (double) total, 0.001);
  told->done = done;
  told->total = total;
  told->n++;
}

static void
test_progress (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *image = fixture_keep_file (fixture, 1, SIZE);
  Told told = { 0 };
  gint64 done, total;
  LimnerJob *job = submit (fixture, image);

  g_signal_connect (job, "notify::progress", G_CALLBACK (progress_cb), &told);
  fixture_wait_final (job);
  g_assert_cmpuint (told.n, >, 0);
  g_assert_cmpint (told.done, ==, told.total);
  g_assert_cmpint (told.total, >=, SIZE);
  g_assert_cmpint (told.total, <, SIZE + 2048);

  /* Nothing of it is left when the model is at work, and nothing is told of small files. */
  g_assert_false (limner_job_get_upload (job, &done, &total));
  told = (Told) { 0 };
  g_free (image);
  image = fixture_keep_file (fixture, 2, LIMNER_JOB_MAX_INLINE);
  job = submit (fixture, image);
  g_signal_connect (job, "notify::progress", G_CALLBACK (progress_cb), &told);
  fixture_wait_final (job);
  g_assert_cmpuint (told.n, ==, 0);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

/* A file that no server takes is told of before anything is sent; it is never even read. */
static void
test_too_large (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *image = fixture_keep_file (fixture, 1, SIZE);
  g_autofree char *path = limner_store_dup_blob_path (fixture->store, image + strlen ("blob:"));
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(GError) error = NULL;
  LimnerJob *job;

  json_object_set_string_member (input, "image", image);
  g_assert_true (g_chmod (path, 0600) == 0 && truncate (path, LIMNER_MAX_UPLOAD) == 0);
  g_assert_true (limner_job_inputs_check_sizes (fixture->store, LIMNER_SERVER_REPLICATE, input,
                                                NULL));
  g_assert_false (limner_job_inputs_check_sizes (fixture->store, LIMNER_SERVER_COG, input,
                                                 &error));
  g_assert_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE);

  g_assert_true (truncate (path, LIMNER_MAX_UPLOAD + 1) == 0);
  job = submit (fixture, image);
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_FAILED);
  g_assert_error (limner_job_get_error (job), LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (limner_job_get_error (job)->message, "100"));
  g_assert_cmpuint (count_files (fixture), ==, 0);
  g_assert_cmpuint (fixture_count_predictions (fixture), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, run) \
  g_test_add ("/job-uploads/" name, Fixture, NULL, set_up, run, fixture_tear_down)
  ADD ("reuse", test_reuse);
  ADD ("gone", test_gone);
  ADD ("unsure", test_unsure);
  ADD ("together", test_together);
  ADD ("cancelled", test_cancelled);
  ADD ("progress", test_progress);
  ADD ("too-large", test_too_large);

  return g_test_run ();
}
