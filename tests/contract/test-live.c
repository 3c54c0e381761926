/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "base/limner-error.h"
#include "store/limner-store-costs.h"
#include "store/limner-store-models.h"
#include "studio/limner-live.h"

#include "limner-test-engine.h"
#include "limner-test.h"

/* Live painting with a form and a queue as the window has them: what rests is asked for once, the
 * newest wins, the seed is held, and hosted models stop at the ceiling. An engine inside the test
 * plays the hosted service; the queue is paused, so that what becomes of each job is seen.
 */
#define SERVER_NAME "Hosted"
#define REST 20

typedef struct
{
  char             *folder;
  LimnerTestEngine *engine;
  LimnerStudio     *studio;
  LimnerWorkspace  *workspace;
  LimnerLive       *live;
} Fixture;

static void
choose_model (Fixture    *fixture,
              const char *server)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  limner_workspace_load_model_async (fixture->workspace, server, "limner/painter", NULL,
                                     limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_workspace_load_model_finish (fixture->workspace, result, &error));
  g_assert_no_error (error);
}

static const char *
add_server (Fixture *fixture)
{
  LimnerServer *server =
    limner_server_list_add (limner_studio_get_servers (fixture->studio), LIMNER_SERVER_REPLICATE,
                            SERVER_NAME, limner_test_engine_get_url (fixture->engine));
  g_autoptr(GAsyncResult) result = NULL;

  g_assert_nonnull (server);
  limner_studio_set_token_async (fixture->studio, limner_server_get_id (server),
                                 limner_test_engine_get_token (fixture->engine), NULL,
                                 limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_studio_set_token_finish (fixture->studio, result, NULL));
  return limner_server_get_id (server);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *library = NULL;
  g_autofree char *engine = NULL;
  g_autofree char *pictures = NULL;
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autoptr(GAsyncResult) result = NULL;

  fixture->folder = limner_test_make_folder ();
  library = g_build_filename (fixture->folder, "data", NULL);
  engine = g_build_filename (fixture->folder, "engine", NULL);
  pictures = g_build_filename (fixture->folder, "pictures", NULL);
  fixture->engine = limner_test_engine_new (engine, 0);
  fixture->studio = limner_studio_new_for (library, pictures, vault);
  limner_studio_open_async (fixture->studio, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_studio_open_finish (fixture->studio, result, NULL));
  limner_job_queue_set_paused (limner_studio_get_queue (fixture->studio), TRUE);

  fixture->workspace = limner_workspace_new (fixture->studio);
  choose_model (fixture, add_server (fixture));
  fixture->live = limner_live_new (fixture->workspace);
  _limner_live_set_rest (fixture->live, REST);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  limner_live_set_active (fixture->live, FALSE);
  g_clear_object (&fixture->live);
  g_clear_object (&fixture->workspace);
  g_clear_object (&fixture->studio);
  limner_test_settle ();
  g_clear_pointer (&fixture->engine, limner_test_engine_free);
  limner_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

static void
set_price (Fixture *fixture,
           double   price)
{
  g_autoptr(GAsyncResult) result = NULL;

  limner_store_set_price_async (limner_studio_get_store (fixture->studio), "limner/painter", "run",
                                price, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_store_write_finish (limner_studio_get_store (fixture->studio), result,
                                            NULL));
}

static void
write_prompt (Fixture    *fixture,
              const char *prompt)
{
  limner_values_set_text (limner_workspace_get_values (fixture->workspace), "prompt", prompt);
}

static GListModel *
get_jobs (Fixture *fixture)
{
  return G_LIST_MODEL (limner_studio_get_queue (fixture->studio));
}

static LimnerJob *
dup_job (Fixture    *fixture,
         const char *prompt)
{
  for (guint i = 0; i < g_list_model_get_n_items (get_jobs (fixture)); i++)
    {
      LimnerJob *job = g_list_model_get_item (get_jobs (fixture), i);

      if (g_strcmp0 (limner_job_spec_get_prompt (limner_job_get_spec (job)), prompt) == 0)
        return job;
      g_object_unref (job);
    }
  return NULL;
}

static LimnerJob *
wait_for_job (Fixture    *fixture,
              const char *prompt)
{
  LimnerJob *job;

  limner_test_wait_until ((job = dup_job (fixture, prompt)) != NULL);
  return job;
}

static char *
get_seed (Fixture *fixture)
{
  return limner_values_get_role_text (limner_workspace_get_values (fixture->workspace),
                                      LIMNER_ROLE_SEED);
}

/* Three letters typed in one go are one wish; a new wish takes the place of the one before. */
static void
test_newest_wins (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(LimnerJob) first = NULL;
  g_autoptr(LimnerJob) second = NULL;
  g_autofree char *seed = NULL;
  g_autofree char *later_seed = NULL;

  set_price (fixture, 0.001);
  limner_live_set_ceiling (fixture->live, 1);
  write_prompt (fixture, "a");
  limner_live_set_active (fixture->live, TRUE);
  write_prompt (fixture, "a h");
  write_prompt (fixture, "a harbour");
  first = wait_for_job (fixture, "a harbour");
  seed = get_seed (fixture);
  g_assert_nonnull (seed);
  g_assert_cmpuint (g_list_model_get_n_items (get_jobs (fixture)), ==, 1);
  g_assert_cmpstr (limner_job_spec_get_batch (limner_job_get_spec (first)), ==,
                   LIMNER_LIVE_BATCH);

  write_prompt (fixture, "a harbour at dawn");
  second = wait_for_job (fixture, "a harbour at dawn");
  g_assert_cmpint (limner_job_get_state (first), ==, LIMNER_JOB_CANCELED);
  g_assert_cmpint (limner_job_get_state (second), ==, LIMNER_JOB_QUEUED);
  later_seed = get_seed (fixture);
  g_assert_cmpstr (seed, ==, later_seed);
  g_assert_cmpstr (limner_job_get_seed (first), ==, limner_job_get_seed (second));

  /* Nothing goes on when it is turned off. */
  limner_live_set_active (fixture->live, FALSE);
  write_prompt (fixture, "a mill");
  limner_test_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (get_jobs (fixture)), ==, 2);
}

/* What a hosted model would cost beyond the ceiling is not asked for, and said. */
static void
test_ceiling (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(LimnerJob) first = NULL;

  set_price (fixture, 0.4);
  limner_live_set_ceiling (fixture->live, 0.5);
  write_prompt (fixture, "a harbour");
  limner_live_set_active (fixture->live, TRUE);
  first = wait_for_job (fixture, "a harbour");

  set_price (fixture, 0.6);
  write_prompt (fixture, "a forest");
  limner_test_wait_until (limner_live_get_error (fixture->live) != NULL);
  g_assert_error (limner_live_get_error (fixture->live), LIMNER_ERROR, LIMNER_ERROR_PAYMENT);
  g_assert_false (limner_live_needs_price (fixture->live));
  g_assert_false (limner_live_get_active (fixture->live));
  g_assert_cmpuint (g_list_model_get_n_items (get_jobs (fixture)), ==, 1);
}

/* The very first picture is too dear already: that is not said to be an unknown price. */
static void
test_ceiling_at_once (Fixture       *fixture,
                      gconstpointer  data)
{
  set_price (fixture, 0.6);
  limner_live_set_ceiling (fixture->live, 0.5);
  write_prompt (fixture, "a harbour");
  limner_live_set_active (fixture->live, TRUE);
  limner_test_wait_until (limner_live_get_error (fixture->live) != NULL);
  g_assert_false (limner_live_needs_price (fixture->live));
  g_assert_cmpfloat (limner_live_get_spent (fixture->live), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (get_jobs (fixture)), ==, 0);
}

/* Nor is anything asked for of which nobody knows what it costs; a limit of the queue is not in the
 * way of what the ceiling allows.
 */
static void
test_unknown_price (Fixture       *fixture,
                    gconstpointer  data)
{
  LimnerJobQueue *queue = limner_studio_get_queue (fixture->studio);
  g_autoptr(LimnerJob) job = NULL;

  write_prompt (fixture, "a harbour");
  limner_live_set_active (fixture->live, TRUE);
  limner_test_wait_until (limner_live_get_error (fixture->live) != NULL);
  g_assert_true (limner_live_needs_price (fixture->live));
  g_assert_false (limner_live_get_active (fixture->live));
  g_assert_cmpuint (g_list_model_get_n_items (get_jobs (fixture)), ==, 0);

  set_price (fixture, 0.04);
  limner_job_queue_set_ask_above (queue, 0.01);
  limner_job_queue_set_paused (queue, FALSE);
  limner_live_set_ceiling (fixture->live, 1);
  limner_live_set_active (fixture->live, TRUE);
  write_prompt (fixture, "a forest");
  job = wait_for_job (fixture, "a forest");
  limner_test_wait_until (limner_job_get_state (job) == LIMNER_JOB_DONE);
  g_assert_cmpfloat_with_epsilon (limner_live_get_spent (fixture->live), 0.04, 1e-9);
  g_assert_cmpuint (limner_job_queue_get_n_held (queue), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/live/newest-wins", Fixture, NULL, set_up, test_newest_wins, tear_down);
  g_test_add ("/live/ceiling", Fixture, NULL, set_up, test_ceiling, tear_down);
  g_test_add ("/live/ceiling-at-once", Fixture, NULL, set_up, test_ceiling_at_once, tear_down);
  g_test_add ("/live/unknown-price", Fixture, NULL, set_up, test_unknown_price, tear_down);

  return g_test_run ();
}
