/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-client-predictions.h"
#include "limner-client-private.h"
#include "limner-page-list-private.h"

/**
 * limner_client_create_training_async:
 * @self: a client
 * @model: the trainer, `owner/name`
 * @version: the trainer's version
 * @destination: the model that gets the new version, `owner/name`
 * @input: the inputs of the trainer
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Starts a training. It is sent again only where the server certainly did not take it.
 */
void
limner_client_create_training_async (LimnerClient        *self,
                                     const char          *model,
                                     const char          *version,
                                     const char          *destination,
                                     JsonObject          *input,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autofree char *suffix = NULL;
  g_autoptr(JsonObject) body = json_object_new ();

  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (model != NULL && version != NULL && destination != NULL);
  g_return_if_fail (input != NULL);

  suffix = _limner_client_id_path ("/versions/", version, "/trainings");
  json_object_set_string_member (body, "destination", destination);
  json_object_set_object_member (body, "input", json_object_ref (input));
  _limner_client_run_create (self, LIMNER_TYPE_TRAINING,
                             _limner_client_model_path (model, "/models/", suffix), body,
                             limner_client_create_training_async, cancellable, callback,
                             user_data);
}

/**
 * limner_client_create_training_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the training, or %NULL with an error
 */
LIMNER_CLIENT_FINISH (LimnerTraining *, limner_client_create_training)

/**
 * limner_client_get_training_async:
 * @self: a client
 * @id: the server's name for it
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Asks how far a training is.
 */
void
limner_client_get_training_async (LimnerClient        *self,
                                  const char          *id,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (id != NULL);

  _limner_client_run_path (self, SOUP_METHOD_GET, LIMNER_REPLY_RESOURCE, LIMNER_TYPE_TRAINING,
                           _limner_client_id_path ("/trainings/", id, ""), NULL,
                           limner_client_get_training_async, cancellable, callback, user_data);
}

/**
 * limner_client_get_training_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the training, or %NULL with an error
 */
LIMNER_CLIENT_FINISH (LimnerTraining *, limner_client_get_training)

/**
 * limner_client_cancel_training_async:
 * @self: a client
 * @id: the server's name for it
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Stops a training. One that has ended already stays as it is.
 */
void
limner_client_cancel_training_async (LimnerClient        *self,
                                     const char          *id,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_return_if_fail (LIMNER_IS_CLIENT (self));
  g_return_if_fail (id != NULL);

  _limner_client_run_path (self, SOUP_METHOD_POST, LIMNER_REPLY_RESOURCE, LIMNER_TYPE_TRAINING,
                           _limner_client_id_path ("/trainings/", id, "/cancel"), NULL,
                           limner_client_cancel_training_async, cancellable, callback, user_data);
}

/**
 * limner_client_cancel_training_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the training, or %NULL with an error
 */
LIMNER_CLIENT_FINISH (LimnerTraining *, limner_client_cancel_training)

/**
 * limner_client_list_trainings:
 * @self: a client
 *
 * Lists the account's trainings, newest first.
 *
 * Returns: (transfer full): a list of #LimnerTraining that loads as it is scrolled
 */
LimnerPageList *
limner_client_list_trainings (LimnerClient *self)
{
  g_return_val_if_fail (LIMNER_IS_CLIENT (self), NULL);

  return _limner_page_list_new (self, LIMNER_TYPE_TRAINING, "/trainings");
}
