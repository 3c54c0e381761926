/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-engine-context.h"

G_BEGIN_DECLS

/**
 * LimnerEnginePageSource:
 * @size: how many are on a page
 * @ascending: whether the keys grow from item to item; else they fall
 * @get_key: makes a text of an item that orders the items and that no two share
 * @get_json: makes what the page shows of an item
 *
 * How a list is cut into pages.
 */
typedef struct
{
  guint        size;
  gboolean     ascending;
  char       * (*get_key)  (gpointer     item);
  JsonObject * (*get_json) (gpointer     item,
                            const char  *origin);
} LimnerEnginePageSource;

void limner_engine_page_answer (LimnerEngineContext          *context,
                                LimnerEngineRequest          *request,
                                GPtrArray                    *items,
                                const LimnerEnginePageSource *source);

G_END_DECLS
