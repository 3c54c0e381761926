/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The gallery page over a made library of 100,000 pictures: from opening to the first rows against
 * an
 * empty library, the main thread's time per frame while scrolling (our part, which is binding and
 * laying out, and all of it with the toolkit's drawing), search by word and by field, and memory.
 * Needs a display. */

#include "config.h"

#include <adwaita.h>
#include <stdio.h>

#include <glib/gstdio.h>

#include "base/limner-file.h"
#include "gallery/limner-gallery-private.h"
#include "image/limner-picture-io.h"
#include "store/limner-database.h"
#include "store/limner-store-rows.h"

#define N_ITEMS    100000
#define N_FILES    64
#define N_FRAMES   240
#define N_SEARCHES 20
#define STEP       170.0

typedef struct
{
  GtkWidget     *window;
  LimnerGallery *gallery;
  GArray        *frames;     /* (element-type double) (owned) all of a frame */
  GArray        *layouts;    /* (element-type double) (owned) our part of it */
  double         began;
  int            frame;
  GMainLoop     *loop;
} Bench;

static double
now_ms (void)
{
  return (double) g_get_monotonic_time () / 1000.0;
}

/* What this thread has used, so that a busy machine does not count */
static double
thread_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
percentile (GArray *times,
            double  part)
{
  g_array_sort (times, compare_times);
  return g_array_index (times, double, (guint) (part * (times->len - 1)));
}

static double
memory_mib (void)
{
  g_autofree char *text = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &text, NULL, NULL);
  line = text != NULL ? strstr (text, "VmRSS:") : NULL;
  return line != NULL ? g_ascii_strtod (line + 6, NULL) / 1024.0 : 0;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  gboolean *opened = user_data;

  if (!limner_store_open_finish (LIMNER_STORE (source), result, NULL))
    g_error ("the library cannot be opened");
  *opened = TRUE;
}

static void
write_files (const char *folder)
{
  for (int i = 0; i < N_FILES; i++)
    {
      g_autoptr(LimnerPicture) picture = limner_picture_new (256 + i * 4, 256);
      g_autofree char *path = g_strdup_printf ("%s/%d.png", folder, i);
      guint8 *p = limner_picture_get_pixels (picture);
      g_autoptr(GBytes) bytes = NULL;

      for (int j = 0; j < (256 + i * 4) * 256 * 4; j++)
        p[j] = j % 4 == 3 ? 255 : (guint8) (j / 64 + i * 3);
      bytes = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 1, NULL);
      limner_file_write (path, bytes, NULL);
    }
}

static void
fill (const char *folder,
      guint       n_items)
{
  static const char *const subjects[] = { "fox", "harbour", "tower", "forest", "portrait",
                                          "glass" };
  g_autofree char *path = g_build_filename (folder, "library.db", NULL);
  g_autoptr(LimnerDatabase) database = limner_database_open (path, NULL);

  limner_database_begin (database, NULL);
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(LimnerItemDetails) details = limner_item_details_new ();

      details->id = 1000 + i;
      details->path = g_strdup_printf ("%s/%u.png", folder, i % N_FILES);
      details->created = (1700000000 + (gint64) i * 600) * G_USEC_PER_SEC;
      details->prompt = g_strdup_printf ("a %s number %u at dawn, oil on canvas, %s light",
                                         subjects[i % 6], i, i % 7 == 0 ? "golden" : "soft");
      details->seed = g_strdup_printf ("%u", i * 7919);
      details->model = g_strdup (i % 3 == 0 ? "stability-ai/sdxl" : "limner/painter");
      details->input = g_strdup_printf ("{\"num_inference_steps\":%u}", 10 + i % 40);
      details->width = (int) (256 + i % N_FILES * 4);
      details->height = 256;
      details->rating = (int) (i % 6);
      if (!limner_store_rows_insert (database, details, NULL))
        g_error ("a row cannot be inserted");
    }
  limner_database_commit (database, NULL);
}

static LimnerStore *
open_store (const char *folder)
{
  LimnerStore *store = limner_store_new (folder, folder);
  gboolean opened = FALSE;

  limner_store_open_async (store, NULL, opened_cb, &opened);
  while (!opened)
    g_main_context_iteration (NULL, TRUE);
  return store;
}

static void
after_paint_cb (GdkFrameClock *clock,
                gboolean      *painted)
{
  *painted = TRUE;
}

/* Shows the page and waits until the first rows, or the empty page, have been drawn. */
static double
show_page (Bench      *bench,
           const char *folder,
           guint       n_items)
{
  double start = now_ms ();
  g_autoptr(LimnerStore) store = open_store (folder);
  gboolean painted = FALSE;
  GdkFrameClock *clock;

  bench->gallery = g_object_new (LIMNER_TYPE_GALLERY, "store", store, NULL);
  bench->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (bench->window), 1280, 800);
  gtk_window_set_child (GTK_WINDOW (bench->window), GTK_WIDGET (bench->gallery));
  gtk_window_present (GTK_WINDOW (bench->window));
  while (n_items > 0 && g_list_model_get_n_items (G_LIST_MODEL (bench->gallery->list)) == 0)
    g_main_context_iteration (NULL, TRUE);
  clock = gtk_widget_get_frame_clock (bench->window);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &painted);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, &painted);
  return now_ms () - start;
}

static void
settle (Bench *bench,
        guint  n_items)
{
  while (limner_gallery_list_get_loading (bench->gallery->list) ||
         g_list_model_get_n_items (G_LIST_MODEL (bench->gallery->list)) < n_items)
    g_main_context_iteration (NULL, TRUE);
  for (gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC / 2; g_get_monotonic_time () < end;)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static void
update_cb (GdkFrameClock *clock,
           Bench         *bench)
{
  GtkAdjustment *adjustment;

  bench->began = thread_ms ();
  g_object_get (bench->gallery->grid, "vadjustment", &adjustment, NULL);
  /* Half smoothly, half in leaps as with the scroll bar */
  if (bench->frame < N_FRAMES / 2)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + STEP);
  else
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) *
                              ((bench->frame * 7919) % 1000) / 1000.0);
  g_object_unref (adjustment);
}

static void
laid_out_cb (GdkFrameClock *clock,
             Bench         *bench)
{
  double time = thread_ms () - bench->began;

  g_array_append_val (bench->layouts, time);
}

static void
painted_cb (GdkFrameClock *clock,
            Bench         *bench)
{
  double time = thread_ms () - bench->began;

  g_array_append_val (bench->frames, time);
  if (++bench->frame >= N_FRAMES)
    g_main_loop_quit (bench->loop);
}

static void
scroll (Bench *bench)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (bench->window);

  bench->loop = g_main_loop_new (NULL, FALSE);
  g_signal_connect (clock, "update", G_CALLBACK (update_cb), bench);
  g_signal_connect_after (clock, "layout", G_CALLBACK (laid_out_cb), bench);
  g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), bench);
  gdk_frame_clock_begin_updating (clock);
  g_main_loop_run (bench->loop);
  gdk_frame_clock_end_updating (clock);
  g_signal_handlers_disconnect_by_data (clock, bench);
  g_clear_pointer (&bench->loop, g_main_loop_unref);
}

static void
search (Bench      *bench,
        const char *name,
        const char *format)
{
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < N_SEARCHES; i++)
    {
      g_autoptr(GString) filter = g_string_new (format);
      g_autofree char *number = g_strdup_printf ("%u", 20 + i * 137);
      double time = now_ms ();

      g_string_replace (filter, "#", number, 0);
      limner_gallery_list_set_filter (bench->gallery->list, filter->str);
      while (limner_gallery_list_get_loading (bench->gallery->list))
        g_main_context_iteration (NULL, TRUE);
      time = now_ms () - time;
      g_array_append_val (times, time);
    }
  g_print ("{\"bench\":\"gallery\",\"case\":\"search-%s\",\"p50_ms\":%.2f,\"p95_ms\":%.2f}\n", name,
           percentile (times, 0.5), percentile (times, 0.95));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *empty = g_dir_make_tmp ("limner-bench-XXXXXX", NULL);
  g_autofree char *full = g_dir_make_tmp ("limner-bench-XXXXXX", NULL);
  Bench nothing = { 0 };
  Bench bench = { 0 };
  double empty_ms;
  double full_ms;
  double base;

  g_setenv ("XDG_CACHE_HOME", full, TRUE);
  adw_init ();
  write_files (full);
  g_object_unref (open_store (full));
  fill (full, N_ITEMS);

  empty_ms = show_page (&nothing, empty, 0);
  gtk_window_destroy (GTK_WINDOW (nothing.window));
  empty_ms = show_page (&nothing, empty, 0);
  gtk_window_destroy (GTK_WINDOW (nothing.window));
  base = memory_mib ();
  full_ms = show_page (&bench, full, N_ITEMS);
  g_print ("{\"bench\":\"gallery\",\"case\":\"open\",\"items\":%d,\"ms\":%.1f,\"empty_ms\":%.1f,"
           "\"ratio\":%.2f}\n", N_ITEMS, full_ms, empty_ms, full_ms / empty_ms);

  settle (&bench, N_ITEMS);
  g_print ("{\"bench\":\"gallery\",\"case\":\"memory\",\"mib\":%.1f,\"above_empty_mib\":%.1f}\n",
           memory_mib (), memory_mib () - base);
  bench.frames = g_array_new (FALSE, FALSE, sizeof (double));
  bench.layouts = g_array_new (FALSE, FALSE, sizeof (double));
  scroll (&bench);
  g_print ("{\"bench\":\"gallery\",\"case\":\"scroll\",\"frames\":%u,\"own_p50_ms\":%.2f,"
           "\"own_p95_ms\":%.2f,\"with_drawing_p50_ms\":%.2f,\"with_drawing_p95_ms\":%.2f}\n",
           bench.frames->len, percentile (bench.layouts, 0.5), percentile (bench.layouts, 0.95),
           percentile (bench.frames, 0.5), percentile (bench.frames, 0.95));
  search (&bench, "word", "harbour #");
  search (&bench, "field", "steps:>30 rating:>=4 seed:#");
  gtk_window_destroy (GTK_WINDOW (bench.window));
  g_array_unref (bench.frames);
  g_array_unref (bench.layouts);
  return 0;
}
