/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-file.h"

#include "limner-contact-sheet.h"
#include "limner-picture-io.h"
#include "limner-picture-ops.h"

#define GAP   12
#define WHITE 0xffffffff

static void
paste (LimnerPicture       *sheet,
       const LimnerPicture *picture,
       int                  x,
       int                  y)
{
  gsize stride = limner_picture_get_stride (sheet);

  for (int row = 0; row < limner_picture_get_height (picture); row++)
    memcpy (limner_picture_get_pixels (sheet) + (gsize) (y + row) * stride + (gsize) x * 4,
            limner_picture_read_row (picture, row), limner_picture_get_stride (picture));
}

/* Reads a picture no larger than its place; what cannot be read leaves the place empty. */
static LimnerPicture *
load_fitted (const char *path,
             int         cell)
{
  g_autoptr(GBytes) bytes = limner_file_read (path, LIMNER_PICTURE_MAX_BYTES, NULL);
  g_autoptr(LimnerPicture) picture = NULL;
  g_autoptr(LimnerPicture) scaled = NULL;
  int width;
  int height;

  if (bytes == NULL || !limner_picture_peek (bytes, &width, &height, NULL, NULL))
    return NULL;

  limner_picture_fit (width, height, cell, cell, &width, &height);
  picture = limner_picture_decode_at_least (bytes, MIN (width, height), NULL);
  if (picture != NULL)
    scaled = limner_picture_scale (picture, width, height, LIMNER_FILTER_AUTO);
  return scaled != NULL ? limner_picture_flatten (scaled, WHITE >> 8) : NULL;
}

/**
 * limner_contact_sheet_get_size:
 * @n_pictures: how many there are
 * @n_columns: how many stand beside each other, at least 1
 * @cell: the square each of them has to fit, in pixels
 * @width: (out): of the sheet in pixels
 * @height: (out): of the sheet in pixels; the largest number where it would be larger
 *
 * Tells how large a sheet is.
 */
void
limner_contact_sheet_get_size (guint  n_pictures,
                               guint  n_columns,
                               int    cell,
                               int   *width,
                               int   *height)
{
  gint64 columns = CLAMP (n_columns, 1, MAX (n_pictures, 1));
  gint64 rows = ((gint64) n_pictures + columns - 1) / columns;

  *width = (int) MIN (columns * (cell + GAP) + GAP, G_MAXINT);
  *height = (int) MIN (rows * (cell + GAP) + GAP, G_MAXINT);
}

/**
 * limner_contact_sheet_make:
 * @paths: (array zero-terminated=1): picture files
 * @n_columns: how many stand beside each other, at least 1
 * @cell: the square each of them has to fit, in pixels
 * @error: return location for an error
 *
 * Puts pictures side by side on one white sheet, in their order. Slow: call it on a thread.
 *
 * Returns: (transfer full) (nullable): the sheet; or %NULL with %LIMNER_ERROR_TOO_LARGE if it
 *   would be larger than pictures can be
 */
LimnerPicture *
limner_contact_sheet_make (const char * const *paths,
                           guint               n_columns,
                           int                 cell,
                           GError            **error)
{
  g_autoptr(LimnerPicture) sheet = NULL;
  gint64 n_pictures;
  int width;
  int height;

  g_return_val_if_fail (paths != NULL && paths[0] != NULL, NULL);
  g_return_val_if_fail (n_columns > 0 && cell > 0, NULL);

  n_pictures = g_strv_length ((char **) paths);
  n_columns = (guint) MIN (n_columns, n_pictures);
  limner_contact_sheet_get_size ((guint) n_pictures, n_columns, cell, &width, &height);
  if (width <= LIMNER_PICTURE_MAX_SIDE && height <= LIMNER_PICTURE_MAX_SIDE)
    sheet = limner_picture_new (width, height);
  if (sheet == NULL)
    {
      g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                           "These are too many pictures for one contact sheet");
      return NULL;
    }

  memset (limner_picture_get_pixels (sheet), 255,
          limner_picture_get_stride (sheet) * (gsize) height);
  for (gint64 i = 0; i < n_pictures; i++)
    {
      g_autoptr(LimnerPicture) picture = load_fitted (paths[i], cell);

      if (picture != NULL)
        paste (sheet, picture,
               (int) (GAP + i % n_columns * (cell + GAP) +
                      (cell - limner_picture_get_width (picture)) / 2),
               (int) (GAP + i / n_columns * (cell + GAP) +
                      (cell - limner_picture_get_height (picture)) / 2));
    }

  return g_steal_pointer (&sheet);
}
