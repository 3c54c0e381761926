/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store/limner-store-models.h"

#include "limner-workspace-private.h"

/* A model on its way: all of it is taken at once when all is there, so that model, server and form
 * never belong to different models.
 */
typedef struct
{
  char               *server;
  char               *reference;
  LimnerModel        *model;
  LimnerModelVersion *version;
  GPtrArray          *changes;     /* of LimnerSchemaChange, or NULL */
  gint64              cached_at;
} Load;

static void
load_free (Load *load)
{
  g_clear_pointer (&load->server, g_free);
  g_clear_pointer (&load->reference, g_free);
  g_clear_object (&load->model);
  g_clear_object (&load->version);
  g_clear_pointer (&load->changes, g_ptr_array_unref);
  g_free (load);
}

static gboolean
give_up (LimnerWorkspace *self,
         GTask           *task)
{
  gboolean is_over = g_task_return_error_if_cancelled (task);

  if (is_over && self->loading == g_task_get_cancellable (task))
    {
      g_clear_object (&self->loading);
      _limner_workspace_tell_loading (self);
    }
  return is_over;
}

static void
roles_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerWorkspace *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  g_autoptr(GPtrArray) roles = NULL;
  g_autoptr(LimnerSchema) schema = NULL;

  roles = limner_store_list_texts_finish (LIMNER_STORE (object), result, NULL);
  if (give_up (self, task))
    return;

  self->cached_at = load->cached_at;
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  self->changes = g_steal_pointer (&load->changes);
  schema = limner_studio_make_schema (load->version, roles);
  _limner_workspace_take_model (self, load->server, load->reference, load->model, load->version,
                                schema);
  g_task_return_boolean (task, TRUE);
}

static void
model_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerWorkspace *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  GPtrArray *changes;

  load->model = limner_studio_load_model_finish (LIMNER_STUDIO (object), result, &load->version,
                                                 &load->cached_at, &error);
  if (give_up (self, task))
    return;

  if (load->model == NULL)
    {
      g_clear_object (&self->loading);
      self->error = g_error_copy (error);
      _limner_workspace_tell_loading (self);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  changes = limner_studio_get_model_changes (LIMNER_STUDIO (object), result);
  load->changes = changes != NULL ? g_ptr_array_ref (changes) : NULL;
  limner_store_list_roles_async (limner_studio_get_store (self->studio),
                                 limner_model_get_reference (load->model),
                                 g_task_get_cancellable (task), roles_cb, g_object_ref (task));
}

/**
 * limner_workspace_load_model_async:
 * @self: a workspace
 * @server: id of the server
 * @reference: `owner/name` or `owner/name:version`
 * @cancellable: (nullable): to give up; loading another model gives up too
 * @callback: (nullable): called when its form can be shown
 * @user_data: for @callback
 *
 * Changes the model. What was filled in is carried over by meaning; what found no place is told by
 * limner_workspace_get_carried(). While it loads, and where it cannot be loaded, the old model
 * stays, with its server.
 */
void
limner_workspace_load_model_async (LimnerWorkspace     *self,
                                   const char          *server,
                                   const char          *reference,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Load *load;

  g_return_if_fail (LIMNER_IS_WORKSPACE (self));
  g_return_if_fail (server != NULL && reference != NULL);

  load = g_new0 (Load, 1);
  load->server = g_strdup (server);
  load->reference = g_strdup (reference);
  g_free (self->wanted_server);
  self->wanted_server = g_strdup (load->server);
  g_free (self->wanted_reference);
  self->wanted_reference = g_strdup (load->reference);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  /* The caller's own may be good for more than this. */
  self->loading = g_cancellable_new ();
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (g_cancellable_cancel),
                             self->loading, G_CONNECT_SWAPPED);
  if (g_cancellable_is_cancelled (cancellable))
    g_cancellable_cancel (self->loading);
  g_clear_error (&self->error);
  self->tells_dropped = TRUE;
  _limner_workspace_tell_loading (self);

  task = g_task_new (self, self->loading, callback, user_data);
  g_task_set_source_tag (task, limner_workspace_load_model_async);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  limner_studio_load_model_async (self->studio, load->server, load->reference, self->loading,
                                  model_cb, g_steal_pointer (&task));
}

/**
 * limner_workspace_load_model_finish:
 * @self: a workspace
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_workspace_load_model_async().
 *
 * Returns: %TRUE if the model is there
 */
gboolean
limner_workspace_load_model_finish (LimnerWorkspace  *self,
                                    GAsyncResult     *result,
                                    GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * limner_workspace_reload:
 * @self: a workspace
 *
 * Loads the model again that was asked for last, after it could not be loaded or only a copy of it
 * was at hand.
 */
void
limner_workspace_reload (LimnerWorkspace *self)
{
  g_return_if_fail (LIMNER_IS_WORKSPACE (self));

  if (self->wanted_reference != NULL)
    limner_workspace_load_model_async (self, self->wanted_server, self->wanted_reference, NULL,
                                       NULL, NULL);
}
