/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "studio/limner-studio.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_SERVER_ROW (limner_server_row_get_type ())
G_DECLARE_FINAL_TYPE (LimnerServerRow, limner_server_row, LIMNER, SERVER_ROW, AdwExpanderRow)

GtkWidget    *limner_server_row_new        (LimnerStudio    *studio,
                                            LimnerServer    *server) G_GNUC_WARN_UNUSED_RESULT;
LimnerServer *limner_server_row_get_server (LimnerServerRow *self);
void          limner_server_row_check      (LimnerServerRow *self);

G_END_DECLS
