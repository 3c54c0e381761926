/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-form-row-text.h"

/* One line of text, or a password. */
struct _LimnerFormRowText
{
  LimnerFormRow  parent_instance;

  GtkEditable   *entry;   /* borrowed */
};

G_DEFINE_FINAL_TYPE (LimnerFormRowText, limner_form_row_text, LIMNER_TYPE_FORM_ROW)

static void
changed_cb (GtkEditable   *entry,
            LimnerFormRow *row)
{
  limner_form_row_take_text (row, gtk_editable_get_text (entry));
}

static void
limner_form_row_text_setup (LimnerFormRow *row)
{
  LimnerFormRowText *self = LIMNER_FORM_ROW_TEXT (row);
  GtkWidget *entry;

  if (limner_field_is_secret (limner_form_row_get_field (row)))
    {
      entry = gtk_password_entry_new ();
      gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
    }
  else
    {
      entry = gtk_entry_new ();
    }

  self->entry = GTK_EDITABLE (entry);
  g_signal_connect (entry, "changed", G_CALLBACK (changed_cb), row);
  limner_form_row_tidy_when_left (row, entry);
  limner_form_row_set_body (row, entry);
  limner_form_row_set_control (row, entry);
}

static void
limner_form_row_text_update (LimnerFormRow *row)
{
  LimnerFormRowText *self = LIMNER_FORM_ROW_TEXT (row);
  g_autofree char *text = limner_values_get_text (limner_form_row_get_values (row),
                                                  limner_form_row_get_name (row));

  if (!limner_form_row_is_typed (row) && !g_str_equal (text, gtk_editable_get_text (self->entry)))
    gtk_editable_set_text (self->entry, text);
}

static void
limner_form_row_text_class_init (LimnerFormRowTextClass *klass)
{
  LimnerFormRowClass *row_class = LIMNER_FORM_ROW_CLASS (klass);

  row_class->setup = limner_form_row_text_setup;
  row_class->update = limner_form_row_text_update;
}

static void
limner_form_row_text_init (LimnerFormRowText *self)
{
}
