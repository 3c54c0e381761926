/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/limner-json.h"
#include "widgets/limner-text-area.h"

#include "limner-form-row-json.h"

#define MAX_BYTES (4 * 1024 * 1024)

/* Any JSON value, as text. */
struct _LimnerFormRowJson
{
  LimnerFormRow   parent_instance;

  LimnerTextArea *area;        /* borrowed */
  gboolean        is_typing;   /* the value is being set from what the person types */
};

G_DEFINE_FINAL_TYPE (LimnerFormRowJson, limner_form_row_json, LIMNER_TYPE_FORM_ROW)

/* What is no JSON is kept as text: an object's check then says so, and an input that takes anything
 * takes words as well.
 */
static void
changed_cb (LimnerTextArea *area,
            LimnerFormRow  *row)
{
  LimnerFormRowJson *self = LIMNER_FORM_ROW_JSON (row);
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) node = NULL;

  if (limner_form_row_is_updating (row))
    return;

  text = g_strstrip (limner_text_area_get_text (area));
  if (*text != '\0')
    node = limner_json_parse (text, strlen (text), MAX_BYTES, NULL);
  if (node == NULL && *text != '\0')
    node = json_node_init_string (json_node_alloc (), text);

  /* Text that is not whole yet is left as it is typed, and where the cursor is. */
  self->is_typing = TRUE;
  limner_form_row_take_node (row, g_steal_pointer (&node));
  self->is_typing = FALSE;
}

static void
limner_form_row_json_setup (LimnerFormRow *row)
{
  LimnerFormRowJson *self = LIMNER_FORM_ROW_JSON (row);
  GtkWidget *area = limner_text_area_new (3, 16);
  GtkTextView *view;

  self->area = LIMNER_TEXT_AREA (area);
  view = limner_text_area_get_view (self->area);
  gtk_text_view_set_monospace (view, TRUE);
  limner_text_area_set_placeholder (self->area, _("JSON"));
  g_signal_connect (area, "changed", G_CALLBACK (changed_cb), row);
  limner_form_row_set_body (row, area);
  limner_form_row_tidy_when_left (row, GTK_WIDGET (view));
  limner_form_row_set_control (row, GTK_WIDGET (view));
}

static gboolean
shows_value (LimnerFormRowJson *self,
             JsonNode          *value)
{
  g_autofree char *text = g_strstrip (limner_text_area_get_text (self->area));
  g_autoptr(JsonNode) shown = *text != '\0'
                                ? limner_json_parse (text, strlen (text), MAX_BYTES, NULL) : NULL;
  g_autofree char *a = shown != NULL ? limner_json_to_string (shown, FALSE) : NULL;
  g_autofree char *b = value != NULL ? limner_json_to_string (value, FALSE) : NULL;

  return g_strcmp0 (a, b) == 0 && (a != NULL || *text == '\0');
}

static void
limner_form_row_json_update (LimnerFormRow *row)
{
  LimnerFormRowJson *self = LIMNER_FORM_ROW_JSON (row);
  JsonNode *value = limner_values_get_effective (limner_form_row_get_values (row),
                                                 limner_form_row_get_name (row));
  g_autofree char *text = NULL;

  if (self->is_typing || shows_value (self, value))
    return;

  if (value == NULL)
    text = g_strdup ("");
  else if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_string (value) != NULL)
    text = g_strdup (json_node_get_string (value));
  else
    text = limner_json_to_string (value, TRUE);
  limner_text_area_set_text (self->area, text);
}

static void
limner_form_row_json_class_init (LimnerFormRowJsonClass *klass)
{
  LimnerFormRowClass *row_class = LIMNER_FORM_ROW_CLASS (klass);

  row_class->setup = limner_form_row_json_setup;
  row_class->update = limner_form_row_json_update;
}

static void
limner_form_row_json_init (LimnerFormRowJson *self)
{
}
