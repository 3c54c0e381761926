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

static GtkWidget *
find_button (Fixture    *fixture,
             const char *label)
{
  g_autoptr(GPtrArray) buttons = g_ptr_array_new ();

  find_all (fixture->page, GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_label (buttons->pdata[i]), label) == 0)
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

/* A caption by hand and one by a model; the cursor in it means that somebody has looked. */
static void
test_card (void)
{
  g_autoptr(LimnerTrainingPicture) picture =
    limner_training_picture_new ("blob:x", 800, 600, 1000, 0);
  GtkWidget *card = g_object_ref_sink (limner_train_card_new (picture, NULL));
  GtkWidget *caption = limner_test_find_child (card, GTK_TYPE_ENTRY);
  GtkWidget *square = limner_test_find_child (card, GTK_TYPE_TOGGLE_BUTTON);

  gtk_editable_set_text (GTK_EDITABLE (caption), "ZIKI at sea");
  g_assert_cmpstr (limner_training_picture_get_caption (picture), ==, "ZIKI at sea");
  limner_training_picture_set_caption (picture, "ZIKI, a boat");
  limner_training_picture_set_unreviewed (picture, TRUE);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (caption)), ==, "ZIKI, a boat");
  g_assert_nonnull (gtk_entry_get_icon_name (GTK_ENTRY (caption), GTK_ENTRY_ICON_SECONDARY));
  limner_training_picture_set_unreviewed (picture, FALSE);
  g_assert_null (gtk_entry_get_icon_name (GTK_ENTRY (caption), GTK_ENTRY_ICON_SECONDARY));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (square), TRUE);
  g_assert_true (limner_training_picture_get_square (picture));
  g_assert_true (limner_train_card_get_picture (LIMNER_TRAIN_CARD (card)) == picture);
  g_assert_finalize_object (card);
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
  g_assert_finalize_object (chart);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/train/guide", Fixture, NULL, set_up, test_guide, tear_down);
  g_test_add ("/train/refusals", Fixture, NULL, set_up, test_refusals, tear_down);
  g_test_add ("/train/left-out", Fixture, NULL, set_up, test_left_out, tear_down);
  g_test_add_func ("/train/refused-text", test_refused_text);
  g_test_add_func ("/train/card", test_card);
  g_test_add_func ("/train/chart", test_chart);

  return g_test_run ();
}
