/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "studio/limner-training-picture.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_TRAIN_CARD (limner_train_card_get_type ())
G_DECLARE_FINAL_TYPE (LimnerTrainCard, limner_train_card, LIMNER, TRAIN_CARD, GtkWidget)

GtkWidget             *limner_train_card_new         (LimnerTrainingPicture *picture,
                                                      const char            *path)
  G_GNUC_WARN_UNUSED_RESULT;
LimnerTrainingPicture *limner_train_card_get_picture (LimnerTrainCard       *self);

G_END_DECLS
