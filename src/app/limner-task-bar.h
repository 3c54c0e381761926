/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "studio/limner-workspace.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_TASK_BAR (limner_task_bar_get_type ())
G_DECLARE_FINAL_TYPE (LimnerTaskBar, limner_task_bar, LIMNER, TASK_BAR, GtkWidget)

void        limner_task_bar_set_workspace (LimnerTaskBar   *self,
                                           LimnerWorkspace *workspace);

G_END_DECLS
