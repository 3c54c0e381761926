/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <sqlite3.h>

#include "limner-salvage.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

/* In this order, so that what is referred to is there first. */
static const char * const tables[] = {
  "items", "item_parents", "item_tags", "albums", "album_items", "jobs", "sweeps", "usage",
  "prices", "models", "presets", "prompts", "roles", "recipes", "chains", "answers",
};

/* The columns that a table has in both databases; what a hostile file has beside them is not looked
 * at, and what an older one lacks is left as it is in a new row.
 */
static char *
list_columns (LimnerDatabase *database,
              sqlite3        *damaged,
              const char     *table,
              guint          *n_columns)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA table_info (%s)", table);
  g_autoptr(LimnerStatement) statement = limner_database_query (database, NULL, sql, NULL);
  g_autoptr(GString) names = g_string_new (NULL);

  *n_columns = 0;
  while (statement != NULL && limner_statement_step (statement, NULL))
    {
      g_autofree char *name = limner_statement_dup_text (statement, 1, 255);

      if (sqlite3_table_column_metadata (damaged, NULL, table, name, NULL, NULL, NULL, NULL,
                                         NULL) != SQLITE_OK)
        continue;
      g_string_append_printf (names, "%s\"%s\"", names->len > 0 ? ", " : "", name);
      ++*n_columns;
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static char *
make_insert (const char *table,
             const char *columns,
             guint       n_columns)
{
  g_autoptr(GString) sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT OR IGNORE INTO %s (%s) VALUES (", table, columns);
  for (guint i = 0; i < n_columns; i++)
    g_string_append (sql, i == 0 ? "?" : ", ?");
  g_string_append_c (sql, ')');
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static void
bind_column (LimnerStatement *insert,
             sqlite3_stmt    *row,
             int              column)
{
  switch (sqlite3_column_type (row, column))
    {
    case SQLITE_INTEGER:
      limner_statement_bind_int (insert, column + 1, sqlite3_column_int64 (row, column));
      break;

    case SQLITE_FLOAT:
      limner_statement_bind_double (insert, column + 1, sqlite3_column_double (row, column));
      break;

    case SQLITE_TEXT:
      if (g_utf8_validate ((const char *) sqlite3_column_text (row, column),
                           sqlite3_column_bytes (row, column), NULL))
        limner_statement_bind_text (insert, column + 1,
                                    (const char *) sqlite3_column_text (row, column));
      break;

    default:
      break;
    }
}

/* Rows come until the first damaged page; a row that does not fit (a reference to what is lost) is
 * left out. Only a failure to write, such as a full disk, is an error.
 */
static gboolean
copy_table (LimnerDatabase  *database,
            sqlite3         *damaged,
            const char      *table,
            GError         **error)
{
  g_autoptr(sqlite3_stmt) rows = NULL;
  g_autofree char *columns = NULL;
  g_autofree char *insert_sql = NULL;
  g_autofree char *select_sql = NULL;
  guint n_columns;

  columns = list_columns (database, damaged, table, &n_columns);
  if (n_columns == 0)
    return TRUE;
  insert_sql = make_insert (table, columns, n_columns);
  select_sql = g_strdup_printf ("SELECT %s FROM %s", columns, table);
  if (sqlite3_prepare_v2 (damaged, select_sql, -1, &rows, NULL) != SQLITE_OK)
    return TRUE;

  while (sqlite3_step (rows) == SQLITE_ROW)
    {
      g_autoptr(LimnerStatement) insert = NULL;

      insert = limner_database_query (database, error, insert_sql, NULL);
      if (insert == NULL)
        return FALSE;
      for (guint i = 0; i < n_columns; i++)
        bind_column (insert, rows, (int) i);
      limner_statement_step (insert, NULL);
    }
  return TRUE;
}

/* What an older library lacks is brought up to date only in the new one, so the counter, which
 * numbers the changes, goes on from the highest number that was kept.
 */
static gboolean
restore_counter (LimnerDatabase  *database,
                 GError         **error)
{
  return limner_database_run (database, error,
                              "UPDATE counter SET revision ="
                              " (SELECT coalesce (max (revision), 0) FROM items)", NULL);
}

/**
 * limner_salvage_run:
 * @database: a new, empty database
 * @damaged_path: where the damaged one lies
 * @error: return location for an error
 *
 * Copies what can still be read of a damaged database: ratings, tags, albums, the journal of jobs.
 * That nothing can be read is no failure.
 *
 * Returns: %FALSE only when the new database cannot be written
 */
gboolean
limner_salvage_run (LimnerDatabase  *database,
                    const char      *damaged_path,
                    GError         **error)
{
  g_autoptr(sqlite3) damaged = NULL;

  g_return_val_if_fail (database != NULL, FALSE);
  g_return_val_if_fail (damaged_path != NULL, FALSE);

  if (sqlite3_open_v2 (damaged_path, &damaged, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
    return TRUE;
  sqlite3_db_config (damaged, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (damaged, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);

  if (!limner_database_begin (database, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      if (!copy_table (database, damaged, tables[i], error))
        {
          limner_database_rollback (database);
          return FALSE;
        }
    }
  if (!restore_counter (database, error))
    {
      limner_database_rollback (database);
      return FALSE;
    }
  return limner_database_commit (database, error);
}
