/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pictures that an action is for, once all that is known of them has been read: of a selection
 * that is larger than what was in sight, most are no more than ids before. */

#include "config.h"

#include "limner-gallery-private.h"

typedef struct
{
  LimnerGallery            *gallery;   /* (owned) */
  GPtrArray                *items;     /* (element-type LimnerGalleryItem) (owned) */
  guint                     n_unread;
  LimnerGalleryChosenFunc   func;
  char                     *action;    /* (owned) */
} Chosen;

static void
chosen_free (Chosen *chosen)
{
  g_signal_handlers_disconnect_by_data (chosen->gallery->list, chosen);
  for (guint i = 0; i < chosen->items->len; i++)
    g_signal_handlers_disconnect_by_data (chosen->items->pdata[i], chosen);
  g_clear_pointer (&chosen->items, g_ptr_array_unref);
  g_clear_pointer (&chosen->action, g_free);
  g_clear_object (&chosen->gallery);
  g_free (chosen);
}

static void
finish (Chosen *chosen)
{
  if (chosen->items->len > 0 && gtk_widget_get_root (GTK_WIDGET (chosen->gallery)) != NULL)
    chosen->func (chosen->gallery, chosen->items, chosen->action);
  chosen_free (chosen);
}

static void
item_loaded_cb (Chosen *chosen)
{
  if (--chosen->n_unread == 0)
    finish (chosen);
}

/* What was deleted meanwhile will never be read. */
static void
items_changed_cb (Chosen *chosen)
{
  for (guint i = chosen->items->len; i-- > 0;)
    {
      LimnerGalleryItem *item = chosen->items->pdata[i];
      guint position;

      if (limner_gallery_item_get_loaded (item) ||
          limner_gallery_list_find (chosen->gallery->list, limner_gallery_item_get_id (item),
                                    &position))
        continue;
      g_signal_handlers_disconnect_by_data (item, chosen);
      g_ptr_array_remove_index (chosen->items, i);
      chosen->n_unread--;
    }
  if (chosen->n_unread == 0)
    finish (chosen);
}

static void
add_item (Chosen            *chosen,
          LimnerGalleryItem *item)
{
  g_ptr_array_add (chosen->items, item);
  if (limner_gallery_item_get_loaded (item))
    return;
  chosen->n_unread++;
  g_signal_connect_swapped (item, "notify::loaded", G_CALLBACK (item_loaded_cb), chosen);
}

/* Calls @func with the picture that is open, else with those that are selected, at once where they
 * are known. */
void
_limner_gallery_with_chosen (LimnerGallery           *self,
                             LimnerGalleryChosenFunc  func,
                             const char              *action)
{
  g_autoptr(LimnerGalleryItem) current = _limner_gallery_dup_current (self);
  Chosen *chosen = g_new0 (Chosen, 1);
  GtkBitsetIter iter;
  guint position;

  chosen->gallery = g_object_ref (self);
  chosen->items = g_ptr_array_new_with_free_func (g_object_unref);
  chosen->func = func;
  chosen->action = g_strdup (action);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "grid") != 0 && current != NULL)
    add_item (chosen, g_steal_pointer (&current));
  else
    for (gboolean more = gtk_bitset_iter_init_first (
           &iter, limner_gallery_grid_get_selection (self->grid), &position);
         more;
         more = gtk_bitset_iter_next (&iter, &position))
      add_item (chosen, g_list_model_get_item (G_LIST_MODEL (self->list), position));
  if (chosen->n_unread == 0)
    finish (chosen);
  else
    g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (items_changed_cb), chosen);
}
