/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-database.h"

G_BEGIN_DECLS

typedef struct _LimnerLibrary LimnerLibrary;

LimnerLibrary  *limner_library_open         (const char     *data_directory,
                                             const char     *pictures_directory,
                                             char          **set_aside,
                                             guint          *n_items,
                                             GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void            limner_library_close        (LimnerLibrary  *self);
LimnerDatabase *limner_library_get_database (LimnerLibrary  *self);
gboolean        limner_library_lock_alone   (LimnerLibrary  *self);
void            limner_library_share        (LimnerLibrary  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerLibrary, limner_library_close)

G_END_DECLS
