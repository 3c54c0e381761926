/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/limner-client.h"

#include "limner-job.h"

G_BEGIN_DECLS

void limner_job_stream_follow_async  (LimnerJob            *job,
                                      LimnerClient         *client,
                                      const char           *url,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean limner_job_stream_follow_finish (LimnerJob        *job,
                                      GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
