/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What needs more than one model: a photograph's lines are found on this computer before a model
 * elsewhere paints after them, and what one model painted is asked of another. With a real pointer
 * and real keys, and counted; the models elsewhere paint at once.
 */

#include "config.h"

#include <string.h>

#include "app/limner-candidate-strip.h"
#include "browser/limner-model-chooser.h"
#include "canvas/limner-canvas.h"
#include "jobs/limner-job-queue.h"
#include "limner-test-engine.h"
#include "limner-test-widget.h"
#include "limner-test.h"
#include "store/limner-store-models.h"
#include "workflow-fixture.h"

typedef struct
{
  WorkflowFixture   base;
  LimnerTestEngine *engine;
  char             *server;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  LimnerStudio *studio;
  LimnerServer *server;
  GAsyncResult *result = NULL;
  g_autoptr(GAsyncResult) done = NULL;

  workflow_set_up (&fixture->base, data);
  if (fixture->base.person == NULL)
    return;

  studio = fixture->base.studio;
  fixture->engine = limner_test_engine_new (NULL, 0);
  server = limner_server_list_add (limner_studio_get_servers (studio), LIMNER_SERVER_REPLICATE,
                                   "Elsewhere", limner_test_engine_get_url (fixture->engine));
  fixture->server = g_strdup (limner_server_get_id (server));
  limner_studio_set_token_async (studio, fixture->server,
                                 limner_test_engine_get_token (fixture->engine), NULL,
                                 limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_studio_set_token_finish (studio, done, NULL));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  workflow_tear_down (&fixture->base, data);
  g_clear_pointer (&fixture->engine, limner_test_engine_free);
  g_clear_pointer (&fixture->server, g_free);
}

static void
use_model (Fixture    *fixture,
           const char *reference)
{
  LimnerWorkspace *workspace = fixture->base.workspace;
  GAsyncResult *result = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;

  limner_workspace_load_model_async (workspace, fixture->server, reference, NULL,
                                     limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  limner_workspace_load_model_finish (workspace, done, &error);
  g_assert_no_error (error);
  limner_test_wait_until (workflow_is_ready (&fixture->base));
  limner_test_settle ();
}

static const char *
get_model (LimnerJobQueue *queue,
           guint           i)
{
  g_autoptr(LimnerJob) job = g_list_model_get_item (G_LIST_MODEL (queue), i);

  return limner_job_spec_get_model (limner_job_get_spec (job));
}

static gboolean
has_model (LimnerJobQueue *queue,
           const char     *model)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (queue)); i++)
    if (g_strcmp0 (get_model (queue, i), model) == 0)
      return TRUE;
  return FALSE;
}

/* 11: drop the photo on the task, the prompt, go, keep. What is found in the picture was chosen the
 * last time, and both requests are one act, with the lines kept between them. */
static void
test_paint_after (Fixture       *fixture,
                  gconstpointer  data)
{
  WorkflowFixture *base = &fixture->base;
  TestPerson *person = base->person;
  LimnerJobQueue *queue;
  LimnerPicture *before;
  LimnerGalleryItem *item;
  GtkWidget *row;

  if (person == NULL)
    return;

  /* Somebody who has painted after edges before */
  queue = workflow_get_queue (base);
  use_model (fixture, "limner/controlnet");
  workflow_click_task (base, "Control", LIMNER_TASK_CONTROL);
  limner_test_wait_until (
    (row = workflow_find_row (GTK_WIDGET (base->window), "Find in the picture")) != NULL);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), LIMNER_EDIT_CONTROL_CANNY);
  g_assert_cmpint (limner_workspace_get_options (base->workspace)->control, ==,
                   LIMNER_EDIT_CONTROL_CANNY);
  workflow_click_task (base, "Generate", LIMNER_TASK_GENERATE);

  test_person_begin (person);
  test_person_drop_on (person, workflow_await_button (base, "Control"), base->photo);
  limner_test_wait_until (limner_document_get_picture (workflow_get_document (base)) != NULL &&
                          limner_workspace_get_task (base->workspace) == LIMNER_TASK_CONTROL &&
                          workflow_is_ready (base));
  limner_test_settle ();
  test_person_write (person, workflow_find_prompt (base), "a knight");
  item = workflow_generate (base, 2);
  limner_test_wait_until (workflow_get_shown (base) != NULL);
  g_assert_true (has_model (queue, "limner/control"));
  g_assert_true (has_model (queue, "limner/controlnet"));
  g_assert_cmpstr (limner_gallery_item_get_prompt (item), ==, "a knight");

  before = limner_document_get_picture (workflow_get_document (base));
  gtk_widget_grab_focus (workflow_find (base, LIMNER_TYPE_CANVAS));
  limner_test_settle ();
  test_person_press_key (person, GDK_KEY_Return, 0);
  limner_test_wait_until (limner_document_get_picture (workflow_get_document (base)) != before);
  g_assert_cmpuint (test_person_get_steps (person), <=, 4);
}

/* The row of the chooser that names a model, once it is in sight. */
static GtkWidget *
find_name (GtkWidget  *widget,
           const char *reference)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      gtk_widget_get_width (widget) > 0 &&
      strcmp (gtk_label_get_text (GTK_LABEL (widget)), reference) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_name (child, reference);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
mark_favourite (Fixture    *fixture,
                const char *reference)
{
  LimnerStore *store = limner_studio_get_store (fixture->base.studio);
  GAsyncResult *result = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;

  limner_store_mark_model_async (store, fixture->server, reference, TRUE, NULL,
                                 limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  limner_store_write_finish (store, done, &error);
  g_assert_no_error (error);
}

/* "Same on another model": the chooser, a favourite, go. What was asked goes along. */
static void
test_another_model (Fixture       *fixture,
                    gconstpointer  data)
{
  WorkflowFixture *base = &fixture->base;
  TestPerson *person = base->person;
  g_autoptr(LimnerGalleryItem) first = NULL;
  LimnerGalleryItem *second;
  GtkWidget *chooser, *row;

  if (person == NULL)
    return;

  mark_favourite (fixture, "limner/poster");
  use_model (fixture, "limner/painter");
  test_person_write (person, workflow_find_prompt (base), "a lighthouse at night");
  first = g_object_ref (workflow_generate (base, 1));

  test_person_begin (person);
  workflow_click (base, "limner/painter");
  limner_test_wait_until ((chooser = workflow_find (base, LIMNER_TYPE_MODEL_CHOOSER)) != NULL &&
                          (row = find_name (chooser, "limner/poster")) != NULL);
  test_person_click (person, row);
  limner_test_wait_until (g_strcmp0 (limner_model_get_reference (
                                       limner_workspace_get_model (base->workspace)),
                                     "limner/poster") == 0 &&
                          workflow_is_ready (base));
  limner_test_settle ();
  second = workflow_generate (base, 1);
  g_assert_cmpuint (test_person_get_steps (person), <=, 3);
  limner_test_wait_until ((second = workflow_get_candidate (base)) != first);
  g_assert_cmpstr (limner_gallery_item_get_prompt (second), ==, "a lighthouse at night");
  g_assert_true (has_model (workflow_get_queue (base), "limner/poster"));
}

static const int wide[] = { 320, 240 };

#define ADD(name, func) g_test_add ("/app/joined/" name, Fixture, wide, set_up, func, tear_down)

static void
add_tests (void)
{
  ADD ("paint-after", test_paint_after);
  ADD ("another-model", test_another_model);
}

int
main (int   argc,
      char *argv[])
{
  return workflow_run (argc, argv, add_tests);
}
