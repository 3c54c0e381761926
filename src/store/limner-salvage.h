/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-database.h"

G_BEGIN_DECLS

gboolean limner_salvage_run (LimnerDatabase  *database,
                             const char      *damaged_path,
                             GError         **error);

G_END_DECLS
