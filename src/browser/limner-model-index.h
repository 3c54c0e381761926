/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "wire/limner-model.h"

G_BEGIN_DECLS

typedef struct _LimnerModelIndex LimnerModelIndex;

LimnerModelIndex *limner_model_index_new    (void) G_GNUC_WARN_UNUSED_RESULT;
void              limner_model_index_free   (LimnerModelIndex *self);
void              limner_model_index_add    (LimnerModelIndex *self,
                                             LimnerModel      *model);
LimnerModel      *limner_model_index_lookup (LimnerModelIndex *self,
                                             const char       *reference);
guint             limner_model_index_get_n  (LimnerModelIndex *self);
GPtrArray        *limner_model_index_search (LimnerModelIndex *self,
                                             const char       *query,
                                             guint             max_models)
                                             G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerModelIndex, limner_model_index_free)

G_END_DECLS
