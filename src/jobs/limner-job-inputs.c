/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "client/limner-client-files.h"
#include "image/limner-data-uri.h"
#include "image/limner-picture-io.h"

#include "limner-job-inputs.h"

/* Files in inputs are `blob:<sha256>` until they are sent:
 *
 *   small, or for a server that knows no uploads   → data: URL
 *   uploaded before and still there                → its address
 *   else                                           → uploaded, and its address is remembered
 *
 * An address is good for 24 hours; it is not used in the last one, for the server may fetch late.
 */
#define UPLOAD_MARGIN_SECONDS 3600

typedef struct
{
  LimnerClient *client;
  JsonNode     *input;
  JsonObject   *uploads;     /* sha256 → { "url", "expires" } */
  GHashTable   *addresses;   /* sha256 → what stands for it in the request */
  GPtrArray    *missing;     /* sha256 of files that are still to be brought */
  GBytes       *bytes;       /* of the file at hand */
} Resolve;

static void bring_next (GTask *task);

static void
free_resolve (gpointer data)
{
  Resolve *resolve = data;

  g_clear_object (&resolve->client);
  g_clear_pointer (&resolve->input, json_node_unref);
  g_clear_pointer (&resolve->uploads, json_object_unref);
  g_clear_pointer (&resolve->addresses, g_hash_table_unref);
  g_clear_pointer (&resolve->missing, g_ptr_array_unref);
  g_clear_pointer (&resolve->bytes, g_bytes_unref);
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

static const char *
find_upload (Resolve    *resolve,
             const char *sha256)
{
  JsonObject *upload = limner_json_get_object (resolve->uploads, sha256);
  gint64 expires = limner_json_get_int (upload, "expires", 0);

  if (g_get_real_time () / G_USEC_PER_SEC > expires - UPLOAD_MARGIN_SECONDS)
    return NULL;
  return limner_json_get_string (upload, "url", NULL);
}

static void
take_address (GTask *task,
              char  *address)
{
  Resolve *resolve = g_task_get_task_data (task);

  g_hash_table_insert (resolve->addresses, g_ptr_array_steal_index (resolve->missing, 0), address);
  g_clear_pointer (&resolve->bytes, g_bytes_unref);
  bring_next (task);
}

static void
uploaded_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(LimnerRemoteFile) file = NULL;
  g_autoptr(GDateTime) expires = NULL;
  Resolve *resolve = g_task_get_task_data (task);
  JsonObject *upload;
  const char *url;
  GError *error = NULL;

  file = limner_client_upload_file_finish (LIMNER_CLIENT (object), result, &error);
  if (file == NULL)
    {
      /* A file that lies on the server twice does no harm: nothing is lost by trying again. */
      if (g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_LOST))
        error->code = LIMNER_ERROR_NETWORK;
      g_task_return_error (task, error);
      return;
    }

  url = limner_remote_file_get_url (file);
  if (url == NULL)
    {
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY,
                               "The server took a file but did not say where it is");
      return;
    }

  expires = limner_resource_get_time (LIMNER_RESOURCE (file), "expires_at");
  upload = json_object_new ();
  json_object_set_string_member (upload, "url", url);
  json_object_set_int_member (upload, "expires", expires != NULL ? g_date_time_to_unix (expires)
                                                                 : 0);
  json_object_set_object_member (resolve->uploads, g_ptr_array_index (resolve->missing, 0),
                                 upload);
  take_address (task, g_strdup (url));
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
  const char *mime;
  GError *error = NULL;

  resolve->bytes = limner_store_get_blob_finish (LIMNER_STORE (object), result, &error);
  if (resolve->bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (limner_server_get_kind (server) == LIMNER_SERVER_COG ||
      g_bytes_get_size (resolve->bytes) <= LIMNER_JOB_MAX_INLINE)
    {
      g_autoptr(GTask) inner = g_task_new (NULL, g_task_get_cancellable (task), encoded_cb,
                                           g_object_ref (task));

      g_task_set_source_tag (inner, blob_read_cb);
      g_task_set_check_cancellable (inner, FALSE);
      g_task_set_task_data (inner, g_bytes_ref (resolve->bytes), (GDestroyNotify) g_bytes_unref);
      g_task_run_in_thread (inner, run_encode);
      return;
    }

  mime = limner_image_sniff_mime (resolve->bytes);
  limner_client_upload_file_async (resolve->client, resolve->bytes, "input", mime, NULL, NULL, NULL,
                                   g_task_get_cancellable (task), uploaded_cb,
                                   g_object_ref (task));
}

static void
bring_next (GTask *task)
{
  Resolve *resolve = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;

  while (resolve->missing->len > 0)
    {
      const char *sha256 = g_ptr_array_index (resolve->missing, 0);
      const char *url = find_upload (resolve, sha256);

      if (url == NULL)
        {
          limner_store_get_blob_async (g_task_get_source_object (task), sha256,
                                       g_task_get_cancellable (task), blob_read_cb,
                                       g_object_ref (task));
          return;
        }
      g_hash_table_insert (resolve->addresses, g_ptr_array_steal_index (resolve->missing, 0),
                           g_strdup (url));
    }
  g_task_return_pointer (task, replace_files (resolve->input, resolve->addresses),
                         (GDestroyNotify) json_node_unref);
}

/**
 * limner_job_inputs_resolve_async:
 * @store: where the files are
 * @client: to which server they go
 * @input: the inputs, with `blob:` references
 * @uploads: (nullable): what was uploaded before, as given back by the last call
 * @cancellable: (nullable): to stop
 * @callback: called when all files have addresses
 * @user_data: for @callback
 *
 * Makes inputs as they are sent. Uploads what has to be.
 */
void
limner_job_inputs_resolve_async (LimnerStore         *store,
                                 LimnerClient        *client,
                                 JsonObject          *input,
                                 const char          *uploads,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Resolve *resolve;

  g_return_if_fail (LIMNER_IS_STORE (store));
  g_return_if_fail (LIMNER_IS_CLIENT (client));
  g_return_if_fail (input != NULL);

  resolve = g_new0 (Resolve, 1);
  resolve->client = g_object_ref (client);
  resolve->input = json_node_init_object (json_node_alloc (), input);
  resolve->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  resolve->missing = g_ptr_array_new_with_free_func (g_free);
  if (uploads != NULL)
    resolve->uploads = limner_json_parse_object (uploads, (gsize) -1, 1 << 20, NULL);
  if (resolve->uploads == NULL)
    resolve->uploads = json_object_new ();
  find_files (resolve->input, resolve->missing);

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_job_inputs_resolve_async);
  g_task_set_task_data (task, resolve, free_resolve);
  bring_next (task);
}

/**
 * limner_job_inputs_resolve_finish:
 * @store: where the files are
 * @result: the result
 * @uploads: (out) (transfer full) (nullable): what is uploaded now, to be kept; %NULL for nothing
 * @error: return location for an error
 *
 * Ends limner_job_inputs_resolve_async().
 *
 * Returns: (transfer full) (nullable): the inputs to send; or %NULL with an error
 */
JsonObject *
limner_job_inputs_resolve_finish (LimnerStore   *store,
                                  GAsyncResult  *result,
                                  char         **uploads,
                                  GError       **error)
{
  g_autoptr(JsonNode) node = NULL;
  Resolve *resolve;

  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  resolve = g_task_get_task_data (G_TASK (result));
  *uploads = NULL;
  if (json_object_get_size (resolve->uploads) > 0)
    *uploads = limner_json_object_to_string (resolve->uploads, FALSE);
  node = g_task_propagate_pointer (G_TASK (result), error);
  return node != NULL ? json_node_dup_object (node) : NULL;
}

/**
 * limner_job_inputs_make_pattern:
 * @input: the inputs, with `blob:` references
 *
 * Makes inputs by which a prediction is recognized: a file is any file, for the server may give it
 * another address than it was sent.
 *
 * Returns: (transfer full): the inputs
 */
JsonObject *
limner_job_inputs_make_pattern (JsonObject *input)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), input);
  g_autoptr(JsonNode) pattern = NULL;
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GHashTable) addresses = g_hash_table_new (g_str_hash, g_str_equal);

  find_files (node, files);
  for (guint i = 0; i < files->len; i++)
    g_hash_table_insert (addresses, files->pdata[i], (gpointer) "data:,");
  pattern = replace_files (node, addresses);
  return json_node_dup_object (pattern);
}
