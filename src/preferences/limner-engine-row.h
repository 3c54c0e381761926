/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "studio/limner-studio.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_ENGINE_ROW (limner_engine_row_get_type ())
G_DECLARE_FINAL_TYPE (LimnerEngineRow, limner_engine_row, LIMNER, ENGINE_ROW, AdwActionRow)

GtkWidget *limner_engine_row_new (LimnerStudio *studio) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
