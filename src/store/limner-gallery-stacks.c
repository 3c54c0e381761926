/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-gallery-list-private.h"
#include "limner-store-private.h"

/* Variants, which are pictures of the same inputs but for the seed, shown as one: the first of them
 * in the list's order stands for all. An open stack has the others right behind it; for headings
 * they are of the day of the first one.
 *
 *   all:   a1 b  a2 c  a3        shown:  a1(3) b  c        a opened:  a1(3) a2 a3 b c
 */

static void
append_members (GArray       *all,
                guint         head,
                const GArray *next,
                gint64        created,
                GArray       *shown)
{
  for (guint i = g_array_index (next, guint, head); i != 0; i = g_array_index (next, guint, i))
    {
      LimnerGalleryRow row = g_array_index (all, LimnerGalleryRow, i);

      row.created = created;
      g_array_append_val (shown, row);
    }
}

/* Links each row to the next one of its stack; counts them in the first one. */
static GArray *
link_variants (GArray *all)
{
  g_autoptr(GHashTable) last = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray *next = g_array_sized_new (FALSE, TRUE, sizeof (guint), all->len);

  g_array_set_size (next, all->len);
  for (guint i = 0; i < all->len; i++)
    {
      LimnerGalleryRow *row = &g_array_index (all, LimnerGalleryRow, i);
      gpointer found;

      row->n_variants = 1;
      if (row->stack == 0)
        continue;
      if (g_hash_table_lookup_extended (last, &row->stack, NULL, &found))
        g_array_index (next, guint, GPOINTER_TO_UINT (found)) = i;
      g_hash_table_insert (last, &row->stack, GUINT_TO_POINTER (i));
    }
  return next;
}

static GArray *
arrange (LimnerGalleryList *self)
{
  g_autoptr(GArray) next = link_variants (self->all);
  GArray *shown = g_array_sized_new (FALSE, FALSE, sizeof (LimnerGalleryRow), self->all->len);

  for (guint i = 0; i < self->all->len; i++)
    {
      LimnerGalleryRow row = g_array_index (self->all, LimnerGalleryRow, i);

      /* Zero marks who stands behind another one. */
      if (row.n_variants == 0)
        continue;
      for (guint j = g_array_index (next, guint, i); j != 0; j = g_array_index (next, guint, j))
        {
          g_array_index (self->all, LimnerGalleryRow, j).n_variants = 0;
          row.n_variants++;
        }
      row.expanded = row.n_variants > 1 && g_hash_table_contains (self->expanded, &row.stack);
      g_array_append_val (shown, row);
      if (row.expanded)
        append_members (self->all, i, next, row.created, shown);
    }
  return shown;
}

static gboolean
is_same (GArray *a,
         guint   i,
         GArray *b,
         guint   j)
{
  const LimnerGalleryRow *one = &g_array_index (a, LimnerGalleryRow, i);
  const LimnerGalleryRow *other = &g_array_index (b, LimnerGalleryRow, j);

  return one->id == other->id && one->n_variants == other->n_variants &&
         one->expanded == other->expanded;
}

/* Puts variants together anew; what stays the same at both ends is not told. */
void
_limner_gallery_list_show_stacks (LimnerGalleryList *self)
{
  g_autoptr(GArray) old = g_steal_pointer (&self->rows);
  guint begin = 0;
  guint end = 0;
  guint shorter;

  self->rows = self->expanded != NULL ? arrange (self) : g_array_ref (self->all);
  shorter = MIN (old->len, self->rows->len);
  while (begin < shorter && is_same (old, begin, self->rows, begin))
    begin++;
  while (end < shorter - begin && is_same (old, old->len - end - 1, self->rows,
                                           self->rows->len - end - 1))
    end++;
  if (old->len > begin + end || self->rows->len > begin + end)
    _limner_gallery_list_items_changed (self, begin, old->len - begin - end,
                                        self->rows->len - begin - end);
}

/**
 * limner_gallery_list_get_stacked:
 * @self: a list
 *
 * Tells whether variants are shown as one.
 *
 * Returns: whether they are
 */
gboolean
limner_gallery_list_get_stacked (LimnerGalleryList *self)
{
  g_return_val_if_fail (LIMNER_IS_GALLERY_LIST (self), FALSE);

  return self->expanded != NULL;
}

/**
 * limner_gallery_list_set_stacked:
 * @self: a list
 * @stacked: whether variants are shown as one
 *
 * Puts pictures together that differ in nothing but their seeds.
 */
void
limner_gallery_list_set_stacked (LimnerGalleryList *self,
                                 gboolean           stacked)
{
  g_return_if_fail (LIMNER_IS_GALLERY_LIST (self));

  if ((self->expanded != NULL) == !!stacked)
    return;

  g_clear_pointer (&self->expanded, g_hash_table_unref);
  if (stacked)
    self->expanded = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; !stacked && i < self->all->len; i++)
    g_array_index (self->all, LimnerGalleryRow, i).n_variants = 1;
  _limner_gallery_list_show_stacks (self);
  g_object_notify_by_pspec (G_OBJECT (self),
                            g_object_class_find_property (G_OBJECT_GET_CLASS (self), "stacked"));
}

/**
 * limner_gallery_list_get_variants_at:
 * @self: a list
 * @position: a position
 * @expanded: (out) (optional): whether the others are shown behind it
 *
 * Counts for how many variants the picture at a position stands.
 *
 * Returns: their number with itself; 0 for one that is shown behind another one
 */
guint
limner_gallery_list_get_variants_at (LimnerGalleryList *self,
                                     guint              position,
                                     gboolean          *expanded)
{
  const LimnerGalleryRow *row;

  g_return_val_if_fail (LIMNER_IS_GALLERY_LIST (self), 1);

  if (expanded != NULL)
    *expanded = FALSE;
  if (self->expanded == NULL || position >= self->rows->len)
    return 1;
  row = &g_array_index (self->rows, LimnerGalleryRow, position);
  if (expanded != NULL)
    *expanded = row->expanded;
  return row->n_variants;
}

/**
 * limner_gallery_list_toggle_stack:
 * @self: a list
 * @position: of a picture of a stack
 *
 * Opens the stack that a picture belongs to, or closes it.
 */
void
limner_gallery_list_toggle_stack (LimnerGalleryList *self,
                                  guint              position)
{
  gint64 stack;

  g_return_if_fail (LIMNER_IS_GALLERY_LIST (self));

  if (self->expanded == NULL || position >= self->rows->len)
    return;
  stack = g_array_index (self->rows, LimnerGalleryRow, position).stack;
  if (stack == 0)
    return;

  if (!g_hash_table_remove (self->expanded, &stack))
    g_hash_table_add (self->expanded, g_memdup2 (&stack, sizeof stack));
  _limner_gallery_list_show_stacks (self);
}

/**
 * limner_gallery_list_reveal:
 * @self: a list
 * @id: an item
 *
 * Opens the stack in which an item is hidden.
 *
 * Returns: whether the list shows the item now
 */
gboolean
limner_gallery_list_reveal (LimnerGalleryList *self,
                            const char        *id)
{
  gint64 number = _limner_store_parse_id (id);
  guint position;

  g_return_val_if_fail (LIMNER_IS_GALLERY_LIST (self), FALSE);

  if (limner_gallery_list_find (self, id, &position))
    return TRUE;
  for (guint i = 0; self->expanded != NULL && i < self->all->len; i++)
    {
      const LimnerGalleryRow *row = &g_array_index (self->all, LimnerGalleryRow, i);

      if (row->id != number)
        continue;
      g_hash_table_add (self->expanded, g_memdup2 (&row->stack, sizeof row->stack));
      _limner_gallery_list_show_stacks (self);
      return TRUE;
    }
  return FALSE;
}
