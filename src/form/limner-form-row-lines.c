/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/limner-json.h"
#include "widgets/limner-text-area.h"

#include "limner-form-row-lines.h"

/* A list of texts, numbers or truth values: one item on each line. */
struct _LimnerFormRowLines
{
  LimnerFormRow       parent_instance;

  LimnerTextArea *area;   /* borrowed */
};

G_DEFINE_FINAL_TYPE (LimnerFormRowLines, limner_form_row_lines, LIMNER_TYPE_FORM_ROW)

static JsonNode *
lines_to_node (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr(JsonArray) items = json_array_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*g_strstrip (lines[i]) != '\0')
        json_array_add_string_element (items, lines[i]);
    }

  return json_node_init_array (json_node_alloc (), items);
}

static char *
node_to_lines (JsonNode *node)
{
  JsonArray *items = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                                                  : NULL;
  GString *text = g_string_new (NULL);

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonNode *item = json_array_get_element (items, i);
      const char *string = JSON_NODE_HOLDS_VALUE (item) ? json_node_get_string (item) : NULL;
      g_autofree char *written = limner_json_to_string (item, FALSE);

      if (i > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, string != NULL ? string : written);
    }

  return g_string_free (text, FALSE);
}

static void
show_choices (LimnerFormRow *row,
              JsonArray     *choices)
{
  g_autoptr(JsonNode) node = json_node_init_array (json_node_alloc (), choices);
  g_autofree char *lines = node_to_lines (node);
  g_auto(GStrv) words = g_strsplit (lines, "\n", -1);
  g_autofree char *list = g_strjoinv (", ", words);
  /* Translators: the values that a model takes in a list, such as “red, blue” */
  g_autofree char *hint = g_strdup_printf (_("Any of: %s"), list);

  limner_form_row_set_hint (row, hint);
}

static void
changed_cb (LimnerTextArea *area,
            LimnerFormRow  *row)
{
  g_autofree char *text = limner_text_area_get_text (area);
  g_autoptr(JsonNode) node = lines_to_node (text);
  gboolean is_empty = json_array_get_length (json_node_get_array (node)) == 0;
  gboolean has_default = limner_field_get_default (limner_form_row_get_field (row)) != NULL;

  limner_form_row_take_node (row, is_empty && !has_default ? NULL : g_steal_pointer (&node));
}

static void
limner_form_row_lines_setup (LimnerFormRow *row)
{
  LimnerFormRowLines *self = LIMNER_FORM_ROW_LINES (row);
  GtkWidget *area = limner_text_area_new (2, 10);

  self->area = LIMNER_TEXT_AREA (area);
  limner_text_area_set_placeholder (self->area, _("One on each line"));
  g_signal_connect (area, "changed", G_CALLBACK (changed_cb), row);
  limner_form_row_set_body (row, area);
  if (limner_field_get_choices (limner_form_row_get_field (row)) != NULL)
    show_choices (row, limner_field_get_choices (limner_form_row_get_field (row)));
  limner_form_row_set_control (row, GTK_WIDGET (limner_text_area_get_view (self->area)));
}

static void
limner_form_row_lines_update (LimnerFormRow *row)
{
  LimnerFormRowLines *self = LIMNER_FORM_ROW_LINES (row);
  JsonNode *value = limner_values_get_effective (limner_form_row_get_values (row),
                                                 limner_form_row_get_name (row));
  g_autofree char *shown = limner_text_area_get_text (self->area);
  g_autoptr(JsonNode) node = lines_to_node (shown);
  g_autofree char *normal = node_to_lines (node);
  g_autofree char *wanted = node_to_lines (value);

  if (!g_str_equal (normal, wanted))
    limner_text_area_set_text (self->area, wanted);
}

static void
limner_form_row_lines_class_init (LimnerFormRowLinesClass *klass)
{
  LimnerFormRowClass *row_class = LIMNER_FORM_ROW_CLASS (klass);

  row_class->setup = limner_form_row_lines_setup;
  row_class->update = limner_form_row_lines_update;
}

static void
limner_form_row_lines_init (LimnerFormRowLines *self)
{
}
