/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-task.h"
#include "client/limner-client-files.h"
#include "edit/limner-edit-recipe.h"
#include "image/limner-data-uri.h"
#include "image/limner-metadata.h"
#include "image/limner-picture-io.h"
#include "store/limner-store-gallery.h"
#include "store/limner-store-jobs.h"

#include "limner-job-answer.h"
#include "limner-job-private.h"
#include "limner-job-results.h"

/* From addresses to pictures in the library, one after the other; what is there already is left
 * out, so this can be begun again after a crash:
 *
 *   fetch ──→ save
 *     └─ with a recipe: keep the raw answer as a blob → load what it needs → compose → save
 */

/** How often a picture that is cut short is fetched again. */
#define MAX_CUTS 3

typedef struct
{
  LimnerStore      *store;
  LimnerClient     *client;
  char            **outputs;
  char             *version;
  guint             next;        /* which output is at hand */
  GBytes           *bytes;       /* of the output at hand, as received or composed */
  char             *mime;        /* as the server says */
  char             *raw;         /* sha256 of the answer as received, with a recipe */
  LimnerEditRecipe *recipe;
  GHashTable       *blobs;       /* reference → GBytes that the recipe needs */
  GPtrArray        *missing;     /* references that are still to be read */
} Saving;

static void save_next (GTask *task);
static void load_missing (GTask *task);

static void
free_saving (gpointer data)
{
  Saving *saving = data;

  g_clear_object (&saving->store);
  g_clear_object (&saving->client);
  g_clear_pointer (&saving->outputs, g_strfreev);
  g_clear_pointer (&saving->version, g_free);
  g_clear_pointer (&saving->bytes, g_bytes_unref);
  g_clear_pointer (&saving->mime, g_free);
  g_clear_pointer (&saving->raw, g_free);
  g_clear_pointer (&saving->recipe, limner_edit_recipe_free);
  g_clear_pointer (&saving->blobs, g_hash_table_unref);
  g_clear_pointer (&saving->missing, g_ptr_array_unref);
  g_free (saving);
}

static LimnerItemDetails *
make_details (LimnerJob *job,
              Saving    *saving)
{
  const LimnerJobRecord *record = _limner_job_get_record (job);
  LimnerItemDetails *details = limner_item_details_new ();
  guint n_outputs = g_strv_length (saving->outputs);

  details->mime = g_strdup (saving->mime);
  details->created = g_get_real_time ();
  details->prompt = g_strdup (record->prompt);
  details->prompt_typed = g_strdup (record->prompt_typed);
  details->negative_prompt = g_strdup (record->negative_prompt);
  details->seed = limner_logs_dup_output_seed (record->log, saving->next, n_outputs);
  if (details->seed == NULL)
    details->seed = g_strdup (record->seed);
  details->model = g_strdup (record->model);
  details->version = g_strdup (saving->version != NULL ? saving->version : record->version);
  details->server = g_strdup (record->server);
  details->operation = g_strdup (record->operation != NULL ? record->operation : "generate");
  details->input = g_strdup (record->input);
  details->parents = g_strdupv (record->parents);
  details->job = g_strdup (record->id);
  details->output_index = (int) saving->next;
  details->n_outputs = (int) n_outputs;
  details->prediction = g_strdup (record->prediction);
  details->predict_time = record->predict_time;
  details->cost = record->cost / MAX (n_outputs, 1);
  details->cost_source = g_strdup (record->cost_source);
  details->raw = g_strdup (saving->raw);
  if (saving->recipe != NULL)
    details->recipe = limner_edit_recipe_to_json (saving->recipe);
  return details;
}

static gboolean
has_output (LimnerJob *job,
            guint      index)
{
  GListModel *outputs = limner_job_get_outputs (job);

  for (guint i = 0; i < g_list_model_get_n_items (outputs); i++)
    {
      g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (outputs, i);
      LimnerItemDetails *details = limner_gallery_item_get_details (item);

      if (details != NULL && (guint) details->output_index == index)
        return TRUE;
    }
  return FALSE;
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(LimnerGalleryItem) item = NULL;
  Saving *saving = g_task_get_task_data (task);
  GError *error = NULL;

  item = limner_store_save_picture_finish (LIMNER_STORE (object), result, &error);
  if (item == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  _limner_job_add_output (g_task_get_source_object (task), item);
  saving->next++;
  save_next (task);
}

static void
save_bytes (GTask *task)
{
  Saving *saving = g_task_get_task_data (task);
  g_autoptr(LimnerItemDetails) details = make_details (g_task_get_source_object (task), saving);

  limner_store_save_picture_async (saving->store, details, saving->bytes, NULL, saved_cb,
                                   g_object_ref (task));
}

static GBytes *
load_blob (const char  *reference,
           gpointer     data,
           GError     **error)
{
  GBytes *bytes = g_hash_table_lookup (data, reference);

  if (bytes == NULL)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND, "There is no such file kept");
      return NULL;
    }
  return g_bytes_ref (bytes);
}

typedef struct
{
  LimnerEditRecipe *recipe;
  GBytes           *answer;
  GHashTable       *blobs;
} Composition;

static void
free_composition (gpointer data)
{
  Composition *composition = data;

  g_clear_pointer (&composition->recipe, limner_edit_recipe_free);
  g_clear_pointer (&composition->answer, g_bytes_unref);
  g_clear_pointer (&composition->blobs, g_hash_table_unref);
  g_free (composition);
}

static void
run_compose (GTask        *inner,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Composition *composition = data;
  g_autofree char *report = NULL;
  GError *error = NULL;
  GBytes *picture;
  int width, height;

  if (limner_picture_peek (composition->answer, &width, &height, NULL, NULL))
    limner_edit_recipe_follow (composition->recipe, width, height);
  picture = limner_edit_recipe_apply (composition->recipe, composition->answer, load_blob,
                                      composition->blobs, &report, &error);
  if (picture == NULL)
    g_task_return_error (inner, error);
  else
    g_task_return_pointer (inner, picture, (GDestroyNotify) g_bytes_unref);
}

static void
composed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Saving *saving = g_task_get_task_data (task);
  Composition *composition = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  GBytes *picture = g_task_propagate_pointer (G_TASK (result), &error);

  if (picture == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_pointer (&saving->recipe, limner_edit_recipe_free);
  saving->recipe = g_steal_pointer (&composition->recipe);
  g_clear_pointer (&saving->bytes, g_bytes_unref);
  saving->bytes = picture;
  save_bytes (task);
}

static void
compose (GTask *task)
{
  Saving *saving = g_task_get_task_data (task);
  g_autoptr(GTask) inner = NULL;
  Composition *composition = g_new0 (Composition, 1);

  composition->recipe = limner_edit_recipe_copy (saving->recipe);
  composition->answer = g_bytes_ref (saving->bytes);
  composition->blobs = g_hash_table_ref (saving->blobs);
  inner = g_task_new (NULL, NULL, composed_cb, g_object_ref (task));
  g_task_set_source_tag (inner, compose);
  g_task_set_task_data (inner, composition, free_composition);
  limner_task_run_in_thread (inner, run_compose);
}

static void
blob_loaded_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Saving *saving = g_task_get_task_data (task);
  GError *error = NULL;
  GBytes *bytes = limner_store_get_blob_finish (LIMNER_STORE (object), result, &error);

  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_hash_table_insert (saving->blobs, g_ptr_array_steal_index (saving->missing, 0), bytes);
  load_missing (task);
}

static void
load_missing (GTask *task)
{
  Saving *saving = g_task_get_task_data (task);
  const char *sha256;

  while (saving->missing->len > 0)
    {
      if (limner_store_parse_blob (g_ptr_array_index (saving->missing, 0), &sha256))
        {
          limner_store_get_blob_async (saving->store, sha256, NULL, blob_loaded_cb,
                                       g_object_ref (task));
          return;
        }
      g_ptr_array_remove_index (saving->missing, 0);
    }
  compose (task);
}

static void
raw_kept_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Saving *saving = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&saving->raw, g_free);
  saving->raw = limner_store_put_blob_finish (LIMNER_STORE (object), result, &error);
  if (saving->raw == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_free (saving->recipe->answer);
  saving->recipe->answer = g_strconcat ("blob:", saving->raw, NULL);
  if (saving->recipe->source != NULL)
    g_ptr_array_add (saving->missing, g_strdup (saving->recipe->source));
  if (saving->recipe->mask != NULL)
    g_ptr_array_add (saving->missing, g_strdup (saving->recipe->mask));
  load_missing (task);
}

/* With the bytes of one output at hand. */
static void
take_bytes (GTask  *task,
            GBytes *bytes)
{
  Saving *saving = g_task_get_task_data (task);

  g_clear_pointer (&saving->bytes, g_bytes_unref);
  saving->bytes = bytes;
  if (saving->recipe != NULL)
    limner_store_put_blob_async (saving->store, bytes, NULL, raw_kept_cb, g_object_ref (task));
  else
    save_bytes (task);
}

static gboolean
is_cut_short (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) list = NULL;

  if (limner_image_sniff_mime (bytes) == NULL)
    return FALSE;
  list = limner_metadata_list (bytes, &error);
  return g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE);
}

static void
downloaded_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Saving *saving = g_task_get_task_data (task);
  GError *error = NULL;
  GBytes *bytes;

  g_clear_pointer (&saving->mime, g_free);
  bytes = limner_client_download_finish (LIMNER_CLIENT (object), result, &saving->mime, &error);
  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* A body without a length can end early and look whole; the picture itself tells. One that is
   * always cut short is what the model made.
   */
  if (is_cut_short (bytes) && _limner_job_count_fetch (g_task_get_source_object (task)) <= MAX_CUTS)
    {
      g_bytes_unref (bytes);
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_NETWORK,
                               "A picture came only in part");
      return;
    }
  take_bytes (task, bytes);
}

static void
output_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Saving *saving = g_task_get_task_data (task);
  GError *error = NULL;
  GBytes *bytes = limner_store_get_blob_finish (LIMNER_STORE (object), result, &error);

  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_pointer (&saving->mime, g_free);
  saving->mime = g_strdup (limner_image_sniff_mime (bytes));
  take_bytes (task, bytes);
}

static void
save_next (GTask *task)
{
  Saving *saving = g_task_get_task_data (task);
  LimnerJob *job = g_task_get_source_object (task);
  const char *sha256;

  if (g_task_return_error_if_cancelled (task))
    return;

  while (saving->outputs[saving->next] != NULL && has_output (job, saving->next))
    saving->next++;
  if (saving->outputs[saving->next] == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  if (limner_store_parse_blob (saving->outputs[saving->next], &sha256))
    limner_store_get_blob_async (saving->store, sha256, g_task_get_cancellable (task),
                                 output_read_cb, g_object_ref (task));
  else
    limner_client_download_async (saving->client, saving->outputs[saving->next], NULL,
                                  LIMNER_MAX_DOWNLOAD, NULL, NULL, g_task_get_cancellable (task),
                                  downloaded_cb, g_object_ref (task));
}

static void
items_listed_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GListModel) items =
    limner_store_list_job_items_finish (LIMNER_STORE (object), result, NULL);

  if (items != NULL)
    _limner_job_set_outputs (g_task_get_source_object (task), items);
  save_next (task);
}

/**
 * limner_job_results_save_async:
 * @job: a job whose answer was taken
 * @store: where its pictures go
 * @client: from which server they come
 * @cancellable: (nullable): to stop after what is at hand
 * @callback: called when all are in the library
 * @user_data: for @callback
 *
 * Fetches the outputs of a job into the library. Those that are there already are left out.
 */
void
limner_job_results_save_async (LimnerJob           *job,
                               LimnerStore         *store,
                               LimnerClient        *client,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  const char *recipe;
  GError *error = NULL;
  Saving *saving;

  g_return_if_fail (LIMNER_IS_JOB (job));

  saving = g_new0 (Saving, 1);
  saving->store = g_object_ref (store);
  saving->client = g_object_ref (client);
  saving->outputs = limner_job_answer_dup_outputs (job, &saving->version);
  saving->missing = g_ptr_array_new_with_free_func (g_free);
  saving->blobs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_bytes_unref);

  task = g_task_new (job, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_job_results_save_async);
  g_task_set_task_data (task, saving, free_saving);
  recipe = limner_job_spec_get_recipe (limner_job_get_spec (job));
  if (recipe != NULL)
    {
      saving->recipe = limner_edit_recipe_from_json (recipe, &error);
      if (saving->recipe == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
    }
  limner_store_list_job_items_async (store, limner_job_get_id (job), NULL, items_listed_cb,
                                     g_steal_pointer (&task));
}

/**
 * limner_job_results_save_finish:
 * @job: a job
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_job_results_save_async().
 *
 * Returns: %TRUE when all outputs are in the library; else those that are there are in the job
 */
gboolean
limner_job_results_save_finish (LimnerJob     *job,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, job), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

typedef struct
{
  char **outputs;
  guint  next;
} Keeping;

static void keep_next (GTask *task);

static void
free_keeping (gpointer data)
{
  Keeping *keeping = data;

  g_clear_pointer (&keeping->outputs, g_strfreev);
  g_free (keeping);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Keeping *keeping = g_task_get_task_data (task);
  g_autofree char *sha256 = NULL;
  GError *error = NULL;

  sha256 = limner_store_put_blob_finish (LIMNER_STORE (object), result, &error);
  if (sha256 == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_free (keeping->outputs[keeping->next]);
  keeping->outputs[keeping->next++] = g_strconcat ("blob:", sha256, NULL);
  keep_next (task);
}

static void
run_decode (GTask        *inner,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *bytes = limner_data_uri_parse (data, NULL, &error);

  if (bytes == NULL)
    g_task_return_error (inner, error);
  else
    g_task_return_pointer (inner, bytes, (GDestroyNotify) g_bytes_unref);
}

static void
decoded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GBytes) bytes = NULL;
  GError *error = NULL;

  bytes = g_task_propagate_pointer (G_TASK (result), &error);
  if (bytes == NULL)
    g_task_return_error (task, error);
  else
    limner_store_put_blob_async (g_task_get_source_object (task), bytes, NULL, kept_cb,
                                 g_object_ref (task));
}

static void
keep_next (GTask *task)
{
  Keeping *keeping = g_task_get_task_data (task);
  g_autoptr(GTask) inner = NULL;

  while (keeping->outputs[keeping->next] != NULL &&
         !limner_data_uri_is (keeping->outputs[keeping->next]))
    keeping->next++;
  if (keeping->outputs[keeping->next] == NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&keeping->outputs),
                             (GDestroyNotify) g_strfreev);
      return;
    }

  inner = g_task_new (NULL, NULL, decoded_cb, g_object_ref (task));
  g_task_set_source_tag (inner, keep_next);
  g_task_set_task_data (inner, g_strdup (keeping->outputs[keeping->next]), g_free);
  limner_task_run_in_thread (inner, run_decode);
}

/**
 * limner_job_results_keep_async:
 * @store: where they are kept
 * @outputs: addresses or `data:` URLs
 * @cancellable: (nullable): not looked at: what came is kept
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Keeps outputs that came inside an answer as blobs, so that the journal, which is written before
 * they are saved, is short and has them all the same.
 */
void
limner_job_results_keep_async (LimnerStore         *store,
                               const char * const  *outputs,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Keeping *keeping;

  g_return_if_fail (LIMNER_IS_STORE (store));
  g_return_if_fail (outputs != NULL);

  keeping = g_new0 (Keeping, 1);
  keeping->outputs = g_strdupv ((char **) outputs);
  task = g_task_new (store, NULL, callback, user_data);
  g_task_set_source_tag (task, limner_job_results_keep_async);
  g_task_set_task_data (task, keeping, free_keeping);
  keep_next (task);
}

/**
 * limner_job_results_keep_finish:
 * @store: where they are kept
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_job_results_keep_async().
 *
 * Returns: (transfer full) (nullable): the outputs with `blob:` references where there were `data:`
 *   URLs; or %NULL with an error
 */
char **
limner_job_results_keep_finish (LimnerStore   *store,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
