/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "studio/limner-studio.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_QUEUE_PANEL (limner_queue_panel_get_type ())
G_DECLARE_FINAL_TYPE (LimnerQueuePanel, limner_queue_panel, LIMNER, QUEUE_PANEL, GtkWidget)

GtkWidget *limner_queue_panel_new (LimnerStudio *studio) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
