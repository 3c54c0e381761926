/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "studio/limner-workspace.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_TASK_PANEL (limner_task_panel_get_type ())
G_DECLARE_FINAL_TYPE (LimnerTaskPanel, limner_task_panel, LIMNER, TASK_PANEL, GtkWidget)

void        limner_task_panel_set_workspace (LimnerTaskPanel *self,
                                             LimnerWorkspace *workspace);
const char *limner_task_panel_get_asked     (LimnerTaskPanel *self);

G_END_DECLS
