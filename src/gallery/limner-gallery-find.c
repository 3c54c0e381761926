/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Searching: the entry holds the search as text, the chips below show the same text term by term,
 * each to be taken out; places put terms in. */

#include "config.h"

#include <glib/gi18n.h>

#include "store/limner-gallery-query.h"

#include "limner-gallery-private.h"

static const char *
get_text (LimnerGallery *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
}

/* What is typed behind it is a word of its own. */
static void
set_text (LimnerGallery *self,
          const char    *text)
{
  g_autofree char *whole = g_strconcat (text, text[0] != '\0' ? " " : "", NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), whole);
  gtk_editable_set_position (GTK_EDITABLE (self->search_entry), -1);
}

/* What a term means, in a few words where it is not plain */
static char *
describe_term (const char *term)
{
  static const struct { const char *term, *text; } plain[] = {
    { "is:favourite", N_("Favourites") }, { "is:edited", N_("Edited") },
    { "is:upscaled", N_("Enlarged") }, { "is:imported", N_("Imported") },
    { "is:rejected", N_("Rejected") }, { "is:missing", N_("File gone") },
    { "is:rated", N_("Rated") }, { "is:unrated", N_("Not rated") },
    { "has:mask", N_("With a mask") }, { "rating:>=4", N_("Rated 4 or 5") },
  };
  const char *colon = strchr (term, ':');
  g_autofree char *value = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (g_str_equal (plain[i].term, term))
      return g_strdup (_(plain[i].text));
  if (colon == NULL || colon[1] == '\0' ||
      (!g_str_has_prefix (term, "album:") && !g_str_has_prefix (term, "tag:")))
    return g_strdup (term);

  value = g_strdup (colon + 1);
  g_strdelimit (value, "\"", ' ');
  g_strstrip (value);
  /* Translators: an album by its name; a tag by its name */
  return g_strdup_printf (*term == 'a' ? _("Album “%s”") : _("Tag “%s”"), value);
}

static void
chip_clicked_cb (LimnerGallery *self,
                 GtkButton     *button)
{
  g_auto(GStrv) terms = limner_gallery_query_split (get_text (self));
  guint gone = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "limner-term"));
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; terms[i] != NULL; i++)
    if (i != gone)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", terms[i]);
  set_text (self, text->str);
}

static GtkWidget *
make_chip (LimnerGallery *self,
           const char    *term,
           guint          index)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text = describe_term (term);
  g_autofree char *tooltip = g_strdup_printf (_("Take “%s” out of the search"), term);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "limner-chip");
  if (limner_gallery_query_check (term) != LIMNER_QUERY_FINE)
    gtk_widget_add_css_class (button, "error");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  g_object_set_data (G_OBJECT (button), "limner-term", GUINT_TO_POINTER (index));
  g_object_set_data_full (G_OBJECT (button), "limner-text", g_strdup (term), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (chip_clicked_cb), self);
  return button;
}

/* Whether the last term is still being typed: it becomes a chip with the space after it, or when
 * one goes on to the pictures. */
static gboolean
is_typing (LimnerGallery *self)
{
  GtkEditable *entry = GTK_EDITABLE (self->search_entry);
  const char *text = get_text (self);
  gsize length = strlen (text);

  return gtk_widget_is_focus (GTK_WIDGET (gtk_editable_get_delegate (entry))) && length > 0 &&
         text[length - 1] != ' ' &&
         gtk_editable_get_position (entry) == (int) g_utf8_strlen (text, -1);
}

/* Takes the chips away from the first one on that is another: one that is being clicked stays. */
static void
clear_chips (LimnerGallery      *self,
             const char *const  *terms,
             guint               n_terms)
{
  GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips_box));
  guint n = 0;

  for (; chip != NULL && n < n_terms; n++, chip = gtk_widget_get_next_sibling (chip))
    if (!g_str_equal (g_object_get_data (G_OBJECT (chip), "limner-text"), terms[n]))
      break;
  self->n_chips = n;
  while (chip != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (chip);

      gtk_box_remove (self->chips_box, chip);
      chip = next;
    }
}

/* Words alone are read in the entry as well as in chips. */
void
_limner_gallery_update_chips (LimnerGallery *self)
{
  g_auto(GStrv) terms = NULL;
  gboolean worth_it = FALSE;
  guint n_terms;

  if (self->search_entry == NULL || self->immersed)
    return;

  terms = limner_gallery_query_split (get_text (self));
  n_terms = g_strv_length (terms);
  if (n_terms > 0 && is_typing (self))
    n_terms--;
  clear_chips (self, (const char *const *) terms, n_terms);
  for (guint i = 0; i < n_terms; i++)
    {
      if (i >= self->n_chips)
        gtk_box_append (self->chips_box, make_chip (self, terms[i], i));
      worth_it = worth_it || strchr (terms[i], ':') != NULL || terms[i][0] == '-';
    }
  self->n_chips = n_terms;
  gtk_widget_set_visible (self->chips_window, worth_it);
  limner_gallery_places_set_search (self->places, get_text (self));
}

/* Where places have the room of the pictures, they give it back once one was chosen. */
static void
show_pictures (LimnerGallery *self)
{
  if (self->narrow)
    gtk_toggle_button_set_active (self->places_button, FALSE);
}

static void
chosen_cb (LimnerGallery *self,
           const char    *text)
{
  set_text (self, text);
  show_pictures (self);
}

static void
term_cb (LimnerGallery *self,
         const char    *term)
{
  g_auto(GStrv) terms = limner_gallery_query_split (get_text (self));
  g_autofree char *before = NULL;
  g_autofree char *text = NULL;

  if (g_strv_contains ((const char *const *) terms, term))
    return;

  before = g_strstrip (g_strdup (get_text (self)));
  text = g_strconcat (before, before[0] != '\0' ? " " : "", term, NULL);
  set_text (self, text);
  show_pictures (self);
}

static void
help_clicked_cb (LimnerGallery *self,
                 GtkButton     *button)
{
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (button),
                                                             GTK_TYPE_POPOVER)));
  term_cb (self, gtk_button_get_label (button));
  gtk_widget_grab_focus (self->search_entry);
  gtk_editable_set_position (GTK_EDITABLE (self->search_entry), -1);
}

/* An example is put into the search by a click. */
static void
add_help (LimnerGallery *self,
          int            row,
          const char    *text,
          const char    *meaning)
{
  GtkWidget *example = gtk_button_new_with_label (text);
  GtkWidget *label = gtk_label_new (meaning);

  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (example))), 0);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (example, "flat");
  gtk_widget_add_css_class (example, "monospace");
  gtk_widget_add_css_class (example, "limner-inline");
  gtk_widget_add_css_class (label, "dim-label");
  g_signal_connect_object (example, "clicked", G_CALLBACK (help_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_grid_attach (self->help_grid, example, 0, row, 1, 1);
  gtk_grid_attach (self->help_grid, label, 1, row, 1, 1);
}

void
_limner_gallery_init_find (LimnerGallery *self)
{
  static const struct { const char *example; const char *meaning; } rows[] = {
    { "fox \"red fence\"", N_("words and phrases in prompts, tags, notes") },
    { "-snow", N_("must not be there") },
    { "model:sdxl", N_("a part of the model's name") },
    { "server:replicate", N_("a part of the server's name") },
    { "seed:47363", N_("the seed") },
    { "steps:>30", N_("any input, compared") },
    { "size:>=1024", N_("the longer side in pixels") },
    { "ratio:16:9", N_("the shape") },
    { "rating:>=4", N_("stars") },
    { "tag:cover", N_("a tag") },
    { "album:\"Book one\"", N_("an album") },
    { "date:2026-11", N_("a day, month or year") },
    { "cost:>0.05", N_("the price") },
    { "is:favourite", N_("also rejected, edited, upscaled, missing") },
    { "has:mask", N_("also source, notes, tags") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    add_help (self, (int) i, rows[i].example, _(rows[i].meaning));
  g_signal_connect_swapped (self->places, "chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->places, "term", G_CALLBACK (term_cb), self);
  _limner_gallery_update_chips (self);
}

/* The name of the album that is shown alone; NULL if none is. */
char *
_limner_gallery_dup_album (LimnerGallery *self)
{
  g_auto(GStrv) terms = limner_gallery_query_split (get_text (self));
  char *name;

  for (guint i = 0; terms[i] != NULL; i++)
    if (g_str_has_prefix (terms[i], "album:"))
      {
        name = g_strdelimit (g_strdup (terms[i] + strlen ("album:")), "\"", ' ');
        return g_strstrip (name);
      }
  return NULL;
}

/* What is searched for: a field that has no value yet hides nothing while one is typing. */
char *
_limner_gallery_dup_filter (LimnerGallery *self)
{
  char *filter = g_strdup (get_text (self));
  char *last = strrchr (filter, ' ');

  last = last != NULL ? last + 1 : filter;
  if (g_str_has_suffix (last, ":") && strchr (last, '"') == NULL)
    *last = '\0';
  return filter;
}
