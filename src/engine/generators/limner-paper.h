/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"

#include "limner-painter-plan.h"
#include "limner-scene.h"

G_BEGIN_DECLS

LimnerPicture *limner_paper_paint (const LimnerScene *scene,
                                   LimnerMaterial     material,
                                   guint64            seed,
                                   float              part) G_GNUC_WARN_UNUSED_RESULT;
LimnerPicture *limner_print_paint (const LimnerScene *scene,
                                   LimnerMaterial     material,
                                   guint64            seed,
                                   float              part) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
