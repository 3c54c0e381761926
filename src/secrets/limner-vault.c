/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <libsecret/secret.h>

#include "base/limner-error.h"

#include "limner-vault.h"

/** The server whose token may come from the environment, and from where. */
#define ENVIRONMENT_SERVER "replicate"
#define ENVIRONMENT_VARIABLE "REPLICATE_API_TOKEN"

/** The attribute by which a token is found. */
#define SERVER_ATTRIBUTE "server"

/**
 * LimnerVault:
 *
 * Keeps one token for each server in the desktop's Secret Service, and nowhere else. A token in the
 * environment is used for the first Replicate account and never stored. A vault in memory forgets
 * everything when it goes.
 */
struct _LimnerVault
{
  GObject     parent_instance;

  GHashTable *memory;      /* server id → token; NULL where the Secret Service is used */
};

G_DEFINE_FINAL_TYPE (LimnerVault, limner_vault, G_TYPE_OBJECT)

static const SecretSchema *
get_schema (void)
{
  static const SecretSchema schema = {
    "io.github.limner.Limner.Token", SECRET_SCHEMA_NONE,
    {
      { SERVER_ATTRIBUTE, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
    }
  };

  return &schema;
}

static void
limner_vault_finalize (GObject *object)
{
  LimnerVault *self = LIMNER_VAULT (object);

  g_clear_pointer (&self->memory, g_hash_table_unref);

  G_OBJECT_CLASS (limner_vault_parent_class)->finalize (object);
}

static void
limner_vault_class_init (LimnerVaultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = limner_vault_finalize;
}

static void
limner_vault_init (LimnerVault *self)
{
}

/**
 * limner_vault_new:
 *
 * Returns: (transfer full): the desktop's vault
 */
LimnerVault *
limner_vault_new (void)
{
  return g_object_new (LIMNER_TYPE_VAULT, NULL);
}

static void
free_secret (gpointer data)
{
  char *secret = data;

  memset (secret, 0, strlen (secret));
  g_free (secret);
}

/**
 * limner_vault_new_in_memory:
 *
 * Returns: (transfer full): a vault that keeps nothing when it goes
 */
LimnerVault *
limner_vault_new_in_memory (void)
{
  LimnerVault *self = limner_vault_new ();

  self->memory = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_secret);
  return self;
}

static const char *
get_from_environment (const char *server_id)
{
  const char *token = strcmp (server_id, ENVIRONMENT_SERVER) == 0
                      ? g_getenv (ENVIRONMENT_VARIABLE) : NULL;

  return token != NULL && *token != '\0' ? token : NULL;
}

/**
 * limner_vault_is_from_environment:
 * @self: a vault
 * @server_id: a server
 *
 * Tells whether the server's token comes from the environment, where it cannot be changed.
 *
 * Returns: %TRUE where it does
 */
gboolean
limner_vault_is_from_environment (LimnerVault *self,
                                  const char  *server_id)
{
  g_return_val_if_fail (LIMNER_IS_VAULT (self), FALSE);
  g_return_val_if_fail (server_id != NULL, FALSE);

  return get_from_environment (server_id) != NULL;
}

/* What libsecret reports says little to people; what it means is always the same. */
static void
return_failure (GTask  *task,
                GError *error)
{
  if (limner_error_is_cancelled (error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_KEYRING,
                           "The keyring of this desktop cannot be used: %s", error->message);
  g_error_free (error);
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  char *token = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    {
      return_failure (task, error);
      return;
    }

  g_task_return_pointer (task, token, (GDestroyNotify) secret_password_free);
}

/**
 * limner_vault_lookup_async:
 * @self: a vault
 * @server_id: a server
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Looks up a server's token.
 */
void
limner_vault_lookup_async (LimnerVault         *self,
                           const char          *server_id,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  const char *token;

  g_return_if_fail (LIMNER_IS_VAULT (self));
  g_return_if_fail (server_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_vault_lookup_async);
  token = get_from_environment (server_id);
  if (token == NULL && self->memory != NULL)
    token = g_hash_table_lookup (self->memory, server_id);

  if (token != NULL || self->memory != NULL)
    g_task_return_pointer (task, g_strdup (token), g_free);
  else
    secret_password_lookup (get_schema (), cancellable, looked_up_cb, g_steal_pointer (&task),
                            SERVER_ATTRIBUTE, server_id, NULL);
}

/**
 * limner_vault_lookup_finish:
 * @self: a vault
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the token; %NULL without an error where there is none, and
 *   with %LIMNER_ERROR_KEYRING where the keyring cannot be asked
 */
char *
limner_vault_lookup_finish (LimnerVault   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_failure (task, error);
}

/**
 * limner_vault_store_async:
 * @self: a vault
 * @server_id: a server
 * @label: what the desktop's password program shows
 * @token: the token
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is kept
 * @user_data: data for @callback
 *
 * Keeps a server's token.
 */
void
limner_vault_store_async (LimnerVault         *self,
                          const char          *server_id,
                          const char          *label,
                          const char          *token,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (LIMNER_IS_VAULT (self));
  g_return_if_fail (server_id != NULL && label != NULL && token != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_vault_store_async);
  if (self->memory != NULL)
    {
      g_hash_table_replace (self->memory, g_strdup (server_id), g_strdup (token));
      g_task_return_boolean (task, TRUE);
      return;
    }

  secret_password_store (get_schema (), SECRET_COLLECTION_DEFAULT, label, token, cancellable,
                         stored_cb, g_steal_pointer (&task), SERVER_ATTRIBUTE, server_id, NULL);
}

/**
 * limner_vault_store_finish:
 * @self: a vault
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: %TRUE where it is kept; else %LIMNER_ERROR_KEYRING
 */
gboolean
limner_vault_store_finish (LimnerVault   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
cleared_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  /* It answers FALSE where there was nothing to forget, which is as good. */
  secret_password_clear_finish (result, &error);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    return_failure (task, error);
}

/**
 * limner_vault_clear_async:
 * @self: a vault
 * @server_id: a server
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is forgotten
 * @user_data: data for @callback
 *
 * Forgets a server's token.
 */
void
limner_vault_clear_async (LimnerVault         *self,
                          const char          *server_id,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (LIMNER_IS_VAULT (self));
  g_return_if_fail (server_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_vault_clear_async);
  if (self->memory != NULL)
    {
      g_hash_table_remove (self->memory, server_id);
      g_task_return_boolean (task, TRUE);
      return;
    }

  secret_password_clear (get_schema (), cancellable, cleared_cb, g_steal_pointer (&task),
                         SERVER_ATTRIBUTE, server_id, NULL);
}

/**
 * limner_vault_clear_finish:
 * @self: a vault
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: %TRUE where it is forgotten; else %LIMNER_ERROR_KEYRING
 */
gboolean
limner_vault_clear_finish (LimnerVault   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
