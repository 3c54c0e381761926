/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-edit-plan.h"

G_BEGIN_DECLS

/** The most steps into which an extension is split. */
#define LIMNER_EDIT_MAX_STEPS 16

guint limner_edit_plan_steps (const LimnerRect       *frame,
                              int                     width,
                              int                     height,
                              const LimnerEditLimits *limits,
                              LimnerRect             *frames);

G_END_DECLS
