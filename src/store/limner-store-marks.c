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
 * Which files are still to be written is a memo each, written with the mark itself: a program that
 * ends in the middle leaves the rest to the next one that opens the library.
 *
 * Only files in the library's own folder are touched; pictures that were imported from elsewhere
 * belong to somebody else.
 */
#define MAX_FILE_BYTES (512u * 1024 * 1024)
#define MAX_RESUMED 10000

typedef struct
{
  GArray    *ids;       /* gint64 */
  gint64     time;      /* when the rows were read; a later mark is not in them */
  GPtrArray *rows;      /* LimnerItemDetails */
  GPtrArray *written;   /* LimnerItemDetails of files that changed */
} Work;

static void marks_step (LimnerStore *self);

static void
free_work (gpointer data)
{
  Work *work = data;

  g_clear_pointer (&work->ids, g_array_unref);
  g_clear_pointer (&work->rows, g_ptr_array_unref);
  g_clear_pointer (&work->written, g_ptr_array_unref);
  g_free (work);
}

static gpointer
run_read (LimnerStore     *self,
          LimnerDatabase  *database,
          gpointer         data,
          GError         **error)
{
  Work *work = g_new0 (Work, 1);

  work->ids = g_array_ref (data);
  work->time = g_get_real_time ();
  work->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_item_details_unref);
  work->written = g_ptr_array_new_with_free_func ((GDestroyNotify) limner_item_details_unref);
  for (guint i = 0; i < work->ids->len; i++)
    {
      LimnerItemDetails *details;

      details = limner_store_rows_get (database, g_array_index (work->ids, gint64, i), NULL);
      if (details != NULL)
        g_ptr_array_add (work->rows, details);
    }
  return work;
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
  Work *work = data;

  for (guint i = 0; i < work->rows->len; i++)
    {
      g_autoptr(LimnerItemDetails) details = limner_item_details_copy (work->rows->pdata[i]);

      if (is_ours (self, details) && write_file (details))
        g_ptr_array_add (work->written, g_steal_pointer (&details));
    }
  return LIMNER_STORE_OK;
}

static gboolean
keep_checksums (LimnerDatabase  *database,
                GPtrArray       *written,
                GError         **error)
{
  gint64 revision = _limner_store_next_revision (database, error);

  if (revision == 0)
    return FALSE;
  for (guint i = 0; i < written->len; i++)
    {
      const LimnerItemDetails *details = written->pdata[i];

      if (!limner_database_run (database, error, "UPDATE items SET revision = ?, sha256 = ?,"
                                " size = ? WHERE id = ?", "isii", revision, details->sha256,
                                details->size, details->id))
        return FALSE;
    }
  return TRUE;
}

static gpointer
run_checksums (LimnerStore     *self,
               LimnerDatabase  *database,
               gpointer         data,
               GError         **error)
{
  Work *work = data;

  if (work->written->len > 0 && !keep_checksums (database, work->written, error))
    return NULL;
  for (guint i = 0; i < work->ids->len; i++)
    if (!limner_database_run (database, error, "DELETE FROM memos WHERE kind = 'marks' AND"
                              " server = '' AND name = CAST (? AS TEXT) AND saved <= ?", "ii",
                              g_array_index (work->ids, gint64, i), work->time))
      return NULL;
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
  Work *work = user_data;

  if (_limner_store_finish (self, result, NULL) == NULL)
    {
      free_work (work);
      end_work (self);
      return;
    }
  _limner_store_push (self, LIMNER_STORE_WRITE, files_cb, run_checksums, work, free_work, NULL,
                      NULL, checksums_cb, NULL);
}

static void
rows_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  LimnerStore *self = LIMNER_STORE (object);
  Work *work = _limner_store_finish (self, result, NULL);

  if (work == NULL)
    end_work (self);
  else
    _limner_store_push (self, LIMNER_STORE_POOL, rows_cb, run_files, work, NULL, NULL, NULL,
                        files_cb, work);
}

static void
marks_step (LimnerStore *self)
{
  LimnerStoreMarks *marks = _limner_store_get_marks (self);

  if (marks->running || marks->pending == NULL)
    return;

  marks->running = TRUE;
  _limner_store_push (self, LIMNER_STORE_READ, marks_step, run_read,
                      g_steal_pointer (&marks->pending), (GDestroyNotify) g_array_unref, free_work,
                      NULL, rows_cb, NULL);
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

/* Remembers with a mark that its files are still to be written. */
gboolean
_limner_store_note_marks (LimnerDatabase  *database,
                          GArray          *ids,
                          GError         **error)
{
  for (guint i = 0; i < ids->len; i++)
    if (!limner_database_run (database, error,
                              "INSERT INTO memos (kind, server, name, text, saved)"
                              " VALUES ('marks', '', CAST (?1 AS TEXT), '', ?2)"
                              " ON CONFLICT (kind, server, name) DO UPDATE SET saved = ?2", "ii",
                              g_array_index (ids, gint64, i), g_get_real_time ()))
      return FALSE;
  return TRUE;
}

static gpointer
run_list_noted (LimnerStore     *self,
                LimnerDatabase  *database,
                gpointer         data,
                GError         **error)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(LimnerStatement) statement = NULL;

  statement = limner_database_query (database, NULL, "SELECT CAST (name AS INTEGER) FROM memos"
                                     " WHERE kind = 'marks' LIMIT ?", "i", (gint64) MAX_RESUMED);
  while (statement != NULL && limner_statement_step (statement, NULL))
    {
      gint64 id = limner_statement_get_int (statement, 0);

      g_array_append_val (ids, id);
    }
  return ids;
}

static void
noted_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GArray) ids = _limner_store_finish (LIMNER_STORE (object), result, NULL);

  if (ids != NULL && ids->len > 0)
    _limner_store_mark_files (LIMNER_STORE (object), ids);
}

/* Goes on with what a program that ended has left. */
void
_limner_store_resume_marks (LimnerStore *self)
{
  _limner_store_push (self, LIMNER_STORE_READ, _limner_store_resume_marks, run_list_noted, NULL,
                      NULL, (GDestroyNotify) g_array_unref, NULL, noted_cb, NULL);
}

/**
 * limner_store_is_marking:
 * @self: a library
 *
 * Tells whether ratings and tags are being written into files. The main loop turns when that ends.
 *
 * Returns: whether they are
 */
gboolean
limner_store_is_marking (LimnerStore *self)
{
  LimnerStoreMarks *marks;

  g_return_val_if_fail (LIMNER_IS_STORE (self), FALSE);

  marks = _limner_store_get_marks (self);
  return marks->running || marks->pending != NULL;
}
