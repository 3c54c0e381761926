/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-studio.h"
#include "limner-training-set.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_CAPTIONER (limner_captioner_get_type ())
G_DECLARE_FINAL_TYPE (LimnerCaptioner, limner_captioner, LIMNER, CAPTIONER, GObject)

LimnerCaptioner *limner_captioner_new           (LimnerStudio         *studio,
                                                 LimnerTrainingSet    *set,
                                                 const char           *trigger)
  G_GNUC_WARN_UNUSED_RESULT;
void             limner_captioner_run_async     (LimnerCaptioner      *self,
                                                 const char           *server,
                                                 const char           *model,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean         limner_captioner_run_finish    (LimnerCaptioner      *self,
                                                 GAsyncResult         *result,
                                                 guint                *n_written,
                                                 GError              **error);

G_END_DECLS
