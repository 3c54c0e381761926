/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_VAULT (limner_vault_get_type ())
G_DECLARE_FINAL_TYPE (LimnerVault, limner_vault, LIMNER, VAULT, GObject)

LimnerVault *limner_vault_new           (void);
LimnerVault *limner_vault_new_in_memory (void);
gboolean     limner_vault_is_from_environment (LimnerVault   *self,
                                         const char           *server_id);
void         limner_vault_lookup_async  (LimnerVault          *self,
                                         const char           *server_id,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
char        *limner_vault_lookup_finish (LimnerVault          *self,
                                         GAsyncResult         *result,
                                         GError              **error);
void         limner_vault_store_async   (LimnerVault          *self,
                                         const char           *server_id,
                                         const char           *label,
                                         const char           *token,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean     limner_vault_store_finish  (LimnerVault          *self,
                                         GAsyncResult         *result,
                                         GError              **error);
void         limner_vault_clear_async   (LimnerVault          *self,
                                         const char           *server_id,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean     limner_vault_clear_finish  (LimnerVault          *self,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
