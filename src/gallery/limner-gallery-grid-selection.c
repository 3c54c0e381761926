/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is selected in the grid, and the picture that the keyboard is at. */

#include "config.h"

#include "limner-gallery-grid-private.h"

/**
 * limner_gallery_grid_get_n_selected:
 * @self: a grid
 *
 * Counts the selected pictures.
 *
 * Returns: their number
 */
guint
limner_gallery_grid_get_n_selected (LimnerGalleryGrid *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_GRID (self), 0);

  return (guint) gtk_bitset_get_size (self->selected);
}

/**
 * limner_gallery_grid_get_selection:
 * @self: a grid
 *
 * Gets the positions of the selected pictures.
 *
 * Returns: (transfer none): the positions
 */
GtkBitset *
limner_gallery_grid_get_selection (LimnerGalleryGrid *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_GRID (self), NULL);

  return self->selected;
}

/**
 * limner_gallery_grid_list_selected:
 * @self: a grid
 *
 * Gets the selected pictures in their order. Of most of those that were never in sight nothing but
 * the id is known; see limner_gallery_read_items().
 *
 * Returns: (transfer full) (element-type LimnerGalleryItem): the pictures
 */
GPtrArray *
limner_gallery_grid_list_selected (LimnerGalleryGrid *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (LIMNER_IS_GALLERY_GRID (self), items);

  for (gboolean more = gtk_bitset_iter_init_first (&iter, self->selected, &position);
       more;
       more = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->list), position));
  return items;
}

/**
 * limner_gallery_grid_dup_selected_ids:
 * @self: a grid
 *
 * Gets the ids of the selected pictures, in their order.
 *
 * Returns: (transfer full) (array zero-terminated=1): the ids
 */
char **
limner_gallery_grid_dup_selected_ids (LimnerGalleryGrid *self)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (LIMNER_IS_GALLERY_GRID (self), NULL);

  for (gboolean more = gtk_bitset_iter_init_first (&iter, self->selected, &position);
       more;
       more = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (ids, limner_gallery_list_dup_id_at (self->list, position));
  g_ptr_array_add (ids, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}

/**
 * limner_gallery_grid_get_cursor:
 * @self: a grid
 *
 * Gets the picture that the keyboard is at.
 *
 * Returns: its position, or %GTK_INVALID_LIST_POSITION
 */
guint
limner_gallery_grid_get_cursor (LimnerGalleryGrid *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_GRID (self), GTK_INVALID_LIST_POSITION);

  return self->cursor;
}

void
_limner_gallery_grid_set_cursor (LimnerGalleryGrid *self,
                                 guint              position)
{
  self->cursor = position;
  g_free (self->cursor_id);
  self->cursor_id = limner_gallery_list_dup_id_at (self->list, position);
}

/**
 * limner_gallery_grid_select:
 * @self: a grid
 * @position: of a picture
 * @modify: whether to add it to the selection or take it out, as with Ctrl
 * @extend: whether to select all from the last one to it, as with Shift
 *
 * Selects a picture and moves the keyboard there.
 */
void
limner_gallery_grid_select (LimnerGalleryGrid *self,
                            guint              position,
                            gboolean           modify,
                            gboolean           extend)
{
  g_return_if_fail (LIMNER_IS_GALLERY_GRID (self));

  if (position >= _limner_gallery_grid_get_n_items (self))
    return;

  if (!modify)
    gtk_bitset_remove_all (self->selected);
  if (extend && self->anchor != GTK_INVALID_LIST_POSITION)
    gtk_bitset_add_range_closed (self->selected, MIN (self->anchor, position),
                                 MAX (self->anchor, position));
  else
    {
      if (!modify || !gtk_bitset_remove (self->selected, position))
        gtk_bitset_add (self->selected, position);
      self->anchor = position;
    }
  _limner_gallery_grid_set_cursor (self, position);
  _limner_gallery_grid_selection_changed (self);
}

/**
 * limner_gallery_grid_select_all:
 * @self: a grid
 *
 * Selects all pictures of the search.
 */
void
limner_gallery_grid_select_all (LimnerGalleryGrid *self)
{
  guint n_items;

  g_return_if_fail (LIMNER_IS_GALLERY_GRID (self));

  n_items = _limner_gallery_grid_get_n_items (self);
  if (n_items > 0)
    gtk_bitset_add_range (self->selected, 0, n_items);
  _limner_gallery_grid_selection_changed (self);
}

/**
 * limner_gallery_grid_unselect_all:
 * @self: a grid
 *
 * Selects nothing.
 */
void
limner_gallery_grid_unselect_all (LimnerGalleryGrid *self)
{
  g_return_if_fail (LIMNER_IS_GALLERY_GRID (self));

  gtk_bitset_remove_all (self->selected);
  _limner_gallery_grid_selection_changed (self);
}

/**
 * limner_gallery_grid_scroll_to:
 * @self: a grid
 * @position: of a picture
 *
 * Scrolls just as far as it takes to see a picture.
 */
void
limner_gallery_grid_scroll_to (LimnerGalleryGrid *self,
                               guint              position)
{
  GtkAdjustment *adjustment;
  LimnerRect box;

  g_return_if_fail (LIMNER_IS_GALLERY_GRID (self));

  adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];
  if (adjustment != NULL && limner_justified_layout_get_box (self->layout, position, &box))
    gtk_adjustment_clamp_page (adjustment, box.y - 8, box.y + box.height + 8);
}
