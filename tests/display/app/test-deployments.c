/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Machines of one's own, from the first name to their end: made, used on the Create page, changed
 * and deleted in the real window, with a real pointer and real keys, against the built-in engine.
 */

#include "config.h"

#include <string.h>

#include <adwaita.h>

#include "browser/limner-browser.h"
#include "browser/limner-deployment-dialog.h"
#include "jobs/limner-job-queue.h"
#include "limner-test-widget.h"
#include "limner-test.h"
#include "workflow-fixture.h"

typedef WorkflowFixture Fixture;

static const int size[] = { 64, 48 };

static GtkWidget *
find_hinted (GtkWidget  *widget,
             const char *hint)
{
  if (gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_widget_get_tooltip_text (widget), hint) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_hinted (child, hint);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_labelled (GtkWidget  *widget,
               GtkWidget  *button,
               const char *text)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget))
    button = widget;
  if (GTK_IS_LABEL (widget) && button != NULL &&
      strcmp (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    return button;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_labelled (child, button, text);
  return found;
}

/* A button of the row that has nothing but an icon; the keyboard scrolls there. */
static void
click_icon (Fixture    *fixture,
            const char *hint)
{
  GtkWidget *button;

  limner_test_wait_until (
    (button = find_hinted (GTK_WIDGET (fixture->window), hint)) != NULL &&
    gtk_widget_get_width (button) > 0);
  gtk_widget_grab_focus (button);
  limner_test_settle ();
  test_person_click (fixture->person, button);
}

static GtkWidget *
find_row (Fixture    *fixture,
          const char *title)
{
  return workflow_find_row (GTK_WIDGET (fixture->window), title);
}

static const char *
get_subtitle (Fixture    *fixture,
              const char *title)
{
  GtkWidget *row = find_row (fixture, title);

  return row != NULL ? adw_action_row_get_subtitle (ADW_ACTION_ROW (row)) : "";
}

static GtkWindow *
await_dialog (Fixture *fixture,
              GType    type)
{
  GtkWindow *dialog;

  limner_test_wait_until ((dialog = workflow_find_window (type)) != NULL);
  test_person_look_at (fixture->person, dialog);
  return dialog;
}

static void
await_end (Fixture *fixture,
           GType    type)
{
  limner_test_wait_until (workflow_find_window (type) == NULL);
  test_person_look_at (fixture->person, GTK_WINDOW (fixture->window));
}

static void
show_account (Fixture *fixture)
{
  limner_window_show_page (fixture->window, "models");
  limner_test_wait_until (workflow_find (fixture, LIMNER_TYPE_BROWSER) != NULL);
  click_icon (fixture, "Account: what runs there, trainings, files");
  limner_test_wait_until (find_row (fixture, "CPU") != NULL);
}

static void
make (Fixture    *fixture,
      const char *name,
      const char *model)
{
  GtkWindow *dialog;
  GtkWidget *row;

  workflow_click (fixture, "New…");
  dialog = await_dialog (fixture, LIMNER_TYPE_DEPLOYMENT_DIALOG);
  row = workflow_find_row (GTK_WIDGET (dialog), "Name");
  test_person_write (fixture->person, row, name);
  row = workflow_find_row (GTK_WIDGET (dialog), "Model (owner/name)");
  test_person_write (fixture->person, row, model);
  test_person_press_key (fixture->person, GDK_KEY_Return, 0);
  await_end (fixture, LIMNER_TYPE_DEPLOYMENT_DIALOG);
}

static void
test_life (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(LimnerJob) job = NULL;
  GtkWindow *dialog;
  GtkWidget *row;
  LimnerGalleryItem *item;

  if (fixture->person == NULL)
    return;

  show_account (fixture);
  make (fixture, "fast", "limner/painter");
  limner_test_wait_until (find_row (fixture, "local/fast") != NULL);
  g_assert_cmpstr (get_subtitle (fixture, "local/fast"), ==,
                   "limner/painter · cpu · 0 to 1 machines");

  /* It paints. */
  workflow_click (fixture, "Use");
  limner_test_wait_until (limner_workspace_get_deployment (fixture->workspace) != NULL &&
                          workflow_is_ready (fixture));
  g_assert_cmpstr (limner_workspace_get_deployment (fixture->workspace), ==, "local/fast");
  limner_values_set_text (limner_workspace_get_values (fixture->workspace), "width", "64");
  limner_values_set_text (limner_workspace_get_values (fixture->workspace), "height", "64");
  test_person_write (fixture->person, workflow_find_prompt (fixture), "a red fox");
  item = workflow_generate (fixture, 1);
  g_assert_cmpstr (limner_gallery_item_get_prompt (item), ==, "a red fox");
  job = g_list_model_get_item (G_LIST_MODEL (workflow_get_queue (fixture)), 0);
  g_assert_cmpstr (limner_job_spec_get_deployment (limner_job_get_spec (job)), ==, "local/fast");

  /* More machines, and none any more */
  show_account (fixture);
  limner_test_wait_until (find_row (fixture, "local/fast") != NULL);
  click_icon (fixture, "Change");
  dialog = await_dialog (fixture, LIMNER_TYPE_DEPLOYMENT_DIALOG);
  row = workflow_find_row (GTK_WIDGET (dialog), "Machines at most");
  test_person_write (fixture->person, limner_test_find_child (row, GTK_TYPE_SPIN_BUTTON), "3");
  test_person_click (fixture->person, gtk_window_get_default_widget (dialog));
  await_end (fixture, LIMNER_TYPE_DEPLOYMENT_DIALOG);
  limner_test_wait_until (strcmp (get_subtitle (fixture, "local/fast"),
                                  "limner/painter · cpu · 0 to 3 machines") == 0);

  click_icon (fixture, "Delete");
  dialog = await_dialog (fixture, ADW_TYPE_MESSAGE_DIALOG);
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), ==,
                   "Delete “local/fast”?");
  test_person_click (fixture->person, find_labelled (GTK_WIDGET (dialog), NULL, "Delete"));
  await_end (fixture, ADW_TYPE_MESSAGE_DIALOG);
  limner_test_wait_until (find_row (fixture, "local/fast") == NULL &&
                          find_row (fixture, "CPU") != NULL);
}

static void
add_tests (void)
{
  g_test_add ("/app/deployments/life", Fixture, size, workflow_set_up, test_life,
              workflow_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  return workflow_run (argc, argv, add_tests);
}
