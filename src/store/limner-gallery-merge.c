/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changes of the library are put into a list that is shown: a few one by one, so that nothing else
 * moves; many at a time in one go, for each one would move all that comes after it. */

#include "config.h"

#include "limner-gallery-list-private.h"

#define FEW 32

static void
remove_row (LimnerGalleryList *self,
            guint              position)
{
  g_array_remove_index (self->all, position);
  if (self->expanded == NULL)
    _limner_gallery_list_items_changed (self, position, 1, 0);
}

static void
insert_row (LimnerGalleryList      *self,
            const LimnerGalleryRow *row)
{
  guint low = 0;
  guint high = self->all->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (limner_gallery_row_compare (&g_array_index (self->all, LimnerGalleryRow, middle), row,
                                      self->sort) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  /* What lies beyond the pages that were read will come with its own. */
  if (low == self->all->len && self->loading)
    return;
  g_array_insert_val (self->all, low, *row);
  if (self->expanded == NULL)
    _limner_gallery_list_items_changed (self, low, 0, 1);
}

/* Takes out, or brings up to date, what was asked about; what is left in @now is new or belongs
 * elsewhere. */
static void
apply_few (LimnerGalleryList *self,
           GHashTable        *asked,
           GHashTable        *now,
           GArray            *found)
{
  for (guint i = self->all->len; i > 0; i--)
    {
      LimnerGalleryRow *row = &g_array_index (self->all, LimnerGalleryRow, i - 1);
      LimnerGalleryRow *current;

      if (!g_hash_table_contains (asked, &row->id))
        continue;
      current = g_hash_table_lookup (now, &row->id);
      if (current != NULL && limner_gallery_row_compare (row, current, self->sort) == 0)
        {
          *row = *current;
          g_hash_table_remove (now, &row->id);
        }
      else
        {
          remove_row (self, i - 1);
        }
    }

  for (guint i = 0; i < found->len; i++)
    {
      LimnerGalleryRow *row = &g_array_index (found, LimnerGalleryRow, i);

      if (g_hash_table_contains (now, &row->id))
        insert_row (self, row);
    }
}

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  const LimnerGallerySort *sort = user_data;

  return limner_gallery_row_compare (a, b, *sort);
}

/* What stays, with what was found put in where it belongs. */
static GArray *
merge (LimnerGalleryList *self,
       GHashTable        *asked,
       GArray            *found)
{
  GArray *merged = g_array_sized_new (FALSE, FALSE, sizeof (LimnerGalleryRow),
                                      self->all->len + found->len);
  g_autoptr(GArray) sorted = g_array_copy (found);
  guint next = 0;

  g_array_sort_with_data (sorted, compare_cb, &self->sort);
  for (guint i = 0; i < self->all->len; i++)
    {
      const LimnerGalleryRow *row = &g_array_index (self->all, LimnerGalleryRow, i);

      if (g_hash_table_contains (asked, &row->id))
        continue;
      while (next < sorted->len &&
             limner_gallery_row_compare (&g_array_index (sorted, LimnerGalleryRow, next), row,
                                         self->sort) < 0)
        g_array_append_val (merged, g_array_index (sorted, LimnerGalleryRow, next++));
      g_array_append_val (merged, *row);
    }
  /* What lies beyond the pages that were read will come with its own. */
  if (!self->loading && next < sorted->len)
    g_array_append_vals (merged, &g_array_index (sorted, LimnerGalleryRow, next),
                         sorted->len - next);
  return merged;
}

/* Takes over a whole new order. What is the same at both ends is not told of. */
static void
take_rows (LimnerGalleryList *self,
           GArray            *merged)
{
  guint n_old = self->all->len;
  guint shorter = MIN (n_old, merged->len);
  guint begin = 0;
  guint end = 0;

  while (begin < shorter && g_array_index (self->all, LimnerGalleryRow, begin).id ==
                            g_array_index (merged, LimnerGalleryRow, begin).id)
    begin++;
  while (end < shorter - begin &&
         g_array_index (self->all, LimnerGalleryRow, n_old - end - 1).id ==
         g_array_index (merged, LimnerGalleryRow, merged->len - end - 1).id)
    end++;

  g_array_set_size (self->all, 0);
  if (merged->len > 0)
    g_array_append_vals (self->all, merged->data, merged->len);
  if (self->expanded == NULL && (n_old > begin + end || merged->len > begin + end))
    _limner_gallery_list_items_changed (self, begin, n_old - begin - end,
                                        merged->len - begin - end);
}

/* @asked holds the numbers of the pictures that changed; @found the rows, of these, that the query
 * finds now. */
void
_limner_gallery_list_apply (LimnerGalleryList *self,
                            GHashTable        *asked,
                            GArray            *found)
{
  if (g_hash_table_size (asked) <= FEW)
    {
      g_autoptr(GHashTable) now = g_hash_table_new (g_int64_hash, g_int64_equal);

      for (guint i = 0; i < found->len; i++)
        {
          LimnerGalleryRow *row = &g_array_index (found, LimnerGalleryRow, i);

          g_hash_table_insert (now, &row->id, row);
        }
      apply_few (self, asked, now, found);
    }
  else
    {
      g_autoptr(GArray) merged = merge (self, asked, found);

      take_rows (self, merged);
    }
  if (self->expanded != NULL)
    _limner_gallery_list_show_stacks (self);
}
