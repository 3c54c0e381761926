/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-handlers.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "base/limner-task.h"

#include "limner-engine-id.h"
#include "limner-engine-page.h"
#include "limner-engine-stream.h"

#define PAGE_SIZE          100
#define MAX_NAME_BYTES     255
#define MAX_TYPE_BYTES     255
#define MAX_METADATA_BYTES (64u * 1024)

/* Files that clients upload, and files that predictions made. */

/** What the parts of an upload say. */
typedef struct
{
  char       *name;
  char       *type;
  GBytes     *content;
  JsonObject *metadata;
} Upload;

static void
upload_free (Upload *upload)
{
  g_free (upload->name);
  g_free (upload->type);
  g_clear_pointer (&upload->content, g_bytes_unref);
  g_clear_pointer (&upload->metadata, json_object_unref);
  g_free (upload);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Upload, upload_free)

static void
answer_not_found (LimnerEngineRequest *request)
{
  limner_engine_request_answer_problem (request, SOUP_STATUS_NOT_FOUND, NULL, "File not found");
}

/* What the index knows, and the address. */
static JsonObject *
describe (JsonObject *file,
          const char *origin)
{
  JsonObject *json = json_object_new ();
  JsonObject *urls = json_object_new ();
  g_autofree char *url = g_strdup_printf ("%s/v1/files/%s", origin,
                                          limner_json_get_string (file, "id", ""));
  g_autoptr(GList) members = json_object_get_members (file);

  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (json, l->data, json_object_dup_member (file, l->data));
  json_object_set_string_member (urls, "get", url);
  json_object_set_object_member (json, "urls", urls);
  return json;
}

static char *
get_key (gpointer item)
{
  return g_strdup_printf ("%s %s", limner_json_get_string (item, "created_at", ""),
                          limner_json_get_string (item, "id", ""));
}

static JsonObject *
get_json (gpointer    item,
          const char *origin)
{
  return describe (item, origin);
}

static char *
bytes_to_text (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_strndup (data != NULL ? data : "", size);
}

static void
read_part (Upload             *upload,
           SoupMessageHeaders *headers,
           GBytes             *body)
{
  g_autoptr(GHashTable) parameters = NULL;
  g_autofree char *disposition = NULL;
  const char *name;

  if (!soup_message_headers_get_content_disposition (headers, &disposition, &parameters))
    return;

  name = g_hash_table_lookup (parameters, "name");
  if (g_strcmp0 (name, "content") == 0)
    {
      const char *type = soup_message_headers_get_content_type (headers, NULL);
      const char *filename = g_hash_table_lookup (parameters, "filename");

      g_clear_pointer (&upload->content, g_bytes_unref);
      upload->content = g_bytes_ref (body);
      if (upload->name == NULL)
        upload->name = g_strdup (filename);
      if (upload->type == NULL)
        upload->type = g_strdup (type);
    }
  else if (g_strcmp0 (name, "metadata") == 0)
    {
      g_clear_pointer (&upload->metadata, json_object_unref);
      upload->metadata = limner_json_parse_object (g_bytes_get_data (body, NULL),
                                                   g_bytes_get_size (body), MAX_METADATA_BYTES,
                                                   NULL);
    }
  else if (g_strcmp0 (name, "filename") == 0)
    {
      g_free (upload->name);
      upload->name = bytes_to_text (body);
    }
  else if (g_strcmp0 (name, "type") == 0)
    {
      g_free (upload->type);
      upload->type = bytes_to_text (body);
    }
}

static gboolean
is_bad_text (const char *text,
             gsize       max_bytes)
{
  return text != NULL && (strlen (text) > max_bytes || !g_utf8_validate (text, -1, NULL) ||
                          strpbrk (text, "\r\n") != NULL);
}

static Upload *
read_upload (LimnerEngineRequest *request)
{
  SoupServerMessage *message = limner_engine_request_get_message (request);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr(GBytes) body = limner_engine_request_get_body (request);
  g_autoptr(SoupMultipart) multipart = soup_multipart_new_from_message (headers, body);
  g_autoptr(Upload) upload = g_new0 (Upload, 1);

  for (int i = 0; multipart != NULL && i < soup_multipart_get_length (multipart); i++)
    {
      SoupMessageHeaders *part_headers;
      GBytes *part_body;

      if (soup_multipart_get_part (multipart, i, &part_headers, &part_body))
        read_part (upload, part_headers, part_body);
    }

  if (upload->content == NULL || is_bad_text (upload->name, MAX_NAME_BYTES) ||
      is_bad_text (upload->type, MAX_TYPE_BYTES))
    return NULL;
  return g_steal_pointer (&upload);
}

/* On a thread: files can be large, and the disk slow. */
static void
add_thread (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  Upload *upload = task_data;
  LimnerEngineFiles *files = g_object_get_data (G_OBJECT (task), "files");
  g_autoptr(GError) error = NULL;
  JsonObject *file =
    limner_engine_files_add (files, upload->name != NULL ? upload->name : "",
                             upload->type != NULL ? upload->type : "application/octet-stream",
                             upload->content, upload->metadata, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, (GDestroyNotify) json_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree char *origin = user_data;
  LimnerEngineRequest *request = LIMNER_ENGINE_REQUEST (object);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) file = g_task_propagate_pointer (G_TASK (result), &error);

  if (file != NULL)
    limner_engine_request_answer_object (request, SOUP_STATUS_CREATED, describe (file, origin));
  else
    limner_engine_request_answer_problem (request,
                                          g_error_matches (error, LIMNER_ERROR,
                                                           LIMNER_ERROR_NO_SPACE)
                                          ? SOUP_STATUS_INSUFFICIENT_STORAGE
                                          : SOUP_STATUS_INTERNAL_SERVER_ERROR,
                                          NULL, error->message);
}

/**
 * limner_engine_handle_files_create:
 * @context: what to work on
 * @request: the request
 *
 * Takes an upload (multipart, part `content`).
 */
void
limner_engine_handle_files_create (LimnerEngineContext *context,
                                   LimnerEngineRequest *request)
{
  g_autoptr(Upload) upload = read_upload (request);
  g_autoptr(GTask) task = NULL;

  if (upload == NULL)
    {
      limner_engine_request_answer_problem (request, SOUP_STATUS_BAD_REQUEST, NULL,
                                            "Missing content: a multipart form with a part "
                                            "“content” is needed");
      return;
    }

  task = g_task_new (request, NULL, added_cb, g_strdup (context->origin));
  g_task_set_source_tag (task, limner_engine_handle_files_create);
  g_task_set_task_data (task, g_steal_pointer (&upload), (GDestroyNotify) upload_free);
  g_object_set_data_full (G_OBJECT (task), "files", limner_engine_files_ref (context->files),
                          (GDestroyNotify) limner_engine_files_unref);
  limner_task_run_in_thread (task, add_thread);
}

/**
 * limner_engine_handle_files_list:
 * @context: what to work on
 * @request: the request
 *
 * Lists uploaded files, newest first.
 */
void
limner_engine_handle_files_list (LimnerEngineContext *context,
                                 LimnerEngineRequest *request)
{
  static const LimnerEnginePageSource source = {
    .size = PAGE_SIZE, .get_key = get_key, .get_json = get_json,
  };
  g_autoptr(GPtrArray) files = limner_engine_files_list (context->files);

  limner_engine_page_answer (context, request, files, &source);
}

/**
 * limner_engine_handle_files_get:
 * @context: what to work on
 * @request: the request
 *
 * Shows what is known of an uploaded file. The streams of predictions that make files have
 * addresses of the same form, as on the service.
 */
void
limner_engine_handle_files_get (LimnerEngineContext *context,
                                LimnerEngineRequest *request)
{
  const char *id = limner_engine_request_get_parameter (request, 0);
  LimnerEnginePrediction *streaming = limner_engine_queue_find_stream (context->queue, id);
  g_autoptr(JsonObject) file = NULL;

  if (streaming != NULL)
    {
      limner_engine_stream_answer (context, request, streaming);
      return;
    }

  file = limner_engine_files_find (context->files, id);
  if (file == NULL)
    answer_not_found (request);
  else
    limner_engine_request_answer_object (request, SOUP_STATUS_OK,
                                         describe (file, context->origin));
}

/**
 * limner_engine_handle_files_delete:
 * @context: what to work on
 * @request: the request
 *
 * Removes an uploaded file.
 */
void
limner_engine_handle_files_delete (LimnerEngineContext *context,
                                   LimnerEngineRequest *request)
{
  if (limner_engine_files_remove (context->files,
                                  limner_engine_request_get_parameter (request, 0)))
    limner_engine_request_answer (request, SOUP_STATUS_NO_CONTENT, NULL, NULL);
  else
    answer_not_found (request);
}

/**
 * limner_engine_handle_files_download:
 * @context: what to work on
 * @request: the request
 *
 * Sends an uploaded file to whoever has a signed address of it. The key that signs is the token.
 */
void
limner_engine_handle_files_download (LimnerEngineContext *context,
                                     LimnerEngineRequest *request)
{
  const char *id = limner_engine_request_get_parameter (request, 0);
  const char *owner = limner_engine_request_get_query (request, "owner");
  const char *expiry = limner_engine_request_get_query (request, "expiry");
  const char *signature = limner_engine_request_get_query (request, "signature");
  g_autofree char *text = g_strdup_printf ("%s %s %s", owner, id, expiry);
  g_autofree char *expected = limner_engine_hmac (context->token, strlen (context->token), text);
  g_autoptr(JsonObject) file = limner_engine_files_find (context->files, id);
  g_autoptr(GBytes) bytes = NULL;

  if (file != NULL && owner != NULL && expiry != NULL &&
      limner_engine_secret_equal (signature, expected) &&
      g_ascii_strtoll (expiry, NULL, 10) * G_USEC_PER_SEC > g_get_real_time ())
    bytes = limner_engine_files_read (context->files, id, NULL);

  if (bytes == NULL)
    answer_not_found (request);
  else
    limner_engine_request_answer (request, SOUP_STATUS_OK,
                                  limner_json_get_string (file, "content_type", NULL), bytes);
}

static void
answer_no_output (LimnerEngineRequest *request)
{
  limner_engine_request_answer_problem (request, SOUP_STATUS_NOT_FOUND, NULL,
                                        "The file does not exist or was removed.");
}

static void
answer_output (LimnerEngineRequest    *request,
               LimnerEnginePrediction *prediction,
               const char             *outputs_folder)
{
  const GPtrArray *outputs = limner_engine_prediction_get_outputs (prediction);
  const char *id = limner_engine_request_get_parameter (request, 0);
  const char *name = limner_engine_request_get_parameter (request, 1);
  g_autofree char *file = g_strdup_printf ("%s/%s", id, name);

  for (guint i = 0; i < outputs->len; i++)
    {
      const LimnerEngineOutput *output = g_ptr_array_index (outputs, i);
      g_autofree char *path = NULL;
      g_autoptr(GMappedFile) mapped = NULL;
      g_autoptr(GBytes) bytes = NULL;

      if (g_strcmp0 (output->file, file) != 0)
        continue;

      path = g_build_filename (outputs_folder, file, NULL);
      mapped = g_mapped_file_new (path, FALSE, NULL);
      if (mapped == NULL)
        break;
      bytes = g_mapped_file_get_bytes (mapped);
      limner_engine_request_answer (request, SOUP_STATUS_OK, output->type, bytes);
      return;
    }

  answer_no_output (request);
}

static void
example_made_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  LimnerEngineExamples *examples = LIMNER_ENGINE_EXAMPLES (object);
  g_autoptr(LimnerEngineRequest) request = user_data;
  const char *id = limner_engine_request_get_parameter (request, 0);
  g_autofree char *folder = g_strdup (g_object_get_data (G_OBJECT (request), "folder"));

  if (limner_engine_examples_make_finish (examples, result, NULL))
    answer_output (request, limner_engine_examples_find (examples, id), folder);
  else
    answer_no_output (request);
}

/**
 * limner_engine_handle_outputs_get:
 * @context: what to work on
 * @request: the request
 *
 * Sends a file that a prediction made. The address is the capability: it needs no token.
 */
void
limner_engine_handle_outputs_get (LimnerEngineContext *context,
                                  LimnerEngineRequest *request)
{
  const char *id = limner_engine_request_get_parameter (request, 0);
  LimnerEnginePrediction *prediction = limner_engine_queue_find (context->queue, id);

  if (prediction != NULL)
    {
      answer_output (request, prediction, context->outputs_folder);
      return;
    }

  g_object_set_data_full (G_OBJECT (request), "folder", g_strdup (context->outputs_folder),
                          g_free);
  limner_engine_examples_make_async (context->examples, id, NULL, example_made_cb,
                                     g_object_ref (request));
}
