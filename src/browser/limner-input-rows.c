/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-json.h"

#include "limner-input-rows.h"

/** How many inputs are shown without being asked for. */
#define MAX_PLAIN 8

static const char *
get_kind_word (const LimnerField *field)
{
  switch (limner_field_get_kind (field))
    {
    case LIMNER_FIELD_STRING:
    case LIMNER_FIELD_TEXT:
      return _("text");
    case LIMNER_FIELD_INTEGER:
      return _("whole number");
    case LIMNER_FIELD_NUMBER:
      return _("number");
    case LIMNER_FIELD_BOOLEAN:
      return _("yes or no");
    case LIMNER_FIELD_CHOICE:
      return _("choice");
    case LIMNER_FIELD_FILE:
      return limner_field_is_picture (field) ? _("picture") : _("file");
    case LIMNER_FIELD_SECRET:
      return _("secret");
    case LIMNER_FIELD_LIST:
      return _("list");
    case LIMNER_FIELD_OBJECT:
    case LIMNER_FIELD_ANY:
    default:
      return _("JSON");
    }
}

static void
add_range (GPtrArray         *facts,
           const LimnerField *field)
{
  double minimum, maximum;
  gboolean has_minimum = limner_field_get_minimum (field, &minimum);
  gboolean has_maximum = limner_field_get_maximum (field, &maximum);

  if (has_minimum && has_maximum)
    g_ptr_array_add (facts, g_strdup_printf ("%g – %g", minimum, maximum));
  else if (has_minimum)
    /* Translators: the smallest number that an input takes */
    g_ptr_array_add (facts, g_strdup_printf (_("at least %g"), minimum));
  else if (has_maximum)
    /* Translators: the largest number that an input takes */
    g_ptr_array_add (facts, g_strdup_printf (_("at most %g"), maximum));
}

static void
add_default (GPtrArray         *facts,
             const LimnerField *field)
{
  JsonNode *node = limner_field_get_default (field);
  g_autofree char *text = NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return;

  text = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         ? json_node_dup_string (node) : limner_json_to_string (node, FALSE);
  /* Line breaks and the like would show as nothing, or as empty lines. */
  if (text != NULL)
    g_strstrip (g_strdelimit (text, "\r\n\t", ' '));
  if (text != NULL && *text != '\0' && g_utf8_strlen (text, -1) <= 60)
    /* Translators: what an input is when nothing is entered */
    g_ptr_array_add (facts, g_strdup_printf (_("normally %s"), text));
}

/**
 * limner_input_rows_describe:
 * @field: an input
 *
 * Returns: (transfer full): what it takes, such as “whole number · 1 – 50 · normally 30”
 */
char *
limner_input_rows_describe (LimnerField *field)
{
  g_autoptr(GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);

  if (limner_field_is_required (field))
    g_ptr_array_add (facts, g_strdup (_("required")));
  g_ptr_array_add (facts, g_strdup (get_kind_word (field)));
  add_range (facts, field);
  add_default (facts, field);
  g_ptr_array_add (facts, NULL);
  return g_strjoinv (" · ", (char **) facts->pdata);
}

static GtkWidget *
make_row (LimnerField *field)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = limner_input_rows_describe (field);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), limner_field_get_title (field));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_tooltip_text (row, limner_field_get_help (field));
  return row;
}

/**
 * limner_input_rows_add:
 * @group: where they go
 * @schema: the inputs of a model
 * @rows: what was added to @group, borrowed
 *
 * Shows a model's inputs at a glance: the first in full, the others behind one row.
 */
void
limner_input_rows_add (AdwPreferencesGroup *group,
                       LimnerSchema        *schema,
                       GPtrArray           *rows)
{
  guint n = limner_schema_get_n_fields (schema);
  GtkWidget *more = NULL;

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = make_row (limner_schema_get_field (schema, i));

      if (i >= MAX_PLAIN && more == NULL && n > MAX_PLAIN + 2)
        {
          g_autofree char *title =
            g_strdup_printf (ngettext ("%u more input", "%u more inputs", n - i), n - i);

          more = adw_expander_row_new ();
          adw_preferences_row_set_title (ADW_PREFERENCES_ROW (more), title);
          adw_preferences_group_add (group, more);
          g_ptr_array_add (rows, more);
        }

      if (more != NULL)
        {
          adw_expander_row_add_row (ADW_EXPANDER_ROW (more), row);
        }
      else
        {
          adw_preferences_group_add (group, row);
          g_ptr_array_add (rows, row);
        }
    }
}
