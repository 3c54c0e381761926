/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "store/limner-gallery-query.h"
#include "store/limner-store-gallery.h"

#include "limner-gallery-suggest.h"

#define MAX_SUGGESTED 8
#define MIN_LETTERS   2   /* of a field's name, so that words are typed undisturbed */

/**
 * LimnerGallerySuggest:
 *
 * Helps typing a search: below the entry stand the fields that begin like the last word, and the
 * values that a field can have. Tab takes the first, Down goes into the list. Whoever types on is
 * not held up.
 */
struct _LimnerGallerySuggest
{
  GObject       parent_instance;

  GtkWidget    *entry;         /* (unowned) (nullable) */
  LimnerStore  *store;         /* (owned) (nullable) */
  GCancellable *cancellable;   /* (owned) (nullable) of the names that are looked up */

  GtkWidget    *popover;       /* (owned) of the entry */
  GtkWidget    *list;
};

G_DEFINE_FINAL_TYPE (LimnerGallerySuggest, limner_gallery_suggest, G_TYPE_OBJECT)

/* A field, or one of its values, and what it means. */
static const struct { const char *text; const char *meaning; } known[] = {
  { "model:", N_("a part of the model's name") },
  { "server:", N_("a part of the server's name") },
  { "prompt:", N_("words of the prompt alone") },
  { "notes:", N_("words of the notes alone") },
  { "seed:", N_("the seed") },
  { "steps:", N_("any input, compared") },
  { "size:", N_("the longer side in pixels") },
  { "width:", N_("in pixels") },
  { "height:", N_("in pixels") },
  { "ratio:", N_("the shape") },
  { "ratio:1:1", N_("the shape") },
  { "ratio:3:2", N_("the shape") },
  { "ratio:4:3", N_("the shape") },
  { "ratio:16:9", N_("the shape") },
  { "ratio:9:16", N_("the shape") },
  { "rating:", N_("stars") },
  { "rating:>=4", N_("stars") },
  { "rating:5", N_("stars") },
  { "tag:", N_("a tag") },
  { "album:", N_("an album") },
  { "date:", N_("a day, month or year") },
  { "date:today", N_("a day, month or year") },
  { "date:yesterday", N_("a day, month or year") },
  { "cost:", N_("the price") },
  { "time:", N_("how long it took, in seconds") },
  { "is:", N_("a mark") },
  { "is:favourite", N_("a mark") },
  { "is:rated", N_("a mark") },
  { "is:unrated", N_("a mark") },
  { "is:rejected", N_("a mark") },
  { "is:edited", N_("how it was made") },
  { "is:upscaled", N_("how it was made") },
  { "is:imported", N_("how it was made") },
  { "is:missing", N_("the file is gone") },
  { "has:", N_("what there is") },
  { "has:mask", N_("what there is") },
  { "has:source", N_("what there is") },
  { "has:notes", N_("what there is") },
  { "has:tags", N_("what there is") },
  { "has:album", N_("what there is") },
  { "has:cost", N_("what there is") },
};

/**
 * limner_gallery_describe_fault:
 * @text: a search as it was typed
 *
 * Says in a sentence what a search holds that is not understood.
 *
 * Returns: (transfer full) (nullable): the sentence; %NULL if all is understood
 */
char *
limner_gallery_describe_fault (const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  g_auto(GStrv) terms = limner_gallery_query_split (valid);

  for (guint i = 0; terms[i] != NULL; i++)
    switch (limner_gallery_query_check (terms[i]))
      {
      case LIMNER_QUERY_NOT_A_NUMBER:
        /* Translators: a part of a search, such as rating:many */
        return g_strdup_printf (_("“%s” needs a number after the colon, such as 4 or >=4."),
                                terms[i]);
      case LIMNER_QUERY_NOT_A_DATE:
        return g_strdup_printf (_("“%s” needs a date after the colon, such as 2026-11 or today."),
                                terms[i]);
      case LIMNER_QUERY_NOT_A_RATIO:
        return g_strdup_printf (_("“%s” needs a shape after the colon, such as 16:9."), terms[i]);
      case LIMNER_QUERY_NOT_A_MARK:
        return g_strdup_printf (_("“%s” is no mark that pictures can have, such as is:favourite "
                                  "or has:mask."), terms[i]);
      case LIMNER_QUERY_FINE:
      default:
        break;
      }
  return NULL;
}

/* Where the term that is being typed begins; %NULL if the cursor is not at the end of the text. */
static const char *
find_term (LimnerGallerySuggest *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  const char *start = text;
  gboolean in_quotes = FALSE;

  if (gtk_editable_get_position (GTK_EDITABLE (self->entry)) != (int) g_utf8_strlen (text, -1))
    return NULL;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        in_quotes = !in_quotes;
      if (!in_quotes && g_ascii_isspace (*p))
        start = p + 1;
    }
  return *start == '-' ? start + 1 : start;
}

/* Puts what was chosen in place of what was typed; after a value the next word begins. */
static void
take (LimnerGallerySuggest *self,
      const char           *suggestion)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  const char *term = find_term (self);
  g_autofree char *begin = NULL;
  g_autofree char *whole = NULL;

  if (term == NULL)
    return;

  begin = g_strndup (text, (gsize) (term - text));
  whole = g_strconcat (begin, suggestion, g_str_has_suffix (suggestion, ":") ? "" : " ", NULL);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), whole);
  gtk_widget_grab_focus (self->entry);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  limner_gallery_suggest_changed (self);
}

static void
row_activated_cb (LimnerGallerySuggest *self,
                  GtkListBoxRow        *row)
{
  g_autofree char *text = g_strdup (g_object_get_data (G_OBJECT (row), "limner-text"));

  take (self, text);
}

static void
clear (LimnerGallerySuggest *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
}

static void
add_row (LimnerGallerySuggest *self,
         const char           *text,
         const char           *meaning)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *hint = gtk_label_new (meaning);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), hint);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 9);
  gtk_widget_set_margin_end (box, 9);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "limner-text", g_strdup (text), g_free);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

/* Shows what was gathered, or nothing if there is nothing. */
static void
present (LimnerGallerySuggest *self)
{
  if (gtk_widget_get_first_child (self->list) == NULL || !gtk_widget_get_mapped (self->entry))
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  else
    gtk_popover_popup (GTK_POPOVER (self->popover));
}

static gboolean
begins_like (const char *text,
             const char *beginning)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autofree char *folded_beginning = g_utf8_casefold (beginning, -1);

  return g_str_has_prefix (folded, folded_beginning);
}

/* A tag or an album is known by its beginning, a model by any part of its name. */
static gboolean
is_wanted (const char *field,
           const char *name,
           const char *typed)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  g_autofree char *folded_part = g_utf8_casefold (typed, -1);

  return strchr (name, '"') == NULL &&
         (g_str_equal (field, "model") ? strstr (folded, folded_part) != NULL
                                       : begins_like (name, typed));
}

/* The names of tags, albums or models arrive; meanwhile one may have typed on. */
static void
names_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(LimnerGallerySuggest) self = user_data;
  g_autoptr(GPtrArray) names = limner_store_list_tags_finish (LIMNER_STORE (source), result, NULL);
  const char *term = self->entry != NULL ? find_term (self) : NULL;
  const char *value = term != NULL ? strchr (term, ':') : NULL;
  g_autofree char *field = NULL;
  guint n = 0;

  if (names == NULL || value == NULL)
    return;

  field = g_strndup (term, (gsize) (value - term));
  value += value[1] == '"' ? 2 : 1;
  clear (self);
  for (guint i = 0; i < names->len && n < MAX_SUGGESTED; i++)
    {
      const LimnerTagCount *count = g_ptr_array_index (names, i);
      g_autofree char *number = NULL;
      g_autofree char *text = NULL;

      if (!is_wanted (field, count->name, value))
        continue;
      number = g_strdup_printf (ngettext ("%u picture", "%u pictures", count->n_items),
                                count->n_items);
      text = g_strdup_printf ("%s:\"%s\"", field, count->name);
      add_row (self, text, number);
      n++;
    }
  present (self);
}

static void
add_known (LimnerGallerySuggest *self,
           const char           *term)
{
  gboolean has_field = strchr (term, ':') != NULL;
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (known) && n < MAX_SUGGESTED; i++)
    {
      gboolean is_field = g_str_has_suffix (known[i].text, ":");

      if (is_field == has_field || !begins_like (known[i].text, term) ||
          g_str_equal (known[i].text, term))
        continue;
      add_row (self, known[i].text, _(known[i].meaning));
      n++;
    }
}

static gboolean
key_pressed_cb (LimnerGallerySuggest *self,
                guint                 key,
                guint                 code,
                GdkModifierType       state)
{
  GtkWidget *first = gtk_widget_get_first_child (self->list);
  const char *text;

  if (!gtk_widget_get_mapped (self->popover) || first == NULL ||
      (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Tab:
      text = g_object_get_data (G_OBJECT (first), "limner-text");
      take (self, text);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
      gtk_widget_grab_focus (first);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      gtk_popover_popdown (GTK_POPOVER (self->popover));
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* Going elsewhere ends it, unless one goes into the list. */
static void
left_cb (LimnerGallerySuggest *self)
{
  GtkRoot *root = gtk_widget_get_root (self->entry);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, self->popover))
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
limner_gallery_suggest_dispose (GObject *object)
{
  LimnerGallerySuggest *self = LIMNER_GALLERY_SUGGEST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  self->entry = NULL;
  g_clear_pointer (&self->popover, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_gallery_suggest_parent_class)->dispose (object);
}

static void
limner_gallery_suggest_class_init (LimnerGallerySuggestClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_gallery_suggest_dispose;
}

static void
limner_gallery_suggest_init (LimnerGallerySuggest *self)
{
  self->popover = gtk_popover_new ();
  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "limner-plain-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_popover_set_child (GTK_POPOVER (self->popover), self->list);
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * limner_gallery_suggest_new:
 * @entry: where a search is typed; it has to live as long
 * @store: (nullable): whose tags, albums and models are suggested
 *
 * Makes the help for an entry. It has to be told when the text changes.
 *
 * Returns: (transfer full): the help
 */
LimnerGallerySuggest *
limner_gallery_suggest_new (GtkWidget   *entry,
                            LimnerStore *store)
{
  LimnerGallerySuggest *self = g_object_new (LIMNER_TYPE_GALLERY_SUGGEST, NULL);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = entry;
  g_set_object (&self->store, store);
  gtk_widget_set_parent (self->popover, entry);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, key);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, focus);
  return self;
}

/**
 * limner_gallery_suggest_changed:
 * @self: the help
 *
 * Looks at what is typed and suggests what may follow.
 */
void
limner_gallery_suggest_changed (LimnerGallerySuggest *self)
{
  const char *term;

  g_return_if_fail (LIMNER_IS_GALLERY_SUGGEST (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  clear (self);
  term = find_term (self);
  if (term == NULL || strlen (term) < MIN_LETTERS)
    {
      present (self);
      return;
    }

  self->cancellable = g_cancellable_new ();
  if (g_str_has_prefix (term, "tag:") && self->store != NULL)
    limner_store_list_tags_async (self->store, NULL, self->cancellable, names_cb,
                                  g_object_ref (self));
  else if (g_str_has_prefix (term, "album:") && self->store != NULL)
    limner_store_list_albums_async (self->store, self->cancellable, names_cb,
                                    g_object_ref (self));
  else if (g_str_has_prefix (term, "model:") && self->store != NULL)
    limner_store_list_used_models_async (self->store, self->cancellable, names_cb,
                                         g_object_ref (self));
  else
    add_known (self, term);
  present (self);
}

/**
 * limner_gallery_suggest_get_list:
 * @self: the help
 *
 * Gets what is suggested, for those who look at it.
 *
 * Returns: (transfer none): the list, empty if nothing is suggested
 */
GtkWidget *
limner_gallery_suggest_get_list (LimnerGallerySuggest *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_SUGGEST (self), NULL);

  return self->list;
}
