/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What artists do every day, done in the real window with real keys and a real pointer against the
 * built-in engine, and counted: nobody else's program needs fewer steps for it.
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "app/limner-application.h"
#include "app/limner-candidate-cell.h"
#include "app/limner-candidate-strip.h"
#include "app/limner-window.h"
#include "base/limner-file.h"
#include "base/limner-json.h"
#include "canvas/limner-canvas-private.h"
#include "edit/limner-edit-zone.h"
#include "form/limner-form.h"
#include "gallery/limner-gallery-export.h"
#include "gallery/limner-gallery-grid.h"
#include "image/limner-metadata.h"
#include "image/limner-picture-io.h"
#include "limner-test-widget.h"
#include "limner-test.h"
#include "store/limner-store-gallery.h"
#include "test-person.h"

static GtkApplication *application;

typedef struct
{
  char            *folder;
  char            *photo;
  LimnerStudio    *studio;
  LimnerWorkspace *workspace;
  LimnerWindow    *window;
  TestPerson      *person;
  LimnerPicture   *before;      /* the photograph */
} Fixture;

/* A wall that darkens downwards, with somebody in a red coat before it. */
static LimnerPicture *
make_photo (int width,
            int height)
{
  LimnerPicture *picture = limner_picture_new (width, height);
  guint8 *pixel = limner_picture_get_pixels (picture);

  for (int y = 0; y < height; y++)
    {
      for (int x = 0; x < width; x++, pixel += 4)
        {
          gboolean is_coat = hypot (x - width / 2.0, y - height / 2.0) < MIN (width, height) / 6.0;
          int grain = (x * 7 + y * 13) % 5;

          pixel[0] = (guint8) (is_coat ? 190 + grain : 150 - 40 * y / height + grain);
          pixel[1] = (guint8) (is_coat ? 40 + grain : 160 - 30 * y / height + grain);
          pixel[2] = (guint8) (is_coat ? 50 + grain : 170 - 20 * y / height + grain);
          pixel[3] = 255;
        }
    }
  return picture;
}

static gboolean
is_ready (Fixture *fixture)
{
  return limner_workspace_get_values (fixture->workspace) != NULL &&
         !limner_workspace_get_loading (fixture->workspace);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const int *size = data;
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autoptr(GSettings) settings = g_settings_new ("io.github.limner.Limner");
  g_autofree char *library = NULL;
  g_autofree char *pictures = NULL;
  g_autoptr(GBytes) file = NULL;
  g_autoptr(GError) error = NULL;

  g_settings_reset (settings, "page");
  fixture->person = test_person_new ();
  if (fixture->person == NULL)
    {
      g_test_skip ("the display has no test extension");
      return;
    }

  fixture->folder = limner_test_make_folder ();
  library = g_build_filename (fixture->folder, "library", NULL);
  pictures = g_build_filename (fixture->folder, "pictures", NULL);
  fixture->photo = g_build_filename (fixture->folder, "photo.png", NULL);
  fixture->before = make_photo (size[0], size[1]);
  file = limner_picture_encode (fixture->before, LIMNER_PICTURE_PNG, 1, &error);
  g_assert_no_error (error);
  g_assert_true (limner_file_write (fixture->photo, file, &error));

  fixture->studio = limner_studio_new_for (library, pictures, vault);
  fixture->workspace = limner_workspace_new (fixture->studio);
  fixture->window = limner_window_new (application, fixture->workspace);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
  limner_test_wait_until (is_ready (fixture));
  test_person_look_at (fixture->person, GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->person == NULL)
    return;

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  limner_test_settle ();
  g_clear_object (&fixture->workspace);
  g_clear_object (&fixture->studio);
  limner_test_settle ();
  limner_test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->before, limner_picture_unref);
  g_clear_pointer (&fixture->folder, g_free);
  g_clear_pointer (&fixture->photo, g_free);
  g_clear_pointer (&fixture->person, test_person_free);
}

static LimnerDocument *
get_document (Fixture *fixture)
{
  return limner_workspace_get_document (fixture->workspace);
}

static GtkWidget *
find (Fixture *fixture,
      GType    type)
{
  return limner_test_find_child (GTK_WIDGET (fixture->window), type);
}

/* The button that is in sight and says @text. */
static GtkWidget *
find_button (GtkWidget  *widget,
             GtkWidget  *button,
             const char *text)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_BUTTON (widget))
    button = widget;
  if (GTK_IS_LABEL (widget) && button != NULL &&
      strcmp (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    return button;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, button, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
click (Fixture    *fixture,
       const char *text)
{
  GtkWidget *button;

  limner_test_wait_until (
    (button = find_button (GTK_WIDGET (fixture->window), NULL, text)) != NULL &&
    gtk_widget_is_sensitive (button) && gtk_widget_get_width (button) > 0);
  limner_test_settle ();
  test_person_click (fixture->person, button);
}

static void
click_task (Fixture     *fixture,
            const char  *title,
            LimnerTasks  task)
{
  click (fixture, title);
  limner_test_wait_until (limner_workspace_get_task (fixture->workspace) == task &&
                          is_ready (fixture));
}

/* A round stroke over the middle of the picture */
static void
draw_round (Fixture *fixture)
{
  LimnerCanvas *canvas = LIMNER_CANVAS (find (fixture, LIMNER_TYPE_CANVAS));
  double radius = limner_picture_get_width (fixture->before) / 8.0;
  double points[9][2];
  LimnerRect bounds;

  limner_test_wait_until (canvas->scene.picture != NULL &&
                          canvas->scene.picture_area.width ==
                            limner_document_get_width (get_document (fixture)) &&
                          gtk_widget_get_mapped (GTK_WIDGET (canvas)));
  limner_test_settle ();
  for (int i = 0; i < 9; i++)
    limner_viewport_from_picture (&canvas->viewport,
                                  limner_picture_get_width (fixture->before) / 2.0 +
                                    radius * cos (i * G_PI / 4),
                                  limner_picture_get_height (fixture->before) / 2.0 +
                                    radius * sin (i * G_PI / 4),
                                  &points[i][0], &points[i][1]);
  test_person_draw (fixture->person, GTK_WIDGET (canvas), points, 9);
  limner_test_wait_until (limner_document_get_mask_bounds (get_document (fixture), &bounds) &&
                          !limner_document_is_painting (get_document (fixture)));
}

static LimnerJobQueue *
get_queue (Fixture *fixture)
{
  return limner_studio_get_queue (fixture->studio);
}

static gboolean
all_done (Fixture *fixture)
{
  GListModel *queue = G_LIST_MODEL (get_queue (fixture));

  for (guint i = 0; i < g_list_model_get_n_items (queue); i++)
    {
      g_autoptr(LimnerJob) job = g_list_model_get_item (queue, i);

      if (limner_job_get_state (job) != LIMNER_JOB_DONE)
        return FALSE;
    }
  return TRUE;
}

static LimnerGalleryItem *
get_candidate (Fixture *fixture)
{
  LimnerCandidateStrip *strip =
    LIMNER_CANDIDATE_STRIP (find (fixture, LIMNER_TYPE_CANDIDATE_STRIP));
  LimnerCandidate *candidate = limner_candidate_strip_get_selected (strip);

  return candidate != NULL ? limner_candidate_get_item (candidate) : NULL;
}

/* Sends it, and looks at what came back. */
static LimnerGalleryItem *
generate (Fixture *fixture,
          guint    n_jobs)
{
  GListModel *queue = G_LIST_MODEL (get_queue (fixture));
  guint before = g_list_model_get_n_items (queue);
  g_autofree char *reason = limner_workspace_check (fixture->workspace);

  g_assert_cmpstr (reason, ==, NULL);
  test_person_press_key (fixture->person, GDK_KEY_Return, GDK_CONTROL_MASK);
  for (guint i = 1; i <= n_jobs; i++)
    {
      limner_test_wait_until (g_list_model_get_n_items (queue) == before + i);
      limner_test_wait_until (all_done (fixture) ||
                              g_list_model_get_n_items (queue) > before + i);
    }
  limner_test_wait_until (all_done (fixture) && get_candidate (fixture) != NULL);
  return get_candidate (fixture);
}

static LimnerPicture *
load (LimnerGalleryItem *item)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = limner_file_read (limner_gallery_item_get_path (item),
                                              LIMNER_PICTURE_MAX_BYTES, &error);
  LimnerPicture *picture;

  g_assert_no_error (error);
  picture = limner_picture_decode (bytes, &error);
  g_assert_no_error (error);
  return picture;
}

static LimnerEditRecipe *
get_recipe (LimnerGalleryItem *item)
{
  LimnerItemDetails *details = limner_gallery_item_get_details (item);
  g_autoptr(GError) error = NULL;
  LimnerEditRecipe *recipe;

  g_assert_nonnull (details);
  g_assert_nonnull (details->recipe);
  recipe = limner_edit_recipe_from_json (details->recipe, &error);
  g_assert_no_error (error);
  return recipe;
}

/* Gives how many pixels changed; beyond the blend zone it must be none. */
static guint
count_changed (Fixture           *fixture,
               LimnerGalleryItem *item)
{
  g_autoptr(LimnerPicture) after = load (item);
  g_autoptr(LimnerEditRecipe) recipe = get_recipe (item);
  g_autoptr(LimnerLayers) layers = limner_layers_new (get_document (fixture));
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

static void
open_photo (Fixture *fixture)
{
  test_person_drop (fixture->person, fixture->photo);
  limner_test_wait_until (limner_document_get_picture (get_document (fixture)) != NULL &&
                          is_ready (fixture));
  limner_test_settle ();
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
  open_photo (fixture);
  click_task (fixture, "Erase", LIMNER_TASK_ERASE);
  draw_round (fixture);
  item = generate (fixture, 1);
  g_assert_cmpuint (test_person_get_steps (fixture->person), <=, 4);

  g_assert_cmpuint (count_changed (fixture, item), >, 100);
  after = load (item);
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

  document = get_document (fixture);
  open_photo (fixture);
  test_person_begin (fixture->person);
  click_task (fixture, "Extend", LIMNER_TASK_EXTEND);
  click (fixture, "16:9");
  limner_test_wait_until (limner_workspace_get_n_steps (fixture->workspace) > 1);
  n_steps = limner_workspace_get_n_steps (fixture->workspace);
  item = generate (fixture, n_steps);
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

/* The task follows the hand. */
static void
await_edit (Fixture *fixture)
{
  limner_test_wait_until (limner_workspace_get_task (fixture->workspace) == LIMNER_TASK_EDIT &&
                          is_ready (fixture));
  limner_test_settle ();
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
  limner_test_wait_until ((gallery = find (fixture, LIMNER_TYPE_GALLERY_GRID)) != NULL &&
                          gtk_widget_get_mapped (gallery));
  limner_test_settle ();
  gtk_widget_grab_focus (gallery);
  test_person_press_key (fixture->person, GDK_KEY_a, GDK_CONTROL_MASK);
  limner_test_wait_until (limner_gallery_grid_get_n_selected (LIMNER_GALLERY_GRID (gallery)) == 1);
}

static GtkWidget *
find_prompt (Fixture *fixture)
{
  GtkWidget *form = find (fixture, LIMNER_TYPE_FORM);
  GtkWidget *field = limner_test_find_child (form, GTK_TYPE_TEXT_VIEW);

  g_assert_nonnull (field);
  return field;
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
  limner_test_wait_until (limner_document_get_picture (get_document (fixture)) != NULL);
  await_edit (fixture);
  draw_round (fixture);
  g_assert_true (limner_workspace_get_context_box (fixture->workspace, &box, &sent_width,
                                                   &sent_height));
  g_assert_cmpint (sent_width, >=, box.width);

  test_person_write (fixture->person, find_prompt (fixture), "hand");
  item = g_object_ref (generate (fixture, 1));
  g_assert_cmpuint (count_changed (fixture, item), >, 100);
  kept = limner_document_get_picture (get_document (fixture));
  click (fixture, "Keep");
  limner_test_wait_until (limner_document_get_picture (get_document (fixture)) != kept);
  g_assert_cmpuint (test_person_get_steps (fixture->person), <=, 5);
  g_assert_cmpstr (limner_gallery_item_get_prompt (item), ==, "hand");
  g_object_unref (item);
}

static GtkWindow *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }
  return NULL;
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

static GdkTexture *
get_shown (Fixture *fixture)
{
  return LIMNER_CANVAS (find (fixture, LIMNER_TYPE_CANVAS))->preview;
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
  open_photo (fixture);
  click_task (fixture, "Upscale", LIMNER_TASK_UPSCALE);
  click (fixture, "4×");
  click_task (fixture, "Generate", LIMNER_TASK_GENERATE);
  test_person_write (fixture->person, find_prompt (fixture), "a red fox");
  limner_values_set_text (limner_workspace_get_values (fixture->workspace), "width", "128");
  limner_values_set_text (limner_workspace_get_values (fixture->workspace), "height", "128");
  item = generate (fixture, 1);
  width = limner_gallery_item_get_width (item);
  /* Its cell has no room before the strip has opened; the prompt keeps the keyboard until then. */
  limner_test_wait_until (get_shown (fixture) != NULL);
  cell = find (fixture, LIMNER_TYPE_CANDIDATE_CELL);
  limner_test_wait_until (gtk_widget_get_mapped (cell) && gtk_widget_get_height (cell) > 0);
  limner_test_settle ();
  test_person_click (fixture->person, cell);
  limner_test_wait_until (!GTK_IS_TEXT_VIEW (gtk_window_get_focus (GTK_WINDOW (fixture->window))));

  test_person_begin (fixture->person);
  test_person_press_key (fixture->person, GDK_KEY_u, 0);
  limner_test_wait_until (limner_document_get_width (get_document (fixture)) == width);
  limner_test_wait_until (limner_workspace_get_task (fixture->workspace) == LIMNER_TASK_UPSCALE);
  limner_test_wait_until (is_ready (fixture));
  item = generate (fixture, 1);
  g_assert_cmpint (limner_gallery_item_get_width (item), ==, 4 * width);

  test_person_press_key (fixture->person, GDK_KEY_e, GDK_CONTROL_MASK);
  limner_test_wait_until ((sheet = find_window (LIMNER_TYPE_GALLERY_EXPORT)) != NULL);
  test_person_look_at (fixture->person, sheet);
  test_person_press_key (fixture->person, GDK_KEY_Return, 0);
  limner_test_wait_until (is_ready_file (folder));
  g_assert_cmpuint (test_person_get_steps (fixture->person), <=, 4);

  path = find_file (folder);
  check_exported (path, 4 * width);
  limner_test_wait_until (find_window (LIMNER_TYPE_GALLERY_EXPORT) == NULL);
  g_settings_reset (settings, "export-folder");
}

/* The row that opens what is below it */
static GtkWidget *
find_row (GtkWidget  *widget,
          const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) && gtk_widget_get_mapped (widget) &&
      strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
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

/* Opens the blending, and writes how wide the soft edge is to be; the keyboard scrolls there. */
static void
set_feather (Fixture    *fixture,
             const char *feather)
{
  GtkWidget *row;
  GtkWidget *button;

  limner_test_wait_until (
    (row = find_row (GTK_WIDGET (fixture->window), "Blending")) != NULL);
  gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
  limner_test_settle ();
  test_person_click (fixture->person, row);
  limner_test_wait_until (
    (row = find_row (GTK_WIDGET (fixture->window), "Feather")) != NULL &&
    gtk_widget_get_height (row) > 0);
  button = limner_test_find_child (row, GTK_TYPE_SPIN_BUTTON);
  g_assert_nonnull (button);
  gtk_widget_grab_focus (button);
  limner_test_settle ();
  test_person_write (fixture->person, button, feather);
  test_person_press_key (fixture->person, GDK_KEY_Return, 0);
}

/* 12: the background, what it shall be, go, keep; another edge before that costs nothing. */
static void
test_change_the_background (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr(LimnerPicture) after = NULL;
  g_autoptr(LimnerEditRecipe) recipe = NULL;
  g_autoptr(GdkTexture) shown = NULL;
  LimnerGalleryItem *item;
  LimnerPicture *kept;
  LimnerRect bounds;
  int middle_x, middle_y;
  guint n_steps;

  if (fixture->person == NULL)
    return;

  open_photo (fixture);
  gtk_widget_grab_focus (find (fixture, LIMNER_TYPE_CANVAS));
  test_person_begin (fixture->person);
  test_person_press_key (fixture->person, GDK_KEY_b, GDK_CONTROL_MASK);
  limner_test_wait_until (limner_document_get_mask_bounds (get_document (fixture), &bounds));
  await_edit (fixture);
  g_assert_cmpint (bounds.width, ==, limner_picture_get_width (fixture->before));

  test_person_write (fixture->person, find_prompt (fixture), "a forest");
  item = generate (fixture, 1);
  g_assert_cmpuint (count_changed (fixture, item), >, 10000);
  after = load (item);
  middle_x = limner_picture_get_width (after) / 2;
  middle_y = limner_picture_get_height (after) / 2;
  for (int y = middle_y - 12; y < middle_y + 12; y++)
    g_assert_cmpmem (limner_picture_read_row (after, y) + 4 * (middle_x - 12), 96,
                     limner_picture_read_row (fixture->before, y) + 4 * (middle_x - 12), 96);

  n_steps = test_person_get_steps (fixture->person);
  limner_test_wait_until (get_shown (fixture) != NULL);
  shown = g_object_ref (get_shown (fixture));
  recipe = get_recipe (item);
  g_assert_cmpint (recipe->feather, !=, 2);
  set_feather (fixture, "2");
  limner_test_wait_until (get_shown (fixture) != shown);
  g_assert_cmpint (limner_workspace_get_options (fixture->workspace)->feather, ==, 2);

  test_person_begin (fixture->person);
  kept = limner_document_get_picture (get_document (fixture));
  click (fixture, "Keep");
  limner_test_wait_until (limner_document_get_picture (get_document (fixture)) != kept);
  g_assert_cmpuint (n_steps + test_person_get_steps (fixture->person), <=, 4);
  kept = limner_document_get_picture (get_document (fixture));
  g_assert_cmpuint (count_different (after, kept), >, 100);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_queue (fixture))), ==, 1);
}

static const int wide[] = { 320, 240 };
static const int tall[] = { 240, 320 };
static const int tiny[] = { 64, 48 };

#define ADD(name, size, func) \
  g_test_add ("/app/workflows/" name, Fixture, size, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = limner_test_make_folder ();
  int result;

  g_setenv ("REPLICATE_API_TOKEN", "", TRUE);
  g_setenv ("LIMNER_DATA_DIR", folder, TRUE);
  gtk_test_init (&argc, &argv, NULL);
  /* The program with all its keys, but not the only one of its name on the bus */
  application = g_object_new (LIMNER_TYPE_APPLICATION, "application-id", "io.github.limner.Test",
                              "flags", G_APPLICATION_NON_UNIQUE, "resource-base-path",
                              "/io/github/limner/Limner", NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

  ADD ("remove-a-person", wide, test_remove_a_person);
  ADD ("extend-a-portrait", tall, test_extend_a_portrait);
  ADD ("fix-a-hand", wide, test_fix_a_hand);
  ADD ("upscale-and-export", tiny, test_upscale_and_export);
  ADD ("change-the-background", wide, test_change_the_background);

  result = g_test_run ();
  G_APPLICATION_GET_CLASS (application)->shutdown (G_APPLICATION (application));
  limner_test_remove_folder (folder);

  return result;
}
