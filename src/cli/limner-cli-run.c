/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-cli-run.h"

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "image/limner-picture-io.h"
#include "store/limner-store-gallery.h"
#include "studio/limner-default-model.h"
#include "studio/limner-local-first.h"

#include "limner-cli-commands.h"
#include "limner-cli-mask.h"
#include "limner-cli-print.h"
#include "limner-cli-recipe.h"
#include "limner-cli-values.h"

#define MAX_MASK_BYTES (256u * 1024 * 1024)

/**
 * limner_cli_make_request:
 * @cli: the run
 * @model: `OWNER/NAME` or `OWNER/NAME:VERSION`
 * @words: inputs, `NAME=VALUE`
 * @error: return location for an error
 *
 * Opens the studio, asks the server for the model, and reads the inputs.
 *
 * Returns: (transfer full) (nullable): what is asked for, with no picture yet
 */
LimnerSpecRequest *
limner_cli_make_request (LimnerCli   *cli,
                         const char  *model,
                         char       **words,
                         GError     **error)
{
  g_autoptr(LimnerClient) client = NULL;
  g_autoptr(LimnerModel) found = NULL;
  g_autoptr(LimnerModelVersion) version = NULL;
  g_autoptr(LimnerSchema) schema = NULL;
  g_autoptr(LimnerSpecRequest) request = limner_spec_request_new ();

  if (!limner_cli_open_studio (cli, error))
    return NULL;

  client = limner_cli_get_client (cli, error);
  if (client == NULL || !limner_cli_load_model (cli, client, model, &found, &version, error))
    return NULL;

  schema = limner_schema_new (version != NULL ? limner_model_version_get_schema (version) : NULL);
  request->values = limner_cli_read_values (cli, client, schema, words, limner_cli_keep_file,
                                            error);
  if (request->values == NULL)
    return NULL;

  request->server = g_strdup (cli->server);
  limner_spec_request_take_model (request, found);
  if (version != NULL && !limner_model_is_official (found))
    request->version = g_strdup (limner_model_version_get_id (version));
  request->task = LIMNER_TASK_GENERATE;
  request->options = (LimnerEditOptions) LIMNER_EDIT_OPTIONS_INIT;
  return g_steal_pointer (&request);
}

/**
 * limner_cli_make_task_request:
 * @cli: the run
 * @task: what is done to a picture
 * @model: (nullable): the model, %NULL for the one with which the task begins on this server
 * @words: the picture's path and inputs, `NAME=VALUE`
 * @error: return location for an error
 *
 * As limner_cli_make_request(), with the picture that is worked on.
 *
 * Returns: (transfer full) (nullable): what is asked for
 */
LimnerSpecRequest *
limner_cli_make_task_request (LimnerCli    *cli,
                              LimnerTasks   task,
                              const char   *model,
                              char        **words,
                              GError      **error)
{
  g_autoptr(LimnerSpecRequest) request = NULL;
  g_autoptr(LimnerClient) client = NULL;

  if (model == NULL)
    {
      client = limner_cli_get_client (cli, error);
      if (client == NULL)
        return NULL;
      model = limner_default_model_find_for (cli->studio, cli->server, task);
    }
  if (model == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "Say which model: --model OWNER/NAME");
      return NULL;
    }

  request = limner_cli_make_request (cli, model, words + 1, error);
  if (request == NULL || !limner_cli_set_picture (cli, request, words[0], error))
    return NULL;
  request->task = task;
  return g_steal_pointer (&request);
}

/* The picture of the library that a file is: what is made of it belongs to it. */
static char **
find_parents (LimnerCli  *cli,
              GFile      *file,
              const char *blob)
{
  LimnerStore *store = limner_studio_get_store (cli->studio);
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *id = NULL;
  const char *parents[] = { NULL, NULL };
  const char *sha256;

  if (path == NULL || !limner_store_parse_blob (blob, &sha256))
    return NULL;

  limner_store_find_file_async (store, path, sha256, cli->cancellable, limner_cli_result_cb, cli);
  id = limner_store_find_file_finish (store, limner_cli_wait (cli), NULL);
  parents[0] = id;
  return id != NULL ? g_strdupv ((char **) parents) : NULL;
}

/**
 * limner_cli_set_picture:
 * @cli: the run
 * @request: what is asked for
 * @path: a picture
 * @error: return location for an error
 *
 * Says which picture is worked on; the frame becomes the whole of it. A picture of the library is
 * what the result comes from.
 *
 * Returns: %TRUE if the picture could be read
 */
gboolean
limner_cli_set_picture (LimnerCli          *cli,
                        LimnerSpecRequest  *request,
                        const char         *path,
                        GError            **error)
{
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (path);

  limner_picture_load_async (file, cli->cancellable, limner_cli_result_cb, cli);
  request->picture = limner_picture_load_finish (limner_cli_wait (cli), error);
  if (request->picture == NULL)
    return FALSE;

  request->picture_blob = limner_cli_keep_file (cli, NULL, path, error);
  request->frame.width = limner_picture_get_width (request->picture);
  request->frame.height = limner_picture_get_height (request->picture);
  if (request->picture_blob == NULL)
    return FALSE;

  request->parents = find_parents (cli, file, request->picture_blob);
  return TRUE;
}

/**
 * limner_cli_set_mask:
 * @request: what is asked for, with its picture
 * @path: a picture of the same size, white where it is repainted
 * @error: return location for an error
 *
 * Says which part of the picture is repainted.
 *
 * Returns: %TRUE if the mask fits
 */
gboolean
limner_cli_set_mask (LimnerSpecRequest  *request,
                     const char         *path,
                     GError            **error)
{
  g_autoptr(GBytes) bytes = limner_file_read (path, MAX_MASK_BYTES, error);

  if (bytes == NULL)
    return FALSE;

  request->mask = limner_plane_decode (bytes, LIMNER_PLANE_AUTO, error);
  if (request->mask == NULL)
    return FALSE;
  if (limner_plane_get_width (request->mask) == request->frame.width &&
      limner_plane_get_height (request->mask) == request->frame.height)
    return TRUE;

  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
               "The mask has %d × %d pixels, but the picture has %d × %d",
               limner_plane_get_width (request->mask), limner_plane_get_height (request->mask),
               request->frame.width, request->frame.height);
  return FALSE;
}

/**
 * limner_cli_set_ratio:
 * @request: what is asked for, with its picture
 * @ratio: width and height, such as `16:9`
 * @error: return location for an error
 *
 * Widens the frame to a ratio, evenly on both sides.
 *
 * Returns: %TRUE if @ratio could be read
 */
gboolean
limner_cli_set_ratio (LimnerSpecRequest  *request,
                      const char         *ratio,
                      GError            **error)
{
  g_auto(GStrv) parts = g_strsplit (ratio, ":", 2);
  double width = parts[0] != NULL ? g_ascii_strtod (parts[0], NULL) : 0.0;
  double height = parts[0] != NULL && parts[1] != NULL ? g_ascii_strtod (parts[1], NULL) : 0.0;
  LimnerFrame frame;

  if (!(width > 0.0 && height > 0.0 && width < 1000.0 && height < 1000.0))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "“%s” is not a ratio such as 16:9", ratio);
      return FALSE;
    }

  limner_frame_init (&frame, request->frame.width, request->frame.height);
  limner_frame_set_ratio (&frame, width / height, 0.5, 0.5);
  request->frame = frame.area;
  return TRUE;
}

/**
 * limner_cli_run:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Runs a model and saves what it makes.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_run (LimnerCli  *cli,
                char      **arguments)
{
  static gboolean dry_run;
  static const GOptionEntry entries[] = { LIMNER_CLI_DRY_RUN (dry_run), { NULL } };
  g_autoptr(LimnerSpecRequest) request = NULL;
  g_autoptr(GError) error = NULL;

  if (!limner_cli_parse (cli, entries, &arguments, &error))
    return limner_cli_fail (cli, error);
  if (arguments[0] == NULL)
    return limner_cli_usage (cli, "The name of a model is missing");

  request = limner_cli_make_request (cli, arguments[0], arguments + 1, &error);
  if (request == NULL || !limner_values_validate (request->values, &error))
    return limner_cli_fail (cli, error);
  return limner_cli_carry_out (cli, g_steal_pointer (&request), dry_run);
}

/* A model without a prompt erases; the same part of the picture is sent to both. */
static void
choose_edit_task (LimnerSpecRequest *request)
{
  LimnerTasks tasks = limner_schema_get_tasks (limner_values_get_schema (request->values));

  request->task = (tasks & LIMNER_TASK_EDIT) != 0 ? LIMNER_TASK_EDIT : LIMNER_TASK_ERASE;
}

/**
 * limner_cli_edit:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Repaints a part of a picture; outside the mask nothing changes.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_edit (LimnerCli  *cli,
                 char      **arguments)
{
  static char *mask;
  static char *model;
  static char *box;
  static int feather = LIMNER_EDIT_AUTO;
  static int grow = LIMNER_EDIT_AUTO;
  static gboolean dry_run;
  static const GOptionEntry entries[] = {
    { "mask", 0, 0, G_OPTION_ARG_FILENAME, &mask, "White where the picture is repainted", "FILE" },
    { "model", 'm', 0, G_OPTION_ARG_STRING, &model, "The model that paints", "OWNER/NAME" },
    { "feather", 0, 0, G_OPTION_ARG_INT, &feather, "Blend over so many pixels", "N" },
    { "grow", 0, 0, G_OPTION_ARG_INT, &grow, "Widen the mask by so many pixels", "N" },
    { "box", 0, 0, G_OPTION_ARG_STRING, &box, "Show the model this part of the picture",
      "X,Y,W,H" },
    LIMNER_CLI_DRY_RUN (dry_run),
    { NULL }
  };
  g_autoptr(LimnerSpecRequest) request = NULL;
  g_autoptr(GError) error = NULL;

  if (!limner_cli_parse (cli, entries, &arguments, &error))
    return limner_cli_fail (cli, error);
  if (arguments[0] == NULL || mask == NULL)
    return limner_cli_usage (cli, "A picture and --mask are needed");

  request = limner_cli_make_task_request (cli, LIMNER_TASK_ERASE, model, arguments, &error);
  if (request == NULL || !limner_cli_set_mask (request, mask, &error))
    return limner_cli_fail (cli, error);

  choose_edit_task (request);
  request->options.feather = feather;
  request->options.grow = grow;
  if (box != NULL && !limner_cli_read_rect (box, &request->options.box))
    return limner_cli_usage (cli, "--box is X,Y,W,H in pixels");
  return limner_cli_carry_out (cli, g_steal_pointer (&request), dry_run);
}

/* A large one is made in steps, each of which is given what the one before made. */
static LimnerCliExit
carry_out_extension (LimnerCli         *cli,
                     LimnerSpecRequest *request,
                     const char        *path,
                     gboolean           dry_run)
{
  g_autoptr(LimnerSpecRequest) owned = request;
  g_autoptr(LimnerRecipe) recipe = NULL;
  LimnerRect frames[LIMNER_EDIT_MAX_STEPS];
  guint n_steps = limner_spec_request_plan_steps (request, frames);

  recipe = limner_local_first_make_recipe (request);
  if (recipe == NULL && n_steps <= 1)
    return limner_cli_carry_out (cli, g_steal_pointer (&owned), dry_run);

  if (recipe == NULL)
    recipe = limner_spec_request_make_recipe (request, frames, n_steps);
  return dry_run ? limner_cli_dry_run_recipe (cli, recipe, path)
                 : limner_cli_report_chain (cli, recipe, request->picture_blob);
}

static gboolean
read_prefill (const char        *word,
              LimnerEditOptions *options)
{
  static const char * const words[] = { "smooth", "edge", "noise" };

  options->fill_first = g_strcmp0 (word, "fill") == 0;
  if (word == NULL || options->fill_first)
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strcmp (words[i], word) == 0)
        {
          options->prefill = (LimnerEditPrefill) i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * limner_cli_extend:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Paints what lies beyond the edges of a picture; the picture itself stays.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_extend (LimnerCli  *cli,
                   char      **arguments)
{
  static char *ratio;
  static char *model;
  static char *prefill;
  static LimnerFrameSides sides;
  static gboolean dry_run;
  static const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &ratio, "Extend to this ratio", "W:H" },
    { "left", 0, 0, G_OPTION_ARG_INT, &sides.left, "Extend by so many pixels", "N" },
    { "right", 0, 0, G_OPTION_ARG_INT, &sides.right, "Extend by so many pixels", "N" },
    { "top", 0, 0, G_OPTION_ARG_INT, &sides.top, "Extend by so many pixels", "N" },
    { "bottom", 0, 0, G_OPTION_ARG_INT, &sides.bottom, "Extend by so many pixels", "N" },
    { "prefill", 0, 0, G_OPTION_ARG_STRING, &prefill, "What the model is shown beyond the edges",
      "smooth|edge|noise|fill" },
    { "model", 'm', 0, G_OPTION_ARG_STRING, &model, "The model that paints", "OWNER/NAME" },
    LIMNER_CLI_DRY_RUN (dry_run),
    { NULL }
  };
  g_autoptr(LimnerSpecRequest) request = NULL;
  g_autoptr(GError) error = NULL;

  if (!limner_cli_parse (cli, entries, &arguments, &error))
    return limner_cli_fail (cli, error);
  if (arguments[0] == NULL ||
      (ratio == NULL && sides.left <= 0 && sides.right <= 0 && sides.top <= 0 && sides.bottom <= 0))
    return limner_cli_usage (cli, "A picture and --to, or --left, --right, --top or --bottom, "
                                  "are needed");

  request = limner_cli_make_task_request (cli, LIMNER_TASK_EXTEND, model, arguments, &error);
  if (request == NULL)
    return limner_cli_fail (cli, error);
  if (!read_prefill (prefill, &request->options))
    return limner_cli_usage (cli, "--prefill is smooth, edge, noise or fill");

  if (ratio == NULL)
    {
      LimnerFrame frame;

      limner_frame_init (&frame, request->frame.width, request->frame.height);
      limner_frame_set_sides (&frame, &sides);
      request->frame = frame.area;
    }
  else if (!limner_cli_set_ratio (request, ratio, &error))
    {
      return limner_cli_fail (cli, error);
    }
  return carry_out_extension (cli, g_steal_pointer (&request), arguments[0], dry_run);
}
