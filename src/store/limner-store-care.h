/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-store.h"

G_BEGIN_DECLS

/** How long a kept file stays although nothing refers to it, in seconds: two weeks. */
#define LIMNER_STORE_BLOB_AGE (14 * 24 * 60 * 60)

/* Looking after the library; the first two end with limner_store_write_finish(), the last one with
 * limner_store_change_finish() */
void limner_store_check_async         (LimnerStore          *self,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
void limner_store_backup_async        (LimnerStore          *self,
                                       const char           *path,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
void limner_store_collect_blobs_async (LimnerStore          *self,
                                       gint64                unused_before,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);

void limner_store_list_folders_async  (LimnerStore          *self,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
char **limner_store_list_folders_finish (LimnerStore        *self,
                                       GAsyncResult         *result,
                                       GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
