/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How good and how fast filling and extending are, over the pictures of the corpus, beside G'MIC
 * and OpenCV where these are installed. Every engine is a whole process, one after the other for
 * each case, so that a busy machine hits all alike.
 *
 *   bench-fill [KIND…] [ENGINE…]  blob scratch big out; only those engines that are named
 *   bench-fill --one IN MASK OUT QUALITY    what it runs as our own process */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

#include "engine/generators/limner-fill.h"

#include "bench-metrics.h"
#include "bench-process.h"

#define N_ENGINES 5

/* The first is what the others are compared with. */
static const char * const engines[N_ENGINES] = { "gmic", "limner", "limner-draft", "cv-ns",
                                                 "cv-telea" };

static const char cv_program[] =
  "import cv2, sys\n"
  "a = cv2.imread(sys.argv[1]); m = cv2.imread(sys.argv[2], 0)\n"
  "f = cv2.INPAINT_NS if sys.argv[4] == 'cv-ns' else cv2.INPAINT_TELEA\n"
  "cv2.imwrite(sys.argv[3], cv2.inpaint(a, m, 3, f))\n";

typedef struct
{
  guint        n;
  BenchCost    cost;
  BenchMetrics metrics;
  guint        n_changed;
} Total;

/* The engines that run, one bit each. */
static guint chosen;

static LimnerPlane *
load_mask (const char *path)
{
  g_autoptr(LimnerPicture) picture = bench_load (path);
  LimnerPlane *mask = limner_plane_new (limner_picture_get_width (picture),
                                        limner_picture_get_height (picture));
  gsize n = (gsize) limner_plane_get_width (mask) * limner_plane_get_height (mask);

  for (gsize i = 0; i < n; i++)
    limner_plane_get_pixels (mask)[i] = limner_picture_get_pixels (picture)[i * 4];

  return mask;
}

static int
run_one (char **arguments)
{
  g_autoptr(LimnerPicture) picture = bench_load (arguments[0]);
  g_autoptr(LimnerPlane) mask = load_mask (arguments[1]);
  g_autoptr(LimnerPicture) answer = NULL;
  LimnerFillOptions options = {
    .quality = limner_fill_quality_from_string (arguments[3]),
    .seed = 1,
    .extending = strstr (arguments[1], ".out.") != NULL,
  };

  answer = limner_fill_picture (picture, mask, &options, NULL, NULL);
  if (answer == NULL)
    return 1;
  bench_save (answer, arguments[2]);

  return 0;
}

static gboolean
run_engine (const char *engine,
            const char *input,
            const char *mask,
            const char *output,
            BenchCost  *cost)
{
  const char *ours[] = { "/proc/self/exe", "--one", input, mask, output,
                         strcmp (engine, "limner") == 0 ? "normal" : "draft", NULL };
  const char *gmic[] = { "gmic", "-v", "-99", input, mask, "-inpaint_matchpatch[0]", "[1]",
                         "-rm[1]",
                         "-c", "0,255", "-round", "-o", output, NULL };
  const char *cv[] = { "/usr/bin/python3", "-c", cv_program, input, mask, output, engine, NULL };
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);

  g_remove (output);
  ours[0] = self;
  if (g_str_has_prefix (engine, "limner"))
    return bench_process_run (ours, cost);

  return bench_process_run (g_str_equal (engine, "gmic") ? gmic : cv, cost);
}

static guint
count_changed (const LimnerPicture *truth,
               const LimnerPicture *result,
               const LimnerPlane   *mask)
{
  gsize n = (gsize) limner_plane_get_width (mask) * limner_plane_get_height (mask);
  const guint8 *a = limner_picture_read_row (truth, 0);
  const guint8 *b = limner_picture_read_row (result, 0);
  guint changed = 0;

  for (gsize i = 0; i < n; i++)
    if (limner_plane_read_row (mask, 0)[i] <= 127 && memcmp (a + i * 4, b + i * 4, 3) != 0)
      changed++;

  return changed;
}

static void
print_line (const char         *name,
            const char         *engine,
            const BenchCost    *cost,
            const BenchMetrics *metrics,
            guint               n_changed,
            double              ratio)
{
  printf ("{\"bench\":\"fill\",\"case\":\"%s\",\"engine\":\"%s\",\"seconds\":%.3f,\"cpu\":%.3f,"
          "\"megabytes\":%.0f,\"psnr\":%.2f,\"ssim\":%.4f,\"ms_ssim\":%.4f,\"gmsd\":%.4f,"
          "\"tsd\":%.4f,\"seam\":%.3f,\"changed_outside\":%u,\"ratio\":%.3f}\n",
          name, engine, cost->seconds, cost->cpu_seconds, cost->megabytes, metrics->psnr,
          metrics->ssim, metrics->ms_ssim, metrics->gmsd, metrics->tsd, metrics->seam, n_changed,
          ratio);
  fflush (stdout);
}

static void
add_to_total (Total              *total,
              const BenchCost    *cost,
              const BenchMetrics *metrics,
              guint               n_changed)
{
  const double *from = (const double *) metrics;
  double *to = (double *) &total->metrics;

  for (gsize i = 0; i < sizeof *metrics / sizeof (double); i++)
    to[i] += from[i];
  total->cost.seconds += cost->seconds;
  total->cost.cpu_seconds += cost->cpu_seconds;
  total->cost.megabytes = MAX (total->cost.megabytes, cost->megabytes);
  total->n_changed += n_changed;
  total->n++;
}

static void
run_case (const char *mask_path,
          const char *folder,
          Total       totals[N_ENGINES])
{
  g_autofree char *name = g_path_get_basename (mask_path);
  g_autofree char *dir = g_path_get_dirname (mask_path);
  g_autofree char *stem = g_strndup (name, strchr (name, '.') - name);
  g_autofree char *file = g_strconcat (stem, ".png", NULL);
  g_autofree char *path = g_build_filename (dir, file, NULL);
  g_autofree char *input = g_build_filename (folder, "in.png", NULL);
  g_autofree char *output = g_build_filename (folder, "out.png", NULL);
  g_autoptr(LimnerPicture) truth = bench_load (path);
  g_autoptr(LimnerPicture) holed = limner_picture_copy (truth);
  g_autoptr(LimnerPlane) mask = load_mask (mask_path);
  gsize n = (gsize) limner_plane_get_width (mask) * limner_plane_get_height (mask);
  double reference = 0;

  for (gsize i = 0; i < n; i++)
    if (limner_plane_read_row (mask, 0)[i] > 127)
      memset (limner_picture_get_pixels (holed) + i * 4, 128, 3);
  bench_save (holed, input);
  name[strlen (name) - strlen (".mask.png")] = '\0';

  for (int i = 0; i < N_ENGINES; i++)
    {
      g_autoptr(LimnerPicture) result = NULL;
      BenchCost cost;
      BenchMetrics metrics;
      guint n_changed;

      if (!(chosen & (1u << i)) || !run_engine (engines[i], input, mask_path, output, &cost))
        continue;
      result = bench_load (output);
      if (result == NULL)
        continue;
      bench_metrics_measure (truth, result, mask, &metrics);
      n_changed = count_changed (truth, result, mask);
      reference = i == 0 ? cost.seconds : reference;
      print_line (name, engines[i], &cost, &metrics, n_changed,
                  reference > 0 ? cost.seconds / reference : 0);
      add_to_total (&totals[i], &cost, &metrics, n_changed);
    }
}

static void
print_means (const char *kind,
             Total       totals[N_ENGINES])
{
  g_autofree char *name = g_strconcat ("mean of ", kind, NULL);

  for (int i = 0; i < N_ENGINES; i++)
    {
      double *values = (double *) &totals[i].metrics;

      if (totals[i].n == 0)
        continue;
      for (gsize k = 0; k < sizeof (BenchMetrics) / sizeof (double); k++)
        values[k] /= totals[i].n;
      totals[i].cost.seconds /= totals[i].n;
      totals[i].cost.cpu_seconds /= totals[i].n;
      print_line (name, engines[i], &totals[i].cost, &totals[i].metrics, totals[i].n_changed,
                  totals[0].n > 0 ? totals[i].cost.seconds / totals[0].cost.seconds : 0);
    }
}

/* Takes the names of engines out of the arguments; without any all are chosen. */
static int
choose_engines (int   argc,
                char *argv[])
{
  int n = 1;

  for (int i = 1; i < argc; i++)
    {
      int which = 0;

      while (which < N_ENGINES && !g_str_equal (argv[i], engines[which]))
        which++;
      if (which < N_ENGINES)
        chosen |= 1u << which;
      else
        argv[n++] = argv[i];
    }
  argv[n] = NULL;
  if (chosen == 0)
    chosen = (1u << N_ENGINES) - 1;

  return n;
}

int
main (int   argc,
      char *argv[])
{
  static const char * const kinds[] = { "blob", "scratch", "big", "out" };
  g_autofree char *folder = NULL;

  if (argc == 6 && g_str_equal (argv[1], "--one"))
    return run_one (argv + 2);

  argc = choose_engines (argc, argv);
  folder = g_dir_make_tmp ("limner-bench-XXXXXX", NULL);
  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autofree char *suffix = g_strdup_printf (".%s.mask.png", kinds[k]);
      g_autoptr(GPtrArray) masks = bench_list (suffix);
      Total totals[N_ENGINES] = { { 0 } };

      if (argc > 1 && !g_strv_contains ((const char * const *) argv + 1, kinds[k]))
        continue;
      for (guint i = 0; i < masks->len; i++)
        run_case (g_ptr_array_index (masks, i), folder, totals);
      print_means (kinds[k], totals);
    }

  return 0;
}
