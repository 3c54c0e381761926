/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "studio/limner-workspace.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_EDIT_PANEL (limner_edit_panel_get_type ())
G_DECLARE_FINAL_TYPE (LimnerEditPanel, limner_edit_panel, LIMNER, EDIT_PANEL, GtkWidget)

void limner_edit_panel_set_workspace (LimnerEditPanel *self,
                                      LimnerWorkspace *workspace);

G_END_DECLS
