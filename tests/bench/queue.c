/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The queue with 10,000 jobs: reading them from the journal, showing the panel, scrolling it, and
 * what one job's progress or change of state costs the main thread, beside a panel with 10 jobs in
 * the same run. Needs a display. */

#include "config.h"

#include <adwaita.h>
#include <stdio.h>

#include <glib/gstdio.h>

#include "jobs/limner-job-private.h"
#include "queue/limner-queue-panel.h"
#include "secrets/limner-vault.h"
#include "store/limner-database.h"
#include "store/limner-migrations.h"

#define N_UPDATES 400
#define N_FRAMES 200
#define STEP 190.0

typedef struct
{
  guint   n_jobs;
  double  resume_ms;
  double  show_ms;
  double  show_cpu_ms;
  double  frame_p50;
  double  frame_p95;
  double  progress_us;
  double  state_us;
  double  part_us;
} Figures;

static double
now_ms (void)
{
  return (double) g_get_monotonic_time () / 1000.0;
}

/* What this thread has used, so that a busy machine does not count. */
static double
thread_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
insert_job (LimnerDatabase *database,
            guint           number)
{
  static const LimnerJobState states[] = { LIMNER_JOB_QUEUED, LIMNER_JOB_CANCELED,
                                           LIMNER_JOB_FAILED };
  LimnerJobState state = number == 0 ? LIMNER_JOB_PROCESSING : states[number % 3];
  g_autofree char *id = g_strdup_printf ("job-%u", number);
  g_autofree char *prompt = g_strdup_printf ("a harbour at dawn, number %u", number);
  gint64 now = g_get_real_time ();

  if (!limner_database_run (database, NULL,
                            "INSERT INTO jobs (id, state, position, created, finished, server,"
                            " model, input, prompt) VALUES (?, ?, ?, ?, ?, 'replicate',"
                            " 'stability-ai/sdxl', '{}', ?)", "ssdiis", id,
                            limner_job_state_to_string (state), (double) number, now,
                            limner_job_state_is_final (state) ? now + number
                                                               : (gint64) 0, prompt))
    g_error ("The journal cannot be written");
}

/* In one transaction: what is measured is reading. */
static void
fill_journal (const char *folder,
              guint       n_jobs)
{
  g_autofree char *path = g_build_filename (folder, "library.db", NULL);
  g_autoptr(LimnerDatabase) database = limner_database_open (path, NULL);

  limner_migrations_run (database, limner_migrations_get_latest (), NULL);
  limner_database_begin (database, NULL);
  for (guint i = 0; i < n_jobs; i++)
    insert_job (database, i);
  limner_database_commit (database, NULL);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return left < right ? -1 : left > right;
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  ++*(guint *) data;
  return G_SOURCE_CONTINUE;
}

static void
run_frames (GtkWidget *window,
            guint      n_frames)
{
  guint n = 0;
  guint id = gtk_widget_add_tick_callback (window, tick_cb, &n, NULL);

  while (n < n_frames)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_remove_tick_callback (window, id);
}

static GtkAdjustment *
find_adjustment (GtkWidget *widget)
{
  if (GTK_IS_SCROLLED_WINDOW (widget) && gtk_widget_get_mapped (widget))
    return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAdjustment *found = find_adjustment (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
scroll (GtkWidget *window,
        GtkWidget *panel,
        Figures   *figures)
{
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  GtkAdjustment *adjustment = find_adjustment (panel);

  for (guint i = 0; i < N_FRAMES; i++)
    {
      double began = thread_ms ();
      double time;

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + STEP);
      run_frames (window, 2);
      time = thread_ms () - began;
      g_array_append_val (times, time);
    }
  g_array_sort (times, compare_times);
  figures->frame_p50 = g_array_index (times, double, N_FRAMES / 2);
  figures->frame_p95 = g_array_index (times, double, N_FRAMES * 95 / 100);
}

static void
update_jobs (LimnerStudio *studio,
             Figures      *figures)
{
  LimnerJobQueue *queue = limner_studio_get_queue (studio);
  g_autoptr(LimnerJob) job = g_list_model_get_item (G_LIST_MODEL (queue), 0);
  g_autoptr(LimnerPrediction) prediction = limner_prediction_new ("p");
  double began;

  limner_prediction_set_status (prediction, LIMNER_STATUS_PROCESSING);
  _limner_job_set_state (job, LIMNER_JOB_SENDING);
  _limner_job_set_state (job, LIMNER_JOB_PROCESSING);
  settle ();

  began = thread_ms ();
  for (guint i = 0; i < N_UPDATES; i++)
    {
      g_autofree char *log = g_strdup_printf ("%3u%%|####      | %u/%u", i * 100 / N_UPDATES, i,
                                              N_UPDATES);

      limner_resource_set_string (LIMNER_RESOURCE (prediction), "logs", log);
      _limner_job_take_prediction (job, prediction);
      settle ();
    }
  figures->progress_us = (thread_ms () - began) * 1000 / N_UPDATES;

  began = thread_ms ();
  for (guint i = 0; i < N_UPDATES; i++)
    {
      _limner_job_set_state (job, i % 2 == 0 ? LIMNER_JOB_STARTING : LIMNER_JOB_PROCESSING);
      settle ();
    }
  figures->state_us = (thread_ms () - began) * 1000 / N_UPDATES;

  /* The first that waits begins: all behind it move up. */
  began = thread_ms ();
  for (guint i = 0; i < N_UPDATES; i++)
    {
      _limner_job_set_state (job, i % 2 == 0 ? LIMNER_JOB_QUEUED : LIMNER_JOB_SENDING);
      settle ();
    }
  figures->part_us = (thread_ms () - began) * 1000 / N_UPDATES;
}

static void
measure (guint    n_jobs,
         Figures *figures)
{
  g_autofree char *folder = g_dir_make_tmp ("limner-bench-XXXXXX", NULL);
  g_autofree char *pictures = g_build_filename (folder, "pictures", NULL);
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autoptr(LimnerStudio) studio = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *panel;
  double began;
  double began_cpu;

  figures->n_jobs = n_jobs;
  fill_journal (folder, n_jobs);
  studio = limner_studio_new_for (folder, pictures, vault);
  limner_job_queue_set_paused (limner_studio_get_queue (studio), TRUE);
  limner_job_queue_set_online (limner_studio_get_queue (studio), FALSE);
  began = now_ms ();
  limner_job_queue_resume_async (limner_studio_get_queue (studio), NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  figures->resume_ms = now_ms () - began;
  settle ();

  began = now_ms ();
  began_cpu = thread_ms ();
  panel = limner_queue_panel_new (studio);
  gtk_window_set_child (GTK_WINDOW (window), panel);
  gtk_window_set_default_size (GTK_WINDOW (window), 420, 480);
  gtk_window_present (GTK_WINDOW (window));
  run_frames (window, 2);
  figures->show_ms = now_ms () - began;
  figures->show_cpu_ms = thread_ms () - began_cpu;

  update_jobs (studio, figures);
  scroll (window, panel, figures);
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

static void
print_figures (const Figures *few,
               const Figures *many)
{
  printf ("{\"bench\":\"queue\",\"case\":\"resume\",\"jobs\":%u,\"ms\":%.1f,\"us_per_job\":%.2f}\n",
          many->n_jobs, many->resume_ms, many->resume_ms * 1000 / many->n_jobs);
  printf ("{\"bench\":\"queue\",\"case\":\"show\",\"jobs\":%u,\"ms\":%.1f,\"cpu_ms\":%.1f,"
          "\"cpu_ms_few\":%.1f,\"ratio\":%.2f}\n", many->n_jobs, many->show_ms,
          many->show_cpu_ms, few->show_cpu_ms, many->show_cpu_ms / few->show_cpu_ms);
  printf ("{\"bench\":\"queue\",\"case\":\"scroll\",\"jobs\":%u,\"frame_ms_p50\":%.2f,"
          "\"frame_ms_p95\":%.2f}\n", many->n_jobs, many->frame_p50, many->frame_p95);
  printf ("{\"bench\":\"queue\",\"case\":\"progress\",\"jobs\":%u,\"us\":%.1f,\"us_few\":%.1f,"
          "\"ratio\":%.2f}\n", many->n_jobs, many->progress_us, few->progress_us,
          many->progress_us / few->progress_us);
  printf ("{\"bench\":\"queue\",\"case\":\"state\",\"jobs\":%u,\"us\":%.1f,\"us_few\":%.1f,"
          "\"ratio\":%.2f}\n", many->n_jobs, many->state_us, few->state_us,
          many->state_us / few->state_us);
  printf ("{\"bench\":\"queue\",\"case\":\"part\",\"jobs\":%u,\"us\":%.1f,\"us_few\":%.1f,"
          "\"ratio\":%.2f}\n", many->n_jobs, many->part_us, few->part_us,
          many->part_us / few->part_us);
}

int
main (int   argc,
      char *argv[])
{
  Figures few = { 0 };
  Figures many = { 0 };

  adw_init ();
  measure (10, &few);
  measure (10000, &many);
  print_figures (&few, &many);
  return 0;
}
