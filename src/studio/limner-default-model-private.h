/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-default-model.h"

G_BEGIN_DECLS

GHashTable *_limner_studio_get_default_models (LimnerStudio *self);
void        _limner_default_model_take        (LimnerStudio *studio,
                                               GPtrArray    *memos);
void        _limner_default_model_forget      (LimnerStudio *studio,
                                               const char   *server_id);

/** Under which kind of memo the choices are kept; their names are those of the table. */
#define LIMNER_DEFAULT_MODEL_MEMO "default-model"

G_END_DECLS
