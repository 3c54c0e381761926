/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-resource.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_SEARCH_RESULT (limner_search_result_get_type ())
G_DECLARE_FINAL_TYPE (LimnerSearchResult, limner_search_result, LIMNER, SEARCH_RESULT,
                      LimnerResource)

LimnerSearchResult *limner_search_result_new             (const char         *query,
                                                          GListModel         *models);
const char         *limner_search_result_get_query       (LimnerSearchResult *self);
GListModel         *limner_search_result_get_models      (LimnerSearchResult *self);
GListModel         *limner_search_result_get_collections (LimnerSearchResult *self);

G_END_DECLS
