/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-store.h"

G_BEGIN_DECLS

void limner_store_follow_settings (LimnerStore *self,
                                   GSettings   *settings);

G_END_DECLS
