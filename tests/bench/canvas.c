/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What a frame costs us while someone paints on an 8192² picture: from the pointer's positions to
 * the finished render nodes, with everything that has to be drawn and uploaded anew; fitted, at
 * 100 % and at 400 %. Then what panning and zooming cost, and the memory of it all after a hundred
 * strokes. The toolkit's own work is not counted: the ratio is our time to a frame of 8 ms.
 */

#include "config.h"

#include <adwaita.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "canvas/limner-canvas.h"

#define SIDE 8192
#define N_FRAMES 240
#define N_STROKES 100
#define POINTS_PER_FRAME 8
#define AIM_MS 8.0

typedef struct
{
  GtkWidget      *window;
  GtkWidget      *widget;
  LimnerCanvas   *canvas;
  LimnerDocument *document;
  double          times[N_FRAMES];
} Bench;

static double
now_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1000.0 + time.tv_nsec / 1e6;
}

static LimnerPicture *
make_picture (void)
{
  LimnerPicture *picture = limner_picture_new (SIDE, SIDE);
  guint8 *pixel = limner_picture_get_pixels (picture);

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++, pixel += 4)
      {
        pixel[0] = (guint8) (x >> 5);
        pixel[1] = (guint8) (y >> 5);
        pixel[2] = (guint8) ((x ^ y) >> 4);
        pixel[3] = 255;
      }
  return picture;
}

static void
draw_frame (Bench *bench)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;

  GTK_WIDGET_GET_CLASS (bench->widget)->snapshot (bench->widget, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return left < right ? -1 : left > right;
}

static void
report (Bench      *bench,
        const char *name,
        guint64     uploaded)
{
  qsort (bench->times, N_FRAMES, sizeof *bench->times, compare_doubles);
  g_print ("{\"bench\":\"canvas\",\"case\":\"%s\",\"size\":%d,\"p50_ms\":%.2f,\"p95_ms\":%.2f,"
           "\"worst_ms\":%.2f,\"uploaded_kb_per_frame\":%.0f,\"ratio\":%.2f}\n", name, SIDE,
           bench->times[N_FRAMES / 2], bench->times[N_FRAMES * 95 / 100],
           bench->times[N_FRAMES - 1], uploaded / 1024.0 / N_FRAMES,
           bench->times[N_FRAMES * 95 / 100] / AIM_MS);
}

/* A wave through what is seen, with a brush of 64 pixels of the screen. */
static void
bench_painting (Bench      *bench,
                const char *name)
{
  LimnerViewport viewport;
  LimnerBrush brush;
  guint64 uploaded;

  limner_canvas_get_viewport (bench->canvas, &viewport);
  limner_brush_init (&brush);
  brush.size = MIN (64 / viewport.zoom, LIMNER_BRUSH_MAX_SIZE);
  draw_frame (bench);
  uploaded = limner_canvas_get_uploaded (bench->canvas);
  limner_document_begin_stroke (bench->document, LIMNER_LAYER_MASK, &brush, FALSE);
  for (int i = 0; i < N_FRAMES; i++)
    {
      double begin = now_ms ();

      for (int k = 0; k < POINTS_PER_FRAME; k++)
        {
          double part = (i + (double) k / POINTS_PER_FRAME) / N_FRAMES;
          LimnerStrokePoint point = { 0, 0, 1 };
          double x, y;

          limner_viewport_to_picture (&viewport, viewport.width * (0.1 + 0.8 * part),
                                      viewport.height * (0.5 + 0.35 * sin (part * 40)), &x, &y);
          point.x = (float) x;
          point.y = (float) y;
          limner_document_add_to_stroke (bench->document, &point);
        }
      draw_frame (bench);
      bench->times[i] = now_ms () - begin;
    }
  limner_document_end_stroke (bench->document);
  report (bench, name, limner_canvas_get_uploaded (bench->canvas) - uploaded);
}

static void
bench_panning (Bench *bench)
{
  guint64 uploaded = limner_canvas_get_uploaded (bench->canvas);
  GtkEventController *scroll = NULL;
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (bench->widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        scroll = controller;
    }
  for (int i = 0; i < N_FRAMES; i++)
    {
      double begin = now_ms ();
      gboolean handled;

      g_signal_emit_by_name (scroll, "scroll", 0.2, i % 80 < 40 ? 0.3 : -0.3, &handled);
      draw_frame (bench);
      bench->times[i] = now_ms () - begin;
    }
  report (bench, "panning at 100 %", limner_canvas_get_uploaded (bench->canvas) - uploaded);
}

static void
bench_zooming (Bench *bench)
{
  guint64 uploaded = limner_canvas_get_uploaded (bench->canvas);

  for (int i = 0; i < N_FRAMES; i++)
    {
      double begin = now_ms ();

      limner_canvas_set_zoom (bench->canvas, 0.12 * exp (3.5 * i / N_FRAMES));
      draw_frame (bench);
      bench->times[i] = now_ms () - begin;
    }
  report (bench, "zooming", limner_canvas_get_uploaded (bench->canvas) - uploaded);
}

static void
settle (double seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
}

static void
bench_memory (Bench *bench)
{
  LimnerHistory *history = limner_document_get_history (bench->document);
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  gsize picture = (gsize) SIDE * SIDE * 4;
  LimnerBrush brush;

  limner_brush_init (&brush);
  brush.size = 128;
  for (int i = 0; i < N_STROKES; i++)
    {
      limner_document_begin_stroke (bench->document, LIMNER_LAYER_MASK, &brush, i % 4 == 3);
      for (int k = 0; k < 12; k++)
        {
          LimnerStrokePoint point = { (float) g_rand_double_range (rand, 0, SIDE),
                                      (float) g_rand_double_range (rand, 0, SIDE), 1 };

          limner_document_add_to_stroke (bench->document, &point);
        }
      limner_document_end_stroke (bench->document);
      settle (0.05);   /* in which older steps are packed */
    }
  draw_frame (bench);
  limner_history_pack_all (history);
  g_print ("{\"bench\":\"canvas\",\"case\":\"memory\",\"size\":%d,\"picture_mb\":%.0f,"
           "\"levels_and_tiles_mb\":%.0f,\"mask_mb\":%.1f,\"undo_steps\":%u,\"undo_mb\":%.1f,"
           "\"ratio\":%.2f}\n", SIDE, picture / 1e6, limner_canvas_get_bytes (bench->canvas) / 1e6,
           limner_tiles_get_bytes (limner_document_get_mask (bench->document)) / 1e6,
           limner_history_get_n_undo (history), limner_history_get_bytes (history) / 1e6,
           (picture + limner_canvas_get_bytes (bench->canvas) +
            limner_tiles_get_bytes (limner_document_get_mask (bench->document)) +
            limner_history_get_bytes (history)) / (double) picture);
}

int
main (void)
{
  g_autoptr(LimnerPicture) picture = NULL;
  Bench bench = { 0 };

  adw_init ();
  picture = make_picture ();
  bench.document = limner_document_new ();
  limner_document_set_picture (bench.document, picture);
  bench.window = gtk_window_new ();
  bench.widget = limner_canvas_new ();
  bench.canvas = LIMNER_CANVAS (bench.widget);
  limner_canvas_set_document (bench.canvas, bench.document);
  gtk_window_set_child (GTK_WINDOW (bench.window), bench.widget);
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 1280, 800);
  gtk_window_present (GTK_WINDOW (bench.window));
  settle (3);

  bench_painting (&bench, "painting, fit");
  limner_canvas_set_zoom (bench.canvas, 1);
  bench_painting (&bench, "painting at 100 %");
  bench_panning (&bench);
  limner_canvas_set_zoom (bench.canvas, 4);
  bench_painting (&bench, "painting at 400 %");
  bench_zooming (&bench);
  bench_memory (&bench);

  gtk_window_destroy (GTK_WINDOW (bench.window));
  g_object_unref (bench.document);
  return 0;
}
