/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/limner-client.h"
#include "image/limner-picture.h"

G_BEGIN_DECLS

void           limner_cover_load_async  (LimnerClient         *client,
                                         const char           *url,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
LimnerPicture *limner_cover_load_finish (GAsyncResult         *result,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
