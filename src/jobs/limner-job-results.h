/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/limner-client.h"
#include "store/limner-store.h"

#include "limner-job.h"

G_BEGIN_DECLS

void     limner_job_results_save_async  (LimnerJob            *job,
                                         LimnerStore          *store,
                                         LimnerClient         *client,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean limner_job_results_save_finish (LimnerJob            *job,
                                         GAsyncResult         *result,
                                         GError              **error);
void     limner_job_results_keep_async  (LimnerStore          *store,
                                         const char * const   *outputs,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
char   **limner_job_results_keep_finish (LimnerStore          *store,
                                         GAsyncResult         *result,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
