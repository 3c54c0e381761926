/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/limner-client-files.h"
#include "store/limner-store.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_JOB_UPLOADS (limner_job_uploads_get_type ())
G_DECLARE_FINAL_TYPE (LimnerJobUploads, limner_job_uploads, LIMNER, JOB_UPLOADS, GObject)

LimnerJobUploads *limner_job_uploads_new          (LimnerStore          *store)
    G_GNUC_WARN_UNUSED_RESULT;
void              limner_job_uploads_bring_async  (LimnerJobUploads     *self,
                                                   LimnerClient         *client,
                                                   const char           *sha256,
                                                   GBytes               *bytes,
                                                   LimnerProgressFunc    progress,
                                                   gpointer              progress_data,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
char             *limner_job_uploads_bring_finish (LimnerJobUploads     *self,
                                                   GAsyncResult         *result,
                                                   GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;

void              limner_job_uploads_list_async   (LimnerJobUploads     *self,
                                                   const char           *server,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
GHashTable       *limner_job_uploads_list_finish  (LimnerJobUploads     *self,
                                                   GAsyncResult         *result,
                                                   GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* For tests: where the time comes from, in microseconds since 1970. */
void              _limner_job_uploads_set_clock   (LimnerJobUploads     *self,
                                                   gint64              (*now) (void));

G_END_DECLS
