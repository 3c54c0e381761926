/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-engine-task.h"

G_BEGIN_DECLS

/** The most predictions and trainings that are remembered. */
#define LIMNER_ENGINE_MAX_PREDICTIONS 10000

/** The most of them that wait or run at once. */
#define LIMNER_ENGINE_MAX_WAITING 1000

#define LIMNER_TYPE_ENGINE_QUEUE (limner_engine_queue_get_type ())
G_DECLARE_FINAL_TYPE (LimnerEngineQueue, limner_engine_queue, LIMNER, ENGINE_QUEUE, GObject)

LimnerEngineQueue      *limner_engine_queue_new           (LimnerEngineFiles      *files,
                                                           const char             *outputs_folder,
                                                           guint                   n_threads,
                                                           guint                   cold_boot_ms,
                                                           gsize                   max_body_bytes)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean                limner_engine_queue_submit        (LimnerEngineQueue      *self,
                                                           LimnerEnginePrediction *prediction,
                                                           gboolean                is_warm,
                                                           GError                **error);
void                    limner_engine_queue_hold          (LimnerEngineQueue      *self,
                                                           LimnerEnginePrediction *prediction);
void                    limner_engine_queue_restore       (LimnerEngineQueue      *self,
                                                           LimnerEnginePrediction *prediction);
LimnerEnginePrediction *limner_engine_queue_find          (LimnerEngineQueue      *self,
                                                           const char             *id);
LimnerEnginePrediction *limner_engine_queue_find_stream   (LimnerEngineQueue      *self,
                                                           const char             *stream_id);
GPtrArray              *limner_engine_queue_list          (LimnerEngineQueue      *self,
                                                           gboolean                trainings)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean                limner_engine_queue_uses_version  (LimnerEngineQueue      *self,
                                                           const char             *version);
guint                   limner_engine_queue_get_n_created (LimnerEngineQueue      *self);
guint                   limner_engine_queue_get_n_run     (LimnerEngineQueue      *self);
void                    limner_engine_queue_sweep         (LimnerEngineQueue      *self,
                                                           gint64                  now,
                                                           gint64                  retention);
void                    limner_engine_queue_shutdown      (LimnerEngineQueue      *self);

G_END_DECLS
