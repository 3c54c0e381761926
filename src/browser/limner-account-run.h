/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "studio/limner-studio.h"
#include "wire/limner-prediction.h"

G_BEGIN_DECLS

gboolean  limner_account_run_can_be_kept (LimnerStudio     *studio,
                                          LimnerPrediction *run);
char     *limner_account_run_dup_text    (LimnerPrediction *run) G_GNUC_WARN_UNUSED_RESULT;
char     *limner_account_run_dup_state   (LimnerStudio     *studio,
                                          GListModel       *list,
                                          guint             n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
