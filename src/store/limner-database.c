/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <math.h>
#include <sqlite3.h>
#include <string.h>

#include <glib/gstdio.h>

#include "base/limner-debug.h"
#include "base/limner-error.h"

#include "limner-database.h"

/* A program that writes at the same time holds the lock for milliseconds; when it hangs, an error
 * after this many is better than a library that never answers.
 */
#define BUSY_TIMEOUT_MS 10000

/* Statements stay prepared between calls; they are few, for their texts are constants. */
struct _LimnerDatabase
{
  sqlite3    *handle;
  GHashTable *statements;   /* owned: SQL text → LimnerStatement that is not in use */
  gboolean    closing;
};

struct _LimnerStatement
{
  LimnerDatabase *database;   /* borrowed */
  sqlite3_stmt   *handle;
  char           *sql;
  gboolean        failed;
};

static LimnerError
error_code (sqlite3 *handle,
            int      result)
{
  int system_errno = handle != NULL ? sqlite3_system_errno (handle) : 0;

  switch (result & 0xff)
    {
    case SQLITE_FULL:
      return LIMNER_ERROR_NO_SPACE;

    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return LIMNER_ERROR_CORRUPT;

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return LIMNER_ERROR_BUSY;

    case SQLITE_TOOBIG:
      return LIMNER_ERROR_TOO_LARGE;

    case SQLITE_CONSTRAINT:
      return result == SQLITE_CONSTRAINT_UNIQUE || result == SQLITE_CONSTRAINT_PRIMARYKEY
             ? LIMNER_ERROR_EXISTS : LIMNER_ERROR_FAILED;

    case SQLITE_IOERR:
      return system_errno == ENOSPC || system_errno == EDQUOT ? LIMNER_ERROR_NO_SPACE
                                                              : LIMNER_ERROR_FAILED;

    default:
      return LIMNER_ERROR_FAILED;
    }
}

static const char *
explain (LimnerError code)
{
  if (code == LIMNER_ERROR_NO_SPACE)
    return "There is no room left on the disk for the library";
  if (code == LIMNER_ERROR_CORRUPT)
    return "The library's database is damaged";
  if (code == LIMNER_ERROR_BUSY)
    return "Another program keeps the library's database locked";
  if (code == LIMNER_ERROR_EXISTS)
    return "This is in the library already";
  return "The library's database cannot be used";
}

static gboolean
fail (LimnerDatabase  *self,
      int              result,
      GError         **error)
{
  LimnerError code = error_code (self->handle, result);

  g_set_error (error, LIMNER_ERROR, code, "%s: %s", explain (code),
               self->handle != NULL ? sqlite3_errmsg (self->handle) : sqlite3_errstr (result));
  return FALSE;
}

static void
free_statement (gpointer data)
{
  LimnerStatement *statement = data;

  g_clear_pointer (&statement->handle, sqlite3_finalize);
  g_clear_pointer (&statement->sql, g_free);
  g_free (statement);
}

/**
 * limner_database_open:
 * @path: an absolute path; its folder must exist
 * @error: return location for an error
 *
 * Opens a database or makes an empty one, with a write-ahead log so that readers never wait for a
 * writer, and with every commit on the disk before it returns: the journal of paid requests relies
 * on that. A connection belongs to one thread.
 *
 * Returns: (transfer full) (nullable): the connection; or %NULL with %LIMNER_ERROR_CORRUPT,
 *   %LIMNER_ERROR_NO_SPACE, %LIMNER_ERROR_BUSY, %LIMNER_ERROR_FAILED
 */
LimnerDatabase *
limner_database_open (const char  *path,
                      GError     **error)
{
  g_autoptr(LimnerDatabase) self = g_new0 (LimnerDatabase, 1);
  int result;

  g_return_val_if_fail (path != NULL, NULL);

  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_statement);
  result = sqlite3_open_v2 (path, &self->handle,
                            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
  if (result != SQLITE_OK)
    {
      fail (self, result, error);
      return NULL;
    }

  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_limit (self->handle, SQLITE_LIMIT_LENGTH, 64 * 1024 * 1024);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  if (!limner_database_execute (self,
                                "PRAGMA journal_mode = WAL;"
                                "PRAGMA synchronous = FULL;"
                                "PRAGMA foreign_keys = ON;"
                                "PRAGMA temp_store = MEMORY;"
                                "PRAGMA mmap_size = 268435456;"
                                "PRAGMA cache_size = -16384;",
                                error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * limner_database_close:
 * @self: (transfer full): a connection
 *
 * Closes it. All its statements must have been freed.
 */
void
limner_database_close (LimnerDatabase *self)
{
  g_return_if_fail (self != NULL);

  self->closing = TRUE;
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->handle, sqlite3_close);
  g_free (self);
}

/**
 * limner_database_check:
 * @self: a connection
 * @error: return location for an error
 *
 * Reads the whole file and looks for damage; takes about 1 s for 500 MB.
 *
 * Returns: %TRUE if it is sound, else %LIMNER_ERROR_CORRUPT
 */
gboolean
limner_database_check (LimnerDatabase  *self,
                       GError         **error)
{
  g_autoptr(LimnerStatement) statement = NULL;
  g_autofree char *verdict = NULL;

  statement = limner_database_query (self, error, "PRAGMA quick_check (1)", NULL);
  if (statement == NULL)
    return FALSE;
  if (!limner_statement_step (statement, error))
    return limner_statement_get_ok (statement);

  verdict = limner_statement_dup_text (statement, 0, 4096);
  if (g_strcmp0 (verdict, "ok") == 0)
    return TRUE;

  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_CORRUPT, "%s: %s", explain (LIMNER_ERROR_CORRUPT),
               verdict);
  return FALSE;
}

/**
 * limner_database_check_words:
 * @self: a connection
 * @error: return location for an error
 *
 * Looks whether the index of words is whole in itself.
 *
 * Returns: %TRUE if it is, else %LIMNER_ERROR_CORRUPT
 */
gboolean
limner_database_check_words (LimnerDatabase  *self,
                             GError         **error)
{
  return limner_database_execute (self, "INSERT INTO items_fts (items_fts)"
                                        " VALUES ('integrity-check')", error);
}

/**
 * limner_database_backup:
 * @self: a connection, outside of a transaction
 * @path: a file that does not exist
 * @error: return location for an error
 *
 * Writes a copy of all that is committed, as one file without a log, while other programs go on.
 * The copy gets its name once it is whole.
 *
 * Returns: %TRUE on success
 */
gboolean
limner_database_backup (LimnerDatabase  *self,
                        const char      *path,
                        GError         **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  g_unlink (part);
  if (!limner_database_run (self, error, "VACUUM INTO ?", "s", part))
    {
      g_unlink (part);
      return FALSE;
    }
  if (g_rename (part, path) == 0)
    return TRUE;

  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_FAILED, "The copy cannot be written: %s",
               g_strerror (errno));
  g_unlink (part);
  return FALSE;
}

/**
 * limner_database_execute:
 * @self: a connection
 * @sql: statements without values
 * @error: return location for an error
 *
 * Runs statements whose results do not matter.
 *
 * Returns: %TRUE on success
 */
gboolean
limner_database_execute (LimnerDatabase  *self,
                         const char      *sql,
                         GError         **error)
{
  int result;

  g_return_val_if_fail (self != NULL, FALSE);

  result = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  return result == SQLITE_OK || fail (self, result, error);
}

/**
 * limner_database_begin:
 * @self: a connection
 * @error: return location for an error
 *
 * Begins a transaction that writes; waits for another program's to end.
 *
 * Returns: %TRUE on success
 */
gboolean
limner_database_begin (LimnerDatabase  *self,
                       GError         **error)
{
  return limner_database_run (self, error, "BEGIN IMMEDIATE", NULL);
}

/**
 * limner_database_commit:
 * @self: a connection
 * @error: return location for an error
 *
 * Ends a transaction; what it wrote is on the disk when this returns. A transaction that cannot be
 * committed is rolled back.
 *
 * Returns: %TRUE on success
 */
gboolean
limner_database_commit (LimnerDatabase  *self,
                        GError         **error)
{
  if (limner_database_run (self, error, "COMMIT", NULL))
    return TRUE;

  limner_database_rollback (self);
  return FALSE;
}

/**
 * limner_database_rollback:
 * @self: a connection
 *
 * Takes back what a transaction did. Does nothing outside of one: a full disk ends a transaction by
 * itself.
 */
void
limner_database_rollback (LimnerDatabase *self)
{
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

/**
 * limner_database_n_changes:
 * @self: a connection
 *
 * Counts what the last statement changed.
 *
 * Returns: rows
 */
guint
limner_database_n_changes (LimnerDatabase *self)
{
  return (guint) sqlite3_changes (self->handle);
}

/**
 * limner_database_get_data_version:
 * @self: a connection
 *
 * Gives a number that is another one when another connection has committed a change.
 *
 * Returns: the number, 0 when it cannot be had
 */
gint64
limner_database_get_data_version (LimnerDatabase *self)
{
  g_autoptr(LimnerStatement) statement = NULL;

  statement = limner_database_query (self, NULL, "PRAGMA data_version", NULL);
  if (statement == NULL || !limner_statement_step (statement, NULL))
    return 0;
  return limner_statement_get_int (statement, 0);
}

static LimnerStatement *
prepare (LimnerDatabase  *self,
         const char      *sql,
         GError         **error)
{
  LimnerStatement *statement;
  sqlite3_stmt *handle = NULL;
  gpointer key;
  gpointer value;
  int result;

  if (g_hash_table_steal_extended (self->statements, sql, &key, &value))
    return value;

  if (limner_debug (LIMNER_DEBUG_SQL))
    g_debug ("%s", sql);
  result = sqlite3_prepare_v2 (self->handle, sql, -1, &handle, NULL);
  if (result != SQLITE_OK)
    {
      fail (self, result, error);
      return NULL;
    }

  statement = g_new0 (LimnerStatement, 1);
  statement->database = self;
  statement->handle = handle;
  statement->sql = g_strdup (sql);
  return statement;
}

static void
bind_values (LimnerStatement *statement,
             const char      *types,
             va_list          values)
{
  for (int i = 0; types != NULL && types[i] != '\0'; i++)
    {
      if (types[i] == 's')
        limner_statement_bind_text (statement, i + 1, va_arg (values, const char *));
      else if (types[i] == 'i')
        limner_statement_bind_int (statement, i + 1, va_arg (values, gint64));
      else if (types[i] == 'd')
        limner_statement_bind_double (statement, i + 1, va_arg (values, double));
      else
        g_assert_not_reached ();
    }
}

/**
 * limner_database_query:
 * @self: a connection
 * @error: return location for an error
 * @sql: one statement
 * @types: (nullable): a letter for each value: `s` text, `i` #gint64, `d` double
 * @...: the values; text is copied
 *
 * Prepares a statement and gives it its values.
 *
 * Returns: (transfer full) (nullable): the statement, to be stepped; or %NULL
 */
LimnerStatement *
limner_database_query (LimnerDatabase  *self,
                       GError         **error,
                       const char      *sql,
                       const char      *types,
                       ...)
{
  LimnerStatement *statement;
  va_list values;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (sql != NULL, NULL);

  statement = prepare (self, sql, error);
  if (statement == NULL)
    return NULL;

  va_start (values, types);
  bind_values (statement, types, values);
  va_end (values);
  return statement;
}

/**
 * limner_database_run:
 * @self: a connection
 * @error: return location for an error
 * @sql: one statement
 * @types: (nullable): as for limner_database_query()
 * @...: the values
 *
 * Runs a statement whose rows do not matter.
 *
 * Returns: %TRUE on success
 */
gboolean
limner_database_run (LimnerDatabase  *self,
                     GError         **error,
                     const char      *sql,
                     const char      *types,
                     ...)
{
  g_autoptr(LimnerStatement) statement = NULL;
  va_list values;

  g_return_val_if_fail (self != NULL, FALSE);

  statement = prepare (self, sql, error);
  if (statement == NULL)
    return FALSE;

  va_start (values, types);
  bind_values (statement, types, values);
  va_end (values);
  limner_statement_step (statement, error);
  return limner_statement_get_ok (statement);
}

/**
 * limner_statement_bind_text:
 * @self: a statement
 * @index: which value, from 1
 * @text: (nullable): what it is to be
 *
 * Gives a text value, of which a copy is made.
 */
void
limner_statement_bind_text (LimnerStatement *self,
                            int              index,
                            const char      *text)
{
  if (text == NULL)
    sqlite3_bind_null (self->handle, index);
  else
    sqlite3_bind_text (self->handle, index, text, -1, SQLITE_TRANSIENT);
}

/**
 * limner_statement_bind_int:
 * @self: a statement
 * @index: which value, from 1
 * @value: what it is to be
 *
 * Gives an integer value.
 */
void
limner_statement_bind_int (LimnerStatement *self,
                           int              index,
                           gint64           value)
{
  sqlite3_bind_int64 (self->handle, index, value);
}

/**
 * limner_statement_bind_double:
 * @self: a statement
 * @index: which value, from 1
 * @value: what it is to be; NaN means that it is not known
 *
 * Gives a number.
 */
void
limner_statement_bind_double (LimnerStatement *self,
                              int              index,
                              double           value)
{
  if (isnan (value))
    sqlite3_bind_null (self->handle, index);
  else
    sqlite3_bind_double (self->handle, index, value);
}

/**
 * limner_statement_step:
 * @self: a statement
 * @error: return location for an error
 *
 * Goes to the next row.
 *
 * Returns: %TRUE if there is one; %FALSE at the end and on failure, which
 *   limner_statement_get_ok() tells apart
 */
gboolean
limner_statement_step (LimnerStatement  *self,
                       GError          **error)
{
  int result;

  g_return_val_if_fail (self != NULL, FALSE);

  result = sqlite3_step (self->handle);
  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    {
      self->failed = TRUE;
      fail (self->database, result, error);
    }
  return FALSE;
}

/**
 * limner_statement_get_ok:
 * @self: a statement
 *
 * Tells whether all its steps went well.
 *
 * Returns: %FALSE once one failed
 */
gboolean
limner_statement_get_ok (LimnerStatement *self)
{
  return !self->failed;
}

/**
 * limner_statement_get_n_columns:
 * @self: a statement
 *
 * Counts what a row has.
 *
 * Returns: columns
 */
int
limner_statement_get_n_columns (LimnerStatement *self)
{
  return sqlite3_column_count (self->handle);
}

/**
 * limner_statement_peek_bytes:
 * @self: a statement at a row
 * @column: which column, from 0
 * @length: (out): in bytes
 *
 * Looks at a value as it is stored, whatever it is.
 *
 * Returns: (transfer none) (nullable): its bytes until the next step, %NULL for numbers and NULL
 */
const char *
limner_statement_peek_bytes (LimnerStatement *self,
                             int              column,
                             gsize           *length)
{
  int type = sqlite3_column_type (self->handle, column);
  const char *bytes = NULL;

  if (type == SQLITE_TEXT || type == SQLITE_BLOB)
    bytes = sqlite3_column_blob (self->handle, column);
  *length = bytes != NULL ? (gsize) sqlite3_column_bytes (self->handle, column) : 0;
  return bytes;
}

/**
 * limner_statement_dup_text:
 * @self: a statement at a row
 * @column: which column, from 0
 * @max_bytes: the most that is taken
 *
 * Reads a text of a row. A database is outside input: what is not text, is too long or is not valid
 * UTF-8 reads as nothing.
 *
 * Returns: (transfer full) (nullable): the text
 */
char *
limner_statement_dup_text (LimnerStatement *self,
                           int              column,
                           gsize            max_bytes)
{
  const char *text;
  gsize length;

  if (sqlite3_column_type (self->handle, column) != SQLITE_TEXT)
    return NULL;

  text = (const char *) sqlite3_column_text (self->handle, column);
  length = (gsize) sqlite3_column_bytes (self->handle, column);
  if (text == NULL || length > max_bytes || !g_utf8_validate_len (text, length, NULL))
    return NULL;
  return g_strndup (text, length);
}

/**
 * limner_statement_get_int:
 * @self: a statement at a row
 * @column: which column, from 0
 *
 * Reads an integer of a row.
 *
 * Returns: the integer, 0 for NULL
 */
gint64
limner_statement_get_int (LimnerStatement *self,
                          int              column)
{
  return sqlite3_column_int64 (self->handle, column);
}

/**
 * limner_statement_get_double:
 * @self: a statement at a row
 * @column: which column, from 0
 *
 * Reads a number of a row.
 *
 * Returns: the number, NaN for NULL and for what is no number
 */
double
limner_statement_get_double (LimnerStatement *self,
                             int              column)
{
  int type = sqlite3_column_type (self->handle, column);

  if (type != SQLITE_FLOAT && type != SQLITE_INTEGER)
    return NAN;
  return sqlite3_column_double (self->handle, column);
}

/**
 * limner_statement_free:
 * @self: (transfer full): a statement
 *
 * Gives a statement back to its connection, which keeps it prepared for the next time.
 */
void
limner_statement_free (LimnerStatement *self)
{
  LimnerDatabase *database = self->database;

  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
  self->failed = FALSE;
  if (database->closing || g_hash_table_contains (database->statements, self->sql))
    free_statement (self);
  else
    g_hash_table_insert (database->statements, self->sql, self);
}
