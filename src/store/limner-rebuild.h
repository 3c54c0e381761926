/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "image/limner-metadata.h"

#include "limner-database.h"
#include "limner-item-details.h"

G_BEGIN_DECLS

LimnerMetadata    *limner_rebuild_read_metadata (const char     *path,
                                                 GBytes         *contents)
                                                 G_GNUC_WARN_UNUSED_RESULT;
LimnerItemDetails *limner_rebuild_read_file (const char      *path,
                                             GBytes         **contents,
                                             GError         **error) G_GNUC_WARN_UNUSED_RESULT;
gint64             limner_rebuild_find_moved (LimnerDatabase *database,
                                              const char     *sha256);
gboolean           limner_rebuild_scan      (LimnerDatabase  *database,
                                             const char * const *folders,
                                             guint           *n_added,
                                             GError         **error);
gboolean           limner_rebuild_run       (LimnerDatabase  *database,
                                             const char      *damaged_path,
                                             const char * const *folders,
                                             guint           *n_items,
                                             GError         **error);

G_END_DECLS
