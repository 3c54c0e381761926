/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-memory.h"

#include "limner-picture.h"
#include "limner-plane.h"

struct _LimnerPlane
{
  gatomicrefcount  ref_count;
  int              width;
  int              height;
  guint8          *pixels;   /* width * height bytes */
};

G_DEFINE_BOXED_TYPE (LimnerPlane, limner_plane, limner_plane_ref, limner_plane_unref)

/**
 * limner_plane_new:
 * @width: in pixels, 1 to %LIMNER_PICTURE_MAX_SIDE
 * @height: in pixels, 1 to %LIMNER_PICTURE_MAX_SIDE
 *
 * Makes a plane of zeros. Sizes that come from outside have to be checked before.
 *
 * Returns: (transfer full) (nullable): the plane, or %NULL if there is not enough memory
 */
LimnerPlane *
limner_plane_new (int width,
                    int height)
{
  LimnerPlane *self;
  guint8 *pixels;

  g_return_val_if_fail (width > 0 && width <= LIMNER_PICTURE_MAX_SIDE, NULL);
  g_return_val_if_fail (height > 0 && height <= LIMNER_PICTURE_MAX_SIDE, NULL);

  pixels = g_try_malloc0_n (width, height);
  if (pixels == NULL)
    return NULL;

  self = g_new0 (LimnerPlane, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->width = width;
  self->height = height;
  self->pixels = pixels;
  return self;
}

/**
 * limner_plane_copy:
 * @self: a plane
 *
 * Makes a plane of its own with the same values, which may then be changed.
 *
 * Returns: (transfer full) (nullable): the copy, or %NULL if there is not enough memory
 */
LimnerPlane *
limner_plane_copy (const LimnerPlane *self)
{
  LimnerPlane *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = limner_plane_new (self->width, self->height);
  if (copy != NULL)
    memcpy (copy->pixels, self->pixels, (gsize) self->width * self->height);
  return copy;
}

/**
 * limner_plane_ref:
 * @self: a plane
 *
 * Adds a reference.
 *
 * Returns: (transfer full): @self
 */
LimnerPlane *
limner_plane_ref (LimnerPlane *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * limner_plane_unref:
 * @self: (transfer full): a plane
 *
 * Drops a reference; with the last one the values are freed.
 */
void
limner_plane_unref (LimnerPlane *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  limner_memory_free (self->pixels, (gsize) self->width * self->height);
  g_free (self);
}

/**
 * limner_plane_get_width:
 * @self: a plane
 *
 * Gets the width.
 *
 * Returns: pixels
 */
int
limner_plane_get_width (const LimnerPlane *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->width;
}

/**
 * limner_plane_get_height:
 * @self: a plane
 *
 * Gets the height.
 *
 * Returns: pixels
 */
int
limner_plane_get_height (const LimnerPlane *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->height;
}

/**
 * limner_plane_get_stride:
 * @self: a plane
 *
 * Gets the distance between two rows, which is the width.
 *
 * Returns: bytes
 */
gsize
limner_plane_get_stride (const LimnerPlane *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gsize) self->width;
}

/**
 * limner_plane_get_pixels:
 * @self: a plane that nobody else has yet
 *
 * Gets the values for writing.
 *
 * Returns: (transfer none): height × stride bytes
 */
guint8 *
limner_plane_get_pixels (LimnerPlane *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->pixels;
}

/**
 * limner_plane_read_row:
 * @self: a plane
 * @y: a row, from 0 at the top
 *
 * Gets a row for reading.
 *
 * Returns: (transfer none): width bytes
 */
const guint8 *
limner_plane_read_row (const LimnerPlane *self,
                         int                  y)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (y >= 0 && y < self->height, NULL);

  return self->pixels + (gsize) y * self->width;
}

static gboolean
row_is_empty (const guint8 *row,
              int           width)
{
  return row[0] == 0 && memcmp (row, row + 1, (gsize) width - 1) == 0;
}

/**
 * limner_plane_find_bounds:
 * @self: a plane
 * @bounds: (out): where it is not 0, in its pixels
 *
 * Finds the smallest rectangle round all that is not 0.
 *
 * Returns: %FALSE if there is nothing
 */
gboolean
limner_plane_find_bounds (const LimnerPlane *self,
                          LimnerRect        *bounds)
{
  int left, right, top = 0, bottom;

  g_return_val_if_fail (self != NULL && bounds != NULL, FALSE);

  *bounds = (LimnerRect) { 0 };
  left = self->width;
  right = 0;
  bottom = self->height;
  while (top < bottom && row_is_empty (limner_plane_read_row (self, top), self->width))
    top++;
  while (bottom > top && row_is_empty (limner_plane_read_row (self, bottom - 1), self->width))
    bottom--;
  if (top == bottom)
    return FALSE;

  for (int y = top; y < bottom; y++)
    {
      const guint8 *row = limner_plane_read_row (self, y);
      int from = 0, to = self->width;

      while (from < left && row[from] == 0)
        from++;
      while (to > right && row[to - 1] == 0)
        to--;
      left = MIN (left, from);
      right = MAX (right, to);
    }

  *bounds = (LimnerRect) { left, top, right - left, bottom - top };
  return TRUE;
}
