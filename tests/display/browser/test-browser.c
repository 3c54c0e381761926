/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include <adwaita.h>

#include "base/limner-error.h"
#include "browser/limner-browser.h"
#include "browser/limner-collection-row.h"
#include "browser/limner-cover.h"
#include "browser/limner-deployment-dialog.h"
#include "browser/limner-input-rows.h"
#include "browser/limner-model-card.h"
#include "browser/limner-model-chooser.h"
#include "browser/limner-model-finder.h"
#include "browser/limner-model-hints.h"
#include "browser/limner-model-page.h"
#include "limner-test-server.h"
#include "limner-test-widget.h"
#include "limner-test.h"
#include "store/limner-hardware-prices.h"
#include "store/limner-store-costs.h"
#include "store/limner-store-models.h"
#include "studio/limner-default-model.h"

typedef struct
{
  char             *folder;
  LimnerStudio     *studio;
  LimnerTestServer *server;
  char             *server_id;
  GtkWidget        *window;
} Fixture;

static void
open_studio (Fixture *fixture)
{
  g_autoptr(LimnerVault) vault = limner_vault_new_in_memory ();
  g_autofree char *data = NULL;
  g_autofree char *pictures = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  fixture->folder = limner_test_make_folder ();
  data = g_build_filename (fixture->folder, "data", NULL);
  pictures = g_build_filename (fixture->folder, "pictures", NULL);
  fixture->studio = limner_studio_new_for (data, pictures, vault);
  limner_studio_open_async (fixture->studio, NULL, limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_studio_open_finish (fixture->studio, done, &error));
  g_assert_no_error (error);
}

/* A server that answers like Replicate, and a token for it. */
static void
add_server (Fixture    *fixture,
            const char *token)
{
  g_autoptr(GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;
  LimnerServer *server;

  fixture->server = limner_test_server_new ();
  server = limner_server_list_add (limner_studio_get_servers (fixture->studio),
                                   LIMNER_SERVER_REPLICATE, "Test server",
                                   limner_test_server_get_uri (fixture->server));
  fixture->server_id = g_strdup (limner_server_get_id (server));
  if (token == NULL)
    return;

  limner_studio_set_token_async (fixture->studio, fixture->server_id, token, NULL,
                                 limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_studio_set_token_finish (fixture->studio, done, NULL));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  open_studio (fixture);
  add_server (fixture, data);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  limner_test_settle ();
  g_clear_object (&fixture->studio);
  g_clear_pointer (&fixture->server, limner_test_server_free);
  limner_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->server_id);
}

static void
present (Fixture   *fixture,
         GtkWidget *child,
         int        width)
{
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, 800);
  gtk_window_set_child (GTK_WINDOW (fixture->window), child);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
count_cb (GtkWidget *widget,
          GType      type,
          guint     *n)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    (*n)++;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count_cb (child, type, n);
}

static guint
count (Fixture *fixture,
       GType    type)
{
  guint n = 0;

  count_cb (fixture->window, type, &n);
  return n;
}

/* Finds a label that is on the screen. */
static gboolean
shows (GtkWidget  *widget,
       const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (gtk_widget_get_child_visible (child) && shows (child, text))
        return TRUE;
    }
  return FALSE;
}

/* The entry of the page; a drop-down has one of its own. */
static GtkWidget *
find_search (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_SEARCH_ENTRY (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_DROP_DOWN (child))
        found = find_search (child);
    }
  return found;
}

#define PAGE(items) "{\"next\":null,\"previous\":null,\"results\":[" items "]}"
#define SDXL "{\"owner\":\"stability-ai\",\"name\":\"sdxl\",\"run_count\":73000000," \
  "\"is_official\":true,\"description\":\"A text-to-image <b>model</b> & more\"," \
  "\"cover_image_url\":\"https://replicate.comNone\",\"url\":\"https://replicate.com/a\"," \
  "\"latest_version\":{\"id\":\"00112233445566778899aabbccddeeff\"," \
  "\"openapi_schema\":{\"components\":{\"schemas\":{\"Input\":{\"type\":\"object\",\"required\":" \
  "[\"prompt\"],\"properties\":{\"prompt\":{\"type\":\"string\",\"title\":\"Prompt\"," \
  "\"x-order\":0},\"steps\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":50,\"default\":30," \
  "\"x-order\":1}}}}}}}," \
  "\"default_example\":{\"id\":\"e1\",\"input\":{\"prompt\":\"fox\"},\"output\":[]}}"
#define OTHER "{\"owner\":\"a-very-long-owner-name-that-goes-on\"," \
  "\"name\":\"a-model-with-a-name-that-is-much-longer-than-any-card-could-show\"," \
  "\"description\":\"\\u202e right to left \\u05d0\\u05d1\\u05d2\",\"latest_version\":null}"

static void
answer_everything (Fixture *fixture)
{
  limner_test_server_answer (fixture->server, "GET", "/collections", 200,
                             PAGE ("{\"slug\":\"text-to-image\",\"name\":\"Text to image\","
                                   "\"description\":\"Make pictures\"}"));
  limner_test_server_answer (fixture->server, "GET", "/collections/text-to-image", 200,
                             "{\"slug\":\"text-to-image\",\"name\":\"Text to image\",\"models\":["
                             SDXL "," OTHER "]}");
  limner_test_server_answer (fixture->server, "GET", "/models/stability-ai/sdxl", 200, SDXL);
  limner_test_server_answer (fixture->server, "GET", "/models/stability-ai/sdxl/readme", 200,
                             "# Read me\n\nSome **bold** words");
  limner_test_server_answer (fixture->server, "GET", "/models/stability-ai/sdxl/versions", 200,
                             PAGE ("{\"id\":\"aaaabbbbccccddddaaaabbbbccccddddaaaabbbbccccdddd"
                                   "aaaabbbbccccdddd\",\"created_at\":\"2026-01-02T03:04:05Z\"}"));
  limner_test_server_answer (fixture->server, "GET", "/models/stability-ai/sdxl/examples", 200,
                             PAGE (""));
  limner_test_server_answer (fixture->server, "GET", "/search", 200,
                             "{\"query\":\"x\",\"models\":[{\"model\":" OTHER "}],"
                             "\"collections\":[]}");
}

static void
test_browse (Fixture       *fixture,
             gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  GtkWidget *row;

  answer_everything (fixture);
  present (fixture, GTK_WIDGET (browser), 1280);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (count (fixture, LIMNER_TYPE_MODEL_CARD) == 2);
  g_assert_true (shows (fixture->window, "Text to image"));
  g_assert_false (shows (fixture->window, "Best first"));

  row = limner_test_find_child (fixture->window, LIMNER_TYPE_COLLECTION_ROW);
  g_signal_emit_by_name (limner_test_find_child (row, GTK_TYPE_BUTTON), "clicked");
  limner_test_wait_until (shows (fixture->window, "Best first") &&
                          count (fixture, LIMNER_TYPE_MODEL_CARD) == 2);
  g_assert_true (shows (fixture->window, "73.0 M runs"));
  g_assert_true (shows (fixture->window, "A text-to-image <b>model</b> & more"));

  limner_browser_show_model (browser, "stability-ai/sdxl");
  limner_test_wait_until (shows (fixture->window, "Some bold words"));
  limner_test_wait_until (shows (fixture->window, "aaaabbbbcccc"));
  g_assert_true (shows (fixture->window, "whole number · 1 – 50 · normally 30"));
  g_assert_true (shows (fixture->window, "required · text"));

  gtk_widget_activate_action (GTK_WIDGET (browser), "browser.back", NULL);
  limner_test_wait_until (count (fixture, LIMNER_TYPE_MODEL_CARD) == 2);
  gtk_widget_activate_action (GTK_WIDGET (browser), "browser.back", NULL);
  limner_test_wait_until (count (fixture, LIMNER_TYPE_MODEL_CARD) == 2 &&
                          shows (fixture->window, "Collections"));
}

static void
add_run (Fixture    *fixture,
         const char *job,
         gint64      finished,
         double      cost)
{
  LimnerUsage usage = {
    (char *) job, fixture->server_id, (char *) "stability-ai/sdxl", NULL, (char *) "succeeded",
    finished, 2, 3, 1, cost, (char *) "measured"
  };
  g_autoptr(GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  limner_store_add_usage_async (limner_studio_get_store (fixture->studio), &usage, NULL,
                                limner_test_result_cb, &result);
  done = limner_test_wait_result (&result);
  g_assert_true (limner_store_write_finish (limner_studio_get_store (fixture->studio), done, NULL));
}

/* Whether a wheel that turns below the pointer is taken from the page. */
static gboolean
keeps_wheel (GtkWidget *scroller)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (scroller);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean is_stopped = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_SCROLL (controller) ||
          !(gtk_event_controller_scroll_get_flags (GTK_EVENT_CONTROLLER_SCROLL (controller)) &
            GTK_EVENT_CONTROLLER_SCROLL_VERTICAL))
        continue;
      g_signal_emit_by_name (controller, "scroll", 0.0, 1.0, &is_stopped);
      if (is_stopped)
        return TRUE;
    }
  return FALSE;
}

/* A row asks for its models when it is in sight; its cards open models, and tell what one's own
 * runs cost and that one ran a moment ago. */
static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  GtkWidget *row, *card;

  add_run (fixture, "old", 1, 0.02);
  add_run (fixture, "new", g_get_real_time (), 0.01);
  answer_everything (fixture);
  present (fixture, GTK_WIDGET (browser), 1280);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (count (fixture, LIMNER_TYPE_MODEL_CARD) == 2);
  row = limner_test_find_child (fixture->window, LIMNER_TYPE_COLLECTION_ROW);
  g_assert_cmpuint (limner_collection_row_get_n_cards (LIMNER_COLLECTION_ROW (row)), ==, 2);
  limner_test_wait_until (shows (fixture->window, "73.0 M runs · $0.015"));
  limner_test_wait_until (shows (fixture->window, "Warm"));

  g_assert_false (keeps_wheel (limner_test_find_child (row, GTK_TYPE_SCROLLED_WINDOW)));

  /* Few cards stay cards: they do not fill the row. */
  card = gtk_widget_get_parent (limner_test_find_child (row, LIMNER_TYPE_MODEL_CARD));
  limner_test_wait_until (gtk_widget_get_width (card) > 0);
  g_assert_cmpint (gtk_widget_get_width (card), <, 400);

  /* Only the first call asks. */
  limner_collection_row_load (LIMNER_COLLECTION_ROW (row));
  limner_test_settle ();
  g_assert_cmpuint (limner_collection_row_get_n_cards (LIMNER_COLLECTION_ROW (row)), ==, 2);

  g_signal_emit_by_name (card, "clicked");
  limner_test_wait_until (shows (fixture->window, "Some bold words"));
}

static void
changed_cb (guint *n)
{
  (*n)++;
}

/* What ran long ago has gone cold, and nothing is said of models that never ran. */
static void
test_hints (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(LimnerModelHints) hints =
    limner_model_hints_new (limner_studio_get_store (fixture->studio));
  g_autofree char *price = NULL;
  g_autofree char *nothing = limner_model_hints_dup_price (hints, "stability-ai/sdxl");
  guint n_changes = 0;

  g_assert_null (nothing);
  g_signal_connect_swapped (hints, "changed", G_CALLBACK (changed_cb), &n_changes);
  add_run (fixture, "old", g_get_real_time () - 2 * LIMNER_MODEL_WARM_TIME * G_USEC_PER_SEC, 0.25);
  add_run (fixture, "unknown", 1, NAN);
  limner_model_hints_reload (hints);
  limner_test_wait_until (n_changes == 2);
  price = limner_model_hints_dup_price (hints, "stability-ai/sdxl");
  g_assert_cmpstr (price, ==, "$0.25");
  g_assert_false (limner_model_hints_is_warm (hints, "stability-ai/sdxl"));
  g_assert_false (limner_model_hints_is_warm (hints, "o/n"));
}

static GMenuModel *
find_default_menu (GtkWidget *widget)
{
  if (GTK_IS_MENU_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_menu_button_get_label (GTK_MENU_BUTTON (widget)), "Set as _default for…") == 0)
    {
      /* Ticks a task as the menu would. */
      g_assert_true (gtk_widget_activate_action (widget, "default.generate", NULL));
      return gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (widget));
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GMenuModel *menu = find_default_menu (child);

      if (menu != NULL)
        return menu;
    }
  return NULL;
}

static gboolean
offers (GMenuModel *menu,
        const char *action)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autofree char *name = NULL;

      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &name);
      if (g_strcmp0 (name, action) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Only what the model can do is offered; a second click takes the tick away. */
static void
test_default_for (Fixture       *fixture,
                  gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  GMenuModel *menu;

  answer_everything (fixture);
  present (fixture, GTK_WIDGET (browser), 1280);
  limner_browser_show_server (browser, fixture->server_id);
  limner_browser_show_model (browser, "stability-ai/sdxl");
  limner_test_wait_until (shows (fixture->window, "Some bold words"));

  menu = find_default_menu (fixture->window);
  g_assert_nonnull (menu);
  g_assert_true (offers (menu, "default.generate"));
  g_assert_false (offers (menu, "default.erase"));
  g_assert_false (offers (menu, "default.upscale"));
  g_assert_cmpstr (limner_default_model_get_chosen (fixture->studio, fixture->server_id,
                                                    LIMNER_TASK_GENERATE), ==,
                   "stability-ai/sdxl");

  find_default_menu (fixture->window);
  g_assert_null (limner_default_model_get_chosen (fixture->studio, fixture->server_id,
                                                  LIMNER_TASK_GENERATE));
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  GtkWidget *entry;

  answer_everything (fixture);
  present (fixture, GTK_WIDGET (browser), 700);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (count (fixture, LIMNER_TYPE_MODEL_CARD) == 2 &&
                          shows (fixture->window, "Collections"));
  entry = find_search (fixture->window);
  /* Both were seen in the row, one has it in its name and one in what it does. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "model");
  limner_test_wait_until (count (fixture, LIMNER_TYPE_MODEL_CARD) == 2 &&
                          shows (fixture->window, "Found"));

  gtk_editable_set_text (GTK_EDITABLE (entry), "stability-ai/sdxl");
  g_signal_emit_by_name (entry, "activate");
  limner_test_wait_until (shows (fixture->window, "Some bold words"));
}

/* Without a token the page says what to do; with a bad answer it says what happened. */
static void
test_no_token (Fixture       *fixture,
               gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));

  present (fixture, GTK_WIDGET (browser), 900);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (shows (fixture->window, "Connect Replicate"));
  g_assert_cmpuint (limner_test_server_get_n (fixture->server), ==, 0);
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

static GtkWindow *
find_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

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

  answer_everything (fixture);
  limner_test_server_answer (fixture->server, "GET", "/account", 200,
                             "{\"username\":\"ada\",\"type\":\"user\"}");
  limner_test_server_answer (fixture->server, "GET", "/predictions", 200,
                             PAGE ("{\"id\":\"p1\",\"model\":\"a/elsewhere\","
                                   "\"status\":\"processing\"}"));
  limner_test_server_answer (fixture->server, "GET", "/predictions", 200,
                             PAGE ("{\"id\":\"p1\",\"model\":\"a/elsewhere\","
                                   "\"status\":\"canceled\"}"));
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

  present (fixture, GTK_WIDGET (browser), 1000);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (shows (fixture->window, "Collections"));
  gtk_widget_activate_action (GTK_WIDGET (browser), "browser.account", NULL);
  limner_test_wait_until (shows (fixture->window, "a/elsewhere") &&
                          shows (fixture->window, "a/trained") &&
                          shows (fixture->window, "in.png") &&
                          shows (fixture->window, "Some CPU") &&
                          shows (fixture->window, "cpu · price unknown") &&
                          shows (fixture->window, known) &&
                          shows (fixture->window, "gpu-l40s · $0.002000 per second · $7.20 per hour"
                                 " · your price") &&
                          shows (fixture->window, "ada") &&
                          shows (fixture->window, "does not exist"));

  limner_test_wait_until (find_button (fixture->window, "_Stop") != NULL);
  g_signal_emit_by_name (find_button (fixture->window, "_Stop"), "clicked");
  limner_test_wait_until (find_dialog () != NULL &&
                          gtk_widget_get_mapped (GTK_WIDGET (find_dialog ())));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog ()), "verb");
  limner_test_wait_until (shows (fixture->window, "Stopped"));
}

static void
chosen_cb (LimnerModelChooser *chooser,
           const char         *server_id,
           const char         *reference,
           gpointer            user_data)
{
  g_string_append_printf (user_data, "%s %s;", server_id, reference);
}

static void
test_chooser (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *chooser = limner_model_chooser_new (fixture->studio);
  g_autoptr(GString) chosen = g_string_new (NULL);
  g_autofree char *expected = g_strdup_printf ("%s a/b:0123;", fixture->server_id);
  GtkWidget *entry;

  answer_everything (fixture);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), chooser);
  g_signal_connect (chooser, "model-chosen", G_CALLBACK (chosen_cb), chosen);
  present (fixture, button, 400);
  limner_model_chooser_set_current (LIMNER_MODEL_CHOOSER (chooser), fixture->server_id,
                                    "stability-ai/sdxl");
  gtk_popover_popup (GTK_POPOVER (chooser));
  limner_test_wait_until (shows (chooser, "Search for a model"));

  entry = find_search (chooser);
  gtk_editable_set_text (GTK_EDITABLE (entry), "https://replicate.com/a/b:0123");
  limner_test_wait_until (shows (chooser, "Use “a/b:0123”"));
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (chosen->str, ==, expected);
}

/* Favourites outlive the finder, and come with what was known of them. */
static void
test_favourites (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(LimnerModelFinder) finder = limner_model_finder_new (fixture->studio);
  g_autoptr(LimnerModelFinder) second = limner_model_finder_new (fixture->studio);
  g_autoptr(LimnerModel) model = NULL;

  answer_everything (fixture);
  limner_model_finder_set_server (finder, fixture->server_id);
  limner_test_wait_until (!limner_model_finder_is_loading (finder));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (finder)), ==, 0);
  limner_model_finder_set_favourite (finder, "stability-ai/sdxl", TRUE);
  limner_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (finder)) == 1);

  limner_model_finder_set_server (second, fixture->server_id);
  limner_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (second)) == 1);
  g_assert_true (limner_model_finder_is_favourite (second, "stability-ai/sdxl"));
  model = g_list_model_get_item (G_LIST_MODEL (second), 0);
  g_assert_cmpstr (limner_model_get_reference (model), ==, "stability-ai/sdxl");
  limner_model_finder_set_favourite (second, "stability-ai/sdxl", FALSE);
  limner_test_wait_until (!limner_model_finder_is_favourite (second, "stability-ai/sdxl"));
}

static void
test_card (void)
{
  GtkWidget *card = g_object_ref_sink (limner_model_card_new ());
  g_autoptr(LimnerModel) model = limner_model_new ("o", "n");
  const struct
  {
    gint64      n;
    const char *text;
  } runs[] = { { 0, "" }, { 1, "1 run" }, { 999, "999 runs" }, { 12345, "12 K runs" },
               { 1234567, "1.2 M runs" }, { 12345678901, "12.3 G runs" } };

  limner_model_card_set_model (LIMNER_MODEL_CARD (card), model, NULL);
  gtk_test_accessible_assert_property (card, GTK_ACCESSIBLE_PROPERTY_LABEL, "o/n");
  g_assert_true (limner_model_card_get_subject (LIMNER_MODEL_CARD (card)) == G_OBJECT (model));
  limner_model_card_set_model (LIMNER_MODEL_CARD (card), NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_autofree char *text = limner_model_card_describe_runs (runs[i].n);

      g_assert_cmpstr (text, ==, runs[i].text);
    }
  g_assert_finalize_object (card);
}

/* What a server said last is there when it cannot be asked, with its age. */
static void
test_offline (Fixture       *fixture,
              gconstpointer  data)
{
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  LimnerServer *server;

  answer_everything (fixture);
  present (fixture, GTK_WIDGET (browser), 1280);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (count (fixture, LIMNER_TYPE_MODEL_CARD) == 2);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = NULL;
  limner_test_settle ();

  /* The same server, at an address where nobody listens. */
  server = limner_server_list_find (limner_studio_get_servers (fixture->studio),
                                    fixture->server_id);
  limner_server_set_base_url (server, "http://127.0.0.1:9/v1");
  browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  present (fixture, GTK_WIDGET (browser), 1280);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (shows (fixture->window, "Text to image"));
  limner_test_wait_until (count (fixture, LIMNER_TYPE_MODEL_CARD) == 2);
  g_assert_true (shows (fixture->window, "73.0 M runs"));
}

static GtkWindow *
find_window (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }
  return NULL;
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

/* A deployment is made with what was typed, and what was started elsewhere becomes a job. */
static void
test_account_orders (Fixture       *fixture,
                     gconstpointer  data)
{
  static const char *const texts[] = { "fast-sdxl", "stability-ai/sdxl", "abc", NULL };
  LimnerBrowser *browser = LIMNER_BROWSER (limner_browser_new (fixture->studio));
  LimnerJobQueue *queue = limner_studio_get_queue (fixture->studio);
  g_autoptr(LimnerJob) job = NULL;
  const LimnerTestRequest *request;
  guint n = 0;

  answer_everything (fixture);
  limner_test_server_answer (fixture->server, "GET", "/account", 200,
                             "{\"username\":\"ada\",\"type\":\"user\"}");
  limner_test_server_answer (fixture->server, "GET", "/predictions", 200,
                             PAGE ("{\"id\":\"p1\",\"model\":\"a/elsewhere\",\"input\":"
                                   "{\"prompt\":\"a fox\"},\"status\":\"processing\"}"));
  limner_test_server_answer (fixture->server, "GET", "/trainings", 200, PAGE (""));
  limner_test_server_answer (fixture->server, "GET", "/deployments", 200, PAGE (""));
  limner_test_server_answer (fixture->server, "GET", "/files", 200, PAGE (""));
  limner_test_server_answer (fixture->server, "GET", "/hardware", 200,
                             "[{\"sku\":\"cpu\",\"name\":\"Some CPU\"}]");
  limner_test_server_answer (fixture->server, "POST", "/deployments", 200,
                             "{\"owner\":\"ada\",\"name\":\"fast-sdxl\"}");
  present (fixture, GTK_WIDGET (browser), 1000);
  limner_browser_show_server (browser, fixture->server_id);
  limner_test_wait_until (shows (fixture->window, "Collections"));
  gtk_widget_activate_action (GTK_WIDGET (browser), "browser.account", NULL);
  limner_test_wait_until (shows (fixture->window, "a/elsewhere") &&
                          shows (fixture->window, "Some CPU"));

  g_signal_emit_by_name (find_button (fixture->window, "_Keep in the gallery"), "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (queue)), ==, 1);
  job = g_list_model_get_item (G_LIST_MODEL (queue), 0);
  g_assert_cmpstr (limner_job_get_prediction (job), ==, "p1");
  g_assert_cmpstr (limner_job_spec_get_prompt (limner_job_get_spec (job)), ==, "a fox");
  limner_job_queue_cancel (queue, job);

  g_signal_emit_by_name (find_button (fixture->window, "_New…"), "clicked");
  limner_test_wait_until (find_window (LIMNER_TYPE_DEPLOYMENT_DIALOG) != NULL);
  fill_entries (GTK_WIDGET (find_window (LIMNER_TYPE_DEPLOYMENT_DIALOG)), texts, &n);
  g_assert_cmpuint (n, ==, 3);
  g_signal_emit_by_name (find_button (GTK_WIDGET (find_window (LIMNER_TYPE_DEPLOYMENT_DIALOG)),
                                      "_Save"), "clicked");
  limner_test_wait_until (find_window (LIMNER_TYPE_DEPLOYMENT_DIALOG) == NULL);
  for (guint i = 0; i < limner_test_server_get_n (fixture->server); i++)
    {
      request = limner_test_server_get_request (fixture->server, i);
      if (strcmp (request->method, "POST") == 0 && strcmp (request->path, "/deployments") == 0)
        {
          g_assert_nonnull (strstr (request->body, "\"version\":\"abc\""));
          g_assert_nonnull (strstr (request->body, "\"hardware\":\"cpu\""));
          n = 0;
        }
    }
  g_assert_cmpuint (n, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/browser/browse", Fixture, "token", set_up, test_browse, tear_down);
  g_test_add ("/browser/rows", Fixture, "token", set_up, test_rows, tear_down);
  g_test_add ("/browser/hints", Fixture, "token", set_up, test_hints, tear_down);
  g_test_add ("/browser/default-for", Fixture, "token", set_up, test_default_for, tear_down);
  g_test_add ("/browser/search", Fixture, "token", set_up, test_search, tear_down);
  g_test_add ("/browser/no-token", Fixture, NULL, set_up, test_no_token, tear_down);
  g_test_add ("/browser/account", Fixture, "token", set_up, test_account, tear_down);
  g_test_add ("/browser/chooser", Fixture, "token", set_up, test_chooser, tear_down);
  g_test_add ("/browser/favourites", Fixture, "token", set_up, test_favourites, tear_down);
  g_test_add ("/browser/offline", Fixture, "token", set_up, test_offline, tear_down);
  g_test_add ("/browser/account-orders", Fixture, "token", set_up, test_account_orders,
              tear_down);
  g_test_add_func ("/browser/card", test_card);

  return g_test_run ();
}
