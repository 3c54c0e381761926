/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is asked for without a network goes out when there is one, and costs nothing that nobody
 * agreed to; and the grid of a sweep is enlarged by the wheel. In the real window, with real keys
 * and a real pointer.
 */

#include "config.h"

#include <string.h>

#include <adwaita.h>

#include "jobs/limner-job-queue.h"
#include "limner-test-server.h"
#include "limner-test-widget.h"
#include "limner-test.h"
#include "store/limner-store-costs.h"
#include "store/limner-store-models.h"
#include "studio/limner-sweep-list.h"
#include "sweep/limner-sweep-page.h"
#include "sweep/limner-sweep-tile.h"
#include "workflow-fixture.h"

#define MODEL "studio/painter"

/** A picture of one pixel. */
#define PIXEL \
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

#define ANSWER "{\"id\":\"p1\",\"model\":\"" MODEL "\",\"status\":\"succeeded\",\"input\":{}," \
  "\"output\":\"data:image/png;base64," PIXEL "\"}"

typedef struct
{
  WorkflowFixture   base;
  LimnerTestServer *server;
} Fixture;

static void
wait_for_write (Fixture      *fixture,
                GAsyncResult **result)
{
  g_autoptr(GAsyncResult) done = limner_test_wait_result (result);
  g_autoptr(GError) error = NULL;

  limner_store_write_finish (limner_studio_get_store (fixture->base.studio), done, &error);
  g_assert_no_error (error);
}

/* The hosted service has one model, of which a picture costs two cents. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const int size[] = { 64, 48 };
  static const char model[] =
    "{\"owner\":\"studio\",\"name\":\"painter\",\"is_official\":true,\"latest_version\":{"
    "\"id\":\"0000000000000000000000000000000000000000000000000000000000000001\","
    "\"openapi_schema\":{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\","
    "\"required\":[\"prompt\"],\"properties\":{\"prompt\":{\"type\":\"string\"}}},"
    "\"Output\":{\"type\":\"string\",\"format\":\"uri\"}}}}}}";
  GAsyncResult *result = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  LimnerServer *hosted;

  workflow_set_up (&fixture->base, size);
  if (fixture->base.person == NULL)
    return;

  fixture->server = limner_test_server_new ();
  limner_test_server_answer (fixture->server, "GET", "/models/" MODEL, 200, model);
  limner_test_server_answer (fixture->server, "POST", "/models/" MODEL "/predictions", 201,
                             ANSWER);
  limner_test_server_answer (fixture->server, "GET", "/predictions/p1", 200, ANSWER);
  hosted = limner_server_list_find (limner_studio_get_servers (fixture->base.studio),
                                    LIMNER_SERVER_REPLICATE_ID);
  limner_server_set_base_url (hosted, limner_test_server_get_uri (fixture->server));
  limner_studio_set_token_async (fixture->base.studio, LIMNER_SERVER_REPLICATE_ID, "r8_token",
                                 NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_studio_set_token_finish (fixture->base.studio, done, NULL));
  limner_store_set_price_async (limner_studio_get_store (fixture->base.studio), MODEL, "picture",
                                0.02, NULL, limner_test_result_cb, &result);
  wait_for_write (fixture, &result);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  workflow_tear_down (&fixture->base, data);
  g_clear_pointer (&fixture->server, limner_test_server_free);
}

static guint
count_sent (Fixture *fixture)
{
  guint n = 0;

  for (guint i = 0; i < limner_test_server_get_n (fixture->server); i++)
    n += strcmp (limner_test_server_get_request (fixture->server, i)->method, "POST") == 0;
  return n;
}

/* The form of the hosted model, as it was left at home. */
static void
choose_model (Fixture *fixture)
{
  const char *example = "{\"server\":\"replicate\",\"model\":\"" MODEL "\",\"input\":{}}";

  g_action_group_activate_action (G_ACTION_GROUP (fixture->base.window), "use-example",
                                  g_variant_new_string (example));
  limner_test_wait_until (
    limner_workspace_get_model (fixture->base.workspace) != NULL &&
    strcmp (limner_model_get_reference (limner_workspace_get_model (fixture->base.workspace)),
            MODEL) == 0 && workflow_is_ready (&fixture->base));
  limner_test_settle ();
}

static LimnerJob *
ask_on_the_train (Fixture *fixture)
{
  LimnerJobQueue *queue = workflow_get_queue (&fixture->base);
  TestPerson *person = fixture->base.person;
  g_autoptr(LimnerJob) job = NULL;

  limner_job_queue_set_online (queue, FALSE);
  test_person_begin (person);
  test_person_write (person, workflow_find_prompt (&fixture->base), "a red fox");
  test_person_press_key (person, GDK_KEY_Return, GDK_CONTROL_MASK);
  limner_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (queue)) == 1);
  job = g_list_model_get_item (G_LIST_MODEL (queue), 0);
  return g_steal_pointer (&job);
}

/* 16: the prompt and Ctrl+Enter as ever, and it waits; with the network it goes by itself. */
static void
test_on_a_train (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(LimnerJob) job = NULL;

  if (fixture->base.person == NULL)
    return;

  choose_model (fixture);
  job = ask_on_the_train (fixture);
  g_assert_cmpuint (test_person_get_steps (fixture->base.person), ==, 2);
  test_person_press_key (fixture->base.person, GDK_KEY_j, GDK_CONTROL_MASK);
  limner_test_wait_until (limner_test_shows (GTK_WIDGET (fixture->base.window),
                                             "No network: jobs"));
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_QUEUED);
  g_assert_cmpuint (count_sent (fixture), ==, 0);
  test_person_press_key (fixture->base.person, GDK_KEY_Escape, 0);
  limner_test_wait_until (!limner_test_shows (GTK_WIDGET (fixture->base.window),
                                              "No network: jobs"));

  limner_job_queue_set_online (workflow_get_queue (&fixture->base), TRUE);
  limner_test_wait_until (limner_job_state_is_final (limner_job_get_state (job)));
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);
  g_assert_cmpfloat_with_epsilon (limner_job_get_cost (job), 0.02, 1e-9);
  g_assert_cmpuint (count_sent (fixture), ==, 1);
}

/* Dearer than the limit: it is asked once, and only when there is a network. */
static void
test_asks_on_arrival (Fixture       *fixture,
                      gconstpointer  data)
{
  LimnerJobQueue *queue;
  GtkWindow *question;
  g_autoptr(LimnerJob) job = NULL;

  if (fixture->base.person == NULL)
    return;

  queue = workflow_get_queue (&fixture->base);
  limner_job_queue_set_ask_above (queue, 0.01);
  choose_model (fixture);
  job = ask_on_the_train (fixture);
  limner_test_settle ();
  g_assert_null (workflow_find_window (ADW_TYPE_MESSAGE_DIALOG));

  limner_job_queue_set_online (queue, TRUE);
  limner_test_wait_until (
    (question = workflow_find_window (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  test_person_look_at (fixture->base.person, question);
  g_assert_true (limner_test_shows (GTK_WIDGET (question), "Spend about $0.02?"));
  g_assert_cmpuint (count_sent (fixture), ==, 0);
  test_person_press_key (fixture->base.person, GDK_KEY_Return, 0);
  limner_test_wait_until (limner_job_state_is_final (limner_job_get_state (job)));
  g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);
  g_assert_cmpuint (count_sent (fixture), ==, 1);
  limner_test_wait_until (workflow_find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
}

static LimnerSweep *
make_sweep (Fixture *fixture)
{
  g_autoptr(LimnerSpecRequest) base = limner_workspace_dup_request (fixture->base.workspace);
  g_autoptr(GPtrArray) axes =
    g_ptr_array_new_with_free_func ((GDestroyNotify) limner_sweep_axis_free);
  LimnerSweepList *sweeps = limner_studio_get_sweeps (fixture->base.studio);
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;
  LimnerSweepAxis *axis = limner_sweep_axis_parse (base->values, "prompt", "fox, owl, elk", &error);

  g_assert_no_error (error);
  g_ptr_array_add (axes, axis);
  limner_sweep_list_create_async (sweeps, g_steal_pointer (&base), g_steal_pointer (&axes), NULL,
                                  NULL, NULL, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  return limner_sweep_list_create_finish (sweeps, done, &error);
}

/* Ctrl and the wheel over a picture make all of them larger or smaller; the wheel alone scrolls. */
static void
test_wheel (Fixture       *fixture,
            gconstpointer  data)
{
  TestPerson *person = fixture->base.person;
  LimnerSweep *sweep;
  GtkWidget *page;
  GtkWidget *tile;
  GtkRange *zoom;
  double before;

  if (person == NULL)
    return;

  choose_model (fixture);
  limner_job_queue_set_paused (workflow_get_queue (&fixture->base), TRUE);
  sweep = make_sweep (fixture);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->base.window), "show-sweep",
                                  g_variant_new_string (limner_sweep_get_id (sweep)));
  limner_test_wait_until (
    (page = workflow_find (&fixture->base, LIMNER_TYPE_SWEEP_PAGE)) != NULL &&
    gtk_widget_get_mapped (page) &&
    (tile = limner_test_find_child (page, LIMNER_TYPE_SWEEP_TILE)) != NULL &&
    gtk_widget_get_width (tile) > 0);
  zoom = GTK_RANGE (limner_test_find_child (page, GTK_TYPE_SCALE));
  before = gtk_range_get_value (zoom);

  test_person_turn_wheel (person, tile, 2, GDK_CONTROL_MASK);
  limner_test_wait_until (gtk_range_get_value (zoom) > before);
  before = gtk_range_get_value (zoom);
  limner_test_wait_until (limner_test_find_child (page, LIMNER_TYPE_SWEEP_TILE) != NULL);
  tile = limner_test_find_child (page, LIMNER_TYPE_SWEEP_TILE);
  test_person_turn_wheel (person, tile, -3, GDK_CONTROL_MASK);
  limner_test_wait_until (gtk_range_get_value (zoom) < before);

  before = gtk_range_get_value (zoom);
  test_person_turn_wheel (person, limner_test_find_child (page, LIMNER_TYPE_SWEEP_TILE), -1, 0);
  limner_test_settle ();
  g_assert_cmpfloat (gtk_range_get_value (zoom), ==, before);
}

#define ADD(name, run) \
  g_test_add ("/app/on-the-way/" name, Fixture, NULL, set_up, run, tear_down)

static void
add_tests (void)
{
  ADD ("on-a-train", test_on_a_train);
  ADD ("asks-on-arrival", test_asks_on_arrival);
  ADD ("wheel", test_wheel);
}

int
main (int   argc,
      char *argv[])
{
  return workflow_run (argc, argv, add_tests);
}
