/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-first-focus.h"

/* Where the keyboard is before anybody has chosen. The canvas has it while the form is on its way;
 * who finds an empty canvas types a prompt first. */

static void
write_first (LimnerForm *form)
{
  LimnerValues *values = limner_form_get_values (form);
  LimnerField *field;
  const char *name;
  GtkWidget *entry;

  field = limner_schema_find_role (limner_values_get_schema (values), LIMNER_ROLE_PROMPT);
  if (field == NULL)
    return;
  name = limner_field_get_name (field);
  if (!limner_form_focus_field (form, name) || limner_values_is_changed (values, name))
    return;

  /* The model's own prompt is an example: typing replaces it. */
  entry = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (form)));
  gtk_widget_activate_action (entry, "selection.select-all", NULL);
}

static void
values_cb (LimnerWorkspace *workspace,
           GParamSpec      *pspec,
           LimnerForm      *form)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (form));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (limner_workspace_get_values (workspace) == NULL)
    return;

  g_signal_handlers_disconnect_by_func (workspace, values_cb, form);
  if (limner_document_get_picture (limner_workspace_get_document (workspace)) == NULL &&
      (focus == NULL || LIMNER_IS_CANVAS (focus)))
    write_first (form);
}

static void
map_cb (LimnerCanvas *canvas)
{
  g_signal_handlers_disconnect_by_func (canvas, map_cb, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (canvas));
}

/**
 * limner_first_focus_arrange:
 * @form: the form, before it was shown
 * @canvas: the canvas, before it was shown
 * @workspace: what the user is doing; the form follows its values already
 *
 * Sees to it that who starts the program can work without reaching for the pointer: with a picture
 * the keys of the tools work, without one the prompt is written.
 */
void
limner_first_focus_arrange (LimnerForm      *form,
                            LimnerCanvas    *canvas,
                            LimnerWorkspace *workspace)
{
  g_return_if_fail (LIMNER_IS_FORM (form));
  g_return_if_fail (LIMNER_IS_CANVAS (canvas));
  g_return_if_fail (LIMNER_IS_WORKSPACE (workspace));

  g_signal_connect (canvas, "map", G_CALLBACK (map_cb), NULL);
  g_signal_connect_object (workspace, "notify::values", G_CALLBACK (values_cb), form,
                           G_CONNECT_AFTER);
}
