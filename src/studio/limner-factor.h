/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "schema/limner-values.h"

G_BEGIN_DECLS

gboolean limner_factor_is_possible (LimnerSchema *schema,
                                    double        factor);
gboolean limner_factor_set         (LimnerValues *values,
                                    double        factor);
double   limner_factor_get         (LimnerValues *values);

G_END_DECLS
