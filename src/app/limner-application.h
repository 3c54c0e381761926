/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "studio/limner-workspace.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_APPLICATION (limner_application_get_type ())
G_DECLARE_FINAL_TYPE (LimnerApplication, limner_application, LIMNER, APPLICATION, AdwApplication)

LimnerApplication *limner_application_new           (void) G_GNUC_WARN_UNUSED_RESULT;
LimnerWorkspace   *limner_application_get_workspace (LimnerApplication *self);

G_END_DECLS
