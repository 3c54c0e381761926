/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <utime.h>

#include "base/limner-error.h"
#include "base/limner-file.h"

#include "limner-blob-folder.h"
#include "limner-store.h"

/**
 * limner_blob_folder_is_hash:
 * @text: (nullable): text from anywhere
 *
 * Tells whether a text can name a blob, and so cannot name any other file.
 *
 * Returns: %TRUE for exactly 64 lower-case hexadecimal digits
 */
gboolean
limner_blob_folder_is_hash (const char *text)
{
  return text != NULL && strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

/**
 * limner_blob_folder_dup_path:
 * @folder: the folder of blobs
 * @sha256: 64 lower-case hexadecimal digits
 *
 * Says where a blob lies or would lie: in one of 256 folders, so that none grows too large.
 *
 * Returns: (transfer full) (nullable): an absolute path; %NULL if @sha256 is not a hash
 */
char *
limner_blob_folder_dup_path (const char *folder,
                             const char *sha256)
{
  char group[3] = { 0 };

  g_return_val_if_fail (folder != NULL, NULL);

  if (!limner_blob_folder_is_hash (sha256))
    return NULL;

  memcpy (group, sha256, 2);
  return g_build_filename (folder, group, sha256, NULL);
}

/**
 * limner_blob_folder_put:
 * @folder: the folder of blobs
 * @bytes: the contents
 * @error: return location for an error
 *
 * Keeps contents under their hash; what is there already is not written again. Blocks: to be called
 * on a thread, on any.
 *
 * Returns: (transfer full) (nullable): the hash; or %NULL with %LIMNER_ERROR_NO_SPACE,
 *   %LIMNER_ERROR_TOO_LARGE, %LIMNER_ERROR_FAILED
 */
char *
limner_blob_folder_put (const char  *folder,
                        GBytes      *bytes,
                        GError     **error)
{
  g_autofree char *sha256 = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  if (g_bytes_get_size (bytes) > LIMNER_STORE_MAX_BLOB)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                   "The file is larger than %u bytes", LIMNER_STORE_MAX_BLOB);
      return NULL;
    }

  sha256 = limner_file_sha256 (bytes);
  path = limner_blob_folder_dup_path (folder, sha256);
  /* One that is there already is as good as new, also for whoever removes old ones. */
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    utime (path, NULL);
  else if (!limner_file_write (path, bytes, error))
    return NULL;
  return g_steal_pointer (&sha256);
}

/**
 * limner_blob_folder_get:
 * @folder: the folder of blobs
 * @sha256: the hash
 * @error: return location for an error
 *
 * Reads contents by their hash and verifies them. Blocks: to be called on a thread, on any.
 *
 * Returns: (transfer full) (nullable): the contents; or %NULL with %LIMNER_ERROR_NOT_FOUND or
 *   %LIMNER_ERROR_BAD_FILE when they are not what they were
 */
GBytes *
limner_blob_folder_get (const char  *folder,
                        const char  *sha256,
                        GError     **error)
{
  g_autofree char *path = NULL;
  g_autofree char *found = NULL;
  g_autoptr(GBytes) bytes = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  path = limner_blob_folder_dup_path (folder, sha256);
  if (path == NULL)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND, "There is no such file kept");
      return NULL;
    }

  bytes = limner_file_read (path, LIMNER_STORE_MAX_BLOB, error);
  if (bytes == NULL)
    return NULL;

  found = limner_file_sha256 (bytes);
  if (!g_str_equal (found, sha256))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE,
                   "A kept file is damaged: its contents are no longer those of its name");
      return NULL;
    }
  return g_steal_pointer (&bytes);
}
