/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "base/limner-json.h"
#include "client/limner-client-predictions.h"
#include "image/limner-metadata.h"
#include "image/limner-picture-io.h"
#include "store/limner-rebuild.h"
#include "store/limner-store-care.h"
#include "store/limner-store-gallery.h"
#include "store/limner-store-jobs.h"
#include "store/limner-store-models.h"

#include "limner-cli-commands.h"
#include "limner-cli-job.h"
#include "limner-cli-print.h"

#define MAX_FILE_BYTES (1024u * 1024 * 1024)

/* What the library knows: pictures and jobs. */

static char *
time_text (gint64 time)
{
  g_autoptr(GDateTime) date = time != 0 ? g_date_time_new_from_unix_local (time / G_USEC_PER_SEC)
                                        : NULL;

  return date != NULL ? g_date_time_format (date, "%Y-%m-%d %H:%M:%S") : g_strdup ("–");
}

static JsonObject *
item_to_json (LimnerGalleryItem *item)
{
  JsonObject *json = json_object_new ();
  const char *input = limner_gallery_item_get_input (item);
  JsonNode *node = input != NULL ? limner_json_parse (input, (gsize) -1, LIMNER_STORE_MAX_JSON,
                                                      NULL) : NULL;
  guint n_outputs;
  guint output;

  json_object_set_string_member (json, "id", limner_gallery_item_get_id (item));
  json_object_set_string_member (json, "path", limner_gallery_item_get_path (item));
  json_object_set_int_member (json, "width", limner_gallery_item_get_width (item));
  json_object_set_int_member (json, "height", limner_gallery_item_get_height (item));
  json_object_set_string_member (json, "prompt", limner_gallery_item_get_prompt (item));
  json_object_set_string_member (json, "negative_prompt",
                                 limner_gallery_item_get_negative_prompt (item));
  json_object_set_string_member (json, "seed", limner_gallery_item_get_seed (item));
  output = limner_gallery_item_get_output (item, &n_outputs);
  if (n_outputs > 0)
    {
      json_object_set_int_member (json, "output", output);
      json_object_set_int_member (json, "outputs", n_outputs);
    }
  json_object_set_string_member (json, "model", limner_gallery_item_get_model (item));
  json_object_set_string_member (json, "version", limner_gallery_item_get_version (item));
  json_object_set_string_member (json, "server", limner_gallery_item_get_server (item));
  json_object_set_string_member (json, "operation", limner_gallery_item_get_operation (item));
  json_object_set_int_member (json, "created", limner_gallery_item_get_created (item));
  json_object_set_int_member (json, "rating", limner_gallery_item_get_rating (item));
  if (node != NULL)
    json_object_set_member (json, "input", node);
  return json;
}

static LimnerCliExit
gallery_search (LimnerCli  *cli,
                char      **arguments)
{
  LimnerStore *store = limner_studio_get_store (limner_cli_get_studio (cli));
  g_autoptr(GListModel) items = NULL;
  g_autoptr(JsonArray) array = json_array_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *filter = NULL;

  if (!limner_cli_parse (cli, NULL, &arguments, &error) || !limner_cli_open_store (cli, &error))
    return limner_cli_fail (cli, error);

  filter = g_strjoinv (" ", arguments);
  limner_store_search_async (store, filter, (guint) MAX (cli->limit, 1), cli->cancellable,
                             limner_cli_result_cb, cli);
  items = limner_store_search_finish (store, limner_cli_wait (cli), &error);
  if (items == NULL)
    return limner_cli_fail (cli, error);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (items, i);
      const char *prompt = limner_gallery_item_get_prompt (item);

      if (cli->json)
        json_array_add_object_element (array, item_to_json (item));
      else
        g_print ("%s  %d × %d  %s\n", limner_gallery_item_get_path (item),
                 limner_gallery_item_get_width (item), limner_gallery_item_get_height (item),
                 prompt != NULL ? prompt : "");
    }

  if (cli->json)
    limner_cli_print_node (cli, json_node_init_array (json_node_alloc (), array));
  return LIMNER_CLI_DONE;
}

static LimnerCliExit
gallery_show (LimnerCli  *cli,
              char      **arguments)
{
  LimnerStore *store = limner_studio_get_store (limner_cli_get_studio (cli));
  g_autoptr(LimnerGalleryItem) item = NULL;
  g_autoptr(GError) error = NULL;

  if (!limner_cli_parse (cli, NULL, &arguments, &error) ||
      !limner_cli_check_words (arguments, 1, &error) || !limner_cli_open_store (cli, &error))
    return limner_cli_fail (cli, error);

  limner_store_get_item_async (store, arguments[0], cli->cancellable, limner_cli_result_cb, cli);
  item = limner_store_get_item_finish (store, limner_cli_wait (cli), &error);
  if (item == NULL)
    return limner_cli_fail (cli, error);

  limner_cli_print_object (cli, item_to_json (item));
  return LIMNER_CLI_DONE;
}

/* What all that changes the library has in common: it says how much that was. */
static LimnerCliExit
finish_change (LimnerCli  *cli,
               const char *text)
{
  LimnerStore *store = limner_studio_get_store (limner_cli_get_studio (cli));
  g_autoptr(GError) error = NULL;
  guint n = 0;

  if (!limner_store_change_finish (store, limner_cli_wait (cli), &n, &error))
    return limner_cli_fail (cli, error);

  if (cli->json)
    {
      JsonObject *json = json_object_new ();

      json_object_set_int_member (json, "count", n);
      limner_cli_print_object (cli, json);
    }
  else
    g_print ("%u %s\n", n, text);
  return LIMNER_CLI_DONE;
}

/* Files that are gone are marked, new ones taken in. */
static LimnerCliExit
gallery_rebuild (LimnerCli  *cli,
                 char      **arguments)
{
  LimnerStore *store = limner_studio_get_store (limner_cli_get_studio (cli));
  g_autoptr(GError) error = NULL;

  if (!limner_cli_parse (cli, NULL, &arguments, &error) ||
      !limner_cli_check_words (arguments, 0, &error) || !limner_cli_open_store (cli, &error))
    return limner_cli_fail (cli, error);

  limner_store_check_files_async (store, cli->cancellable, limner_cli_result_cb, cli);
  if (!limner_store_change_finish (store, limner_cli_wait (cli), NULL, &error))
    return limner_cli_fail (cli, error);
  limner_store_rebuild_async (store, cli->cancellable, limner_cli_result_cb, cli);
  return finish_change (cli, "pictures were added");
}

static LimnerCliExit
gallery_check (LimnerCli  *cli,
               char      **arguments)
{
  LimnerStore *store = limner_studio_get_store (limner_cli_get_studio (cli));
  g_autoptr(GError) error = NULL;

  if (!limner_cli_parse (cli, NULL, &arguments, &error) ||
      !limner_cli_check_words (arguments, 0, &error) || !limner_cli_open_store (cli, &error))
    return limner_cli_fail (cli, error);

  limner_store_check_async (store, cli->cancellable, limner_cli_result_cb, cli);
  if (!limner_store_write_finish (store, limner_cli_wait (cli), &error))
    return limner_cli_fail (cli, error);
  limner_store_check_files_async (store, cli->cancellable, limner_cli_result_cb, cli);
  if (!cli->json)
    g_print ("The database is sound\n");
  return finish_change (cli, "pictures are missing or back since the last time");
}

static LimnerCliExit
gallery_backup (LimnerCli  *cli,
                char      **arguments)
{
  LimnerStore *store = limner_studio_get_store (limner_cli_get_studio (cli));
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  if (!limner_cli_parse (cli, NULL, &arguments, &error) ||
      !limner_cli_check_words (arguments, 1, &error) || !limner_cli_open_store (cli, &error))
    return limner_cli_fail (cli, error);

  path = g_canonicalize_filename (arguments[0], NULL);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return limner_cli_usage (cli, "There is a file of this name already");

  limner_store_backup_async (store, path, cli->cancellable, limner_cli_result_cb, cli);
  if (!limner_store_write_finish (store, limner_cli_wait (cli), &error))
    return limner_cli_fail (cli, error);
  return LIMNER_CLI_DONE;
}

static LimnerCliExit
gallery_clean (LimnerCli  *cli,
               char      **arguments)
{
  LimnerStore *store = limner_studio_get_store (limner_cli_get_studio (cli));
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr(GError) error = NULL;

  if (!limner_cli_parse (cli, NULL, &arguments, &error) ||
      !limner_cli_check_words (arguments, 0, &error) || !limner_cli_open_store (cli, &error))
    return limner_cli_fail (cli, error);

  limner_store_collect_blobs_async (store, now - LIMNER_STORE_BLOB_AGE, cli->cancellable,
                                    limner_cli_result_cb, cli);
  return finish_change (cli, "unused files were removed");
}

/**
 * limner_cli_gallery:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Searches the pictures of the library.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_gallery (LimnerCli  *cli,
                    char      **arguments)
{
  static const LimnerCliCommand commands[] = {
    { "search", gallery_search, "[WORDS…]",
      "Search pictures: words, model:sdxl, seed:47363, size:>1024, date:2026-11" },
    { "show", gallery_show, "ID", "Show all that is known of a picture" },
    { "import", limner_cli_gallery_import, "FILE…", "Take in pictures, and those in folders" },
    { "mark", limner_cli_gallery_mark, "ID…", "Give stars and tags" },
    { "rebuild", gallery_rebuild, "", "Add pictures of the folder that are not known yet" },
    { "check", gallery_check, "", "Look for damage, and for files that are gone" },
    { "backup", gallery_backup, "FILE", "Write a copy of the library's database" },
    { "clean", gallery_clean, "", "Remove kept inputs that nothing refers to any more" },
    { NULL }
  };

  return limner_cli_dispatch (cli, "gallery", commands, arguments);
}

static JsonObject *
job_to_json (const LimnerJobRecord *record)
{
  JsonObject *json = json_object_new ();

  json_object_set_string_member (json, "id", record->id);
  json_object_set_string_member (json, "state", record->state);
  json_object_set_string_member (json, "server", record->server);
  json_object_set_string_member (json, "model", record->model);
  json_object_set_string_member (json, "version", record->version);
  json_object_set_string_member (json, "operation", record->operation);
  json_object_set_string_member (json, "prompt", record->prompt);
  json_object_set_string_member (json, "seed", record->seed);
  json_object_set_string_member (json, "prediction", record->prediction);
  json_object_set_string_member (json, "error", record->error_message);
  json_object_set_int_member (json, "created", record->created);
  json_object_set_int_member (json, "finished", record->finished);
  json_object_set_double_member (json, "predict_time", record->predict_time);
  json_object_set_double_member (json, "cost", record->cost);
  return json;
}

static LimnerCliExit
jobs_list (LimnerCli  *cli,
           char      **arguments)
{
  LimnerStore *store = limner_studio_get_store (limner_cli_get_studio (cli));
  g_autoptr(GPtrArray) jobs = NULL;
  g_autoptr(JsonArray) array = json_array_new ();
  g_autoptr(GError) error = NULL;

  if (!limner_cli_parse (cli, NULL, &arguments, &error) ||
      !limner_cli_check_words (arguments, 0, &error) || !limner_cli_open_store (cli, &error))
    return limner_cli_fail (cli, error);

  limner_store_list_jobs_async (store, 0, (guint) MAX (cli->limit, 1), cli->cancellable,
                                limner_cli_result_cb, cli);
  jobs = limner_store_list_jobs_finish (store, limner_cli_wait (cli), &error);
  if (jobs == NULL)
    return limner_cli_fail (cli, error);

  for (guint i = 0; i < jobs->len; i++)
    {
      const LimnerJobRecord *record = g_ptr_array_index (jobs, i);
      g_autofree char *created = time_text (record->created);

      if (cli->json)
        json_array_add_object_element (array, job_to_json (record));
      else
        g_print ("%s  %-11s  %s  %s  %s\n", record->id, record->state, created, record->model,
                 record->prompt != NULL ? record->prompt : "");
    }

  if (cli->json)
    limner_cli_print_node (cli, json_node_init_array (json_node_alloc (), array));
  return LIMNER_CLI_DONE;
}

static LimnerJobRecord *
load_job (LimnerCli   *cli,
          char      ***arguments,
          GError     **error)
{
  LimnerStore *store = limner_studio_get_store (limner_cli_get_studio (cli));

  if (!limner_cli_parse (cli, NULL, arguments, error) ||
      !limner_cli_check_words (*arguments, 1, error) || !limner_cli_open_store (cli, error))
    return NULL;

  limner_store_load_job_async (store, (*arguments)[0], cli->cancellable, limner_cli_result_cb,
                               cli);
  return limner_store_load_job_finish (store, limner_cli_wait (cli), error);
}

static LimnerCliExit
jobs_show (LimnerCli  *cli,
           char      **arguments)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerJobRecord) record = load_job (cli, &arguments, &error);

  if (record == NULL)
    return limner_cli_fail (cli, error);

  limner_cli_print_object (cli, job_to_json (record));
  return LIMNER_CLI_DONE;
}

/* Whoever has the job in its queue learns it from the server. */
static LimnerCliExit
jobs_cancel (LimnerCli  *cli,
             char      **arguments)
{
  static const char * const members[] = { "id", "status", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(LimnerJobRecord) record = load_job (cli, &arguments, &error);
  g_autoptr(LimnerClient) client = NULL;
  LimnerPrediction *prediction;
  GError *refused = NULL;

  if (record == NULL)
    return limner_cli_fail (cli, error);
  if (record->finished != 0 || record->prediction == NULL)
    return limner_cli_usage (cli, record->finished != 0 ? "This job has ended"
                                                        : "This job was not sent yet");

  g_free (cli->server);
  cli->server = g_strdup (record->server);
  client = limner_cli_get_client (cli, &error);
  if (client == NULL)
    return limner_cli_fail (cli, error);

  limner_client_cancel_prediction_async (client, record->prediction, cli->cancellable,
                                         limner_cli_result_cb, cli);
  prediction = limner_client_cancel_prediction_finish (client, limner_cli_wait (cli), &refused);
  return limner_cli_show (cli, prediction, members, refused);
}

static void
print_job (LimnerJob *job)
{
  const GError *error = limner_job_get_error (job);

  g_print ("%s  %-11s  %s%s%s\n", limner_job_get_id (job),
           limner_job_state_to_string (limner_job_get_state (job)),
           limner_job_spec_get_model (limner_job_get_spec (job)), error != NULL ? "  " : "",
           error != NULL ? error->message : "");
}

/* Jobs of a program that was ended in the middle of them; those of a running one are left to it. */
static LimnerCliExit
jobs_resume (LimnerCli  *cli,
             char      **arguments)
{
  g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(JsonArray) array = json_array_new ();
  g_autoptr(GError) error = NULL;
  GListModel *queue;

  if (!limner_cli_parse (cli, NULL, &arguments, &error) ||
      !limner_cli_check_words (arguments, 0, &error) || !limner_cli_open_studio (cli, &error))
    return limner_cli_fail (cli, error);

  queue = G_LIST_MODEL (limner_studio_get_queue (cli->studio));
  for (guint i = 0; i < g_list_model_get_n_items (queue); i++)
    {
      g_autoptr(LimnerJob) job = g_list_model_get_item (queue, i);

      if (!limner_job_state_is_final (limner_job_get_state (job)))
        g_ptr_array_add (jobs, g_steal_pointer (&job));
    }

  for (guint i = 0; i < jobs->len; i++)
    {
      LimnerJob *job = g_ptr_array_index (jobs, i);
      JsonObject *json = json_object_new ();

      limner_cli_finish_job (cli, job, NULL);
      json_object_set_string_member (json, "id", limner_job_get_id (job));
      json_object_set_string_member (json, "state",
                                     limner_job_state_to_string (limner_job_get_state (job)));
      json_array_add_object_element (array, json);
      if (!cli->json)
        print_job (job);
    }

  if (cli->json)
    limner_cli_print_node (cli, json_node_init_array (json_node_alloc (), array));
  return LIMNER_CLI_DONE;
}

/**
 * limner_cli_jobs:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Lists, shows, cancels and finishes the jobs of this computer.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_jobs (LimnerCli  *cli,
                 char      **arguments)
{
  static const LimnerCliCommand commands[] = {
    { "list", jobs_list, "", "List jobs" },
    { "show", jobs_show, "ID", "Show a job" },
    { "cancel", jobs_cancel, "ID", "Cancel a job that a server is at" },
    { "resume", jobs_resume, "", "Go on with interrupted jobs, and wait for them" },
    { NULL }
  };

  return limner_cli_dispatch (cli, "jobs", commands, arguments);
}

static void
add_text (JsonObject *json,
          const char *member,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (json, member, text);
}

static JsonArray *
tags_to_json (char **tags)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; tags[i] != NULL; i++)
    json_array_add_string_element (array, tags[i]);
  return array;
}

/* IPTC's own words */
static const char *
source_type_to_text (LimnerSourceType type)
{
  static const char *const texts[] = {
    [LIMNER_SOURCE_UNKNOWN] = NULL,
    [LIMNER_SOURCE_GENERATED] = "trainedAlgorithmicMedia",
    [LIMNER_SOURCE_COMPOSITE] = "compositeWithTrainedAlgorithmicMedia",
    [LIMNER_SOURCE_ALGORITHMIC] = "algorithmicMedia",
    [LIMNER_SOURCE_OTHER] = "another",
  };

  return texts[type];
}

static JsonObject *
metadata_to_json (const LimnerMetadata *metadata)
{
  JsonObject *json = json_object_new ();
  JsonNode *record = metadata->record != NULL
                     ? limner_json_parse (metadata->record, (gsize) -1, LIMNER_STORE_MAX_JSON, NULL)
                     : NULL;

  add_text (json, "written_by", limner_dialect_get_name (metadata->dialect));
  add_text (json, "prompt", metadata->prompt);
  add_text (json, "negative_prompt", metadata->negative_prompt);
  add_text (json, "seed", metadata->seed);
  if (metadata->batch_size > 0)
    {
      json_object_set_int_member (json, "output", metadata->batch_position);
      json_object_set_int_member (json, "outputs", metadata->batch_size);
    }
  add_text (json, "model", metadata->model);
  add_text (json, "version", metadata->model_version);
  add_text (json, "sampler", metadata->sampler);
  add_text (json, "software", metadata->software);
  if (metadata->steps > 0)
    json_object_set_int_member (json, "steps", metadata->steps);
  if (metadata->cfg_scale > 0.0)
    json_object_set_double_member (json, "guidance", metadata->cfg_scale);
  if (metadata->strength >= 0.0)
    json_object_set_double_member (json, "strength", metadata->strength);
  if (metadata->extra != NULL && json_object_get_size (metadata->extra) > 0)
    json_object_set_object_member (json, "further", json_object_ref (metadata->extra));
  if (metadata->rating != LIMNER_METADATA_NO_RATING)
    json_object_set_int_member (json, "rating", metadata->rating);
  if (metadata->tags != NULL)
    json_object_set_array_member (json, "tags", tags_to_json (metadata->tags));
  add_text (json, "origin", source_type_to_text (metadata->source_type));
  if (metadata->dialect == LIMNER_DIALECT_UNKNOWN)
    add_text (json, "text", metadata->raw);
  if (record != NULL)
    json_object_set_member (json, "record", record);
  return json;
}

static void
print_members (JsonObject *json)
{
  g_autoptr(GList) names = json_object_get_members (json);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (json, l->data);
      g_autofree char *text = NULL;

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        text = g_strdup (json_node_get_string (node));
      else
        text = limner_json_to_string (node, TRUE);
      g_print ("%s: %s\n", (const char *) l->data, text);
    }
}

/**
 * limner_cli_show_file:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Shows how a picture was made, as far as its file or the text beside it tells.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_show_file (LimnerCli  *cli,
                      char      **arguments)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(LimnerMetadata) metadata = NULL;
  g_autoptr(JsonObject) json = NULL;
  g_autofree char *path = NULL;
  const char *mime_type;
  int width;
  int height;

  if (!limner_cli_parse (cli, NULL, &arguments, &error) ||
      !limner_cli_check_words (arguments, 1, &error))
    return limner_cli_fail (cli, error);

  bytes = limner_file_read (arguments[0], MAX_FILE_BYTES, &error);
  if (bytes == NULL || !limner_picture_peek (bytes, &width, &height, &mime_type, &error))
    return limner_cli_fail (cli, error);

  path = g_canonicalize_filename (arguments[0], NULL);
  metadata = limner_rebuild_read_metadata (path, bytes);
  json = metadata_to_json (metadata);
  json_object_set_string_member (json, "type", mime_type);
  json_object_set_int_member (json, "width", width);
  json_object_set_int_member (json, "height", height);
  if (cli->json)
    limner_cli_print_object (cli, g_steal_pointer (&json));
  else
    print_members (json);
  return LIMNER_CLI_DONE;
}
