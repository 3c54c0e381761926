/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "base/limner-task.h"
#include "image/limner-data-uri.h"
#include "image/limner-picture-io.h"

#include "limner-job-inputs.h"

/* Files in inputs are `blob:<sha256>` until they are sent:
 *
 *   small, or for a server that knows no uploads   → data: URL
 *   else                                           → on the server (limner-job-uploads.c)
 */

/** The most that a Cog server takes in one request, in bytes; a data: URL is 4/3 of its file. */
#define MAX_COG_BODY (100 * 1024 * 1024)

typedef struct
{
  LimnerJobUploads   *uploads;
  LimnerClient       *client;
  JsonNode           *input;
  GHashTable         *addresses;   /* sha256 → what stands for it in the request */
  GPtrArray          *missing;     /* sha256 of files that are still to be brought */
  LimnerProgressFunc  progress;
  gpointer            progress_data;
} Resolve;

static void bring_next (GTask *task);

static void
free_resolve (gpointer data)
{
  Resolve *resolve = data;

  g_clear_object (&resolve->uploads);
  g_clear_object (&resolve->client);
  g_clear_pointer (&resolve->input, json_node_unref);
  g_clear_pointer (&resolve->addresses, g_hash_table_unref);
  g_clear_pointer (&resolve->missing, g_ptr_array_unref);
  g_free (resolve);
}

static void
find_files (JsonNode  *node,
            GPtrArray *found)
{
  const char *sha256;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr(GList) values = json_object_get_values (json_node_get_object (node));

      for (GList *l = values; l != NULL; l = l->next)
        find_files (l->data, found);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        find_files (json_array_get_element (array, i), found);
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
           limner_store_parse_blob (json_node_get_string (node), &sha256) &&
           !g_ptr_array_find_with_equal_func (found, sha256, g_str_equal, NULL))
    {
      g_ptr_array_add (found, g_strdup (sha256));
    }
}

static JsonNode *
replace_files (JsonNode   *node,
               GHashTable *addresses)
{
  const char *sha256;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *copy = json_object_new ();
      JsonObjectIter iter;
      const char *member;
      JsonNode *value;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &member, &value))
        json_object_set_member (copy, member, replace_files (value, addresses));
      node = json_node_init_object (json_node_alloc (), copy);
      json_object_unref (copy);
      return node;
    }
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      JsonArray *copy = json_array_new ();

      for (guint i = 0; i < json_array_get_length (array); i++)
        json_array_add_element (copy, replace_files (json_array_get_element (array, i),
                                                     addresses));
      node = json_node_init_array (json_node_alloc (), copy);
      json_array_unref (copy);
      return node;
    }
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
      limner_store_parse_blob (json_node_get_string (node), &sha256) &&
      g_hash_table_contains (addresses, sha256))
    return json_node_init_string (json_node_alloc (), g_hash_table_lookup (addresses, sha256));
  return json_node_copy (node);
}

static void
take_address (GTask *task,
              char  *address)
{
  Resolve *resolve = g_task_get_task_data (task);

  g_hash_table_insert (resolve->addresses, g_ptr_array_steal_index (resolve->missing, 0), address);
  bring_next (task);
}

static void
brought_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  char *url = limner_job_uploads_bring_finish (LIMNER_JOB_UPLOADS (object), result, &error);

  if (url != NULL)
    take_address (task, url);
  else
    g_task_return_error (task, error);
}

static void
run_encode (GTask        *inner,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  const char *mime = limner_image_sniff_mime (data);

  g_task_return_pointer (inner,
                         limner_data_uri_make (data, mime != NULL ? mime
                                                                  : "application/octet-stream"),
                         g_free);
}

static void
encoded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  take_address (task, g_task_propagate_pointer (G_TASK (result), NULL));
}

static void
blob_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Resolve *resolve = g_task_get_task_data (task);
  LimnerServer *server = limner_client_get_server (resolve->client);
  g_autoptr(GBytes) bytes = NULL;
  GError *error = NULL;

  bytes = limner_store_get_blob_finish (LIMNER_STORE (object), result, &error);
  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (limner_server_get_kind (server) == LIMNER_SERVER_COG ||
      g_bytes_get_size (bytes) <= LIMNER_JOB_MAX_INLINE)
    {
      g_autoptr(GTask) inner = g_task_new (NULL, g_task_get_cancellable (task), encoded_cb,
                                           g_object_ref (task));

      g_task_set_source_tag (inner, blob_read_cb);
      g_task_set_check_cancellable (inner, FALSE);
      g_task_set_task_data (inner, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
      limner_task_run_in_thread (inner, run_encode);
      return;
    }

  limner_job_uploads_bring_async (resolve->uploads, resolve->client,
                                  g_ptr_array_index (resolve->missing, 0), bytes,
                                  resolve->progress, resolve->progress_data,
                                  g_task_get_cancellable (task), brought_cb, g_object_ref (task));
}

static void
bring_next (GTask *task)
{
  Resolve *resolve = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (resolve->missing->len > 0)
    limner_store_get_blob_async (g_task_get_source_object (task),
                                 g_ptr_array_index (resolve->missing, 0),
                                 g_task_get_cancellable (task), blob_read_cb, g_object_ref (task));
  else
    g_task_return_pointer (task, replace_files (resolve->input, resolve->addresses),
                           (GDestroyNotify) json_node_unref);
}

static gboolean
check_size (guint64   size,
            guint64   limit,
            GError  **error)
{
  g_autofree char *has = NULL;
  g_autofree char *may = NULL;

  if (size <= limit)
    return TRUE;

  has = g_format_size (size);
  may = g_format_size (limit);
  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
               "An input has %s, and the server takes no more than %s", has, may);
  return FALSE;
}

/**
 * limner_job_inputs_check_sizes:
 * @store: where the files are
 * @kind: to what kind of server they go
 * @input: the inputs, with `blob:` references
 * @error: return location for an error
 *
 * Looks whether a server takes files as large as these, before anything is sent. Asks the disk:
 * call it on a thread.
 *
 * Returns: %TRUE if so, else %LIMNER_ERROR_TOO_LARGE; files that are not there have no size
 */
gboolean
limner_job_inputs_check_sizes (LimnerStore       *store,
                               LimnerServerKind   kind,
                               JsonObject        *input,
                               GError           **error)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), input);
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  guint64 together = 0;

  find_files (node, files);
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *path = limner_store_dup_blob_path (store, files->pdata[i]);
      GStatBuf status;
      guint64 size = g_stat (path, &status) == 0 ? (guint64) status.st_size : 0;

      together += size;
      if (kind != LIMNER_SERVER_COG && !check_size (size, LIMNER_MAX_UPLOAD, error))
        return FALSE;
    }
  return kind != LIMNER_SERVER_COG || check_size (together, MAX_COG_BODY / 4 * 3, error);
}

static void
run_check (GTask        *inner,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  Resolve *resolve = g_task_get_task_data (data);
  LimnerServer *server = limner_client_get_server (resolve->client);
  GError *error = NULL;

  if (limner_job_inputs_check_sizes (source, limner_server_get_kind (server),
                                     json_node_get_object (resolve->input), &error))
    g_task_return_boolean (inner, TRUE);
  else
    g_task_return_error (inner, error);
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    bring_next (task);
  else
    g_task_return_error (task, error);
}

/**
 * limner_job_inputs_resolve_async:
 * @store: where the files are
 * @uploads: what brings large ones to servers
 * @client: to which server they go
 * @input: the inputs, with `blob:` references
 * @progress: (nullable): told how far the file is that is being uploaded
 * @progress_data: data for @progress
 * @cancellable: (nullable): to stop
 * @callback: called when all files have addresses
 * @user_data: for @callback
 *
 * Makes inputs as they are sent. Uploads what has to be.
 */
void
limner_job_inputs_resolve_async (LimnerStore         *store,
                                 LimnerJobUploads    *uploads,
                                 LimnerClient        *client,
                                 JsonObject          *input,
                                 LimnerProgressFunc   progress,
                                 gpointer             progress_data,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GTask) inner = NULL;
  Resolve *resolve;

  g_return_if_fail (LIMNER_IS_STORE (store));
  g_return_if_fail (LIMNER_IS_CLIENT (client));
  g_return_if_fail (input != NULL);

  resolve = g_new0 (Resolve, 1);
  resolve->uploads = g_object_ref (uploads);
  resolve->client = g_object_ref (client);
  resolve->input = json_node_init_object (json_node_alloc (), input);
  resolve->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  resolve->missing = g_ptr_array_new_with_free_func (g_free);
  resolve->progress = progress;
  resolve->progress_data = progress_data;
  find_files (resolve->input, resolve->missing);

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_job_inputs_resolve_async);
  g_task_set_task_data (task, resolve, free_resolve);
  if (resolve->missing->len == 0)
    {
      bring_next (task);
      return;
    }

  inner = g_task_new (store, NULL, checked_cb, g_object_ref (task));
  g_task_set_source_tag (inner, limner_job_inputs_check_sizes);
  g_task_set_task_data (inner, g_object_ref (task), g_object_unref);
  limner_task_run_in_thread (inner, run_check);
}

/**
 * limner_job_inputs_resolve_finish:
 * @store: where the files are
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_job_inputs_resolve_async().
 *
 * Returns: (transfer full) (nullable): the inputs to send; or %NULL with an error
 */
JsonObject *
limner_job_inputs_resolve_finish (LimnerStore   *store,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_autoptr(JsonNode) node = NULL;

  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  node = g_task_propagate_pointer (G_TASK (result), error);
  return node != NULL ? json_node_dup_object (node) : NULL;
}
