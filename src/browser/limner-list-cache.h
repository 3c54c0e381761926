/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "store/limner-store.h"

G_BEGIN_DECLS

void        limner_list_cache_save        (LimnerStore          *store,
                                           const char           *server,
                                           const char           *name,
                                           GListModel           *list);
void        limner_list_cache_load_async  (LimnerStore          *store,
                                           const char           *server,
                                           const char           *name,
                                           GType                 type,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
GListModel *limner_list_cache_load_finish (LimnerStore          *store,
                                           GAsyncResult         *result,
                                           gint64               *saved,
                                           GError              **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
