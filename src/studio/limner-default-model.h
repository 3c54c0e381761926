/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/limner-server.h"
#include "schema/limner-role.h"

G_BEGIN_DECLS

const char *limner_default_model_find (LimnerServerKind kind,
                                       LimnerTasks      task);

G_END_DECLS
