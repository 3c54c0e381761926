/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What one waits for with the built-in engine: the time of a painting, how soon a run ends after a
 * cancellation wherever that comes, and the memory of a picture of 100 megapixels.
 *
 *   bench-engine
 *   bench-engine --one MODEL SIDE INPUT    what it runs as a process of its own */

#include "config.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/memory-task.h"

#include "bench-process.h"

#define PAINTED_SIDE 1024
#define CANCEL_SIDE  5000
#define LARGE_SIDE   10000

/* Cancellations of each model, spread over the time that a whole run takes. */
#define N_CANCELS    16

static const struct
{
  const char *name;
  const char *input;
} models[] = {
  { "fill", "{\"seed\":1}" },
  { "extend", "{\"seed\":1,\"left\":600,\"right\":600}" },
  { "upscale", "{\"scale\":2}" },
  { "control", "{\"method\":\"canny\"}" },
  { "control", "{\"method\":\"soft_edge\"}" },
  { "control", "{\"method\":\"lines\"}" },
  { "control", "{\"method\":\"scribble\"}" },
  { "control", "{\"method\":\"normals\"}" },
  { "control", "{\"method\":\"segments\"}" },
};

/* A coarse pattern, so that its file is small but its pixels are not. */
static LimnerPicture *
make_picture (int side)
{
  LimnerPicture *picture = limner_picture_new (side, side);

  for (int y = 0; y < side; y++)
    {
      guint8 *row = limner_picture_get_pixels (picture) +
                    (gsize) y * limner_picture_get_stride (picture);

      for (int x = 0; x < side; x++)
        {
          row[x * 4] = (guint8) (x / 40 * 7);
          row[x * 4 + 1] = (guint8) (y / 30 * 5);
          row[x * 4 + 2] = (guint8) ((x / 25 + y / 35) * 11);
          row[x * 4 + 3] = 255;
        }
    }

  return picture;
}

static LimnerPicture *
make_mask (int side)
{
  LimnerPicture *mask = limner_picture_new (side, side);

  for (int y = 0; y < side; y++)
    for (int x = 0; x < side; x++)
      {
        guint8 *pixel = limner_picture_get_pixels (mask) +
                        (gsize) y * limner_picture_get_stride (mask) + (gsize) x * 4;

        memset (pixel, ABS (x - side / 2) < side / 12 && ABS (y - side / 2) < side / 12 ? 255 : 0,
                3);
        pixel[3] = 255;
      }

  return mask;
}

static MemoryTask *
new_task (const char *name,
          const char *input,
          GBytes     *image,
          GBytes     *mask)
{
  MemoryTask *task = memory_task_new (input);

  if (!g_str_equal (name, "painter"))
    memory_task_set_file (task, "image", image);
  if (g_str_equal (name, "fill"))
    memory_task_set_file (task, "mask", mask);

  return task;
}

static int
run_one (const char *name,
         int         side,
         const char *input)
{
  g_autoptr(GBytes) image = NULL;
  g_autoptr(GBytes) mask = NULL;
  g_autoptr(MemoryTask) task = NULL;

  if (!g_str_equal (name, "painter"))
    {
      g_autoptr(LimnerPicture) picture = make_picture (side);

      image = memory_encode_png (picture);
    }
  if (g_str_equal (name, "fill"))
    {
      g_autoptr(LimnerPicture) picture = make_mask (side);

      mask = memory_encode_png (picture);
    }
  task = new_task (name, input, image, mask);

  return limner_generators_find (name)->run (LIMNER_GENERATOR_TASK (task), NULL) ? 0 : 1;
}

static gboolean
measure (const char *name,
         int         side,
         const char *input,
         BenchCost  *cost)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *text = g_strdup_printf ("%d", side);
  const char *arguments[] = { self, "--one", name, text, input, NULL };

  return bench_process_run (arguments, cost);
}

static void
measure_paintings (void)
{
  static const char * const materials[] = { "oil", "palette knife", "gouache", "pastel on paper",
                                            "pointillism", "watercolour", "ink", "pencil",
                                            "poster", "pixel art", "linocut" };

  for (gsize i = 0; i < G_N_ELEMENTS (materials); i++)
    {
      g_autofree char *input =
        g_strdup_printf ("{\"prompt\":\"a harbour at dawn, %s\",\"seed\":1,\"width\":%d,"
                         "\"height\":%d}", materials[i], PAINTED_SIDE, PAINTED_SIDE);
      BenchCost cost;

      if (measure ("painter", PAINTED_SIDE, input, &cost))
        printf ("{\"bench\":\"engine\",\"case\":\"painting\",\"material\":\"%s\",\"seconds\":%.3f,"
                "\"cpu\":%.3f,\"megabytes\":%.0f}\n", materials[i], cost.seconds, cost.cpu_seconds,
                cost.megabytes);
      fflush (stdout);
    }
}

typedef struct
{
  GCancellable *cancellable;
  clockid_t     clock;     /* of the processor time of the thread that runs the model */
  gint64        after;
  gint64        at;        /* when it cancelled */
  double        spent;     /* processor time of that thread by then, in ms */
} Canceller;

static double
read_clock (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static gpointer
cancel_later (gpointer data)
{
  Canceller *canceller = data;

  g_usleep ((gulong) canceller->after);
  canceller->spent = read_clock (canceller->clock);
  canceller->at = g_get_monotonic_time ();
  g_cancellable_cancel (canceller->cancellable);

  return NULL;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static gint64
measure_run (const char *name,
             const char *input,
             GBytes     *image,
             GBytes     *mask)
{
  g_autoptr(MemoryTask) task = new_task (name, input, image, mask);
  gint64 begin = g_get_monotonic_time ();

  if (!limner_generators_find (name)->run (LIMNER_GENERATOR_TASK (task), NULL))
    return 0;
  return g_get_monotonic_time () - begin;
}

/* How long it takes from a cancellation to the end of the run, and how much of that the thread of
 * the run was at work itself, which is what counts on a machine that does other things too. */
static void
measure_cancelling (const char *name,
                    const char *input,
                    GBytes     *image,
                    GBytes     *mask)
{
  gint64 whole = measure_run (name, input, image, mask);
  double times[N_CANCELS];
  double works[N_CANCELS];
  int n = 0;

  for (int i = 0; i < N_CANCELS; i++)
    {
      g_autoptr(MemoryTask) task = new_task (name, input, image, mask);
      Canceller canceller = { .cancellable = memory_task_get_cancellable (task),
                              .after = whole * i / N_CANCELS };
      GThread *thread;
      gboolean done;
      gint64 end;

      pthread_getcpuclockid (pthread_self (), &canceller.clock);
      thread = g_thread_new ("cancel", cancel_later, &canceller);
      done = limner_generators_find (name)->run (LIMNER_GENERATOR_TASK (task), NULL);
      end = g_get_monotonic_time ();
      works[n] = read_clock (canceller.clock);
      g_thread_join (thread);
      if (done || end < canceller.at)
        continue;
      works[n] -= canceller.spent;
      times[n++] = (double) (end - canceller.at) / 1000;
    }
  if (n == 0)
    return;

  qsort (times, n, sizeof *times, compare_numbers);
  qsort (works, n, sizeof *works, compare_numbers);
  printf ("{\"bench\":\"engine\",\"case\":\"cancel\",\"model\":\"%s\",\"input\":%s,"
          "\"megapixels\":%d,\"whole_ms\":%.0f,\"n\":%d,\"median_ms\":%.1f,\"most_ms\":%.1f,"
          "\"median_work_ms\":%.1f,\"most_work_ms\":%.1f}\n", name, input,
          CANCEL_SIDE * CANCEL_SIDE / 1000000, (double) whole / 1000, n, times[n / 2],
          times[n - 1], works[n / 2], works[n - 1]);
  fflush (stdout);
}

/* Memory is also told in pictures of the answer's size. */
static void
measure_large (const char *name,
               const char *input,
               int         side,
               int         answer_side)
{
  BenchCost cost;

  if (measure (name, side, input, &cost))
    printf ("{\"bench\":\"engine\",\"case\":\"large\",\"model\":\"%s\",\"input\":%s,"
            "\"megapixels\":%d,\"seconds\":%.1f,\"cpu\":%.1f,\"megabytes\":%.0f,"
            "\"answers\":%.1f}\n", name, input, side / 1000 * (side / 1000), cost.seconds,
            cost.cpu_seconds, cost.megabytes,
            cost.megabytes * 1024 * 1024 / ((double) answer_side * answer_side * 4));
  fflush (stdout);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(LimnerPicture) picture = NULL;
  g_autoptr(LimnerPicture) mask_picture = NULL;
  g_autoptr(GBytes) image = NULL;
  g_autoptr(GBytes) mask = NULL;

  if (argc == 5 && g_str_equal (argv[1], "--one"))
    return run_one (argv[2], atoi (argv[3]), argv[4]);

  measure_paintings ();

  picture = make_picture (CANCEL_SIDE);
  mask_picture = make_mask (CANCEL_SIDE);
  image = memory_encode_png (picture);
  mask = memory_encode_png (mask_picture);
  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    measure_cancelling (models[i].name, models[i].input, image, mask);

  measure_large ("fill", "{\"seed\":1,\"quality\":\"draft\"}", LARGE_SIDE, LARGE_SIDE);
  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    if (g_str_equal (models[i].name, "control"))
      measure_large ("control", models[i].input, LARGE_SIDE, LARGE_SIDE);
  measure_large ("upscale", "{\"scale\":2}", LARGE_SIDE / 2, LARGE_SIDE);

  return 0;
}
