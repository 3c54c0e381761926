/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-generator.h"

G_BEGIN_DECLS

/** What the names of models end with that train. */
#define LIMNER_ENGINE_TRAINER_SUFFIX "-trainer"

/**
 * LimnerEngineShape:
 * @LIMNER_ENGINE_SHAPE_FILE: one file
 * @LIMNER_ENGINE_SHAPE_FILES: a list of files
 * @LIMNER_ENGINE_SHAPE_TEXT: one text
 * @LIMNER_ENGINE_SHAPE_TEXTS: a list of pieces of text
 *
 * What a version's `output` looks like, read from its schema.
 */
typedef enum
{
  LIMNER_ENGINE_SHAPE_FILE,
  LIMNER_ENGINE_SHAPE_FILES,
  LIMNER_ENGINE_SHAPE_TEXT,
  LIMNER_ENGINE_SHAPE_TEXTS,
} LimnerEngineShape;

/**
 * LimnerEngineVersion:
 *
 * A version of a model: its schema, and the generator that does its work. Never changed once it was
 * made, and reference counted, so that a run on another thread can hold it.
 */
typedef struct
{
  gatomicrefcount        ref_count;
  char                  *id;          /* 64 hexadecimal digits: a hash of what it is made of */
  gint64                 created_at;
  const LimnerGenerator *generator;   /* borrowed, static */
  JsonObject            *document;    /* its OpenAPI document */
  char                  *weights;     /* path of what a training made, or NULL */
  LimnerEngineShape      shape;
} LimnerEngineVersion;

LimnerEngineVersion *limner_engine_version_new        (const LimnerGenerator *generator,
                                                       const char            *weights,
                                                       gint64                 created_at,
                                                       GError               **error)
  G_GNUC_WARN_UNUSED_RESULT;
LimnerEngineVersion *limner_engine_version_ref        (LimnerEngineVersion   *self);
void                 limner_engine_version_unref      (LimnerEngineVersion   *self);
JsonObject          *limner_engine_version_get_schema (LimnerEngineVersion   *self);
JsonObject          *limner_engine_version_to_json    (LimnerEngineVersion   *self)
  G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerEngineVersion, limner_engine_version_unref)

/**
 * LimnerEngineModel:
 *
 * A model as the API describes it. Main thread only.
 */
typedef struct
{
  char       *owner;
  char       *name;
  char       *visibility;        /* "public" or "private" */
  char       *hardware;
  JsonObject *links;             /* what PATCH can set: description, readme, *_url */
  gint64      created_at;
  gint64      run_count;
  gboolean    is_official;       /* one of the engine's own */
  GPtrArray  *versions;          /* of LimnerEngineVersion, oldest first */
  JsonObject *default_example;   /* a prediction as the API shows it, or NULL */
} LimnerEngineModel;

LimnerEngineModel   *limner_engine_model_new          (const char            *owner,
                                                       const char            *name,
                                                       gint64                 created_at)
  G_GNUC_WARN_UNUSED_RESULT;
void                 limner_engine_model_free         (LimnerEngineModel     *self);
LimnerEngineVersion *limner_engine_model_get_latest   (LimnerEngineModel     *self);
LimnerEngineVersion *limner_engine_model_find_version (LimnerEngineModel     *self,
                                                       const char            *id);
JsonObject          *limner_engine_model_to_json      (LimnerEngineModel     *self,
                                                       const char            *origin)
  G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerEngineModel, limner_engine_model_free)

G_END_DECLS
