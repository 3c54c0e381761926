/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-studio.h"

G_BEGIN_DECLS

const char *limner_default_model_find       (LimnerServerKind  kind,
                                             LimnerTasks       task);

/* What the user chose, per server and task */
void        limner_default_model_set        (LimnerStudio     *studio,
                                             const char       *server_id,
                                             LimnerTasks       task,
                                             const char       *reference);
const char *limner_default_model_get_chosen (LimnerStudio     *studio,
                                             const char       *server_id,
                                             LimnerTasks       task);
const char *limner_default_model_find_for   (LimnerStudio     *studio,
                                             const char       *server_id,
                                             LimnerTasks       task);

G_END_DECLS
