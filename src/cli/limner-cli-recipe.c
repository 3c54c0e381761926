/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-cli-recipe.h"

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "store/limner-store-gallery.h"
#include "store/limner-store-models.h"

#include "limner-cli-commands.h"
#include "limner-cli-job.h"
#include "limner-cli-print.h"
#include "limner-cli-run.h"
#include "limner-cli-values.h"

/* Ctrl+C: the job of the present step is cancelled, which ends the run. */
static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  LimnerCli *cli = user_data;

  limner_job_queue_cancel_waiting (limner_studio_get_queue (cli->studio));
}

static gboolean
copy_result (LimnerCli          *cli,
             LimnerChain        *chain,
             char              **path,
             GError            **error)
{
  LimnerGalleryItem *item = limner_chain_get_item (chain);
  const char *made = limner_chain_get_exported (chain);

  if (made == NULL && item != NULL)
    made = limner_gallery_item_get_path (item);
  if (made == NULL)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND, "The recipe made no picture");
      return FALSE;
    }

  *path = cli->output != NULL ? limner_cli_copy_result (cli, made, 1, error) : g_strdup (made);
  return *path != NULL;
}

static void
print_chain (LimnerCli   *cli,
             LimnerChain *chain,
             const char  *path)
{
  LimnerGalleryItem *item = limner_chain_get_item (chain);
  JsonObject *json;

  if (!cli->json)
    {
      g_print ("%s\n", path);
      return;
    }

  json = json_object_new ();
  json_object_set_string_member (json, "chain", limner_chain_get_id (chain));
  json_object_set_string_member (json, "recipe",
                                 limner_recipe_get_name (limner_chain_get_recipe (chain)));
  json_object_set_string_member (json, "path", path);
  if (item != NULL)
    {
      json_object_set_string_member (json, "id", limner_gallery_item_get_id (item));
      json_object_set_int_member (json, "width", limner_gallery_item_get_width (item));
      json_object_set_int_member (json, "height", limner_gallery_item_get_height (item));
    }
  limner_cli_print_object (cli, json);
}

/**
 * limner_cli_report_chain:
 * @cli: the run, with its studio open
 * @recipe: what is done
 * @picture_blob: (nullable): `blob:…` of the picture to begin with
 *
 * Runs a recipe, waits for its end and tells what came of it.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_report_chain (LimnerCli    *cli,
                         LimnerRecipe *recipe,
                         const char   *picture_blob)
{
  LimnerChainList *chains = limner_studio_get_chains (cli->studio);
  g_autoptr(LimnerChain) chain = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  gulong cancelled_id;
  gboolean is_done;

  chain = g_object_ref (limner_chain_list_run (chains, recipe, picture_blob, NULL));
  cancelled_id = g_signal_connect (cli->cancellable, "cancelled", G_CALLBACK (cancelled_cb), cli);
  limner_chain_wait_async (chain, NULL, limner_cli_result_cb, cli);
  is_done = limner_chain_wait_finish (chain, limner_cli_wait (cli), &error);
  g_clear_signal_handler (&cancelled_id, cli->cancellable);

  if (!is_done || !copy_result (cli, chain, &path, &error))
    return limner_cli_fail (cli, error);
  print_chain (cli, chain, path);
  return LIMNER_CLI_DONE;
}

static GPtrArray *
list_recipes (LimnerCli  *cli,
              GError    **error)
{
  LimnerStore *store;

  if (!limner_cli_open_store (cli, error))
    return NULL;

  store = limner_studio_get_store (cli->studio);
  limner_store_list_recipes_async (store, cli->cancellable, limner_cli_result_cb, cli);
  return limner_store_list_texts_finish (store, limner_cli_wait (cli), error);
}

/**
 * limner_cli_load_recipe:
 * @cli: the run, with its library open
 * @name: the name under which it was saved
 * @error: return location for an error
 *
 * Finds a recipe.
 *
 * Returns: (transfer full) (nullable): the recipe
 */
LimnerRecipe *
limner_cli_load_recipe (LimnerCli   *cli,
                        const char  *name,
                        GError     **error)
{
  g_autoptr(GPtrArray) texts = list_recipes (cli, error);

  for (guint i = 0; texts != NULL && i < texts->len; i++)
    {
      LimnerNamedText *text = texts->pdata[i];

      if (g_strcmp0 (text->name, name) == 0 && text->text != NULL)
        return limner_recipe_new_from_json (text->text, error);
    }

  if (texts != NULL)
    g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND,
                 "There is no recipe “%s”; “limner-cli recipe list” lists them", name);
  return NULL;
}

static gboolean
save_recipe (LimnerCli    *cli,
             const char   *name,
             const char   *json,
             GError      **error)
{
  LimnerStore *store = limner_studio_get_store (cli->studio);

  limner_store_save_recipe_async (store, name, json, cli->cancellable, limner_cli_result_cb, cli);
  return limner_store_write_finish (store, limner_cli_wait (cli), error);
}

static LimnerCliExit
recipe_list (LimnerCli  *cli,
             char      **arguments)
{
  g_autoptr(GPtrArray) texts = NULL;
  g_autoptr(JsonArray) names = json_array_new ();
  g_autoptr(JsonNode) node = json_node_alloc ();
  g_autoptr(GError) error = NULL;

  if (limner_cli_parse (cli, NULL, &arguments, &error) &&
      limner_cli_check_words (arguments, 0, &error))
    texts = list_recipes (cli, &error);
  if (texts == NULL)
    return limner_cli_fail (cli, error);

  for (guint i = 0; i < texts->len; i++)
    {
      LimnerNamedText *text = texts->pdata[i];

      json_array_add_string_element (names, text->name);
      if (!cli->json)
        g_print ("%s\n", text->name);
    }
  if (cli->json)
    limner_cli_print_node (cli, json_node_init_array (g_steal_pointer (&node), names));
  return LIMNER_CLI_DONE;
}

static LimnerCliExit
recipe_show (LimnerCli  *cli,
             char      **arguments)
{
  g_autoptr(LimnerRecipe) recipe = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *json = NULL;
  JsonNode *node;

  if (limner_cli_parse (cli, NULL, &arguments, &error) &&
      limner_cli_check_words (arguments, 1, &error))
    recipe = limner_cli_load_recipe (cli, arguments[0], &error);
  if (recipe == NULL)
    return limner_cli_fail (cli, error);

  json = limner_recipe_to_json (recipe);
  node = limner_json_parse (json, (gsize) -1, LIMNER_STORE_MAX_JSON, &error);
  if (node == NULL)
    return limner_cli_fail (cli, error);
  limner_cli_print_node (cli, node);
  return LIMNER_CLI_DONE;
}

/* One run after the other: `-o` names a folder where there are several files. */
static LimnerCliExit
run_on_files (LimnerCli     *cli,
              LimnerRecipe  *recipe,
              char         **paths)
{
  LimnerCliExit code = LIMNER_CLI_DONE;

  for (char **path = paths; *path != NULL && code == LIMNER_CLI_DONE; path++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *blob = limner_cli_keep_file (cli, NULL, *path, &error);

      code = blob != NULL ? limner_cli_report_chain (cli, recipe, blob)
                          : limner_cli_fail (cli, error);
    }
  return code;
}

static LimnerCliExit
recipe_run (LimnerCli  *cli,
            char      **arguments)
{
  static gboolean dry_run;
  static const GOptionEntry entries[] = { LIMNER_CLI_DRY_RUN (dry_run), { NULL } };
  g_autoptr(LimnerRecipe) recipe = NULL;
  g_autoptr(GError) error = NULL;

  if (!limner_cli_parse (cli, entries, &arguments, &error))
    return limner_cli_fail (cli, error);
  if (arguments[0] == NULL)
    return limner_cli_usage (cli, "The name of a recipe is missing");
  if (dry_run && arguments[1] != NULL && arguments[2] != NULL)
    return limner_cli_usage (cli, "--dry-run shows what is done to one picture");

  if (limner_cli_open_studio (cli, &error))
    recipe = limner_cli_load_recipe (cli, arguments[0], &error);
  if (recipe == NULL)
    return limner_cli_fail (cli, error);

  if (dry_run)
    return limner_cli_dry_run_recipe (cli, recipe, arguments[1]);
  if (arguments[1] == NULL)
    return limner_cli_report_chain (cli, recipe, NULL);
  if (arguments[2] != NULL && cli->output != NULL &&
      !g_file_test (cli->output, G_FILE_TEST_IS_DIR))
    return limner_cli_usage (cli, "For several files, -o names a folder that is there");
  return run_on_files (cli, recipe, arguments + 1);
}

static LimnerRecipe *
read_lineage (LimnerCli   *cli,
              const char  *id,
              GError     **error)
{
  LimnerStore *store = limner_studio_get_store (cli->studio);
  g_autoptr(LimnerGalleryItem) item = NULL;
  g_autoptr(GListModel) lineage = NULL;

  limner_store_get_item_async (store, id, cli->cancellable, limner_cli_result_cb, cli);
  item = limner_store_get_item_finish (store, limner_cli_wait (cli), error);
  if (item == NULL)
    return NULL;

  limner_store_get_lineage_async (store, id, cli->cancellable, limner_cli_result_cb, cli);
  lineage = limner_store_get_lineage_finish (store, limner_cli_wait (cli), error);
  return lineage != NULL ? limner_recipe_new_from_lineage (item, lineage, error) : NULL;
}

static LimnerRecipe *
read_recipe (LimnerCli   *cli,
             const char  *source,
             GError     **error)
{
  g_autofree char *json = NULL;

  if (!g_file_test (source, G_FILE_TEST_IS_REGULAR))
    return read_lineage (cli, source, error);
  if (!g_file_get_contents (source, &json, NULL, error))
    return NULL;
  return limner_recipe_new_from_json (json, error);
}

static LimnerCliExit
recipe_save (LimnerCli  *cli,
             char      **arguments)
{
  g_autoptr(LimnerRecipe) recipe = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *json = NULL;

  if (limner_cli_parse (cli, NULL, &arguments, &error) &&
      limner_cli_check_words (arguments, 2, &error) && limner_cli_open_store (cli, &error))
    recipe = read_recipe (cli, arguments[1], &error);
  if (recipe == NULL)
    return limner_cli_fail (cli, error);

  limner_recipe_set_name (recipe, arguments[0]);
  json = limner_recipe_to_json (recipe);
  return limner_cli_done (cli, save_recipe (cli, arguments[0], json, &error),
                          g_steal_pointer (&error), arguments[0]);
}

static LimnerCliExit
recipe_delete (LimnerCli  *cli,
               char      **arguments)
{
  g_autoptr(LimnerRecipe) recipe = NULL;
  g_autoptr(GError) error = NULL;

  if (limner_cli_parse (cli, NULL, &arguments, &error) &&
      limner_cli_check_words (arguments, 1, &error))
    recipe = limner_cli_load_recipe (cli, arguments[0], &error);
  if (recipe == NULL)
    return limner_cli_fail (cli, error);

  return limner_cli_done (cli, save_recipe (cli, arguments[0], NULL, &error),
                          g_steal_pointer (&error), arguments[0]);
}

/**
 * limner_cli_recipe:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Keeps what is done step by step, and does it again.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_recipe (LimnerCli  *cli,
                   char      **arguments)
{
  static const LimnerCliCommand commands[] = {
    { "list", recipe_list, "", "List recipes" },
    { "show", recipe_show, "NAME", "Show the steps of a recipe" },
    { "run", recipe_run, "NAME [PICTURE…] [-o FILE|FOLDER] [--dry-run]",
      "Run a recipe, on each picture" },
    { "save", recipe_save, "NAME ITEM|FILE",
      "Save the steps that led to a picture of the gallery, or those of a JSON file" },
    { "delete", recipe_delete, "NAME", "Forget a recipe" },
    { NULL }
  };

  return limner_cli_dispatch (cli, "recipe", commands, arguments);
}
