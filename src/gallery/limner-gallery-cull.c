/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Looking through many pictures, four at a time with locked zoom: digits rate the one in the frame,
 * X rejects it, Space goes on. After the last ones the best are selected, for a contact sheet or
 * whatever comes next. */

#include "config.h"

#include <glib/gi18n.h>

#include "limner-gallery-private.h"

#define MAX_PICTURES 10000
#define BEST         "rating:>=4"

/* The picture that an id of those to be looked through stands for; none if it left the search. */
static LimnerGalleryItem *
dup_item (LimnerGallery *self,
          guint          index)
{
  guint position;

  if (!limner_gallery_list_find (self->list, self->cull_ids->pdata[index], &position))
    return NULL;
  return g_list_model_get_item (G_LIST_MODEL (self->list), position);
}

/* Shows the pictures from an index on; returns whether there were any. */
static gboolean
show_from (LimnerGallery *self,
           guint          first)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint end = first;

  for (; end < self->cull_ids->len && items->len < LIMNER_GALLERY_COMPARE_MAX; end++)
    {
      LimnerGalleryItem *item = dup_item (self, end);

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  if (items->len == 0)
    return FALSE;

  self->cull_first = first;
  self->cull_end = end;
  limner_gallery_compare_set_items (self->compare, items);
  limner_gallery_compare_set_progress (self->compare, first, self->cull_ids->len);
  gtk_widget_grab_focus (GTK_WIDGET (self->compare));
  return TRUE;
}

static void
best_found_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(LimnerGallery) self = user_data;
  g_autoptr(GListModel) best = NULL;
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *text = NULL;
  guint n = 0;

  best = limner_store_search_finish (LIMNER_STORE (source), result, NULL);
  if (best == NULL || self->grid == NULL || self->cull_ids == NULL)
    return;

  for (guint i = 0; i < self->cull_ids->len; i++)
    g_hash_table_add (seen, self->cull_ids->pdata[i]);
  for (guint i = 0; i < g_list_model_get_n_items (best); i++)
    {
      g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (best, i);
      guint position;

      if (g_hash_table_contains (seen, limner_gallery_item_get_id (item)) &&
          limner_gallery_list_find (self->list, limner_gallery_item_get_id (item), &position))
        limner_gallery_grid_select (self->grid, position, n++ > 0, FALSE);
    }
  text = g_strdup_printf (ngettext ("%u picture is rated 4 or 5", "%u pictures are rated 4 or 5",
                                    n), n);
  _limner_gallery_toast (self, text);
}

/* All were seen: back in the grid the best ones are selected. */
static void
finish (LimnerGallery *self)
{
  _limner_gallery_close_viewer (self);
  limner_gallery_grid_unselect_all (self->grid);
  limner_store_search_async (self->store, BEST, MAX_PICTURES, self->cancellable, best_found_cb,
                             g_object_ref (self));
}

static void
cull_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);
  GtkBitset *selection = limner_gallery_grid_get_selection (self->grid);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autoptr(GtkBitset) all = gtk_bitset_new_range (0, n_items);
  GtkBitsetIter iter;
  guint position;

  if (gtk_bitset_get_size (selection) < 2)
    selection = all;
  g_clear_pointer (&self->cull_ids, g_ptr_array_unref);
  self->cull_ids = g_ptr_array_new_with_free_func (g_free);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selection, &position);
       more && self->cull_ids->len < MAX_PICTURES;
       more = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (self->cull_ids, limner_gallery_list_dup_id_at (self->list, position));
  if (!show_from (self, 0))
    return;

  gtk_revealer_set_reveal_child (self->selection_revealer, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "compare");
  gtk_widget_grab_focus (GTK_WIDGET (self->compare));
  _limner_gallery_update_actions (self);
}

static void
cull_step_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  LimnerGallery *self = LIMNER_GALLERY (widget);

  if (!_limner_gallery_is_culling (self))
    return;
  if (g_str_equal (action_name, "gallery.cull-previous"))
    show_from (self, self->cull_first - MIN (self->cull_first, LIMNER_GALLERY_COMPARE_MAX));
  else if (!show_from (self, self->cull_end))
    finish (self);
}

/* Whether many pictures are gone through at the moment. */
gboolean
_limner_gallery_is_culling (LimnerGallery *self)
{
  return self->cull_ids != NULL &&
         g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "compare") == 0;
}

/* The pictures on the screen that are still in the list */
static GPtrArray *
dup_remaining (LimnerGallery *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < limner_gallery_compare_get_n_items (self->compare); i++)
    {
      LimnerGalleryItem *item = limner_gallery_compare_get_item (self->compare, i);
      guint position;

      if (limner_gallery_list_find (self->list, limner_gallery_item_get_id (item), &position))
        g_ptr_array_add (items, g_object_ref (item));
    }
  return items;
}

/* What was deleted while it was compared goes, and makes room for the next ones. */
void
_limner_gallery_compare_again (LimnerGallery *self)
{
  g_autoptr(GPtrArray) items = NULL;

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "compare") != 0 ||
      limner_gallery_list_get_loading (self->list))
    return;
  items = dup_remaining (self);
  if (items->len == limner_gallery_compare_get_n_items (self->compare))
    return;

  if (_limner_gallery_is_culling (self))
    {
      if (!show_from (self, self->cull_first))
        finish (self);
    }
  else if (items->len > 1)
    limner_gallery_compare_set_items (self->compare, items);
  else
    _limner_gallery_close_viewer (self);
}

void
_limner_gallery_class_cull (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "gallery.cull", NULL, cull_action);
  gtk_widget_class_install_action (widget_class, "gallery.cull-next", NULL, cull_step_action);
  gtk_widget_class_install_action (widget_class, "gallery.cull-previous", NULL, cull_step_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "gallery.cull-next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, GDK_SHIFT_MASK,
                                       "gallery.cull-previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_BackSpace, 0,
                                       "gallery.cull-previous", NULL);
}
