/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "store/limner-store-gallery.h"
#include "widgets/limner-text-area.h"

#include "limner-gallery-notes.h"

#define SAVE_MS    800
#define MIN_LINES  2
#define MAX_LINES  10

/**
 * LimnerGalleryNotes:
 *
 * Notes on a picture, to be typed. They are kept a moment after the last key, and at once when one
 * goes elsewhere.
 */
struct _LimnerGalleryNotes
{
  GtkWidget          parent_instance;

  LimnerStore       *store;     /* (owned) (nullable) */
  LimnerGalleryItem *item;      /* (owned) (nullable) */
  char              *known;     /* (owned) what the library has, as far as is known here */
  guint              save_id;
  gboolean           loading;   /* the text comes from the library */

  GtkWidget         *box;       /* (owned) child */
  LimnerTextArea    *area;
};

G_DEFINE_FINAL_TYPE (LimnerGalleryNotes, limner_gallery_notes, GTK_TYPE_WIDGET)

static void
save (LimnerGalleryNotes *self)
{
  g_autofree char *text = NULL;

  g_clear_handle_id (&self->save_id, g_source_remove);
  if (self->item == NULL || self->store == NULL)
    return;
  text = limner_text_area_get_text (self->area);
  if (g_str_equal (text, self->known))
    return;

  g_free (self->known);
  self->known = g_steal_pointer (&text);
  limner_store_set_notes_async (self->store, limner_gallery_item_get_id (self->item),
                                self->known[0] != '\0' ? self->known : NULL, NULL, NULL, NULL);
}

static gboolean
save_cb (gpointer user_data)
{
  LimnerGalleryNotes *self = user_data;

  self->save_id = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (LimnerGalleryNotes *self)
{
  if (self->loading)
    return;

  g_clear_handle_id (&self->save_id, g_source_remove);
  self->save_id = g_timeout_add (SAVE_MS, save_cb, self);
}

/* Shows what the library has, unless something newer is being typed. */
static void
load (LimnerGalleryNotes *self)
{
  const char *notes = self->item != NULL ? limner_gallery_item_get_notes (self->item) : NULL;

  if (notes == NULL)
    notes = "";
  if (self->save_id != 0 || g_strcmp0 (self->known, notes) == 0)
    return;

  g_free (self->known);
  self->known = g_strdup (notes);
  self->loading = TRUE;
  limner_text_area_set_text (self->area, notes);
  self->loading = FALSE;
}

static void
limner_gallery_notes_unmap (GtkWidget *widget)
{
  save (LIMNER_GALLERY_NOTES (widget));

  GTK_WIDGET_CLASS (limner_gallery_notes_parent_class)->unmap (widget);
}

static void
limner_gallery_notes_dispose (GObject *object)
{
  LimnerGalleryNotes *self = LIMNER_GALLERY_NOTES (object);

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_clear_object (&self->item);
  g_clear_object (&self->store);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_gallery_notes_parent_class)->dispose (object);
}

static void
limner_gallery_notes_finalize (GObject *object)
{
  LimnerGalleryNotes *self = LIMNER_GALLERY_NOTES (object);

  g_clear_pointer (&self->known, g_free);

  G_OBJECT_CLASS (limner_gallery_notes_parent_class)->finalize (object);
}

static void
limner_gallery_notes_class_init (LimnerGalleryNotesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limner_gallery_notes_dispose;
  G_OBJECT_CLASS (klass)->finalize = limner_gallery_notes_finalize;
  widget_class->unmap = limner_gallery_notes_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
limner_gallery_notes_init (LimnerGalleryNotes *self)
{
  GtkWidget *heading = gtk_label_new (_("Notes"));
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkWidget *area = limner_text_area_new (MIN_LINES, MAX_LINES);
  GtkWidget *view = GTK_WIDGET (limner_text_area_get_view (LIMNER_TEXT_AREA (area)));

  self->known = g_strdup ("");
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (self->box), heading);
  self->area = LIMNER_TEXT_AREA (area);
  limner_text_area_set_placeholder (self->area, _("What is worth remembering"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Notes"), -1);
  g_signal_connect_object (area, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (save), self);
  gtk_widget_add_controller (view, focus);
  gtk_box_append (GTK_BOX (self->box), area);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * limner_gallery_notes_set_item:
 * @self: the notes
 * @store: (nullable): where they are kept
 * @item: (nullable): a picture
 *
 * Sets whose notes are shown; what was typed for the one before is kept first. Given the same
 * picture again, what changed of it is shown.
 */
void
limner_gallery_notes_set_item (LimnerGalleryNotes *self,
                               LimnerStore        *store,
                               LimnerGalleryItem  *item)
{
  g_return_if_fail (LIMNER_IS_GALLERY_NOTES (self));

  if (self->item != item)
    save (self);
  g_set_object (&self->store, store);
  g_set_object (&self->item, item);
  load (self);
}
