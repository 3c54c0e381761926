/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "client/limner-server.h"
#include "store/limner-store-models.h"

#include "limner-chain-list-private.h"
#include "limner-default-model-private.h"
#include "limner-studio.h"
#include "limner-studio-limits.h"
#include "limner-sweep-list.h"

/**
 * LimnerStudio:
 *
 * Everything that lives as long as the program and has no face: the library, the queue, the servers
 * with their clients and tokens, and the built-in engine, which is started when somebody first
 * wants its client. The window and the command line both stand on it.
 */
struct _LimnerStudio
{
  GObject               parent_instance;

  /* Owned */
  char                 *data_directory;
  LimnerStore          *store;
  LimnerJobQueue       *queue;
  LimnerTrainingList   *trainings;
  LimnerSweepList      *sweeps;
  LimnerServerList     *servers;
  LimnerVault          *vault;
  LimnerEngineLauncher *engine;
  LimnerChainList      *chains;
  GHashTable           *clients;     /* server id → LimnerClient */
  GHashTable           *default_models; /* "server task" → reference, as the user chose */
  guint                 n_resumed;
};

static void limner_studio_client_source_init (LimnerClientSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LimnerStudio, limner_studio, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LIMNER_TYPE_CLIENT_SOURCE,
                                                      limner_studio_client_source_init))

static void
return_new_client (LimnerStudio *self,
                   GTask        *task,
                   LimnerServer *server,
                   const char   *token)
{
  LimnerClient *client = limner_client_new (server);

  limner_client_set_token (client, token);
  g_hash_table_replace (self->clients, g_strdup (limner_server_get_id (server)), client);
  g_task_return_pointer (task, g_object_ref (client), g_object_unref);
}

static void
token_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerStudio *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autofree char *token = limner_vault_lookup_finish (LIMNER_VAULT (object), result, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    return_new_client (self, task, g_task_get_task_data (task), token);
}

static void
engine_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerStudio *self = g_task_get_source_object (task);
  LimnerServer *server = g_task_get_task_data (task);
  LimnerClient *client = g_hash_table_lookup (self->clients, LIMNER_SERVER_THIS_COMPUTER);
  const char *base_url;
  GError *error = NULL;

  if (!limner_engine_launcher_start_finish (self->engine, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  /* After a crash it has another port and another token. */
  base_url = limner_engine_launcher_get_base_url (self->engine);
  if (client != NULL && g_strcmp0 (limner_server_get_base_url (server), base_url) == 0)
    {
      g_task_return_pointer (task, g_object_ref (client), g_object_unref);
      return;
    }

  limner_server_set_base_url (server, base_url);
  return_new_client (self, task, server, limner_engine_launcher_get_token (self->engine));
}

static void
limner_studio_get_client_async (LimnerClientSource  *source,
                                const char          *server_id,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  LimnerStudio *self = LIMNER_STUDIO (source);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  LimnerServer *server = limner_server_list_find (self->servers, server_id);
  LimnerClient *client;

  g_task_set_source_tag (task, limner_studio_get_client_async);
  if (server == NULL)
    {
      g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND,
                               "The server of this job is not in the list of servers any more");
      return;
    }

  g_task_set_task_data (task, g_object_ref (server), g_object_unref);
  if (limner_server_get_kind (server) == LIMNER_SERVER_ENGINE)
    {
      limner_engine_launcher_start_async (self->engine, cancellable, engine_cb,
                                          g_steal_pointer (&task));
      return;
    }

  client = g_hash_table_lookup (self->clients, server_id);
  if (client != NULL)
    g_task_return_pointer (task, g_object_ref (client), g_object_unref);
  else if (limner_server_needs_token (server))
    limner_vault_lookup_async (self->vault, server_id, cancellable, token_cb,
                               g_steal_pointer (&task));
  else
    return_new_client (self, task, server, NULL);
}

static LimnerClient *
limner_studio_get_client_finish (LimnerClientSource  *source,
                                 GAsyncResult        *result,
                                 GError             **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
limner_studio_client_source_init (LimnerClientSourceInterface *iface)
{
  iface->get_client_async = limner_studio_get_client_async;
  iface->get_client_finish = limner_studio_get_client_finish;
}

static void
limner_studio_dispose (GObject *object)
{
  LimnerStudio *self = LIMNER_STUDIO (object);

  if (self->sweeps != NULL)
    _limner_sweep_list_detach (self->sweeps);
  g_clear_object (&self->sweeps);
  if (self->chains != NULL)
    g_object_run_dispose (G_OBJECT (self->chains));
  g_clear_object (&self->chains);
  g_clear_object (&self->queue);
  g_clear_object (&self->trainings);
  g_clear_pointer (&self->clients, g_hash_table_unref);
  if (self->engine != NULL)
    limner_engine_launcher_stop (self->engine);
  g_clear_object (&self->engine);
  g_clear_object (&self->store);
  g_clear_object (&self->servers);
  g_clear_object (&self->vault);

  G_OBJECT_CLASS (limner_studio_parent_class)->dispose (object);
}

static void
limner_studio_finalize (GObject *object)
{
  LimnerStudio *self = LIMNER_STUDIO (object);

  g_clear_pointer (&self->data_directory, g_free);
  g_clear_pointer (&self->default_models, g_hash_table_unref);

  G_OBJECT_CLASS (limner_studio_parent_class)->finalize (object);
}

static void
limner_studio_class_init (LimnerStudioClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = limner_studio_dispose;
  object_class->finalize = limner_studio_finalize;
}

static void
limner_studio_init (LimnerStudio *self)
{
  self->clients = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->default_models = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * limner_studio_new:
 *
 * Makes the studio of the user who runs the program: data below `$XDG_DATA_HOME/limner` (or
 * `LIMNER_DATA_DIR`), pictures in the pictures folder's `Limner` (or `LIMNER_PICTURES_DIR`), tokens
 * in the Secret Service.
 *
 * Returns: (transfer full): the studio, still closed
 */
LimnerStudio *
limner_studio_new (void)
{
  const char *data_override = g_getenv ("LIMNER_DATA_DIR");
  const char *pictures_override = g_getenv ("LIMNER_PICTURES_DIR");
  const char *pictures_directory = g_get_user_special_dir (G_USER_DIRECTORY_PICTURES);
  g_autofree char *data = NULL;
  g_autofree char *pictures = NULL;
  g_autoptr(LimnerVault) vault = limner_vault_new ();

  data = data_override != NULL ? g_canonicalize_filename (data_override, NULL)
                               : g_build_filename (g_get_user_data_dir (), "limner", NULL);
  if (pictures_override != NULL)
    pictures = g_canonicalize_filename (pictures_override, NULL);
  else if (pictures_directory != NULL)
    pictures = g_build_filename (pictures_directory, "Limner", NULL);
  else
    pictures = g_build_filename (g_get_home_dir (), "Pictures", "Limner", NULL);

  return limner_studio_new_for (data, pictures, vault);
}

/**
 * limner_studio_new_for:
 * @data_directory: absolute path of the library
 * @pictures_directory: absolute path below which results are saved
 * @vault: where tokens are kept
 *
 * Makes a studio at a place of one's own, as tests want it.
 *
 * Returns: (transfer full): the studio, still closed
 */
LimnerStudio *
limner_studio_new_for (const char  *data_directory,
                       const char  *pictures_directory,
                       LimnerVault *vault)
{
  LimnerStudio *self;
  g_autofree char *servers = NULL;
  g_autofree char *engine = NULL;

  g_return_val_if_fail (data_directory != NULL && pictures_directory != NULL, NULL);
  g_return_val_if_fail (LIMNER_IS_VAULT (vault), NULL);

  self = g_object_new (LIMNER_TYPE_STUDIO, NULL);
  servers = g_build_filename (data_directory, "servers.ini", NULL);
  engine = g_build_filename (data_directory, "engine", NULL);
  self->data_directory = g_strdup (data_directory);
  self->vault = g_object_ref (vault);
  self->servers = limner_server_list_new (servers);
  self->engine = limner_engine_launcher_new (engine, NULL);
  self->store = limner_store_new (data_directory, pictures_directory);
  self->queue = limner_job_queue_new (self->store, LIMNER_CLIENT_SOURCE (self));
  _limner_studio_watch_limits (self->servers, self->queue);
  self->trainings = limner_training_list_new (self->store, LIMNER_CLIENT_SOURCE (self));
  self->sweeps = _limner_sweep_list_new (self);
  self->chains = _limner_chain_list_new (self);
  return self;
}

static void
sweeps_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (limner_sweep_list_load_finish (LIMNER_SWEEP_LIST (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
trainings_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerStudio *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (limner_training_list_resume_finish (LIMNER_TRAINING_LIST (object), result, &error))
    limner_sweep_list_load_async (self->sweeps, cancellable, sweeps_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
resume_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerStudio *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (limner_job_queue_resume_finish (LIMNER_JOB_QUEUE (object), result, &self->n_resumed, &error))
    limner_training_list_resume_async (self->trainings, cancellable, trainings_cb,
                                       g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
defaults_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerStudio *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) memos =
    limner_store_list_texts_finish (LIMNER_STORE (object), result, &error);

  if (memos == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  _limner_default_model_take (self, memos);
  limner_job_queue_resume_async (self->queue, cancellable, resume_cb, g_steal_pointer (&task));
}

static void
store_open_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerStudio *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (!limner_store_open_finish (LIMNER_STORE (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  limner_store_list_memos_async (self->store, LIMNER_DEFAULT_MODEL_MEMO, NULL, NULL, cancellable,
                                 defaults_cb, g_steal_pointer (&task));
}

/**
 * limner_studio_open_async:
 * @self: a studio
 * @cancellable: (nullable): to give up
 * @callback: called when it is open
 * @user_data: for @callback
 *
 * Opens the library and goes on with the jobs and the trainings that were under way when the
 * program last ended.
 */
void
limner_studio_open_async (LimnerStudio        *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (LIMNER_IS_STUDIO (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_studio_open_async);
  limner_store_open_async (self->store, cancellable, store_open_cb, g_steal_pointer (&task));
}

/**
 * limner_studio_open_finish:
 * @self: a studio
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_studio_open_async().
 *
 * Returns: %TRUE if the library can be used
 */
gboolean
limner_studio_open_finish (LimnerStudio  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * limner_studio_get_store:
 * @self: a studio
 *
 * Gets the library.
 *
 * Returns: (transfer none): the library
 */
LimnerStore *
limner_studio_get_store (LimnerStudio *self)
{
  g_return_val_if_fail (LIMNER_IS_STUDIO (self), NULL);

  return self->store;
}

/**
 * limner_studio_get_queue:
 * @self: a studio
 *
 * Gets the queue of jobs.
 *
 * Returns: (transfer none): the queue
 */
LimnerJobQueue *
limner_studio_get_queue (LimnerStudio *self)
{
  g_return_val_if_fail (LIMNER_IS_STUDIO (self), NULL);

  return self->queue;
}

/**
 * limner_studio_get_trainings:
 * @self: a studio
 *
 * Returns: (transfer none): the trainings
 */
LimnerTrainingList *
limner_studio_get_trainings (LimnerStudio *self)
{
  g_return_val_if_fail (LIMNER_IS_STUDIO (self), NULL);

  return self->trainings;
}

/**
 * limner_studio_get_sweeps:
 * @self: a studio
 *
 * Gets the sweeps; they are read when the studio is opened.
 *
 * Returns: (transfer none): the list
 */
LimnerSweepList *
limner_studio_get_sweeps (LimnerStudio *self)
{
  g_return_val_if_fail (LIMNER_IS_STUDIO (self), NULL);

  return self->sweeps;
}

/**
 * limner_studio_get_servers:
 * @self: a studio
 *
 * Gets the servers.
 *
 * Returns: (transfer none): a list of #LimnerServer
 */
LimnerServerList *
limner_studio_get_servers (LimnerStudio *self)
{
  g_return_val_if_fail (LIMNER_IS_STUDIO (self), NULL);

  return self->servers;
}

/**
 * limner_studio_get_vault:
 * @self: a studio
 *
 * Gets the place where tokens are kept.
 *
 * Returns: (transfer none): the vault
 */
LimnerVault *
limner_studio_get_vault (LimnerStudio *self)
{
  g_return_val_if_fail (LIMNER_IS_STUDIO (self), NULL);

  return self->vault;
}

/**
 * limner_studio_get_engine:
 * @self: a studio
 *
 * Gets the launcher of the built-in engine.
 *
 * Returns: (transfer none): the launcher
 */
LimnerEngineLauncher *
limner_studio_get_engine (LimnerStudio *self)
{
  g_return_val_if_fail (LIMNER_IS_STUDIO (self), NULL);

  return self->engine;
}

/**
 * limner_studio_get_chains:
 * @self: a studio
 *
 * Gets the runs of recipes.
 *
 * Returns: (transfer none): a list of #LimnerChain
 */
LimnerChainList *
limner_studio_get_chains (LimnerStudio *self)
{
  g_return_val_if_fail (LIMNER_IS_STUDIO (self), NULL);

  return self->chains;
}

/**
 * limner_studio_get_data_directory:
 * @self: a studio
 *
 * Gets the folder of the library.
 *
 * Returns: (transfer none): an absolute path
 */
const char *
limner_studio_get_data_directory (LimnerStudio *self)
{
  g_return_val_if_fail (LIMNER_IS_STUDIO (self), NULL);

  return self->data_directory;
}

/**
 * limner_studio_get_n_resumed:
 * @self: a studio that is open
 *
 * Tells how many jobs of an earlier run were picked up.
 *
 * Returns: the number
 */
guint
limner_studio_get_n_resumed (LimnerStudio *self)
{
  g_return_val_if_fail (LIMNER_IS_STUDIO (self), 0);

  return self->n_resumed;
}

/* Forgets the client that was made with the old token. */
static void
end_set_token (GTask    *task,
               gboolean  done,
               GError   *error)
{
  LimnerStudio *self = g_task_get_source_object (task);

  if (!done)
    {
      g_task_return_error (task, error);
      return;
    }

  g_hash_table_remove (self->clients, g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

static void
token_stored_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  gboolean done = limner_vault_store_finish (LIMNER_VAULT (object), result, &error);

  end_set_token (task, done, error);
}

static void
token_cleared_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  gboolean done = limner_vault_clear_finish (LIMNER_VAULT (object), result, &error);

  end_set_token (task, done, error);
}

/**
 * limner_studio_set_token_async:
 * @self: a studio
 * @server_id: a server's id
 * @token: (nullable): its token, or %NULL to forget it
 * @cancellable: (nullable): to give up
 * @callback: called when it is kept
 * @user_data: for @callback
 *
 * Keeps or forgets a server's token; the next client is made with it.
 */
void
limner_studio_set_token_async (LimnerStudio        *self,
                               const char          *server_id,
                               const char          *token,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *label = NULL;
  LimnerServer *server;

  g_return_if_fail (LIMNER_IS_STUDIO (self));
  g_return_if_fail (server_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_studio_set_token_async);
  g_task_set_task_data (task, g_strdup (server_id), g_free);

  if (token == NULL)
    {
      limner_vault_clear_async (self->vault, server_id, cancellable, token_cleared_cb,
                                g_steal_pointer (&task));
      return;
    }

  server = limner_server_list_find (self->servers, server_id);
  label = g_strdup_printf ("Limner: %s", server != NULL ? limner_server_get_name (server)
                                                        : server_id);
  limner_vault_store_async (self->vault, server_id, label, token, cancellable, token_stored_cb,
                            g_steal_pointer (&task));
}

/**
 * limner_studio_set_token_finish:
 * @self: a studio
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_studio_set_token_async().
 *
 * Returns: %TRUE on success
 */
gboolean
limner_studio_set_token_finish (LimnerStudio  *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * limner_studio_remove_server:
 * @self: a studio
 * @server_id: the id of a server that was added
 *
 * Removes a server, its client and its token. Jobs that still name it fail with a sentence that
 * says so.
 */
void
limner_studio_remove_server (LimnerStudio *self,
                             const char   *server_id)
{
  g_autofree char *id = NULL;

  g_return_if_fail (LIMNER_IS_STUDIO (self));
  g_return_if_fail (server_id != NULL);

  /* The caller's string may be the server's own. */
  id = g_strdup (server_id);
  if (!limner_server_list_remove (self->servers, id))
    return;

  limner_server_list_save (self->servers, NULL);
  limner_vault_clear_async (self->vault, id, NULL, NULL, NULL);
  g_hash_table_remove (self->clients, id);
  _limner_default_model_forget (self, id);
}

GHashTable *
_limner_studio_get_default_models (LimnerStudio *self)
{
  return self->default_models;
}
