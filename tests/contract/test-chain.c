/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Recipes run against the built-in engine as a separate process: words to a picture, enlarged,
 * exported; begun with a picture; extended in steps; cancelled; and ended by a crash between any
 * two steps without anything being made twice.
 */

#include "config.h"

#include "base/limner-json.h"
#include "edit/limner-edit-recipe.h"
#include "store/limner-store-gallery.h"
#include "store/limner-store-models.h"
#include "studio/limner-chain-list.h"
#include "studio/limner-studio.h"

#include "lib/limner-test.h"

#define SERVER "this-computer"

typedef struct
{
  char         *folder;
  LimnerStudio *studio;
} Fixture;

static LimnerStudio *
open_studio (const char *folder)
{
  g_autofree char *data = g_build_filename (folder, "data", NULL);
  g_autofree char *pictures = g_build_filename (folder, "pictures", NULL);
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  LimnerStudio *studio = limner_studio_new_for (data, pictures, vault);

  limner_studio_open_async (studio, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_studio_open_finish (studio, result, &error));
  g_assert_no_error (error);
  return studio;
}

static void
setup (Fixture       *fixture,
       gconstpointer  data)
{
  fixture->folder = limner_test_make_folder ();
  fixture->studio = open_studio (fixture->folder);
}

static void
teardown (Fixture       *fixture,
          gconstpointer  data)
{
  limner_test_settle ();
  limner_test_assert_freed (g_steal_pointer (&fixture->studio));
  limner_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

static LimnerRecipeStep *
make_step (LimnerTasks  task,
           const char  *model,
           const char  *values)
{
  LimnerRecipeStep *step = limner_recipe_step_new (task, SERVER, model);

  step->values = limner_json_parse_object (values, (gsize) -1, 4096, NULL);
  return step;
}

static LimnerRecipe *
make_recipe (void)
{
  static const LimnerExportOptions export = { TRUE, LIMNER_PICTURE_JPEG, 80, 0,
                                              LIMNER_EXPORT_EVERYTHING };
  LimnerRecipe *recipe = limner_recipe_new ("Poster");

  limner_recipe_add_step (recipe, make_step (LIMNER_TASK_GENERATE, "limner/painter",
                                             "{\"prompt\":\"a fox\",\"width\":256,"
                                             "\"height\":192,\"num_outputs\":3}"));
  limner_recipe_add_step (recipe, make_step (LIMNER_TASK_UPSCALE, "limner/upscale",
                                             "{\"scale\":2}"));
  limner_recipe_add_step (recipe, limner_recipe_step_new_export (&export, NULL));
  return recipe;
}

static void
wait_for_end (LimnerChain *chain)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  limner_chain_wait_async (chain, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  limner_chain_wait_finish (chain, result, &error);
  g_assert_no_error (error);
}

static guint
count_items (LimnerStudio *studio)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GListModel) items = NULL;

  limner_store_search_async (limner_studio_get_store (studio), "", 100, NULL,
                             limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  items = limner_store_search_finish (limner_studio_get_store (studio), result, NULL);
  return g_list_model_get_n_items (items);
}

static guint
count_kept (LimnerStudio *studio)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) texts = NULL;

  limner_store_list_chains_async (limner_studio_get_store (studio), NULL, limner_test_result_cb,
                                  &result);
  limner_test_wait_until (result != NULL);
  texts = limner_store_list_texts_finish (limner_studio_get_store (studio), result, NULL);
  return texts->len;
}

static void
test_whole (Fixture       *fixture,
            gconstpointer  data)
{
  LimnerChainList *chains = limner_studio_get_chains (fixture->studio);
  g_autoptr(LimnerRecipe) recipe = make_recipe ();
  LimnerChain *chain = limner_chain_list_run (chains, recipe, NULL, NULL);
  LimnerGalleryItem *item;

  g_assert_cmpint (limner_chain_get_state (chain), ==, LIMNER_CHAIN_RUNNING);
  wait_for_end (chain);
  g_assert_cmpint (limner_chain_get_state (chain), ==, LIMNER_CHAIN_DONE);
  g_assert_cmpuint (limner_chain_get_step (chain), ==, 3);

  /* one picture is made of the words, though three were asked for: one goes on */
  g_assert_cmpuint (count_items (fixture->studio), ==, 2);
  item = limner_chain_get_item (chain);
  g_assert_cmpint (limner_gallery_item_get_width (item), ==, 512);
  g_assert_cmpstr (limner_gallery_item_get_operation (item), ==, "upscale");
  g_assert_nonnull (limner_gallery_item_get_parents (item));
  g_assert_true (g_str_has_suffix (limner_chain_get_exported (chain), ".jpg"));
  g_assert_true (g_file_test (limner_chain_get_exported (chain), G_FILE_TEST_IS_REGULAR));
  g_assert_cmpuint (count_kept (fixture->studio), ==, 0);
}

static void
test_with_picture (Fixture       *fixture,
                   gconstpointer  data)
{
  LimnerChainList *chains = limner_studio_get_chains (fixture->studio);
  g_autoptr(LimnerRecipe) recipe = make_recipe ();
  g_autoptr(LimnerRecipe) words = limner_recipe_new ("words");
  LimnerChain *first = limner_chain_list_run (chains, recipe, NULL, NULL);
  LimnerChain *again, *wrong;

  wait_for_end (first);
  again = limner_chain_list_run (chains, recipe, NULL,
                                 limner_gallery_item_get_id (limner_chain_get_item (first)));
  wait_for_end (again);
  g_assert_cmpint (limner_gallery_item_get_width (limner_chain_get_item (again)), ==, 1024);

  limner_recipe_add_step (words, make_step (LIMNER_TASK_GENERATE, "limner/painter", "{}"));
  wrong = limner_chain_list_run (chains, words, "blob:00", NULL);
  g_assert_cmpint (limner_chain_get_state (wrong), ==, LIMNER_CHAIN_FAILED);
  g_assert_nonnull (limner_chain_get_error (wrong));
}

/* Where the second step's picture lies in the first one's is known, so that the whole can be shown
 * in place. */
static void
test_extend_twice (Fixture       *fixture,
                   gconstpointer  data)
{
  LimnerChainList *chains = limner_studio_get_chains (fixture->studio);
  g_autoptr(LimnerRecipe) recipe = limner_recipe_new ("wide");
  g_autoptr(LimnerEditRecipe) edit = NULL;
  LimnerRecipeStep *left = make_step (LIMNER_TASK_EXTEND, "limner/extend", "{}");
  LimnerRecipeStep *both = make_step (LIMNER_TASK_EXTEND, "limner/extend", "{}");
  LimnerChain *chain;
  LimnerGalleryItem *item;

  left->sides[0] = 0.25;
  both->sides[0] = both->sides[1] = 0.125;
  limner_recipe_add_step (recipe, make_step (LIMNER_TASK_GENERATE, "limner/painter",
                                             "{\"prompt\":\"a hill\",\"width\":256,"
                                             "\"height\":256}"));
  limner_recipe_add_step (recipe, left);
  limner_recipe_add_step (recipe, both);
  chain = limner_chain_list_run (chains, recipe, NULL, NULL);
  wait_for_end (chain);

  item = limner_chain_get_item (chain);
  g_assert_cmpint (limner_gallery_item_get_width (item), ==, 256 + 64 + 40);
  g_assert_cmpint (limner_gallery_item_get_height (item), ==, 256 + 32);
  edit = limner_edit_recipe_from_json (limner_gallery_item_get_details (item)->recipe, NULL);
  g_assert_cmpint (edit->origin_x, ==, -64);
  g_assert_cmpint (edit->origin_y, ==, 0);
  g_assert_cmpint (edit->frame.x, ==, -40);
  g_assert_cmpint (edit->frame.y, ==, -32);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  LimnerJobQueue *queue = limner_studio_get_queue (fixture->studio);
  LimnerChainList *chains = limner_studio_get_chains (fixture->studio);
  g_autoptr(LimnerRecipe) recipe = make_recipe ();
  LimnerChain *chain;

  limner_job_queue_set_paused (queue, TRUE);
  chain = limner_chain_list_run (chains, recipe, NULL, NULL);
  limner_test_wait_until (limner_chain_get_job (chain) != NULL);
  g_assert_true (limner_chain_list_find_by_job (chains, limner_chain_get_job (chain)) == chain);
  limner_job_queue_cancel (queue, limner_chain_get_job (chain));
  limner_test_wait_until (limner_chain_get_state (chain) == LIMNER_CHAIN_CANCELED);
  g_assert_cmpuint (count_kept (fixture->studio), ==, 0);
}

/* A step that cannot become a job ends the run. */
static void
test_failed (Fixture       *fixture,
             gconstpointer  data)
{
  LimnerChainList *chains = limner_studio_get_chains (fixture->studio);
  g_autoptr(LimnerRecipe) recipe = limner_recipe_new ("no such model");
  LimnerChain *chain;

  limner_recipe_add_step (recipe, make_step (LIMNER_TASK_GENERATE, "limner/nobody", "{}"));
  chain = limner_chain_list_run (chains, recipe, NULL, NULL);
  limner_test_wait_until (limner_chain_get_state (chain) != LIMNER_CHAIN_RUNNING);
  g_assert_cmpint (limner_chain_get_state (chain), ==, LIMNER_CHAIN_FAILED);
  g_assert_nonnull (limner_chain_get_error (chain));
  g_assert_cmpuint (count_kept (fixture->studio), ==, 0);
}

static LimnerChain *
reopen (Fixture *fixture)
{
  LimnerChainList *chains;
  g_autoptr(GAsyncResult) result = NULL;

  limner_test_settle ();
  limner_test_assert_freed (g_steal_pointer (&fixture->studio));
  fixture->studio = open_studio (fixture->folder);
  chains = limner_studio_get_chains (fixture->studio);
  limner_chain_list_resume_async (chains, NULL, limner_test_result_cb, &result);
  limner_test_wait_until (result != NULL);
  g_assert_true (limner_chain_list_resume_finish (chains, result, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (chains)), ==, 1);
  return g_list_model_get_item (G_LIST_MODEL (chains), 0);
}

/* The program ends while the first step waits, and again while the second one does. */
static void
test_restart (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(LimnerRecipe) recipe = make_recipe ();
  g_autoptr(LimnerChain) second = NULL;
  g_autoptr(LimnerChain) third = NULL;
  LimnerChain *first;

  limner_job_queue_set_paused (limner_studio_get_queue (fixture->studio), TRUE);
  first = limner_chain_list_run (limner_studio_get_chains (fixture->studio), recipe, NULL, NULL);
  limner_test_wait_until (limner_chain_get_job (first) != NULL);
  g_assert_cmpuint (count_kept (fixture->studio), ==, 1);

  second = reopen (fixture);
  g_assert_cmpstr (limner_recipe_get_name (limner_chain_get_recipe (second)), ==, "Poster");
  limner_test_wait_until (limner_chain_get_step (second) == 1);
  g_assert_cmpuint (count_kept (fixture->studio), ==, 1);

  third = reopen (fixture);
  wait_for_end (third);
  g_assert_cmpint (limner_gallery_item_get_width (limner_chain_get_item (third)), ==, 512);
  g_assert_cmpuint (count_items (fixture->studio), ==, 2);
  g_assert_cmpuint (count_kept (fixture->studio), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/chain/whole", Fixture, NULL, setup, test_whole, teardown);
  g_test_add ("/chain/with-picture", Fixture, NULL, setup, test_with_picture, teardown);
  g_test_add ("/chain/extend-twice", Fixture, NULL, setup, test_extend_twice, teardown);
  g_test_add ("/chain/cancelled", Fixture, NULL, setup, test_cancelled, teardown);
  g_test_add ("/chain/failed", Fixture, NULL, setup, test_failed, teardown);
  g_test_add ("/chain/restart", Fixture, NULL, setup, test_restart, teardown);

  return g_test_run ();
}
