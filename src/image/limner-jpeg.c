/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

#include "base/limner-error.h"

#include "limner-codec-private.h"

/* A progressive file may hold any number of scans of the whole picture: a bomb in time. */
#define MAX_SCANS 500

typedef struct
{
  struct jpeg_error_mgr  parent;
  jmp_buf                jump;
  char                   message[JMSG_LENGTH_MAX];
  gboolean               cut_short;
} ErrorManager;

static void
error_exit_cb (j_common_ptr info)
{
  ErrorManager *manager = (ErrorManager *) info->err;

  info->err->format_message (info, manager->message);
  longjmp (manager->jump, 1);
}

static void
emit_message_cb (j_common_ptr info,
                 int          level)
{
  ErrorManager *manager = (ErrorManager *) info->err;

  if (level < 0 && info->err->msg_code == JWRN_JPEG_EOF)
    manager->cut_short = TRUE;
}

static void
progress_cb (j_common_ptr info)
{
  j_decompress_ptr decompress = (j_decompress_ptr) info;

  if (info->is_decompressor && decompress->input_scan_number > MAX_SCANS)
    {
      ErrorManager *manager = (ErrorManager *) info->err;

      g_strlcpy (manager->message, "it has too many scans", sizeof manager->message);
      longjmp (manager->jump, 1);
    }
}

static void
set_error (const ErrorManager  *manager,
           GError             **error)
{
  if (manager->cut_short)
    g_set_error_literal (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE,
                         "The picture is cut short: its data ends too early");
  else if (manager->message[0] != '\0')
    g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_BAD_FILE, "The JPEG picture is damaged: %s",
                 manager->message);
}

static void
open_decompress (struct jpeg_decompress_struct *info,
                 ErrorManager                  *manager)
{
  info->err = jpeg_std_error (&manager->parent);
  manager->parent.error_exit = error_exit_cb;
  manager->parent.emit_message = emit_message_cb;
}

/* libjpeg leaves by longjmp: nothing in the functions that call setjmp owns memory but libjpeg's
 * own structs, which are freed right after. */
static gboolean
read_header (struct jpeg_decompress_struct *info,
             ErrorManager                  *manager,
             GBytes                        *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (setjmp (manager->jump) != 0)
    return FALSE;

  jpeg_create_decompress (info);
  jpeg_mem_src (info, data, size);
  jpeg_read_header (info, TRUE);
  return TRUE;
}

/**
 * _limner_jpeg_peek:
 * @bytes: a JPEG file
 * @width: (out): pixels
 * @height: (out): pixels
 * @error: return location for an error
 *
 * Reads the size without decoding.
 *
 * Returns: %TRUE on success
 */
gboolean
_limner_jpeg_peek (GBytes  *bytes,
                   int     *width,
                   int     *height,
                   GError **error)
{
  struct jpeg_decompress_struct info = { 0 };
  ErrorManager manager = { 0 };
  gboolean ok;

  open_decompress (&info, &manager);
  ok = read_header (&info, &manager, bytes);
  if (ok)
    {
      *width = (int) info.image_width;
      *height = (int) info.image_height;
    }
  else
    set_error (&manager, error);
  jpeg_destroy_decompress (&info);

  return ok && _limner_codec_check_size (*width, *height, error);
}

static void
choose_scale (struct jpeg_decompress_struct *info,
              int                            least)
{
  guint shorter = MIN (info->image_width, info->image_height);

  info->scale_num = 8;
  info->scale_denom = 8;
  if (least <= 0)
    return;

  /* Eighths of the size come for nothing: the inverse transform just makes smaller blocks. */
  while (info->scale_num > 1 && shorter * (info->scale_num - 1) / 8 >= (guint) least)
    info->scale_num--;
}

/* Adobe's CMYK is stored inverted, and nearly all CMYK files are Adobe's. */
static void
cmyk_to_rgba (guint8   *row,
              int       width,
              gboolean  inverted)
{
  for (int x = 0; x < width; x++, row += 4)
    {
      guint k = inverted ? row[3] : 255u - row[3];

      for (int c = 0; c < 3; c++)
        row[c] = (guint8) ((inverted ? row[c] : 255u - row[c]) * k / 255);
      row[3] = 255;
    }
}

static gboolean
read_pixels (struct jpeg_decompress_struct *info,
             ErrorManager                  *manager,
             LimnerPicture                 *picture,
             const LimnerCodecWatch        *watch)
{
  guint8 *pixels = limner_picture_get_pixels (picture);
  gsize stride = limner_picture_get_stride (picture);
  gboolean is_cmyk = info->out_color_space == JCS_CMYK;

  if (setjmp (manager->jump) != 0)
    return FALSE;

  jpeg_start_decompress (info);
  while (info->output_scanline < info->output_height)
    {
      guint8 *row = pixels + info->output_scanline * stride;

      jpeg_read_scanlines (info, &row, 1);
      if (is_cmyk)
        cmyk_to_rgba (row, (int) info->output_width, info->saw_Adobe_marker);
      _limner_codec_tell_rows (watch, picture, (int) info->output_scanline);
    }
  jpeg_finish_decompress (info);
  return !manager->cut_short;
}

static gboolean
calculate_size (struct jpeg_decompress_struct *info,
                ErrorManager                  *manager)
{
  if (setjmp (manager->jump) != 0)
    return FALSE;

  jpeg_calc_output_dimensions (info);
  return TRUE;
}

/**
 * _limner_jpeg_decode:
 * @bytes: a JPEG file
 * @least: the shorter side in pixels that is needed, or 0 for all
 * @watch: (nullable): who is told of rows as they come
 * @error: return location for an error
 *
 * Decodes a JPEG; a smaller picture comes straight from the transform and is much faster.
 *
 * Returns: (transfer full) (nullable): the picture
 */
LimnerPicture *
_limner_jpeg_decode (GBytes                  *bytes,
                     int                      least,
                     const LimnerCodecWatch  *watch,
                     GError                 **error)
{
  struct jpeg_decompress_struct info = { 0 };
  struct jpeg_progress_mgr progress = { .progress_monitor = progress_cb };
  ErrorManager manager = { 0 };
  g_autoptr(LimnerPicture) picture = NULL;
  gboolean ok;

  open_decompress (&info, &manager);
  ok = read_header (&info, &manager, bytes);
  if (!ok)
    set_error (&manager, error);
  else
    ok = _limner_codec_check_size (info.image_width, info.image_height, error);

  if (ok)
    {
      info.progress = &progress;
      info.mem->max_memory_to_use = G_MAXINT32;
      choose_scale (&info, least);
      info.out_color_space = info.num_components == 4 ? JCS_CMYK : JCS_EXT_RGBA;
      ok = calculate_size (&info, &manager);
      if (!ok)
        set_error (&manager, error);
    }
  if (ok)
    {
      picture = _limner_codec_new_picture ((int) info.output_width, (int) info.output_height,
                                           error);
      ok = picture != NULL;
    }
  if (ok && !read_pixels (&info, &manager, picture, watch))
    {
      set_error (&manager, error);
      ok = FALSE;
    }

  jpeg_destroy_decompress (&info);
  return ok ? g_steal_pointer (&picture) : NULL;
}

static gboolean
write_pixels (struct jpeg_compress_struct *info,
              ErrorManager                *manager,
              const LimnerPicture         *picture,
              int                          quality,
              guint8                     **data,
              unsigned long               *size)
{
  if (setjmp (manager->jump) != 0)
    return FALSE;

  jpeg_create_compress (info);
  jpeg_mem_dest (info, data, size);
  info->image_width = (JDIMENSION) limner_picture_get_width (picture);
  info->image_height = (JDIMENSION) limner_picture_get_height (picture);
  info->input_components = 4;
  info->in_color_space = JCS_EXT_RGBA;
  jpeg_set_defaults (info);
  jpeg_set_quality (info, quality, TRUE);
  info->optimize_coding = TRUE;
  if (quality >= 90)
    {
      /* Coloured edges stay sharp where quality is asked for. */
      info->comp_info[0].h_samp_factor = 1;
      info->comp_info[0].v_samp_factor = 1;
    }
  jpeg_start_compress (info, TRUE);
  while (info->next_scanline < info->image_height)
    {
      JSAMPROW row = (JSAMPROW) limner_picture_read_row (picture, (int) info->next_scanline);

      jpeg_write_scanlines (info, &row, 1);
    }
  jpeg_finish_compress (info);
  return TRUE;
}

/**
 * _limner_jpeg_encode:
 * @picture: an opaque picture
 * @quality: 1 to 100
 * @error: return location for an error
 *
 * Encodes a JPEG; from quality 90 on with full colour resolution.
 *
 * Returns: (transfer full) (nullable): the file
 */
GBytes *
_limner_jpeg_encode (const LimnerPicture  *picture,
                     int                   quality,
                     GError              **error)
{
  struct jpeg_compress_struct info = { 0 };
  ErrorManager manager = { 0 };
  unsigned long size = 0;
  guint8 *data = NULL;
  gboolean ok;

  info.err = jpeg_std_error (&manager.parent);
  manager.parent.error_exit = error_exit_cb;
  ok = write_pixels (&info, &manager, picture, quality, &data, &size);
  if (!ok)
    g_set_error (error, LIMNER_ERROR, LIMNER_ERROR_FAILED,
                 "The picture cannot be saved as JPEG: %s", manager.message);
  jpeg_destroy_compress (&info);

  if (ok)
    return g_bytes_new_with_free_func (data, size, free, data);
  free (data);
  return NULL;
}
