/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-json.h"

#include "limner-model-version.h"

/**
 * LimnerModelVersion:
 *
 * One build of a model, with the OpenAPI document that describes its inputs and its output.
 */
struct _LimnerModelVersion
{
  LimnerResource parent_instance;
};

G_DEFINE_FINAL_TYPE (LimnerModelVersion, limner_model_version, LIMNER_TYPE_RESOURCE)

static void
limner_model_version_class_init (LimnerModelVersionClass *klass)
{
  static const char * const required[] = { "id", NULL };

  LIMNER_RESOURCE_CLASS (klass)->required = required;
}

static void
limner_model_version_init (LimnerModelVersion *self)
{
}

/**
 * limner_model_version_new:
 * @id: 64 hexadecimal digits
 * @openapi_schema: (nullable) (transfer none): the OpenAPI document
 *
 * Returns: (transfer full): a version
 */
LimnerModelVersion *
limner_model_version_new (const char *id,
                          JsonObject *openapi_schema)
{
  LimnerModelVersion *self = limner_resource_new (LIMNER_TYPE_MODEL_VERSION);
  g_autoptr(JsonNode) node = NULL;

  if (openapi_schema != NULL)
    node = json_node_init_object (json_node_alloc (), openapi_schema);
  limner_resource_set_string (LIMNER_RESOURCE (self), "id", id);
  limner_resource_set_node (LIMNER_RESOURCE (self), "openapi_schema", node);
  return self;
}

/**
 * limner_model_version_get_id:
 * @self: a version
 *
 * Returns: (transfer none): its name: 64 hexadecimal digits, "hidden", or something older
 */
const char *
limner_model_version_get_id (LimnerModelVersion *self)
{
  g_return_val_if_fail (LIMNER_IS_MODEL_VERSION (self), NULL);

  return limner_resource_get_string (LIMNER_RESOURCE (self), "id");
}

/**
 * limner_model_version_get_cog_version:
 * @self: a version
 *
 * Returns: (transfer none) (nullable): the Cog release that built it
 */
const char *
limner_model_version_get_cog_version (LimnerModelVersion *self)
{
  g_return_val_if_fail (LIMNER_IS_MODEL_VERSION (self), NULL);

  return limner_resource_get_string (LIMNER_RESOURCE (self), "cog_version");
}

/**
 * limner_model_version_get_schema:
 * @self: a version
 *
 * Returns: (transfer none) (nullable): the OpenAPI document
 */
JsonObject *
limner_model_version_get_schema (LimnerModelVersion *self)
{
  g_return_val_if_fail (LIMNER_IS_MODEL_VERSION (self), NULL);

  return limner_json_get_object (limner_resource_get_json (LIMNER_RESOURCE (self)),
                                 "openapi_schema");
}

/**
 * limner_model_version_get_created_at:
 * @self: a version
 *
 * Returns: (transfer full) (nullable): when it was published
 */
GDateTime *
limner_model_version_get_created_at (LimnerModelVersion *self)
{
  g_return_val_if_fail (LIMNER_IS_MODEL_VERSION (self), NULL);

  return limner_resource_get_time (LIMNER_RESOURCE (self), "created_at");
}

/**
 * limner_model_version_is_hidden:
 * @self: a version
 *
 * Tells whether the version cannot be named in a request, as with official models.
 *
 * Returns: %TRUE where its id is not 64 hexadecimal digits
 */
gboolean
limner_model_version_is_hidden (LimnerModelVersion *self)
{
  const char *id = limner_model_version_get_id (self);

  return id == NULL || strlen (id) != 64 || strspn (id, "0123456789abcdef") != 64;
}
