/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-workspace-private.h"

static void
values_changed_cb (LimnerWorkspace *self)
{
  _limner_workspace_schedule_save (self);
}

/* Tells what of the old values found no place, in one sentence. */
static void
tell_dropped (LimnerWorkspace *self,
              GPtrArray       *report)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < report->len; i++)
    {
      LimnerCarry *line = g_ptr_array_index (report, i);

      if (line->kind == LIMNER_CARRY_DROPPED || line->kind == LIMNER_CARRY_ADJUSTED)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", line->text);
    }

  if (text->len > 0)
    g_signal_emit_by_name (self, "notice", text->str);
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
  recall_values (self);
  if (old != NULL)
    {
      g_autoptr(GPtrArray) report = NULL;

      g_signal_handlers_disconnect_by_func (old, values_changed_cb, self);
      report = limner_values_carry_over (self->values, old);
      if (self->tells_dropped)
        tell_dropped (self, report);
    }
  g_signal_connect_object (self->values, "changed", G_CALLBACK (values_changed_cb), self,
                           G_CONNECT_SWAPPED);
}
