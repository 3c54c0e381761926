/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What artists do every day, done in the real window with real keys and a real pointer against the
 * built-in engine, and counted: nobody else's program needs fewer steps for it.
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/limner-candidate-bar.h"
#include "app/limner-candidate-cell.h"
#include "app/limner-candidate-strip.h"
#include "app/limner-window.h"
#include "base/limner-file.h"
#include "base/limner-json.h"
#include "canvas/limner-canvas-private.h"
#include "edit/limner-edit-zone.h"
#include "form/limner-form-row.h"
#include "form/limner-form.h"
#include "gallery/limner-gallery-export.h"
#include "gallery/limner-gallery-grid.h"
#include "image/limner-metadata.h"
#include "image/limner-picture-io.h"
#include "limner-test-widget.h"
#include "limner-test.h"
#include "store/limner-store-gallery.h"
#include "workflow-fixture.h"

typedef WorkflowFixture Fixture;

/* Gives how many pixels changed; beyond the blend zone it must be none. */
static guint
count_changed (Fixture           *fixture,
               LimnerGalleryItem *item)
{
  g_autoptr(LimnerPicture) after = workflow_load (item);
  g_autoptr(LimnerEditRecipe) recipe = workflow_get_recipe (item);
  g_autoptr(LimnerLayers) layers = limner_layers_new (workflow_get_document (fixture));
  g_autoptr(LimnerPlane) mask = limner_layers_export_mask (layers, &recipe->frame, 0);
  g_autoptr(LimnerPlane) zone = limner_edit_zone_new (mask, recipe->grow, recipe->feather);
  guint n = 0;

  g_assert_cmpint (limner_picture_get_width (after), ==,
                   limner_picture_get_width (fixture->before));
  for (int y = 0; y < limner_picture_get_height (after); y++)
    {
      const guint8 *was = limner_picture_read_row (fixture->before, y);
      const guint8 *is = limner_picture_read_row (after, y);
      const guint8 *weight = limner_plane_read_row (zone, y);

      for (int x = 0; x < limner_picture_get_width (after); x++)
        {
          gboolean changed = memcmp (was + 4 * x, is + 4 * x, 4) != 0;

          if (changed && weight[x] == 0)
            g_error ("the pixel at %d, %d was touched", x, y);
          n += changed;
        }
    }
  return n;
}

static const char *
to_text (LimnerPicture *picture,
         int            x,
         int            y)
{
  static char text[16];
  const guint8 *pixel = limner_picture_read_row (picture, y) + 4 * x;

  g_snprintf (text, sizeof text, "%02x%02x%02x", pixel[0], pixel[1], pixel[2]);
  return text;
}

/* 1: drop the photo, Erase, brush over the person, go. */
static void
test_remove_a_person (Fixture       *fixture,
                      gconstpointer  data)
{
  LimnerGalleryItem *item;
  g_autoptr(LimnerPicture) after = NULL;

  if (fixture->person == NULL)
    return;

  test_person_begin (fixture->person);
  workflow_open_photo (fixture);
  workflow_click_task (fixture, "Erase", LIMNER_TASK_ERASE);
  workflow_draw_round (fixture);
  item = workflow_generate (fixture, 1);
  g_assert_cmpuint (test_person_get_steps (fixture->person), <=, 4);

  g_assert_cmpuint (count_changed (fixture, item), >, 100);
  after = workflow_load (item);
  g_assert_cmpstr (to_text (after, 4, 4), ==, to_text (fixture->before, 4, 4));
}

/* 2: Extend, 16:9, go; two steps of a chain are one job and one undo. */
static void
test_extend_a_portrait (Fixture       *fixture,
                        gconstpointer  data)
{
  LimnerDocument *document;
  LimnerGalleryItem *item;
  guint n_steps;

  if (fixture->person == NULL)
    return;

  document = workflow_get_document (fixture);
  workflow_open_photo (fixture);
  test_person_begin (fixture->person);
  workflow_click_task (fixture, "Extend", LIMNER_TASK_EXTEND);
  workflow_click (fixture, "16:9");
  limner_test_wait_until (limner_workspace_get_n_steps (fixture->workspace) > 1);
  n_steps = limner_workspace_get_n_steps (fixture->workspace);
  item = workflow_generate (fixture, n_steps);
  g_assert_cmpuint (test_person_get_steps (fixture->person), <=, 3);
  g_assert_cmpint (limner_gallery_item_get_height (item), ==, 320);
  g_assert_cmpint (ABS (limner_gallery_item_get_width (item) - 320 * 16 / 9), <=, 1);

  /* Kept by Enter, undone by one Ctrl+Z */
  test_person_press_key (fixture->person, GDK_KEY_Return, 0);
  limner_test_wait_until (limner_document_get_width (document) ==
                          limner_gallery_item_get_width (item));
  limner_test_settle ();
  test_person_press_key (fixture->person, GDK_KEY_z, GDK_CONTROL_MASK);
  limner_test_wait_until (limner_document_get_width (document) == 240);
}

static guint n_imported;

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) ids = limner_store_import_files_finish (LIMNER_STORE (object), result, NULL,
                                                        &error);

  g_assert_no_error (error);
  n_imported += g_strv_length (ids);
}

/* The photograph is in the gallery, and the keyboard is on it: how it was found is not counted. */
static void
show_in_gallery (Fixture *fixture)
{
  const char *paths[] = { fixture->photo, NULL };
  GtkWidget *gallery;

  limner_window_show_page (fixture->window, "gallery");
  n_imported = 0;
  limner_store_import_files_async (limner_studio_get_store (fixture->studio), paths, NULL, NULL,
                                   NULL, imported_cb, NULL);
  limner_test_wait_until (n_imported == 1);
  limner_test_wait_until ((gallery = workflow_find (fixture, LIMNER_TYPE_GALLERY_GRID)) != NULL &&
                          gtk_widget_get_mapped (gallery));
  limner_test_settle ();
  gtk_widget_grab_focus (gallery);
  test_person_press_key (fixture->person, GDK_KEY_a, GDK_CONTROL_MASK);
  limner_test_wait_until (limner_gallery_grid_get_n_selected (LIMNER_GALLERY_GRID (gallery)) == 1);
}

/* 3: edit it, circle the hand, say what it is, go, keep. */
static void
test_fix_a_hand (Fixture       *fixture,
                 gconstpointer  data)
{
  LimnerGalleryItem *item;
  LimnerPicture *kept;
  LimnerRect box;
  int sent_width, sent_height;

  if (fixture->person == NULL)
    return;

  show_in_gallery (fixture);
  test_person_begin (fixture->person);
  test_person_press_key (fixture->person, GDK_KEY_e, 0);
  limner_test_wait_until (limner_document_get_picture (workflow_get_document (fixture)) != NULL);
  workflow_await_edit (fixture);
  workflow_draw_round (fixture);
  g_assert_true (limner_workspace_get_context_box (fixture->workspace, &box, &sent_width,
                                                   &sent_height));
  g_assert_cmpint (sent_width, >=, box.width);

  test_person_write (fixture->person, workflow_find_prompt (fixture), "hand");
  item = g_object_ref (workflow_generate (fixture, 1));
  g_assert_cmpuint (count_changed (fixture, item), >, 100);
  kept = limner_document_get_picture (workflow_get_document (fixture));
  workflow_click (fixture, "Keep");
  limner_test_wait_until (limner_document_get_picture (workflow_get_document (fixture)) != kept);
  g_assert_cmpuint (test_person_get_steps (fixture->person), <=, 5);
  g_assert_cmpstr (limner_gallery_item_get_prompt (item), ==, "hand");
  g_object_unref (item);
}

static void
revealed_cb (GtkRevealer *revealer,
             GParamSpec  *pspec,
             Fixture     *fixture)
{
  if (gtk_revealer_get_reveal_child (revealer))
    g_assert_nonnull (workflow_get_shown (fixture));
}

/* What can be done with a result is offered when it is seen, and not over an empty canvas. */
static void
test_bar_waits (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWidget *bar;
  GtkWidget *revealer;

  if (fixture->person == NULL)
    return;

  bar = limner_test_find_child (GTK_WIDGET (fixture->window), LIMNER_TYPE_CANDIDATE_BAR);
  revealer = gtk_widget_get_ancestor (bar, GTK_TYPE_REVEALER);
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  g_signal_connect (revealer, "notify::reveal-child", G_CALLBACK (revealed_cb), fixture);
  test_person_write (fixture->person, workflow_find_prompt (fixture), "a red fox");
  workflow_generate (fixture, 1);
  limner_test_wait_until (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  g_signal_handlers_disconnect_by_func (revealer, revealed_cb, fixture);
}

static char *
find_file (const char *folder)
{
  g_autoptr(GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name = directory != NULL ? g_dir_read_name (directory) : NULL;

  return name != NULL ? g_build_filename (folder, name, NULL) : NULL;
}

/* What came out tells how all of it was made. */
static void
check_exported (const char *path,
                int         width)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) file = limner_file_read (path, LIMNER_PICTURE_MAX_BYTES, &error);
  g_autoptr(LimnerPicture) picture = NULL;
  g_autoptr(LimnerMetadata) metadata = NULL;
  g_autoptr(JsonObject) record = NULL;
  JsonArray *history;
  JsonObject *before;

  g_assert_no_error (error);
  picture = limner_picture_decode (file, &error);
  g_assert_no_error (error);
  g_assert_cmpint (limner_picture_get_width (picture), ==, width);

  metadata = limner_metadata_read (file);
  g_assert_cmpstr (metadata->prompt, ==, "a red fox");
  record = limner_json_parse_object (metadata->record, (gsize) -1, G_MAXINT32, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (limner_json_get_string (limner_json_get_object (record, "model"), "name", NULL),
                   ==, "limner/upscale");
  history = limner_json_get_array (record, "history");
  g_assert_cmpuint (json_array_get_length (history), ==, 1);
  before = json_array_get_object_element (history, 0);
  g_assert_cmpstr (limner_json_get_string (limner_json_get_object (before, "model"), "name", NULL),
                   ==, "limner/painter");
  g_assert_cmpstr (limner_json_get_string (before, "prompt", NULL), ==, "a red fox");
  g_assert_cmpstr (limner_json_get_string (before, "item", NULL), ==,
                   json_array_get_string_element (limner_json_get_array (record, "parents"), 0));
}

static gboolean
is_ready_file (const char *folder)
{
  g_autofree char *path = find_file (folder);
  g_autoptr(GBytes) bytes = path != NULL ? limner_file_read (path, G_MAXUINT32, NULL) : NULL;
  g_autoptr(LimnerPicture) picture = bytes != NULL ? limner_picture_decode (bytes, NULL) : NULL;

  return picture != NULL;
}

static gboolean
shows_field (GtkWidget  *widget,
             const char *name)
{
  if (LIMNER_IS_FORM_ROW (widget) && gtk_widget_get_mapped (widget) &&
      strcmp (limner_form_row_get_name (LIMNER_FORM_ROW (widget)), name) == 0)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows_field (child, name))
      return TRUE;
  return FALSE;
}

/* 6: U, go (by 4, as it was the last time), Ctrl+E, Enter. */
static void
test_upscale_and_export (Fixture       *fixture,
                         gconstpointer  data)
{
  GtkWidget *cell;
  g_autoptr(GSettings) settings = g_settings_new ("io.github.limner.Limner");
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  LimnerGalleryItem *item;
  int width;
  GtkWindow *sheet;

  if (fixture->person == NULL)
    return;

  folder = g_build_filename (fixture->folder, "out", NULL);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_settings_set_string (settings, "export-folder", folder);

  /* Somebody who enlarges by four now and then, and has just made a picture */
  workflow_open_photo (fixture);
  workflow_click_task (fixture, "Upscale", LIMNER_TASK_UPSCALE);
  workflow_click (fixture, "4×");
  /* The factor is asked in one place. */
  g_assert_false (shows_field (workflow_find (fixture, LIMNER_TYPE_FORM), "scale"));
  g_assert_true (shows_field (workflow_find (fixture, LIMNER_TYPE_FORM), "sharpen"));
  workflow_click_task (fixture, "Generate", LIMNER_TASK_GENERATE);
  test_person_write (fixture->person, workflow_find_prompt (fixture), "a red fox");
  limner_values_set_text (limner_workspace_get_values (fixture->workspace), "width", "128");
  limner_values_set_text (limner_workspace_get_values (fixture->workspace), "height", "128");
  item = workflow_generate (fixture, 1);
  width = limner_gallery_item_get_width (item);
  /* Its cell has no room before the strip has opened; the prompt keeps the keyboard until then. */
  limner_test_wait_until (workflow_get_shown (fixture) != NULL);
  cell = workflow_find (fixture, LIMNER_TYPE_CANDIDATE_CELL);
  limner_test_wait_until (gtk_widget_get_mapped (cell) && gtk_widget_get_height (cell) > 0);
  limner_test_settle ();
  test_person_click (fixture->person, cell);
  limner_test_wait_until (!GTK_IS_TEXT_VIEW (gtk_window_get_focus (GTK_WINDOW (fixture->window))));

  test_person_begin (fixture->person);
  test_person_press_key (fixture->person, GDK_KEY_u, 0);
  limner_test_wait_until (limner_document_get_width (workflow_get_document (fixture)) == width);
  limner_test_wait_until (limner_workspace_get_task (fixture->workspace) == LIMNER_TASK_UPSCALE);
  limner_test_wait_until (workflow_is_ready (fixture));
  item = workflow_generate (fixture, 1);
  g_assert_cmpint (limner_gallery_item_get_width (item), ==, 4 * width);

  test_person_press_key (fixture->person, GDK_KEY_e, GDK_CONTROL_MASK);
  limner_test_wait_until ((sheet = workflow_find_window (LIMNER_TYPE_GALLERY_EXPORT)) != NULL);
  test_person_look_at (fixture->person, sheet);
  test_person_press_key (fixture->person, GDK_KEY_Return, 0);
  limner_test_wait_until (is_ready_file (folder));
  g_assert_cmpuint (test_person_get_steps (fixture->person), <=, 4);

  path = find_file (folder);
  check_exported (path, 4 * width);
  limner_test_wait_until (workflow_find_window (LIMNER_TYPE_GALLERY_EXPORT) == NULL);
  g_settings_reset (settings, "export-folder");
}

static guint
count_different (LimnerPicture *one,
                 LimnerPicture *other)
{
  guint n = 0;

  g_assert_cmpint (limner_picture_get_width (one), ==, limner_picture_get_width (other));
  g_assert_cmpint (limner_picture_get_height (one), ==, limner_picture_get_height (other));
  for (int y = 0; y < limner_picture_get_height (one); y++)
    {
      for (int x = 0; x < limner_picture_get_width (one); x++)
        n += memcmp (limner_picture_read_row (one, y) + 4 * x,
                     limner_picture_read_row (other, y) + 4 * x, 4) != 0;
    }
  return n;
}

/* The keyboard scrolls there. */
static void
open_blending (Fixture *fixture)
{
  GtkWidget *row;

  limner_test_wait_until (
    (row = workflow_find_row (GTK_WIDGET (fixture->window), "Blending")) != NULL);
  if (workflow_find_row (GTK_WIDGET (fixture->window), "Feather") == NULL)
    {
      gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
      limner_test_settle ();
      test_person_click (fixture->person, row);
    }
}

/* Opens the blending, and writes how wide the soft edge is to be. */
static void
set_feather (Fixture    *fixture,
             const char *feather)
{
  GtkWidget *row;
  GtkWidget *button;

  open_blending (fixture);
  limner_test_wait_until (
    (row = workflow_find_row (GTK_WIDGET (fixture->window), "Feather")) != NULL &&
    gtk_widget_get_height (row) > 0);
  button = limner_test_find_child (row, GTK_TYPE_SPIN_BUTTON);
  g_assert_nonnull (button);
  gtk_widget_grab_focus (button);
  limner_test_settle ();
  test_person_write (fixture->person, button, feather);
  test_person_press_key (fixture->person, GDK_KEY_Return, 0);
  limner_test_wait_until (limner_workspace_get_options (fixture->workspace)->feather ==
                          atoi (feather));
}

/* A soft edge that is wider than what the model painted is not silently something else. */
static void
assert_says_where_it_fades (Fixture  *fixture,
                            gboolean  says)
{
  GtkWidget *row = workflow_find_row (GTK_WIDGET (fixture->window), "Feather");
  const char *subtitle = adw_action_row_get_subtitle (ADW_ACTION_ROW (row));

  if (says)
    g_assert_nonnull (strstr (subtitle, "fades into the mask"));
  else
    g_assert_cmpstr (subtitle, ==, "Pixels over which the two are mixed");
}

/* 12: the background, what it shall be, go, keep; another edge before that costs nothing. */
static void
test_change_the_background (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr(LimnerPicture) after = NULL;
  g_autoptr(LimnerEditRecipe) recipe = NULL;
  GdkTexture *shown;
  LimnerGalleryItem *item;
  LimnerPicture *kept;
  LimnerRect bounds, area;
  int middle_x, middle_y;
  guint n_steps;

  if (fixture->person == NULL)
    return;

  workflow_open_photo (fixture);
  gtk_widget_grab_focus (workflow_find (fixture, LIMNER_TYPE_CANVAS));
  test_person_begin (fixture->person);
  test_person_press_key (fixture->person, GDK_KEY_b, GDK_CONTROL_MASK);
  limner_test_wait_until (
    limner_document_get_mask_bounds (workflow_get_document (fixture), &bounds));
  workflow_await_edit (fixture);
  g_assert_cmpint (bounds.width, ==, limner_picture_get_width (fixture->before));

  test_person_write (fixture->person, workflow_find_prompt (fixture), "a forest");
  item = workflow_generate (fixture, 1);
  g_assert_cmpuint (count_changed (fixture, item), >, 10000);
  after = workflow_load (item);
  middle_x = limner_picture_get_width (after) / 2;
  middle_y = limner_picture_get_height (after) / 2;
  for (int y = middle_y - 12; y < middle_y + 12; y++)
    g_assert_cmpmem (limner_picture_read_row (after, y) + 4 * (middle_x - 12), 96,
                     limner_picture_read_row (fixture->before, y) + 4 * (middle_x - 12), 96);

  n_steps = test_person_get_steps (fixture->person);
  limner_test_wait_until (workflow_get_shown (fixture) != NULL);
  recipe = workflow_get_recipe (item);
  g_assert_cmpint (recipe->feather, !=, 2);
  g_assert_null (workflow_get_shown_part (fixture, &area));
  set_feather (fixture, "40");
  limner_test_wait_until ((shown = workflow_get_shown_part (fixture, &area)) != NULL);
  g_assert_true (limner_rect_equal (&area, &recipe->box));
  assert_says_where_it_fades (fixture, TRUE);
  g_object_ref (shown);
  set_feather (fixture, "2");
  limner_test_wait_until (workflow_get_shown_part (fixture, &area) != shown);
  g_object_unref (shown);
  assert_says_where_it_fades (fixture, FALSE);
  g_assert_cmpint (limner_workspace_get_options (fixture->workspace)->feather, ==, 2);

  test_person_begin (fixture->person);
  kept = limner_document_get_picture (workflow_get_document (fixture));
  workflow_click (fixture, "Keep");
  limner_test_wait_until (limner_document_get_picture (workflow_get_document (fixture)) != kept);
  g_assert_cmpuint (n_steps + test_person_get_steps (fixture->person), <=, 4);
  kept = limner_document_get_picture (workflow_get_document (fixture));
  g_assert_cmpuint (count_different (after, kept), >, 100);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (workflow_get_queue (fixture))), ==, 1);
}

static const LimnerRect *
get_box (Fixture *fixture)
{
  return &limner_workspace_get_options (fixture->workspace)->box;
}

/* The box that the model sees, without a hand on the mouse: by ones, by tens, and never so that it
 * leaves out something of the mask or goes beyond the picture. */
static void
test_box_by_numbers (Fixture       *fixture,
                     gconstpointer  data)
{
  GtkWidget *row, *left;
  LimnerRect mask, first;

  if (fixture->person == NULL)
    return;

  workflow_open_photo (fixture);
  workflow_click_task (fixture, "Edit", LIMNER_TASK_EDIT);
  workflow_draw_round (fixture);
  open_blending (fixture);
  limner_test_wait_until (
    (row = workflow_find_row (GTK_WIDGET (fixture->window), "Context")) != NULL &&
    gtk_widget_is_sensitive (row));
  g_assert_null (workflow_find_row (GTK_WIDGET (fixture->window), "Begins at"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  limner_test_wait_until (!limner_rect_is_empty (get_box (fixture)));
  first = *get_box (fixture);
  limner_test_wait_until (
    (row = workflow_find_row (GTK_WIDGET (fixture->window), "Begins at")) != NULL);

  left = limner_test_find_child (row, GTK_TYPE_SPIN_BUTTON);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (left)), ==, first.x);
  gtk_widget_grab_focus (left);
  limner_test_settle ();
  test_person_press_key (fixture->person, GDK_KEY_Up, 0);
  limner_test_wait_until (get_box (fixture)->x == first.x + 1);
  test_person_press_key (fixture->person, GDK_KEY_Page_Up, 0);
  limner_test_wait_until (get_box (fixture)->x == first.x + 11);
  g_assert_cmpint (get_box (fixture)->y, ==, first.y);

  g_assert_true (limner_document_get_mask_bounds (workflow_get_document (fixture), &mask));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (left), 9999);
  g_assert_true (limner_rect_contains (get_box (fixture), &mask));
  g_assert_true (limner_rect_contains (&(LimnerRect) { 0, 0, 320, 240 }, get_box (fixture)));
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (left)), ==,
                   get_box (fixture)->x);
}

/* What stands in for the new part is chosen in one row, where this computer's own filling is one of
 * the ways and leaves the way before it as it was. */
static void
test_ways_of_filling (Fixture       *fixture,
                      gconstpointer  data)
{
  const LimnerEditOptions *options;
  GtkWidget *row;

  if (fixture->person == NULL)
    return;

  workflow_open_photo (fixture);
  workflow_click_task (fixture, "Extend", LIMNER_TASK_EXTEND);
  open_blending (fixture);
  limner_test_wait_until (
    (row = workflow_find_row (GTK_WIDGET (fixture->window), "Fill the new part with")) != NULL);
  options = limner_workspace_get_options (fixture->workspace);
  g_assert_false (options->fill_first);

  adw_combo_row_set_selected (ADW_COMBO_ROW (row), LIMNER_EDIT_PREFILL_EDGE);
  g_assert_cmpint (options->prefill, ==, LIMNER_EDIT_PREFILL_EDGE);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), LIMNER_EDIT_PREFILL_NOISE + 1);
  g_assert_true (options->fill_first);
  g_assert_cmpint (options->prefill, ==, LIMNER_EDIT_PREFILL_EDGE);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==,
                    LIMNER_EDIT_PREFILL_NOISE + 1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), LIMNER_EDIT_PREFILL_SMOOTH);
  g_assert_false (options->fill_first);

  /* Other tasks have nothing to fill, and this computer's preprocessor paints after nothing. */
  workflow_click_task (fixture, "Control", LIMNER_TASK_CONTROL);
  g_assert_null (workflow_find_row (GTK_WIDGET (fixture->window), "Fill the new part with"));
  g_assert_null (workflow_find_row (GTK_WIDGET (fixture->window), "Find in the picture"));
}

/* How much of the picture's plane there is to see, in its pixels. */
static int
get_view_width (Fixture *fixture)
{
  LimnerCanvas *canvas = LIMNER_CANVAS (workflow_find (fixture, LIMNER_TYPE_CANVAS));
  LimnerViewport viewport;

  limner_canvas_get_viewport (canvas, &viewport);
  return viewport.area.width;
}

/* What an extension adds is in sight while one extends, and waits unseen while one does not. */
static void
test_frame_waits_unseen (Fixture       *fixture,
                         gconstpointer  data)
{
  LimnerFrame frame, kept;

  if (fixture->person == NULL)
    return;

  workflow_open_photo (fixture);
  workflow_click_task (fixture, "Extend", LIMNER_TASK_EXTEND);
  limner_document_get_frame (workflow_get_document (fixture), &frame);
  limner_frame_zoom_out (&frame, 2);
  limner_document_set_frame (workflow_get_document (fixture), &frame);
  g_assert_cmpint (get_view_width (fixture), ==, 640);

  workflow_click_task (fixture, "Control", LIMNER_TASK_CONTROL);
  g_assert_cmpint (get_view_width (fixture), ==, 320);
  limner_document_get_frame (workflow_get_document (fixture), &kept);
  g_assert_true (limner_frame_equal (&kept, &frame));

  workflow_click_task (fixture, "Extend", LIMNER_TASK_EXTEND);
  g_assert_cmpint (get_view_width (fixture), ==, 640);
}

/* What an extension's result is looked at: another shape is one for the picture, and is to be seen;
 * but who draws on the result means that, and what is drawn is in its place there. */
static void
test_on_a_result (Fixture       *fixture,
                  gconstpointer  data)
{
  LimnerDocument *document;
  LimnerCanvas *canvas;
  LimnerFrame frame;
  LimnerRect bounds;
  double line[3][2];

  if (fixture->person == NULL)
    return;

  document = workflow_get_document (fixture);
  canvas = LIMNER_CANVAS (workflow_find (fixture, LIMNER_TYPE_CANVAS));
  workflow_open_photo (fixture);
  workflow_click_task (fixture, "Extend", LIMNER_TASK_EXTEND);
  workflow_click (fixture, "1.5×");
  workflow_generate (fixture, limner_workspace_get_n_steps (fixture->workspace));
  limner_test_wait_until (workflow_get_shown (fixture) != NULL);

  workflow_click (fixture, "16:9");
  limner_test_wait_until (workflow_get_shown (fixture) == NULL);
  g_assert_null (workflow_get_candidate (fixture));
  limner_document_get_frame (document, &frame);
  g_assert_cmpint (frame.area.width, ==, 426 + 1);
  g_assert_cmpint (limner_document_get_width (document), ==, 320);

  /* The result waits in the strip; its middle is the photo's. */
  test_person_click (fixture->person, workflow_find (fixture, LIMNER_TYPE_CANDIDATE_CELL));
  limner_test_wait_until (workflow_get_shown (fixture) != NULL);
  limner_canvas_set_tool (canvas, LIMNER_TOOL_KIND_BRUSH);
  for (int i = 0; i < 3; i++)
    limner_viewport_from_picture (&canvas->viewport, 160 + 4 * i, 120, &line[i][0], &line[i][1]);
  test_person_draw (fixture->person, GTK_WIDGET (canvas), line, G_N_ELEMENTS (line));
  limner_test_wait_until (limner_document_get_width (document) == 480);
  limner_test_wait_until (workflow_get_shown (fixture) == NULL);
  limner_test_wait_until (limner_document_get_mask_bounds (document, &bounds) &&
                          !limner_document_is_painting (document));
  g_assert_true (limner_rect_contains (&bounds, &(LimnerRect) { 240, 180, 8, 1 }));
  g_assert_cmpint (bounds.x, >, 160);

  /* Two steps: the stroke, and the result in the picture's place */
  limner_test_settle ();
  test_person_press_key (fixture->person, GDK_KEY_z, GDK_CONTROL_MASK);
  limner_test_wait_until (!limner_document_get_mask_bounds (document, &bounds));
  g_assert_cmpint (limner_document_get_width (document), ==, 480);
  test_person_press_key (fixture->person, GDK_KEY_z, GDK_CONTROL_MASK);
  limner_test_wait_until (limner_document_get_width (document) == 320);
}

static const int wide[] = { 320, 240 };
static const int tall[] = { 240, 320 };
static const int tiny[] = { 64, 48 };

#define ADD(name, size, func) \
  g_test_add ("/app/workflows/" name, Fixture, size, workflow_set_up, func, workflow_tear_down)

static void
add_tests (void)
{
  ADD ("remove-a-person", wide, test_remove_a_person);
  ADD ("extend-a-portrait", tall, test_extend_a_portrait);
  ADD ("fix-a-hand", wide, test_fix_a_hand);
  ADD ("bar-waits", tiny, test_bar_waits);
  ADD ("upscale-and-export", tiny, test_upscale_and_export);
  ADD ("change-the-background", wide, test_change_the_background);
  ADD ("box-by-numbers", wide, test_box_by_numbers);
  ADD ("ways-of-filling", wide, test_ways_of_filling);
  ADD ("frame-waits-unseen", wide, test_frame_waits_unseen);
  ADD ("on-a-result", wide, test_on_a_result);
}

int
main (int   argc,
      char *argv[])
{
  return workflow_run (argc, argv, add_tests);
}
