/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "wire/limner-account.h"

#include "limner-client.h"
#include "limner-page-list.h"

G_BEGIN_DECLS

/* GET /account */
void            limner_client_get_account_async          (LimnerClient         *self,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
LimnerAccount  *limner_client_get_account_finish         (LimnerClient         *self,
                                                          GAsyncResult         *result,
                                                          GError              **error);

/* GET /hardware: a list of LimnerHardware */
LimnerPageList *limner_client_list_hardware              (LimnerClient         *self);

/* GET /webhooks/default/secret */
void            limner_client_get_webhook_secret_async   (LimnerClient         *self,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
char           *limner_client_get_webhook_secret_finish  (LimnerClient         *self,
                                                          GAsyncResult         *result,
                                                          GError              **error);

G_END_DECLS
