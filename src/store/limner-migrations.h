/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-database.h"

G_BEGIN_DECLS

guint    limner_migrations_get_latest (void);
gboolean limner_migrations_get_version (LimnerDatabase  *database,
                                        guint           *version,
                                        GError         **error);
gboolean limner_migrations_run        (LimnerDatabase  *database,
                                       guint            up_to,
                                       GError         **error);

G_END_DECLS
