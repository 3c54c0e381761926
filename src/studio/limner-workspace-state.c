/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "base/limner-json.h"
#include "base/limner-task.h"

#include "limner-workspace-private.h"

/* What is kept between two runs, below the library's folder:
 *
 *   workspace/state.json    model, values, task, options: written here, a moment after a change
 *   workspace/document/     picture, mask, history: written by the document itself
 */
#define SAVE_DELAY 1000
#define MAX_STATE_BYTES (16 * 1024 * 1024)
/* So many models come back with what was filled in when they were left. */
#define MAX_LEFT_VALUES 50

static char *
state_path (LimnerWorkspace *self)
{
  return g_build_filename (limner_studio_get_data_directory (self->studio), "workspace",
                           "state.json", NULL);
}

static char *
document_path (LimnerWorkspace *self)
{
  return g_build_filename (limner_studio_get_data_directory (self->studio), "workspace",
                           "document", NULL);
}

static void
add_string (JsonObject *object,
            const char *member,
            const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, member, value);
}

static JsonObject *
left_values_to_json (LimnerWorkspace *self)
{
  JsonObject *object = json_object_new ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->left_values);
  while (g_hash_table_iter_next (&iter, &key, &value) &&
         json_object_get_size (object) < MAX_LEFT_VALUES)
    json_object_set_object_member (object, key, json_object_ref (value));
  return object;
}

static void
left_values_from_json (LimnerWorkspace *self,
                       JsonObject      *object)
{
  JsonObjectIter iter;
  const char *reference;
  JsonNode *node;

  if (object == NULL)
    return;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &reference, &node))
    {
      if (JSON_NODE_HOLDS_OBJECT (node))
        g_hash_table_replace (self->left_values, g_strdup (reference),
                              json_object_ref (json_node_get_object (node)));
    }
}

JsonObject *
_limner_workspace_to_json (LimnerWorkspace *self)
{
  JsonObject *object = json_object_new ();
  JsonObject *last = json_object_new ();
  gboolean is_open = self->reference != NULL;
  GHashTableIter iter;
  gpointer key, value;

  /* What could not be loaded is tried again the next time, unless another form is open. */
  add_string (object, "server", is_open ? self->server : self->wanted_server);
  add_string (object, "model", is_open ? self->reference : self->wanted_reference);
  add_string (object, "task", limner_task_get_name (self->task));
  add_string (object, "picture", self->picture_blob);
  if (self->parents != NULL)
    add_string (object, "parent", self->parents[0]);
  if (self->values != NULL)
    json_object_set_object_member (object, "values", limner_values_to_record (self->values));
  json_object_set_object_member (object, "options", limner_edit_options_to_json (&self->options));

  g_hash_table_iter_init (&iter, self->last_models);
  while (g_hash_table_iter_next (&iter, &key, &value))
    add_string (last, key, value);
  json_object_set_object_member (object, "last_models", last);
  json_object_set_object_member (object, "left_values", left_values_to_json (self));
  return object;
}

typedef struct
{
  char   *path;
  GBytes *bytes;
} Write;

static void
write_free (Write *write)
{
  g_clear_pointer (&write->path, g_free);
  g_clear_pointer (&write->bytes, g_bytes_unref);
  g_free (write);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Write *write = data;
  g_autoptr(GError) error = NULL;

  if (!limner_file_write (write->path, write->bytes, &error))
    g_debug ("The workspace was not kept: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static GBytes *
state_to_bytes (LimnerWorkspace *self)
{
  g_autoptr(JsonObject) object = _limner_workspace_to_json (self);
  char *text = limner_json_object_to_string (object, TRUE);

  return g_bytes_new_take (text, strlen (text));
}

static gboolean
save_cb (gpointer data)
{
  LimnerWorkspace *self = data;
  g_autoptr(GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  Write *write = g_new0 (Write, 1);

  self->save_id = 0;
  write->path = state_path (self);
  write->bytes = state_to_bytes (self);
  g_task_set_source_tag (task, save_cb);
  g_task_set_task_data (task, write, (GDestroyNotify) write_free);
  limner_task_run_in_thread (task, write_thread);
  return G_SOURCE_REMOVE;
}

void
_limner_workspace_schedule_save (LimnerWorkspace *self)
{
  if (self->save_id == 0)
    self->save_id = g_timeout_add (SAVE_DELAY, save_cb, self);
}

/**
 * limner_workspace_save:
 * @self: a workspace
 *
 * Writes at once what is waiting to be written: for the end of the program.
 */
void
limner_workspace_save (LimnerWorkspace *self)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (LIMNER_IS_WORKSPACE (self));

  if (self->save_id == 0)
    return;

  g_clear_handle_id (&self->save_id, g_source_remove);
  path = state_path (self);
  bytes = state_to_bytes (self);
  if (!limner_file_write (path, bytes, &error))
    g_debug ("The workspace was not kept: %s", error->message);
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  g_autoptr(GBytes) bytes = limner_file_read (data, MAX_STATE_BYTES, NULL);
  JsonObject *object = NULL;

  if (bytes != NULL)
    object = limner_json_parse_object (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                       MAX_STATE_BYTES, NULL);
  /* A state that is missing or broken is a new beginning, not an error. */
  g_task_return_pointer (task, object != NULL ? object : json_object_new (),
                         (GDestroyNotify) json_object_unref);
}

/* What was filled in last time waits for its model when that cannot be shown now. */
static void
leave_values (LimnerWorkspace *self,
              JsonObject      *state)
{
  const char *reference = limner_json_get_string (state, "model", NULL);
  JsonObject *values = limner_json_get_object (state, "values");
  g_autofree char *name = NULL;
  g_autofree char *version = NULL;

  if (values != NULL && reference != NULL &&
      limner_model_reference_parse (reference, &name, &version))
    g_hash_table_replace (self->left_values, g_steal_pointer (&name), json_object_ref (values));
}

static void
restored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerWorkspace *self = LIMNER_WORKSPACE (object);
  JsonObject *state = g_task_get_task_data (task);
  JsonObject *values = limner_json_get_object (state, "values");
  GError *error = NULL;

  if (!limner_workspace_load_model_finish (self, result, &error))
    {
      leave_values (self, state);
      g_task_return_error (task, error);
      return;
    }

  if (values != NULL)
    {
      g_autoptr(GPtrArray) report = limner_values_load (self->values, values);
    }
  g_task_return_boolean (task, TRUE);
}

/* A model that was chosen in the meantime counts more than that of last time. */
static void
load_last_model (LimnerWorkspace *self,
                 GTask           *task)
{
  JsonObject *state = g_task_get_task_data (task);
  const char *reference = limner_json_get_string (state, "model", "limner/painter");

  if (self->wanted_reference != NULL)
    {
      leave_values (self, state);
      g_task_return_boolean (task, TRUE);
      return;
    }

  limner_workspace_load_model_async (self, self->server, reference, NULL, restored_cb,
                                     g_object_ref (task));
}

/* Says what is missing of what was there the last time: nobody shall look for it in vain. */
static void
tell_loss (LimnerWorkspace *self)
{
  LimnerDocumentLoss loss = limner_document_get_loss (self->document);

  if (loss == LIMNER_DOCUMENT_LOSS_LAYER)
    g_signal_emit_by_name (self, "notice",
                           "A part of what was painted last time could not be read again.");
  else if (loss == LIMNER_DOCUMENT_LOSS_STEPS)
    g_signal_emit_by_name (self, "notice",
                           "Some older steps cannot be undone: their files are damaged.");
}

static void
document_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerWorkspace *self = g_task_get_source_object (task);
  JsonObject *state = g_task_get_task_data (task);
  const char *parents[] = { limner_json_get_string (state, "parent", NULL), NULL };
  g_autofree char *folder = document_path (self);
  g_autoptr(GError) error = NULL;

  if (limner_document_load_finish (self->document, result, &error))
    {
      self->blob_picture = limner_document_get_picture (self->document);
      if (self->blob_picture != NULL)
        {
          self->picture_blob = g_strdup (limner_json_get_string (state, "picture", NULL));
          self->parents = parents[0] != NULL ? g_strdupv ((char **) parents) : NULL;
        }
      tell_loss (self);
    }
  else
    {
      self->options.box = (LimnerRect) { 0 };   /* was of that picture */
      if (!g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND) &&
          !limner_error_is_cancelled (error))
        g_signal_emit_by_name (self, "notice",
                               "The picture of last time could not be read again.");
    }

  g_clear_object (&self->restoring);
  self->is_restoring = FALSE;
  limner_document_set_autosave (self->document, folder);
  load_last_model (self, task);
}

static void
state_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerWorkspace *self = g_task_get_source_object (task);
  JsonObject *state = g_task_propagate_pointer (G_TASK (result), NULL);
  JsonObject *last = limner_json_get_object (state, "last_models");
  LimnerTasks work = limner_task_from_name (limner_json_get_string (state, "task", ""));
  const char *server = limner_json_get_string (state, "server", LIMNER_SERVER_THIS_COMPUTER);
  g_autofree char *folder = document_path (self);

  g_task_set_task_data (task, state, (GDestroyNotify) json_object_unref);
  if (self->wanted_reference == NULL &&
      limner_server_list_find (limner_studio_get_servers (self->studio), server) != NULL)
    {
      g_free (self->server);
      self->server = g_strdup (server);
    }
  if (work != LIMNER_TASK_NONE)
    _limner_workspace_change_task (self, work);
  limner_edit_options_from_json (&self->options, limner_json_get_object (state, "options"));
  left_values_from_json (self, limner_json_get_object (state, "left_values"));

  if (last != NULL)
    {
      g_autoptr(GList) members = json_object_get_members (last);

      for (GList *member = members; member != NULL; member = member->next)
        {
          const char *reference = limner_json_get_string (last, member->data, NULL);

          if (reference != NULL)
            g_hash_table_replace (self->last_models, g_strdup (member->data),
                                  g_strdup (reference));
        }
    }

  /* A picture that was opened in the meantime counts more than that of last time. */
  self->restoring = g_cancellable_new ();
  if (limner_document_get_picture (self->document) != NULL || self->n_opening > 0)
    g_cancellable_cancel (self->restoring);
  limner_document_load_async (self->document, folder, self->restoring, document_cb,
                              g_object_ref (task));
}

/**
 * limner_workspace_restore_async:
 * @self: a workspace that is new
 * @cancellable: (nullable): to give up
 * @callback: called when all is as it was
 * @user_data: for @callback
 *
 * Brings back what was being done when the program last ended, in whatever way: picture, mask and
 * their history, model, values and task. The first time it begins with the built-in painter.
 */
void
limner_workspace_restore_async (LimnerWorkspace     *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GTask) thread_task = NULL;

  g_return_if_fail (LIMNER_IS_WORKSPACE (self));

  self->is_restoring = TRUE;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_workspace_restore_async);
  thread_task = g_task_new (NULL, cancellable, state_cb, g_object_ref (task));
  g_task_set_source_tag (thread_task, read_thread);
  g_task_set_task_data (thread_task, state_path (self), g_free);
  limner_task_run_in_thread (thread_task, read_thread);
}

/**
 * limner_workspace_restore_finish:
 * @self: a workspace
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_workspace_restore_async().
 *
 * Returns: %TRUE if the model of last time is there, or another was chosen in the meantime; else
 *   why the last one could not be loaded, while picture and task are back all the same
 */
gboolean
limner_workspace_restore_finish (LimnerWorkspace  *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
