/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-database.h"

G_BEGIN_DECLS

gboolean limner_blob_collector_run (LimnerDatabase  *database,
                                    const char      *data_directory,
                                    const char      *blob_folder,
                                    gint64           unused_before,
                                    guint           *n_removed,
                                    GError         **error);

G_END_DECLS
