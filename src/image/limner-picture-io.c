/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/limner-error.h"
#include "base/limner-task.h"

#include "limner-codec-private.h"
#include "limner-colour-profile-private.h"
#include "limner-container-private.h"
#include "limner-exif-private.h"
#include "limner-picture-io.h"
#include "limner-picture-ops.h"

#define MIME_PNG  "image/png"
#define MIME_JPEG "image/jpeg"
#define MIME_WEBP "image/webp"

/* So many rows are told of at once. */
#define ROWS_AT_ONCE 16

/**
 * _limner_codec_check_size:
 * @width: as a file claims it
 * @height: as a file claims it
 * @error: return location for an error
 *
 * Refuses sizes that cannot be opened, before any memory is taken for them.
 *
 * Returns: %TRUE if the size is fine; else %LIMNER_ERROR_TOO_LARGE or %LIMNER_ERROR_BAD_FILE
 */
gboolean
_limner_codec_check_size (guint64   width,
                          guint64   height,
                          GError  **error)
{
  if (width == 0 || height == 0)
    {
      g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE,
                           "The picture is damaged: it has no size");
      return FALSE;
    }
  if (width > LIMNER_PICTURE_MAX_SIDE || height > LIMNER_PICTURE_MAX_SIDE)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                   "The picture is %" G_GUINT64_FORMAT " × %" G_GUINT64_FORMAT
                   " pixels; at most %d × %d can be opened",
                   width, height, LIMNER_PICTURE_MAX_SIDE, LIMNER_PICTURE_MAX_SIDE);
      return FALSE;
    }

  return TRUE;
}

/**
 * _limner_codec_new_picture:
 * @width: a checked size
 * @height: a checked size
 * @error: return location for an error
 *
 * Makes the picture to decode into.
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL with %LIMNER_ERROR_TOO_LARGE
 */
LimnerPicture *
_limner_codec_new_picture (int      width,
                           int      height,
                           GError **error)
{
  LimnerPicture *picture = limner_picture_new (width, height);

  if (picture == NULL)
    g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                         "There is not enough memory for a picture of this size");
  return picture;
}

/**
 * _limner_codec_tell_rows:
 * @watch: (nullable): who looks on
 * @picture: what is being decoded
 * @n_rows: so many rows are there
 *
 * Tells how far a decoder is, every few rows, while they are still in the processor's cache.
 */
void
_limner_codec_tell_rows (const LimnerCodecWatch *watch,
                         LimnerPicture          *picture,
                         int                     n_rows)
{
  if (watch != NULL && n_rows % ROWS_AT_ONCE == 0)
    watch->func (picture, n_rows, watch->user_data);
}

/**
 * limner_image_sniff_mime:
 * @bytes: a file or its beginning
 *
 * Tells by its first bytes what kind of picture a file is, whatever it is called.
 *
 * Returns: (nullable): a MIME type, or %NULL if it is no picture that is known
 */
const char *
limner_image_sniff_mime (GBytes *bytes)
{
  static const struct
  {
    gsize       offset;
    const char *magic;
    gsize       length;
    const char *type;
  } table[] = {
    { 0, "\x89PNG\r\n\x1a\n", 8, MIME_PNG },
    { 0, "\xff\xd8\xff", 3, MIME_JPEG },
    { 8, "WEBP", 4, MIME_WEBP },
    { 0, "GIF8", 4, "image/gif" },
    { 4, "ftypavif", 8, "image/avif" },
    { 4, "ftypavis", 8, "image/avif" },
    { 4, "ftypheic", 8, "image/heic" },
    { 4, "ftypmif1", 8, "image/avif" },
    { 0, "II*\0", 4, "image/tiff" },
    { 0, "MM\0*", 4, "image/tiff" },
    { 0, "BM", 2, "image/bmp" },
    { 0, "\xff\x0a", 2, "image/jxl" },
    { 0, "\0\0\0\x0cJXL ", 8, "image/jxl" },
    { 0, "<svg", 4, "image/svg+xml" },
  };
  const guint8 *data;
  gsize size;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    if (size >= table[i].offset + table[i].length &&
        memcmp (data + table[i].offset, table[i].magic, table[i].length) == 0)
      return table[i].type;

  return NULL;
}

static GBytes *
get_exif (GBytes *bytes)
{
  g_autoptr(LimnerContainer) container = _limner_container_parse (bytes, NULL);

  return container != NULL ? _limner_container_get_exif (container) : NULL;
}

static gboolean
peek_stored (GBytes      *bytes,
             const char  *mime_type,
             int         *width,
             int         *height,
             GError     **error)
{
  if (g_strcmp0 (mime_type, MIME_PNG) == 0)
    return _limner_png_peek (bytes, width, height, error);
  if (g_strcmp0 (mime_type, MIME_JPEG) == 0)
    return _limner_jpeg_peek (bytes, width, height, error);
  if (g_strcmp0 (mime_type, MIME_WEBP) == 0)
    return _limner_webp_peek (bytes, width, height, error);
  return _limner_pixbuf_peek (bytes, width, height, error);
}

/**
 * limner_picture_peek:
 * @bytes: a picture file
 * @width: (out) (optional): pixels, after the file's orientation was applied
 * @height: (out) (optional): pixels
 * @mime_type: (out) (optional) (nullable): what kind of file it is
 * @error: return location for an error
 *
 * Reads the size of a picture without decoding it.
 *
 * Returns: %TRUE on success; else an error as of limner_picture_decode()
 */
gboolean
limner_picture_peek (GBytes      *bytes,
                     int         *width,
                     int         *height,
                     const char **mime_type,
                     GError     **error)
{
  g_autoptr(GBytes) exif = NULL;
  const char *type;
  int sides[2];
  int turned;

  g_return_val_if_fail (bytes != NULL, FALSE);

  type = limner_image_sniff_mime (bytes);
  if (!peek_stored (bytes, type, &sides[0], &sides[1], error))
    return FALSE;

  exif = get_exif (bytes);
  turned = _limner_exif_get_orientation (exif) >= 5 ? 1 : 0;
  if (width != NULL)
    *width = sides[turned];
  if (height != NULL)
    *height = sides[1 - turned];
  if (mime_type != NULL)
    *mime_type = type;
  return TRUE;
}

/**
 * limner_picture_is_rotated:
 * @bytes: a picture file
 *
 * Returns: whether the file asks to be shown turned or mirrored, which limner_picture_decode() does
 *   but others may not
 */
gboolean
limner_picture_is_rotated (GBytes *bytes)
{
  g_autoptr(GBytes) exif = NULL;

  g_return_val_if_fail (bytes != NULL, FALSE);

  exif = get_exif (bytes);
  return _limner_exif_get_orientation (exif) > 1;
}

/**
 * _limner_codec_finish_picture:
 * @bytes: a picture file
 * @decoded: (transfer full): its pixels as they are stored, perhaps fewer
 *
 * Brings colours to sRGB and turns the picture upright; colours first, because turning copies it.
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL if there is not enough memory
 */
LimnerPicture *
_limner_codec_finish_picture (GBytes        *bytes,
                              LimnerPicture *decoded)
{
  g_autoptr(LimnerContainer) container = _limner_container_parse (bytes, NULL);
  g_autoptr(LimnerPicture) picture = decoded;
  g_autoptr(GBytes) exif = NULL;
  g_autoptr(GBytes) icc = NULL;
  int orientation;

  if (container == NULL)
    return g_steal_pointer (&picture);

  icc = _limner_container_get_icc (container);
  _limner_colour_profile_apply (icc, picture);
  exif = _limner_container_get_exif (container);
  orientation = _limner_exif_get_orientation (exif);
  return orientation == 1 ? g_steal_pointer (&picture)
                          : limner_picture_orient (picture, orientation);
}

/* Whether the above leaves a picture as it is. */
static gboolean
is_finished (GBytes *bytes)
{
  g_autoptr(LimnerContainer) container = _limner_container_parse (bytes, NULL);
  g_autoptr(GBytes) exif = NULL;
  g_autoptr(GBytes) icc = NULL;

  if (container == NULL)
    return TRUE;

  icc = _limner_container_get_icc (container);
  exif = _limner_container_get_exif (container);
  return _limner_colour_profile_is_srgb (icc) && _limner_exif_get_orientation (exif) == 1;
}

/**
 * _limner_codec_decode:
 * @bytes: a picture file
 * @least: the shorter side in pixels that is needed, or 0 for full size
 * @watch: (nullable): who is told of rows as they come; only where they come as they stay
 * @error: return location for an error
 *
 * Decodes a picture with whatever reads its format, upright and in sRGB.
 *
 * Returns: (transfer full) (nullable): the picture
 */
LimnerPicture *
_limner_codec_decode (GBytes                  *bytes,
                      int                      least,
                      const LimnerCodecWatch  *watch,
                      GError                 **error)
{
  LimnerPicture *picture;
  const char *type;

  if (g_bytes_get_size (bytes) == 0)
    {
      g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE, "The picture file is empty");
      return NULL;
    }
  if (watch != NULL && !is_finished (bytes))
    watch = NULL;

  type = limner_image_sniff_mime (bytes);
  if (g_strcmp0 (type, MIME_PNG) == 0)
    picture = _limner_png_decode (bytes, watch, error);
  else if (g_strcmp0 (type, MIME_JPEG) == 0)
    picture = _limner_jpeg_decode (bytes, least, watch, error);
  else if (g_strcmp0 (type, MIME_WEBP) == 0)
    picture = _limner_webp_decode (bytes, watch, error);
  else
    return _limner_pixbuf_decode (bytes, error);

  return picture != NULL ? _limner_codec_finish_picture (bytes, picture) : NULL;
}

/**
 * limner_picture_decode_at_least:
 * @bytes: a picture file
 * @least: the shorter side in pixels that is needed, or 0 for full size
 * @error: return location for an error
 *
 * As limner_picture_decode(), but the picture may come out smaller than the file says where that is
 * quicker (JPEG), though with no side shorter than @least. For thumbnails and previews.
 *
 * Returns: (transfer full) (nullable): the picture
 */
LimnerPicture *
limner_picture_decode_at_least (GBytes  *bytes,
                                int      least,
                                GError **error)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  return _limner_codec_decode (bytes, least, NULL, error);
}

/**
 * limner_picture_decode:
 * @bytes: a picture file: PNG, JPEG, WebP, or whatever GdkPixbuf can load here
 * @error: return location for an error
 *
 * Decodes a picture: turned upright as its Exif says, its colours brought to sRGB, of an animation
 * the first frame. Sizes are checked before memory is taken. Slow for large pictures: call it on a
 * thread, or use limner_picture_decode_async().
 *
 * Returns: (transfer full) (nullable): the picture; or %NULL with %LIMNER_ERROR_BAD_FILE (damaged
 *   or cut short), %LIMNER_ERROR_TOO_LARGE, %LIMNER_ERROR_UNSUPPORTED
 */
LimnerPicture *
limner_picture_decode (GBytes  *bytes,
                       GError **error)
{
  return limner_picture_decode_at_least (bytes, 0, error);
}

static GBytes *
encode_png (const LimnerPicture  *picture,
            int                   effort,
            GError              **error)
{
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);
  g_autofree guint8 *packed = NULL;
  guint8 *out;

  if (!limner_picture_is_opaque (picture))
    return _limner_png_encode (limner_picture_read_row (picture, 0), width, height, 4, effort,
                               error);

  packed = g_try_malloc ((gsize) width * height * 3);
  if (packed == NULL)
    {
      g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                           "There is not enough memory to save a picture of this size");
      return NULL;
    }
  out = packed;
  for (int y = 0; y < height; y++)
    {
      const guint8 *row = limner_picture_read_row (picture, y);

      for (int x = 0; x < width; x++, out += 3)
        memcpy (out, row + (gsize) x * 4, 3);
    }
  return _limner_png_encode (packed, width, height, 3, effort, error);
}

static GBytes *
encode_jpeg (const LimnerPicture  *picture,
             int                   quality,
             GError              **error)
{
  g_autoptr(LimnerPicture) flat = NULL;

  if (!limner_picture_is_opaque (picture))
    {
      flat = limner_picture_flatten (picture, 0xffffff);
      if (flat == NULL)
        {
          g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                               "There is not enough memory to save a picture of this size");
          return NULL;
        }
      picture = flat;
    }

  return _limner_jpeg_encode (picture, quality, error);
}

/**
 * limner_picture_encode:
 * @picture: a picture
 * @format: how to save it
 * @quality: 1 to 100. JPEG and WebP: as usual, WebP at 100 is lossless. PNG is always lossless: 1
 *   is for thumbnails, up to 50 it is written fast, above that small
 * @error: return location for an error
 *
 * Encodes a picture without any metadata. JPEG has no transparency: what is transparent becomes
 * white. Slow for large pictures: call it on a thread.
 *
 * Returns: (transfer full) (nullable): the file; or %NULL with %LIMNER_ERROR_TOO_LARGE or
 *   %LIMNER_ERROR_FAILED
 */
GBytes *
limner_picture_encode (const LimnerPicture  *picture,
                       LimnerPictureFormat   format,
                       int                   quality,
                       GError              **error)
{
  g_return_val_if_fail (picture != NULL, NULL);

  quality = CLAMP (quality, 1, 100);
  switch (format)
    {
    case LIMNER_PICTURE_PNG:
      return encode_png (picture, quality <= 1 ? 0 : quality <= 50 ? 1 : 6, error);
    case LIMNER_PICTURE_JPEG:
      return encode_jpeg (picture, quality, error);
    case LIMNER_PICTURE_WEBP:
      return _limner_webp_encode (picture, quality, error);
    case LIMNER_PICTURE_AVIF:
      return _limner_pixbuf_encode (picture, "avif", quality, error);
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * limner_picture_can_encode:
 * @format: a format
 *
 * Tells whether limner_picture_encode() knows a format on this system.
 *
 * Returns: whether it does
 */
gboolean
limner_picture_can_encode (LimnerPictureFormat format)
{
  return format != LIMNER_PICTURE_AVIF || _limner_pixbuf_can_encode ("avif");
}

static void
decode_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  LimnerPicture *picture;
  GError *error = NULL;

  picture = limner_picture_decode (task_data, &error);
  if (picture != NULL)
    g_task_return_pointer (task, picture, (GDestroyNotify) limner_picture_unref);
  else
    g_task_return_error (task, error);
}

/**
 * limner_picture_decode_async:
 * @bytes: a picture file
 * @cancellable: (nullable): to stop
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Decodes a picture on a thread.
 */
void
limner_picture_decode_async (GBytes              *bytes,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (bytes != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_picture_decode_async);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  limner_task_run_in_thread (task, decode_thread);
}

/**
 * limner_picture_decode_finish:
 * @result: the result of limner_picture_decode_async()
 * @error: return location for an error
 *
 * Takes the result.
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL with an error as of
 *   limner_picture_decode()
 */
LimnerPicture *
limner_picture_decode_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, limner_picture_decode_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static GBytes *
load_bytes (GFile         *file,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(GFileInfo) info = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                            G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE, "This is not a file");
      return NULL;
    }
  if (g_file_info_get_size (info) > LIMNER_PICTURE_MAX_BYTES)
    {
      g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                           "The picture file is too large to be opened");
      return NULL;
    }

  return g_file_load_bytes (file, cancellable, NULL, error);
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autoptr(GBytes) bytes = NULL;
  LimnerPicture *picture = NULL;
  GError *error = NULL;

  bytes = load_bytes (task_data, cancellable, &error);
  if (bytes != NULL)
    picture = limner_picture_decode (bytes, &error);

  if (picture != NULL)
    g_task_return_pointer (task, picture, (GDestroyNotify) limner_picture_unref);
  else
    g_task_return_error (task, error);
}

/**
 * limner_picture_load_async:
 * @file: a picture file
 * @cancellable: (nullable): to stop
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads and decodes a picture on a thread.
 */
void
limner_picture_load_async (GFile               *file,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, limner_picture_load_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  limner_task_run_in_thread (task, load_thread);
}

/**
 * limner_picture_load_finish:
 * @result: the result of limner_picture_load_async()
 * @error: return location for an error
 *
 * Takes the result.
 *
 * Returns: (transfer full) (nullable): the picture; or %NULL with an error of GIO or as of
 *   limner_picture_decode()
 */
LimnerPicture *
limner_picture_load_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, limner_picture_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * limner_picture_format_get_mime_type:
 * @format: a format
 *
 * Gets its MIME type.
 *
 * Returns: such as `image/png`
 */
const char *
limner_picture_format_get_mime_type (LimnerPictureFormat format)
{
  static const char * const types[] = { MIME_PNG, MIME_JPEG, MIME_WEBP, "image/avif" };

  return types[MIN ((guint) format, G_N_ELEMENTS (types) - 1)];
}

/**
 * limner_picture_format_get_extension:
 * @format: a format
 *
 * Gets what its files' names end in.
 *
 * Returns: such as `png`, without a dot
 */
const char *
limner_picture_format_get_extension (LimnerPictureFormat format)
{
  static const char * const endings[] = { "png", "jpg", "webp", "avif" };

  return endings[MIN ((guint) format, G_N_ELEMENTS (endings) - 1)];
}
