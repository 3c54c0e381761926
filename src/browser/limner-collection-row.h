/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "wire/limner-collection.h"

#include "limner-model-finder.h"
#include "limner-model-hints.h"
#include "limner-model-selection.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_COLLECTION_ROW (limner_collection_row_get_type ())
G_DECLARE_FINAL_TYPE (LimnerCollectionRow, limner_collection_row, LIMNER, COLLECTION_ROW, GtkWidget)

GtkWidget        *limner_collection_row_new            (LimnerStudio         *studio,
                                                        LimnerModelFinder    *finder,
                                                        LimnerModelHints     *hints,
                                                        LimnerModelSelection *selection,
                                                        LimnerCollection     *collection)
  G_GNUC_WARN_UNUSED_RESULT;
void              limner_collection_row_load           (LimnerCollectionRow  *self);
LimnerCollection *limner_collection_row_get_collection (LimnerCollectionRow  *self);
guint             limner_collection_row_get_n_cards    (LimnerCollectionRow  *self);

G_END_DECLS
