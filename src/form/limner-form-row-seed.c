/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "limner-form-row-seed.h"

/* So many digits are always seen; the longest seed, 64 bits with its sign, is never cut off. */
#define MIN_CHARS 12
#define MAX_CHARS 21
#define FEW_TITLE_CHARS 4

/* A seed: nothing, or -1 where the model says so, for a new one each time; else up to 64 bits. */
struct _LimnerFormRowSeed
{
  LimnerFormRow  parent_instance;

  GtkEditable   *entry;   /* borrowed */
};

G_DEFINE_FINAL_TYPE (LimnerFormRowSeed, limner_form_row_seed, LIMNER_TYPE_FORM_ROW)

static void
changed_cb (GtkEditable   *entry,
            LimnerFormRow *row)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (entry));
  int n_chars = (int) MIN (strlen (text), MAX_CHARS);

  /* With room for the cursor behind the last digit, or the first one is pushed out of sight. */
  gtk_editable_set_width_chars (entry, n_chars > MIN_CHARS ? n_chars + 1 : MIN_CHARS);
  limner_form_row_set_title_chars (row, n_chars > MIN_CHARS ? FEW_TITLE_CHARS : -1);
  limner_form_row_take_text (row, g_strstrip (text));
}

static void
draw_clicked_cb (LimnerFormRow *row)
{
  double maximum = G_MAXINT32;
  double minimum = 0;
  LimnerField *field = limner_form_row_get_field (row);

  limner_field_get_maximum (field, &maximum);
  limner_field_get_minimum (field, &minimum);
  maximum = MIN (maximum, G_MAXINT32);
  minimum = MAX (minimum, 0);
  if (maximum <= minimum)
    return;

  limner_form_row_take_node (row, json_node_init_int (json_node_alloc (),
                                                      g_random_int_range ((gint32) minimum,
                                                                          (gint32) maximum)));
}

static void
limner_form_row_seed_setup (LimnerFormRow *row)
{
  LimnerFormRowSeed *self = LIMNER_FORM_ROW_SEED (row);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *draw = gtk_button_new_from_icon_name ("media-playlist-shuffle-symbolic");

  self->entry = GTK_EDITABLE (entry);
  gtk_widget_add_css_class (box, "linked");
  gtk_editable_set_width_chars (self->entry, MIN_CHARS);
  gtk_editable_set_max_width_chars (self->entry, MAX_CHARS + 1);
  gtk_editable_set_alignment (self->entry, 1);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Random"));
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_DIGITS);
  gtk_widget_add_css_class (entry, "limner-number");
  gtk_widget_set_tooltip_text (draw, _("Keep to one seed: draw it now"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (draw), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Draw a seed"), -1);
  g_signal_connect (entry, "changed", G_CALLBACK (changed_cb), row);
  g_signal_connect_swapped (draw, "clicked", G_CALLBACK (draw_clicked_cb), row);
  limner_form_row_tidy_when_left (row, entry);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), draw);
  limner_form_row_add_suffix (row, box);
  limner_form_row_set_control (row, entry);
}

static void
limner_form_row_seed_update (LimnerFormRow *row)
{
  LimnerFormRowSeed *self = LIMNER_FORM_ROW_SEED (row);
  gboolean is_set = limner_values_is_set (limner_form_row_get_values (row),
                                          limner_form_row_get_name (row));
  g_autofree char *text = limner_values_get_text (limner_form_row_get_values (row),
                                                  limner_form_row_get_name (row));

  /* A default of -1 means a random seed; the word says it better. */
  if (!is_set && g_str_equal (text, "-1"))
    *text = '\0';
  if (!limner_form_row_is_typed (row) && !g_str_equal (text, gtk_editable_get_text (self->entry)))
    gtk_editable_set_text (self->entry, text);
}

static void
limner_form_row_seed_class_init (LimnerFormRowSeedClass *klass)
{
  LimnerFormRowClass *row_class = LIMNER_FORM_ROW_CLASS (klass);

  row_class->setup = limner_form_row_seed_setup;
  row_class->update = limner_form_row_seed_update;
}

static void
limner_form_row_seed_init (LimnerFormRowSeed *self)
{
}
