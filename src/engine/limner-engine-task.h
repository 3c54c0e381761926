/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-engine-files.h"
#include "limner-engine-prediction.h"

G_BEGIN_DECLS

#define LIMNER_TYPE_ENGINE_TASK (limner_engine_task_get_type ())
G_DECLARE_FINAL_TYPE (LimnerEngineTask, limner_engine_task, LIMNER, ENGINE_TASK, GObject)

/**
 * LimnerEngineTaskDone:
 * @prediction: what was run
 * @error: (nullable): why it failed
 * @user_data: what was given with the function
 *
 * Called on the main thread after all that the run printed and made has reached @prediction.
 */
typedef void (*LimnerEngineTaskDone) (LimnerEnginePrediction *prediction,
                                      const GError           *error,
                                      gpointer                user_data);

LimnerEngineTask *limner_engine_task_new (LimnerEnginePrediction *prediction,
                                          LimnerEngineFiles      *files,
                                          const char             *outputs_folder,
                                          LimnerEngineTaskDone    done,
                                          gpointer                user_data)
  G_GNUC_WARN_UNUSED_RESULT;
void              limner_engine_task_run (gpointer                data,
                                          gpointer                user_data);

G_END_DECLS
