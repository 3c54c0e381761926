/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Starts a program and watches from outside, on the X server, until its window shows something. */

#include "config.h"

#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <signal.h>
#include <sys/wait.h>

#include "bench-window.h"

#define MIN_WIDTH  300
#define PATIENCE   (20 * G_USEC_PER_SEC)

static Display *display;
static int damage_event;

static int
ignore_error_cb (Display     *from,
                 XErrorEvent *event)
{
  return 0;
}

static gboolean
look (Window           window,
      BenchWindowShows shows)
{
  XWindowAttributes attributes;
  gboolean seen;
  XImage *image;

  if (!XGetWindowAttributes (display, window, &attributes) ||
      attributes.map_state != IsViewable)
    return FALSE;

  image = XGetImage (display, window, 0, 0, attributes.width, attributes.height, AllPlanes,
                     ZPixmap);
  if (image == NULL)
    return FALSE;

  seen = shows (image);
  XDestroyImage (image);
  return seen;
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
wait_for_content (const char       *name,
                  gint64            started,
                  BenchWindowShows  shows)
{
  Window window = None;

  while (g_get_monotonic_time () - started < PATIENCE)
    {
      GPollFD fd = { .fd = ConnectionNumber (display), .events = G_IO_IN };

      if (XPending (display) == 0)
        g_poll (&fd, 1, 5);
      if (read_events (&window) && window != None && look (window, shows))
        return (g_get_monotonic_time () - started) / 1000.0;
    }

  g_error ("No window of %s came up", name);
}

/* Joins the X server; before anything else. */
void
bench_window_init (void)
{
  int damage_error;

  display = XOpenDisplay (NULL);
  if (display == NULL || !XDamageQueryExtension (display, &damage_event, &damage_error))
    g_error ("This needs an X server with the damage extension");
  XSetErrorHandler (ignore_error_cb);
  XSelectInput (display, DefaultRootWindow (display), SubstructureNotifyMask);
  XSync (display, False);
}

/* Returns the milliseconds until a program's window shows what is waited for, and ends it. */
double
bench_window_time (const char * const *argv,
                   char              **environment,
                   BenchWindowShows    shows)
{
  g_autoptr(GError) error = NULL;
  gint64 started;
  double time;
  GPid pid;

  started = g_get_monotonic_time ();
  if (!g_spawn_async (NULL, (char **) argv, environment,
                      G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL |
                      G_SPAWN_STDERR_TO_DEV_NULL | G_SPAWN_SEARCH_PATH, NULL, NULL, &pid, &error))
    g_error ("%s", error->message);

  time = wait_for_content (argv[0], started, shows);
  kill (pid, SIGTERM);
  waitpid (pid, NULL, 0);
  g_spawn_close_pid (pid);
  XSync (display, True);
  return time;
}
