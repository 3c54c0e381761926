/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-picture.h"
#include "image/limner-plane.h"

#include "limner-painter-plan.h"
#include "limner-scene.h"
#include "limner-style.h"

G_BEGIN_DECLS

void limner_grade_scene   (LimnerScene             *scene,
                           const LimnerPainterPlan *plan,
                           float                    strength,
                           const LimnerStyle       *style);
void limner_grade_picture (LimnerScene             *scene,
                           const LimnerPicture     *picture,
                           float                    prompt_strength,
                           float                    part);

G_END_DECLS
