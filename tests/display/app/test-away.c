/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is told of jobs that servers had done before the program was started again. */

#include "config.h"

#include "app/limner-away.h"
#include "jobs/limner-job-private.h"
#include "limner-test.h"
#include "secrets/limner-vault.h"
#include "store/limner-store-jobs.h"
#include "store/limner-store-models.h"
#include "studio/limner-studio.h"

#define N_JOBS 3

typedef struct
{
  char           *folder;
  LimnerStudio   *studio;
  LimnerJobQueue *queue;
  LimnerJob      *jobs[N_JOBS];
  gint64          now;
  guint           n_told;
  guint           n_results;
  gboolean        freed;
} Fixture;

static void
add_record (Fixture    *fixture,
            const char *id)
{
  LimnerStore *store = limner_studio_get_store (fixture->studio);
  g_autoptr(LimnerJobRecord) record = limner_job_record_new ();
  g_autoptr(GAsyncResult) result = NULL;

  record->id = g_strdup (id);
  record->state = g_strdup ("processing");
  record->created = fixture->now;
  record->server = g_strdup ("replicate");
  record->model = g_strdup ("a/b");
  record->input = g_strdup ("{}");
  record->prediction = g_strdup (id);
  limner_store_save_job_async (store, record, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_store_write_finish (store, result, NULL));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const char * const ids[N_JOBS] = { "one", "two", "three" };
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autofree char *pictures = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  fixture->now = g_get_real_time ();
  fixture->folder = limner_test_make_folder ();
  pictures = g_build_filename (fixture->folder, "pictures", NULL);
  fixture->studio = limner_studio_new_for (fixture->folder, pictures, vault);
  fixture->queue = limner_studio_get_queue (fixture->studio);
  limner_job_queue_set_online (fixture->queue, FALSE);
  for (guint i = 0; i < N_JOBS; i++)
    add_record (fixture, ids[i]);
  limner_job_queue_resume_async (fixture->queue, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_job_queue_resume_finish (fixture->queue, result, NULL, NULL));
  for (guint i = 0; i < N_JOBS; i++)
    fixture->jobs[i] = limner_job_queue_find (fixture->queue, ids[i]);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->studio);
  limner_test_wait_until (fixture->freed);
  limner_test_settle ();
  limner_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

static void
told_cb (guint    n_results,
         gpointer data)
{
  Fixture *fixture = data;

  fixture->n_told++;
  fixture->n_results = n_results;
}

static void
freed_cb (gpointer data)
{
  ((Fixture *) data)->freed = TRUE;
}

static void
watch (Fixture *fixture)
{
  limner_away_watch (fixture->queue, fixture->now, told_cb, fixture, freed_cb);
}

/* The model began @before seconds before the program, and took @seconds. */
static void
finish (Fixture        *fixture,
        guint           i,
        LimnerJobState  state,
        int             before,
        double          seconds)
{
  LimnerJobRecord *record = _limner_job_get_record (fixture->jobs[i]);

  record->started = fixture->now - before * (gint64) G_USEC_PER_SEC;
  record->predict_time = seconds;
  _limner_job_finish (fixture->jobs[i], state);
}

/* Told when all are here; what failed is no result. */
static void
test_all_before (Fixture       *fixture,
                 gconstpointer  data)
{
  watch (fixture);
  finish (fixture, 0, LIMNER_JOB_DONE, 100, 10);
  finish (fixture, 1, LIMNER_JOB_CANCELED, 100, 10);
  g_assert_cmpuint (fixture->n_told, ==, 0);
  g_assert_false (fixture->freed);
  finish (fixture, 2, LIMNER_JOB_DONE, 100, 10);
  g_assert_cmpuint (fixture->n_told, ==, 1);
  g_assert_cmpuint (fixture->n_results, ==, 2);
  g_assert_true (fixture->freed);
}

/* What was made only after the start did not arrive while anybody was away. */
static void
test_made_afterwards (Fixture       *fixture,
                      gconstpointer  data)
{
  watch (fixture);
  finish (fixture, 0, LIMNER_JOB_DONE, 5, 30);
  finish (fixture, 1, LIMNER_JOB_DONE, -5, 3);
  finish (fixture, 2, LIMNER_JOB_DONE, 100, 10);
  g_assert_cmpuint (fixture->n_told, ==, 1);
  g_assert_cmpuint (fixture->n_results, ==, 1);
}

/* Some are here already when one begins to look. */
static void
test_quick (Fixture       *fixture,
            gconstpointer  data)
{
  for (guint i = 0; i < N_JOBS; i++)
    finish (fixture, i, LIMNER_JOB_DONE, 100, 10);
  watch (fixture);
  g_assert_cmpuint (fixture->n_told, ==, 1);
  g_assert_cmpuint (fixture->n_results, ==, N_JOBS);
}

/* Nothing came of any, or the window is closed before. */
static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  watch (fixture);
  for (guint i = 0; i + 1 < N_JOBS; i++)
    finish (fixture, i, LIMNER_JOB_FAILED, 100, 10);
  if (data != NULL)
    finish (fixture, N_JOBS - 1, LIMNER_JOB_LOST, 0, 0);
  g_assert_cmpuint (fixture->n_told, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, data, run) \
  g_test_add ("/app/away/" path, Fixture, data, set_up, run, tear_down)
  ADD ("all-before", NULL, test_all_before);
  ADD ("made-afterwards", NULL, test_made_afterwards);
  ADD ("quick", NULL, test_quick);
  ADD ("nothing", "", test_nothing);
  ADD ("unended", NULL, test_nothing);
#undef ADD

  return g_test_run ();
}
