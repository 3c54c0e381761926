/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-json.h"

#include "limner-training.h"

/**
 * LimnerTraining:
 *
 * A fine-tuning that runs or ran. It is a prediction in all but its output, which names a new
 * version of the destination model.
 */
struct _LimnerTraining
{
  LimnerPrediction parent_instance;
};

G_DEFINE_FINAL_TYPE (LimnerTraining, limner_training, LIMNER_TYPE_PREDICTION)

static void
limner_training_class_init (LimnerTrainingClass *klass)
{
}

static void
limner_training_init (LimnerTraining *self)
{
}

/**
 * limner_training_new:
 * @id: the server's name for it
 *
 * Returns: (transfer full): a training that is starting and holds nothing else
 */
LimnerTraining *
limner_training_new (const char *id)
{
  LimnerTraining *self = limner_resource_new (LIMNER_TYPE_TRAINING);

  limner_resource_set_string (LIMNER_RESOURCE (self), "id", id);
  limner_prediction_set_status (LIMNER_PREDICTION (self), LIMNER_STATUS_STARTING);
  return self;
}

/**
 * limner_training_get_destination:
 * @self: a training
 *
 * Returns: (transfer none) (nullable): the model that gets the new version, `owner/name`
 */
const char *
limner_training_get_destination (LimnerTraining *self)
{
  const char *destination;

  g_return_val_if_fail (LIMNER_IS_TRAINING (self), NULL);

  destination = limner_resource_get_string (LIMNER_RESOURCE (self), "destination");
  return destination != NULL ? destination
                             : limner_prediction_get_model (LIMNER_PREDICTION (self));
}

static const char *
get_output_member (LimnerTraining *self,
                   const char     *member)
{
  JsonObject *json = limner_resource_get_json (LIMNER_RESOURCE (self));

  return limner_json_get_string (limner_json_get_object (json, "output"), member, NULL);
}

/**
 * limner_training_get_output_version:
 * @self: a training
 *
 * Returns: (transfer none) (nullable): the version that was made, `owner/name:id`
 */
const char *
limner_training_get_output_version (LimnerTraining *self)
{
  g_return_val_if_fail (LIMNER_IS_TRAINING (self), NULL);

  return get_output_member (self, "version");
}

/**
 * limner_training_get_weights:
 * @self: a training
 *
 * Returns: (transfer none) (nullable): the address of the trained weights
 */
const char *
limner_training_get_weights (LimnerTraining *self)
{
  g_return_val_if_fail (LIMNER_IS_TRAINING (self), NULL);

  return get_output_member (self, "weights");
}
