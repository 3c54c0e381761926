/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/limner-gallery-item.h"

#include "limner-sweep.h"

G_BEGIN_DECLS

/** How copies are named when nobody says otherwise. */
#define LIMNER_SWEEP_DEFAULT_NAME "{name}"

char     *limner_sweep_export_dup_template (const LimnerSweepPlan *plan,
                                        guint                  cell)
                                        G_GNUC_WARN_UNUSED_RESULT;
char     *limner_sweep_export_dup_name (const LimnerSweepPlan *plan,
                                        guint                  cell,
                                        LimnerGalleryItem     *item,
                                        guint                  output)
                                        G_GNUC_WARN_UNUSED_RESULT;
void      limner_sweep_export_async    (const LimnerSweepPlan *plan,
                                        guint                  cell,
                                        GListModel            *items,
                                        GCancellable          *cancellable,
                                        GAsyncReadyCallback    callback,
                                        gpointer               user_data);
void      limner_sweep_copy_async      (LimnerSweep           *sweep,
                                        GFile                 *folder,
                                        GCancellable          *cancellable,
                                        GAsyncReadyCallback    callback,
                                        gpointer               user_data);
gboolean  limner_sweep_export_finish   (GAsyncResult          *result,
                                        GError               **error);

G_END_DECLS
