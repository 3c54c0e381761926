/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "form/limner-form.h"
#include "studio/limner-workspace.h"
#include "wire/limner-problem.h"

G_BEGIN_DECLS

void     limner_form_notes_show         (LimnerForm      *form,
                                         LimnerWorkspace *workspace);
gboolean limner_form_notes_show_problem (LimnerForm      *form,
                                         LimnerProblem   *problem);

G_END_DECLS
