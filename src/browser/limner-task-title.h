/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "schema/limner-role.h"

G_BEGIN_DECLS

const char *limner_task_get_title (LimnerTasks task);

G_END_DECLS
