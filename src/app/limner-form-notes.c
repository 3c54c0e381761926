/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "limner-form-notes.h"
#include "schema/limner-schema-change.h"

/* What is told in the form itself: what an update of the model changed, what became of the values
 * of the model before, and what the server refused.
 */

static char *
describe_change (const LimnerSchemaChange *change)
{
  switch (change->kind)
    {
    case LIMNER_SCHEMA_CHANGE_ADDED:
      return g_strdup_printf (_("%s is new"), change->title);
    case LIMNER_SCHEMA_CHANGE_REMOVED:
      return g_strdup_printf (_("%s is gone"), change->title);
    case LIMNER_SCHEMA_CHANGE_REQUIRED:
      return g_strdup_printf (_("%s is required now"), change->title);
    case LIMNER_SCHEMA_CHANGE_OPTIONAL:
      return g_strdup_printf (_("%s is optional now"), change->title);
    case LIMNER_SCHEMA_CHANGE_DEFAULT:
      /* Translators: an input, its default before and now */
      return g_strdup_printf (_("%s: default %s → %s"), change->title, change->before,
                              change->after);
    case LIMNER_SCHEMA_CHANGE_BOUNDS:
      /* Translators: an input, its limits before and now */
      return g_strdup_printf (_("%s: limits %s → %s"), change->title, change->before,
                              change->after);
    case LIMNER_SCHEMA_CHANGE_CHOICES:
      return g_strdup_printf (_("%s has other choices"), change->title);
    case LIMNER_SCHEMA_CHANGE_KIND:
    default:
      return g_strdup_printf (_("%s takes another kind of value"), change->title);
    }
}

static void
show_changes (LimnerForm *form,
              GPtrArray  *changes)
{
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();
  g_auto(GStrv) texts = NULL;

  if (changes == NULL || changes->len == 0)
    return;

  for (guint i = 0; i < changes->len; i++)
    {
      g_autofree char *line = describe_change (g_ptr_array_index (changes, i));

      g_strv_builder_add (lines, line);
    }
  texts = g_strv_builder_end (lines);
  limner_form_add_note (form, _("The model has changed since you last used it"),
                        (const char *const *) texts);
}

static char *
describe_carry (const LimnerCarry *carry)
{
  switch (carry->kind)
    {
    case LIMNER_CARRY_ADJUSTED:
      /* Translators: an input, its value before and now */
      return g_strdup_printf (_("%s: %s became %s"), carry->title, carry->before, carry->after);
    case LIMNER_CARRY_NO_CHOICE:
      /* Translators: an input and a value */
      return g_strdup_printf (_("%s: %s is not among the choices"), carry->title, carry->before);
    case LIMNER_CARRY_REFUSED:
      /* Translators: an input and a value */
      return g_strdup_printf (_("%s: %s does not fit"), carry->title, carry->before);
    case LIMNER_CARRY_TURNED:
      return g_strdup_printf (_("%s is read the other way round here: invert it"), carry->title);
    case LIMNER_CARRY_DROPPED:
      return g_strdup_printf (_("%s has no place here"), carry->title);
    case LIMNER_CARRY_KEPT:
    case LIMNER_CARRY_MOVED:
    default:
      return NULL;
    }
}

static void
show_carried (LimnerForm *form,
              GPtrArray  *carried)
{
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();
  g_auto(GStrv) texts = NULL;
  guint n_lines;

  for (guint i = 0; carried != NULL && i < carried->len; i++)
    {
      g_autofree char *line = describe_carry (g_ptr_array_index (carried, i));

      if (line != NULL)
        g_strv_builder_add (lines, line);
    }
  texts = g_strv_builder_end (lines);
  n_lines = g_strv_length (texts);
  if (n_lines == 1)
    {
      limner_form_add_note (form, texts[0], NULL);
    }
  else if (n_lines > 1)
    {
      g_autofree char *title =
        g_strdup_printf (ngettext ("%u value did not fit this model as it was",
                                   "%u values did not fit this model as they were", n_lines),
                         n_lines);

      limner_form_add_note (form, title, (const char *const *) texts);
    }
}

static void
show_missing (LimnerForm *form,
              const char *model)
{
  g_autofree char *text = NULL;

  if (model == NULL)
    return;

  /* Translators: %s is the name of a model */
  text = *model != '\0'
         ? g_strdup_printf (_("%s is not here: the settings went to the open model"), model)
         : g_strdup (_("The picture names no model: the settings went to the open one"));
  limner_form_add_note (form, text, NULL);
}

/**
 * limner_form_notes_show:
 * @form: a form
 * @workspace: what the person is doing
 *
 * Tells what is new since the model was used last, and what did not fit from the model before or
 * from a picture whose settings are used.
 */
void
limner_form_notes_show (LimnerForm      *form,
                        LimnerWorkspace *workspace)
{
  limner_form_clear_notes (form);
  show_missing (form, limner_workspace_get_missing_model (workspace));
  show_changes (form, limner_workspace_get_changes (workspace));
  show_carried (form, limner_workspace_get_carried (workspace));
}

/* A server may name a part of an input, such as the second file of a list. */
static gboolean
is_about (const LimnerInvalidField *invalid,
          const char               *name)
{
  gsize length = strlen (name);

  return invalid->name != NULL && strncmp (invalid->name, name, length) == 0 &&
         (invalid->name[length] == '\0' || invalid->name[length] == '.' ||
          invalid->name[length] == '[');
}

/**
 * limner_form_notes_show_problem:
 * @form: a form
 * @problem: what a server said
 *
 * Shows what a server refused at the inputs that it names, and goes to the first of them.
 *
 * Returns: whether the form has any of them
 */
gboolean
limner_form_notes_show_problem (LimnerForm    *form,
                                LimnerProblem *problem)
{
  LimnerValues *values = limner_form_get_values (form);
  LimnerSchema *schema = values != NULL ? limner_values_get_schema (values) : NULL;
  const char *first = NULL;

  for (guint i = 0; schema != NULL && i < limner_schema_get_n_fields (schema); i++)
    {
      const char *name = limner_field_get_name (limner_schema_get_field (schema, i));

      for (guint j = 0; j < limner_problem_get_n_fields (problem); j++)
        {
          const LimnerInvalidField *invalid = limner_problem_get_field (problem, j);

          if (is_about (invalid, name) &&
              limner_form_show_field_error (form, name, invalid->description) && first == NULL)
            first = name;
        }
    }

  if (first != NULL)
    limner_form_focus_field (form, first);
  return first != NULL;
}
