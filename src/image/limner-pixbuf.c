/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every format that has no codec of its own here (GIF, BMP, TIFF, AVIF…), by GdkPixbuf's
 * loaders. */

#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#include "base/limner-error.h"

#include "limner-codec-private.h"

#define PIECE 65536

typedef struct
{
  int       width;
  int       height;
  gboolean  only_size;
  GError   *error;      /* (owned) */
} Request;

static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  gpointer         user_data)
{
  Request *request = user_data;

  request->width = width;
  request->height = height;
  g_clear_error (&request->error);
  /* Asking for one pixel keeps the loader from taking memory for a picture that is refused. */
  if (!_limner_codec_check_size ((guint64) MAX (width, 0), (guint64) MAX (height, 0),
                                 &request->error) || request->only_size)
    gdk_pixbuf_loader_set_size (loader, 1, 1);
}

static gboolean
feed (GdkPixbufLoader  *loader,
      Request          *request,
      GBytes           *bytes,
      GError          **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize position = 0; position < size; position += PIECE)
    {
      if (!gdk_pixbuf_loader_write (loader, data + position, MIN (PIECE, size - position), error))
        return FALSE;
      if (request->error != NULL || (request->only_size && request->width > 0))
        return TRUE;
    }

  return gdk_pixbuf_loader_close (loader, error);
}

/* What we know of the type ourselves does not depend on the system's database of types. */
static GdkPixbufLoader *
make_loader (GBytes *bytes)
{
  const char *mime_type = limner_image_sniff_mime (bytes);
  GdkPixbufLoader *loader = NULL;

  if (mime_type != NULL)
    loader = gdk_pixbuf_loader_new_with_mime_type (mime_type, NULL);
  return loader != NULL ? loader : gdk_pixbuf_loader_new ();
}

static GdkPixbufLoader *
load (GBytes   *bytes,
      Request  *request,
      GError  **error)
{
  g_autoptr(GdkPixbufLoader) loader = make_loader (bytes);
  g_autoptr(GError) local_error = NULL;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), request);
  if (!feed (loader, request, bytes, &local_error) && request->error == NULL &&
      !(request->only_size && request->width > 0))
    {
      gboolean unknown = g_error_matches (local_error, GDK_PIXBUF_ERROR,
                                          GDK_PIXBUF_ERROR_UNKNOWN_TYPE);

      g_set_error (&request->error, LIMNER_ERROR,
                   unknown ? LIMNER_ERROR_UNSUPPORTED : LIMNER_ERROR_BAD_FILE,
                   unknown ? "This is not a picture that can be opened"
                           : "The picture cannot be read: %s", local_error->message);
    }
  /* Closing twice only repeats the error. */
  gdk_pixbuf_loader_close (loader, NULL);
  if (request->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&request->error));
      return NULL;
    }

  return g_steal_pointer (&loader);
}

/**
 * _limner_pixbuf_peek:
 * @bytes: a file
 * @width: (out): pixels
 * @height: (out): pixels
 * @error: return location for an error
 *
 * Reads the size, decoding no more than needed.
 *
 * Returns: %TRUE on success
 */
gboolean
_limner_pixbuf_peek (GBytes  *bytes,
                     int     *width,
                     int     *height,
                     GError **error)
{
  g_autoptr(GdkPixbufLoader) loader = NULL;
  Request request = { .only_size = TRUE };

  loader = load (bytes, &request, error);
  if (loader == NULL)
    return FALSE;
  if (request.width <= 0 || request.height <= 0)
    {
      g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE,
                           "The picture is cut short: its data ends too early");
      return FALSE;
    }

  *width = request.width;
  *height = request.height;
  return TRUE;
}

static LimnerPicture *
from_pixbuf (GdkPixbuf  *pixbuf,
             GError    **error)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  int n_channels = gdk_pixbuf_get_n_channels (pixbuf);
  const guint8 *in = gdk_pixbuf_read_pixels (pixbuf);
  LimnerPicture *picture;
  guint8 *out;

  picture = _limner_codec_new_picture (width, height, error);
  if (picture == NULL)
    return NULL;

  out = limner_picture_get_pixels (picture);
  for (int y = 0; y < height; y++)
    {
      const guint8 *row = in + (gsize) y * gdk_pixbuf_get_rowstride (pixbuf);

      for (int x = 0; x < width; x++, out += 4)
        {
          memcpy (out, row + (gsize) x * n_channels, 3);
          out[3] = n_channels == 4 ? row[(gsize) x * 4 + 3] : 255;
        }
    }

  return picture;
}

/**
 * _limner_pixbuf_decode:
 * @bytes: a file
 * @error: return location for an error
 *
 * Decodes it, of an animated one the first frame, turned as the file says.
 *
 * Returns: (transfer full) (nullable): the picture
 */
LimnerPicture *
_limner_pixbuf_decode (GBytes  *bytes,
                       GError **error)
{
  g_autoptr(GdkPixbufLoader) loader = NULL;
  g_autoptr(GdkPixbuf) upright = NULL;
  Request request = { 0 };
  GdkPixbuf *pixbuf;

  loader = load (bytes, &request, error);
  if (loader == NULL)
    return NULL;

  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixbuf == NULL)
    {
      g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE,
                           "The picture is cut short: its data ends too early");
      return NULL;
    }

  upright = gdk_pixbuf_apply_embedded_orientation (pixbuf);
  return from_pixbuf (upright, error);
}

/**
 * _limner_pixbuf_can_encode:
 * @name: what GdkPixbuf calls a format
 *
 * Looks for a codec that writes a format.
 *
 * Returns: whether there is one
 */
gboolean
_limner_pixbuf_can_encode (const char *name)
{
  g_autoptr(GSList) formats = gdk_pixbuf_get_formats ();

  for (GSList *l = formats; l != NULL; l = l->next)
    {
      g_autofree char *found = gdk_pixbuf_format_get_name (l->data);

      if (g_strcmp0 (found, name) == 0 && gdk_pixbuf_format_is_writable (l->data))
        return TRUE;
    }
  return FALSE;
}

/**
 * _limner_pixbuf_encode:
 * @picture: a picture
 * @name: what GdkPixbuf calls the format
 * @quality: 1 to 100
 * @error: return location for an error
 *
 * Encodes a picture with a codec of the system.
 *
 * Returns: (transfer full) (nullable): the file; or %NULL with %LIMNER_ERROR_UNSUPPORTED where
 *   there is no such codec, %LIMNER_ERROR_FAILED
 */
GBytes *
_limner_pixbuf_encode (const LimnerPicture  *picture,
                       const char           *name,
                       int                   quality,
                       GError              **error)
{
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);
  g_autoptr(GdkPixbuf) pixbuf = NULL;
  g_autofree char *number = g_strdup_printf ("%d", quality);
  g_autoptr(GError) local_error = NULL;
  char *data = NULL;
  gsize size = 0;

  if (!_limner_pixbuf_can_encode (name))
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_UNSUPPORTED,
                   "There is no program part here that writes %s", name);
      return NULL;
    }

  /* Only read from, whatever the type says. */
  pixbuf = gdk_pixbuf_new_from_data (limner_picture_read_row (picture, 0), GDK_COLORSPACE_RGB,
                                     TRUE, 8, width, height, width * 4, NULL, NULL);
  if (gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, name, &local_error, "quality", number,
                                 NULL))
    return g_bytes_new_take (data, size);

  g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_FAILED, "The picture cannot be written: %s",
               local_error->message);
  return NULL;
}
