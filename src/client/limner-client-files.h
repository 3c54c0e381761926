/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "wire/limner-remote-file.h"

#include "limner-client.h"
#include "limner-page-list.h"

G_BEGIN_DECLS

/** The largest file that can be uploaded, in bytes. */
#define LIMNER_MAX_UPLOAD (100 * 1000 * 1000)

/** The largest output that is downloaded unless another limit is given, in bytes. */
#define LIMNER_MAX_DOWNLOAD (512 * 1024 * 1024)

/**
 * LimnerProgressFunc:
 * @done: how many bytes went over the wire
 * @total: how many there are, or -1 where that is not known
 * @data: what the caller gave
 *
 * Told on the thread that made the call, at most ten times a second.
 */
typedef void (*LimnerProgressFunc) (gint64   done,
                                    gint64   total,
                                    gpointer data);

/* POST /files */
void              limner_client_upload_file_async    (LimnerClient        *self,
                                                      GBytes              *bytes,
                                                      const char          *filename,
                                                      const char          *content_type,
                                                      JsonObject          *metadata,
                                                      LimnerProgressFunc   progress,
                                                      gpointer             progress_data,
                                                      GCancellable        *cancellable,
                                                      GAsyncReadyCallback  callback,
                                                      gpointer             user_data);
LimnerRemoteFile *limner_client_upload_file_finish   (LimnerClient  *self,
                                                      GAsyncResult  *result,
                                                      GError       **error);

/* GET /files: a list of LimnerRemoteFile */
LimnerPageList   *limner_client_list_files           (LimnerClient *self);

/* GET /files/{id} */
void              limner_client_get_file_async       (LimnerClient        *self,
                                                      const char          *id,
                                                      GCancellable        *cancellable,
                                                      GAsyncReadyCallback  callback,
                                                      gpointer             user_data);
LimnerRemoteFile *limner_client_get_file_finish      (LimnerClient  *self,
                                                      GAsyncResult  *result,
                                                      GError       **error);

/* DELETE /files/{id} */
void              limner_client_delete_file_async    (LimnerClient        *self,
                                                      const char          *id,
                                                      GCancellable        *cancellable,
                                                      GAsyncReadyCallback  callback,
                                                      gpointer             user_data);
gboolean          limner_client_delete_file_finish   (LimnerClient  *self,
                                                      GAsyncResult  *result,
                                                      GError       **error);

/* GET /files/{id}/download */
void              limner_client_download_file_async  (LimnerClient        *self,
                                                      const char          *id,
                                                      const char          *owner,
                                                      gint64               expiry,
                                                      const char          *signature,
                                                      GCancellable        *cancellable,
                                                      GAsyncReadyCallback  callback,
                                                      gpointer             user_data);
GBytes           *limner_client_download_file_finish (LimnerClient  *self,
                                                      GAsyncResult  *result,
                                                      GError       **error);

/* Fetches an output, a cover or a data: URL; on a worker thread */
void              limner_client_download_async       (LimnerClient        *self,
                                                      const char          *url,
                                                      const char          *path,
                                                      guint64              max_bytes,
                                                      LimnerProgressFunc   progress,
                                                      gpointer             progress_data,
                                                      GCancellable        *cancellable,
                                                      GAsyncReadyCallback  callback,
                                                      gpointer             user_data);
GBytes           *limner_client_download_finish      (LimnerClient  *self,
                                                      GAsyncResult  *result,
                                                      char         **content_type,
                                                      GError       **error);

G_END_DECLS
