/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-database.h"

G_BEGIN_DECLS

/**
 * LimnerColumnKind:
 * @LIMNER_COLUMN_TEXT: a `char *` of at most #LimnerColumn.highest bytes
 * @LIMNER_COLUMN_NEEDED: such a text without which a row is none
 * @LIMNER_COLUMN_LINES: a `char **`, kept as lines of one text
 * @LIMNER_COLUMN_LOOSE: a `char **` that is copied and freed with the row but kept elsewhere
 * @LIMNER_COLUMN_INT64: a #gint64
 * @LIMNER_COLUMN_INT: an `int`, #guint or #gboolean, brought into its bounds
 * @LIMNER_COLUMN_DOUBLE: a double, NaN when unknown
 * @LIMNER_COLUMN_NUMBER: a double, 0 when unknown
 *
 * What a member of a structure is, and how it is kept.
 */
typedef enum
{
  LIMNER_COLUMN_TEXT,
  LIMNER_COLUMN_NEEDED,
  LIMNER_COLUMN_LINES,
  LIMNER_COLUMN_LOOSE,
  LIMNER_COLUMN_INT64,
  LIMNER_COLUMN_INT,
  LIMNER_COLUMN_DOUBLE,
  LIMNER_COLUMN_NUMBER,
} LimnerColumnKind;

typedef struct
{
  const char       *name;      /* of the member and of the column */
  LimnerColumnKind  kind;
  gsize             offset;
  gint64            lowest;    /* for numbers */
  gint64            highest;   /* for numbers, and bytes of a text */
} LimnerColumn;

/**
 * LimnerRowType:
 * @size: bytes of the structure
 * @columns: its members that are kept, the key first
 * @n_columns: how many
 * @free_row: frees a structure of this kind
 *
 * A structure that is kept as a row: reading, writing, copying and freeing follow from this.
 */
typedef struct
{
  gsize               size;
  const LimnerColumn *columns;
  guint               n_columns;
  GDestroyNotify      free_row;
} LimnerRowType;

/* The place of a member, which does not compile for a member of another type. */
#define LIMNER_ROW_OFFSET(Type, member, ctype) \
  (G_STRUCT_OFFSET (Type, member) + 0 * sizeof (_Generic (((Type *) NULL)->member, ctype: 1)))

#define LIMNER_ROW_TEXT(Type, member, max) \
  { #member, LIMNER_COLUMN_TEXT, LIMNER_ROW_OFFSET (Type, member, char *), 0, max }
#define LIMNER_ROW_NEEDED(Type, member, max) \
  { #member, LIMNER_COLUMN_NEEDED, LIMNER_ROW_OFFSET (Type, member, char *), 0, max }
#define LIMNER_ROW_LINES(Type, member, max) \
  { #member, LIMNER_COLUMN_LINES, LIMNER_ROW_OFFSET (Type, member, char **), 0, max }
#define LIMNER_ROW_LOOSE(Type, member) \
  { #member, LIMNER_COLUMN_LOOSE, LIMNER_ROW_OFFSET (Type, member, char **), 0, 0 }
#define LIMNER_ROW_INT64(Type, member) \
  { #member, LIMNER_COLUMN_INT64, LIMNER_ROW_OFFSET (Type, member, gint64), 0, 0 }
#define LIMNER_ROW_INT(Type, member, lowest, highest) \
  { #member, LIMNER_COLUMN_INT, LIMNER_ROW_OFFSET (Type, member, int), lowest, highest }
#define LIMNER_ROW_COUNT(Type, member) \
  { #member, LIMNER_COLUMN_INT, LIMNER_ROW_OFFSET (Type, member, guint), 0, G_MAXINT }
#define LIMNER_ROW_DOUBLE(Type, member) \
  { #member, LIMNER_COLUMN_DOUBLE, LIMNER_ROW_OFFSET (Type, member, double), 0, 0 }
#define LIMNER_ROW_NUMBER(Type, member) \
  { #member, LIMNER_COLUMN_NUMBER, LIMNER_ROW_OFFSET (Type, member, double), 0, 0 }

#define LIMNER_ROW_TYPE(Type, columns, free_row) \
  { sizeof (Type), columns, G_N_ELEMENTS (columns), free_row }

gpointer _limner_row_read        (const LimnerRowType *type,
                                  LimnerStatement     *statement) G_GNUC_WARN_UNUSED_RESULT;
gboolean _limner_row_read_into   (const LimnerRowType *type,
                                  LimnerStatement     *statement,
                                  gpointer             row);
gpointer _limner_row_copy        (const LimnerRowType *type,
                                  gconstpointer        row) G_GNUC_WARN_UNUSED_RESULT;
void     _limner_row_copy_members (const LimnerRowType *type,
                                  gpointer             row);
void     _limner_row_clear       (const LimnerRowType *type,
                                  gpointer             row);
void     _limner_row_bind        (const LimnerRowType *type,
                                  LimnerStatement     *statement,
                                  gconstpointer        row);
char    *_limner_row_list_columns (const LimnerRowType *type,
                                  const char          *format) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
