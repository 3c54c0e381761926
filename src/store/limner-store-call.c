/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"

#include "limner-store-call.h"
#include "limner-store-private.h"

typedef struct
{
  char   type;
  char  *text;
  gint64 integer;
  double number;
} Value;

typedef struct
{
  char                *sql;
  const LimnerRowType *type;
  gpointer             row;      /* what is written */
  Value               *values;
  gsize                n_values;
} Statement;

static void
free_statement (gpointer data)
{
  Statement *statement = data;

  for (gsize i = 0; i < statement->n_values; i++)
    g_clear_pointer (&statement->values[i].text, g_free);
  if (statement->row != NULL)
    statement->type->free_row (statement->row);
  g_clear_pointer (&statement->values, g_free);
  g_clear_pointer (&statement->sql, g_free);
  g_free (statement);
}

static Statement *
make_statement (const char *sql,
                const char *types,
                va_list     list)
{
  Statement *statement = g_new0 (Statement, 1);

  statement->sql = g_strdup (sql);
  statement->n_values = types != NULL ? strlen (types) : 0;
  statement->values = g_new0 (Value, statement->n_values);
  for (gsize i = 0; i < statement->n_values; i++)
    {
      Value *value = &statement->values[i];

      value->type = types[i];
      if (value->type == 's')
        value->text = g_strdup (va_arg (list, const char *));
      else if (value->type == 'i')
        value->integer = va_arg (list, gint64);
      else
        value->number = va_arg (list, double);
    }
  return statement;
}

static LimnerStatement *
prepare (LimnerDatabase   *database,
         const Statement  *wish,
         GError          **error)
{
  LimnerStatement *statement = limner_database_query (database, error, wish->sql, NULL);

  if (statement == NULL)
    return NULL;
  if (wish->row != NULL)
    _limner_row_bind (wish->type, statement, wish->row);
  for (gsize i = 0; i < wish->n_values; i++)
    {
      const Value *value = &wish->values[i];
      int place = (int) i + 1;

      if (value->type == 's')
        limner_statement_bind_text (statement, place, value->text);
      else if (value->type == 'i')
        limner_statement_bind_int (statement, place, value->integer);
      else
        limner_statement_bind_double (statement, place, value->number);
    }
  return statement;
}

static gpointer
run_write (LimnerStore     *self,
           LimnerDatabase  *database,
           gpointer         data,
           GError         **error)
{
  g_autoptr(LimnerStatement) statement = prepare (database, data, error);

  if (statement == NULL)
    return NULL;
  limner_statement_step (statement, error);
  return limner_statement_get_ok (statement) ? LIMNER_STORE_OK : NULL;
}

static gpointer
run_list (LimnerStore     *self,
          LimnerDatabase  *database,
          gpointer         data,
          GError         **error)
{
  const Statement *wish = data;
  g_autoptr(LimnerStatement) statement = prepare (database, wish, error);
  g_autoptr(GPtrArray) rows = NULL;

  if (statement == NULL)
    return NULL;

  rows = g_ptr_array_new_with_free_func (wish->type->free_row);
  while (limner_statement_step (statement, error))
    {
      gpointer row = _limner_row_read (wish->type, statement);

      if (row != NULL)
        g_ptr_array_add (rows, row);
    }
  return limner_statement_get_ok (statement) ? g_steal_pointer (&rows) : NULL;
}

/* Runs a statement that writes; ends with limner_store_write_finish(). */
void
_limner_store_run (LimnerStore         *self,
                   gpointer             source_tag,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data,
                   const char          *sql,
                   const char          *types,
                   ...)
{
  Statement *statement;
  va_list list;

  va_start (list, types);
  statement = make_statement (sql, types, list);
  va_end (list);
  _limner_store_push (self, LIMNER_STORE_READ, source_tag, run_write, statement, free_statement,
                      NULL, cancellable, callback, user_data);
}

/* Reads rows; ends with _limner_store_finish(), which gives a GPtrArray of them. A statement that
 * begins with FROM asks for all columns of @rows.
 */
void
_limner_store_list (LimnerStore         *self,
                    gpointer             source_tag,
                    const LimnerRowType *rows,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data,
                    const char          *sql,
                    const char          *types,
                    ...)
{
  g_autofree char *whole = NULL;
  Statement *statement;
  va_list list;

  if (g_str_has_prefix (sql, "FROM "))
    {
      g_autofree char *columns = _limner_row_list_columns (rows, "%");

      whole = g_strdup_printf ("SELECT %s %s", columns, sql);
    }

  va_start (list, types);
  statement = make_statement (whole != NULL ? whole : sql, types, list);
  va_end (list);
  statement->type = rows;
  _limner_store_push (self, LIMNER_STORE_READ, source_tag, run_list, statement, free_statement,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

/* Writes a row in place of the one with the same key, which is its first column; ends with
 * limner_store_write_finish().
 */
void
_limner_store_put (LimnerStore         *self,
                   gpointer             source_tag,
                   const LimnerRowType *type,
                   const char          *table,
                   gconstpointer        row,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  g_autofree char *columns = _limner_row_list_columns (type, "%");
  g_autofree char *places = _limner_row_list_columns (type, "?");
  g_autofree char *updates = _limner_row_list_columns (type, "% = excluded.%");
  Statement *statement = g_new0 (Statement, 1);

  statement->sql = g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s)"
                                    " DO UPDATE SET %s", table, columns, places,
                                    type->columns[0].name, updates);
  statement->type = type;
  statement->row = _limner_row_copy (type, row);
  _limner_store_push (self, LIMNER_STORE_READ, source_tag, run_write, statement, free_statement,
                      NULL, cancellable, callback, user_data);
}

/* Ends _limner_store_list() where one row is wanted: NULL with NOT_FOUND when there is none. */
gpointer
_limner_store_finish_first (LimnerStore   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_autoptr(GPtrArray) rows = _limner_store_finish (self, result, error);

  if (rows == NULL)
    return NULL;
  if (rows->len > 0)
    return g_ptr_array_steal_index (rows, 0);
  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND, "The library does not have it");
  return NULL;
}
