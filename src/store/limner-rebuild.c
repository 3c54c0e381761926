/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "image/limner-picture-io.h"

#include "limner-rebuild.h"
#include "limner-record.h"
#include "limner-salvage.h"
#include "limner-store-changes.h"
#include "limner-store-gallery.h"
#include "limner-store-private.h"
#include "limner-store-rows.h"

/* The files are the truth: a library without its database is found again by reading what each
 * picture says. What a damaged database still gives (ratings, the journal) is taken over first.
 */

#define MAX_DEPTH 6
#define MAX_FILE_BYTES (256u * 1024 * 1024)

typedef struct
{
  LimnerDatabase *database;
  guint           n_added;
  guint           n_in_transaction;
} Scan;

/* Some programs write a picture's settings into a text of the same name beside it. */
static GBytes *
read_sidecar (const char *path)
{
  static const char * const extensions[] = { ".txt", ".json" };
  const char *dot = strrchr (path, '.');
  g_autofree char *base = NULL;
  GBytes *sidecar = NULL;

  if (dot == NULL || strchr (dot, G_DIR_SEPARATOR) != NULL)
    return NULL;

  base = g_strndup (path, (gsize) (dot - path));
  for (guint i = 0; sidecar == NULL && i < G_N_ELEMENTS (extensions); i++)
    {
      g_autofree char *beside = g_strconcat (base, extensions[i], NULL);

      sidecar = limner_file_read (beside, LIMNER_STORE_MAX_TEXT, NULL);
    }
  return sidecar;
}

/**
 * limner_rebuild_read_metadata:
 * @path: absolute path of a picture
 * @contents: what is in the file
 *
 * Reads what a picture, or the text beside it, says about itself. Blocks.
 *
 * Returns: (transfer full): what is said, perhaps nothing
 */
LimnerMetadata *
limner_rebuild_read_metadata (const char *path,
                              GBytes     *contents)
{
  g_autoptr(GBytes) sidecar = read_sidecar (path);

  return limner_metadata_read_with_sidecar (contents, sidecar);
}

/**
 * limner_rebuild_read_file:
 * @path: absolute path of a picture
 * @contents: (out) (optional) (transfer full): what is in the file
 * @error: return location for an error
 *
 * Reads what a picture file says about itself. Blocks: to be called on a thread, on any.
 *
 * Returns: (transfer full) (nullable): what is known; or %NULL with %LIMNER_ERROR_BAD_FILE and more
 */
LimnerItemDetails *
limner_rebuild_read_file (const char  *path,
                          GBytes     **contents,
                          GError     **error)
{
  g_autoptr(LimnerItemDetails) details = NULL;
  g_autoptr(LimnerMetadata) metadata = NULL;
  g_autoptr(GBytes) bytes = NULL;
  const char *mime = NULL;
  GStatBuf status;

  bytes = limner_file_read (path, MAX_FILE_BYTES, error);
  if (bytes == NULL)
    return NULL;

  details = limner_item_details_new ();
  if (!limner_picture_peek (bytes, &details->width, &details->height, &mime, error))
    return NULL;

  metadata = limner_rebuild_read_metadata (path, bytes);
  limner_record_read (metadata, details);
  details->path = g_strdup (path);
  details->mime = g_strdup (mime);
  details->sha256 = limner_file_sha256 (bytes);
  details->size = (gint64) g_bytes_get_size (bytes);
  if (details->created == 0 && g_stat (path, &status) == 0)
    details->created = (gint64) status.st_mtime * G_USEC_PER_SEC;
  if (details->operation == NULL)
    details->operation = g_strdup ("import");
  if (contents != NULL)
    *contents = g_steal_pointer (&bytes);
  return g_steal_pointer (&details);
}

/**
 * limner_rebuild_find_moved:
 * @database: the connection
 * @sha256: the checksum of a file that is not known by its path
 *
 * Finds by its contents the picture whose file was moved: the place where it was is empty now.
 *
 * Returns: the item's id, 0 if there is none
 */
gint64
limner_rebuild_find_moved (LimnerDatabase *database,
                           const char     *sha256)
{
  g_autoptr(LimnerStatement) statement = NULL;

  statement = limner_database_query (database, NULL,
                                     "SELECT id, path FROM items WHERE sha256 = ?", "s", sha256);
  while (statement != NULL && limner_statement_step (statement, NULL))
    {
      g_autofree char *path = limner_statement_dup_text (statement, 1, 4096);

      if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
        return limner_statement_get_int (statement, 0);
    }
  return 0;
}

static gboolean
is_known_path (LimnerDatabase *database,
               const char     *path)
{
  g_autoptr(LimnerStatement) statement = NULL;

  statement = limner_database_query (database, NULL, "SELECT 1 FROM items WHERE path = ?", "s",
                                     path);
  return statement != NULL && limner_statement_step (statement, NULL);
}

/* An output belongs to one job only; a copy of its file is an item without a job. */
static void
drop_taken_job (LimnerDatabase    *database,
                LimnerItemDetails *details)
{
  g_autoptr(LimnerStatement) statement = NULL;

  if (details->job == NULL)
    return;
  statement = limner_database_query (database, NULL,
                                     "SELECT 1 FROM items WHERE job = ? AND output_index = ?",
                                     "si", details->job, (gint64) details->output_index);
  if (statement != NULL && limner_statement_step (statement, NULL))
    g_clear_pointer (&details->job, g_free);
}

/* Few pictures a transaction: another program is never kept waiting for long. */
static gboolean
begin_batch (Scan    *scan,
             GError **error)
{
  if (scan->n_in_transaction == 0)
    return limner_database_begin (scan->database, error);
  return TRUE;
}

static gboolean
end_batch (Scan      *scan,
           gboolean   last,
           GError   **error)
{
  if (!last && ++scan->n_in_transaction < 100)
    return TRUE;
  if (last && scan->n_in_transaction == 0)
    return TRUE;

  scan->n_in_transaction = 0;
  return limner_database_commit (scan->database, error);
}

static gboolean
move_item (Scan        *scan,
           gint64       id,
           const char  *path,
           GError     **error)
{
  gint64 revision;

  if (!begin_batch (scan, error))
    return FALSE;
  revision = _limner_store_next_revision (scan->database, error);
  if (revision == 0 ||
      !limner_database_run (scan->database, error, "UPDATE items SET revision = ?, path = ?,"
                            " missing = 0 WHERE id = ?", "isi", revision, path, id))
    {
      limner_database_rollback (scan->database);
      scan->n_in_transaction = 0;
      return FALSE;
    }
  return end_batch (scan, FALSE, error);
}

static gboolean
add_file (Scan        *scan,
          const char  *path,
          GError     **error)
{
  g_autoptr(LimnerItemDetails) details = NULL;
  gint64 moved;

  if (is_known_path (scan->database, path))
    return TRUE;

  /* A file that is no picture, or a broken one, is not the library's business. */
  details = limner_rebuild_read_file (path, NULL, NULL);
  if (details == NULL)
    return TRUE;

  moved = limner_rebuild_find_moved (scan->database, details->sha256);
  if (moved != 0)
    return move_item (scan, moved, path, error);

  drop_taken_job (scan->database, details);
  if (!begin_batch (scan, error))
    return FALSE;
  if (!limner_store_rows_insert (scan->database, details, error))
    {
      limner_database_rollback (scan->database);
      scan->n_in_transaction = 0;
      return FALSE;
    }
  scan->n_added++;
  return end_batch (scan, FALSE, error);
}

/**
 * limner_store_is_picture_name:
 * @name: of a file
 *
 * Tells by its name whether a file may be a picture.
 *
 * Returns: whether it may
 */
gboolean
limner_store_is_picture_name (const char *name)
{
  static const char * const extensions[] = {
    ".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif",
  };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    {
      if (g_str_has_suffix (lower, extensions[i]))
        return TRUE;
    }
  return FALSE;
}

static gboolean
scan_folder (Scan        *scan,
             const char  *folder,
             guint        depth,
             GError     **error)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (name[0] == '.' || g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          if (depth < MAX_DEPTH && !scan_folder (scan, path, depth + 1, error))
            return FALSE;
        }
      else if (limner_store_is_picture_name (name) && !add_file (scan, path, error))
        {
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * limner_rebuild_scan:
 * @database: the connection, outside of a transaction
 * @folders: where pictures are
 * @n_added: (out): how many were new
 * @error: return location for an error
 *
 * Adds every picture of some folders that the library does not know.
 *
 * Returns: %TRUE on success
 */
gboolean
limner_rebuild_scan (LimnerDatabase      *database,
                     const char * const  *folders,
                     guint               *n_added,
                     GError             **error)
{
  Scan scan = { .database = database };
  gboolean ok = TRUE;

  for (guint i = 0; ok && folders[i] != NULL; i++)
    ok = scan_folder (&scan, folders[i], 0, error);
  ok = ok && end_batch (&scan, TRUE, error);
  *n_added = scan.n_added;
  return ok;
}

static gboolean
index_words (LimnerDatabase  *database,
             guint           *n_items,
             GError         **error)
{
  g_autoptr(LimnerStatement) statement = NULL;

  if (!limner_database_begin (database, error))
    return FALSE;

  statement = limner_database_query (database, error, "SELECT id FROM items ORDER BY id", NULL);
  while (statement != NULL && limner_statement_step (statement, error))
    {
      if (!limner_store_rows_add_words (database, limner_statement_get_int (statement, 0), error))
        {
          g_clear_pointer (&statement, limner_statement_free);
          break;
        }
      ++*n_items;
    }
  if (statement == NULL || !limner_statement_get_ok (statement))
    {
      g_clear_pointer (&statement, limner_statement_free);
      limner_database_rollback (database);
      return FALSE;
    }
  g_clear_pointer (&statement, limner_statement_free);
  return limner_database_commit (database, error);
}

/**
 * limner_rebuild_run:
 * @database: a new, empty database, outside of a transaction
 * @damaged_path: where the damaged one lies
 * @folders: where pictures are
 * @n_items: (out): how many pictures there are at the end
 * @error: return location for an error
 *
 * Fills a new database with what the damaged one still gives and with what the picture files say.
 *
 * Returns: %TRUE on success
 */
gboolean
limner_rebuild_run (LimnerDatabase      *database,
                    const char          *damaged_path,
                    const char * const  *folders,
                    guint               *n_items,
                    GError             **error)
{
  guint n_kept = 0;
  guint n_added = 0;

  if (!limner_salvage_run (database, damaged_path, error) ||
      !index_words (database, &n_kept, error) ||
      !limner_rebuild_scan (database, folders, &n_added, error))
    return FALSE;

  *n_items = n_kept + n_added;
  return TRUE;
}
