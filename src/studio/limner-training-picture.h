/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_TRAINING_PICTURE (limner_training_picture_get_type ())
G_DECLARE_FINAL_TYPE (LimnerTrainingPicture, limner_training_picture, LIMNER, TRAINING_PICTURE,
                      GObject)

LimnerTrainingPicture *limner_training_picture_new             (const char            *reference,
                                                                int                    width,
                                                                int                    height,
                                                                guint64                n_bytes,
                                                                guint64                print)
  G_GNUC_WARN_UNUSED_RESULT;
const char            *limner_training_picture_get_reference   (LimnerTrainingPicture *self);
int                    limner_training_picture_get_width       (LimnerTrainingPicture *self);
int                    limner_training_picture_get_height      (LimnerTrainingPicture *self);
guint64                limner_training_picture_get_n_bytes     (LimnerTrainingPicture *self);
guint64                limner_training_picture_get_print       (LimnerTrainingPicture *self);
const char            *limner_training_picture_get_caption     (LimnerTrainingPicture *self);
void                   limner_training_picture_set_caption     (LimnerTrainingPicture *self,
                                                                const char            *caption);
gboolean               limner_training_picture_get_unreviewed  (LimnerTrainingPicture *self);
void                   limner_training_picture_set_unreviewed  (LimnerTrainingPicture *self,
                                                                gboolean               unreviewed);
gboolean               limner_training_picture_get_square      (LimnerTrainingPicture *self);
void                   limner_training_picture_set_square      (LimnerTrainingPicture *self,
                                                                gboolean               square);
gboolean               limner_training_picture_get_alike       (LimnerTrainingPicture *self);
void                   limner_training_picture_set_alike       (LimnerTrainingPicture *self,
                                                                gboolean               alike);

G_END_DECLS
