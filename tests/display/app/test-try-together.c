/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Several models are picked out where they are looked through, and get the same prompt: with a real
 * pointer and real keys, and counted. The models' prompts have different names.
 */

#include "config.h"

#include <string.h>

#include "browser/limner-browser.h"
#include "browser/limner-model-card.h"
#include "jobs/limner-job-queue.h"
#include "limner-test-server.h"
#include "limner-test-widget.h"
#include "limner-test.h"
#include "store/limner-store-costs.h"
#include "store/limner-store-models.h"
#include "studio/limner-sweep-list.h"
#include "sweep/limner-sweep-setup.h"
#include "workflow-fixture.h"

#define N_MODELS 5

/** A picture of one pixel. */
#define PIXEL \
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

typedef struct
{
  WorkflowFixture   base;
  LimnerTestServer *server;
  char             *id;
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

/* A model that paints at once, is a favourite and has a price. */
static void
add_model (Fixture *fixture,
           guint    i)
{
  LimnerStore *store = limner_studio_get_store (fixture->base.studio);
  g_autofree char *name = g_strdup_printf ("studio/style-%u", i);
  g_autofree char *path = g_strconcat ("/models/", name, NULL);
  g_autofree char *runs = g_strconcat (path, "/predictions", NULL);
  g_autofree char *run = g_strdup_printf ("/predictions/p%u", i);
  g_autofree char *model = g_strdup_printf (
    "{\"owner\":\"studio\",\"name\":\"style-%u\",\"is_official\":true,\"latest_version\":{"
    "\"id\":\"%064u\",\"openapi_schema\":{\"components\":{\"schemas\":{\"Input\":{"
    "\"type\":\"object\",\"required\":[\"%s\"],\"properties\":{\"%s\":{\"type\":\"string\"}}},"
    "\"Output\":{\"type\":\"string\",\"format\":\"uri\"}}}}}}",
    i, i, i % 2 == 0 ? "text_prompt" : "prompt", i % 2 == 0 ? "text_prompt" : "prompt");
  g_autofree char *answer = g_strdup_printf (
    "{\"id\":\"p%u\",\"model\":\"%s\",\"status\":\"succeeded\",\"input\":{},"
    "\"output\":\"data:image/png;base64," PIXEL "\"}", i, name);
  GAsyncResult *result = NULL;

  limner_test_server_answer (fixture->server, "GET", path, 200, model);
  limner_test_server_answer (fixture->server, "POST", runs, 201, answer);
  limner_test_server_answer (fixture->server, "GET", run, 200, answer);
  limner_store_mark_model_async (store, fixture->id, name, TRUE, NULL, limner_test_result_cb,
                                 &result);
  wait_for_write (fixture, &result);
  limner_store_set_price_async (store, name, "picture", 0.01 * i, NULL, limner_test_result_cb,
                                &result);
  wait_for_write (fixture, &result);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const int size[] = { 64, 48 };
  LimnerServer *server;
  GAsyncResult *result = NULL;
  g_autoptr(GAsyncResult) done = NULL;

  workflow_set_up (&fixture->base, size);
  if (fixture->base.person == NULL)
    return;

  fixture->server = limner_test_server_new ();
  server = limner_server_list_add (limner_studio_get_servers (fixture->base.studio),
                                   LIMNER_SERVER_REPLICATE, "Hosted",
                                   limner_test_server_get_uri (fixture->server));
  fixture->id = g_strdup (limner_server_get_id (server));
  limner_studio_set_token_async (fixture->base.studio, fixture->id, "r8_token", NULL,
                                 limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_studio_set_token_finish (fixture->base.studio, done, NULL));
  for (guint i = 1; i <= N_MODELS; i++)
    add_model (fixture, i);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  workflow_tear_down (&fixture->base, data);
  g_clear_pointer (&fixture->server, limner_test_server_free);
  g_clear_pointer (&fixture->id, g_free);
}

static GtkWidget *
find_card (GtkWidget  *widget,
           const char *reference)
{
  GObject *subject = LIMNER_IS_MODEL_CARD (widget)
                       ? limner_model_card_get_subject (LIMNER_MODEL_CARD (widget)) : NULL;

  if (LIMNER_IS_MODEL (subject) && gtk_widget_get_mapped (widget) &&
      strcmp (limner_model_get_reference (LIMNER_MODEL (subject)), reference) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_card (child, reference);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
await_card (Fixture    *fixture,
            const char *reference)
{
  GtkWidget *card;

  limner_test_wait_until (
    (card = find_card (GTK_WIDGET (fixture->base.window), reference)) != NULL &&
    gtk_widget_get_width (card) > 0);
  return card;
}

static gboolean
is_selected (Fixture    *fixture,
             const char *reference)
{
  return gtk_widget_has_css_class (await_card (fixture, reference), "selected");
}

static guint
count_selected (Fixture *fixture)
{
  guint n = 0;

  for (guint i = 1; i <= N_MODELS; i++)
    {
      g_autofree char *name = g_strdup_printf ("studio/style-%u", i);

      n += is_selected (fixture, name);
    }
  return n;
}

/* The page of models, at the hosted server; how one got there is not counted. */
static void
show_models (Fixture *fixture)
{
  g_autofree char *name = g_strdup_printf ("studio/style-%u", N_MODELS);

  g_action_group_activate_action (G_ACTION_GROUP (fixture->base.window), "show-model",
                                  g_variant_new ("(ss)", fixture->id, "studio/style-1"));
  limner_test_settle ();
  gtk_widget_activate_action (workflow_find (&fixture->base, LIMNER_TYPE_BROWSER), "browser.back",
                              NULL);
  await_card (fixture, name);
  limner_test_settle ();
  test_person_begin (fixture->base.person);
}

/* What the models were asked, each in its own words. */
static void
check_requests (Fixture *fixture)
{
  guint n = 0;

  for (guint i = 0; i < limner_test_server_get_n (fixture->server); i++)
    {
      const LimnerTestRequest *request = limner_test_server_get_request (fixture->server, i);
      gboolean is_other = strstr (request->path, "style-2") != NULL ||
                          strstr (request->path, "style-4") != NULL;

      if (strcmp (request->method, "POST") != 0)
        continue;
      n++;
      g_assert_nonnull (strstr (request->body, is_other ? "\"text_prompt\":\"a red fox\""
                                                        : "\"prompt\":\"a red fox\""));
    }
  g_assert_cmpuint (n, ==, N_MODELS);
}

/* All models were asked once, and all of them answered. */
static void
check_sweep (Fixture *fixture)
{
  GListModel *sweeps = G_LIST_MODEL (limner_studio_get_sweeps (fixture->base.studio));
  GListModel *queue = G_LIST_MODEL (workflow_get_queue (&fixture->base));
  g_autoptr(LimnerSweep) sweep = NULL;

  limner_test_wait_until (g_list_model_get_n_items (sweeps) == 1);
  sweep = g_list_model_get_item (sweeps, 0);
  g_assert_cmpuint (limner_sweep_get_plan (sweep)->n_cells, ==, N_MODELS);
  limner_test_wait_until (g_list_model_get_n_items (queue) == N_MODELS);
  for (guint i = 0; i < N_MODELS; i++)
    {
      g_autoptr(LimnerJob) job = g_list_model_get_item (queue, i);
      LimnerJobSpec *spec = limner_job_get_spec (job);

      limner_test_wait_until (limner_job_get_state (job) >= LIMNER_JOB_DONE);
      g_assert_cmpint (limner_job_get_state (job), ==, LIMNER_JOB_DONE);
      g_assert_cmpstr (limner_job_spec_get_server (spec), ==, fixture->id);
      g_assert_cmpstr (limner_job_spec_get_prompt (spec), ==, "a red fox");
    }
}

/* 15: Ctrl+click on the first and Shift+click on the last, Try together, the prompt, go. */
static void
test_same_prompt (Fixture       *fixture,
                  gconstpointer  data)
{
  TestPerson *person = fixture->base.person;
  GtkWindow *setup;

  if (person == NULL)
    return;

  show_models (fixture);
  test_person_click_with (person, await_card (fixture, "studio/style-1"), GDK_CONTROL_MASK);
  limner_test_wait_until (is_selected (fixture, "studio/style-1"));
  test_person_click_with (person, await_card (fixture, "studio/style-5"), GDK_SHIFT_MASK);
  limner_test_wait_until (count_selected (fixture) == N_MODELS);
  workflow_click (&fixture->base, "Try together");
  limner_test_wait_until ((setup = workflow_find_window (LIMNER_TYPE_SWEEP_SETUP)) != NULL);
  test_person_look_at (person, setup);

  /* The prices are known before anything is asked for. */
  limner_test_wait_until (
    limner_test_shows (GTK_WIDGET (setup),
                    "5 pictures · about $0.15 by your price, $0.01–$0.05 each"));
  test_person_write (person, gtk_window_get_focus (setup), "a red fox");
  test_person_press_key (person, GDK_KEY_Return, 0);
  check_sweep (fixture);
  check_requests (fixture);
  g_assert_cmpuint (test_person_get_steps (person), <=, 5);

  /* What was selected has served its purpose. */
  g_action_group_activate_action (G_ACTION_GROUP (fixture->base.window), "show-page",
                                  g_variant_new_string ("models"));
  limner_test_wait_until (count_selected (fixture) == 0);
}

/* Without a pointer: Space, Shift+Space further on, T. */
static void
test_by_keys (Fixture       *fixture,
              gconstpointer  data)
{
  TestPerson *person = fixture->base.person;
  GtkWidget *place;

  if (person == NULL)
    return;

  show_models (fixture);
  place = gtk_widget_get_parent (await_card (fixture, "studio/style-1"));
  gtk_widget_grab_focus (place);
  test_person_press_key (person, GDK_KEY_space, 0);
  limner_test_wait_until (count_selected (fixture) == 1);
  /* One has nothing to be tried together with. */
  test_person_press_key (person, GDK_KEY_t, 0);
  limner_test_settle ();
  g_assert_null (workflow_find_window (LIMNER_TYPE_SWEEP_SETUP));

  gtk_widget_grab_focus (gtk_widget_get_parent (await_card (fixture, "studio/style-4")));
  test_person_press_key (person, GDK_KEY_space, GDK_SHIFT_MASK);
  limner_test_wait_until (count_selected (fixture) == 4);
  test_person_press_key (person, GDK_KEY_a, GDK_CONTROL_MASK);
  limner_test_wait_until (count_selected (fixture) == N_MODELS);
  test_person_press_key (person, GDK_KEY_space, 0);
  limner_test_wait_until (count_selected (fixture) == 4);
  g_assert_false (is_selected (fixture, "studio/style-4"));
  test_person_press_key (person, GDK_KEY_t, 0);
  limner_test_wait_until (workflow_find_window (LIMNER_TYPE_SWEEP_SETUP) != NULL);
  gtk_window_destroy (workflow_find_window (LIMNER_TYPE_SWEEP_SETUP));
  limner_test_settle ();

  test_person_look_at (person, GTK_WINDOW (fixture->base.window));
  gtk_widget_grab_focus (place);
  test_person_press_key (person, GDK_KEY_Escape, 0);
  limner_test_wait_until (count_selected (fixture) == 0);
}

/* The check selects, and the rest of the card opens the model; a form without a prompt gives way to
 * that of the first model. */
static void
test_by_checks (Fixture       *fixture,
                gconstpointer  data)
{
  TestPerson *person = fixture->base.person;
  GtkWindow *setup;

  if (person == NULL)
    return;

  workflow_click_task (&fixture->base, "Upscale", LIMNER_TASK_UPSCALE);
  show_models (fixture);
  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("studio/style-%u", i);

      test_person_click (person, limner_test_find_child (await_card (fixture, name),
                                                         GTK_TYPE_CHECK_BUTTON));
      limner_test_wait_until (count_selected (fixture) == i);
    }
  g_action_group_activate_action (G_ACTION_GROUP (fixture->base.window), "show-page",
                                  g_variant_new_string ("models"));
  workflow_click (&fixture->base, "Try together");
  limner_test_wait_until ((setup = workflow_find_window (LIMNER_TYPE_SWEEP_SETUP)) != NULL);
  limner_test_wait_until (limner_test_shows (GTK_WIDGET (setup),
                                          "2 values: studio/style-1 · studio/style-2"));
  g_assert_true (limner_test_shows (GTK_WIDGET (setup), "Prompt"));
  gtk_window_destroy (setup);
  limner_test_settle ();

  test_person_look_at (person, GTK_WINDOW (fixture->base.window));
  test_person_click (person, await_card (fixture, "studio/style-3"));
  limner_test_wait_until (limner_test_shows (GTK_WIDGET (fixture->base.window), "Compare with…"));
}

#define ADD(name, func) \
  g_test_add ("/app/try-together/" name, Fixture, NULL, set_up, func, tear_down)

static void
add_tests (void)
{
  ADD ("same-prompt", test_same_prompt);
  ADD ("by-keys", test_by_keys);
  ADD ("by-checks", test_by_checks);
}

int
main (int   argc,
      char *argv[])
{
  return workflow_run (argc, argv, add_tests);
}
