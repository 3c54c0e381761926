/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "client/limner-client.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_SECRET_ROW (limner_secret_row_get_type ())
G_DECLARE_FINAL_TYPE (LimnerSecretRow, limner_secret_row, LIMNER, SECRET_ROW, AdwActionRow)

GtkWidget *limner_secret_row_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void       limner_secret_row_set_client (LimnerSecretRow *self,
                                         LimnerClient    *client);

G_END_DECLS
