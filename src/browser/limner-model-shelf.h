/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "limner-model-kinds.h"

G_BEGIN_DECLS

/**
 * LimnerModelOrder:
 * @LIMNER_MODEL_ORDER_GIVEN: as the server or the search gave them
 * @LIMNER_MODEL_ORDER_RUNS: those that were run most first
 * @LIMNER_MODEL_ORDER_NAME: by name
 * @LIMNER_MODEL_ORDER_NEWEST: the newest version first
 *
 * How models are ordered.
 */
typedef enum
{
  LIMNER_MODEL_ORDER_GIVEN,
  LIMNER_MODEL_ORDER_RUNS,
  LIMNER_MODEL_ORDER_NAME,
  LIMNER_MODEL_ORDER_NEWEST,
} LimnerModelOrder;

#define LIMNER_TYPE_MODEL_SHELF (limner_model_shelf_get_type ())
G_DECLARE_FINAL_TYPE (LimnerModelShelf, limner_model_shelf, LIMNER, MODEL_SHELF, GObject)

LimnerModelShelf *limner_model_shelf_new        (void) G_GNUC_WARN_UNUSED_RESULT;
GListModel       *limner_model_shelf_get_list   (LimnerModelShelf *self);
void              limner_model_shelf_set_source (LimnerModelShelf *self,
                                                 GListModel       *source);
void              limner_model_shelf_set_kind   (LimnerModelShelf *self,
                                                 LimnerModelKinds  kind);
void              limner_model_shelf_set_order  (LimnerModelShelf *self,
                                                 LimnerModelOrder  order);

G_END_DECLS
