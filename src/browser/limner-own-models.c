/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "client/limner-client-account.h"
#include "client/limner-client-models.h"
#include "client/limner-client-predictions.h"
#include "wire/limner-training.h"

#include "limner-own-models.h"

/* Which models belong to the account. The service has no list of them: they are gathered from where
 * they show up.
 *
 *   account → its name ┬→ first page of the models, those of this owner
 *                      ╰→ trainings, their destinations
 */

/** How many models and trainings are looked through. */
#define MAX_LOOKED_AT 300

typedef struct
{
  GListStore *found;
  GHashTable *names;      /* a set of `owner/name` */
  char       *owner;
  guint       n_pending;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_clear_object (&load->found);
  g_clear_pointer (&load->names, g_hash_table_unref);
  g_clear_pointer (&load->owner, g_free);
  g_free (load);
}

static void
add (Load        *load,
     LimnerModel *model)
{
  if (g_strcmp0 (limner_model_get_owner (model), load->owner) == 0 &&
      g_hash_table_add (load->names, g_strdup (limner_model_get_reference (model))))
    g_list_store_append (load->found, model);
}

static void
add_training (Load           *load,
              LimnerTraining *training)
{
  const char *destination = limner_training_get_destination (training);
  g_autofree char *owner = NULL;
  g_autofree char *name = NULL;
  g_autoptr(LimnerModel) model = NULL;

  if (destination == NULL || g_hash_table_contains (load->names, destination) ||
      !limner_model_reference_split (destination, &owner, &name))
    return;

  model = limner_model_new (owner, name);
  add (load, model);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  GListModel *list = G_LIST_MODEL (object);
  g_autoptr(GError) error = NULL;

  if (!limner_page_list_load_finish (LIMNER_PAGE_LIST (object), result, &error))
    g_debug ("Own models may be missing: %s", error->message);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (list, i);

      if (LIMNER_IS_MODEL (item))
        add (load, LIMNER_MODEL (item));
      else if (LIMNER_IS_TRAINING (item))
        add_training (load, LIMNER_TRAINING (item));
    }
  if (--load->n_pending == 0 && !g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_object_ref (load->found), g_object_unref);
}

static void
account_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  LimnerClient *client = LIMNER_CLIENT (object);
  Load *load = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(LimnerPageList) models = NULL;
  g_autoptr(LimnerPageList) trainings = NULL;
  GError *error = NULL;
  g_autoptr(LimnerAccount) account = limner_client_get_account_finish (client, result, &error);

  if (account == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  load->owner = g_strdup (limner_account_get_username (account));
  load->n_pending = 2;
  models = limner_client_list_models (client, NULL, FALSE);
  trainings = limner_client_list_trainings (client);
  limner_page_list_load_async (models, MAX_LOOKED_AT, cancellable, loaded_cb,
                               g_object_ref (task));
  limner_page_list_load_async (trainings, MAX_LOOKED_AT, cancellable, loaded_cb,
                               g_object_ref (task));
}

/**
 * limner_own_models_load_async:
 * @client: a client with a token
 * @cancellable: (nullable): to stop
 * @callback: called when they are found
 * @user_data: for @callback
 *
 * Gathers the models of the account.
 */
void
limner_own_models_load_async (LimnerClient        *client,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (client, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  g_return_if_fail (LIMNER_IS_CLIENT (client));

  g_task_set_source_tag (task, limner_own_models_load_async);
  load->found = g_list_store_new (LIMNER_TYPE_MODEL);
  load->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, load, load_free);
  limner_client_get_account_async (client, cancellable, account_cb, g_steal_pointer (&task));
}

/**
 * limner_own_models_load_finish:
 * @client: the client
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_own_models_load_async().
 *
 * Returns: (transfer full) (element-type LimnerModel) (nullable): the models
 */
GListModel *
limner_own_models_load_finish (LimnerClient  *client,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
