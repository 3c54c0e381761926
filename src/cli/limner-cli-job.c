/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-cli-job.h"

#include <unistd.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "base/limner-json.h"
#include "store/limner-gallery-item.h"

#include "limner-cli-print.h"

#define MAX_RESULT_BYTES (1024u * 1024 * 1024)

/* On a terminal one line tells how far the job is; it is drawn over and over. */
static void
progress_cb (LimnerJob  *job,
             GParamSpec *pspec,
             gpointer    user_data)
{
  double progress = limner_job_get_progress (job);
  double left = limner_job_get_time_left (job);

  g_printerr ("\r\033[K%s", limner_job_state_to_string (limner_job_get_state (job)));
  if (limner_job_get_cold_boot (job))
    g_printerr (" (the model is booting)");
  if (progress > 0.0)
    g_printerr (" %3.0f %%", progress * 100.0);
  if (left > 0.0)
    g_printerr (", about %.0f s left", left);
}

/* Ctrl+C: the job is cancelled, and ends as jobs do. */
static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  LimnerJob *job = user_data;

  limner_job_queue_cancel (g_object_get_data (G_OBJECT (job), "limner-cli-queue"), job);
}

/**
 * limner_cli_build:
 * @cli: the run, with its studio open
 * @request: (transfer full): what is asked for
 * @error: return location for an error
 *
 * Makes a job of a request, by the same way that the window goes.
 *
 * Returns: (transfer full) (nullable): a job for the queue
 */
LimnerJobSpec *
limner_cli_build (LimnerCli          *cli,
                  LimnerSpecRequest  *request,
                  GError            **error)
{
  LimnerStore *store = limner_studio_get_store (cli->studio);

  limner_spec_build_async (store, request, cli->cancellable, limner_cli_result_cb, cli);
  return limner_spec_build_finish (store, limner_cli_wait (cli), error);
}

/**
 * limner_cli_submit:
 * @cli: the run, with its studio open
 * @request: (transfer full): what is asked for
 * @error: return location for an error
 *
 * Gives a job to the queue.
 *
 * Returns: (transfer full) (nullable): the job
 */
LimnerJob *
limner_cli_submit (LimnerCli          *cli,
                   LimnerSpecRequest  *request,
                   GError            **error)
{
  g_autoptr(LimnerJobSpec) spec = limner_cli_build (cli, request, error);

  if (spec == NULL)
    return NULL;
  return g_object_ref (limner_job_queue_submit (limner_studio_get_queue (cli->studio), spec));
}

/**
 * limner_cli_finish_job:
 * @cli: the run
 * @job: a job in the queue
 * @error: return location for an error
 *
 * Waits until the job has ended and tells on a terminal how far it is. Ctrl+C cancels it.
 *
 * Returns: %TRUE if all its results are in the library
 */
gboolean
limner_cli_finish_job (LimnerCli  *cli,
                       LimnerJob  *job,
                       GError    **error)
{
  gboolean is_terminal = isatty (STDERR_FILENO);
  gulong progress_id = 0;
  gulong cancelled_id;
  gboolean is_done;

  if (is_terminal)
    progress_id = g_signal_connect (job, "notify", G_CALLBACK (progress_cb), NULL);

  g_object_set_data (G_OBJECT (job), "limner-cli-queue", limner_studio_get_queue (cli->studio));
  cancelled_id = g_signal_connect (cli->cancellable, "cancelled", G_CALLBACK (cancelled_cb), job);
  limner_job_wait_async (job, NULL, limner_cli_result_cb, cli);
  is_done = limner_job_wait_finish (job, limner_cli_wait (cli), error);
  g_clear_signal_handler (&cancelled_id, cli->cancellable);

  if (is_terminal)
    g_printerr ("\r\033[K");
  g_clear_signal_handler (&progress_id, job);
  return is_done;
}

static gboolean
names_folder (LimnerCli *cli,
              guint      n_results)
{
  return n_results > 1 || g_str_has_suffix (cli->output, G_DIR_SEPARATOR_S) ||
         g_file_test (cli->output, G_FILE_TEST_IS_DIR);
}

/**
 * limner_cli_copy_result:
 * @cli: the run, with an output
 * @path: a file of the library
 * @n_results: how many there are
 * @error: return location for an error
 *
 * Copies a result to where `-o` says; the library keeps its own file.
 *
 * Returns: (transfer full) (nullable): the path of the copy
 */
char *
limner_cli_copy_result (LimnerCli   *cli,
                        const char  *path,
                        guint        n_results,
                        GError     **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *target = NULL;
  g_autofree char *absolute = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (names_folder (cli, n_results))
    target = g_build_filename (cli->output, name, NULL);
  else
    target = g_strdup (cli->output);

  absolute = g_canonicalize_filename (target, NULL);
  bytes = limner_file_read (path, MAX_RESULT_BYTES, error);
  if (bytes == NULL || !limner_file_write (absolute, bytes, error))
    return NULL;
  return g_steal_pointer (&target);
}

/**
 * limner_cli_save_results:
 * @cli: the run
 * @job: a job that is done
 * @error: return location for an error
 *
 * Copies the job's pictures to where `-o` says: a file, or a folder where there are several.
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the paths; where nothing was said, those
 *   of the library
 */
GPtrArray *
limner_cli_save_results (LimnerCli  *cli,
                         LimnerJob  *job,
                         GError    **error)
{
  GListModel *outputs = limner_job_get_outputs (job);
  guint n = g_list_model_get_n_items (outputs);
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (outputs, i);
      const char *path = limner_gallery_item_get_path (item);
      char *copy = cli->output != NULL ? limner_cli_copy_result (cli, path, n, error)
                                       : g_strdup (path);

      if (copy == NULL)
        return NULL;
      g_ptr_array_add (paths, copy);
    }

  return g_steal_pointer (&paths);
}

static JsonObject *
result_to_json (LimnerGalleryItem *item,
                const char        *path)
{
  JsonObject *json = json_object_new ();

  json_object_set_string_member (json, "id", limner_gallery_item_get_id (item));
  json_object_set_string_member (json, "path", path);
  json_object_set_int_member (json, "width", limner_gallery_item_get_width (item));
  json_object_set_int_member (json, "height", limner_gallery_item_get_height (item));
  json_object_set_string_member (json, "seed", limner_gallery_item_get_seed (item));
  return json;
}

static void
print_json (LimnerCli *cli,
            LimnerJob *job,
            GPtrArray *paths)
{
  LimnerJobSpec *spec = limner_job_get_spec (job);
  GListModel *outputs = limner_job_get_outputs (job);
  JsonObject *json = json_object_new ();
  JsonArray *results = json_array_new ();

  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (outputs, i);

      json_array_add_object_element (results, result_to_json (item, g_ptr_array_index (paths, i)));
    }

  json_object_set_string_member (json, "job", limner_job_get_id (job));
  json_object_set_string_member (json, "prediction", limner_job_get_prediction (job));
  json_object_set_string_member (json, "status",
                                 limner_job_state_to_string (limner_job_get_state (job)));
  json_object_set_string_member (json, "server", limner_job_spec_get_server (spec));
  json_object_set_string_member (json, "model", limner_job_spec_get_model (spec));
  json_object_set_string_member (json, "seed", limner_job_get_seed (job));
  json_object_set_double_member (json, "predict_time", limner_job_get_predict_time (job));
  json_object_set_object_member (json, "input",
                                 json_object_ref (limner_job_spec_get_input (spec)));
  json_object_set_string_member (json, "text", limner_job_get_text_output (job));
  json_object_set_array_member (json, "outputs", results);
  limner_cli_print_object (cli, json);
}

static void
print_text (LimnerJob *job,
            GPtrArray *paths)
{
  GListModel *outputs = limner_job_get_outputs (job);
  const char *text = limner_job_get_text_output (job);

  if (text != NULL && *text != '\0')
    g_print ("%s\n", text);

  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (outputs, i);
      const char *seed = limner_gallery_item_get_seed (item);

      g_print ("%s  %d × %d", (const char *) g_ptr_array_index (paths, i),
               limner_gallery_item_get_width (item), limner_gallery_item_get_height (item));
      if (seed != NULL)
        g_print ("  seed %s", seed);
      g_print ("\n");
    }
}

/**
 * limner_cli_report_job:
 * @cli: the run
 * @job: (transfer full) (nullable): a job in the queue
 *
 * Waits for the job, saves its results and prints what came of it.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_report_job (LimnerCli *cli,
                       LimnerJob *job)
{
  g_autoptr(LimnerJob) owned = job;
  g_autoptr(GPtrArray) paths = NULL;
  g_autoptr(GError) error = NULL;

  if (limner_cli_finish_job (cli, owned, &error))
    paths = limner_cli_save_results (cli, owned, &error);
  if (paths == NULL)
    return limner_cli_fail (cli, error);

  if (cli->json)
    print_json (cli, owned, paths);
  else
    print_text (owned, paths);
  return LIMNER_CLI_DONE;
}
