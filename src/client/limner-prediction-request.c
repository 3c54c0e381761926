/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-prediction-request.h"

G_DEFINE_BOXED_TYPE (LimnerPredictionRequest, limner_prediction_request,
                     limner_prediction_request_copy, limner_prediction_request_free)

/**
 * limner_prediction_request_new:
 * @model: (nullable): `owner/name`
 * @version: (nullable): the version's id
 * @input: the inputs, with addresses for files
 *
 * Returns: (transfer full): a request that does not wait
 */
LimnerPredictionRequest *
limner_prediction_request_new (const char *model,
                               const char *version,
                               JsonObject *input)
{
  LimnerPredictionRequest *self = g_new0 (LimnerPredictionRequest, 1);

  g_return_val_if_fail (input != NULL, NULL);

  self->model = g_strdup (model);
  self->version = g_strdup (version);
  self->input = json_object_ref (input);
  return self;
}

/**
 * limner_prediction_request_copy:
 * @self: a request
 *
 * Returns: (transfer full): another request that asks for the same
 */
LimnerPredictionRequest *
limner_prediction_request_copy (LimnerPredictionRequest *self)
{
  LimnerPredictionRequest *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = limner_prediction_request_new (self->model, self->version, self->input);
  copy->id = g_strdup (self->id);
  copy->deployment = g_strdup (self->deployment);
  copy->wait_seconds = self->wait_seconds;
  copy->cancel_after_seconds = self->cancel_after_seconds;
  copy->webhook = g_strdup (self->webhook);
  copy->webhook_events = g_strdupv (self->webhook_events);
  return copy;
}

/**
 * limner_prediction_request_free:
 * @self: (transfer full) (nullable): a request
 *
 * Frees a request.
 */
void
limner_prediction_request_free (LimnerPredictionRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->model);
  g_free (self->version);
  g_free (self->deployment);
  g_clear_pointer (&self->input, json_object_unref);
  g_free (self->webhook);
  g_strfreev (self->webhook_events);
  g_free (self);
}
