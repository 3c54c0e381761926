/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "wire/limner-prediction.h"

#include "limner-engine-model.h"

G_BEGIN_DECLS

/** A piece of output: a text, or a file below the engine's folder of outputs. */
typedef struct
{
  char *text;    /* NULL for a file */
  char *file;    /* NULL for a text; such as `ID/out-0.png` */
  char *type;    /* media type of a file */
} LimnerEngineOutput;

/** Something that a stream of a prediction tells. */
typedef struct
{
  char *type;    /* "output", "logs", "error" or "done" */
  char *data;    /* without `origin` in front where it is a file */
  gboolean is_file;
} LimnerEngineEvent;

#define LIMNER_TYPE_ENGINE_PREDICTION (limner_engine_prediction_get_type ())
G_DECLARE_FINAL_TYPE (LimnerEnginePrediction, limner_engine_prediction,
                      LIMNER, ENGINE_PREDICTION, GObject)

/**
 * LimnerEnginePredictionParts:
 *
 * What a prediction is made of; nothing of it changes before it is finished. All of it is copied.
 */
typedef struct
{
  const char          *id;            /* NULL makes one */
  const char          *model;         /* owner/name */
  LimnerEngineVersion *version;
  JsonObject          *input;         /* as it was passed */
  const char          *deployment;    /* owner/name, or NULL */
  const char          *destination;   /* owner/name where it is a training, else NULL */
  const char          *webhook;       /* or NULL */
  guint                webhook_events;
  gint64               created_at;    /* 0 for now */
  gint64               deadline;      /* 0 for none */
} LimnerEnginePredictionParts;

LimnerEnginePrediction *limner_engine_prediction_new (const LimnerEnginePredictionParts *parts)
  G_GNUC_WARN_UNUSED_RESULT;
const LimnerEnginePredictionParts *
                        limner_engine_prediction_get_parts       (LimnerEnginePrediction *self);
JsonObject             *limner_engine_prediction_get_run_input   (LimnerEnginePrediction *self);
const char             *limner_engine_prediction_get_stream_id   (LimnerEnginePrediction *self);
GCancellable           *limner_engine_prediction_get_cancellable (LimnerEnginePrediction *self);
LimnerStatus            limner_engine_prediction_get_status      (LimnerEnginePrediction *self);
gboolean                limner_engine_prediction_is_finished     (LimnerEnginePrediction *self);
gint64                  limner_engine_prediction_get_completed_at (LimnerEnginePrediction *self);
const GPtrArray        *limner_engine_prediction_get_outputs     (LimnerEnginePrediction *self);
const GPtrArray        *limner_engine_prediction_get_events      (LimnerEnginePrediction *self);
const char             *limner_engine_prediction_get_logs        (LimnerEnginePrediction *self);
gsize                   limner_engine_prediction_get_file_bytes  (LimnerEnginePrediction *self);
gboolean                limner_engine_prediction_get_data_removed (LimnerEnginePrediction *self);
JsonObject             *limner_engine_prediction_to_json         (LimnerEnginePrediction *self,
                                                                  const char             *origin)
  G_GNUC_WARN_UNUSED_RESULT;

/* What happens to it */
void                    limner_engine_prediction_begin           (LimnerEnginePrediction *self);
void                    limner_engine_prediction_log             (LimnerEnginePrediction *self,
                                                                  const char             *text);
void                    limner_engine_prediction_add_text        (LimnerEnginePrediction *self,
                                                                  const char             *text);
void                    limner_engine_prediction_add_file        (LimnerEnginePrediction *self,
                                                                  const char             *file,
                                                                  const char             *type);
void                    limner_engine_prediction_set_trained     (LimnerEnginePrediction *self,
                                                                  const char             *version);
void                    limner_engine_prediction_finish          (LimnerEnginePrediction *self,
                                                                  LimnerStatus            status,
                                                                  const char             *message);
void                    limner_engine_prediction_drop_files      (LimnerEnginePrediction *self);
void                    limner_engine_prediction_remove_data     (LimnerEnginePrediction *self);
void                    limner_engine_prediction_restore         (LimnerEnginePrediction *self,
                                                                  JsonObject             *record);
JsonObject             *limner_engine_prediction_to_record       (LimnerEnginePrediction *self)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
