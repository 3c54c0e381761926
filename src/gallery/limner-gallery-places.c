/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "store/limner-store-models.h"
#include "widgets/limner-wrap-layout.h"

#include "limner-gallery-albums.h"
#include "limner-gallery-places.h"

/* After changes in the library, how long until albums and tags are counted again, in ms: many come
 * at a time. */
#define RELOAD_DELAY 300

#define MAX_TAGS  24
#define SEARCHES  "gallery-search"
#define NO_SERVER ""

/**
 * LimnerGalleryPlaces:
 *
 * Where one goes in the gallery without typing: marks, albums, searches that were saved, tags. Each
 * is a search in words, and the page shows it as such. Stands beside the pictures, and is filled
 * when it is shown.
 */
struct _LimnerGalleryPlaces
{
  GtkWidget     parent_instance;

  LimnerStore  *store;         /* (owned) (nullable) */
  GCancellable *cancellable;   /* (owned) (nullable) of what is being looked up */
  char         *search;        /* (owned) the page's at the moment */
  char         *shown_tags;    /* (owned) (nullable) a line for each of them */
  guint         reload_id;

  GtkWidget    *scrolled;      /* (owned) child */
  GtkWidget    *marks;
  GtkWidget    *searches;
  GtkWidget    *albums;
  GtkWidget    *tags;
  GtkWidget    *save_box;
  GtkWidget    *name_entry;
};

enum
{
  CHOSEN,
  TERM,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerGalleryPlaces, limner_gallery_places, GTK_TYPE_WIDGET)

static void load (LimnerGalleryPlaces *self);

static void
clear (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
place_clicked_cb (LimnerGalleryPlaces *self,
                  GtkButton           *button)
{
  g_autofree char *text = g_strdup (g_object_get_data (G_OBJECT (button), "limner-search"));

  g_signal_emit (self, signals[CHOSEN], 0, text);
}

static void
term_clicked_cb (LimnerGalleryPlaces *self,
                 GtkButton           *button)
{
  g_autofree char *text = g_strdup (g_object_get_data (G_OBJECT (button), "limner-search"));

  g_signal_emit (self, signals[TERM], 0, text);
}

static void
album_chosen_cb (LimnerGalleryPlaces *self,
                 const char          *search)
{
  g_signal_emit (self, signals[CHOSEN], 0, search);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(LimnerGalleryPlaces) self = user_data;

  if (limner_store_write_finish (LIMNER_STORE (source), result, NULL) && self->scrolled != NULL)
    load (self);
}

static void
forget_clicked_cb (LimnerGalleryPlaces *self,
                   GtkButton           *button)
{
  const char *name = g_object_get_data (G_OBJECT (button), "limner-search");

  limner_store_set_memo_async (self->store, SEARCHES, NO_SERVER, name, NULL, NULL, written_cb,
                               g_object_ref (self));
}

static void
save_clicked_cb (LimnerGalleryPlaces *self)
{
  g_autofree char *name = NULL;

  name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_entry))));
  if (self->store == NULL || self->search == NULL || self->search[0] == '\0')
    return;

  limner_store_set_memo_async (self->store, SEARCHES, NO_SERVER,
                               name[0] != '\0' ? name : self->search, self->search, NULL,
                               written_cb, g_object_ref (self));
  gtk_editable_set_text (GTK_EDITABLE (self->name_entry), "");
}

static GtkWidget *
make_button (LimnerGalleryPlaces *self,
             const char          *label,
             const char          *search,
             GCallback            clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_object_set_data_full (G_OBJECT (button), "limner-search", g_strdup (search), g_free);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

/* A line with a search that was saved, and a way to take it away */
static void
add_line (LimnerGalleryPlaces *self,
          GtkWidget           *box,
          const char          *name,
          const char          *search)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *button = make_button (self, name, search, G_CALLBACK (place_clicked_cb));
  GtkWidget *forget = make_button (self, "", name, G_CALLBACK (forget_clicked_cb));
  GtkLabel *label = GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button)));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (button, search);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "limner-place");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_button_set_icon_name (GTK_BUTTON (forget), "edit-delete-symbolic");
  gtk_widget_add_css_class (forget, "flat");
  gtk_widget_set_tooltip_text (forget, _("Forget this search"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (forget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Forget this search"), -1);
  gtk_box_append (GTK_BOX (line), button);
  gtk_box_append (GTK_BOX (line), forget);
  gtk_box_append (GTK_BOX (box), line);
}

static GtkWidget *
get_section (GtkWidget *content)
{
  return gtk_widget_get_parent (content);
}

static void
searches_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(LimnerGalleryPlaces) self = user_data;
  g_autoptr(GPtrArray) texts = limner_store_list_texts_finish (LIMNER_STORE (source), result, NULL);

  if (texts == NULL || self->scrolled == NULL)
    return;

  clear (self->searches);
  for (guint i = 0; i < texts->len; i++)
    {
      const LimnerNamedText *text = g_ptr_array_index (texts, i);

      if (text->text != NULL)
        add_line (self, self->searches, text->name, text->text);
    }
  gtk_widget_set_visible (get_section (self->searches), texts->len > 0);
}

static void
tags_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(LimnerGalleryPlaces) self = user_data;
  g_autoptr(GPtrArray) tags = limner_store_list_tags_finish (LIMNER_STORE (source), result, NULL);
  g_autoptr(GString) lines = g_string_new (NULL);

  if (tags == NULL || self->scrolled == NULL)
    return;

  for (guint i = 0; i < MIN (tags->len, MAX_TAGS); i++)
    g_string_append_printf (lines, "%s\n", ((LimnerTagCount *) tags->pdata[i])->name);
  if (g_strcmp0 (lines->str, self->shown_tags) == 0)
    return;

  g_free (self->shown_tags);
  self->shown_tags = g_strdup (lines->str);
  clear (self->tags);
  for (guint i = 0; i < MIN (tags->len, MAX_TAGS); i++)
    {
      const LimnerTagCount *tag = g_ptr_array_index (tags, i);
      g_autofree char *search = g_strdup_printf ("tag:\"%s\"", tag->name);
      GtkWidget *button = make_button (self, tag->name, search, G_CALLBACK (term_clicked_cb));

      gtk_widget_add_css_class (button, "limner-chip");
      gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))),
                               PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (self->tags), button);
    }
  gtk_widget_set_visible (get_section (self->tags), tags->len > 0);
}

static void
load_counts (LimnerGalleryPlaces *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  limner_gallery_albums_load (LIMNER_GALLERY_ALBUMS (self->albums));
  limner_store_list_tags_async (self->store, NULL, self->cancellable, tags_cb,
                                g_object_ref (self));
}

static void
load (LimnerGalleryPlaces *self)
{
  if (self->store == NULL)
    return;

  load_counts (self);
  limner_store_list_memos_async (self->store, SEARCHES, NO_SERVER, NULL, NULL, searches_cb,
                                 g_object_ref (self));
}

static gboolean
reload_cb (gpointer data)
{
  LimnerGalleryPlaces *self = data;

  self->reload_id = 0;
  if (self->store != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    load_counts (self);
  return G_SOURCE_REMOVE;
}

/* Pictures came, went, or were put elsewhere. */
static void
store_changed_cb (LimnerGalleryPlaces *self)
{
  if (self->reload_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->reload_id = g_timeout_add (RELOAD_DELAY, reload_cb, self);
}

static void
limner_gallery_places_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (limner_gallery_places_parent_class)->map (widget);

  load (LIMNER_GALLERY_PLACES (widget));
}

static void
limner_gallery_places_dispose (GObject *object)
{
  LimnerGalleryPlaces *self = LIMNER_GALLERY_PLACES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->reload_id, g_source_remove);
  g_clear_object (&self->store);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->shown_tags, g_free);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_gallery_places_parent_class)->dispose (object);
}

static void
limner_gallery_places_class_init (LimnerGalleryPlacesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_gallery_places_dispose;
  widget_class->map = limner_gallery_places_map;

  /**
   * LimnerGalleryPlaces::chosen:
   * @self: the places
   * @text: a search that takes the place of the one before
   *
   * Emitted when an album or a saved search was chosen.
   */
  signals[CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * LimnerGalleryPlaces::term:
   * @self: the places
   * @text: one term of a search
   *
   * Emitted when a mark or a tag was chosen, to be added to the search.
   */
  signals[TERM] =
    g_signal_new ("term", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
add_section (GtkWidget  *box,
             const char *title,
             GtkWidget  *content)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (section), label);
  gtk_box_append (GTK_BOX (section), content);
  gtk_box_append (GTK_BOX (box), section);
  return content;
}

static GtkWidget *
make_flow (void)
{
  GtkWidget *flow = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (flow, limner_wrap_layout_new (6, 6));
  return flow;
}

static void
add_marks (LimnerGalleryPlaces *self)
{
  static const struct { const char *label, *term; } marks[] = {
    { N_("Favourites"), "is:favourite" }, { N_("Rated 4 or 5"), "rating:>=4" },
    { N_("Edited"), "is:edited" }, { N_("Enlarged"), "is:upscaled" },
    { N_("With a mask"), "has:mask" }, { N_("Imported"), "is:imported" },
    { N_("Rejected"), "is:rejected" }, { N_("File gone"), "is:missing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      GtkWidget *button = make_button (self, _(marks[i].label), marks[i].term,
                                       G_CALLBACK (term_clicked_cb));

      gtk_widget_add_css_class (button, "limner-chip");
      gtk_box_append (GTK_BOX (self->marks), button);
    }
}

static void
limner_gallery_places_init (LimnerGalleryPlaces *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *save = gtk_button_new_with_mnemonic (_("_Save"));

  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), box);

  self->marks = add_section (box, _("Show only"), make_flow ());
  self->albums = add_section (box, _("Albums"), g_object_new (LIMNER_TYPE_GALLERY_ALBUMS, NULL));
  g_signal_connect_object (self->albums, "chosen", G_CALLBACK (album_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  self->searches = add_section (box, _("Saved searches"),
                                gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  self->tags = add_section (box, _("Tags"), make_flow ());
  self->save_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->name_entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->name_entry), _("Name of this search"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name_entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name of this search"), -1);
  gtk_widget_set_hexpand (self->name_entry, TRUE);
  gtk_box_append (GTK_BOX (self->save_box), self->name_entry);
  gtk_box_append (GTK_BOX (self->save_box), save);
  add_section (box, _("Save this search"), self->save_box);
  gtk_widget_set_visible (get_section (self->save_box), FALSE);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (save_clicked_cb), self);
  g_signal_connect_swapped (self->name_entry, "activate", G_CALLBACK (save_clicked_cb), self);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  add_marks (self);
}

/**
 * limner_gallery_places_set_store:
 * @self: the places
 * @store: (nullable): the library
 *
 * Sets whose albums, tags and searches are shown.
 */
void
limner_gallery_places_set_store (LimnerGalleryPlaces *self,
                                 LimnerStore         *store)
{
  g_return_if_fail (LIMNER_IS_GALLERY_PLACES (self));

  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_set_object (&self->store, store);
  if (store != NULL)
    g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self,
                             G_CONNECT_SWAPPED);
  limner_gallery_albums_set_store (LIMNER_GALLERY_ALBUMS (self->albums), store);
}

/**
 * limner_gallery_places_set_search:
 * @self: the places
 * @text: (nullable): what is searched for at the moment
 *
 * Sets which search can be saved.
 */
void
limner_gallery_places_set_search (LimnerGalleryPlaces *self,
                                  const char          *text)
{
  g_return_if_fail (LIMNER_IS_GALLERY_PLACES (self));

  g_free (self->search);
  self->search = g_strstrip (g_strdup (text != NULL ? text : ""));
  gtk_widget_set_visible (get_section (self->save_box), self->search[0] != '\0');
}
