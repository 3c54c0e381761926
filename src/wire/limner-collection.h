/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-resource.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_COLLECTION (limner_collection_get_type ())
G_DECLARE_FINAL_TYPE (LimnerCollection, limner_collection, LIMNER, COLLECTION, LimnerResource)

LimnerCollection *limner_collection_new                  (const char       *slug,
                                                          const char       *name,
                                                          const char       *description);
const char       *limner_collection_get_name             (LimnerCollection *self);
const char       *limner_collection_get_slug             (LimnerCollection *self);
const char       *limner_collection_get_description      (LimnerCollection *self);
const char       *limner_collection_get_full_description (LimnerCollection *self);
GListModel       *limner_collection_get_models           (LimnerCollection *self);

G_END_DECLS
