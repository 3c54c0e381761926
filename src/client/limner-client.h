/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-server.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_CLIENT (limner_client_get_type ())
G_DECLARE_FINAL_TYPE (LimnerClient, limner_client, LIMNER, CLIENT, GObject)

LimnerClient *limner_client_new       (LimnerServer *server);
LimnerServer *limner_client_get_server (LimnerClient *self);
void          limner_client_set_token (LimnerClient *self,
                                       const char   *token);
gboolean      limner_client_has_token (LimnerClient *self);

G_END_DECLS
