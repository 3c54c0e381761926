/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Justified rows: pictures keep their shape, and each row is made as high as it takes to fill the
 * width. Only a row's beginning and height and each picture's width are kept, so a hundred thousand
 * pictures are laid out in a few milliseconds and take less than a megabyte. */

#include "config.h"

#include <math.h>

#include "limner-justified-layout.h"

#define SPACING        4
#define MARGIN         12
#define HEADING_HEIGHT 44
#define MIN_RATIO      0.25
#define MAX_RATIO      4.0
#define MAX_STRETCH    1.6

struct _LimnerJustifiedLayout
{
  GArray *rows;     /* (element-type LimnerJustifiedRow) (owned) */
  GArray *widths;   /* (element-type guint16) (owned) of each picture */
  guint   n_items;
  int     width;
  int     height;
};

/**
 * limner_justified_layout_new:
 *
 * Makes an empty layout.
 *
 * Returns: (transfer full): the layout
 */
LimnerJustifiedLayout *
limner_justified_layout_new ( void)
{
  LimnerJustifiedLayout *self = g_new0 (LimnerJustifiedLayout, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (LimnerJustifiedRow));
  self->widths = g_array_new (FALSE, FALSE, sizeof (guint16));
  return self;
}

/**
 * limner_justified_layout_free:
 * @self: (transfer full): a layout
 *
 * Frees a layout.
 */
void
limner_justified_layout_free (LimnerJustifiedLayout *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->widths, g_array_unref);
  g_free (self);
}

static double
get_ratio (LimnerJustifiedLayoutFuncs funcs,
           gpointer                          user_data,
           guint                             position)
{
  int width = 0;
  int height = 0;

  funcs.get_size (user_data, position, &width, &height);
  if (width <= 0 || height <= 0)
    return 1.0;

  return CLAMP ((double) width / height, MIN_RATIO, MAX_RATIO);
}

/* Ends a row at @end. A full row fills the width to the pixel; one that is not keeps its height. */
static void
end_row (LimnerJustifiedLayout *self,
         guint                  first,
         guint                  end,
         double                 ratios,
         int                    row_height,
         gboolean               full)
{
  int room = MAX (self->width - 2 * MARGIN - (int) (end - first - 1) * SPACING, 1);
  double height = full ? MIN (room / ratios, row_height * MAX_STRETCH)
                       : MIN (room / ratios, row_height);
  LimnerJustifiedRow row = { first, end - first, self->height, MAX ((int) lround (height), 1) };
  double x = 0;

  for (guint i = first; i < end; i++)
    {
      double ratio = g_array_index (self->widths, guint16, i) / 4096.0;
      int left = (int) lround (x);

      x += ratio * height;
      g_array_index (self->widths, guint16, i) = (guint16) MAX ((int) lround (x) - left, 1);
    }
  g_array_append_val (self->rows, row);
  self->height += row.height + SPACING;
}

static void
add_heading (LimnerJustifiedLayout *self,
             guint                  first)
{
  LimnerJustifiedRow heading = { first, 0, self->height, HEADING_HEIGHT };

  g_array_append_val (self->rows, heading);
  self->height += HEADING_HEIGHT;
}

/**
 * limner_justified_layout_update:
 * @self: a layout
 * @n_items: how many pictures there are
 * @width: of the room in pixels
 * @row_height: how high a row should be, about
 * @funcs: (scope call): asked about the pictures
 * @user_data: for @funcs
 *
 * Lays everything out anew.
 */
void
limner_justified_layout_update (LimnerJustifiedLayout            *self,
                                guint                             n_items,
                                int                               width,
                                int                               row_height,
                                LimnerJustifiedLayoutFuncs funcs,
                                gpointer                          user_data)
{
  double ratios = 0;
  gint64 group = 0;
  guint first = 0;

  g_return_if_fail (self != NULL);

  g_array_set_size (self->rows, 0);
  g_array_set_size (self->widths, n_items);
  self->n_items = n_items;
  self->width = width;
  self->height = funcs.get_group != NULL ? 0 : MARGIN;
  for (guint i = 0; i < n_items; i++)
    {
      gint64 next = funcs.get_group != NULL ? funcs.get_group (user_data, i) : 0;
      double ratio = get_ratio (funcs, user_data, i);

      if (funcs.get_group != NULL && (i == 0 || next != group))
        {
          if (i > first)
            end_row (self, first, i, ratios, row_height, FALSE);
          add_heading (self, i);
          first = i;
          ratios = 0;
          group = next;
        }

      g_array_index (self->widths, guint16, i) = (guint16) (ratio * 4096.0 - 0.5);
      ratios += ratio;
      if (ratios * row_height + (i - first) * SPACING >= width - 2 * MARGIN)
        {
          end_row (self, first, i + 1, ratios, row_height, TRUE);
          first = i + 1;
          ratios = 0;
        }
    }
  if (n_items > first)
    end_row (self, first, n_items, ratios, row_height, FALSE);
  self->height += MARGIN - SPACING;
}

/**
 * limner_justified_layout_get_height:
 * @self: a layout
 *
 * Gets the height of everything.
 *
 * Returns: pixels
 */
int
limner_justified_layout_get_height (const LimnerJustifiedLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->height;
}

/**
 * limner_justified_layout_get_n_rows:
 * @self: a layout
 *
 * Counts rows and headings.
 *
 * Returns: their number
 */
guint
limner_justified_layout_get_n_rows (const LimnerJustifiedLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows->len;
}

/**
 * limner_justified_layout_get_row:
 * @self: a layout
 * @index: less than their number
 *
 * Gets a row or heading.
 *
 * Returns: (transfer none): the row
 */
const LimnerJustifiedRow *
limner_justified_layout_get_row (const LimnerJustifiedLayout *self,
                                 guint                        index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->rows->len, NULL);

  return &g_array_index (self->rows, LimnerJustifiedRow, index);
}

/**
 * limner_justified_layout_find_row:
 * @self: a layout
 * @y: a height in it
 *
 * Finds the row at a height.
 *
 * Returns: the index of the last row that begins at or above @y; 0 if there is none
 */
guint
limner_justified_layout_find_row (const LimnerJustifiedLayout *self,
                                  int                          y)
{
  guint low = 0;
  guint high;

  g_return_val_if_fail (self != NULL, 0);

  high = self->rows->len;
  while (low + 1 < high)
    {
      guint middle = low + (high - low) / 2;

      if (limner_justified_layout_get_row (self, middle)->y <= y)
        low = middle;
      else
        high = middle;
    }

  return low;
}

static guint
find_row_of (const LimnerJustifiedLayout *self,
             guint                        position)
{
  guint low = 0;
  guint high = self->rows->len;

  while (low + 1 < high)
    {
      guint middle = low + (high - low) / 2;

      if (limner_justified_layout_get_row (self, middle)->first <= position)
        low = middle;
      else
        high = middle;
    }

  return low;
}

/**
 * limner_justified_layout_get_box:
 * @self: a layout
 * @position: of a picture
 * @box: (out): where it lies
 *
 * Finds a picture's place.
 *
 * Returns: %FALSE if there is no such picture
 */
gboolean
limner_justified_layout_get_box (const LimnerJustifiedLayout *self,
                                 guint                        position,
                                 LimnerRect                  *box)
{
  const LimnerJustifiedRow *row;
  int x = MARGIN;

  g_return_val_if_fail (self != NULL, FALSE);

  if (position >= self->n_items || self->rows->len == 0)
    return FALSE;

  row = limner_justified_layout_get_row (self, find_row_of (self, position));
  for (guint i = row->first; i < position; i++)
    x += g_array_index (self->widths, guint16, i) + SPACING;
  *box = (LimnerRect) { x, row->y, g_array_index (self->widths, guint16, position), row->height };
  return TRUE;
}

static guint
nearest_in_row (const LimnerJustifiedLayout *self,
                const LimnerJustifiedRow    *row,
                int                          x)
{
  int left = MARGIN;

  for (guint i = row->first; i < row->first + row->n; i++)
    {
      left += g_array_index (self->widths, guint16, i) + SPACING;
      if (x < left)
        return i;
    }

  return row->first + row->n - 1;
}

/**
 * limner_justified_layout_hit:
 * @self: a layout
 * @x: a point
 * @y: a point
 * @position: (out): of the picture there
 *
 * Finds the picture at a point.
 *
 * Returns: %FALSE if there is none
 */
gboolean
limner_justified_layout_hit (const LimnerJustifiedLayout *self,
                             int                          x,
                             int                          y,
                             guint                       *position)
{
  const LimnerJustifiedRow *row;
  LimnerRect box;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->rows->len == 0)
    return FALSE;

  row = limner_justified_layout_get_row (self, limner_justified_layout_find_row (self, y));
  if (row->n == 0)
    return FALSE;

  *position = nearest_in_row (self, row, x);
  return limner_justified_layout_get_box (self, *position, &box) && x >= box.x &&
         x < box.x + box.width && y >= box.y && y < box.y + box.height;
}

/**
 * limner_justified_layout_move:
 * @self: a layout
 * @position: of a picture
 * @rows: how many rows to go down; negative to go up
 *
 * Finds the picture above or below another one.
 *
 * Returns: its position; the nearest there is if the rows end before
 */
guint
limner_justified_layout_move (const LimnerJustifiedLayout *self,
                              guint                        position,
                              int                          rows)
{
  int step = rows < 0 ? -1 : 1;
  LimnerRect box;
  int index;
  int target;

  g_return_val_if_fail (self != NULL, position);

  if (!limner_justified_layout_get_box (self, position, &box))
    return position;

  index = target = (int) find_row_of (self, position);
  while (rows != 0)
    {
      do
        index += step;
      while (index >= 0 && index < (int) self->rows->len &&
             limner_justified_layout_get_row (self, (guint) index)->n == 0);
      if (index < 0 || index >= (int) self->rows->len)
        break;
      target = index;
      rows -= step;
    }

  return nearest_in_row (self, limner_justified_layout_get_row (self, (guint) target),
                         box.x + box.width / 2);
}
