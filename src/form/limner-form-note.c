/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-form-note.h"

/* A longer list scrolls. */
#define MAX_HEIGHT 220

/**
 * LimnerFormNote:
 *
 * Something that is worth knowing about the whole form: a sentence, its details to unfold, and a
 * button to put it away.
 */
struct _LimnerFormNote
{
  GtkWidget  parent_instance;

  /* Children */
  GtkWidget *header;
  GtkWidget *details;   /* NULL where there are none */

  /* Borrowed */
  GtkWidget *title;
};

G_DEFINE_FINAL_TYPE (LimnerFormNote, limner_form_note, GTK_TYPE_WIDGET)

static void
close_clicked_cb (LimnerFormNote *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static GtkWidget *
make_close (LimnerFormNote *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Put away"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Put away"), -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (close_clicked_cb), self);
  return button;
}

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static GtkWidget *
make_details (const char *const *lines)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *expander = gtk_expander_new (_("Details"));
  g_autofree char *text = g_strjoinv ("\n", (char **) lines);
  GtkWidget *label = make_label (text);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), label);
  gtk_expander_set_child (GTK_EXPANDER (expander), scroller);
  return expander;
}

static void
limner_form_note_dispose (GObject *object)
{
  LimnerFormNote *self = LIMNER_FORM_NOTE (object);

  g_clear_pointer (&self->header, gtk_widget_unparent);
  g_clear_pointer (&self->details, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_form_note_parent_class)->dispose (object);
}

static void
limner_form_note_class_init (LimnerFormNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_form_note_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "limner-note");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_NOTE);
}

static void
limner_form_note_init (LimnerFormNote *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->title = make_label (NULL);
  gtk_widget_set_hexpand (self->title, TRUE);
  self->header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self->header), self->title);
  gtk_box_append (GTK_BOX (self->header), make_close (self));
  gtk_widget_set_parent (self->header, GTK_WIDGET (self));
}

/**
 * limner_form_note_new:
 * @title: a sentence
 * @lines: (nullable): what can be read below it when it is unfolded
 *
 * Returns: (transfer floating): a note
 */
GtkWidget *
limner_form_note_new (const char        *title,
                      const char *const *lines)
{
  LimnerFormNote *self = g_object_new (LIMNER_TYPE_FORM_NOTE, NULL);

  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (lines != NULL && lines[0] != NULL)
    {
      self->details = make_details (lines);
      gtk_widget_set_parent (self->details, GTK_WIDGET (self));
    }
  return GTK_WIDGET (self);
}
