/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "form/limner-form-menu.h"
#include "studio/limner-workspace.h"

G_BEGIN_DECLS

void limner_form_examples_show (LimnerFormMenu  *menu,
                                LimnerWorkspace *workspace,
                                GCancellable    *cancellable);

G_END_DECLS
