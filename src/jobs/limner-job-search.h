/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/limner-client-predictions.h"

#include "limner-job-context.h"
#include "limner-job.h"

G_BEGIN_DECLS

void     limner_job_search_async  (LimnerJob            *job,
                                   LimnerJobContext     *context,
                                   LimnerClient         *client,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean limner_job_search_finish (LimnerJob            *job,
                                   GAsyncResult         *result,
                                   LimnerPrediction    **found,
                                   GError              **error);

G_END_DECLS
