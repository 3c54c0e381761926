/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-ideas-popover.h"
#include "widgets/limner-error-text.h"

#define WIDTH 380
#define MAX_HEIGHT 340

/**
 * LimnerIdeasPopover:
 *
 * Ideas for a prompt as they are being written. What an idea would bring is bold; a click takes it,
 * and what was there before can be had back.
 */
struct _LimnerIdeasPopover
{
  GtkPopover    parent_instance;

  /* Owned */
  LimnerIdeas  *ideas;
  LimnerValues *values;      /* or NULL */
  GSettings    *settings;
  char         *name;        /* of the input */
  char         *server;      /* of the form's model */
  char         *before;      /* the prompt when the ideas were asked for */

  /* Children */
  GtkWidget    *subject;
  GtkWidget    *place;       /* on this computer, or a text model of the server */
  GtkWidget    *model;
  GtkWidget    *write;
  GtkWidget    *spinner;
  GtkWidget    *error;
  GtkWidget    *list;
  GtkWidget    *scroller;
  GtkWidget    *undo_box;
};

G_DEFINE_FINAL_TYPE (LimnerIdeasPopover, limner_ideas_popover, GTK_TYPE_POPOVER)

static gboolean
is_here (LimnerIdeasPopover *self)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (self->place)) == 0;
}

static void
write_clicked_cb (LimnerIdeasPopover *self)
{
  const char *subject = gtk_editable_get_text (GTK_EDITABLE (self->subject));
  const char *model = gtk_editable_get_text (GTK_EDITABLE (self->model));

  if (limner_ideas_get_running (self->ideas))
    {
      limner_ideas_stop (self->ideas);
      return;
    }

  g_free (self->before);
  self->before = limner_values_get_text (self->values, self->name);
  gtk_widget_set_visible (self->undo_box, FALSE);
  if (is_here (self))
    {
      limner_ideas_start (self->ideas, LIMNER_SERVER_THIS_COMPUTER, LIMNER_IDEAS_BUILT_IN,
                          subject);
    }
  else
    {
      g_settings_set_string (self->settings, "ideas-model", model);
      limner_ideas_start (self->ideas, self->server, model, subject);
    }
}

static void
place_cb (LimnerIdeasPopover *self)
{
  gtk_widget_set_visible (self->model, !is_here (self));
  if (gtk_widget_get_visible (self->place))
    g_settings_set_boolean (self->settings, "ideas-here", is_here (self));
}

static void
take_cb (LimnerIdeasPopover *self,
         GtkListBoxRow      *row)
{
  const char *idea = g_object_get_data (G_OBJECT (row), "limner-idea");

  if (idea == NULL || self->values == NULL)
    return;

  limner_values_begin_change (self->values);
  limner_values_set_text (self->values, self->name, idea);
  limner_values_end_change (self->values);
  gtk_widget_set_visible (self->undo_box, TRUE);
}

static void
undo_clicked_cb (LimnerIdeasPopover *self)
{
  if (self->values != NULL)
    limner_values_undo (self->values);
  gtk_widget_set_visible (self->undo_box, FALSE);
}

static GtkWidget *
make_row (void)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_add_css_class (label, "limner-choice");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  return row;
}

static void
show_idea (LimnerIdeasPopover *self,
           GtkListBoxRow      *row,
           const char         *idea,
           gboolean            is_whole)
{
  g_autofree char *markup = limner_ideas_mark_new (self->before != NULL ? self->before : "", idea);

  gtk_label_set_markup (GTK_LABEL (gtk_list_box_row_get_child (row)), markup);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, idea, -1);
  gtk_list_box_row_set_activatable (row, is_whole);
  gtk_widget_set_opacity (GTK_WIDGET (row), is_whole ? 1 : 0.6);
  g_object_set_data_full (G_OBJECT (row), "limner-idea", is_whole ? g_strdup (idea) : NULL,
                          g_free);
}

static void
ideas_cb (LimnerIdeasPopover *self)
{
  const char *const *ideas = limner_ideas_get_ideas (self->ideas);
  const GError *error = limner_ideas_get_error (self->ideas);
  gboolean is_running = limner_ideas_get_running (self->ideas);
  g_autofree char *text = error != NULL ? limner_error_to_text (error) : NULL;
  GtkListBoxRow *row;
  int i;

  for (i = 0; ideas[i] != NULL; i++)
    {
      row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i);
      if (row == NULL)
        {
          gtk_list_box_append (GTK_LIST_BOX (self->list), make_row ());
          row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i);
        }
      show_idea (self, row, ideas[i], !is_running || ideas[i + 1] != NULL);
    }
  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));

  gtk_widget_set_visible (self->scroller, i > 0);
  gtk_label_set_label (GTK_LABEL (self->error), text != NULL ? text : "");
  gtk_widget_set_visible (self->error, text != NULL);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), is_running);
  gtk_button_set_label (GTK_BUTTON (self->write), is_running ? _("_Stop") : _("_Write"));
}

static GtkWidget *
make_controls (LimnerIdeasPopover *self)
{
  const char *const places[] = { _("This computer"), _("A text model"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->place = gtk_drop_down_new_from_strings (places);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->place), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Who writes"), -1);
  g_signal_connect_swapped (self->place, "notify::selected", G_CALLBACK (place_cb), self);

  self->spinner = gtk_spinner_new ();
  gtk_widget_set_hexpand (self->spinner, TRUE);
  gtk_widget_set_halign (self->spinner, GTK_ALIGN_END);
  self->write = gtk_button_new_with_mnemonic (_("_Write"));
  gtk_widget_add_css_class (self->write, "suggested-action");
  g_signal_connect_swapped (self->write, "clicked", G_CALLBACK (write_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), self->place);
  gtk_box_append (GTK_BOX (box), self->spinner);
  gtk_box_append (GTK_BOX (box), self->write);
  return box;
}

static GtkWidget *
make_entry (const char *placeholder)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  placeholder, -1);
  return entry;
}

static GtkWidget *
make_list (LimnerIdeasPopover *self)
{
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "limner-choices");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Ideas"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (take_cb), self);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->list);
  return self->scroller;
}

static GtkWidget *
make_undo_box (LimnerIdeasPopover *self)
{
  GtkWidget *label = gtk_label_new (_("The prompt was replaced"));
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Undo"));

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (undo_clicked_cb), self);
  self->undo_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self->undo_box), label);
  gtk_box_append (GTK_BOX (self->undo_box), button);
  gtk_widget_set_visible (self->undo_box, FALSE);
  return self->undo_box;
}

static void
limner_ideas_popover_dispose (GObject *object)
{
  LimnerIdeasPopover *self = LIMNER_IDEAS_POPOVER (object);

  g_clear_object (&self->ideas);
  g_clear_object (&self->values);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (limner_ideas_popover_parent_class)->dispose (object);
}

static void
limner_ideas_popover_finalize (GObject *object)
{
  LimnerIdeasPopover *self = LIMNER_IDEAS_POPOVER (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->before, g_free);

  G_OBJECT_CLASS (limner_ideas_popover_parent_class)->finalize (object);
}

static void
limner_ideas_popover_class_init (LimnerIdeasPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_ideas_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_ideas_popover_finalize;
}

static void
limner_ideas_popover_init (LimnerIdeasPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->settings = g_settings_new ("io.github.limner.Limner");
  self->subject = make_entry (_("What the ideas are about"));
  self->model = make_entry (_("owner/name of a text model"));
  g_signal_connect_swapped (self->subject, "activate", G_CALLBACK (write_clicked_cb), self);
  g_signal_connect_swapped (self->model, "activate", G_CALLBACK (write_clicked_cb), self);
  self->error = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->error), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (self->error), 40);
  gtk_widget_add_css_class (self->error, "error");

  gtk_box_append (GTK_BOX (box), self->subject);
  gtk_box_append (GTK_BOX (box), make_controls (self));
  gtk_box_append (GTK_BOX (box), self->model);
  gtk_box_append (GTK_BOX (box), self->error);
  gtk_box_append (GTK_BOX (box), make_list (self));
  gtk_box_append (GTK_BOX (box), make_undo_box (self));
  gtk_widget_add_css_class (box, "limner-help-text");
  gtk_widget_set_size_request (box, WIDTH, -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

/**
 * limner_ideas_popover_new:
 * @ideas: what writes
 *
 * Returns: (transfer floating): a pop-up for ideas
 */
GtkWidget *
limner_ideas_popover_new (LimnerIdeas *ideas)
{
  LimnerIdeasPopover *self = g_object_new (LIMNER_TYPE_IDEAS_POPOVER, NULL);

  self->ideas = g_object_ref (ideas);
  g_signal_connect_object (ideas, "changed", G_CALLBACK (ideas_cb), self, G_CONNECT_SWAPPED);
  ideas_cb (self);
  return GTK_WIDGET (self);
}

/**
 * limner_ideas_popover_open:
 * @self: a pop-up that has its place in the window
 * @anchor: what it points to
 * @values: the form's values
 * @name: the prompt's name
 * @server: id of the server whose text models can be used
 *
 * Opens the pop-up for a prompt. What is written in it is what the ideas are about at first.
 */
void
limner_ideas_popover_open (LimnerIdeasPopover *self,
                           GtkWidget          *anchor,
                           LimnerValues       *values,
                           const char         *name,
                           const char         *server)
{
  gboolean has_others = !g_str_equal (server, LIMNER_SERVER_THIS_COMPUTER);
  gboolean here = !has_others || g_settings_get_boolean (self->settings, "ideas-here");
  g_autofree char *model = g_settings_get_string (self->settings, "ideas-model");
  graphene_rect_t place;

  g_return_if_fail (LIMNER_IS_IDEAS_POPOVER (self));

  g_set_object (&self->values, values);
  g_free (self->name);
  self->name = g_strdup (name);
  g_free (self->server);
  self->server = g_strdup (server);
  g_free (self->before);
  self->before = limner_values_get_text (values, name);

  gtk_widget_set_visible (self->place, has_others);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->place), here ? 0 : 1);
  gtk_editable_set_text (GTK_EDITABLE (self->model), model);
  gtk_editable_set_text (GTK_EDITABLE (self->subject), self->before);
  place_cb (self);
  gtk_widget_set_visible (self->undo_box, FALSE);
  if (gtk_widget_compute_bounds (anchor, gtk_widget_get_parent (GTK_WIDGET (self)), &place))
    {
      GdkRectangle rectangle = { (int) place.origin.x, (int) place.origin.y,
                                 (int) place.size.width, (int) place.size.height };

      gtk_popover_set_pointing_to (GTK_POPOVER (self), &rectangle);
    }
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (self->subject);
}
