/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-file.h"
#include "base/limner-json.h"
#include "base/limner-task.h"

#include "limner-presets.h"

#define MAX_BYTES (16 * 1024 * 1024)

/**
 * LimnerPresets:
 *
 * Sets of values that a person gave a name to, by model. They lie in one JSON file:
 * `{"owner/name": {"presets": {"Portrait": {…}}, "default": "Portrait"}}`. The version of a model
 * is not part of its name, so that presets outlive it.
 */
struct _LimnerPresets
{
  GObject     parent_instance;

  /* Owned */
  char       *path;
  JsonObject *models;

  gboolean    is_saving;
  gboolean    is_dirty;    /* it changed since the text that is being written was made */
};

enum
{
  PROP_0,
  PROP_SAVING,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerPresets, limner_presets, G_TYPE_OBJECT)

static void save (LimnerPresets *self);

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  LimnerPresets *self = LIMNER_PRESETS (source);
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_debug ("Presets could not be written: %s", error->message);

  self->is_saving = FALSE;
  if (self->is_dirty)
    save (self);
  else
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVING]);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  LimnerPresets *self = source;
  g_autofree char *folder = g_path_get_dirname (self->path);
  GError *error = NULL;

  if (limner_file_ensure_directory (folder, &error) &&
      limner_file_write (self->path, task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* One write at a time; what changes meanwhile is written after it. */
static void
save (LimnerPresets *self)
{
  g_autoptr(GTask) task = NULL;
  char *text;

  if (self->is_saving)
    {
      self->is_dirty = TRUE;
      return;
    }

  self->is_dirty = FALSE;
  self->is_saving = TRUE;
  text = limner_json_object_to_string (self->models, TRUE);
  task = g_task_new (self, NULL, saved_cb, NULL);
  g_task_set_source_tag (task, save);
  g_task_set_task_data (task, g_bytes_new_take (text, strlen (text)),
                        (GDestroyNotify) g_bytes_unref);
  limner_task_run_in_thread (task, write_thread);
}

static void
note_change (LimnerPresets *self)
{
  save (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* “owner/name” of “owner/name:version”. */
static char *
get_model_name (const char *model)
{
  return g_strndup (model, strcspn (model, ":"));
}

static JsonObject *
find_model (LimnerPresets *self,
            const char    *model)
{
  g_autofree char *name = get_model_name (model);

  return limner_json_get_object (self->models, name);
}

static JsonObject *
find_presets (LimnerPresets *self,
              const char    *model)
{
  return limner_json_get_object (find_model (self, model), "presets");
}

static JsonObject *
ensure_model (LimnerPresets *self,
              const char    *model)
{
  JsonObject *object = find_model (self, model);
  g_autofree char *name = get_model_name (model);

  if (object == NULL)
    {
      object = json_object_new ();
      json_object_set_object_member (self->models, name, object);
    }
  if (limner_json_get_object (object, "presets") == NULL)
    json_object_set_object_member (object, "presets", json_object_new ());
  return object;
}

static void
limner_presets_finalize (GObject *object)
{
  LimnerPresets *self = LIMNER_PRESETS (object);

  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->models, json_object_unref);

  G_OBJECT_CLASS (limner_presets_parent_class)->finalize (object);
}

static void
limner_presets_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  LimnerPresets *self = LIMNER_PRESETS (object);

  switch (prop_id)
    {
    case PROP_SAVING:
      g_value_set_boolean (value, self->is_saving);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_presets_class_init (LimnerPresetsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = limner_presets_finalize;
  object_class->get_property = limner_presets_get_property;

  /**
   * LimnerPresets:saving:
   *
   * Whether the file is being written.
   */
  properties[PROP_SAVING] =
    g_param_spec_boolean ("saving", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * LimnerPresets::changed:
   * @self: the presets
   *
   * A preset was kept, renamed, removed or made the default, or all were loaded.
   */
  signals[CHANGED] = g_signal_new ("changed", LIMNER_TYPE_PRESETS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
limner_presets_init (LimnerPresets *self)
{
  self->models = json_object_new ();
}

/**
 * limner_presets_new:
 * @path: the file in which they lie
 *
 * Returns: (transfer full): presets, none of them loaded yet
 */
LimnerPresets *
limner_presets_new (const char *path)
{
  LimnerPresets *self = g_object_new (LIMNER_TYPE_PRESETS, NULL);

  self->path = g_strdup (path);
  return self;
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  LimnerPresets *self = source;
  g_autoptr(GBytes) bytes = NULL;
  GError *error = NULL;
  JsonObject *models;
  gconstpointer data;
  gsize length;

  if (!g_file_test (self->path, G_FILE_TEST_EXISTS))
    {
      g_task_return_pointer (task, json_object_new (), (GDestroyNotify) json_object_unref);
      return;
    }

  bytes = limner_file_read (self->path, MAX_BYTES, &error);
  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  data = g_bytes_get_data (bytes, &length);
  models = limner_json_parse_object (data, length, MAX_BYTES, &error);
  if (models != NULL)
    g_task_return_pointer (task, models, (GDestroyNotify) json_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * limner_presets_load_async:
 * @self: presets
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads the file. No file means no presets.
 */
void
limner_presets_load_async (LimnerPresets       *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (LIMNER_IS_PRESETS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_presets_load_async);
  limner_task_run_in_thread (task, read_thread);
}

/* What the parser made cannot be changed; presets are. */
static JsonObject *
copy_models (JsonObject *models)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *model;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, models);
  while (json_object_iter_next_ordered (&iter, &model, &node))
    {
      JsonObject *given = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      JsonObject *presets = limner_json_get_object (given, "presets");
      const char *fallback = limner_json_get_string (given, "default", NULL);
      JsonObject *object = json_object_new ();
      JsonObject *kept = json_object_new ();
      JsonObjectIter preset_iter;
      const char *name;
      JsonNode *input;

      if (presets != NULL)
        {
          json_object_iter_init_ordered (&preset_iter, presets);
          while (json_object_iter_next_ordered (&preset_iter, &name, &input))
            {
              if (JSON_NODE_HOLDS_OBJECT (input))
                json_object_set_member (kept, name, json_node_copy (input));
            }
        }
      json_object_set_object_member (object, "presets", kept);
      if (fallback != NULL)
        json_object_set_string_member (object, "default", fallback);
      json_object_set_object_member (copy, model, object);
    }

  return copy;
}

/**
 * limner_presets_load_finish:
 * @self: presets
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: whether the presets were read; a file that cannot be read leaves them as they are
 */
gboolean
limner_presets_load_finish (LimnerPresets  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_autoptr(JsonObject) models = NULL;

  g_return_val_if_fail (LIMNER_IS_PRESETS (self), FALSE);

  models = g_task_propagate_pointer (G_TASK (result), error);
  if (models == NULL)
    return FALSE;

  json_object_unref (self->models);
  self->models = copy_models (models);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

/**
 * limner_presets_list:
 * @self: presets
 * @model: `owner/name`, with a version or without
 *
 * Returns: (transfer full): the names of a model's presets, in the order in which they were made
 */
char **
limner_presets_list (LimnerPresets *self,
                     const char    *model)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  JsonObject *presets;
  JsonObjectIter iter;
  const char *name;

  g_return_val_if_fail (LIMNER_IS_PRESETS (self), NULL);

  presets = find_presets (self, model);
  if (presets != NULL)
    {
      json_object_iter_init_ordered (&iter, presets);
      while (json_object_iter_next_ordered (&iter, &name, NULL))
        g_strv_builder_add (names, name);
    }
  return g_strv_builder_end (names);
}

/**
 * limner_presets_find:
 * @self: presets
 * @model: `owner/name`, with a version or without
 * @name: a preset's name
 *
 * Returns: (transfer none) (nullable): its values, for limner_values_load()
 */
JsonObject *
limner_presets_find (LimnerPresets *self,
                     const char    *model,
                     const char    *name)
{
  g_return_val_if_fail (LIMNER_IS_PRESETS (self), NULL);

  return limner_json_get_object (find_presets (self, model), name);
}

/**
 * limner_presets_keep:
 * @self: presets
 * @model: `owner/name`, with a version or without
 * @name: a name; a preset that has it is replaced
 * @input: the values, without secrets
 *
 * Keeps values under a name.
 */
void
limner_presets_keep (LimnerPresets *self,
                     const char    *model,
                     const char    *name,
                     JsonObject    *input)
{
  JsonObject *presets;

  g_return_if_fail (LIMNER_IS_PRESETS (self));
  g_return_if_fail (name != NULL && *name != '\0');

  presets = limner_json_get_object (ensure_model (self, model), "presets");
  json_object_set_object_member (presets, name, json_object_ref (input));
  note_change (self);
}

/**
 * limner_presets_rename:
 * @self: presets
 * @model: `owner/name`, with a version or without
 * @name: a preset's name
 * @new_name: another name
 *
 * Returns: whether it was renamed: there is such a preset, and none has the new name
 */
gboolean
limner_presets_rename (LimnerPresets *self,
                       const char    *model,
                       const char    *name,
                       const char    *new_name)
{
  JsonObject *input;
  gboolean was_default;

  g_return_val_if_fail (LIMNER_IS_PRESETS (self), FALSE);
  g_return_val_if_fail (new_name != NULL && *new_name != '\0', FALSE);

  input = limner_presets_find (self, model, name);
  if (input == NULL || limner_presets_find (self, model, new_name) != NULL)
    return FALSE;

  was_default = g_strcmp0 (limner_presets_get_default (self, model), name) == 0;
  json_object_set_object_member (find_presets (self, model), new_name, json_object_ref (input));
  json_object_remove_member (find_presets (self, model), name);
  if (was_default)
    json_object_set_string_member (find_model (self, model), "default", new_name);
  note_change (self);
  return TRUE;
}

/**
 * limner_presets_remove:
 * @self: presets
 * @model: `owner/name`, with a version or without
 * @name: a preset's name
 *
 * Returns: whether there was such a preset
 */
gboolean
limner_presets_remove (LimnerPresets *self,
                       const char    *model,
                       const char    *name)
{
  g_return_val_if_fail (LIMNER_IS_PRESETS (self), FALSE);

  if (limner_presets_find (self, model, name) == NULL)
    return FALSE;

  if (g_strcmp0 (limner_presets_get_default (self, model), name) == 0)
    json_object_remove_member (find_model (self, model), "default");
  json_object_remove_member (find_presets (self, model), name);
  note_change (self);
  return TRUE;
}

/**
 * limner_presets_get_default:
 * @self: presets
 * @model: `owner/name`, with a version or without
 *
 * Returns: (transfer none) (nullable): the name of the preset that a new form begins with
 */
const char *
limner_presets_get_default (LimnerPresets *self,
                            const char    *model)
{
  g_return_val_if_fail (LIMNER_IS_PRESETS (self), NULL);

  return limner_json_get_string (find_model (self, model), "default", NULL);
}

/**
 * limner_presets_set_default:
 * @self: presets
 * @model: `owner/name`, with a version or without
 * @name: (nullable): a preset's name, %NULL for the model's own defaults
 *
 * Sets what a new form begins with.
 */
void
limner_presets_set_default (LimnerPresets *self,
                            const char    *model,
                            const char    *name)
{
  g_return_if_fail (LIMNER_IS_PRESETS (self));

  if (g_strcmp0 (limner_presets_get_default (self, model), name) == 0)
    return;

  if (name != NULL)
    json_object_set_string_member (ensure_model (self, model), "default", name);
  else
    json_object_remove_member (find_model (self, model), "default");
  note_change (self);
}

/**
 * limner_presets_get_saving:
 * @self: presets
 *
 * Returns: whether the file is being written
 */
gboolean
limner_presets_get_saving (LimnerPresets *self)
{
  g_return_val_if_fail (LIMNER_IS_PRESETS (self), FALSE);

  return self->is_saving;
}
