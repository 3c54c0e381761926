/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/limner-file.h"
#include "base/limner-rect.h"
#include "image/limner-picture-io.h"

#include "limner-cli-commands.h"
#include "limner-cli-mask.h"
#include "limner-cli-print.h"

/**
 * limner_cli_read_rect:
 * @text: `X,Y,W,H`
 * @rect: (out): the rectangle
 *
 * Reads a rectangle.
 *
 * Returns: %TRUE if it is one of pixels that a picture can have
 */
gboolean
limner_cli_read_rect (const char *text,
                      LimnerRect *rect)
{
  const int most = LIMNER_PICTURE_MAX_SIDE;

  return sscanf (text, "%d,%d,%d,%d", &rect->x, &rect->y, &rect->width, &rect->height) == 4 &&
         rect->width > 0 && rect->height > 0 && rect->width <= most && rect->height <= most &&
         ABS (rect->x) <= most && ABS (rect->y) <= most;
}

/**
 * limner_cli_make_mask:
 * @width: of the picture, in pixels
 * @height: of the picture, in pixels
 * @white: what is repainted
 * @error: return location for an error
 *
 * Makes a mask as a PNG file.
 *
 * Returns: (transfer full) (nullable): the file
 */
GBytes *
limner_cli_make_mask (int                width,
                      int                height,
                      const LimnerRect  *white,
                      GError           **error)
{
  const LimnerRect whole = { 0, 0, width, height };
  g_autoptr(LimnerPlane) plane = limner_plane_new (width, height);
  LimnerRect inside;
  guint8 *pixels;

  if (plane == NULL || !limner_rect_intersect (&whole, white, &inside))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "The rectangle lies outside the picture, or the picture has no such size");
      return NULL;
    }

  pixels = limner_plane_get_pixels (plane);
  for (int y = inside.y; y < inside.y + inside.height; y++)
    memset (pixels + (gsize) y * limner_plane_get_stride (plane) + inside.x, 255,
            (gsize) inside.width);
  return limner_plane_encode (plane, error);
}

/**
 * limner_cli_mask:
 * @cli: the run
 * @arguments: what follows the command's name
 *
 * Makes a mask that is white in a rectangle.
 *
 * Returns: what the program ends with
 */
LimnerCliExit
limner_cli_mask (LimnerCli  *cli,
                 char      **arguments)
{
  static char *size;
  static char *rectangle;
  static const GOptionEntry entries[] = {
    { "size", 0, 0, G_OPTION_ARG_STRING, &size, "The picture's size in pixels", "WxH" },
    { "rect", 0, 0, G_OPTION_ARG_STRING, &rectangle, "What is repainted", "X,Y,W,H" },
    { NULL }
  };
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *path = NULL;
  GError *error = NULL;
  LimnerRect white;
  int width;
  int height;

  if (!limner_cli_parse (cli, entries, &arguments, &error) ||
      !limner_cli_check_words (arguments, 0, &error))
    return limner_cli_done (cli, FALSE, error, NULL);
  if (size == NULL || sscanf (size, "%dx%d", &width, &height) != 2 || width < 1 || height < 1 ||
      width > LIMNER_PICTURE_MAX_SIDE || height > LIMNER_PICTURE_MAX_SIDE ||
      rectangle == NULL || cli->output == NULL || !limner_cli_read_rect (rectangle, &white))
    return limner_cli_usage (cli, "--size WxH, --rect X,Y,W,H and -o FILE are needed");

  bytes = limner_cli_make_mask (width, height, &white, &error);
  path = g_canonicalize_filename (cli->output, NULL);
  return limner_cli_done (cli, bytes != NULL && limner_file_write (path, bytes, &error), error,
                          cli->output);
}
