/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-database.h"
#include "limner-item-details.h"
#include "limner-row.h"

G_BEGIN_DECLS

/** The columns that limner_store_rows_read() expects, in its order. */
#define LIMNER_STORE_ITEM_COLUMNS \
  "items.id, items.path, items.sha256, items.mime, items.size, items.width, items.height," \
  " items.created, items.prompt, items.prompt_typed, items.negative_prompt, items.seed," \
  " items.model, items.version, items.server, items.operation, items.input, items.recipe," \
  " items.raw, items.job, items.output_index, items.n_outputs, items.prediction," \
  " items.cost, items.cost_source, items.predict_time, items.favourite, items.rating, items.tags," \
  " items.notes, items.trashed, items.missing"

extern const LimnerRowType _limner_item_row;

LimnerItemDetails *limner_store_rows_read     (LimnerDatabase     *database,
                                               LimnerStatement    *statement)
                                               G_GNUC_WARN_UNUSED_RESULT;
LimnerItemDetails *limner_store_rows_get      (LimnerDatabase     *database,
                                               gint64              id,
                                               GError            **error) G_GNUC_WARN_UNUSED_RESULT;
gint64             limner_store_rows_choose_id (LimnerDatabase    *database,
                                               gint64              wish);
gboolean           limner_store_rows_insert   (LimnerDatabase     *database,
                                               LimnerItemDetails  *details,
                                               GError            **error);
gboolean           limner_store_rows_add_words (LimnerDatabase    *database,
                                               gint64              id,
                                               GError            **error);
gboolean           limner_store_rows_drop_words (LimnerDatabase   *database,
                                               gint64              id,
                                               GError            **error);
gboolean           limner_store_rows_set_tags (LimnerDatabase     *database,
                                               gint64              id,
                                               const char * const *tags,
                                               GError            **error);
char              *limner_store_rows_split_script (const char     *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
