/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-json.h"
#include "store/limner-store-models.h"

#include "limner-workspace-private.h"

static void
values_changed_cb (LimnerWorkspace *self)
{
  _limner_workspace_schedule_save (self);
}

static void
role_kept_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GError) error = NULL;

  if (!limner_store_write_finish (LIMNER_STORE (object), result, &error))
    g_debug ("What an input means was not kept: %s", error->message);
}

static void
take_roles (LimnerWorkspace *self)
{
  JsonObject *roles = limner_schema_get_role_overrides (limner_values_get_schema (self->values));

  g_clear_pointer (&self->roles, json_object_unref);
  self->roles = roles != NULL ? json_object_ref (roles) : NULL;
}

/* The user said what an input means, or took it back: that is kept for the model. */
static void
schema_cb (LimnerWorkspace *self)
{
  LimnerStore *store = limner_studio_get_store (self->studio);
  const char *model = limner_model_get_reference (self->model);
  LimnerSchema *schema = limner_values_get_schema (self->values);
  JsonObject *roles = limner_schema_get_role_overrides (schema);

  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    {
      const char *name = limner_field_get_name (limner_schema_get_field (schema, i));
      const char *role = limner_json_get_string (roles, name, NULL);

      if (g_strcmp0 (limner_json_get_string (self->roles, name, NULL), role) != 0)
        limner_store_set_role_async (store, model, name, role, NULL, role_kept_cb, NULL);
    }

  take_roles (self);
  _limner_workspace_settle_meaning (self);
}

/* What was filled in for a model when it was left comes back with it. */
void
_limner_workspace_remember_values (LimnerWorkspace *self)
{
  if (self->model != NULL && self->values != NULL)
    g_hash_table_replace (self->left_values, g_strdup (limner_model_get_reference (self->model)),
                          limner_values_to_record (self->values));
}

static void
recall_values (LimnerWorkspace *self)
{
  JsonObject *left = g_hash_table_lookup (self->left_values,
                                          limner_model_get_reference (self->model));

  if (left != NULL)
    {
      g_autoptr(GPtrArray) report = limner_values_load (self->values, left);
    }
}

/* Makes values for a schema: those of last time, and over them what is filled in now. */
void
_limner_workspace_take_values (LimnerWorkspace *self,
                               LimnerSchema    *schema)
{
  g_autoptr(LimnerValues) old = g_steal_pointer (&self->values);

  self->values = limner_values_new (schema);
  g_clear_pointer (&self->carried, g_ptr_array_unref);
  g_clear_pointer (&self->missing, g_free);
  recall_values (self);
  if (old != NULL)
    {
      g_autoptr(GPtrArray) report = NULL;

      g_signal_handlers_disconnect_by_data (old, self);
      report = limner_values_carry_over (self->values, old);
      if (self->tells_dropped)
        self->carried = g_steal_pointer (&report);
    }
  take_roles (self);
  g_signal_connect_object (self->values, "changed", G_CALLBACK (values_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->values, "notify::schema", G_CALLBACK (schema_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * limner_workspace_get_changes:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable) (element-type LimnerSchemaChange): what an update of the
 *   model changed in its inputs since it was last used, %NULL where nothing did
 */
GPtrArray *
limner_workspace_get_changes (LimnerWorkspace *self)
{
  g_return_val_if_fail (LIMNER_IS_WORKSPACE (self), NULL);

  return self->changes;
}

/**
 * limner_workspace_get_carried:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable) (element-type LimnerCarry): what became of the values of the
 *   model before, or of those of a picture, %NULL where there were none
 */
GPtrArray *
limner_workspace_get_carried (LimnerWorkspace *self)
{
  g_return_val_if_fail (LIMNER_IS_WORKSPACE (self), NULL);

  return self->carried;
}

/**
 * limner_workspace_get_options:
 * @self: a workspace
 *
 * Gets how edits are made.
 *
 * Returns: (transfer none): the options
 */
const LimnerEditOptions *
limner_workspace_get_options (LimnerWorkspace *self)
{
  g_return_val_if_fail (LIMNER_IS_WORKSPACE (self), NULL);

  return &self->options;
}

/**
 * limner_workspace_get_cached_at:
 * @self: a workspace
 *
 * Tells how old the model's description is when its server could not be reached.
 *
 * Returns: microseconds since 1970, or 0 when it is fresh
 */
gint64
limner_workspace_get_cached_at (LimnerWorkspace *self)
{
  g_return_val_if_fail (LIMNER_IS_WORKSPACE (self), 0);

  return self->cached_at;
}
