/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The part of the grid that is on the screen: which rows are in sight, which widgets show them. */

#include "config.h"

#include <math.h>

#include "limner-gallery-grid-private.h"

#define OVERSCAN  240
#define HEADING_X 12

static void
get_size_cb (gpointer  user_data,
             guint     position,
             int      *width,
             int      *height)
{
  LimnerGalleryGrid *self = user_data;

  limner_gallery_list_get_size_at (self->list, position, width, height);
}

static void
update_layout (LimnerGalleryGrid *self,
               int                width)
{
  LimnerJustifiedLayoutFuncs funcs = { get_size_cb, NULL };

  if (!self->outdated && self->laid_out_width == width)
    return;

  self->outdated = FALSE;
  self->laid_out_width = width;
  if (_limner_gallery_grid_make_groups (self, width))
    funcs.get_group = _limner_gallery_grid_get_group_cb;
  limner_justified_layout_update (self->layout, _limner_gallery_grid_get_n_items (self), width,
                                  self->row_height, funcs, self);
}

static GtkWidget *
get_heading (LimnerGalleryGrid *self,
             guint              index)
{
  GtkWidget *label;

  if (index < self->headings->len)
    return g_ptr_array_index (self->headings, index);

  label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0.75);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  g_ptr_array_add (self->headings, label);
  return label;
}

static GskTransform *
translate_to (double x,
              double y)
{
  return gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) x, (float) y));
}

/* Says which day a heading is for; its size may change, so never while room is being given. */
static void
bind_heading (LimnerGalleryGrid *self,
              guint              row_index)
{
  const LimnerJustifiedRow *row = limner_justified_layout_get_row (self->layout, row_index);
  GtkWidget *label = get_heading (self, self->heading_rows->len);
  g_autofree char *text = NULL;

  text = _limner_gallery_grid_describe_group (self, row->first);
  gtk_label_set_label (GTK_LABEL (label), text);
  g_array_append_val (self->heading_rows, row_index);
}

static void
allocate_heading (LimnerGalleryGrid *self,
                  guint              index,
                  double             offset)
{
  GtkWidget *label = g_ptr_array_index (self->headings, index);
  const LimnerJustifiedRow *row;
  int height;

  row = limner_justified_layout_get_row (self->layout,
                                         g_array_index (self->heading_rows, guint, index));
  gtk_widget_set_child_visible (label, TRUE);
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  gtk_widget_allocate (label, MAX (self->laid_out_width - 2 * HEADING_X, 1),
                       MAX (row->height, height), -1, translate_to (HEADING_X, row->y - offset));
}

static void
bind_cell (LimnerGalleryGrid *self,
           guint              position)
{
  g_autoptr(LimnerGalleryItem) item = NULL;
  gboolean expanded;
  guint n_variants;
  GtkWidget *cell;

  if (g_hash_table_contains (self->cells, GUINT_TO_POINTER (position)))
    return;

  if (self->spare->len > 0)
    cell = g_ptr_array_steal_index_fast (self->spare, self->spare->len - 1);
  else
    {
      cell = limner_gallery_cell_new ();
      gtk_widget_set_parent (cell, GTK_WIDGET (self));
    }
  item = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  limner_gallery_cell_bind (LIMNER_GALLERY_CELL (cell), item, position);
  n_variants = limner_gallery_list_get_variants_at (self->list, position, &expanded);
  limner_gallery_cell_set_variants (LIMNER_GALLERY_CELL (cell), n_variants, expanded);
  g_hash_table_insert (self->cells, GUINT_TO_POINTER (position), cell);
}

static void
allocate_cell (LimnerGalleryGrid *self,
               GtkWidget         *cell,
               guint              position,
               double             offset)
{
  LimnerRect box;

  limner_justified_layout_get_box (self->layout, position, &box);
  limner_gallery_cell_set_state (LIMNER_GALLERY_CELL (cell),
                                 gtk_bitset_contains (self->selected, position),
                                 position == self->cursor &&
                                 gtk_widget_has_visible_focus (GTK_WIDGET (self)));
  gtk_widget_set_child_visible (cell, TRUE);
  gtk_widget_measure (cell, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (cell, box.width, box.height, -1, translate_to (box.x, box.y - offset));
}

/* Cells that left the screen are given up before others are bound, so that they can be used
 * again. */
void
_limner_gallery_grid_release_cells (LimnerGalleryGrid *self,
                                    guint              first,
                                    guint              end)
{
  GHashTableIter iter;
  gpointer key;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &key, &cell))
    if (GPOINTER_TO_UINT (key) < first || GPOINTER_TO_UINT (key) >= end)
      {
        gtk_widget_set_child_visible (cell, FALSE);
        g_ptr_array_add (self->spare, cell);
        g_hash_table_iter_remove (&iter);
      }
}

/* The rows that are in sight or nearly so: from @first_row up to before @end_row. */
static void
find_rows_in_sight (LimnerGalleryGrid *self,
                    int                height,
                    guint             *first_row,
                    guint             *end_row)
{
  int offset = (int) _limner_gallery_grid_get_offset (self);
  guint n_rows = limner_justified_layout_get_n_rows (self->layout);

  *first_row = limner_justified_layout_find_row (self->layout, offset - OVERSCAN);
  for (*end_row = *first_row; *end_row < n_rows; ++*end_row)
    if (limner_justified_layout_get_row (self->layout, *end_row)->y > offset + height + OVERSCAN)
      break;
}

/* Gives all that is in sight a widget. Widgets that come, or whose text changes, ask for room, and
 * those above would not be drawn in this frame if that happened while room is being given. */
static void
bind_children (LimnerGalleryGrid *self)
{
  guint first = G_MAXUINT;
  guint end = 0;
  guint first_row;
  guint end_row;

  find_rows_in_sight (self, self->height, &first_row, &end_row);
  for (guint i = first_row; i < end_row; i++)
    {
      const LimnerJustifiedRow *row = limner_justified_layout_get_row (self->layout, i);

      first = MIN (first, row->first);
      end = MAX (end, row->first + row->n);
    }

  _limner_gallery_grid_release_cells (self, first, end);
  g_array_set_size (self->heading_rows, 0);
  for (guint i = first_row; i < end_row; i++)
    {
      const LimnerJustifiedRow *row = limner_justified_layout_get_row (self->layout, i);

      if (row->n == 0)
        bind_heading (self, i);
      for (guint j = 0; j < row->n; j++)
        bind_cell (self, row->first + j);
    }
}

/* Lays out for a width. What is in the upper corner stays there when rows are filled anew. */
void
_limner_gallery_grid_keep_place (LimnerGalleryGrid *self,
                                 int                width)
{
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];
  gboolean resized = self->laid_out_width != width || self->outdated;
  double offset = _limner_gallery_grid_get_offset (self);
  int height = self->height;
  guint top = 0;
  int within = 0;
  LimnerRect box;
  int upper;

  if (resized && self->laid_out_width > 0 && limner_justified_layout_get_n_rows (self->layout) > 0)
    {
      const LimnerJustifiedRow *row;

      row = limner_justified_layout_get_row (self->layout,
                                           limner_justified_layout_find_row (self->layout,
                                                                             (int) offset));
      top = row->first;
      within = (int) offset - row->y;
    }
  update_layout (self, width);
  if (adjustment == NULL)
    return;

  upper = MAX (limner_justified_layout_get_height (self->layout), height);
  if (resized && top > 0 && limner_justified_layout_get_box (self->layout, top, &box))
    offset = box.y + MIN (within, box.height);
  g_signal_handlers_block_by_func (adjustment, _limner_gallery_grid_value_changed, self);
  gtk_adjustment_configure (adjustment, CLAMP (offset, 0, upper - height), 0, upper,
                            self->row_height, height * 0.9, height);
  g_signal_handlers_unblock_by_func (adjustment, _limner_gallery_grid_value_changed, self);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  LimnerGalleryGrid *self = LIMNER_GALLERY_GRID (widget);

  self->tick_id = 0;
  if (self->laid_out_width > 0)
    {
      _limner_gallery_grid_keep_place (self, self->laid_out_width);
      bind_children (self);
    }
  gtk_widget_queue_allocate (widget);
  return G_SOURCE_REMOVE;
}

/* Before the next frame */
void
_limner_gallery_grid_queue_bind (LimnerGalleryGrid *self)
{
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/* What is bound but is not in sight, because the grid became smaller since, got no room and is not
 * drawn. */
static void
hide_cells_beyond (LimnerGalleryGrid *self,
                   guint              first,
                   guint              end)
{
  GHashTableIter iter;
  gpointer key;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &key, &cell))
    if (GPOINTER_TO_UINT (key) < first || GPOINTER_TO_UINT (key) >= end)
      gtk_widget_set_child_visible (cell, FALSE);
}

/* Gives what has a widget its room. */
void
_limner_gallery_grid_allocate_children (LimnerGalleryGrid *self,
                                        int                height)
{
  double offset = _limner_gallery_grid_get_offset (self);
  gboolean complete = TRUE;
  guint n_headings = 0;
  guint first = G_MAXUINT;
  guint end = 0;
  guint first_row;
  guint end_row;

  find_rows_in_sight (self, height, &first_row, &end_row);
  for (guint i = first_row; i < end_row; i++)
    {
      const LimnerJustifiedRow *row = limner_justified_layout_get_row (self->layout, i);

      first = MIN (first, row->first);
      end = MAX (end, row->first + row->n);
      for (guint j = row->first; j < row->first + row->n; j++)
        {
          GtkWidget *cell = g_hash_table_lookup (self->cells, GUINT_TO_POINTER (j));

          if (cell != NULL)
            allocate_cell (self, cell, j, offset);
          else
            complete = FALSE;
        }
      if (row->n > 0)
        continue;
      if (n_headings < self->heading_rows->len &&
          g_array_index (self->heading_rows, guint, n_headings) == i)
        allocate_heading (self, n_headings++, offset);
      else
        complete = FALSE;
    }
  hide_cells_beyond (self, first, end);
  for (; n_headings < self->headings->len; n_headings++)
    gtk_widget_set_child_visible (g_ptr_array_index (self->headings, n_headings), FALSE);
  if (!complete)
    _limner_gallery_grid_queue_bind (self);
}

/* The user scrolled. */
void
_limner_gallery_grid_value_changed (LimnerGalleryGrid *self)
{
  if (!self->outdated && self->laid_out_width > 0)
    bind_children (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * limner_gallery_grid_get_time_at:
 * @self: a grid
 * @y: a height in all of it, in pixels
 *
 * Tells from when the pictures at a height are, to find one's way while scrolling fast.
 *
 * Returns: microseconds since 1970; 0 if the pictures are in another order
 */
gint64
limner_gallery_grid_get_time_at (LimnerGalleryGrid *self,
                                 double             y)
{
  const LimnerJustifiedRow *row;

  g_return_val_if_fail (LIMNER_IS_GALLERY_GRID (self), 0);

  if (self->list == NULL || self->outdated || !_limner_gallery_grid_has_headings (self) ||
      limner_justified_layout_get_n_rows (self->layout) == 0)
    return 0;

  row = limner_justified_layout_get_row (self->layout,
                                         limner_justified_layout_find_row (self->layout, (int) y));
  return limner_gallery_list_get_created_at (self->list, row->first);
}
