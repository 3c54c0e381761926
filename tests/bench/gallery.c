/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The gallery page over a made library of 100,000 pictures: from opening to the first rows against
 * an empty library, in turns, as time and as what the main thread used of it; the main thread's
 * time per frame while scrolling (our part, which is binding and laying out, and all of it with the
 * toolkit's drawing), also while another program adds pictures; search by word and by field, until
 * the first rows are there and until all are, and what all threads used for it; memory; for how
 * long selecting, rating, deleting and the like keep the window from answering; and how many new
 * pictures a second are imported with their thumbnails, on one core and on all, against gThumb
 * where that is installed (bench-import.c).
 * LIMNER_BENCH_IMPORTS says how many are imported, 600 if it does not; with the word `import` or
 * `stalls` nothing else is measured. Needs a display. */

#include "config.h"

#include <adwaita.h>
#include <stdio.h>

#include <glib/gstdio.h>

#include "base/limner-file.h"
#include "gallery/limner-gallery-private.h"
#include "image/limner-picture-io.h"
#include "image/limner-picture-ops.h"
#include "store/limner-database.h"
#include "store/limner-store-rows.h"

#include "bench-import.h"

#define N_ITEMS    100000
#define N_FILES    64
#define N_FRAMES   240
#define N_SEARCHES 20
#define N_OPENS    7
#define STEP       170.0
#define CALM_US    (400 * 1000)   /* after which an act is over */

static const char *const subjects[] = {
  "fox", "harbour", "tower", "forest", "portrait", "glass",
};

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
insert_rows (LimnerDatabase *database,
             const char     *folder,
             guint           first,
             guint           n_items)
{

  limner_database_begin (database, NULL);
  for (guint i = first; i < first + n_items; i++)
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

static void
fill (const char *folder,
      guint       n_items)
{
  g_autofree char *path = g_build_filename (folder, "library.db", NULL);
  g_autoptr(LimnerDatabase) database = limner_database_open (path, NULL);

  insert_rows (database, folder, 0, n_items);
}

static void
after_paint_cb (GdkFrameClock *clock,
                gboolean      *painted)
{
  *painted = TRUE;
}

/* Shows the page and waits until the first rows, or the empty page, have been drawn. */
static void
show_page (Bench      *bench,
           const char *folder,
           guint       n_items,
           GArray     *times,
           GArray     *main_times)
{
  double start = bench_now_ms ();
  double main_start = thread_ms ();
  g_autoptr(LimnerStore) store = bench_open_store (folder);
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
  start = bench_now_ms () - start;
  main_start = thread_ms () - main_start;
  g_array_append_val (times, start);
  g_array_append_val (main_times, main_start);
}

/* A library that is still open when it is opened again is taken for one that was left by a crash,
 * and is checked. */
static void
close_page (Bench *bench)
{
  GWeakRef store;

  g_weak_ref_init (&store, bench->gallery->store);
  gtk_window_destroy (GTK_WINDOW (bench->window));
  for (gboolean gone = FALSE; !gone;)
    {
      g_autoptr(GObject) object = g_weak_ref_get (&store);

      gone = object == NULL;
      g_clear_object (&object);
      if (!gone)
        g_main_context_iteration (NULL, TRUE);
    }
  g_weak_ref_clear (&store);
}

static void
open_in_turns (const char *empty,
               const char *full)
{
  GArray *times[4];   /* all and the main thread's of the empty one, then of the full one */

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    times[i] = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i <= N_OPENS; i++)
    {
      Bench nothing = { 0 };
      Bench something = { 0 };

      show_page (&nothing, empty, 0, times[0], times[1]);
      close_page (&nothing);
      show_page (&something, full, N_ITEMS, times[2], times[3]);
      close_page (&something);
      /* The first ones load icons and styles. */
      for (guint j = 0; i == 0 && j < G_N_ELEMENTS (times); j++)
        g_array_set_size (times[j], 0);
    }
  g_print ("{\"bench\":\"gallery\",\"case\":\"open\",\"items\":%d,\"ms\":%.1f,\"empty_ms\":%.1f,"
           "\"ratio\":%.2f,\"main_ms\":%.1f,\"empty_main_ms\":%.1f,\"main_ratio\":%.2f}\n", N_ITEMS,
           percentile (times[2], 0.5), percentile (times[0], 0.5),
           percentile (times[2], 0.5) / percentile (times[0], 0.5), percentile (times[3], 0.5),
           percentile (times[1], 0.5),
           percentile (times[3], 0.5) / percentile (times[1], 0.5));
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    g_array_unref (times[i]);
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
scroll (Bench      *bench,
        const char *name)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (bench->window);

  bench->frame = 0;
  bench->frames = g_array_new (FALSE, FALSE, sizeof (double));
  bench->layouts = g_array_new (FALSE, FALSE, sizeof (double));
  bench->loop = g_main_loop_new (NULL, FALSE);
  g_signal_connect (clock, "update", G_CALLBACK (update_cb), bench);
  g_signal_connect_after (clock, "layout", G_CALLBACK (laid_out_cb), bench);
  g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), bench);
  gdk_frame_clock_begin_updating (clock);
  g_main_loop_run (bench->loop);
  gdk_frame_clock_end_updating (clock);
  g_signal_handlers_disconnect_by_data (clock, bench);
  g_clear_pointer (&bench->loop, g_main_loop_unref);
  g_print ("{\"bench\":\"gallery\",\"case\":\"%s\",\"frames\":%u,\"own_p50_ms\":%.2f,"
           "\"own_p95_ms\":%.2f,\"with_drawing_p50_ms\":%.2f,\"with_drawing_p95_ms\":%.2f}\n",
           name, bench->frames->len, percentile (bench->layouts, 0.5),
           percentile (bench->layouts, 0.95), percentile (bench->frames, 0.5),
           percentile (bench->frames, 0.95));
  g_clear_pointer (&bench->frames, g_array_unref);
  g_clear_pointer (&bench->layouts, g_array_unref);
}

typedef struct
{
  LimnerDatabase *database;
  const char     *folder;
  guint           n;
} Inserting;

static gboolean
insert_cb (gpointer user_data)
{
  Inserting *inserting = user_data;

  insert_rows (inserting->database, inserting->folder, N_ITEMS + inserting->n++, 1);
  return G_SOURCE_CONTINUE;
}

/* Another program adds pictures, twenty a second, while one scrolls. */
static void
scroll_while_inserting (Bench      *bench,
                        const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "library.db", NULL);
  Inserting inserting = { limner_database_open (path, NULL), folder, 0 };
  guint id = g_timeout_add (50, insert_cb, &inserting);

  scroll (bench, "scroll-inserting");
  g_source_remove (id);
  limner_database_close (inserting.database);
}

static void
first_rows_cb (GListModel *list,
               guint       position,
               guint       removed,
               guint       added,
               double     *time)
{
  if (*time == 0)
    *time = bench_now_ms ();
}

static void
search (Bench      *bench,
        const char *name,
        const char *format)
{
  g_autoptr(GArray) first_times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) cpu_times = g_array_new (FALSE, FALSE, sizeof (double));
  LimnerGalleryList *list = bench->gallery->list;

  for (guint i = 0; i < N_SEARCHES; i++)
    {
      g_autoptr(GString) filter = g_string_new (format);
      g_autofree char *number = g_strdup_printf ("%u", 20 + i * 137 % 60);
      double cpu = bench_cpu_ms ();
      double begin = bench_now_ms ();
      double first = 0;
      double time;
      gulong id;

      g_string_replace (filter, "#", number, 0);
      g_string_replace (filter, "@", subjects[i % 6], 0);
      id = g_signal_connect (list, "items-changed", G_CALLBACK (first_rows_cb), &first);
      limner_gallery_list_set_filter (list, filter->str);
      while (limner_gallery_list_get_loading (list))
        g_main_context_iteration (NULL, TRUE);
      g_signal_handler_disconnect (list, id);
      time = bench_now_ms () - begin;
      cpu = bench_cpu_ms () - cpu;
      first = first != 0 ? first - begin : time;
      g_array_append_val (times, time);
      g_array_append_val (first_times, first);
      g_array_append_val (cpu_times, cpu);
    }
  g_print ("{\"bench\":\"gallery\",\"case\":\"search-%s\",\"p50_ms\":%.2f,\"p95_ms\":%.2f,"
           "\"all_p50_ms\":%.2f,\"all_p95_ms\":%.2f,\"all_cpu_p50_ms\":%.2f,\"found\":%u}\n", name,
           percentile (first_times, 0.5), percentile (first_times, 0.95),
           percentile (times, 0.5), percentile (times, 0.95), percentile (cpu_times, 0.5),
           g_list_model_get_n_items (G_LIST_MODEL (list)));
}

/* Does something and waits until nothing has happened for a while. Tells for how long at most the
 * window could not have answered: what the main thread used at one go. */
static void
stall (Bench      *bench,
       const char *name,
       void      (*act) (LimnerGallery *gallery))
{
  double start = thread_ms ();
  double worst;
  double all = 0;

  act (bench->gallery);
  worst = thread_ms () - start;
  for (gint64 calm = g_get_monotonic_time (); g_get_monotonic_time () - calm < CALM_US;)
    {
      double begun = thread_ms ();
      double used;

      if (!g_main_context_iteration (NULL, FALSE))
        {
          g_usleep (500);
          continue;
        }
      used = thread_ms () - begun;
      all += used;
      worst = MAX (worst, used);
      if (used > 0.5)
        calm = g_get_monotonic_time ();
    }
  g_print ("{\"bench\":\"gallery\",\"case\":\"stall\",\"act\":\"%s\",\"worst_ms\":%.1f,"
           "\"main_ms\":%.1f}\n", name, worst, all);
}

static void
select_thousand (LimnerGallery *gallery)
{
  limner_gallery_grid_select (gallery->grid, 500, FALSE, FALSE);
  limner_gallery_grid_select (gallery->grid, 1499, FALSE, TRUE);
}

static void
select_all (LimnerGallery *gallery)
{
  limner_gallery_grid_select_all (gallery->grid);
}

static void
unselect_all (LimnerGallery *gallery)
{
  limner_gallery_grid_unselect_all (gallery->grid);
}

static void
delete_selected (LimnerGallery *gallery)
{
  gtk_widget_activate_action (GTK_WIDGET (gallery), "gallery.delete", NULL);
}

static void
undo (LimnerGallery *gallery)
{
  gtk_widget_activate_action (GTK_WIDGET (gallery), "gallery.undo", NULL);
}

static void
rate_selected (LimnerGallery *gallery)
{
  gtk_widget_activate_action (GTK_WIDGET (gallery), "gallery.rate", "i", 3);
}

static void
stack_variants (LimnerGallery *gallery)
{
  gtk_widget_activate_action (GTK_WIDGET (gallery), "gallery.stacked", NULL);
}

static void
type_word (LimnerGallery *gallery)
{
  gtk_editable_set_text (GTK_EDITABLE (gallery->search_entry), "fox");
}

static void
clear_search (LimnerGallery *gallery)
{
  gtk_editable_set_text (GTK_EDITABLE (gallery->search_entry), "");
}

static void
make_larger (LimnerGallery *gallery)
{
  limner_gallery_grid_set_row_height (gallery->grid, 220);
}

static void
look_through (LimnerGallery *gallery)
{
  gtk_widget_activate_action (GTK_WIDGET (gallery), "gallery.cull", NULL);
}

static void
go_back (LimnerGallery *gallery)
{
  gtk_widget_activate_action (GTK_WIDGET (gallery), "gallery.back", NULL);
}

static void
stalls (Bench *bench)
{
  stall (bench, "select-all", select_all);
  stall (bench, "unselect-all", unselect_all);
  stall (bench, "select-1000", select_thousand);
  stall (bench, "rate-1000", rate_selected);
  stall (bench, "undo-rating", undo);
  stall (bench, "delete-1000", delete_selected);
  stall (bench, "undo-deletion", undo);
  stall (bench, "larger-rows", make_larger);
  stall (bench, "search-word", type_word);
  stall (bench, "clear-search", clear_search);
  stall (bench, "stack", stack_variants);
  stall (bench, "unstack", stack_variants);
  stall (bench, "look-through", look_through);
  stall (bench, "back", go_back);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *empty = g_dir_make_tmp ("limner-bench-XXXXXX", NULL);
  g_autofree char *full = g_dir_make_tmp ("limner-bench-XXXXXX", NULL);
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  Bench bench = { 0 };
  double base;

  g_setenv ("XDG_CACHE_HOME", full, TRUE);
  if (argc > 1 && g_str_equal (argv[1], "import"))
    {
      bench_import_all ();
      return 0;
    }
  adw_init ();
  write_files (full);
  g_object_unref (bench_open_store (full));
  fill (full, N_ITEMS);

  if (argc > 1 && g_str_equal (argv[1], "stalls"))
    {
      show_page (&bench, full, N_ITEMS, times, times);
      settle (&bench, N_ITEMS);
      stalls (&bench);
      gtk_window_destroy (GTK_WINDOW (bench.window));
      return 0;
    }

  show_page (&bench, empty, 0, times, times);
  close_page (&bench);
  base = memory_mib ();
  open_in_turns (empty, full);
  show_page (&bench, full, N_ITEMS, times, times);
  settle (&bench, N_ITEMS);
  g_print ("{\"bench\":\"gallery\",\"case\":\"memory\",\"mib\":%.1f,\"above_empty_mib\":%.1f}\n",
           memory_mib (), memory_mib () - base);
  scroll (&bench, "scroll");
  scroll_while_inserting (&bench, full);
  search (&bench, "words", "@ #");
  search (&bench, "frequent-word", "@");
  search (&bench, "field", "steps:># rating:>=4");
  search (&bench, "fields-without-hits", "steps:># width:>9000 model:sdxl");
  search (&bench, "seed", "seed:7919#");
  stalls (&bench);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  bench_import_all ();
  return 0;
}
