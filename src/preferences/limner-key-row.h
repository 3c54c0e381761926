/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "widgets/limner-keys.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_KEY_ROW (limner_key_row_get_type ())
G_DECLARE_FINAL_TYPE (LimnerKeyRow, limner_key_row, LIMNER, KEY_ROW, AdwActionRow)

GtkWidget           *limner_key_row_new          (const LimnerKeyInfo *info);
const LimnerKeyInfo *limner_key_row_get_info     (LimnerKeyRow        *self);
gboolean             limner_key_row_is_listening (LimnerKeyRow        *self);

G_END_DECLS
