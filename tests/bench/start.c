/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * How long from the start of the program until its window shows something, watched from outside on
 * the X server, against a bare libadwaita window in the same run. "Something" is the first moment
 * at which the window's pixels hold eight colours: a flat fill is not an interface yet.
 */

#include "config.h"

#include <X11/Xutil.h>

#include "bench-window.h"

#define ROUNDS     7
#define N_COLOURS  8

typedef struct
{
  const char *name;
  const char *renderer;         /* NULL for the toolkit's choice */
  const char *program;
  double      times[ROUNDS];    /* milliseconds */
} Case;

static gboolean
shows_something (XImage *image)
{
  unsigned long seen[N_COLOURS];
  int n_seen = 0;

  for (int i = 0; i < image->width * image->height && n_seen < N_COLOURS; i++)
    {
      unsigned long pixel = XGetPixel (image, i % image->width, i / image->width) & 0xffffff;
      int k = 0;

      while (k < n_seen && seen[k] != pixel)
        k++;
      if (k == n_seen)
        seen[n_seen++] = pixel;
    }

  return n_seen == N_COLOURS;
}

static void
remove_folder (const char *path)
{
  const char *argv[] = { "rm", "-rf", path, NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                NULL);
}

static double
measure (const Case *this)
{
  g_auto(GStrv) environment = g_get_environ ();
  g_autofree char *folder = g_dir_make_tmp ("limner-bench-XXXXXX", NULL);
  const char *argv[] = { this->program, NULL };
  double time;

  environment = g_environ_setenv (environment, "LIMNER_DATA_DIR", folder, TRUE);
  environment = g_environ_setenv (environment, "LIMNER_PICTURES_DIR", folder, TRUE);
  environment = g_environ_setenv (environment, "GSETTINGS_BACKEND", "memory", TRUE);
  environment = g_environ_unsetenv (environment, "GSK_RENDERER");
  if (this->renderer != NULL)
    environment = g_environ_setenv (environment, "GSK_RENDERER", this->renderer, TRUE);

  time = bench_window_time (argv, environment, shows_something);
  remove_folder (folder);

  return time;
}

static int
compare_times (const void *a,
               const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
report (Case   *this,
        double  floor)
{
  double median;

  qsort (this->times, ROUNDS, sizeof (double), compare_times);
  median = this->times[ROUNDS / 2];
  g_print ("{\"bench\":\"start\",\"case\":\"%s\",\"min_ms\":%.1f,\"median_ms\":%.1f,"
           "\"max_ms\":%.1f,\"ratio\":%.2f}\n",
           this->name, this->times[0], median, this->times[ROUNDS - 1],
           floor > 0 ? median / floor : 1.0);

  return median;
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = g_path_get_dirname (argv[0]);
  g_autofree char *floor = g_build_filename (folder, "start-floor", NULL);
  g_autofree char *ours = g_build_filename (folder, "..", "..", "src", "app", "limner", NULL);
  Case cases[] = {
    { .name = "bare/cairo", .renderer = "cairo", .program = floor },
    { .name = "limner/cairo", .renderer = "cairo", .program = ours },
    { .name = "bare/default", .program = floor },
    { .name = "limner/default", .program = ours },
  };

  bench_window_init ();

  /* One round to warm the caches, then all programs in turn. */
  for (int round = -1; round < ROUNDS; round++)
    for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
      cases[i].times[MAX (round, 0)] = measure (&cases[i]);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i += 2)
    report (&cases[i + 1], report (&cases[i], 0));

  return 0;
}
