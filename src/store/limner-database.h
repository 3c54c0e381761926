/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LimnerDatabase LimnerDatabase;
typedef struct _LimnerStatement LimnerStatement;

LimnerDatabase  *limner_database_open      (const char       *path,
                                            GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void             limner_database_close     (LimnerDatabase   *self);
gboolean         limner_database_check     (LimnerDatabase   *self,
                                            GError          **error);
gboolean         limner_database_check_words (LimnerDatabase *self,
                                            GError          **error);
gboolean         limner_database_backup    (LimnerDatabase   *self,
                                            const char       *path,
                                            GError          **error);
gboolean         limner_database_execute   (LimnerDatabase   *self,
                                            const char       *sql,
                                            GError          **error);
gboolean         limner_database_begin     (LimnerDatabase   *self,
                                            GError          **error);
gboolean         limner_database_commit    (LimnerDatabase   *self,
                                            GError          **error);
void             limner_database_rollback  (LimnerDatabase   *self);
guint            limner_database_n_changes (LimnerDatabase   *self);
gint64           limner_database_get_data_version (LimnerDatabase *self);

/* Statements; @types has a letter for each value: s text, i gint64, d double (NaN is NULL) */
LimnerStatement *limner_database_query     (LimnerDatabase   *self,
                                            GError          **error,
                                            const char       *sql,
                                            const char       *types,
                                            ...) G_GNUC_WARN_UNUSED_RESULT;
gboolean         limner_database_run       (LimnerDatabase   *self,
                                            GError          **error,
                                            const char       *sql,
                                            const char       *types,
                                            ...);
void             limner_statement_bind_text   (LimnerStatement *self,
                                               int              index,
                                               const char      *text);
void             limner_statement_bind_int    (LimnerStatement *self,
                                               int              index,
                                               gint64           value);
void             limner_statement_bind_double (LimnerStatement *self,
                                               int              index,
                                               double           value);
gboolean         limner_statement_step        (LimnerStatement *self,
                                               GError         **error);
gboolean         limner_statement_get_ok      (LimnerStatement *self);
int              limner_statement_get_n_columns (LimnerStatement *self);
const char      *limner_statement_peek_bytes  (LimnerStatement *self,
                                               int              column,
                                               gsize           *length);
char            *limner_statement_dup_text    (LimnerStatement *self,
                                               int              column,
                                               gsize            max_bytes)
                                               G_GNUC_WARN_UNUSED_RESULT;
gint64           limner_statement_get_int     (LimnerStatement *self,
                                               int              column);
double           limner_statement_get_double  (LimnerStatement *self,
                                               int              column);
void             limner_statement_free        (LimnerStatement *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerDatabase, limner_database_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerStatement, limner_statement_free)

G_END_DECLS
