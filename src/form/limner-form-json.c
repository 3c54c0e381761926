/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/limner-json.h"
#include "widgets/limner-text-area.h"

#include "limner-form-json.h"
#include "limner-form-reason.h"

#define MAX_BYTES (16 * 1024 * 1024)

/* So much is said below the text at once. */
#define MAX_LINES 8

struct _LimnerFormJson
{
  GtkWidget           parent_instance;

  /* Owned */
  LimnerValues       *values;

  /* Children */
  GtkWidget          *box;

  /* Borrowed */
  LimnerTextArea *area;
  GtkWidget          *message;

  gulong              changed_id;
  gboolean            is_updating;   /* the text is set from the values, or they from the text */
};

G_DEFINE_FINAL_TYPE (LimnerFormJson, limner_form_json, GTK_TYPE_WIDGET)

static GtkTextBuffer *
get_buffer (LimnerFormJson *self)
{
  return gtk_text_view_get_buffer (limner_text_area_get_view (self->area));
}

static void
show_message (LimnerFormJson *self,
              const char     *text,
              gboolean        is_error)
{
  gtk_label_set_label (GTK_LABEL (self->message), text != NULL ? text : "");
  gtk_widget_set_visible (self->message, text != NULL);
  if (is_error)
    gtk_widget_add_css_class (self->message, "error");
  else
    gtk_widget_remove_css_class (self->message, "error");
}

static void
clear_marks (LimnerFormJson *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  gtk_text_buffer_remove_tag_by_name (get_buffer (self), "error", &start, &end);
}

static void
mark_line (LimnerFormJson *self,
           int             line)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter start, end;

  if (line < 1)
    return;

  gtk_text_buffer_get_iter_at_line (buffer, &start, line - 1);
  end = start;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  gtk_text_buffer_apply_tag_by_name (buffer, "error", &start, &end);
}

/* The parser writes “<data>:LINE:COLUMN: what is wrong”. */
static void
show_parse_error (LimnerFormJson *self,
                  const GError   *error)
{
  const char *place = strstr (error->message, "<data>:");
  const char *words = place != NULL ? strstr (place, ": ") : NULL;
  int line = place != NULL ? atoi (place + strlen ("<data>:")) : 0;
  g_autofree char *text = NULL;

  clear_marks (self);
  mark_line (self, line);
  if (line > 0 && words != NULL)
    text = g_strdup_printf (_("Line %d: %s"), line, words + 2);
  show_message (self, text != NULL ? text : error->message, TRUE);
}

/* The line on which an input stands in the outermost object, 0 where it does not. */
static int
find_line (const char *text,
           const char *name)
{
  g_autofree char *key = g_strdup_printf ("\"%s\"", name);
  int depth = 0;
  int line = 1;

  for (const char *p = text; *p != '\0'; p++)
    {
      const char *end = p;

      if (*p == '{' || *p == '[')
        depth++;
      else if (*p == '}' || *p == ']')
        depth--;
      else if (*p == '\n')
        line++;
      if (*p != '"')
        continue;

      for (end++; *end != '"' && *end != '\0'; end++)
        end += *end == '\\' && end[1] != '\0';
      if (*end == '\0')
        return 0;
      if (depth == 1 && g_str_has_prefix (p, key) && end[1 + strspn (end + 1, " \t\r\n")] == ':')
        return line;
      p = end;
    }

  return 0;
}

static void
add_faults (LimnerFormJson *self,
            const char     *text,
            GPtrArray      *lines)
{
  LimnerSchema *schema = limner_values_get_schema (self->values);

  for (guint i = 0; i < limner_schema_get_n_fields (schema); i++)
    {
      LimnerField *field = limner_schema_get_field (schema, i);
      const char *name = limner_field_get_name (field);
      g_autofree char *reason = NULL;
      g_autofree char *told = NULL;
      LimnerFault fault;
      int line;

      if (!limner_values_is_set (self->values, name) ||
          !limner_values_find_fault (self->values, name, &fault))
        continue;
      line = find_line (text, name);
      reason = limner_form_reason_from_fault (&fault, field);
      told = g_strdup_printf ("%s: %s", limner_field_get_title (field), reason);
      mark_line (self, line);
      if (lines->len < MAX_LINES)
        g_ptr_array_add (lines, line > 0 ? g_strdup_printf (_("Line %d: %s"), line, told)
                                         : g_steal_pointer (&told));
    }
}

static void
show_report (LimnerFormJson *self,
             const char     *text,
             GPtrArray      *report)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *message = NULL;
  gboolean is_wrong;

  clear_marks (self);
  add_faults (self, text, lines);
  is_wrong = lines->len > 0;
  for (guint i = 0; i < MIN (report->len, MAX_LINES); i++)
    {
      LimnerCarry *line = g_ptr_array_index (report, i);

      g_ptr_array_add (lines, g_strdup_printf (_("The model has no input “%s”."), line->from));
    }
  g_ptr_array_add (lines, NULL);
  message = g_strjoinv ("\n", (char **) lines->pdata);
  show_message (self, *message != '\0' ? message : NULL, is_wrong);
}

static void
text_changed_cb (LimnerTextArea *area,
                 LimnerFormJson *self)
{
  g_autofree char *text = NULL;
  g_autoptr(JsonObject) input = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) report = NULL;

  if (self->is_updating || self->values == NULL)
    return;

  text = limner_text_area_get_text (area);
  input = limner_json_parse_object (text, strlen (text), MAX_BYTES, &error);
  if (input == NULL)
    {
      show_parse_error (self, error);
      return;
    }

  self->is_updating = TRUE;
  report = limner_values_load (self->values, input);
  self->is_updating = FALSE;
  show_report (self, text, report);
}

/* Secrets stay out of it: this text is copied and shown to others. */
static void
update_text (LimnerFormJson *self)
{
  g_autoptr(JsonObject) input = NULL;
  g_autofree char *text = NULL;

  if (self->is_updating || self->values == NULL)
    return;

  input = limner_values_to_preset (self->values);
  text = limner_json_object_to_string (input, TRUE);

  self->is_updating = TRUE;
  limner_text_area_set_text (self->area, text);
  self->is_updating = FALSE;
  clear_marks (self);
  show_message (self, NULL, FALSE);
}

static void
limner_form_json_dispose (GObject *object)
{
  LimnerFormJson *self = LIMNER_FORM_JSON (object);

  limner_form_json_set_values (self, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_form_json_parent_class)->dispose (object);
}

static void
limner_form_json_class_init (LimnerFormJsonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_form_json_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "limner-json");
}

static void
limner_form_json_init (LimnerFormJson *self)
{
  GtkWidget *area = limner_text_area_new (12, 60);
  GtkTextView *view = limner_text_area_get_view (LIMNER_TEXT_AREA (area));

  self->area = LIMNER_TEXT_AREA (area);
  gtk_text_view_set_monospace (view, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Values as JSON"), -1);
  gtk_text_buffer_create_tag (get_buffer (self), "error", "underline", PANGO_UNDERLINE_ERROR,
                              NULL);
  g_signal_connect (area, "changed", G_CALLBACK (text_changed_cb), self);

  self->message = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->message), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->message), 0);
  gtk_widget_set_visible (self->message, FALSE);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->box), area);
  gtk_box_append (GTK_BOX (self->box), self->message);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * limner_form_json_new:
 *
 * Returns: (transfer floating): a JSON view without values
 */
GtkWidget *
limner_form_json_new (void)
{
  return g_object_new (LIMNER_TYPE_FORM_JSON, NULL);
}

/**
 * limner_form_json_set_values:
 * @self: a JSON view
 * @values: (nullable): the values to show and to change
 *
 * Sets what the text stands for. Secrets are not shown.
 */
void
limner_form_json_set_values (LimnerFormJson *self,
                             LimnerValues   *values)
{
  g_return_if_fail (LIMNER_IS_FORM_JSON (self));

  if (self->values == values)
    return;

  if (self->values != NULL)
    g_clear_signal_handler (&self->changed_id, self->values);
  g_set_object (&self->values, values);
  if (values == NULL)
    return;

  self->changed_id = g_signal_connect_swapped (values, "changed", G_CALLBACK (update_text), self);
  update_text (self);
}
