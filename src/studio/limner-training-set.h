/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "store/limner-store.h"

#include "limner-training-picture.h"

G_BEGIN_DECLS

/** What the guide asks for: at least two pictures, better ten, and not more than fifty. */
#define LIMNER_TRAINING_MIN_PICTURES  2
#define LIMNER_TRAINING_GOOD_PICTURES 10
#define LIMNER_TRAINING_MAX_PICTURES  50

/** The side below which a picture is small for a training, in pixels. */
#define LIMNER_TRAINING_GOOD_SIDE 1024

/**
 * LimnerTrainingRemarks:
 * @n_pictures: how many pictures there are
 * @n_small: how many have a side below %LIMNER_TRAINING_GOOD_SIDE
 * @n_alike: how many look like another one
 * @n_captions: how many have a caption
 * @n_unreviewed: how many captions a model wrote and nobody has looked at
 * @n_bytes: how much all of them hold
 *
 * What can be said of a set of pictures without asking a model.
 */
typedef struct
{
  guint   n_pictures;
  guint   n_small;
  guint   n_alike;
  guint   n_captions;
  guint   n_unreviewed;
  guint64 n_bytes;
} LimnerTrainingRemarks;

/**
 * LimnerTrainingRefusal:
 * @LIMNER_TRAINING_REFUSAL_NO_PICTURE: it is no picture, too large, or cannot be read
 * @LIMNER_TRAINING_REFUSAL_THERE: the same picture is in the set
 * @LIMNER_TRAINING_REFUSAL_TOO_MANY: the set is full
 *
 * Why a file was left out.
 */
typedef enum
{
  LIMNER_TRAINING_REFUSAL_NO_PICTURE,
  LIMNER_TRAINING_REFUSAL_THERE,
  LIMNER_TRAINING_REFUSAL_TOO_MANY
} LimnerTrainingRefusal;

/**
 * LimnerTrainingRefused:
 * @name: what the file is called, to be shown
 * @why: why it is not in the set
 *
 * A file that was left out.
 */
typedef struct
{
  char                  *name;
  LimnerTrainingRefusal  why;
} LimnerTrainingRefused;

#define LIMNER_TYPE_TRAINING_SET (limner_training_set_get_type ())
G_DECLARE_FINAL_TYPE (LimnerTrainingSet, limner_training_set, LIMNER, TRAINING_SET, GObject)

LimnerTrainingSet *limner_training_set_new         (LimnerStore           *store)
  G_GNUC_WARN_UNUSED_RESULT;
void               limner_training_set_add_async   (LimnerTrainingSet     *self,
                                                    GListModel            *files,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
gboolean           limner_training_set_add_finish  (LimnerTrainingSet     *self,
                                                    GAsyncResult          *result,
                                                    GPtrArray            **refused,
                                                    GError               **error);
void               limner_training_set_remove      (LimnerTrainingSet     *self,
                                                    LimnerTrainingPicture *picture);
void               limner_training_set_clear       (LimnerTrainingSet     *self);
void               limner_training_set_get_remarks (LimnerTrainingSet     *self,
                                                    LimnerTrainingRemarks *remarks);
JsonArray         *limner_training_set_to_json     (LimnerTrainingSet     *self)
  G_GNUC_WARN_UNUSED_RESULT;
void               limner_training_set_load        (LimnerTrainingSet     *self,
                                                    JsonArray             *pictures);

/* The archive that trainers take */
void               limner_training_pack_async      (LimnerStore           *store,
                                                    JsonArray             *pictures,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
GBytes            *limner_training_pack_finish     (GAsyncResult          *result,
                                                    GError               **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
