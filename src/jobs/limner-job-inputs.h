/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "client/limner-client.h"
#include "store/limner-store.h"

G_BEGIN_DECLS

/** Files up to this many bytes travel inside the request, larger ones are uploaded before. */
#define LIMNER_JOB_MAX_INLINE (256 * 1024)

void        limner_job_inputs_resolve_async  (LimnerStore          *store,
                                              LimnerClient         *client,
                                              JsonObject           *input,
                                              const char           *uploads,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
JsonObject *limner_job_inputs_resolve_finish (LimnerStore          *store,
                                              GAsyncResult         *result,
                                              char                **uploads,
                                              GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;
JsonObject *limner_job_inputs_make_pattern   (JsonObject           *input)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
