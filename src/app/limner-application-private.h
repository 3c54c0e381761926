/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-application.h"

G_BEGIN_DECLS

void _limner_application_add_actions (LimnerApplication *self,
                                      GSettings         *settings);

G_END_DECLS
