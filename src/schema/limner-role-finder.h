/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-role.h"

G_BEGIN_DECLS

void               _limner_roles_assign       (GPtrArray  *fields);
LimnerMaskPolarity _limner_roles_find_polarity (const char *text);

G_END_DECLS
