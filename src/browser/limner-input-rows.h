/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "schema/limner-schema.h"

G_BEGIN_DECLS

void  limner_input_rows_add      (AdwPreferencesGroup *group,
                                  LimnerSchema        *schema,
                                  GPtrArray           *rows);
char *limner_input_rows_describe (LimnerField         *field) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
