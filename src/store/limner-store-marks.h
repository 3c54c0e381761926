/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-database.h"
#include "limner-store.h"

G_BEGIN_DECLS

/**
 * LimnerStoreMarks:
 * @pending: (element-type gint64) (nullable): items whose files are to be written
 * @running: whether files are being written
 *
 * Which files do not say yet what the library says of them.
 */
typedef struct
{
  GArray   *pending;
  gboolean  running;
} LimnerStoreMarks;

LimnerStoreMarks *_limner_store_get_marks  (LimnerStore *self);
void              _limner_store_mark_files (LimnerStore *self,
                                            GArray      *ids);
gboolean          _limner_store_note_marks (LimnerDatabase  *database,
                                            GArray          *ids,
                                            GError         **error);
void              _limner_store_resume_marks (LimnerStore *self);
gboolean          limner_store_is_marking  (LimnerStore *self);

G_END_DECLS
