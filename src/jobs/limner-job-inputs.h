/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "limner-job-uploads.h"

G_BEGIN_DECLS

/** Files up to this many bytes travel inside the request, larger ones are uploaded before. */
#define LIMNER_JOB_MAX_INLINE (256 * 1024)

gboolean    limner_job_inputs_check_sizes    (LimnerStore          *store,
                                              LimnerServerKind      kind,
                                              JsonObject           *input,
                                              GError              **error);
void        limner_job_inputs_resolve_async  (LimnerStore          *store,
                                              LimnerJobUploads     *uploads,
                                              LimnerClient         *client,
                                              JsonObject           *input,
                                              LimnerProgressFunc    progress,
                                              gpointer              progress_data,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
JsonObject *limner_job_inputs_resolve_finish (LimnerStore          *store,
                                              GAsyncResult         *result,
                                              GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
