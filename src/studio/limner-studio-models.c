/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "client/limner-client-deployments.h"
#include "client/limner-client-models.h"
#include "schema/limner-schema-change.h"
#include "store/limner-store-models.h"

#include "limner-studio.h"

/* Loading a model:
 *
 *   client → GET model → look at the copy of last time → keep a copy → [GET version] → done
 *               ╰ server out of reach ╯→ the copy of last time → done, with its age
 */
typedef struct
{
  LimnerStore        *store;        /* of its own: the studio may end before the answer comes */
  char               *server;
  char               *reference;
  char               *version_id;   /* NULL for the latest */
  char               *deployment;   /* NULL unless the model is found by it */
  LimnerClient       *client;
  LimnerModel        *model;
  LimnerModelVersion *version;
  GPtrArray          *changes;      /* of LimnerSchemaChange, NULL where there are none */
  gint64              cached_at;    /* 0 when fresh */
  GError             *reason;       /* why the copy is asked for */
} Load;

static void
load_free (Load *load)
{
  g_clear_object (&load->store);
  g_clear_pointer (&load->server, g_free);
  g_clear_pointer (&load->reference, g_free);
  g_clear_pointer (&load->version_id, g_free);
  g_clear_pointer (&load->deployment, g_free);
  g_clear_object (&load->client);
  g_clear_object (&load->model);
  g_clear_object (&load->version);
  g_clear_pointer (&load->changes, g_ptr_array_unref);
  g_clear_error (&load->reason);
  g_free (load);
}

static gboolean
is_out_of_reach (const GError *error)
{
  return g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_NETWORK) ||
         g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_TIMEOUT) ||
         g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_SERVER) ||
         g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_BUSY);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GError) error = NULL;

  /* The copy only saves time; a full disk is told where something of the user's is saved. */
  if (!limner_store_write_finish (LIMNER_STORE (object), result, &error))
    g_debug ("A model was not kept for later: %s", error->message);
}

static void
keep_copy (Load *load)
{
  g_autofree char *json = limner_resource_to_text (LIMNER_RESOURCE (load->model));

  limner_store_save_model_async (load->store, load->server, load->reference, json, NULL,
                                 written_cb, NULL);
  limner_store_touch_model_async (load->store, load->server, load->reference, NULL, written_cb,
                                  NULL);
}

static void
version_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;

  load->version = limner_client_get_version_finish (LIMNER_CLIENT (object), result, &error);
  if (load->version == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
take_model (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  LimnerModelVersion *latest = limner_model_get_latest_version (load->model);

  if (load->version_id == NULL ||
      (latest != NULL && g_strcmp0 (limner_model_version_get_id (latest), load->version_id) == 0))
    {
      g_set_object (&load->version, latest);
      g_task_return_boolean (task, TRUE);
      return;
    }

  if (load->client == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&load->reason));
      return;
    }

  limner_client_get_version_async (load->client, load->reference, load->version_id,
                                   g_task_get_cancellable (task), version_cb, g_object_ref (task));
}

static LimnerModel *
parse_copy (const LimnerNamedText *copy)
{
  if (copy == NULL || copy->text == NULL)
    return NULL;
  return limner_resource_parse_text (LIMNER_TYPE_MODEL, copy->text, strlen (copy->text), NULL);
}

/* A version that the person chose does not change; the latest one may have. */
static void
note_changes (Load        *load,
              LimnerModel *before)
{
  LimnerModelVersion *old = before != NULL ? limner_model_get_latest_version (before) : NULL;
  LimnerModelVersion *latest = limner_model_get_latest_version (load->model);
  g_autoptr(LimnerSchema) old_schema = NULL;
  g_autoptr(LimnerSchema) schema = NULL;
  g_autoptr(GPtrArray) changes = NULL;

  if (load->version_id != NULL || old == NULL || latest == NULL ||
      limner_model_version_get_schema (old) == NULL ||
      limner_model_version_get_schema (latest) == NULL ||
      g_strcmp0 (limner_model_version_get_id (old), limner_model_version_get_id (latest)) == 0)
    return;

  old_schema = limner_schema_new (limner_model_version_get_schema (old));
  schema = limner_schema_new (limner_model_version_get_schema (latest));
  changes = limner_schema_compare (old_schema, schema);
  if (changes->len > 0)
    load->changes = g_steal_pointer (&changes);
}

static void
compared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(LimnerNamedText) copy =
    limner_store_load_model_finish (LIMNER_STORE (object), result, NULL);
  g_autoptr(LimnerModel) before = parse_copy (copy);

  note_changes (g_task_get_task_data (task), before);
  keep_copy (g_task_get_task_data (task));
  take_model (task);
}

static void
copy_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  Load *load = g_task_get_task_data (task);
  g_autoptr(LimnerNamedText) copy = NULL;

  copy = limner_store_load_model_finish (LIMNER_STORE (object), result, NULL);
  load->model = parse_copy (copy);
  if (load->model == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&load->reason));
      return;
    }

  load->cached_at = copy->time;
  g_clear_object (&load->client);
  take_model (task);
}

static void
fall_back (GTask  *task,
           GError *error)
{
  Load *load = g_task_get_task_data (task);

  if (!is_out_of_reach (error))
    {
      g_task_return_error (task, error);
      return;
    }

  load->reason = error;
  limner_store_load_model_async (load->store, load->server, load->reference,
                                 g_task_get_cancellable (task), copy_cb, g_object_ref (task));
}

static void
model_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;

  load->model = limner_client_get_model_finish (LIMNER_CLIENT (object), result, &error);
  if (load->model == NULL)
    {
      fall_back (task, error);
      return;
    }

  limner_store_load_model_async (load->store, load->server, load->reference,
                                 g_task_get_cancellable (task), compared_cb, g_object_ref (task));
}

/* A deployment says which version of which model it runs. */
static void
deployment_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(GTask) task = data;
  Load *load = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autoptr(LimnerDeployment) deployment =
    limner_client_get_deployment_finish (LIMNER_CLIENT (object), result, &error);

  if (deployment != NULL && limner_deployment_get_model (deployment) == NULL)
    error = g_error_new (LIMNER_ERROR, LIMNER_ERROR_BAD_REPLY, "The deployment names no model");
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  load->reference = g_strdup (limner_deployment_get_model (deployment));
  load->version_id = g_strdup (limner_deployment_get_version (deployment));
  limner_client_get_model_async (load->client, load->reference, cancellable, model_cb,
                                 g_steal_pointer (&task));
}

static void
client_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  Load *load = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  load->client = limner_client_source_get_client_finish (LIMNER_CLIENT_SOURCE (object), result,
                                                         &error);
  /* There is no need to ask what the answer is. */
  if (load->client != NULL && !limner_client_has_token (load->client) &&
      limner_server_needs_token (limner_client_get_server (load->client)))
    g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_UNAUTHORIZED,
                             "This server needs a token");
  else if (load->client == NULL && load->deployment != NULL)
    g_task_return_error (task, error);
  else if (load->client == NULL)
    fall_back (task, error);
  else if (load->deployment != NULL)
    limner_client_get_deployment_async (load->client, load->deployment, cancellable, deployment_cb,
                                        g_steal_pointer (&task));
  else
    limner_client_get_model_async (load->client, load->reference, cancellable, model_cb,
                                   g_steal_pointer (&task));
}

/**
 * limner_studio_load_model_async:
 * @self: a studio
 * @server_id: where the model is
 * @reference: `owner/name`, or `owner/name:version`, or `deployments/owner/name` for the model that
 *   a deployment runs
 * @cancellable: (nullable): to give up
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Fetches a model with the version whose form is to be shown, and keeps a copy; where the server
 * cannot be reached, the copy of last time is given.
 */
void
limner_studio_load_model_async (LimnerStudio        *self,
                                const char          *server_id,
                                const char          *reference,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Load *load;

  g_return_if_fail (LIMNER_IS_STUDIO (self));
  g_return_if_fail (server_id != NULL && reference != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_studio_load_model_async);
  load = g_new0 (Load, 1);
  load->store = g_object_ref (limner_studio_get_store (self));
  load->server = g_strdup (server_id);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);

  if (g_str_has_prefix (reference, LIMNER_STUDIO_DEPLOYMENT))
    {
      load->deployment = g_strdup (reference + strlen (LIMNER_STUDIO_DEPLOYMENT));
    }
  else if (!limner_model_reference_parse (reference, &load->reference, &load->version_id))
    {
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                               "A model is named as owner/name or owner/name:version");
      return;
    }

  limner_client_source_get_client_async (LIMNER_CLIENT_SOURCE (self), server_id, cancellable,
                                         client_cb, g_steal_pointer (&task));
}

/**
 * limner_studio_load_model_finish:
 * @self: a studio
 * @result: the result
 * @version: (out) (optional) (nullable) (transfer full): the version; %NULL if the model has none
 *   that is shown
 * @cached_at: (out) (optional): microseconds since 1970 of the copy, 0 when it comes fresh from the
 *   server
 * @error: return location for an error
 *
 * Ends limner_studio_load_model_async().
 *
 * Returns: (transfer full) (nullable): the model
 */
LimnerModel *
limner_studio_load_model_finish (LimnerStudio        *self,
                                 GAsyncResult        *result,
                                 LimnerModelVersion **version,
                                 gint64              *cached_at,
                                 GError             **error)
{
  Load *load;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  load = g_task_get_task_data (G_TASK (result));
  if (version != NULL)
    *version = g_steal_pointer (&load->version);
  if (cached_at != NULL)
    *cached_at = load->cached_at;
  return g_steal_pointer (&load->model);
}

/**
 * limner_studio_get_model_changes:
 * @self: a studio
 * @result: the result of limner_studio_load_model_async()
 *
 * Tells what a model's update changed in its inputs since it was last loaded.
 *
 * Returns: (transfer none) (nullable) (element-type LimnerSchemaChange): the differences, %NULL
 *   where there are none
 */
GPtrArray *
limner_studio_get_model_changes (LimnerStudio *self,
                                 GAsyncResult *result)
{
  Load *load;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  load = g_task_get_task_data (G_TASK (result));
  return load->changes;
}

/**
 * limner_studio_make_schema:
 * @version: (nullable): a model's version
 * @roles: (nullable) (element-type LimnerNamedText): what the user says its inputs mean
 *
 * Reads what a model can be asked, with the roles that the user changed.
 *
 * Returns: (transfer full): the schema; one without inputs where nothing is known
 */
LimnerSchema *
limner_studio_make_schema (LimnerModelVersion *version,
                           GPtrArray          *roles)
{
  JsonObject *document = version != NULL ? limner_model_version_get_schema (version) : NULL;
  g_autoptr(JsonObject) empty = json_object_new ();
  g_autoptr(LimnerSchema) plain = limner_schema_new (document != NULL ? document : empty);
  g_autoptr(JsonObject) overrides = json_object_new ();

  if (roles == NULL || roles->len == 0)
    return g_steal_pointer (&plain);

  for (guint i = 0; i < roles->len; i++)
    {
      LimnerNamedText *role = g_ptr_array_index (roles, i);

      json_object_set_string_member (overrides, role->name, role->text);
    }
  return limner_schema_override_roles (plain, overrides);
}
