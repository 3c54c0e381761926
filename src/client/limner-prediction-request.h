/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define LIMNER_TYPE_PREDICTION_REQUEST (limner_prediction_request_get_type ())

typedef struct _LimnerPredictionRequest LimnerPredictionRequest;

/**
 * LimnerPredictionRequest:
 * @id: (nullable): a name of our own, by which a Cog server cancels it; others give one of theirs
 * @model: (nullable): `owner/name`
 * @version: (nullable): the version's id; %NULL runs an official model by its name
 * @deployment: (nullable): `owner/name` of a deployment, which then decides model and version
 * @input: the inputs, with addresses for files
 * @wait_seconds: how long the server may hold its answer back for a result, 0–60
 * @cancel_after_seconds: when the server gives up, 0 for its own limit, else at least 5
 * @webhook: (nullable): an address that the server calls
 * @webhook_events: (nullable): which events, of start, output, logs, completed
 *
 * What is to run. The members may be set until it is given to a client.
 */
struct _LimnerPredictionRequest
{
  char       *id;
  char       *model;
  char       *version;
  char       *deployment;
  JsonObject *input;
  guint       wait_seconds;
  guint       cancel_after_seconds;
  char       *webhook;
  char      **webhook_events;
};

GType                    limner_prediction_request_get_type (void) G_GNUC_CONST;
LimnerPredictionRequest *limner_prediction_request_new      (const char              *model,
                                                             const char              *version,
                                                             JsonObject              *input);
LimnerPredictionRequest *limner_prediction_request_copy     (LimnerPredictionRequest *self);
void                     limner_prediction_request_free     (LimnerPredictionRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimnerPredictionRequest, limner_prediction_request_free)

G_END_DECLS
