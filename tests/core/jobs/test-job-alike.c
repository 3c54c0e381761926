/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "image/limner-data-uri.h"
#include "jobs/limner-job-inputs.h"
#include "jobs/limner-job-queue-private.h"

#include "hostile-server.h"
#include "jobs-fixture.h"

/* Jobs that differ in nothing but their file, and all of whose answers are lost: each finds its own
 * prediction, or says that it cannot tell. And jobs that do not differ at all.
 */

#define N_JOBS 6
#define SMALL 2000
#define LARGE (LIMNER_JOB_MAX_INLINE + 1000)

typedef struct
{
  Fixture        fixture;
  HostileServer *server;
  LimnerJob     *jobs[N_JOBS];
  char          *files[N_JOBS];
} Alike;

static void
set_up (Alike         *alike,
        gconstpointer  data)
{
  fixture_set_up (&alike->fixture, data);
  limner_job_queue_set_limit (alike->fixture.queue, "replicate", N_JOBS);
}

/* Instead of the engine, a server that does as it is told. */
static void
set_up_server (Alike         *alike,
               gconstpointer  data)
{
  set_up (alike, data);
  alike->server = hostile_server_stand_in (alike->fixture.source);
}

static void
tear_down (Alike         *alike,
           gconstpointer  data)
{
  fixture_tear_down (&alike->fixture, data);
  g_clear_pointer (&alike->server, hostile_server_free);
  for (guint i = 0; i < N_JOBS; i++)
    g_free (alike->files[i]);
}

static void
submit (Alike *alike,
        guint  index,
        gsize  size)
{
  g_autoptr(JsonObject) input = json_object_new ();
  g_autoptr(LimnerJobSpec) spec = NULL;

  alike->files[index] = fixture_keep_file (&alike->fixture, (guint8) (index + 1), size);
  json_object_set_string_member (input, "prompt", "fox");
  json_object_set_string_member (input, "image", alike->files[index]);
  spec = limner_job_spec_new ("replicate",
                              alike->server != NULL ? "limner/painter" : "limner/fill", NULL,
                              input);
  alike->jobs[index] = limner_job_queue_submit (alike->fixture.queue, spec);
}

static char *
hash (const char *data_url)
{
  g_autoptr(GBytes) bytes = limner_data_uri_parse (data_url, NULL, NULL);

  g_assert_nonnull (bytes);
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

/* The file that stands in the inputs of a job's prediction, by what the engine tells of it. */
static char *
find_engine_file (Alike     *alike,
                  LimnerJob *job)
{
  g_autofree char *path = g_strconcat ("/predictions/", limner_job_get_prediction (job), NULL);
  g_autoptr(LimnerTestAnswer) answer = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GHashTable) uploads = NULL;
  const char *file;

  answer = limner_test_engine_send (alike->fixture.engine, "GET", path, NULL);
  file = limner_json_get_string (limner_json_get_object (answer->json, "input"), "image", "");
  if (limner_data_uri_is (file))
    return hash (file);

  limner_job_uploads_list_async (alike->fixture.queue->context->uploads, "replicate", NULL,
                                 limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  uploads = limner_job_uploads_list_finish (alike->fixture.queue->context->uploads, result, NULL);
  return g_strdup (g_hash_table_lookup (uploads, strrchr (file, '/') + 1));
}

static void
check_engine_files (Alike *alike)
{
  for (guint i = 0; i < N_JOBS; i++)
    {
      g_autofree char *file = NULL;

      fixture_wait_final (alike->jobs[i]);
      g_assert_cmpint (limner_job_get_state (alike->jobs[i]), ==, LIMNER_JOB_DONE);
      file = find_engine_file (alike, alike->jobs[i]);
      g_assert_cmpstr (file, ==, alike->files[i] + strlen ("blob:"));
    }
  g_assert_cmpuint (fixture_count_predictions (&alike->fixture), ==, N_JOBS);
  g_assert_cmpuint (fixture_count_items (&alike->fixture), ==, N_JOBS);
}

static gboolean
are_searching (Alike *alike)
{
  for (guint i = 0; i < N_JOBS; i++)
    {
      if (limner_job_get_state (alike->jobs[i]) != LIMNER_JOB_SEARCHING)
        return FALSE;
    }
  return TRUE;
}

/* All answers are lost, and the list cannot be read before all are there: none is alone in it. */
static void
test_own_file (Alike         *alike,
               gconstpointer  data)
{
  limner_test_engine_set_faults (alike->fixture.engine,
    "[{\"operation\":\"models.predictions.create\",\"fault\":\"drop-after\",\"count\":6},"
    "{\"operation\":\"predictions.list\",\"fault\":\"drop-before\",\"count\":0}]");
  for (guint i = 0; i < N_JOBS; i++)
    submit (alike, i, GPOINTER_TO_SIZE (data));
  limner_test_wait_until (are_searching (alike));
  limner_test_engine_set_faults (alike->fixture.engine, NULL);
  check_engine_files (alike);
}

/* The same after the program was killed. */
static void
test_own_file_later (Alike         *alike,
                     gconstpointer  data)
{
  char *ids[N_JOBS];

  limner_test_engine_set_faults (alike->fixture.engine,
    "[{\"operation\":\"models.predictions.create\",\"fault\":\"drop-after\",\"count\":6},"
    "{\"operation\":\"predictions.list\",\"fault\":\"drop-before\",\"count\":0}]");
  for (guint i = 0; i < N_JOBS; i++)
    {
      submit (alike, i, GPOINTER_TO_SIZE (data));
      ids[i] = g_strdup (limner_job_get_id (alike->jobs[i]));
    }
  limner_test_wait_until (are_searching (alike));
  fixture_kill (&alike->fixture);
  limner_test_engine_set_faults (alike->fixture.engine, NULL);
  fixture_start (&alike->fixture);
  for (guint i = 0; i < N_JOBS; i++)
    {
      alike->jobs[i] = limner_job_queue_find (alike->fixture.queue, ids[i]);
      g_free (ids[i]);
    }
  check_engine_files (alike);
}

static void
check_ambiguous (LimnerJob *job)
{
  fixture_wait_final (job);
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_LOST);
  g_assert_error (limner_job_get_error (job), LIMNER_ERROR, LIMNER_ERROR_AMBIGUOUS);
  g_assert_null (limner_job_get_prediction (job));
}

/* The server shows files under addresses that say nothing: with several, nothing is guessed, and
 * nothing is sent again by itself.
 */
static void
test_unknown_files (Alike         *alike,
                    gconstpointer  data)
{
  hostile_server_set_rehosts (alike->server, TRUE);
  hostile_server_set_post (alike->server, HOSTILE_POST_DROPPED_AFTER);
  for (guint i = 0; i < 2; i++)
    submit (alike, i, SMALL);
  for (guint i = 0; i < 2; i++)
    check_ambiguous (alike->jobs[i]);
  g_assert_cmpuint (hostile_server_get_n_taken (alike->server), ==, 2);
  g_assert_cmpuint (fixture_count_items (&alike->fixture), ==, 0);
}

/* The server took one of two: that is not given to either, though each finds only one. */
static void
test_unknown_file_of_two (Alike         *alike,
                          gconstpointer  data)
{
  hostile_server_set_rehosts (alike->server, TRUE);
  hostile_server_set_post (alike->server, HOSTILE_POST_DROPPED_BEFORE);
  submit (alike, 0, SMALL);
  limner_test_wait_until (limner_job_get_state (alike->jobs[0]) == LIMNER_JOB_SEARCHING);
  hostile_server_set_post (alike->server, HOSTILE_POST_DROPPED_AFTER);
  submit (alike, 1, SMALL);
  fixture_wait_final (alike->jobs[1]);
  check_ambiguous (alike->jobs[1]);
  fixture_wait_final (alike->jobs[0]);
  g_assert_cmpint (limner_job_get_state (alike->jobs[0]), ==, LIMNER_JOB_LOST);
  g_assert_null (limner_job_get_prediction (alike->jobs[0]));
  g_assert_cmpuint (fixture_count_items (&alike->fixture), ==, 0);
}

/* There is one prediction, and one job that it may be. */
static void
test_unknown_file_of_one (Alike         *alike,
                          gconstpointer  data)
{
  hostile_server_set_rehosts (alike->server, TRUE);
  submit (alike, 0, SMALL);
  fixture_wait_final (alike->jobs[0]);
  hostile_server_set_post (alike->server, HOSTILE_POST_DROPPED_AFTER);
  submit (alike, 1, SMALL);
  fixture_wait_final (alike->jobs[1]);
  g_assert_cmpint (limner_job_get_state (alike->jobs[1]), ==, LIMNER_JOB_DONE);
  g_assert_cmpuint (fixture_count_items (&alike->fixture), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const char *id = limner_job_get_prediction (alike->jobs[i]);
      g_autofree char *file = hash (hostile_server_get_sent (alike->server, id, "image"));

      g_assert_cmpstr (file, ==, alike->files[i] + strlen ("blob:"));
    }
}

/* Equal ones are sent one after the other, and none waits for another's end. */
static void
test_equals_at_once (Alike         *alike,
                     gconstpointer  data)
{
  limner_test_engine_set_gate (FALSE);
  for (guint i = 0; i < N_JOBS; i++)
    alike->jobs[i] = fixture_submit (&alike->fixture, "wait");
  for (guint i = 0; i < N_JOBS; i++)
    limner_test_wait_until (limner_job_get_state (alike->jobs[i]) > LIMNER_JOB_SEARCHING);
  g_assert_cmpuint (limner_job_queue_get_n_active (alike->fixture.queue), ==, N_JOBS);
  limner_test_engine_set_gate (TRUE);
  for (guint i = 0; i < N_JOBS; i++)
    fixture_wait_final (alike->jobs[i]);
  g_assert_cmpuint (fixture_count_predictions (&alike->fixture), ==, N_JOBS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, data, prepare, run) \
  g_test_add ("/jobs/alike/" path, Alike, data, prepare, run, tear_down)
  ADD ("sent-along", GSIZE_TO_POINTER (SMALL), set_up, test_own_file);
  ADD ("uploaded", GSIZE_TO_POINTER (LARGE), set_up, test_own_file);
  ADD ("killed-sent-along", GSIZE_TO_POINTER (SMALL), set_up, test_own_file_later);
  ADD ("killed-uploaded", GSIZE_TO_POINTER (LARGE), set_up, test_own_file_later);
  ADD ("equals-at-once", NULL, set_up, test_equals_at_once);
  ADD ("unknown-files", NULL, set_up_server, test_unknown_files);
  ADD ("unknown-file-of-two", NULL, set_up_server, test_unknown_file_of_two);
  ADD ("unknown-file-of-one", NULL, set_up_server, test_unknown_file_of_one);
#undef ADD

  return g_test_run ();
}
