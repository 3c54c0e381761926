/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-training-run.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_TRAINING_LIST (limner_training_list_get_type ())
G_DECLARE_FINAL_TYPE (LimnerTrainingList, limner_training_list, LIMNER, TRAINING_LIST, GObject)

LimnerTrainingList *limner_training_list_new           (LimnerStore         *store,
                                                        LimnerClientSource  *clients)
  G_GNUC_WARN_UNUSED_RESULT;
void                limner_training_list_resume_async  (LimnerTrainingList  *self,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
gboolean            limner_training_list_resume_finish (LimnerTrainingList  *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
LimnerTrainingRun  *limner_training_list_start         (LimnerTrainingList  *self,
                                                        JsonObject          *record);
void                limner_training_list_remove        (LimnerTrainingList  *self,
                                                        LimnerTrainingRun   *run);
guint               limner_training_list_get_n_active  (LimnerTrainingList  *self);
double              limner_training_list_estimate      (LimnerTrainingList  *self,
                                                        const char          *server,
                                                        const char          *trainer,
                                                        double               work);

G_END_DECLS
