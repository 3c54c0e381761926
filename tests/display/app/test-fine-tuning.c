/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The guide “Fine-tune an image model” in the real window, with real keys and a real pointer,
 * against the built-in engine: every step of it, with a program that is killed while the engine
 * trains, and once more with as few steps as it takes.
 */

#include "config.h"

#include <signal.h>
#include <string.h>

#include <adwaita.h>
#include <glib/gstdio.h>

#include "form/limner-form.h"
#include "image/limner-picture-io.h"
#include "limner-test-widget.h"
#include "limner-test.h"
#include "store/limner-gallery-item.h"
#include "train/limner-train-card.h"
#include "train/limner-train-page.h"
#include "train/limner-train-run-row.h"
#include "workflow-fixture.h"

#define N_PICTURES 12
#define WORD       "ziki77"
#define FOLDER     "LIMNER_TEST_GUIDE"
#define MARK       "LIMNER_TEST_MARK"

typedef WorkflowFixture Fixture;

/* Stripes of its own width, way and colours, so that no picture looks like another one. */
static LimnerPicture *
make_stripes (guint index,
              int   side)
{
  LimnerPicture *picture = limner_picture_new (side, side * 3 / 4);
  guint8 *pixel = limner_picture_get_pixels (picture);

  for (int y = 0; y < side * 3 / 4; y++)
    {
      for (int x = 0; x < side; x++, pixel += 4)
        {
          int along = (int) (index % 4) * x + (int) (3 - index % 3) * y;
          guint band = (guint) (along * (int) (index + 2) / side) % 4;

          pixel[0] = (guint8) (index * 37 + band * 50);
          pixel[1] = (guint8) (band * 60 + (guint) (y * 40 / side));
          pixel[2] = (guint8) (200 - index * 11);
          pixel[3] = 255;
        }
    }
  return picture;
}

static GStrv
write_pictures (Fixture *fixture,
                int      side)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < N_PICTURES; i++)
    {
      g_autofree char *name = g_strdup_printf ("picture-%u.png", i);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autoptr(LimnerPicture) picture = make_stripes (i, side);
      g_autoptr(GBytes) bytes = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 1, NULL);

      g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                          (gssize) g_bytes_get_size (bytes), NULL));
      g_strv_builder_add (builder, path);
    }
  return g_strv_builder_end (builder);
}

static GtkWidget *
find_page (Fixture *fixture)
{
  return workflow_find (fixture, LIMNER_TYPE_TRAIN_PAGE);
}

/* Scrolls to it first where it is beyond the edge. */
static void
click (Fixture   *fixture,
       GtkWidget *widget)
{
  GtkWidget *scroller = limner_test_find_child (find_page (fixture), GTK_TYPE_SCROLLED_WINDOW);

  test_person_scroll_to (fixture->person, scroller, widget);
  test_person_click (fixture->person, widget);
}

static void
click_button (Fixture    *fixture,
              const char *text)
{
  click (fixture, workflow_await_button (fixture, text));
}

static void
write_into (Fixture    *fixture,
            GtkWidget  *field,
            const char *text)
{
  GtkWidget *scroller = limner_test_find_child (find_page (fixture), GTK_TYPE_SCROLLED_WINDOW);

  test_person_scroll_to (fixture->person, scroller, field);
  test_person_write (fixture->person, field, text);
}

/* The first one in sight: there are others in menus that are closed. */
static GtkWidget *
find_mapped (GtkWidget *widget,
             GType      type)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_mapped (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
go_to_page (Fixture *fixture)
{
  test_person_click (fixture->person, workflow_await_button (fixture, "Models"));
  test_person_click (fixture->person, workflow_await_button (fixture, "Fine-tune…"));
  limner_test_wait_until (find_page (fixture) != NULL &&
                          gtk_widget_get_mapped (find_page (fixture)));
}

/* Step 1 of the guide: a handful of pictures, told what is to be said of them. */
static void
gather (Fixture *fixture,
        int      side)
{
  g_auto(GStrv) paths = write_pictures (fixture, side);

  test_person_drop_files (fixture->person, find_page (fixture), (const char * const *) paths);
  limner_test_wait_until (limner_test_shows (find_page (fixture), "12 pictures"));
}

static GtkWidget *
find_trigger (Fixture *fixture)
{
  return limner_test_find_child (find_page (fixture), ADW_TYPE_ENTRY_ROW);
}

static LimnerTrainingRun *
get_run (Fixture *fixture)
{
  GListModel *runs = G_LIST_MODEL (limner_studio_get_trainings (fixture->studio));
  g_autoptr(LimnerTrainingRun) run = g_list_model_get_item (runs, 0);

  /* The list holds it. */
  return run;
}

/* Squares, and captions by hand: Enter goes on to the next one. */
static void
prepare_pictures (Fixture *fixture)
{
  GtkWidget *card = limner_test_find_child (find_page (fixture), LIMNER_TYPE_TRAIN_CARD);
  GtkWidget *next = gtk_flow_box_child_get_child (
    GTK_FLOW_BOX_CHILD (gtk_widget_get_next_sibling (gtk_widget_get_parent (card))));
  LimnerTrainingPicture *picture = limner_train_card_get_picture (LIMNER_TRAIN_CARD (card));
  GtkWidget *focus;

  click_button (fixture, "Cut all to squares");
  g_assert_true (limner_training_picture_get_square (picture));
  write_into (fixture, limner_test_find_child (card, GTK_TYPE_TEXT_VIEW), WORD " as a wall");
  g_assert_cmpstr (limner_training_picture_get_caption (picture), ==, WORD " as a wall");
  test_person_press_key (fixture->person, GDK_KEY_Return, 0);
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_true (gtk_widget_is_ancestor (focus, next));
  limner_test_wait_until (limner_test_shows (find_page (fixture), "11 have no caption."));
}

/* Step 2: the rules of the guide. */
static void
choose_word (Fixture *fixture)
{
  write_into (fixture, find_trigger (fixture), "tok");
  limner_test_wait_until (limner_test_shows (find_page (fixture), "Everybody takes this one"));
  write_into (fixture, find_trigger (fixture), "cyberpunk");
  limner_test_wait_until (limner_test_shows (find_page (fixture), "This is a word already"));
  write_into (fixture, find_trigger (fixture), WORD);
  limner_test_wait_until (limner_test_shows (find_page (fixture), "A good trigger word."));
}

/* Step 3: the trainer's own form, the destination, time and price. */
static void
set_up_training (Fixture *fixture)
{
  GtkWidget *settings = workflow_find_row (find_page (fixture), "Settings of the trainer");
  GtkWidget *form, *entry;

  click (fixture, find_mapped (settings, GTK_TYPE_LABEL));
  form = limner_test_find_child (find_page (fixture), LIMNER_TYPE_FORM);
  limner_test_wait_until ((entry = find_mapped (form, GTK_TYPE_ENTRY)) != NULL);
  write_into (fixture, entry, "200");
  test_person_press_key (fixture->person, GDK_KEY_Tab, 0);
  limner_test_wait_until (limner_test_shows (find_page (fixture), "local/" WORD) ||
                          limner_test_shows (find_page (fixture), "This model will be made."));
  g_assert_true (limner_test_shows (find_page (fixture), "Costs nothing"));
}

static void
test_until_killed (Fixture       *fixture,
                   gconstpointer  data)
{
  LimnerTrainingRun *run;
  JsonObject *input;

  go_to_page (fixture);
  gather (fixture, 1200);
  prepare_pictures (fixture);
  choose_word (fixture);
  set_up_training (fixture);
  click_button (fixture, "Start training");
  limner_test_wait_until (get_run (fixture) != NULL);
  run = get_run (fixture);
  limner_test_wait_until (limner_training_run_get_state (run) >= LIMNER_TRAINING_RUNNING);
  g_assert_cmpint (limner_training_run_get_state (run), ==, LIMNER_TRAINING_RUNNING);
  input = json_object_get_object_member (limner_training_run_get_record (run), "input");
  g_assert_cmpint (json_object_get_int_member (input, "steps"), ==, 200);
  g_assert_true (g_file_set_contents (g_getenv (MARK), "", 0, NULL));
  raise (SIGKILL);
}

/* Step 5: four pictures, then the form of the new version, and one more. */
static void
use_it (Fixture *fixture)
{
  GListModel *queue = G_LIST_MODEL (workflow_get_queue (fixture));
  GtkWidget *form;

  click_button (fixture, "Try four");
  limner_test_wait_until (g_list_model_get_n_items (queue) == 4);
  click_button (fixture, "Use it");
  limner_test_wait_until (gtk_widget_get_mapped (workflow_find (fixture, LIMNER_TYPE_FORM)) &&
                          workflow_is_ready (fixture) &&
                          limner_workspace_get_model (fixture->workspace) != NULL &&
                          g_str_equal (limner_model_get_reference (
                                         limner_workspace_get_model (fixture->workspace)),
                                       "local/" WORD));
  form = workflow_find (fixture, LIMNER_TYPE_FORM);
  g_assert_nonnull (form);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(LimnerJob) job = g_list_model_get_item (queue, i);

      limner_test_wait_until (limner_job_state_is_final (limner_job_get_state (job)));
      g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);
      g_assert_nonnull (strstr (limner_job_spec_get_prompt (limner_job_get_spec (job)), WORD));
    }
}

static const int photo[] = { 320, 240 };

/* The guide from its first step to its last. */
static void
test_guide (void)
{
  g_autofree char *folder = NULL;
  g_autofree char *mark = NULL;
  g_autofree char *id = NULL;
  Fixture fixture = { 0 };
  LimnerGalleryItem *item;

  fixture.person = test_person_new ();
  if (fixture.person == NULL)
    {
      g_test_skip ("the display has no test extension");
      return;
    }

  g_clear_pointer (&fixture.person, test_person_free);
  folder = limner_test_make_folder ();
  mark = g_build_filename (folder, "killed", NULL);
  g_setenv (FOLDER, folder, TRUE);
  g_setenv (MARK, mark, TRUE);
  g_test_trap_subprocess ("/app/fine-tuning/guide/subprocess/until-killed", 0,
                          G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_failed ();
  g_assert_true (g_file_test (mark, G_FILE_TEST_EXISTS));

  fixture.folder = g_strdup (folder);
  workflow_set_up (&fixture, photo);
  limner_test_wait_until (get_run (&fixture) != NULL);
  g_assert_cmpuint (g_list_model_get_n_items (
                      G_LIST_MODEL (limner_studio_get_trainings (fixture.studio))), ==, 1);
  id = g_strdup (limner_training_run_get_text (get_run (&fixture), "training"));
  g_assert_nonnull (id);
  go_to_page (&fixture);
  limner_test_wait_until (limner_training_run_get_state (get_run (&fixture)) ==
                          LIMNER_TRAINING_DONE);
  g_assert_cmpstr (limner_training_run_get_text (get_run (&fixture), "training"), ==, id);
  limner_test_wait_until (limner_test_shows (find_page (&fixture), "Done"));
  limner_test_wait_until (limner_test_shows (find_page (&fixture), "Loss: "));
  use_it (&fixture);

  item = workflow_generate (&fixture, 1);
  g_assert_nonnull (strstr (limner_gallery_item_get_prompt (item), WORD));
  workflow_tear_down (&fixture, photo);
}

static void
set_up_in_folder (Fixture       *fixture,
                  gconstpointer  data)
{
  fixture->folder = g_strdup (g_getenv (FOLDER));
  workflow_set_up (fixture, data);
}

/* The fifth workflow, by the shortest way: a style from twelve pictures, tried and in use. */
static void
test_steps (Fixture       *fixture,
            gconstpointer  data)
{
  if (fixture->person == NULL)
    return;

  test_person_begin (fixture->person);
  go_to_page (fixture);
  gather (fixture, 256);
  write_into (fixture, find_trigger (fixture), WORD);
  click_button (fixture, "Start training");
  limner_test_wait_until (get_run (fixture) != NULL &&
                          limner_training_run_get_state (get_run (fixture)) ==
                          LIMNER_TRAINING_DONE);
  use_it (fixture);
  g_test_message ("%u steps", test_person_get_steps (fixture->person));
  g_assert_cmpuint (test_person_get_steps (fixture->person), <=, 7);
}

static void
add (void)
{
  g_test_add_func ("/app/fine-tuning/guide", test_guide);
  g_test_add ("/app/fine-tuning/guide/subprocess/until-killed", Fixture, photo, set_up_in_folder,
              test_until_killed, workflow_tear_down);
  g_test_add ("/app/fine-tuning/steps", Fixture, photo, workflow_set_up, test_steps,
              workflow_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  return workflow_run (argc, argv, add);
}
