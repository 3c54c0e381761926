/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many steps it may take from one picture to the next, and how many to the first: counted in
 * the real window, with real keys and a real pointer, against the built-in engine.
 */

#include "config.h"

#include <string.h>

#include "app/limner-candidate-bar.h"
#include "app/limner-candidate-strip.h"
#include "base/limner-file.h"
#include "canvas/limner-canvas-private.h"
#include "canvas/limner-tool-options.h"
#include "form/limner-form.h"
#include "gallery/limner-gallery-grid.h"
#include "gallery/limner-gallery.h"
#include "image/limner-metadata.h"
#include "image/limner-picture-io.h"
#include "queue/limner-queue-panel.h"
#include "limner-test-widget.h"
#include "limner-test.h"
#include "workflow-fixture.h"

typedef WorkflowFixture Fixture;

/* A small picture from words, which is looked at, with the keyboard on the canvas. */
static LimnerGalleryItem *
paint_first (Fixture    *fixture,
             const char *prompt)
{
  LimnerValues *values = limner_workspace_get_values (fixture->workspace);
  LimnerGalleryItem *item;

  test_person_write (fixture->person, workflow_find_prompt (fixture), prompt);
  limner_values_set_text (values, "width", "128");
  limner_values_set_text (values, "height", "128");
  item = workflow_generate (fixture, 1);
  limner_test_wait_until (workflow_get_shown (fixture) != NULL);
  gtk_widget_grab_focus (workflow_find (fixture, LIMNER_TYPE_CANVAS));
  limner_test_settle ();
  return item;
}

static void
await_jobs (Fixture *fixture,
            guint    n)
{
  GListModel *queue = G_LIST_MODEL (workflow_get_queue (fixture));

  limner_test_wait_until (g_list_model_get_n_items (queue) == n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(LimnerJob) job = g_list_model_get_item (queue, i);

      limner_test_wait_until (limner_job_get_state (job) == LIMNER_JOB_DONE);
    }
}

/* Another one of an edit is a whole picture as well, and the form goes on with the canvas. */
static void
test_another_edit (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) first = NULL;
  LimnerValues *values;

  if (fixture->person == NULL)
    return;

  workflow_open_photo (fixture);
  workflow_click_task (fixture, "Erase", LIMNER_TASK_ERASE);
  workflow_draw_round (fixture);
  first = g_object_ref (workflow_generate (fixture, 1));
  limner_test_wait_until (workflow_get_shown (fixture) != NULL);
  gtk_widget_grab_focus (workflow_find (fixture, LIMNER_TYPE_CANVAS));
  limner_test_settle ();
  test_person_press_key (fixture->person, GDK_KEY_m, 0);
  await_jobs (fixture, 2);
  limner_test_wait_until (workflow_get_candidate (fixture) != first);
  g_assert_cmpint (limner_gallery_item_get_width (workflow_get_candidate (fixture)), ==, 320);
  g_assert_cmpint (limner_gallery_item_get_height (workflow_get_candidate (fixture)), ==, 240);
  values = limner_workspace_get_values (fixture->workspace);
  g_assert_false (limner_values_is_set (values, "image"));
  g_assert_false (limner_values_is_set (values, "mask"));
}

/* The button that does something. */
static GtkWidget *
find_action (GtkWidget  *widget,
             const char *action)
{
  if (GTK_IS_BUTTON (widget) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_action (child, action);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* 17: words, and go. */
static void
test_first_picture (Fixture       *fixture,
                    gconstpointer  data)
{
  LimnerGalleryItem *item;

  if (fixture->person == NULL)
    return;

  test_person_begin (fixture->person);
  test_person_write (fixture->person, workflow_find_prompt (fixture), "a harbour");
  item = workflow_generate (fixture, 1);
  g_assert_cmpuint (test_person_get_steps (fixture->person), <=, 4);
  g_assert_cmpstr (limner_gallery_item_get_prompt (item), ==, "a harbour");
}

/* "Another one": one key on the candidate. */
static void
test_another (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(LimnerGalleryItem) first = NULL;
  LimnerGalleryItem *second;

  if (fixture->person == NULL)
    return;

  first = g_object_ref (paint_first (fixture, "a lighthouse"));
  test_person_begin (fixture->person);
  test_person_press_key (fixture->person, GDK_KEY_m, 0);
  await_jobs (fixture, 2);
  g_assert_cmpuint (test_person_get_steps (fixture->person), ==, 1);

  limner_test_wait_until (workflow_get_candidate (fixture) != first);
  second = workflow_get_candidate (fixture);
  g_assert_cmpstr (limner_gallery_item_get_prompt (second), ==, "a lighthouse");
  g_assert_cmpint (limner_gallery_item_get_width (second), ==, 128);
  g_assert_cmpstr (limner_gallery_item_get_seed (second), !=,
                   limner_gallery_item_get_seed (first));
}

/* Looked at, kept or taken away by arrows, Enter and Delete alone. */
static void
test_keys_of_candidates (Fixture       *fixture,
                         gconstpointer  data)
{
  LimnerDocument *document;
  LimnerGalleryItem *newest;
  GListModel *list;

  if (fixture->person == NULL)
    return;

  document = workflow_get_document (fixture);
  paint_first (fixture, "a lighthouse");
  test_person_press_key (fixture->person, GDK_KEY_m, 0);
  await_jobs (fixture, 2);
  list = G_LIST_MODEL (limner_candidate_strip_get_list (
    LIMNER_CANDIDATE_STRIP (workflow_find (fixture, LIMNER_TYPE_CANDIDATE_STRIP))));
  limner_test_wait_until (g_list_model_get_n_items (list) == 2);
  limner_test_settle ();
  newest = workflow_get_candidate (fixture);
  g_assert_nonnull (newest);

  test_person_press_key (fixture->person, GDK_KEY_Right, 0);
  limner_test_wait_until (workflow_get_candidate (fixture) != newest);
  test_person_press_key (fixture->person, GDK_KEY_Left, 0);
  limner_test_wait_until (workflow_get_candidate (fixture) == newest);
  test_person_press_key (fixture->person, GDK_KEY_Delete, 0);
  limner_test_wait_until (g_list_model_get_n_items (list) == 1);
  limner_test_wait_until (workflow_get_shown (fixture) != NULL);
  test_person_press_key (fixture->person, GDK_KEY_Return, 0);
  limner_test_wait_until (limner_document_get_picture (document) != NULL);
  g_assert_cmpint (limner_document_get_width (document), ==, 128);
}

/* Before and after without a pointer: what has the keyboard has its keys, and the result that is
 * compared stays the one that is seen. */
static void
test_compare_by_keys (Fixture       *fixture,
                      gconstpointer  data)
{
  LimnerCanvas *canvas;
  GtkWidget *bar, *scale, *entry, *discard;
  LimnerGalleryItem *item;
  GListModel *list;

  if (fixture->person == NULL)
    return;

  paint_first (fixture, "a lighthouse");
  test_person_press_key (fixture->person, GDK_KEY_m, 0);
  await_jobs (fixture, 2);
  list = G_LIST_MODEL (limner_candidate_strip_get_list (
    LIMNER_CANDIDATE_STRIP (workflow_find (fixture, LIMNER_TYPE_CANDIDATE_STRIP))));
  limner_test_wait_until (g_list_model_get_n_items (list) == 2);
  limner_test_settle ();
  item = workflow_get_candidate (fixture);
  canvas = LIMNER_CANVAS (workflow_find (fixture, LIMNER_TYPE_CANVAS));
  bar = workflow_find (fixture, LIMNER_TYPE_CANDIDATE_BAR);
  scale = limner_test_find_child (bar, GTK_TYPE_SCALE);
  limner_test_wait_until (gtk_widget_get_mapped (scale));

  gtk_widget_grab_focus (scale);
  limner_test_settle ();
  test_person_press_key (fixture->person, GDK_KEY_Right, 0);
  limner_test_wait_until (canvas->split > 0.04 && canvas->split < 0.06);
  test_person_press_key (fixture->person, GDK_KEY_Right, 0);
  limner_test_wait_until (canvas->split > 0.09);
  test_person_press_key (fixture->person, GDK_KEY_Left, 0);
  limner_test_wait_until (canvas->split < 0.06);
  test_person_press_key (fixture->person, GDK_KEY_End, 0);
  limner_test_wait_until (canvas->split == 1);
  g_assert_true (workflow_get_candidate (fixture) == item);

  /* A number of a tool is typed, and takes nothing out of the strip. */
  limner_canvas_set_tool (canvas, LIMNER_TOOL_KIND_BRUSH);
  limner_test_wait_until ((entry = limner_test_find_child (
    workflow_find (fixture, LIMNER_TYPE_TOOL_OPTIONS), GTK_TYPE_TEXT)) != NULL &&
                          gtk_widget_get_mapped (entry));
  gtk_widget_grab_focus (entry);
  limner_test_settle ();
  test_person_press_key (fixture->person, GDK_KEY_Delete, 0);
  limner_test_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);

  /* The button that has the keyboard is the one that Enter presses. */
  discard = find_action (bar, "create.discard");
  gtk_widget_grab_focus (discard);
  limner_test_settle ();
  test_person_press_key (fixture->person, GDK_KEY_Return, 0);
  limner_test_wait_until (g_list_model_get_n_items (list) == 1);
  g_assert_null (limner_document_get_picture (workflow_get_document (fixture)));
}

/* Drawing on the first result keeps it, and what was drawn is on it. */
static void
test_drawing_keeps (Fixture       *fixture,
                    gconstpointer  data)
{
  double line[3][2];
  LimnerDocument *document;
  LimnerRect bounds;
  GtkWidget *canvas;

  if (fixture->person == NULL)
    return;

  document = workflow_get_document (fixture);
  paint_first (fixture, "a lighthouse");
  g_assert_null (limner_document_get_picture (document));
  canvas = workflow_find (fixture, LIMNER_TYPE_CANVAS);
  for (int i = 0; i < 3; i++)
    {
      line[i][0] = gtk_widget_get_width (canvas) / 2.0 + 10 * i;
      line[i][1] = gtk_widget_get_height (canvas) / 2.0;
    }

  test_person_draw (fixture->person, canvas, line, G_N_ELEMENTS (line));
  limner_test_wait_until (limner_document_get_picture (document) != NULL);
  limner_test_wait_until (workflow_get_shown (fixture) == NULL);
  limner_test_wait_until (limner_document_get_mask_bounds (document, &bounds) &&
                          !limner_document_is_painting (document));
  g_assert_true (limner_rect_contains (&bounds, &(LimnerRect) { 64, 64, 1, 1 }));
}

static gboolean
tells (GtkWidget  *widget,
       const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (tells (child, text))
        return TRUE;
    }
  return FALSE;
}

/* Beside Generate it is said that nothing will come of it yet; the queue opens by its key with the
 * keyboard in it, and gives the keyboard back.
 */
static void
test_paused (Fixture       *fixture,
             gconstpointer  data)
{
  LimnerJobQueue *queue = workflow_get_queue (fixture);
  GtkWidget *prompt, *focus;

  if (fixture->person == NULL)
    return;

  limner_job_queue_set_paused (queue, TRUE);
  limner_test_wait_until (tells (GTK_WIDGET (fixture->window),
                                 "The queue is paused: it will wait"));
  limner_job_queue_set_paused (queue, FALSE);
  limner_test_wait_until (!tells (GTK_WIDGET (fixture->window),
                                  "The queue is paused: it will wait"));

  prompt = workflow_find_prompt (fixture);
  test_person_write (fixture->person, prompt, "a mill");
  test_person_press_key (fixture->person, GDK_KEY_j, GDK_CONTROL_MASK);
  limner_test_wait_until (workflow_find (fixture, LIMNER_TYPE_QUEUE_PANEL) != NULL);
  limner_test_wait_until ((focus = gtk_window_get_focus (GTK_WINDOW (fixture->window))) != NULL &&
                          gtk_widget_get_ancestor (focus, LIMNER_TYPE_QUEUE_PANEL) != NULL);
  gtk_widget_activate_action (prompt, "win.show-page", "s", "queue");
  limner_test_wait_until ((focus = gtk_window_get_focus (GTK_WINDOW (fixture->window))) != NULL &&
                          (focus == prompt || gtk_widget_is_ancestor (focus, prompt)));
}

static GtkWidget *
go_to_gallery (Fixture *fixture,
               guint    n_pictures)
{
  GtkWidget *grid;

  limner_window_show_page (fixture->window, "gallery");
  limner_test_wait_until ((grid = workflow_find (fixture, LIMNER_TYPE_GALLERY_GRID)) != NULL &&
                          gtk_widget_get_mapped (grid));
  limner_test_settle ();
  return grid;
}

static char *
write_friends_picture (Fixture *fixture)
{
  char *path = g_build_filename (fixture->folder, "from-a-friend.png", NULL);
  g_autoptr(LimnerPicture) picture = limner_picture_new (128, 96);
  g_autoptr(GBytes) plain = limner_picture_encode (picture, LIMNER_PICTURE_PNG, 9, NULL);
  g_autoptr(LimnerMetadata) metadata = limner_metadata_parse_text (
    "an old mill\nNegative prompt: people\n"
    "Steps: 7, CFG scale: 5, Seed: 12, Size: 128x96, Model: shore_v2");
  g_autoptr(GBytes) file = limner_metadata_write (plain, metadata, LIMNER_METADATA_PARAMETERS,
                                                  NULL);

  g_assert_true (limner_file_write (path, file, NULL));
  return path;
}

static gboolean
has_value (Fixture    *fixture,
           const char *name,
           const char *text)
{
  g_autofree char *value =
    limner_values_get_text (limner_workspace_get_values (fixture->workspace), name);

  return g_strcmp0 (value, text) == 0;
}

/* 8: a picture of another program is dropped, and its settings are used; what did not fit is told
 * of. From there it is one key to another one like it. */
static void
test_hand_over (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *path = NULL;
  LimnerGalleryItem *item;

  if (fixture->person == NULL)
    return;

  path = write_friends_picture (fixture);
  test_person_begin (fixture->person);
  test_person_drop (fixture->person, path);
  workflow_click (fixture, "Use its settings");
  limner_test_wait_until (has_value (fixture, "prompt", "an old mill"));
  g_assert_cmpuint (test_person_get_steps (fixture->person), <=, 2);

  limner_test_wait_until (workflow_is_ready (fixture));
  g_assert_true (has_value (fixture, "negative_prompt", "people"));
  g_assert_true (has_value (fixture, "seed", "12"));
  g_assert_true (has_value (fixture, "width", "128"));
  g_assert_true (has_value (fixture, "height", "96"));
  g_assert_true (has_value (fixture, "num_inference_steps", "7"));
  limner_test_wait_until (limner_test_shows (GTK_WIDGET (fixture->window), "shore_v2 is not here"));

  item = workflow_generate (fixture, 1);
  g_assert_cmpstr (limner_gallery_item_get_seed (item), ==, "12");
  g_assert_cmpint (limner_gallery_item_get_width (item), ==, 128);
}

/* 13: what is looked for, Enter, R, another shape, go. */
static void
test_find_and_vary (Fixture       *fixture,
                    gconstpointer  data)
{
  LimnerGalleryItem *item;
  GtkWidget *grid, *entry;

  if (fixture->person == NULL)
    return;

  paint_first (fixture, "a fox with a blue scarf");
  grid = go_to_gallery (fixture, 1);
  test_person_begin (fixture->person);
  test_person_press_key (fixture->person, GDK_KEY_f, GDK_CONTROL_MASK);
  limner_test_wait_until (GTK_IS_TEXT (gtk_window_get_focus (GTK_WINDOW (fixture->window))));
  entry = gtk_widget_get_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)),
                                   GTK_TYPE_SEARCH_ENTRY);
  test_person_write (fixture->person, entry, "fox scarf");
  test_person_press_key (fixture->person, GDK_KEY_Return, 0);
  limner_test_wait_until (limner_gallery_grid_get_n_selected (LIMNER_GALLERY_GRID (grid)) == 1);
  test_person_press_key (fixture->person, GDK_KEY_r, 0);
  limner_test_wait_until (gtk_widget_get_mapped (workflow_find (fixture, LIMNER_TYPE_FORM)) &&
                          workflow_is_ready (fixture));
  workflow_click (fixture, "3:2");
  item = workflow_generate (fixture, 1);
  /* Ctrl+F and words, and shape and go, are two steps each here. */
  g_assert_cmpuint (test_person_get_steps (fixture->person), <=, 4 + 2);
  g_assert_cmpstr (limner_gallery_item_get_prompt (item), ==, "a fox with a blue scarf");
  g_assert_cmpfloat_with_epsilon ((double) limner_gallery_item_get_width (item) /
                                  limner_gallery_item_get_height (item), 1.5, 0.05);
}

static void
ended_cb (int *n_ended)
{
  (*n_ended)++;
}

/* A picture of the gallery that is dragged and let go over the gallery goes nowhere. */
static void
test_drag_at_home (Fixture       *fixture,
                   gconstpointer  data)
{
  const double from[2] = { 60, 90 };
  const double to[2] = { 400, 300 };
  g_autoptr(GListModel) controllers = NULL;
  GtkDragSource *source = NULL;
  int n_ended = 0;
  GtkWidget *grid;

  if (fixture->person == NULL)
    return;

  paint_first (fixture, "a lighthouse");
  grid = go_to_gallery (fixture, 1);
  controllers = gtk_widget_observe_controllers (grid);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DRAG_SOURCE (controller))
        source = GTK_DRAG_SOURCE (controller);
    }
  g_signal_connect_swapped (source, "drag-end", G_CALLBACK (ended_cb), &n_ended);
  test_person_drag (fixture->person, grid, source, from, to);
  limner_test_wait_until (n_ended == 1);
  limner_test_settle ();
  g_assert_true (gtk_widget_get_mapped (grid));
}

/* 10: Sketch, a stroke, words, go, keep. */
static void
test_sketch (Fixture       *fixture,
             gconstpointer  data)
{
  LimnerGalleryItem *item;

  if (fixture->person == NULL)
    return;

  workflow_open_photo (fixture);
  test_person_begin (fixture->person);
  workflow_click_task (fixture, "Sketch", LIMNER_TASK_SKETCH);
  workflow_draw_round (fixture);
  item = workflow_generate (fixture, 1);
  g_assert_cmpuint (test_person_get_steps (fixture->person), <=, 4);
  g_assert_nonnull (item);
}

static const int wide[] = { 320, 240 };

#define ADD(name, func) \
  g_test_add ("/app/budgets/" name, Fixture, wide, workflow_set_up, func, workflow_tear_down)

static void
add_tests (void)
{
  ADD ("first-picture", test_first_picture);
  ADD ("another", test_another);
  ADD ("another-edit", test_another_edit);
  ADD ("keys-of-candidates", test_keys_of_candidates);
  ADD ("compare-by-keys", test_compare_by_keys);
  ADD ("drawing-keeps", test_drawing_keeps);
  ADD ("find-and-vary", test_find_and_vary);
  ADD ("drag-at-home", test_drag_at_home);
  ADD ("hand-over", test_hand_over);
  ADD ("paused", test_paused);
  ADD ("sketch", test_sketch);
}

int
main (int   argc,
      char *argv[])
{
  return workflow_run (argc, argv, add_tests);
}
