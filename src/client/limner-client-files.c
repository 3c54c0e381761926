/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"

#include "limner-client-files.h"
#include "limner-client-private.h"
#include "limner-page-list-private.h"

/** The longest file name that the service takes, in bytes. */
#define MAX_FILENAME 255

/** How long an upload may take, in seconds. */
#define UPLOAD_DEADLINE 1800

/* A name that cannot break out of the header it stands in. */
static char *
clean_filename (const char *filename)
{
  g_autofree char *base = g_path_get_basename (filename != NULL ? filename : "file");
  g_autofree char *cut = g_utf8_make_valid (base, (gssize) MIN (strlen (base), MAX_FILENAME - 8));

  for (char *c = cut; *c != '\0'; c++)
    {
      if ((guchar) *c < 0x20 || *c == '"' || *c == '\\' || *c == 0x7f)
        *c = '_';
    }
  return g_steal_pointer (&cut);
}

static GString *
start_part (const char *boundary,
            const char *name)
{
  GString *part = g_string_new (NULL);

  g_string_append_printf (part, "--%s\r\nContent-Disposition: form-data; name=\"%s\"", boundary,
                          name);
  return part;
}

/* The body is `metadata`, then the head of `content`; the file itself; the end. */
static void
make_multipart (LimnerCall *call,
                GBytes     *bytes,
                const char *filename,
                const char *content_type,
                JsonObject *metadata)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *boundary = g_strconcat ("limner-", uuid, NULL);
  g_autofree char *clean = clean_filename (filename);
  g_autofree char *end = g_strdup_printf ("\r\n--%s--\r\n", boundary);
  g_autoptr(GString) head = g_string_new (NULL);
  g_autoptr(GString) part = NULL;

  if (metadata != NULL)
    {
      g_autofree char *text = limner_json_object_to_string (metadata, FALSE);

      part = start_part (boundary, "metadata");
      g_string_append_printf (part, "\r\nContent-Type: application/json\r\n\r\n%s\r\n", text);
      g_string_append (head, part->str);
      g_string_free (part, TRUE);
    }

  part = start_part (boundary, "content");
  g_string_append_printf (part, "; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n", clean,
                          content_type != NULL ? content_type : "application/octet-stream");
  g_string_append (head, part->str);

  call->body_parts[0] = g_bytes_new (head->str, head->len);
  call->body_parts[1] = g_bytes_ref (bytes);
  call->body_parts[2] = g_bytes_new (end, strlen (end));
  call->content_type = g_strconcat ("multipart/form-data; boundary=", boundary, NULL);
}

/**
 * limner_client_upload_file_async:
 * @self: a client
 * @bytes: the file, at most %LIMNER_MAX_UPLOAD
 * @filename: (nullable): its name
 * @content_type: (nullable): its media type
 * @metadata: (nullable): whatever the caller wants to keep with it
 * @progress: (nullable): told how far it is
 * @progress_data: data for @progress
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Uploads a file, whose address can then be an input of a model for a day. A second upload of the
 * same file after %LIMNER_ERROR_LOST does no harm.
 */
void
limner_client_upload_file_async (LimnerClient        *self,
                                 GBytes              *bytes,
                                 const char          *filename,
                                 const char          *content_type,
                                 JsonObject          *metadata,
                                 LimnerProgressFunc   progress,
                                 gpointer             progress_data,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  LimnerCall *call;

  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (bytes != NULL);

  if (g_bytes_get_size (bytes) > LIMNER_MAX_UPLOAD)
    {
      g_task_report_new_error (self, callback, user_data, limner_client_upload_file_async,
                               LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                               "Files for the server must be smaller than %d MB",
                               LIMNER_MAX_UPLOAD / 1000000);
      return;
    }

  call = _limner_call_new (self, SOUP_METHOD_POST, LIMNER_REPLY_RESOURCE, LIMNER_TYPE_REMOTE_FILE,
                           "/files");
  call->creates = TRUE;
  call->deadline = UPLOAD_DEADLINE;
  call->progress = progress;
  call->progress_data = progress_data;
  make_multipart (call, bytes, filename, content_type, metadata);
  _limner_client_run (self, call, limner_client_upload_file_async, cancellable, callback,
                      user_data);
}

/**
 * limner_client_upload_file_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the file as the server keeps it, or %NULL with an error
 */
LIMNER_CLIENT_FINISH (LimnerRemoteFile *, limner_client_upload_file)

/**
 * limner_client_download_file_async:
 * @self: a client
 * @id: the server's name for it
 * @owner: the account it belongs to
 * @expiry: until when the signature is good, in seconds since 1970
 * @signature: base64 of HMAC-SHA256 over `owner id expiry`
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Reads an uploaded file back by a signed address.
 */
void
limner_client_download_file_async (LimnerClient        *self,
                                   const char          *id,
                                   const char          *owner,
                                   gint64               expiry,
                                   const char          *signature,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autofree char *escaped_owner = NULL;
  g_autofree char *escaped_signature = NULL;
  g_autofree char *suffix = NULL;

  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (id != NULL && owner != NULL && signature != NULL);

  escaped_owner = g_uri_escape_string (owner, NULL, FALSE);
  escaped_signature = g_uri_escape_string (signature, NULL, FALSE);
  suffix = g_strdup_printf ("/download?owner=%s&expiry=%" G_GINT64_FORMAT "&signature=%s",
                            escaped_owner, expiry, escaped_signature);
  _limner_client_run_path (self, SOUP_METHOD_GET, LIMNER_REPLY_BYTES, G_TYPE_NONE,
                           _limner_client_id_path ("/files/", id, suffix), NULL,
                           limner_client_download_file_async, cancellable, callback, user_data);
}

/**
 * limner_client_download_file_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the file, or %NULL with an error
 */
LIMNER_CLIENT_FINISH (GBytes *, limner_client_download_file)

/**
 * limner_client_list_files:
 * @self: a client
 *
 * Lists the files that were uploaded.
 *
 * Returns: (transfer full): a list of #LimnerRemoteFile that loads as it is scrolled
 */
LimnerPageList *
limner_client_list_files (LimnerClient *self)
{
  g_return_val_if_fail (LIMNER_IS_CLIENT (self), NULL);

  return _limner_page_list_new (self, LIMNER_TYPE_REMOTE_FILE, "/files");
}

/**
 * limner_client_get_file_async:
 * @self: a client
 * @id: the server's name for it
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Reads what is known of a file.
 */
void
limner_client_get_file_async (LimnerClient        *self,
                              const char          *id,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (id != NULL);

  _limner_client_run_path (self, SOUP_METHOD_GET, LIMNER_REPLY_RESOURCE, LIMNER_TYPE_REMOTE_FILE,
                           _limner_client_id_path ("/files/", id, ""), NULL,
                           limner_client_get_file_async, cancellable, callback, user_data);
}

/**
 * limner_client_get_file_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the file, or %NULL with an error
 */
LIMNER_CLIENT_FINISH (LimnerRemoteFile *, limner_client_get_file)

/**
 * limner_client_delete_file_async:
 * @self: a client
 * @id: the server's name for it
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Deletes a file.
 */
void
limner_client_delete_file_async (LimnerClient        *self,
                                 const char          *id,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (id != NULL);

  _limner_client_run_path (self, SOUP_METHOD_DELETE, LIMNER_REPLY_NOTHING, G_TYPE_NONE,
                           _limner_client_id_path ("/files/", id, ""), NULL,
                           limner_client_delete_file_async, cancellable, callback, user_data);
}

/**
 * limner_client_delete_file_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: %TRUE where it is gone
 */
LIMNER_CLIENT_FINISH_BOOLEAN (limner_client_delete_file)
