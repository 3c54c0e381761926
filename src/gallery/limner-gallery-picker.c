/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-gallery-picker.h"

#define MAX_OFFERED 8

/**
 * LimnerGalleryPicker:
 *
 * A name is typed, or picked from those that are in use and begin like it. Goes into a popover,
 * which is closed when a name is picked.
 */
struct _LimnerGalleryPicker
{
  GtkWidget                parent_instance;

  LimnerStore             *store;         /* (owned) */
  LimnerGalleryPickerKind  kind;
  GCancellable            *cancellable;   /* (owned) (nullable) of what is being looked up */

  GtkWidget               *box;           /* (owned) child */
  GtkWidget               *entry;
  GtkWidget               *list;
};

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimnerGalleryPicker, limner_gallery_picker, GTK_TYPE_WIDGET)

static void
pick (LimnerGalleryPicker *self,
      const char          *name)
{
  g_autofree char *copy = g_strstrip (g_strdup (name));
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  if (copy[0] == '\0')
    return;

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  g_signal_emit (self, signals[PICKED], 0, copy);
}

static void
activate_cb (LimnerGalleryPicker *self)
{
  pick (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
row_activated_cb (LimnerGalleryPicker *self,
                  GtkListBoxRow       *row)
{
  pick (self, g_object_get_data (G_OBJECT (row), "limner-name"));
}

static void
add_row (LimnerGalleryPicker  *self,
         const LimnerTagCount *count)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (count->name);
  g_autofree char *number = g_strdup_printf ("%u", count->n_items);
  GtkWidget *label = gtk_label_new (number);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "limner-name", g_strdup (count->name), g_free);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static gboolean
begins_like (const char *name,
             const char *typed)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  g_autofree char *beginning = g_utf8_casefold (typed, -1);

  return g_str_has_prefix (folded, beginning);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerGalleryPicker) self = user_data;
  g_autoptr(GPtrArray) counts = NULL;
  GtkWidget *child;
  guint n = 0;

  counts = limner_store_list_tags_finish (LIMNER_STORE (source), result, NULL);
  if (counts == NULL || self->entry == NULL)
    return;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < counts->len && n < MAX_OFFERED; i++)
    {
      const LimnerTagCount *count = g_ptr_array_index (counts, i);

      if (!begins_like (count->name, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
        continue;
      add_row (self, count);
      n++;
    }
  gtk_widget_set_visible (self->list, n > 0);
}

static void
offer (LimnerGalleryPicker *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (self->kind == LIMNER_GALLERY_PICKER_TAG)
    limner_store_list_tags_async (self->store, typed, self->cancellable, listed_cb,
                                  g_object_ref (self));
  else
    limner_store_list_albums_async (self->store, self->cancellable, listed_cb,
                                    g_object_ref (self));
}

static void
limner_gallery_picker_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (limner_gallery_picker_parent_class)->map (widget);

  offer (LIMNER_GALLERY_PICKER (widget));
}

static void
limner_gallery_picker_dispose (GObject *object)
{
  LimnerGalleryPicker *self = LIMNER_GALLERY_PICKER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  self->entry = self->list = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_gallery_picker_parent_class)->dispose (object);
}

static void
limner_gallery_picker_class_init (LimnerGalleryPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limner_gallery_picker_dispose;
  widget_class->map = limner_gallery_picker_map;

  /**
   * LimnerGalleryPicker::picked:
   * @self: the picker
   * @name: the name, never empty
   *
   * Emitted when a name was typed or picked.
   */
  signals[PICKED] =
    g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
limner_gallery_picker_init (LimnerGalleryPicker *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->entry = gtk_entry_new ();
  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "limner-plain-list");
  gtk_widget_set_visible (self->list, FALSE);
  gtk_widget_set_size_request (self->box, 240, -1);
  gtk_box_append (GTK_BOX (self->box), self->entry);
  gtk_box_append (GTK_BOX (self->box), self->list);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (offer), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
}

/**
 * limner_gallery_picker_new:
 * @store: whose names are offered
 * @kind: of what
 *
 * Makes a picker.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
limner_gallery_picker_new (LimnerStore             *store,
                           LimnerGalleryPickerKind  kind)
{
  LimnerGalleryPicker *self = g_object_new (LIMNER_TYPE_GALLERY_PICKER, NULL);
  const char *hint = kind == LIMNER_GALLERY_PICKER_TAG ? _("Tag") : _("Album");

  self->store = g_object_ref (store);
  self->kind = kind;
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  hint, -1);
  return GTK_WIDGET (self);
}
