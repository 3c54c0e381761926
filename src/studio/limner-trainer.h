/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "schema/limner-schema.h"

G_BEGIN_DECLS

/**
 * LimnerTrainer:
 * @schema: what else it can be asked: its inputs without those that are named here
 * @images_field: the input that takes the zip file
 * @trigger_field: (nullable): the input that takes the trigger word
 * @steps_field: (nullable): the input that says how long it learns
 *
 * A model that learns from pictures, as its schema describes it.
 */
typedef struct
{
  LimnerSchema *schema;
  char         *images_field;
  char         *trigger_field;
  char         *steps_field;
} LimnerTrainer;

LimnerTrainer *limner_trainer_new  (JsonObject    *document) G_GNUC_WARN_UNUSED_RESULT;
void           limner_trainer_free (LimnerTrainer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerTrainer, limner_trainer_free)

G_END_DECLS
