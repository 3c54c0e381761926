/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-database.h"

G_BEGIN_DECLS

/** When more items than this changed at once, lists read everything again. */
#define LIMNER_STORE_MAX_CHANGES 1000

/**
 * LimnerStoreChanges:
 * @items: (element-type LimnerItemDetails): items that are new or changed
 * @deleted: (element-type gint64): numbers of items that are gone
 * @all: whether so much changed that the above is left empty
 *
 * What happened to the gallery, by this program or by another one.
 */
typedef struct
{
  GPtrArray *items;
  GArray    *deleted;
  gboolean   all;
} LimnerStoreChanges;

void                limner_store_changes_free         (LimnerStoreChanges *self);
gint64              limner_store_changes_get_revision (LimnerDatabase     *database);
LimnerStoreChanges *limner_store_changes_collect      (LimnerDatabase     *database,
                                                       gint64             *seen_revision);

/* Inside a transaction */
gint64              _limner_store_next_revision       (LimnerDatabase     *database,
                                                       GError            **error);

G_END_DECLS
