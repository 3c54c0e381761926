/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * How long from the start of the program until its window shows something, watched from outside on
 * the X server, against a bare libadwaita window in the same run. "Something" is the first moment
 * at which the window's pixels hold eight colours: a flat fill is not an interface yet.
 */

#include "config.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>

#define ROUNDS     7
#define N_COLOURS  8
#define MIN_WIDTH  300
#define PATIENCE   (20 * G_USEC_PER_SEC)

typedef struct
{
  const char *name;
  const char *renderer;         /* NULL for the toolkit's choice */
  const char *program;
  double      times[ROUNDS];    /* milliseconds */
} Case;

static Display *display;
static int damage_event;

static int
ignore_error_cb (Display     *from,
                 XErrorEvent *event)
{
  return 0;
}

static gboolean
shows_something (Window window)
{
  XWindowAttributes attributes;
  unsigned long seen[N_COLOURS];
  int n_seen = 0;
  XImage *image;

  if (!XGetWindowAttributes (display, window, &attributes) ||
      attributes.map_state != IsViewable)
    return FALSE;

  image = XGetImage (display, window, 0, 0, attributes.width, attributes.height, AllPlanes,
                     ZPixmap);
  if (image == NULL)
    return FALSE;

  for (int i = 0; i < image->width * image->height && n_seen < N_COLOURS; i++)
    {
      unsigned long pixel = XGetPixel (image, i % image->width, i / image->width) & 0xffffff;
      int k = 0;

      while (k < n_seen && seen[k] != pixel)
        k++;
      if (k == n_seen)
        seen[n_seen++] = pixel;
    }
  XDestroyImage (image);

  return n_seen == N_COLOURS;
}

/* Handles what the server tells; TRUE when @window has been drawn to. */
static gboolean
read_events (Window *window)
{
  gboolean damaged = FALSE;

  while (XPending (display) > 0)
    {
      XEvent event;

      XNextEvent (display, &event);
      if ((event.type == MapNotify || event.type == ConfigureNotify) && *window == None)
        {
          /* Both events begin alike; a window may get its size only after it was mapped. */
          Window candidate = event.xmap.window;
          XWindowAttributes attributes;

          if (!XGetWindowAttributes (display, candidate, &attributes) ||
              attributes.width < MIN_WIDTH || attributes.map_state != IsViewable)
            continue;

          *window = candidate;
          XDamageCreate (display, *window, XDamageReportRawRectangles);
          damaged = TRUE;
        }
      else if (event.type == damage_event)
        {
          damaged = TRUE;
        }
    }

  return damaged;
}

static double
wait_for_content (const char *name,
                  gint64      started)
{
  Window window = None;

  while (g_get_monotonic_time () - started < PATIENCE)
    {
      GPollFD fd = { .fd = ConnectionNumber (display), .events = G_IO_IN };

      if (XPending (display) == 0)
        g_poll (&fd, 1, 5);
      if (read_events (&window) && window != None && shows_something (window))
        return (g_get_monotonic_time () - started) / 1000.0;
    }

  g_error ("No window of %s came up", name);
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
  g_autoptr(GError) error = NULL;
  gint64 started;
  double time;
  GPid pid;

  environment = g_environ_setenv (environment, "LIMNER_DATA_DIR", folder, TRUE);
  environment = g_environ_setenv (environment, "LIMNER_PICTURES_DIR", folder, TRUE);
  environment = g_environ_setenv (environment, "GSETTINGS_BACKEND", "memory", TRUE);
  environment = g_environ_unsetenv (environment, "GSK_RENDERER");
  if (this->renderer != NULL)
    environment = g_environ_setenv (environment, "GSK_RENDERER", this->renderer, TRUE);

  started = g_get_monotonic_time ();
  if (!g_spawn_async (NULL, (char **) argv, environment,
                      G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL |
                      G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &pid, &error))
    g_error ("%s", error->message);

  time = wait_for_content (this->name, started);
  kill (pid, SIGTERM);
  waitpid (pid, NULL, 0);
  g_spawn_close_pid (pid);
  remove_folder (folder);
  XSync (display, True);

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
  int damage_error;

  display = XOpenDisplay (NULL);
  if (display == NULL || !XDamageQueryExtension (display, &damage_event, &damage_error))
    g_error ("This needs an X server with the damage extension");
  XSetErrorHandler (ignore_error_cb);
  XSelectInput (display, DefaultRootWindow (display), SubstructureNotifyMask);
  XSync (display, False);

  /* One round to warm the caches, then all programs in turn. */
  for (int round = -1; round < ROUNDS; round++)
    for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
      cases[i].times[MAX (round, 0)] = measure (&cases[i]);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i += 2)
    report (&cases[i + 1], report (&cases[i], 0));

  XCloseDisplay (display);

  return 0;
}
