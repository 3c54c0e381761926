/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "base/limner-error.h"
#include "base/limner-json.h"

#include "limner-generator-io.h"

/* The most bytes of an input file that are read. */
#define MAX_FILE_BYTES (256u * 1024 * 1024)

/**
 * limner_generator_check_size:
 * @width: of a picture, in pixels
 * @height: of a picture, in pixels
 * @error: return location for an error
 *
 * Checks that a picture is not larger than the engine can work on in bounded memory.
 *
 * Returns: %TRUE if it is not
 */
gboolean
limner_generator_check_size (gint64   width,
                             gint64   height,
                             GError **error)
{
  if (width < 1 || height < 1 || width > LIMNER_PICTURE_MAX_SIDE ||
      height > LIMNER_PICTURE_MAX_SIDE || width * height > LIMNER_GENERATOR_MAX_PIXELS)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                   "A picture of %" G_GINT64_FORMAT " × %" G_GINT64_FORMAT " pixels is too large: "
                   "the built-in engine works on up to 100 megapixels and %d pixels a side.",
                   width, height, LIMNER_PICTURE_MAX_SIDE);
      return FALSE;
    }

  return TRUE;
}

/**
 * limner_generator_set_cancelled:
 * @task: a run
 * @error: return location for an error
 *
 * Returns: %TRUE, with @error set, if the run was cancelled
 */
gboolean
limner_generator_set_cancelled (LimnerGeneratorTask  *task,
                                GError              **error)
{
  return g_cancellable_set_error_if_cancelled (limner_generator_task_get_cancellable (task), error);
}

static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  gpointer         data)
{
  if (!limner_generator_check_size (width, height, data))
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

static LimnerPicture *
picture_from_pixbuf (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  int n = gdk_pixbuf_get_n_channels (pixbuf);
  LimnerPicture *picture = limner_picture_new (width, height);
  guint8 *to = limner_picture_get_pixels (picture);

  for (int y = 0; y < height; y++)
    {
      const guint8 *from = gdk_pixbuf_read_pixels (pixbuf) +
                           (gsize) y * gdk_pixbuf_get_rowstride (pixbuf);

      for (int x = 0; x < width; x++, from += n, to += 4)
        {
          to[0] = from[0];
          to[1] = from[1];
          to[2] = from[2];
          to[3] = n == 4 ? from[3] : 255;
        }
    }

  return picture;
}

static LimnerPicture *
decode (GBytes  *bytes,
        GError **error)
{
  g_autoptr(GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr(GdkPixbuf) upright = NULL;
  g_autoptr(GError) refused = NULL;
  gboolean read;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &refused);
  read = gdk_pixbuf_loader_write_bytes (loader, bytes, NULL);
  read = gdk_pixbuf_loader_close (loader, NULL) && read;
  if (refused != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&refused));
      return NULL;
    }
  if (!read || gdk_pixbuf_loader_get_pixbuf (loader) == NULL)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE, "The picture cannot be read.");
      return NULL;
    }

  upright = gdk_pixbuf_apply_embedded_orientation (gdk_pixbuf_loader_get_pixbuf (loader));
  return picture_from_pixbuf (upright);
}

/**
 * limner_generator_read_picture:
 * @task: a run
 * @input_name: the name of an input that is a picture
 * @error: return location for an error
 *
 * Reads and decodes a picture among the inputs, turned upright.
 *
 * Returns: (transfer full) (nullable): the picture; %NULL without an error if the input is not set
 */
LimnerPicture *
limner_generator_read_picture (LimnerGeneratorTask  *task,
                               const char           *input_name,
                               GError              **error)
{
  g_autoptr(GBytes) bytes = limner_generator_task_get_file (task, input_name, error);
  LimnerPicture *picture;

  if (bytes == NULL)
    return NULL;
  if (g_bytes_get_size (bytes) > MAX_FILE_BYTES)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                   "The file of input “%s” is too large.", input_name);
      return NULL;
    }

  picture = decode (bytes, error);
  if (picture == NULL)
    g_prefix_error (error, "Input “%s”: ", input_name);

  return picture;
}

/* The mask's value at a pixel: how bright it is, and nothing where it is transparent. */
static int
mask_value (const guint8 *pixel)
{
  return (54 * pixel[0] + 183 * pixel[1] + 19 * pixel[2] + 128) / 256 * pixel[3] / 255;
}

/**
 * limner_generator_read_mask:
 * @task: a run
 * @input_name: the name of an input that is a mask, white where to repaint
 * @width: of the picture that it belongs to
 * @height: of the picture that it belongs to
 * @error: return location for an error
 *
 * Reads a mask and scales it to the size of its picture, without smoothing.
 *
 * Returns: (transfer full) (nullable): the mask; %NULL without an error if the input is not set
 */
LimnerPlane *
limner_generator_read_mask (LimnerGeneratorTask  *task,
                            const char           *input_name,
                            int                   width,
                            int                   height,
                            GError              **error)
{
  g_autoptr(LimnerPicture) picture = limner_generator_read_picture (task, input_name, error);
  LimnerPlane *mask;
  guint8 *to;
  int from_width;
  int from_height;

  if (picture == NULL)
    return NULL;

  from_width = limner_picture_get_width (picture);
  from_height = limner_picture_get_height (picture);
  if (from_width != width || from_height != height)
    limner_generator_task_log (task, "The mask is scaled from %d × %d to %d × %d.",
                               from_width, from_height, width, height);

  mask = limner_plane_new (width, height);
  to = limner_plane_get_pixels (mask);
  for (int y = 0; y < height; y++)
    {
      const guint8 *row = limner_picture_read_row (picture, (int) ((gint64) y * from_height / height));

      for (int x = 0; x < width; x++)
        *to++ = (guint8) mask_value (row + (gsize) ((gint64) x * from_width / width) * 4);
    }

  return mask;
}

/**
 * limner_generator_read_seed:
 * @task: a run
 *
 * Reads the input `seed`, or thinks of one, and tells it in the log as image models do.
 *
 * Returns: the seed
 */
guint64
limner_generator_read_seed (LimnerGeneratorTask *task)
{
  JsonNode *node = json_object_get_member (limner_generator_task_get_input (task), "seed");
  g_autofree char *digits = node != NULL ? limner_json_integer_text (node) : NULL;
  guint64 seed = g_random_int ();

  if (digits != NULL)
    seed = digits[0] == '-' ? (guint64) g_ascii_strtoll (digits, NULL, 10)
                            : g_ascii_strtoull (digits, NULL, 10);
  limner_generator_task_log (task, "Using seed: %" G_GUINT64_FORMAT, seed);

  return seed;
}

static GBytes *
encode (LimnerPicture  *picture,
        const char     *type,
        const char     *quality,
        GError        **error)
{
  g_autoptr(GdkPixbuf) pixbuf =
    gdk_pixbuf_new_from_data (limner_picture_get_pixels (picture), GDK_COLORSPACE_RGB, TRUE, 8,
                              limner_picture_get_width (picture),
                              limner_picture_get_height (picture),
                              (int) limner_picture_get_stride (picture), NULL, NULL);
  const char *option = g_str_equal (type, "png") ? "compression" : "quality";
  char *data;
  gsize size;

  if (!gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, type, error, option,
                                  g_str_equal (type, "png") ? "3" : quality, NULL))
    return NULL;

  return g_bytes_new_take (data, size);
}

/**
 * limner_generator_emit_picture:
 * @task: a run
 * @picture: what it made
 * @error: return location for an error
 *
 * Encodes a picture as the inputs `output_format` and `output_quality` ask and hands it over.
 *
 * Returns: %TRUE if that went well
 */
gboolean
limner_generator_emit_picture (LimnerGeneratorTask  *task,
                               LimnerPicture        *picture,
                               GError              **error)
{
  JsonObject *input = limner_generator_task_get_input (task);
  const char *format = limner_json_get_string (input, "output_format", "png");
  g_autofree char *quality =
    g_strdup_printf ("%d", (int) CLAMP (limner_json_get_int (input, "output_quality", 90), 1, 100));
  const char *type = g_str_equal (format, "jpg") ? "jpeg" : format;
  g_autofree char *mime_type = g_strconcat ("image/", type, NULL);
  g_autoptr(GBytes) bytes = encode (picture, type, quality, error);

  if (bytes == NULL)
    return FALSE;

  limner_generator_task_emit_file (task, bytes, mime_type);
  return TRUE;
}
