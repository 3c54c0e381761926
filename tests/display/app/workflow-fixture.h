/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/limner-window.h"
#include "edit/limner-edit-recipe.h"
#include "jobs/limner-job-queue.h"
#include "studio/limner-workspace.h"
#include "test-person.h"

/* A window over a library of its own, a photograph on the disk, and somebody who sits before it;
 * where the display has no test extension nobody does, and the test is to be skipped. */
typedef struct
{
  char            *folder;
  char            *photo;
  LimnerStudio    *studio;
  LimnerWorkspace *workspace;
  LimnerWindow    *window;
  TestPerson      *person;
  LimnerPicture   *before;      /* the photograph */
} WorkflowFixture;

int                workflow_run            (int               argc,
                                            char             *argv[],
                                            void            (*add) (void));

/* The data of a test is the size of its photograph, in pixels: two numbers. */
void               workflow_set_up         (WorkflowFixture   *fixture,
                                            gconstpointer      data);
void               workflow_tear_down      (WorkflowFixture   *fixture,
                                            gconstpointer      data);

/* What is there */
gboolean           workflow_is_ready       (WorkflowFixture   *fixture);
LimnerDocument    *workflow_get_document   (WorkflowFixture   *fixture);
LimnerJobQueue    *workflow_get_queue      (WorkflowFixture   *fixture);
LimnerGalleryItem *workflow_get_candidate  (WorkflowFixture   *fixture);
LimnerPicture     *workflow_load           (LimnerGalleryItem *item);
LimnerEditRecipe  *workflow_get_recipe     (LimnerGalleryItem *item);
GdkTexture        *workflow_get_shown      (WorkflowFixture   *fixture);
GdkTexture        *workflow_get_shown_part (WorkflowFixture   *fixture,
                                            LimnerRect        *area);

/* What is in sight */
GtkWidget         *workflow_find           (WorkflowFixture   *fixture,
                                            GType              type);
GtkWidget         *workflow_find_prompt    (WorkflowFixture   *fixture);
GtkWidget         *workflow_find_row       (GtkWidget         *widget,
                                            const char        *title);
GtkWidget         *workflow_await_button   (WorkflowFixture   *fixture,
                                            const char        *text);
GtkWindow         *workflow_find_window    (GType              type);

/* What is done */
void               workflow_open_photo     (WorkflowFixture   *fixture);
void               workflow_click          (WorkflowFixture   *fixture,
                                            const char        *text);
void               workflow_click_task     (WorkflowFixture   *fixture,
                                            const char        *title,
                                            LimnerTasks        task);
void               workflow_draw_round     (WorkflowFixture   *fixture);
void               workflow_await_edit     (WorkflowFixture   *fixture);
LimnerGalleryItem *workflow_generate       (WorkflowFixture   *fixture,
                                            guint              n_jobs);
