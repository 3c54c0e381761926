/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "limner-engine-context.h"

G_BEGIN_DECLS

/**
 * LimnerEngineTarget:
 * @model: the model that is run
 * @version: the version of it
 * @deployment: (nullable): `owner/name` of the deployment that was called
 * @destination: (nullable): `owner/name` of the model that a training adds to
 * @is_warm: whether no boot is needed
 *
 * What a request to run something is about.
 */
typedef struct
{
  LimnerEngineModel   *model;
  LimnerEngineVersion *version;
  const char          *deployment;
  const char          *destination;
  gboolean             is_warm;
} LimnerEngineTarget;

void     limner_engine_create         (LimnerEngineContext      *context,
                                       LimnerEngineRequest      *request,
                                       JsonObject               *body,
                                       const LimnerEngineTarget *target);
gint64   limner_engine_parse_duration (const char               *text);
int      limner_engine_parse_prefer   (const char               *text);

G_END_DECLS
