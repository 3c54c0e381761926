/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"
#include "store/limner-store.h"

G_BEGIN_DECLS

void           limner_source_load_async  (LimnerStore          *store,
                                          const char           *path,
                                          GBytes               *bytes,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
LimnerPicture *limner_source_load_finish (LimnerStore          *store,
                                          GAsyncResult         *result,
                                          char                **blob,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
