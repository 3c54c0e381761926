/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "schema/limner-values.h"

G_BEGIN_DECLS

/** Of so many choices each can have a button of its own. */
#define LIMNER_FACTOR_MAX_CHOICES 5

char   **limner_factor_list        (LimnerSchema *schema) G_GNUC_WARN_UNUSED_RESULT;
double   limner_factor_read        (const char   *text);
gboolean limner_factor_is_possible (LimnerSchema *schema,
                                    double        factor);
gboolean limner_factor_set         (LimnerValues *values,
                                    double        factor);
double   limner_factor_get         (LimnerValues *values);

G_END_DECLS
