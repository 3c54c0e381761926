/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <adwaita.h>

#include "image/limner-picture-io.h"
#include "studio/limner-training-set.h"
#include "train/limner-loss-chart.h"
#include "train/limner-refused-text.h"
#include "train/limner-train-card.h"
#include "train/limner-train-page.h"
#include "train/limner-train-run-row.h"
#include "widgets/limner-text-area.h"
#include "widgets/limner-thumbnail.h"
#include "store/limner-store-costs.h"
#include "store/limner-store-models.h"
#include "limner-test-engine.h"
#include "limner-test-studio.h"
#include "limner-test-widget.h"
#include "limner-test.h"

typedef struct
{
  LimnerTestStudio  base;
  LimnerStudio     *studio;   /* of @base */
  const char       *folder;   /* of @base */
  const char       *server;   /* of @base */
  LimnerTestEngine *engine;
  GtkWidget        *window;
  GtkWidget        *page;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->engine = limner_test_engine_new (NULL, 0);
  limner_test_studio_open (&fixture->base, limner_test_engine_get_url (fixture->engine),
                           limner_test_engine_get_token (fixture->engine));
  fixture->studio = fixture->base.studio;
  fixture->folder = fixture->base.folder;
  fixture->server = fixture->base.server;

  fixture->page = limner_train_page_new (fixture->studio, NULL);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 800);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->page);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  limner_test_engine_set_gate (TRUE);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  limner_test_settle ();
  limner_test_studio_close (&fixture->base);
  limner_test_engine_free (fixture->engine);
}

static void
find_all (GtkWidget *widget,
          GType      type,
          GPtrArray *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_all (child, type, found);
}

static guint
count (Fixture *fixture,
       GType    type)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new ();

  find_all (fixture->page, type, found);
  return found->len;
}

static gboolean
shows (Fixture    *fixture,
       const char *text)
{
  g_autoptr(GPtrArray) labels = g_ptr_array_new ();

  find_all (fixture->page, GTK_TYPE_LABEL, labels);
  for (guint i = 0; i < labels->len; i++)
    if (gtk_widget_get_mapped (labels->pdata[i]) &&
        strstr (gtk_label_get_text (labels->pdata[i]), text) != NULL)
      return TRUE;
  return FALSE;
}

/* A trainer's price is the person's word where there is one, not that of the usual machine. */
static void
test_price (Fixture       *fixture,
            gconstpointer  data)
{
  LimnerStore *store = limner_studio_get_store (fixture->studio);
  g_autoptr(JsonObject) wish = json_object_new ();
  GAsyncResult *result = NULL;
  g_autoptr(GAsyncResult) done = NULL;

  limner_store_set_price_async (store, "limner/style-trainer", "run", 2.5, NULL,
                                limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_store_write_finish (store, done, NULL));
  json_object_set_string_member (wish, "server", fixture->server);
  json_object_set_string_member (wish, "trainer", "limner/style-trainer");
  limner_train_page_prepare (LIMNER_TRAIN_PAGE (fixture->page), wish);
  limner_test_wait_until (shows (fixture, "osts about $2.50"));
}

static GtkWidget *
find_button (Fixture    *fixture,
             const char *label)
{
  g_autoptr(GPtrArray) buttons = g_ptr_array_new ();

  find_all (fixture->page, GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (gtk_widget_get_visible (buttons->pdata[i]) &&
        g_strcmp0 (gtk_button_get_label (buttons->pdata[i]), label) == 0)
      return buttons->pdata[i];
  g_assert_not_reached ();
}

/* A wish with pictures of their own colours. */
static void
prepare (Fixture    *fixture,
         guint       n,
         const char *trigger)
{
  g_autoptr(JsonObject) wish = json_object_new ();
  JsonArray *files = json_array_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerPicture) picture = limner_picture_new (64, 48);
      g_autofree char *name = g_strdup_printf ("%u.png", i);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
      g_autoptr(GBytes) bytes = NULL;

      memset (limner_picture_get_pixels (picture), (int) (40 * i + 20), 64 * 48 * 4);
      bytes = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 100, NULL);
      g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                          (gssize) g_bytes_get_size (bytes), NULL));
      json_array_add_string_element (files, uri);
    }
  json_array_add_int_element (files, 7);
  json_object_set_string_member (wish, "server", fixture->server);
  json_object_set_string_member (wish, "trainer", "limner/style-trainer");
  json_object_set_string_member (wish, "trigger", trigger);
  json_object_set_string_member (wish, "destination", "local/grey");
  json_object_set_array_member (wish, "files", files);
  limner_train_page_prepare (LIMNER_TRAIN_PAGE (fixture->page), wish);
}

/* From pictures to a version that four pictures are made with. */
static void
test_guide (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *start = find_button (fixture, "_Start training");
  GListModel *runs = G_LIST_MODEL (limner_studio_get_trainings (fixture->studio));
  g_autoptr(LimnerTrainingRun) run = NULL;

  g_assert_false (gtk_widget_get_sensitive (start));
  prepare (fixture, 3, "GREY77");
  limner_test_wait_until (count (fixture, LIMNER_TYPE_TRAIN_CARD) == 3);
  limner_test_wait_until (gtk_widget_get_sensitive (start));
  g_assert_true (shows (fixture, "A good trigger word."));
  g_assert_true (shows (fixture, "3 pictures"));
  g_assert_true (shows (fixture, "Ten or more give better results."));
  g_assert_true (shows (fixture, "3 have a side of less than 1024 pixels."));

  g_signal_emit_by_name (start, "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (runs), ==, 1);
  run = g_list_model_get_item (runs, 0);
  limner_test_wait_until (limner_training_state_is_final (limner_training_run_get_state (run)));
  g_assert_no_error (limner_training_run_get_error (run));
  g_assert_cmpint (limner_training_run_get_state (run), ==, LIMNER_TRAINING_DONE);
  limner_test_wait_until (shows (fixture, "Done"));
  limner_test_wait_until (shows (fixture, "This model is there; it gets a new version."));

  g_signal_emit_by_name (find_button (fixture, "Try _four"), "clicked");
  limner_test_wait_until (g_list_model_get_n_items (
                            G_LIST_MODEL (limner_studio_get_queue (fixture->studio))) == 4);
  limner_test_wait_until (limner_job_queue_get_n_active (
                            limner_studio_get_queue (fixture->studio)) == 0 &&
                          limner_job_queue_get_n_waiting (
                            limner_studio_get_queue (fixture->studio)) == 0);
  g_signal_emit_by_name (find_button (fixture, "_Forget"), "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (runs), ==, 0);
  g_assert_cmpuint (count (fixture, LIMNER_TYPE_TRAIN_RUN_ROW), ==, 0);
}

static void
test_refusals (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *start = find_button (fixture, "_Start training");

  prepare (fixture, 1, "TOK");
  limner_test_wait_until (count (fixture, LIMNER_TYPE_TRAIN_CARD) == 1);
  g_assert_true (shows (fixture, "At least two are needed."));
  g_assert_true (shows (fixture, "Everybody takes this one"));
  prepare (fixture, 2, "dog");
  limner_test_wait_until (count (fixture, LIMNER_TYPE_TRAIN_CARD) == 2);
  g_assert_true (shows (fixture, "This is a word already"));
  limner_test_wait_until (gtk_widget_get_sensitive (start));
  prepare (fixture, 2, "two words");
  g_assert_true (shows (fixture, "Only letters, digits"));
  g_assert_false (gtk_widget_get_sensitive (start));
}

/* What was dropped and is not there has a name and a reason. */
static void
test_left_out (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(JsonObject) wish = json_object_new ();
  g_autofree char *path = g_build_filename (fixture->folder, "notes.png", NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  JsonArray *files = json_array_new ();

  g_assert_true (g_file_set_contents (path, "no picture", -1, NULL));
  json_array_add_string_element (files, uri);
  json_object_set_array_member (wish, "files", files);
  limner_train_page_prepare (LIMNER_TRAIN_PAGE (fixture->page), wish);
  limner_test_wait_until (shows (fixture, "“notes.png” was left out: it is no picture that can be "
                                          "read"));
  g_assert_cmpuint (count (fixture, LIMNER_TYPE_TRAIN_CARD), ==, 0);
}

/* Few are named all, many are counted. */
static void
test_refused_text (void)
{
  LimnerTrainingRefused files[] = {
    { (char *) "a", LIMNER_TRAINING_REFUSAL_NO_PICTURE },
    { (char *) "b", LIMNER_TRAINING_REFUSAL_THERE },
    { (char *) "c", LIMNER_TRAINING_REFUSAL_TOO_MANY },
    { (char *) "d", LIMNER_TRAINING_REFUSAL_TOO_MANY },
    { (char *) "e", LIMNER_TRAINING_REFUSAL_TOO_MANY },
  };
  g_autoptr(GPtrArray) refused = g_ptr_array_new ();
  g_autofree char *four = NULL;
  g_autofree char *five = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (files) - 1; i++)
    g_ptr_array_add (refused, &files[i]);
  four = limner_refused_text_new (refused);
  g_assert_true (g_str_has_suffix (four,
                                   "\n“d” was left out: more than 50 pictures cannot be sent"));
  g_ptr_array_add (refused, &files[4]);
  five = limner_refused_text_new (refused);
  g_assert_cmpstr (five, ==,
                   "“a” was left out: it is no picture that can be read\n"
                   "“b” was left out: the same picture is there already\n"
                   "“c” was left out: more than 50 pictures cannot be sent\n"
                   "2 more files were left out");
}

static GtkWidget *
find_label (GtkWidget  *widget,
            const char *text)
{
  g_autoptr(GPtrArray) labels = g_ptr_array_new ();

  find_all (widget, GTK_TYPE_LABEL, labels);
  for (guint i = 0; i < labels->len; i++)
    if (g_str_equal (gtk_label_get_text (labels->pdata[i]), text))
      return labels->pdata[i];
  return NULL;
}

/* A caption by hand and one by a model, of which the whole is seen and which is marked. */
static void
test_card (void)
{
  g_autoptr(LimnerTrainingPicture) picture =
    limner_training_picture_new ("blob:x", 800, 600, 1000, 0);
  GtkWidget *card = g_object_ref_sink (limner_train_card_new (picture, NULL));
  LimnerTextArea *caption =
    LIMNER_TEXT_AREA (limner_test_find_child (card, LIMNER_TYPE_TEXT_AREA));
  GtkWidget *square = limner_test_find_child (card, GTK_TYPE_TOGGLE_BUTTON);
  GtkWidget *unreviewed = find_label (card, "By a model: is it true?");
  GtkWidget *alike = find_label (card, "Like another one");
  g_autofree char *shown = NULL;

  limner_text_area_set_text (caption, "ZIKI\nat sea");
  g_assert_cmpstr (limner_training_picture_get_caption (picture), ==, "ZIKI at sea");
  g_assert_false (gtk_widget_get_visible (unreviewed));
  limner_training_picture_set_caption (picture, "ZIKI, a boat");
  limner_training_picture_set_unreviewed (picture, TRUE);
  shown = limner_text_area_get_text (caption);
  g_assert_cmpstr (shown, ==, "ZIKI, a boat");
  g_assert_true (gtk_widget_get_visible (unreviewed));
  limner_training_picture_set_unreviewed (picture, FALSE);
  g_assert_false (gtk_widget_get_visible (unreviewed));

  g_assert_nonnull (find_label (card, "800 × 600"));
  g_assert_false (gtk_widget_get_visible (alike));
  limner_training_picture_set_alike (picture, TRUE);
  g_assert_true (gtk_widget_get_visible (alike));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (square), TRUE);
  g_assert_true (limner_training_picture_get_square (picture));
  g_assert_true (limner_train_card_get_picture (LIMNER_TRAIN_CARD (card)) == picture);
  limner_test_assert_freed (card);
}

/* What is cut to a square is seen as one; and the button knows what all of them have in common. */
static void
test_squares (Fixture       *fixture,
              gconstpointer  data)
{
  GtkToggleButton *all = GTK_TOGGLE_BUTTON (find_button (fixture, "Cut all to s_quares"));
  g_autoptr(GPtrArray) thumbnails = g_ptr_array_new ();
  g_autoptr(GPtrArray) toggles = g_ptr_array_new ();
  GtkWidget *thumbnail;

  prepare (fixture, 2, "GREY77");
  limner_test_wait_until (count (fixture, LIMNER_TYPE_TRAIN_CARD) == 2);
  find_all (fixture->page, LIMNER_TYPE_THUMBNAIL, thumbnails);
  thumbnail = thumbnails->pdata[0];
  limner_test_wait_until (gtk_widget_get_width (thumbnail) > 0);
  g_assert_cmpint (gtk_widget_get_width (thumbnail), >, gtk_widget_get_height (thumbnail));

  gtk_toggle_button_set_active (all, TRUE);
  limner_test_wait_until (gtk_widget_get_width (thumbnail) == gtk_widget_get_height (thumbnail));
  find_all (GTK_WIDGET (limner_test_find_child (fixture->page, LIMNER_TYPE_TRAIN_CARD)),
            GTK_TYPE_TOGGLE_BUTTON, toggles);
  g_assert_true (gtk_toggle_button_get_active (toggles->pdata[0]));
  gtk_toggle_button_set_active (toggles->pdata[0], FALSE);
  g_assert_false (gtk_toggle_button_get_active (all));
  limner_test_wait_until (gtk_widget_get_width (thumbnail) > gtk_widget_get_height (thumbnail));
  gtk_toggle_button_set_active (toggles->pdata[0], TRUE);
  g_assert_true (gtk_toggle_button_get_active (all));
}

static guint
count_shown (Fixture    *fixture,
             const char *text)
{
  g_autoptr(GPtrArray) labels = g_ptr_array_new ();
  guint n = 0;

  find_all (fixture->page, GTK_TYPE_LABEL, labels);
  for (guint i = 0; i < labels->len; i++)
    n += gtk_widget_get_visible (labels->pdata[i]) &&
         g_str_equal (gtk_label_get_text (labels->pdata[i]), text);
  return n;
}

/* The very pictures are marked that the remark below counts. */
static void
test_alike (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) buttons = g_ptr_array_new ();

  prepare (fixture, 3, "GREY77");
  limner_test_wait_until (count (fixture, LIMNER_TYPE_TRAIN_CARD) == 3);
  g_assert_true (shows (fixture, "2 look like another one"));
  g_assert_cmpuint (count_shown (fixture, "Like another one"), ==, 2);

  /* Without the first one the second is the first of its kind. */
  find_all (limner_test_find_child (fixture->page, LIMNER_TYPE_TRAIN_CARD), GTK_TYPE_BUTTON,
            buttons);
  g_signal_emit_by_name (buttons->pdata[1], "clicked");
  limner_test_wait_until (count (fixture, LIMNER_TYPE_TRAIN_CARD) == 2);
  g_assert_true (shows (fixture, "1 looks like another one"));
  g_assert_cmpuint (count_shown (fixture, "Like another one"), ==, 1);
}

/* What is missing is told, one after the other, for as long as nothing can be started. */
static void
test_missing (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *start = find_button (fixture, "_Start training");
  GtkEditable *trigger = GTK_EDITABLE (limner_test_find_child (fixture->page, ADW_TYPE_ENTRY_ROW));
  g_autoptr(GPtrArray) entries = g_ptr_array_new ();
  GtkEditable *destination;

  find_all (fixture->page, ADW_TYPE_ENTRY_ROW, entries);
  g_assert_cmpuint (entries->len, ==, 2);
  destination = entries->pdata[1];
  limner_test_wait_until (shows (fixture, "Add two pictures or more first."));
  prepare (fixture, 2, "");
  limner_test_wait_until (count (fixture, LIMNER_TYPE_TRAIN_CARD) == 2);
  limner_test_wait_until (shows (fixture, "Give it a trigger word first."));
  gtk_editable_set_text (trigger, "TOK");
  g_assert_true (shows (fixture, "Take another trigger word first."));
  gtk_editable_set_text (trigger, "GREY77");
  limner_test_wait_until (gtk_widget_get_sensitive (start));
  g_assert_cmpuint (count_shown (fixture, ""), >, 0);
  gtk_editable_set_text (destination, "grey");
  g_assert_true (shows (fixture, "Say first which model gets the new version"));
  g_assert_false (gtk_widget_get_sensitive (start));
}

/* Nobody needs to think of a second name; who does keeps it. */
static void
test_destination (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(JsonObject) wish = json_object_new ();
  g_autoptr(GPtrArray) entries = g_ptr_array_new ();
  GtkEditable *trigger, *destination;
  g_autofree char *owner = NULL;

  json_object_set_string_member (wish, "server", fixture->server);
  json_object_set_string_member (wish, "trainer", "limner/style-trainer");
  limner_train_page_prepare (LIMNER_TRAIN_PAGE (fixture->page), wish);
  find_all (fixture->page, ADW_TYPE_ENTRY_ROW, entries);
  trigger = entries->pdata[0];
  destination = entries->pdata[1];
  limner_test_wait_until (g_str_has_suffix (gtk_editable_get_text (destination), "/"));
  owner = g_strdup (gtk_editable_get_text (destination));

  gtk_editable_set_text (trigger, "GREY_77");
  g_assert_true (g_str_has_suffix (gtk_editable_get_text (destination), "/grey_77"));
  gtk_editable_set_text (trigger, "TOK");
  g_assert_cmpstr (gtk_editable_get_text (destination), ==, owner);
  gtk_editable_set_text (trigger, "GREY78");
  g_assert_true (g_str_has_suffix (gtk_editable_get_text (destination), "/grey78"));
  gtk_editable_set_text (destination, "me/portraits");
  gtk_editable_set_text (trigger, "GREY79");
  g_assert_cmpstr (gtk_editable_get_text (destination), ==, "me/portraits");
}

static LimnerTrainingRun *
start_training (Fixture    *fixture,
                const char *trigger)
{
  GtkWidget *start = find_button (fixture, "_Start training");

  prepare (fixture, 2, trigger);
  limner_test_wait_until (count (fixture, LIMNER_TYPE_TRAIN_CARD) == 2);
  limner_test_wait_until (gtk_widget_get_sensitive (start));
  g_signal_emit_by_name (start, "clicked");
  return g_list_model_get_item (G_LIST_MODEL (limner_studio_get_trainings (fixture->studio)), 0);
}

static GtkAdjustment *
find_log (Fixture *fixture)
{
  g_autoptr(GPtrArray) views = g_ptr_array_new ();

  find_all (limner_test_find_child (fixture->page, LIMNER_TYPE_TRAIN_RUN_ROW),
            GTK_TYPE_TEXT_VIEW, views);
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (views->pdata[0]));
}

static gboolean
is_at_end (GtkAdjustment *log)
{
  return gtk_adjustment_get_upper (log) > 2 * gtk_adjustment_get_page_size (log) &&
         gtk_adjustment_get_value (log) + gtk_adjustment_get_page_size (log) >=
         gtk_adjustment_get_upper (log) - 1;
}

/* The newest lines are in sight, except for somebody who has scrolled up to read. */
static void
test_log_follows (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(LimnerTrainingRun) run = NULL;
  GtkAdjustment *log;
  double upper;

  limner_test_engine_set_gate (FALSE);
  run = start_training (fixture, "WAITLONG1");
  limner_test_wait_until (limner_training_run_get_log (run) != NULL &&
                          strstr (limner_training_run_get_log (run), "again") != NULL);
  log = find_log (fixture);
  limner_test_wait_until (is_at_end (log));

  gtk_adjustment_set_value (log, 0);
  upper = gtk_adjustment_get_upper (log);
  limner_test_engine_set_gate (TRUE);
  limner_test_wait_until (limner_training_state_is_final (limner_training_run_get_state (run)));
  limner_test_wait_until (gtk_adjustment_get_upper (log) > upper);
  limner_test_settle ();
  g_assert_cmpfloat (gtk_adjustment_get_value (log), ==, 0);
}

/* What is known of the way is a bar; where nothing is known it moves. */
static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(LimnerTrainingRun) run = NULL;
  GtkWidget *row, *bar;

  limner_test_engine_set_gate (FALSE);
  run = start_training (fixture, "WAIT1");
  row = limner_test_find_child (fixture->page, LIMNER_TYPE_TRAIN_RUN_ROW);
  bar = limner_test_find_child (row, GTK_TYPE_PROGRESS_BAR);
  g_assert_true (gtk_widget_get_visible (bar));
  limner_test_wait_until (limner_training_run_get_state (run) == LIMNER_TRAINING_RUNNING);
  g_assert_true (gtk_widget_get_visible (bar));

  g_signal_emit_by_name (find_button (fixture, "_Stop"), "clicked");
  limner_test_wait_until (limner_training_run_get_state (run) == LIMNER_TRAINING_CANCELED);
  g_assert_true (shows (fixture, "Stopped"));
  g_assert_false (gtk_widget_get_visible (bar));
  g_assert_true (gtk_widget_get_visible (find_button (fixture, "_Train again")));
}

/* A server that does not stop it: that is told, and it can be asked again. */
static void
test_stop_refused (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(LimnerTrainingRun) run = NULL;
  GtkWidget *stop;

  limner_test_engine_set_gate (FALSE);
  limner_test_engine_set_faults (fixture->engine, "[{\"operation\":\"trainings.cancel\","
                                                  "\"fault\":\"status\",\"status\":403,"
                                                  "\"count\":1}]");
  run = start_training (fixture, "WAIT2");
  limner_test_wait_until (limner_training_run_get_state (run) == LIMNER_TRAINING_RUNNING);
  stop = find_button (fixture, "_Stop");
  g_signal_emit_by_name (stop, "clicked");
  g_assert_false (gtk_widget_get_sensitive (stop));
  limner_test_wait_until (gtk_widget_get_sensitive (stop));

  g_signal_emit_by_name (stop, "clicked");
  limner_test_wait_until (limner_training_run_get_state (run) == LIMNER_TRAINING_CANCELED);
}

/* A training that failed says why, and can be tried again; the rows of others stay as they are. */
static void
test_fails (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(LimnerTrainingRun) run = start_training (fixture, "FAIL1");
  g_autoptr(LimnerTrainingRun) second = NULL;
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  GtkWidget *row = limner_test_find_child (fixture->page, LIMNER_TYPE_TRAIN_RUN_ROW);
  GtkWidget *prompt = limner_test_find_child (row, GTK_TYPE_ENTRY);

  limner_test_wait_until (limner_training_run_get_state (run) == LIMNER_TRAINING_FAILED);
  g_assert_true (shows (fixture, "Failed: "));
  g_assert_true (shows (fixture, "All pictures are black"));
  gtk_editable_set_text (GTK_EDITABLE (prompt), "typed");

  second = start_training (fixture, "GREY80");
  limner_test_wait_until (limner_training_run_get_state (second) == LIMNER_TRAINING_DONE);
  find_all (fixture->page, LIMNER_TYPE_TRAIN_RUN_ROW, rows);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_true (rows->pdata[1] == row);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (prompt)), ==, "typed");

  g_signal_emit_by_name (find_button (fixture, "_Train again"), "clicked");
  g_assert_false (limner_training_state_is_final (limner_training_run_get_state (run)));
  limner_test_wait_until (limner_training_run_get_state (run) == LIMNER_TRAINING_FAILED);
  limner_training_list_remove (limner_studio_get_trainings (fixture->studio), second);
  g_ptr_array_set_size (rows, 0);
  find_all (fixture->page, LIMNER_TYPE_TRAIN_RUN_ROW, rows);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_true (rows->pdata[0] == row);
}

static void
show_item_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  char **shown = user_data;

  g_free (*shown);
  *shown = g_variant_dup_string (parameter, NULL);
}

static GtkWidget *
find_tile (Fixture *fixture)
{
  g_autoptr(GPtrArray) buttons = g_ptr_array_new ();

  find_all (limner_test_find_child (fixture->page, LIMNER_TYPE_TRAIN_RUN_ROW), GTK_TYPE_BUTTON,
            buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (gtk_widget_has_css_class (buttons->pdata[i], "train-test"))
      return buttons->pdata[i];
  return NULL;
}

/* The test grid has room in a narrow window, and leads to the pictures. */
static void
test_grid (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(LimnerTrainingRun) run = start_training (fixture, "GREY81");
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) show = g_simple_action_new ("show-item", G_VARIANT_TYPE_STRING);
  g_autofree char *shown = NULL;
  int width;

  g_signal_connect (show, "activate", G_CALLBACK (show_item_cb), &shown);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (show));
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (actions));
  limner_test_wait_until (limner_training_run_get_state (run) == LIMNER_TRAINING_DONE);
  g_signal_emit_by_name (find_button (fixture, "Try _four"), "clicked");
  limner_test_wait_until (find_tile (fixture) != NULL);
  gtk_widget_measure (fixture->page, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 360);

  limner_test_wait_until (gtk_widget_get_sensitive (find_tile (fixture)));
  g_signal_emit_by_name (find_tile (fixture), "clicked");
  g_assert_nonnull (shown);
}

static void
test_chart (void)
{
  GtkWidget *chart = g_object_ref_sink (limner_loss_chart_new ());
  g_autoptr(GArray) losses = g_array_new (FALSE, FALSE, sizeof (double));
  double values[] = { 0.8, 0.5 };

  g_assert_false (gtk_widget_get_visible (chart));
  g_array_append_val (losses, values[0]);
  limner_loss_chart_set_losses (LIMNER_LOSS_CHART (chart), losses);
  g_assert_false (gtk_widget_get_visible (chart));
  g_array_append_val (losses, values[1]);
  limner_loss_chart_set_losses (LIMNER_LOSS_CHART (chart), losses);
  g_assert_true (gtk_widget_get_visible (chart));
  gtk_test_accessible_assert_role (chart, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Loss, from 0.8 to 0.5");
  limner_test_assert_freed (chart);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/train/guide", Fixture, NULL, set_up, test_guide, tear_down);
  g_test_add ("/train/price", Fixture, NULL, set_up, test_price, tear_down);
  g_test_add ("/train/refusals", Fixture, NULL, set_up, test_refusals, tear_down);
#define ADD(path, func) g_test_add ("/train/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("squares", test_squares);
  ADD ("alike", test_alike);
  ADD ("missing", test_missing);
  ADD ("destination", test_destination);
  ADD ("log-follows", test_log_follows);
  ADD ("stop", test_stop);
  ADD ("stop-refused", test_stop_refused);
  ADD ("fails", test_fails);
  ADD ("grid", test_grid);
#undef ADD
  g_test_add ("/train/left-out", Fixture, NULL, set_up, test_left_out, tear_down);
  g_test_add_func ("/train/refused-text", test_refused_text);
  g_test_add_func ("/train/card", test_card);
  g_test_add_func ("/train/chart", test_chart);

  return g_test_run ();
}
