/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "client/limner-server.h"
#include "limner-test.h"
#include "secrets/limner-vault.h"
#include "store/limner-store-costs.h"
#include "store/limner-store-models.h"
#include "studio/limner-studio.h"
#include "studio/limner-sweep-estimate.h"

/* What a batch through a recipe will cost, against the sum made by hand: each step has its own
 * model, price, number of pictures and server.
 */
typedef struct
{
  char         *folder;
  LimnerStudio *studio;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();

  fixture->folder = limner_test_make_folder ();
  fixture->studio = limner_studio_new_for (fixture->folder, fixture->folder, vault);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_clear_object (&fixture->studio);
  limner_test_settle ();
  limner_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

static void
set_price (Fixture    *fixture,
           const char *model,
           const char *unit,
           double      price)
{
  g_autoptr(GAsyncResult) result = NULL;

  limner_store_set_price_async (limner_studio_get_store (fixture->studio), model, unit, price, NULL,
                                limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_store_write_finish (limner_studio_get_store (fixture->studio), result,
                                            NULL));
}

/* Past runs of a model, each as long and as dear as the other. */
static void
add_runs (Fixture    *fixture,
          const char *model,
          double      seconds,
          double      cost)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_uuid_string_random ();
      g_autoptr(GAsyncResult) result = NULL;
      LimnerUsage usage = { 0 };

      usage.job = id;
      usage.server = (char *) "replicate";
      usage.model = (char *) model;
      usage.outcome = (char *) "succeeded";
      usage.finished = g_get_real_time ();
      usage.predict_time = seconds;
      usage.total_time = seconds;
      usage.n_outputs = 1;
      usage.cost = cost;
      limner_store_add_usage_async (limner_studio_get_store (fixture->studio), &usage, NULL,
                                    limner_test_result_cb, &result);
      limner_test_wait_until (result != NULL);
    }
}

static void
add_step (LimnerRecipe *recipe,
          LimnerTasks   task,
          const char   *server,
          const char   *model,
          int           n_pictures)
{
  LimnerRecipeStep *step = limner_recipe_step_new (task, server, model);

  if (n_pictures > 0)
    {
      g_clear_pointer (&step->values, json_object_unref);
      step->values = json_object_new ();
      json_object_set_int_member (step->values, "num_outputs", n_pictures);
    }
  limner_recipe_add_step (recipe, step);
}

static LimnerSweepEstimate
estimate (Fixture      *fixture,
          LimnerRecipe *recipe,
          guint         n_files)
{
  LimnerStore *store = limner_studio_get_store (fixture->studio);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  LimnerSweepEstimate found;

  limner_sweep_estimate_recipe_async (limner_studio_get_queue (fixture->studio), store, recipe,
                                      n_files, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  limner_sweep_estimate_finish (store, result, &found, &error);
  g_assert_no_error (error);
  return found;
}

static void
test_own_prices (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(LimnerRecipe) recipe = limner_recipe_new ("Two steps");
  LimnerSweepEstimate found;

  set_price (fixture, "owner/vary", "picture", 0.01);
  set_price (fixture, "owner/larger", "run", 0.05);
  add_step (recipe, LIMNER_TASK_VARY, "replicate", "owner/vary", 4);
  add_step (recipe, LIMNER_TASK_UPSCALE, "replicate", "owner/larger", 0);
  found = estimate (fixture, recipe, 30);

  g_assert_cmpfloat_with_epsilon (found.one_low, 0.04, 1e-9);
  g_assert_cmpfloat_with_epsilon (found.one_high, 0.05, 1e-9);

  /* Four pictures of the first, one run of the second. */
  g_assert_cmpfloat_with_epsilon (found.sum.cost, 30 * (4 * 0.01 + 0.05), 1e-9);
  g_assert_cmpint (found.sum.source, ==, LIMNER_PRICE_USER);
  g_assert_cmpuint (found.n_unknown, ==, 0);
  g_assert_cmpuint (found.n_cells, ==, 30);
  g_assert_cmpuint (found.n_pictures, ==, 30);
}

/* What is not known of one step is not known of the whole: never a sum that leaves it out. */
static void
test_unknown (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(LimnerRecipe) recipe = limner_recipe_new ("Two steps");
  g_autoptr(LimnerRecipe) turned = limner_recipe_new ("The other way round");
  LimnerSweepEstimate found;

  set_price (fixture, "owner/known", "run", 0.05);
  add_step (recipe, LIMNER_TASK_UPSCALE, "replicate", "owner/known", 0);
  add_step (recipe, LIMNER_TASK_UPSCALE, "replicate", "owner/unknown", 0);
  add_step (turned, LIMNER_TASK_UPSCALE, "replicate", "owner/unknown", 0);
  add_step (turned, LIMNER_TASK_UPSCALE, "replicate", "owner/known", 0);
  for (guint i = 0; i < 2; i++)
    {
      found = estimate (fixture, i == 0 ? recipe : turned, 10);
      g_assert_true (isnan (found.sum.cost));
      g_assert_cmpint (found.sum.source, ==, LIMNER_PRICE_UNKNOWN);
      g_assert_cmpuint (found.n_unknown, ==, 10);
      /* What one run costs is told of those that are known. */
      g_assert_cmpfloat_with_epsilon (found.one_low, 0.05, 1e-9);
      g_assert_cmpfloat_with_epsilon (found.one_high, 0.05, 1e-9);
    }
}

/* What runs here adds nothing, and does not make the rest free. */
static void
test_partly_free (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(LimnerRecipe) recipe = limner_recipe_new ("Two steps");
  g_autoptr(LimnerRecipe) free_recipe = limner_recipe_new ("One step");
  LimnerSweepEstimate found;

  set_price (fixture, "owner/known", "run", 0.05);
  add_step (recipe, LIMNER_TASK_UPSCALE, "replicate", "owner/known", 0);
  add_step (recipe, LIMNER_TASK_UPSCALE, LIMNER_SERVER_THIS_COMPUTER, "limner/upscale", 0);
  found = estimate (fixture, recipe, 10);
  g_assert_cmpfloat_with_epsilon (found.sum.cost, 0.5, 1e-9);
  g_assert_cmpint (found.sum.source, ==, LIMNER_PRICE_USER);

  add_step (free_recipe, LIMNER_TASK_UPSCALE, LIMNER_SERVER_THIS_COMPUTER, "limner/upscale", 0);
  found = estimate (fixture, free_recipe, 10);
  g_assert_cmpfloat (found.sum.cost, ==, 0);
  g_assert_cmpint (found.sum.source, ==, LIMNER_PRICE_FREE);
}

/* The label is that of the least sure part, in any order; each server takes as many as it takes. */
static void
test_sources_and_time (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(LimnerRecipe) turned = limner_recipe_new ("Two steps");
  LimnerSweepEstimate found;

  set_price (fixture, "owner/typed", "run", 0.05);
  add_runs (fixture, "owner/typed", 2, 0.05);
  add_runs (fixture, "owner/measured", 8, 0.02);
  add_step (turned, LIMNER_TASK_UPSCALE, "replicate", "owner/measured", 0);
  add_step (turned, LIMNER_TASK_UPSCALE, "replicate", "owner/typed", 0);
  limner_job_queue_set_limit (limner_studio_get_queue (fixture->studio), "replicate", 8);
  found = estimate (fixture, turned, 16);
  g_assert_cmpint (found.sum.source, ==, LIMNER_PRICE_MEASURED);
  g_assert_cmpfloat_with_epsilon (found.sum.cost, 16 * 0.07, 1e-9);
  g_assert_cmpfloat_with_epsilon (found.sum.time, 2 * 2 + 2 * 8, 1e-6);

  limner_job_queue_set_limit (limner_studio_get_queue (fixture->studio), "replicate", 4);
  found = estimate (fixture, turned, 16);
  g_assert_cmpfloat_with_epsilon (found.sum.time, 4 * 2 + 4 * 8, 1e-6);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/studio/estimate/own-prices", test_own_prices);
  ADD ("/studio/estimate/unknown", test_unknown);
  ADD ("/studio/estimate/partly-free", test_partly_free);
  ADD ("/studio/estimate/sources-and-time", test_sources_and_time);
#undef ADD

  return g_test_run ();
}
