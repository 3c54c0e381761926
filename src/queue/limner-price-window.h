/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "studio/limner-studio.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_PRICE_WINDOW (limner_price_window_get_type ())
G_DECLARE_FINAL_TYPE (LimnerPriceWindow, limner_price_window, LIMNER, PRICE_WINDOW,
                      AdwPreferencesWindow)

GtkWidget *limner_price_window_new (LimnerStudio *studio) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
