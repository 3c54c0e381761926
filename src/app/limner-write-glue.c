/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-write-glue.h"
#include "studio/limner-default-model.h"
#include "write/limner-writer.h"

/**
 * LimnerWriteGlue:
 *
 * Turns the page over when the model in the form writes instead of painting, and takes what it
 * wrote back to the model that painted last. It lives as long as the page.
 *
 * Answers ask for that by the action `write.use-prompts`; several prompts become a sweep.
 */
struct _LimnerWriteGlue
{
  GObject          parent_instance;

  GtkStack        *stages;        /* borrowed: the page owns both */

  /* Owned */
  LimnerWorkspace *workspace;
  char            *server;        /* of the model that painted last, NULL before the first one */
  char            *reference;
  char           **prompts;       /* on their way to that model */
  gboolean         writes;
};

enum
{
  PROP_0,
  PROP_WRITES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimnerWriteGlue, limner_write_glue, G_TYPE_OBJECT)

static void
limner_write_glue_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_WRITES:
      g_value_set_boolean (value, LIMNER_WRITE_GLUE (object)->writes);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
limner_write_glue_finalize (GObject *object)
{
  LimnerWriteGlue *self = LIMNER_WRITE_GLUE (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->reference, g_free);
  g_clear_pointer (&self->prompts, g_strfreev);

  G_OBJECT_CLASS (limner_write_glue_parent_class)->finalize (object);
}

static void
limner_write_glue_class_init (LimnerWriteGlueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = limner_write_glue_get_property;
  object_class->finalize = limner_write_glue_finalize;

  properties[PROP_WRITES] =
    g_param_spec_boolean ("writes", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limner_write_glue_init (LimnerWriteGlue *self)
{
}

static void
values_cb (LimnerWriteGlue *self)
{
  LimnerValues *values = limner_workspace_get_values (self->workspace);
  LimnerModel *model = limner_workspace_get_model (self->workspace);
  g_autofree char *kind = NULL;
  gboolean writes;

  if (values == NULL || model == NULL)
    return;

  kind = limner_schema_get_output_kind_name (limner_values_get_schema (values));
  writes = limner_schema_kind_is_text (kind);
  if (!writes)
    {
      g_free (self->server);
      g_free (self->reference);
      self->server = g_strdup (limner_workspace_get_server (self->workspace));
      self->reference = g_strdup (limner_model_get_reference (model));
    }
  gtk_stack_set_visible_child_name (self->stages, writes ? "answers" : "canvas");
  if (self->writes != writes)
    {
      self->writes = writes;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WRITES]);
    }
}

/* The form stands on a model that paints. */
static void
fill_in (LimnerWriteGlue *self)
{
  LimnerValues *values = limner_workspace_get_values (self->workspace);
  g_auto(GStrv) prompts = g_steal_pointer (&self->prompts);

  if (prompts == NULL || values == NULL || self->writes)
    return;

  limner_values_set_role_text (values, LIMNER_ROLE_PROMPT, prompts[0]);
  if (prompts[1] != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->stages), "win.sweep-prompts", "^as", prompts);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(LimnerWriteGlue) self = data;

  /* What goes wrong is kept by the workspace, and shown where the form would be. */
  if (limner_workspace_load_model_finish (LIMNER_WORKSPACE (object), result, NULL))
    fill_in (self);
}

static void
use_prompts_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       data)
{
  LimnerWriteGlue *self = data;
  const char *id = limner_workspace_get_server (self->workspace);
  g_autofree char *server_id = g_strdup (self->server != NULL ? self->server : id);
  g_autofree char *reference = g_strdup (self->reference);

  g_strfreev (self->prompts);
  self->prompts = g_variant_dup_strv (parameter, NULL);
  if (self->prompts[0] == NULL)
    return;

  if (reference == NULL)
    reference = g_strdup (limner_default_model_find_for (
      limner_workspace_get_studio (self->workspace), id, LIMNER_TASK_GENERATE));
  if (!self->writes)
    fill_in (self);
  else if (reference != NULL)
    limner_workspace_load_model_async (self->workspace, server_id, reference, NULL, loaded_cb,
                                       g_object_ref (self));
}

/**
 * limner_write_glue_new:
 * @stages: what stands beside the form, `canvas` or `answers`, a box that the answers are added to;
 *   it gets the actions `write.…`
 * @workspace: what the user is doing
 *
 * Returns: (transfer full): the glue, which the page keeps
 */
LimnerWriteGlue *
limner_write_glue_new (GtkStack        *stages,
                       LimnerWorkspace *workspace)
{
  static const GActionEntry entries[] = {
    { .name = "use-prompts", .activate = use_prompts_action, .parameter_type = "as" },
  };
  LimnerWriteGlue *self = g_object_new (LIMNER_TYPE_WRITE_GLUE, NULL);
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkWidget *writer = limner_writer_new (limner_workspace_get_studio (workspace));

  self->stages = stages;
  self->workspace = g_object_ref (workspace);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (stages), "write", G_ACTION_GROUP (actions));
  g_signal_connect_object (workspace, "notify::values", G_CALLBACK (values_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_vexpand (writer, TRUE);
  gtk_box_append (GTK_BOX (gtk_stack_get_child_by_name (stages, "answers")), writer);
  values_cb (self);
  return self;
}

/**
 * limner_write_glue_get_writes:
 * @self: the glue
 *
 * Returns: whether the model in the form writes
 */
gboolean
limner_write_glue_get_writes (LimnerWriteGlue *self)
{
  g_return_val_if_fail (LIMNER_IS_WRITE_GLUE (self), FALSE);

  return self->writes;
}
