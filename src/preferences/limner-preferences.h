/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "studio/limner-studio.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_PREFERENCES (limner_preferences_get_type ())
G_DECLARE_FINAL_TYPE (LimnerPreferences, limner_preferences, LIMNER, PREFERENCES,
                      AdwPreferencesWindow)

GtkWidget *limner_preferences_new (LimnerStudio *studio) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
