/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/limner-error.h"
#include "store/limner-gallery-item.h"
#include "studio/limner-sweep-estimate.h"
#include "studio/limner-sweep-list.h"

#include "limner-cli-commands.h"
#include "limner-cli-print.h"
#include "limner-cli-recipe.h"
#include "limner-cli-run.h"
#include "limner-cli-values.h"

/* Many pictures at once: what varies along axes, and files of a folder. */

#define POLL_MS 200

static gboolean
add_models (GPtrArray   *axes,
            const char  *server,
            const char  *text,
            GError     **error)
{
  LimnerSweepAxis *axis = limner_sweep_axis_new (LIMNER_SWEEP_MODEL, "Model");
  g_auto(GStrv) names = g_strsplit (text, ",", LIMNER_SWEEP_MAX_VALUES);

  g_ptr_array_add (axes, axis);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      const char *name = g_strstrip (names[i]);
      g_autofree char *full = g_strdup_printf ("%s %s", server, name);

      if (strchr (name, '/') == NULL)
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       "A model is named as owner/name");
          return FALSE;
        }
      limner_sweep_axis_add_text (axis, name, full);
    }
  return TRUE;
}

static gboolean
add_axis (GPtrArray     *axes,
          LimnerValues  *values,
          const char    *text,
          GError       **error)
{
  const char *equals = strchr (text, '=');
  g_autofree char *name = equals != NULL ? g_strndup (text, (gsize) (equals - text)) : NULL;
  LimnerSweepAxis *axis;

  if (name == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "“%s” is not NAME=VALUES", text);
      return FALSE;
    }
  axis = limner_sweep_axis_parse (values, name, equals + 1, error);
  if (axis != NULL)
    g_ptr_array_add (axes, axis);
  return axis != NULL;
}

static void
print_estimate (const LimnerSweepEstimate *estimate)
{
  g_printerr ("%u pictures; ", estimate->n_pictures);
  if (estimate->sum.source == LIMNER_PRICE_FREE)
    g_printerr ("free");
  else if (isnan (estimate->sum.cost))
    g_printerr ("price unknown");
  else if (estimate->sum.cost > 0 && estimate->sum.cost < LIMNER_MONEY_LEAST)
    g_printerr ("under $%g", LIMNER_MONEY_LEAST);
  else
    g_printerr ("about $%.*f", limner_money_count_decimals (estimate->sum.cost),
                estimate->sum.cost);
  if (isfinite (estimate->sum.time))
    g_printerr (", about %.0f s", ceil (estimate->sum.time));
  g_printerr ("\n");
}

static gboolean
tell_price (LimnerCli          *cli,
            LimnerSpecRequest  *request,
            GPtrArray          *axes,
            LimnerRecipe       *recipe,
            GError            **error)
{
  LimnerStore *store = limner_studio_get_store (cli->studio);
  LimnerSweepEstimate estimate;

  if (recipe != NULL)
    limner_sweep_estimate_recipe_async (
      limner_studio_get_queue (cli->studio), store, recipe,
      ((LimnerSweepAxis *) g_ptr_array_index (axes, 0))->values->len, cli->cancellable,
      limner_cli_result_cb, cli);
  else
    limner_sweep_estimate_async (limner_studio_get_queue (cli->studio), store, request, axes,
                                 cli->cancellable, limner_cli_result_cb, cli);
  if (!limner_sweep_estimate_finish (store, limner_cli_wait (cli), &estimate, error))
    return FALSE;
  print_estimate (&estimate);
  return TRUE;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Until all has ended; Ctrl+C leaves it for “sweep --resume”. */
static void
wait_for (LimnerCli   *cli,
          LimnerSweep *sweep)
{
  gboolean is_terminal = isatty (STDERR_FILENO);
  guint timer = g_timeout_add (POLL_MS, wake_cb, NULL);

  while (!limner_sweep_get_finished (sweep) && limner_sweep_get_error (sweep) == NULL &&
         !g_cancellable_is_cancelled (cli->cancellable))
    {
      guint n_done, n_failed, n_left;

      g_main_context_iteration (NULL, TRUE);
      limner_sweep_count (sweep, &n_done, &n_failed, &n_left);
      if (is_terminal)
        g_printerr ("\r\033[K%u done, %u failed, %u to come", n_done, n_failed, n_left);
    }
  g_source_remove (timer);
  if (is_terminal)
    g_printerr ("\r\033[K");
}

static void
load_items (LimnerSweep *sweep,
            guint        cell)
{
  LimnerSweepCell *found = limner_sweep_get_cell (sweep, cell);

  limner_sweep_load_items (sweep, cell);
  while (limner_sweep_cell_get_state (found) == LIMNER_SWEEP_CELL_DONE &&
         limner_sweep_cell_get_items (found) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static const char *
get_state_name (LimnerSweepCell *cell)
{
  static const char * const names[] = { "waiting", "running", "done", "failed", "canceled",
                                        "dropped" };

  return names[limner_sweep_cell_get_state (cell)];
}

static void
add_cell (JsonArray   *array,
          LimnerSweep *sweep,
          guint        index)
{
  LimnerSweepCell *cell = limner_sweep_get_cell (sweep, index);
  GListModel *items = limner_sweep_cell_get_items (cell);
  const GError *error = limner_sweep_cell_get_error (cell);
  g_autofree char *label = limner_sweep_plan_dup_label (limner_sweep_get_plan (sweep), index);
  JsonObject *json = json_object_new ();
  JsonArray *paths = json_array_new ();

  for (guint i = 0; items != NULL && i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (items, i);

      json_array_add_string_element (paths, limner_gallery_item_get_path (item));
    }
  json_object_set_string_member (json, "label", label);
  json_object_set_string_member (json, "status", get_state_name (cell));
  json_object_set_array_member (json, "outputs", paths);
  if (error != NULL)
    json_object_set_string_member (json, "error", error->message);
  json_array_add_object_element (array, json);
}

static void
print_cell (LimnerSweep *sweep,
            guint        index)
{
  LimnerSweepCell *cell = limner_sweep_get_cell (sweep, index);
  GListModel *items = limner_sweep_cell_get_items (cell);
  const GError *error = limner_sweep_cell_get_error (cell);
  g_autofree char *label = limner_sweep_plan_dup_label (limner_sweep_get_plan (sweep), index);

  g_print ("%-9s %s", get_state_name (cell), label);
  for (guint i = 0; items != NULL && i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (items, i);

      g_print ("  %s", limner_gallery_item_get_path (item));
    }
  g_print ("%s%s\n", error != NULL ? "  " : "", error != NULL ? error->message : "");
}

/* What became of it, and what the program ends with. */
static LimnerCliExit
report (LimnerCli   *cli,
        LimnerSweep *sweep)
{
  guint n_cells = limner_sweep_get_plan (sweep)->n_cells;
  guint n_done, n_failed, n_left;
  JsonObject *json = json_object_new ();
  JsonArray *cells = json_array_new ();

  limner_sweep_count (sweep, &n_done, &n_failed, &n_left);
  for (guint i = 0; i < n_cells; i++)
    {
      load_items (sweep, i);
      if (cli->json)
        add_cell (cells, sweep, i);
      else
        print_cell (sweep, i);
    }
  json_object_set_string_member (json, "sweep", limner_sweep_get_id (sweep));
  json_object_set_int_member (json, "done", n_done);
  json_object_set_int_member (json, "failed", n_failed);
  json_object_set_int_member (json, "left", n_left);
  json_object_set_array_member (json, "cells", cells);
  if (cli->json)
    limner_cli_print_object (cli, json);
  else
    json_object_unref (json);
  if (!cli->json)
    g_print ("%u done, %u failed, %u to come\n", n_done, n_failed, n_left);
  return n_failed + n_left > 0 ? LIMNER_CLI_FAILED : LIMNER_CLI_DONE;
}

/* Goes on with what was begun by a program that is gone. */
static LimnerCliExit
resume (LimnerCli *cli)
{
  g_autoptr(GError) error = NULL;
  GListModel *list;
  LimnerCliExit code = LIMNER_CLI_DONE;

  if (!limner_cli_open_studio (cli, &error))
    return limner_cli_fail (cli, error);

  list = G_LIST_MODEL (limner_studio_get_sweeps (cli->studio));
  limner_sweep_list_set_active (limner_studio_get_sweeps (cli->studio), TRUE);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(LimnerSweep) sweep = g_list_model_get_item (list, i);

      /* Another program that lives may be at it. */
      if (!limner_sweep_get_active (sweep) || limner_sweep_get_finished (sweep) ||
          limner_sweep_get_paused (sweep))
        continue;
      wait_for (cli, sweep);
      if (report (cli, sweep) != LIMNER_CLI_DONE)
        code = LIMNER_CLI_FAILED;
    }
  return code;
}

static LimnerCliExit
run_plan (LimnerCli         *cli,
          LimnerSpecRequest *request,
          GPtrArray         *axes,
          const char        *name,
          LimnerRecipe      *recipe,
          gboolean           only_price)
{
  LimnerSweepList *list = limner_studio_get_sweeps (cli->studio);
  g_autoptr(LimnerSpecRequest) owned = request;
  g_autoptr(LimnerSweep) sweep = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = cli->output != NULL ? g_canonicalize_filename (cli->output, NULL)
                                                : NULL;

  if (!tell_price (cli, owned, axes, recipe, &error))
    return limner_cli_fail (cli, error);
  if (only_price)
    return LIMNER_CLI_DONE;

  limner_sweep_list_create_async (list, g_steal_pointer (&owned), g_ptr_array_ref (axes), folder,
                                  name, recipe, cli->cancellable, limner_cli_result_cb, cli);
  sweep = limner_sweep_list_create_finish (list, limner_cli_wait (cli), &error);
  if (sweep == NULL)
    return limner_cli_fail (cli, error);
  wait_for (cli, sweep);
  if (limner_sweep_get_error (sweep) != NULL)
    return limner_cli_fail (cli, limner_sweep_get_error (sweep));
  return report (cli, sweep);
}

/**
 * limner_cli_sweep:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Makes pictures that differ along one to three axes.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_sweep (LimnerCli  *cli,
                  char      **arguments)
{
  static char **over;
  static char *models;
  static char *name;
  static gboolean only_price, go_on;
  static const GOptionEntry entries[] = {
    { "over", 0, 0, G_OPTION_ARG_STRING_ARRAY, &over,
      "What varies: a list, a range 1..8, 0.2..0.8 step 0.1, all, “random 4”, a {red|blue} house",
      "NAME=VALUES" },
    { "models", 'm', 0, G_OPTION_ARG_STRING, &models, "Several models, inputs carried by meaning",
      "OWNER/NAME,…" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, "How copies are named: {name}, {number}, {seed}…",
      "TEMPLATE" },
    { "price", 0, 0, G_OPTION_ARG_NONE, &only_price, "Tell number and price, and make nothing",
      NULL },
    { "resume", 0, 0, G_OPTION_ARG_NONE, &go_on, "Go on with what was not finished", NULL },
    { NULL }
  };
  g_autoptr(GPtrArray) axes =
    g_ptr_array_new_with_free_func ((GDestroyNotify) limner_sweep_axis_free);
  g_autoptr(LimnerSpecRequest) request = NULL;
  g_autoptr(GError) error = NULL;

  if (!limner_cli_parse (cli, entries, &arguments, &error))
    return limner_cli_fail (cli, error);
  if (go_on)
    return resume (cli);
  if (arguments[0] == NULL || (over == NULL && models == NULL))
    return limner_cli_usage (cli, "The name of a model and --over NAME=VALUES, or --models, are "
                                  "needed");

  request = limner_cli_make_request (cli, arguments[0], arguments + 1, &error);
  if (request == NULL ||
      (models != NULL && !add_models (axes, request->server, models, &error)))
    return limner_cli_fail (cli, error);
  for (gsize i = 0; over != NULL && over[i] != NULL; i++)
    {
      if (!add_axis (axes, request->values, over[i], &error))
        return limner_cli_fail (cli, error);
    }
  return run_plan (cli, g_steal_pointer (&request), axes, name, NULL, only_price);
}

static gboolean
add_file (LimnerCli        *cli,
          LimnerSweepAxis  *axis,
          const char       *path,
          GError          **error)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *reference = limner_cli_keep_file (cli, NULL, path, error);
  char *dot = strrchr (base, '.');

  if (reference == NULL)
    return FALSE;
  if (dot != NULL && dot != base)
    *dot = '\0';
  if (limner_sweep_axis_add_text (axis, base, reference))
    return TRUE;
  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
               "More than %d files do not fit into one batch", LIMNER_SWEEP_MAX_VALUES);
  return FALSE;
}

static gboolean
looks_like_picture (const char *name)
{
  g_autofree char *type = g_content_type_guess (name, NULL, 0, NULL);

  return *name != '.' && g_content_type_is_a (type, "image/*");
}

static int
compare_paths (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

static gboolean
add_path (LimnerCli        *cli,
          LimnerSweepAxis  *axis,
          const char       *path,
          GError          **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) folder = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return add_file (cli, axis, path, error);
  folder = g_dir_open (path, 0, error);
  if (folder == NULL)
    return FALSE;
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      if (looks_like_picture (name))
        g_ptr_array_add (names, g_build_filename (path, name, NULL));
    }
  g_ptr_array_sort (names, compare_paths);
  for (guint i = 0; i < names->len; i++)
    {
      if (!add_file (cli, axis, g_ptr_array_index (names, i), error))
        return FALSE;
    }
  return TRUE;
}

static LimnerField *
find_picture_field (LimnerSchema  *schema,
                    GError       **error)
{
  LimnerField *field = limner_schema_find_role (schema, LIMNER_ROLE_IMAGE);

  if (field == NULL)
    field = limner_schema_find_role (schema, LIMNER_ROLE_CONTROL_IMAGE);
  if (field == NULL)
    g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED, "This model takes no picture");
  return field;
}

static gboolean
add_paths (LimnerCli        *cli,
           LimnerSweepAxis  *axis,
           char            **paths,
           GError          **error)
{
  for (gsize i = 0; paths[i] != NULL; i++)
    {
      if (!add_path (cli, axis, paths[i], error))
        return FALSE;
    }
  if (axis->values->len > 0)
    return TRUE;
  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND, "There are no pictures there");
  return FALSE;
}

/* A model with its inputs, or a recipe; the axis is that of the files. */
static LimnerSpecRequest *
make_batch (LimnerCli        *cli,
            char            **arguments,
            LimnerRecipe     *recipe,
            LimnerSweepAxis **axis,
            GError          **error)
{
  g_autoptr(LimnerSpecRequest) request = NULL;
  LimnerField *field;

  request = recipe != NULL ? limner_sweep_plan_make_base (recipe)
                           : limner_cli_make_request (cli, arguments[0], arguments + 1, error);
  field = request != NULL
            ? find_picture_field (limner_values_get_schema (request->values), error) : NULL;
  if (field == NULL)
    return NULL;
  *axis = limner_sweep_axis_new_field (field);
  return g_steal_pointer (&request);
}

/**
 * limner_cli_batch:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Sends many files through a model or a recipe.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_batch (LimnerCli  *cli,
                  char      **arguments)
{
  static char **files;
  static char *name, *recipe_name;
  static gboolean only_price, go_on;
  static const GOptionEntry entries[] = {
    { "recipe", 'r', 0, G_OPTION_ARG_STRING, &recipe_name, "Send them through a recipe", "NAME" },
    { "files", 'f', 0, G_OPTION_ARG_FILENAME_ARRAY, &files, "A picture, or a folder of them",
      "FILE|FOLDER" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, "How results are named: {name}, {number}, {model}…",
      "TEMPLATE" },
    { "price", 0, 0, G_OPTION_ARG_NONE, &only_price, "Tell number and price, and make nothing",
      NULL },
    { "resume", 0, 0, G_OPTION_ARG_NONE, &go_on, "Go on with what was not finished", NULL },
    { NULL }
  };
  g_autoptr(GPtrArray) axes =
    g_ptr_array_new_with_free_func ((GDestroyNotify) limner_sweep_axis_free);
  g_autoptr(LimnerSpecRequest) request = NULL;
  g_autoptr(LimnerRecipe) recipe = NULL;
  g_autoptr(GError) error = NULL;
  LimnerSweepAxis *axis = NULL;

  if (!limner_cli_parse (cli, entries, &arguments, &error))
    return limner_cli_fail (cli, error);
  if (go_on)
    return resume (cli);
  if ((arguments[0] == NULL) == (recipe_name == NULL) || files == NULL || cli->output == NULL)
    return limner_cli_usage (cli, "The name of a model or --recipe NAME, --files and -o FOLDER "
                                  "are needed");
  if (recipe_name != NULL)
    {
      if (limner_cli_open_studio (cli, &error))
        recipe = limner_cli_load_recipe (cli, recipe_name, &error);
      if (recipe == NULL)
        return limner_cli_fail (cli, error);
    }

  request = make_batch (cli, arguments, recipe, &axis, &error);
  if (axis != NULL)
    g_ptr_array_add (axes, axis);
  if (request == NULL && error == NULL)
    limner_sweep_plan_check_recipe (recipe, axes, &error);
  if (request == NULL || !add_paths (cli, axis, files, &error))
    return limner_cli_fail (cli, error);
  return run_plan (cli, g_steal_pointer (&request), axes, name, recipe, only_price);
}
