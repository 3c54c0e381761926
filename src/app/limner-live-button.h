/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_LIVE_BUTTON (limner_live_button_get_type ())
G_DECLARE_FINAL_TYPE (LimnerLiveButton, limner_live_button, LIMNER, LIVE_BUTTON, GtkWidget)

GtkWidget *limner_live_button_new        (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean   limner_live_button_get_active (LimnerLiveButton *self);

G_END_DECLS
