/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-gallery-list-private.h"
#include "limner-store-private.h"

/* What a list knows of its positions without reading details. */

static const LimnerGalleryRow *
get_row (LimnerGalleryList *self,
         guint              position)
{
  static const LimnerGalleryRow nothing = { 0 };
  GArray *rows = self->rows;

  return position < rows->len ? &g_array_index (rows, LimnerGalleryRow, position) : &nothing;
}

/**
 * limner_gallery_list_dup_id_at:
 * @self: a list
 * @position: a position
 *
 * Gets the id of the item at a position without loading it.
 *
 * Returns: (transfer full) (nullable): the id, %NULL beyond the end
 */
char *
limner_gallery_list_dup_id_at (LimnerGalleryList *self,
                               guint              position)
{
  gint64 id;

  g_return_val_if_fail (LIMNER_IS_GALLERY_LIST (self), NULL);

  id = get_row (self, position)->id;
  return id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : NULL;
}

/**
 * limner_gallery_list_get_created_at:
 * @self: a list
 * @position: a position
 *
 * Gets when the item at a position was made, for headings of days and a scrubber.
 *
 * Returns: microseconds since 1970, UTC; 0 beyond the end
 */
gint64
limner_gallery_list_get_created_at (LimnerGalleryList *self,
                                    guint              position)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_LIST (self), 0);

  return get_row (self, position)->created;
}

/**
 * limner_gallery_list_get_size_at:
 * @self: a list
 * @position: a position
 * @width: (out): in pixels, 0 when unknown
 * @height: (out): in pixels, 0 when unknown
 *
 * Gets how large the picture at a position is, for the layout of rows.
 */
void
limner_gallery_list_get_size_at (LimnerGalleryList *self,
                                 guint              position,
                                 int               *width,
                                 int               *height)
{
  const LimnerGalleryRow *row;

  g_return_if_fail (LIMNER_IS_GALLERY_LIST (self));

  row = get_row (self, position);
  *width = row->width;
  *height = row->height;
}

/**
 * limner_gallery_list_find:
 * @self: a list
 * @id: an item
 * @position: (out): where it is
 *
 * Finds an item.
 *
 * Returns: %TRUE if the list has it
 */
gboolean
limner_gallery_list_find (LimnerGalleryList *self,
                          const char        *id,
                          guint             *position)
{
  GArray *rows;
  gint64 number;

  g_return_val_if_fail (LIMNER_IS_GALLERY_LIST (self), FALSE);

  number = _limner_store_parse_id (id);
  rows = self->rows;
  for (guint i = 0; i < rows->len && number != 0; i++)
    {
      if (g_array_index (rows, LimnerGalleryRow, i).id == number)
        {
          *position = i;
          return TRUE;
        }
    }
  return FALSE;
}
