/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pictures that an action is for, once all that is known of them has been read. */

#include "config.h"

#include "limner-gallery-private.h"
#include "limner-gallery-read.h"

typedef struct
{
  LimnerGallery            *gallery;   /* (owned) */
  LimnerGalleryChosenFunc   func;
  char                     *action;    /* (owned) */
} Chosen;

static void
read_cb (GPtrArray *items,
         gpointer   user_data)
{
  Chosen *chosen = user_data;

  if (items->len > 0 && gtk_widget_get_root (GTK_WIDGET (chosen->gallery)) != NULL)
    chosen->func (chosen->gallery, items, chosen->action);
  g_clear_pointer (&chosen->action, g_free);
  g_clear_object (&chosen->gallery);
  g_free (chosen);
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
  GPtrArray *items;

  chosen->gallery = g_object_ref (self);
  chosen->func = func;
  chosen->action = g_strdup (action);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "grid") != 0 && current != NULL)
    {
      items = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (items, g_steal_pointer (&current));
    }
  else
    items = limner_gallery_grid_list_selected (self->grid);
  limner_gallery_read_items (self->list, items, read_cb, chosen);
}
