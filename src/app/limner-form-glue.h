/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "form/limner-form.h"
#include "studio/limner-workspace.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_FORM_GLUE (limner_form_glue_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormGlue, limner_form_glue, LIMNER, FORM_GLUE, GObject)

LimnerFormGlue *limner_form_glue_new (LimnerForm      *form,
                                      LimnerWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
