/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "studio/limner-sweep.h"

G_BEGIN_DECLS

void      limner_sweep_sheet_save_async  (LimnerSweep          *sweep,
                                          GFile                *file,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean  limner_sweep_sheet_save_finish (LimnerSweep          *sweep,
                                          GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
