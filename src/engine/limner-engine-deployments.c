/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-engine-deployments.h"

#include "base/limner-json.h"

#include "limner-engine-catalog.h"
#include "limner-engine-id.h"
#include "limner-engine-record.h"

#define MAX_BYTES (4u * 1024 * 1024)

/**
 * LimnerEngineDeployments:
 *
 * The user's deployments: names under which a version runs, with settings that count releases. They
 * are kept as the API shows them, and in a file. Main thread only.
 */
struct _LimnerEngineDeployments
{
  char      *path;
  GPtrArray *all;      /* of JsonObject, newest first */
};

static JsonObject *
get_release (JsonObject *deployment)
{
  return limner_json_get_object (deployment, "current_release");
}

static JsonObject *
get_configuration (JsonObject *deployment)
{
  return limner_json_get_object (get_release (deployment), "configuration");
}

static void
save (LimnerEngineDeployments *self)
{
  g_autoptr(JsonObject) record = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->all->len; i++)
    json_array_add_object_element (array, json_object_ref (g_ptr_array_index (self->all, i)));
  json_object_set_array_member (record, "deployments", array);
  limner_engine_record_save (self->path, record);
}

static JsonObject *
create_account (void)
{
  JsonObject *account = json_object_new ();

  json_object_set_string_member (account, "type", "user");
  json_object_set_string_member (account, "username", LIMNER_ENGINE_ACCOUNT);
  json_object_set_string_member (account, "name", "This computer");
  return account;
}

static void
add (LimnerEngineDeployments *self,
     const char              *name,
     const char              *model,
     gint64                   number,
     const char              *created_at)
{
  JsonObject *deployment = json_object_new ();
  JsonObject *release = json_object_new ();

  json_object_set_string_member (deployment, "owner", LIMNER_ENGINE_ACCOUNT);
  json_object_set_string_member (deployment, "name", name);
  json_object_set_int_member (release, "number", number);
  json_object_set_string_member (release, "model", model);
  json_object_set_string_member (release, "version", "");
  json_object_set_string_member (release, "created_at", created_at);
  json_object_set_object_member (release, "created_by", create_account ());
  json_object_set_object_member (release, "configuration", json_object_new ());
  json_object_set_object_member (deployment, "current_release", release);
  g_ptr_array_insert (self->all, 0, deployment);
}

static void
apply (JsonObject *deployment,
       JsonObject *settings)
{
  static const char * const numbers[] = { "min_instances", "max_instances" };
  JsonObject *release = get_release (deployment);
  JsonObject *configuration = get_configuration (deployment);
  const char *version = limner_json_get_string (settings, "version", NULL);
  const char *hardware = limner_json_get_string (settings, "hardware", NULL);

  if (version != NULL)
    json_object_set_string_member (release, "version", version);
  if (hardware != NULL)
    json_object_set_string_member (configuration, "hardware", hardware);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      if (json_object_has_member (settings, numbers[i]))
        json_object_set_int_member (configuration, numbers[i],
                                    limner_json_get_int (settings, numbers[i], 0));
    }
}

/* What was read is frozen: it is made anew, so that it can change. */
static void
load (LimnerEngineDeployments *self)
{
  g_autoptr(JsonObject) record = limner_engine_record_load (self->path, MAX_BYTES);
  JsonArray *array = limner_json_get_array (record, "deployments");

  for (guint i = array != NULL ? json_array_get_length (array) : 0; i > 0; i--)
    {
      JsonNode *node = json_array_get_element (array, i - 1);
      JsonObject *old = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      JsonObject *release = get_release (old);
      const char *name = limner_json_get_string (old, "name", NULL);
      const char *model = limner_json_get_string (release, "model", NULL);

      if (name == NULL || model == NULL || get_configuration (old) == NULL)
        continue;
      add (self, name, model, limner_json_get_int (release, "number", 1),
           limner_json_get_string (release, "created_at", "2026-11-01T00:00:00Z"));
      apply (g_ptr_array_index (self->all, 0), release);
      apply (g_ptr_array_index (self->all, 0), get_configuration (old));
    }
}

/**
 * limner_engine_deployments_new:
 * @folder: where they are kept
 *
 * Returns: (transfer full): the deployments that were made before
 */
LimnerEngineDeployments *
limner_engine_deployments_new (const char *folder)
{
  LimnerEngineDeployments *self = g_new0 (LimnerEngineDeployments, 1);

  self->path = g_build_filename (folder, "deployments.json", NULL);
  self->all = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  load (self);
  return self;
}

/**
 * limner_engine_deployments_free:
 * @self: (transfer full): the deployments
 */
void
limner_engine_deployments_free (LimnerEngineDeployments *self)
{
  g_clear_pointer (&self->all, g_ptr_array_unref);
  g_clear_pointer (&self->path, g_free);
  g_free (self);
}

/**
 * limner_engine_deployments_get_all:
 * @self: the deployments
 *
 * Returns: (transfer none) (element-type JsonObject): all of them as the API shows them, newest
 *   first
 */
GPtrArray *
limner_engine_deployments_get_all (LimnerEngineDeployments *self)
{
  return self->all;
}

/**
 * limner_engine_deployments_find:
 * @self: the deployments
 * @owner: whose it is
 * @name: its name
 *
 * Returns: (transfer none) (nullable): the deployment
 */
JsonObject *
limner_engine_deployments_find (LimnerEngineDeployments *self,
                                const char              *owner,
                                const char              *name)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      JsonObject *deployment = g_ptr_array_index (self->all, i);

      if (g_str_equal (limner_json_get_string (deployment, "name", ""), name) &&
          g_str_equal (limner_json_get_string (deployment, "owner", ""), owner))
        return deployment;
    }

  return NULL;
}

/**
 * limner_engine_deployments_create:
 * @self: the deployments, of which there are fewer than %LIMNER_ENGINE_MAX_DEPLOYMENTS
 * @name: a name that is not taken
 * @model: `owner/name`
 * @settings: `version`, `hardware`, `min_instances` and `max_instances`
 *
 * Returns: (transfer none): the new deployment
 */
JsonObject *
limner_engine_deployments_create (LimnerEngineDeployments *self,
                                  const char              *name,
                                  const char              *model,
                                  JsonObject              *settings)
{
  g_autofree char *now = limner_engine_time_text (g_get_real_time ());

  add (self, name, model, 1, now);
  apply (g_ptr_array_index (self->all, 0), settings);
  save (self);
  return g_ptr_array_index (self->all, 0);
}

/**
 * limner_engine_deployments_update:
 * @self: the deployments
 * @deployment: one of them
 * @settings: what changes
 *
 * Changes a deployment, which makes a release of it.
 */
void
limner_engine_deployments_update (LimnerEngineDeployments *self,
                                  JsonObject              *deployment,
                                  JsonObject              *settings)
{
  JsonObject *release = get_release (deployment);
  g_autofree char *now = limner_engine_time_text (g_get_real_time ());

  json_object_set_int_member (release, "number", limner_json_get_int (release, "number", 0) + 1);
  json_object_set_string_member (release, "created_at", now);
  apply (deployment, settings);
  save (self);
}

/**
 * limner_engine_deployments_remove:
 * @self: the deployments
 * @deployment: one of them
 */
void
limner_engine_deployments_remove (LimnerEngineDeployments *self,
                                  JsonObject              *deployment)
{
  g_ptr_array_remove (self->all, deployment);
  save (self);
}

/**
 * limner_engine_deployment_get_model:
 * @deployment: a deployment
 *
 * Returns: (transfer none): `owner/name` of its model
 */
const char *
limner_engine_deployment_get_model (JsonObject *deployment)
{
  return limner_json_get_string (get_release (deployment), "model", "");
}

/**
 * limner_engine_deployment_get_version:
 * @deployment: a deployment
 *
 * Returns: (transfer none): the id of the version that it runs
 */
const char *
limner_engine_deployment_get_version (JsonObject *deployment)
{
  return limner_json_get_string (get_release (deployment), "version", "");
}

/**
 * limner_engine_deployment_is_warm:
 * @deployment: a deployment
 *
 * Returns: whether it is kept ready, so that no prediction waits for a boot
 */
gboolean
limner_engine_deployment_is_warm (JsonObject *deployment)
{
  return limner_json_get_int (get_configuration (deployment), "min_instances", 0) > 0;
}

/**
 * limner_engine_deployments_use_version:
 * @self: the deployments
 * @version: the id of a version
 *
 * Returns: whether one of them runs it
 */
gboolean
limner_engine_deployments_use_version (LimnerEngineDeployments *self,
                                       const char              *version)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      if (g_str_equal (limner_engine_deployment_get_version (g_ptr_array_index (self->all, i)),
                       version))
        return TRUE;
    }

  return FALSE;
}
