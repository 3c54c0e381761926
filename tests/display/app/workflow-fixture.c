/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "app/limner-application.h"
#include "app/limner-candidate-strip.h"
#include "base/limner-file.h"
#include "canvas/limner-canvas-private.h"
#include "form/limner-form.h"
#include "image/limner-picture-io.h"
#include "limner-test-widget.h"
#include "limner-test.h"
#include "store/limner-store-gallery.h"
#include "workflow-fixture.h"

typedef WorkflowFixture Fixture;

static GtkApplication *application;

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

gboolean
workflow_is_ready (Fixture *fixture)
{
  return limner_workspace_get_values (fixture->workspace) != NULL &&
         !limner_workspace_get_loading (fixture->workspace);
}

void
workflow_set_up (Fixture       *fixture,
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

  /* Who comes back to an earlier library names it. */
  if (fixture->folder == NULL)
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
  limner_test_wait_until (workflow_is_ready (fixture));
  test_person_look_at (fixture->person, GTK_WINDOW (fixture->window));
}

void
workflow_tear_down (Fixture       *fixture,
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

LimnerDocument *
workflow_get_document (Fixture *fixture)
{
  return limner_workspace_get_document (fixture->workspace);
}

GtkWidget *
workflow_find (Fixture *fixture,
               GType    type)
{
  return limner_test_find_child (GTK_WIDGET (fixture->window), type);
}

/* The button at or below @widget that is in sight and says @text; or @button, if it is within. */
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

GtkWidget *
workflow_await_button (Fixture    *fixture,
                       const char *text)
{
  GtkWidget *button;

  limner_test_wait_until (
    (button = find_button (GTK_WIDGET (fixture->window), NULL, text)) != NULL &&
    gtk_widget_is_sensitive (button) && gtk_widget_get_width (button) > 0);
  return button;
}

void
workflow_click (Fixture    *fixture,
                const char *text)
{
  GtkWidget *button = workflow_await_button (fixture, text);

  /* The form scrolls to where the keyboard is. */
  gtk_widget_grab_focus (button);
  limner_test_settle ();
  test_person_click (fixture->person, button);
}

void
workflow_click_task (Fixture     *fixture,
                     const char  *title,
                     LimnerTasks  task)
{
  workflow_click (fixture, title);
  limner_test_wait_until (limner_workspace_get_task (fixture->workspace) == task &&
                          workflow_is_ready (fixture));
}

/* A round stroke over the middle of the picture */
void
workflow_draw_round (Fixture *fixture)
{
  LimnerCanvas *canvas = LIMNER_CANVAS (workflow_find (fixture, LIMNER_TYPE_CANVAS));
  double radius = limner_picture_get_width (fixture->before) / 8.0;
  LimnerDocument *document = workflow_get_document (fixture);
  double points[9][2];
  LimnerRect bounds;

  limner_test_wait_until (canvas->scene.picture != NULL &&
                          canvas->scene.picture_area.width ==
                            limner_document_get_width (workflow_get_document (fixture)) &&
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
  limner_test_wait_until ((limner_document_get_mask_bounds (document, &bounds) ||
                           limner_document_has_guide (document)) &&
                          !limner_document_is_painting (document));
}

LimnerJobQueue *
workflow_get_queue (Fixture *fixture)
{
  return limner_studio_get_queue (fixture->studio);
}

static gboolean
all_done (Fixture *fixture)
{
  GListModel *queue = G_LIST_MODEL (workflow_get_queue (fixture));

  for (guint i = 0; i < g_list_model_get_n_items (queue); i++)
    {
      g_autoptr(LimnerJob) job = g_list_model_get_item (queue, i);

      if (limner_job_get_state (job) != LIMNER_JOB_DONE)
        return FALSE;
    }
  return TRUE;
}

LimnerGalleryItem *
workflow_get_candidate (Fixture *fixture)
{
  LimnerCandidateStrip *strip =
    LIMNER_CANDIDATE_STRIP (workflow_find (fixture, LIMNER_TYPE_CANDIDATE_STRIP));
  LimnerCandidate *candidate = limner_candidate_strip_get_selected (strip);

  return candidate != NULL ? limner_candidate_get_item (candidate) : NULL;
}

/* Sends it, and looks at what came back. */
LimnerGalleryItem *
workflow_generate (Fixture *fixture,
                   guint    n_jobs)
{
  GListModel *queue = G_LIST_MODEL (workflow_get_queue (fixture));
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
  limner_test_wait_until (all_done (fixture) && workflow_get_candidate (fixture) != NULL);
  return workflow_get_candidate (fixture);
}

LimnerPicture *
workflow_load (LimnerGalleryItem *item)
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

LimnerEditRecipe *
workflow_get_recipe (LimnerGalleryItem *item)
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

void
workflow_open_photo (Fixture *fixture)
{
  test_person_drop (fixture->person, fixture->photo);
  limner_test_wait_until (limner_document_get_picture (workflow_get_document (fixture)) != NULL &&
                          workflow_is_ready (fixture));
  limner_test_settle ();
}

/* The task follows the hand. */
void
workflow_await_edit (Fixture *fixture)
{
  limner_test_wait_until (limner_workspace_get_task (fixture->workspace) == LIMNER_TASK_EDIT &&
                          workflow_is_ready (fixture));
  limner_test_settle ();
}

GtkWidget *
workflow_find_prompt (Fixture *fixture)
{
  GtkWidget *form = workflow_find (fixture, LIMNER_TYPE_FORM);
  GtkWidget *field = limner_test_find_child (form, GTK_TYPE_TEXT_VIEW);

  g_assert_nonnull (field);
  return field;
}

GtkWindow *
workflow_find_window (GType type)
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

/* What was blended anew of the candidate that is seen, and where. */
GdkTexture *
workflow_get_shown_part (Fixture    *fixture,
                         LimnerRect *area)
{
  LimnerCanvas *canvas = LIMNER_CANVAS (workflow_find (fixture, LIMNER_TYPE_CANVAS));

  *area = canvas->preview_part_area;
  return canvas->preview_part;
}

GdkTexture *
workflow_get_shown (Fixture *fixture)
{
  return LIMNER_CANVAS (workflow_find (fixture, LIMNER_TYPE_CANVAS))->preview;
}

/* The row that opens what is below it */
GtkWidget *
workflow_find_row (GtkWidget  *widget,
                   const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) && gtk_widget_get_mapped (widget) &&
      strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = workflow_find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Runs the tests that @add adds, in the program with all its keys, which is not the only one of its
 * name on the bus. */
int
workflow_run (int    argc,
              char  *argv[],
              void (*add) (void))
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = limner_test_make_folder ();
  int result;

  g_setenv ("REPLICATE_API_TOKEN", "", TRUE);
  g_setenv ("LIMNER_DATA_DIR", folder, TRUE);
  gtk_test_init (&argc, &argv, NULL);
  application = g_object_new (LIMNER_TYPE_APPLICATION, "application-id", "io.github.limner.Test",
                              "flags", G_APPLICATION_NON_UNIQUE, "resource-base-path",
                              "/io/github/limner/Limner", NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

  add ();
  result = g_test_run ();
  G_APPLICATION_GET_CLASS (application)->shutdown (G_APPLICATION (application));
  limner_test_remove_folder (folder);
  return result;
}
