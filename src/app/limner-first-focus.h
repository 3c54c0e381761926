/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "canvas/limner-canvas.h"
#include "form/limner-form.h"
#include "studio/limner-workspace.h"

G_BEGIN_DECLS

void limner_first_focus_arrange (LimnerForm      *form,
                                 LimnerCanvas    *canvas,
                                 LimnerWorkspace *workspace);

G_END_DECLS
