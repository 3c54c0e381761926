/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-client.h"
#include "limner-event-parser.h"

G_BEGIN_DECLS

void     limner_client_follow_stream_async  (LimnerClient         *self,
                                             const char           *url,
                                             LimnerEventFunc       func,
                                             gpointer              func_data,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean limner_client_follow_stream_finish (LimnerClient         *self,
                                             GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
