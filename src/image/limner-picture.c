/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <sys/mman.h>

#include "base/limner-memory.h"

#include "limner-picture.h"

/* The kernel's pages are 4 kB; it hands out large memory by so much where it is asked to. */
#define PAGE ((gsize) 4096)

struct _LimnerPicture
{
  gatomicrefcount  ref_count;
  int              width;
  int              height;
  guint8          *pixels;   /* width * height * 4 bytes */
};

G_DEFINE_BOXED_TYPE (LimnerPicture, limner_picture, limner_picture_ref, limner_picture_unref)

/* Half the time of filling a large picture goes into handing out its pages one by one. */
static void
ask_for_large_pages (guint8 *pixels,
                     gsize   size)
{
#ifdef MADV_HUGEPAGE
  gsize skipped = (PAGE - (gsize) pixels % PAGE) % PAGE;

  if (size >= LIMNER_MEMORY_LARGE)
    madvise (pixels + skipped, (size - skipped) / PAGE * PAGE, MADV_HUGEPAGE);
#endif
}

/**
 * limner_picture_new:
 * @width: in pixels, 1 to %LIMNER_PICTURE_MAX_SIDE
 * @height: in pixels, 1 to %LIMNER_PICTURE_MAX_SIDE
 *
 * Makes a transparent black picture. Sizes that come from outside have to be checked before.
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL if there is not enough memory
 */
LimnerPicture *
limner_picture_new (int width,
                    int height)
{
  LimnerPicture *self;
  guint8 *pixels;

  g_return_val_if_fail (width > 0 && width <= LIMNER_PICTURE_MAX_SIDE, NULL);
  g_return_val_if_fail (height > 0 && height <= LIMNER_PICTURE_MAX_SIDE, NULL);

  pixels = g_try_malloc0_n ((gsize) width * height, 4);
  if (pixels == NULL)
    return NULL;

  ask_for_large_pages (pixels, (gsize) width * height * 4);
  self = g_new0 (LimnerPicture, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->width = width;
  self->height = height;
  self->pixels = pixels;
  return self;
}

/**
 * limner_picture_copy:
 * @self: a picture
 *
 * Makes a picture of its own with the same pixels, which may then be changed.
 *
 * Returns: (transfer full) (nullable): the copy, or %NULL if there is not enough memory
 */
LimnerPicture *
limner_picture_copy (const LimnerPicture *self)
{
  LimnerPicture *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = limner_picture_new (self->width, self->height);
  if (copy != NULL)
    memcpy (copy->pixels, self->pixels, (gsize) self->width * self->height * 4);
  return copy;
}

/**
 * limner_picture_ref:
 * @self: a picture
 *
 * Adds a reference.
 *
 * Returns: (transfer full): @self
 */
LimnerPicture *
limner_picture_ref (LimnerPicture *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * limner_picture_unref:
 * @self: (transfer full): a picture
 *
 * Drops a reference; with the last one the pixels are freed, those of a large picture on a thread.
 */
void
limner_picture_unref (LimnerPicture *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  limner_memory_free (self->pixels, (gsize) self->width * self->height * 4);
  g_free (self);
}

/**
 * limner_picture_get_width:
 * @self: a picture
 *
 * Gets the width.
 *
 * Returns: pixels
 */
int
limner_picture_get_width (const LimnerPicture *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->width;
}

/**
 * limner_picture_get_height:
 * @self: a picture
 *
 * Gets the height.
 *
 * Returns: pixels
 */
int
limner_picture_get_height (const LimnerPicture *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->height;
}

/**
 * limner_picture_get_stride:
 * @self: a picture
 *
 * Gets the distance between two rows, which is four times the width.
 *
 * Returns: bytes
 */
gsize
limner_picture_get_stride (const LimnerPicture *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gsize) self->width * 4;
}

/**
 * limner_picture_get_pixels:
 * @self: a picture that nobody else has yet
 *
 * Gets the pixels for writing.
 *
 * Returns: (transfer none): height × stride bytes
 */
guint8 *
limner_picture_get_pixels (LimnerPicture *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->pixels;
}

/**
 * limner_picture_read_row:
 * @self: a picture
 * @y: a row, from 0 at the top
 *
 * Gets a row for reading.
 *
 * Returns: (transfer none): width × 4 bytes
 */
const guint8 *
limner_picture_read_row (const LimnerPicture *self,
                         int                  y)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (y >= 0 && y < self->height, NULL);

  return self->pixels + (gsize) y * self->width * 4;
}
