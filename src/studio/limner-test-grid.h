/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-studio.h"

G_BEGIN_DECLS

void       limner_test_grid_async  (LimnerStudio         *studio,
                                    LimnerTrainingRun    *run,
                                    const char           *prompt,
                                    guint                 n,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
GPtrArray *limner_test_grid_finish (LimnerStudio         *studio,
                                    GAsyncResult         *result,
                                    GError              **error) G_GNUC_WARN_UNUSED_RESULT;
char      *limner_test_grid_dup_prompt (LimnerTrainingRun *run) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *limner_test_grid_find   (LimnerStudio         *studio,
                                    LimnerTrainingRun    *run,
                                    guint                 n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
