/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/limner-json.h"
#include "schema/limner-scale.h"

#include "limner-form-row-number.h"
#include "limner-form-scroll.h"

/* A number: an entry that takes any precision, and a slider where there are two bounds. */
struct _LimnerFormRowNumber
{
  LimnerFormRow  parent_instance;

  /* Borrowed */
  GtkEditable   *entry;
  GtkRange      *slider;      /* or NULL */

  LimnerScale    scale;
  gboolean       has_scale;
};

G_DEFINE_FINAL_TYPE (LimnerFormRowNumber, limner_form_row_number, LIMNER_TYPE_FORM_ROW)

static JsonNode *
make_node (LimnerFormRowNumber *self,
           double               value)
{
  LimnerField *field = limner_form_row_get_field (LIMNER_FORM_ROW (self));

  if (limner_field_get_kind (field) == LIMNER_FIELD_INTEGER)
    return json_node_init_int (json_node_alloc (), (gint64) round (value));
  return json_node_init_double (json_node_alloc (), value);
}

static gboolean
get_number (LimnerFormRowNumber *self,
            double              *number)
{
  LimnerFormRow *row = LIMNER_FORM_ROW (self);
  JsonNode *value = limner_values_get_effective (limner_form_row_get_values (row),
                                                 limner_form_row_get_name (row));

  if (value == NULL || !JSON_NODE_HOLDS_VALUE (value) ||
      json_node_get_value_type (value) == G_TYPE_STRING)
    return FALSE;
  *number = json_node_get_double (value);
  return TRUE;
}

static void
text_changed_cb (GtkEditable   *entry,
                 LimnerFormRow *row)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (entry));

  limner_form_row_take_text (row, g_strdelimit (g_strstrip (text), ",", '.'));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                LimnerFormRowNumber   *self)
{
  int direction = keyval == GDK_KEY_Up ? 1 : keyval == GDK_KEY_Down ? -1 : 0;
  double value = self->has_scale ? self->scale.minimum : 0;

  if (direction == 0 || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  get_number (self, &value);
  value = self->has_scale ? limner_scale_move (&self->scale, value, direction) : value + direction;
  limner_form_row_take_node (LIMNER_FORM_ROW (self), make_node (self, value));
  return GDK_EVENT_STOP;
}

static gboolean
change_value_cb (GtkRange            *slider,
                 GtkScrollType        scroll,
                 double               position,
                 LimnerFormRowNumber *self)
{
  double current = self->scale.minimum;
  double value;

  get_number (self, &current);
  switch (scroll)
    {
    case GTK_SCROLL_STEP_FORWARD:
    case GTK_SCROLL_STEP_RIGHT:
    case GTK_SCROLL_STEP_UP:
      value = limner_scale_move (&self->scale, current, 1);
      break;
    case GTK_SCROLL_STEP_BACKWARD:
    case GTK_SCROLL_STEP_LEFT:
    case GTK_SCROLL_STEP_DOWN:
      value = limner_scale_move (&self->scale, current, -1);
      break;
    case GTK_SCROLL_NONE:
    case GTK_SCROLL_JUMP:
    case GTK_SCROLL_PAGE_BACKWARD:
    case GTK_SCROLL_PAGE_FORWARD:
    case GTK_SCROLL_PAGE_UP:
    case GTK_SCROLL_PAGE_DOWN:
    case GTK_SCROLL_PAGE_LEFT:
    case GTK_SCROLL_PAGE_RIGHT:
    case GTK_SCROLL_START:
    case GTK_SCROLL_END:
    default:
      value = limner_scale_get_value (&self->scale, position);
    }

  limner_form_row_take_node (LIMNER_FORM_ROW (self), make_node (self, value));
  return GDK_EVENT_STOP;
}

static void
add_slider (LimnerFormRowNumber *self)
{
  LimnerFormRow *row = LIMNER_FORM_ROW (self);
  LimnerField *field = limner_form_row_get_field (row);
  JsonNode *fallback = limner_field_get_default (field);
  GtkWidget *slider = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 1, 0.01);

  self->slider = GTK_RANGE (slider);
  gtk_scale_set_draw_value (GTK_SCALE (slider), FALSE);
  gtk_widget_add_css_class (slider, "limner-slider");
  if (fallback != NULL && JSON_NODE_HOLDS_VALUE (fallback) &&
      json_node_get_value_type (fallback) != G_TYPE_STRING)
    gtk_scale_add_mark (GTK_SCALE (slider),
                        limner_scale_get_position (&self->scale, json_node_get_double (fallback)),
                        GTK_POS_BOTTOM, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (slider), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  limner_field_get_title (field), -1);
  limner_form_scroll_only_with_focus (slider);
  g_signal_connect (slider, "change-value", G_CALLBACK (change_value_cb), self);
  limner_form_row_set_body (row, slider);
}

static void
limner_form_row_number_setup (LimnerFormRow *row)
{
  LimnerFormRowNumber *self = LIMNER_FORM_ROW_NUMBER (row);
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = GTK_EDITABLE (entry);
  gtk_editable_set_width_chars (self->entry, 7);
  gtk_editable_set_max_width_chars (self->entry, 9);
  gtk_editable_set_alignment (self->entry, 1);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Default"));
  gtk_widget_add_css_class (entry, "limner-number");
  g_signal_connect (entry, "changed", G_CALLBACK (text_changed_cb), row);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (entry, keys);
  limner_form_row_tidy_when_left (row, entry);
  limner_form_row_add_suffix (row, entry);
  limner_form_row_set_control (row, entry);

  self->has_scale = limner_scale_init (&self->scale, limner_form_row_get_field (row));
  if (self->has_scale)
    add_slider (self);
}

/* What was typed stays as it was typed while it means the same: “7.” on the way to “7.5”. */
static gboolean
means_the_same (const char *typed,
                const char *text)
{
  g_autofree char *clean = g_strdup (typed);
  char *typed_end, *text_end;
  double a, b;

  g_strdelimit (g_strstrip (clean), ",", '.');
  if (g_str_equal (clean, text))
    return TRUE;
  if (strlen (text) > 15)
    return FALSE;

  a = g_ascii_strtod (clean, &typed_end);
  b = g_ascii_strtod (text, &text_end);
  return typed_end != clean && *typed_end == '\0' && text_end != text && !(a < b) && !(a > b);
}

static void
limner_form_row_number_update (LimnerFormRow *row)
{
  LimnerFormRowNumber *self = LIMNER_FORM_ROW_NUMBER (row);
  g_autofree char *text = limner_values_get_text (limner_form_row_get_values (row),
                                                  limner_form_row_get_name (row));
  double number;

  if (!limner_form_row_is_typed (row) &&
      !means_the_same (gtk_editable_get_text (self->entry), text))
    gtk_editable_set_text (self->entry, text);
  if (self->slider == NULL)
    return;

  if (!get_number (self, &number))
    number = self->scale.minimum;
  gtk_range_set_value (self->slider, limner_scale_get_position (&self->scale, number));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->slider),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static void
limner_form_row_number_class_init (LimnerFormRowNumberClass *klass)
{
  LimnerFormRowClass *row_class = LIMNER_FORM_ROW_CLASS (klass);

  row_class->setup = limner_form_row_number_setup;
  row_class->update = limner_form_row_number_update;
}

static void
limner_form_row_number_init (LimnerFormRowNumber *self)
{
}
