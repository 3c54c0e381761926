/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "studio/limner-studio.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_TRAIN_RUN_ROW (limner_train_run_row_get_type ())
G_DECLARE_FINAL_TYPE (LimnerTrainRunRow, limner_train_run_row, LIMNER, TRAIN_RUN_ROW,
                      AdwExpanderRow)

GtkWidget *limner_train_run_row_new      (LimnerStudio        *studio,
                                          LimnerTrainingRun   *run) G_GNUC_WARN_UNUSED_RESULT;
char      *limner_train_run_row_describe (LimnerTrainingRun   *run) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
