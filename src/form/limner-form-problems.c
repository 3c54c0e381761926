/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-form-private.h"

/* What is wrong with the values: where it is shown, and how one gets there. */

static LimnerFormRow *
find_row (LimnerForm *self,
          const char *name)
{
  for (guint i = 0; i < LIMNER_N_FIELD_GROUPS; i++)
    {
      LimnerFormRow *row = self->groups[i] != NULL
                             ? limner_form_group_ensure_row (self->groups[i], name) : NULL;

      if (row != NULL)
        return row;
    }

  return NULL;
}

/**
 * limner_form_show_field_error:
 * @self: a form
 * @name: an input's name, as a server wrote it
 * @text: what the server said of it
 *
 * Shows an error under the row that it is about, until its value changes.
 *
 * Returns: whether there is such a row
 */
gboolean
limner_form_show_field_error (LimnerForm *self,
                              const char *name,
                              const char *text)
{
  LimnerFormRow *row;

  g_return_val_if_fail (LIMNER_IS_FORM (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  row = find_row (self, name);
  if (row == NULL)
    return FALSE;

  limner_form_row_show_error (row, text);
  return TRUE;
}

/**
 * limner_form_reveal_problems:
 * @self: a form
 *
 * Marks everything that keeps the values from being sent, missing ones as well, and goes to the
 * first.
 *
 * Returns: whether there is anything wrong
 */
gboolean
limner_form_reveal_problems (LimnerForm *self)
{
  LimnerSchema *schema;
  const char *first = NULL;

  g_return_val_if_fail (LIMNER_IS_FORM (self), FALSE);

  if (self->values == NULL)
    return FALSE;

  for (guint i = 0; i < LIMNER_N_FIELD_GROUPS; i++)
    {
      if (self->groups[i] != NULL)
        limner_form_group_insist (self->groups[i]);
    }

  schema = limner_values_get_schema (self->values);
  for (guint i = 0; i < limner_schema_get_n_fields (schema) && first == NULL; i++)
    {
      const char *name = limner_field_get_name (limner_schema_get_field (schema, i));
      g_autofree char *reason = limner_values_check (self->values, name);

      if (reason != NULL && (limner_values_is_set (self->values, name) ||
                             !limner_form_context_is_canvas_field (self->context, name)))
        first = name;
    }

  if (first != NULL)
    limner_form_focus_field (self, first);
  return first != NULL;
}

/**
 * limner_form_focus_field:
 * @self: a form
 * @name: an input's name
 *
 * Opens what is folded around a row and gives it the focus.
 *
 * Returns: whether there is such a row
 */
gboolean
limner_form_focus_field (LimnerForm *self,
                         const char *name)
{
  LimnerFormRow *row;
  GtkWidget *group;

  g_return_val_if_fail (LIMNER_IS_FORM (self), FALSE);

  row = find_row (self, name);
  if (row == NULL)
    return FALSE;

  limner_form_set_shows_json (self, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  group = gtk_widget_get_ancestor (GTK_WIDGET (row), LIMNER_TYPE_FORM_GROUP);
  limner_form_group_set_search (LIMNER_FORM_GROUP (group), NULL);
  if (!limner_form_group_get_open (LIMNER_FORM_GROUP (group)))
    limner_form_group_set_open (LIMNER_FORM_GROUP (group), TRUE);
  return gtk_widget_grab_focus (GTK_WIDGET (row));
}
