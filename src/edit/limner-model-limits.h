/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "schema/limner-schema.h"

#include "limner-edit-plan.h"

G_BEGIN_DECLS

void limner_model_limits_find (const char       *reference,
                               LimnerSchema     *schema,
                               JsonObject       *example,
                               LimnerEditLimits *limits);

G_END_DECLS
