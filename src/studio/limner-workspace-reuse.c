/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "store/limner-store-models.h"

#include "limner-checkpoint-name.h"
#include "limner-workspace-private.h"

/* The settings of a picture, whoever made it: its model is looked for, and the form filled in. */

typedef struct
{
  LimnerGalleryItem *item;
  gboolean           new_seed;
  gboolean           is_known;     /* whether it was looked for among the models used before */
  GStrv              known;        /* (nullable) the models used before, by their references */
  GPtrArray         *names;        /* of LimnerNamedText: what other pictures call its checkpoint */
} Reuse;

static void
reuse_free (Reuse *reuse)
{
  g_clear_object (&reuse->item);
  g_clear_pointer (&reuse->names, g_ptr_array_unref);
  g_clear_pointer (&reuse->known, g_strfreev);
  g_free (reuse);
}

/* What the picture was asked, with the seed that was really used or with none. */
static JsonObject *
make_input (LimnerWorkspace *self,
            Reuse           *reuse)
{
  const char *text = limner_gallery_item_get_input (reuse->item);
  const char *number = limner_gallery_item_get_seed (reuse->item);
  LimnerField *seed = limner_schema_find_role (limner_values_get_schema (self->values),
                                               LIMNER_ROLE_SEED);
  const char *name = seed != NULL ? limner_field_get_name (seed) : "seed";
  JsonObject *input = NULL;

  if (text != NULL)
    input = limner_json_parse_object (text, (gsize) -1, LIMNER_STORE_MAX_JSON, NULL);
  if (input == NULL)
    input = json_object_new ();

  if (number == NULL && !reuse->new_seed)
    return input;
  if (json_object_has_member (input, "seed"))
    json_object_remove_member (input, "seed");
  if (json_object_has_member (input, name))
    json_object_remove_member (input, name);
  if (!reuse->new_seed)
    json_object_set_member (input, name, limner_json_integer_node (number));
  return input;
}

/* Weights that another program laid over its checkpoint are named with their checksums. Where a
 * model that was used before has such a name, as one that was trained has, it is the form's. */
static void
add_weights (LimnerWorkspace *self,
             Reuse           *reuse,
             JsonObject      *input)
{
  LimnerField *field = limner_schema_find_role (limner_values_get_schema (self->values),
                                                LIMNER_ROLE_LORA);
  const char *hashes = limner_json_get_string (input, "Lora hashes", NULL);
  const char *found = NULL;

  if (reuse->known != NULL && field != NULL &&
      limner_field_get_kind (field) == LIMNER_FIELD_STRING &&
      !json_object_has_member (input, limner_field_get_name (field)))
    found = limner_checkpoint_name_find (hashes, (const char * const *) reuse->known);
  if (found == NULL)
    return;

  json_object_set_string_member (input, limner_field_get_name (field), found);
  json_object_remove_member (input, "Lora hashes");
}

/* Another of an edit is another of what is painted on the canvas, if that is still there: the part
 * that its model saw is no picture of its own. */
static void
leave_to_canvas (LimnerWorkspace *self,
                 Reuse           *reuse,
                 JsonObject      *input)
{
  LimnerItemDetails *details = limner_gallery_item_get_details (reuse->item);
  g_auto(GStrv) names = NULL;
  LimnerRect box;
  int width, height;

  if (!reuse->new_seed || details == NULL || details->recipe == NULL ||
      !limner_workspace_get_context_box (self, &box, &width, &height))
    return;

  names = limner_spec_list_canvas_fields (limner_values_get_schema (self->values), self->task);
  for (gsize i = 0; names[i] != NULL; i++)
    if (json_object_has_member (input, names[i]))
      json_object_remove_member (input, names[i]);
}

static void
adopt (LimnerWorkspace *self,
       JsonObject      *input,
       const char      *missing)
{
  g_clear_pointer (&self->carried, g_ptr_array_unref);
  self->carried = limner_values_adopt (self->values, input);
  g_free (self->missing);
  self->missing = g_strdup (missing);
  _limner_workspace_tell_values (self);
}

/* Fills in the form that is open and tells who shows it what became of the values. */
static void
fill_in (LimnerWorkspace *self,
         Reuse           *reuse,
         const char      *missing)
{
  g_autoptr(JsonObject) input = make_input (self, reuse);

  add_weights (self, reuse, input);
  leave_to_canvas (self, reuse, input);
  adopt (self, input, missing);
}

/**
 * limner_workspace_adopt:
 * @self: a workspace whose model is loaded
 * @input: what the model was asked once, as an example or a job, perhaps in another version
 *
 * Fills in the open form as limner_values_adopt() does; what found no place is told by
 * limner_workspace_get_carried().
 */
void
limner_workspace_adopt (LimnerWorkspace *self,
                        JsonObject      *input)
{
  g_return_if_fail (LIMNER_IS_WORKSPACE (self));
  g_return_if_fail (input != NULL);

  if (self->values != NULL)
    adopt (self, input, NULL);
}

/* The model that was asked for does not exist: what was open stays, and nothing is said of it. */
static void
stay (LimnerWorkspace *self)
{
  g_clear_error (&self->error);
  g_free (self->wanted_server);
  self->wanted_server = g_strdup (self->server);
  g_free (self->wanted_reference);
  self->wanted_reference = g_strdup (self->reference);
}

static void look_among_known (LimnerWorkspace *self,
                              GTask           *task);

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerWorkspace *self = LIMNER_WORKSPACE (object);
  Reuse *reuse = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (limner_workspace_load_model_finish (self, result, &error))
    {
      fill_in (self, reuse, NULL);
    }
  else if (self->values != NULL &&
           g_error_matches (error, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND))
    {
      stay (self);
      look_among_known (self, g_steal_pointer (&task));
      return;
    }
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_task_return_boolean (task, TRUE);
}

static void
load (LimnerWorkspace *self,
      const char      *server,
      const char      *reference,
      GTask           *task)
{
  limner_workspace_load_model_async (self, server, reference, g_task_get_cancellable (task),
                                     loaded_cb, task);
}

/* Whether a known model is the one that another program names: 2 by its very name, 1 by its letters
 * and digits, 0 if not.
 */
static int
match_name (const char *reference,
            const char *name)
{
  const char *slash = strchr (reference, '/');
  g_autofree char *known = limner_checkpoint_name_strip (reference);
  g_autofree char *wanted = limner_checkpoint_name_strip (name);

  if (g_str_equal (reference, name) || (slash != NULL && g_str_equal (slash + 1, name)))
    return 2;
  return *wanted != '\0' && g_str_equal (known, wanted);
}

/* What the picture names, then what others that were made with the same checkpoint do. */
static const char *
get_name (Reuse *reuse,
          guint  i)
{
  const char *own = limner_gallery_item_get_model (reuse->item);
  LimnerNamedText *name;

  if (own != NULL && i-- == 0)
    return own;
  if (reuse->names == NULL || i >= reuse->names->len)
    return NULL;

  name = g_ptr_array_index (reuse->names, i);
  return name->name;
}

/* The best fit among the known models for the first of the names that has one */
static const char *
find_known (Reuse     *reuse,
            GPtrArray *known)
{
  const char *found = NULL;
  const char *name;

  for (guint n = 0; found == NULL && (name = get_name (reuse, n)) != NULL; n++)
    {
      int best = 0;

      for (guint i = 0; i < known->len; i++)
        {
          LimnerNamedText *model = g_ptr_array_index (known, i);
          int rank = match_name (model->name, name);

          if (rank > best)
            {
              best = rank;
              found = model->name;
            }
        }
    }
  return found;
}

/* No model: the open form is filled in, and what is missing is told. */
static void
fill_in_without (LimnerWorkspace *self,
                 GTask           *task)
{
  Reuse *reuse = g_task_get_task_data (task);
  const char *name = get_name (reuse, 0);

  if (self->values != NULL)
    {
      fill_in (self, reuse, name != NULL ? name : "");
      g_task_return_boolean (task, TRUE);
    }
  else if (name != NULL)
    g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND,
                             "The model %s is not known here", name);
  else
    g_task_return_new_error (task, LIMNER_ERROR, LIMNER_ERROR_NOT_FOUND,
                             "It is not known which model made this picture");
}

static GStrv
dup_names (GPtrArray *models)
{
  GStrv names = g_new0 (char *, models->len + 1);

  for (guint i = 0; i < models->len; i++)
    names[i] = g_strdup (((LimnerNamedText *) models->pdata[i])->name);
  return names;
}

static void
known_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerWorkspace *self = g_task_get_source_object (task);
  Reuse *reuse = g_task_get_task_data (task);
  g_autoptr(GPtrArray) known = NULL;
  const char *found = NULL;

  known = limner_store_list_texts_finish (LIMNER_STORE (object), result, NULL);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (known != NULL && !reuse->is_known)
    {
      found = find_known (reuse, known);
      reuse->known = dup_names (known);
    }
  reuse->is_known = TRUE;
  if (found != NULL)
    load (self, self->server, found, g_steal_pointer (&task));
  else
    fill_in_without (self, task);
}

static void
names_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  LimnerWorkspace *self = g_task_get_source_object (task);
  Reuse *reuse = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  g_clear_pointer (&reuse->names, g_ptr_array_unref);
  reuse->names = limner_store_list_texts_finish (LIMNER_STORE (object), result, NULL);
  if (!g_task_return_error_if_cancelled (task))
    limner_store_list_models_async (LIMNER_STORE (object), self->server, cancellable, known_cb,
                                    g_steal_pointer (&task));
}

static void
look_among_known (LimnerWorkspace *self,
                  GTask           *task)
{
  Reuse *reuse = g_task_get_task_data (task);
  const char *checksum = limner_gallery_item_get_version (reuse->item);

  limner_store_name_checkpoint_async (limner_studio_get_store (self->studio),
                                      checksum != NULL ? checksum : "",
                                      g_task_get_cancellable (task), names_cb, task);
}

static gboolean
is_reference (const char *model)
{
  g_autofree char *name = NULL;
  g_autofree char *version = NULL;

  return g_str_has_prefix (model, LIMNER_STUDIO_DEPLOYMENT) ||
         limner_model_reference_parse (model, &name, &version);
}

static void
load_named (LimnerWorkspace *self,
            GTask           *task)
{
  Reuse *reuse = g_task_get_task_data (task);
  const char *version = limner_gallery_item_get_version (reuse->item);
  const char *server = limner_gallery_item_get_server (reuse->item);
  const char *model = limner_gallery_item_get_model (reuse->item);
  g_autofree char *reference = version != NULL && *version != '\0'
                               ? g_strconcat (model, ":", version, NULL) : g_strdup (model);

  if (server == NULL ||
      limner_server_list_find (limner_studio_get_servers (self->studio), server) == NULL)
    server = self->server;
  load (self, server, reference, task);
}

/**
 * limner_workspace_use_settings_async:
 * @self: a workspace
 * @item: a picture of the gallery
 * @new_seed: whether the seed is left to chance instead of the picture's own
 * @cancellable: (nullable): to give up
 * @callback: called when the form is filled in
 * @user_data: for @callback
 *
 * Loads the model and the very version that made a picture and fills in what it was asked. Where
 * another program named the model in its own way, it is looked for among those that were loaded
 * once, also by the names that other pictures of the library have for a checkpoint of the same
 * checksum. Where it cannot be found the open form is filled in, and
 * limner_workspace_get_missing_model() tells. What found no place is told by
 * limner_workspace_get_carried().
 */
void
limner_workspace_use_settings_async (LimnerWorkspace     *self,
                                     LimnerGalleryItem   *item,
                                     gboolean             new_seed,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  const char *model;
  Reuse *reuse;

  g_return_if_fail (LIMNER_IS_WORKSPACE (self));
  g_return_if_fail (LIMNER_IS_GALLERY_ITEM (item));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_workspace_use_settings_async);
  reuse = g_new0 (Reuse, 1);
  reuse->item = g_object_ref (item);
  reuse->new_seed = new_seed;
  g_task_set_task_data (task, reuse, (GDestroyNotify) reuse_free);

  model = limner_gallery_item_get_model (item);
  if (model != NULL && is_reference (model))
    load_named (self, g_steal_pointer (&task));
  else
    look_among_known (self, g_steal_pointer (&task));
}

/**
 * limner_workspace_use_settings_finish:
 * @self: a workspace
 * @result: the result
 * @error: return location for an error
 *
 * Ends limner_workspace_use_settings_async().
 *
 * Returns: %TRUE if the form is filled in
 */
gboolean
limner_workspace_use_settings_finish (LimnerWorkspace  *self,
                                      GAsyncResult     *result,
                                      GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * limner_workspace_get_missing_model:
 * @self: a workspace
 *
 * Returns: (nullable): what the picture whose settings were used names as its model, where that
 *   could not be found and the open form was filled in; "" where it names none; %NULL otherwise
 */
const char *
limner_workspace_get_missing_model (LimnerWorkspace *self)
{
  g_return_val_if_fail (LIMNER_IS_WORKSPACE (self), NULL);

  return self->missing;
}
