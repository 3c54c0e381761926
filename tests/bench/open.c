/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Opening a picture of 8192² or 16,384² pixels. First as the program does it, with its workspace
 * and a canvas in a window: how long until something of the picture is seen, until all of it can be
 * drawn well, and the longest turn of the main loop; the ratio is the time until all is there to
 * that of the bare codec (libjpeg-turbo, libwebp, and libpng or our own decoder, whichever is
 * quicker) into fresh memory, once by the clock and once by the time spent on all processors (with
 * previews, levels and drawing), which other programs do not disturb. Then from outside, from the
 * start of the program until the middle of the picture is on the screen, beside geeqie where that
 * is installed.
 */

#include "config.h"

#include <stdio.h>

#include <X11/Xutil.h>
#include <adwaita.h>
#include <jpeglib.h>
#include <png.h>
#include <stdlib.h>
#include <time.h>
#include <webp/decode.h>

#include "base/limner-file.h"
#include "canvas/limner-canvas.h"
#include "image/limner-picture-io.h"
#include "studio/limner-workspace.h"

#include "bench-window.h"

#define N_ROUNDS 5

typedef struct
{
  GtkWidget       *window;
  LimnerCanvas    *canvas;
  LimnerStudio    *studio;
  LimnerWorkspace *workspace;
  gboolean         done;
  gint64           first;       /* when something was on the screen, or 0 */
  gint64           full;
  gsize            full_bytes;  /* what the canvas holds when a picture is ready */
} Bench;

static guint32
hash (guint32 x)
{
  x ^= x >> 16;
  x *= 0x7feb352d;
  x ^= x >> 15;
  x *= 0x846ca68b;
  return x ^ x >> 16;
}

/* Smooth shades with fine grain, as photographs have, and a flat middle by which it is known. */
static LimnerPicture *
make_picture (int side)
{
  LimnerPicture *picture = limner_picture_new (side, side);
  int from = side * 3 / 10;
  int to = side * 7 / 10;

  for (int y = 0; y < side; y++)
    {
      guint8 *pixel = limner_picture_get_pixels (picture) + y * limner_picture_get_stride (picture);

      for (int x = 0; x < side; x++, pixel += 4)
        {
          gboolean middle = x >= from && x < to && y >= from && y < to;
          guint32 grain = hash ((guint32) (y * side + x));
          int shade = ((x >> 4) ^ (y >> 5)) & 63;

          pixel[0] = middle ? 255 : (guint8) (40 + shade + (grain & 15));
          pixel[1] = middle ? 0 : (guint8) (60 + (x >> 6 & 127) + (grain >> 4 & 7));
          pixel[2] = middle ? 255 : (guint8) (30 + (y >> 6 & 127) + (grain >> 7 & 7));
          pixel[3] = 255;
        }
    }
  return picture;
}

static char *
make_file (const char          *folder,
           int                  side,
           LimnerPictureFormat  format)
{
  g_autoptr(LimnerPicture) picture = make_picture (side);
  g_autofree char *name = g_strdup_printf ("big-%d.%s", side,
                                           limner_picture_format_get_extension (format));
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);

  bytes = limner_picture_encode (picture, format, format == LIMNER_PICTURE_PNG ? 50 : 89, &error);
  if (bytes == NULL || !limner_file_write (path, bytes, &error))
    g_error ("%s", error->message);
  return path;
}

static double
since (gint64 start)
{
  return (g_get_monotonic_time () - start) / 1000.0;
}

/* Time of this thread on the processor, so that other programs do not count. */
static double
now_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1000.0 + time.tv_nsec / 1e6;
}

/* Time of all threads of this process */
static double
all_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1000.0 + time.tv_nsec / 1e6;
}

static double
decode_jpeg (GBytes *bytes)
{
  struct jpeg_decompress_struct info = { 0 };
  struct jpeg_error_mgr manager;
  gint64 start = g_get_monotonic_time ();
  g_autofree guint8 *pixels = NULL;

  info.err = jpeg_std_error (&manager);
  jpeg_create_decompress (&info);
  jpeg_mem_src (&info, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  jpeg_read_header (&info, TRUE);
  info.out_color_space = JCS_EXT_RGBA;
  jpeg_start_decompress (&info);
  pixels = g_malloc ((gsize) info.output_width * info.output_height * 4);
  while (info.output_scanline < info.output_height)
    {
      guint8 *row = pixels + (gsize) info.output_scanline * info.output_width * 4;

      jpeg_read_scanlines (&info, &row, 1);
    }
  jpeg_finish_decompress (&info);
  jpeg_destroy_decompress (&info);
  return since (start);
}

static double
decode_png (GBytes *bytes)
{
  png_image image = { .version = PNG_IMAGE_VERSION };
  gint64 start = g_get_monotonic_time ();
  g_autofree guint8 *pixels = NULL;

  png_image_begin_read_from_memory (&image, g_bytes_get_data (bytes, NULL),
                                    g_bytes_get_size (bytes));
  image.format = PNG_FORMAT_RGBA;
  pixels = g_malloc (PNG_IMAGE_SIZE (image));
  png_image_finish_read (&image, NULL, pixels, 0, NULL);
  return since (start);
}

static double
decode_webp (GBytes *bytes)
{
  gint64 start = g_get_monotonic_time ();
  int width, height;
  guint8 *pixels = WebPDecodeRGBA (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                   &width, &height);

  WebPFree (pixels);
  return since (start);
}

static double
decode_ours (GBytes *bytes)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr(LimnerPicture) picture = limner_picture_decode (bytes, NULL);

  return since (start);
}

/* After each frame: what does it show? */
static void
after_paint_cb (Bench *bench)
{
  LimnerDocument *document = limner_workspace_get_document (bench->workspace);
  gint64 now = g_get_monotonic_time ();

  if (bench->first == 0 && (limner_document_get_incoming (document, NULL, NULL) != NULL ||
                            limner_document_get_picture (document) != NULL))
    bench->first = now;
  if (bench->full == 0 && limner_document_get_picture (document) != NULL &&
      limner_canvas_get_bytes (bench->canvas) >= bench->full_bytes)
    bench->full = now;
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  Bench *bench = data;
  g_autoptr(GError) error = NULL;

  if (!limner_workspace_open_finish (bench->workspace, result, &error))
    g_error ("%s", error->message);
  bench->done = TRUE;
}

static void
studio_opened_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      data)
{
  Bench *bench = data;

  if (!limner_studio_open_finish (LIMNER_STUDIO (object), result, NULL))
    g_error ("The library could not be opened");
  bench->done = TRUE;
}

static void
wait_for (const gboolean *done)
{
  while (!*done)
    g_main_context_iteration (NULL, TRUE);
}

static void
settle (double seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

static double
median (double *values,
        int     n)
{
  qsort (values, (size_t) n, sizeof *values, compare_doubles);
  return values[n / 2];
}

static void
bench_opening (Bench      *bench,
               const char *path,
               const char *name,
               int         side,
               int         n_rounds)
{
  double (* decode) (GBytes *) = g_str_has_suffix (path, ".png") ? decode_png
                                 : g_str_has_suffix (path, ".webp") ? decode_webp : decode_jpeg;
  double first[N_ROUNDS], full[N_ROUNDS], codec[N_ROUNDS], ours[N_ROUNDS], ratio[N_ROUNDS];
  double spent[N_ROUNDS];
  g_autoptr(GBytes) bytes = limner_file_read (path, LIMNER_PICTURE_MAX_BYTES, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  double longest = 0;

  bench->full_bytes = (gsize) side * side;
  for (int i = 0; i < n_rounds; i++)
    {
      double codec_spent;
      double at_full = 0;
      double before;
      gint64 start;

      before = all_ms ();
      codec[i] = decode (bytes);
      codec_spent = all_ms () - before;
      before = all_ms ();
      ours[i] = decode_ours (bytes);
      codec_spent = MIN (codec_spent, all_ms () - before);
      limner_workspace_close_picture (bench->workspace);
      settle (0.5);

      bench->done = FALSE;
      bench->first = bench->full = 0;
      before = all_ms ();
      start = g_get_monotonic_time ();
      limner_workspace_open_file_async (bench->workspace, file, NULL, opened_cb, bench);
      while (bench->full == 0 || !bench->done)
        {
          double begin = now_ms ();

          g_main_context_iteration (NULL, TRUE);
          longest = MAX (longest, now_ms () - begin);
          if (bench->full == 0)
            at_full = all_ms () - before;
        }
      first[i] = (bench->first - start) / 1000.0;
      full[i] = (bench->full - start) / 1000.0;
      ratio[i] = full[i] / MIN (codec[i], ours[i]);
      spent[i] = at_full / codec_spent;
    }
  g_print ("{\"bench\":\"open\",\"case\":\"%s\",\"size\":%d,\"file_mb\":%.1f,\"first_ms\":%.0f,"
           "\"full_ms\":%.0f,\"codec_ms\":%.0f,\"own_codec_ms\":%.0f,\"longest_turn_ms\":%.1f,"
           "\"ratio\":%.2f,\"cpu_ratio\":%.2f}\n", name, side, g_bytes_get_size (bytes) / 1e6,
           median (first, n_rounds), median (full, n_rounds), median (codec, n_rounds),
           median (ours, n_rounds), longest, median (ratio, n_rounds),
           median (spent, n_rounds));
}

static gboolean
shows_magenta (XImage *image)
{
  int n = 0, n_magenta = 0;

  for (int y = 2; y < image->height; y += 8)
    for (int x = 2; x < image->width; x += 8, n++)
      {
        unsigned long pixel = XGetPixel (image, x, y) & 0xffffff;

        n_magenta += (pixel >> 16) > 235 && (pixel >> 8 & 0xff) < 20 && (pixel & 0xff) > 235;
      }
  return n_magenta * 50 >= n;
}

static void
remove_folder (const char *path)
{
  const char *argv[] = { "rm", "-rf", path, NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                NULL);
}

static double
start_program (const char *program,
               const char *path)
{
  static const char *variables[] = {
    "HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "LIMNER_DATA_DIR",
    "LIMNER_PICTURES_DIR",
  };
  g_autofree char *folder = g_dir_make_tmp ("limner-bench-XXXXXX", NULL);
  g_auto(GStrv) environment = g_get_environ ();
  const char *argv[] = { program, path, NULL };
  double time;

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    environment = g_environ_setenv (environment, variables[i], folder, TRUE);
  environment = g_environ_setenv (environment, "GSETTINGS_BACKEND", "memory", TRUE);
  environment = g_environ_setenv (environment, "GSK_RENDERER", "cairo", TRUE);
  time = bench_window_time (argv, environment, shows_magenta);
  remove_folder (folder);
  return time;
}

/* From the start of the program, in turn with the other one */
static void
bench_from_outside (const char *ours,
                    const char *path,
                    const char *name,
                    int         side)
{
  g_autofree char *peer = g_find_program_in_path ("geeqie");
  double times[N_ROUNDS], theirs[N_ROUNDS];

  for (int i = 0; i < N_ROUNDS; i++)
    {
      times[i] = start_program (ours, path);
      theirs[i] = peer != NULL ? start_program (peer, path) : 0;
    }
  g_print ("{\"bench\":\"open\",\"case\":\"%s, from the start of the program\",\"size\":%d,"
           "\"middle_ms\":%.0f", name, side, median (times, N_ROUNDS));
  if (peer != NULL)
    g_print (",\"geeqie_ms\":%.0f,\"ratio\":%.2f", median (theirs, N_ROUNDS),
             median (times, N_ROUNDS) / median (theirs, N_ROUNDS));
  g_print ("}\n");
}

static void
open_window (Bench      *bench,
             const char *folder)
{
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();

  bench->studio = limner_studio_new_for (folder, folder, vault);
  limner_studio_open_async (bench->studio, NULL, studio_opened_cb, bench);
  wait_for (&bench->done);
  bench->workspace = limner_workspace_new (bench->studio);
  bench->window = gtk_window_new ();
  bench->canvas = LIMNER_CANVAS (limner_canvas_new ());
  limner_canvas_set_document (bench->canvas, limner_workspace_get_document (bench->workspace));
  gtk_window_set_child (GTK_WINDOW (bench->window), GTK_WIDGET (bench->canvas));
  gtk_window_set_default_size (GTK_WINDOW (bench->window), 1280, 800);
  gtk_window_present (GTK_WINDOW (bench->window));
  settle (1);
  g_signal_connect_swapped (gtk_widget_get_frame_clock (bench->window), "after-paint",
                            G_CALLBACK (after_paint_cb), bench);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char          *name;
    LimnerPictureFormat  format;
    int                  side;
    int                  n_rounds;
  } cases[] = {
    { "JPEG", LIMNER_PICTURE_JPEG, 8192, N_ROUNDS },
    { "PNG", LIMNER_PICTURE_PNG, 8192, N_ROUNDS },
    { "WebP", LIMNER_PICTURE_WEBP, 4096, N_ROUNDS },
    { "JPEG", LIMNER_PICTURE_JPEG, 16384, 1 },
    { "PNG", LIMNER_PICTURE_PNG, 16384, 1 },
  };
  g_autofree char *folder = g_dir_make_tmp ("limner-bench-XXXXXX", NULL);
  g_autofree char *program = g_path_get_dirname (argv[0]);
  g_autofree char *ours = g_build_filename (program, "..", "..", "src", "app", "limner", NULL);
  char *paths[G_N_ELEMENTS (cases)];
  Bench bench = { 0 };

  adw_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    paths[i] = make_file (folder, cases[i].side, cases[i].format);

  open_window (&bench, folder);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    bench_opening (&bench, paths[i], cases[i].name, cases[i].side, cases[i].n_rounds);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  g_clear_object (&bench.workspace);
  g_clear_object (&bench.studio);
  settle (0.2);

  bench_window_init ();
  for (gsize i = 0; i < 2; i++)
    bench_from_outside (ours, paths[i], cases[i].name, cases[i].side);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_free (paths[i]);
  remove_folder (folder);
  return 0;
}
