/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "base/limner-task.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-ops.h"

#include "limner-training-set.h"

/** The quality of a photograph that has to be written again. */
#define QUALITY 96

typedef struct archive Archive;
typedef struct archive_entry ArchiveEntry;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_write_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ArchiveEntry, archive_entry_free)

typedef struct
{
  LimnerStore *store;
  JsonArray   *pictures;
} Pack;

static void
pack_free (gpointer data)
{
  Pack *pack = data;

  g_clear_object (&pack->store);
  g_clear_pointer (&pack->pictures, json_array_unref);
  g_free (pack);
}

static gboolean
add_entry (Archive     *archive,
           const char  *name,
           const void  *data,
           gsize        length,
           GError     **error)
{
  g_autoptr(ArchiveEntry) entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, (la_int64_t) length);
  /* The same pictures make the same file, so that it is kept and sent once. */
  archive_entry_set_mtime (entry, 315532800, 0);
  if (archive_write_header (archive, entry) == ARCHIVE_OK &&
      archive_write_data (archive, data, length) == (la_ssize_t) length)
    return TRUE;

  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_FAILED, "The zip file cannot be made: %s",
               archive_error_string (archive));
  return FALSE;
}

/* The file as it is; or, turned or cut to its middle, a new one of the same kind. */
static GBytes *
prepare_picture (GBytes       *bytes,
                 gboolean      is_square,
                 const char  **extension,
                 GError      **error)
{
  g_autoptr(LimnerPicture) picture = NULL;
  g_autoptr(LimnerPicture) middle = NULL;
  const char *type = limner_image_sniff_mime (bytes);
  gboolean is_jpeg = g_strcmp0 (type, "image/jpeg") == 0;
  int width, height, side;

  *extension = is_jpeg ? "jpg" : g_strcmp0 (type, "image/webp") == 0 ? "webp" : "png";
  if (!is_square && !limner_picture_is_rotated (bytes))
    return g_bytes_ref (bytes);

  picture = limner_picture_decode (bytes, error);
  if (picture == NULL)
    return NULL;

  width = limner_picture_get_width (picture);
  height = limner_picture_get_height (picture);
  side = MIN (width, height);
  if (is_square)
    middle = limner_picture_crop (picture, (width - side) / 2, (height - side) / 2, side, side, 0);
  else
    middle = limner_picture_ref (picture);
  *extension = is_jpeg ? "jpg" : "png";
  return limner_picture_encode (middle, is_jpeg ? LIMNER_PICTURE_JPEG : LIMNER_PICTURE_PNG, QUALITY,
                                error);
}

static gboolean
add_picture (Pack         *pack,
             Archive      *archive,
             guint         index,
             GError      **error)
{
  JsonObject *object = json_array_get_object_element (pack->pictures, index);
  const char *caption = limner_json_get_string (object, "caption", "");
  const char *extension;
  g_autofree char *name = NULL;
  g_autofree char *text_name = NULL;
  g_autoptr(GBytes) prepared = NULL;
  g_autoptr(GBytes) bytes =
    limner_store_read_blob (pack->store, limner_json_get_string (object, "file", ""), error);

  if (bytes == NULL)
    return FALSE;

  prepared = prepare_picture (bytes, limner_json_get_boolean (object, "square", FALSE), &extension,
                              error);
  if (prepared == NULL)
    return FALSE;

  name = g_strdup_printf ("%02u.%s", index + 1, extension);
  text_name = g_strdup_printf ("%02u.txt", index + 1);
  return add_entry (archive, name, g_bytes_get_data (prepared, NULL), g_bytes_get_size (prepared),
                    error) &&
         (*caption == '\0' ||
          add_entry (archive, text_name, caption, strlen (caption), error));
}

/* A file without a name: it is gone with the last who holds it, after a crash too. */
static int
open_file (LimnerStore  *store,
           GError      **error)
{
  g_autofree char *path = g_build_filename (limner_store_get_data_directory (store),
                                            ".pack-XXXXXX", NULL);
  int fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  int saved_errno = errno;

  if (fd < 0)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno),
                 "No zip file can be made: %s", g_strerror (saved_errno));
  else
    g_unlink (path);
  return fd;
}

static gboolean
write_archive (Pack          *pack,
               int            fd,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr(Archive) archive = archive_write_new ();

  archive_write_set_format_zip (archive);
  /* Pictures are packed already. */
  archive_write_zip_set_compression_store (archive);
  archive_write_set_bytes_in_last_block (archive, 1);
  if (archive_write_open_fd (archive, fd) != ARCHIVE_OK)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_FAILED, "No zip file can be made");
      return FALSE;
    }

  for (guint i = 0; i < json_array_get_length (pack->pictures); i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !add_picture (pack, archive, i, error))
        return FALSE;
    }
  if (archive_write_close (archive) == ARCHIVE_OK)
    return TRUE;

  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_FAILED, "The zip file cannot be ended: %s",
               archive_error_string (archive));
  return FALSE;
}

static void
pack_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Pack *pack = data;
  g_autoptr(GMappedFile) mapped = NULL;
  GError *error = NULL;
  int fd = open_file (pack->store, &error);

  if (fd >= 0 && write_archive (pack, fd, cancellable, &error))
    mapped = g_mapped_file_new_from_fd (fd, FALSE, &error);
  if (fd >= 0)
    g_close (fd, NULL);

  if (mapped == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_mapped_file_get_bytes (mapped),
                           (GDestroyNotify) g_bytes_unref);
}

/**
 * limner_training_pack_async:
 * @store: the library that keeps the pictures
 * @pictures: what limner_training_set_to_json() gave
 * @cancellable: (nullable): to stop
 * @callback: called when it is made
 * @user_data: for @callback
 *
 * Makes the zip file that trainers take, on a thread: the pictures by number, upright, and beside
 * each one that has a caption a text file of the same name. The same pictures give the same bytes.
 *
 * One picture at a time is in memory. The zip file is written to a nameless file in the library's
 * folder, and what comes back is that file mapped: an upload reads it from there piece by piece.
 */
void
limner_training_pack_async (LimnerStore         *store,
                            JsonArray           *pictures,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Pack *pack;

  g_return_if_fail (LIMNER_IS_STORE (store));
  g_return_if_fail (pictures != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_training_pack_async);
  pack = g_new0 (Pack, 1);
  pack->store = g_object_ref (store);
  pack->pictures = json_array_ref (pictures);
  g_task_set_task_data (task, pack, pack_free);
  limner_task_run_in_thread (task, pack_thread);
}

/**
 * limner_training_pack_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_training_pack_async().
 *
 * Returns: (transfer full) (nullable): the zip file, mapped; or %NULL with the library's errors
 */
GBytes *
limner_training_pack_finish (GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
