/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "studio/limner-workspace.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_EXTEND_PANEL (limner_extend_panel_get_type ())
G_DECLARE_FINAL_TYPE (LimnerExtendPanel, limner_extend_panel, LIMNER, EXTEND_PANEL, GtkWidget)

void limner_extend_panel_set_workspace (LimnerExtendPanel *self,
                                        LimnerWorkspace   *workspace);

G_END_DECLS
