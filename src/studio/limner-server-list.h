/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/limner-server.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_SERVER_LIST (limner_server_list_get_type ())
G_DECLARE_FINAL_TYPE (LimnerServerList, limner_server_list, LIMNER, SERVER_LIST, GObject)

LimnerServerList *limner_server_list_new    (const char        *path) G_GNUC_WARN_UNUSED_RESULT;
LimnerServer     *limner_server_list_find   (LimnerServerList  *self,
                                             const char        *id);
LimnerServer     *limner_server_list_add    (LimnerServerList  *self,
                                             LimnerServerKind   kind,
                                             const char        *name,
                                             const char        *base_url);
gboolean          limner_server_list_remove (LimnerServerList  *self,
                                             const char        *id);
gboolean          limner_server_list_save   (LimnerServerList  *self,
                                             GError           **error);

G_END_DECLS
