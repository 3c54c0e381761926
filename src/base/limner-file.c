/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "limner-error.h"
#include "limner-file.h"
#include "limner-memory.h"
#include "limner-sha256-private.h"

static gboolean
fail_with_errno (int          saved_errno,
                 const char  *path,
                 GError     **error)
{
  g_autofree char *name = g_path_get_basename (path);
  int code = LIMNER_ERROR_FAILED;

  if (saved_errno == ENOSPC || saved_errno == EDQUOT)
    code = LIMNER_ERROR_NO_SPACE;
  else if (saved_errno == ENOENT)
    code = LIMNER_ERROR_NOT_FOUND;

  g_set_error (error, LIMNER_ERROR, code, "%s: %s", name, g_strerror (saved_errno));
  return FALSE;
}

static gboolean
is_out_of_space (const GError *error)
{
  return g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
}

/**
 * limner_file_write:
 * @path: an absolute path
 * @bytes: the whole contents
 * @error: return location for an error
 *
 * Writes a file so that after a crash either the old or the new contents are there, whole. It
 * blocks until the disk has them: call it on a thread. Missing parent folders are made.
 *
 * Returns: %TRUE on success; else %LIMNER_ERROR_NO_SPACE or %LIMNER_ERROR_FAILED
 */
gboolean
limner_file_write (const char  *path,
                   GBytes      *bytes,
                   GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autofree char *parent = NULL;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (bytes != NULL, FALSE);

  parent = g_path_get_dirname (path);
  if (!limner_file_ensure_directory (parent, error))
    return FALSE;

  if (g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0600, &local_error))
    return TRUE;

  g_set_error_literal (error, LIMNER_ERROR,
                       is_out_of_space (local_error) ? LIMNER_ERROR_NO_SPACE : LIMNER_ERROR_FAILED,
                       local_error->message);
  return FALSE;
}

/* Reads to the end of the file, of which @size_hint says how far that should be. */
static GBytes *
read_up_to (int          fd,
            gsize        size_hint,
            gsize        max_bytes,
            const char  *path,
            GError     **error)
{
  gsize room = MIN (size_hint, max_bytes) + 1;   /* by the one more it is known that this was all */
  g_autofree guint8 *buffer = g_try_malloc (room);
  gsize size = 0;

  while (size <= max_bytes)
    {
      gssize n;

      if (size == room)
        {
          gpointer larger;

          room += 65536 + room / 2;
          larger = g_try_realloc (buffer, room);
          if (larger == NULL)
            g_free (buffer);
          buffer = larger;
        }
      errno = ENOMEM;
      n = buffer != NULL ? read (fd, buffer + size, room - size) : -1;
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          fail_with_errno (errno, path, error);
          return NULL;
        }
      if (n == 0)
        return limner_memory_take_bytes (g_steal_pointer (&buffer), size);
      size += (gsize) n;
    }

  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
               "The file is larger than %" G_GSIZE_FORMAT " bytes", max_bytes);
  return NULL;
}

/**
 * limner_file_read:
 * @path: a path
 * @max_bytes: the most that is read, in bytes; at most 2 GiB
 * @error: return location for an error
 *
 * Reads a whole regular file. Blocks: call it on a thread.
 *
 * Returns: (transfer full) (nullable): the contents; or %NULL with %LIMNER_ERROR_TOO_LARGE,
 *   %LIMNER_ERROR_NOT_FOUND, %LIMNER_ERROR_BAD_FILE (not a regular file), %LIMNER_ERROR_FAILED
 */
GBytes *
limner_file_read (const char  *path,
                  gsize        max_bytes,
                  GError     **error)
{
  GBytes *bytes;
  struct stat status;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);

  max_bytes = MIN (max_bytes, (gsize) G_MAXINT32);
  fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (fd < 0)
    {
      fail_with_errno (errno, path, error);
      return NULL;
    }

  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode))
    {
      g_close (fd, NULL);
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE, "This is not a regular file");
      return NULL;
    }

  bytes = read_up_to (fd, (gsize) MAX (status.st_size, 0), max_bytes, path, error);
  g_close (fd, NULL);
  return bytes;
}

/**
 * limner_file_ensure_directory:
 * @path: a path
 * @error: return location for an error
 *
 * Makes a folder, and those above it, readable by the user alone, unless it is there already.
 *
 * Returns: %TRUE on success
 */
gboolean
limner_file_ensure_directory (const char  *path,
                              GError     **error)
{
  g_return_val_if_fail (path != NULL, FALSE);

  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;

  return fail_with_errno (errno, path, error);
}

/**
 * limner_file_claim:
 * @path: a path
 * @is_taken: (out): whether there is a file of this name, which is no error
 * @error: return location for an error
 *
 * Makes an empty file where there is none, for the one that has it to write it. Of several programs
 * that try at once one gets it. Blocks.
 *
 * Returns: %TRUE if the file was made
 */
gboolean
limner_file_claim (const char  *path,
                   gboolean    *is_taken,
                   GError     **error)
{
  int fd;

  g_return_val_if_fail (path != NULL, FALSE);

  fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  *is_taken = fd < 0 && errno == EEXIST;
  if (fd < 0)
    return *is_taken ? FALSE : fail_with_errno (errno, path, error);

  g_close (fd, NULL);
  return TRUE;
}

/**
 * limner_file_sha256:
 * @bytes: data
 *
 * Names data by its contents.
 *
 * Returns: (transfer full): 64 lower-case hexadecimal digits
 */
char *
limner_file_sha256 (GBytes *bytes)
{
  const guint8 *data;
  gsize size;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  return _limner_sha256 (data, size);
}
