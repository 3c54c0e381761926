/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-ops.h"

#include "limner-generator-io.h"

/* The most bytes of an input file that are read. */
#define MAX_FILE_BYTES (256u * 1024 * 1024)

/* Smaller pictures are decoded and encoded in well under the tenth of a second that a cancellation
 * may take. */
#define LARGE_PIXELS   (1024 * 1024)

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

/**
 * limner_generator_run_apart:
 * @func: returns a pointer
 * @data: (transfer full): what it works on; nothing that the caller changes or frees before it has
 *   an answer
 * @free_data: frees @data
 * @cancellable: (nullable): ends the waiting
 * @error: return location for an error
 *
 * Does what cannot be stopped, as decoders and encoders cannot, on a thread of its own, for which
 * nobody waits after a cancellation.
 *
 * Returns: (transfer full) (nullable): what @func returned, or %NULL with an error
 */
gpointer
limner_generator_run_apart (GTaskThreadFunc   func,
                            gpointer          data,
                            GDestroyNotify    free_data,
                            GCancellable     *cancellable,
                            GError          **error)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, NULL, NULL);

  g_task_set_source_tag (task, limner_generator_run_apart);
  g_task_set_task_data (task, data, free_data);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread_sync (task, func);

  return g_task_propagate_pointer (task, error);
}

static void
decode_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  GError *error = NULL;
  LimnerPicture *picture = limner_picture_decode (data, &error);

  if (picture != NULL)
    g_task_return_pointer (task, picture, (GDestroyNotify) limner_picture_unref);
  else
    g_task_return_error (task, error);
}

static LimnerPicture *
decode (GBytes        *bytes,
        gint64         n_pixels,
        GCancellable  *cancellable,
        GError       **error)
{
  if (n_pixels < LARGE_PIXELS)
    return limner_picture_decode (bytes, error);

  return limner_generator_run_apart (decode_thread, g_bytes_ref (bytes),
                                     (GDestroyNotify) g_bytes_unref, cancellable, error);
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
  LimnerPicture *picture = NULL;
  int width;
  int height;

  if (bytes == NULL)
    return NULL;
  if (g_bytes_get_size (bytes) > MAX_FILE_BYTES)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                   "The file of input “%s” is too large.", input_name);
      return NULL;
    }

  if (limner_picture_peek (bytes, &width, &height, NULL, error) &&
      limner_generator_check_size (width, height, error))
    picture = decode (bytes, (gint64) width * height,
                      limner_generator_task_get_cancellable (task), error);
  if (picture == NULL)
    g_prefix_error (error, "Input “%s”: ", input_name);

  return picture;
}

/**
 * limner_generator_read_required:
 * @task: a run
 * @input_name: the name of an input that is a picture
 * @error: return location for an error
 *
 * As limner_generator_read_picture() for an input that has to be set.
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL with an error
 */
LimnerPicture *
limner_generator_read_required (LimnerGeneratorTask  *task,
                                const char           *input_name,
                                GError              **error)
{
  g_autoptr(GError) local_error = NULL;
  LimnerPicture *picture = limner_generator_read_picture (task, input_name, &local_error);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (picture == NULL)
    g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_INVALID_INPUT,
                 "The input “%s” is missing.", input_name);

  return picture;
}

static void
mask_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  g_task_return_pointer (task, limner_plane_from_picture (data, LIMNER_PLANE_AUTO),
                         (GDestroyNotify) limner_plane_unref);
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
  g_autoptr(LimnerPlane) mask = NULL;

  if (picture == NULL)
    return NULL;

  mask = limner_generator_run_apart (mask_thread, limner_picture_ref (picture),
                                     (GDestroyNotify) limner_picture_unref,
                                     limner_generator_task_get_cancellable (task), error);
  if (mask == NULL)
    return NULL;
  if (limner_plane_get_width (mask) == width && limner_plane_get_height (mask) == height)
    return g_steal_pointer (&mask);

  limner_generator_task_log (task, "The mask is scaled from %d × %d to %d × %d.",
                             limner_plane_get_width (mask), limner_plane_get_height (mask),
                             width, height);
  return limner_plane_scale (mask, width, height, LIMNER_FILTER_NEAREST);
}

/**
 * limner_generator_find_mask:
 * @mask: a mask
 * @above: what is above this counts
 * @rect: (out): the smallest rectangle that holds all of it
 *
 * Returns: %FALSE if there is nothing
 */
gboolean
limner_generator_find_mask (const LimnerPlane *mask,
                            int                above,
                            LimnerRect        *rect)
{
  int width = limner_plane_get_width (mask);
  int height = limner_plane_get_height (mask);
  int x0 = width;
  int x1 = -1;
  int y0 = height;
  int y1 = -1;

  for (int y = 0; y < height; y++)
    {
      const guint8 *row = limner_plane_read_row (mask, y);
      int first = 0;
      int last = width - 1;

      while (first < width && row[first] <= above)
        first++;
      if (first == width)
        continue;
      while (row[last] <= above)
        last--;
      x0 = MIN (x0, first);
      x1 = MAX (x1, last);
      y0 = MIN (y0, y);
      y1 = y;
    }
  *rect = (LimnerRect) { x0, y0, x1 - x0 + 1, y1 - y0 + 1 };

  return x1 >= 0;
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

static LimnerPictureFormat
format_from_string (const char *text)
{
  if (g_str_equal (text, "jpg"))
    return LIMNER_PICTURE_JPEG;
  if (g_str_equal (text, "webp"))
    return LIMNER_PICTURE_WEBP;

  return LIMNER_PICTURE_PNG;
}

/* A picture that becomes a file. */
typedef struct
{
  LimnerPicture       *picture;
  LimnerPictureFormat  format;
  int                  quality;
} Encoding;

static void
encoding_free (Encoding *self)
{
  limner_picture_unref (self->picture);
  g_free (self);
}

static void
encode_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  const Encoding *encoding = data;
  GError *error = NULL;
  GBytes *bytes = limner_picture_encode (encoding->picture, encoding->format, encoding->quality,
                                         &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static GBytes *
encode (const LimnerPicture  *picture,
        LimnerPictureFormat   format,
        int                   quality,
        GCancellable         *cancellable,
        GError              **error)
{
  Encoding *encoding;

  if ((gint64) limner_picture_get_width (picture) * limner_picture_get_height (picture) <
      LARGE_PIXELS)
    return limner_picture_encode (picture, format, quality, error);

  encoding = g_new0 (Encoding, 1);
  encoding->picture = limner_picture_ref ((LimnerPicture *) picture);
  encoding->format = format;
  encoding->quality = quality;
  return limner_generator_run_apart (encode_thread, encoding, (GDestroyNotify) encoding_free,
                                     cancellable, error);
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
                               const LimnerPicture  *picture,
                               GError              **error)
{
  JsonObject *input = limner_generator_task_get_input (task);
  LimnerPictureFormat format =
    format_from_string (limner_json_get_string (input, "output_format", "png"));
  int quality = (int) CLAMP (limner_json_get_int (input, "output_quality", 90), 1, 100);
  g_autoptr(GBytes) bytes = encode (picture, format, quality,
                                    limner_generator_task_get_cancellable (task), error);

  if (bytes == NULL)
    return FALSE;

  limner_generator_task_emit_file (task, bytes, limner_picture_format_get_mime_type (format));
  return TRUE;
}
