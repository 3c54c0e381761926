/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/limner-error.h"
#include "base/limner-file.h"

#include "limner-blob-collector.h"
#include "limner-blob-folder.h"

/* Which kept files nobody needs any more. Whatever looks like a checksum counts as a use of it,
 * wherever it stands: in any column of any table, in any file of the data folder. So a table or a
 * file that is new keeps its blobs without this file knowing of it; the price is that now and then
 * a blob stays that could go. Where anything cannot be read, nothing is removed.
 */

#define HASH_LENGTH    64
#define MAX_STATE_FILE (64u * 1024 * 1024)
#define MAX_DEPTH      6

/* Adds all runs of exactly 64 hexadecimal digits. */
static void
note_hashes (GHashTable *used,
             const char *bytes,
             gsize       length)
{
  gsize run = 0;

  for (gsize i = 0; i <= length; i++)
    {
      gboolean is_digit = i < length && ((bytes[i] >= '0' && bytes[i] <= '9') ||
                                         (bytes[i] >= 'a' && bytes[i] <= 'f'));

      if (is_digit)
        {
          run++;
          continue;
        }
      if (run == HASH_LENGTH)
        g_hash_table_add (used, g_strndup (bytes + i - HASH_LENGTH, HASH_LENGTH));
      run = 0;
    }
}

static gboolean
note_table (LimnerDatabase  *database,
            const char      *table,
            GHashTable      *used,
            GError         **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"", table);
  g_autoptr(LimnerStatement) statement = limner_database_query (database, error, sql, NULL);

  if (statement == NULL)
    return FALSE;
  while (limner_statement_step (statement, error))
    for (int i = 0; i < limner_statement_get_n_columns (statement); i++)
      {
        gsize length;
        const char *bytes = limner_statement_peek_bytes (statement, i, &length);

        if (bytes != NULL && length >= HASH_LENGTH)
          note_hashes (used, bytes, length);
      }
  return limner_statement_get_ok (statement);
}

/* The index of words is spread over tables of its own, which hold nothing that could be used. */
static gboolean
note_tables (LimnerDatabase  *database,
             GHashTable      *used,
             GError         **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(LimnerStatement) tables = NULL;

  tables = limner_database_query (database, error,
                                  "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                  " AND name NOT LIKE 'items\\_fts%' ESCAPE '\\'", NULL);
  if (tables == NULL)
    return FALSE;
  while (limner_statement_step (tables, error))
    g_ptr_array_add (names, limner_statement_dup_text (tables, 0, 255));
  if (!limner_statement_get_ok (tables))
    return FALSE;

  for (guint i = 0; i < names->len; i++)
    if (names->pdata[i] == NULL || !note_table (database, names->pdata[i], used, error))
      return FALSE;
  return TRUE;
}

static gboolean
note_file (const char  *path,
           GHashTable  *used,
           GError     **error)
{
  g_autoptr(GBytes) bytes = limner_file_read (path, MAX_STATE_FILE, error);
  gsize length;
  const char *data;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  note_hashes (used, data, length);
  return TRUE;
}

/* What programs keep beside the database: the workspace and what else there may be. Pictures, the
 * database itself and the built-in server's files hold no such references. */
static gboolean
note_folder (const char  *folder,
             const char  *blob_folder,
             int          depth,
             GHashTable  *used,
             GError     **error)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_SYMLINK) || g_str_equal (path, blob_folder) ||
          (depth == 0 && (g_str_has_prefix (name, "library") || g_str_equal (name, "engine") ||
                          g_str_equal (name, "backups"))))
        continue;
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          if (depth < MAX_DEPTH && !note_folder (path, blob_folder, depth + 1, used, error))
            return FALSE;
        }
      else if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && !note_file (path, used, error))
        {
          return FALSE;
        }
    }
  return TRUE;
}

static guint
remove_unused (const char *folder,
               GHashTable *used,
               gint64      unused_before)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf status;

      if (limner_blob_folder_is_hash (name) && !g_hash_table_contains (used, name) &&
          g_lstat (path, &status) == 0 && S_ISREG (status.st_mode) &&
          status.st_mtime < unused_before && g_unlink (path) == 0)
        n++;
    }
  return n;
}

/**
 * limner_blob_collector_run:
 * @database: the connection; no other program has the library open
 * @data_directory: where the library lies
 * @blob_folder: where the blobs are
 * @unused_before: seconds since 1970: what was kept, or kept again, later than this stays anyway,
 *   for somebody may be about to use it
 * @n_removed: (out): how many files are gone
 * @error: return location for an error
 *
 * Removes kept files that nothing refers to.
 *
 * Returns: %TRUE on success; else nothing was removed
 */
gboolean
limner_blob_collector_run (LimnerDatabase  *database,
                           const char      *data_directory,
                           const char      *blob_folder,
                           gint64           unused_before,
                           guint           *n_removed,
                           GError         **error)
{
  g_autoptr(GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GDir) groups = NULL;
  const char *name;

  *n_removed = 0;
  if (!note_tables (database, used, error) ||
      !note_folder (data_directory, blob_folder, 0, used, error))
    return FALSE;

  groups = g_dir_open (blob_folder, 0, NULL);
  while (groups != NULL && (name = g_dir_read_name (groups)) != NULL)
    {
      g_autofree char *path = g_build_filename (blob_folder, name, NULL);

      if (strlen (name) == 2 && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        *n_removed += remove_unused (path, used, unused_before);
    }
  return TRUE;
}
