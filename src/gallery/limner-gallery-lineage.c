/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "store/limner-store-gallery.h"
#include "widgets/limner-thumbnail.h"

#include "limner-gallery-facts.h"
#include "limner-gallery-lineage.h"

#define THUMBNAIL_SIZE 64

/**
 * LimnerGalleryLineage:
 *
 * What a picture was made from and what was made from it, as a strip: source, edit, enlargement.
 * A click goes there. Hidden where a picture stands alone.
 */
struct _LimnerGalleryLineage
{
  GtkWidget     parent_instance;

  GCancellable *cancellable;   /* (owned) (nullable) of what is being looked up */
  char         *id;            /* (owned) (nullable) of the picture it was looked up for */

  GtkWidget    *box;           /* (owned) child */
  GtkBox       *strip;
};

G_DEFINE_FINAL_TYPE (LimnerGalleryLineage, limner_gallery_lineage, GTK_TYPE_WIDGET)

static void
clear (LimnerGalleryLineage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->strip))) != NULL)
    gtk_box_remove (self->strip, child);
}

static void
add_picture (LimnerGalleryLineage *self,
             LimnerGalleryItem    *item)
{
  const char *operation = limner_gallery_item_get_operation (item);
  const char *name = operation != NULL ? limner_gallery_operation_to_text (operation)
                                       : _("Picture");
  gboolean is_current = g_strcmp0 (limner_gallery_item_get_id (item), self->id) == 0;
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *thumbnail = limner_thumbnail_new ();
  GtkWidget *label = gtk_label_new (name);

  limner_thumbnail_set_path (LIMNER_THUMBNAIL (thumbnail), limner_gallery_item_get_path (item));
  gtk_widget_set_size_request (thumbnail, THUMBNAIL_SIZE, THUMBNAIL_SIZE);
  gtk_widget_set_halign (thumbnail, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 10);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), thumbnail);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "limner-step");
  if (is_current)
    gtk_widget_add_css_class (button, "limner-current");
  gtk_widget_set_tooltip_text (button, is_current ? _("This picture") : name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-item");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s",
                                    limner_gallery_item_get_id (item));
  if (gtk_widget_get_first_child (GTK_WIDGET (self->strip)) != NULL)
    {
      GtkWidget *arrow = gtk_image_new_from_icon_name ("pan-end-symbolic");

      gtk_widget_add_css_class (arrow, "dim-label");
      gtk_box_append (self->strip, arrow);
    }
  gtk_box_append (self->strip, button);
}

/* Whether an item was made from none of @left but from what is before it */
static gboolean
is_next (LimnerGalleryItem *item,
         GPtrArray         *left)
{
  const char *const *parents = limner_gallery_item_get_parents (item);

  for (guint i = 0; parents != NULL && i < left->len; i++)
    if (g_strv_contains (parents, limner_gallery_item_get_id (left->pdata[i])))
      return FALSE;
  return TRUE;
}

/* What a picture was made from stands before it, whatever the dates of the files say. */
static GPtrArray *
order_by_depth (GListModel *lineage)
{
  GPtrArray *ordered = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) left = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (lineage); i++)
    g_ptr_array_add (left, g_list_model_get_item (lineage, i));
  while (left->len > 0)
    {
      guint i = 0;

      while (i < left->len && !is_next (left->pdata[i], left))
        i++;
      /* A ring of parents, which only a damaged library has, is taken as it comes. */
      g_ptr_array_add (ordered, g_ptr_array_steal_index (left, i < left->len ? i : 0));
    }
  return ordered;
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(LimnerGalleryLineage) self = user_data;
  g_autoptr(GListModel) lineage = NULL;
  g_autoptr(GPtrArray) items = NULL;
  guint n_items;

  lineage = limner_store_get_lineage_finish (LIMNER_STORE (source), result, NULL);
  if (lineage == NULL || self->box == NULL)
    return;

  items = order_by_depth (lineage);
  n_items = items->len;
  clear (self);
  for (guint i = 0; i < n_items && n_items > 1; i++)
    add_picture (self, items->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), n_items > 1);
}

static void
limner_gallery_lineage_dispose (GObject *object)
{
  LimnerGalleryLineage *self = LIMNER_GALLERY_LINEAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (limner_gallery_lineage_parent_class)->dispose (object);
}

static void
limner_gallery_lineage_class_init (LimnerGalleryLineageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_gallery_lineage_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
limner_gallery_lineage_init (LimnerGalleryLineage *self)
{
  GtkWidget *heading = gtk_label_new (_("History"));
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->strip = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->strip));
  gtk_box_append (GTK_BOX (self->box), heading);
  gtk_box_append (GTK_BOX (self->box), scrolled);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * limner_gallery_lineage_set_item:
 * @self: the strip
 * @store: (nullable): the library
 * @item: (nullable): a picture
 *
 * Sets whose ancestors and descendants are shown.
 */
void
limner_gallery_lineage_set_item (LimnerGalleryLineage *self,
                                 LimnerStore          *store,
                                 LimnerGalleryItem    *item)
{
  const char *id = item != NULL ? limner_gallery_item_get_id (item) : NULL;

  g_return_if_fail (LIMNER_IS_GALLERY_LINEAGE (self));

  if (g_strcmp0 (self->id, id) == 0)
    return;

  g_free (self->id);
  self->id = g_strdup (id);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (id == NULL || store == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  limner_store_get_lineage_async (store, id, self->cancellable, found_cb, g_object_ref (self));
}
