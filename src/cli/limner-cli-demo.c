/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-file.h"
#include "base/limner-json.h"
#include "image/limner-picture-io.h"

#include "limner-cli-commands.h"
#include "limner-cli-mask.h"
#include "limner-cli-print.h"
#include "limner-cli-run.h"
#include "limner-cli-sheet.h"

#define CELL 480

/* What the demonstration does, one step after the other. */
typedef struct
{
  const char *file;
  const char *model;
  const char *words[6];
} Step;

static const Step steps[] = {
  { "1-painted.png", "limner/painter",
    { "prompt=a harbour at dawn, oil", "width=768", "height=768", "seed=7",
      NULL } },
  { "2-mended.png", "limner/fill", { "seed=8", NULL } },
  { "3-wide.png", "limner/extend", { "seed=9", NULL } },
};

static gboolean
load_into (LimnerCli   *cli,
           const char  *path,
           GPtrArray   *pictures,
           GError     **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  LimnerPicture *picture;

  limner_picture_load_async (file, cli->cancellable, limner_cli_result_cb, cli);
  picture = limner_picture_load_finish (limner_cli_wait (cli), error);
  if (picture == NULL)
    return FALSE;

  g_ptr_array_add (pictures, picture);
  return TRUE;
}

/* The sun on the water in front: with this seed it lies there. */
static gboolean
write_mask (const char         *path,
            LimnerSpecRequest  *request,
            GError            **error)
{
  const LimnerRect white = { request->frame.width * 12 / 64, request->frame.height * 48 / 64,
                             request->frame.width * 21 / 64, request->frame.height * 10 / 64 };
  g_autoptr(GBytes) bytes = limner_cli_make_mask (request->frame.width, request->frame.height,
                                                  &white, error);

  return bytes != NULL && limner_file_write (path, bytes, error) &&
         limner_cli_set_mask (request, path, error);
}

static LimnerSpecRequest *
prepare_step (LimnerCli   *cli,
              const char  *folder,
              guint        number,
              GError     **error)
{
  const Step *step = &steps[number];
  g_autoptr(LimnerSpecRequest) request =
    limner_cli_make_request (cli, step->model, (char **) step->words, error);
  g_autofree char *before = NULL;
  g_autofree char *mask = g_build_filename (folder, "mask.png", NULL);

  if (request == NULL || number == 0)
    return g_steal_pointer (&request);

  before = g_build_filename (folder, steps[number - 1].file, NULL);
  if (!limner_cli_set_picture (cli, request, before, error))
    return NULL;

  request->task = number == 1 ? LIMNER_TASK_ERASE : LIMNER_TASK_EXTEND;
  if (number == 1 ? !write_mask (mask, request, error)
                  : !limner_cli_set_ratio (request, "16:9", error))
    return NULL;
  return g_steal_pointer (&request);
}

static JsonObject *
step_to_json (LimnerJob     *job,
              const char    *path,
              LimnerPicture *picture)
{
  LimnerJobSpec *spec = limner_job_get_spec (job);
  JsonObject *json = json_object_new ();

  json_object_set_string_member (json, "path", path);
  json_object_set_int_member (json, "width", limner_picture_get_width (picture));
  json_object_set_int_member (json, "height", limner_picture_get_height (picture));
  json_object_set_string_member (json, "seed", limner_job_get_seed (job));
  json_object_set_string_member (json, "model", limner_job_spec_get_model (spec));
  json_object_set_object_member (json, "parameters",
                                 json_object_ref (limner_job_spec_get_input (spec)));
  return json;
}

static gboolean
run_step (LimnerCli   *cli,
          const char  *folder,
          guint        number,
          GPtrArray   *pictures,
          JsonArray   *report,
          GError     **error)
{
  LimnerSpecRequest *request = prepare_step (cli, folder, number, error);
  g_autoptr(LimnerJob) job = request != NULL ? limner_cli_submit (cli, request, error) : NULL;
  g_autoptr(GPtrArray) paths = NULL;
  LimnerPicture *picture;

  if (job == NULL || !limner_cli_finish_job (cli, job, error))
    return FALSE;

  g_free (cli->output);
  cli->output = g_build_filename (folder, steps[number].file, NULL);
  paths = limner_cli_save_results (cli, job, error);
  if (paths == NULL || !load_into (cli, cli->output, pictures, error))
    return FALSE;

  picture = g_ptr_array_index (pictures, pictures->len - 1);
  json_array_add_object_element (report, step_to_json (job, cli->output, picture));
  if (!cli->json)
    {
      g_autofree char *parameters =
        limner_json_object_to_string (limner_job_spec_get_input (limner_job_get_spec (job)), FALSE);

      g_print ("%s  %d × %d  seed %s  %s %s\n", cli->output, limner_picture_get_width (picture),
               limner_picture_get_height (picture), limner_job_get_seed (job),
               steps[number].model, parameters);
    }
  return TRUE;
}

static gboolean
write_sheet (const char  *path,
             GPtrArray   *pictures,
             GError     **error)
{
  g_autoptr(LimnerPicture) sheet = limner_cli_make_sheet (pictures, CELL);
  g_autoptr(GBytes) bytes = NULL;

  if (sheet == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Memory is short");
      return FALSE;
    }

  bytes = limner_picture_encode (sheet, LIMNER_PICTURE_PNG, 0, error);
  return bytes != NULL && limner_file_write (path, bytes, error);
}

/**
 * limner_cli_demo:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Shows what the program can do where there is no display: paints a picture, mends a part of it,
 * extends it to 16:9, and puts all that on a contact sheet.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_demo (LimnerCli  *cli,
                 char      **arguments)
{
  g_autoptr(GPtrArray) pictures =
    g_ptr_array_new_with_free_func ((GDestroyNotify) limner_picture_unref);
  g_autoptr(JsonArray) report = json_array_new ();
  g_autofree char *folder = NULL;
  g_autofree char *sheet = NULL;
  g_autoptr(GError) error = NULL;

  if (!limner_cli_parse (cli, NULL, &arguments, &error) ||
      !limner_cli_check_words (arguments, cli->output != NULL ? 0 : 1, &error))
    return limner_cli_fail (cli, error);

  folder = g_canonicalize_filename (cli->output != NULL ? cli->output : arguments[0], NULL);
  sheet = g_build_filename (folder, "sheet.png", NULL);
  if (!limner_file_ensure_directory (folder, &error))
    return limner_cli_fail (cli, error);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (!run_step (cli, folder, i, pictures, report, &error))
        return limner_cli_fail (cli, error);
    }

  if (!write_sheet (sheet, pictures, &error))
    return limner_cli_fail (cli, error);
  if (cli->json)
    limner_cli_print_node (cli, json_node_init_array (json_node_alloc (), report));
  else
    g_print ("%s\n", sheet);
  return LIMNER_CLI_DONE;
}
