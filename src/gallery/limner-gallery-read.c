/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-gallery-read.h"

typedef struct
{
  LimnerGalleryList     *list;       /* (owned) */
  GPtrArray             *items;      /* (element-type LimnerGalleryItem) (owned) */
  guint                  n_unread;
  LimnerGalleryReadFunc  func;
  gpointer               user_data;
} Reading;

static void
finish (Reading *reading)
{
  g_signal_handlers_disconnect_by_data (reading->list, reading);
  for (guint i = 0; i < reading->items->len; i++)
    g_signal_handlers_disconnect_by_data (reading->items->pdata[i], reading);

  reading->func (reading->items, reading->user_data);
  g_clear_pointer (&reading->items, g_ptr_array_unref);
  g_clear_object (&reading->list);
  g_free (reading);
}

static void
item_loaded_cb (Reading *reading)
{
  if (--reading->n_unread == 0)
    finish (reading);
}

/* What was deleted meanwhile will never be read. */
static void
items_changed_cb (Reading *reading)
{
  for (guint i = reading->items->len; i-- > 0;)
    {
      LimnerGalleryItem *item = reading->items->pdata[i];
      guint position;

      if (limner_gallery_item_get_loaded (item) ||
          limner_gallery_list_find (reading->list, limner_gallery_item_get_id (item), &position))
        continue;
      g_signal_handlers_disconnect_by_data (item, reading);
      g_ptr_array_remove_index (reading->items, i);
      reading->n_unread--;
    }
  if (reading->n_unread == 0)
    finish (reading);
}

/**
 * limner_gallery_read_items:
 * @list: a list
 * @items: (transfer full) (element-type LimnerGalleryItem): pictures of it
 * @func: (scope async): called once, with those of the pictures that there still are
 * @user_data: for @func
 *
 * Waits until all that is known of pictures has been read: of a selection that is larger than what
 * was in sight, most are no more than ids before. Where they are known, @func is called at once.
 */
void
limner_gallery_read_items (LimnerGalleryList     *list,
                           GPtrArray             *items,
                           LimnerGalleryReadFunc  func,
                           gpointer               user_data)
{
  Reading *reading;

  g_return_if_fail (LIMNER_IS_GALLERY_LIST (list));
  g_return_if_fail (items != NULL);
  g_return_if_fail (func != NULL);

  reading = g_new0 (Reading, 1);
  reading->list = g_object_ref (list);
  reading->items = items;
  reading->func = func;
  reading->user_data = user_data;
  for (guint i = 0; i < items->len; i++)
    if (!limner_gallery_item_get_loaded (items->pdata[i]))
      {
        reading->n_unread++;
        g_signal_connect_swapped (items->pdata[i], "notify::loaded", G_CALLBACK (item_loaded_cb),
                                  reading);
      }

  if (reading->n_unread == 0)
    finish (reading);
  else
    g_signal_connect_swapped (list, "items-changed", G_CALLBACK (items_changed_cb), reading);
}
