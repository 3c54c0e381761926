/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "widgets/limner-dialogs.h"

#include "limner-form-help.h"
#include "limner-form-meaning.h"

/* The words are a stranger's: they are escaped, only web addresses in them become links, and a link
 * asks before it is followed.
 */

typedef struct
{
  GWeakRef  widget;
  char     *uri;
} Visit;

static void
visit_free (Visit *visit)
{
  g_weak_ref_clear (&visit->widget);
  g_clear_pointer (&visit->uri, g_free);
  g_free (visit);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Visit, visit_free)

static void
confirm_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Visit) visit = user_data;
  g_autoptr(GtkWidget) widget = g_weak_ref_get (&visit->widget);

  if (limner_dialogs_confirm_finish (result, NULL) && widget != NULL)
    gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (widget)), visit->uri, GDK_CURRENT_TIME);
}

static gboolean
activate_link_cb (GtkWidget  *label,
                  const char *uri,
                  gpointer    user_data)
{
  Visit *visit = g_new0 (Visit, 1);

  g_weak_ref_init (&visit->widget, label);
  visit->uri = g_strdup (uri);
  limner_dialogs_confirm_async (label, _("Open this page?"), uri, _("_Open"), FALSE, NULL,
                                confirm_cb, visit);
  return TRUE;
}

/**
 * limner_form_help_to_markup:
 * @text: plain text by a stranger
 *
 * Returns: (transfer full): Pango markup that shows @text, with its web addresses as links
 */
char *
limner_form_help_to_markup (const char *text)
{
  g_autoptr(GRegex) regex =
    g_regex_new ("https?://[^\\s<>\"'()\\[\\]]*[^\\s<>\"'()\\[\\].,;:!?]", G_REGEX_CASELESS, 0,
                 NULL);
  g_autoptr(GMatchInfo) match = NULL;
  GString *markup = g_string_new (NULL);
  int position = 0;

  g_return_val_if_fail (text != NULL, NULL);

  g_regex_match (regex, text, 0, &match);
  while (g_match_info_matches (match))
    {
      g_autofree char *before = NULL;
      g_autofree char *link = NULL;
      int start, end;

      g_match_info_fetch_pos (match, 0, &start, &end);
      before = g_markup_escape_text (text + position, start - position);
      link = g_markup_escape_text (text + start, end - start);
      g_string_append_printf (markup, "%s<a href=\"%s\">%s</a>", before, link, link);
      position = end;
      g_match_info_next (match, NULL);
    }
  {
    g_autofree char *rest = g_markup_escape_text (text + position, -1);

    g_string_append (markup, rest);
  }

  return g_string_free (markup, FALSE);
}

static char *
describe_limits (LimnerField *field)
{
  double minimum, maximum;
  gboolean has_minimum = limner_field_get_minimum (field, &minimum);
  gboolean has_maximum = limner_field_get_maximum (field, &maximum);

  if (has_minimum && has_maximum)
    return g_strdup_printf (_("From %g to %g"), minimum, maximum);
  if (has_minimum)
    return g_strdup_printf (_("At least %g"), minimum);
  if (has_maximum)
    return g_strdup_printf (_("At most %g"), maximum);
  return NULL;
}

static GtkWidget *
make_label (const char *text,
            gboolean    is_markup)
{
  GtkWidget *label = gtk_label_new (NULL);

  if (is_markup)
    gtk_label_set_markup (GTK_LABEL (label), text);
  else
    gtk_label_set_text (GTK_LABEL (label), text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  return label;
}

/* What the program takes the input for, with the way to another meaning; the row has the action. */
static GtkWidget *
make_meaning (LimnerField *field)
{
  GtkWidget *button = gtk_button_new ();
  g_autofree char *text = NULL;

  if (limner_field_get_role (field) == LIMNER_ROLE_NONE)
    text = g_strdup (_("Meaning…"));
  else
    /* Translators: %s is what an input means, such as “Seed” */
    text = g_strdup_printf (_("Meaning: %s…"), limner_form_meaning_get_title (field));
  gtk_button_set_label (GTK_BUTTON (button), text);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "row.meaning");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  return button;
}

/* A text that can be selected is selected as a whole when it gets the focus first. */
static void
unselect (gpointer label)
{
  gtk_label_select_region (GTK_LABEL (label), 0, 0);
  g_object_unref (label);
}

static void
unselect_cb (GtkWidget *label)
{
  g_idle_add_once (unselect, g_object_ref (label));
}

static GtkWidget *
make_content (LimnerField *field)
{
  const char *help = limner_field_get_help (field);
  g_autofree char *limits = describe_limits (field);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *name = make_label (limner_field_get_name (field), FALSE);

  if (help != NULL)
    {
      g_autofree char *markup = limner_form_help_to_markup (help);
      GtkWidget *words = make_label (markup, TRUE);

      g_signal_connect (words, "activate-link", G_CALLBACK (activate_link_cb), NULL);
      g_signal_connect_after (words, "map", G_CALLBACK (unselect_cb), NULL);
      gtk_box_append (GTK_BOX (box), words);
    }
  if (limits != NULL)
    {
      GtkWidget *label = make_label (limits, FALSE);

      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_add_css_class (name, "caption");
  gtk_widget_add_css_class (name, "monospace");
  gtk_widget_add_css_class (name, "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), make_meaning (field));
  gtk_widget_add_css_class (box, "limner-help-text");

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  return scroller;
}

static void
restore_tooltip_cb (GtkWidget *button)
{
  gtk_widget_set_has_tooltip (button, TRUE);
}

/* The pop-up is made when it is asked for: most of them never are. */
static void
clicked_cb (GtkWidget   *button,
            LimnerField *field)
{
  GtkWidget *popover = g_object_get_data (G_OBJECT (button), "limner-popover");

  if (popover == NULL)
    {
      popover = gtk_popover_new ();
      gtk_popover_set_child (GTK_POPOVER (popover), make_content (field));
      gtk_widget_set_parent (popover, button);
      g_object_set_data (G_OBJECT (button), "limner-popover", popover);
      g_signal_connect_swapped (popover, "closed", G_CALLBACK (restore_tooltip_cb), button);
      g_signal_connect_object (button, "destroy", G_CALLBACK (gtk_widget_unparent), popover,
                               G_CONNECT_SWAPPED);
    }
  /* The words are in the pop-up now; a tip would lie over them. */
  gtk_widget_set_has_tooltip (button, FALSE);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
field_closure_free (gpointer  field,
                    GClosure *closure)
{
  limner_field_unref (field);
}

/**
 * limner_form_help_new:
 * @field: an input
 *
 * Makes a button that shows what an input is for, in a row that has the action `row.meaning`.
 *
 * Returns: (transfer floating): the button
 */
GtkWidget *
limner_form_help_new (LimnerField *field)
{
  const char *help = limner_field_get_help (field);
  g_autofree char *label = NULL;
  GtkWidget *button;

  label = g_strdup_printf (_("About %s"), limner_field_get_title (field));
  button = gtk_button_new_from_icon_name ("help-about-symbolic");
  g_signal_connect_data (button, "clicked", G_CALLBACK (clicked_cb), limner_field_ref (field),
                         field_closure_free, 0);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "limner-help");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, help != NULL ? help : label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return button;
}
