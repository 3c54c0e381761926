/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Thumbnails of 1024 × 1024 pictures, on one core: ours against nothing but decoding and shrinking
 * with
 * each format's own library, interleaved in the same run, and against vipsthumbnail where it is
 * installed. A ratio below 1 means faster. */

#include "config.h"

#include <sched.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>
#include <png.h>
#include <webp/decode.h>

#include <glib/gstdio.h>

#include "base/limner-file.h"
#include "image/limner-picture-ops.h"
#include "image/limner-picture-io.h"
#include "image/limner-thumbnailer.h"

#define N_PICTURES 8
#define N_ROUNDS   5
#define SIDE       1024

typedef struct
{
  char   *folder;
  char   *paths[N_PICTURES];
  GBytes *files[N_PICTURES];
} Pictures;

/* Detail at all scales, as photographs have it: sums of smoothed noise. */
static LimnerPicture *
make_photo (guint32 seed)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  LimnerPicture *photo = limner_picture_new (SIDE, SIDE);
  guint8 *out = limner_picture_get_pixels (photo);

  memset (out, 128, (gsize) SIDE * SIDE * 4);
  for (int size = 4; size <= SIDE; size *= 4)
    {
      g_autoptr(LimnerPicture) noise = limner_picture_new (size, size);
      g_autoptr(LimnerPicture) scaled = NULL;
      guint8 *p = limner_picture_get_pixels (noise);

      for (int i = 0; i < size * size * 4; i++)
        p[i] = i % 4 == 3 ? 255 : (guint8) g_rand_int (rand);
      scaled = limner_picture_scale (noise, SIDE, SIDE, LIMNER_FILTER_CUBIC);
      for (int i = 0; i < SIDE * SIDE * 4; i++)
        out[i] = i % 4 == 3 ? 255
                 : (guint8) CLAMP (out[i] + (limner_picture_read_row (scaled, 0)[i] - 128) * 6 /
                                   (size < SIDE ? 10 : 60), 0, 255);
    }
  return photo;
}

static void
make_pictures (Pictures            *pictures,
               LimnerPictureFormat  format)
{
  pictures->folder = g_dir_make_tmp ("limner-bench-XXXXXX", NULL);
  for (int i = 0; i < N_PICTURES; i++)
    {
      g_autoptr(LimnerPicture) photo = make_photo ((guint32) i);
      g_autofree char *name = g_strdup_printf ("%02d.%s", i,
                                               limner_picture_format_get_extension (format));

      pictures->files[i] = limner_picture_encode (photo, format, 88, NULL);
      pictures->paths[i] = g_build_filename (pictures->folder, name, NULL);
      limner_file_write (pictures->paths[i], pictures->files[i], NULL);
    }
}

static void
clear_pictures (Pictures *pictures)
{
  for (int i = 0; i < N_PICTURES; i++)
    {
      g_autofree char *theirs = g_strdup_printf ("%s/%02d.thumb.jpg", pictures->folder, i);

      g_unlink (theirs);
      g_unlink (pictures->paths[i]);
      g_clear_pointer (&pictures->paths[i], g_free);
      g_clear_pointer (&pictures->files[i], g_bytes_unref);
    }
  g_rmdir (pictures->folder);
  g_clear_pointer (&pictures->folder, g_free);
}

static void
shrink_box (const guint8 *in,
            int           n_channels,
            guint8       *out)
{
  for (int y = 0; y < 256; y++)
    for (int x = 0; x < 256; x++)
      for (int c = 0; c < n_channels; c++)
        {
          guint sum = 8;

          for (int v = 0; v < 4; v++)
            for (int u = 0; u < 4; u++)
              sum += in[((gsize) (y * 4 + v) * SIDE + x * 4 + u) * n_channels + c];
          out[(y * 256 + x) * n_channels + c] = (guint8) (sum / 16);
        }
}

static void
bare_jpeg (const guint8 *data,
           gsize         size,
           guint8       *pixels,
           guint8       *thumbnail)
{
  struct jpeg_decompress_struct info;
  struct jpeg_error_mgr errors;

  info.err = jpeg_std_error (&errors);
  jpeg_create_decompress (&info);
  jpeg_mem_src (&info, data, size);
  jpeg_read_header (&info, TRUE);
  info.scale_num = 2;
  info.scale_denom = 8;
  info.out_color_space = JCS_EXT_RGBA;
  jpeg_start_decompress (&info);
  while (info.output_scanline < info.output_height)
    {
      guint8 *row = thumbnail + (gsize) info.output_scanline * 256 * 4;

      jpeg_read_scanlines (&info, &row, 1);
    }
  jpeg_finish_decompress (&info);
  jpeg_destroy_decompress (&info);
}

static void
bare_png (const guint8 *data,
          gsize         size,
          guint8       *pixels,
          guint8       *thumbnail)
{
  png_image image = { .version = PNG_IMAGE_VERSION };

  png_image_begin_read_from_memory (&image, data, size);
  image.format = PNG_FORMAT_RGB;
  png_image_finish_read (&image, NULL, pixels, 0, NULL);
  shrink_box (pixels, 3, thumbnail);
}

static void
bare_webp (const guint8 *data,
           gsize         size,
           guint8       *pixels,
           guint8       *thumbnail)
{
  WebPDecodeRGBAInto (data, size, pixels, (gsize) SIDE * SIDE * 4, SIDE * 4);
  shrink_box (pixels, 4, thumbnail);
}

static double
median (double *times,
        int     n)
{
  for (int i = 1; i < n; i++)
    for (int j = i; j > 0 && times[j] < times[j - 1]; j--)
      {
        double swap = times[j];

        times[j] = times[j - 1];
        times[j - 1] = swap;
      }
  return times[n / 2];
}

static double
now_ms (void)
{
  return (double) g_get_monotonic_time () / 1000.0;
}

/* One process for all pictures, on the one core that this program is bound to */
static double
time_vips (const Pictures *pictures)
{
  g_autofree char *program = g_find_program_in_path ("vipsthumbnail");
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  double start;

  if (program == NULL)
    return 0;

  g_ptr_array_add (argv, program);
  g_ptr_array_add (argv, (gpointer) "--size=256");
  g_ptr_array_add (argv, (gpointer) "--output=%s.thumb.jpg");
  for (int i = 0; i < N_PICTURES; i++)
    g_ptr_array_add (argv, pictures->paths[i]);
  g_ptr_array_add (argv, NULL);
  start = now_ms ();
  g_spawn_sync (NULL, (char **) argv->pdata, NULL,
                G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                NULL, NULL);
  return (now_ms () - start) / N_PICTURES;
}

static void
run (const char          *name,
     LimnerPictureFormat  format,
     void               (*bare) (const guint8 *data,
                                 gsize         size,
                                 guint8       *pixels,
                                 guint8       *thumbnail))
{
  g_autofree char *cache = g_dir_make_tmp ("limner-bench-XXXXXX", NULL);
  g_autoptr(LimnerThumbnailer) thumbnailer = limner_thumbnailer_new (cache);
  g_autofree guint8 *pixels = g_malloc0 ((gsize) SIDE * SIDE * 4);
  g_autofree guint8 *thumbnail = g_malloc0 (256 * 256 * 4);
  double times[4][N_ROUNDS];
  Pictures pictures;
  double middle[4];

  make_pictures (&pictures, format);
  for (int round = 0; round < N_ROUNDS; round++)
    {
      double start = now_ms ();

      for (int i = 0; i < N_PICTURES; i++)
        bare (g_bytes_get_data (pictures.files[i], NULL), g_bytes_get_size (pictures.files[i]),
              pixels, thumbnail);
      times[0][round] = (now_ms () - start) / N_PICTURES;

      start = now_ms ();
      for (int i = 0; i < N_PICTURES; i++)
        limner_picture_unref (limner_thumbnail_make (pictures.files[i], LIMNER_THUMBNAIL_LARGE,
                                                     NULL));
      times[1][round] = (now_ms () - start) / N_PICTURES;

      start = now_ms ();
      for (int i = 0; i < N_PICTURES; i++)
        {
          limner_picture_unref (limner_thumbnailer_load_sync (thumbnailer, pictures.paths[i],
                                                              LIMNER_THUMBNAIL_LARGE, NULL));
          limner_thumbnailer_forget (thumbnailer, pictures.paths[i]);
        }
      times[2][round] = (now_ms () - start) / N_PICTURES;
      times[3][round] = time_vips (&pictures);
    }

  for (int i = 0; i < 4; i++)
    middle[i] = median (times[i], N_ROUNDS);
  g_print ("{\"bench\":\"thumbs\",\"case\":\"%s\",\"ms\":%.2f,\"bare_ms\":%.2f,\"ratio\":%.3f,"
           "\"with_cache_ms\":%.2f,\"vips_ms\":%.2f,\"vips_ratio\":%.3f}\n",
           name, middle[1], middle[0], middle[1] / middle[0], middle[2], middle[3],
           middle[3] > 0 ? middle[2] / middle[3] : 0.0);
  clear_pictures (&pictures);
}

int
main (int   argc,
      char *argv[])
{
  cpu_set_t one;

  CPU_ZERO (&one);
  CPU_SET (0, &one);
  sched_setaffinity (0, sizeof one, &one);
  run ("jpeg", LIMNER_PICTURE_JPEG, bare_jpeg);
  run ("png", LIMNER_PICTURE_PNG, bare_png);
  run ("webp", LIMNER_PICTURE_WEBP, bare_webp);
  return 0;
}
