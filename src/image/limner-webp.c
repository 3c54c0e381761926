/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <webp/decode.h>
#include <webp/demux.h>
#include <webp/encode.h>

#include "base/limner-error.h"

#include "limner-codec-private.h"

#define MAX_SIDE 16383

/* A file is decoded in so many parts, none of them smaller than this, where somebody looks on. */
#define N_PARTS 32
#define LEAST_PART 4096

static gboolean
fail_status (VP8StatusCode   status,
             GError        **error)
{
  if (status == VP8_STATUS_NOT_ENOUGH_DATA)
    g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE,
                         "The picture is cut short: its data ends too early");
  else if (status == VP8_STATUS_OUT_OF_MEMORY)
    g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                         "There is not enough memory for a picture of this size");
  else
    g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE,
                         "The WebP picture is damaged");
  return FALSE;
}

static gboolean
read_features (GBytes                 *bytes,
               WebPBitstreamFeatures  *features,
               GError                **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  VP8StatusCode status = WebPGetFeatures (data, size, features);

  if (status != VP8_STATUS_OK)
    return fail_status (status, error);

  return _limner_codec_check_size ((guint64) features->width, (guint64) features->height, error);
}

/**
 * _limner_webp_peek:
 * @bytes: a WebP file, or its beginning
 * @width: (out): pixels
 * @height: (out): pixels
 * @error: return location for an error
 *
 * Reads the size without decoding.
 *
 * Returns: %TRUE on success
 */
gboolean
_limner_webp_peek (GBytes  *bytes,
                   int     *width,
                   int     *height,
                   GError **error)
{
  WebPBitstreamFeatures features;

  if (!read_features (bytes, &features, error))
    return FALSE;

  *width = features.width;
  *height = features.height;
  return TRUE;
}

static LimnerPicture *
decode_first_frame (GBytes  *bytes,
                    GError **error)
{
  WebPData data = { 0 };
  WebPAnimDecoderOptions options;
  WebPAnimDecoder *decoder;
  LimnerPicture *picture = NULL;
  WebPAnimInfo info;
  guint8 *frame;
  int time;

  data.bytes = g_bytes_get_data (bytes, &data.size);
  WebPAnimDecoderOptionsInit (&options);
  options.color_mode = MODE_RGBA;
  decoder = WebPAnimDecoderNew (&data, &options);
  if (decoder == NULL || !WebPAnimDecoderGetInfo (decoder, &info) ||
      !WebPAnimDecoderGetNext (decoder, &frame, &time))
    fail_status (VP8_STATUS_BITSTREAM_ERROR, error);
  else
    picture = _limner_codec_new_picture ((int) info.canvas_width, (int) info.canvas_height, error);

  if (picture != NULL)
    memcpy (limner_picture_get_pixels (picture), frame,
            (gsize) info.canvas_width * info.canvas_height * 4);
  if (decoder != NULL)
    WebPAnimDecoderDelete (decoder);
  return picture;
}

/* As much of the data at a time as gives the watch something new to see. */
static VP8StatusCode
decode_in_parts (const guint8           *data,
                 gsize                   size,
                 WebPDecoderConfig      *config,
                 LimnerPicture          *picture,
                 const LimnerCodecWatch *watch)
{
  WebPIDecoder *decoder = WebPIDecode (NULL, 0, config);
  VP8StatusCode status = decoder != NULL ? VP8_STATUS_SUSPENDED : VP8_STATUS_OUT_OF_MEMORY;
  gsize part = MAX (size / N_PARTS, LEAST_PART);

  for (gsize n = MIN (part, size); status == VP8_STATUS_SUSPENDED; n += MIN (part, size - n))
    {
      int n_rows = 0;

      status = WebPIUpdate (decoder, data, n);
      if (WebPIDecGetRGB (decoder, &n_rows, NULL, NULL, NULL) != NULL && n_rows > 0)
        watch->func (picture, n_rows, watch->user_data);
      if (n == size)
        break;
    }
  WebPIDelete (decoder);
  return status;
}

/**
 * _limner_webp_decode:
 * @bytes: a WebP file
 * @watch: (nullable): who is told of rows as they come
 * @error: return location for an error
 *
 * Decodes a WebP, of an animated one the first frame. Asking for less does not make libwebp faster,
 * so it always gives the whole picture.
 *
 * Returns: (transfer full) (nullable): the picture
 */
LimnerPicture *
_limner_webp_decode (GBytes                  *bytes,
                     const LimnerCodecWatch  *watch,
                     GError                 **error)
{
  g_autoptr(LimnerPicture) picture = NULL;
  WebPDecoderConfig config;
  VP8StatusCode status;
  const guint8 *data;
  gsize size;

  if (!WebPInitDecoderConfig (&config) || !read_features (bytes, &config.input, error))
    return NULL;
  if (config.input.has_animation)
    return decode_first_frame (bytes, error);

  picture = _limner_codec_new_picture (config.input.width, config.input.height, error);
  if (picture == NULL)
    return NULL;

  config.output.colorspace = MODE_RGBA;
  config.output.is_external_memory = 1;
  config.output.u.RGBA.rgba = limner_picture_get_pixels (picture);
  config.output.u.RGBA.stride = (int) limner_picture_get_stride (picture);
  config.output.u.RGBA.size = limner_picture_get_stride (picture) * config.input.height;
  data = g_bytes_get_data (bytes, &size);
  status = watch != NULL ? decode_in_parts (data, size, &config, picture, watch)
                         : WebPDecode (data, size, &config);
  WebPFreeDecBuffer (&config.output);
  if (status != VP8_STATUS_OK)
    {
      fail_status (status == VP8_STATUS_SUSPENDED ? VP8_STATUS_NOT_ENOUGH_DATA : status, error);
      return NULL;
    }

  return g_steal_pointer (&picture);
}

/**
 * _limner_webp_encode:
 * @picture: a picture with sides up to 16,383 pixels
 * @quality: 1 to 99, or 100 for lossless
 * @error: return location for an error
 *
 * Encodes a WebP.
 *
 * Returns: (transfer full) (nullable): the file
 */
GBytes *
_limner_webp_encode (const LimnerPicture  *picture,
                     int                   quality,
                     GError              **error)
{
  int width = limner_picture_get_width (picture);
  int height = limner_picture_get_height (picture);
  int stride = (int) limner_picture_get_stride (picture);
  const guint8 *pixels;
  guint8 *data = NULL;
  gsize size;

  if (width > MAX_SIDE || height > MAX_SIDE)
    {
      g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_TOO_LARGE,
                   "A WebP picture can be at most %d pixels wide and high", MAX_SIDE);
      return NULL;
    }

  pixels = limner_picture_read_row (picture, 0);
  if (quality >= 100)
    size = WebPEncodeLosslessRGBA (pixels, width, height, stride, &data);
  else
    size = WebPEncodeRGBA (pixels, width, height, stride, (float) quality, &data);
  if (size == 0)
    {
      g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_FAILED,
                           "The picture cannot be saved as WebP");
      return NULL;
    }

  return g_bytes_new_with_free_func (data, size, WebPFree, data);
}
