/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "limner-mask.h"

/**
 * limner_mask_new:
 * @width: in pixels, 1 to %LIMNER_PICTURE_MAX_SIDE
 * @height: in pixels, 1 to %LIMNER_PICTURE_MAX_SIDE
 *
 * Makes a mask that covers nothing.
 *
 * Returns: (transfer full): the mask
 */
LimnerMask *
limner_mask_new (int width,
                 int height)
{
  return limner_tiles_new (width, height, 1);
}

/**
 * limner_mask_new_from_plane:
 * @plane: 255 where the picture is to be repainted
 *
 * Makes a mask of a plane.
 *
 * Returns: (transfer full): the mask
 */
LimnerMask *
limner_mask_new_from_plane (LimnerPlane *plane)
{
  LimnerMask *self;
  int width, height;

  g_return_val_if_fail (plane != NULL, NULL);

  width = limner_plane_get_width (plane);
  height = limner_plane_get_height (plane);
  self = limner_mask_new (width, height);
  for (int y = 0; y < height; y++)
    limner_tiles_write_span (self, 0, y, width, limner_plane_read_row (plane, y));
  return self;
}

/**
 * limner_mask_to_plane:
 * @self: a mask
 * @area: (nullable): what to take, in picture coordinates; it may reach beyond the picture, each
 *   side at most %LIMNER_PICTURE_MAX_SIDE pixels; %NULL for the whole mask
 * @outside: the value of what lies beyond
 *
 * Makes a plane of a mask or of a part of it.
 *
 * Returns: (transfer full) (nullable): the plane, or %NULL if there is not enough memory
 */
LimnerPlane *
limner_mask_to_plane (const LimnerMask *self,
                      const LimnerRect *area,
                      guint8            outside)
{
  LimnerRect all = { 0 };
  LimnerRect inside;
  LimnerPlane *plane;

  g_return_val_if_fail (self != NULL, NULL);

  all.width = limner_tiles_get_width (self);
  all.height = limner_tiles_get_height (self);
  if (area == NULL)
    area = &all;

  plane = limner_plane_new (area->width, area->height);
  if (plane == NULL)
    return NULL;

  if (outside != 0 && !limner_rect_contains (&all, area))
    memset (limner_plane_get_pixels (plane), outside, (gsize) area->width * area->height);
  if (limner_rect_intersect (&all, area, &inside))
    {
      guint8 *pixels = limner_plane_get_pixels (plane) + inside.x - area->x +
                       (gsize) (inside.y - area->y) * area->width;

      for (int y = 0; y < inside.height; y++)
        limner_tiles_read_span (self, inside.x, inside.y + y, inside.width,
                                pixels + (gsize) y * area->width);
    }
  return plane;
}

/**
 * limner_mask_get_value:
 * @self: a mask
 * @x: a column
 * @y: a row
 *
 * Looks up one value.
 *
 * Returns: 0 (also outside the picture) to 255
 */
guint8
limner_mask_get_value (const LimnerMask *self,
                       int               x,
                       int               y)
{
  guint8 value = 0;

  g_return_val_if_fail (self != NULL, 0);

  if (x >= 0 && y >= 0 && x < limner_tiles_get_width (self) && y < limner_tiles_get_height (self))
    limner_tiles_read_span (self, x, y, 1, &value);
  return value;
}

/**
 * limner_mask_get_coverage:
 * @self: a mask
 *
 * Tells how much of the picture is masked; soft values count in part.
 *
 * Returns: 0 to 1
 */
double
limner_mask_get_coverage (const LimnerMask *self)
{
  guint64 sum = 0;
  int n;

  g_return_val_if_fail (self != NULL, 0);

  n = limner_tiles_get_n_tiles (self);
  for (int i = 0; i < n; i++)
    {
      const guint8 *pixels;
      LimnerRect extent;

      if (limner_tiles_peek_tile (self, i) == NULL)
        continue;
      pixels = limner_tiles_read (self, i);
      limner_tiles_get_extent (self, i, &extent);
      for (int y = 0; y < extent.height; y++)
        {
          guint row = 0;

          for (int x = 0; x < extent.width; x++)
            row += pixels[y * LIMNER_TILE_SIZE + x];
          sum += row;
        }
    }
  return sum / 255.0 / limner_tiles_get_width (self) / limner_tiles_get_height (self);
}

/* Joins one tile; both are there. */
static void
combine_tile (guint8        *pixels,
              const guint8  *selected,
              LimnerCombine  how)
{
  switch (how)
    {
    case LIMNER_COMBINE_REPLACE:
      memcpy (pixels, selected, LIMNER_TILE_PIXELS);
      break;

    case LIMNER_COMBINE_ADD:
      for (int i = 0; i < LIMNER_TILE_PIXELS; i++)
        pixels[i] = MAX (pixels[i], selected[i]);
      break;

    case LIMNER_COMBINE_SUBTRACT:
      for (int i = 0; i < LIMNER_TILE_PIXELS; i++)
        pixels[i] = MIN (pixels[i], 255 - selected[i]);
      break;

    case LIMNER_COMBINE_INTERSECT:
      for (int i = 0; i < LIMNER_TILE_PIXELS; i++)
        pixels[i] = MIN (pixels[i], selected[i]);
      break;

    default:
      g_assert_not_reached ();
    }
}

/* Tells whether a tile stays as it is because one of both is blank. */
static gboolean
tile_stays (const LimnerTile *tile,
            const LimnerTile *selected,
            LimnerCombine     how)
{
  if (tile == selected)
    return how != LIMNER_COMBINE_SUBTRACT || tile == NULL;
  if (how == LIMNER_COMBINE_REPLACE)
    return FALSE;
  if (how == LIMNER_COMBINE_ADD)
    return selected == NULL;
  if (how == LIMNER_COMBINE_SUBTRACT)
    return tile == NULL || selected == NULL;
  return tile == NULL;
}

/**
 * limner_mask_combine:
 * @self: a mask
 * @selection: a mask of the same size
 * @how: what to do with it
 * @changed: (out caller-allocates) (nullable): where @self may have changed
 *
 * Changes a mask by a selection. Soft edges join as the larger or smaller of both values, so that
 * to select the same twice changes nothing.
 */
void
limner_mask_combine (LimnerMask       *self,
                     const LimnerMask *selection,
                     LimnerCombine     how,
                     LimnerRect       *changed)
{
  LimnerRect all = { 0 };
  int n;

  g_return_if_fail (self != NULL && selection != NULL);
  g_return_if_fail (limner_tiles_get_width (self) == limner_tiles_get_width (selection));
  g_return_if_fail (limner_tiles_get_height (self) == limner_tiles_get_height (selection));

  n = limner_tiles_get_n_tiles (self);
  for (int i = 0; i < n; i++)
    {
      LimnerTile *tile = limner_tiles_peek_tile (self, i);
      LimnerTile *selected = limner_tiles_peek_tile (selection, i);
      LimnerRect extent;

      if (tile_stays (tile, selected, how))
        continue;

      limner_tiles_get_extent (self, i, &extent);
      limner_rect_union (&all, &extent, &all);
      if (how == LIMNER_COMBINE_REPLACE || (how == LIMNER_COMBINE_ADD && tile == NULL))
        limner_tiles_take_tile (self, i, limner_tile_ref (selected));
      else if (how == LIMNER_COMBINE_INTERSECT && selected == NULL)
        limner_tiles_take_tile (self, i, NULL);
      else
        combine_tile (limner_tiles_write (self, i), limner_tiles_read (selection, i), how);
    }

  if (changed != NULL)
    *changed = all;
}

/**
 * limner_mask_clear:
 * @self: a mask
 *
 * Makes it cover nothing.
 */
void
limner_mask_clear (LimnerMask *self)
{
  int n = limner_tiles_get_n_tiles (self);

  for (int i = 0; i < n; i++)
    limner_tiles_take_tile (self, i, NULL);
}

/**
 * limner_mask_fill:
 * @self: a mask
 *
 * Makes it cover everything.
 */
void
limner_mask_fill (LimnerMask *self)
{
  int n = limner_tiles_get_n_tiles (self);

  for (int i = 0; i < n; i++)
    limner_tiles_take_tile (self, i, limner_tile_new_full ());
}

/**
 * limner_mask_invert:
 * @self: a mask
 *
 * Turns each value into 255 minus that value.
 */
void
limner_mask_invert (LimnerMask *self)
{
  int n = limner_tiles_get_n_tiles (self);
  g_autoptr(LimnerTile) full = limner_tile_new_full ();

  for (int i = 0; i < n; i++)
    {
      const LimnerTile *tile = limner_tiles_peek_tile (self, i);

      if (tile == NULL)
        {
          limner_tiles_take_tile (self, i, limner_tile_ref (full));
        }
      else if (tile == full)
        {
          limner_tiles_take_tile (self, i, NULL);
        }
      else
        {
          guint8 *pixels = limner_tiles_write (self, i);

          for (int k = 0; k < LIMNER_TILE_PIXELS; k++)
            pixels[k] = 255 - pixels[k];
        }
    }
}
