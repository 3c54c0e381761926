/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-json.h"

#include "limner-deployment.h"

/**
 * LimnerDeployment:
 *
 * A model with machines of its own: which version runs, on what, on how many.
 */
struct _LimnerDeployment
{
  LimnerResource parent_instance;
};

G_DEFINE_FINAL_TYPE (LimnerDeployment, limner_deployment, LIMNER_TYPE_RESOURCE)

static void
limner_deployment_class_init (LimnerDeploymentClass *klass)
{
  static const char * const required[] = { "owner", "name", NULL };

  LIMNER_RESOURCE_CLASS (klass)->required = required;
}

static void
limner_deployment_init (LimnerDeployment *self)
{
}

static JsonObject *
get_release (LimnerDeployment *self)
{
  return limner_json_get_object (limner_resource_get_json (LIMNER_RESOURCE (self)),
                                 "current_release");
}

static JsonObject *
get_configuration (LimnerDeployment *self)
{
  return limner_json_get_object (get_release (self), "configuration");
}

/**
 * limner_deployment_get_owner:
 * @self: a deployment
 *
 * Returns: (transfer none): the account it belongs to
 */
const char *
limner_deployment_get_owner (LimnerDeployment *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "owner");
}

/**
 * limner_deployment_get_name:
 * @self: a deployment
 *
 * Returns: (transfer none): its name within its owner
 */
const char *
limner_deployment_get_name (LimnerDeployment *self)
{
  return limner_resource_get_string (LIMNER_RESOURCE (self), "name");
}

/**
 * limner_deployment_get_model:
 * @self: a deployment
 *
 * Returns: (transfer none) (nullable): the model that runs, `owner/name`
 */
const char *
limner_deployment_get_model (LimnerDeployment *self)
{
  return limner_json_get_string (get_release (self), "model", NULL);
}

/**
 * limner_deployment_get_version:
 * @self: a deployment
 *
 * Returns: (transfer none) (nullable): the version that runs
 */
const char *
limner_deployment_get_version (LimnerDeployment *self)
{
  return limner_json_get_string (get_release (self), "version", NULL);
}

/**
 * limner_deployment_get_number:
 * @self: a deployment
 *
 * Returns: how often it was changed
 */
gint64
limner_deployment_get_number (LimnerDeployment *self)
{
  return limner_json_get_int (get_release (self), "number", 0);
}

/**
 * limner_deployment_get_hardware:
 * @self: a deployment
 *
 * Returns: (transfer none) (nullable): the kind of machine
 */
const char *
limner_deployment_get_hardware (LimnerDeployment *self)
{
  return limner_json_get_string (get_configuration (self), "hardware", NULL);
}

/**
 * limner_deployment_get_min_instances:
 * @self: a deployment
 *
 * Returns: how many machines are always there
 */
gint64
limner_deployment_get_min_instances (LimnerDeployment *self)
{
  return limner_json_get_int (get_configuration (self), "min_instances", 0);
}

/**
 * limner_deployment_get_max_instances:
 * @self: a deployment
 *
 * Returns: how many machines there are at most
 */
gint64
limner_deployment_get_max_instances (LimnerDeployment *self)
{
  return limner_json_get_int (get_configuration (self), "max_instances", 0);
}

/**
 * limner_deployment_get_created_at:
 * @self: a deployment
 *
 * Returns: (transfer full) (nullable): when it was last changed
 */
GDateTime *
limner_deployment_get_created_at (LimnerDeployment *self)
{
  return limner_json_get_time (get_release (self), "created_at");
}
