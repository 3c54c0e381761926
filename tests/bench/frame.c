/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Is the main loop ever kept from its events for longer than one frame while a 4096² mask is
 * painted with a 64 px brush? A pen of 480 points a second paints a long spiral through the real
 * document, which the real canvas shows in a real window, once fitted and once at 100 %.
 */

#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "base/limner-stall-watch.h"
#include "canvas/limner-canvas.h"

#define SIDE        4096
#define BRUSH       64.0
#define N_FRAMES    300
#define N_WARM      20      /* frames in which the picture is being uploaded */
#define PER_FRAME   8       /* points */
#define LIMIT       16.0    /* milliseconds */

typedef struct
{
  GMainLoop        *loop;
  LimnerDocument   *document;
  GtkWidget        *canvas;
  LimnerStallWatch *watch;
  GArray           *times;      /* of double: milliseconds from update to after-paint */
  double            start_up;   /* the longest turn while the picture was uploaded */
  double            reach;      /* how far the spiral goes from the middle, in pixels */
  gint64            began;
  int               frame;
} Bench;

static LimnerPicture *
make_picture (void)
{
  LimnerPicture *picture = limner_picture_new (SIDE, SIDE);
  guint8 *pixel = limner_picture_get_pixels (picture);

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++, pixel += 4)
      {
        pixel[0] = (guint8) (x >> 4);
        pixel[1] = (guint8) (y >> 4);
        pixel[2] = (guint8) ((x ^ y) >> 3);
        pixel[3] = 255;
      }

  return picture;
}

static void
paint (Bench *bench)
{
  int first = (bench->frame - N_WARM) * PER_FRAME;

  for (int i = first; i < first + PER_FRAME; i++)
    {
      double part = i / (double) (N_FRAMES * PER_FRAME);
      double angle = part * 24 * G_PI;
      double radius = part * bench->reach;
      LimnerStrokePoint point = {
        .x = (float) (SIDE / 2 + radius * cos (angle)),
        .y = (float) (SIDE / 2 + radius * sin (angle)),
        .pressure = 1,
      };

      limner_document_add_to_stroke (bench->document, &point);
    }
}

static void
update_cb (GdkFrameClock *clock,
           Bench         *bench)
{
  LimnerBrush brush;

  bench->began = g_get_monotonic_time ();
  if (bench->frame == N_WARM)
    {
      bench->start_up = limner_stall_watch_get_longest (bench->watch);
      limner_stall_watch_reset (bench->watch);
      limner_brush_init (&brush);
      brush.size = BRUSH;
      limner_document_begin_stroke (bench->document, LIMNER_LAYER_MASK, &brush, FALSE);
    }
  if (bench->frame >= N_WARM)
    paint (bench);
  else
    gtk_widget_queue_draw (bench->canvas);
}

static void
after_paint_cb (GdkFrameClock *clock,
                Bench         *bench)
{
  double time = (g_get_monotonic_time () - bench->began) / 1000.0;

  if (bench->frame > N_WARM)
    g_array_append_val (bench->times, time);
  if (++bench->frame == N_WARM + N_FRAMES)
    g_main_loop_quit (bench->loop);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
run (Bench      *bench,
     const char *name,
     double      zoom)
{
  GtkWidget *window = gtk_window_new ();
  GdkFrameClock *clock;

  bench->canvas = limner_canvas_new ();
  bench->frame = 0;
  g_array_set_size (bench->times, 0);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_set_child (GTK_WINDOW (window), bench->canvas);
  limner_canvas_set_document (LIMNER_CANVAS (bench->canvas), bench->document);
  if (zoom > 0)
    limner_canvas_set_zoom (LIMNER_CANVAS (bench->canvas), zoom);
  gtk_window_present (GTK_WINDOW (window));

  bench->watch = limner_stall_watch_new (NULL, LIMIT, NULL, NULL);
  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "update", G_CALLBACK (update_cb), bench);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_paint_cb), bench);
  gdk_frame_clock_begin_updating (clock);
  g_main_loop_run (bench->loop);
  gdk_frame_clock_end_updating (clock);
  g_signal_handlers_disconnect_by_data (clock, bench);
  limner_document_end_stroke (bench->document);

  g_array_sort (bench->times, compare_times);
  g_print ("{\"bench\":\"frame\",\"case\":\"%s\",\"longest_stall_ms\":%.2f,\"n_stalls\":%u,"
           "\"frame_median_ms\":%.2f,\"frame_p99_ms\":%.2f,\"upload_ms\":%.1f,\"ratio\":%.2f}\n",
           name, limner_stall_watch_get_longest (bench->watch),
           limner_stall_watch_get_n (bench->watch),
           g_array_index (bench->times, double, bench->times->len / 2),
           g_array_index (bench->times, double, bench->times->len * 99 / 100),
           bench->start_up, limner_stall_watch_get_longest (bench->watch) / LIMIT);

  g_clear_pointer (&bench->watch, limner_stall_watch_free);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(LimnerDocument) document = NULL;
  g_autoptr(LimnerPicture) picture = NULL;
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  Bench bench = { .loop = loop, .times = times };

  adw_init ();
  document = limner_document_new ();
  picture = make_picture ();
  limner_document_set_picture (document, picture);
  bench.document = document;

  bench.reach = SIDE * 0.45;
  run (&bench, "fitted", 0);
  bench.reach = 380;
  run (&bench, "actual-size", 1);

  return 0;
}
