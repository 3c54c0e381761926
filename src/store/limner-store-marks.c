/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <utime.h>

#include <glib/gstdio.h>

#include "base/limner-file.h"
#include "image/limner-metadata.h"

#include "limner-store-changes.h"
#include "limner-store-marks.h"
#include "limner-store-private.h"
#include "limner-store-rows.h"

/* Ratings and tags go into the picture files too, as XMP, where other programs find them. That
 * happens after the database has them and nobody waits for it: one work at a time, over all items
 * that were marked meanwhile, so the last word is always the one that is written.
 *
 *   pending ids ─► rows (database) ─► files (pool) ─► checksums (database)
 *
 * Only files in the library's own folder are touched; pictures that were imported from elsewhere
 * belong to somebody else and get their marks when they are exported.
 */
#define MAX_FILE_BYTES (512u * 1024 * 1024)

static void marks_step (LimnerStore *self);

static gpointer
run_read (LimnerStore     *self,
          LimnerDatabase  *database,
          gpointer         data,
          GError         **error)
{
  GArray *ids = data;
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_item_details_unref);

  for (guint i = 0; i < ids->len; i++)
    {
      LimnerItemDetails *details;

      details = limner_store_rows_get (database, g_array_index (ids, gint64, i), NULL);
      if (details != NULL)
        g_ptr_array_add (rows, details);
    }
  return rows;
}

/* What came out of a job stays ours when pictures go into another folder. */
static gboolean
is_ours (LimnerStore             *self,
         const LimnerItemDetails *details)
{
  const char *folder = limner_store_get_pictures_directory (self);
  gsize length = strlen (folder);

  if (details->path == NULL || details->missing ||
      limner_store_get_privacy (self) == LIMNER_EXPORT_NOTHING)
    return FALSE;
  return details->job != NULL ||
         (strncmp (details->path, folder, length) == 0 &&
          details->path[length] == G_DIR_SEPARATOR);
}

/* The file as it should be; NULL if it says all that already, or cannot be written. */
static GBytes *
make_file (GBytes                  *old,
           const LimnerItemDetails *details)
{
  g_autoptr(LimnerMetadata) metadata = limner_metadata_read (old);
  LimnerMetadataParts parts = LIMNER_METADATA_XMP;
  int rating = details->rating != 0 ? details->rating : LIMNER_METADATA_NO_RATING;
  const char *none[] = { NULL };
  const char * const *tags = details->tags != NULL ? (const char * const *) details->tags : none;

  if (metadata == NULL)
    metadata = limner_metadata_new ();
  if (metadata->rating == rating &&
      g_strv_equal (metadata->tags != NULL ? (const char * const *) metadata->tags : none, tags))
    return NULL;

  /* In a file of our own the record and the prompt stand beside the rating. */
  if (metadata->dialect == LIMNER_DIALECT_LIMNER)
    parts = LIMNER_METADATA_ALL;
  metadata->rating = rating;
  g_clear_pointer (&metadata->tags, g_strfreev);
  metadata->tags = g_strdupv ((char **) tags);
  return limner_metadata_write (old, metadata, parts, NULL);
}

/* Pixels stay as they are, so the time of the file does, too: thumbnails go by it. */
static gboolean
write_file (LimnerItemDetails *details)
{
  g_autoptr(GBytes) old = limner_file_read (details->path, MAX_FILE_BYTES, NULL);
  g_autoptr(GBytes) new = old != NULL ? make_file (old, details) : NULL;
  struct utimbuf times;
  GStatBuf status;

  if (new == NULL || g_stat (details->path, &status) != 0 ||
      !limner_file_write (details->path, new, NULL))
    return FALSE;

  times.actime = status.st_atime;
  times.modtime = status.st_mtime;
  utime (details->path, &times);
  g_free (details->sha256);
  details->sha256 = limner_file_sha256 (new);
  details->size = (gint64) g_bytes_get_size (new);
  return TRUE;
}

static gpointer
run_files (LimnerStore     *self,
           LimnerDatabase  *database,
           gpointer         data,
           GError         **error)
{
  GPtrArray *rows = data;
  GPtrArray *written = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_item_details_unref);

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr(LimnerItemDetails) details = limner_item_details_copy (rows->pdata[i]);

      if (is_ours (self, details) && write_file (details))
        g_ptr_array_add (written, g_steal_pointer (&details));
    }
  return written;
}

static gpointer
run_checksums (LimnerStore     *self,
               LimnerDatabase  *database,
               gpointer         data,
               GError         **error)
{
  GPtrArray *written = data;
  gint64 revision = _limner_store_next_revision (database, error);

  if (revision == 0)
    return NULL;
  for (guint i = 0; i < written->len; i++)
    {
      const LimnerItemDetails *details = written->pdata[i];

      if (!limner_database_run (database, error, "UPDATE items SET revision = ?, sha256 = ?,"
                                " size = ? WHERE id = ?", "isii", revision, details->sha256,
                                details->size, details->id))
        return NULL;
    }
  return LIMNER_STORE_OK;
}

static void
end_work (LimnerStore *self)
{
  _limner_store_get_marks (self)->running = FALSE;
  marks_step (self);
}

static void
checksums_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  _limner_store_finish (LIMNER_STORE (object), result, &error);
  if (error != NULL)
    g_debug ("Checksums of marked files are not kept: %s", error->message);
  end_work (LIMNER_STORE (object));
}

static void
files_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  LimnerStore *self = LIMNER_STORE (object);
  g_autoptr(GPtrArray) written = _limner_store_finish (self, result, NULL);

  if (written == NULL || written->len == 0)
    end_work (self);
  else
    _limner_store_push (self, LIMNER_STORE_WRITE, files_cb, run_checksums,
                        g_steal_pointer (&written), (GDestroyNotify) g_ptr_array_unref, NULL, NULL,
                        checksums_cb, NULL);
}

static void
rows_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  LimnerStore *self = LIMNER_STORE (object);
  GPtrArray *rows = _limner_store_finish (self, result, NULL);

  if (rows == NULL)
    end_work (self);
  else
    _limner_store_push (self, LIMNER_STORE_POOL, rows_cb, run_files, rows,
                        (GDestroyNotify) g_ptr_array_unref, (GDestroyNotify) g_ptr_array_unref,
                        NULL, files_cb, NULL);
}

static void
marks_step (LimnerStore *self)
{
  LimnerStoreMarks *marks = _limner_store_get_marks (self);

  if (marks->running || marks->pending == NULL)
    return;

  marks->running = TRUE;
  _limner_store_push (self, LIMNER_STORE_READ, marks_step, run_read,
                      g_steal_pointer (&marks->pending), (GDestroyNotify) g_array_unref,
                      (GDestroyNotify) g_ptr_array_unref, NULL, rows_cb, NULL);
}

/* Has the files of items say what their rows say. To be called on the main thread, when the rows
 * say it. */
void
_limner_store_mark_files (LimnerStore *self,
                          GArray      *ids)
{
  LimnerStoreMarks *marks = _limner_store_get_marks (self);

  if (marks->pending == NULL)
    marks->pending = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (marks->pending, ids->data, ids->len);
  marks_step (self);
}
