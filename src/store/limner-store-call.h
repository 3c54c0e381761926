/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-row.h"
#include "limner-store-models.h"
#include "limner-store.h"

G_BEGIN_DECLS

/* Rows of LimnerNamedText: name, text, time and flag, whatever a statement calls them; the last
 * ones may be missing. */
extern const LimnerRowType _limner_named_text_row;

/* Calls that are one statement; @types and values as for limner_database_query(). */
void      _limner_store_run      (LimnerStore          *self,
                                  gpointer              source_tag,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data,
                                  const char           *sql,
                                  const char           *types,
                                  ...);
void      _limner_store_list     (LimnerStore          *self,
                                  gpointer              source_tag,
                                  const LimnerRowType  *rows,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data,
                                  const char           *sql,
                                  const char           *types,
                                  ...);
void      _limner_store_put      (LimnerStore          *self,
                                  gpointer              source_tag,
                                  const LimnerRowType  *type,
                                  const char           *table,
                                  gconstpointer         row,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
gpointer  _limner_store_finish_first (LimnerStore      *self,
                                  GAsyncResult         *result,
                                  GError              **error);

G_END_DECLS
