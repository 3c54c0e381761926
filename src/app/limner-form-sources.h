/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "form/limner-form.h"
#include "studio/limner-workspace.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_FORM_SOURCES (limner_form_sources_get_type ())
G_DECLARE_FINAL_TYPE (LimnerFormSources, limner_form_sources, LIMNER, FORM_SOURCES, GObject)

LimnerFormSources *limner_form_sources_new (LimnerForm      *form,
                                            LimnerWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
