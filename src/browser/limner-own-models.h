/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/limner-client.h"

G_BEGIN_DECLS

void        limner_own_models_load_async  (LimnerClient         *client,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
GListModel *limner_own_models_load_finish (LimnerClient         *client,
                                           GAsyncResult         *result,
                                           GError              **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
