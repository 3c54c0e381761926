/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-blob-folder.h"
#include "limner-store-private.h"

#define BLOB_PREFIX "blob:"

static gpointer
run_put (LimnerStore     *self,
         LimnerDatabase  *database,
         gpointer         data,
         GError         **error)
{
  return limner_blob_folder_put (_limner_store_get_blob_folder (self), data, error);
}

/**
 * limner_store_put_blob_async:
 * @self: a library
 * @bytes: the contents
 * @cancellable: (nullable): to stop waiting
 * @callback: called when they are kept
 * @user_data: for @callback
 *
 * Keeps a file (an input, a mask, a raw answer) by its contents; it then can be named
 * `blob:<sha256>` in a job's inputs.
 */
void
limner_store_put_blob_async (LimnerStore         *self,
                             GBytes              *bytes,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));
  g_return_if_fail (bytes != NULL);

  _limner_store_push (self, LIMNER_STORE_POOL, limner_store_put_blob_async, run_put,
                      g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref, g_free, cancellable,
                      callback, user_data);
}

/**
 * limner_store_put_blob_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_store_put_blob_async().
 *
 * Returns: (transfer full) (nullable): the sha256, 64 hexadecimal digits; or %NULL with
 *   %LIMNER_ERROR_NO_SPACE, %LIMNER_ERROR_TOO_LARGE, %LIMNER_ERROR_FAILED
 */
char *
limner_store_put_blob_finish (LimnerStore   *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  return _limner_store_finish (self, result, error);
}

static gpointer
run_get (LimnerStore     *self,
         LimnerDatabase  *database,
         gpointer         data,
         GError         **error)
{
  return limner_blob_folder_get (_limner_store_get_blob_folder (self), data, error);
}

/**
 * limner_store_get_blob_async:
 * @self: a library
 * @sha256: 64 hexadecimal digits
 * @cancellable: (nullable): to stop waiting
 * @callback: called when they are read
 * @user_data: for @callback
 *
 * Reads a kept file and verifies its contents.
 */
void
limner_store_get_blob_async (LimnerStore         *self,
                             const char          *sha256,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_STORE (self));

  _limner_store_push (self, LIMNER_STORE_POOL, limner_store_get_blob_async, run_get,
                      g_strdup (sha256), g_free, (GDestroyNotify) g_bytes_unref, cancellable,
                      callback, user_data);
}

/**
 * limner_store_get_blob_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_store_get_blob_async().
 *
 * Returns: (transfer full) (nullable): the contents; or %NULL with %LIMNER_ERROR_NOT_FOUND or
 *   %LIMNER_ERROR_BAD_FILE
 */
GBytes *
limner_store_get_blob_finish (LimnerStore   *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  return _limner_store_finish (self, result, error);
}

/**
 * limner_store_read_blob:
 * @self: a library
 * @reference: `blob:` and 64 hexadecimal digits
 * @error: return location for an error
 *
 * Reads a kept file on the calling thread, which waits: not to be called on the main one. The
 * caller holds a reference to @self meanwhile.
 *
 * Returns: (transfer full) (nullable): the contents, or %NULL as limner_store_get_blob_finish()
 */
GBytes *
limner_store_read_blob (LimnerStore  *self,
                        const char   *reference,
                        GError      **error)
{
  const char *sha256 = NULL;

  g_return_val_if_fail (LIMNER_IS_STORE (self), NULL);

  limner_store_parse_blob (reference, &sha256);
  return limner_blob_folder_get (_limner_store_get_blob_folder (self), sha256, error);
}

/**
 * limner_store_dup_blob_path:
 * @self: a library
 * @sha256: 64 hexadecimal digits
 *
 * Says where a kept file lies, for reading only.
 *
 * Returns: (transfer full) (nullable): an absolute path; %NULL if @sha256 is not a hash
 */
char *
limner_store_dup_blob_path (LimnerStore *self,
                            const char  *sha256)
{
  g_return_val_if_fail (LIMNER_IS_STORE (self), NULL);

  return limner_blob_folder_dup_path (_limner_store_get_blob_folder (self), sha256);
}

/**
 * limner_store_parse_blob:
 * @text: (nullable): a text from a job's inputs
 * @sha256: (out) (transfer none): the hash in it
 *
 * Tells whether a text names a kept file.
 *
 * Returns: %TRUE for `blob:` and 64 hexadecimal digits
 */
gboolean
limner_store_parse_blob (const char  *text,
                         const char **sha256)
{
  if (text == NULL || !g_str_has_prefix (text, BLOB_PREFIX) ||
      !limner_blob_folder_is_hash (text + strlen (BLOB_PREFIX)))
    return FALSE;

  *sha256 = text + strlen (BLOB_PREFIX);
  return TRUE;
}
