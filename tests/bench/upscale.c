/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How good and how fast enlarging four times is, beside ImageMagick and libvips where these are
 * installed. Quality: each picture of the corpus is made four times smaller by means of squares,
 * enlarged again and compared with itself, less a frame of 8 pixels: the mean of values, as
 * published figures are made, and the mean of light, as cameras and careful programs shrink. Time:
 * a whole process that enlarges the first picture, with plain files in and out.
 *
 *   bench-upscale
 *   bench-upscale --one IN OUT    what it runs as our own process */

#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>

#include "engine/generators/limner-upscale.h"

#include "bench-metrics.h"
#include "bench-process.h"

#define N_ENGINES 3
#define N_ROUNDS  5
#define FRAME     8

/* The first is what the others are compared with. */
static const char * const engines[N_ENGINES] = { "magick-lanczos", "limner", "vips-lanczos3" };

typedef struct
{
  guint        n;
  BenchMetrics metrics;
  double       seconds[N_ROUNDS];
  double       megabytes;
  guint        n_rounds;
} Total;

static int
run_one (char **arguments)
{
  g_autoptr(LimnerPicture) picture = bench_load (arguments[0]);
  g_autoptr(LimnerPicture) answer = limner_upscale_picture (picture, 4, 0.5f, NULL, NULL);

  if (answer == NULL)
    return 1;
  if (g_str_has_suffix (arguments[1], ".ppm"))
    bench_save_ppm (answer, arguments[1]);
  else
    bench_save (answer, arguments[1]);

  return 0;
}

static gboolean
run_engine (int         which,
            const char *input,
            const char *plain_input,
            const char *output,
            BenchCost  *cost)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  const char *ours[] = { self, "--one", input, output, NULL };
  const char *magick[] = { "convert", plain_input, "-filter", "Lanczos", "-resize", "400%", output,
                           NULL };
  const char *vips[] = { "vips", "resize", plain_input, output, "4", "--kernel", "lanczos3", NULL };

  g_remove (output);
  return bench_process_run (which == 0 ? magick : which == 1 ? ours : vips, cost);
}

static double
to_light (guint8 value)
{
  double part = value / 255.0;

  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static guint8
from_light (double light)
{
  double part = light <= 0.0031308 ? light * 12.92 : 1.055 * pow (light, 1 / 2.4) - 0.055;

  return (guint8) (part * 255 + 0.5);
}

/* The mean of 4 × 4 pixels, of their values or of their light. */
static LimnerPicture *
make_small (const LimnerPicture *picture,
            gboolean             light)
{
  LimnerPicture *small = limner_picture_new (limner_picture_get_width (picture) / 4,
                                             limner_picture_get_height (picture) / 4);
  guint8 *to = limner_picture_get_pixels (small);

  for (int y = 0; y < limner_picture_get_height (small); y++)
    for (int x = 0; x < limner_picture_get_width (small); x++)
      for (int c = 0; c < 4; c++)
        {
          double sum = 0;

          for (int part = 0; part < 16; part++)
            {
              guint8 value =
                limner_picture_read_row (picture, y * 4 + part / 4)[(x * 4 + part % 4) * 4 + c];

              sum += light && c < 3 ? to_light (value) : value;
            }
          *to++ = light && c < 3 ? from_light (sum / 16) : (guint8) (sum / 16 + 0.5);
        }

  return small;
}

static void
measure_quality (const char *path,
                 const char *folder,
                 gboolean    light,
                 Total       totals[N_ENGINES])
{
  g_autofree char *input = g_build_filename (folder, "small.png", NULL);
  g_autofree char *output = g_build_filename (folder, "large.png", NULL);
  g_autoptr(LimnerPicture) truth = bench_load (path);
  g_autoptr(LimnerPicture) small = make_small (truth, light);
  int width = limner_picture_get_width (truth);
  int height = limner_picture_get_height (truth);
  g_autoptr(LimnerPlane) mask = limner_plane_new (width, height);

  bench_save (small, input);
  for (int y = FRAME; y < height - FRAME; y++)
    memset (limner_plane_get_pixels (mask) + (gsize) y * width + FRAME, 255, width - 2 * FRAME);

  for (int i = 0; i < N_ENGINES; i++)
    {
      g_autoptr(LimnerPicture) result = NULL;
      BenchCost cost;
      BenchMetrics metrics;

      if (!run_engine (i, input, input, output, &cost))
        continue;
      result = bench_load (output);
      if (result == NULL || limner_picture_get_width (result) != width ||
          limner_picture_get_height (result) != height)
        continue;
      bench_metrics_measure (truth, result, mask, &metrics);
      totals[i].metrics.psnr += metrics.psnr;
      totals[i].metrics.ssim += metrics.ssim;
      totals[i].metrics.tsd += metrics.tsd;
      totals[i].n++;
    }
}

static void
measure_time (const char *path,
              const char *folder,
              Total       totals[N_ENGINES])
{
  g_autofree char *plain_input = g_build_filename (folder, "in.ppm", NULL);
  g_autofree char *output = g_build_filename (folder, "large.ppm", NULL);
  g_autoptr(LimnerPicture) picture = bench_load (path);

  bench_save_ppm (picture, plain_input);
  for (int round = 0; round < N_ROUNDS; round++)
    for (int i = 0; i < N_ENGINES; i++)
      {
        BenchCost cost;

        if (!run_engine (i, path, plain_input, output, &cost))
          continue;
        totals[i].seconds[totals[i].n_rounds++] = cost.cpu_seconds;
        totals[i].megabytes = MAX (totals[i].megabytes, cost.megabytes);
      }
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
median (Total *total)
{
  qsort (total->seconds, total->n_rounds, sizeof (double), compare_numbers);
  return total->seconds[total->n_rounds / 2];
}

/* All pictures, made smaller by their values or by their light. */
static void
run_case (const char *name,
          gboolean    light,
          GPtrArray  *paths,
          const char *folder)
{
  Total totals[N_ENGINES] = { { 0 } };
  gboolean timed = FALSE;

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);

      if (g_str_has_suffix (path, ".mask.png"))
        continue;
      if (!timed)
        measure_time (path, folder, totals);
      timed = TRUE;
      measure_quality (path, folder, light, totals);
    }

  for (int i = 0; i < N_ENGINES; i++)
    {
      double n = MAX (totals[i].n, 1);

      if (totals[i].n_rounds == 0)
        continue;
      printf ("{\"bench\":\"upscale\",\"case\":\"%s\",\"engine\":\"%s\","
              "\"psnr\":%.3f,\"ssim\":%.4f,"
              "\"tsd\":%.4f,\"tsd_ratio\":%.3f,\"cpu\":%.3f,\"megabytes\":%.0f,\"ratio\":%.3f}\n",
              name, engines[i], totals[i].metrics.psnr / n, totals[i].metrics.ssim / n,
              totals[i].metrics.tsd / n,
              totals[0].n > 0 ? totals[i].metrics.tsd / n / (totals[0].metrics.tsd / totals[0].n)
                : 0,
              median (&totals[i]), totals[i].megabytes,
              totals[0].n_rounds > 0 ? median (&totals[i]) / median (&totals[0]) : 0);
    }
  fflush (stdout);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GPtrArray) paths = bench_list (".png");
  g_autofree char *folder = NULL;

  if (argc == 4 && g_str_equal (argv[1], "--one"))
    return run_one (argv + 2);

  folder = g_dir_make_tmp ("limner-bench-XXXXXX", NULL);
  run_case ("4x", FALSE, paths, folder);
  run_case ("4x of light", TRUE, paths, folder);

  return 0;
}
