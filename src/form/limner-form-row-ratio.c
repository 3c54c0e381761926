/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "base/limner-json.h"

#include "limner-form-chips.h"
#include "limner-form-row-ratio.h"

/* A choice among ratios or sizes, with their shapes; other words stand among them. */
struct _LimnerFormRowRatio
{
  LimnerFormRow    parent_instance;

  LimnerFormChips *chips;   /* borrowed */
};

G_DEFINE_FINAL_TYPE (LimnerFormRowRatio, limner_form_row_ratio, LIMNER_TYPE_FORM_ROW)

static JsonArray *
get_choices (LimnerFormRow *row)
{
  return limner_field_get_choices (limner_form_row_get_field (row));
}

static void
chosen_cb (LimnerFormChips *chips,
           int              index,
           LimnerFormRow   *row)
{
  JsonNode *choice = json_array_get_element (get_choices (row), (guint) index);

  limner_form_row_take_node (row, json_node_copy (choice));
}

/* Models have their own words for two things that are no ratio. */
static char *
get_label (const char *text)
{
  if (g_ascii_strcasecmp (text, "match_input_image") == 0)
    return g_strdup (_("As input"));
  if (g_ascii_strcasecmp (text, "custom") == 0)
    return g_strdup (_("Custom"));
  return g_strdelimit (g_strdup (text), "_", ' ');
}

static void
limner_form_row_ratio_setup (LimnerFormRow *row)
{
  LimnerFormRowRatio *self = LIMNER_FORM_ROW_RATIO (row);
  GtkWidget *chips = limner_form_chips_new ();
  JsonArray *choices = get_choices (row);

  self->chips = LIMNER_FORM_CHIPS (chips);
  for (guint i = 0; i < json_array_get_length (choices); i++)
    {
      JsonNode *choice = json_array_get_element (choices, i);
      const char *string = json_node_get_string (choice);
      g_autofree char *written = limner_json_to_string (choice, FALSE);
      const char *text = string != NULL ? string : written;
      g_autofree char *label = get_label (text);
      LimnerSize size;
      gboolean has_shape = limner_size_parse (text, &size);

      limner_form_chips_add (self->chips, label, has_shape ? &size : NULL, text);
    }
  g_signal_connect (chips, "chosen", G_CALLBACK (chosen_cb), row);
  limner_form_row_set_body (row, chips);
  limner_form_row_set_control (row, chips);
}

static void
limner_form_row_ratio_update (LimnerFormRow *row)
{
  LimnerFormRowRatio *self = LIMNER_FORM_ROW_RATIO (row);
  JsonNode *value = limner_values_get_effective (limner_form_row_get_values (row),
                                                 limner_form_row_get_name (row));
  JsonNode *choice = value != NULL
                       ? limner_field_find_choice (limner_form_row_get_field (row), value) : NULL;
  int index = -1;

  for (guint i = 0; choice != NULL && i < json_array_get_length (get_choices (row)); i++)
    {
      if (json_array_get_element (get_choices (row), i) == choice)
        index = (int) i;
    }
  limner_form_chips_set_selected (self->chips, index);
}

static void
limner_form_row_ratio_class_init (LimnerFormRowRatioClass *klass)
{
  LimnerFormRowClass *row_class = LIMNER_FORM_ROW_CLASS (klass);

  row_class->setup = limner_form_row_ratio_setup;
  row_class->update = limner_form_row_ratio_update;
}

static void
limner_form_row_ratio_init (LimnerFormRowRatio *self)
{
}
