/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void     limner_background_request_async  (GApplication         *application,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean limner_background_request_finish (GApplication         *application,
                                           GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
