/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/limner-error.h"
#include "base/limner-json.h"
#include "store/limner-gallery-item.h"
#include "studio/limner-test-grid.h"
#include "widgets/limner-error-text.h"
#include "widgets/limner-thumbnail.h"

#include "limner-loss-chart.h"
#include "limner-train-run-row.h"

/** How many pictures are tried with a new version, and how large they are shown. */
#define N_TESTS     4
#define TEST_WIDTH  110
#define TEST_HEIGHT 150

/** How much of the log is shown: its end, in bytes. */
#define SHOWN_LOG (16 * 1024)

/** How often the bar moves while nobody knows how far it is, in milliseconds. */
#define PULSE_PAUSE 100

/**
 * LimnerTrainRunRow:
 *
 * One training: what it is at, how far, its loss and log, and what can be done with it. When it is
 * done, the new version is tried with four pictures here, or used on the Create page.
 */
struct _LimnerTrainRunRow
{
  AdwExpanderRow     parent_instance;

  GtkWidget         *stop;
  GtkWidget         *again;
  GtkWidget         *use;
  GtkWidget         *forget;
  GtkWidget         *progress;
  GtkWidget         *chart;
  GtkWidget         *loss;
  GtkWidget         *log;
  GtkWidget         *log_scroller;
  GtkWidget         *tests_box;
  GtkWidget         *prompt;
  GtkWidget         *grid;

  /* Owned */
  LimnerStudio      *studio;
  LimnerTrainingRun *run;
  GPtrArray         *jobs;         /* of LimnerJob: the test grid */
  GCancellable      *cancellable;
  char              *shown_log;    /* what stands in the log */

  guint              pulse_id;
  gboolean           follows;      /* the end of the log is in sight, and stays there */
};

G_DEFINE_FINAL_TYPE (LimnerTrainRunRow, limner_train_run_row, ADW_TYPE_EXPANDER_ROW)

static char *
dup_server_name (LimnerTrainRunRow *self)
{
  LimnerServer *server =
    limner_server_list_find (limner_studio_get_servers (self->studio),
                             limner_training_run_get_text (self->run, "server"));

  if (server == NULL)
    return NULL;
  return g_strdup (limner_server_get_kind (server) == LIMNER_SERVER_ENGINE
                   ? _("This computer") : limner_server_get_name (server));
}

/* Whoever has scrolled up reads, and is left alone. */
static void
log_scrolled_cb (LimnerTrainRunRow *self,
                 GtkAdjustment     *adjustment)
{
  self->follows = gtk_adjustment_get_value (adjustment) +
                  gtk_adjustment_get_page_size (adjustment) >=
                  gtk_adjustment_get_upper (adjustment) - 1;
}

/* The end is what is new. It is known where that is as soon as the text has got its room. */
static void
log_grown_cb (LimnerTrainRunRow *self,
              GtkAdjustment     *adjustment)
{
  if (self->follows)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) -
                                          gtk_adjustment_get_page_size (adjustment));
}

/* A log that only grew is added to, so that one can read in it meanwhile. */
static void
show_log (LimnerTrainRunRow *self,
          const char        *log)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->log));
  gsize n = strlen (log);
  gsize n_shown = self->shown_log != NULL ? strlen (self->shown_log) : 0;
  GtkTextIter end;

  if (n_shown > 0 && g_str_has_prefix (log, self->shown_log))
    {
      g_autofree char *added = g_utf8_make_valid (log + n_shown, -1);

      gtk_text_buffer_get_end_iter (buffer, &end);
      gtk_text_buffer_insert (buffer, &end, added, -1);
    }
  else
    {
      g_autofree char *tail = g_utf8_make_valid (log + (n > SHOWN_LOG ? n - SHOWN_LOG : 0), -1);

      gtk_text_buffer_set_text (buffer, tail, -1);
    }
  g_free (self->shown_log);
  self->shown_log = g_strdup (log);
}

static void
update_log (LimnerTrainRunRow *self)
{
  const char *log = limner_training_run_get_log (self->run);
  g_autoptr(GArray) losses = limner_training_run_list_losses (self->run);

  show_log (self, log != NULL ? log : "");
  gtk_widget_set_visible (self->log_scroller, log != NULL && *log != '\0');
  limner_loss_chart_set_losses (LIMNER_LOSS_CHART (self->chart), losses);
  gtk_widget_set_visible (self->loss, losses->len >= 2);
  if (losses->len >= 2)
    {
      g_autofree char *text =
        /* Translators: the first and the last of the numbers that a training wrote */
        g_strdup_printf (_("Loss: %.3g at first, now %.3g"), g_array_index (losses, double, 0),
                         g_array_index (losses, double, losses->len - 1));

      gtk_label_set_label (GTK_LABEL (self->loss), text);
    }
}

static gboolean
pulse_cb (gpointer user_data)
{
  LimnerTrainRunRow *self = user_data;

  if (gtk_widget_get_mapped (self->progress))
    gtk_progress_bar_pulse (GTK_PROGRESS_BAR (self->progress));
  return G_SOURCE_CONTINUE;
}

static void
update_progress (LimnerTrainRunRow *self)
{
  double progress = limner_training_run_get_progress (self->run);
  gboolean is_final =
    limner_training_state_is_final (limner_training_run_get_state (self->run));

  gtk_widget_set_visible (self->progress, !is_final);
  g_clear_handle_id (&self->pulse_id, g_source_remove);
  if (is_final)
    return;

  if (progress > 0)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), MIN (progress, 1));
  else
    self->pulse_id = g_timeout_add (PULSE_PAUSE, pulse_cb, self);
}

/* Trainings of one model are told apart by when they began. */
static char *
describe_whole (LimnerTrainRunRow *self)
{
  g_autofree char *text = limner_train_run_row_describe (self->run);
  g_autofree char *server = dup_server_name (self);
  gint64 created =
    limner_json_get_int (limner_training_run_get_record (self->run), "created", 0);
  g_autoptr(GDateTime) when = g_date_time_new_from_unix_local (created / G_USEC_PER_SEC);
  g_autofree char *time = when != NULL ? g_date_time_format (when, "%x %R") : NULL;
  g_autoptr(GString) whole = g_string_new (text);

  if (server != NULL)
    g_string_append_printf (whole, " · %s", server);
  if (created > 0 && time != NULL)
    g_string_append_printf (whole, " · %s", time);
  return g_string_free (g_steal_pointer (&whole), FALSE);
}

static void
update (LimnerTrainRunRow *self)
{
  LimnerTrainingState state = limner_training_run_get_state (self->run);
  gboolean is_final = limner_training_state_is_final (state);
  gboolean is_done = state == LIMNER_TRAINING_DONE;
  const GError *error = limner_training_run_get_error (self->run);
  const char *log = limner_training_run_get_log (self->run);
  g_autofree char *whole = describe_whole (self);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 limner_training_run_get_text (self->run, "destination"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), whole);
  gtk_widget_set_visible (self->stop, !is_final);
  if (error != NULL)
    gtk_widget_set_sensitive (self->stop, TRUE);
  gtk_widget_set_visible (self->again, error != NULL || (is_final && !is_done));
  gtk_button_set_label (GTK_BUTTON (self->again),
                        is_final ? _("_Train again") : _("_Look again"));
  gtk_widget_set_visible (self->use, is_done);
  gtk_widget_set_visible (self->forget, is_final);
  gtk_widget_set_visible (self->tests_box, is_done);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), !is_final || is_done ||
                                         (log != NULL && *log != '\0'));
  update_progress (self);
}

static void
stop_clicked_cb (LimnerTrainRunRow *self)
{
  gtk_widget_set_sensitive (self->stop, FALSE);
  limner_training_run_cancel (self->run);
}

/* It can be tried again. */
static void
stop_failed_cb (LimnerTrainRunRow *self,
                GError            *error)
{
  g_autofree char *text = limner_error_to_text (error);

  gtk_widget_set_sensitive (self->stop, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

static void
again_clicked_cb (LimnerTrainRunRow *self)
{
  gtk_widget_set_sensitive (self->stop, TRUE);
  limner_training_run_go_on (self->run);
}

static void
forget_clicked_cb (LimnerTrainRunRow *self)
{
  limner_training_list_remove (limner_studio_get_trainings (self->studio), self->run);
}

static void
use_clicked_cb (LimnerTrainRunRow *self)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autofree char *text = NULL;
  JsonObject *input = json_object_new ();

  json_object_set_string_member (input, "prompt",
                                 gtk_editable_get_text (GTK_EDITABLE (self->prompt)));
  json_object_set_string_member (object, "server",
                                 limner_training_run_get_text (self->run, "server"));
  json_object_set_string_member (object, "model",
                                 limner_training_run_get_text (self->run, "output_version"));
  json_object_set_object_member (object, "input", input);
  text = limner_json_object_to_string (object, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.use-example", "s", text);
}

/* The picture can be looked at where it is kept. */
static void
tile_clicked_cb (GtkWidget *tile)
{
  LimnerJob *job = g_object_get_data (G_OBJECT (tile), "job");
  g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (limner_job_get_outputs (job), 0);

  if (item != NULL)
    gtk_widget_activate_action (tile, "win.show-item", "s", limner_gallery_item_get_id (item));
}

static void
show_result (GtkWidget *tile,
             LimnerJob *job)
{
  GtkWidget *stack = gtk_button_get_child (GTK_BUTTON (tile));
  GtkWidget *thumbnail = gtk_stack_get_child_by_name (GTK_STACK (stack), "picture");
  g_autoptr(LimnerGalleryItem) item = g_list_model_get_item (limner_job_get_outputs (job), 0);
  g_autoptr(GFile) file = item != NULL ? limner_gallery_item_dup_file (item) : NULL;
  const GError *error = limner_job_get_error (job);
  g_autofree char *text = error != NULL ? limner_error_to_text (error) : NULL;

  limner_thumbnail_set_path (LIMNER_THUMBNAIL (thumbnail),
                             file != NULL ? g_file_peek_path (file) : NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (stack), error != NULL ? "failed"
                                    : file != NULL ? "picture" : "waiting");
  gtk_widget_set_sensitive (tile, file != NULL);
  gtk_widget_set_tooltip_text (tile, text);
}

static GtkWidget *
make_tile (LimnerJob *job)
{
  GtkWidget *tile = gtk_button_new ();
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_stack_add_named (GTK_STACK (stack), spinner, "waiting");
  gtk_stack_add_named (GTK_STACK (stack), limner_thumbnail_new (), "picture");
  gtk_stack_add_named (GTK_STACK (stack),
                       gtk_image_new_from_icon_name ("dialog-warning-symbolic"), "failed");
  gtk_button_set_child (GTK_BUTTON (tile), stack);
  gtk_widget_set_size_request (tile, TEST_WIDTH, TEST_HEIGHT);
  gtk_widget_add_css_class (tile, "train-test");
  gtk_accessible_update_property (GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Show in the gallery"), -1);
  g_object_set_data_full (G_OBJECT (tile), "job", g_object_ref (job), g_object_unref);
  g_signal_connect (tile, "clicked", G_CALLBACK (tile_clicked_cb), NULL);
  return tile;
}

static GtkWidget *
get_tile (LimnerTrainRunRow *self,
          guint              index)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (self->grid), (int) index);

  return gtk_flow_box_child_get_child (child);
}

static void
update_tests (LimnerTrainRunRow *self)
{
  for (guint i = 0; i < self->jobs->len; i++)
    show_result (get_tile (self, i), g_ptr_array_index (self->jobs, i));
}

/* Takes the jobs over. */
static void
show_tests (LimnerTrainRunRow *self,
            GPtrArray         *jobs)
{
  GtkFlowBoxChild *child;

  while ((child = gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (self->grid), 0)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->grid), GTK_WIDGET (child));
  g_clear_pointer (&self->jobs, g_ptr_array_unref);
  self->jobs = jobs;
  for (guint i = 0; i < jobs->len; i++)
    {
      LimnerJob *job = g_ptr_array_index (jobs, i);

      gtk_flow_box_append (GTK_FLOW_BOX (self->grid), make_tile (job));
      gtk_widget_set_focusable (GTK_WIDGET (gtk_flow_box_get_child_at_index (
                                  GTK_FLOW_BOX (self->grid), (int) i)), FALSE);
      g_signal_connect_object (job, "notify::state", G_CALLBACK (update_tests), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (limner_job_get_outputs (job), "items-changed",
                               G_CALLBACK (update_tests), self, G_CONNECT_SWAPPED);
      limner_job_queue_load_outputs (limner_studio_get_queue (self->studio), job);
    }
  update_tests (self);
  gtk_widget_set_visible (self->grid, jobs->len > 0);
}

/* Looks in the queue for pictures of the new version, wherever they were ordered. */
static void
find_tests (LimnerTrainRunRow *self)
{
  GPtrArray *jobs = limner_test_grid_find (self->studio, self->run, N_TESTS);
  gboolean is_same = self->jobs != NULL && jobs->len == self->jobs->len;

  for (guint i = 0; is_same && i < jobs->len; i++)
    is_same = g_ptr_array_index (jobs, i) == g_ptr_array_index (self->jobs, i);
  if (is_same)
    g_ptr_array_unref (jobs);
  else
    show_tests (self, jobs);
}

static void
tested_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(LimnerTrainRunRow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) jobs =
    limner_test_grid_finish (LIMNER_STUDIO (object), result, &error);

  if (jobs == NULL && !limner_error_is_cancelled (error))
    {
      g_autofree char *text = limner_error_to_text (error);

      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
    }
}

static void
test_clicked_cb (LimnerTrainRunRow *self)
{
  limner_test_grid_async (self->studio, self->run,
                          gtk_editable_get_text (GTK_EDITABLE (self->prompt)), N_TESTS,
                          self->cancellable, tested_cb, g_object_ref (self));
}

static void
limner_train_run_row_dispose (GObject *object)
{
  LimnerTrainRunRow *self = LIMNER_TRAIN_RUN_ROW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->pulse_id, g_source_remove);
  g_clear_object (&self->run);
  g_clear_object (&self->studio);
  g_clear_pointer (&self->jobs, g_ptr_array_unref);
  g_clear_pointer (&self->shown_log, g_free);

  G_OBJECT_CLASS (limner_train_run_row_parent_class)->dispose (object);
}

static void
limner_train_run_row_class_init (LimnerTrainRunRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limner_train_run_row_dispose;
}

static GtkWidget *
add_action (LimnerTrainRunRow *self,
            const char        *label,
            GCallback          callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), button);
  return button;
}

static GtkWidget *
make_tests_box (LimnerTrainRunRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Try _four"));

  self->prompt = gtk_entry_new ();
  gtk_widget_set_hexpand (self->prompt, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->prompt), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Prompt"), -1);
  g_signal_connect_object (self->prompt, "activate", G_CALLBACK (test_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (button, "clicked", G_CALLBACK (test_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), self->prompt);
  gtk_box_append (GTK_BOX (line), button);
  gtk_box_append (GTK_BOX (box), line);
  self->grid = gtk_flow_box_new ();
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (self->grid), TRUE);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->grid), GTK_SELECTION_NONE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (self->grid), 2);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->grid), N_TESTS);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->grid), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->grid), 6);
  gtk_widget_add_css_class (self->grid, "train-cards");
  gtk_box_append (GTK_BOX (box), self->grid);
  return box;
}

static void
make_log (LimnerTrainRunRow *self)
{
  GtkAdjustment *adjustment;

  self->log = gtk_text_view_new ();
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->log), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (self->log), TRUE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->log), GTK_WRAP_WORD_CHAR);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->log), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Log"), -1);
  self->log_scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->log_scroller), 160);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->log_scroller), 96);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->log_scroller),
                                                    TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->log_scroller), self->log);
  gtk_widget_add_css_class (self->log_scroller, "train-log");
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->log_scroller));
  self->follows = TRUE;
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (log_scrolled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (log_grown_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
limner_train_run_row_init (LimnerTrainRunRow *self)
{
  GtkWidget *details = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *row = adw_preferences_row_new ();

  self->cancellable = g_cancellable_new ();
  self->jobs = g_ptr_array_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->forget = add_action (self, _("_Forget"), G_CALLBACK (forget_clicked_cb));
  self->again = add_action (self, _("_Look again"), G_CALLBACK (again_clicked_cb));
  gtk_button_set_use_underline (GTK_BUTTON (self->again), TRUE);
  self->stop = add_action (self, _("_Stop"), G_CALLBACK (stop_clicked_cb));
  self->use = add_action (self, _("_Use it"), G_CALLBACK (use_clicked_cb));
  gtk_widget_add_css_class (self->use, "suggested-action");

  self->progress = gtk_progress_bar_new ();
  self->chart = limner_loss_chart_new ();
  self->loss = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->loss), 0);
  gtk_widget_add_css_class (self->loss, "dim-label");
  gtk_widget_add_css_class (self->loss, "caption");
  self->tests_box = make_tests_box (self);
  make_log (self);

  gtk_widget_add_css_class (details, "train-details");
  gtk_box_append (GTK_BOX (details), self->progress);
  gtk_box_append (GTK_BOX (details), self->tests_box);
  gtk_box_append (GTK_BOX (details), self->loss);
  gtk_box_append (GTK_BOX (details), self->chart);
  gtk_box_append (GTK_BOX (details), self->log_scroller);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), details);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

/**
 * limner_train_run_row_new:
 * @studio: the studio
 * @run: what it shows
 *
 * Returns: (transfer floating): a row, open while the training has not ended
 */
GtkWidget *
limner_train_run_row_new (LimnerStudio      *studio,
                          LimnerTrainingRun *run)
{
  LimnerTrainRunRow *self;
  g_autofree char *prompt = limner_test_grid_dup_prompt (run);

  g_return_val_if_fail (LIMNER_IS_STUDIO (studio), NULL);
  g_return_val_if_fail (LIMNER_IS_TRAINING_RUN (run), NULL);

  self = g_object_new (LIMNER_TYPE_TRAIN_RUN_ROW, NULL);
  self->studio = g_object_ref (studio);
  self->run = g_object_ref (run);
  gtk_editable_set_text (GTK_EDITABLE (self->prompt), prompt);
  find_tests (self);
  g_signal_connect_object (limner_studio_get_queue (studio), "items-changed",
                           G_CALLBACK (find_tests), self, G_CONNECT_SWAPPED);

  g_signal_connect_object (run, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (run, "notify::progress", G_CALLBACK (update_progress), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (run, "notify::log", G_CALLBACK (update_log), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (run, "stop-failed", G_CALLBACK (stop_failed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
  update_log (self);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), !limner_training_state_is_final (
                                   limner_training_run_get_state (run)));
  return GTK_WIDGET (self);
}

/**
 * limner_train_run_row_describe:
 * @run: a training
 *
 * Returns: (transfer full): what it is at, as a sentence
 */
char *
limner_train_run_row_describe (LimnerTrainingRun *run)
{
  const GError *error = limner_training_run_get_error (run);
  g_autofree char *why = error != NULL ? limner_error_to_text (error) : NULL;
  double seconds = limner_training_run_get_seconds (run);

  switch (limner_training_run_get_state (run))
    {
    case LIMNER_TRAINING_PACKING:
      return g_strdup (_("Packing the pictures"));

    case LIMNER_TRAINING_UPLOADING:
      return g_strdup (_("Sending the pictures"));

    case LIMNER_TRAINING_SENDING:
      return g_strdup (_("Ordering the training"));

    case LIMNER_TRAINING_SEARCHING:
      return why != NULL ? g_steal_pointer (&why)
                         : g_strdup (_("Looking whether the server has it"));

    case LIMNER_TRAINING_RUNNING:
      /* Translators: %s says why nobody can be asked now */
      return why != NULL ? g_strdup_printf (_("It goes on at the server. %s"), why)
                         : g_strdup (_("Training"));

    case LIMNER_TRAINING_DONE:
      /* Translators: %.0f are seconds */
      return seconds >= 1 ? g_strdup_printf (_("Done in %.0f s"), seconds) : g_strdup (_("Done"));

    case LIMNER_TRAINING_CANCELED:
      return g_strdup (_("Stopped"));

    case LIMNER_TRAINING_LOST:
      return g_strdup (_("The server does not have it. Nothing was paid; it may be sent again."));

    case LIMNER_TRAINING_FAILED:
    default:
      /* Translators: %s says why */
      return why != NULL ? g_strdup_printf (_("Failed: %s"), why) : g_strdup (_("Failed"));
    }
}
