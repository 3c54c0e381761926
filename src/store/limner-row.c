/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "limner-row.h"

/* The most lines that are read of one text. */
#define MAX_LINES 256

/* A database is outside input: what does not fit reads as nothing, numbers are brought into their
 * bounds.
 */
static void
read_member (const LimnerColumn *column,
             LimnerStatement    *statement,
             int                 place,
             gpointer            member)
{
  g_autofree char *lines = NULL;
  double number;

  switch (column->kind)
    {
    case LIMNER_COLUMN_TEXT:
    case LIMNER_COLUMN_NEEDED:
      *(char **) member = limner_statement_dup_text (statement, place, (gsize) column->highest);
      break;
    case LIMNER_COLUMN_LINES:
      lines = limner_statement_dup_text (statement, place, (gsize) column->highest);
      if (lines != NULL && *lines != '\0')
        *(char ***) member = g_strsplit (lines, "\n", MAX_LINES);
      break;
    case LIMNER_COLUMN_INT64:
      *(gint64 *) member = limner_statement_get_int (statement, place);
      break;
    case LIMNER_COLUMN_INT:
      *(int *) member = (int) CLAMP (limner_statement_get_int (statement, place), column->lowest,
                                     column->highest);
      break;
    case LIMNER_COLUMN_DOUBLE:
    case LIMNER_COLUMN_NUMBER:
      number = limner_statement_get_double (statement, place);
      *(double *) member = column->kind == LIMNER_COLUMN_NUMBER && isnan (number) ? 0 : number;
      break;
    case LIMNER_COLUMN_LOOSE:
    default:
      g_assert_not_reached ();
    }
}

/* Reads a row into a structure that is empty; FALSE if it lacks what it cannot be without. */
gboolean
_limner_row_read_into (const LimnerRowType *type,
                       LimnerStatement     *statement,
                       gpointer             row)
{
  int n_places = limner_statement_get_n_columns (statement);
  gboolean whole = TRUE;
  int place = 0;

  for (guint i = 0; i < type->n_columns && place < n_places; i++)
    {
      const LimnerColumn *column = &type->columns[i];
      gpointer member = G_STRUCT_MEMBER_P (row, column->offset);

      if (column->kind == LIMNER_COLUMN_LOOSE)
        continue;
      read_member (column, statement, place++, member);
      if (column->kind == LIMNER_COLUMN_NEEDED && *(char **) member == NULL)
        whole = FALSE;
    }
  return whole;
}

/* A row as a new structure, NULL if it is none. Members beyond the statement's columns stay 0. */
gpointer
_limner_row_read (const LimnerRowType *type,
                  LimnerStatement     *statement)
{
  gpointer row = g_malloc0 (type->size);

  if (_limner_row_read_into (type, statement, row))
    return row;
  type->free_row (row);
  return NULL;
}

/* Gives a structure that was copied byte by byte texts of its own. */
void
_limner_row_copy_members (const LimnerRowType *type,
                          gpointer             row)
{
  for (guint i = 0; i < type->n_columns; i++)
    {
      LimnerColumnKind kind = type->columns[i].kind;
      gpointer member = G_STRUCT_MEMBER_P (row, type->columns[i].offset);

      if (kind == LIMNER_COLUMN_TEXT || kind == LIMNER_COLUMN_NEEDED)
        *(char **) member = g_strdup (*(char **) member);
      else if (kind == LIMNER_COLUMN_LINES || kind == LIMNER_COLUMN_LOOSE)
        *(char ***) member = g_strdupv (*(char ***) member);
    }
}

gpointer
_limner_row_copy (const LimnerRowType *type,
                  gconstpointer        row)
{
  gpointer copy = g_memdup2 (row, type->size);

  _limner_row_copy_members (type, copy);
  return copy;
}

/* Frees what a structure holds. */
void
_limner_row_clear (const LimnerRowType *type,
                   gpointer             row)
{
  for (guint i = 0; i < type->n_columns; i++)
    {
      LimnerColumnKind kind = type->columns[i].kind;
      gpointer member = G_STRUCT_MEMBER_P (row, type->columns[i].offset);

      if (kind == LIMNER_COLUMN_TEXT || kind == LIMNER_COLUMN_NEEDED)
        g_clear_pointer ((char **) member, g_free);
      else if (kind == LIMNER_COLUMN_LINES || kind == LIMNER_COLUMN_LOOSE)
        g_clear_pointer ((char ***) member, g_strfreev);
    }
}

/* Gives a statement the members as its values, in their order. */
void
_limner_row_bind (const LimnerRowType *type,
                  LimnerStatement     *statement,
                  gconstpointer        row)
{
  int place = 1;

  for (guint i = 0; i < type->n_columns; i++)
    {
      LimnerColumnKind kind = type->columns[i].kind;
      gconstpointer member = G_STRUCT_MEMBER_P (row, type->columns[i].offset);
      g_autofree char *lines = NULL;

      if (kind == LIMNER_COLUMN_LOOSE)
        continue;
      if (kind == LIMNER_COLUMN_TEXT || kind == LIMNER_COLUMN_NEEDED)
        limner_statement_bind_text (statement, place, *(char * const *) member);
      else if (kind == LIMNER_COLUMN_INT64)
        limner_statement_bind_int (statement, place, *(const gint64 *) member);
      else if (kind == LIMNER_COLUMN_INT)
        limner_statement_bind_int (statement, place, *(const int *) member);
      else if (kind == LIMNER_COLUMN_DOUBLE || kind == LIMNER_COLUMN_NUMBER)
        limner_statement_bind_double (statement, place, *(const double *) member);
      else
        {
          if (*(char ** const *) member != NULL)
            lines = g_strjoinv ("\n", *(char ** const *) member);
          limner_statement_bind_text (statement, place, lines);
        }
      place++;
    }
}

/* The names of the columns, each put for `%` of @format, with commas between them. */
char *
_limner_row_list_columns (const LimnerRowType *type,
                          const char          *format)
{
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; i < type->n_columns; i++)
    {
      if (type->columns[i].kind == LIMNER_COLUMN_LOOSE)
        continue;
      if (list->len > 0)
        g_string_append (list, ", ");
      for (const char *p = format; *p != '\0'; p++)
        {
          if (*p == '%')
            g_string_append (list, type->columns[i].name);
          else
            g_string_append_c (list, *p);
        }
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}
