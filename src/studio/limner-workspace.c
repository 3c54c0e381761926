/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "store/limner-store-models.h"

#include "limner-default-model.h"
#include "limner-workspace-private.h"

/* The side of the paper on which a sketch begins, in pixels. */
#define PAPER_SIDE 1024

/**
 * LimnerWorkspace:
 *
 * What the user is doing now: on which server, with which model and what values, to which picture,
 * and what for. The window shows it and changes it; it keeps no widget. It is written to disk a
 * moment after it changed, so that a crash costs nothing.
 */
enum
{
  PROP_0,
  PROP_STUDIO,
  PROP_DOCUMENT,
  PROP_SERVER,
  PROP_MODEL,
  PROP_VALUES,
  PROP_LOADING,
  PROP_TASK,
  N_PROPS
};

enum
{
  PLAN_CHANGED,
  NOTICE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerWorkspace, limner_workspace, G_TYPE_OBJECT)

static const char *
find_default_model (LimnerWorkspace *self,
                    const char      *server,
                    LimnerTasks      task)
{
  g_autofree char *key = g_strdup_printf ("%s %s", server, limner_task_get_name (task));
  const char *last = g_hash_table_lookup (self->last_models, key);

  if (last != NULL && limner_default_model_get_chosen (self->studio, server, task) == NULL)
    return last;
  return limner_default_model_find_for (self->studio, server, task);
}

static void
remember_model (LimnerWorkspace *self)
{
  if (self->task != LIMNER_TASK_NONE && self->reference != NULL)
    g_hash_table_replace (self->last_models,
                          g_strdup_printf ("%s %s", self->server,
                                           limner_task_get_name (self->task)),
                          g_strdup (self->reference));
}

static void
plan_changed (LimnerWorkspace *self)
{
  g_signal_emit (self, signals[PLAN_CHANGED], 0);
}

/* Whoever paints a mask wants to edit, whoever draws the frame outward wants to extend: the task
 * follows the hand. */
static void
mask_changed_cb (LimnerWorkspace *self)
{
  LimnerRect bounds;

  if (!self->is_restoring && self->task == LIMNER_TASK_GENERATE &&
      limner_document_get_picture (self->document) != NULL &&
      (limner_document_is_painting (self->document) ||
       limner_document_get_mask_bounds (self->document, &bounds)))
    limner_workspace_set_task (self, LIMNER_TASK_EDIT);
  plan_changed (self);
}

static void
frame_changed_cb (LimnerWorkspace *self)
{
  LimnerFrame frame;

  limner_document_get_frame (self->document, &frame);
  if (!self->is_restoring && self->task != LIMNER_TASK_EXTEND &&
      limner_document_get_picture (self->document) != NULL && !limner_frame_is_picture (&frame))
    limner_workspace_set_task (self, LIMNER_TASK_EXTEND);
  plan_changed (self);
}

static void
picture_changed_cb (LimnerWorkspace *self)
{
  if (limner_document_get_picture (self->document) != self->blob_picture)
    {
      g_clear_pointer (&self->picture_blob, g_free);
      g_clear_pointer (&self->parents, g_strfreev);
    }
  if (!self->is_restoring)
    self->options.box = (LimnerRect) { 0 };
  _limner_workspace_schedule_save (self);
  plan_changed (self);
}

void
_limner_workspace_change_task (LimnerWorkspace *self,
                               LimnerTasks      task)
{
  if (self->task == task)
    return;

  self->task = task;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TASK]);
  plan_changed (self);
}

/* The first task of a set, in the order in which they are offered. */
static LimnerTasks
first_task (LimnerTasks tasks)
{
  for (int i = 0; i < LIMNER_N_TASKS; i++)
    {
      if ((tasks & (1 << i)) != 0)
        return 1 << i;
    }
  return LIMNER_TASK_GENERATE;
}

/* Leaves a task that the model cannot do, unless it is the very model that the task begins with. */
static void
settle_task (LimnerWorkspace *self)
{
  LimnerTasks tasks = limner_workspace_get_tasks (self);

  if ((tasks & self->task) == 0 &&
      g_strcmp0 (find_default_model (self, self->server, self->task), self->reference) != 0)
    _limner_workspace_change_task (self, first_task (tasks));
}

/* Inputs mean something else now, so the model may be good for other tasks. */
void
_limner_workspace_settle_meaning (LimnerWorkspace *self)
{
  settle_task (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUES]);
  plan_changed (self);
}

/* Opens the form of a model that has come from @server; @reference is what it was asked for as. */
void
_limner_workspace_take_model (LimnerWorkspace    *self,
                              const char         *server,
                              const char         *reference,
                              LimnerModel        *model,
                              LimnerModelVersion *version,
                              LimnerSchema       *schema)
{
  g_clear_object (&self->loading);
  _limner_workspace_remember_values (self);
  g_free (self->server);
  self->server = g_strdup (server);
  g_free (self->reference);
  self->reference = g_strdup (reference);
  g_set_object (&self->model, model);
  g_set_object (&self->version, version);
  _limner_workspace_take_values (self, schema);
  settle_task (self);
  remember_model (self);

  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERVER]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUES]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  g_object_thaw_notify (G_OBJECT (self));
  _limner_workspace_schedule_save (self);
  plan_changed (self);
}

void
_limner_workspace_tell_loading (LimnerWorkspace *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* The form of the model that is open was filled in, perhaps after another was looked for. */
void
_limner_workspace_tell_values (LimnerWorkspace *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUES]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
limner_workspace_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  LimnerWorkspace *self = LIMNER_WORKSPACE (object);

  switch (prop_id)
    {
    case PROP_STUDIO:
      g_value_set_object (value, self->studio);
      break;
    case PROP_DOCUMENT:
      g_value_set_object (value, self->document);
      break;
    case PROP_SERVER:
      g_value_set_string (value, self->server);
      break;
    case PROP_MODEL:
      g_value_set_object (value, self->model);
      break;
    case PROP_VALUES:
      g_value_set_object (value, self->values);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading != NULL);
      break;
    case PROP_TASK:
      g_value_set_uint (value, self->task);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_workspace_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  LimnerWorkspace *self = LIMNER_WORKSPACE (object);

  switch (prop_id)
    {
    case PROP_STUDIO:
      g_assert (self->studio == NULL);
      self->studio = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_workspace_dispose (GObject *object)
{
  LimnerWorkspace *self = LIMNER_WORKSPACE (object);

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_cancellable_cancel (self->restoring);
  g_clear_object (&self->restoring);
  g_clear_object (&self->expected);
  g_clear_object (&self->values);
  g_clear_object (&self->document);
  g_clear_object (&self->model);
  g_clear_object (&self->version);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (limner_workspace_parent_class)->dispose (object);
}

static void
limner_workspace_finalize (GObject *object)
{
  LimnerWorkspace *self = LIMNER_WORKSPACE (object);

  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->reference, g_free);
  g_clear_pointer (&self->wanted_server, g_free);
  g_clear_pointer (&self->wanted_reference, g_free);
  g_clear_pointer (&self->roles, json_object_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->carried, g_ptr_array_unref);
  g_clear_pointer (&self->missing, g_free);
  g_clear_pointer (&self->picture_blob, g_free);
  g_clear_pointer (&self->parents, g_strfreev);
  g_clear_pointer (&self->last_models, g_hash_table_unref);
  g_clear_pointer (&self->left_values, g_hash_table_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (limner_workspace_parent_class)->finalize (object);
}

static void
limner_workspace_class_init (LimnerWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = limner_workspace_get_property;
  object_class->set_property = limner_workspace_set_property;
  object_class->dispose = limner_workspace_dispose;
  object_class->finalize = limner_workspace_finalize;

  properties[PROP_STUDIO] =
    g_param_spec_object ("studio", NULL, NULL, LIMNER_TYPE_STUDIO,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_DOCUMENT] =
    g_param_spec_object ("document", NULL, NULL, LIMNER_TYPE_DOCUMENT,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SERVER] =
    g_param_spec_string ("server", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MODEL] =
    g_param_spec_object ("model", NULL, NULL, LIMNER_TYPE_MODEL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_VALUES] =
    g_param_spec_object ("values", NULL, NULL, LIMNER_TYPE_VALUES,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TASK] =
    g_param_spec_uint ("task", NULL, NULL, 0, G_MAXUINT, LIMNER_TASK_GENERATE,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * LimnerWorkspace::plan-changed:
   * @self: the workspace
   *
   * What would be sent may have changed: mask, frame, picture, model or options.
   */
  signals[PLAN_CHANGED] = g_signal_new ("plan-changed", LIMNER_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * LimnerWorkspace::notice:
   * @self: the workspace
   * @text: a sentence
   *
   * Something that the user should know happened by itself.
   */
  signals[NOTICE] = g_signal_new ("notice", LIMNER_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
limner_workspace_init (LimnerWorkspace *self)
{
  static const LimnerEditOptions options = LIMNER_EDIT_OPTIONS_INIT;

  self->server = g_strdup (LIMNER_SERVER_THIS_COMPUTER);
  self->task = LIMNER_TASK_GENERATE;
  self->options = options;
  self->document = limner_document_new ();
  self->last_models = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->left_values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) json_object_unref);

  g_signal_connect_object (self->document, "picture-changed", G_CALLBACK (picture_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "mask-changed", G_CALLBACK (mask_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "frame-changed", G_CALLBACK (frame_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * limner_workspace_new:
 * @studio: what it stands on
 *
 * Makes a workspace with no model and no picture yet.
 *
 * Returns: (transfer full): the workspace
 */
LimnerWorkspace *
limner_workspace_new (LimnerStudio *studio)
{
  g_return_val_if_fail (LIMNER_IS_STUDIO (studio), NULL);

  return g_object_new (LIMNER_TYPE_WORKSPACE, "studio", studio, NULL);
}

/**
 * limner_workspace_get_studio:
 * @self: a workspace
 *
 * Gets the studio.
 *
 * Returns: (transfer none): the studio
 */
LimnerStudio *
limner_workspace_get_studio (LimnerWorkspace *self)
{
  g_return_val_if_fail (LIMNER_IS_WORKSPACE (self), NULL);

  return self->studio;
}

/**
 * limner_workspace_get_server:
 * @self: a workspace
 *
 * Gets the server of the model that is open; while another loads, or where that could not be
 * loaded, it stays what it was.
 *
 * Returns: (transfer none): its id
 */
const char *
limner_workspace_get_server (LimnerWorkspace *self)
{
  g_return_val_if_fail (LIMNER_IS_WORKSPACE (self), NULL);

  return self->server;
}

/**
 * limner_workspace_get_model:
 * @self: a workspace
 *
 * Gets the model whose form is shown.
 *
 * Returns: (transfer none) (nullable): the model; %NULL before the first was loaded
 */
LimnerModel *
limner_workspace_get_model (LimnerWorkspace *self)
{
  g_return_val_if_fail (LIMNER_IS_WORKSPACE (self), NULL);

  return self->model;
}

/**
 * limner_workspace_get_version:
 * @self: a workspace
 *
 * Gets the model's version that is run.
 *
 * Returns: (transfer none) (nullable): its id; %NULL for an official model, which is run by name
 */
const char *
limner_workspace_get_version (LimnerWorkspace *self)
{
  g_return_val_if_fail (LIMNER_IS_WORKSPACE (self), NULL);

  if (self->version == NULL || limner_model_version_is_hidden (self->version) ||
      (limner_model_is_official (self->model) && strchr (self->reference, ':') == NULL))
    return NULL;
  return limner_model_version_get_id (self->version);
}

/**
 * limner_workspace_get_deployment:
 * @self: a workspace
 *
 * Gets the deployment that runs the model, where one was chosen instead of the model.
 *
 * Returns: (transfer none) (nullable): `owner/name`
 */
const char *
limner_workspace_get_deployment (LimnerWorkspace *self)
{
  g_return_val_if_fail (LIMNER_IS_WORKSPACE (self), NULL);

  if (self->reference == NULL || !g_str_has_prefix (self->reference, LIMNER_STUDIO_DEPLOYMENT))
    return NULL;
  return self->reference + strlen (LIMNER_STUDIO_DEPLOYMENT);
}

/**
 * limner_workspace_get_values:
 * @self: a workspace
 *
 * Gets what is filled in; another object after each change of model.
 *
 * Returns: (transfer none) (nullable): the values; %NULL before the first model was loaded
 */
LimnerValues *
limner_workspace_get_values (LimnerWorkspace *self)
{
  g_return_val_if_fail (LIMNER_IS_WORKSPACE (self), NULL);

  return self->values;
}

/**
 * limner_workspace_get_loading:
 * @self: a workspace
 *
 * Tells whether a model is being loaded.
 *
 * Returns: %TRUE while it is
 */
gboolean
limner_workspace_get_loading (LimnerWorkspace *self)
{
  g_return_val_if_fail (LIMNER_IS_WORKSPACE (self), FALSE);

  return self->loading != NULL;
}

/**
 * limner_workspace_get_error:
 * @self: a workspace
 *
 * Gets why the last model could not be loaded.
 *
 * Returns: (transfer none) (nullable): the error
 */
const GError *
limner_workspace_get_error (LimnerWorkspace *self)
{
  g_return_val_if_fail (LIMNER_IS_WORKSPACE (self), NULL);

  return self->error;
}

/**
 * limner_workspace_get_task:
 * @self: a workspace
 *
 * Gets what is being done.
 *
 * Returns: one task
 */
LimnerTasks
limner_workspace_get_task (LimnerWorkspace *self)
{
  g_return_val_if_fail (LIMNER_IS_WORKSPACE (self), LIMNER_TASK_NONE);

  return self->task;
}

/* A sketch begins on white paper. */
static void
lay_paper (LimnerWorkspace *self)
{
  g_autoptr(LimnerPicture) paper = limner_picture_new (PAPER_SIDE, PAPER_SIDE);

  memset (limner_picture_get_pixels (paper), 255, PAPER_SIDE * PAPER_SIDE * 4);
  limner_document_set_picture (self->document, paper);
}

/**
 * limner_workspace_set_task:
 * @self: a workspace
 * @task: one task
 *
 * Changes what is being done, and brings the model that the user set for it on this server, else
 * the one that did it last, or one that is known to do it well. Where neither is known the model
 * stays, if it can do it.
 */
void
limner_workspace_set_task (LimnerWorkspace *self,
                           LimnerTasks      task)
{
  const char *server;
  const char *reference;

  g_return_if_fail (LIMNER_IS_WORKSPACE (self));
  g_return_if_fail (task != LIMNER_TASK_NONE);

  _limner_workspace_change_task (self, task);
  if (task == LIMNER_TASK_SKETCH && limner_document_get_picture (self->document) == NULL)
    lay_paper (self);

  /* Who has just chosen another server means that one. */
  server = self->loading != NULL ? self->wanted_server : self->server;
  reference = find_default_model (self, server, task);
  if (reference == NULL ||
      g_str_equal (reference, self->loading != NULL || self->reference == NULL
                                ? self->wanted_reference != NULL ? self->wanted_reference : ""
                                : self->reference))
    return;

  /* What has no place now comes back with the task: nothing to tell. */
  limner_workspace_load_model_async (self, server, reference, NULL, NULL, NULL);
  self->tells_dropped = FALSE;
}

/**
 * limner_workspace_get_tasks:
 * @self: a workspace
 *
 * Gets what the model can do.
 *
 * Returns: a set of tasks
 */
LimnerTasks
limner_workspace_get_tasks (LimnerWorkspace *self)
{
  g_return_val_if_fail (LIMNER_IS_WORKSPACE (self), LIMNER_TASK_NONE);

  if (self->values == NULL)
    return LIMNER_TASK_NONE;
  return limner_schema_get_tasks (limner_values_get_schema (self->values));
}

/**
 * limner_workspace_set_options:
 * @self: a workspace
 * @options: how edits are made from now on
 *
 * Changes how edits are made.
 */
void
limner_workspace_set_options (LimnerWorkspace         *self,
                              const LimnerEditOptions *options)
{
  g_return_if_fail (LIMNER_IS_WORKSPACE (self));
  g_return_if_fail (options != NULL);

  self->options = *options;
  _limner_workspace_schedule_save (self);
  plan_changed (self);
}

/**
 * limner_workspace_get_document:
 * @self: a workspace
 *
 * Gets picture, mask and frame.
 *
 * Returns: (transfer none): the document, the same for as long as the workspace lives
 */
LimnerDocument *
limner_workspace_get_document (LimnerWorkspace *self)
{
  g_return_val_if_fail (LIMNER_IS_WORKSPACE (self), NULL);

  return self->document;
}
