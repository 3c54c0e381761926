/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-keys.h"

G_BEGIN_DECLS

const LimnerKeyInfo *_limner_keys_table (guint *n);

G_END_DECLS
