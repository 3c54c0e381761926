/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an account has at its server, and what can be done with it there. */

#include "config.h"

#include <string.h>

#include "browser-fixture.h"
#include "browser/limner-browser.h"
#include "browser/limner-deployment-dialog.h"
#include "lib/limner-test.h"
#include "store/limner-hardware-prices.h"
#include "store/limner-store-costs.h"
#include "store/limner-store-models.h"
#include "wire/limner-hardware.h"

static void
set_price (Fixture    *fixture,
           const char *model,
           const char *unit,
           double      price)
{
  LimnerStore *store = limner_studio_get_store (fixture->studio);
  g_autoptr(GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  limner_store_set_price_async (store, model, unit, price, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_store_write_finish (store, done, NULL));
}

static void
fill_entries (GtkWidget         *widget,
              const char *const *texts,
              guint             *n)
{
  if (ADW_IS_ENTRY_ROW (widget))
    {
      gtk_editable_set_text (GTK_EDITABLE (widget), texts[(*n)++]);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    fill_entries (child, texts, n);
}

/* The body of the last request of a kind; NULL where there was none */
static const char *
find_body (Fixture    *fixture,
           const char *method,
           const char *path)
{
  const char *body = NULL;

  for (guint i = 0; i < limner_test_server_get_n (fixture->server); i++)
    {
      const LimnerTestRequest *request = limner_test_server_get_request (fixture->server, i);

      if (strcmp (request->method, method) == 0 && strcmp (request->path, path) == 0)
        body = request->body;
    }
  return body;
}

static guint
count_requests (Fixture    *fixture,
                const char *path)
{
  guint n = 0;

  for (guint i = 0; i < limner_test_server_get_n (fixture->server); i++)
    {
      const LimnerTestRequest *request = limner_test_server_get_request (fixture->server, i);

      n += strcmp (request->method, "GET") == 0 && strcmp (request->path, path) == 0;
    }
  return n;
}

/* An account with these predictions and trainings, and nothing else. */
static void
answer_account (Fixture    *fixture,
                const char *predictions,
                const char *trainings)
{
  limner_test_server_answer (fixture->server, "GET", "/account", 200,
                             "{\"username\":\"ada\",\"type\":\"user\"}");
  limner_test_server_answer (fixture->server, "GET", "/predictions", 200, predictions);
  limner_test_server_answer (fixture->server, "GET", "/trainings", 200, trainings);
  limner_test_server_answer (fixture->server, "GET", "/deployments", 200, PAGE (""));
  limner_test_server_answer (fixture->server, "GET", "/files", 200, PAGE (""));
  limner_test_server_answer (fixture->server, "GET", "/hardware", 200,
                             "[{\"sku\":\"cpu\",\"name\":\"Some CPU\"}]");
}

/* What the account has is shown, and what runs there is stopped after a question. */
static void
test_account (Fixture       *fixture,
              gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  const LimnerHardwarePrice *price = limner_hardware_price_find ("gpu-t4");
  g_autofree char *known =
    g_strdup_printf ("gpu-t4 · $%.6f per second · $%.2f per hour · replicate.com/pricing, %s",
                     price->dollars, price->dollars * 3600, price->date);
  static const char own[] =
    "gpu-l40s · $0.002000 per second · $7.20 per hour · your price";
  guint n_before;

  fixture_answer (fixture);
  limner_test_server_answer (fixture->server, "GET", "/account", 200,
                             "{\"username\":\"ada\",\"type\":\"user\"}");
  limner_test_server_answer (fixture->server, "GET", "/predictions", 200,
                             PAGE ("{\"id\":\"p1\",\"model\":\"a/elsewhere\","
                                   "\"status\":\"processing\"}"));
  limner_test_server_answer (fixture->server, "GET", "/trainings", 200,
                             PAGE ("{\"id\":\"t1\",\"model\":\"a/trained\",\"status\":"
                                   "\"succeeded\",\"output\":{\"version\":\"a/b:1\"}}"));
  limner_test_server_answer (fixture->server, "GET", "/deployments", 404, "{}");
  limner_test_server_answer (fixture->server, "GET", "/files", 200,
                             PAGE ("{\"id\":\"f1\",\"name\":\"in.png\",\"size\":2000}"));
  set_price (fixture, "hardware:gpu-l40s", "second", 0.002);
  limner_test_server_answer (fixture->server, "GET", "/hardware", 200,
                             "[{\"sku\":\"cpu\",\"name\":\"Some CPU\"},"
                             "{\"sku\":\"gpu-t4\",\"name\":\"T4\"},"
                             "{\"sku\":\"gpu-l40s\",\"name\":\"L40S\"}]");
  limner_test_server_answer (fixture->server, "POST", "/predictions/p1/cancel", 200,
                             "{\"id\":\"p1\",\"status\":\"canceled\"}");

  fixture_present (fixture, GTK_WIDGET (browser), 1000);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (test_shows (fixture->window, "Collections"));
  gtk_widget_activate_action (GTK_WIDGET (browser), "browser.account", NULL);
  limner_test_wait_until (test_shows (fixture->window, "a/elsewhere") &&
                          test_shows (fixture->window, "a/trained") &&
                          test_shows (fixture->window, "in.png") &&
                          test_shows (fixture->window, "Some CPU") &&
                          test_shows (fixture->window, "cpu · price unknown") &&
                          test_shows (fixture->window, known) &&
                          test_shows (fixture->window, own) &&
                          test_shows (fixture->window, "ada") &&
                          test_shows (fixture->window, "does not exist"));

  limner_test_wait_until (test_find_button (fixture->window, "_Stop") != NULL);
  g_signal_emit_by_name (test_find_button (fixture->window, "_Stop"), "clicked");
  limner_test_wait_until (test_find_dialog () != NULL &&
                          gtk_widget_get_mapped (GTK_WIDGET (test_find_dialog ())));
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (test_find_dialog ())), ==,
                   "Stop “a/elsewhere”?");
  /* The page may look after what runs at any moment: only from now on it is stopped. The first
   * request still gets what was said before, which is the page's own, made when it was stopped. */
  limner_test_server_answer (fixture->server, "GET", "/predictions", 200,
                             PAGE ("{\"id\":\"p1\",\"model\":\"a/elsewhere\","
                                   "\"status\":\"canceled\"}"));
  n_before = count_requests (fixture, "/predictions");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (test_find_dialog ()), "verb");
  limner_test_wait_until (count_requests (fixture, "/predictions") > n_before);
  gtk_widget_activate_action (GTK_WIDGET (browser), "browser.reload", NULL);
  limner_test_wait_until (test_shows (fixture->window, "Stopped"));
}

/* Leaves the page and comes back, until that was asked for: while an answer is awaited nothing
 * more is. */
static gboolean
asks_again (Fixture   *fixture,
            GtkWidget *page,
            guint      n_before)
{
  if (count_requests (fixture, "/predictions") > n_before)
    return TRUE;

  gtk_widget_set_visible (page, FALSE);
  gtk_widget_set_visible (page, TRUE);
  return FALSE;
}

static void
look_again (Fixture   *fixture,
            GtkWidget *page)
{
  guint n_before = count_requests (fixture, "/predictions");

  limner_test_wait_until (asks_again (fixture, page, n_before));
  limner_test_settle ();
}

/* What was started or ended elsewhere is there when the page is looked at again; rows of which
 * nothing changed stay, with whatever somebody is about to press in them. */
static void
test_refresh (Fixture       *fixture,
              gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  GtkWidget *button;

  fixture_answer (fixture);
  answer_account (fixture, PAGE ("{\"id\":\"p1\",\"model\":\"a/first\","
                                 "\"status\":\"processing\"}"), PAGE (""));
  fixture_present (fixture, GTK_WIDGET (browser), 1000);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (test_shows (fixture->window, "Collections"));
  gtk_widget_activate_action (GTK_WIDGET (browser), "browser.account", NULL);
  limner_test_wait_until (test_shows (fixture->window, "a/first"));
  limner_test_wait_until ((button = test_find_button (fixture->window, "_Stop")) != NULL);
  g_object_add_weak_pointer (G_OBJECT (button), (gpointer *) &button);

  look_again (fixture, GTK_WIDGET (browser));
  g_assert_nonnull (button);
  g_object_remove_weak_pointer (G_OBJECT (button), (gpointer *) &button);

  limner_test_server_answer (fixture->server, "GET", "/predictions", 200,
                             PAGE ("{\"id\":\"p2\",\"model\":\"a/second\","
                                   "\"status\":\"starting\"},"
                                   "{\"id\":\"p1\",\"model\":\"a/first\","
                                   "\"status\":\"processing\"}"));
  look_again (fixture, GTK_WIDGET (browser));
  look_again (fixture, GTK_WIDGET (browser));
  limner_test_wait_until (test_shows (fixture->window, "a/second"));
  g_assert_true (test_shows (fixture->window, "a/first"));

  /* An hour without a network is no reason to forget what was there. */
  limner_test_server_answer (fixture->server, "GET", "/predictions", 401, "{}");
  look_again (fixture, GTK_WIDGET (browser));
  look_again (fixture, GTK_WIDGET (browser));
  g_assert_true (test_shows (fixture->window, "a/second"));
}

/* A deployment is made with what was typed, and what was started elsewhere becomes a job. */
static void
test_account_orders (Fixture       *fixture,
                     gconstpointer  data)
{
  static const char *const texts[] = { "fast-sdxl", "stability-ai/sdxl", "abc", NULL };
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  LimnerJobQueue *queue = limner_studio_get_queue (fixture->studio);
  g_autoptr(LimnerJob) job = NULL;
  GtkWidget *dialog;
  const char *body;
  guint n = 0;

  fixture_answer (fixture);
  answer_account (fixture, PAGE ("{\"id\":\"p1\",\"model\":\"a/elsewhere\",\"input\":"
                                 "{\"prompt\":\"a fox\"},\"status\":\"processing\"}"), PAGE (""));
  limner_test_server_answer (fixture->server, "POST", "/deployments", 200,
                             "{\"owner\":\"ada\",\"name\":\"fast-sdxl\"}");
  fixture_present (fixture, GTK_WIDGET (browser), 1000);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (test_shows (fixture->window, "Collections"));
  gtk_widget_activate_action (GTK_WIDGET (browser), "browser.account", NULL);
  limner_test_wait_until (test_shows (fixture->window, "a/elsewhere") &&
                          test_shows (fixture->window, "Some CPU"));

  g_signal_emit_by_name (test_find_button (fixture->window, "_Keep in the gallery"), "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (queue)), ==, 1);
  job = g_list_model_get_item (G_LIST_MODEL (queue), 0);
  g_assert_cmpstr (limner_job_get_prediction (job), ==, "p1");
  g_assert_cmpstr (limner_job_spec_get_prompt (limner_job_get_spec (job)), ==, "a fox");
  limner_job_queue_cancel (queue, job);

  g_signal_emit_by_name (test_find_button (fixture->window, "_New…"), "clicked");
  limner_test_wait_until (test_find_window (LIMNER_TYPE_DEPLOYMENT_DIALOG) != NULL);
  dialog = GTK_WIDGET (test_find_window (LIMNER_TYPE_DEPLOYMENT_DIALOG));
  fill_entries (dialog, texts, &n);
  g_assert_cmpuint (n, ==, 3);
  g_signal_emit_by_name (test_find_button (dialog, "_Save"), "clicked");
  limner_test_wait_until (test_find_window (LIMNER_TYPE_DEPLOYMENT_DIALOG) == NULL);
  body = find_body (fixture, "POST", "/deployments");
  g_assert_nonnull (strstr (body, "\"version\":\"abc\""));
  g_assert_nonnull (strstr (body, "\"hardware\":\"cpu\""));
}

static GtkWidget *
find_hinted (GtkWidget  *widget,
             const char *hint)
{
  GtkWidget *found = NULL;

  if (gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_widget_get_tooltip_text (widget), hint) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_hinted (child, hint);
  return found;
}

/* A file goes after a question that names it, and stays where that was a mistake. */
static void
test_files (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const answers[] = { "cancel", "verb" };
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));

  fixture_answer (fixture);
  limner_test_server_answer (fixture->server, "GET", "/files", 200,
                             PAGE ("{\"id\":\"f1\",\"name\":\"in.png\",\"size\":2000}"));
  answer_account (fixture, PAGE (""), PAGE (""));
  limner_test_server_answer (fixture->server, "DELETE", "/files/f1", 204, "");
  fixture_present (fixture, GTK_WIDGET (browser), 1000);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (test_shows (fixture->window, "Collections"));
  gtk_widget_activate_action (GTK_WIDGET (browser), "browser.account", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      GtkWidget *button;
      AdwMessageDialog *dialog;

      limner_test_wait_until ((button = find_hinted (fixture->window, "Delete")) != NULL);
      g_signal_emit_by_name (button, "clicked");
      limner_test_wait_until (test_find_dialog () != NULL &&
                              gtk_widget_get_mapped (GTK_WIDGET (test_find_dialog ())));
      dialog = ADW_MESSAGE_DIALOG (test_find_dialog ());
      g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "Delete “in.png”?");
      adw_message_dialog_response (dialog, answers[i]);
      gtk_window_destroy (GTK_WINDOW (dialog));
      limner_test_settle ();
      g_assert_true (i == 1 || find_body (fixture, "DELETE", "/files/f1") == NULL);
    }
  limner_test_wait_until (!test_shows (fixture->window, "in.png"));
  g_assert_nonnull (find_body (fixture, "DELETE", "/files/f1"));
}

/* Runs with a reason and without a date; a reason of any length is told as far as it helps. */
static void
test_reasons (Fixture       *fixture,
              gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  g_autofree char *endless = g_strnfill (5000, 'x');
  g_autofree char *runs =
    g_strdup_printf (PAGE ("{\"id\":\"p1\",\"model\":\"a/undated\",\"status\":\"succeeded\"},"
                           "{\"id\":\"p2\",\"model\":\"a/failed\",\"status\":\"failed\","
                           "\"error\":\"CUDA <b>out</b> of memory\"},"
                           "{\"id\":\"p3\",\"model\":\"a/odd\",\"status\":\"failed\","
                           "\"error\":{\"code\":7}},"
                           "{\"id\":\"p4\",\"model\":\"a/endless\",\"status\":\"aborted\","
                           "\"error\":\"%s\"},"
                           "{\"id\":\"p5\",\"model\":\"a/silent\",\"status\":\"failed\","
                           "\"error\":\" \"},"
                           "{\"id\":\"p6\",\"model\":\"a/well\",\"status\":\"succeeded\","
                           "\"error\":\"not to be told\"}"), endless);

  fixture_answer (fixture);
  answer_account (fixture, runs, PAGE (""));
  fixture_present (fixture, GTK_WIDGET (browser), 1000);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (test_shows (fixture->window, "Collections"));
  gtk_widget_activate_action (GTK_WIDGET (browser), "browser.account", NULL);
  limner_test_wait_until (test_shows (fixture->window, "a/undated"));

  g_assert_true (test_shows (fixture->window, "CUDA <b>out</b> of memory"));
  g_assert_true (test_shows (fixture->window, "{\"code\":7}"));
  g_assert_true (test_shows (fixture->window, "Given up before it ran\nxxx"));
  endless[301] = '\0';
  g_assert_false (test_shows (fixture->window, endless));
  endless[300] = '\0';
  g_assert_true (test_shows (fixture->window, endless));
  g_assert_false (test_shows (fixture->window, "Failed\n "));
  g_assert_false (test_shows (fixture->window, "Done · "));
  g_assert_false (test_shows (fixture->window, "not to be told"));
}

static LimnerClient *
new_client (Fixture *fixture)
{
  LimnerServerList *servers = limner_studio_get_servers (fixture->studio);
  LimnerClient *client = limner_client_new (limner_server_list_find (servers,
                                                                     fixture->server_id));

  limner_client_set_token (client, "token");
  return client;
}

/* Saving what was not touched changes nothing: neither a machine that the service no longer
 * offers, nor one that it has not told yet. */
static void
test_unlisted_machine (Fixture       *fixture,
                       gconstpointer  data)
{
  static const char machine[] = "{\"sku\":\"cpu\",\"name\":\"CPU\"}";
  static const char text[] =
    "{\"owner\":\"ada\",\"name\":\"fast\",\"current_release\":{\"model\":\"a/b\","
    "\"version\":\"abc\",\"configuration\":{\"hardware\":\"gpu-of-old\",\"min_instances\":2,"
    "\"max_instances\":4}}}";
  g_autoptr(LimnerDeployment) deployment =
    limner_resource_parse_text (LIMNER_TYPE_DEPLOYMENT, text, strlen (text), NULL);
  g_autoptr(LimnerHardware) cpu =
    limner_resource_parse_text (LIMNER_TYPE_HARDWARE, machine, strlen (machine), NULL);
  g_autoptr(GListStore) machines = g_list_store_new (LIMNER_TYPE_HARDWARE);
  g_autoptr(LimnerClient) client = new_client (fixture);
  GtkWidget *dialog;
  const char *body;

  g_list_store_append (machines, cpu);
  for (guint i = 0; i < 2; i++)
    {
      limner_test_server_answer (fixture->server, "PATCH", "/deployments/ada/fast", 200, text);
      dialog = limner_deployment_dialog_new (fixture->studio, client, deployment,
                                             i == 0 ? G_LIST_MODEL (machines) : NULL);
      gtk_window_present (GTK_WINDOW (dialog));
      g_signal_emit_by_name (test_find_button (dialog, "_Save"), "clicked");
      limner_test_wait_until (test_find_window (LIMNER_TYPE_DEPLOYMENT_DIALOG) == NULL);
      body = find_body (fixture, "PATCH", "/deployments/ada/fast");
      g_assert_nonnull (strstr (body, "\"hardware\":\"gpu-of-old\""));
      g_assert_nonnull (strstr (body, "\"min_instances\":2"));
    }
}

/* What would be refused is told before anything is sent; a link is as good as a name. */
static void
test_new_deployment (Fixture       *fixture,
                     gconstpointer  data)
{
  static const char *const nameless[] = { "", "a/b", "", NULL };
  static const char *const modelless[] = { "fast", "a model", "", NULL };
  static const char *const link[] = { "fast", "https://replicate.com/a/b:0123456789abcdef0123456789"
                                      "abcdef0123456789abcdef0123456789abcdef", "", NULL };
  g_autoptr(LimnerClient) client = new_client (fixture);
  GtkWidget *dialog = limner_deployment_dialog_new (fixture->studio, client, NULL, NULL);
  GtkWidget *save;
  const char *body;
  guint n;

  gtk_window_present (GTK_WINDOW (dialog));
  save = test_find_button (dialog, "_Save");
  /* One can type at once, and Enter saves. */
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (dialog)),
                                         limner_test_find_child (dialog, ADW_TYPE_ENTRY_ROW)));
  g_assert_true (gtk_window_get_default_widget (GTK_WINDOW (dialog)) == save);
  fill_entries (dialog, nameless, (n = 0, &n));
  g_signal_emit_by_name (save, "clicked");
  limner_test_wait_until (test_shows (dialog, "needs a name"));
  fill_entries (dialog, modelless, (n = 0, &n));
  g_signal_emit_by_name (save, "clicked");
  limner_test_wait_until (test_shows (dialog, "owner/name"));
  g_assert_true (gtk_widget_get_sensitive (save));
  g_assert_null (find_body (fixture, "POST", "/deployments"));

  limner_test_server_answer (fixture->server, "POST", "/deployments", 200,
                             "{\"owner\":\"ada\",\"name\":\"fast\"}");
  fill_entries (dialog, link, (n = 0, &n));
  g_signal_emit_by_name (save, "clicked");
  limner_test_wait_until (test_find_window (LIMNER_TYPE_DEPLOYMENT_DIALOG) == NULL);
  body = find_body (fixture, "POST", "/deployments");
  g_assert_nonnull (strstr (body, "\"model\":\"a/b\""));
  g_assert_nonnull (strstr (body, "\"version\":\"0123456789abcdef"));
}

/* A model can be chosen instead of typed; one of another server cannot run there. */
static void
test_choose_model (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(LimnerClient) client = new_client (fixture);
  GtkWidget *dialog = limner_deployment_dialog_new (fixture->studio, client, NULL, NULL);
  GtkWidget *button, *chooser;
  const char *body;

  fixture_answer (fixture);
  limner_test_server_answer (fixture->server, "POST", "/deployments", 200,
                             "{\"owner\":\"ada\",\"name\":\"fast\"}");
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_editable_set_text (GTK_EDITABLE (limner_test_find_child (dialog, ADW_TYPE_ENTRY_ROW)),
                         "fast");
  button = limner_test_find_child (dialog, GTK_TYPE_MENU_BUTTON);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  chooser = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  g_assert_null (test_find_button (chooser, "_Browse all models"));

  g_signal_emit_by_name (chooser, "model-chosen", "another", "a/b");
  g_assert_true (test_shows (dialog, "on another server"));
  g_signal_emit_by_name (chooser, "model-chosen", fixture->server_id, "stability-ai/sdxl");
  g_assert_false (test_shows (dialog, "on another server"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  g_signal_emit_by_name (test_find_button (dialog, "_Save"), "clicked");
  limner_test_wait_until (test_find_window (LIMNER_TYPE_DEPLOYMENT_DIALOG) == NULL);
  body = find_body (fixture, "POST", "/deployments");
  g_assert_nonnull (strstr (body, "\"model\":\"stability-ai/sdxl\""));
  g_assert_nonnull (strstr (body, "\"version\":\"00112233445566778899aabbccddeeff\""));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, run) \
  g_test_add (path, Fixture, "token", fixture_set_up, run, fixture_tear_down)
  ADD ("/account/lists", test_account);
  ADD ("/account/refresh", test_refresh);
  ADD ("/account/orders", test_account_orders);
  ADD ("/account/files", test_files);
  ADD ("/account/reasons", test_reasons);
  ADD ("/account/unlisted-machine", test_unlisted_machine);
  ADD ("/account/new-deployment", test_new_deployment);
  ADD ("/account/choose-model", test_choose_model);
#undef ADD

  return g_test_run ();
}
