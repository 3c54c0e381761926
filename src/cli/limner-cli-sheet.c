/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-cli-sheet.h"

#include <string.h>

#include "image/limner-picture-ops.h"

#define MARGIN      16
#define MAX_COLUMNS 4
#define GREY        48

static void
fill (LimnerPicture *sheet)
{
  guint8 *pixels = limner_picture_get_pixels (sheet);
  gsize n = (gsize) limner_picture_get_width (sheet) * (gsize) limner_picture_get_height (sheet);

  for (gsize i = 0; i < n; i++)
    {
      memset (pixels + i * 4, GREY, 3);
      pixels[i * 4 + 3] = 255;
    }
}

/* Puts a picture into the middle of a cell; what is transparent shows the grey. */
static void
place (LimnerPicture       *sheet,
       const LimnerPicture *picture,
       int                  left,
       int                  top,
       int                  cell)
{
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);
  int x0 = left + (cell - width) / 2;
  int y0 = top + (cell - height) / 2;

  for (int y = 0; y < height; y++)
    {
      const guint8 *from = limner_picture_read_row (picture, y);
      guint8 *to = limner_picture_get_pixels (sheet) +
                   (gsize) (y0 + y) * limner_picture_get_stride (sheet) + (gsize) x0 * 4;

      for (int x = 0; x < width; x++)
        {
          int alpha = from[x * 4 + 3];

          for (int c = 0; c < 3; c++)
            to[x * 4 + c] = (guint8) ((from[x * 4 + c] * alpha + to[x * 4 + c] * (255 - alpha) +
                                       127) / 255);
        }
    }
}

/**
 * limner_cli_make_sheet:
 * @pictures: (element-type LimnerPicture): pictures
 * @cell: how wide and high each may become, in pixels
 *
 * Makes a contact sheet: the pictures small, side by side, in their order.
 *
 * Returns: (transfer full) (nullable): the sheet; %NULL if memory is short
 */
LimnerPicture *
limner_cli_make_sheet (GPtrArray *pictures,
                       int        cell)
{
  int n = (int) pictures->len;
  int columns = CLAMP (n, 1, MAX_COLUMNS);
  int rows = MAX ((n + columns - 1) / columns, 1);
  g_autoptr(LimnerPicture) sheet =
    limner_picture_new (columns * (cell + MARGIN) + MARGIN, rows * (cell + MARGIN) + MARGIN);

  if (sheet == NULL)
    return NULL;

  fill (sheet);
  for (int i = 0; i < n; i++)
    {
      LimnerPicture *picture = g_ptr_array_index (pictures, i);
      int width = limner_picture_get_width (picture);
      int height = limner_picture_get_height (picture);
      double scale = (double) cell / MAX (width, height);
      g_autoptr(LimnerPicture) small =
        limner_picture_scale (picture, MAX ((int) (width * scale), 1),
                              MAX ((int) (height * scale), 1), LIMNER_FILTER_AUTO);

      if (small == NULL)
        return NULL;
      place (sheet, small, MARGIN + i % columns * (cell + MARGIN),
             MARGIN + i / columns * (cell + MARGIN), cell);
    }

  return g_steal_pointer (&sheet);
}
